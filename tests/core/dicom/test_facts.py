"""Identity, windows, tables, padding and spacing: right where the file is, left out with a note where it is not."""

import numpy as np
import pytest
from pydicom.data import get_testdata_file
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRBigEndian, ImplicitVRLittleEndian

from core.dicom.facts import frame_rate
from core.dicom.frame import SpacingKind, VoiFunction, Window
from core.dicom.read import read
from core.errors import DamagedError


def item(**attributes):
    dataset = Dataset()
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    return dataset


def table(descriptor, data, vr="US"):
    entry = item(LUTExplanation="curve")
    entry.add_new("LUTDescriptor", vr, descriptor)
    entry.add_new("LUTData", "OW" if isinstance(data, bytes) else vr, data)
    return entry


def element(dataset, keyword, vr, value):
    """Set a value as bytes on the wire, valid or not."""
    dataset[keyword] = DataElement(keyword, vr, value)
    return dataset


def test_absent_optional_attributes_are_unknown(make, write, ramp):
    dataset = make.image(ramp)
    for keyword in ("PatientName", "PatientID", "Modality"):
        del dataset[keyword]
    frame = read(write(dataset))
    assert frame.identity.patient_name == frame.identity.patient_id == frame.acquisition.modality == ""
    assert (frame.slope, frame.intercept, frame.modality_lut, frame.padding, frame.spacing) == (1, 0, None, None, None)
    assert frame.windows == frame.voi_luts == frame.notes == ()


def test_all_windows_in_order_with_their_names(make, write, ramp):
    attributes = {"WindowCenter": [2048, 1000.5], "WindowWidth": [4096, 200], "VOILUTFunction": "SIGMOID"}
    frame = read(write(make.image(ramp, **attributes, WindowCenterWidthExplanation=["WIDE", "LUNG"])))
    sigmoid = VoiFunction.SIGMOID
    assert frame.windows == (Window(2048, 4096, sigmoid, "WIDE"), Window(1000.5, 200, sigmoid, "LUNG"))


@pytest.mark.parametrize("width", ["0", "-5", "NaN", "inf", "wide"])
def test_broken_window_is_left_out_and_the_others_stay(make, write, ramp, width):
    dataset = element(make.image(ramp, WindowCenter=[40, 50]), "WindowWidth", "LO", [width, "400"])
    path = write(dataset)
    path.write_bytes(path.read_bytes().replace(b"\x28\0\x51\x10LO", b"\x28\0\x51\x10DS"))
    frame = read(path)
    assert frame.windows in ((Window(50, 400),), ())  # text makes the whole attribute unreadable
    assert any("indow" in note for note in frame.notes)


def test_window_centres_without_widths(make, write, ramp):
    frame = read(write(make.image(ramp, WindowCenter=[40, 50], WindowWidth=[100])))
    assert frame.windows == (Window(40, 100),)
    assert any("2 window centres but 1 widths" in note for note in frame.notes)
    assert read(write(make.image(ramp, WindowCenter=40))).windows == ()


def test_linear_exact_may_be_narrower_than_one(make, write, ramp):
    attributes = {"WindowCenter": 1, "WindowWidth": 0.5, "VOILUTFunction": "LINEAR_EXACT"}
    assert read(write(make.image(ramp, **attributes))).windows == (Window(1, 0.5, VoiFunction.LINEAR_EXACT),)
    assert read(write(make.image(ramp, **{**attributes, "VOILUTFunction": "LINEAR"}))).windows == ()


def test_rescale(make, write, ramp):
    frame = read(write(make.image(ramp, RescaleSlope="-2.5", RescaleIntercept="100")))
    assert (frame.slope, frame.intercept) == (-2.5, 100)


@pytest.mark.parametrize("slope", ["0", "1e308", "steep", "NaN"])
def test_bad_rescale_is_refused(make, write, ramp, slope):
    path = write(element(make.image(ramp), "RescaleSlope", "LO", slope))
    path.write_bytes(path.read_bytes().replace(b"\x28\0\x53\x10LO", b"\x28\0\x53\x10DS"))
    with pytest.raises(DamagedError, match="RescaleSlope"):
        read(path)


