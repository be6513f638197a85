"""Colour and palette images: worked out by hand from PS3.3, and against pydicom and decoded twins."""

import struct
from pathlib import Path

import imagecodecs
import numpy as np
import pydicom
import pytest
from pydicom.data import get_palette_files, get_testdata_file
from pydicom.dataelem import DataElement
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

from core.dicom.header import IMAGE, read_header
from core.dicom.read import read
from core.errors import DamagedError, UnsupportedError

J2K, J2K_ANY, JPEG_LS, RLE = (f"1.2.840.10008.1.2.{n}" for n in ("4.90", "4.91", "4.80", "5"))
BASELINE, EXTENDED, JXL, HTJ2K = (f"1.2.840.10008.1.2.4.{n}" for n in (50, 51, 110, 201))
CORNERSTONE = "conformance/cornerstone/testImages"

RED, GREEN, BLUE, GREY = (255, 0, 0), (0, 255, 0), (0, 0, 255), (90, 90, 90)
PIXELS = np.array([[RED, GREEN, BLUE], [GREY, (1, 2, 3), (250, 128, 7)]], np.uint8)


@pytest.fixture
def colour(make):
    """A colour image with these samples (rows x columns x 3, or frames first)."""

    def build(samples, photometric="RGB", *, planar=0, data=None, **attributes):
        samples = np.asarray(samples)
        dataset = make.image(samples[..., 0], **attributes)
        dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 3, photometric
        dataset.PlanarConfiguration = planar
        order = ">" if dataset.file_meta.TransferSyntaxUID == ExplicitVRBigEndian else "<"
        ordered = np.moveaxis(samples, -1, -3) if planar else samples
        packed = data or ordered.astype(samples.dtype.newbyteorder(order)).tobytes()
        dataset.PixelData = packed + b"\0" * (len(packed) % 2)
        dataset["PixelData"].VR = "OW" if samples.dtype.itemsize > 1 else "OB"
        return dataset

    return build


def sample(name):
    return Path(get_testdata_file(name, download=False))


@pytest.mark.parametrize(
    "syntax", [ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian]
)
@pytest.mark.parametrize("planar", [0, 1])
def test_rgb_by_pixel_and_by_plane(colour, write, syntax, planar):
    frame = read(write(colour(PIXELS, planar=planar, syntax=syntax)))
    assert np.array_equal(frame.color, PIXELS[None])
    assert np.array_equal(frame.stored, PIXELS[None])
    assert (frame.photometric, frame.frames, frame.rows, frame.columns) == ("RGB", 1, 2, 3)
    assert frame.color.dtype == np.uint8
    assert not frame.color.flags.writeable
    assert not frame.stored.flags.writeable


