"""What runs in the child process that holds a network: loads one and answers with probabilities."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from core.child import Buffer
from core.models import card as cards
from core.models import network, service_answer
from core.models.card import ModelCard
from core.models.engines import cores
from core.models.features import with_features
from core.models.service_answer import Output

Predict = Callable[[NDArray[np.float32]], Output]


@dataclass(frozen=True, slots=True, eq=False)
class _Loaded:
    folder: str
    written: str
    card: ModelCard
    model: Any
    engine: str
    predict: Predict


OPERATIONS: dict[str, str] = {
    "convert": "core.models.ir:convert",
    "gradcam": "core.explain.service:gradcam",
    "forgetful_gradcam": "core.explain.service:forgetful_gradcam",
}
"""What else can be asked of a network, by name: ``"module:function"`` of ``(model, card, request, blob)``, which gives
an answer (JSON) and its bytes; imported when first asked for."""

_loaded: _Loaded | None = None


def serve(request: dict[str, Any], blob: bytearray) -> tuple[dict[str, Any], Buffer]:
    """Serve one request of :class:`core.classify.Classifier`.

    Every request names the model, ``{"op": ..., "folder": ..., "card": <card.json>}``, so that a child that was
    started afresh needs no history. ``load`` gets it ready; ``predict`` takes float32 images (n, height, width, 1) as
    bytes and answers with float32 probabilities (n, classes), and features where the card has statistics for them.

    Raises
    ------
    ModelRefusedError
        If the model does not check out, or a number that goes in or comes out is not finite.
    """
    global _loaded
    if _loaded is None or (_loaded.folder, _loaded.written) != (request["folder"], request["card"]):
        _loaded = None  # frees the former network first
        _loaded = _load(request["folder"], request["card"])
    card = _loaded.card
    facts = {"engine": _loaded.engine, "precision": "float32", "sha256": card.sha256}
    if request["op"] == "load":
        return facts, b""
    if request["op"] in OPERATIONS:
        module, _, function = OPERATIONS[request["op"]].partition(":")
        answer, data = getattr(importlib.import_module(module), function)(_loaded.model, card, request, blob)
        return facts | answer, data
    shape, numbers = service_answer.answer(Path(_loaded.folder), card, blob, _loaded.predict)
    return facts | shape, numbers


def _load(folder: str, written: str) -> _Loaded:
    card = cards.from_json(written)
    backend = keras.backend.backend()
    if backend == "tensorflow":
        _prepare_tensorflow()
    model = network.load(Path(folder), card)
    both = with_features(model)
    predict = _compiled(both) if backend == "tensorflow" else _eager(both)
    predict(np.zeros((1, *card.input_shape), np.float32))  # traces the graph and picks kernels
    version = importlib.import_module(backend).__version__
    return _Loaded(folder, written, card, model, f"Keras {keras.version()} / {backend} {version}, float32", predict)


@functools.cache
def _prepare_tensorflow() -> None:
    """Use the cores this process may run on, and leave the GPU to training: TF32 would move the probabilities."""
    import tensorflow as tf

    tf.config.set_visible_devices([], "GPU")
    tf.config.threading.set_intra_op_parallelism_threads(cores())
    tf.config.threading.set_inter_op_parallelism_threads(1)


def _compiled(model: Any) -> Predict:
    import tensorflow as tf

    shape = tf.TensorSpec((None, *model.input_shape[1:]), tf.float32)

    # Without autograph: it would leave the source it makes in the folder of temporary files when the process is killed.
    @tf.function(autograph=False, input_signature=[shape])  # type: ignore[untyped-decorator]
    def run(images: Any) -> Any:
        return model(images, training=False)

    return lambda images: _output([np.asarray(part) for part in run(images)])


def _eager(model: Any) -> Predict:
    convert = keras.ops.convert_to_numpy
    return lambda images: _output([np.asarray(convert(part)) for part in model(images, training=False)])


def _output(parts: list[NDArray[np.float32]]) -> Output:
    return Output(parts[0], parts[1] if len(parts) > 1 else None)
