"""Images that are not all there: refused unless asked for, then marked, with what is missing out of every statistic."""

import resource
import struct
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from pydicom.data import get_testdata_file
from pydicom.uid import ExplicitVRBigEndian

from core.annotate.measure import statistics
from core.annotate.shapes import Rectangle
from core.dicom.integrity import integrity
from core.dicom.read import read
from core.display.histogram import counted
from core.display.view import auto_window, region_window
from core.errors import DamagedError
from core.picture import read_image

J2K, JPEG_LS, RLE, SOF3 = (f"1.2.840.10008.1.2.{n}" for n in ("4.90", "4.80", "5", "4.70"))
BASELINE, EXTENDED, JXL = (f"1.2.840.10008.1.2.4.{n}" for n in (50, 51, 110))


@pytest.fixture
def cut(write):
    """Write a data set and take bytes off its end; reading it without asking for damaged images is refused."""

    def to_file(dataset, missing, name="cut.dcm"):
        path = write(dataset, name)
        path.write_bytes(path.read_bytes()[:-missing])
        for plainly in (read, read_image):
            with pytest.raises(DamagedError):
                plainly(path)
        return path

    return to_file


def test_whole_images_are_the_same_either_way(make, write, ramp):
    path = write(make.image(ramp, bits_stored=12))
    frame = read(path, damaged=True)
    assert (frame.damaged, frame.padding, frame.notes) == ("", None, ())
    assert np.array_equal(frame.stored, read(path).stored)


def test_half_the_rows_are_there_and_the_others_are_padding(make, cut, ramp):
    frame = read_image(cut(make.image(ramp + 1, bits_stored=13), 128), damaged=True)
    assert frame.damaged == "the last 4 of 8 rows are missing: the pixel data has 128 of 256 bytes."
    assert np.array_equal(frame.stored[0, :4], ramp[:4] + 1)
    assert frame.padding == (0, 0)  # no pixel that is there has it
    assert (frame.stored[0, 4:] == 0).all()
    assert frame.notes == ()
    assert not frame.stored.flags.writeable


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        (1, "part of the last row is missing: the pixel data has 255 of 256 bytes."),
        (32, "the last of 8 rows is missing: the pixel data has 224 of 256 bytes."),
        (33, "the last of 8 rows and part of the row above are missing: the pixel data has 223 of 256 bytes."),
        (64, "the last 2 of 8 rows are missing: the pixel data has 192 of 256 bytes."),
        (66, "the last 2 of 8 rows and part of the row above are missing: the pixel data has 190 of 256 bytes."),
    ],
)
def test_it_says_what_is_missing(make, cut, ramp, missing, sentence):
    frame = read(cut(make.image(ramp, bits_stored=12), missing), damaged=True)
    assert frame.damaged == sentence
    present = (256 - missing) // 2
    assert np.array_equal(frame.stored.ravel()[:present], ramp.ravel()[:present])
    filling = set(frame.stored.ravel()[present:].tolist())
    assert filling == {frame.padding[0]}
    assert not filling & set(ramp.ravel()[:present].tolist())


def test_declared_short_is_as_damaged_as_cut_short(make, write, ramp):
    dataset = make.image(ramp, bits_stored=12)
    dataset.PixelData = dataset.PixelData[:-32]
    assert "the last of 8 rows is missing" in read(write(dataset), damaged=True).damaged


def test_the_pad_byte_of_an_odd_image_is_not_part_of_it(make, write):
    path = write(make.image(np.array([[1, 2, 3]], np.uint8)))
    path.write_bytes(path.read_bytes()[:-1])
    assert read(path).stored.tolist() == [[[1, 2, 3]]]


def test_missing_pixels_are_in_no_statistic(make, cut):
    cells = np.tile(np.arange(1000, 1016, dtype=np.uint16), (8, 4))
    frame = read(cut(make.image(cells, bits_stored=12), 512), damaged=True)
    assert frame.stored.min() < 1000
    found = integrity(frame)
    assert (found.lowest, found.highest, found.unique_levels) == (1000, 1015, 16)
    assert found.verdict.endswith("Part of the image is missing.")
    whole = auto_window(read(cut(make.image(cells, bits_stored=12), 1, "nearly.dcm"), damaged=True))
    assert (auto_window(frame).center, auto_window(frame).width) == (whole.center, whole.width) == (1008, 16)


