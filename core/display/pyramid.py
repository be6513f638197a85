"""Copies of the stored pixels at view resolution, so that each window costs one look-up per screen pixel only.

For display only: averages are rounded to the stored type. Networks get theirs from :mod:`core.preprocess`, in float32.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from core.display.lookup import is_padding


class Pyramid:
    """Reduced copies of one frame's stored pixels, each made when first asked for and kept.

    All of them together take at most two thirds of the memory of the original.

    Parameters
    ----------
    stored : ndarray, shape (H, W), of a colour image (H, W, 3)
        Stored pixels of one frame; of a colour image its colours.
    padding : tuple of numbers or None
        As in :class:`core.dicom.frame.Frame`.
    """

    def __init__(self, stored: NDArray[Any], padding: tuple[float, float] | None = None) -> None:
        self._stored = stored
        self._padding = padding
        self._levels: dict[int, NDArray[Any]] = {1: stored}

    def level(self, scale: float) -> tuple[NDArray[Any], int]:
        """Give the smallest copy that still has a pixel for every screen pixel.

        Parameters
        ----------
        scale : float
            Screen pixels per stored pixel, above 0; 1 or more gives the original.

        Returns
        -------
        array : ndarray, shape (ceil(H / factor), ceil(W / factor)), of a colour image with a third axis of 3
            Values of the original's dtype.
        factor : int
            Stored pixels per pixel of the copy, along either side.
        """
        # The small allowance keeps 1 / (1 / 93) from falling to 92.
        factor = min(max(int(1.0 / scale + 1e-9), 1), max(self._stored.shape[:2]))
        if factor not in self._levels:
            self._levels[factor] = at_scale(self._stored, factor, self._padding)
        return self._levels[factor], factor


def at_scale(stored: NDArray[Any], factor: int, padding: tuple[float, float] | None = None) -> NDArray[Any]:
    """Average ``stored``, (H, W) or (H, W, 3), over blocks of ``factor`` by ``factor`` pixels, for display.

    Blocks cut off by the right and bottom edges are averaged over what there is of them. Padding (and NaN) stays out of
    the averages: a block that is at least half padding becomes padding, any other the mean of its image pixels, so
    neither a bright nor a dark fringe appears where the two meet.

    Returns
    -------
    ndarray, shape (ceil(H / factor), ceil(W / factor)), with a third axis of 3 if ``stored`` has one
        The dtype of ``stored``, rounded to even; ``stored`` itself when ``factor`` is 1.

    Raises
    ------
    ValueError
        If ``factor`` is below 1.
    """
    if factor < 1:
        raise ValueError(f"a reduction factor is at least 1, found {factor}")
    if factor == 1:
        return stored
    if padding is not None or stored.dtype.kind == "f":
        empty = is_padding(stored, padding)
        if empty.any():
            return _without_padding(stored, empty, factor)
    return _as_stored(_block_means(stored, factor), stored.dtype)


def _without_padding(stored: NDArray[Any], empty: NDArray[np.bool_], factor: int) -> NDArray[Any]:
    precise = np.float32 if stored.dtype.itemsize <= 2 else np.float64
    share = _block_means((~empty).astype(precise), factor)
    image = stored.astype(precise)
    np.copyto(image, precise(0), where=empty)
    means = _block_means(image, factor) / np.maximum(share, 0.5)
    return np.where(share > 0.5, _as_stored(means, stored.dtype), stored.flat[np.argmax(empty)])


def _block_means(values: NDArray[Any], factor: int) -> NDArray[Any]:
    if values.dtype not in (np.uint8, np.uint16, np.int16, np.float32):
        values = values.astype(np.float64)  # OpenCV averages no other type
    rows, columns = (_spans(length, factor) for length in values.shape[:2])
    means = np.empty((rows[-1][1].stop, columns[-1][1].stop, *values.shape[2:]), dtype=values.dtype)
    for row_from, row_to in rows:
        for column_from, column_to in columns:
            size = (column_to.stop - column_to.start, row_to.stop - row_to.start)
            block = cv2.resize(values[row_from, column_from], size, interpolation=cv2.INTER_AREA)
            means[row_to, column_to] = block
    return means


def _spans(length: int, factor: int) -> list[tuple[slice, slice]]:
    """Pair pixels with blocks along one side: the whole blocks, then the one that the edge cuts off."""
    whole = length // factor
    spans = [(slice(0, whole * factor), slice(0, whole))] if whole else []
    if whole * factor < length:
        spans.append((slice(whole * factor, length), slice(whole, whole + 1)))
    return spans


def _as_stored(means: NDArray[Any], dtype: np.dtype[Any]) -> NDArray[Any]:
    if means.dtype == dtype:  # OpenCV has rounded them
        return means
    return means.astype(dtype) if dtype.kind == "f" else np.rint(means).astype(dtype)
