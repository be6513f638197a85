"""A network as an ONNX model, and its answers by ONNX Runtime. Importing this loads Keras.

The layers are written one by one (:mod:`core.models.onnx_nodes`), those of :data:`core.models.foreign_layers.KINDS`
and learned windows: no tracing, so a network takes no more memory than a few times its weights.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

import core
from core import records
from core.export.picture import DISCLAIMER
from core.models import onnx_nodes, windownet
from core.models.card import ModelCard
from core.models.foreign_layers import IDLE, Shape, UnfitError, check_settings, shown
from core.models.onnx_nodes import OPERATOR_SET, RULES, Sheet, Step

INPUT, OUTPUT = "image", "probabilities"
"""Float32 (batch, height, width, channels), as in Keras; float32 (batch, classes), before calibration."""

MOST_BYTES = (1 << 31) - (1 << 20)
"""Of weights in one ONNX file: the format ends at 2 GiB."""

_IR_VERSION = 8  # the first with operator set 17, for older programs' sake


def write(model: Any, card: ModelCard, path: Path) -> None:
    """Write a network with what its card says of classes and preparation.

    Raises
    ------
    UnfitError
        If it has a layer that is not known, or more weights than one file holds.
    """
    import onnx
    from onnx.helper import make_graph, make_model, make_opsetid, make_tensor_value_info

    sheet = Sheet()
    _lay_out(model, sheet)
    if sheet.bytes > MOST_BYTES:
        raise UnfitError(f"expected at most {MOST_BYTES} bytes of weights for an ONNX file, found {sheet.bytes}")
    real = onnx.TensorProto.FLOAT
    graph = make_graph(
        sheet.nodes,
        model.name,
        [make_tensor_value_info(INPUT, real, ["batch", *card.input_shape])],
        [make_tensor_value_info(OUTPUT, real, ["batch", len(card.classes)])],
        sheet.numbers,
    )
    made = make_model(
        graph,
        opset_imports=[make_opsetid("", OPERATOR_SET)],
        ir_version=_IR_VERSION,
        producer_name="CXR-12",
        producer_version=core.__version__,
        doc_string=DISCLAIMER,
    )
    onnx.helper.set_model_props(
        made,
        {
            "name": card.name,
            "classes": json.dumps(card.classes),
            "activation": card.activation,
            "preprocessing": json.dumps(records.to_plain(card.spec)),
            "temperature": str(1.0 if card.calibration is None else card.calibration.temperature),
            "notice": DISCLAIMER,
        },
    )
    onnx.checker.check_model(made)
    path.write_bytes(made.SerializeToString())


def run(path: Path, images: NDArray[np.float32]) -> NDArray[np.float32]:
    """Ask an ONNX file about images, float32 (n, height, width, channels), on the CPU."""
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return np.asarray(session.run([OUTPUT], {INPUT: images})[0])


def _lay_out(model: Any, sheet: Sheet) -> None:
    """Add the nodes of every layer; the last one's name becomes :data:`OUTPUT`."""
    names: dict[int, str] = {}  # by the tensor that a layer gives
    for layer in model.layers:
        sheet.scope = layer.name
        if isinstance(layer, keras.layers.InputLayer):
            names[id(layer.output)] = onnx_nodes.channels_first(sheet, INPUT)
            continue
        before = layer.input if isinstance(layer.input, list) else [layer.input]
        inputs = tuple(names[id(one)] for one in before)
        names[id(layer.output)] = _laid_out(layer, inputs, tuple(_shape(one) for one in before), sheet)
    last = names[id(model.output)]
    for node in sheet.nodes:
        node.output[:] = [OUTPUT if name == last else name for name in node.output]
        node.input[:] = [OUTPUT if name == last else name for name in node.input]


def _laid_out(layer: Any, inputs: tuple[str, ...], shapes: tuple[Shape, ...], sheet: Sheet) -> str:
    kind = type(layer).__name__
    if kind in IDLE:
        return inputs[0]
    arrays = tuple(np.asarray(one, dtype=np.float32) for one in layer.get_weights())
    shape = _shape(layer.output)
    if isinstance(layer, windownet.LearnedWindows):
        return onnx_nodes.windowed(sheet, Step({}, inputs, shapes, shape, arrays))
    if kind not in RULES:
        raise UnfitError(f"expected layers that ONNX can be written for, found {shown(kind)}")
    if any(len(one) not in (1, 3) for one in (*shapes, shape)):
        raise UnfitError(f"expected images or vectors from layer to layer, found {shown(shape)} at {shown(layer.name)}")
    settings = check_settings(kind, layer.get_config())
    name = RULES[kind](sheet, Step(settings, inputs, shapes, shape, arrays))
    return onnx_nodes.activated(sheet, name, settings.get("activation", "linear"), shape)


def _shape(tensor: Any) -> Shape:
    return tuple(int(one) for one in tensor.shape[1:])
