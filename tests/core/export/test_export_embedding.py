"""From a DICOM file to a PNG that carries its attributes, and back; nothing of the patient unless it is asked for."""

import hashlib
import struct
import time
import tracemalloc
import zlib

import cv2
import numpy as np
import pydicom
import pytest
from PIL import Image
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

from core.display.render import render
from core.display.view import default_view
from core.errors import Cxr12Error, NotDicomError, RefusedError, UnreachableError
from core.export.carried import Item, extract
from core.export.embedding import Plate, attributes_of, choose, embed, plate
from core.export.picture import png_bytes, write_png
from core.export.png_bits import CHANNELS, hide
from core.export.png_text import chunk
from core.picture import read_image

MARK = "PLANTED"


@pytest.fixture
def radiograph(tmp_path):
    """A 12-bit image of 80 by 60 pixels with names, dates and numbers of a patient that all say PLANTED."""
    data = Dataset()
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data.SOPClassUID = data.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.1.1"
    data.SOPInstanceUID = data.file_meta.MediaStorageSOPInstanceUID = "2.25.77"
    data.SpecificCharacterSet = "ISO_IR 192"
    data.PatientName, data.PatientID = f"{MARK}^Ánh", MARK
    data.InstitutionName = data.StudyDescription = data.AccessionNumber = data.StationName = MARK
    data.PatientComments = data.ImageComments = data.ProtocolName = MARK
    data.PatientBirthDate, data.StudyDate, data.PatientAge, data.PatientSex = "19700203", "20200102", "050Y", "F"
    data.add_new(0x00091001, "LO", MARK)
    data.add_new(0x00090010, "LO", MARK)
    data.Modality, data.ViewPosition, data.Manufacturer = "DX", "PA", "Hãng <&> 'x'"
    data.ImagerPixelSpacing, data.KVP = [0.1, 0.2], 120
    data.WindowCenter, data.WindowWidth = 2048, 4096
    data.SamplesPerPixel, data.PhotometricInterpretation, data.PixelRepresentation = 1, "MONOCHROME2", 0
    data.Rows, data.Columns, data.BitsAllocated, data.BitsStored, data.HighBit = 80, 60, 16, 12, 11
    data.PixelData = (np.arange(4800, dtype="<u2") * 2 % 4096).tobytes()
    data.save_as(tmp_path / "source.dcm", enforce_file_format=True)
    return tmp_path / "source.dcm"


@pytest.fixture
def frame(radiograph):
    return read_image(radiograph)


def made(frame, depth=8):
    return plate(frame, default_view(frame), depth=depth)


def test_what_tells_whose_image_it_is_is_left_out_unless_it_is_named(radiograph):
    attributes = attributes_of(radiograph)
    assert MARK in {one.value for one in attributes}
    usual = choose(attributes)
    keywords = {one.keyword for one in usual}
    assert {"Modality", "ViewPosition", "Manufacturer", "ImagerPixelSpacing", "KVP", "Rows", "BitsStored"} <= keywords
    assert not {"PatientSex", "PatientAge", "StudyDate", "SOPInstanceUID"} & keywords
    assert not any(MARK in one.value for one in usual)
    with pytest.raises(Cxr12Error, match="PatientSex: this may tell whose image it is"):
        choose(attributes, ["PatientSex"])
    named = choose(attributes, ["0018,5101", "patientsex"], identifying=True)
    assert [(one.number, one.value) for one in named] == [("(0010,0040)", "F"), ("(0018,5101)", "PA")]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("Nonsense", "expected a keyword or a number"), ("Laterality", "no such attribute"),
     ("PixelData", "no such attribute"), ("0008,1140", "no such attribute")],
)  # fmt: skip
def test_names_that_cannot_be_written_are_refused(radiograph, name, reason):
    with pytest.raises(Cxr12Error, match=f"^{name}: .*{reason}"):
        choose(attributes_of(radiograph), [name], identifying=True)


