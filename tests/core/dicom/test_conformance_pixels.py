"""Every public file of two sample collections, and what these lack encoded from known arrays.

The second opinion is pydicom wherever one of its plugins decodes the file, the uncompressed twin of a lossless file, or
another codec library for lossless JPEG.
"""

import warnings
from pathlib import Path

import cv2
import imagecodecs
import numpy as np
import pydicom
import pytest
from pydicom.data import get_testdata_file

from core.dicom.compressed import SYNTAXES
from core.dicom.read import read
from core.errors import DamagedError, UnsupportedError

PYLIBJPEG = "conformance/pylibjpeg-data/ljdata/ds"
JPEG = "1.2.840.10008.1.2.4."

REFUSED = {
    "JPEG2000-embedded-sequence-delimiter.dcm": "the header says 1024 x 256",  # its size header is overwritten
    "MR_truncated.dcm": "the pixel data is too short",
    "badVR.dcm": "NumberOfFrames",
    "liver.dcm": "one bit per pixel",
    "liver_1frame.dcm": "one bit per pixel",
    "liver_expb.dcm": "one bit per pixel",
    "liver_expb_1frame.dcm": "one bit per pixel",
}
"""What is not decoded exactly, and why."""
NO_SECOND_OPINION = {
    "TOSHIBA_J2K_SIZ1_PixRep0.dcm",  # pydicom leaves 32768 too much; its twin below tells
    "color3d_jpeg_baseline.dcm",  # 120 frames: the first ones of another file do
}


