"""Third page of the builder: where the table goes and how, and what became of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from viewer.arranging import line, scrolling
from viewer.classify.colors import class_title
from viewer.dataset.building import BUILD, CHECK
from viewer.dataset.words import problem_text
from viewer.message import Note, Problem
from viewer.number_text import number_text
from viewer.progress_row import ProgressRow

if TYPE_CHECKING:
    from trainer.building import Built
    from trainer.detective import Findings as Examined


class BuildPage(QWidget):
    """Says how the table is to be, and shows what was made.

    Signals
    -------
    build_requested, check_requested, use_requested, cancel_requested
        The buttons.
    """

    build_requested = Signal()
    check_requested = Signal()
    use_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._out: Path | None = None
        self._hidden = self._can_build = False
        self._built: Built | None = None
        self._busy = ""
        self._place = QLabel(self)
        self._place.setTextFormat(Qt.TextFormat.PlainText)
        self._place.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._choose = QPushButton(self.tr("Choose folder \u2026"), self)
        self._format = QComboBox(self)
        self._format.addItem(self.tr("CSV, for spreadsheets too"), "csv")
        self._format.addItem(self.tr("Parquet, smaller and quicker"), "parquet")
        self._hash = QCheckBox(self.tr("Write patients as salted hashes"), self)
        self._hash.setChecked(True)
        self._test = QSpinBox(self)
        self._test.setRange(0, 60)
        self._test.setSuffix(self.tr(" % of the patients"))
        self._test.setSpecialValueText(self.tr("None: each training divides anew"))
        self._seal = QCheckBox(self.tr("Seal the test part: each look at it is counted"), self)
        self._replace = QCheckBox(self.tr("Replace a table that is there"), self)
        self._build = QPushButton(self.tr("Build"), self)
        self._check = QPushButton(self.tr("Check for leaks and shortcuts"), self)
        self._use = QPushButton(self.tr("Use for training"), self)
        self._progress = ProgressRow(self.tr("Building the dataset"), self)
        self._problem, self._made = Problem(self), Note(parent=self)
        self._refused, self._examined = Problem(self), Note(parent=self)
        self._warned = Problem(self)
        self._lay_out()
        self._choose.clicked.connect(self._on_choose_clicked)
        self._build.clicked.connect(self.build_requested)
        self._check.clicked.connect(self.check_requested)
        self._use.clicked.connect(self.use_requested)
        self._progress.cancel_requested.connect(self.cancel_requested)
        self._show_place()
        self._show_what_can_be_done()

    @property
    def out(self) -> Path | None:
        """The folder chosen for the table."""
        return self._out

    @property
    def choices(self) -> dict[str, object]:
        """How the table is to be, by the names of :class:`trainer.building.BuildPlan`."""
        return {
            "format": self._format.currentData(),
            "hash_patients": self._hash.isChecked(),
            "test_fraction": self._test.value() / 100,
            "seal": self._seal.isChecked(),
            "replace": self._replace.isChecked(),
        }

    @property
    def told(self) -> str:
        """All that the page says of the work done."""
        notes = (self._problem, self._made, self._refused, self._warned, self._examined)
        return "\n".join(note.text() for note in notes if note.text())

    def set_out(self, out: Path) -> None:
        """Choose the folder for the table."""
        self._out = out
        self._show_place()
        self._show_what_can_be_done()

    def set_can_build(self, can: bool) -> None:
        """Say whether sources and classes are ready."""
        self._can_build = can
        self._show_what_can_be_done()

    def set_hidden(self, hidden: bool) -> None:
        """Hide or show the name of the folder, which may be a patient's."""
        self._hidden = hidden
        self._show_place()

    def set_busy(self, busy: str) -> None:
        """Say what is under way; empty for nothing."""
        self._busy = busy
        if busy:
            self._clear(all_of_it=busy == BUILD)
            self._progress.show_progress(self._doing(), 0, None)
        else:
            self._progress.hide()
        self._show_what_can_be_done()

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the work is."""
        text = self.tr("{0}: {1} of {2} images").format(self._doing(), number_text(done, ","), number_text(total, ","))
        self._progress.show_progress(text, done, total)

    def show_built(self, built: Built) -> None:
        """Say what was made, and what was left out."""
        self._built = built
        counts = " \u00b7 ".join(
            f"{class_title(name)} {number_text(count, ',')}" for name, count in built.counts.items()
        )
        parts = " \u00b7 ".join(f"{name} {number_text(count, ',')}" for name, count in built.parts.items())
        made = self.tr("The table is built: {0} images of {1} patients.")
        self._made.say(
            "\n".join(filter(None, (made.format(built.images, built.patients), counts, parts, *built.notes)))
        )
        self._refused.say("\n".join(built.refusals))
        self._show_what_can_be_done()
        self._use.setFocus()

    def show_examined(self, found: Examined) -> None:
        """List what the look for leaks and shortcuts found."""
        self._warned.say("\n".join(found.warnings))
        self._examined.say("\n".join(said for said in found.sentences if said not in found.warnings))

    def complain(self, error: object) -> None:
        """Say why nothing was made."""
        self._problem.say(problem_text(error, hidden=self._hidden) if isinstance(error, Exception) else str(error))

    def say_stopped(self) -> None:
        """Say that the user ended it."""
        self._problem.say(self.tr("Stopped; nothing was written."))

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("Table in"), line(self._place, self._choose))
        form.addRow(self.tr("Format"), self._format)
        form.addRow(self.tr("Test part"), self._test)
        for box in (self._seal, self._hash, self._replace):
            form.addRow("", box)
        for widget, name in (
            (self._format, self.tr("Format of the table")),
            (self._test, self.tr("Test part")),
            (self._place, self.tr("Folder of the table")),
        ):
            widget.setAccessibleName(name)
        for button in (self._choose, self._build, self._check, self._use):
            button.setAutoDefault(False)
        page = QWidget(self)
        said = QVBoxLayout(page)
        said.setContentsMargins(0, 0, 8, 0)
        for note in (self._problem, self._made, self._refused, self._warned, self._examined):
            said.addWidget(note)
        said.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addLayout(form)
        column.addWidget(line(self._build, self._check, self._use), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._progress)
        column.addWidget(scrolling(page, self.tr("What was built and found")), 1)

    def _doing(self) -> str:
        return self.tr("Building") if self._busy == BUILD else self.tr("Looking for leaks and shortcuts")

    def _clear(self, *, all_of_it: bool) -> None:
        for note in (self._problem, self._warned, self._examined, *((self._made, self._refused) if all_of_it else ())):
            note.say("")
        if all_of_it:
            self._built = None

    def _show_place(self) -> None:
        if self._out is None:
            self._place.setText(self.tr("not chosen yet"))
        else:
            self._place.setText(self.tr("(hidden)") if self._hidden else self._out.name)
        self._place.setToolTip("" if self._hidden or self._out is None else str(self._out))

    def _show_what_can_be_done(self) -> None:
        idle = not self._busy
        self._build.setEnabled(idle and self._can_build and self._out is not None)
        self._build.setToolTip("" if self._can_build else self.tr("Add a source and at least two classes first."))
        self._check.setEnabled(idle and self._built is not None)
        self._use.setEnabled(self._busy != BUILD and self._built is not None)
        if self._busy == CHECK:
            self._build.setEnabled(False)

    def _on_choose_clicked(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder for the table"))
        if chosen:
            self.set_out(Path(chosen))
