"""Where the image lies in its view: zoom, position and the way back from the screen to a pixel. No Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from core.display.orientation import AS_STORED, Orientation

SMALLEST, LARGEST = 0.01, 64.0
"""Limits of the scale, in screen pixels per image column."""

_KEPT = 48.0  # screen pixels of the image that no pan can push out of sight


@dataclass(frozen=True, slots=True)
class Placement:
    """An image laid on the screen.

    Attributes
    ----------
    columns, rows : int
        Its size as seen: turned and mirrored already.
    scale : float
        Screen pixels per column as seen.
    aspect : float
        Height of a pixel as seen over its width; 1 for square pixels.
    x, y : float
        The image's top left corner on the screen, in screen pixels.
    orientation : Orientation
        How the stored image was turned and mirrored to be seen so.
    """

    columns: int
    rows: int
    scale: float
    aspect: float = 1.0
    x: float = 0.0
    y: float = 0.0
    orientation: Orientation = AS_STORED

    @property
    def row_scale(self) -> float:
        """Screen pixels per row as seen."""
        return self.scale * self.aspect

    @property
    def width(self) -> float:
        """Width on the screen."""
        return self.columns * self.scale

    @property
    def height(self) -> float:
        """Height on the screen."""
        return self.rows * self.row_scale

    def to_image(self, x: float, y: float) -> tuple[float, float]:
        """Turn a screen position into (column, row) of the stored image; pixel (0, 0) covers 0 <= column, row < 1."""
        return self.orientation.to_stored(*self.to_seen(x, y), *self.orientation.size(self.columns, self.rows))

    def pixel_at(self, x: float, y: float) -> tuple[int, int]:
        """Give column and row of the stored pixel that is painted at a screen position; may lie outside the image.

        A screen pixel shows what lies under its middle, wherever in it the position is.
        """
        seen = self.to_seen(math.floor(x) + 0.5, math.floor(y) + 0.5)
        column, row = (math.floor(part) + 0.5 for part in seen)
        stored = self.orientation.to_stored(column, row, *self.orientation.size(self.columns, self.rows))
        return math.floor(stored[0]), math.floor(stored[1])

    def to_screen(self, column: float, row: float) -> tuple[float, float]:
        """Turn (column, row) of the stored image into a screen position."""
        stored_size = self.orientation.size(self.columns, self.rows)
        return self.from_seen(*self.orientation.to_seen(column, row, *stored_size))

    def to_seen(self, x: float, y: float) -> tuple[float, float]:
        """Turn a screen position into (column, row) of the image as seen."""
        return (x - self.x) / self.scale, (y - self.y) / self.row_scale

    def from_seen(self, column: float, row: float) -> tuple[float, float]:
        """Turn (column, row) of the image as seen into a screen position."""
        return self.x + column * self.scale, self.y + row * self.row_scale

    def moved(self, dx: float, dy: float) -> Placement:
        """Shift the image by screen pixels."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    def scaled(self, scale: float, x: float, y: float) -> Placement:
        """Set the scale, within its limits, with the image point under screen position (x, y) staying there."""
        scale = min(max(scale, SMALLEST), LARGEST)
        column, row = self.to_seen(x, y)
        return replace(self, scale=scale, x=x - column * scale, y=y - row * scale * self.aspect)

    def oriented(self, orientation: Orientation, x: float, y: float) -> Placement:
        """Turn and mirror the image, with the image point under screen position (x, y), and all sizes, staying."""
        column, row = self.to_image(x, y)
        columns, rows = orientation.size(*self.orientation.size(self.columns, self.rows))
        swap = orientation.swaps_axes is not self.orientation.swaps_axes
        scale, aspect = (self.row_scale, 1 / self.aspect) if swap else (self.scale, self.aspect)
        turned = Placement(columns, rows, scale, aspect, 0.0, 0.0, orientation)
        at = turned.to_screen(column, row)
        return turned.moved(x - at[0], y - at[1])

    def kept_in(self, width: float, height: float) -> Placement:
        """Bring back an image that was pushed out of a view of this size."""
        return replace(
            self,
            x=min(max(self.x, min(_KEPT, width) - self.width), width - min(_KEPT, self.width)),
            y=min(max(self.y, min(_KEPT, height) - self.height), height - min(_KEPT, self.height)),
        )


def fit(
    columns: int, rows: int, aspect: float, width: float, height: float, orientation: Orientation = AS_STORED
) -> Placement:
    """Show the whole image, centred in a view of ``width`` by ``height`` screen pixels.

    Parameters
    ----------
    columns, rows, aspect
        Of the stored image; ``orientation`` says how it is seen.
    """
    columns, rows = orientation.size(columns, rows)
    aspect = 1 / aspect if orientation.swaps_axes else aspect
    scale = min(width / columns, height / (rows * aspect))
    scale = min(max(scale, SMALLEST), LARGEST)
    x, y = (width - columns * scale) / 2, (height - rows * scale * aspect) / 2
    return Placement(columns, rows, scale, aspect, x, y, orientation)
