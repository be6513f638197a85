"""The tree on screen: which row is chosen, and the way from one image to the next."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QTreeView, QWidget

from core.dicom.header import IMAGE, HeaderFacts
from viewer.browser import marks
from viewer.browser.tree import StudyTree


class StudyView(QTreeView):
    """Shows a tree; what the user chooses in it is told, what the program does to it is not.

    Signals
    -------
    image_chosen : Path
        Show this image.
    unreadable_chosen : (Path, str)
        Show no image: this file was chosen, and why it is none.
    menu_requested : (QModelIndex, QPoint)
        The menu of a row, at this global position.
    drag_ended
        A row was dragged somewhere; the row chosen before the drag may be another one.
    """

    image_chosen = Signal(object)
    unreadable_chosen = Signal(object, str)
    menu_requested = Signal(QModelIndex, QPoint)
    drag_ended = Signal()

    def __init__(self, model: StudyTree, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._following = True
        self._held: Path | None = None
        self._place: Path | None = None
        self._pressed = False
        self._waiting = False
        self.setObjectName("studies")
        self.setModel(model)
        self.setHeaderHidden(True)
        self.setIconSize(marks.SIZE)
        self.setIndentation(12)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(self.tr("Patients, studies, series and images"))
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.customContextMenuRequested.connect(self._on_menu_requested)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def current(self) -> HeaderFacts | None:
        """The file of the chosen row."""
        return self._model.facts(self.currentIndex())

    @property
    def current_path(self) -> Path | None:
        """Where that file is."""
        return self.current.path if self.current else None

    # Choosing

    def choose(self, path: Path) -> None:
        """Choose the row of a file."""
        self._place = None
        index = self._model.index_of(path)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def choose_again(self, path: Path) -> None:
        """Choose a file, and tell so even if it is chosen already: it may be another by now."""
        before = self.currentIndex()
        self.choose(path)
        if self.currentIndex() == before:
            self._on_current_changed(before, before)

    def point_at(self, path: Path | None, *, go_on_from: Path | None = None) -> None:
        """Choose the row of the image that is on screen already, without a word; none where there is none.

        Parameters
        ----------
        go_on_from : Path, optional
            The file that the next step starts at, where that is another one.
        """
        self._following = False
        self.setCurrentIndex(QModelIndex() if path is None else self._model.index_of(path))
        self._following = True
        self._place = go_on_from

    def hold(self) -> None:
        """Keep the chosen file chosen while rows move, until :meth:`release`."""
        self._held = self.current_path
        self._following = False

    def release(self) -> None:
        """Follow the user again; where the chosen file went, no other is chosen in its place."""
        self._following = True
        if self.current_path != self._held:
            self.point_at(self._held)

    def unfold(self, paths: Iterable[Path]) -> None:
        """Show the rows of files."""
        for path in paths:
            above = self._model.index_of(path).parent()
            while above.isValid() and not self.isExpanded(above):
                self.expand(above)
                above = above.parent()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Mark a row; it is chosen when the button is let go, for this may be the begin of a drag."""
        if event.button() == Qt.MouseButton.LeftButton:  # the right one asks for the menu of a row, and chooses none
            self._pressed = True
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the row that was marked."""
        super().mouseReleaseEvent(event)
        waiting, self._pressed, self._waiting = self._waiting, False, False
        if waiting:
            self._on_current_changed(self.currentIndex(), QModelIndex())

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag a row without choosing it."""
        super().startDrag(actions)
        self._pressed = self._waiting = False
        self.drag_ended.emit()

    def unfold_listed(self, most: int, *, first: bool) -> None:
        """Show the rows of all images where they are no more than ``most``, else that of the first one, or none."""
        images = self._model.some_images(most + 1)
        self.unfold(images if len(images) <= most else images[:first])
        if self.current_path is not None:
            self.unfold([self.current_path])
            self.scrollTo(self.currentIndex())

    # Going on

    def step(self, by: int) -> None:
        """Choose the image ``by`` rows further; the ends are ends."""
        start = self._place or self.current_path
        ahead = [facts.path for facts in self._from(start, by, abs(by))]
        if ahead:
            self.choose(ahead[-1])
        elif self.current is None or self.current.status != IMAGE:
            self._choose_first()

    def step_series(self, by: int) -> None:
        """Choose the first image of the next (1) or previous (-1) series."""
        series = self.series()
        if not series:
            self._choose_first()
        for facts in self._from(series[-1 if by > 0 else 0] if series else None, by, 1):
            self.choose(self._model.series_of(facts.path)[0])

    def series(self) -> list[Path]:
        """List the images of the series that is being looked through, from top to bottom."""
        facts = self.current
        return self._model.series_of(facts.path) if facts is not None and facts.status == IMAGE else []

    def step_in_series(self, by: int) -> None:
        """Choose the image ``by`` rows further in the same series; the ends are ends."""
        series = self.series()
        if series:
            start = self._place if self._place in series else self.current_path
            place = series.index(start) if start in series else 0
            self.choose(series[min(max(place + by, 0), len(series) - 1)])

    def choose_end(self, *, last: bool) -> None:
        """Choose the first or last image of the series."""
        series = self.series()
        if series:
            self.choose(series[-1 if last else 0])

    def neighbours(self) -> list[HeaderFacts]:
        """List what will probably be asked for next: the two images after the chosen one, and the one before."""
        return [*self._from(self.current_path, 1, 2), *self._from(self.current_path, -1, 1)]

    def _from(self, path: Path | None, by: int, most: int) -> list[HeaderFacts]:
        return list(itertools.islice(self._model.images_from(path, 1 if by > 0 else -1), most))

    def _choose_first(self) -> None:
        for path in self._model.some_images(1):
            self.choose(path)

    def _on_current_changed(self, current: QModelIndex, _: QModelIndex) -> None:
        facts = self._model.facts(current)
        if facts is None or not self._following:
            return
        if self._pressed:
            self._waiting = True
            return
        self._place = None
        if facts.status == IMAGE:
            self.image_chosen.emit(facts.path)
        else:
            self.unreadable_chosen.emit(facts.path, facts.reason)

    def _on_menu_requested(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if index.isValid():
            self.menu_requested.emit(index, self.viewport().mapToGlobal(at))

    def _on_scrolled(self) -> None:
        """Go on below the last row that there is so far, of whatever it is one."""
        index = self.indexAt(QPoint(0, self.viewport().height() - 1))
        if not index.isValid():  # at the end there may be some room below the last row
            index = self._last_row()
        while index.isValid():
            self._model.show_more(index)
            index = index.parent()

    def _last_row(self) -> QModelIndex:
        index = QModelIndex()
        while (not index.isValid() or self.isExpanded(index)) and (rows := self._model.rowCount(index)):
            index = self._model.index(rows - 1, 0, index)
        return index
