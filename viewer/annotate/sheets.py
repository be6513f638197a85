"""The sheets of this session: one image has one, however often and from wherever it is opened."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from core.annotate.store import ImageKey
    from core.dicom.frame import Frame
    from viewer.annotate.sheet import Sheet

_Shown = Iterable[tuple["Frame | None", "Sheet | None"]]


class Sheets:
    """Remembers what was drawn on, and finds it again; two sheets of one image would replace each other when saved."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[Path, str], Sheet] = {}

    def keep(self, frame: Frame, sheet: Sheet) -> None:
        """Remember the sheet of an image."""
        self._drawn[_place(frame)] = sheet

    def forget(self, root: Path) -> None:
        """Forget the sheets of the images of a folder."""
        for place in [place for place in self._drawn if place[0].is_relative_to(root)]:
            del self._drawn[place]

    def needs_key(self, frame: Frame) -> bool:
        """Tell whether the pixels have to be hashed before it is known which sheet is the image's."""
        known = self._drawn.get(_place(frame))
        return known is not None and known.key is not None

    def find(self, frame: Frame, key: ImageKey | None, shown: _Shown) -> Sheet | None:
        """Find the sheet that an image has already.

        Parameters
        ----------
        key : ImageKey or None
            Of the image, where it is known.
        shown : iterable of (Frame or None, Sheet or None)
            What the other panes show.
        """
        for other, sheet in shown:
            if other is not None and sheet is not None and _is_same(other, frame):
                return sheet
        known = self._drawn.get(_place(frame))
        if known is not None and (key is None or known.key in (None, key)):
            return known
        return next((one for one in self._drawn.values() if key is not None and _is_of(one.key, key)), None)


def _is_same(one: Frame, other: Frame) -> bool:
    """Tell whether two frames are one image, also when they were read twice or from two copies of a file."""
    if one is other:
        return True
    uid = other.identity.instance_uid
    alike = one.identity.instance_uid == uid and (bool(uid) or one.path == other.path)
    return alike and one.stored.dtype == other.stored.dtype and np.array_equal(one.stored, other.stored)


def _is_of(found: ImageKey | None, key: ImageKey) -> bool:
    if found is None or (found.instance_uid, found.pixels) != (key.instance_uid, key.pixels):
        return False
    return bool(key.instance_uid) or found.path == key.path


def _place(frame: Frame) -> tuple[Path, str]:
    return frame.path, frame.identity.instance_uid
