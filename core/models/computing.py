"""One model, computed by the engine that was asked for or, where that one cannot, by Keras. Imports no Keras."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.child import Buffer
from core.errors import ChildDiedError, ChildError, ChildRefusedError, ChildTimeoutError, ModelRefusedError
from core.models import card as cards
from core.models import ir
from core.models.card import ModelCard
from core.models.engines import PRECISIONS, NetworkChild, Reply, chosen, openvino_version
from core.models.service_answer import Output, split
from core.models.shelf import Entry

log = logging.getLogger(__name__)

CONVERT_S = 120.0
"""Time limit for making an IR."""

PREDICT_S = 60.0
"""Time limit for one answer."""


@dataclass(frozen=True, slots=True, eq=False)
class Inferred:
    """What a network gave for some inputs, what computed it, and the seconds it took once the network was loaded."""

    output: Output
    engine: str
    precision: str
    seconds: float


class Computing:
    """A model of the shelf in child processes: one predicts; one with Keras does the rest, once it is asked to.

    OpenVINO computes an IR made of the network that Keras has loaded with all its checks; it is made the first time.
    Where OpenVINO is missing or does not agree with Keras about this network, Keras predicts, and the answers say why.

    Parameters
    ----------
    entry : Entry
        A usable model of the shelf.
    engine, precision : str
        Out of :data:`core.models.engines.ENGINES` and :data:`core.models.engines.PRECISIONS`.

    Raises
    ------
    ModelRefusedError
        If the entry has a problem.
    ValueError
        If there is no such engine or precision.
    """

    def __init__(self, entry: Entry, engine: str, precision: str) -> None:
        if entry.card is None or entry.problem:
            raise ModelRefusedError(entry.folder, entry.problem or "expected a model with a card, found none")
        if precision not in PRECISIONS:
            raise ValueError(f"expected a precision out of {', '.join(PRECISIONS)}, found {precision!r}")
        self._entry, self._card = entry, entry.card
        self._lock = threading.Lock()
        model = {"folder": str(entry.folder), "card": cards.to_json(entry.card)}
        self.keras = NetworkChild("core.models.service:serve", entry.card.name, model)
        self.openvino: NetworkChild | None = None
        self._why_keras = ""
        if chosen(engine) == "openvino" and openvino_version():
            named = {**model, "precision": precision}
            self.openvino = NetworkChild("core.models.ir_service:serve", entry.card.name, named)
        elif chosen(engine) == "openvino":
            self._fall_back("it is not installed")
        elif precision != "float32":
            self._why_keras = f"{precision} is for OpenVINO alone"

    @property
    def card(self) -> ModelCard:
        """What is known of the model."""
        return self._card

    @property
    def predicting(self) -> NetworkChild:
        """The child that predicts, as far as is known now."""
        return self.openvino or self.keras

    @property
    def makes_ir(self) -> bool:
        """OpenVINO is to predict, and there is no IR of the network yet."""
        try:
            return self.openvino is not None and not ir.place(self._card).exists()
        except ModelRefusedError:  # there can be none
            return False

    def load(self) -> None:
        """Load the network unless it is loaded, and wait for it.

        Raises
        ------
        ModelRefusedError
            If the model does not check out.
        ChildError
            If the child process dies twice or takes too long.
        """
        try:
            with self._lock:
                self._ready()
        except ChildRefusedError as error:
            raise self._refused(error) from error

    def infer(self, inputs: NDArray[np.float32]) -> Inferred:
        """Compute network inputs, float32 (n, height, width, channels). Raises what :meth:`load` raises.

        Raises
        ------
        ValueError
            If they are of another shape: as bare numbers they could pass for another count of images.
        """
        if inputs.shape[1:] != self._card.input_shape:
            raise ValueError(f"expected inputs of shape {self._card.input_shape}, found {inputs.shape[1:]}")
        inputs = np.ascontiguousarray(inputs, dtype="<f4")
        try:
            with self._lock:
                try:
                    return self._infer(inputs)
                except ChildDiedError as error:
                    if self.openvino is None or self.openvino.is_closed:
                        raise
                    self._fall_back(str(error))
                    return self._infer(inputs)
        except ChildRefusedError as error:
            raise self._refused(error) from error

    def ask(self, operation: str, blob: Buffer, *, timeout_s: float, **request: Any) -> Reply:
        """Have the Keras child do a row of :data:`core.models.service.OPERATIONS`. Raises what :meth:`load` raises."""
        try:
            return self.keras.call(operation, blob, timeout_s=timeout_s, **request)
        except ChildRefusedError as error:
            raise self._refused(error) from error

    def close(self) -> None:
        """End the child processes for good, also while they load or answer; those calls raise ChildDiedError."""
        for one in (self.openvino, self.keras):
            if one is not None:
                one.close()

    def _ready(self) -> NetworkChild:
        """Give the child that predicts, loaded."""
        if self.openvino is not None:
            try:
                self._load_openvino(self.openvino)
                return self.openvino
            except ModelRefusedError as error:
                self._fall_back(error.reason)
            except (ChildDiedError, ChildTimeoutError) as error:
                if self.openvino.is_closed:
                    raise
                self._fall_back(str(error))
        self.keras.load()
        return self.keras

    def _load_openvino(self, child: NetworkChild) -> None:
        """Load the IR; make it first where there is none that will do.

        Raises
        ------
        ModelRefusedError
            If OpenVINO cannot compute this network as it should.
        ChildRefusedError
            If the model itself does not check out, for any engine.
        """
        if ir.place(self._card).exists():
            try:
                child.load()
                return
            except ChildRefusedError as error:
                log.info("the kept IR is made again: %s", error)
                ir.discard(self._card)
        self.keras.load()
        try:
            self.keras.call("convert", timeout_s=CONVERT_S)
            child.load()
        except ChildRefusedError as error:
            ir.discard(self._card)
            raise ModelRefusedError(self._entry.folder, str(error)) from error
        self.keras.rest()  # it may never be asked again, and holds hundreds of megabytes

    def _infer(self, inputs: NDArray[np.float32]) -> Inferred:
        child = self._ready()
        began = time.perf_counter()
        answer, blob = child.call("predict", inputs.data, timeout_s=PREDICT_S)
        seconds = time.perf_counter() - began
        output = split(blob, len(inputs), len(self._card.classes), int(answer["features"]))
        engine = str(answer["engine"])
        if self._why_keras:
            engine = f"{engine} ({self._why_keras})"
        return Inferred(output, engine, str(answer["precision"]), seconds)

    def _fall_back(self, why: str) -> None:
        """Let Keras predict from now on."""
        log.warning("Keras computes the model instead of OpenVINO: %s", why)
        self._why_keras = f"not OpenVINO: {why}"
        if self.openvino is not None:
            self.openvino.close()
            self.openvino = None

    def _refused(self, error: ChildError) -> ModelRefusedError:
        return ModelRefusedError(self._entry.folder, str(error).removeprefix(f"{cards.MODEL_FILE}: "))
