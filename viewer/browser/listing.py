"""Filling the tree: what is asked for is scanned, listed as it is found, and given thumbnails."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon, QPixmap

from core.dicom.header import IMAGE, HeaderFacts
from viewer.browser.intake import Intake
from viewer.browser.request import Request
from viewer.browser.scanner import Given, Scanner
from viewer.browser.thumbnails import Thumbnails
from viewer.browser.tree import StudyTree
from viewer.message import sentence

if TYPE_CHECKING:
    from core.dicom.catalogue import Catalogue
    from viewer.jobs import Jobs
    from viewer.state import ViewerState

_MANY = 5_000
_PART = 200  # files that are listed, or taken off the list, in one go


class Listing(QObject):
    """Lists what is asked for in :attr:`model`, and says what of it is refused.

    Attributes
    ----------
    model : StudyTree
        What is listed.
    folders : tuple of Path
        The folders that were asked for.

    Signals
    -------
    about_to_change, changed
        Rows come, go or move in between.
    found : tuple of Path
        Images that are newly listed.
    folder_opened : Path
        A folder among what was asked for.
    progressed : (int, object)
        Files done, and of how many (None while folders are still being listed).
    refused : str
        A sentence on what was asked for by name and is no image, or on a search without an image.
    ended
        All that was asked for is listed.
    """

    about_to_change = Signal()
    changed = Signal()
    found = Signal(object)
    folder_opened = Signal(object)
    progressed = Signal(int, object)
    refused = Signal(str)
    ended = Signal()

    def __init__(self, state: ViewerState, jobs: Jobs, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.model = StudyTree(self)
        self.folders: tuple[Path, ...] = ()
        self.scanner = Scanner(jobs, catalogue, self)
        self.thumbnails = Thumbnails(jobs, catalogue, self)
        self._intake = Intake(self)
        self._request = Request()
        self._found_image = self._ending = False
        self._uncounted, self._frozen = 0, False
        self.scanner.begun.connect(self._on_scanner_begun)
        self.scanner.found.connect(self._on_scanner_found)
        self.scanner.progressed.connect(self._on_scanner_progressed)
        self.scanner.vanished.connect(self._on_scanner_vanished)
        self.scanner.ended.connect(self._on_scanner_ended)
        self.thumbnails.made.connect(self._on_thumbnails_made)
        self.thumbnails.refused.connect(self.refuse)
        self.thumbnails.damaged.connect(self.note_damage)

    @property
    def is_scanning(self) -> bool:
        """Files are still being looked for."""
        return self.scanner.is_running or self._intake.is_waiting

    def scan(self, paths: Sequence[Path]) -> None:
        """List folders and files."""
        if not self.is_scanning:
            self._found_image = False
        self.scanner.scan(paths, self.model.paths())

    def cancel(self) -> None:
        """End the scan and the thumbnails; what is listed stays."""
        self._found_image = True  # who ends a search need not be told that it found nothing
        ending = self.scanner.is_running
        self._intake.clear()
        self.scanner.cancel()
        if not ending and self._ending:  # the scan is over already, what it found was still being listed
            self._end(None)
        self.thumbnails.clear()

    def clear(self) -> None:
        """List nothing any more."""
        self.cancel()
        self._request = Request()
        self.folders = ()
        self.scanner.forget()
        self.model.clear()
        if self._frozen:
            self._frozen = False
            gc.unfreeze()

    def remove_below(self, folder: Path) -> None:
        """List nothing of a folder any more."""
        self.folders = tuple(known for known in self.folders if not known.is_relative_to(folder))
        self._remove([path for path in self.model.paths() if path.is_relative_to(folder)])

    def folder_of(self, facts: HeaderFacts | None) -> Path | None:
        """Give the folder that was asked for and holds a file, else the one that the file is in."""
        if facts is None:
            return None
        above = [folder for folder in self.folders if facts.path.is_relative_to(folder)]
        return min(above, key=lambda folder: len(folder.parts)) if above else facts.path.parent

    def refuse(self, path: Path, reason: str) -> None:
        """Take note that a listed image turned out to be unreadable."""
        self.model.set_reason(path, reason)
        if self._request.refuse(path, reason) and len(self._request.asked) > 1:  # one alone is told by the image view
            self._tell_refusals()

    def note_damage(self, path: Path, damage: str) -> None:
        """Take note of what of an image is missing; empty: nothing, and it can be read."""
        self.model.set_reason(path, self.tr("damaged: {0}").format(damage) if damage else "")

    def _remove(self, paths: Sequence[Path]) -> None:
        self.about_to_change.emit()
        self.model.remove(paths)
        self.changed.emit()

    def _on_scanner_begun(self, given: Given) -> None:
        self._intake.do(partial(self._begin, given))

    def _on_scanner_found(self, found: tuple[HeaderFacts, ...]) -> None:
        for first in range(0, len(found), _PART):
            part = found[first : first + _PART]
            self._intake.do(partial(self._take_in, part), len(part))

    def _on_scanner_progressed(self, done: int, total: int | None) -> None:
        self._intake.do(partial(self.progressed.emit, done, total))

    def _on_scanner_vanished(self, paths: tuple[Path, ...]) -> None:
        for first in range(0, len(paths), _PART):
            part = paths[first : first + _PART]
            self._intake.do(partial(self._remove, part), len(part))

    def _on_scanner_ended(self, error: Exception | None) -> None:
        self._ending = True
        self._intake.do(partial(self._end, error))

    def _begin(self, given: Given) -> None:
        self._request = Request(given.files)
        for folder in given.folders:
            if folder not in self.folders:
                self.folders += (folder,)
            self.folder_opened.emit(folder)

    def _take_in(self, found: tuple[HeaderFacts, ...]) -> None:
        self._uncounted += len(found)
        if self._uncounted >= _MANY:
            # What is listed stays: Python's collector need not go through all of it again and again, half a second
            # each time for 100,000 files and a turn of the window even for 20,000, which stands still meanwhile.
            self._uncounted, self._frozen = 0, True
            gc.collect(1)  # what is garbage of late does not stay
            gc.freeze()
        self.about_to_change.emit()
        self.model.add(found, self._request.asked)
        self.changed.emit()
        self.thumbnails.want(found)
        refusals = [self._request.refuse(facts.path, facts.reason) for facts in found if facts.status != IMAGE]
        if any(refusals):
            self._tell_refusals()
        images = tuple(facts.path for facts in found if facts.status == IMAGE)
        if images:
            self._found_image = True
            self.found.emit(images)

    def _end(self, error: Exception | None) -> None:
        self._ending = False
        if error is not None:
            self.refused.emit(sentence(error, hidden=self._state.patient_data_hidden))
        elif not self._found_image and not self._request.is_refused:
            self.refused.emit(self.tr("No image was found there. Open another folder."))
        self.ended.emit()

    def _on_thumbnails_made(self, path: Path, png: bytes) -> None:
        pixmap = QPixmap()
        if pixmap.loadFromData(png):
            self.model.set_icon(path, QIcon(pixmap))

    def _tell_refusals(self) -> None:
        self.refused.emit(self._request.sentence(hidden=self._state.patient_data_hidden))
