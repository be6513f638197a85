"""Reading and writing annotations in the background."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.annotate import store
from core.annotate.store import AnnotationError, ImageKey
from core.errors import Cxr12Error
from viewer.message import sentence

if TYPE_CHECKING:
    from core.annotate.shapes import Annotation
    from core.dicom.catalogue import Catalogue
    from core.dicom.frame import Frame
    from viewer.annotate.sheet import Annotations, Sheet
    from viewer.jobs import Jobs

log = logging.getLogger(__name__)

_LOAD, _SAVE = "annotations load ", "annotations save "


class Keeping(QObject):
    """Loads the annotations of images and saves every change; a change made meanwhile is never lost.

    Signals
    -------
    loaded : (str, object)
        Who asked, and what was found: (frame, key or None, annotations).
    failed : str
        A sentence: something could not be read or written.
    """

    loaded = Signal(str, object)
    failed = Signal(str)

    def __init__(self, jobs: Jobs, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._catalogue = catalogue
        self._unsaved: dict[int, tuple[Sheet, Frame]] = {}
        self._told_unsaved = False
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    def load(self, who: str, frame: Frame, *, with_key: bool) -> None:
        """Find what is kept of an image; an earlier request of the same ``who`` is dropped.

        Parameters
        ----------
        with_key : bool
            Hash the pixels even when nothing is kept.
        """
        self._jobs.submit(_LOAD + who, partial(_load, self._catalogue, frame, with_key))

    def cancel_load(self, who: str) -> None:
        """Drop the request of ``who``."""
        self._jobs.cancel(_LOAD + who)

    def save(self, sheet: Sheet, frame: Frame) -> None:
        """Keep a sheet as it is now; it waits until what was kept before has arrived in it."""
        self._unsaved[sheet.number] = sheet, frame
        if sheet.arrived:
            self._jobs.submit(f"{_SAVE}{sheet.number}", self._work(sheet, frame))

    def leave(self, sheet: Sheet) -> None:
        """Keep a sheet into which nothing will arrive any more."""
        if sheet.number in self._unsaved and not sheet.arrived:
            self._jobs.submit(f"{_SAVE}{sheet.number}", self._work(*self._unsaved[sheet.number]))

    def forget(self, root: Path) -> None:
        """Save nothing of images of this folder any more."""
        for number, (_, frame) in list(self._unsaved.items()):
            if frame.path.is_relative_to(root):
                del self._unsaved[number]
                # A save under way may come after the catalogue has forgotten: forgotten once more, right behind it.
                self._jobs.submit(f"{_SAVE}{number}", partial(self._catalogue.forget, root))

    def close(self) -> None:
        """Save now what is not known to be saved; jobs are over."""
        for sheet, frame in self._unsaved.values():
            try:
                self._work(sheet, frame)()
            except Cxr12Error as error:
                log.error("annotations were not saved: %s", type(error).__name__)
        self._unsaved.clear()

    def _work(self, sheet: Sheet, frame: Frame) -> Callable[[], tuple[ImageKey, Annotations]]:
        return partial(_save, self._catalogue, sheet.key, frame, sheet.annotations, add=not sheet.arrived)

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if lane.startswith(_LOAD) and isinstance(result, tuple):
            *found, problem = result
            self.loaded.emit(lane.removeprefix(_LOAD), tuple(found))
            if problem:
                self.failed.emit(problem)
        elif lane.startswith(_SAVE) and isinstance(result, tuple):
            self._on_saved(int(lane.removeprefix(_SAVE)), *result)

    def _on_saved(self, number: int, key: ImageKey, annotations: Annotations) -> None:
        if number not in self._unsaved:
            return
        sheet, _ = self._unsaved[number]
        sheet.key = key
        self._told_unsaved = False
        if sheet.annotations == annotations:
            del self._unsaved[number]

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane.startswith(_LOAD):
            self.failed.emit(sentence(error, hidden=True))
        elif lane.startswith(_SAVE) and not self._told_unsaved:
            self._told_unsaved = True  # not with every line that is drawn
            why = sentence(error, hidden=True).rstrip(".")
            told = self.tr("Annotations could not be saved ({0}); they hold until CXR-12 is closed.")
            self.failed.emit(told.format(why))


def _load(
    catalogue: Catalogue, frame: Frame, with_key: bool
) -> tuple[Frame, ImageKey | None, tuple[Annotation, ...], str]:
    if not store.may_have(catalogue, frame):
        return frame, store.key_of(frame) if with_key else None, (), ""
    key = store.key_of(frame)
    try:
        return frame, key, store.load(catalogue, key), ""
    except AnnotationError as error:
        return frame, key, (), str(error)


def _save(
    catalogue: Catalogue, key: ImageKey | None, frame: Frame, annotations: Annotations, *, add: bool
) -> tuple[ImageKey, Annotations]:
    key = key or store.key_of(frame)
    kept = store.load(catalogue, key) if add else ()
    known = {one.id for one in annotations}
    store.save(catalogue, key, (*(one for one in kept if one.id not in known), *annotations))
    return key, annotations
