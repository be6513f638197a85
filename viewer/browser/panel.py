"""The browser: what was found, and what is still being looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QLabel, QTreeView, QVBoxLayout, QWidget

from core.dicom.header import IMAGE, HeaderFacts
from viewer.browser.request import Request
from viewer.browser.scanner import Scanner
from viewer.browser.thumbnails import Thumbnails
from viewer.browser.tree import StudyTree
from viewer.message import sentence
from viewer.progress_row import ProgressRow

if TYPE_CHECKING:
    from core.dicom.catalogue import Catalogue
    from core.dicom.frame import Frame
    from viewer.jobs import Jobs
    from viewer.state import ViewerState

_UNFOLDED = 200  # so many images are unfolded as they come; more would be a wall of rows


class BrowserPanel(QWidget):
    """The tree of patients, studies, series and images, filled while the scan runs.

    Signals
    -------
    image_chosen : Path
        Show this image.
    unreadable_chosen : (Path, str)
        Show no image: this file was chosen, and why it is none.
    refused : str
        A sentence on what was asked for by name and is no image, or on a search without an image.
    scan_ended
        All that was asked for is listed.
    """

    image_chosen = Signal(object)
    unreadable_chosen = Signal(object, str)
    refused = Signal(str)
    scan_ended = Signal()

    def __init__(self, state: ViewerState, jobs: Jobs, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._model = StudyTree(self)
        self._scanner = Scanner(jobs, catalogue, self)
        self._thumbnails = Thumbnails(jobs, catalogue, self)
        self._request = Request()
        self._following = True
        self._unfolded = 0
        self._choose_first = False
        self._build()
        self._scanner.found.connect(self._on_scanner_found)
        self._scanner.progressed.connect(self._on_scanner_progressed)
        self._scanner.vanished.connect(self._on_scanner_vanished)
        self._scanner.ended.connect(self._on_scanner_ended)
        self._thumbnails.made.connect(self._on_thumbnails_made)
        self._thumbnails.refused.connect(self.refuse)
        self.tree.selectionModel().currentChanged.connect(self._on_tree_current_changed)
        self._progress.cancel_requested.connect(self._scanner.cancel)
        state.patient_data_hidden_changed.connect(self._model.set_hidden)
        state.frame_changed.connect(self._on_state_frame_changed)

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
        self._request = Request(path for path in paths if not path.is_dir())
        self._choose_first = True
        self._progress.show_progress(self.tr("Looking for images"), 0, None)
        self._scanner.scan(paths, self._model.paths())

    def cancel(self) -> None:
        """End the scan and the thumbnails; what is listed stays."""
        self._scanner.cancel()
        self._thumbnails.clear()

    def clear(self) -> None:
        """List nothing any more."""
        self.cancel()
        self._request = Request()
        self._unfolded = 0
        self._scanner.forget()
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

    def series(self) -> list[Path]:
        """List the images of the series that is being looked through, from top to bottom."""
        facts = self._model.facts(self.tree.currentIndex())
        return self._model.series_of(facts.path) if facts is not None and facts.status == IMAGE else []

    def step_in_series(self, by: int) -> None:
        """Choose the image ``by`` rows further in the same series; the ends are ends."""
        series = self.series()
        if series:
            self._choose_at(series, by)

    def choose_end(self, *, last: bool) -> None:
        """Choose the first or last image of the series."""
        series = self.series()
        if series:
            self.choose(series[-1 if last else 0])

    def choose(self, path: Path) -> None:
        """Choose the row of a file."""
        index = self._model.index_of(path)
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)

    def point_at(self, path: Path | None) -> None:
        """Mark the row of the image that is on screen already; none where there is none."""
        self._following = False
        self.tree.setCurrentIndex(QModelIndex() if path is None else self._model.index_of(path))
        self._following = True

    def refuse(self, path: Path, reason: str) -> None:
        """Take note that a listed image turned out to be unreadable."""
        self._model.set_reason(path, reason)
        if self._request.refuse(path, reason) and len(self._request.asked) > 1:  # one alone is told by the image view
            self._tell_refusals()

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
        with self._row_kept():
            self._model.add(found, self._request.asked)
        self._thumbnails.want(found)
        self._show_contents()
        images = {facts.path for facts in found if facts.status == IMAGE}
        self._unfolded += len(images)
        if self._unfolded <= _UNFOLDED:
            for path in images:
                self._unfold(path)
        refusals = [self._request.refuse(facts.path, facts.reason) for facts in found if facts.status != IMAGE]
        if any(refusals):
            self._tell_refusals()
        if images and self._choose_first:
            self._choose_first = False
            self._open(next(path for path in self._model.images() if path in images))

    def _on_scanner_vanished(self, paths: tuple[Path, ...]) -> None:
        with self._row_kept():
            self._model.remove(paths)
        self._show_contents()

    @contextmanager
    def _row_kept(self) -> Iterator[None]:
        """Keep the chosen file chosen while rows move; where it goes, no other is chosen in its place."""
        chosen = self.current
        self._following = False
        try:
            yield
        finally:
            self._following = True
            if self.current != chosen:
                self.point_at(chosen)

    def _open(self, path: Path) -> None:
        """Choose a file, and show it even if it is chosen already: it may be another by now."""
        before = self.tree.currentIndex()
        self.choose(path)
        if self.tree.currentIndex() == before:
            self._on_tree_current_changed(before, before)

    def _unfold(self, path: Path) -> None:
        above = self._model.index_of(path).parent()
        while above.isValid() and not self.tree.isExpanded(above):
            self.tree.expand(above)
            above = above.parent()

    def _on_scanner_progressed(self, done: int, total: int | None) -> None:
        text = self.tr("{0} files") if total is None else self.tr("{0} of {1} files")
        self._progress.show_progress(text.format(done, total), done, total)

    def _on_scanner_ended(self, error: Exception | None) -> None:
        self._progress.hide()
        if error is not None:
            self.refused.emit(sentence(error, hidden=self._state.patient_data_hidden))
        elif self._choose_first and not self._request.asked:
            self.refused.emit(self.tr("No image was found there. Open another folder."))
        self._choose_first = False
        self.scan_ended.emit()

    def _on_thumbnails_made(self, path: Path, png: bytes) -> None:
        pixmap = QPixmap()
        if pixmap.loadFromData(png):
            self._model.set_icon(path, QIcon(pixmap))

    def _on_tree_current_changed(self, current: QModelIndex, _: QModelIndex) -> None:
        facts = self._model.facts(current)
        if facts is None or not self._following:
            return
        if facts.status == IMAGE:
            self._choose_first = False
            self.image_chosen.emit(facts.path)
        else:
            self.unreadable_chosen.emit(facts.path, facts.reason)

    def _on_state_frame_changed(self, frame: Frame | None) -> None:
        if frame is not None:
            self._model.set_reason(frame.path, "")

    def _tell_refusals(self) -> None:
        self.refused.emit(self._request.sentence(hidden=self._state.patient_data_hidden))
