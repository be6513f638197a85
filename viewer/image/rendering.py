"""The choices of the screen, not of the image, that the picture is made with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Interpolation = Literal["none", "linear"]


@dataclass(frozen=True, slots=True, eq=False)
class Rendering:
    """How a picture is made for the screen, the same for every image.

    Attributes
    ----------
    shutter : bool
        Cover what the file asks to cover.
    overlays : bool
        Draw the graphics that the file lays over the image.
    interpolation : str
        ``"none"``: from 1:1 on, each stored pixel is a block. ``"linear"``: greys between pixels are made up.
    output : ndarray of uint8, shape (256,), or None
        Screen value for each grey 0 to 255, such as that of the GSDF; None leaves greys as they are.
    label : str
        Said on every image as long as pictures are made so, such as that their greys are a simulation; else empty.
    """

    shutter: bool = True
    overlays: bool = True
    interpolation: Interpolation = "none"
    output: NDArray[np.uint8] | None = None
    label: str = ""


AS_IS = Rendering()
"""Shutter and overlays as the file asks for, blocks, greys as they are."""
