"""Model files that were made to harm, or are broken: one of each kind that must be refused. Written without Keras.

Code in them leaves a file behind (``canary``) if anything ever runs it.
"""

from __future__ import annotations

import base64
import io
import json
import marshal
import pickle
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import h5py
import numpy as np

Member = tuple[str, bytes]
Maker = Callable[[Path, Path], Path]
"""Makes a file in a folder; the second path is that of the canary."""

_SIZE = 16
_FEATURES = 14 * 14 * 2


def layer(kind: str, name: str, **config: Any) -> dict[str, Any]:
    """Write the configuration of a layer."""
    return {"class_name": kind, "config": {"name": name, **config}}


def plain_layers() -> list[dict[str, Any]]:
    """Write a network that nothing is wrong with: 16 x 16 pixels to three classes."""
    return [
        layer("Conv2D", "conv", filters=2, kernel_size=[3, 3], activation="relu", batch_input_shape=[None, 16, 16, 1]),
        layer("Flatten", "flat"),
        layer("Dense", "dense", units=3, activation="softmax"),
    ]


def sequential(layers: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Write the configuration of a network of these layers."""
    return {"class_name": "Sequential", "config": {"name": "net", "layers": list(layers)}}


def arrays() -> dict[str, np.ndarray[Any, Any]]:
    """Weights of :func:`plain_layers` by their names in a Keras 2 file."""
    draw = np.random.default_rng(1)
    shapes = {
        "conv/kernel:0": (3, 3, 1, 2),
        "conv/bias:0": (2,),
        "dense/kernel:0": (_FEATURES, 3),
        "dense/bias:0": (3,),
    }
    return {name: draw.normal(0, 0.1, shape).astype("f4") for name, shape in shapes.items()}


def write_h5(
    path: Path, config: Any, weights: dict[str, Any], change: Callable[[h5py.File], object] | None = None
) -> Path:
    """Write a Keras 2 file; ``change`` does something to it before it is closed."""
    with h5py.File(path, "w") as file:
        if config is not None:
            file.attrs["model_config"] = config if isinstance(config, bytes) else json.dumps(config)
        group = file.create_group("model_weights")
        names = list(dict.fromkeys(name.partition("/")[0] for name in weights))
        group.attrs["layer_names"] = [name.encode() for name in names]
        for name in names:
            listed = [one for one in weights if one.startswith(f"{name}/")]
            group.create_group(name).attrs["weight_names"] = [one.encode() for one in listed]
            for one in listed:
                group[name][one] = weights[one]
        if change is not None:
            change(file)
    return path


def keras_weights(weights: dict[str, Any]) -> bytes:
    """Bytes of the weights of :func:`plain_layers` as Keras 3 stores them."""
    places = {
        "conv/kernel:0": "layers/conv2d/vars/0", "conv/bias:0": "layers/conv2d/vars/1",
        "dense/kernel:0": "layers/dense/vars/0", "dense/bias:0": "layers/dense/vars/1",
    }  # fmt: skip
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        for name, values in weights.items():
            file[places[name]] = values
    return buffer.getvalue()


def write_keras(path: Path, members: Iterable[Member], compression: int = zipfile.ZIP_STORED) -> Path:
    """Write an archive of these members."""
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=compression)
    return path


def members(config: Any = None, weights: bytes | None = None) -> list[Member]:
    """Members of a ``.keras`` file that nothing is wrong with, but for what is given."""
    raw = config if isinstance(config, bytes) else json.dumps(config or sequential(plain_layers())).encode()
    content = keras_weights(arrays()) if weights is None else weights
    return [("metadata.json", b"{}"), ("config.json", raw), ("model.weights.h5", content)]


def _with_layer(hostile: Callable[[Path], dict[str, Any]], suffix: str) -> Maker:
    """Give a network one more layer."""

    def make(folder: Path, canary: Path) -> Path:
        config = sequential([*plain_layers()[:1], hostile(canary), *plain_layers()[1:]])
        if suffix == ".keras":
            return write_keras(folder / "m.keras", members(config))
        return write_h5(folder / "m.h5", config, arrays())

    return make


def _lambda(canary: Path) -> dict[str, Any]:
    code = compile(f"open({str(canary)!r}, 'w')", "run", "eval")
    packed = base64.b64encode(marshal.dumps(code)).decode()
    return layer("Lambda", "run", function=[packed, None, None], function_type="lambda", arguments={})


def _lambda3(canary: Path) -> dict[str, Any]:
    code = {"class_name": "__lambda__", "config": {"code": _lambda(canary)["config"]["function"][0], "defaults": None}}
    return layer("Lambda", "run", function=code, arguments={})


def _nested(canary: Path) -> dict[str, Any]:
    return sequential([layer("Dropout", "drop", rate=0.5), _lambda(canary)])


def _wrapped(canary: Path) -> dict[str, Any]:
    return layer("TimeDistributed", "wrap", layer=_lambda(canary))


def _activation(canary: Path) -> dict[str, Any]:
    function = {"class_name": "__lambda__", "config": {"code": _lambda(canary)["config"]["function"][0]}}
    return layer("Activation", "act", activation=function)


def _function(module: str, name: str, *arguments: str) -> Callable[[Path], dict[str, Any]]:
    def hostile(canary: Path) -> dict[str, Any]:
        found = [one.replace("CANARY", str(canary)) for one in arguments]
        call = {"module": module, "class_name": "function", "config": name, "registered_name": name}
        return layer("Activation", "call", activation=call, arguments=found)

    return hostile


def _initializer(canary: Path) -> dict[str, Any]:
    return layer(
        "Dense", "d", units=3, activation="linear",
        kernel_initializer={"module": "os", "class_name": "system", "config": {"command": f"touch {canary}"}},
    )  # fmt: skip


def _of_class(kind: str, **config: Any) -> Callable[[Path], dict[str, Any]]:
    return lambda canary: layer(kind, "other", **config)


def _custom(canary: Path) -> dict[str, Any]:
    return {**layer("Dense", "mine", units=3), "module": "evil", "registered_name": "evil>Dense"}


def _h5_with(change: Callable[[h5py.File], object]) -> Maker:
    return lambda folder, canary: write_h5(folder / "m.h5", sequential(plain_layers()), arrays(), change)


def _external(file: h5py.File) -> None:
    file["model_weights/dense/dense/extra:0"] = h5py.ExternalLink("/etc/passwd", "/")


def _soft(file: h5py.File) -> None:
    file["model_weights/again"] = h5py.SoftLink("/model_weights/again")


def _stored_elsewhere(file: h5py.File) -> None:
    file.create_dataset("model_weights/dense/more", (10,), "f4", external=[("/etc/hostname", 0, 40)])


def _virtual(file: h5py.File) -> None:
    layout = h5py.VirtualLayout((10,), "f4")
    layout[:] = h5py.VirtualSource("other.h5", "data", (10,))
    file.create_virtual_dataset("model_weights/dense/more", layout)


def _declares(numbers: int) -> Maker:
    def change(file: h5py.File) -> None:
        del file["model_weights/dense/dense/kernel:0"]
        file.create_dataset("model_weights/dense/dense/kernel:0", (numbers,), "f4")

    return _h5_with(change)


def _squeezed(file: h5py.File) -> None:
    del file["model_weights/dense/dense/kernel:0"]
    file.create_dataset("model_weights/dense/dense/kernel:0", (1 << 27,), "f4", chunks=(1 << 20,), compression="gzip")


def _long_names(folder: Path, canary: Path) -> Path:
    """Write a list of 3,000 names that all point at one text of 8 MiB: 24 GiB once it is read."""

    def change(file: h5py.File) -> None:
        group = file["model_weights"]
        del group.attrs["layer_names"]
        texts = np.array(["x" * (8 << 20), *(f"y{i}" for i in range(2_999))], dtype=object)
        group.attrs.create("layer_names", texts, dtype=h5py.string_dtype())

    path = write_h5(folder / "m.h5", sequential(plain_layers()), arrays(), change)
    content = bytearray(path.read_bytes())
    # A text of any length is its length (4 bytes), the address of a heap (8) and its number there (4).
    start = content.index(struct.pack("<I", 8 << 20), 0)
    while content[start + 16 : start + 20] != struct.pack("<I", 2):
        start = content.index(struct.pack("<I", 8 << 20), start + 1)
    content[start : start + 16 * 3_000] = content[start : start + 16] * 3_000
    path.write_bytes(content)
    return path


def _zip_bomb(mebibytes: int) -> Maker:
    def make(folder: Path, canary: Path) -> Path:
        path = write_keras(folder / "m.keras", members()[:2], zipfile.ZIP_DEFLATED)
        with (
            zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
            archive.open("model.weights.h5", "w") as member,
        ):
            for _ in range(mebibytes):  # piece by piece: this process stays small
                member.write(b"\0" * (1 << 20))
        return path

    return make


def _dense(units: int) -> Maker:
    def make(folder: Path, canary: Path) -> Path:
        layers = [*plain_layers()[:2], layer("Dense", "wide", units=units), plain_layers()[2]]
        return write_h5(folder / "m.h5", sequential(layers), arrays())

    return make


def _archive(change: Callable[[list[Member]], list[Member]]) -> Maker:
    return lambda folder, canary: write_keras(folder / "m.keras", change(members()))


def _twice(content: list[Member]) -> list[Member]:
    return [*content[:2], content[1], content[2]]


def _content(name: str, content: Callable[[Path], bytes]) -> Maker:
    def make(folder: Path, canary: Path) -> Path:
        path = folder / name
        path.write_bytes(content(canary))
        return path

    return make


class _Touches:
    """What a pickle does when it is opened."""

    def __init__(self, canary: Path) -> None:
        self._canary = canary

    def __reduce__(self) -> tuple[Any, ...]:
        return open, (str(self._canary), "w")


def _nested_models(depth: int) -> bytes:
    start, end = json.dumps(sequential([{}])).split("{}")  # Python's own writer does not go so deep
    return f"{start * depth}{json.dumps(sequential(plain_layers()))}{end * depth}".encode()


def _configured(raw: bytes) -> Maker:
    return lambda folder, canary: write_h5(folder / "m.h5", raw, arrays())


def _weights(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Maker:
    return lambda folder, canary: write_h5(folder / "m.h5", sequential(plain_layers()), change(arrays()))


def _cut(folder: Path, canary: Path) -> Path:
    path = write_h5(folder / "m.h5", sequential(plain_layers()), arrays())
    path.write_bytes(path.read_bytes()[:-2000])
    return path


HOSTILE: dict[str, Maker] = {
    "Lambda in .h5": _with_layer(_lambda, ".h5"),
    "Lambda in .keras": _with_layer(_lambda3, ".keras"),
    "Lambda in an inner network": _with_layer(_nested, ".h5"),
    "Lambda in a wrapper": _with_layer(_wrapped, ".keras"),
    "__lambda__ as activation": _with_layer(_activation, ".keras"),
    "os.system": _with_layer(_function("os", "system", "touch CANARY"), ".keras"),
    "os.system as initializer": _with_layer(_initializer, ".keras"),
    "get_file": _with_layer(_function("keras.utils", "get_file", "canary", "file:///etc/passwd"), ".keras"),
    "enable_unsafe": _with_layer(_function("keras.config", "enable_unsafe_deserialization"), ".keras"),
    "TFSMLayer": _with_layer(_of_class("TFSMLayer", filepath="/tmp"), ".keras"),
    "StringLookup": _with_layer(_of_class("StringLookup", vocabulary="/etc/passwd"), ".keras"),
    "custom class": _with_layer(_custom, ".keras"),
    "external link": _h5_with(_external),
    "soft link to itself": _h5_with(_soft),
    "external storage": _h5_with(_stored_elsewhere),
    "virtual dataset": _h5_with(_virtual),
    "2 GiB declared": _declares(1 << 29),
    "1 PiB declared": _declares(1 << 48),
    "512 MiB in compressed chunks": _h5_with(_squeezed),
    "3,000 names of 8 MiB": _long_names,
    "zip bomb of 256 MiB": _zip_bomb(256),
    "zip bomb of 512 MiB": _zip_bomb(512),
    "Dense of 2^31": _dense(1 << 31),
    "Dense of 2^20": _dense(1 << 20),
    "zip slip": _archive(lambda content: [*content[:2], ("../model.weights.h5", content[2][1])]),
    "config.json twice": _archive(_twice),
    "20,000 members": _archive(lambda content: [(f"{i}.json", b"") for i in range(20_000)]),
    "not JSON": _configured(b"<xml/>"),
    "deep JSON": _configured(b"[" * 60_000),
    "networks nested 400 deep": _configured(_nested_models(400)),
    "cut off": _cut,
    "empty": _content("m.h5", lambda canary: b""),
    "pickle": _content("m.h5", lambda canary: pickle.dumps(_Touches(canary))),
    "weights missing": _weights(lambda weights: {k: v for k, v in weights.items() if not k.startswith("dense")}),
    "weights of another shape": _weights(lambda weights: {**weights, "dense/bias:0": np.zeros(4, "f4")}),
    "weights NaN": _weights(lambda weights: {**weights, "dense/bias:0": np.array([0, np.nan, 0], "f4")}),
}
"""Every kind by its name."""


def make_all(folder: Path, canary: Path) -> dict[str, Path]:
    """Make one file of each kind, each in a folder of its own, in a process of its own.

    A process inherits the peak of what started it: what it takes to make them must not be counted as what it takes
    to look at them.
    """
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.hostile_files", str(folder), str(canary)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return {name: Path(path) for name, path in json.loads(done.stdout).items()}


def main(folder: Path, canary: Path) -> None:
    """Make the files below ``folder`` and print where they are."""
    made = {}
    for number, (name, make) in enumerate(HOSTILE.items()):
        place = folder / f"{number:02d}"
        place.mkdir()
        made[name] = str(make(place, canary))
    print(json.dumps(made))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
