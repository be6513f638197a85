"""Finding something in the list: the search box, what it leaves in the list, and what must be read for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.dicom.header import IMAGE
from viewer.browser.search import Query, parse
from viewer.browser.search_bar import SearchBar
from viewer.browser.tag_search import TagSearch
from viewer.progress_row import ProgressRow

if TYPE_CHECKING:
    from viewer.browser.nodes import Node, Wanted
    from viewer.browser.tree import StudyTree
    from viewer.jobs import Jobs
    from viewer.state import ViewerState

_SHOWN_WHILE_READING = 20_000  # of more files, what is found is listed when all are read


class Finding(QWidget):
    """Lists what is looked for, and only that, as long as something is.

    Signals
    -------
    about_to_change, changed
        Rows come and go in between.
    left : bool
        The user goes on in the list; True: to the first image found.
    """

    about_to_change = Signal()
    changed = Signal()
    left = Signal(bool)

    def __init__(self, model: StudyTree, state: ViewerState, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._state = model, state
        self._query = Query()
        self.bar = SearchBar(self)
        self.progress = ProgressRow(self.tr("Reading attributes"), self)
        self._tags = TagSearch(jobs, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.progress)
        self.bar.typed.connect(self._on_bar_typed)
        self.bar.left.connect(self.left)
        self.progress.cancel_requested.connect(self._tags.cancel)
        self._tags.progressed.connect(self._on_tags_progressed)
        self._tags.ended.connect(self._on_tags_ended)
        state.patient_data_hidden_changed.connect(self._on_state_patient_data_hidden_changed)

    @property
    def is_active(self) -> bool:
        """Something is looked for."""
        return not self._query.is_empty

    def look_for(self, text: str) -> None:
        """Look for words and attributes; nothing for an empty text."""
        self.bar.set_text(text)
        self._on_bar_typed(text)

    def show_count(self) -> None:
        """Say how many images are found, after files were listed; those are searched, too."""
        self._say()
        if self._query.tags_to_read and not self._state.patient_data_hidden:
            self._tags.read(self._query.tags_to_read, self._model.known())

    def cancel(self) -> None:
        """Read no more attributes."""
        self._tags.cancel()

    def clear(self) -> None:
        """Look for nothing, and keep nothing of what was read."""
        self._tags.forget()
        self.look_for("")

    def _wanted(self) -> Wanted | None:
        if not self.is_active:
            return None
        query, values, hidden = self._query, self._tags.values, self._state.patient_data_hidden

        def wanted(node: Node) -> bool:
            return node.facts is not None and query.finds(node.facts, node.text, values, hidden=hidden)

        return wanted

    def _apply(self) -> None:
        self.about_to_change.emit()
        self._model.set_wanted(self._wanted())
        self.changed.emit()
        self._say()

    def _say(self) -> None:
        if not self.is_active:
            self.bar.show_found(None, 0)
            return
        total = sum(facts.status == IMAGE for facts in self._model.known())
        self.bar.show_found(self._model.count_images(), total, self._note())

    def _note(self) -> str:
        if self._query.unknown:
            wrong = self.tr("No attribute is called \u201c{0}\u201d: write its keyword or number, as in 0008,1010:XR1.")
            return wrong.format(self._query.unknown[0])
        if self._query.terms and self._state.patient_data_hidden:
            return self.tr("Attributes are not searched while patient data is hidden.")
        return ""

    def _on_bar_typed(self, text: str) -> None:
        query = parse(text)
        if query == self._query:
            return
        self._query = query
        self._apply()
        if query.tags_to_read and not self._state.patient_data_hidden:
            self._tags.read(query.tags_to_read, self._model.known())
        else:
            self._tags.cancel()

    def _on_tags_progressed(self, done: int, total: int) -> None:
        self.progress.show_progress(self.tr("{0} of {1} attributes").format(done, total), done, total)
        if total <= _SHOWN_WHILE_READING:
            self._apply()

    def _on_tags_ended(self) -> None:
        self.progress.hide()
        self._apply()

    def _on_state_patient_data_hidden_changed(self) -> None:
        self.look_for("")  # a patient's name may stand there
