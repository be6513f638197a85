import hashlib
import logging
import math

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.pixels.processing import apply_voi_lut, apply_windowing
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from core.annotate.gsps import read_gsps, write_gsps
from core.annotate.shapes import (
    Angle,
    Arrow,
    CardiothoracicRatio,
    CobbAngle,
    Ellipse,
    Length,
    Outline,
    Rectangle,
    Text,
)
from core.annotate.store import AnnotationError
from core.dicom.frame import LookupTable, VoiFunction, Window
from core.dicom.read import read
from core.display.orientation import Orientation
from core.display.render import render
from core.display.view import FULL_RANGE, View

ROWS, COLUMNS = 60, 40
RAMP = np.arange(ROWS * COLUMNS).reshape(ROWS, COLUMNS) % 4096
EVERY = (
    Length(((1.5, 2.25), (30.125, 20.7)), label="nodule"),
    Angle(((3.3, 4.4), (15.5, 15.5), (20.2, 4.1))),
    CobbAngle(((10, 30.3), (25.1, 30.1), (5.2, 40.7), (35.9, 40.5))),
    CardiothoracicRatio(((10, 30.3), (25.1, 30.1), (5.2, 40.7), (35.9, 40.5))),
    Rectangle(((30.2, 50.1), (20.4, 40.6))),
    Ellipse(((2.2, 3.3), (12.1, 28.9)), label="\u0111\u00e1m m\u1edd"),
    Arrow(((0, 0), (17.77, 18.88))),
    Text(((7.7, 58.8),), label="Ghi ch\u00fa \\ here"),
    Outline(((1, 1), (2, 1), (2, 2), (1, 1))),
    Outline(((39.9, 59.9),)),
)
EIGHT = [Orientation(turns, mirrored) for turns in range(4) for mirrored in (False, True)]
VIEW = View(Window(1000.5, 2000.25))


@pytest.fixture
def frame(image):
    return image(RAMP, ImagerPixelSpacing=[0.2, 0.1])


def points_of(annotation):
    return [value for point in annotation.points for value in point]


def as_box(annotation):
    """An ellipse is told by its axes: which corners defined its box is not."""
    return Ellipse((annotation.bounds[:2], annotation.bounds[2:]), annotation.frame, annotation.label, annotation.id)


@pytest.mark.parametrize("orientation", EIGHT)
def test_everything_comes_back(frame, tmp_path, orientation):
    write_gsps(frame, EVERY, VIEW, orientation, tmp_path / "state.dcm")
    state = read_gsps(tmp_path / "state.dcm", frame)
    assert (state.orientation, state.notes) == (orientation, ())
    assert state.view == View(Window(1000.5, 2000.25))
    assert [type(one) for one in state.annotations] == [type(one) for one in EVERY]
    for back, one in zip(state.annotations, EVERY, strict=True):
        wanted = as_box(one) if isinstance(one, Ellipse) else one
        assert (back.id, back.label, back.frame) == (one.id, one.label, one.frame)
        assert points_of(back) == pytest.approx(points_of(wanted), abs=0.01)


def test_another_program_finds_what_the_standard_asks_for(frame, tmp_path):
    write_gsps(frame, EVERY, VIEW, Orientation(), tmp_path / "state.dcm")
    source, state = pydicom.dcmread(frame.path), pydicom.dcmread(tmp_path / "state.dcm")
    assert state.SOPClassUID.name == "Grayscale Softcopy Presentation State Storage"
    assert state.file_meta.MediaStorageSOPInstanceUID == state.SOPInstanceUID != source.SOPInstanceUID
    assert state.SeriesInstanceUID != source.SeriesInstanceUID
    assert state.Modality == "PR"
    for keyword in ("StudyInstanceUID", "PatientID", "PatientBirthDate", "PatientSex", "StudyDate", "StudyTime"):
        assert state[keyword].value == source[keyword].value
    assert str(state.PatientName) == str(source.PatientName) == "M\u00fcller^J\u00fcrgen"
    assert (state.StudyID, state.AccessionNumber) == ("S1", "A9")
    series = state.ReferencedSeriesSequence[0]
    assert series.SeriesInstanceUID == source.SeriesInstanceUID
    assert series.ReferencedImageSequence[0].ReferencedSOPInstanceUID == source.SOPInstanceUID
    assert series.ReferencedImageSequence[0].ReferencedSOPClassUID == source.SOPClassUID
    layers = {layer.GraphicLayer for layer in state.GraphicLayerSequence}
    assert {item.GraphicLayer for item in state.GraphicAnnotationSequence} == layers
    assert state.PresentationLUTShape == "IDENTITY"
    assert (state.ImageRotation, state.ImageHorizontalFlip) == (0, "N")
    area = state.DisplayedAreaSelectionSequence[0]
    assert area.DisplayedAreaTopLeftHandCorner == [1, 1]
    assert area.DisplayedAreaBottomRightHandCorner == [COLUMNS, ROWS]
    assert area.PresentationPixelAspectRatio == [2, 1]  # 0.2 mm high, 0.1 mm wide


