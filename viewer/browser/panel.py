"""The browser: what was found, a way to find something in it, and what is still being looked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.dicom.header import IMAGE
from viewer.browser.finding import Finding
from viewer.browser.forgetting import Forgetting
from viewer.browser.listing import Listing
from viewer.browser.menu import row_menu
from viewer.browser.study_view import StudyView
from viewer.browser.tree import StudyTree
from viewer.progress_row import ProgressRow

if TYPE_CHECKING:
    from core.dicom.catalogue import Catalogue
    from core.dicom.frame import Frame
    from core.dicom.header import HeaderFacts
    from viewer.jobs import Jobs
    from viewer.state import ViewerState

_UNFOLDED = 200  # so many images are unfolded as they come; more would be a wall of rows
_FETCHED_BYTES = 128 << 20  # larger images are not fetched before they are asked for


class BrowserPanel(QWidget):
    """The tree of patients, studies, series and images, filled while the scan runs.

    Signals
    -------
    image_chosen : Path
        Show this image.
    unreadable_chosen : (Path, str)
        Show no image: this file was chosen, and why it is none.
    open_elsewhere_requested, tags_requested : Path
        Show this image beside the others; show the attributes of this file.
    folder_opened, folder_forgotten : Path
        A folder that was asked for; one of which nothing may be held any more.
    refused : str
        A sentence on what was asked for by name and is no image, or on a search without an image.
    told : str
        A sentence on what was done.
    scan_ended
        All that was asked for is listed.
    """

    image_chosen = Signal(object)
    unreadable_chosen = Signal(object, str)
    open_elsewhere_requested = Signal(object)
    tags_requested = Signal(object)
    folder_opened = Signal(object)
    folder_forgotten = Signal(object)
    refused = Signal(str)
    told = Signal(str)
    scan_ended = Signal()

    def __init__(self, state: ViewerState, jobs: Jobs, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._listing = Listing(state, jobs, catalogue, self)
        self.tree = StudyView(self.model, self)
        self.finding = Finding(self.model, state, jobs, self)
        writing = (self._listing.scanner.writing, self._listing.thumbnails.writing)
        self.forgetting = Forgetting(state, jobs, catalogue, writing, self)
        self._nothing = QLabel(self.tr("Nothing listed yet.\nOpen a folder, or drop one onto the window."), self)
        self._none_found = QLabel(self.tr("Nothing in the list is like that."), self)
        self._progress = ProgressRow(self.tr("Looking for images"), self)
        self._unfolded = 0
        self._choose_first = False
        self._lay_out()
        self._connect_listing()
        self._connect_tree()
        state.patient_data_hidden_changed.connect(self.model.set_hidden)
        state.frame_changed.connect(self._on_state_frame_changed)

    @property
    def model(self) -> StudyTree:
        """What the tree shows."""
        return self._listing.model

    @property
    def current(self) -> Path | None:
        """The file of the chosen row."""
        return self.tree.current_path

    @property
    def folder(self) -> Path | None:
        """The folder that the chosen row belongs to; see :meth:`Listing.folder_of`."""
        return self._listing.folder_of(self.model.first_facts(self.tree.currentIndex()))

    @property
    def is_scanning(self) -> bool:
        """Files are still being looked for."""
        return self._listing.is_scanning

    def open_paths(self, paths: Sequence[Path]) -> None:
        """List folders and files, and show the first image among them."""
        if paths:
            self._choose_first = True
            self._progress.show_progress(self.tr("Looking for images"), 0, None)
            self._listing.scan([path.absolute() for path in paths])

    def cancel(self) -> None:
        """End the scan, the thumbnails and the search in files; what is listed stays."""
        self._listing.cancel()
        self.finding.cancel()

    def clear(self) -> None:
        """List nothing any more."""
        self._unfolded = 0
        self._listing.clear()
        self.finding.clear()
        self._show_contents()

    def begin_search(self) -> None:
        """Let the user type what is looked for."""
        self.finding.bar.begin()

    def forget(self, folder: Path) -> None:
        """Ask whether nothing of a folder is to be kept."""
        self.forgetting.ask(folder)

    def refuse(self, path: Path, reason: str) -> None:
        """Take note that a listed image turned out to be unreadable."""
        self._listing.refuse(path, reason)

    def chosen_images(self) -> list[Path]:
        """List the images of the chosen row: of a patient, a study, a series, or one image."""
        return _images_below(self.model, self.tree.currentIndex())

    # Going through the images

    def choose(self, path: Path) -> None:
        """Choose the row of a file."""
        self.tree.choose(path)

    def point_at(self, path: Path | None, *, go_on_from: Path | None = None) -> None:
        """Mark the row of the image that is on screen already; see :meth:`StudyView.point_at`."""
        self.tree.point_at(path, go_on_from=go_on_from)

    def step(self, by: int) -> None:
        """Choose the image ``by`` rows further; the ends are ends."""
        self.tree.step(by)

    def step_series(self, by: int) -> None:
        """Choose the first image of the next (1) or previous (-1) series."""
        self.tree.step_series(by)

    def series(self) -> list[Path]:
        """List the images of the series that is being looked through, from top to bottom."""
        return self.tree.series()

    def step_in_series(self, by: int) -> None:
        """Choose the image ``by`` rows further in the same series; the ends are ends."""
        self.tree.step_in_series(by)

    def choose_end(self, *, last: bool) -> None:
        """Choose the first or last image of the series."""
        self.tree.choose_end(last=last)

    def neighbours(self) -> list[Path]:
        """List the files worth fetching before they are asked for, the likeliest first."""
        return [facts.path for facts in self.tree.neighbours() if _pixel_bytes(facts) <= _FETCHED_BYTES]

    # Putting it together

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for label in (self._nothing, self._none_found):
            label.setWordWrap(True)
            label.setMargin(16)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget, stretch in (
            (self.finding, 0),
            (self._nothing, 1),
            (self._none_found, 1),
            (self.tree, 1),
            (self.forgetting, 0),
            (self._progress, 0),
        ):
            column.addWidget(widget, stretch)
        self._show_contents()

    def _connect_listing(self) -> None:
        listing = self._listing
        listing.about_to_change.connect(self.tree.hold)
        listing.changed.connect(self._on_rows_changed)
        listing.found.connect(self._on_listing_found)
        listing.progressed.connect(self._on_listing_progressed)
        listing.refused.connect(self.refused)
        listing.folder_opened.connect(self.folder_opened)
        listing.ended.connect(self._on_listing_ended)
        self._progress.cancel_requested.connect(listing.cancel)
        self.forgetting.begun.connect(self._on_forgetting_begun)
        self.forgetting.told.connect(self.told)
        self.forgetting.answered.connect(self.tree.setFocus)

    def _connect_tree(self) -> None:
        self.tree.image_chosen.connect(self._on_tree_image_chosen)
        self.tree.unreadable_chosen.connect(self.unreadable_chosen)
        self.tree.menu_requested.connect(self._on_tree_menu_requested)
        self.finding.about_to_change.connect(self.tree.hold)
        self.finding.changed.connect(self._on_finding_changed)
        self.finding.left.connect(self._on_finding_left)

    def _show_contents(self) -> None:
        known, listed = not self.model.is_empty, self.model.rowCount() > 0
        self.finding.setVisible(known)
        self._nothing.setVisible(not known)
        self._none_found.setVisible(known and not listed)
        self.tree.setVisible(listed)

    def _on_rows_changed(self) -> None:
        self.tree.release()
        self._show_contents()

    def _on_listing_found(self, images: tuple[Path, ...]) -> None:
        self._unfolded += len(images)
        if self._unfolded <= _UNFOLDED:
            self.tree.unfold(images)
        if self._choose_first:
            first = self.model.first_of(images)
            if first is not None:
                self._choose_first = False
                self.tree.choose_again(first)

    def _on_listing_progressed(self, done: int, total: int | None) -> None:
        text = self.tr("{0} files") if total is None else self.tr("{0} of {1} files")
        self._progress.show_progress(text.format(done, total), done, total)

    def _on_listing_ended(self) -> None:
        self._progress.hide()
        self._choose_first = False
        self.finding.show_count()
        self.scan_ended.emit()

    def _on_finding_changed(self) -> None:
        self._on_rows_changed()
        self.tree.unfold_listed(_UNFOLDED, first=self.finding.is_active)

    def _on_finding_left(self, to_first: bool) -> None:
        self.tree.setFocus()
        for path in self.model.some_images(1) if to_first else ():
            self.tree.choose(path)

    def _on_forgetting_begun(self, folder: Path) -> None:
        self._listing.cancel()
        self._listing.remove_below(folder)
        self.folder_forgotten.emit(folder)

    def _on_tree_image_chosen(self, path: Path) -> None:
        self._choose_first = False
        self.image_chosen.emit(path)

    def _on_tree_menu_requested(self, index: QModelIndex, at: QPoint) -> None:
        folder = self._listing.folder_of(self.model.first_facts(index))
        menu = row_menu(self, self.model.facts(index), folder, hidden=self._state.patient_data_hidden)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def _on_state_frame_changed(self, frame: Frame | None) -> None:
        if frame is not None:
            self._listing.note_damage(frame.path, frame.damaged)


def _images_below(model: StudyTree, index: QModelIndex) -> list[Path]:
    facts = model.facts(index) if index.isValid() else None
    if facts is not None:
        return [facts.path] if facts.status == IMAGE else []
    below = (model.index(row, 0, index) for row in range(model.rowCount(index)))
    return [path for one in below for path in _images_below(model, one)] if index.isValid() else []


def _pixel_bytes(facts: HeaderFacts) -> int:
    samples = 1 if facts.photometric.startswith("MONOCHROME") else 6  # in colour, also as it goes to the screen
    return facts.frames * facts.rows * facts.columns * samples * (1 if facts.bits_stored <= 8 else 2)
