"""Bad and odd DICOM input, row by row: what each row of the fault table is tested by.

Rows without a file name are tested here, in functions named after them.

====  ==============================================================================================================
row   test
====  ==============================================================================================================
1     test_read_refusals: test_too_short
2     test_read_refusals: test_not_dicom, test_noise_is_not_dicom
3     test_scan_catalogue: test_everything_is_listed_with_its_status
4     test_row_4_cuts_name_what_is_missing; test_read_refusals: test_every_cut_is_refused
5     test_read_damaged: test_half_the_rows_are_there_and_the_others_are_padding and the tests after it;
      test_preprocess: test_damaged_and_colour_images_are_refused_by_every_preset; test_trainer_odd_images
6     test_read_damaged: test_it_says_what_is_missing, test_a_codestream_without_its_end_mark_is_shown_whole
7     test_read_stored_values: test_no_preamble_and_no_meta_group_opens
8     test_read_refusals: test_wrong_transfer_syntax_is_not_noise; test_row_8_swapped_syntaxes
9     test_conformance_pixels: test_hierarchical_streamed_and_video_syntaxes_are_refused_by_name; test_row_9_no_network
10    test_read_stored_values: test_every_uncompressed_syntax_gives_the_same
11    test_read_refusals: test_deflate_bomb
12    test_read_refusals: test_huge_size_is_refused_before_memory_is_taken, test_text_and_several_values_...;
      test_read_damaged: test_a_small_file_that_announces_a_giant_is_refused_before_memory_is_taken
13    test_read_refusals: test_contradictions; test_read_stored_values: test_number_of_frames_decides_even_...;
      test_row_13_frames; test_read_damaged: test_two_billion_announced_frames_are_as_many_as_there_are
14    test_read_refusals: test_bits_allocated
15    test_read_refusals: test_contradictions; test_read_stored_values: test_ten_bits_under_high_bit_eleven_...;
      test_row_15_every_high_bit
16    test_read_stored_values: test_junk_above_bits_stored_is_masked;
      test_overlays_shutter: test_bits_in_the_unused_bits_of_the_pixels
17    test_read_stored_values: test_signed_twelve_in_sixteen_with_zero_high_bits_is_sign_extended
18    test_read_stored_values: test_full_range_is_exact, test_float_pixels_are_exact
19    test_read_refusals: test_missing_tag_is_named
20    test_read_refusals: test_absent_and_empty_pixel_data, test_two_kinds_of_pixel_data
31    test_row_31_lengths_and_strays
32    test_row_32_odd_headers_open_or_are_refused, test_row_32_twice_the_same_attribute
33    test_read_color: test_broken_palette_is_refused, test_indices_beyond_the_palette_take_its_ends
34    test_row_34_broken_tables; test_facts: test_broken_table_is_left_out
35    test_row_35_broken_windows_give_an_automatic_one; test_facts: test_broken_window_is_left_out_and_the_others_stay
36    test_row_36_inverted_exactly_once
37    test_voi: test_formula, test_agrees_with_pydicom_over_all_12_bit_values; test_row_37_functions
38    test_row_38_padding; test_facts: test_padding_follows_signedness
39    test_facts: test_bad_rescale_is_refused; test_row_39_negative_slope
40    test_row_40_constant
41    test_facts: test_spacing
42    test_row_42_pixels_that_are_not_square
43    test_overlays_shutter: test_broken_or_far_off_overlay_is_left_out_and_the_image_opens
44    test_facts: test_names_in_vietnamese_and_broken_character_sets
45    test_facts: test_texts_are_plain_and_bounded; test_row_45_names_are_plain_text
46    test_command_line_work: the CSV of ``cxr12 classify``; test_row_46_formulas_stay_text
47    test_row_47_uids_are_no_paths
48    test_row_48_empty_and_equal_identities
57    test_trainer_odd_images; test_trainer_cache: test_unreadable_images_are_remembered_...
====  ==============================================================================================================
"""

import contextlib
import socket
import struct
from pathlib import Path