@pytest.mark.parametrize("syntax", [ImplicitVRLittleEndian, "1.2.840.10008.1.2.1", ExplicitVRBigEndian])
def test_voi_and_modality_tables(make, write, ramp, syntax):
    order = ">u2" if syntax == ExplicitVRBigEndian else "<u2"
    words = np.array([0, 10, 300, 4095], order).tobytes()
    dataset = make.image(ramp, bits_stored=12, syntax=syntax)
    dataset.ModalityLUTSequence = Sequence([table([4, 5, 16], words)])
    dataset.VOILUTSequence = Sequence([table([4, 65530, 12], words), table([4, 2, 12], [1, 2, 3, 4])])
    frame = read(write(dataset))
    assert frame.modality_lut.values.tolist() == [0, 10, 300, 4095]
    assert (frame.modality_lut.first, frame.modality_lut.bits) == (5, 16)
    # After a Modality LUT the input of a VOI LUT is unsigned (PS3.3 C.11.2.1.1).
    assert [(one.first, one.bits, one.explanation) for one in frame.voi_luts] == [
        (65530, 12, "curve"),
        (2, 12, "curve"),
    ]
    assert frame.voi_luts[1].values.tolist() == [1, 2, 3, 4]
    assert frame.notes == ()


def test_table_start_is_signed_with_signed_pixels(make, write, ramp):
    dataset = make.image(ramp, signed=True)
    dataset.VOILUTSequence = Sequence([table([4, -6, 12], [1, 2, 3, 4], "SS")])
    assert read(write(dataset)).voi_luts[0].first == -6


@pytest.mark.parametrize(
    ("signed", "bits", "slope", "intercept", "first"),
    [
        # C.11.2.1.1: 40000 is 40000 where no modality value can be negative, else 40000 - 65536.
        (False, 16, 1, 0, 40000),
        (False, 16, -1, 65535, 40000),  # 65535 down to 0
        (False, 16, -1, 65534, -25536),  # down to -1
        (False, 12, 1, -1, -25536),
        (False, 12, -1, 4095, 40000),
        (False, 12, -1, 4094, -25536),
        (True, 16, 1, 32768, 40000),  # -32768 becomes 0
        (True, 16, 1, 32767, -25536),
        (True, 12, 1, 2048, 40000),
        (True, 12, -1, 2047, 40000),  # 2047 becomes 0
        (True, 12, -1, 0, -25536),
        (True, 12, 0.5, 1024, 40000),
    ],
)
def test_table_start_is_signed_only_where_modality_values_can_be(
    make, write, ramp, signed, bits, slope, intercept, first
):
    dataset = make.image(
        ramp, bits_stored=bits, signed=signed, RescaleSlope=str(slope), RescaleIntercept=str(intercept)
    )
    dataset.VOILUTSequence = Sequence([table([4, 40000, 12], [1, 2, 3, 4])])
    assert read(write(dataset)).voi_luts[0].first == first


@pytest.mark.parametrize(("signed", "first"), [(False, 40000), (True, -25536)])
def test_modality_table_start_follows_pixel_representation_alone(make, write, ramp, signed, first):
    # C.11.1.1: the input of a Modality LUT is the stored value; its output is unsigned, for the VOI LUT (C.11.2.1.1).
    dataset = make.image(ramp, signed=signed)
    entries = [table([4, 40000, 16], [1, 2, 3, 4])]
    dataset.ModalityLUTSequence, dataset.VOILUTSequence = Sequence(entries), Sequence(entries)
    frame = read(write(dataset))
    assert frame.modality_lut.first == first
    assert frame.voi_luts[0].first == 40000


def test_zero_entries_mean_65536(make, write, ramp):
    dataset = make.image(ramp)
    dataset.VOILUTSequence = Sequence([table([0, 0, 16], np.arange(65536, dtype="<u2").tobytes())])
    assert np.array_equal(read(write(dataset)).voi_luts[0].values, np.arange(65536))


def test_eight_bit_table_packed_in_words(make, write, ramp):
    dataset = make.image(ramp)
    dataset.VOILUTSequence = Sequence([table([4, 0, 8], bytes([7, 8, 9, 255]))])
    assert read(write(dataset)).voi_luts[0].values.tolist() == [7, 8, 9, 255]


@pytest.mark.parametrize(
    "broken",
    [table([4, 0, 12], [1, 2]), table([4, 0, 40], [1, 2, 3, 4]), table([4, 0], [1]), table([4, 0, 9], [1, 2, 3, 512])],
)
def test_broken_table_is_left_out(make, write, ramp, broken):
    dataset = make.image(ramp)
    dataset.VOILUTSequence = Sequence([broken, table([2, 0, 12], [5, 6])])
    frame = read(write(dataset))
    assert [one.values.tolist() for one in frame.voi_luts] == [[5, 6]]
    assert any("Item 1 of VOILUTSequence is left out" in note for note in frame.notes)


def test_real_tables():
    modality = read_sample("mlut_18.dcm").modality_lut
    assert modality is not None
    (voi,) = read_sample("vlut_04.dcm").voi_luts
    assert len(voi.values) >= 256


def read_sample(name):
    from pathlib import Path

    return read(Path(get_testdata_file(name, download=False)))


