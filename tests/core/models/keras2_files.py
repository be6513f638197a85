"""Files as Keras 2.3 wrote them, made from a Keras 3 model with h5py alone."""

import json

import h5py
import numpy as np

DROPPED = ("module", "registered_name", "build_config", "quantization_config", "groups", "optional", "ragged")


def _config_of_layer(layer):
    config = {name: value for name, value in layer.get_config().items() if name not in DROPPED}
    config["dtype"] = "float32"
    if "batch_shape" in config:
        config["batch_input_shape"] = list(config.pop("batch_shape"))
    if type(layer).__name__ == "LeakyReLU":
        config["alpha"] = config.pop("negative_slope")
    for name, value in config.items():
        if isinstance(value, dict) and "class_name" in value:
            config[name] = {"class_name": value["class_name"], "config": value["config"]}
    return config


def config_of(model):
    """Configuration of a Sequential or Functional model in the words of Keras 2."""
    if type(model).__name__ == "Sequential":
        layers = [
            config_of(layer)
            if hasattr(layer, "layers")
            else {"class_name": _class(layer), "config": _config_of_layer(layer)}
            for layer in model.layers
        ]
        if not hasattr(model.layers[0], "layers"):
            layers[0]["config"]["batch_input_shape"] = [None, *model.input_shape[1:]]
        return {"class_name": "Sequential", "config": {"name": model.name, "layers": layers}}
    layers = []
    for layer in model.layers:
        before = [
            [tensor._keras_history.operation.name, 0, 0, {}]
            for node in layer._inbound_nodes[:1]
            for tensor in node.input_tensors
        ]
        layers.append({
            "name": layer.name,
            "class_name": _class(layer),
            "config": _config_of_layer(layer),
            "inbound_nodes": [before] if before else [],
        })  # fmt: skip
    ends = {"input_layers": [[model.inputs[0]._keras_history.operation.name, 0, 0]],
            "output_layers": [[model.outputs[0]._keras_history.operation.name, 0, 0]]}  # fmt: skip
    return {"class_name": "Model", "config": {"name": model.name, "layers": layers, **ends}}


def _class(layer):
    return type(layer).__name__


def _variables(layer):
    """Names and values as Keras 2 ordered them: of a network inside, first all that is trained, then all else."""
    inside = layer.layers if hasattr(layer, "layers") else [layer]
    for trained in (True, False):
        for one in inside:
            for variable in one.trainable_weights if trained else one.non_trainable_weights:
                yield f"{one.name}/{variable.name}:0", np.asarray(variable)


def write_keras2(model, path, *, optimizer=False, network=True):
    """Write a full model, with the state of an optimiser if wanted, or (``network`` False) its weights alone."""
    with h5py.File(path, "w") as file:
        top = file
        if network:
            file.attrs["model_config"] = json.dumps(config_of(model))
            file.attrs["training_config"] = json.dumps({"optimizer_config": {"class_name": "Evil"}, "loss": "code"})
            top = file.create_group("model_weights")
        for group in {file, top}:
            group.attrs["backend"], group.attrs["keras_version"] = b"tensorflow", b"2.3.1"
        top.attrs["layer_names"] = np.array([layer.name.encode() for layer in model.layers])
        for layer in model.layers:
            group = top.create_group(layer.name)
            named = list(_variables(layer))
            group.attrs["weight_names"] = np.array([name.encode() for name, _ in named]) if named else np.array([])
            for name, value in named:
                group[name] = value
        if optimizer:
            state = file.create_group("optimizer_weights")
            state["SGD/iterations:0"] = np.int64(4050)
            state["SGD/m_0:0"] = np.zeros((3, 3), "f4")
            state.attrs["weight_names"] = np.array([b"SGD/iterations:0", b"SGD/m_0:0"])
    return path
