"""The annotations of one image, with what they were before."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.annotate.shapes import Annotation
    from core.annotate.store import ImageKey

Annotations = tuple["Annotation", ...]

_numbers = itertools.count(1)
_MOST = 200  # steps that can be undone


class Sheet:
    """A tuple of annotations, the tuples before it and, after an undo, those behind it.

    Attributes
    ----------
    number : int
        Different for every sheet.
    key : ImageKey or None
        Which image they belong to; None until somebody had to hash its pixels.
    arrived : bool
        What was kept of earlier sessions is in it.
    """

    def __init__(self, annotations: Annotations = (), *, arrived: bool = False) -> None:
        self.number = next(_numbers)
        self.key: ImageKey | None = None
        self.arrived = arrived
        self._now = annotations
        self._before: list[Annotations] = []
        self._behind: list[Annotations] = []
        self._merging = ""

    @property
    def annotations(self) -> Annotations:
        """All of them, of all frames."""
        return self._now

    @property
    def is_changed(self) -> bool:
        """There is something to undo or to do again."""
        return bool(self._before or self._behind)

    def change(self, annotations: Annotations, merge: str = "") -> bool:
        """Put other annotations in their place; False when they are the same.

        Parameters
        ----------
        merge : str
            Changes in a row that bear the same word are undone together.
        """
        if annotations == self._now:
            return False
        if not (merge and merge == self._merging):
            self._before = [*self._before[1 - _MOST :], self._now]
        self._behind.clear()
        self._merging = merge
        self._now = annotations
        return True

    def undo(self) -> bool:
        """Go one change back; False when there is none."""
        return self._go(self._before, self._behind)

    def redo(self) -> bool:
        """Go one undone change forward again; False when there is none."""
        return self._go(self._behind, self._before)

    def arrive(self, kept: Annotations) -> None:
        """Put what was kept of earlier sessions under what was drawn before it arrived, in the past as well."""
        known = {one.id for one in kept}

        def with_kept(later: Annotations) -> Annotations:
            return (*kept, *(one for one in later if one.id not in known))

        self._now = with_kept(self._now)
        self._before = [with_kept(one) for one in self._before]
        self._behind = [with_kept(one) for one in self._behind]
        self.arrived = True

    def _go(self, away: list[Annotations], back: list[Annotations]) -> bool:
        self._merging = ""
        if not away:
            return False
        back.append(self._now)
        self._now = away.pop()
        return True
