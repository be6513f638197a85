"""Finding something in the list: the search box, what it leaves in the list, and what must be read for that."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.browser.rows import Found, matches
from viewer.browser.search import Query, parse
from viewer.browser.search_bar import SearchBar
from viewer.browser.tag_search import TagSearch
from viewer.progress_row import ProgressRow

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from viewer.browser.nodes import Node, Wanted
    from viewer.browser.tree import StudyTree
    from viewer.jobs import Jobs
    from viewer.state import ViewerState

LANE = "search"
_AT_ONCE = 5_000  # files that are looked through before the next event; of more, in the background
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
        self._model, self._state, self._jobs = model, state, jobs
        self._query = Query()
        self._left_waits = False
        self.bar = SearchBar(self)
        self.progress = ProgressRow(self.tr("Reading attributes"), self)
        self._tags = TagSearch(jobs, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.progress)
        self.bar.typed.connect(self._on_bar_typed)
        self.bar.left.connect(self._on_bar_left)
        jobs.finished.connect(self._on_jobs_finished)
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

    @property
    def is_matching(self) -> bool:
        """The files are being looked through."""
        return self._jobs.is_running(LANE)

    def _apply(self) -> None:
        self._jobs.cancel(LANE)
        files, wanted = self._model.begin_search(), self._wanted()
        if wanted is None:
            self._show(None)
        elif len(files) <= _AT_ONCE:
            self._show(matches(files, wanted))
        else:
            self._jobs.submit(LANE, partial(_matched, files, wanted))
            self._say()

    def _show(self, found: Found | None) -> None:
        self.about_to_change.emit()
        self._model.show_found(found, self._wanted())
        self.changed.emit()
        self._say()
        if self._left_waits:
            self._left_waits = False
            self.left.emit(True)

    def _on_jobs_finished(self, lane: str, found: object) -> None:
        if lane != LANE or not isinstance(found, Found):
            return
        if self._model.is_search_outdated:
            self._apply()
        else:
            self._show(found)

    def _on_bar_left(self, to_first: bool) -> None:
        """Go on in the list; to the first image only when it is the first of what is looked for."""
        self._left_waits = to_first and self.is_matching
        if not self._left_waits:
            self.left.emit(to_first)

    def _say(self) -> None:
        if not self.is_active:
            self.bar.show_found(None, 0)
        elif self.is_matching:
            self.bar.show_found(None, 0, self.tr("Searching\u2026"))
        else:
            self.bar.show_found(self._model.count_images(), self._model.count_known_images(), self._note())

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
        self._left_waits = False
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


def _matched(files: Sequence[Node], wanted: Wanted) -> Generator[None, None, Found]:
    """Look through the files, on a pool thread; a search that nobody waits for any more ends at the next step."""
    found = Found(set(), 0)
    for first in range(0, len(files), _AT_ONCE):
        yield
        found.take(matches(files[first : first + _AT_ONCE], wanted))
    return found