import numpy as np
import pytest
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from core.dicom.catalogue import Catalogue
from core.dicom.frame import SpacingKind
from core.dicom.header import IMAGE, UNREADABLE, read_header
from core.dicom.integrity import integrity
from core.dicom.read import read
from core.dicom.scan import scan
from core.display.histogram import counted
from core.display.render import render
from core.display.view import AUTO, View, auto_window, default_view, full_range
from core.errors import DamagedError, RefusedError, UnsupportedError

JPIP = "1.2.840.10008.1.2.4.94"
BOTH = pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ImplicitVRLittleEndian])


def element(number, vr, value, syntax, length=None):
    """An element as bytes, with any length."""
    group, own = number >> 16, number & 0xFFFF
    length = len(value) if length is None else length
    if syntax == ImplicitVRLittleEndian:
        return struct.pack("<HHI", group, own, length) + value
    if vr in ("OB", "OW", "UN", "SQ", "UT"):
        return struct.pack("<HH2sHI", group, own, vr.encode(), 0, length) + value
    return struct.pack("<HH2sH", group, own, vr.encode(), length & 0xFFFF) + value


@pytest.fixture
def spliced(make, tmp_path, ramp):
    """Write the ramp with some bytes put in before a given tag."""

    def build(extra, syntax, before=0x00280002, *, cut=0):
        raw = make.save(make.image(ramp, bits_stored=12, syntax=syntax), tmp_path / "whole.dcm").read_bytes()
        at = raw.index(struct.pack("<HH", before >> 16, before & 0xFFFF))
        path = tmp_path / "spliced.dcm"
        path.write_bytes(raw[:at] + extra + raw[at + cut :])
        return path

    return build


def test_row_4_cuts_name_what_is_missing(make, tmp_path, ramp):
    raw = make.save(make.image(ramp, bits_stored=12), tmp_path / "whole.dcm").read_bytes()
    pixels = raw.index(struct.pack("<HH", 0x7FE0, 0x0010))
    places = {
        140: "header",  # in the meta group
        raw.index(b"P-17") + 1: "header",
        pixels: "PixelData",
        pixels + 6: "PixelData",
        pixels + 12: "pixel data",
    }
    for length, named in places.items():
        (tmp_path / "cut.dcm").write_bytes(raw[:length])
        with pytest.raises(RefusedError) as caught:
            read(tmp_path / "cut.dcm", damaged=True)
        assert named.lower() in caught.value.reason.lower(), (length, caught.value.reason)


def test_row_8_swapped_syntaxes(make, tmp_path, ramp):
    """Each pair of uncompressed encodings, one under the other's name: the right pixels, or a refusal."""
    syntaxes = (ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian)
    for real in syntaxes:
        raw = make.save(make.image(ramp, bits_stored=12, syntax=real), tmp_path / "a.dcm").read_bytes()
        for said in syntaxes:
            old = b"\x02\0\x10\0UI" + struct.pack("<H", len(real) + len(real) % 2) + real.encode()
            old += b"\0" * (len(real) % 2)
            new = b"\x02\0\x10\0UI" + struct.pack("<H", len(said) + len(said) % 2) + said.encode()
            new += b"\0" * (len(said) % 2)
            assert raw.count(old) == 1
            swapped = raw.replace(old, new)
            group = struct.unpack_from("<I", raw, 140)[0] + len(new) - len(old)
            swapped = swapped[:140] + struct.pack("<I", group) + swapped[144:]
            path = tmp_path / "b.dcm"
            path.write_bytes(swapped)
            try:
                found = read(path, damaged=True).stored[0]
            except RefusedError:
                assert real != said
            else:
                assert np.array_equal(found, ramp), (real, said)


def test_row_9_no_network(make, write, ramp, monkeypatch):
    monkeypatch.setattr(socket, "socket", lambda *_: pytest.fail("a socket was opened"))
    dataset = make.image(ramp, PixelDataProviderURL="http://localhost:9/image")
    dataset.file_meta.TransferSyntaxUID = JPIP
    del dataset.PixelData
    path = write(dataset)
    with pytest.raises(UnsupportedError, match="JPIP Referenced"):
        read(path)
    facts = read_header(path)
    assert (facts.status, facts.identity.patient_id) == (UNREADABLE, "P-17")
    assert "JPIP Referenced" in facts.reason


