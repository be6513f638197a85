"""What the network saw: the very numbers that go in, and facts about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.altering import input_range
from core.display.view import polarity_inverted
from core.preprocess import InputPlace, PreprocessSpec, placement

if TYPE_CHECKING:
    from core.classify import Classifier
    from core.dicom.frame import Frame

BINS = 64


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """The network's input for one image.

    Attributes
    ----------
    values : ndarray of float32, shape (height, width)
        What goes in; where the network takes the same grey three times, one of them.
    channels : int
        How often it goes in.
    place : InputPlace
        Where in it the image lies.
    smallest, largest : float
        Of the image; what is around it is 0.
    full_range : (float, float)
        What the spec's values lie in, as :func:`core.altering.input_range` gives it.
    counts : ndarray of int64, shape (BINS,)
        Pixels of the image in equal parts of ``full_range``.
    levels : int
        Different values in the image.
    padding : float
        Part of the input that is not image, 0 to 1.
    polarity : str
        ``as stored``, ``inverted`` (low values are white) or ``ignored`` (by the thesis' presets).
    spec : PreprocessSpec
        How it was made.
    """

    values: NDArray[np.float32]
    channels: int
    place: InputPlace
    smallest: float
    largest: float
    full_range: tuple[float, float]
    counts: NDArray[np.int64]
    levels: int
    padding: float
    polarity: str
    spec: PreprocessSpec


def what_it_saw(classifier: Classifier, frame: Frame, index: int = 0) -> Seen:
    """Prepare frame number ``index`` of an image for a network, and look at what came out.

    Raises
    ------
    ModelRefusedError
        If the model was not made for such an image.
    """
    pixels = classifier.prepare(frame, index).pixels
    spec = classifier.card.spec
    values = pixels[..., 0]
    place = placement(frame.rows, frame.columns, spec)
    image = place.part_of(values)
    ends = input_range(image, spec)
    counts, _ = np.histogram(image, BINS, ends)
    polarity = "inverted" if polarity_inverted(frame) else "as stored"
    return Seen(
        values=values,
        channels=pixels.shape[2],
        place=place,
        smallest=float(image.min()),
        largest=float(image.max()),
        full_range=ends,
        counts=counts.astype(np.int64),
        levels=int(np.unique(image).size),
        padding=1 - image.size / values.size,
        polarity="ignored" if spec.preset in ("thesis12", "thesis8") else polarity,
        spec=spec,
    )