def test_oblong_pixels_without_a_spacing_are_told(image, tmp_path):
    write_gsps(image(RAMP, PixelAspectRatio=[3, 2]), [], VIEW, Orientation(), tmp_path / "state.dcm")
    area = pydicom.dcmread(tmp_path / "state.dcm").DisplayedAreaSelectionSequence[0]
    assert area.PresentationPixelAspectRatio == [3, 2]


def test_a_weight_that_is_no_number_is_left_out(image, tmp_path):
    frame = image(RAMP, PatientSize="1.75", ReferringPhysicianName="A^B")
    content = frame.path.read_bytes()
    frame.path.write_bytes(content.replace(b"1.75", b"1,75"))
    write_gsps(frame, [], VIEW, Orientation(), tmp_path / "state.dcm")
    state = pydicom.dcmread(tmp_path / "state.dcm")
    assert "PatientSize" not in state
    assert state.ReferringPhysicianName == "A^B"


def test_graphics_are_in_pixel_units_whose_origin_is_the_corner_of_the_first_pixel(frame, tmp_path):
    # From the first pixel's centre to its lower right corner: 0.5\0.5 to 1.0\1.0 (PS3.3 C.10.5).
    write_gsps(frame, [Length(((0.5, 0.5), (1, 1)))], VIEW, Orientation(), tmp_path / "state.dcm")
    item = pydicom.dcmread(tmp_path / "state.dcm").GraphicAnnotationSequence[0]
    graphic, words = item.GraphicObjectSequence[0], item.TextObjectSequence[0]
    assert (graphic.GraphicAnnotationUnits, graphic.GraphicType) == ("PIXEL", "POLYLINE")
    assert graphic.GraphicData == [0.5, 0.5, 1.0, 1.0]
    assert (graphic.NumberOfGraphicPoints, graphic.GraphicDimensions, graphic.GraphicFilled) == (2, 2, "N")
    # half a pixel of 0.1 mm and half a pixel of 0.2 mm: 0.11 mm
    assert words.UnformattedTextValue == "0.1 mm at the detector"
    assert words.AnchorPointAnnotationUnits == words.BoundingBoxAnnotationUnits == "PIXEL"


def test_ellipses_give_their_major_axis_first(frame, tmp_path):
    lying, standing = Ellipse(((10, 20), (30, 24))), Ellipse(((10, 20), (14, 50)))
    write_gsps(frame, [lying, standing], VIEW, Orientation(), tmp_path / "state.dcm")
    items = pydicom.dcmread(tmp_path / "state.dcm").GraphicAnnotationSequence
    data = [item.GraphicObjectSequence[0].GraphicData for item in items]
    assert data[0] == [10, 22, 30, 22, 20, 20, 20, 24]
    assert data[1] == [12, 20, 12, 50, 10, 35, 14, 35]


