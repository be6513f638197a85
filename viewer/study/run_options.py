"""How a study is run: side by side, in slices, timed first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QSpinBox, QWidget

from viewer.number_box import NumberBox
from viewer.study.study_process import RunOptions

_MOST_AT_ONCE = 16
_MOST_HOURS = 999.0


class RunOptionsForm(QWidget):
    """Fields that influence no result, only when it is there.

    Signals
    -------
    changed
        A field has another value.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at_once = QSpinBox(self)
        self._at_once.setRange(1, _MOST_AT_ONCE)
        self._at_once.setToolTip(self.tr("Runs trained side by side; on one computer that seldom saves time."))
        self._hours = NumberBox(self)
        self._hours.setRange(0.0, _MOST_HOURS)
        self._hours.setDecimals(1)
        self._hours.setSuffix(self.tr(" h"))
        self._hours.setSpecialValueText(self.tr("Never"))
        self._hours.setToolTip(self.tr("Pause by itself after that time; Resume goes on."))
        self._timed = QCheckBox(self.tr("&Time each network first"), self)
        self._timed.setToolTip(self.tr("Train each network and size for two epochs first, so that the time is known."))
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(4)
        for text, field in ((self.tr("Runs &at once"), self._at_once), (self.tr("&Pause after"), self._hours)):
            form.addRow(text, field)
            field.setAccessibleName(text.replace("&", ""))
        form.addRow(self._timed)
        self._at_once.valueChanged.connect(self.changed)
        self._hours.valueChanged.connect(self.changed)
        self._timed.toggled.connect(self.changed)

    def options(self) -> RunOptions:
        """Return what the fields say."""
        return RunOptions(self._at_once.value(), self._hours.value(), self._timed.isChecked())

    def set_options(self, options: RunOptions) -> None:
        """Fill the fields."""
        self._at_once.setValue(options.at_once)
        self._hours.setValue(options.most_hours)
        self._timed.setChecked(options.timed)
