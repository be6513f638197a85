"""Previews: a quarter of the scale, the same greys, only where it is worth it, and never a second crash."""

import subprocess
import sys

import imagecodecs
import numpy as np
import pytest

import core.dicom.preview as preview_room
from core.dicom.codestream import resolution_levels
from core.dicom.decoders import Decoders, decoders
from core.dicom.frame import Shutter
from core.dicom.preview import preview
from core.dicom.read import read
from core.errors import DecoderEndedError

J2K, HTJ2K, JPEG_LS = "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.201", "1.2.840.10008.1.2.4.80"
ROWS, COLUMNS = 1029, 1026  # just over a megapixel; 1 and 2 more than a multiple of 4


@pytest.fixture(scope="module")
def radiograph():
    """A smooth 12-bit image: neighbouring pixels differ by 3 grey levels at most."""
    down, along = np.mgrid[0:ROWS, 0:COLUMNS]
    return (1000 + down + 2 * along).astype(np.uint16)


def j2k(cells, **options):
    return imagecodecs.jpeg2k_encode(cells, level=0, codecformat="j2k", reversible=True, **options)


def packed(make, cells, syntax=J2K, code=None, **attributes):
    bits = attributes.pop("bits_stored", 12)
    return make.compress(make.image(cells, bits_stored=bits, **attributes), [code or j2k(cells)], syntax)


def expected(cells):
    """Value at every fourth pixel: the low-pass filter of 15444-1 is centred there, and leaves a ramp as it is."""
    return cells[::4, ::4]


def test_a_quarter_of_the_scale_in_the_same_greys(make, write, radiograph):
    dataset = packed(
        make,
        radiograph,
        PhotometricInterpretation="MONOCHROME1",
        WindowCenter="2048",
        WindowWidth="1000",
        RescaleSlope="2",
        RescaleIntercept="-10",
        RescaleType="US",
        PixelSpacing=["0.1", "0.2"],
        PixelPaddingValue=0,
    )
    path = write(dataset)
    small, full = preview(path), read(path)
    assert small.factor == 4
    assert small.frame.stored.shape == (1, 258, 257)
    assert small.frame.stored.dtype == np.uint16
    assert np.abs(small.frame.stored[0].astype(int) - expected(radiograph))[2:-2, 2:-2].max() <= 1
    for name in ("windows", "slope", "intercept", "photometric", "padding", "bits_stored", "identity", "path"):
        assert getattr(small.frame, name) == getattr(full, name)
    assert (small.frame.spacing.row_mm, small.frame.spacing.column_mm) == pytest.approx((0.4, 0.8))
    assert small.frame.decoder.startswith("Pillow")
    assert not small.frame.stored.flags.writeable


def test_signed_values(make, write, radiograph):
    cells = radiograph.astype(np.int16) - 2500
    code = imagecodecs.jpeg2k_encode(cells, level=0, codecformat="j2k", reversible=True)
    small = preview(write(packed(make, cells.view(np.uint16), code=code, signed=True, bits_stored=16)))
    assert small.frame.stored.dtype == np.int16
    assert np.abs(small.frame.stored[0].astype(int) - expected(cells))[2:-2, 2:-2].max() <= 1


def test_eight_bits(make, write):
    cells = np.add.outer(np.arange(ROWS), np.arange(COLUMNS)).astype(np.int64) // 16 % 256
    cells = np.where(cells > 127, 255 - cells, cells).astype(np.uint8)  # a triangle: no jumps
    small = preview(write(packed(make, cells, bits_stored=8)))
    assert small.frame.stored.dtype == np.uint8
    assert np.abs(small.frame.stored[0].astype(int) - expected(cells)).max() <= 4


