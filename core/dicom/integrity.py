"""Whether an image holds the grey levels that its header promises."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from core.dicom.frame import Frame

_PLENTY = 16  # pixels of a level before the absence of the next one means anything
_FEWEST_LEVELS = 8  # fewer may have a common step, or be small, by chance
_BYTE_LEVELS = 256
_MOST_COUNTED = 1 << 24  # a range that is counted by value, not by sorting


@dataclass(frozen=True, slots=True)
class Integrity:
    """What the stored values of one frame tell, padding left out.

    Attributes
    ----------
    unique_levels : int
        How many different stored values occur; 0 where there is nothing to count.
    lowest, highest : float
        The ends of the stored values that occur.
    range_share : float
        Share of the BitsStored range from the lowest to the highest of them, 0 to 1; 0 for floating-point pixels.
    empty_low_bits : int
        How many low bits are the same in all pixels; 0 in a constant image.
    comb_step : int
        Greatest common step between the levels: 16 in 8-bit data shifted up to 12 bits, 1 in data that use every level;
        0 in constant and floating-point images.
    declared_bits : int
        Bits Stored.
    codestream_bits : int
        As in :attr:`core.dicom.frame.Frame.codestream_bits`.
    effective_bits : int
        Bits that number the levels that occur: the logarithm of ``unique_levels`` to the base 2, rounded up.
    lossy_history : tuple of str
        As in :attr:`core.dicom.frame.Frame.lossy_history`.
    decoder : str
        Who decoded the pixels.
    verdict : str
        All this in plain words.
    suspicious : bool
        The file holds less than it says.
    """

    unique_levels: int
    lowest: float
    highest: float
    range_share: float
    empty_low_bits: int
    comb_step: int
    declared_bits: int
    codestream_bits: int
    effective_bits: int
    lossy_history: tuple[str, ...]
    decoder: str
    verdict: str
    suspicious: bool


def integrity(frame: Frame, index: int = 0) -> Integrity:
    """Examine frame number ``index`` of an image.

    Integers of up to 24 bits of range are counted (about 20 ms for 7 megapixels), wider and floating-point ones sorted
    (about a second).
    """
    levels, counts = _levels(frame, index)
    whole = levels.dtype.kind != "f"
    unique = len(levels)
    lowest, highest = (levels[0].item(), levels[-1].item()) if unique else (0, 0)
    step, low_bits = _comb(levels) if whole else (0, 0)
    first, last = frame.stored_range
    verdict, suspicious = _verdict(frame, levels, counts, step)
    return Integrity(
        unique_levels=unique,
        lowest=lowest,
        highest=highest,
        range_share=(highest - lowest + 1) / (last - first + 1) if whole and unique else 0.0,
        empty_low_bits=low_bits,
        comb_step=step,
        declared_bits=frame.bits_stored,
        codestream_bits=frame.codestream_bits,
        effective_bits=math.ceil(math.log2(unique)) if unique else 0,
        lossy_history=frame.lossy_history,
        decoder=frame.decoder,
        verdict=" ".join((verdict, *_remarks(frame))),
        suspicious=suspicious,
    )


def _levels(frame: Frame, index: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the stored values that occur, in order, and how often each does; nothing of a colour image."""
    if frame.color is not None:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    stored = frame.stored[index]
    if stored.dtype.kind == "f":
        levels, counts = np.unique(stored[np.isfinite(stored)], return_counts=True)
    else:
        levels, counts = _whole_levels(stored)
    if frame.padding is not None:
        keep = (levels < frame.padding[0]) | (levels > frame.padding[1])
        levels, counts = levels[keep], counts[keep]
    return levels, counts


