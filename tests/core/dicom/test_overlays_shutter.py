"""Overlay planes, display shutters, orientation: where the standard puts them, else left out with a note."""

from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.data import get_testdata_file
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from core.dicom.frame import Shutter
from core.dicom.read import read
from core.display.overlay import overlay_mask


def overlay(dataset, bits, *, group=0x6000, origin=(1, 1), data=None, **elements):
    """Add an overlay whose bits are ``bits`` (rows x columns, or frames first), packed by hand."""
    bits = np.asarray(bits)
    rows, columns = bits.shape[-2:]
    add = dataset.add_new
    add(group << 16 | 0x10, "US", rows)
    add(group << 16 | 0x11, "US", columns)
    add(group << 16 | 0x40, "CS", "G")
    add(group << 16 | 0x50, "SS", list(origin))
    add(group << 16 | 0x100, "US", 1)
    add(group << 16 | 0x102, "US", 0)
    if data is None:
        flat = bits.ravel().tolist()
        flat += [0] * (-len(flat) % 16)
        data = bytes(sum(bit << place for place, bit in enumerate(flat[at : at + 8])) for at in range(0, len(flat), 8))
        if dataset.file_meta.TransferSyntaxUID == ExplicitVRBigEndian:  # of 16-bit words
            data = b"".join(data[at : at + 2][::-1] for at in range(0, len(data), 2))
    for element, (vr, value) in {"x3000": ("OW", data), **elements}.items():
        if value is not None:
            add(group << 16 | int(element[1:], 16), vr, value)
    return dataset


CROSS = [[1, 0, 0, 0, 1], [0, 1, 0, 1, 0], [0, 0, 1, 0, 0]]


@pytest.mark.parametrize("syntax", [ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian])
def test_bits_of_a_plane_of_its_own(make, write, ramp, syntax):
    dataset = overlay(make.image(ramp, syntax=syntax), CROSS, origin=(2, -3), x1500=("LO", "L MARK"))
    frame = read(write(dataset))
    (plane,) = frame.overlays
    assert plane.bits.tolist() == [np.array(CROSS, bool).tolist()]
    assert (plane.row, plane.column, plane.first_frame, plane.label) == (1, -4, 0, "L MARK")
    assert plane.bits.dtype == np.bool_
    assert not plane.bits.flags.writeable
    assert frame.notes == ()


@pytest.mark.parametrize(
    ("elements", "shown"), [({}, [0, 1, 2]), ({"x0015": ("IS", 1)}, [0]), ({"x0051": ("US", 2)}, [1])]
)
def test_an_overlay_that_is_bound_to_no_frame_lies_over_all(make, write, ramp, elements, shown):
    frame = read(write(overlay(make.image(np.stack([ramp] * 3)), CROSS, origin=(1, 1), **elements)))
    assert [index for index in range(3) if overlay_mask(frame, index) is not None] == shown
    assert overlay_mask(frame, shown[-1])[:3, :5].tolist() == np.array(CROSS, bool).tolist()
    assert not frame.overlays[0].bits.flags.writeable


def test_several_planes_keep_their_order_and_frames_theirs(make, write, ramp):
    cells = np.stack([ramp] * 4)
    two = np.stack([CROSS, np.ones((3, 5), int)])
    dataset = overlay(make.image(cells), two, group=0x601E, x0015=("IS", 2), x0051=("US", 3), x0022=("LO", "burn"))
    overlay(dataset, np.eye(2, dtype=int))
    first, second = read(write(dataset)).overlays
    assert first.bits.tolist() == [[[True, False], [False, True]]] * 4  # bound to no frame: it belongs to all (C.9.3)
    assert second.bits.shape == (2, 3, 5)
    assert second.bits[1].all()
    assert np.array_equal(second.bits[0], CROSS)
    assert (second.first_frame, second.label) == (2, "burn")


@pytest.mark.parametrize(("position", "high_bit"), [(12, 11), (15, 11), (0, 15), (3, 15)])
def test_bits_in_the_unused_bits_of_the_pixels(make, write, ramp, position, high_bit):
    marks = (ramp % 5 == 0).astype(np.uint16)
    shift = high_bit - 11
    dataset = make.image(ramp << shift | marks << position, bits_stored=12, high_bit=high_bit)
    overlay(dataset, marks, x3000=("OW", None), x0100=("US", 16), x0102=("US", position))
    frame = read(write(dataset))
    assert np.array_equal(frame.stored[0], ramp)
    assert np.array_equal(frame.overlays[0].bits[0], marks == 1)
    assert frame.notes == ()