def test_padding_follows_signedness(make, write, ramp):
    dataset = make.image(ramp, signed=True)
    dataset.add_new("PixelPaddingValue", "SS", -2000)
    assert read(write(dataset)).padding == (-2000, -2000)
    dataset.add_new("PixelPaddingRangeLimit", "SS", -1990)
    assert read(write(dataset)).padding == (-2000, -1990)
    dataset = make.image(ramp)
    dataset.add_new("PixelPaddingValue", "US", 65535)
    assert read(write(dataset)).padding == (65535, 65535)


@pytest.mark.parametrize(
    ("pixel", "detector", "calibration", "wanted"),
    [
        ([0.2, 0.3], None, None, (0.2, 0.3, SpacingKind.UNKNOWN)),
        ([0.2, 0.3], None, "FIDUCIAL", (0.2, 0.3, SpacingKind.CALIBRATED)),
        (None, [0.1, 0.15], None, (0.1, 0.15, SpacingKind.DETECTOR)),
        ([0.1, 0.1], [0.1, 0.1], None, (0.1, 0.1, SpacingKind.DETECTOR)),
        ([0.1, 0.1], [0.1, 0.1], "GEOMETRY", (0.1, 0.1, SpacingKind.CALIBRATED)),
        ([0.09, 0.09], [0.1, 0.1], None, (0.09, 0.09, SpacingKind.CALIBRATED)),
        ([0, 0.1], [0.1, 0.1], None, (0.1, 0.1, SpacingKind.DETECTOR)),
        ([-1, 1], None, None, None),
        ([0.1], None, None, None),
        (None, None, None, None),
    ],
)
def test_spacing(make, write, ramp, pixel, detector, calibration, wanted):
    given = {"PixelSpacing": pixel, "ImagerPixelSpacing": detector, "PixelSpacingCalibrationType": calibration}
    spacing = read(write(make.image(ramp, **{key: value for key, value in given.items() if value}))).spacing
    assert (spacing and (spacing.row_mm, spacing.column_mm, spacing.kind)) == wanted


@pytest.mark.parametrize(
    ("pixel", "kind"),
    [(None, SpacingKind.FILM), ([0.1, 0.1], SpacingKind.FILM), ([0.09, 0.09], SpacingKind.CALIBRATED)],
)
def test_the_spacing_of_a_scanned_film(make, write, ramp, pixel, kind):
    dataset = make.image(ramp, NominalScannedPixelSpacing=[0.1, 0.1], **({"PixelSpacing": pixel} if pixel else {}))
    assert read(write(dataset)).spacing.kind is kind


@pytest.mark.parametrize("absurd", [["1e300", "1e-300"], ["0.1", "1e308"], ["1e-9", "1e-9"], ["0.1", "20"]])
def test_an_absurd_spacing_is_left_out(make, write, ramp, absurd):
    frame = read(write(make.image(ramp, PixelSpacing=absurd)))
    assert (frame.spacing, frame.pixel_aspect) == (None, 1)
    assert frame.notes == ("PixelSpacing: no pixels are of such a size or shape; lengths are in pixels.",)


def test_pixels_that_are_not_square_without_a_spacing(make, write, ramp):
    frame = read(write(make.image(ramp, PixelAspectRatio=[3, 2])))  # C.7.6.3.1.7: the vertical size first
    assert (frame.spacing, frame.aspect_ratio, frame.pixel_aspect) == (None, 1.5, 1.5)
    assert read(write(make.image(ramp, PixelAspectRatio=[3, 2], PixelSpacing=[0.2, 0.1]))).pixel_aspect == 2
    assert read(write(make.image(ramp, PixelAspectRatio=[1]))).notes == ()
    for broken in ([0, 1], [1, 1000], [2]):
        frame = read(write(make.image(ramp, PixelAspectRatio=broken)))
        assert frame.pixel_aspect == 1
        assert frame.notes == ("PixelAspectRatio: expected two positive numbers; pixels are taken to be square.",)


def test_padding_without_its_sign_extension_is_extended_like_the_pixels(make, write):
    cells = np.array([[0x800, 0x7FF, 5]], np.uint16)  # -2048, 2047 and 5
    dataset = make.image(cells, bits_stored=12, signed=True)
    dataset.add_new("PixelPaddingValue", "SS", 0x800)
    frame = read(write(dataset))
    assert frame.stored[0, 0, 0] == -2048
    assert (frame.padding, frame.notes) == ((-2048, -2048), ())


def test_padding_that_no_pixel_can_have_is_noted(make, write, ramp):
    dataset = make.image(ramp, bits_stored=12)
    dataset.add_new("PixelPaddingValue", "US", 63536)
    frame = read(write(dataset))
    assert frame.padding is None
    assert frame.notes == ("No pixel of 12 bits can have the padding value 63536; it is ignored.",)


