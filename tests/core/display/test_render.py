"""Whole path from stored values to screen greys: order of the steps, tables against formulas, real files."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.pixels.processing import apply_modality_lut, apply_voi_lut

from core.dicom.frame import LookupTable, VoiFunction, Window
from core.dicom.read import read
from core.display.lookup import look_up
from core.display.render import grey_table, modality, render, to_grey, to_screen
from core.display.view import View, default_view

FULL = View(None)


def test_full_range_by_hand(make_frame):
    # 2047 / 4095 * 255 = 127.47; 8 is 0.498; 9 is 0.560.
    assert render(make_frame([[0, 8, 9, 2047, 4095]]), FULL).tolist() == [[0, 0, 1, 127, 255]]


@pytest.mark.parametrize(
    ("photometric", "shape", "expected"),
    [
        ("MONOCHROME2", "", [[0, 1, 127, 255]]),
        ("MONOCHROME1", "", [[255, 254, 128, 0]]),
        ("MONOCHROME1", "INVERSE", [[255, 254, 128, 0]]),
        ("MONOCHROME2", "INVERSE", [[255, 254, 128, 0]]),
        ("MONOCHROME1", "IDENTITY", [[0, 1, 127, 255]]),
    ],
)
def test_inverted_exactly_once(make_frame, photometric, shape, expected):
    frame = make_frame([[0, 9, 2047, 4095]], photometric=photometric, presentation_shape=shape)
    assert render(frame, FULL).tolist() == expected
    assert render(frame, View(None, inverted=True)).tolist() == [[255 - grey for grey in expected[0]]]
    assert frame.stored.tolist() == [[[0, 9, 2047, 4095]]]


def test_signed_with_negative_slope(make_frame):
    frame = make_frame([[-2048, 0, 2047]], signed=True, slope=-1.0, intercept=10.0)
    # Modality values 2058, 10, -2037: the lowest stored value is the brightest; (10 + 2037) / 4095 * 255 = 127.47.
    assert render(frame, FULL).tolist() == [[255, 127, 0]]


def test_windows_are_in_modality_units(make_frame):
    frame = make_frame([[0, 100, 200]], slope=10.0, intercept=-1000.0)
    # Modality values -1000, 0, 1000. LINEAR 0.5/1001: from -500 to 500, its middle at 0.
    assert render(frame, View(Window(0.5, 1001))).tolist() == [[0, 128, 255]]


def test_voi_lut_after_modality_lut(make_frame):
    first = LookupTable(np.array([30, 20, 10], dtype=np.uint16), 0, 8)
    second = LookupTable(np.array([0, 51, 255], dtype=np.uint16), 19, 8)
    frame = make_frame([[0, 1, 2]], modality_lut=first, voi_luts=(second,))
    # 30 is beyond the second table's end, 20 its second entry, 10 before its start.
    assert render(frame, default_view(frame)).tolist() == [[255, 51, 0]]


@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
@pytest.mark.parametrize("inverted", [False, True])
@pytest.mark.parametrize("dtype", [np.uint16, np.uint32])
def test_padding_is_black_whatever_the_polarity(make_frame, photometric, inverted, dtype):
    pixels = np.array([[0, 1, 2, 3, 4095]], dtype=dtype)
    frame = make_frame(pixels, photometric=photometric, padding=(1, 2))
    grey = render(frame, View(None, inverted))
    dark_first = (photometric == "MONOCHROME2") != inverted
    assert grey.tolist() == [[0, 0, 0, 0, 255] if dark_first else [255, 0, 0, 255, 0]]


@pytest.mark.parametrize("value", [0, 700, 4095])
def test_constant_image_is_grey(make_frame, value):
    frame = make_frame(np.full((5, 5), value))
    assert np.unique(render(frame, default_view(frame))).tolist() == [128]


def test_picture_greys_are_untouched(make_frame):
    picture = np.arange(256, dtype=np.uint8).reshape(16, 16)
    frame = make_frame(picture, bits=8, picture=True)
    assert np.array_equal(render(frame, default_view(frame)), picture)


VIEWS = [
    FULL,
    View(Window(300, 500)),
    View(Window(300, 500), inverted=True),
    View(Window(300.25, 0.5, VoiFunction.LINEAR_EXACT)),
    View(Window(-20, 90, VoiFunction.SIGMOID)),
    View(LookupTable(np.array([0, 3, 9, 4095], dtype=np.uint16), 7, 12)),
]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    ("dtype", "bits"),
    [(np.uint16, 12), (np.uint16, 16), (np.int16, 12), (np.int16, 16), (np.uint8, 8), (np.int8, 8), (np.int8, 6)],
)
def test_table_equals_the_formula_for_every_stored_value(make_frame, view, dtype, bits):
    signed = np.dtype(dtype).kind == "i"
    lowest, highest = (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) if signed else (0, (1 << bits) - 1)
    values = np.arange(lowest, highest + 1).astype(dtype).reshape(2, -1)
    facts = {"bits": bits, "slope": 0.75, "intercept": -11.0, "padding": (5, 6), "photometric": "MONOCHROME1"}
    frame = make_frame(values, **facts)
    wide = make_frame(values.astype(np.int32), **(facts | {"signed": signed}))
    table = grey_table(frame, view)
    assert (table.shape, table.dtype) == ((65536,), np.uint8)
    patterns = values.view(f"u{values.dtype.itemsize}")
    direct = render(wide, view)  # 32-bit pixels go through the formula
    assert np.array_equal(table[patterns], direct)
    assert np.array_equal(render(frame, view), direct)
    assert np.array_equal(look_up(values[:, ::2], table), direct[:, ::2])


def test_table_and_pieces_agree(make_frame):
    frame = make_frame(np.arange(4096).reshape(64, 64), slope=2.0, intercept=-100.0)
    window = Window(1000, 3000)
    assert np.array_equal(render(frame, View(window)), to_grey(modality(frame.stored[0], frame), window))


def test_float_pixels_and_nan(make_frame):
    frame = make_frame(np.array([[np.nan, 0.0, 0.5, 1.0]], dtype=np.float32), bits=32, photometric="MONOCHROME1")
    assert render(frame, FULL).tolist() == [[0, 255, 127, 0]]
    with pytest.raises(ValueError, match="8 or 16 bits, found float32"):
        grey_table(frame, FULL)


def test_32_bit_pixels(make_frame):
    frame = make_frame(np.array([[0, 2**31, 2**32 - 1]], dtype=np.uint32), bits=32)
    assert render(frame, FULL).tolist() == [[0, 128, 255]]


def test_big_endian_pixels(make_frame):
    little = make_frame(np.arange(4096, dtype=np.uint16).reshape(64, 64))
    big = replace(little, stored=little.stored.astype(">u2"))
    assert np.array_equal(render(big, View(Window(900, 700))), render(little, View(Window(900, 700))))
    assert default_view(big) == default_view(little)


def test_one_frame_of_many(make_frame):
    frame = make_frame(np.array([[[0, 4095]], [[4095, 0]]]))
    assert render(frame, FULL, 1).tolist() == [[255, 0]]


def test_to_screen_shows_a_reduced_copy_alike(make_frame):
    frame = make_frame(np.arange(4096).reshape(64, 64), photometric="MONOCHROME1")
    view = View(Window(1000, 900))
    assert np.array_equal(to_screen(frame.stored[0, ::4, ::4], frame, view), render(frame, view)[::4, ::4])


def _pydicom_greys(path, full):
    dataset = dcmread(path)
    pixels = apply_modality_lut(dataset.pixel_array, dataset)
    return apply_voi_lut(pixels, dataset).astype(np.float64) / full * 255, dataset


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("RG1_UNCR.dcm", 2**15 - 1),  # CR chest, 15 bits, MONOCHROME1, one window
        ("vlut_04.dcm", 65535),  # VOI LUT of 16 bits
    ],
)
def test_real_files_agree_with_pydicom(name, full):
    path = get_testdata_file(name, download=False)
    theirs, dataset = _pydicom_greys(path, full)
    frame = read(Path(path))
    ours = render(frame, default_view(frame)).astype(np.float64)
    if dataset.PhotometricInterpretation == "MONOCHROME1":
        theirs = 255 - theirs
    assert np.abs(ours - theirs).max() <= 0.5 + 1e-9


def test_real_modality_lut_agrees_with_pydicom():
    path = get_testdata_file("mlut_18.dcm", download=False)
    dataset = dcmread(path)
    theirs = apply_modality_lut(dataset.pixel_array, dataset)
    assert np.array_equal(modality((frame := read(Path(path))).stored[0], frame), theirs)
    assert np.abs(render(frame, FULL) - theirs / 65535 * 255).max() <= 0.5 + 1e-9


@pytest.mark.real_data
def test_a_real_10_bit_monochrome1_chest_agrees_with_pydicom(real_data):
    path = real_data / "dicom_cxr" / "cr_chest_10bit_mono1_implicit.dcm"
    theirs, _ = _pydicom_greys(path, 1023)
    frame = read(path)
    assert np.abs(render(frame, default_view(frame)) - (255 - theirs)).max() <= 0.5 + 1e-9