@pytest.mark.parametrize("padding", [None, 7, 1003])
def test_missing_pixels_are_in_no_region_no_histogram_and_no_window(make, cut, padding):
    cells = np.tile(np.arange(1000, 1016, dtype=np.uint16), (8, 4))  # 8 rows of 64; the last four are cut off
    more = {} if padding is None else {"PixelPaddingValue": padding}
    frame = read(cut(make.image(cells, bits_stored=12, **more), 512), damaged=True)
    there = [value for value in range(1000, 1016) if value != padding]
    counts = counted(frame)
    assert sorted(counts.values.tolist()) == there
    assert counts.counts.sum() == 16 * len(there)  # four rows of four times each
    assert statistics(Rectangle(((0, 4), (64, 8))), frame).count == 0
    over_the_edge = statistics(Rectangle(((0, 3), (64, 5))), frame)
    assert over_the_edge.count == 4 * len(there)
    assert (over_the_edge.minimum, over_the_edge.maximum) == (there[0], there[-1])
    assert over_the_edge.mean == pytest.approx(sum(there) / len(there))
    window = region_window(frame, 0, slice(3, 8), slice(0, 64))
    assert (window.center, window.width) == ((there[0] + there[-1] + 1) / 2, there[-1] - there[0] + 1)


def test_missing_floats_are_in_no_region(make, cut):
    dataset = make.image(np.arange(16, dtype=np.uint16).reshape(4, 4), bits_stored=16)
    values = np.arange(16, dtype="<f4") / 8
    dataset.FloatPixelData, dataset.BitsAllocated = values.tobytes(), 32
    for keyword in ("PixelData", "BitsStored", "HighBit", "PixelRepresentation"):
        del dataset[keyword]
    frame = read(cut(dataset, 32), damaged=True)
    found = statistics(Rectangle(((0, 0), (4, 4))), frame)
    assert (found.count, found.minimum, found.maximum) == (8, 0.0, 0.875)
    assert (frame.is_missing(0, 1, 3), frame.is_missing(0, 2, 0)) == (False, True)


def test_it_tells_which_pixels_are_missing(make, cut, write, ramp):
    frame = read(cut(make.image(ramp, bits_stored=12), 66), damaged=True)  # 95 of 128 pixels: 5 rows and 15 of the 6th
    assert frame.present == 95
    where = [[frame.is_missing(0, row, column) for column in range(16)] for row in range(8)]
    assert np.array_equal(np.array(where).ravel(), np.arange(128) >= 95)
    assert not read(write(make.image(ramp, bits_stored=12))).is_missing(0, 7, 15)


@pytest.mark.parametrize(
    ("values", "bits", "signed", "fill"),
    [
        ([1, 2, 3, 4], 12, False, 0),  # the lowest possible value
        ([0, 2, 3, 4], 12, False, 4095),  # the highest
        ([0, 1, 4095, 4], 12, False, 2),  # the first unused
        ([0, 1, 2, 3], 12, True, -2048),
        ([-2048, 1, 2, 3], 12, True, 2047),
        ([0, 1, 0xFFFFFFFF, 7], 32, False, 2),
        ([5, 6, 7, 8], 32, True, -(1 << 31)),
    ],
)
def test_the_filling_is_a_value_that_no_pixel_has(make, cut, values, bits, signed, fill):
    dtype = np.dtype(f"{'i' if signed else 'u'}{2 if bits == 12 else 4}")
    cells = np.array([values, values], dtype)
    unsigned = cells.view(f"u{dtype.itemsize}")
    frame = read(cut(make.image(unsigned, bits_stored=bits, signed=signed), 4 * dtype.itemsize), damaged=True)
    assert frame.padding == (fill, fill)
    assert frame.stored.tolist() == [[values, [fill] * 4]]


