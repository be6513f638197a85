"""Whether an image is one that a network was made for: what its header says, and how far its features lie off."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np

from core.dicom.frame import Frame
from core.display.histogram import count
from core.display.view import polarity_note
from core.preprocess import PreprocessSpec

_RADIOGRAPHY = ("CR", "DX", "RG", "XR")
_CHEST = ("CHEST", "THORAX", "LUNG", "RIB", "HEART", "STERNUM", "CLAVICLE")
_LATERAL = ("LL", "RL", "LAT", "LATERAL", "LLD", "RLD", "LLO", "RLO", "LPO", "RPO", "LAO", "RAO", "OBL")
_PLAIN = re.compile(r"[A-Z0-9 _/-]{1,16}")
_FEW_BITS = 8
_STRIDE = 8  # rows and columns: a 64th of the pixels is enough to see a comb
_LEAST_LEVELS = 32  # fewer may have a common step by chance


@dataclass(frozen=True, slots=True)
class Validity:
    """What speaks against asking a network about an image.

    Attributes
    ----------
    reasons : tuple of str
        One sentence for each thing that the header says against it; empty when nothing does.
    score : float
        How far the network's features lie off those of the images it was made with; larger is further. NaN: unknown.
    threshold : float
        Of the score, provisional: set on validation images. NaN where the card has none.
    """

    reasons: tuple[str, ...] = ()
    score: float = math.nan
    threshold: float = math.nan

    @property
    def is_far(self) -> bool:
        """The score is beyond the threshold."""
        return self.score > self.threshold

    @property
    def is_doubtful(self) -> bool:
        """Header or score speaks against it."""
        return bool(self.reasons) or self.is_far


UNCHECKED = Validity()
"""Nothing is known against it, because nothing was looked at."""


def header_reasons(frame: Frame, spec: PreprocessSpec, index: int = 0) -> tuple[str, ...]:
    """Say what the header, or the depth of frame number ``index``, has against a network for frontal chest radiographs.

    Only what the file does say counts: a picture, or a file that is silent, gives no reason. What the preprocessing
    refuses altogether (colour, damage, too few bits) is told here, too, for whoever asks before it.

    Returns
    -------
    tuple of str
        Sentences without patient data.
    """
    made = frame.acquisition
    found = []
    if frame.color is not None or not frame.photometric.upper().startswith("MONOCHROME"):
        found.append("The image is in colour; networks here read greyscale.")
    if frame.damaged:
        found.append("The image is damaged: part of it is missing.")
    if made.modality and made.modality.upper() not in _RADIOGRAPHY:
        found.append(f"The network is for radiographs (CR, DX); the file says modality {_told(made.modality)}.")
    if made.body_part and not any(part in made.body_part.upper() for part in _CHEST):
        found.append(f"The network is for the chest; the file says body part {_told(made.body_part)}.")
    if made.view_position.upper().strip() in _LATERAL:
        found.append(f"The network is for frontal views (PA, AP); the file says view {_told(made.view_position)}.")
    if note := polarity_note(frame):
        found.append(f"What is white is in doubt: {note.rstrip('.')}.")
    return (*found, *_bit_reasons(frame, spec, index))


def _bit_reasons(frame: Frame, spec: PreprocessSpec, index: int) -> tuple[str, ...]:
    wants = int(spec.bits) if spec.bits.isdigit() else 12
    if spec.preset == "display8" or spec.bits.startswith("8") or frame.color is not None or wants <= _FEW_BITS:
        return ()
    if spec.preset.startswith("thesis") and frame.bits_stored != 12:
        return (f"The network divides stored values by 4095, as fits 12 bits; the image has {frame.bits_stored}.",)
    if 0 < frame.codestream_bits <= _FEW_BITS < frame.bits_stored:
        return (
            f"The header says {frame.bits_stored} bits, but the compressed pixels hold {frame.codestream_bits}; the "
            "network was made for more.",
        )
    if _comb(frame, index) >= 1 << max(1, frame.bits_stored - _FEW_BITS):
        return (
            f"The header says {frame.bits_stored} bits, but the pixels have the steps of {_FEW_BITS} or fewer; the "
            "network was made for more.",
        )
    return ()


def _comb(frame: Frame, index: int) -> int:
    """Greatest common step between the levels of a sample of the pixels; 1 where there are too few to tell."""
    if frame.stored.dtype.kind not in "iu" or frame.bits_stored <= _FEW_BITS:
        return 1
    levels = count(np.ascontiguousarray(frame.stored[index][::_STRIDE, ::_STRIDE]), frame.padding).values
    if levels.size < _LEAST_LEVELS:
        return 1
    return int(np.gcd.reduce(np.diff(np.sort(levels.astype(np.int64)))))


def _told(value: str) -> str:
    """Repeat a coded value as it is; anything else may hold whatever somebody typed, and is not repeated."""
    plain = value.upper().strip()
    return plain if _PLAIN.fullmatch(plain) else "something else"
