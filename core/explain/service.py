"""What the child process that holds a network does for explanations: rows of ``core.models.service.OPERATIONS``."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.child import Buffer
from core.explain import gradcam as grad_cam
from core.explain.fresh import forgetful
from core.models.card import ModelCard


def gradcam(model: Any, card: ModelCard, request: dict[str, Any], blob: bytearray) -> tuple[dict[str, Any], Buffer]:
    """Make Grad-CAM or Grad-CAM++ maps.

    Parameters
    ----------
    request : dict
        ``classes``: class number for each image. ``method``: which of the two.
    blob : bytearray
        Network inputs, float32 (n, height, width, channels).

    Returns
    -------
    answer : dict
        ``layer``, and ``shape`` of the maps (n, rows, columns), in the layer's own grid.
    maps : bytes-like
        float32, not normalised.
    """
    make, layer = grad_cam.compiled_cam(model, str(request["method"]))
    return _answer(make, layer, card, request, blob)


def forgetful_gradcam(
    model: Any, card: ModelCard, request: dict[str, Any], blob: bytearray
) -> tuple[dict[str, Any], Buffer]:
    """As :func:`gradcam`, of the network with ``share`` of its layers as before training, drawn with ``seed``."""
    other = forgetful(model, float(request["share"]), int(request["seed"]))
    make, layer = grad_cam.cam(other, str(request["method"]))  # not compiled: it is asked once
    return _answer(make, layer, card, request, blob)


def _answer(
    make: grad_cam.Cam, layer: str, card: ModelCard, request: dict[str, Any], blob: bytearray
) -> tuple[dict[str, Any], Buffer]:
    images: NDArray[np.float32] = np.frombuffer(blob, dtype="<f4").reshape(-1, *card.input_shape)
    maps = make(images, np.asarray(request["classes"], dtype=np.int32))
    return {"layer": layer, "shape": list(maps.shape)}, np.ascontiguousarray(maps, dtype="<f4").data
