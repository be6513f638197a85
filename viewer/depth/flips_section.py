"""The images listed in the browser whose decision the bit depth changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QTableWidgetItem, QVBoxLayout, QWidget

from viewer.classify.colors import class_title
from viewer.figure_rows import FigureRows
from viewer.message import Note, Problem
from viewer.progress_row import ProgressRow

if TYPE_CHECKING:
    from core.depth.network import Flip, FlipSearch

_ROWS = 6


class FlipsSection(QWidget):
    """Asks for a search, and lists what it found; a row opens the image.

    Signals
    -------
    search_requested, cancel_requested
        The buttons.
    open_requested : Path
        Show this image.
    """

    search_requested = Signal()
    cancel_requested = Signal()
    open_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flips: tuple[Flip, ...] = ()
        self._hidden = False
        self.search = QPushButton(self.tr("&Find flips among the listed images"), self)
        self.progress = ProgressRow(self.tr("Looking for flips"), self)
        self.said, self.problem = Note(parent=self), Problem(self)
        self.table = FigureRows(self.tr("Images whose decision flips"), self, rows_seen=_ROWS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.search, self.progress, self.problem, self.said, self.table):
            column.addWidget(widget)
        self.search.clicked.connect(self.search_requested)
        self.progress.cancel_requested.connect(self.cancel_requested)
        self.table.itemActivated.connect(self._on_table_item_activated)

    def set_hidden(self, hidden: bool) -> None:
        """Name no file: it may be named after a patient."""
        self._hidden = hidden
        self._fill()

    def clear(self) -> None:
        """List nothing."""
        self._flips = ()
        self._fill()
        self.said.say("")
        self.problem.say("")
        self.progress.hide()

    def show_search(self, found: FlipSearch) -> None:
        """Show how far a search is, and what it found so far."""
        text = self.tr("{0} of {1} images").format(found.done, found.total)
        self.progress.show_progress(text, found.done, found.total or None)
        self._take(found)

    def show_found(self, found: FlipSearch, besides: str = "") -> None:
        """Show what a finished search found; ``besides`` says what differs besides the depth."""
        self.progress.hide()
        self._take(found)
        asked = found.done - found.refused
        told = self.tr("{0} of {1} images flip.").format(len(found.flips), asked)
        left_out = self.tr("{0} left out: the network does not take them at both bit depths.").format(found.refused)
        self.said.say(" ".join(filter(None, (told, left_out if found.refused else "", besides))))

    def show_stopped(self) -> None:
        """Say that the search was ended; what it found stays."""
        self.progress.hide()
        self.said.say(self.tr("Ended before its time: {0} found until then.").format(len(self._flips)))

    def _take(self, found: FlipSearch) -> None:
        if len(found.flips) != len(self._flips):
            self._flips = found.flips
            self._fill()

    def _fill(self) -> None:
        rows = []
        for number, flip in enumerate(self._flips, 1):
            name = self.tr("Image {0}").format(number) if self._hidden else flip.path.name
            decided = (class_title(one) if one else self.tr("no decision") for one in flip.answer.decisions)
            rows.append((name, *decided))
        self.table.fill((self.tr("Image"), self.tr("First"), self.tr("Second")), rows)

    def _on_table_item_activated(self, item: QTableWidgetItem) -> None:
        self.open_requested.emit(self._flips[item.row()].path)