@pytest.mark.parametrize("depth", [8, 16])
@pytest.mark.parametrize("channel", ["", *CHANNELS])
def test_all_that_is_written_is_read_three_times(radiograph, frame, tmp_path, depth, channel):
    before = hashlib.sha256(radiograph.read_bytes()).hexdigest(), radiograph.stat().st_mtime_ns
    names = ["Modality", "PatientName", "Manufacturer", "0009,1001"]
    attributes = choose(attributes_of(radiograph), names, identifying=True)
    done = embed(tmp_path / "a.png", made(frame, depth), attributes, channel=channel, source=radiograph)
    read = extract(tmp_path / "a.png")
    expected = (
        Item(0x00080060, "Modality", "DX"), Item(0x00080070, "Manufacturer", "Hãng <&> 'x'"),
        Item(0x00091001, "", MARK), Item(0x00100010, "PatientName", f"{MARK}^Ánh"),
    )  # fmt: skip
    assert read.notes == ()
    assert tuple(one for one in read.texts if one.tag) == expected
    assert tuple(one for one in read.xmp if one.tag) == expected
    assert (read.bits.items if channel else expected) == expected
    assert (read.bits.channel, read.bits.format) == (channel, "cxr12") if channel else read.bits is None
    # Pillow reads the pixels: those of the file, but for the lowest bit where that was asked for.
    pixels = cv2.imread(str(tmp_path / "a.png"), cv2.IMREAD_UNCHANGED)
    stored = pydicom.dcmread(radiograph).pixel_array
    shown = stored if depth == 16 else render(frame, default_view(frame))
    assert pixels.dtype == (np.uint16 if depth == 16 else np.uint8)
    assert pixels.shape == ((80, 60, 3) if channel in CHANNELS[1:] else (80, 60))
    grey = shown[..., None] if pixels.ndim == 3 else shown
    assert np.abs(pixels.astype(int) - grey).max() <= (1 if channel else 0)
    error = np.mean((pixels.astype(float) - grey) ** 2)
    if channel:
        assert done.psnr_db == pytest.approx(10 * np.log10((4095 if depth == 16 else 255) ** 2 / error))
        assert 0 < done.used <= done.capacity == 80 * 60 // 8 - 12
    else:
        assert (done.used, done.psnr_db) == (0, float("inf"))
    assert (hashlib.sha256(radiograph.read_bytes()).hexdigest(), radiograph.stat().st_mtime_ns) == before


def test_pillow_reads_text_and_xmp(radiograph, frame, tmp_path):
    embed(tmp_path / "a.png", made(frame), choose(attributes_of(radiograph)), channel="grey")
    picture = Image.open(tmp_path / "a.png")
    assert picture.text["DICOM (0008,0070) Manufacturer"] == "Hãng <&> 'x'"
    assert picture.text["Disclaimer"] == "Research use only - not for diagnosis"
    assert picture.text["Description"].endswith("LINEAR; the lowest bits of grey carry text")
    assert "<dicom:ImagerPixelSpacing>0.1\\0.2</dicom:ImagerPixelSpacing>" in picture.text["XML:com.adobe.xmp"]
    assert picture.info["xmp"]  # known to it as the packet that it is


def test_nothing_planted_is_in_the_bytes(radiograph, frame, tmp_path):
    for channel in ("", "grey", "blue"):
        embed(tmp_path / "a.png", made(frame), choose(attributes_of(radiograph)), channel=channel, source=radiograph)
        assert MARK.encode() not in (tmp_path / "a.png").read_bytes()
        assert MARK not in repr(extract(tmp_path / "a.png"))


def test_what_does_not_fit_is_not_written(radiograph, frame, tmp_path):
    small = Plate(np.zeros((20, 20), np.uint8), 255, "Nothing")
    with pytest.raises(Cxr12Error, match=r"room for 38 bytes, the attributes take \d+: choose fewer"):
        embed(tmp_path / "a.png", small, choose(attributes_of(radiograph)), channel="grey")
    assert not (tmp_path / "a.png").exists()
    with pytest.raises(Cxr12Error, match="room for 0 bytes, the attributes take 2"):
        embed(tmp_path / "a.png", Plate(np.zeros((2, 2), np.uint8), 255, "Nothing"), (), channel="grey")


def test_a_colour_picture_has_no_channel_grey(tmp_path):
    colors = Plate(np.zeros((30, 30, 3), np.uint8), 255, "Colours as shown")
    with pytest.raises(Cxr12Error, match="no channel grey"):
        embed(tmp_path / "a.png", colors, (), channel="grey")


def test_the_source_is_never_written_to(radiograph, frame):
    before = radiograph.read_bytes()
    with pytest.raises(Cxr12Error, match="the image itself"):
        embed(radiograph, made(frame), (), source=radiograph)
    assert radiograph.read_bytes() == before


def test_a_picture_that_carries_bits_in_one_channel_still_opens(radiograph, frame, tmp_path):
    for channel in CHANNELS:
        embed(tmp_path / "a.png", made(frame), choose(attributes_of(radiograph)), channel=channel)
        again = read_image(tmp_path / "a.png")
        shown = render(frame, default_view(frame))
        if channel != "grey":
            assert np.array_equal(again.stored[0], shown)
            assert again.notes == (
                f"A colour PNG with channels equal but for the lowest bits of {channel}, read as grey.",
            )
    write_png(tmp_path / "c.png", np.dstack([shown, shown, np.clip(shown, 2, 255) - 2]))
    with pytest.raises(RefusedError, match="found colours"):
        read_image(tmp_path / "c.png")


