"""The VOI formulas against rows worked out by hand from PS3.3 C.11.2.1, and against pydicom."""

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.pixels.processing import apply_modality_lut, apply_voi_lut, apply_windowing

from core.dicom.frame import LookupTable, VoiFunction, Window
from core.display.voi import lut_to_grey, modality, modality_range, to_grey

LINEAR, EXACT, SIGMOID = VoiFunction.LINEAR, VoiFunction.LINEAR_EXACT, VoiFunction.SIGMOID


@pytest.mark.parametrize(
    ("function", "center", "width", "x", "grey"),
    [
        # C.11.2.1.2.1, note 2: 2048/4096 is (x - 2047.5) / 4095 + 0.5 between 0 and 4095.
        (LINEAR, 2048, 4096, -1, 0),
        (LINEAR, 2048, 4096, 0, 0),
        (LINEAR, 2048, 4096, 8, 0),  # 0.498
        (LINEAR, 2048, 4096, 9, 1),  # 0.560
        (LINEAR, 2048, 4096, 2047, 127),  # 127.469
        (LINEAR, 2048, 4096, 2048, 128),  # 127.531
        (LINEAR, 2048, 4096, 4095, 255),
        (LINEAR, 2048, 4096, 5000, 255),
        # The same note: 2048/1 is a threshold at 2047.5, 0/100 runs from -50 to 49, 0/1 is a threshold at -0.5.
        (LINEAR, 2048, 1, 2047, 0),
        (LINEAR, 2048, 1, 2047.5, 0),
        (LINEAR, 2048, 1, 2048, 255),
        (LINEAR, 0, 100, -50, 0),
        (LINEAR, 0, 100, -49, 3),  # 255 / 99 = 2.576
        (LINEAR, 0, 100, 48, 252),  # 255 - 2.576 = 252.424
        (LINEAR, 0, 100, 49, 255),
        (LINEAR, 0, 1, -1, 0),
        (LINEAR, 0, 1, 0, 255),
        # C.11.2.1.3.2: 2048/4096 is (x - 2048) / 4096 + 0.5; 2048/1 is a ramp one unit wide.
        (EXACT, 2048, 4096, 0, 0),
        (EXACT, 2048, 4096, 1024, 64),  # 63.75
        (EXACT, 2048, 4096, 2048, 128),  # 127.5
        (EXACT, 2048, 4096, 4095, 255),  # 254.938
        (EXACT, 2048, 1, 2047.5, 0),
        (EXACT, 2048, 1, 2048, 128),
        (EXACT, 2048, 1, 2048.25, 191),  # 191.25
        (EXACT, 2048, 1, 2048.5, 255),
        (EXACT, 0, 0.5, -0.25, 0),
        (EXACT, 0, 0.5, 0.125, 191),
        # C.11.2.1.3.1: 255 / (1 + exp(-4 (x - c) / w)).
        (SIGMOID, 2048, 400, 2048, 128),  # 127.5
        (SIGMOID, 2048, 400, 2148, 186),  # 255 / (1 + 1/e) = 186.42
        (SIGMOID, 2048, 400, 1948, 69),  # 255 / (1 + e) = 68.58
        (SIGMOID, 2048, 400, 2448, 250),  # 255 / (1 + e**-4) = 250.41
        (SIGMOID, 2048, 400, 0, 0),
        (SIGMOID, 0, 1e-300, 1e300, 255),
        (EXACT, 0, 1e-300, -1e300, 0),
    ],
)
def test_formula(function, center, width, x, grey):
    assert to_grey(np.array([x], dtype=np.float64), Window(center, width, function)).tolist() == [grey]


def _window_dataset(window, bits=12):
    dataset = Dataset()
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.BitsStored, dataset.PixelRepresentation = bits, 0
    dataset.WindowCenter, dataset.WindowWidth = window.center, window.width
    dataset.VOILUTFunction = window.function.value
    return dataset


@pytest.mark.parametrize("function", list(VoiFunction))
@pytest.mark.parametrize(("center", "width"), [(2048, 4096), (1000, 300), (100, 1500), (4000, 2), (2000.5, 33.5)])
def test_agrees_with_pydicom_over_all_12_bit_values(function, center, width):
    values = np.arange(4096, dtype=np.uint16)
    window = Window(center, width, function)
    with np.errstate(over="ignore"):  # pydicom's own exp
        theirs = apply_windowing(values, _window_dataset(window)) / 4095 * 255
    assert np.abs(to_grey(values, window) - theirs).max() <= 0.5 + 1e-9