def left_out(path):
    frame = read(path)
    assert frame.overlays == ()
    assert any(note.startswith("Overlay 0 is left out: ") for note in frame.notes)
    return frame


@pytest.mark.parametrize(
    "changes",
    [
        {"x0010": ("US", 65535), "x0011": ("US", 65535)},
        {"x0010": ("US", 0)},
        {"x0011": ("LO", "wide")},
        {"x0010": ("US", 4)},  # 20 bits in 2 bytes
        {"x3000": ("OW", None)},
        {"x0015": ("IS", 2)},
        {"x0015": ("IS", 2147483647)},
        {"x0050": ("SS", [9, 1])},
        {"x0050": ("SS", [1, 17])},
        {"x0050": ("SS", [-2, 1])},
        {"x0050": ("SS", [1, -4])},
        {"x0050": ("SS", 1)},
        {"x0051": ("US", 2)},
    ],
)
def test_broken_or_far_off_overlay_is_left_out_and_the_image_opens(make, write, ramp, changes):
    frame = left_out(write(overlay(make.image(ramp), CROSS, **changes)))
    assert np.array_equal(frame.stored[0], ramp)


def test_an_overlay_that_needs_much_memory_is_left_out(make, write, ramp):
    dataset, size = make.image(ramp), {"x0010": ("US", 8192), "x0011": ("US", 4096)}
    for group in (0x6000, 0x6002, 0x6004):
        overlay(dataset, [[0]], group=group, data=bytes(1 << 22), **size)
    frame = read(write(dataset))
    assert len(frame.overlays) == 2
    assert frame.notes == ("Overlay 2 is left out: 1 frames of 8192 x 4096 are too large.",)


def test_one_broken_overlay_does_not_hide_the_others(make, write, ramp):
    dataset = overlay(make.image(ramp), CROSS, x0010=("US", 0))
    frame = read(write(overlay(dataset, CROSS, group=0x6002)))
    assert len(frame.overlays) == 1
    assert len(frame.notes) == 1


@pytest.mark.parametrize("position", [11, 16, 7])
def test_bits_of_the_image_itself_are_no_overlay(make, write, ramp, position):
    dataset = overlay(make.image(ramp, bits_stored=12), ramp % 2, x3000=("OW", None), x0102=("US", position))
    left_out(write(dataset))


def test_embedded_overlay_of_another_size_is_left_out(make, write, ramp):
    left_out(write(overlay(make.image(ramp, bits_stored=12), CROSS, x3000=("OW", None), x0102=("US", 13))))


@pytest.mark.parametrize("name", ["MR-SIEMENS-DICOM-WithOverlays.dcm", "examples_overlay.dcm"])
def test_public_overlays_equal_pydicoms(name):
    path = Path(get_testdata_file(name, download=False))
    (plane,) = read(path).overlays
    assert np.array_equal(plane.bits[0], pydicom.dcmread(path).overlay_array(0x6000))
    assert plane.bits.any()


# --- shutters ---

RECTANGLE = {
    "ShutterLeftVerticalEdge": 2,
    "ShutterRightVerticalEdge": 15,
    "ShutterUpperHorizontalEdge": 3,
    "ShutterLowerHorizontalEdge": 8,
}
CIRCLE = {"CenterOfCircularShutter": [4, 9], "RadiusOfCircularShutter": 3}
POLYGON = {"VerticesOfThePolygonalShutter": [1, 1, 1, 16, 8, 9]}
CORNERS = ((0, 0), (0, 15), (7, 8))


@pytest.mark.parametrize(
    ("shape", "attributes", "wanted"),
    [
        ("RECTANGULAR", RECTANGLE, Shutter((1, 14, 2, 7))),
        ("CIRCULAR", CIRCLE, Shutter(None, (3, 8, 3))),
        ("POLYGONAL", POLYGON, Shutter(None, None, CORNERS)),
        (["POLYGONAL", "CIRCULAR"], {**POLYGON, **CIRCLE}, Shutter(None, (3, 8, 3), CORNERS)),
        (["CIRCULAR", "RECTANGULAR"], {**RECTANGLE, **CIRCLE}, Shutter((1, 14, 2, 7), (3, 8, 3))),
    ],
)
def test_shutter_counts_from_one(make, write, ramp, shape, attributes, wanted):
    frame = read(write(make.image(ramp, ShutterShape=shape, **attributes)))
    assert frame.shutter == wanted
    assert frame.notes == ()


