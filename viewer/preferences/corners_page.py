"""A page of preferences: which line stands in which corner of the image."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from viewer.image.corners import CORNER_FIELDS
from viewer.preferences.settings_page import translated
from viewer.setting_kinds import WordsSetting
from viewer.settings import SETTINGS, Settings

CORNERS = tuple(row for row in SETTINGS if isinstance(row, WordsSetting) and row.group == "corners")


class CornersPage(QWidget):
    """A choice for each line; within a corner, lines keep the order of this list unless they stand there already."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._boxes: dict[str, QComboBox] = {}
        lines = QWidget(self)
        form = QFormLayout(lines)
        form.setContentsMargins(0, 0, 8, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        for field in CORNER_FIELDS:
            label = QCoreApplication.translate("corners", field.label)
            self._boxes[field.key] = box = self._box(field.key, label)
            form.addRow(label, box)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(lines)
        hint = QLabel(
            self.tr("Hide patient data takes names, numbers, dates and places away, wherever they stand."), self
        )
        hint.setWordWrap(True)
        reset = QPushButton(self.tr("Reset to defaults"), self)
        reset.setAutoDefault(False)
        reset.clicked.connect(lambda: settings.reset(corner.key for corner in CORNERS))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(hint)
        column.addWidget(scroll, 1)
        column.addWidget(reset, 0, Qt.AlignmentFlag.AlignLeft)
        settings.changed.connect(self._show)
        self._show()

    def _box(self, key: str, label: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(key)
        box.setAccessibleName(label)
        box.addItem(self.tr("Not shown"), "")
        for corner in CORNERS:
            box.addItem(translated(corner.text), corner.key)
        box.activated.connect(lambda: self._put(key, box.currentData()))
        return box

    def _put(self, key: str, chosen: str) -> None:
        """Take a line from where it stands and put it into another corner, or none; written as one change."""
        order = [field.key for field in CORNER_FIELDS]
        changes = {}
        for corner in CORNERS:
            held = [name for name in self._settings[corner.key] if name != key]
            if corner.key == chosen:
                after = [name for name in held if name in order and order.index(name) > order.index(key)]
                held.insert(held.index(after[0]) if after else len(held), key)
            changes[corner.key] = tuple(held)
        self._settings.update(changes)

    def _show(self) -> None:
        where = {name: corner.key for corner in CORNERS for name in self._settings[corner.key]}
        for key, box in self._boxes.items():
            with QSignalBlocker(box):
                box.setCurrentIndex(box.findData(where.get(key, "")))