def test_where_every_value_is_in_use_the_rarest_is_taken_and_said(make, cut):
    cells = np.concatenate([np.arange(256), np.arange(1, 256), [0] * 5, [77] * 4, np.zeros(40)]).astype(np.uint8)
    cells = np.delete(cells, 3).reshape(1, -1)  # the only 3 left is the later one
    frame = read(cut(make.image(cells), 40), damaged=True)
    assert frame.padding == (3, 3)
    assert frame.notes == ("1 pixels of the stored value 3 are taken for missing ones, too.",)


def test_the_files_own_padding_is_used(make, cut, ramp):
    dataset = make.image(ramp, bits_stored=12)
    dataset.add_new("PixelPaddingValue", "US", 37)
    frame = read(cut(dataset, 32), damaged=True)
    assert frame.padding == (37, 37)
    assert (frame.stored[0, -1] == 37).all()
    dataset.PixelPaddingValue = 65535  # which 12 bits cannot hold
    frame = read(cut(dataset, 32), damaged=True)
    assert frame.padding == (4095, 4095)
    assert (frame.stored[0, -1] == 4095).all()


def test_floats_are_filled_with_no_number(make, cut):
    dataset = make.image(np.zeros((2, 4), np.uint32))
    dataset.FloatPixelData = np.arange(8, dtype="<f4").tobytes()
    del dataset.PixelData
    frame = read(cut(dataset, 16), damaged=True)
    assert frame.padding is None
    assert frame.stored[0, 0].tolist() == [0, 1, 2, 3]
    assert np.isnan(frame.stored[0, 1]).all()


def test_big_endian_words_and_bytes(make, cut):
    cells = np.arange(1, 13, dtype=np.uint16).reshape(3, 4) * 257
    frame = read(cut(make.image(cells, syntax=ExplicitVRBigEndian), 9), damaged=True)
    assert frame.stored.ravel().tolist() == [*(cells.ravel()[:7]), *[0] * 5]
    small = make.image(np.arange(1, 13, dtype=np.uint8).reshape(3, 4), syntax=ExplicitVRBigEndian)
    small.PixelData = bytes([2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11])
    small["PixelData"].VR = "OW"
    frame = read(cut(small, 4), damaged=True)
    assert frame.stored.ravel().tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("missing", "frames", "sentence"),
    [
        (256, 2, "the last of 3 frames is missing"),
        (512, 1, "the last 2 of 3 frames are missing"),
        (300, 2, "of frame 2 the last of 8 rows and part of the row above are missing, and the last of 3 frames is "),
        (32, 3, "of frame 3 the last of 8 rows is missing: the pixel data has 736 of 768 bytes."),
        (511, 2, "of frame 2 the last 8 of 8 rows are missing"),
    ],
)
def test_frames_that_are_missing_in_whole_are_left_out(make, cut, ramp, missing, frames, sentence):
    cells = np.stack([ramp, ramp + 1, ramp + 2])
    frame = read(cut(make.image(cells, bits_stored=13), missing), damaged=True)
    if missing == 511:  # one byte of a pixel of two: not a pixel
        assert frame.frames == 1
        return
    assert frame.frames == frames
    assert frame.damaged.startswith(sentence)
    assert np.array_equal(frame.stored[0], ramp)


def test_colours_that_are_missing_are_black(make, cut):
    samples = np.full((4, 3, 3), 200, np.uint8)
    attributes = {"SamplesPerPixel": 3, "PhotometricInterpretation": "RGB", "PixelData": samples.tobytes()}
    by_pixel = read(cut(make.image(samples[..., 0], **attributes, PlanarConfiguration=0), 13), damaged=True)
    assert by_pixel.damaged.startswith("the last of 4 rows and part of the row above are missing")
    assert by_pixel.color.reshape(-1, 3).tolist() == [[200] * 3] * 7 + [[0] * 3] * 5
    by_plane = read(cut(make.image(samples[..., 0], **attributes, PlanarConfiguration=1), 6), damaged=True)
    assert by_plane.damaged.startswith("the last 2 of 4 rows are missing")
    assert by_plane.color.reshape(-1, 3).tolist() == [[200] * 3] * 6 + [[0] * 3] * 6
    assert by_plane.padding is None