def _whole_levels(stored: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    lowest, highest = int(stored.min()), int(stored.max())
    if highest - lowest >= _MOST_COUNTED:
        levels, counts = np.unique(stored, return_counts=True)
        return levels.astype(np.int64), counts
    histogram = _histogram(stored, lowest, highest)
    occurring = np.flatnonzero(histogram)
    return occurring + lowest, histogram[occurring]


def _histogram(stored: NDArray[Any], lowest: int, highest: int) -> NDArray[Any]:
    """Count each value from ``lowest`` to ``highest``."""
    if stored.dtype.itemsize > 2:
        return np.bincount(stored.ravel().astype(np.int64) - lowest, minlength=highest - lowest + 1)
    # OpenCV counts unsigned integers only, and much faster than NumPy: the sign bit turned over keeps the order.
    unsigned = np.dtype(f"u{stored.dtype.itemsize}")
    patterns = np.ascontiguousarray(stored, dtype=stored.dtype.newbyteorder("=")).view(unsigned)
    shift = 0
    if stored.dtype.kind == "i":
        shift = 1 << (8 * unsigned.itemsize - 1)
        patterns = patterns ^ unsigned.type(shift)
    entries = 1 << 8 * unsigned.itemsize
    counted = np.asarray(cv2.calcHist([patterns], [0], None, [entries], [0, entries])).ravel()
    return counted[lowest + shift : highest + shift + 1]


def _comb(levels: NDArray[np.int64]) -> tuple[int, int]:
    """Return the greatest common step between levels, and how many low bits are the same in all."""
    if len(levels) < 2:
        return 0, 0
    varying = int(np.bitwise_or.reduce(levels ^ levels[0]))
    return int(np.gcd.reduce(np.diff(levels))), (varying & -varying).bit_length() - 1


def _verdict(frame: Frame, levels: NDArray[Any], counts: NDArray[Any], step: int) -> tuple[str, bool]:
    bits, unique = frame.bits_stored, len(levels)
    says = f"This file says {bits} bits"
    if frame.color is not None:
        return "A colour image: grey levels are not counted.", False
    if unique == 0:
        return "The image holds nothing but padding.", False
    if unique == 1:
        return f"{says}, and all pixels have the value {levels[0]:g}.", False
    holds = f"holds {unique:,} grey levels"
    if frame.stored.dtype.kind == "f":
        return f"This file holds floating-point pixels of {bits} bits, with {unique:,} different values.", False
    if bits > 8:
        found = _shortage(frame, levels, counts, step)
        if found:
            return f"{says} but {found}", True
    lowest, highest = frame.stored_range
    share = (levels[-1] - levels[0] + 1) / (highest - lowest + 1)
    return f"{says} and {holds} over {share:.0%} of their range; nothing speaks against it.", False


def _shortage(frame: Frame, levels: NDArray[np.int64], counts: NDArray[Any], step: int) -> str:
    """Say in what way a file of more than 8 bits holds less than it says; empty when it does not."""
    unique, bits = len(levels), frame.bits_stored
    lowest, highest = int(levels[0]), int(levels[-1])
    holds = f"holds {unique:,} grey levels"
    if step > 1 and unique >= _FEWEST_LEVELS:
        left = bits - (step.bit_length() - 1) if step & (step - 1) == 0 else _bits_for((highest - lowest) // step + 1)
        placed = f"each a multiple of {step}" if lowest % step == 0 else f"each {step} from the next"
        return f"{holds}, {placed}: it was made from {left}-bit data."
    if 0 < frame.codestream_bits < bits:
        return f"its codestream holds {frame.codestream_bits}, with {unique:,} grey levels."
    if lowest >= 0 and highest < _BYTE_LEVELS and unique >= _FEWEST_LEVELS:
        return f"its values are {lowest} to {highest}: 8 bits would hold them."
    apart = _usual_step(levels, counts)
    if apart > 1 and unique <= _BYTE_LEVELS:
        return f"{holds} between {lowest} and {highest}, mostly {apart} apart: it was made from 8-bit data."
    if apart > 1:
        return f"{holds}, mostly {apart} apart: it was stretched."
    return ""


def _usual_step(levels: NDArray[np.int64], counts: NDArray[Any]) -> int:
    """Return the median distance between neighbouring levels of many pixels each, 1 where these are too few to tell.

    Between two such levels the ones of an image that nobody stretched would have pixels, too. Where levels have few, as
    between the air and the tissue of a CT or beside a plain background, gaps say nothing.
    """
    filled = np.minimum(counts[:-1], counts[1:]) >= _PLENTY
    steps = np.diff(levels)[filled]
    held, pixels = counts[1:][filled].sum(dtype=np.float64), counts.sum(dtype=np.float64) - counts.max()
    return int(np.median(steps)) if steps.size >= _FEWEST_LEVELS and held >= pixels / 2 else 1


def _bits_for(levels: int) -> int:
    return (levels - 1).bit_length()


def _remarks(frame: Frame) -> tuple[str, ...]:
    remarks = []
    if frame.lossy_history or frame.acquisition.lossy:
        remarks.append("It was compressed with loss, which changes levels and can make new ones.")
    if frame.damaged:
        remarks.append("Part of the image is missing.")
    return tuple(remarks)
