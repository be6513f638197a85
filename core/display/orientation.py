"""How an image is turned and mirrored on screen, and which side of the patient its edges are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_OPPOSITE = {"L": "R", "R": "L", "A": "P", "P": "A", "H": "F", "F": "H"}


@dataclass(frozen=True, slots=True)
class Orientation:
    """One of the eight ways to lay an image down: mirrored left to right first if so, then turned clockwise.

    Attributes
    ----------
    turns : int
        Quarter turns clockwise, 0 to 3.
    mirrored : bool
        Left and right of the stored image are swapped before it is turned.
    """

    turns: int = 0
    mirrored: bool = False

    def __post_init__(self) -> None:
        if self.turns not in range(4):
            raise ValueError(f"quarter turns are 0 to 3, found {self.turns}")

    @property
    def swaps_axes(self) -> bool:
        """Rows of the stored image are columns on screen."""
        return self.turns % 2 == 1

    def turned(self, quarters: int) -> Orientation:
        """Turn what is seen clockwise by so many quarters; negative is anticlockwise."""
        return Orientation((self.turns + quarters) % 4, self.mirrored)

    def flipped_horizontally(self) -> Orientation:
        """Swap left and right of what is seen."""
        # A mirror after a turn is the same mirror before the turn the other way round.
        return Orientation(-self.turns % 4, not self.mirrored)

    def flipped_vertically(self) -> Orientation:
        """Swap top and bottom of what is seen."""
        return self.flipped_horizontally().turned(2)

    def size(self, columns: int, rows: int) -> tuple[int, int]:
        """Give (columns, rows) as seen, of an image stored with ``columns`` and ``rows``."""
        return (rows, columns) if self.swaps_axes else (columns, rows)

    def applied(self, stored: NDArray[Any]) -> NDArray[Any]:
        """Lay out ``stored`` (rows, columns, ...) as it is seen; a view of the same memory."""
        seen = stored[:, ::-1] if self.mirrored else stored
        return np.rot90(seen, -self.turns)

    def to_seen(self, column: float, row: float, columns: int, rows: int) -> tuple[float, float]:
        """Turn a position in the stored image, of ``columns`` by ``rows``, into the one where it is seen."""
        x, y = (columns - column if self.mirrored else column), row
        width, height = columns, rows
        for _ in range(self.turns):
            x, y = height - y, x
            width, height = height, width
        return x, y

    def to_stored(self, x: float, y: float, columns: int, rows: int) -> tuple[float, float]:
        """Turn a position as seen into (column, row) of the stored image, of ``columns`` by ``rows``."""
        width, height = self.size(columns, rows)
        for _ in range(self.turns):
            x, y = y, width - x
            width, height = height, width
        return (columns - x if self.mirrored else x), y

    def edges(self, patient_orientation: tuple[str, ...]) -> tuple[str, str, str, str] | None:
        """Name the left, top, right and bottom edge as seen, e.g. ``("R", "H", "L", "F")``; None where unknown.

        Parameters
        ----------
        patient_orientation : tuple of str
            Patient Orientation (0020,0020): where a row leads to, then where a column leads to.

        References
        ----------
        DICOM PS3.3 C.7.6.1.1.1.
        """
        if len(patient_orientation) != 2 or not all(patient_orientation):
            return None
        right, bottom = (word.upper() for word in patient_orientation)
        if not set(right + bottom) <= _OPPOSITE.keys():
            return None
        left, top = _opposite(right), _opposite(bottom)
        if self.mirrored:
            left, right = right, left
        edges = [left, top, right, bottom]  # clockwise from the left
        edges = edges[-self.turns :] + edges[: -self.turns] if self.turns else edges
        return edges[0], edges[1], edges[2], edges[3]


AS_STORED = Orientation()
"""Neither turned nor mirrored."""


def _opposite(word: str) -> str:
    return "".join(_OPPOSITE[letter] for letter in word)