def test_luminance_without_chrominance_is_black_not_green(make, cut):
    samples = np.full((2, 2, 3), 128, np.uint8)
    attributes = {"SamplesPerPixel": 3, "PhotometricInterpretation": "YBR_FULL", "PixelData": samples.tobytes()}
    frame = read(cut(make.image(samples[..., 0], **attributes, PlanarConfiguration=0), 6), damaged=True)
    assert frame.color[0].tolist() == [[[128] * 3] * 2, [[0] * 3] * 2]


@pytest.mark.parametrize("kept", [0, 1])
def test_nothing_to_show_stays_refused(make, write, ramp, kept):
    path = write(make.image(ramp, bits_stored=12))
    path.write_bytes(path.read_bytes()[: -256 + kept])
    with pytest.raises(DamagedError):
        read(path, damaged=True)


@pytest.mark.parametrize("size", [{"Rows": 65535, "Columns": 65535}, {"Rows": 20000, "Columns": 20000}])
def test_a_small_file_that_announces_a_giant_is_refused_before_memory_is_taken(make, write, ramp, size):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(DamagedError, match="too short to show any of it"):
        read(write(make.image(ramp, **size)), damaged=True)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 << 10  # KiB


def test_two_billion_announced_frames_are_as_many_as_there_are(make, write, ramp):
    frame = read(write(make.image(ramp, bits_stored=12, NumberOfFrames=2147483647)), damaged=True)
    assert frame.frames == 1
    assert frame.damaged.startswith("the last 2147483646 of 2147483647 frames are missing")


def test_public_truncated_file():
    frame = read(Path(get_testdata_file("MR_truncated.dcm", download=False)), damaged=True)
    whole = read(Path(get_testdata_file("MR_small.dcm", download=False)))
    assert frame.damaged.startswith("part of the last row is missing")
    assert np.array_equal(frame.stored.ravel()[:4065], whole.stored.ravel()[:4065])


# --- compressed ---


def slope(bits=12):
    y, x = np.mgrid[0:128, 0:96]
    return ((x * 13 + y * 7) % 1000 + 1000 >> 12 - bits).astype(np.uint16 if bits > 8 else np.uint8)


def j2k(cells):
    return imagecodecs.jpeg2k_encode(cells, level=0, codecformat="j2k", reversible=True)


