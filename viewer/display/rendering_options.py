"""How the picture is made on this screen: enlarged pixels, the file's shutter and overlays, and the GSDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from viewer.display.screen_editor import ScreenEditor

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from viewer.settings import Settings


class RenderingOptions(QWidget):
    """Switches that hold for every image; each is a preference, kept at once."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._enlarged = QComboBox(self)
        self._enlarged.setAccessibleName(self.tr("Enlarged pixels"))
        self._enlarged.addItem(self.tr("Blocks, as stored"), "none")
        self._enlarged.addItem(self.tr("Smoothed (linear)"), "linear")
        label = QLabel(self.tr("&Enlarged pixels"), self)
        label.setBuddy(self._enlarged)
        self._switches = {
            "shutter": QCheckBox(self.tr("Cover what the file's shutter covers"), self),
            "overlays": QCheckBox(self.tr("Draw the file's overlays"), self),
            "gsdf": QCheckBox(self.tr("Fit greys to this screen (GSDF)"), self),
        }
        self._switches["gsdf"].setToolTip(
            self.tr("DICOM PS3.14: equal steps of grey look equally large. Needs the luminance of the screen.")
        )
        self._screen = ScreenEditor(settings, self)
        choice = QHBoxLayout()
        choice.setSpacing(8)
        choice.addWidget(label)
        choice.addWidget(self._enlarged, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(choice)
        for widget in (*self._switches.values(), self._screen):
            column.addWidget(widget)
        self._enlarged.activated.connect(lambda: settings.set("interpolation", self._enlarged.currentData()))
        for key, box in self._switches.items():
            box.toggled.connect(lambda on, key=key: settings.set(key, "on" if on else "off"))
        settings.changed.connect(self._show)
        self._show()

    def set_frame(self, frame: Frame | None) -> None:
        """Say which of the switches the image has something for."""
        for key, there in (
            ("shutter", frame is not None and frame.shutter is not None),
            ("overlays", frame is not None and bool(frame.overlays)),
        ):
            none = self.tr("This file has none; the choice holds for those that do.")
            self._switches[key].setToolTip("" if there or frame is None else none)

    def _show(self) -> None:
        settings = self._settings
        with QSignalBlocker(self._enlarged):
            self._enlarged.setCurrentIndex(self._enlarged.findData(settings["interpolation"]))
        for key, box in self._switches.items():
            with QSignalBlocker(box):
                box.setChecked(settings[key] == "on")
        self._screen.setVisible(settings["gsdf"] == "on")