@pytest.mark.parametrize("orientation", EIGHT)
def test_turn_and_flip_show_what_is_on_screen(frame, tmp_path, orientation):
    write_gsps(frame, EVERY, VIEW, orientation, tmp_path / "state.dcm")
    state = pydicom.dcmread(tmp_path / "state.dcm")
    # PS3.3 C.10.6: turn clockwise first, then swap left and right.
    shown = np.rot90(RAMP, -state.ImageRotation // 90)
    shown = shown[:, ::-1] if state.ImageHorizontalFlip == "Y" else shown
    assert np.array_equal(shown, orientation.applied(RAMP))
    # PS3.3 C.10.4: the displayed area's corners as seen, named by their place in the stored image, from 1.
    area = state.DisplayedAreaSelectionSequence[0]
    (left, top), (right, bottom) = area.DisplayedAreaTopLeftHandCorner, area.DisplayedAreaBottomRightHandCorner
    assert RAMP[top - 1, left - 1] == shown[0, 0]
    assert RAMP[bottom - 1, right - 1] == shown[-1, -1]


@pytest.mark.parametrize("orientation", EIGHT)
def test_texts_read_from_top_left_to_bottom_right_as_seen(frame, tmp_path, orientation):
    write_gsps(frame, [Text(((20, 30),), label="word")], VIEW, orientation, tmp_path / "state.dcm")
    words = pydicom.dcmread(tmp_path / "state.dcm").GraphicAnnotationSequence[0].TextObjectSequence[0]
    corners = [words.BoundingBoxTopLeftHandCorner, words.BoundingBoxBottomRightHandCorner]
    first, last = (orientation.to_seen(*corner, COLUMNS, ROWS) for corner in corners)
    assert first[0] < last[0]
    assert first[1] < last[1]
    assert first == pytest.approx(orientation.to_seen(20, 30, COLUMNS, ROWS), abs=0.001)
    assert all(0 <= x <= COLUMNS and 0 <= y <= ROWS for x, y in corners)


def greys_by_pydicom(state, frame, stored):
    """What the presentation state makes of stored values, 0 to 255, by pydicom's own steps."""
    if "ModalityLUTSequence" in state:
        values = np.frombuffer(state.ModalityLUTSequence[0].LUTData, "<u2")[stored].astype(float)
    else:
        values = stored * float(state.RescaleSlope) + float(state.RescaleIntercept)
    item = state.SoftcopyVOILUTSequence[0]
    for keyword, value in (
        ("BitsStored", 12),
        ("PixelRepresentation", 0),
        ("PhotometricInterpretation", "MONOCHROME2"),
    ):
        setattr(item, keyword, value)
    if "VOILUTSequence" in item:
        top = 2 ** item.VOILUTSequence[0].LUTDescriptor[2] - 1
        out = apply_voi_lut(values.astype(int), item) / top
    else:
        out = apply_windowing(values, item) / 4095
    out = out * 255
    return 255 - out if state.PresentationLUTShape == "INVERSE" else out


@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
@pytest.mark.parametrize("inverted", [False, True])
@pytest.mark.parametrize("function", list(VoiFunction))
def test_greys_are_those_on_screen(image, tmp_path, photometric, inverted, function):
    frame = image(RAMP, PhotometricInterpretation=photometric)
    view = View(Window(1000.5, 2000.25, function), inverted)
    write_gsps(frame, [], view, Orientation(), tmp_path / "state.dcm")
    state = pydicom.dcmread(tmp_path / "state.dcm")
    assert np.abs(greys_by_pydicom(state, frame, RAMP) - render(frame, view)).max() <= 1
    assert read_gsps(tmp_path / "state.dcm", frame).view == view


@pytest.mark.parametrize("first", [0, 100, -50])
def test_a_voi_lut_keeps_its_bits_and_its_first_value(image, tmp_path, first):
    frame = image(RAMP, RescaleSlope=1, RescaleIntercept=first, RescaleType="US")
    lut = LookupTable(np.linspace(0, 1023, 2400).astype(np.uint16) ** 1, first, 10, "bone")
    view = View(lut)
    write_gsps(frame, [], view, Orientation(), tmp_path / "state.dcm")
    state = pydicom.dcmread(tmp_path / "state.dcm")
    assert list(state.SoftcopyVOILUTSequence[0].VOILUTSequence[0].LUTDescriptor) == [2400, first, 10]
    back = read_gsps(tmp_path / "state.dcm", frame).view.voi
    assert (back.first, back.bits, back.explanation) == (first, 10, "bone")
    assert np.array_equal(back.values, lut.values)
    if first >= 0:
        assert np.abs(greys_by_pydicom(state, frame, RAMP) - render(frame, view)).max() <= 1


def test_a_modality_lut_is_carried(image, tmp_path):
    table = Dataset()
    table.LUTDescriptor = [4096, 0, 12]
    table["LUTDescriptor"].VR = "US"
    table.ModalityLUTType = "OD"
    table.add_new("LUTData", "OW", (4095 - np.arange(4096)).astype("<u2").tobytes())
    frame = image(RAMP, ModalityLUTSequence=[table])
    assert frame.modality_lut is not None
    write_gsps(frame, [], VIEW, Orientation(), tmp_path / "state.dcm")
    state = pydicom.dcmread(tmp_path / "state.dcm")
    assert "RescaleSlope" not in state
    assert np.abs(greys_by_pydicom(state, frame, RAMP) - render(frame, VIEW)).max() <= 1


def test_full_range_is_written_as_the_window_it_is(frame, tmp_path):
    write_gsps(frame, [], View(None), Orientation(), tmp_path / "state.dcm")
    item = pydicom.dcmread(tmp_path / "state.dcm").SoftcopyVOILUTSequence[0]
    assert (item.WindowCenter, item.WindowWidth) == (2048, 4096)
    assert item.WindowCenterWidthExplanation == FULL_RANGE


def test_frames_are_named(image, tmp_path):
    frame = image(np.stack([RAMP] * 3))
    marks = [Length(((1, 1), (2, 2)), frame=2), Length(((1, 1), (3, 3)), frame=0)]
    write_gsps(frame, marks, VIEW, Orientation(), tmp_path / "state.dcm")
    items = pydicom.dcmread(tmp_path / "state.dcm").GraphicAnnotationSequence
    assert [item.ReferencedImageSequence[0].ReferencedFrameNumber for item in items] == [3, 1]
    assert list(read_gsps(tmp_path / "state.dcm", frame).annotations) == marks


def test_region_statistics_stand_in_the_text(frame, tmp_path):
    box = Rectangle(((10, 20), (20, 30)), label="lung")
    write_gsps(frame, [box], VIEW, Orientation(), tmp_path / "state.dcm")
    words = pydicom.dcmread(tmp_path / "state.dcm").GraphicAnnotationSequence[0].TextObjectSequence[0]
    pixels = RAMP[20:30, 10:20]
    assert words.UnformattedTextValue.split("\r\n") == [
        "lung",
        f"Mean {pixels.mean():.1f}, SD {pixels.std(ddof=1):.1f}",
        f"Min {pixels.min()}, max {pixels.max()}, n 100",
        "Area 2.0 mm\u00b2 at the detector",
    ]


def test_shutter_and_overlays_of_the_image_stay_on(image, tmp_path):
    frame = image(
        RAMP, ShutterShape="RECTANGULAR", ShutterLeftVerticalEdge=2, ShutterRightVerticalEdge=30,
        ShutterUpperHorizontalEdge=3, ShutterLowerHorizontalEdge=50,
    )  # fmt: skip
    assert frame.shutter is not None
    write_gsps(frame, [], VIEW, Orientation(), tmp_path / "state.dcm")
    state = pydicom.dcmread(tmp_path / "state.dcm")
    assert state.ShutterShape == "RECTANGULAR"
    edges = ("Left", "Vertical"), ("Right", "Vertical"), ("Upper", "Horizontal"), ("Lower", "Horizontal")
    assert [int(state[f"Shutter{side}{way}Edge"].value) for side, way in edges] == [2, 30, 3, 50]
    assert state.ShutterPresentationValue == 0


def test_odd_patient_data_is_carried_and_reaches_no_log(image, tmp_path, caplog, recwarn):
    caplog.set_level(logging.DEBUG)
    frame = image(
        RAMP, PatientName="SINGLEWORDNAME", PatientBirthDate=None, PatientSex=None, StudyTime="", AccessionNumber=None
    )
    raw = frame.path.read_bytes().replace(b"P-17", b"P_17").replace(b"20200102", b"2020JUNK")
    frame.path.write_bytes(raw)
    write_gsps(frame, EVERY, VIEW, Orientation(), tmp_path / "state.dcm")
    state = pydicom.dcmread(tmp_path / "state.dcm")
    assert (state.PatientName, state.PatientID, state.PatientBirthDate) == ("SINGLEWORDNAME", "P_17", "")
    assert state.AccessionNumber == ""
    assert "SINGLEWORDNAME" not in caplog.text
    assert not list(recwarn)


def test_the_source_is_never_touched(frame, tmp_path):
    before = hashlib.sha256(frame.path.read_bytes()).hexdigest(), frame.path.stat().st_mtime_ns
    with pytest.raises(AnnotationError, match="not a presentation state"):
        write_gsps(frame, EVERY, VIEW, Orientation(), frame.path)
    link = tmp_path / "link.dcm"
    link.symlink_to(frame.path)
    with pytest.raises(AnnotationError, match="not a presentation state"):
        write_gsps(frame, EVERY, VIEW, Orientation(), link)
    write_gsps(frame, EVERY, VIEW, Orientation(), tmp_path / "state.dcm")
    write_gsps(frame, [], VIEW, Orientation(), tmp_path / "state.dcm")  # an earlier presentation state is replaced
    assert read_gsps(tmp_path / "state.dcm", frame).annotations == ()
    assert before == (hashlib.sha256(frame.path.read_bytes()).hexdigest(), frame.path.stat().st_mtime_ns)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["image.dcm", "link.dcm", "state.dcm"]


def test_what_cannot_be_referred_to_is_refused(image, make_frame, tmp_path):
    target = tmp_path / "state.dcm"
    colour = np.zeros((1, 4, 4, 3), np.uint8)
    frame = image(RAMP)
    for other, why in (
        (make_frame(RAMP, picture=True), "picture"),
        (make_frame(colour, dtype=np.uint8, color=colour), "colour"),
        (make_frame(RAMP, path=tmp_path / "gone.dcm"), "refused"),
        (make_frame(RAMP, path=frame.path), "another image"),
        (image(RAMP, "none.dcm", SeriesInstanceUID=None), "SeriesInstanceUID is missing"),
        (image(RAMP, "odd.dcm", SOPClassUID="1.2.840.113619.4.30"), "cannot be made for this kind"),
    ):
        with pytest.raises(AnnotationError, match=why):
            write_gsps(other, EVERY, VIEW, Orientation(), target)
    with pytest.raises(AnnotationError, match="cannot be written"):
        write_gsps(frame, EVERY, VIEW, Orientation(), tmp_path / "no_folder" / "state.dcm")
    assert not target.exists()


# States of other programs, written with pydicom


def foreign(path, frame, **attributes):
    state = Dataset()
    state.file_meta = FileMetaDataset()
    state.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    state.SOPClassUID = state.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.11.1"
    state.SOPInstanceUID = state.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    state.ReferencedSeriesSequence = [Dataset()]
    state.ReferencedSeriesSequence[0].ReferencedImageSequence = [reference(frame.identity.instance_uid)]
    for keyword, value in attributes.items():
        setattr(state, keyword, value)
    state.save_as(path, enforce_file_format=True)
    return path


def reference(uid, *frames):
    item = Dataset()
    item.ReferencedSOPClassUID = "1.2.840.10008.5.1.4.1.1.1.1"
    item.ReferencedSOPInstanceUID = uid
    if frames:
        item.ReferencedFrameNumber = list(frames)
    return item


def graphic(kind, data, units="PIXEL"):
    item = Dataset()
    item.GraphicAnnotationUnits, item.GraphicType, item.GraphicData = units, kind, data
    item.GraphicDimensions, item.NumberOfGraphicPoints, item.GraphicFilled = 2, len(data) // 2, "N"
    return item


def drawing(*graphics, texts=(), images=()):
    item = Dataset()
    item.GraphicLayer = "A"
    if images:
        item.ReferencedImageSequence = list(images)
    item.GraphicObjectSequence, item.TextObjectSequence = list(graphics), list(texts)
    return item


def test_shapes_of_other_programs_are_shown(frame, tmp_path):
    words = Dataset()
    words.UnformattedTextValue = "small\r\nopacity"
    words.AnchorPointAnnotationUnits, words.AnchorPoint, words.AnchorPointVisibility = "PIXEL", [3.5, 4.5], "N"
    item = drawing(
        graphic("CIRCLE", [10, 20, 13, 24]),
        graphic("ELLIPSE", [5, 30, 25, 30, 15, 26, 15, 34]),
        graphic("POLYLINE", [1, 2, 3, 4]),
        graphic("INTERPOLATED", [1, 2, 3, 4, 5, 2]),
        graphic("POINT", [8, 9]),
        graphic("SPIRAL", [8, 9]),
        texts=[words],
    )
    state = read_gsps(foreign(tmp_path / "f.dcm", frame, GraphicAnnotationSequence=[item]), frame)
    shown = [(type(one), one.points, one.label) for one in state.annotations]
    assert shown == [
        (Ellipse, ((5, 15), (15, 25)), ""),  # radius 5: 3 across, 4 down
        (Ellipse, ((5, 26), (25, 34)), ""),
        (Outline, ((1, 2), (3, 4)), ""),
        (Outline, ((1, 2), (3, 4), (5, 2)), ""),
        (Outline, ((8, 9),), ""),
        (Text, ((3.5, 4.5),), "small opacity"),
    ]
    assert state.notes == (
        "A graphic of a kind that is not known, or damaged, is left out.",
        "It names no window, so the full range is shown.",
    )
    assert (state.view, state.orientation) == (View(None), Orientation())


@pytest.mark.parametrize(("shape", "inverted"), [("IDENTITY", False), ("INVERSE", True), (None, False)])
def test_a_state_without_a_window_means_the_full_range_not_that_of_the_image(image, tmp_path, shape, inverted):
    """PS3.3 C.11.8: where no Softcopy VOI LUT is for the image, its VOI transformation is the identity."""
    frame = image(RAMP, WindowCenter="1000", WindowWidth="20")
    for_another = Dataset()
    for_another.WindowCenter, for_another.WindowWidth = "7", "8"
    for_another.ReferencedImageSequence = [reference("1.2.9")]
    more = {"PresentationLUTShape": shape} if shape else {}
    for number, items in enumerate(([], [for_another])):
        path = foreign(tmp_path / f"{number}.dcm", frame, SoftcopyVOILUTSequence=items, **more)
        found = read_gsps(path, frame).view
        assert found == View(None, inverted)
        # Identity from 12 bits to 8: 4095 parts of modality values over 255 of grey.
        expected = np.floor(RAMP / 4095 * 255 + 0.5)
        assert np.array_equal(render(frame, found), 255 - expected if inverted else expected)


def test_a_damaged_window_is_not_taken_for_none(image, tmp_path):
    frame = image(RAMP, WindowCenter="1000", WindowWidth="20")
    item = Dataset()
    item.WindowCenter, item.WindowWidth = "7", "-8"
    state = read_gsps(foreign(tmp_path / "f.dcm", frame, SoftcopyVOILUTSequence=[item]), frame)
    assert (state.view, state.notes) == (None, ("Its window is damaged and is not applied.",))


@pytest.mark.parametrize(
    ("rescale", "taken"),
    [({}, False), ({"RescaleSlope": "2", "RescaleIntercept": "-1024"}, True), ({"RescaleSlope": "2"}, False)],
)
def test_a_window_in_other_units_than_the_image_is_not_applied(image, tmp_path, rescale, taken):
    """What a presentation state does not say is the identity, whatever the image says (PS3.4 N.2)."""
    frame = image(RAMP, RescaleSlope="2", RescaleIntercept="-1024", RescaleType="US")
    item = Dataset()
    item.WindowCenter, item.WindowWidth = "1500", "400"
    path = foreign(tmp_path / "f.dcm", frame, SoftcopyVOILUTSequence=[item], ShutterShape="CIRCULAR", **rescale)
    state = read_gsps(path, frame)
    assert state.view == (View(Window(1500, 400)) if taken else None)
    other = "Its window is in other modality units than those of the image, and is not applied."
    assert state.notes == ("Its shutter is not applied.", *(() if taken else (other,)))


def test_a_modality_lut_has_to_be_the_same_one(image, tmp_path):
    table = Dataset()
    table.LUTDescriptor, table.LUTData, table.ModalityLUTType = [4, 0, 12], [0, 9, 99, 999], "US"
    table["LUTDescriptor"].VR = table["LUTData"].VR = "US"
    frame, other = image(RAMP, ModalityLUTSequence=[table]), image(RAMP, name="other.dcm")
    write_gsps(frame, [], VIEW, Orientation(), tmp_path / "state.dcm")
    assert read_gsps(tmp_path / "state.dcm", frame).view == VIEW
    assert read_gsps(tmp_path / "state.dcm", other).view is None


def test_an_ellipse_that_leans_is_followed(frame, tmp_path):
    # Half axes of 10 and 5 at 45 degrees, around 20\30.
    s = math.sqrt(0.5)
    data = [20 - 10 * s, 30 - 10 * s, 20 + 10 * s, 30 + 10 * s, 20 + 5 * s, 30 - 5 * s, 20 - 5 * s, 30 + 5 * s]
    item = drawing(graphic("ELLIPSE", data))
    (one,) = read_gsps(foreign(tmp_path / "f.dcm", frame, GraphicAnnotationSequence=[item]), frame).annotations
    assert isinstance(one, Outline)
    assert one.points[0] == one.points[-1]
    for x, y in one.points:
        along, across = ((x - 20) + (y - 30)) * s, ((x - 20) - (y - 30)) * s
        assert (along / 10) ** 2 + (across / 5) ** 2 == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("orientation", EIGHT)
def test_display_units_are_fractions_of_the_displayed_area_as_seen(frame, tmp_path, orientation):
    # The displayed area is 10 columns and 20 rows of the stored image: columns 6 to 15, rows 11 to 30, from 1.
    seen = orientation.applied(RAMP)
    inside = np.zeros_like(RAMP, bool)
    inside[10:30, 5:15] = True
    rows, columns = np.nonzero(orientation.applied(inside))
    top, left, bottom, right = rows.min(), columns.min(), rows.max(), columns.max()
    area = Dataset()
    for keyword, row, column in (("TopLeft", top, left), ("BottomRight", bottom, right)):
        (at,) = np.argwhere(seen[row, column] == RAMP)
        setattr(area, f"DisplayedArea{keyword}HandCorner", [int(at[1]) + 1, int(at[0]) + 1])
    turns = -orientation.turns % 4 if orientation.mirrored else orientation.turns
    path = foreign(
        tmp_path / "f.dcm", frame, ImageRotation=90 * turns, ImageHorizontalFlip="NY"[orientation.mirrored],
        DisplayedAreaSelectionSequence=[area],
        GraphicAnnotationSequence=[drawing(graphic("POLYLINE", [0, 0, 1, 1, 0.5, 0.25], "DISPLAY"))],
    )  # fmt: skip
    state = read_gsps(path, frame)
    assert state.orientation == orientation
    shown = [orientation.to_seen(*point, COLUMNS, ROWS) for point in state.annotations[0].points]
    wide, high = right + 1 - left, bottom + 1 - top
    wanted = [(left, top), (right + 1, bottom + 1), (left + wide / 2, top + high / 4)]
    assert np.allclose(shown, wanted)


def test_only_what_is_said_of_our_image_is_taken(image, tmp_path):
    frame = image(np.stack([RAMP] * 4))
    uid = frame.identity.instance_uid
    window = Dataset()
    window.WindowCenter, window.WindowWidth = 7, 8
    window.ReferencedImageSequence = [reference("1.2.9")]
    ours = Dataset()
    ours.WindowCenter, ours.WindowWidth, ours.VOILUTFunction = [100, 7], [300, 8], "SIGMOID"
    path = foreign(
        tmp_path / "f.dcm", frame, SoftcopyVOILUTSequence=[window, ours], PresentationLUTShape="INVERSE",
        GraphicAnnotationSequence=[
            drawing(graphic("POINT", [1, 1]), images=[reference("1.2.9")]),
            drawing(graphic("POINT", [2, 2]), images=[reference("1.2.9"), reference(uid, 2, 4)]),
            drawing(graphic("POINT", [3, 3])),
        ],
    )  # fmt: skip
    state = read_gsps(path, frame)
    assert [(one.points[0][0], one.frame) for one in state.annotations] == [
        (2, 1), (2, 3), (3, 0), (3, 1), (3, 2), (3, 3),
    ]  # fmt: skip
    assert state.view == View(Window(100, 300, VoiFunction.SIGMOID), inverted=True)


def test_a_state_of_another_image_is_refused(frame, image, tmp_path):
    other = image(RAMP, "other.dcm", SOPInstanceUID="1.2.826.0.1.42.99")
    write_gsps(other, EVERY, VIEW, Orientation(), tmp_path / "state.dcm")
    with pytest.raises(AnnotationError, match="belongs to another image"):
        read_gsps(tmp_path / "state.dcm", frame)
    with pytest.raises(AnnotationError, match="expected a Grayscale Softcopy Presentation State"):
        read_gsps(frame.path, frame)
    (tmp_path / "text.dcm").write_text("not DICOM " * 50)
    with pytest.raises(AnnotationError, match="not a DICOM file"):
        read_gsps(tmp_path / "text.dcm", frame)


@pytest.mark.parametrize(
    "attributes",
    [
        {"GraphicAnnotationSequence": [drawing(graphic("POLYLINE", [float("nan"), 1, 2, 3]))]},
        {"GraphicAnnotationSequence": [drawing(graphic("POLYLINE", [float("inf"), 1, 2, 3]))]},
    ],
)
def test_a_damaged_state_is_refused(frame, tmp_path, attributes):
    with pytest.raises(AnnotationError, match="damaged"):
        read_gsps(foreign(tmp_path / "f.dcm", frame, **attributes), frame)


def test_cut_and_scrambled_states_end_in_a_sentence(frame, tmp_path):
    write_gsps(frame, EVERY, VIEW, Orientation(1, True), tmp_path / "state.dcm")
    whole = (tmp_path / "state.dcm").read_bytes()
    rng = np.random.default_rng(0)
    refused = 0
    for number in range(150):
        bad = bytearray(whole[: rng.integers(140, len(whole))] if number % 3 == 0 else whole)
        for at in rng.integers(140, len(bad), 1 + number % 7):
            bad[at] = rng.integers(256)
        (tmp_path / "bad.dcm").write_bytes(bad)
        try:
            read_gsps(tmp_path / "bad.dcm", frame)
        except AnnotationError:
            refused += 1
    assert refused > 20


def test_our_own_shapes_that_were_changed_by_others_are_shown_as_what_they_are(frame, tmp_path):
    write_gsps(frame, [Length(((1, 1), (9, 9)))], VIEW, Orientation(), tmp_path / "state.dcm")
    state = pydicom.dcmread(tmp_path / "state.dcm")
    state.GraphicAnnotationSequence[0].GraphicObjectSequence[0].GraphicData = [1, 1, 5, 5, 9, 1]
    del state.GraphicAnnotationSequence[0].TextObjectSequence
    state.save_as(tmp_path / "changed.dcm")
    (one,) = read_gsps(tmp_path / "changed.dcm", frame).annotations
    assert isinstance(one, Outline)
    assert one.points == ((1, 1), (5, 5), (9, 1))


@pytest.mark.real_data
def test_states_of_real_radiographs_come_back(real_data, tmp_path):
    files = sorted(path for path in (real_data / "dicom_cxr").rglob("*") if path.suffix.lower() in (".dcm", ".dicom"))
    done = 0
    for number, path in enumerate(files[:20]):
        frame = read(path)
        orientation = EIGHT[number % 8]
        far = (float(frame.columns), float(frame.rows))
        marks = (Length(((0, 0), far)), Ellipse(((1.5, 2.5), (far[0] / 2, far[1] / 3)), label="lung"))
        write_gsps(frame, marks, VIEW, orientation, tmp_path / "state.dcm")
        state = read_gsps(tmp_path / "state.dcm", frame)
        assert (state.orientation, state.view, state.notes) == (orientation, VIEW, ())
        for back, one in zip(state.annotations, marks, strict=True):
            assert points_of(back) == pytest.approx(points_of(one), abs=0.01)
        done += 1
    assert done