@pytest.mark.parametrize("bits", [8, 12])
@pytest.mark.parametrize("whole_file", [True, False])
def test_jpeg_that_breaks_off_is_shown_down_to_there(make, write, bits, whole_file):
    cells = slope(bits)
    code = imagecodecs.jpeg8_encode(cells, level=95, **({"bitspersample": 12} if bits == 12 else {}))
    part = code[: len(code) // 2]
    dataset = make.compress(make.image(cells, bits_stored=bits), [part if whole_file else code], EXTENDED)
    path = write(dataset)
    if not whole_file:  # the file itself breaks off
        path.write_bytes(path.read_bytes()[: path.read_bytes().index(part) + len(part)])
    with pytest.raises(DamagedError):
        read(path)
    frame = read(path, damaged=True)
    intact = imagecodecs.jpeg8_decode(code)
    rows = int((frame.stored[0] == intact).all(axis=1).argmin())
    assert 32 <= rows <= 96
    assert frame.damaged.startswith("the last ")
    assert frame.damaged.endswith("rows are missing, perhaps a little more: the compressed pixel data breaks off.")
    assert (frame.stored[0, -16:] == frame.padding[0]).all()
    assert frame.padding[0] not in intact


@pytest.mark.parametrize(
    ("syntax", "encode"),
    [
        (EXTENDED, lambda cells: imagecodecs.jpeg8_encode(cells, level=95, bitspersample=12)),
        (JPEG_LS, imagecodecs.jpegls_encode),
        (J2K, j2k),
    ],
)
def test_a_codestream_without_its_end_mark_is_shown_whole(make, write, syntax, encode):
    cells = slope()
    code = encode(cells)
    path = write(make.compress(make.image(cells, bits_stored=12), [code[:-2]], syntax))
    with pytest.raises(DamagedError, match="end mark is missing"):
        read(path)
    frame = read(path, damaged=True)
    intact = read(write(make.compress(make.image(cells, bits_stored=12), [code], syntax), "whole.dcm"))
    assert np.array_equal(frame.stored, intact.stored)
    assert frame.damaged == "the compressed pixel data breaks off: the image may be wrong or coarse in places."
    assert frame.padding is None


@pytest.mark.parametrize(
    ("syntax", "encode"),
    [
        (JPEG_LS, imagecodecs.jpegls_encode),
        (J2K, j2k),
        (SOF3, lambda cells: imagecodecs.ljpeg_encode(cells, bitspersample=16)),
        (JXL, lambda cells: imagecodecs.jpegxl_encode(cells, lossless=True)),
    ],
)
def test_codecs_that_give_nothing_of_a_cut_frame_leave_it_refused(make, write, syntax, encode):
    code = encode(slope())
    path = write(make.compress(make.image(slope(), bits_stored=12), [code[: len(code) // 2]], syntax))
    with pytest.raises(DamagedError):
        read(path, damaged=True)


@pytest.mark.parametrize("offsets", [True, False])
@pytest.mark.parametrize("missing", ["one frame", "half a frame"])
def test_whole_frames_before_the_break_are_shown(make, write, offsets, missing):
    frames = np.stack([slope() + n for n in range(3)])
    codes = [j2k(one) for one in frames]
    path = write(make.compress(make.image(frames, bits_stored=12), codes, J2K, offsets=offsets))
    content = path.read_bytes()
    end = content.index(codes[2]) - 8 if missing == "one frame" else content.index(codes[2]) + len(codes[2]) // 2
    path.write_bytes(content[:end])
    with pytest.raises(DamagedError):
        read(path)
    frame = read(path, damaged=True)
    assert np.array_equal(frame.stored, frames[:2])
    assert frame.damaged == "the last of 3 frames is missing: the compressed pixel data breaks off."
    assert frame.padding is None


def test_fewer_frames_than_announced(make, write):
    frames = np.stack([slope() + n for n in range(2)])
    dataset = make.compress(make.image(frames, bits_stored=12), [j2k(one) for one in frames], J2K)
    dataset.NumberOfFrames = 5
    path = write(dataset)
    with pytest.raises(DamagedError, match="expected 5 frames, found 2"):
        read(path)
    frame = read(path, damaged=True)
    assert np.array_equal(frame.stored, frames)
    assert frame.damaged.startswith("the last 3 of 5 frames are missing")


def test_a_frame_of_rle_that_breaks_off_hides_no_frame_before_it(make, write):
    plane = bytes([257 - 127, 7]) * 2  # two runs of 127
    frame = struct.pack("<16I", 1, 64, *[0] * 14) + plane
    dataset = make.image(np.zeros((2, 2, 127), np.uint8))
    path = write(make.compress(dataset, [frame, frame[:-2]], RLE))
    with pytest.raises(DamagedError):
        read(path)
    found = read(path, damaged=True)
    assert (found.stored == 7).all()
    assert found.stored.shape == (1, 2, 127)
    assert found.damaged.startswith("the last of 2 frames is missing")


def test_colour_jpeg_that_breaks_off_is_black_below(make, write):
    y, x = np.mgrid[0:128, 0:96]
    pixels = np.stack([x + 60, y + 40, 200 - x // 2], axis=-1).astype(np.uint8)
    code = imagecodecs.jpeg8_encode(pixels, level=95)
    attributes = {"SamplesPerPixel": 3, "PhotometricInterpretation": "YBR_FULL_422", "PlanarConfiguration": 0}
    dataset = make.compress(make.image(pixels[..., 0], **attributes), [code[: len(code) // 2]], BASELINE)
    frame = read(write(dataset), damaged=True)
    assert (frame.color[0, -16:] == 0).all()
    assert np.abs(frame.color[0, :16].astype(int) - pixels[:16]).max() < 12
    assert "rows are missing" in frame.damaged


def test_public_file_that_lacks_nothing_but_the_mark_after_its_pixel_data():
    frame = read(Path(get_testdata_file("emri_small_jpeg_2k_lossless_too_short.dcm", download=False)))
    assert np.array_equal(frame.stored, read(Path(get_testdata_file("emri_small.dcm", download=False))).stored)
    assert frame.notes == ("The end mark after the pixel data is missing.",)
    assert frame.damaged == ""
