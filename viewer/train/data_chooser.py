"""What to learn from: a folder or a table of labelled images, and what is in it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.errors import DatasetError
from trainer.dataset import Dataset, read_dataset
from trainer.sources import NamedDatasetError
from viewer.classify.colors import class_title
from viewer.message import Note, Problem, sentence

if TYPE_CHECKING:
    from viewer.jobs import Jobs

LANE = "read dataset"


class DataChooser(QWidget):
    """Three buttons, the place chosen and a summary of what was found there.

    Parameters
    ----------
    lane : str
        Of the job that reads; each chooser of a window has its own.

    Signals
    -------
    data_changed : ()
        Another place was chosen, or reading it came to an end.
    build_requested : ()
        A dataset is to be built.
    """

    data_changed = Signal()
    build_requested = Signal()
    _read = Signal(object, int, int)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None, *, lane: str = LANE) -> None:
        super().__init__(parent)
        self._jobs, self._lane = jobs, lane
        self._data: Path | None = None
        self._error: object = None
        self._dataset: Dataset | None = None
        self._hidden = False
        self._place = QLabel(self)
        self._place.setTextFormat(Qt.TextFormat.PlainText)
        self._place.setAccessibleName(self.tr("Data"))
        folder = QPushButton(self.tr("Choose folder …"), self)
        folder.setToolTip(self.tr("One sub-folder per class, files that begin with 1_ to 4_, or a labels.csv in it."))
        folder.clicked.connect(self._on_folder_clicked)
        table = QPushButton(self.tr("Choose table …"), self)
        table.setToolTip(
            self.tr("A CSV or Parquet file with the columns path and label, and patient and split if known.")
        )
        table.clicked.connect(self._on_table_clicked)
        build = QPushButton(self.tr("Build …"), self)
        build.setToolTip(self.tr("Put a dataset together from folders, label sheets and chosen images."))
        build.clicked.connect(self.build_requested)
        self._summary = Note(parent=self)
        self._problem = Problem(self)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(folder)
        buttons.addWidget(table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(buttons)
        column.addWidget(build)
        for widget in (self._place, self._summary, self._problem):
            column.addWidget(widget)
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)
        self._read.connect(self._on_read)
        self._summary.say(self.tr("Choose labelled images: DICOM or PNG, with one class each."))
        self._show_names()

    @property
    def data(self) -> Path | None:
        """The place chosen; None before that."""
        return self._data

    @property
    def usable(self) -> bool:
        """A place was chosen and nothing is known against it."""
        return self._data is not None and self._error is None

    @property
    def images(self) -> int | None:
        """How many images were found there; None before they were counted."""
        return None if self._dataset is None else len(self._dataset.rows)

    @property
    def dataset(self) -> Dataset | None:
        """What was found there; None before it was read."""
        return self._dataset

    def set_data(self, data: Path) -> None:
        """Choose ``data`` and read what is there."""
        self._data, self._error, self._dataset = data, None, None
        self._show_names()
        self._summary.say(self.tr("Reading …"))
        self._jobs.submit(self._lane, partial(self._read_dataset, data))
        self.data_changed.emit()

    def set_patient_data_hidden(self, hidden: bool) -> None:
        """Hide or show the names of folders and files, which may be those of patients."""
        self._hidden = hidden
        self._show_names()

    def _show_names(self) -> None:
        """Write all that may quote a folder or a file."""
        data, error = self._data, self._error
        self._place.setVisible(data is not None)
        if data is not None:
            table = data.suffix.lower() in (".csv", ".parquet")
            hidden = self.tr("Data table (hidden)") if table else self.tr("Data folder (hidden)")
            self._place.setText(hidden if self._hidden else data.name)
            self._place.setToolTip("" if self._hidden else str(data))
        if self._hidden and isinstance(error, NamedDatasetError):
            self._problem.say(error.reason)
        else:
            self._problem.say("" if error is None else sentence(error, hidden=self._hidden))

    def _read_dataset(self, data: Path) -> Dataset:
        """Read the table, on a pool thread."""

        def progress(done: int, total: int) -> None:
            if self._data != data:
                raise DatasetError(self.tr("another dataset was chosen"))
            self._read.emit(data, done, total)

        return read_dataset(data, progress=progress)

    def _on_read(self, data: Path, done: int, total: int) -> None:
        if data == self._data and self._jobs.is_running(self._lane):
            self._summary.say(self.tr("Reading {0} of {1} files").format(done, total))

    def _on_jobs_finished(self, lane: str, dataset: object) -> None:
        if lane == self._lane and isinstance(dataset, Dataset):
            self._dataset = dataset
            self._summary.say(self._told(dataset))
            self.data_changed.emit()

    def _on_jobs_failed(self, lane: str, error: object) -> None:
        if lane == self._lane:
            self._error = error
            self._summary.say("")
            self._show_names()
            self.data_changed.emit()

    def _told(self, dataset: Dataset) -> str:
        counts = " · ".join(f"{class_title(name)} {count}" for name, count in dataset.counts().items())
        found = self.tr("{0} images of {1} patients").format(len(dataset.rows), dataset.patients)
        return "\n".join((found, counts, *dataset.notes))

    def _on_folder_clicked(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder of labelled images"))
        if chosen:
            self.set_data(Path(chosen))

    def _on_table_clicked(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Choose a table"), "", self.tr("Tables (*.csv *.parquet)")
        )
        if chosen:
            self.set_data(Path(chosen))
