"""What a training begins with: its data, its settings, and what it will take."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QSpinBox, QVBoxLayout, QWidget

from viewer.arranging import column
from viewer.train.data_chooser import DataChooser
from viewer.train.estimate_view import EstimateView
from viewer.train.settings_form import SettingsForm

if TYPE_CHECKING:
    from viewer.jobs import Jobs


class Setup(QWidget):
    """Data chooser and settings form, with an estimate below that follows them.

    Attributes
    ----------
    data : DataChooser
    settings : SettingsForm
    """

    def __init__(self, jobs: Jobs, runs_folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.data = DataChooser(jobs, self)
        self.settings = SettingsForm(self)
        self._estimate = EstimateView(jobs, runs_folder, self)
        self._free = True
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(column(self.data, self.settings, self._estimate))
        self.data.data_changed.connect(self._show_estimate)
        for chosen in self.settings.findChildren(QComboBox):
            chosen.currentIndexChanged.connect(self._show_estimate)
        for number in self.settings.findChildren(QSpinBox):
            number.valueChanged.connect(self._show_estimate)

    def set_free(self, free: bool) -> None:
        """Say whether a training could begin now; while another is under way nothing is estimated."""
        self._free = free
        self._show_estimate()

    def _show_estimate(self) -> None:
        images = self.data.images if self._free and self.data.usable else None
        try:
            self._estimate.show_for(self.settings.config(), images)
        except ValueError:  # in the middle of a change the form may say what cannot be
            self._estimate.say("")
