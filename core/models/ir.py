"""Networks as OpenVINO takes them (its intermediate representation, IR), kept in the user's cache.

One is made from a network that :func:`core.models.network.load` has checked, and kept in one file: a line of JSON that
says of which model file and by which OpenVINO, with the SHA-256 of what follows; then the IR's XML and its weights.
OpenVINO is imported without its telemetry, and never TensorFlow by what only reads an IR.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core import records
from core.errors import ModelRefusedError
from core.models.card import ModelCard
from core.models.engines import openvino_version
from core.places import cache_folder
from core.whole_file import write_whole

if TYPE_CHECKING:
    from core.child import Buffer

log = logging.getLogger(__name__)

MOST_BYTES = 1 << 31
"""Of a kept file."""

_SCHEMA = 1
_MOST_HEADER = 1 << 12


@dataclass(frozen=True, slots=True)
class Header:
    """First line of a kept file: what it was made of, and the bytes that follow."""

    schema: int
    model_sha256: str
    openvino: str
    xml_bytes: int
    weight_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, eq=False)
class Representation:
    """An IR in memory: XML text and weights; the outputs are probabilities and, if there are two, features."""

    xml: bytes
    weights: bytes


def openvino() -> Any:
    """Import OpenVINO with its telemetry switched off: the package that sends it is made out to be missing."""
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # which is how an import is refused
    import openvino

    return openvino


def place(card: ModelCard) -> Path:
    """File that the IR of this model is kept in, for the OpenVINO that is installed; it may not be there.

    Raises
    ------
    ModelRefusedError
        If there can be no folder for it.
    """
    folder = cache_folder() / "openvino"
    try:
        folder.mkdir(exist_ok=True, mode=0o700)
    except OSError as error:
        raise ModelRefusedError(folder, f"expected a folder for IRs in the cache, found: {error.strerror}") from error
    return folder / f"{card.sha256}-{openvino_version()}.ir"


def convert(model: Any, card: ModelCard, request: dict[str, Any], blob: Buffer) -> tuple[dict[str, Any], bytes]:
    """Make the IR of a loaded Keras network and keep it: an operation of :mod:`core.models.service`.

    Raises
    ------
    ModelRefusedError
        If OpenVINO cannot take this network, or the file cannot be written.
    """
    del request, blob
    import keras

    path = place(card)
    if keras.backend.backend() != "tensorflow":
        raise ModelRefusedError(path, f"expected Keras on TensorFlow, found {keras.backend.backend()}")
    try:
        write(path, card, made_from(model))
        for other in path.parent.glob(f"{card.sha256}-*.ir"):  # of an OpenVINO that was here before
            if other != path:
                other.unlink(missing_ok=True)
    except (OSError, RuntimeError, TypeError, ValueError) as error:
        log.info("no IR could be made: %s", type(error).__name__)
        reason = error.strerror if isinstance(error, OSError) else f"OpenVINO cannot take it ({type(error).__name__})"
        raise ModelRefusedError(path, f"expected an IR of the network to be made and kept, found: {reason}") from error
    return {}, b""


def made_from(model: Any) -> Representation:
    """Convert a Keras network on TensorFlow; probabilities and, where it has any, features come out.

    Raises
    ------
    RuntimeError
        If OpenVINO cannot take it.
    """
    import tensorflow as tf

    from core.models.features import with_features

    both = with_features(model)

    shape = tf.TensorSpec((None, *model.input_shape[1:]), tf.float32)

    # Without autograph: it would leave the source it makes in the folder of temporary files when the process is killed.
    @tf.function(autograph=False, input_signature=[shape])  # type: ignore[untyped-decorator]
    def run(images: Any) -> Any:
        return both(images, training=False)

    library = openvino()
    converted = library.convert_model(run.get_concrete_function())
    with tempfile.TemporaryDirectory(prefix="cxr12-") as made:
        xml, weights = Path(made) / "model.xml", Path(made) / "model.bin"
        library.serialize(converted, str(xml), str(weights))
        return Representation(xml.read_bytes(), weights.read_bytes())


def write(path: Path, card: ModelCard, found: Representation) -> None:
    """Keep an IR at ``path``, readable for its owner alone, all of it or nothing.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    path.parent.mkdir(exist_ok=True, mode=0o700)
    content = found.xml + found.weights
    digest = hashlib.sha256(content).hexdigest()
    header = Header(_SCHEMA, card.sha256, openvino_version(), len(found.xml), len(found.weights), digest)
    write_whole(path, json.dumps(asdict(header)).encode() + b"\n" + content)


def read(path: Path, card: ModelCard) -> Representation:
    """Read an IR, checking that it is whole and made of this model.

    Raises
    ------
    ModelRefusedError
        If there is none, or it is not that.
    """

    def refuse(found: str) -> ModelRefusedError:
        return ModelRefusedError(path, f"expected a kept IR of the model {card.name}, found {found}")

    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > MOST_BYTES:
                raise refuse(f"{size} bytes")
            header = records.from_plain(Header, records.parse(file.readline(_MOST_HEADER)))
            content = file.read()
    except (OSError, ValueError) as error:
        raise refuse("none that can be read") from error
    if (header.schema, header.model_sha256, header.openvino) != (_SCHEMA, card.sha256, openvino_version()):
        raise refuse("that of another model, or of another OpenVINO")
    if hashlib.sha256(content).hexdigest() != header.sha256 or len(content) != header.xml_bytes + header.weight_bytes:
        raise refuse("a damaged one")
    return Representation(content[: header.xml_bytes], content[header.xml_bytes :])


def discard(card: ModelCard) -> None:
    """Remove the kept IR of a model, if there is one.

    Raises
    ------
    ModelRefusedError
        If it cannot be removed.
    """
    path = place(card)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise ModelRefusedError(path, f"expected an IR that can be replaced, found: {error.strerror}") from error
