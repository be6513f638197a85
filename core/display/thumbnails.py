"""Small pictures for the browser."""

from __future__ import annotations

import cv2
import numpy as np

from core.dicom.frame import Frame
from core.display.pyramid import at_scale
from core.display.render import to_screen
from core.display.view import default_view


def thumbnail_png(frame: Frame, size: int = 128) -> bytes:
    """Make an 8-bit grey PNG of the first frame in its default view.

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
    longest = max(frame.rows, frame.columns)
    reduced = at_scale(frame.stored[0], max(1, longest // size), frame.padding)
    grey = to_screen(reduced, frame, default_view(frame))
    rest = size / max(grey.shape)
    if rest < 1:
        height, width = (max(1, round(length * rest)) for length in grey.shape)
        grey = cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    _, encoded = cv2.imencode(".png", grey)
    return bytes(encoded)
