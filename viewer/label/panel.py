"""The Label panel: who reads, with which classes, how far one is, and how two readers agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QProgressBar, QPushButton, QWidget

from viewer.arranging import column, fill_scrolling, line
from viewer.label.class_list import ClassList
from viewer.label.second_reader import SecondReader
from viewer.message import Note, Problem
from viewer.section import Section

if TYPE_CHECKING:
    from viewer.jobs import Jobs
    from viewer.label.labelling import Labelling
    from viewer.settings import Settings


class LabelPanel(QWidget):
    """Shows what labelling is about, and passes on what the user wants.

    Signals
    -------
    export_requested : bool
        A table of labels is wanted; True: where all readers agree, False: the reader's own.
    build_requested
        The labels are to become part of a dataset.
    """

    export_requested = Signal(bool)
    build_requested = Signal()

    def __init__(self, labelling: Labelling, jobs: Jobs, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("manual_page", "labelling")
        self._labelling, self._settings = labelling, settings
        self._reader = QLineEdit(self)
        self._reader.setMaxLength(60)
        self._reader.setPlaceholderText(self.tr("Your name"))
        self._reader.setAccessibleName(self.tr("Reader"))
        self._advance = QCheckBox(self.tr("Then the next image without a label"), self)
        self.classes = ClassList(self)
        self._keys = Note(parent=self)
        self._problem = Problem(self)
        self._bar = QProgressBar(self)
        self._bar.setAccessibleName(self.tr("Images labelled"))
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._count = Note(parent=self)
        self._next = QPushButton(self.tr("Next without a label"), self)
        self._undo, self._redo = QPushButton(self.tr("Undo"), self), QPushButton(self.tr("Redo"), self)
        self._undo.setAccessibleName(self.tr("Undo the label"))
        self._redo.setAccessibleName(self.tr("Redo the label"))
        self._all_readers = QCheckBox(self.tr("Of all readers, where they agree"), self)
        self._export = QPushButton(self.tr("Export labels \u2026"), self)
        self._build = QPushButton(self.tr("Build a dataset \u2026"), self)
        self.second = SecondReader(labelling, jobs, self)
        self._lay_out()
        self._connect()
        self._show()

    @property
    def reader_field(self) -> QLineEdit:
        """Where the reader's name is written."""
        return self._reader

    @property
    def problem(self) -> str:
        """What the panel complains of."""
        return self._problem.text()

    def _lay_out(self) -> None:
        form = QWidget(self)
        rows = QFormLayout(form)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addRow(self.tr("Reader"), self._reader)
        editing = Section(self.tr("Edit the classes"), column(*self.classes.editor), self)
        editing.set_open(False)
        page = column(
            form,
            self.classes,
            self._keys,
            self._advance,
            self._problem,
            self._count,
            self._bar,
            line(self._next, self._undo, self._redo),
            editing,
            Section(self.tr("Second reader"), self.second, self),
            Section(self.tr("Use the labels"), column(self._all_readers, line(self._export, self._build)), self),
        )
        fill_scrolling(self, page)

    def _connect(self) -> None:
        labelling = self._labelling
        self._reader.editingFinished.connect(self._on_reader_edited)
        self._advance.toggled.connect(lambda on: self._settings.set("label_advance", "on" if on else "off"))
        self.classes.given.connect(labelling.give)
        self.classes.classes_changed.connect(labelling.set_classes)
        self.classes.refused.connect(self._problem.say)
        self._next.clicked.connect(labelling.next_unlabelled)
        self._undo.clicked.connect(labelling.undo)
        self._redo.clicked.connect(labelling.redo)
        self._export.clicked.connect(lambda: self.export_requested.emit(self._all_readers.isChecked()))
        self._build.clicked.connect(self.build_requested)
        labelling.changed.connect(self._show)
        labelling.name_wanted.connect(self._on_labelling_name_wanted)

    def _show(self) -> None:
        labelling = self._labelling
        if not self._reader.isModified():
            self._reader.setText(labelling.reader)
        if labelling.reader:
            self._problem.say("")
        with QSignalBlocker(self._advance):
            self._advance.setChecked(self._settings["label_advance"] == "on")
        self.classes.set_classes(labelling.classes, labelling.label)
        keys = self.tr("While this panel labels, keys 1 to {0} give a class and 0 or Backspace removes it.")
        self._keys.say(keys.format(len(labelling.classes)))
        listed, labelled = labelling.listed, labelling.labelled
        self._count.say(
            self.tr("{0} of {1} images in the list labelled").format(labelled, listed)
            if listed
            else self.tr("Nothing is listed: open a folder of images to label.")
        )
        self._bar.setRange(0, max(listed, 1))
        self._bar.setValue(labelled)
        self._next.setEnabled(labelled < listed)
        self._undo.setEnabled(labelling.keeping.can_undo)
        self._redo.setEnabled(labelling.keeping.can_redo)

    def _on_reader_edited(self) -> None:
        if self._reader.isModified():
            self._reader.setModified(False)
            self._labelling.set_reader(self._reader.text())

    def _on_labelling_name_wanted(self) -> None:
        self._problem.say(self.tr("Write your name first: each label is kept with the name of its reader."))
        self._reader.setFocus(Qt.FocusReason.OtherFocusReason)
