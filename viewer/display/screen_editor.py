"""The screen in numbers, for the GSDF: luminance of black and white, gamma, and whether somebody measured them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QFormLayout, QVBoxLayout, QWidget

from core.display.gsdf import Screen
from viewer.display.screen import GAMMA, LMAX, LMIN, MEASURED
from viewer.message import Note, Problem
from viewer.number_box import NumberBox
from viewer.setting_kinds import NumberSetting
from viewer.settings import SETTINGS

if TYPE_CHECKING:
    from viewer.settings import Settings


class ScreenEditor(QWidget):
    """Asks for a screen; one that cannot be is explained here and not used."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._lmin, self._lmax, self._gamma = (_number(key, self) for key in (LMIN, LMAX, GAMMA))
        self._measured = QCheckBox(self.tr("Measured with a photometer"), self)
        self._remark, self._problem = Note(parent=self), Problem(self)
        self._remark.setProperty("role", "heading")
        form = QFormLayout()
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(8)
        for text, box in (
            (self.tr("Black"), self._lmin),
            (self.tr("White"), self._lmax),
            (self.tr("Gamma"), self._gamma),
        ):
            form.addRow(text, box)
            box.setAccessibleName(self.tr("{0} of the screen").format(text))
            box.valueChanged.connect(self._on_edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(form)
        for widget in (self._measured, self._problem, self._remark):
            column.addWidget(widget)
        self._measured.toggled.connect(self._on_edited)
        settings.changed.connect(self._on_settings_changed)
        self._show()

    def _show(self) -> None:
        settings = self._settings
        for box, key in ((self._lmin, LMIN), (self._lmax, LMAX), (self._gamma, GAMMA)):
            with QSignalBlocker(box):
                box.setValue(settings[key])
        with QSignalBlocker(self._measured):
            self._measured.setChecked(settings[MEASURED] == "yes")
        self._judge()

    def _judge(self) -> bool:
        """Say what is wrong with the screen in the boxes, or what it is worth; tell whether it can be used."""
        measured = self._measured.isChecked()
        try:
            Screen(self._lmin.value(), self._lmax.value(), self._gamma.value(), measured)
        except ValueError as error:
            problem = str(error)
            self._problem.say(f"{problem[:1].upper()}{problem[1:]}.")
            self._remark.say("")
            return False
        self._problem.say("")
        unmeasured = self.tr("Without a measurement this is a simulation, and the image says so.")
        self._remark.say("" if measured else unmeasured)
        return True

    def _on_edited(self) -> None:
        if self._judge():
            self._settings.update(
                {
                    LMIN: self._lmin.value(),
                    LMAX: self._lmax.value(),
                    GAMMA: self._gamma.value(),
                    MEASURED: "yes" if self._measured.isChecked() else "no",
                }
            )

    def _on_settings_changed(self, key: str, _: object) -> None:
        if key in (LMIN, LMAX, GAMMA, MEASURED):
            self._show()


def _number(key: str, parent: QWidget) -> NumberBox:
    row = next(setting for setting in SETTINGS if setting.key == key)
    assert isinstance(row, NumberSetting)
    box = NumberBox(parent)
    box.setObjectName(key)
    box.setDecimals(row.decimals)
    box.setRange(0, 10_000)  # wider than can be: what cannot is explained, not refused in silence
    box.setSuffix(f" {row.unit}" if row.unit else "")
    box.setKeyboardTracking(False)
    box.setStepType(NumberBox.StepType.AdaptiveDecimalStepType)
    return box
