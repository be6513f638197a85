"""Stored values in a picture file, and the words beside them."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.dicom.frame import Acquisition, Frame, Identity, LookupTable, VoiFunction, Window
from core.display.view import View
from core.errors import UnsupportedError
from core.export.native import native_description, native_offset, native_values, shown_description
from core.export.picture import write_png, write_tiff


def frame_of(stored, bits, photometric="MONOCHROME2", **facts):
    stored = np.asarray(stored)[np.newaxis]
    signed = stored.dtype.kind == "i"
    return Frame(Path("made.dcm"), stored, stored.dtype.itemsize * 8, bits, signed, photometric, **facts)


@pytest.mark.parametrize("write", [write_png, write_tiff])
@pytest.mark.parametrize(
    ("dtype", "bits", "lowest"),
    [(np.uint8, 8, 0), (np.uint16, 12, 0), (np.uint16, 16, 0), (np.int16, 12, -2048), (np.int16, 16, -32768),
     (np.int8, 8, -128), (np.int8, 7, -64), (">u2", 16, 0)],
)  # fmt: skip
def test_every_stored_value_can_be_had_back(tmp_path, write, dtype, bits, lowest):
    stored = np.arange(lowest, lowest + (1 << bits)).astype(dtype).reshape(2, -1)
    frame = frame_of(stored, bits)
    write(tmp_path / "a.x", native_values(frame, frame.stored[0]), description=native_description(frame))
    found = cv2.imdecode(np.fromfile(tmp_path / "a.x", np.uint8), cv2.IMREAD_UNCHANGED)
    assert found.dtype == (np.uint8 if np.dtype(dtype).itemsize == 1 else np.uint16)
    assert np.array_equal(found.astype(int) + lowest, stored)
    assert (native_offset(frame), found.max()) == (lowest, (1 << bits) - 1)
    said = f"stored value = pixel value - {-lowest};" if lowest else "stored value = pixel value;"
    assert said.encode() in (tmp_path / "a.x").read_bytes()


def test_the_description_says_which_values_are_dark():
    stored = np.zeros((2, 2), np.uint16)
    assert native_description(frame_of(stored, 12)) == (
        "Stored values, 12 bits, not windowed; stored value = pixel value; low values are dark"
    )
    assert native_description(frame_of(stored, 12, "MONOCHROME1")).endswith("low values are bright")
    warned = replace(frame_of(stored, 12), acquisition=Acquisition(presentation_intent="FOR PROCESSING", lossy=True))
    assert native_description(warned).endswith(
        "low values are dark; FOR PROCESSING, not meant for reading; the source was compressed with loss"
    )
    shaped = frame_of(stored, 12, "MONOCHROME1", presentation_shape="IDENTITY")
    assert native_description(shaped).endswith("low values are dark")


@pytest.mark.parametrize(
    ("dtype", "found"), [(np.float32, "32-bit floats"), (np.float64, "64-bit floats"), (np.uint32, "32-bit integers")]
)
def test_values_that_fit_no_picture_are_refused(dtype, found):
    frame = frame_of(np.zeros((2, 2), dtype), 32)
    with pytest.raises(
        UnsupportedError, match=f"made.dcm: a native export holds integers of 8 or 16 bits, found {found}"
    ):
        native_values(frame, frame.stored[0])


def test_colours_have_no_stored_greys():
    colors = np.zeros((1, 2, 2, 3), np.uint8)
    frame = Frame(Path("made.dcm"), colors, 8, 8, False, "RGB", color=colors)
    with pytest.raises(UnsupportedError, match="a colour image has no grey values; export it as shown"):
        native_values(frame, frame.stored[0])
    assert shown_description(frame, View(None, inverted=True)) == "Colours as shown, inverted"


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (View(None), "Grey levels as shown, full range of 12 bits"),
        (View(Window(1234567.25, 0.5, VoiFunction.SIGMOID, "DOE JANE")),
         "Grey levels as shown, window centre 1234567.25, width 0.5, SIGMOID"),
        (View(LookupTable(np.arange(3, dtype=np.uint16), 0, 8, "DOE JANE"), inverted=True),
         "Grey levels as shown, VOI LUT of the file, inverted"),
    ],
)  # fmt: skip
def test_the_view_is_named_by_its_numbers_not_by_words_of_the_file(view, said):
    frame = frame_of(np.zeros((2, 2), np.uint16), 12, identity=Identity(patient_name="DOE^JANE"))
    assert shown_description(frame, view) == said
