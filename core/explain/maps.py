"""Ask a classifier for heat maps. No Keras is imported here: the network lives in the classifier's child process."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.explain.heat import GRAD_CAM, GRAD_CAM_PLUS, OCCLUSION, HeatMap, Progress, normalised
from core.preprocess import InputPlace, placement

if TYPE_CHECKING:
    from core.classify import Classifier, Prepared
    from core.dicom.frame import Frame

PATCH, STRIDE = 1 / 8, 1 / 16
"""Usual side of the occluding square and its step, as parts of the input's shorter side."""

_AT_ONCE = 32  # variants of an image in one question to the network
_COMPILE_S = 120.0  # time limit: the first map of a network has its graph made


def grad_cam(classifier: Classifier, frame: Frame, index: int, number: int) -> HeatMap:
    """Make the Grad-CAM map of frame number ``index`` of an image for class ``number``: :mod:`core.explain.gradcam`.

    Raises
    ------
    ModelRefusedError
        If the model does not check out, was not made for such an image, or has no layer to look at.
    ChildError
        If the child process dies twice or takes too long.
    """
    return _cam(classifier, frame, index, number, GRAD_CAM)


def grad_cam_plus(classifier: Classifier, frame: Frame, index: int, number: int) -> HeatMap:
    """Make the Grad-CAM++ map, as :func:`grad_cam`, and raising the same."""
    return _cam(classifier, frame, index, number, GRAD_CAM_PLUS)


def _cam(classifier: Classifier, frame: Frame, index: int, number: int, method: str) -> HeatMap:
    prepared = classifier.prepare(frame, index)
    coarse, layer = coarse_cam(classifier, prepared.pixels, number, method)
    return _heat_map(classifier, prepared, method, number, coarse, layer)


def coarse_cam(
    classifier: Classifier, pixels: NDArray[np.float32], number: int, method: str = GRAD_CAM, **forgetting: float
) -> tuple[NDArray[np.float32], str]:
    """Give the map of a network input, in the grid of the layer looked at, and that layer's name.

    Parameters
    ----------
    method : str
        :data:`core.explain.heat.GRAD_CAM` or :data:`core.explain.heat.GRAD_CAM_PLUS`.
    **forgetting
        ``share`` and ``seed``: the network with so many of its layers untrained, see :mod:`core.explain.fresh`.
    """
    operation = "forgetful_gradcam" if forgetting else "gradcam"
    answer, blob = classifier.ask(
        operation,
        np.ascontiguousarray(pixels).data,
        timeout_s=_COMPILE_S,
        classes=[number],
        method=method,
        **forgetting,
    )
    _, rows, columns = answer["shape"]
    return np.frombuffer(blob, dtype="<f4").reshape(rows, columns), str(answer["layer"])


def occlusion(
    classifier: Classifier,
    frame: Frame,
    index: int,
    number: int,
    *,
    patch: int | None = None,
    stride: int | None = None,
) -> Generator[Progress, None, HeatMap]:
    """Cover the image piece by piece and see what the class loses; one step per question to the network.

    A square of the mean grey of the image is moved over it. The map at a place is the mean loss of probability over
    all squares that covered it; where covering raises the probability, it is 0.

    Parameters
    ----------
    patch, stride : int, optional
        Side and step of the square in input pixels; :data:`PATCH` and :data:`STRIDE` of the input when absent.

    Raises
    ------
    ModelRefusedError, ChildError
        As :func:`grad_cam`.
    ValueError
        If patch or stride is less than one pixel.

    References
    ----------
    Zeiler and Fergus, "Visualizing and understanding convolutional networks", ECCV 2014, arXiv:1311.2901.
    """
    prepared = classifier.prepare(frame, index)
    spec = classifier.card.spec
    shorter = min(spec.height, spec.width)
    patch = max(1, round(shorter * PATCH)) if patch is None else patch
    stride = max(1, round(shorter * STRIDE)) if stride is None else stride
    if patch < 1 or stride < 1:
        raise ValueError(f"expected a patch and a stride of at least one pixel, found {patch} and {stride}")
    place = placement(frame.rows, frame.columns, spec)
    squares = _squares(place, patch, stride)
    grey = float(place.part_of(prepared.pixels).mean())
    losses = np.zeros(len(squares), dtype=np.float64)
    whole = float(classifier.predict_inputs(prepared.pixels[np.newaxis])[0, number])
    for begin in range(0, len(squares), _AT_ONCE):
        yield Progress(begin, len(squares))
        now = squares[begin : begin + _AT_ONCE]
        inputs = np.repeat(prepared.pixels[np.newaxis], len(now), axis=0)
        for covered, (rows, columns) in zip(inputs, now, strict=True):
            covered[rows, columns] = grey
        losses[begin : begin + len(now)] = whole - classifier.predict_inputs(inputs)[:, number]
    yield Progress(len(squares), len(squares))
    return _heat_map(classifier, prepared, OCCLUSION, number, _mean_over(squares, losses, spec.height, spec.width), "")


def _squares(place: InputPlace, patch: int, stride: int) -> list[tuple[slice, slice]]:
    """Lay squares over the image, the last ones flush with its far edges; what is no image stays as it is."""
    starts = []
    for begin, length in ((place.top, place.height), (place.left, place.width)):
        last = begin + max(0, length - patch)
        starts.append(sorted({*range(begin, last, stride), last}))
    bottom, right = place.top + place.height, place.left + place.width
    return [
        (slice(top, min(top + patch, bottom)), slice(left, min(left + patch, right)))
        for top in starts[0]
        for left in starts[1]
    ]


def _mean_over(
    squares: list[tuple[slice, slice]], losses: NDArray[np.float64], height: int, width: int
) -> NDArray[np.float32]:
    total, times = np.zeros((height, width)), np.zeros((height, width))
    for where, loss in zip(squares, losses, strict=True):
        total[where] += loss
        times[where] += 1
    return (total / np.maximum(times, 1)).astype(np.float32)


def _heat_map(
    classifier: Classifier, prepared: Prepared, method: str, number: int, coarse: NDArray[np.float32], layer: str
) -> HeatMap:
    card = classifier.card
    values, largest = normalised(coarse, card.spec.height, card.spec.width)
    return HeatMap(
        method=method,
        class_name=card.classes[number],
        values=values,
        largest=largest,
        spec=card.spec,
        layer=layer,
        model=card.name,
        model_sha256=card.sha256,
        instance_uid=prepared.instance_uid,
        pixel_sha256=prepared.pixel_sha256,
        frame_index=prepared.index,
    )
