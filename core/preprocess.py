"""Frame to network input: the one definition, used by training and by inference alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.dicom.frame import Frame

PRESETS = ("native", "display8", "thesis12", "thesis8")
"""How stored values become network input; see :func:`preprocess`."""

BITS = ("native", "12", "10", "8", "6", "8-max", "8-voi", "8-after-resize")
"""Bit-depth arms of the ``native`` preset; the other presets fix theirs and take ``"native"``."""


@dataclass(frozen=True, slots=True)
class PreprocessSpec:
    """What a network expects of its input; travels in the model card.

    Attributes
    ----------
    preset : str
        One of :data:`PRESETS`.
    height, width : int
        Network input size in pixels.
    bits : str
        One of :data:`BITS`.
    """

    preset: str
    height: int
    width: int
    bits: str = "native"


def preprocess(frame: Frame, spec: PreprocessSpec, index: int = 0) -> NDArray[np.float32]:
    """Turn frame number ``index`` into network input, float32, shape (height, width, 1)."""
    raise NotImplementedError
