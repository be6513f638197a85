"""What one reader said of the image on screen and of those in the list, looked up in the background."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.dicom.header import IMAGE
from viewer.label.changes import own_labels
from viewer.message import sentence

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.labels.store import LabelStore
    from viewer.browser.panel import BrowserPanel
    from viewer.jobs import Jobs
    from viewer.state import ViewerState

SHOWN_LANE, LISTED_LANE = "label on screen", "labels in the list"


class OwnLabels(QObject):
    """Holds the labels of one reader, and of nobody else.

    Attributes
    ----------
    shown : str
        The label of the image on screen; empty where there is none.
    listed : dict of Path to (int, int, str)
        Size, modification time and SOP Instance UID of the images in the browser, from top to bottom.
    labels : dict of Path to str
        The labels of those that have one.

    Signals
    -------
    changed
        Any of these.
    failed : str
        A sentence.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(
        self,
        state: ViewerState,
        jobs: Jobs,
        store: LabelStore,
        browser: BrowserPanel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state, self._jobs, self._store, self._browser = state, jobs, store, browser
        self._reader = self.shown = ""
        self.listed: dict[Path, tuple[int, int, str]] = {}
        self.labels: dict[Path, str] = {}
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    def look(self, reader: str) -> None:
        """Look up everything, from now on of this reader."""
        if reader != self._reader:
            self.clear()
        self._reader = reader
        known = {facts.path: facts for facts in self._browser.model.known() if facts.status == IMAGE}
        self.listed = {
            path: (known[path].size, known[path].mtime_ns, known[path].identity.instance_uid)
            for path in self._browser.model.images()
            if path in known
        }
        self._count()
        self.look_at_screen()

    def look_at_screen(self) -> None:
        """Look up the label of the image that is on screen now."""
        frame = self._state.frame
        self.shown = self.labels.get(frame.path, "") if frame is not None else ""
        if frame is not None and self._reader:
            self._jobs.submit(SHOWN_LANE, partial(_find, self._store, frame, self._reader))
        self.changed.emit()

    def clear(self) -> None:
        """Know of no label."""
        self.labels, self.shown = {}, ""
        self._jobs.cancel(SHOWN_LANE)
        self._jobs.cancel(LISTED_LANE)

    def note(self, path: Path, label: str) -> None:
        """Show at once what will be kept in a moment."""
        if label and path in self.listed:
            self.labels[path] = label
        else:
            self.labels.pop(path, None)
        if self._state.frame is not None and path == self._state.frame.path:
            self._jobs.cancel(SHOWN_LANE)  # which might still find what was so before
            self.shown = label
        self.changed.emit()

    def note_kept(self, path: Path, label: str) -> None:
        """Take note of what is kept now; a count under way began before that, and begins again."""
        self.note(path, label)
        if self._jobs.is_running(LISTED_LANE):
            self._count()

    def next_path(self) -> Path | None:
        """Find the next image without a label, from the top again after the last one; None where all have one."""
        frame = self._state.frame
        here = frame.path if frame is not None else None
        ahead = (facts.path for facts in self._browser.model.images_from(here, 1))
        after = next((path for path in ahead if path not in self.labels), None)
        return after or next((path for path in self.listed if path not in self.labels and path != here), None)

    def _count(self) -> None:
        self._jobs.submit(LISTED_LANE, partial(_labels, self._store, self._reader, self.listed))

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if lane == SHOWN_LANE and isinstance(result, tuple):
            frame, reader, label = result
            now = self._state.frame
            if now is not None and frame is now and reader == self._reader:
                self.note(now.path, label)
        elif lane == LISTED_LANE and isinstance(result, dict):
            self.labels = result
            self.changed.emit()

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane in (SHOWN_LANE, LISTED_LANE):
            self.failed.emit(sentence(error, hidden=True))


def _find(store: LabelStore, frame: Frame, reader: str) -> tuple[Frame, str, str]:
    """Look up the label of the very pixels on screen (on a pool thread)."""
    uid = frame.identity.instance_uid
    if not store.may_have(uid, frame.path.absolute(), reader):
        return frame, reader, ""
    return frame, reader, store.of(uid, frame.pixel_sha256(), frame.path, reader)


def _labels(store: LabelStore, reader: str, listed: dict[Path, tuple[int, int, str]]) -> dict[Path, str]:
    """Find out what is labelled (on a pool thread)."""
    return own_labels(store, reader, listed) if reader else {}
