"""From stored values to the picture on screen, at the resolution of the screen, quickly enough to follow the mouse."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from numpy.typing import NDArray

from core.display.lookup import fits_table, is_padding, look_up
from core.display.overlay import lay_over, layers, overlay_mask, shutter_grey, shutter_mask
from core.display.pyramid import Pyramid
from core.display.render import grey_table, to_screen
from viewer.image.rendering import AS_IS
from viewer.image.sampling import Patch, interpolated, is_reduced, nearest, visible

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.display.orientation import Orientation
    from core.display.view import View
    from viewer.image.geometry import Placement
    from viewer.image.rendering import Rendering

_KEPT = 2  # the view's own patch, and that of the loupe
_TURNS = {1: cv2.ROTATE_90_CLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_COUNTERCLOCKWISE}


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """The visible part of the picture: one pixel for each screen pixel.

    Attributes
    ----------
    pixels : ndarray of uint8, shape (height, width), of a colour image (height, width, 3), in C order
        Grey, or red, green and blue.
    x, y : int
        Screen position of the first.
    """

    pixels: NDArray[np.uint8]
    x: int
    y: int

    @property
    def width(self) -> int:
        """In screen pixels."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """In screen pixels."""
        return int(self.pixels.shape[0])


@dataclass(frozen=True, slots=True, eq=False)
class _Sample:
    """Values of the image under a patch of the screen, and what is laid over them."""

    values: NDArray[Any]
    over: tuple[tuple[NDArray[np.bool_], int], ...]


class Raster:
    """The picture of one frame.

    The values under the visible screen pixels are found once for each place: below 1:1 averaged, from there on as they
    are or, if wanted, interpolated. Each window then costs one table look-up per screen pixel. Shutter and graphics go
    over the greys, the screen's own table comes last.
    """

    def __init__(self, frame: Frame, index: int, view: View) -> None:
        self._frame = frame
        self._index = index
        self._values = frame.stored[index] if frame.color is None else frame.color[index]
        self._padding = frame.padding if frame.color is None else None
        self._pyramid = Pyramid(self._values, self._padding)
        self._padded: dict[int, tuple[NDArray[np.uint8], NDArray[Any]] | None] = {}
        self._samples: OrderedDict[Patch, _Sample] = OrderedDict()
        self._rendering = AS_IS
        self.set_view(view)

    def set_rendering(self, rendering: Rendering) -> None:
        """Choose how the tiles to come are made."""
        self._rendering = rendering
        self._samples.clear()
        self.set_view(self._view)

    def set_view(self, view: View) -> None:
        """Choose the window and polarity of the tiles to come."""
        self._view = view
        self._table = None
        if self._frame.color is None and fits_table(self._frame.stored):
            self._table = self._put_out(grey_table(self._frame, view))

    def tile(self, placement: Placement, width: int, height: int) -> Tile | None:
        """Make the part of the picture seen in a view of ``width`` by ``height`` screen pixels; None if none is."""
        patch = visible(placement, width, height)
        if patch is None:
            return None
        sample = self._samples.get(patch)
        if sample is None:
            smooth = is_reduced(placement) or self._rendering.interpolation == "linear"
            sample = self._sample(patch, max(placement.scale, placement.row_scale), smooth)
            while len(self._samples) >= _KEPT:
                self._samples.popitem(last=False)
            self._samples[patch] = sample
        pixels = self._pixels(sample.values)
        lay_over(pixels, sample.over)
        return Tile(_oriented(pixels, placement.orientation), patch.x, patch.y)

    def _sample(self, patch: Patch, scale: float, smooth: bool) -> _Sample:
        level, factor = self._pyramid.level(scale)
        values = self._interpolated(level, factor, patch) if smooth else nearest(level, patch, factor)
        covered = None
        if self._rendering.shutter and self._covered is not None:
            covered = nearest(self._covered, patch)
        drawn = self._graphics(patch, factor) if self._rendering.overlays else None
        cover = shutter_grey(self._frame.shutter) if self._frame.shutter is not None else 0
        return _Sample(values, self._as_put_out(layers(covered, cover, drawn)))

    def _graphics(self, patch: Patch, factor: int) -> NDArray[np.bool_] | None:
        if self._lines is None:
            return None
        lines, _ = self._lines.level(1 / factor)
        if max(patch.rows.step, patch.columns.step) <= 1:
            return nearest(lines, patch) > 0
        # A line one pixel wide is not to be lost between two screen pixels.
        return interpolated(lines, patch, factor) > 0

    def _interpolated(self, level: NDArray[Any], factor: int, patch: Patch) -> NDArray[Any]:
        padded = self._with_padding(level, factor)
        if padded is None:
            return interpolated(level, patch, factor)
        # Halfway between padding and image lies a value of neither: there, one of the two is taken as it is.
        empty, numbers = padded
        values, mixed = interpolated(numbers, patch, factor), interpolated(empty, patch, factor) > 0
        np.copyto(values, nearest(level, patch, factor), where=mixed)
        return values

    def _with_padding(self, level: NDArray[Any], factor: int) -> tuple[NDArray[np.uint8], NDArray[Any]] | None:
        """Tell where a level holds padding, 255, else 0; and give the level without NaN. None if it has no padding."""
        if self._padding is None and level.dtype.kind != "f":
            return None
        if factor not in self._padded:
            empty = is_padding(level, self._padding)
            numbers = np.nan_to_num(level) if level.dtype.kind == "f" else level
            self._padded[factor] = (empty.view(np.uint8) * np.uint8(255), numbers) if empty.any() else None
        return self._padded[factor]

    @cached_property
    def _covered(self) -> NDArray[np.bool_] | None:
        return shutter_mask(self._frame)

    @cached_property
    def _lines(self) -> Pyramid | None:
        """The graphics, 255 where they are drawn."""
        drawn = overlay_mask(self._frame, self._index)
        return None if drawn is None else Pyramid(drawn.view(np.uint8) * np.uint8(255))

    def _pixels(self, values: NDArray[Any]) -> NDArray[np.uint8]:
        """Turn values into a picture of its own memory."""
        if self._frame.color is not None:
            return np.subtract(255, values, dtype=np.uint8) if self._view.inverted else values.copy()
        if self._table is not None:
            return look_up(values, self._table)
        return self._put_out(to_screen(values, self._frame, self._view))

    def _put_out(self, greys: NDArray[np.uint8]) -> NDArray[np.uint8]:
        output = self._rendering.output
        return greys if output is None else output[greys]

    def _as_put_out(self, over: tuple[tuple[NDArray[np.bool_], int], ...]) -> tuple[tuple[NDArray[np.bool_], int], ...]:
        output = self._rendering.output
        if output is None or self._frame.color is not None:
            return over
        return tuple((mask, int(output[grey])) for mask, grey in over)


def _oriented(pixels: NDArray[np.uint8], orientation: Orientation) -> NDArray[np.uint8]:
    """Lay ``pixels`` out as :meth:`core.display.orientation.Orientation.applied` does, in memory of their own."""
    seen: Any = cv2.flip(pixels, 1) if orientation.mirrored else pixels
    if orientation.turns:
        seen = cv2.rotate(seen, _TURNS[orientation.turns])
    return np.ascontiguousarray(seen)
