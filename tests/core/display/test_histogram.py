"""Histograms against NumPy's own counting, and how long they are kept."""

import weakref
from dataclasses import replace

import numpy as np
import pytest

from core.display.histogram import count, counted, quantiles
from core.display.view import auto_window


@pytest.mark.parametrize(
    "dtype", [np.uint8, np.int8, np.uint16, np.int16, ">u2", ">i2", np.int32, np.uint32, np.float32]
)
def test_each_value_is_counted_once_and_padding_never(dtype):
    low = 0 if np.dtype(dtype).kind == "u" else -100
    stored = np.random.default_rng(0).integers(low, 101, (37, 23)).astype(dtype)
    padding = None if np.dtype(dtype).kind == "f" else (3, 5)
    if padding is None:
        stored[:2, :2] = np.nan
        stored[5, 5] = np.inf
    counts = count(stored, padding)
    plain = stored.ravel().tolist()
    expected = {v: plain.count(v) for v in set(plain) if np.isfinite(v) and not (padding and 3 <= v <= 5)}
    assert dict(zip(counts.values.tolist(), counts.counts.tolist(), strict=True)) == expected


def test_the_whole_range_of_16_bits_is_counted():
    for dtype in (np.uint16, np.int16):
        stored = np.arange(65536).astype(np.uint16).view(dtype).reshape(256, 256)
        counts = count(stored, None)
        assert sorted(counts.values.tolist()) == sorted(stored.ravel().tolist())
        assert (counts.counts == 1).all()


def test_quantiles_in_either_direction(make_frame):
    # Ten pixels: 1 1 1 2 2 3 4 5 6 6.
    frame = make_frame([[1, 1, 1, 2, 2], [3, 4, 5, 6, 6]], slope=2.0)
    counts = counted(frame)
    assert quantiles(counts, frame, (0.0, 0.3, 0.31, 0.5, 1.0)) == (2, 2, 4, 4, 12)
    assert quantiles(counts, frame, (0.0, 0.2, 0.21, 0.5, 1.0), falling=True) == (12, 12, 10, 6, 2)
    with pytest.raises(ValueError, match="no pixels: all of the image is padding"):
        quantiles(count(frame.stored[0], (0, 9)), frame, (0.5,))


def test_histograms_are_kept_for_pixels_that_cannot_change(make_frame):
    frame = make_frame(np.stack([np.arange(16).reshape(4, 4), np.full((4, 4), 3)]))
    assert counted(frame, 0) is counted(frame, 0)
    assert counted(frame, 1).values.tolist() == [3]
    assert counted(frame, 1).counts.tolist() == [16]
    assert counted(replace(frame, padding=(3, 3)), 1).counts.size == 0
    writeable = replace(frame, stored=frame.stored.copy())
    before = auto_window(writeable)
    writeable.stored[0] += 100
    assert auto_window(writeable).center == before.center + 100


def test_histograms_go_with_their_pixels(make_frame):
    frame = make_frame(np.arange(16).reshape(4, 4))
    gone = weakref.ref(counted(frame).counts)
    del frame
    for number in range(2):
        counted(make_frame(np.full((2, 2), number)))
    assert gone() is None