# Pictures of others, and of nobody's friends


def test_a_picture_that_carries_nothing(tmp_path):
    cv2.imwrite(str(tmp_path / "a.png"), np.zeros((30, 30), np.uint8))
    assert extract(tmp_path / "a.png").is_empty


def test_what_is_no_png_is_refused(radiograph, tmp_path):
    with pytest.raises(NotDicomError, match="not a PNG picture"):
        extract(radiograph)
    with pytest.raises(UnreachableError):
        extract(tmp_path / "absent.png")


@pytest.mark.parametrize("payload", ["", "words", "[1]", '{"a": 1}', '{"00100040": 1}', "[" * 100_000])
def test_any_text_in_our_bits_is_one_entry(tmp_path, payload):
    write_png(tmp_path / "a.png", hide(np.zeros((1000, 1000), np.uint8), payload))
    assert extract(tmp_path / "a.png").bits.items == (Item(None, "", payload),)


def test_damaged_bits_are_told_and_the_rest_read(radiograph, frame, tmp_path):
    embed(tmp_path / "a.png", made(frame), choose(attributes_of(radiograph)), channel="grey")
    pixels = cv2.imread(str(tmp_path / "a.png"), cv2.IMREAD_UNCHANGED)
    pixels[10] ^= 1
    write_png(tmp_path / "b.png", pixels)
    read = extract(tmp_path / "b.png")
    assert read.bits is None
    assert len(read.texts) == 2  # Software and Disclaimer
    assert read.notes == (
        "The lowest bits of grey begin like text of CXR-12, but its checksum is another one; the picture was changed "
        "or compressed since.",
    )


def test_a_cut_picture_gives_what_there_is(radiograph, frame, tmp_path):
    embed(tmp_path / "a.png", made(frame), choose(attributes_of(radiograph)), channel="grey")
    whole = extract(tmp_path / "a.png")
    content = (tmp_path / "a.png").read_bytes()
    at = content.index(b"IDAT") + 20
    (tmp_path / "cut.png").write_bytes(content[:at])
    read = extract(tmp_path / "cut.png")
    assert (read.texts, read.xmp, read.bits) == (whole.texts, whole.xmp, None)
    assert read.notes[0] == "The file breaks off, or never ends; text after that is not read."
    assert read.notes[1].startswith("The pixels were not looked at: the PNG picture cannot be decoded")


def test_a_picture_of_60000_by_60000_takes_neither_time_nor_memory(tmp_path):
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"tEXt", b"a\0b")
    (tmp_path / "a.png").write_bytes(content + chunk(b"IDAT", zlib.compress(bytes(60_000))) + chunk(b"IEND", b""))
    tracemalloc.start()
    began = time.perf_counter()
    read = extract(tmp_path / "a.png")
    assert time.perf_counter() - began < 1
    assert tracemalloc.get_traced_memory()[1] < 8 << 20
    tracemalloc.stop()
    assert read.texts == (Item(None, "a", "b"),)
    assert read.notes[0].startswith("The pixels were not looked at: expected at most 128 MiB of pixels")


def test_a_packet_that_declares_entities_is_told(tmp_path):
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    content = png_bytes(
        np.zeros((4, 4), np.uint8), chunks=chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + bomb.encode())
    )
    (tmp_path / "a.png").write_bytes(content)
    read = extract(tmp_path / "a.png")
    assert read.xmp == ()
    assert read.notes == ("XMP was left out: the XMP packet declares a document type.",)


def test_the_thesis_pictures_are_read(tmp_path):
    digits = "".join(format(ord(letter), "08b") for letter in "(00100040)F(00101010)045Y@")
    picture = np.full((224, 224, 3), 100, np.uint8)
    for number, digit in enumerate(digits):
        picture[number // 224, number % 224, 2] += int(digit)
    Image.fromarray(picture).save(tmp_path / "thesis.png")
    read = extract(tmp_path / "thesis.png")
    assert (read.bits.format, read.bits.channel) == ("thesis", "blue")
    assert read.bits.items == (Item(0x00100040, "PatientSex", "F"), Item(0x00101010, "PatientAge", "045Y"))


@pytest.mark.real_data
def test_a_real_radiograph_comes_back(real_data, tmp_path):
    for source in sorted((real_data / "dicom_cxr").glob("*.dcm")):
        image = read_image(source)
        attributes = choose(attributes_of(source))
        assert attributes
        for depth in (8, 16):
            embed(tmp_path / "a.png", made(image, depth), attributes, channel="grey", source=source)
            read = extract(tmp_path / "a.png")
            written = [(one.tag, one.value) for one in attributes]
            assert [(one.tag, one.value) for one in read.bits.items] == written
            assert [(one.tag, one.value) for one in read.texts if one.tag] == written
