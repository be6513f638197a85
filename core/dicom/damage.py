"""An image that is not all there: which rows are missing, and a value to put there that counts as no image."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.dicom.stored import PixelLayout


def missing(layout: PixelLayout, present: int) -> str:
    """Say which part of an image is missing when its first ``present`` pixels are there, as a clause."""
    frames, rest = divmod(present, layout.rows * layout.columns)
    if layout.frames == 1:
        return _rows(layout, rest)
    after = layout.frames - frames - (1 if rest else 0)
    whole = f"{_last(after, layout.frames, 'frames')} missing"
    if not rest:
        return whole
    of_frame = f"of frame {frames + 1} {_rows(layout, rest)}"
    return f"{of_frame}, and {whole}" if after else of_frame


def rows_above(frame: NDArray[Any], blank: int) -> int:
    """Count the rows of a frame above those at its end that are all ``blank``."""
    marked = np.flatnonzero((frame != blank).reshape(len(frame), -1).any(axis=1))
    return int(marked[-1]) + 1 if marked.size else 0


def filled(
    stored: NDArray[Any], layout: PixelLayout, present: int, padding: tuple[float, float] | None
) -> tuple[tuple[float, float] | None, str]:
    """Give missing pixels of a grey image a value that counts as padding.

    That value is the file's own padding where it has one, NaN in floating-point images, else the lowest, the highest or
    the first possible value that no pixel has. Where every value is in use, as can be with 8 bits, it is the one that
    the fewest pixels have: they then count as padding, too.

    Parameters
    ----------
    stored : ndarray, shape (frames, rows, columns)
        Stored values; those from pixel number ``present`` on are overwritten.
    padding : tuple of numbers or None
        The file's padding.

    Returns
    -------
    tuple of numbers or None, str
        Padding of the image as it is now, and a note when pixels that are there count as padding, else empty.
    """
    flat = stored.reshape(-1)
    if layout.floating:
        flat[present:] = np.nan
        return padding, ""
    lowest, highest = layout.stored_range
    if padding is not None and lowest <= padding[0] <= highest:
        flat[present:] = padding[0]
        return padding, ""
    value, taken = _rarest(flat[:present], lowest, highest)
    flat[present:] = value
    note = f"{taken} pixels of the stored value {value} are taken for missing ones, too." if taken else ""
    return (value, value), note


def _rows(layout: PixelLayout, present: int) -> str:
    rows, part = divmod(present, layout.columns)
    lost = layout.rows - rows - (1 if part else 0)
    if not part:
        return f"{_last(lost, layout.rows, 'rows')} missing"
    if not lost:
        return "part of the last row is missing"
    return f"{_last(lost, layout.rows, 'rows').rsplit(' ', 1)[0]} and part of the row above are missing"


def _last(lost: int, of: int, what: str) -> str:
    return f"the last of {of} {what} is" if lost == 1 else f"the last {lost} of {of} {what} are"


def _rarest(real: NDArray[Any], lowest: int, highest: int) -> tuple[int, int]:
    """Return a value from ``lowest`` to ``highest`` that no pixel has, or as few as possible, and how many have it."""
    if highest - lowest < 1 << 16:
        counts = np.bincount(real.astype(np.int32) - lowest, minlength=highest - lowest + 1)
        ends = [index for index in (0, len(counts) - 1) if not counts[index]]
        index = ends[0] if ends else int(counts.argmin())
        return lowest + index, int(counts[index])
    used = np.unique(real).astype(np.int64)  # fewer than there are values
    if used[0] > lowest:
        return lowest, 0
    gaps = np.flatnonzero(np.diff(used) > 1)
    return int(used[gaps[0]] if gaps.size else used[-1]) + 1, 0
