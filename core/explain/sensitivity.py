"""What changes the answer: the same image changed in ways that should not matter, or should."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.altering import input_range, rewindowed, with_image
from core.preprocess import PreprocessSpec, placement, preprocess

if TYPE_CHECKING:
    from core.classify import Classifier
    from core.dicom.frame import Frame

KINDS = (
    "unchanged", "inverted", "mirrored", "narrower", "wider", "brighter", "darker", "8 bits", "cropped 5 %",
    "cropped 10 %",
)  # fmt: skip
"""Kinds of variants, in the order of the table."""

_STEP = 0.1  # of the window's width


@dataclass(frozen=True, slots=True)
class Variant:
    """What a network says about an image that was changed.

    Attributes
    ----------
    kind : str
        One of :data:`KINDS`.
    probabilities : tuple of float
        One per class.
    deltas : tuple of float
        Their differences from those of the unchanged image.
    top : str
        The class decided for; empty for no decision.
    top_changed : bool
        It is another one than for the unchanged image.
    """

    kind: str
    probabilities: tuple[float, ...]
    deltas: tuple[float, ...]
    top: str
    top_changed: bool

    @property
    def largest_delta(self) -> float:
        """The largest difference of a probability, whichever way it goes."""
        return max(abs(delta) for delta in self.deltas)


def sensitivity(classifier: Classifier, frame: Frame, index: int = 0) -> tuple[Variant, ...]:
    """Ask a network about frame number ``index`` of an image and about variants of it, the unchanged one first.

    ``inverted`` and ``mirrored`` (left to right) change the image in the network's input, and not what is around it.
    The window of ``narrower``, ``wider``, ``brighter`` and ``darker`` is the range of the image there without 0.1 % at
    both ends; its width, or its centre, changes by 10 % of its width. ``8 bits``: the ``8`` arm where the network
    takes native depth, else the input rounded to 256 levels. ``cropped``: without 5 or 10 % of the stored image at
    each edge.

    Raises
    ------
    ModelRefusedError
        If the model does not check out, or was not made for such an image.
    ChildError
        If the child process dies twice or takes too long.
    """
    base = classifier.predict(frame, index)
    inputs = _variants(classifier, frame, index)
    rows = classifier.predict_inputs(np.stack([inputs[kind] for kind in KINDS]))
    found = []
    for kind, row in zip(KINDS, rows, strict=True):
        probabilities = tuple(float(p) for p in row)
        found.append((kind, probabilities, replace(base, probabilities=probabilities).top))
    _, unchanged, top = found[0]
    return tuple(
        Variant(kind, row, _differences(row, unchanged), decided, decided != top) for kind, row, decided in found
    )


def _variants(classifier: Classifier, frame: Frame, index: int) -> dict[str, NDArray[np.float32]]:
    spec = classifier.card.spec
    pixels = classifier.prepare(frame, index).pixels
    place = placement(frame.rows, frame.columns, spec)
    image = place.part_of(pixels)
    low, high = input_range(image, spec)

    def window(**change: float) -> NDArray[np.float32]:
        return with_image(pixels, place, rewindowed(image, spec, **change))

    return {
        "unchanged": pixels,
        "inverted": with_image(pixels, place, np.float32(low + high) - image),
        "mirrored": with_image(pixels, place, image[:, ::-1]),
        "narrower": window(width=1 - _STEP),
        "wider": window(width=1 + _STEP),
        "brighter": window(up=_STEP),
        "darker": window(up=-_STEP),
        "8 bits": _in_8_bits(frame, index, spec, pixels, (low, high)),
        "cropped 5 %": _prepared(_cropped(frame, index, 0.05), spec, pixels),
        "cropped 10 %": _prepared(_cropped(frame, index, 0.10), spec, pixels),
    }


def _in_8_bits(
    frame: Frame, index: int, spec: PreprocessSpec, pixels: NDArray[np.float32], ends: tuple[float, float]
) -> NDArray[np.float32]:
    if spec.preset == "native" and spec.bits in ("native", "12", "10"):
        one = replace(frame, stored=frame.stored[index : index + 1])
        return _prepared(one, replace(spec, bits="8"), pixels)
    low, step = ends[0], (ends[1] - ends[0]) / 255
    rounded: NDArray[np.float32] = (np.rint((pixels - low) / step) * step + low).astype(np.float32)
    return rounded


def _cropped(frame: Frame, index: int, part: float) -> Frame:
    rows, columns = round(part * frame.rows), round(part * frame.columns)
    stored = frame.stored[index : index + 1, rows : frame.rows - rows, columns : frame.columns - columns]
    return replace(frame, stored=stored)


def _prepared(frame: Frame, spec: PreprocessSpec, like: NDArray[np.float32]) -> NDArray[np.float32]:
    """Prepare the one frame of an image, with as many channels as ``like``."""
    return np.repeat(preprocess(frame, spec), like.shape[2], axis=2)


def _differences(row: Sequence[float], unchanged: Sequence[float]) -> tuple[float, ...]:
    return tuple(one - other for one, other in zip(row, unchanged, strict=True))
