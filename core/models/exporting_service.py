"""What runs in the child that writes a model for other programs, and reads it back. Importing this loads Keras."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.child import Buffer
from core.errors import ModelRefusedError
from core.models import card as cards
from core.models import examining, foreign_build, ir, network
from core.models.card import MODEL_FILE, ModelCard
from core.models.foreign_layers import UnfitError

TOLERANCE = 1e-4
"""Largest difference of a probability after export."""

_INPUTS = 4
_SEED = 7


def serve(request: dict[str, Any], blob: bytearray) -> tuple[dict[str, Any], Buffer]:
    """Serve one request: ``{"folder": ..., "card": <card.json>, "path": <file to write>, "form": ...}``.

    Raises
    ------
    ModelRefusedError
        If the model does not check out, or what was written does not give the same probabilities.
    """
    folder, path, card = Path(request["folder"]), Path(request["path"]), cards.from_json(request["card"])
    model = network.load(folder, card)
    images = np.random.default_rng(_SEED).random((_INPUTS, *card.input_shape), dtype=np.float32)
    expected = np.asarray(model(images, training=False))
    if request["form"] == "openvino":
        found = _openvino(model, path, images)
    elif request["form"] == "onnx":
        found = _onnx(model, card, path, images)
    elif request["form"] == "h5":
        network.save_h5(model, path)
        found = _h5(path, card, images)
    else:
        shutil.copyfile(folder / MODEL_FILE, path)
        found = _keras(path, card, images)
    largest = float(np.abs(found - expected).max()) if found.shape == expected.shape else float("nan")
    if not largest <= TOLERANCE:
        raise ModelRefusedError(
            path, f"expected the same probabilities after export to within {TOLERANCE}, found a difference of "
            f"{largest:.2g}; the file was not kept"
        )  # fmt: skip
    return {"largest": largest}, b""


def _keras(path: Path, card: ModelCard, images: NDArray[np.float32]) -> NDArray[np.float32]:
    copied = path.with_name(MODEL_FILE)
    if copied == path:
        return np.asarray(network.load(path.parent, card)(images, training=False))
    copied.hardlink_to(path)
    try:
        return np.asarray(network.load(path.parent, card)(images, training=False))
    finally:
        copied.unlink()


def _h5(path: Path, card: ModelCard, images: NDArray[np.float32]) -> NDArray[np.float32]:
    """Read the file back as any stranger's; a network with layers of our own gets the file's numbers by name."""
    try:
        with examining.opened(path) as found:
            assert found.graph is not None
            again = foreign_build.build(found.graph)
            foreign_build.set_weights(again, found.graph, found.weights, found.places)
            return np.asarray(again(images, training=False))
    except ModelRefusedError:
        again = network.of_registry(card)
        again.load_weights(path)
        return np.asarray(again(images, training=False))


def _onnx(model: Any, card: ModelCard, path: Path, images: NDArray[np.float32]) -> NDArray[np.float32]:
    from core.models import onnx_model

    try:
        onnx_model.write(model, card, path)
    except UnfitError as error:
        raise ModelRefusedError(path, str(error)) from error
    return onnx_model.run(path, images)


def _openvino(model: Any, path: Path, images: NDArray[np.float32]) -> NDArray[np.float32]:
    import tensorflow as tf

    library = ir.openvino()

    shape = tf.TensorSpec((None, *model.input_shape[1:]), tf.float32, name="image")

    @tf.function(autograph=False, input_signature=[shape])  # type: ignore[untyped-decorator]
    def run(image: Any) -> Any:
        return model(image, training=False)

    library.save_model(library.convert_model(run.get_concrete_function()), str(path), compress_to_fp16=False)
    compiled = library.compile_model(str(path), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    return np.asarray(compiled(images)[0])
