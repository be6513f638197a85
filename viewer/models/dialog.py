"""The window of the models, beside the window that is worked in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from viewer.classify.card_view import CardView
from viewer.message import Note, Problem
from viewer.models.comparison import CardComparison
from viewer.models.import_form import ImportForm
from viewer.models.question import Question
from viewer.progress_row import ProgressRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.models.shelf import Entry
    from viewer.models.looking_after import Looked


class ModelsDialog(QDialog):
    """List of models on the left; on the right the card of the chosen one, two compared, or a form to import one.

    Signals
    -------
    import_requested, export_requested, default_requested : ()
        A button; the last two about :attr:`name`.
    file_dropped : Path
        A model file to import.
    answered : Answers
        The form for importing is filled in.
    rename_requested : (str, str)
        Old and new name.
    remove_requested : str
        It was confirmed.
    cancel_requested
        End what is under way.
    """

    import_requested = Signal()
    export_requested = Signal()
    default_requested = Signal()
    file_dropped = Signal(object)
    answered = Signal(object)
    rename_requested = Signal(str, str)
    remove_requested = Signal(str)
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Models"))
        self.setAcceptDrops(True)
        self._entries: tuple[Entry, ...] = ()
        self._own: frozenset[str] = frozenset()
        self._busy = False
        self._list = QListWidget(self)
        self._list.setAccessibleName(self.tr("Models"))
        self._other = QComboBox(self)
        self._other.setAccessibleName(self.tr("Compare with"))
        self._card, self._comparison, self.form = CardView(self), CardComparison(self), ImportForm(self)
        self._pages = QStackedWidget(self)
        for page in (self._card, self._comparison, self.form):
            self._pages.addWidget(page)
        self._problem, self._said = Problem(self), Note(parent=self)
        self._question = Question(self)
        self._progress = ProgressRow(self.tr("Models"), self)
        self._buttons = {
            name: QPushButton(text, self)
            for name, text in (
                ("import", self.tr("Import\u2026")),
                ("export", self.tr("Export\u2026")),
                ("default", self.tr("Begin with this")),
                ("rename", self.tr("Rename\u2026")),
                ("remove", self.tr("Remove\u2026")),
            )
        }
        self._lay_out()
        self._connect()
        self._show_choice()

    @property
    def name(self) -> str:
        """Name of the chosen model; empty where there is none."""
        entry = self.entry
        return "" if entry is None else entry.name

    @property
    def entry(self) -> Entry | None:
        """The chosen model."""
        row = self._list.currentRow()
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def set_models(self, entries: Sequence[Entry], own: frozenset[str], default: str, select: str = "") -> None:
        """List the models of the shelf; ``own`` are those that may be renamed and removed."""
        select = select or self.name
        self._entries, self._own = tuple(entries), own
        with QSignalBlocker(self._list), QSignalBlocker(self._other):
            self._list.clear()
            self._other.clear()
            self._other.addItem(self.tr("Compare with\u2026"), None)
            for entry in self._entries:
                self._list.addItem(QListWidgetItem(self._line(entry, default)))
                if entry.card is not None:
                    self._other.addItem(entry.name, entry)
            names = [entry.name for entry in self._entries]
            self._list.setCurrentRow(names.index(select) if select in names else min(0, len(names) - 1))
        self._show_choice()

    def ask_about(self, looked: Looked) -> None:
        """Show the form for importing a file."""
        self.form.set_looked(looked)
        self._pages.setCurrentWidget(self.form)

    def say(self, text: str) -> None:
        """Tell that something is done; the form is over."""
        self._said.say(text)
        self._problem.say("")
        self._show_choice()

    def refuse(self, text: str) -> None:
        """Say in a sentence why something is not; a form that is open stays so."""
        self._said.say("")
        self._problem.say(text)

    def set_busy(self, what: str) -> None:
        """Show what is under way; empty: nothing."""
        self._busy = bool(what)
        if what:
            self._problem.say("")
            self._said.say("")
            self._progress.show_progress(what, 0, None)
        else:
            self._progress.hide()
        self.form.setEnabled(not what)
        self._show_buttons()

    def _line(self, entry: Entry, default: str) -> str:
        if entry.problem or entry.card is None:
            return self.tr("{0} (cannot be used)").format(entry.name)
        marks = [] if entry.card.verified else [self.tr("not verified")]
        marks += [self.tr("begins")] if entry.name == default else []
        return f"{entry.name} ({', '.join(marks)})" if marks else entry.name

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self._list, 1)
        for button in self._buttons.values():
            button.setAutoDefault(False)
            left.addWidget(button)
        left.addWidget(self._other)
        for widget in (self._problem, self._said, self._question, self._progress):
            right.addWidget(widget)
        right.addWidget(self._pages, 1)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addLayout(left)
        line.addLayout(right, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, Qt.Orientation.Horizontal, self)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addLayout(line, 1)
        column.addWidget(buttons)
        self._list.setMinimumWidth(200)
        self._progress.hide()
        self.resize(840, 600)

    def _connect(self) -> None:
        self._list.currentRowChanged.connect(self._show_choice)
        self._other.currentIndexChanged.connect(self._on_other_index_changed)
        self._buttons["import"].clicked.connect(self.import_requested)
        self._buttons["export"].clicked.connect(self.export_requested)
        self._buttons["default"].clicked.connect(self.default_requested)
        self._buttons["rename"].clicked.connect(lambda: self._question.ask_name(self.name))
        self._buttons["remove"].clicked.connect(lambda: self._question.ask_removal(self.name))
        self._question.named.connect(self.rename_requested)
        self._question.removal_confirmed.connect(self.remove_requested)
        self._progress.cancel_requested.connect(self.cancel_requested)
        self.form.import_requested.connect(self.answered)
        self.form.cancelled.connect(self._show_choice)

    def _show_choice(self) -> None:
        """Show the card of the chosen model."""
        self._question.hide()
        with QSignalBlocker(self._other):
            self._other.setCurrentIndex(0)
        entry = self.entry
        self._card.set_card(None if entry is None else entry.card)
        if entry is not None and entry.problem:
            self._card.setPlainText(entry.problem)
        self._pages.setCurrentWidget(self._card)
        self._show_buttons()

    def _show_buttons(self) -> None:
        entry = self.entry
        usable = entry is not None and not entry.problem
        can = {
            "import": True,
            "export": usable,
            "default": usable,
            "rename": self.name in self._own and entry is not None and entry.card is not None,
            "remove": self.name in self._own,
        }
        for name, button in self._buttons.items():
            button.setEnabled(can[name] and not self._busy)
        self._other.setEnabled(entry is not None and entry.card is not None)

    def _on_other_index_changed(self, _: int) -> None:
        other, entry = self._other.currentData(), self.entry
        if other is None or entry is None or entry.card is None:
            self._show_choice()
            return
        self._comparison.set_cards(entry.card, other.card)
        self._pages.setCurrentWidget(self._comparison)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the first file that was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.file_dropped.emit(paths[0])
