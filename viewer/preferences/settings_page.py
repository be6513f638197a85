"""A page of preferences made from rows of the table of settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget

from viewer.number_box import NumberBox
from viewer.setting_kinds import AnySetting, NumberSetting, Setting
from viewer.settings import Settings


class SettingsPage(QWidget):
    """A form of choices and numbers, and a button that brings back their defaults."""

    def __init__(self, rows: Sequence[AnySetting], settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._keys = [row.key for row in rows]
        self._show: dict[str, Callable[[], None]] = {}
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        for row in rows:
            if isinstance(row, Setting):
                form.addRow(translated(row.text), self._choice(row))
            elif isinstance(row, NumberSetting):
                form.addRow(translated(row.text), self._number(row))
        self._reset = QPushButton(self.tr("Reset to defaults"), self)
        self._reset.clicked.connect(lambda: settings.reset(self._keys))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(form)
        column.addStretch(1)
        self._reset.setAutoDefault(False)
        column.addWidget(self._reset, 0, Qt.AlignmentFlag.AlignLeft)
        settings.changed.connect(self._on_settings_changed)
        for show in self._show.values():
            show()

    def _choice(self, row: Setting) -> QWidget:
        box = QComboBox(self)
        box.setObjectName(row.key)
        box.setAccessibleName(translated(row.text))
        for value, text in row.choices:
            box.addItem(translated(text), value)
        box.activated.connect(lambda: self._settings.set(row.key, box.currentData()))

        def show() -> None:
            with QSignalBlocker(box):
                box.setCurrentIndex(box.findData(self._settings[row.key]))

        self._show[row.key] = show
        return box

    def _number(self, row: NumberSetting) -> QWidget:
        box: QSpinBox | NumberBox
        if row.decimals:
            box = NumberBox(self)
            box.setDecimals(row.decimals)
            box.setRange(row.low, row.high)
            box.setStepType(NumberBox.StepType.AdaptiveDecimalStepType)
        else:
            box = QSpinBox(self)
            box.setRange(int(row.low), int(row.high))
            box.setStepType(QSpinBox.StepType.AdaptiveDecimalStepType)
        box.setObjectName(row.key)
        box.setAccessibleName(translated(row.text))
        box.setKeyboardTracking(False)  # a number half typed is not meant yet
        box.setSuffix(f" {translated(row.unit)}" if row.unit else "")
        box.setSpecialValueText(translated(row.low_text) if row.low_text else "")
        box.valueChanged.connect(lambda value: self._settings.set(row.key, value))

        def show() -> None:
            with QSignalBlocker(box):
                box.setValue(self._settings[row.key])

        self._show[row.key] = show
        return box

    def _on_settings_changed(self, key: str, _: object) -> None:
        if key in self._show:
            self._show[key]()


def translated(text: str) -> str:
    """Give a text of the table of settings in the user's language."""
    return QCoreApplication.translate("settings", text)
