"""What runs in the child process that computes a network by OpenVINO. Neither Keras nor TensorFlow is imported."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.child import Buffer
from core.errors import ModelRefusedError
from core.models import card as cards
from core.models import ir
from core.models.card import MODEL_FILE, ModelCard
from core.models.engines import cores, openvino_version
from core.models.service_answer import Output, answer

GOLDEN_TOLERANCE = {"float32": 1e-4, "bfloat16": 5e-2}
"""Largest difference of a probability from the golden one of the card."""

_HINTS = {"float32": "f32", "bfloat16": "bf16"}


@dataclass(frozen=True, slots=True, eq=False)
class _Loaded:
    folder: str
    written: str
    card: ModelCard
    precision: str
    engine: str
    request: Any

    def output(self, images: NDArray[np.float32]) -> Output:
        """Probabilities and, where the IR has them, features."""
        found = self.request.infer({0: images}, share_inputs=True)
        parts = [np.asarray(found[i]) for i in range(len(found))]
        return Output(parts[0], parts[1] if len(parts) > 1 else None)


_loaded: _Loaded | None = None


def serve(request: dict[str, Any], blob: bytearray) -> tuple[dict[str, Any], Buffer]:
    """Serve one request of :class:`core.classify.Classifier`, as :func:`core.models.service.serve` does.

    Every request names the model and ``precision``; the operations are ``load`` and ``predict``. The precision that
    the processor really computes in is part of the answer.

    Raises
    ------
    ModelRefusedError
        If the model or its IR does not check out, or a number that goes in or comes out is not finite.
    """
    global _loaded
    if _loaded is None or (_loaded.folder, _loaded.written) != (request["folder"], request["card"]):
        _loaded = None
        _loaded = _load(request["folder"], request["card"], request["precision"])
    facts = {"engine": _loaded.engine, "precision": _loaded.precision, "sha256": _loaded.card.sha256}
    if request["op"] == "load":
        return facts, b""
    shape, data = answer(Path(_loaded.folder), _loaded.card, blob, _loaded.output)
    return facts | shape, data


def _load(folder: str, written: str, precision: str) -> _Loaded:
    card = cards.from_json(written)
    _check_model_file(Path(folder), card)
    found = ir.read(ir.place(card), card)
    library = ir.openvino()
    core = library.Core()
    instead = ""
    if precision == "bfloat16" and "BF16" not in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
        precision, instead = "float32", " (this processor has no bfloat16)"
    try:
        model = core.read_model(found.xml, found.weights)
        compiled = core.compile_model(
            model,
            "CPU",
            {
                "INFERENCE_PRECISION_HINT": _HINTS[precision],  # left alone, it takes bfloat16 where there is any
                "PERFORMANCE_HINT": "LATENCY",
                "INFERENCE_NUM_THREADS": cores(),
            },
        )
    except RuntimeError as error:
        raise ModelRefusedError(folder, f"OpenVINO could not load its IR ({type(error).__name__})") from error
    engine = f"OpenVINO {openvino_version()}, {precision}{instead}"
    loaded = _Loaded(folder, written, card, precision, engine, compiled.create_infer_request())
    _check_golden(loaded)
    return loaded


def _check_model_file(folder: Path, card: ModelCard) -> None:
    """Refuse another model file than the one of the card, for which the IR stands."""
    try:
        with (folder / MODEL_FILE).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelRefusedError(folder, f"expected a model file, found {error.strerror}") from error
    if found != card.sha256:
        raise ModelRefusedError(folder, "expected the file its card describes, found other bytes (SHA-256 differs)")


def _check_golden(loaded: _Loaded) -> None:
    card = loaded.card
    image = np.random.default_rng(card.golden.seed).random(card.input_shape, dtype=np.float32)
    found = loaded.output(image[np.newaxis]).probabilities[0]
    largest = float(np.abs(found - np.asarray(card.golden.probabilities)).max())
    if not largest <= GOLDEN_TOLERANCE[loaded.precision]:
        raise ModelRefusedError(
            loaded.folder,
            f"expected the golden prediction of its card from OpenVINO, found it off by {largest:.2g}",
        )
