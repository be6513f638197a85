"""First page of the builder: which sources there are, and what is in each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from trainer.building import Source, importers
from viewer.arranging import scrolling
from viewer.dataset.source_form import SourceForm
from viewer.dataset.words import problem_text
from viewer.message import Note, Problem
from viewer.number_text import number_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from viewer.dataset.draft import Entry

CHOSEN, LISTED, MINE, AGREED = "chosen", "listed", "mine", "agreed"
"""Which images of the window are wanted: those of the chosen row, all in the list, or those that readers labelled."""


_BY_NAME = {
    "train.csv": "vinbigdata",
    "stage_2_detailed_class_info.csv": "rsna",
    "stage_2_train_labels.csv": "rsna",
    "train_study_level.csv": "siim_covid",
    "data_entry_2017.csv": "nih",
    "data_entry_2017_v2020.csv": "nih",
}
"""Forms of the sheets that come with published datasets; the user may say otherwise."""


class SourcesPage(QWidget):
    """List of sources on the left, the one chosen there on the right.

    Signals
    -------
    added : Source
        A folder or a sheet is to be a source.
    taking_requested : str
        Images of the window are to be a source: one of :data:`CHOSEN`, :data:`LISTED`, :data:`MINE`, :data:`AGREED`.
    changed : (int, Source)
        The source of this number is told something else.
    removed : int
        The source of this number is not wanted.
    """

    added = Signal(object)
    taking_requested = Signal(str)
    changed = Signal(int, object)
    removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()
        self._hidden = False
        self._list = QListWidget(self)
        self._list.setAccessibleName(self.tr("Sources"))
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setWordWrap(True)
        self._folder = QPushButton(self.tr("Add folder \u2026"), self)
        self._sheet = QPushButton(self.tr("Add label sheet \u2026"), self)
        self._window = QPushButton(self.tr("Add from the window"), self)
        self._remove = QPushButton(self.tr("Remove"), self)
        self._remove.setAccessibleName(self.tr("Remove the source"))
        self.form = SourceForm(self)
        self._empty = Note(
            self.tr(
                "A dataset begins with images whose labels are known: a folder with one sub-folder per class, a label "
                "sheet with its images, or what you labelled in the window. Several sources make one dataset."
            ),
            self,
        )
        self._found, self._problem = Note(parent=self), Problem(self)
        self._window.setMenu(self._made_menu())
        self._lay_out()
        self._folder.clicked.connect(self._on_folder_clicked)
        self._sheet.clicked.connect(self._on_sheet_clicked)
        self._remove.clicked.connect(self._on_remove_clicked)
        self._list.currentRowChanged.connect(self._show_chosen)
        self.form.changed.connect(self._on_form_changed)
        self._show_chosen()

    @property
    def found(self) -> str:
        """What is told of the chosen source."""
        return self._found.text()

    @property
    def problem(self) -> str:
        """What is wrong with the chosen source."""
        return self._problem.text()

    def set_entries(self, entries: Sequence[Entry], choose: int = 0) -> None:
        """List the sources; the one chosen stays chosen unless another number is given."""
        before = self._chosen()
        wanted = choose or (before.number if before is not None else 0)
        self._entries = tuple(entries)
        with QSignalBlocker(self._list):
            self._list.clear()
            for entry in self._entries:
                self._list.addItem(QListWidgetItem(self._line(entry)))
            numbers = [entry.number for entry in self._entries]
            self._list.setCurrentRow(numbers.index(wanted) if wanted in numbers else len(numbers) - 1)
        now = self._chosen()
        same = before is not None and now is not None and before.number == now.number
        self._show_chosen(form=not same or (now is not None and before is not None and now.source != before.source))

    def set_hidden(self, hidden: bool) -> None:
        """Hide or show the names of files and folders, which may be those of patients."""
        self._hidden = hidden
        self.form.set_hidden(hidden)
        self.set_entries(self._entries)

    def _made_menu(self) -> QMenu:
        menu = QMenu(self)
        for which, text in (
            (CHOSEN, self.tr("Images of the chosen row in the browser")),
            (LISTED, self.tr("All images in the browser")),
            (MINE, self.tr("My labels")),
            (AGREED, self.tr("Labels of all readers, where they agree")),
        ):
            menu.addAction(text).triggered.connect(lambda _=False, which=which: self.taking_requested.emit(which))
        return menu

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QWidget(self)
        left.setSpacing(8)
        for button in (self._folder, self._sheet, self._window, self._remove):
            button.setAutoDefault(False)
            left.addWidget(button)
        left.insertWidget(3, self._list, 1)
        details = QVBoxLayout(right)
        details.setContentsMargins(8, 0, 8, 0)
        for widget in (self._empty, self._problem, self._found, self.form):
            details.addWidget(widget)
        details.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 12, 0, 0)
        row.setSpacing(16)
        row.addLayout(left, 2)
        row.addWidget(scrolling(right, self.tr("The chosen source")), 3)

    def _chosen(self) -> Entry | None:
        row = self._list.currentRow()
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def _line(self, entry: Entry) -> str:
        title = next((row.title for row in importers() if row.name == entry.source.importer), entry.source.importer)
        title = QCoreApplication.translate("importers", title)
        path = entry.source.path
        name = title if path is None or self._hidden else path.name
        if entry.problem is not None:
            state = self.tr("cannot be used")
        elif entry.findings is None:
            state = self.tr("being counted \u2026")
        else:
            state = self.tr("{0} images").format(number_text(entry.findings.images, ","))
        return f"{name} \u00b7 {state}"

    def _show_chosen(self, _: int = 0, *, form: bool = True) -> None:
        entry = self._chosen()
        if form:
            self.form.set_source(None if entry is None else entry.source)
        self._remove.setEnabled(entry is not None)
        self._empty.setVisible(entry is None)
        problem = None if entry is None else entry.problem
        self._problem.say("" if problem is None else problem_text(problem, hidden=self._hidden))
        self._found.say("" if entry is None or entry.findings is None else self._told(entry))

    def _told(self, entry: Entry) -> str:
        found = entry.findings
        assert found is not None
        lines = [self.tr("{0} images, {1} findings.").format(number_text(found.images, ","), len(found.counts))]
        if found.missing:
            lines.append(self.tr("{0} images of the sheet were not found.").format(number_text(found.missing, ",")))
        if found.readers > 1:
            told = self.tr("Up to {0} readings of an image; those of {1} images are not all the same.")
            lines.append(told.format(found.readers, number_text(found.disagreeing, ",")))
        return "\n".join((*lines, *found.notes))

    def _on_folder_clicked(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder of labelled images"))
        if chosen:
            self.added.emit(Source("folders", Path(chosen)))

    def _on_sheet_clicked(self) -> None:
        kinds = self.tr("Tables (*.csv *.parquet)")
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a label sheet"), "", kinds)
        if chosen:
            path = Path(chosen)
            self.added.emit(Source(_BY_NAME.get(path.name.lower(), "table"), path))

    def _on_remove_clicked(self) -> None:
        entry = self._chosen()
        if entry is not None:
            self.removed.emit(entry.number)

    def _on_form_changed(self, source: Source) -> None:
        entry = self._chosen()
        if entry is not None:
            self.changed.emit(entry.number, source)