def second_opinion(path):
    """Stored values as pydicom gives them, or None where none of its plugins can."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return pydicom.pixels.pixel_array(path, raw=True)
        except (RuntimeError, NotImplementedError, AttributeError, ValueError):
            return None


def examine(paths):
    """Compare each file with its second opinion; return what was compared, and what was decoded without one."""
    compared, alone = [], []
    for path in paths:
        if path.name in REFUSED:
            with pytest.raises((DamagedError, UnsupportedError), match=REFUSED[path.name]):
                read(path)
            continue
        frame = read(path)
        wanted = None if path.name in NO_SECOND_OPINION else second_opinion(path)
        if wanted is None:
            alone.append(path.name)
            continue
        assert np.array_equal(frame.stored, wanted.reshape(frame.stored.shape)), path.name
        assert frame.stored.dtype == wanted.dtype.newbyteorder("="), path.name
        compared.append(path.name)
    return compared, alone


def images(paths):
    found = []
    for path in sorted(paths):
        try:
            if "Rows" in pydicom.dcmread(path, specific_tags=["Rows"], stop_before_pixels=True):
                found.append(path)
        except (pydicom.errors.InvalidDicomError, OSError, EOFError, AttributeError, TypeError, NotImplementedError):
            continue
    return found


@pytest.mark.filterwarnings("ignore")
def test_pydicoms_samples_decode_exactly():
    folders = {Path(get_testdata_file(name, download=False)).parent for name in ("CT_small.dcm", "RG1_UNCR.dcm")}
    compared, alone = examine(images(path for folder in folders for path in folder.glob("*.dcm")))
    assert len(compared) >= 95
    # Lossless JPEG, 12-bit JPEG and deflated data sets: compared below, by other means.
    assert {name for name in alone if name.startswith(("JPEG-LL", "JPGLossless", "JPGExtended", "image_dfl"))}
    assert len(alone) <= 12, alone


@pytest.mark.real_data
@pytest.mark.filterwarnings("ignore")
def test_the_conformance_folder_decodes_exactly(real_data):
    compared, alone = examine(images((real_data / "conformance").rglob("*.dcm")))
    assert len(compared) >= 70
    assert len(alone) <= 20, alone


@pytest.mark.real_data
def test_signedness_of_the_codestream_wins_where_it_is_signed(real_data):
    folder = real_data / PYLIBJPEG / "JPEG2000Lossless"
    said_unsigned, said_signed = (read(folder / f"TOSHIBA_J2K_SIZ{n}.dcm") for n in ("1_PixRep0", "0_PixRep1"))
    assert np.array_equal(said_unsigned.stored, said_signed.stored)
    assert said_unsigned.stored.min() < 0
    assert (said_unsigned.signed, said_unsigned.stored.dtype) == (True, np.int16)
    assert any("the codestream signed" in note for note in said_unsigned.notes)


def test_signed_codestream_under_an_unsigned_header(make, write):
    cells = np.array([[-5, 7], [0, -2000]], np.int16)
    code = imagecodecs.jpeg2k_encode(cells, level=0, codecformat="j2k", reversible=True)
    dataset = make.image(cells.view(np.uint16), bits_stored=12)
    dataset.add_new("PixelPaddingValue", "SS", -2000)
    frame = read(write(make.compress(dataset, [code], f"{JPEG}90")))
    assert np.array_equal(frame.stored[0], cells)
    assert frame.padding == (-2000, -2000)


def codestream(path):
    dataset = pydicom.dcmread(path)
    count = int(dataset.get("NumberOfFrames", 1))
    return next(iter(pydicom.encaps.generate_frames(dataset.PixelData, number_of_frames=count)))


@pytest.mark.parametrize("name", ["JPEG-LL.dcm", "JPGLosslessP14SV1_1s_1f_8b.dcm"])
def test_lossless_jpeg_equals_what_another_codec_gives(name):
    path = Path(get_testdata_file(name, download=False))
    found = read(path).stored[0]
    assert np.array_equal(found, imagecodecs.ljpeg_decode(codestream(path)).astype(found.dtype))


@pytest.mark.real_data
@pytest.mark.parametrize(
    "name",
    [
        "JPEGLossless/JPEGLossless_1s_1f_u_16_12.dcm",
        "JPEGLossless/JPEGLossless_1s_1f_i_16_16_bad.dcm",
        "JPEGLosslessSV1/JPEGLosslessP14SV1_1s_1f_u_08_08.dcm",
        "JPEGLosslessSV1/JPEGLosslessP14SV1_1s_1f_u_16_16.dcm",
    ],
)
def test_lossless_jpeg_of_the_folder_equals_what_another_codec_gives(real_data, name):
    path = real_data / PYLIBJPEG / name
    found = read(path).stored[0]
    wanted = imagecodecs.ljpeg_decode(codestream(path))
    assert np.array_equal(found.view(f"u{found.itemsize}"), wanted.astype(f"u{found.itemsize}"))


# --- what the folders lack ---


def noisy(bits, shape=(70, 90)):
    y, x = np.mgrid[: shape[0], : shape[1]]
    noise = np.random.default_rng(bits).integers(0, 1 << bits - 4, shape)
    return ((x + y) * (1 << bits) // 200 + noise).clip(0, (1 << bits) - 1).astype(np.uint16 if bits > 8 else np.uint8)


def stored(make, write, cells, code, syntax, bits, **attributes):
    dataset = make.image(cells, bits_stored=bits, **attributes)
    frame = read(write(make.compress(dataset, [code], syntax)))
    assert frame.notes == ()
    return frame


@pytest.mark.parametrize("syntax", [f"{JPEG}{n}" for n in (51, 53, 55)])
def test_progressive_jpeg_of_eight_bits(make, write, syntax):
    cells = noisy(8)
    code = cv2.imencode(".jpg", cells, [cv2.IMWRITE_JPEG_PROGRESSIVE, 1, cv2.IMWRITE_JPEG_QUALITY, 95])[1].tobytes()
    assert b"\xff\xc2" in code
    frame = stored(make, write, cells, code, syntax, 8)
    assert np.array_equal(frame.stored[0], cv2.imdecode(np.frombuffer(code, np.uint8), cv2.IMREAD_UNCHANGED))
    assert frame.codestream_bits == 8


def test_extended_jpeg_of_twelve_bits(make, write):
    cells = noisy(12)
    code = imagecodecs.jpeg8_encode(cells, level=100, bitspersample=12)
    assert b"\xff\xc1" in code
    frame = stored(make, write, cells, code, f"{JPEG}51", 12)
    assert np.abs(frame.stored[0].astype(int) - cells).max() <= 2  # the quantisation step is 1 everywhere
    assert frame.codestream_bits == 12


@pytest.mark.parametrize("near", [0, 1, 3, 8])
@pytest.mark.parametrize("bits", [8, 12, 16])
def test_near_lossless_jpeg_ls_keeps_its_promise(make, write, near, bits):
    cells = noisy(bits)
    frame = stored(make, write, cells, imagecodecs.jpegls_encode(cells, level=near), f"{JPEG}81", bits)
    assert np.abs(frame.stored[0].astype(int) - cells).max() == near


@pytest.mark.parametrize("bits", [8, 10, 12, 16])
@pytest.mark.parametrize(
    ("syntax", "encode"),
    [
        (f"{JPEG}201", lambda cells: imagecodecs.htj2k_encode(cells, reversible=True)),
        (f"{JPEG}202", lambda cells: imagecodecs.htj2k_encode(cells, reversible=True)),
        (f"{JPEG}90", lambda cells: imagecodecs.jpeg2k_encode(cells, level=0, reversible=True)),  # in a JP2 file
        (f"{JPEG}110", lambda cells: imagecodecs.jpegxl_encode(cells, lossless=True)),
        (f"{JPEG}80", imagecodecs.jpegls_encode),
        (f"{JPEG}57", lambda cells: imagecodecs.ljpeg_encode(cells, bitspersample=8 * cells.itemsize)),
    ],
)
def test_lossless_syntaxes_at_every_depth(make, write, syntax, encode, bits):
    cells = noisy(bits)
    assert np.array_equal(stored(make, write, cells, encode(cells), syntax, bits).stored[0], cells)


@pytest.mark.parametrize(
    ("syntax", "encode", "levels"),
    [
        (f"{JPEG}203", lambda cells: imagecodecs.htj2k_encode(cells, reversible=False, level=0.0001), 4),
        (f"{JPEG}91", lambda cells: imagecodecs.jpeg2k_encode(cells, level=90, codecformat="j2k"), 4),
        (f"{JPEG}112", lambda cells: imagecodecs.jpegxl_encode(cells, distance=0.1), 20),
    ],
)
def test_lossy_syntaxes_are_near(make, write, syntax, encode, levels):
    y, x = np.mgrid[:70, :90]
    cells = (2000 + 1500 * np.sin(x / 15) * np.cos(y / 11)).astype(np.uint16)
    found = stored(make, write, cells, encode(cells), syntax, 12).stored[0]
    assert np.abs(found.astype(int) - cells).mean() <= levels
    assert found.std() > 500


def test_jpeg_recompressed_as_jpeg_xl(make, write):
    cells = noisy(8)
    jpeg = imagecodecs.jpeg8_encode(cells, level=90)
    frame = stored(make, write, cells, imagecodecs.jpegxl_encode_jpeg(jpeg), f"{JPEG}111", 8)
    assert np.abs(frame.stored[0].astype(int) - imagecodecs.jpeg8_decode(jpeg)).max() <= 2
    assert frame.acquisition.lossy


@pytest.mark.parametrize(
    ("number", "name"),
    [(52, "Process 3 and 5"), (54, "Process 7 and 9"), (56, "Process 11 and 13"), (58, "Process 15")],
)
def test_arithmetic_syntaxes_are_refused_by_name(make, write, ramp, number, name):
    path = write(make.compress(make.image(ramp), [b"\xff\xd8" + bytes(20)], f"{JPEG}{number}"))
    with pytest.raises(UnsupportedError, match=name):
        read(path)


@pytest.mark.parametrize("number", [59, 60, 61, 62, 63, 64, 65, 66, 94, 95, 100, 101, 102, 103, 107])
def test_hierarchical_streamed_and_video_syntaxes_are_refused_by_name(make, write, ramp, number):
    path = write(make.compress(make.image(ramp), [b"\xff\xd8" + bytes(20)], f"{JPEG}{number}"))
    with pytest.raises(UnsupportedError, match=r"the transfer syntax .* is not handled"):
        read(path)


def test_arithmetic_coding_within_another_syntax_is_refused(make, write):
    code = bytearray(imagecodecs.jpeg8_encode(noisy(8)))
    at = code.index(b"\xff\xc0")
    code[at + 1] = 0xC9
    path = write(make.compress(make.image(noisy(8)), [bytes(code)], f"{JPEG}51"))
    with pytest.raises(DamagedError, match=r"not handled \(SOF9\)"):
        read(path)


def test_every_syntax_that_is_taken_is_tested():
    here = {f"{JPEG}{n}" for n in (51, 53, 55, 57, 80, 81, 90, 91, 110, 111, 112, 201, 202, 203)}
    elsewhere = {f"{JPEG}50", f"{JPEG}70", "1.2.840.10008.1.2.5"}  # baseline, SV1, RLE: in the folders
    alike = {f"{JPEG}92", f"{JPEG}93", "1.2.840.10008.1.2.8.1"}  # multi-component JPEG 2000; deflated frames below
    assert set(SYNTAXES) == here | elsewhere | alike


@pytest.mark.parametrize("number", [92, 93])
def test_multi_component_jpeg_2000_of_one_component(make, write, number):
    cells = noisy(12)
    code = imagecodecs.jpeg2k_encode(cells, level=0, codecformat="j2k", reversible=True)
    assert np.array_equal(stored(make, write, cells, code, f"{JPEG}{number}", 12).stored[0], cells)


@pytest.mark.parametrize("planar", [0, 1])
def test_deflated_frames(make, write, planar):
    import zlib

    syntax = "1.2.840.10008.1.2.8.1"
    deflater = zlib.compressobj(wbits=-15)
    cells = noisy(12) << 4 | 3  # left-aligned, and junk below
    code = deflater.compress(cells.tobytes()) + deflater.flush()
    frame = stored(make, write, cells, code, syntax, 12, high_bit=15)
    assert np.array_equal(frame.stored[0], cells >> 4)
    colours = np.random.default_rng(2).integers(0, 256, (6, 5, 3)).astype(np.uint8)
    deflater = zlib.compressobj(wbits=-15)
    ordered = np.moveaxis(colours, -1, 0) if planar else colours
    code = deflater.compress(np.ascontiguousarray(ordered).tobytes()) + deflater.flush()
    attributes = {"SamplesPerPixel": 3, "PhotometricInterpretation": "RGB", "PlanarConfiguration": planar}
    assert np.array_equal(stored(make, write, colours[..., 0], code, syntax, 8, **attributes).color[0], colours)
