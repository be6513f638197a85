"""Where labelling comes together: the mode, its keys, its panel and strip, and the table of labels."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from core.labels.table import table_of_labels
from core.results.training_labels import TrainingLabels, write_training_labels
from viewer.label.words import left_out
from viewer.message import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from core.labels.store import LabelStore
    from viewer.actions.shortcuts import Shortcuts
    from viewer.jobs import Jobs
    from viewer.label.labelling import Labelling
    from viewer.label.panel import LabelPanel
    from viewer.settings import Settings
    from viewer.state import ViewerState

LANE = "write labels"


class LabelDesk(QObject):
    """Makes what labelling shows when it is first begun.

    Signals
    -------
    told : str
        A sentence for the message bar.
    panel_made : LabelPanel
        The panel is there, and wants a place.
    build_requested
        A dataset is to be built of labels.
    """

    labelling: Labelling

    told = Signal(str)
    panel_made = Signal(object)
    build_requested = Signal()

    def __init__(
        self,
        labelling: Labelling,
        state: ViewerState,
        jobs: Jobs,
        settings: Settings,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._state, self._jobs, self._settings, self._above = state, jobs, settings, parent
        self.labelling = labelling
        labelling.setParent(self)
        self._panel: LabelPanel | None = None
        self.labelling.told.connect(self.told)
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    @property
    def panel(self) -> LabelPanel | None:
        """The panel, once labelling was begun."""
        return self._panel

    def connect_keys(self, made: Mapping[str, QAction], shortcuts: Shortcuts) -> None:
        """Let labelling have the keys of other actions while it lasts, and show that it does."""
        from viewer.label.keys import LabelKeys

        keys = LabelKeys(made, shortcuts, self)
        self.labelling.mode_changed.connect(lambda on: keys.set_lent(lent=on))
        self.labelling.mode_changed.connect(made["label.mode"].setChecked)

    def toggle(self) -> None:
        """Begin labelling, or leave it."""
        if self._panel is None:
            self._panel = self._made_panel()
            self.panel_made.emit(self._panel)
        self.labelling.set_on(not self.labelling.is_on)
        if self.labelling.is_on:
            self._panel.second.look()

    def export(self, *, all_readers: bool = False) -> None:
        """Ask where the table of labels goes, and write it there."""
        title, kinds = self.tr("Export labels"), self.tr("Tables (*.csv)")
        chosen, _ = QFileDialog.getSaveFileName(self._above, title, "labels.csv", kinds)
        if chosen:
            path = Path(chosen)
            self.write(path if path.suffix else path.with_suffix(".csv"), all_readers=all_readers)

    def write(self, path: Path, *, all_readers: bool) -> None:
        """Write the labels as a table that a training can begin from."""
        reader = "" if all_readers else self.labelling.reader
        if not reader and not all_readers:
            self.told.emit(self.tr("There are no labels of yours yet: begin to label, and write your name there."))
            return
        self._jobs.submit(LANE, partial(_write, self.labelling.store, reader, path))

    def _made_panel(self) -> LabelPanel:
        from viewer.label.panel import LabelPanel

        panel = LabelPanel(self.labelling, self._jobs, self._settings, self._above)
        panel.second.open_requested.connect(self.labelling.open_requested)
        panel.export_requested.connect(lambda all_readers: self.export(all_readers=all_readers))
        panel.build_requested.connect(self.build_requested)
        self._state.patient_data_hidden_changed.connect(panel.second.set_hidden)
        panel.second.set_hidden(self._state.patient_data_hidden)
        return panel

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if lane == LANE and isinstance(result, TrainingLabels):
            told = self.tr("{0} labels are written.").format(len(result.rows))
            self.told.emit(" ".join(filter(None, (told, left_out(result)))))

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane == LANE:
            self.told.emit(sentence(error, hidden=True))


def _write(store: LabelStore, reader: str, path: Path) -> TrainingLabels:
    """Write the table (on a pool thread)."""
    labels = table_of_labels(store.rows(reader))
    write_training_labels(labels, path)
    return labels