@pytest.mark.parametrize(("slope", "intercept"), [("1e-300", "0"), ("1", "1e29"), ("1e-6", "1e12")])
def test_a_rescale_that_loses_all_steps_is_refused(make, write, ramp, slope, intercept):
    path = write(make.image(ramp, RescaleSlope=slope, RescaleIntercept=intercept))
    with pytest.raises(DamagedError, match="absurdly small beside"):
        read(path)


@pytest.mark.parametrize("intent", [None, "", "for processing"])
def test_for_processing_is_told_by_the_sop_class_too(make, write, ramp, intent):
    dataset = make.image(ramp)
    dataset.SOPClassUID = "1.2.840.10008.5.1.4.1.1.1.1.1"  # Digital X-Ray Image Storage - For Processing
    if intent is not None:
        dataset.PresentationIntentType = intent
    assert read(write(dataset)).acquisition.presentation_intent == "FOR PROCESSING"
    dataset.PresentationIntentType = "FOR PRESENTATION"
    assert read(write(dataset)).acquisition.presentation_intent == "FOR PRESENTATION"


def test_names_in_vietnamese_and_broken_character_sets(make, write, ramp):
    dataset = make.image(ramp, PatientName="Trần^Văn Ân")
    dataset.SpecificCharacterSet = "ISO_IR 192"
    path = write(dataset)
    assert read(path).identity.patient_name == "Trần^Văn Ân"
    path.write_bytes(path.read_bytes().replace(b"ISO_IR 192", b"ISO_IR 6666"[:10]))
    assert read(path).identity.patient_name.startswith("Tr")
    path.write_bytes(path.read_bytes().replace("ầ".encode(), b"\xff\xfe\xff"))
    assert read(path).identity.patient_name


def test_texts_are_plain_and_bounded(make, write, ramp):
    dataset = make.image(ramp)
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.PatientName = "A\u202eevil\u0007\u200b%s<b>"
    dataset.StudyDescription = "x" * 60_000
    identity = read(write(dataset)).identity
    assert identity.patient_name == "A evil %s<b>"
    assert len(identity.study_description) == 256


def test_lossy_by_attribute_and_polarity_facts(make, write, ramp):
    attributes = {"LossyImageCompression": "01", "PresentationLUTShape": "INVERSE", "ImageLaterality": "L"}
    frame = read(write(make.image(ramp, PhotometricInterpretation="MONOCHROME1", ViewPosition="PA", **attributes)))
    assert frame.acquisition.lossy
    assert (frame.photometric, frame.presentation_shape) == ("MONOCHROME1", "INVERSE")
    assert (frame.acquisition.view_position, frame.acquisition.laterality) == ("PA", "L")


def groups(slope):
    return item(
        PixelValueTransformationSequence=Sequence([item(RescaleSlope=slope, RescaleIntercept=-1)]),
        FrameVOILUTSequence=Sequence([item(WindowCenter=10, WindowWidth=20)]),
        PixelMeasuresSequence=Sequence([item(PixelSpacing=[0.5, 0.6])]),
    )


def test_enhanced_image_takes_its_shared_groups(make, write):
    cells = np.zeros((2, 4, 4), np.uint16)
    frame = read(write(make.image(cells, SharedFunctionalGroupsSequence=Sequence([groups(2)]))))
    assert (frame.slope, frame.intercept, frame.windows) == (2, -1, (Window(10, 20),))
    assert (frame.spacing.row_mm, frame.spacing.column_mm) == (0.5, 0.6)
    assert frame.notes == ()


def test_enhanced_image_with_frames_that_differ_says_so(make, write):
    cells = np.zeros((2, 4, 4), np.uint16)
    frame = read(write(make.image(cells, PerFrameFunctionalGroupsSequence=Sequence([groups(2), groups(3)]))))
    assert frame.slope == 2
    assert any("PixelValueTransformation differs between frames" in note for note in frame.notes)


@pytest.mark.parametrize(
    ("attributes", "rate"),
    [
        ({}, 0.0),
        ({"FrameTime": "40"}, 25.0),
        ({"FrameTime": "40", "CineRate": "30"}, 30.0),
        ({"FrameTime": "40", "CineRate": "30", "RecommendedDisplayFrameRate": "12"}, 12.0),
        ({"CineRate": "0", "FrameTime": "33.333"}, 1000 / 33.333),
        ({"FrameTime": "-5"}, 0.0),
    ],
)
def test_the_rate_of_a_film_is_that_meant_for_display(attributes, rate):
    assert frame_rate(item(**attributes)) == pytest.approx(rate)


def test_a_rate_that_is_no_number_is_no_reason_to_refuse_the_image(make, write, ramp):
    frame = read(write(element(make.image(ramp), "FrameTime", "LO", "fast")))
    assert frame.frames_per_second == 0.0