def test_high_throughput_jpeg_2000(make, write, radiograph, monkeypatch):
    code = imagecodecs.htj2k_encode(radiograph, reversible=True)
    path = write(packed(make, radiograph, HTJ2K, code))
    assert preview(path) is None  # decoded in full in no time
    monkeypatch.setitem(preview_room._WORTH_PIXELS, "htj2k", 1 << 20)
    small = preview(path)
    assert np.abs(small.frame.stored[0].astype(int) - expected(radiograph))[2:-2, 2:-2].max() <= 1
    assert small.frame.decoder.startswith("imagecodecs")


def test_the_largest_images_take_an_eighth(make, write, radiograph, monkeypatch):
    monkeypatch.setattr(preview_room, "_EIGHTH_PIXELS", 1 << 20)
    small = preview(write(packed(make, radiograph)))
    assert small.factor == 8
    assert small.frame.stored.shape == (1, 129, 129)


def test_the_shutter_is_scaled_and_overlays_are_left_out(make, write, radiograph):
    dataset = packed(make, radiograph, ShutterShape=["RECTANGULAR", "CIRCULAR"])
    dataset.ShutterLeftVerticalEdge, dataset.ShutterRightVerticalEdge = 41, 400
    dataset.ShutterUpperHorizontalEdge, dataset.ShutterLowerHorizontalEdge = 81, 800
    dataset.CenterOfCircularShutter, dataset.RadiusOfCircularShutter = [401, 301], 200
    full = read(write(dataset)).shutter
    small = preview(write(dataset)).frame
    assert full == Shutter((40, 399, 80, 799), full.circle, (), full.grey)
    assert small.shutter.rectangle == (10, 99, 20, 199)
    assert small.shutter.circle == tuple(value / 4 for value in full.circle)
    assert small.overlays == ()


def test_there_is_none_where_it_is_no_use(make, write, radiograph, ramp, tmp_path):
    code = j2k(radiograph)
    raw = make.image(radiograph, bits_stored=12)
    no_levels = imagecodecs.jpeg2k_encode(radiograph, level=0, codecformat="j2k", reversible=True, resolutions=1)
    frames = make.compress(make.image(np.stack([radiograph] * 2), bits_stored=12), [code, code], J2K)
    lists = {
        "small": packed(make, ramp, code=j2k(ramp)),
        "uncompressed": raw,
        "another codec": packed(make, radiograph, JPEG_LS, imagecodecs.jpegls_encode(radiograph)),
        "no levels": packed(make, radiograph, code=no_levels),
        "several frames": frames,
        "cut": packed(make, radiograph, code=code[: len(code) // 2]),
        "another size": packed(make, radiograph[:, :-2], code=code),
        "damaged": packed(make, radiograph, code=code[:90] + bytes(200) + code[290:]),
    }
    assert resolution_levels(no_levels) == 0
    assert resolution_levels(code) == 5
    for name, dataset in lists.items():
        assert preview(write(dataset, f"{name}.dcm")) is None, name
    assert preview(tmp_path / "missing.dcm") is None


def test_a_preview_that_ends_the_decoder_says_so(make, write, radiograph, monkeypatch):
    pool = Decoders(children=1, service="os:abort")
    monkeypatch.setattr(preview_room, "decoders", pool)
    try:
        with pytest.raises(DecoderEndedError, match="the decoder crashed"):
            preview(write(packed(make, radiograph)))
    finally:
        pool.close()


def test_the_window_loads_no_codec(make, write, radiograph):
    path = write(packed(make, radiograph))
    script = (
        "import sys; from pathlib import Path; from core.dicom.preview import preview\n"
        "assert preview(Path(sys.argv[1])).factor == 4\n"
        "print([name for name in ('PIL.Jpeg2KImagePlugin', 'imagecodecs') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_one_child_serves_preview_and_image(make, write, radiograph):
    path = write(packed(make, radiograph))
    preview(path)
    starts = sum(child.starts for child in decoders.children)
    assert read(path).stored.shape == (1, ROWS, COLUMNS)
    assert sum(child.starts for child in decoders.children) == starts