@pytest.mark.parametrize(("value", "grey"), [(0, 0.0), (65535, 1.0), (13107, 0.2)])
def test_shutter_grey_is_a_presentation_value(make, write, ramp, value, grey):
    dataset = make.image(ramp, ShutterShape="RECTANGULAR", **RECTANGLE, ShutterPresentationValue=value)
    assert read(write(dataset)).shutter.grey == pytest.approx(grey)


@pytest.mark.parametrize(
    ("shape", "attributes"),
    [
        ("RECTANGULAR", {}),
        ("RECTANGULAR", {**RECTANGLE, "ShutterLeftVerticalEdge": 16}),
        ("RECTANGULAR", {**RECTANGLE, "ShutterLowerHorizontalEdge": 2}),
        ("RECTANGULAR", {**RECTANGLE, "ShutterLeftVerticalEdge": 100, "ShutterRightVerticalEdge": 200}),
        ("RECTANGULAR", dict.fromkeys(RECTANGLE, 0)),
        ("CIRCULAR", {**CIRCLE, "RadiusOfCircularShutter": 0}),
        ("CIRCULAR", {**CIRCLE, "CenterOfCircularShutter": [400, 9]}),
        ("CIRCULAR", {**CIRCLE, "CenterOfCircularShutter": [4]}),
        ("POLYGONAL", {"VerticesOfThePolygonalShutter": [1, 1, 5, 5]}),
        ("POLYGONAL", {"VerticesOfThePolygonalShutter": [1, 1, 5, 5, 9]}),
        ("POLYGONAL", {"VerticesOfThePolygonalShutter": [1, 90, 1, 100, 8, 95]}),
        ("POLYGONAL", {"VerticesOfThePolygonalShutter": [3, 1, 3, 8, 3, 16]}),
        ("BITMAP", {}),
    ],
)
def test_shutter_that_leaves_nothing_to_see_is_left_out(make, write, ramp, shape, attributes):
    frame = read(write(make.image(ramp, ShutterShape=shape, **attributes)))
    assert frame.shutter is None
    assert [note for note in frame.notes if note.startswith(f"The {shape.lower()} shutter is left out")]


def test_a_broken_shape_leaves_the_others(make, write, ramp):
    frame = read(write(make.image(ramp, ShutterShape=["CIRCULAR", "RECTANGULAR"], **RECTANGLE)))
    assert frame.shutter == Shutter((1, 14, 2, 7))
    assert len(frame.notes) == 1


def test_no_shutter(make, write, ramp):
    assert read(write(make.image(ramp, **RECTANGLE))).shutter is None


# --- orientation and lossy history ---


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (["L", "F"], ("L", "F")),
        (["PR", "AFL"], ("PR", "AFL")),
        (["l", "f"], ("L", "F")),
        (["L"], ()),
        (["L", "F", "A"], ()),
        (["X", "F"], ()),
        (["", ""], ()),
    ],
)
def test_patient_orientation(make, write, ramp, value, wanted):
    dataset = make.image(ramp)
    dataset.add_new("PatientOrientation", "CS", value)
    assert read(write(dataset)).patient_orientation == wanted


@pytest.mark.parametrize(
    ("attributes", "wanted"),
    [
        ({}, ()),
        ({"LossyImageCompression": "00"}, ()),
        ({"LossyImageCompression": "01"}, ("method and ratio unknown",)),
        (
            {"LossyImageCompressionMethod": "ISO_15444_1", "LossyImageCompressionRatio": "12.5"},
            ("JPEG 2000, irreversible, ratio 12.5:1",),
        ),
        (
            {"LossyImageCompressionMethod": ["ISO_10918_1", "X_1"], "LossyImageCompressionRatio": ["10", "3"]},
            ("JPEG, ratio 10:1", "X_1, ratio 3:1"),
        ),
        ({"LossyImageCompressionRatio": "10"}, ("method unknown, ratio 10:1",)),
        ({"LossyImageCompressionMethod": "ISO_14495_1"}, ("JPEG-LS, near-lossless, ratio unknown",)),
    ],
)
def test_lossy_history(make, write, ramp, attributes, wanted):
    assert read(write(make.image(ramp, **attributes))).lossy_history == wanted


def test_lossy_transfer_syntax_is_part_of_the_history():
    history = read(Path(get_testdata_file("JPGExtended.dcm", download=False))).lossy_history
    assert history == ("method unknown, ratio 76:1", "this file is stored as JPEG Extended (Process 2 and 4)")
