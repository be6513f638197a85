"""Network input to answer, the same in the child of every engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import ModelRefusedError
from core.models.card import ModelCard


@dataclass(frozen=True, slots=True, eq=False)
class Output:
    """What a network gives for n images: probabilities (n, classes), features (n, d) or None; float32."""

    probabilities: NDArray[np.float32]
    features: NDArray[np.float32] | None


def answer(
    folder: Path, card: ModelCard, blob: bytearray, compute: Callable[[NDArray[np.float32]], Output]
) -> tuple[dict[str, Any], bytes]:
    """Answer float32 images (n, height, width, channels), as bytes, with their probabilities and then their features.

    Returns
    -------
    dict, bytes
        ``features``, how many each image has (0 unless the card has statistics for them), and the numbers.

    Raises
    ------
    ModelRefusedError
        If a number that goes in or comes out is not finite.
    """
    images = np.frombuffer(blob, dtype="<f4").reshape(-1, *card.input_shape)
    if not np.isfinite(images).all():
        raise ModelRefusedError(folder, "expected finite numbers as network input, found others")
    output = compute(images)
    features = output.features if card.ood is not None else None
    parts = [output.probabilities] if features is None else [output.probabilities, features]
    if not all(np.isfinite(part).all() for part in parts):
        raise ModelRefusedError(folder, "expected finite probabilities, found others; do not use it")
    data = b"".join(np.ascontiguousarray(part, dtype="<f4").tobytes() for part in parts)
    return {"features": 0 if features is None else int(features.shape[1])}, data


def split(blob: bytearray, count: int, classes: int, features: int) -> Output:
    """Take apart what :func:`answer` gave for ``count`` images."""
    numbers = np.frombuffer(blob, dtype="<f4")
    probabilities = numbers[: count * classes].reshape(count, classes)
    rest = numbers[count * classes :].reshape(count, features) if features else None
    return Output(probabilities, rest)