@pytest.mark.parametrize(("bits", "entries"), [(8, 256), (12, 3000), (16, 3000)])
def test_voi_lut_agrees_with_pydicom_over_all_12_bit_values(bits, entries):
    # A curve, shorter than the input range and starting inside it, so that both ends are held.
    first = 500
    data = (np.linspace(0, 1, entries) ** 0.5 * (2**bits - 1)).astype(np.uint16)
    item = Dataset()
    item.LUTDescriptor, item.LUTData = [entries, first, bits], data.tolist()
    item["LUTDescriptor"].VR = item["LUTData"].VR = "US"
    dataset = Dataset()
    dataset.PhotometricInterpretation, dataset.BitsStored, dataset.PixelRepresentation = "MONOCHROME2", 12, 0
    dataset.VOILUTSequence = [item]
    values = np.arange(4096, dtype=np.uint16)
    theirs = apply_voi_lut(values, dataset).astype(np.float64) / (2**bits - 1) * 255
    ours = lut_to_grey(values, LookupTable(data, first, bits))
    # pydicom 3.0.2 counts the inputs of an 8-bit table in 8 bits, and wraps around beyond 256 of them.
    agreeing = slice(first + 256 if bits == 8 else None)
    assert np.abs(ours - theirs)[agreeing].max() <= 0.5
    assert ours[:501].max() == 0
    assert ours[first + entries - 1 :].min() == 255


def test_a_12_bit_lut_uses_its_whole_output_range():
    lut = LookupTable(np.array([0, 1024, 2048, 4095], dtype=np.uint16), -1, 12)
    # 1024 / 4095 * 255 = 63.77, 2048 / 4095 * 255 = 127.53; inputs are rounded to the nearest, and held at the ends.
    assert lut_to_grey(np.array([-7, -1, 0, 1, 2, 99, 0.6]), lut).tolist() == [0, 0, 64, 128, 255, 255, 128]


def test_rescale_and_its_range(make_frame):
    frame = make_frame([[0, 4095]], slope=-0.5, intercept=100.0)
    assert modality(frame.stored[0], frame).tolist() == [[100.0, -1947.5]]
    assert modality_range(frame) == (-1947.5, 100.0)


def test_signed_range(make_frame):
    frame = make_frame([[-2048, 2047]], signed=True, slope=2.0, intercept=10.0)
    assert modality(frame.stored[0], frame).tolist() == [[-4086.0, 4104.0]]
    assert modality_range(frame) == (-4086.0, 4104.0)


def test_modality_lut_takes_the_place_of_the_rescale(make_frame):
    lut = LookupTable(np.array([10, 20, 200], dtype=np.uint16), 5, 8)
    frame = make_frame([[0, 5, 6, 7, 8]], slope=3.0, intercept=7.0, modality_lut=lut)
    assert modality(frame.stored[0], frame).tolist() == [[10, 10, 20, 200, 200]]
    assert modality_range(frame) == (0.0, 255.0)


def test_modality_lut_agrees_with_pydicom(make_frame):
    data = np.arange(4096, dtype=np.uint16)[::-1] ** 2 // 256
    item = Dataset()
    item.LUTDescriptor, item.LUTData = [4096, -2048, 16], data.tolist()
    item["LUTDescriptor"].VR, item["LUTData"].VR = "SS", "US"
    dataset = Dataset()
    dataset.ModalityLUTSequence = [item]
    values = np.arange(-2048, 2048, dtype=np.int16).reshape(64, 64)
    frame = make_frame(values, signed=True, modality_lut=LookupTable(data, -2048, 16))
    assert np.array_equal(modality(values, frame), apply_modality_lut(values, dataset))


def test_float_pixels_have_the_range_of_their_finite_values(make_frame):
    frame = make_frame(np.array([[np.nan, -1.5, 2.5, np.inf]], dtype=np.float32), bits=32, slope=2.0)
    assert modality_range(frame) == (-3.0, 5.0)