@pytest.mark.parametrize("frames", [1, 2, 3])
def test_row_13_frames(make, write, frames):
    cells = np.arange(3 * 8, dtype=np.uint16).reshape(3, 2, 4)
    frame = read(write(make.image(cells, NumberOfFrames=frames)))
    assert np.array_equal(frame.stored, cells[:frames])
    assert bool(frame.notes) == (frames < 3)
    with pytest.raises(DamagedError, match="expected 64 bytes, found 48"):
        read(write(make.image(cells, NumberOfFrames=4)))


@pytest.mark.parametrize("frames", ["two", "1.5", "1\\2", "-1", "0"])
def test_row_13_frames_that_are_no_number(make, write, ramp, frames):
    dataset = make.image(ramp)
    dataset["NumberOfFrames"] = DataElement("NumberOfFrames", "LO", frames)
    path = write(dataset)
    path.write_bytes(path.read_bytes().replace(b"\x28\0\x08\0LO", b"\x28\0\x08\0IS"))
    with pytest.raises(DamagedError, match="NumberOfFrames"):
        read(path)


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("bits", [1, 5, 10, 12, 15, 16])
def test_row_15_every_high_bit(make, write, bits, signed):
    """A value put where HighBit says it is, between junk, for every HighBit there can be."""
    low = -(1 << bits - 1) if signed else 0
    wanted = np.array([[low, low + (1 << bits) - 1, 0, low + (1 << bits) // 3]], np.int64)
    for high in range(bits - 1, 16):
        field = (wanted & (1 << bits) - 1) << high - bits + 1
        junk = 0xAAAA & ~(((1 << bits) - 1) << high - bits + 1)
        dataset = make.image((field | junk).astype(np.uint16), bits_stored=bits, high_bit=high, signed=signed)
        assert np.array_equal(read(write(dataset)).stored[0], wanted), high


@BOTH
@pytest.mark.parametrize(
    ("number", "vr", "length"),
    [
        (0x00211001, "OB", 0xFFFFFFFE),
        (0x00211001, "UN", 1 << 30),
        (0x00211001, "OB", 0xFFFFFFFF),
        (0x00081140, "SQ", 0xFFFFFFF0),
        (0x00280002, "US", 0xFFF0),
    ],
)
def test_row_31_lengths_and_strays(spliced, syntax, number, vr, length):
    path = spliced(element(number, vr, b"abcd", syntax, length), syntax)
    with pytest.raises(DamagedError):
        read(path, damaged=True)


def test_row_31_text_of_undefined_length(spliced):
    path = spliced(element(0x00201040, "LO", b"abcd", ImplicitVRLittleEndian, 0xFFFFFFFF), ImplicitVRLittleEndian)
    with pytest.raises(DamagedError):
        read(path, damaged=True)


@BOTH
@pytest.mark.parametrize("stray", [(0xE000, 0), (0xE000, 0xFFFFFFFF), (0xE00D, 0), (0xE0DD, 0)])
def test_row_31_stray_items_never_change_a_pixel(spliced, syntax, stray, ramp):
    path = spliced(struct.pack("<HHI", 0xFFFE, *stray), syntax)
    with contextlib.suppress(DamagedError):
        assert np.array_equal(read(path).stored[0], ramp)


@BOTH
@pytest.mark.parametrize(
    ("number", "vr", "value"),
    [
        (0x00211001, "LO", b"abcd"),  # private, without a creator
        (0x00211001, "ZZ", b"abcd"),
        (0x00211001, "\0\0", b"abcd"),
        (0x00204000, "LT", b"abc"),  # of odd length
        (0x00080050, "SH", b"AC-1"),  # out of order
        (0x00000000, "UL", b"\0\0\0\0"),
        (0x50000005, "US", b"\1\0"),
    ],
)
def test_row_32_odd_headers_open_or_are_refused(spliced, syntax, number, vr, value, ramp):
    path = spliced(element(number, vr, value, syntax), syntax)
    try:
        frame = read(path)
    except DamagedError:
        assert vr in ("ZZ", "\0\0")
        return
    assert np.array_equal(frame.stored[0], ramp)
    assert frame.identity.patient_id == "P-17"
    assert frame.identity.accession_number == ("AC-1" if vr == "SH" else "")


@BOTH
@pytest.mark.parametrize("before", [0x00280002, 0x7FE00010])
@pytest.mark.parametrize(
    ("number", "vr", "value"),
    [
        (0x00280010, "US", struct.pack("<H", 4)),
        (0x00280101, "US", struct.pack("<H", 8)),
        (0x00281053, "DS", b"2 "),
        (0x00100020, "LO", b"P-18"),
    ],
)
def test_row_32_twice_the_same_attribute(make, tmp_path, ramp, syntax, before, number, vr, value):
    """Two sizes, depths, slopes or patients in one header: nothing says which one is right."""
    dataset = make.image(ramp, bits_stored=12, syntax=syntax, RescaleSlope="1")
    raw = make.save(dataset, tmp_path / "whole.dcm").read_bytes()
    at = raw.index(struct.pack("<HH", before >> 16, before & 0xFFFF))
    path = tmp_path / "twice.dcm"
    path.write_bytes(raw[:at] + element(number, vr, value, syntax) + raw[at:])
    with pytest.raises(DamagedError, match="is there twice"):
        read(path, damaged=True)
    assert "twice" in read_header(path).reason or number == 0x00281053  # which a header's facts do not need


def lut(descriptor, data):
    item = Dataset()
    item.add_new("LUTDescriptor", "US", descriptor)
    item.add_new("LUTData", "OW", np.asarray(data, "<u2").tobytes())
    return item


@pytest.mark.parametrize(
    "broken", [lut([4, 0, 12], [1, 2]), lut([4, 0], [1, 2, 3, 4]), lut([4, 0, 40], [1] * 4), lut([2, 0, 8], [900, 1])]
)
def test_row_34_broken_tables(make, write, ramp, broken):
    """A VOI LUT only shows; it is left out, and the window shows instead. A Modality LUT is what values mean."""
    dataset = make.image(ramp, bits_stored=12, WindowCenter=2048, WindowWidth=4096)
    dataset.VOILUTSequence = Sequence([broken])
    frame = read(write(dataset))
    assert frame.voi_luts == ()
    assert default_view(frame).voi == frame.windows[0]
    assert any("VOILUTSequence is left out" in note for note in frame.notes)
    del dataset.VOILUTSequence
    dataset.ModalityLUTSequence = Sequence([broken])
    with pytest.raises(DamagedError, match=r"ModalityLUTSequence \(0028,3000\) is broken"):
        read(write(dataset))


def test_row_34_a_modality_item_with_nothing_in_it_is_none(make, write, ramp):
    dataset = make.image(ramp, bits_stored=12)
    dataset.ModalityLUTSequence = Sequence([Dataset()])
    frame = read(write(dataset))
    assert frame.modality_lut is None


@pytest.mark.parametrize(
    "window",
    [("2048", "0"), ("2048", "-4"), ("NaN", "100"), ("10", "inf"), ("x", "100"), ("2048", ""), ("", "100"), ("", "")],
)
def test_row_35_broken_windows_give_an_automatic_one(make, write, ramp, window):
    dataset = make.image(ramp, bits_stored=12)
    for keyword, value in zip(("WindowCenter", "WindowWidth"), window, strict=True):
        dataset[keyword] = DataElement(keyword, "LO", value)
    path = write(dataset)
    raw = path.read_bytes()
    path.write_bytes(
        raw.replace(b"\x28\0\x50\x10LO", b"\x28\0\x50\x10DS").replace(b"\x28\0\x51\x10LO", b"\x28\0\x51\x10DS")
    )
    frame = read(path)
    assert frame.windows == ()
    assert default_view(frame).voi.explanation == AUTO
    grey = render(frame, default_view(frame))
    assert (grey.min(), grey.max()) == (0, 255)


@pytest.mark.parametrize(
    ("photometric", "shape", "inverted"),
    [
        ("MONOCHROME2", None, False),
        ("MONOCHROME1", None, True),
        ("MONOCHROME1", "INVERSE", True),
        ("MONOCHROME2", "IDENTITY", False),
        ("MONOCHROME1", "IDENTITY", False),
        ("MONOCHROME2", "INVERSE", True),
    ],
)
def test_row_36_inverted_exactly_once(make, write, photometric, shape, inverted):
    cells = np.array([[0, 1024, 4095]], np.uint16)
    dataset = make.image(cells, bits_stored=12, PhotometricInterpretation=photometric)
    if shape:
        dataset.PresentationLUTShape = shape
    frame = read(write(dataset))
    assert np.array_equal(frame.stored[0], cells)
    # 1024 / 4095 of 255 is 63.8
    assert render(frame, View(None)).tolist() == [[255, 191, 0] if inverted else [0, 64, 255]]


@pytest.mark.parametrize(
    ("function", "center", "width", "greys"),
    [
        ("LINEAR", 100.5, 2, [0, 128, 255, 255]),  # 99, 100, 101, 102: ((x - (c - 0.5)) / (w - 1) + 0.5) * 255
        ("LINEAR", 101, 1, [0, 0, 255, 255]),  # above c - 0.5
        ("LINEAR_EXACT", 100, 2, [0, 128, 255, 255]),  # (x - c) / w + 0.5
        ("SIGMOID", 100, 4, [69, 128, 186, 225]),  # 255 / (1 + exp(-4 (x - c) / w))
    ],
)
def test_row_37_functions(make, write, function, center, width, greys):
    cells = np.array([[99, 100, 101, 102]], np.uint16)
    window = {"WindowCenter": center, "WindowWidth": width, "VOILUTFunction": function}
    frame = read(write(make.image(cells, bits_stored=12, **window)))
    assert np.abs(render(frame, default_view(frame)).astype(int) - greys).max() <= 1


@pytest.mark.parametrize(("limit", "low"), [(None, 201), (300, 301)])
def test_row_38_padding(make, write, limit, low):
    cells = np.repeat(np.arange(200, 1000, dtype=np.uint16), 4).reshape(40, 80)
    cells[:, 0] = 200
    dataset = make.image(cells, bits_stored=12)
    dataset.add_new("PixelPaddingValue", "US", 200)
    if limit:
        dataset.add_new("PixelPaddingRangeLimit", "US", limit)
    frame = read(write(dataset))
    window = auto_window(frame)
    first = window.center - 0.5 - (window.width - 1) / 2
    assert low <= first <= low + 2
    grey = render(frame, View(window))
    assert (grey[frame.stored[0] < low] == 0).all()


@pytest.mark.parametrize(
    ("kind", "bits", "limit", "lost"), [("Float", 32, None, 32), ("DoubleFloat", 64, -90000.0, 40)]
)
def test_row_38_padding_of_floating_point_pixels(make, write, kind, bits, limit, lost):
    cells = np.arange(64, dtype=f"<f{bits // 8}").reshape(8, 8)
    cells[:4] = -99999
    cells[4] = -95000
    dataset = make.image(np.zeros((8, 8), f"<u{bits // 8}"))
    for keyword in ("PixelData", "BitsStored", "HighBit", "PixelRepresentation"):
        delattr(dataset, keyword)
    setattr(dataset, f"{kind}PixelData", cells.tobytes())
    setattr(dataset, f"{kind}PixelPaddingValue", -99999.0)
    if limit:
        setattr(dataset, f"{kind}PixelPaddingRangeLimit", limit)
    frame = read(write(dataset))
    assert frame.padding == (-99999.0, limit or -99999.0)
    lowest = 40 if limit else -95000
    assert (full_range(frame).center - 0.5 - (full_range(frame).width - 1) / 2, integrity(frame).lowest) == (
        lowest,
    ) * 2
    assert counted(frame).counts.sum() == 64 - lost
    assert np.array_equal(frame.stored[0], cells)
    assert (render(frame, default_view(frame)).ravel()[:lost] == 0).all()


def test_row_39_negative_slope(make, write):
    cells = np.array([[0, 1000, 4095]], np.uint16)
    frame = read(write(make.image(cells, bits_stored=12, RescaleSlope="-1", RescaleIntercept="4095")))
    # 4095, 3095 and 0 in modality units, over a range of 0 to 4095.
    assert render(frame, View(None)).tolist() == [[255, 193, 0]]


@pytest.mark.parametrize("value", [0, 1000, 4095])
def test_row_40_constant(make, write, value):
    frame = read(write(make.image(np.full((4, 4), value, np.uint16), bits_stored=12)))
    assert set(render(frame, default_view(frame)).ravel()) <= {127, 128}


def test_row_42_pixels_that_are_not_square(make, write, ramp):
    spacing = read(write(make.image(ramp, PixelSpacing=[0.2, 0.1]))).spacing
    assert (spacing.row_mm, spacing.column_mm, spacing.kind) == (0.2, 0.1, SpacingKind.UNKNOWN)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("A" * 60_000, "A" * 255 + "…"),
        ("a\r\nb\0c\x1b[31m", "a b c [31m"),
        ("\u202egnp.exe\u2069", "gnp.exe"),
        ("<b>%s</b>&amp;", "<b>%s</b>&amp;"),
    ],
)
def test_row_45_names_are_plain_text(make, write, ramp, name, shown):
    dataset = make.image(ramp)
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset["PatientName"] = DataElement("PatientName", "LT", name)  # of any length
    dataset["StudyDescription"] = DataElement("StudyDescription", "LT", name)
    assert read(write(dataset)).identity.study_description == shown


def test_row_46_formulas_stay_text(make, write, ramp):
    """The reader passes them on as they are; what writes tables makes them harmless."""
    assert read(write(make.image(ramp, PatientID="=1+1"))).identity.patient_id == "=1+1"


@pytest.fixture
def catalogue():
    opened = Catalogue(None)
    yield opened
    opened.close()


def test_row_47_uids_are_no_paths(make, tmp_path, ramp, catalogue):
    folder = tmp_path / "in"
    folder.mkdir()
    for number, uid in enumerate(["../../etc/passwd", "", "1.2.3", "1.2.3"]):
        dataset = make.image(ramp)
        dataset.file_meta.MediaStorageSOPInstanceUID = "1.2.3.4"
        for keyword in ("SOPInstanceUID", "SeriesInstanceUID", "StudyInstanceUID"):
            dataset[keyword] = DataElement(keyword, "LO", uid)
        make.save(dataset, folder / f"{number}.dcm")
    before = set(tmp_path.rglob("*"))
    found = [facts for report in scan([folder], catalogue) for facts in report.found]
    assert {facts.path.name for facts in found} == {"0.dcm", "1.dcm", "2.dcm", "3.dcm"}  # both of one UID, too
    assert {facts.status for facts in found} == {IMAGE}
    assert sorted(facts.identity.instance_uid for facts in found) == ["", "../../etc/passwd", "1.2.3", "1.2.3"]
    assert len(catalogue.rows(folder)) == 4
    assert set(tmp_path.rglob("*")) == before


def test_row_48_empty_and_equal_identities(make, tmp_path, ramp, catalogue):
    people = [("", "A^B"), ("", "C^D"), ("7", "A^B"), ("7", "C^D"), ("", "")]
    for number, (patient_id, name) in enumerate(people):
        make.save(make.image(ramp, PatientID=patient_id, PatientName=name), tmp_path / f"{number}.dcm")
    found = [facts for report in scan([tmp_path], catalogue) for facts in report.found]
    identities = {facts.path.name: (facts.identity.patient_id, facts.identity.patient_name) for facts in found}
    assert identities == {f"{number}.dcm": person for number, person in enumerate(people)}
    rows = catalogue.rows(tmp_path)
    assert {Path(row.path).name: (row.identity.patient_id, row.identity.patient_name) for row in rows} == identities
