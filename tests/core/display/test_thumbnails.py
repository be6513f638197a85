"""Thumbnails, decoded again."""

import cv2
import numpy as np
import pytest

from core.dicom.frame import OverlayPlane, Shutter, Window
from core.display.thumbnails import thumbnail_png


def _decoded(png):
    return cv2.imdecode(np.frombuffer(png, dtype=np.uint8), cv2.IMREAD_UNCHANGED)


@pytest.mark.parametrize(
    ("shape", "small"),
    [((1000, 700), (128, 90)), ((256, 512), (64, 128)), ((3, 1000), (1, 128)), ((130, 130), (128, 128))],
)
def test_longest_side_is_128_and_the_aspect_kept(make_frame, shape, small):
    frame = make_frame(np.arange(shape[0] * shape[1]).reshape(shape) % 4096)
    assert _decoded(thumbnail_png(frame)).shape == small


def test_a_small_image_is_not_enlarged(make_frame):
    frame = make_frame([[0, 2048, 4095]], windows=(Window(2048, 4096),))
    assert _decoded(thumbnail_png(frame)).tolist() == [[0, 128, 255]]


def test_greys_are_those_of_the_default_view(make_frame):
    pixels = np.zeros((400, 400), dtype=np.uint16)
    pixels[:, 200:] = 1024
    frame = make_frame(pixels, photometric="MONOCHROME1", windows=(Window(1024.5, 2049),))
    small = _decoded(thumbnail_png(frame, size=40))
    # MONOCHROME1: 0 is white; 1024 is the window's middle, 127.5, rounded to 128 before the inversion.
    assert small.dtype == np.uint8
    assert np.unique(small[:, :20]).tolist() == [255]
    assert np.unique(small[:, 20:]).tolist() == [127]


@pytest.mark.parametrize("dtype", [np.uint32, np.float64, np.int8])
def test_every_pixel_type(make_frame, dtype):
    pixels = np.linspace(0, 100, 400 * 300).reshape(400, 300).astype(dtype)
    small = _decoded(thumbnail_png(make_frame(pixels, bits=8 * np.dtype(dtype).itemsize), size=64))
    assert small.shape == (64, 48)
    assert small[0].max() <= 5
    assert small[-1].min() >= 250


def test_a_colour_image_has_a_colour_thumbnail(make_frame):
    colors = np.zeros((1, 400, 400, 3), dtype=np.uint8)
    colors[0, :200] = (250, 100, 10)
    frame = make_frame(colors, bits=8, photometric="RGB", color=colors)
    small = _decoded(thumbnail_png(frame, size=40))
    assert small.shape == (40, 40, 3)
    assert np.unique(small[:20].reshape(-1, 3), axis=0).tolist() == [[10, 100, 250]]  # OpenCV gives blue first
    assert not small[20:].any()
    assert colors[0, 0, 0].tolist() == [250, 100, 10]


@pytest.mark.parametrize("in_color", [False, True])
def test_the_shutter_is_closed_and_graphics_are_left_out(make_frame, in_color):
    pixels = np.full((300, 200), 4095)
    overlay = OverlayPlane(np.ones((1, 300, 200), dtype=bool), 0, 0)
    facts = {
        "shutter": Shutter(rectangle=(0, 199, 0, 149), grey=0.2),
        "overlays": (overlay,),
        "windows": (Window(1, 9),),
    }
    if in_color:
        colors = np.full((1, 300, 200, 3), 77, dtype=np.uint8)
        frame = make_frame(colors, bits=8, photometric="RGB", color=colors, **facts)
    else:
        frame = make_frame(pixels, photometric="MONOCHROME1", **facts)
    small = _decoded(thumbnail_png(frame, size=60))
    assert np.unique(small[:29]).tolist() == ([77] if in_color else [0])
    assert np.unique(small[31:]).tolist() == [51]