def test_frames_of_planes_keep_their_order(colour, write):
    frames = np.stack([PIXELS, 255 - PIXELS, PIXELS // 2])
    assert np.array_equal(read(write(colour(frames, planar=1))).color, frames)


@pytest.mark.parametrize(
    ("bits", "stored", "grey"),
    [
        # rounded 255 * v / (2**bits - 1)
        (16, [0, 65535, 32768, 128, 129, 385], [0, 255, 128, 0, 1, 1]),
        (12, [0, 4095, 2048, 8, 9, 4094], [0, 255, 128, 0, 1, 255]),
        (5, [0, 31, 16, 1, 2, 30], [0, 255, 132, 8, 16, 247]),
    ],
)
def test_other_depths_are_scaled_to_eight_bits(colour, write, bits, stored, grey):
    dtype = np.uint16 if bits > 8 else np.uint8
    samples = np.array(stored, dtype).reshape(1, 2, 3)
    frame = read(write(colour(samples, bits_stored=bits)))
    assert frame.color.ravel().tolist() == grey
    assert frame.stored.ravel().tolist() == stored


def ybr(pixels):
    """PS3.3 C.7.6.3.1.2, YBR_FULL, in floating point."""
    r, g, b = np.moveaxis(pixels.astype(float), -1, 0)
    y = 0.2990 * r + 0.5870 * g + 0.1140 * b
    cb = -0.1687 * r - 0.3313 * g + 0.5000 * b + 128
    cr = 0.5000 * r - 0.4187 * g - 0.0813 * b + 128
    return np.clip(np.rint(np.stack([y, cb, cr], axis=-1)), 0, 255).astype(np.uint8)


def test_luminance_and_chrominance_become_colours(colour, write):
    pixels = np.random.default_rng(1).integers(0, 256, (20, 30, 3)).astype(np.uint8)
    frame = read(write(colour(ybr(pixels), "YBR_FULL")))
    assert np.array_equal(frame.stored[0], ybr(pixels))
    # Half a level of rounding in each of Y, Cb, Cr: at most 0.5 + 0.5 * 1.772 + 0.5 away.
    assert np.abs(frame.color[0].astype(int) - pixels).max() <= 2


def test_known_chrominance_by_hand(colour, write):
    samples = np.array([[(100, 128, 128), (100, 228, 128), (100, 128, 228)]], np.uint8)
    # B = 100 + 1.772 * 100; G = 100 - 0.344136 * 100 and 100 - 0.714136 * 100; R = 100 + 1.402 * 100.
    wanted = [[100, 100, 100], [100, 66, 255], [240, 29, 100]]
    assert read(write(colour(samples, "YBR_FULL"))).color[0, 0].tolist() == wanted


def test_halved_chrominance_is_shared_by_two_pixels(colour, write):
    dataset = colour(np.zeros((1, 4, 3), np.uint8), "YBR_FULL_422", data=bytes([10, 20, 128, 128, 30, 40, 130, 126]))
    frame = read(write(dataset))
    assert frame.stored[0, 0].tolist() == [[10, 128, 128], [20, 128, 128], [30, 130, 126], [40, 130, 126]]
    assert frame.color[0, 0, :2].tolist() == [[10] * 3, [20] * 3]


def test_halved_by_name_but_not_in_bytes(colour, write):
    """Some files say YBR_FULL_422 and hold all the chrominance there is; what counts is what is there."""
    samples = ybr(np.concatenate([PIXELS, PIXELS], axis=1))
    assert np.array_equal(read(write(colour(samples, "YBR_FULL_422"))).stored[0], samples)


def test_halved_chrominance_needs_pairs(colour, write):
    dataset = colour(np.zeros((2, 3, 3), np.uint8), "YBR_FULL_422", data=bytes(12))
    with pytest.raises(DamagedError, match=r"Columns .* even"):
        read(write(dataset))


def rle(samples):
    """RLE with literal runs only (PS3.5 G): one segment a sample and byte, most significant byte first."""
    planes = np.moveaxis(samples, -1, 0).astype(samples.dtype.newbyteorder(">"))
    segments = []
    for plane in planes:
        for byte in plane.reshape(-1, 1).view(np.uint8).reshape(plane.size, -1).T:
            runs = [byte[at : at + 128] for at in range(0, len(byte), 128)]
            segment = b"".join(bytes([len(run) - 1]) + run.tobytes() for run in runs)
            segments.append(segment + b"\x80" * (len(segment) % 2))
    starts = np.cumsum([64, *map(len, segments[:-1])]).tolist()
    return struct.pack("<16I", len(segments), *starts, *[0] * (15 - len(segments))) + b"".join(segments)


def j2k(samples, **options):
    return imagecodecs.jpeg2k_encode(samples, level=0, codecformat="j2k", reversible=True, **options)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize(
    ("syntax", "photometric", "encode"),
    [
        (RLE, "RGB", rle),
        (JPEG_LS, "RGB", imagecodecs.jpegls_encode),
        (J2K, "YBR_RCT", j2k),
        (J2K, "RGB", lambda samples: j2k(samples, mct=False)),
        (HTJ2K, "YBR_RCT", lambda samples: imagecodecs.htj2k_encode(samples, reversible=True)),
        (JXL, "RGB", lambda samples: imagecodecs.jpegxl_encode(samples, lossless=True)),
    ],
)
def test_lossless_codecs_return_the_colours(make, colour, write, dtype, syntax, photometric, encode):
    top = np.iinfo(dtype).max
    samples = np.random.default_rng(3).integers(0, top + 1, (37, 41, 3)).astype(dtype)
    frame = read(write(make.compress(colour(samples, photometric), [encode(samples)], syntax)))
    assert np.array_equal(frame.stored[0], samples)
    assert np.array_equal(frame.color[0], np.floor(samples / top * 255 + 0.5))
    assert frame.notes == ()
    assert frame.codestream_bits == (0 if syntax in (RLE, JXL) else 8 * samples.itemsize)


def smooth():
    y, x = np.mgrid[0:64, 0:64]
    return np.stack([2 * x + 60, 2 * y + 40, 200 - x - y], axis=-1).astype(np.uint8)


@pytest.mark.parametrize(
    ("photometric", "options", "noted"),
    [
        ("YBR_FULL_422", {}, False),  # JFIF, chrominance halved
        ("YBR_FULL", {"subsampling": "444"}, False),
        ("RGB", {"colorspace": "RGB", "outcolorspace": "RGB"}, False),  # Adobe mark without transform
        ("RGB", {}, True),  # what some writers do: the codestream knows better
        ("YBR_FULL", {"colorspace": "RGB", "outcolorspace": "RGB"}, True),
    ],
)
def test_jpeg_says_itself_what_its_components_are(make, colour, write, photometric, options, noted):
    code = imagecodecs.jpeg8_encode(smooth(), level=98, **options)
    frame = read(write(make.compress(colour(smooth(), photometric), [code], BASELINE)))
    assert np.abs(frame.color[0].astype(int) - smooth()).max() <= 6
    assert any("its word is taken" in note for note in frame.notes) == noted


def test_jpeg_recompressed_as_jpeg_xl_comes_out_in_colour(make, colour, write):
    jpeg = imagecodecs.jpeg8_encode(smooth(), level=98)
    dataset = make.compress(colour(smooth(), "YBR_FULL_422"), [imagecodecs.jpegxl_encode_jpeg(jpeg)], f"{JXL[:-1]}1")
    frame = read(write(dataset))
    assert np.abs(frame.color[0].astype(int) - smooth()).max() <= 8
    assert frame.notes == ()


def test_jpeg_without_any_mark_is_what_the_header_says(make, colour, write):
    code = imagecodecs.jpeg8_encode(smooth(), level=98, colorspace="RGB", outcolorspace="RGB")
    app14 = code.index(b"\xff\xee")
    bare = code[:app14] + code[app14 + 2 + int.from_bytes(code[app14 + 2 : app14 + 4], "big") :]
    bare = bare.replace(b"R\x11\x00G\x11\x00B\x11\x00", b"\x01\x11\x00\x02\x11\x00\x03\x11\x00")
    bare = bare.replace(b"\x03R\x00G\x00B\x00", b"\x03\x01\x00\x02\x00\x03\x00")
    assert b"Adobe" not in bare
    assert b"JFIF" not in bare
    as_rgb = read(write(make.compress(colour(smooth(), "RGB"), [bare], BASELINE)))
    assert np.abs(as_rgb.color[0].astype(int) - smooth()).max() <= 6
    as_ybr = read(write(make.compress(colour(smooth(), "YBR_FULL"), [bare], BASELINE), "ybr.dcm"))
    assert np.array_equal(as_ybr.stored, as_rgb.stored)
    assert not np.array_equal(as_ybr.color, as_rgb.color)


def test_colour_codestream_under_a_grey_header_and_the_other_way_round(make, colour, write):
    code, grey = imagecodecs.jpeg8_encode(smooth()), imagecodecs.jpeg8_encode(smooth()[..., 0].copy())
    with pytest.raises(DamagedError, match="header says one sample per pixel, the codestream 3"):
        read(write(make.compress(make.image(smooth()[..., 0]), [code], EXTENDED)))
    with pytest.raises(DamagedError, match="header says 3 samples per pixel, the codestream 1"):
        read(write(make.compress(colour(smooth()), [grey], EXTENDED)))


def test_rle_of_the_wrong_number_of_planes(make, colour, write):
    with pytest.raises(DamagedError, match="expected 3 RLE segments, found 1"):
        read(write(make.compress(colour(PIXELS), [rle(PIXELS[..., :1])], RLE)))


@pytest.mark.parametrize(
    ("packed", "twin", "levels"),
    [
        ("SC_rgb_rle.dcm", "SC_rgb.dcm", 0),
        ("SC_rgb_rle_16bit.dcm", "SC_rgb.dcm", 0),
        ("SC_rgb_rle_32bit_2frame.dcm", "SC_rgb_2frame.dcm", 0),
        ("SC_rgb_expb_16bit_2frame.dcm", "SC_rgb_2frame.dcm", 0),
        ("SC_rgb_jpeg_gdcm.dcm", "SC_rgb.dcm", 0),  # lossless
        ("US1_J2KR.dcm", "US1_UNCR.dcm", 0),  # reversible transform
        ("US1_J2KI.dcm", "US1_UNCI.dcm", 0),  # irreversible, decoded by someone else
        ("SC_rgb_gdcm_KY.dcm", "SC_rgb_gdcm2k_uncompressed.dcm", 0),
        ("SC_rgb_jpeg.dcm", "SC_rgb_jpeg_dcmd.dcm", 0),  # an Adobe mark that breaks off
        ("SC_rgb_dcmtk_+eb+cr.dcm", "SC_rgb_dcmtk_ebcr_dcmd.dcm", 0),
        ("SC_rgb_dcmtk_+eb+cy+n1.dcm", "SC_rgb_dcmtk_ebcyn1_dcmd.dcm", 1),
        ("SC_rgb_dcmtk_+eb+cy+np.dcm", "SC_rgb_dcmtk_ebcynp_dcmd.dcm", 1),
        ("SC_rgb_dcmtk_+eb+cy+s2.dcm", "SC_rgb_dcmtk_ebcys2_dcmd.dcm", 1),
        ("SC_rgb_dcmtk_+eb+cy+s4.dcm", "SC_rgb_dcmtk_ebcys4_dcmd.dcm", 1),
        ("SC_rgb_jls_lossy_sample.dcm", "SC_rgb.dcm", 2),
        ("SC_rgb_jls_lossy_line.dcm", "SC_rgb.dcm", 2),
        ("SC_ybr_full_uncompressed.dcm", "SC_rgb_dcmtk_ebcys4_dcmd.dcm", 1),
        ("color-pl.dcm", "color-px.dcm", 0),
        ("OBXXXX1A_rle_2frame.dcm", "OBXXXX1A_2frame.dcm", 0),
        ("OBXXXX1A_expb.dcm", "OBXXXX1A.dcm", 0),
        ("gdcm-US-ALOKA-16_big.dcm", "gdcm-US-ALOKA-16.dcm", 0),
    ],
)
def test_public_files_equal_their_decoded_twins(packed, twin, levels):
    found, wanted = read(sample(packed)).color, read(sample(twin)).color
    assert found.shape == wanted.shape
    assert np.abs(found.astype(int) - wanted).max() <= levels


@pytest.mark.real_data
def test_halved_ultrasound_equals_pydicoms_conversion(real_data):
    path = real_data / CORNERSTONE / "US-YBR_FULL_422-EVRLE.dcm"
    wanted = pydicom.pixels.pixel_array(path)  # to RGB
    assert np.abs(read(path).color[0].astype(int) - wanted).max() <= 1


# --- palettes ---


def palette(dataset, tables, first=0, bits=16, entries=None, vr="US", data=None):
    for name, values in zip(("Red", "Green", "Blue"), tables, strict=True):
        count = len(values) if entries is None else entries
        keyword = f"{name}PaletteColorLookupTable"
        dataset[f"{keyword}Descriptor"] = DataElement(f"{keyword}Descriptor", vr, [count, first, bits])
        packed = data or np.asarray(values, "<u2").tobytes()
        dataset[f"{keyword}Data"] = DataElement(f"{keyword}Data", "OW", packed)
    return dataset


TABLES = [[0, 65535, 32768, 128], [65535, 0, 257, 129], [1, 2, 3, 65278]]
BYTES = [[0, 255, 128, 0], [255, 0, 1, 1], [0, 0, 0, 254]]  # v / 257, rounded


def test_palette_of_sixteen_bits(make, write):
    index = np.array([[0, 1, 2, 3]], np.uint8)
    frame = read(write(palette(make.image(index, PhotometricInterpretation="PALETTE COLOR"), TABLES)))
    assert np.array_equal(frame.color[0, 0], np.transpose(BYTES))
    assert np.array_equal(frame.stored[0], index)
    assert frame.notes == ()


def test_indices_beyond_the_palette_take_its_ends(make, write):
    """PS3.3 C.7.6.3.1.5: below the first value mapped the first entry, beyond the last the last."""
    dataset = make.image(np.array([[0, 9, 10, 13, 14, 4095]], np.uint16), bits_stored=12)
    dataset.PhotometricInterpretation = "PALETTE COLOR"
    found = read(write(palette(dataset, TABLES, first=10))).color[0, 0]
    assert np.array_equal(found, np.transpose(BYTES)[[0, 0, 0, 3, 3, 3]])


def test_first_value_mapped_is_signed_with_signed_pixels(make, write):
    cells = np.array([[-3, -2, 0, 1]], np.int16).view(np.uint16)
    dataset = make.image(cells, signed=True, PhotometricInterpretation="PALETTE COLOR")
    found = read(write(palette(dataset, TABLES, first=-2, vr="SS"))).color[0, 0]
    assert np.array_equal(found, np.transpose(BYTES)[[0, 0, 2, 3]])


def test_no_entries_mean_65536(make, write):
    dataset = make.image(np.array([[0, 1, 40000, 65535]], np.uint16), PhotometricInterpretation="PALETTE COLOR")
    ramp = np.arange(65536)
    found = read(write(palette(dataset, [ramp, ramp[::-1], ramp], entries=0))).color[0, 0]
    assert found[:, 0].tolist() == [0, 0, 156, 255]  # 40000 / 257 = 155.6
    assert found[:, 1].tolist() == [255, 255, 99, 0]


@pytest.mark.parametrize("data", [bytes([7, 8, 9, 255]), struct.pack("<4H", 7, 8, 9, 255)])
def test_palette_of_eight_bits_packed_or_not(make, write, data):
    dataset = make.image(np.array([[0, 1, 2, 3]], np.uint8), PhotometricInterpretation="PALETTE COLOR")
    frame = read(write(palette(dataset, [[0] * 4] * 3, bits=8, data=data)))
    assert frame.color[0, 0].tolist() == [[7] * 3, [8] * 3, [9] * 3, [255] * 3]


def test_eight_bit_values_under_sixteen_bits_are_said(make, write):
    dataset = make.image(np.array([[0, 1, 2, 3]], np.uint8), PhotometricInterpretation="PALETTE COLOR")
    frame = read(write(palette(dataset, [[0, 100, 200, 255]] * 3)))
    assert frame.color[0, 0, :, 0].tolist() == [0, 100, 200, 255]
    assert any("taken as 8 bits" in note for note in frame.notes)


def shorter(dataset):
    dataset.GreenPaletteColorLookupTableData = b"\1\0" * 3


def without(dataset):
    del dataset.BluePaletteColorLookupTableData


def two_values(dataset):
    dataset["RedPaletteColorLookupTableDescriptor"].value = [4, 0]


def many_bits(dataset):
    dataset["RedPaletteColorLookupTableDescriptor"].value = [4, 0, 12]


def unlike(dataset):
    dataset["BluePaletteColorLookupTableDescriptor"].value = [4, 1, 16]


@pytest.mark.parametrize("broken", [shorter, without, two_values, many_bits, unlike])
def test_broken_palette_is_refused(make, write, broken):
    dataset = palette(make.image(np.zeros((2, 2), np.uint8), PhotometricInterpretation="PALETTE COLOR"), TABLES)
    broken(dataset)
    with pytest.raises(DamagedError, match="alette"):
        read(write(dataset))


def segmented(dataset, values, length, bits=16):
    for name in ("Red", "Green", "Blue"):
        setattr(dataset, f"{name}PaletteColorLookupTableDescriptor", [length, 0, bits])
        keyword = f"Segmented{name}PaletteColorLookupTableData"
        dataset[keyword] = DataElement(keyword, "OW", np.asarray(values, "u1" if bits == 8 else "<u2").tobytes())
    return dataset


def test_segments_are_unfolded(make, write):
    """PS3.3 C.7.9.2: two values as they are, then a line to 60000 in four steps, then one down in two."""
    values = [0, 2, 1000, 20000, 1, 4, 60000, 1, 2, 0]
    dataset = make.image(np.arange(8, dtype=np.uint8)[None], PhotometricInterpretation="PALETTE COLOR")
    found = read(write(segmented(dataset, values, 8))).color[0, 0, :, 0]
    assert found.tolist() == [round(v / 257) for v in (1000, 20000, 30000, 40000, 50000, 60000, 30000, 0)]


@pytest.mark.parametrize("values", [[1, 4, 100], [0, 9, 1, 2], [0, 2, 5, 6, 2, 1, 0, 0], [7, 1, 1], [0, 2, 1, 2]])
def test_segments_that_make_no_palette_are_refused(make, write, values):
    dataset = make.image(np.zeros((2, 2), np.uint8), PhotometricInterpretation="PALETTE COLOR")
    with pytest.raises(DamagedError, match="PaletteColorLookupTableData"):
        read(write(segmented(dataset, values, 8)))


@pytest.mark.parametrize("name", ["spring", "summer", "fall", "winter", "hotiron", "pet"])
def test_well_known_palettes_equal_pydicoms(make, write, name):
    (path,) = get_palette_files(f"{name}.dcm")
    source = pydicom.dcmread(path)
    dataset = make.image(np.arange(256, dtype=np.uint8)[None], PhotometricInterpretation="PALETTE COLOR")
    dataset.update(source.group_dataset(0x0028))
    expected = pydicom.pixels.apply_color_lut(np.arange(256, dtype=np.uint8)[None], source)
    # Where a line passes half a level, pydicom rounds to the even one.
    assert np.abs(read(write(dataset)).color[0].astype(int) - expected).max() <= (name == "summer")


@pytest.mark.parametrize("name", ["OBXXXX1A.dcm", "examples_palette.dcm", "gdcm-US-ALOKA-16.dcm", "OT-PAL-8-face.dcm"])
def test_public_palette_images_equal_pydicoms(name):
    dataset = pydicom.dcmread(sample(name), force=True)
    if "TransferSyntaxUID" not in dataset.file_meta:
        dataset.file_meta.TransferSyntaxUID = ImplicitVRLittleEndian
    deep = pydicom.pixels.apply_color_lut(dataset.pixel_array, dataset)
    frame = read(sample(name))
    wanted = deep if deep.dtype == np.uint8 else np.floor(deep / 257 + 0.5)
    assert np.array_equal(frame.color[0], wanted)
    assert frame.stored.ndim == 3


def test_supplemental_palette_leaves_a_grey_image_grey():
    frame = read(sample("eCT_Supplemental.dcm"))
    assert (frame.photometric, frame.color) == ("MONOCHROME2", None)


# --- what colour images have in common ---


def test_browser_lists_colour_images(colour, make, write):
    facts = read_header(write(colour(PIXELS)))
    assert (facts.status, facts.reason, facts.photometric, facts.rows) == (IMAGE, "", "RGB", 2)
    indexed = make.image(np.zeros((2, 2), np.uint8), PhotometricInterpretation="PALETTE COLOR")
    assert read_header(write(indexed, "b.dcm")).status == IMAGE


def test_signed_and_floating_colours_are_refused(colour, write):
    with pytest.raises(DamagedError, match="PixelRepresentation"):
        read(write(colour(PIXELS, signed=True)))
    dataset = colour(np.zeros((2, 2, 3), np.uint32))
    dataset.FloatPixelData = dataset.PixelData
    del dataset.PixelData
    with pytest.raises(DamagedError, match="floating-point pixels are grey"):
        read(write(dataset))


@pytest.mark.parametrize("photometric", ["YBR_RCT", "YBR_ICT", "XYB"])
def test_transforms_of_codecs_are_no_uncompressed_pixels(colour, write, photometric):
    with pytest.raises(UnsupportedError, match=photometric):
        read(write(colour(PIXELS, photometric)))
