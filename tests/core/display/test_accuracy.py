"""Every stored value on screen against the standard's formulas, written out again in exact arithmetic."""

from fractions import Fraction
from math import exp, floor

import numpy as np
import pytest

from core.dicom.frame import LookupTable, VoiFunction, Window
from core.display.render import render
from core.display.view import View, auto_window, percentile_window

LINEAR, EXACT, SIGMOID = VoiFunction.LINEAR, VoiFunction.LINEAR_EXACT, VoiFunction.SIGMOID


def by_the_standard(x, window):
    """PS3.3 C.11.2.1.2.1, C.11.2.1.3.1 and C.11.2.1.3.2, branch by branch, for outputs from 0 to 255."""
    c, w = Fraction(window.center), Fraction(window.width)
    if window.function is SIGMOID:
        power = -4 * (x - c) / w
        return 0.0 if power > 700 else 255 / (1 + exp(power))
    if window.function is LINEAR:
        c, w = c - Fraction(1, 2), w - 1
    if x <= c - w / 2:
        return 0
    if x > c + w / 2:
        return 255
    return ((x - c) / w + Fraction(1, 2)) * 255


WINDOWS = [
    Window(2048, 4096),
    Window(2048, 1),
    Window(1000.5, 2),
    Window(700.25, 33.5),
    Window(-100, 50),
    Window(9000, 20),
    Window(2000, 1e7),
    Window(2048, 4096, EXACT),
    Window(2048, 1, EXACT),
    Window(1000.3, 0.25, EXACT),
    Window(500, 1e7, EXACT),
    Window(2048, 4096, SIGMOID),
    Window(2048, 1, SIGMOID),
    Window(1000.3, 0.01, SIGMOID),
    Window(-3000, 1e7, SIGMOID),
]


@pytest.mark.parametrize("window", WINDOWS, ids=str)
@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
def test_all_12_bit_values(make_frame, window, photometric):
    frame = make_frame(np.arange(4096).reshape(64, 64), photometric=photometric)
    shown = render(frame, View(window)).ravel().astype(int)
    if photometric == "MONOCHROME1":
        shown = 255 - shown
    expected = [floor(by_the_standard(Fraction(x), window) + Fraction(1, 2)) for x in range(4096)]
    wrong = np.abs(shown - expected)
    assert wrong.max() <= 1
    # More than a handful would be another formula: only the last digit of a double may decide a rounding otherwise.
    assert np.count_nonzero(wrong) <= 4


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize(
    "window",
    [
        Window(30000, 50000), Window(-5, 1), Window(120.75, 3), Window(0, 1 << 20), Window(1000, 65536, EXACT),
        Window(1000, 1.5, EXACT), Window(3000, 12000, SIGMOID), Window(77, 2, SIGMOID),
    ],
    ids=str,
)  # fmt: skip
def test_all_16_bit_values_through_a_rescale(make_frame, window, signed):
    stored = np.arange(65536).astype(np.uint16).view(np.int16 if signed else np.uint16).reshape(256, 256)
    frame = make_frame(stored, bits=16, signed=signed, slope=-0.75, intercept=11.5, photometric="MONOCHROME1")
    shown = 255 - render(frame, View(window)).ravel().astype(int)
    units = [Fraction(int(x)) * Fraction(-3, 4) + Fraction(23, 2) for x in stored.ravel()]
    expected = [floor(by_the_standard(x, window) + Fraction(1, 2)) for x in units]
    assert np.abs(shown - expected).max() <= 1


@pytest.mark.parametrize(("bits", "entries", "first"), [(8, 256, 0), (10, 4096, 0), (16, 1000, 500), (12, 3, 4090)])
@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
def test_all_12_bit_values_through_a_voi_lut(make_frame, bits, entries, first, photometric):
    values = np.random.default_rng(entries).integers(0, 1 << bits, entries).astype(np.uint16)
    lut = LookupTable(values, first, bits)
    frame = make_frame(np.arange(4096).reshape(64, 64), photometric=photometric)
    shown = render(frame, View(lut)).ravel().astype(int)
    outputs = [int(values[min(max(x - first, 0), entries - 1)]) for x in range(4096)]
    greys = [floor(Fraction(output * 255, (1 << bits) - 1) + Fraction(1, 2)) for output in outputs]
    expected = [255 - grey for grey in greys] if photometric == "MONOCHROME1" else greys
    assert np.abs(shown - expected).max() <= 1


@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
def test_windows_found_from_the_pixels_obey_the_same_formula(make_frame, photometric):
    stored = np.random.default_rng(6).normal(2000, 500, (80, 80)).clip(0, 4095).astype(np.uint16)
    frame = make_frame(stored, photometric=photometric)
    for window in (auto_window(frame), percentile_window(frame, 0, 5, 60)):
        shown = render(frame, View(window)).astype(int)
        shown = 255 - shown if photometric == "MONOCHROME1" else shown
        low, high = window.center - window.width / 2, window.center + window.width / 2 - 1
        expected = np.clip((stored - low) / (high - low), 0, 1) * 255
        assert np.abs(shown - expected).max() <= 0.5 + 1e-9


def test_256_levels_in_are_256_levels_out(make_frame):
    ramp = np.arange(256, dtype=np.uint8).reshape(16, 16)
    for view in (View(None), View(Window(128, 256)), View(Window(128, 256), inverted=True)):
        shown = render(make_frame(ramp, bits=8), view)
        assert np.array_equal(shown, 255 - ramp if view.inverted else ramp)
