"""Labels that are given, taken back and given again, one after the other, away from the window's thread."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.labels.store import LabelledImage

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.labels.store import LabelStore, ReaderLabel

_MOST = 1000  # changes that can be undone


@dataclass(frozen=True, slots=True)
class Change:
    """What one image shows now according to one reader, and what it showed before.

    Attributes
    ----------
    goes_back : bool
        An earlier change was undone or done again: the image belongs on the screen.
    """

    image: LabelledImage
    reader: str
    before: str
    after: str
    goes_back: bool = False


class Changes:
    """Keeps labels and what they replaced; whoever calls does so for one change at a time, on any thread."""

    def __init__(self, store: LabelStore) -> None:
        self._store = store
        self._done: deque[Change] = deque(maxlen=_MOST)
        self._undone: list[Change] = []

    @property
    def can_undo(self) -> bool:
        """A label was given or taken back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """A change was undone, and none was made since."""
        return bool(self._undone)

    def give(self, frame: Frame, size: int, mtime_ns: int, reader: str, label: str) -> Change:
        """Keep a label of an image, or none if it is empty; its pixels are hashed for that."""
        image = LabelledImage(frame.path.absolute(), size, mtime_ns, frame.identity.instance_uid, frame.pixel_sha256())
        change = Change(image, reader, self._store.give(image, reader, label), label)
        if change.before != change.after:
            self._done.append(change)
            self._undone.clear()
        return change

    def undo(self) -> Change | None:
        """Bring back what the last change replaced; None where there is none."""
        if not self._done:
            return None
        change = self._done.pop()
        self._undone.append(change)
        return self._set(change, change.before)

    def redo(self) -> Change | None:
        """Make the change again that was undone last; None where there is none."""
        if not self._undone:
            return None
        change = self._undone.pop()
        self._done.append(change)
        return self._set(change, change.after)

    def clear(self) -> None:
        """Forget what could be undone."""
        self._done.clear()
        self._undone.clear()

    def _set(self, change: Change, label: str) -> Change:
        before = self._store.give(change.image, change.reader, label)
        return Change(change.image, change.reader, before, label, goes_back=True)


def own_labels(store: LabelStore, reader: str, listed: dict[Path, tuple[int, int, str]]) -> dict[Path, str]:
    """Tell which of the files listed a reader labelled, without opening any.

    Parameters
    ----------
    listed : dict of Path to (int, int, str)
        Size, modification time and SOP Instance UID by file.

    Returns
    -------
    dict of Path to str
        A label by file. A file of another size or age than when it was labelled counts as labelled only where its UID
        says that it is the same image; once it is on the screen its pixels decide.
    """
    by_path: dict[Path, ReaderLabel] = {}
    by_uid: dict[str, str] = {}
    for one in store.rows(reader):
        by_path.setdefault(one.image.path, one)
        if one.image.instance_uid:
            by_uid.setdefault(one.image.instance_uid, one.label)
    found = {}
    for path, (size, mtime_ns, uid) in listed.items():
        own = by_path.get(path)
        if own is not None and (own.image.size in (0, size)) and own.image.mtime_ns in (0, mtime_ns):
            found[path] = own.label
        elif uid and uid in by_uid:
            found[path] = by_uid[uid]
    return found
