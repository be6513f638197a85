"""What a network says of one image at two bit depths, and where it looks: all but the depth stays the same.

``8-max`` is the exception: it stretches the grey range of each image, too.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.errors import RefusedError
from core.explain.heat import normalised
from core.explain.maps import coarse_cam
from core.picture import read_image
from core.prediction import decision
from core.preprocess import preprocess

if TYPE_CHECKING:
    from core.classify import Classifier
    from core.dicom.frame import Frame

_TOGETHER = 8  # images that a network is asked about at once: as long a cancellation waits


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What a network says of one image at two bit depths.

    Attributes
    ----------
    classes : tuple of str
        In output order.
    first, second : tuple of float
        Calibrated probabilities, 0 to 1.
    decisions : (str, str)
        The class decided for at each depth; empty where there is none (:attr:`core.prediction.Prediction.top`).
    """

    classes: tuple[str, ...]
    first: tuple[float, ...]
    second: tuple[float, ...]
    decisions: tuple[str, str]

    @property
    def flips(self) -> bool:
        """The decision is another one."""
        return self.decisions[0] != self.decisions[1]


@dataclass(frozen=True, slots=True, eq=False)
class Heats:
    """Grad-CAM maps of one class at two bit depths, on one scale, so that they can be compared.

    Attributes
    ----------
    class_name : str
        The class.
    first, second : ndarray of float32, shape (input height, input width)
        0 to 1, where 1 is the largest value of both maps; all 0 where nothing speaks for the class.
    """

    class_name: str
    first: NDArray[np.float32]
    second: NDArray[np.float32]

    @property
    def difference(self) -> NDArray[np.float32]:
        """Second minus first, -1 to 1."""
        return self.second - self.first


@dataclass(frozen=True, slots=True, eq=False)
class Flip:
    """An image whose decision the bit depth changes."""

    path: Path
    answer: Answer


@dataclass(frozen=True, slots=True)
class FlipSearch:
    """How far a search for flips is.

    Attributes
    ----------
    done, total : int
        Images looked at, and all of them.
    refused : int
        Images that the network does not take at these depths, or that cannot be read.
    flips : tuple of Flip
        Found so far, in the order of the images.
    """

    done: int
    total: int
    refused: int = 0
    flips: tuple[Flip, ...] = ()


def why_not_asked(classifier: Classifier) -> str:
    """Say in one sentence why a network cannot be asked at two bit depths; empty when it can."""
    preset = classifier.card.spec.preset
    if preset == "native":
        return ""
    return (
        f"The network takes its images by the preset {preset}, which fixes its own bit depth: "
        "choose a network of the native preset to ask it at two depths."
    )


def ask(classifier: Classifier, frame: Frame, index: int, arms: tuple[str, str]) -> Answer:
    """Ask a ``native`` network about frame number ``index`` at two bit depths; everything else stays the same.

    Raises
    ------
    ModelRefusedError
        If the model does not check out, or was not made for such an image or depth.
    ChildError
        If the child process dies twice or takes too long.
    """
    inputs = np.stack([_input(classifier, frame, index, bits) for bits in arms])
    return _answers(classifier, inputs)[0]


def heats(classifier: Classifier, frame: Frame, index: int, arms: tuple[str, str], number: int) -> Heats:
    """Make the Grad-CAM maps of class ``number`` at two bit depths. Raises what :func:`ask` raises."""
    spec = classifier.card.spec
    made = []
    for bits in arms:
        coarse, _ = coarse_cam(classifier, _input(classifier, frame, index, bits), number)
        values, largest = normalised(coarse, spec.height, spec.width)
        made.append(values * np.float32(largest))
    scale = max(float(values.max()) for values in made) or 1.0
    first, second = (values / np.float32(scale) for values in made)
    return Heats(classifier.card.classes[number], first, second)


def find_flips(
    classifier: Classifier, paths: Sequence[Path], arms: tuple[str, str]
) -> Generator[FlipSearch, None, FlipSearch]:
    """Look among images, the first frame of each, for those whose decision differs between two bit depths.

    Raises
    ------
    ModelRefusedError, ChildError
        If the network itself cannot be used; images that it does not take are counted.
    """
    found = FlipSearch(0, len(paths))
    yield found
    for begin in range(0, len(paths), _TOGETHER):
        group = paths[begin : begin + _TOGETHER]
        taken: list[Path] = []
        inputs: list[NDArray[np.float32]] = []
        for path in group:
            try:
                frame = read_image(path)
                pair = [_input(classifier, frame, 0, bits) for bits in arms]
            except RefusedError:
                continue
            taken.append(path)
            inputs += pair
        answers = _answers(classifier, np.stack(inputs)) if inputs else []
        flips = tuple(Flip(path, one) for path, one in zip(taken, answers, strict=True) if one.flips)
        refused = found.refused + len(group) - len(taken)
        found = FlipSearch(begin + len(group), len(paths), refused, (*found.flips, *flips))
        yield found
    return found


def _input(classifier: Classifier, frame: Frame, index: int, bits: str) -> NDArray[np.float32]:
    card = classifier.card
    return np.repeat(preprocess(frame, replace(card.spec, bits=bits), index), card.channels, axis=2)


def _answers(classifier: Classifier, inputs: NDArray[np.float32]) -> list[Answer]:
    """Ask about pairs of inputs: the first arm and the second of one image after the other."""
    card = classifier.card
    rows = [tuple(float(p) for p in row) for row in classifier.predict_inputs(inputs)]

    def decided(row: tuple[float, ...]) -> str:
        return decision(card.classes, row, card.thresholds)

    return [
        Answer(card.classes, first, second, (decided(first), decided(second)))
        for first, second in zip(rows[::2], rows[1::2], strict=True)
    ]
