"""Whether something that looks like a line of letters stands in the pixels of an image.

Text is written into radiographs in one value, the lowest or the highest there is. What stands out at these two values
in pieces of the size of letters, several side by side on one line, is taken for text. It is a hint, not a proof: text
in other greys, of a few letters, or softened by lossy compression is not seen.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

LETTERS = 5
"""Side by side, from which on it is a line; a side marker has one or two."""

_LOWEST, _HIGHEST = 6, 1 / 15  # height of a letter: pixels, and part of the image's height
_MOST_PIECES = 4000  # more is noise or a pattern
_FILL = (0.12, 0.95)  # of a letter's box


def line_of_letters(pixels: NDArray[Any]) -> int:
    """Count the pieces in the longest row of them that looks like a line of text.

    Parameters
    ----------
    pixels : ndarray, shape (H, W)
        Stored values, or one channel.

    Returns
    -------
    int
        From :data:`LETTERS` on it should be looked at.
    """
    if pixels.size == 0:
        return 0
    return max(_longest(_pieces(pixels, level)) for level in {pixels.max(), pixels.min()})


def _pieces(pixels: NDArray[Any], level: Any) -> NDArray[np.int32]:
    """Give left, top, width and height of what is at ``level`` and of a letter's size and shape; shape (n, 4)."""
    _, _, found, _ = cv2.connectedComponentsWithStats((pixels == level).astype(np.uint8), connectivity=8)
    boxes = np.asarray(found[1:], np.int32)
    width, height, area = boxes[:, 2], boxes[:, 3], boxes[:, 4]
    fill = area / (width * height)
    tallest = max(2 * _LOWEST, round(_HIGHEST * pixels.shape[0]))
    slim = width * 3 <= height  # of an I there is nothing but its stroke
    like = (height >= _LOWEST) & (height <= tallest) & (width <= 2 * height) & (fill >= _FILL[0])
    kept: NDArray[np.int32] = boxes[like & ((fill <= _FILL[1]) | slim)]
    return kept[:, :4] if len(kept) <= _MOST_PIECES else kept[:0, :4]


def _longest(boxes: NDArray[np.int32]) -> int:
    """Count the most boxes that stand side by side on one line, no further apart than words are."""
    longest = 0
    for _, top, _, height in boxes:
        off_line = np.abs(2 * boxes[:, 1] + boxes[:, 3] - 2 * top - height)
        alike = (off_line <= 0.3 * height + 2) & (boxes[:, 3] >= 0.6 * height) & (boxes[:, 3] <= 1.6 * height)
        row = boxes[alike]
        row = row[np.argsort(row[:, 0])]
        gaps = row[1:, 0] - row[:-1, 0] - row[:-1, 2]
        breaks = np.flatnonzero((gaps > 1.5 * height) | (gaps < -2))
        ends = np.concatenate(([-1], breaks, [len(row) - 1]))
        longest = max(longest, int(np.diff(ends).max()))
    return longest
