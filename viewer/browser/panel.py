"""The browser: what was found, and what is still being looked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QLabel, QTreeView, QVBoxLayout, QWidget

from core.dicom.header import IMAGE, HeaderFacts
from viewer.browser.scanner import Scanner
from viewer.browser.thumbnails import Thumbnails
from viewer.browser.tree import StudyTree
from viewer.progress_row import ProgressRow

if TYPE_CHECKING:
    from core.dicom.catalogue import Catalogue
    from viewer.jobs import Jobs
    from viewer.state import ViewerState

_UNFOLDED = 200  # so many images are unfolded as they come; more would be a wall of rows


class BrowserPanel(QWidget):
    """The tree of patients, studies, series and images, filled while the scan runs.

    Signals
    -------
    image_chosen : Path
        Show this image.
    refused : str
        A sentence on a file that was asked for and is not an image.
    scan_ended
        All that was asked for is listed.
    """

    image_chosen = Signal(object)
    refused = Signal(str)
    scan_ended = Signal()

    def __init__(self, state: ViewerState, jobs: Jobs, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._model = StudyTree(self)
        self._scanner = Scanner(jobs, catalogue, self)
        self._thumbnails = Thumbnails(jobs, catalogue, self)
        self._asked: set[Path] = set()
        self._choose_first = False
        self._build()
        self._scanner.found.connect(self._on_scanner_found)
        self._scanner.progressed.connect(self._on_scanner_progressed)
        self._scanner.ended.connect(self._on_scanner_ended)
        self._thumbnails.made.connect(self._on_thumbnails_made)
        self._thumbnails.refused.connect(self._model.mark_unreadable)
        self.tree.selectionModel().currentChanged.connect(self._on_tree_current_changed)
        self._progress.cancel_requested.connect(self._scanner.cancel)
        state.patient_data_hidden_changed.connect(self._model.set_hidden)

    @property
    def model(self) -> StudyTree:
        """What the tree shows."""
        return self._model

    @property
    def current(self) -> Path | None:
        """The file of the chosen row."""
        facts = self._model.facts(self.tree.currentIndex())
        return facts.path if facts else None

    @property
    def is_scanning(self) -> bool:
        """Files are still being looked for."""
        return self._scanner.is_running

    def open_paths(self, paths: Sequence[Path]) -> None:
        """List folders and files, and show the first image among them."""
        paths = [path.absolute() for path in paths]
        if not paths:
            return
        self._asked = {path for path in paths if not path.is_dir()}
        self._choose_first = True
        self._progress.show_progress(self.tr("Looking for images"), 0, None)
        self._scanner.scan(paths)

    def cancel(self) -> None:
        """End the scan and the thumbnails; what is listed stays."""
        self._scanner.cancel()
        self._thumbnails.clear()

    def clear(self) -> None:
        """List nothing any more."""
        self.cancel()
        self._model.clear()
        self._show_contents()

    def step(self, by: int) -> None:
        """Choose the image ``by`` rows further; the ends are ends."""
        self._choose_at(self._model.images(), by)

    def step_series(self, by: int) -> None:
        """Choose the first image of the next (1) or previous (-1) series."""
        images = self._model.images()
        if self.current not in images:
            self._choose_at(images, by)
            return
        series = self._model.series_of(self.current)
        place = images.index(series[-1]) + 1 if by > 0 else images.index(series[0]) - 1
        if 0 <= place < len(images):
            self.choose(self._model.series_of(images[place])[0])

    def choose_end(self, *, last: bool) -> None:
        """Choose the first or last image of the series."""
        series = self._model.series_of(self.current) if self.current else []
        if series:
            self.choose(series[-1 if last else 0])

    def choose(self, path: Path) -> None:
        """Choose the row of a file."""
        index = self._model.index_of(path)
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)

    def _choose_at(self, images: list[Path], by: int) -> None:
        if not images:
            return
        if self.current in images:
            self.choose(images[min(max(images.index(self.current) + by, 0), len(images) - 1)])
        else:
            self.choose(images[0])

    def _build(self) -> None:
        self.tree = QTreeView(self)
        self.tree.setObjectName("studies")
        self.tree.setModel(self._model)
        self.tree.setHeaderHidden(True)
        self.tree.setIconSize(QSize(48, 48))
        self.tree.setIndentation(12)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setAccessibleName(self.tr("Patients, studies, series and images"))
        self._nothing = QLabel(self.tr("Nothing listed yet.\nOpen a folder, or drop one onto the window."), self)
        self._nothing.setWordWrap(True)
        self._nothing.setMargin(16)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._progress = ProgressRow(self.tr("Looking for images"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._nothing, 1)
        column.addWidget(self.tree, 1)
        column.addWidget(self._progress)
        self._show_contents()

    def _show_contents(self) -> None:
        empty = self._model.rowCount() == 0
        self._nothing.setVisible(empty)
        self.tree.setVisible(not empty)

    def _on_scanner_found(self, found: tuple[HeaderFacts, ...]) -> None:
        self._model.add(found)
        self._thumbnails.want(found)
        self._show_contents()
        images = [facts.path for facts in found if facts.status == IMAGE]
        if len(self._model.images()) <= _UNFOLDED:
            for path in images:
                self._unfold(path)
        for facts in found:
            if facts.path in self._asked and facts.status != IMAGE:
                self._refuse(facts)
        if images and self._choose_first:
            self._choose_first = False
            place = {path: number for number, path in enumerate(self._model.images())}
            self.choose(min(images, key=place.__getitem__))

    def _unfold(self, path: Path) -> None:
        above = self._model.index_of(path).parent()
        while above.isValid() and not self.tree.isExpanded(above):
            self.tree.expand(above)
            above = above.parent()

    def _on_scanner_progressed(self, done: int, total: int | None) -> None:
        text = self.tr("{0} files") if total is None else self.tr("{0} of {1} files")
        self._progress.show_progress(text.format(done, total), done, total)

    def _on_scanner_ended(self, problem: str) -> None:
        self._progress.hide()
        if problem:
            self.refused.emit(problem)
        elif self._choose_first and not self._asked:
            self.refused.emit(self.tr("No image was found there. Open another folder."))
        self._choose_first = False
        self.scan_ended.emit()

    def _on_thumbnails_made(self, path: Path, png: bytes) -> None:
        pixmap = QPixmap()
        if pixmap.loadFromData(png):
            self._model.set_icon(path, QIcon(pixmap))

    def _on_tree_current_changed(self, current: QModelIndex, _: QModelIndex) -> None:
        facts = self._model.facts(current)
        if facts is None:
            return
        if facts.status == IMAGE:
            self._choose_first = False
            self.image_chosen.emit(facts.path)
        else:
            self._refuse(facts)

    def _refuse(self, facts: HeaderFacts) -> None:
        self.refused.emit(facts.reason if self._state.patient_data_hidden else f"{facts.path.name}: {facts.reason}")
