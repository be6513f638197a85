"""Small pictures for the browser."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from core.dicom.frame import Frame
from core.display.overlay import lay_over, layers, shutter_grey, shutter_mask
from core.display.pyramid import at_scale
from core.display.render import render_color, to_screen
from core.display.view import default_view


def thumbnail_png(frame: Frame, size: int = 128) -> bytes:
    """Make an 8-bit PNG of the first frame in its default view, grey or in colours, with its shutter, without graphics.

    Parameters
    ----------
    frame : Frame
        The image.
    size : int
        Longest side in pixels; a smaller image is not enlarged.

    Returns
    -------
    bytes
        The PNG file's content, without any metadata.
    """
    pixels = _reduced(frame, max(1, max(frame.rows, frame.columns) // size))
    rest = size / max(pixels.shape[:2])
    if rest < 1:
        height, width = (max(1, round(length * rest)) for length in pixels.shape[:2])
        pixels = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    _, encoded = cv2.imencode(".png", pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))
    return bytes(encoded)


def _reduced(frame: Frame, factor: int) -> NDArray[np.uint8]:
    if frame.color is not None:
        pixels = np.array(at_scale(render_color(frame), factor), dtype=np.uint8)
    else:
        pixels = to_screen(at_scale(frame.stored[0], factor, frame.padding), frame, default_view(frame))
    covered = shutter_mask(frame)
    if covered is not None and frame.shutter is not None:
        lay_over(pixels, layers(covered[::factor, ::factor], shutter_grey(frame.shutter), None))
    return pixels
