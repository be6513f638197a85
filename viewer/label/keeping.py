"""Labels on their way into the catalogue: kept one after the other in the background, and brought back again."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from viewer.label.changes import Change, Changes

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.labels.store import LabelStore
    from viewer.results.writing import Writer


class Keeping(QObject):
    """Has changes of labels kept, and can undo them.

    Signals
    -------
    kept : Change
        A change is in the catalogue.
    refused
        One is not; who listens to the writer is told why.
    """

    kept = Signal(object)
    refused = Signal()

    def __init__(self, store: LabelStore, writer: Writer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer, self._changes = writer, Changes(store)
        writer.done.connect(self._on_writer_done)
        writer.failed.connect(lambda _: self.refused.emit())

    @property
    def can_undo(self) -> bool:
        """A change can be undone."""
        return self._changes.can_undo

    @property
    def can_redo(self) -> bool:
        """A change can be made again."""
        return self._changes.can_redo

    def give(self, frame: Frame, written: tuple[int, int], reader: str, label: str) -> None:
        """Have a label of an image kept, none if it is empty; ``written``: size and time of its file, 0 if unknown."""
        self._writer.do(frame.path, partial(self._changes.give, frame, *written, reader, label))

    def undo(self, frame: Frame | None) -> None:
        """Have undone what was changed last; ``frame`` is on the screen meanwhile."""
        self._writer.do(frame.path if frame is not None else Path(), self._changes.undo)

    def redo(self, frame: Frame | None) -> None:
        """Have changed again what was undone last."""
        self._writer.do(frame.path if frame is not None else Path(), self._changes.redo)

    def clear(self) -> None:
        """Forget what could be undone."""
        self._changes.clear()

    def _on_writer_done(self, _: Path, change: object) -> None:
        if isinstance(change, Change):
            self.kept.emit(change)
