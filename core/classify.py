"""Image to prediction. The image is prepared here; the network lives in a child process, so no Keras is imported."""

from __future__ import annotations

import datetime
import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

import core
from core.child import Buffer, Child
from core.dicom.frame import Frame
from core.errors import ChildDiedError, ChildRefusedError, Cxr12Error, ModelRefusedError
from core.models import card as cards
from core.models.shelf import Entry
from core.prediction import Prediction
from core.preprocess import preprocess
from core.validity import UNCHECKED

Answer = TypeVar("Answer")
Reply = tuple[dict[str, Any], bytearray]

log = logging.getLogger(__name__)

LOAD_S = 120.0
"""Time limit for loading a network; importing TensorFlow is most of it."""

PREDICT_S = 60.0
"""Time limit for one answer."""


class Classifier:
    """One model, ready in a child process of its own. Safe from any thread.

    Parameters
    ----------
    entry : Entry
        A usable model of the shelf.

    Raises
    ------
    ModelRefusedError
        If the entry has a problem.
    """

    def __init__(self, entry: Entry) -> None:
        if entry.card is None or entry.problem:
            raise ModelRefusedError(entry.folder, entry.problem or "expected a model with a card, found none")
        self._entry = entry
        self._card = entry.card
        self._model = {"folder": str(entry.folder), "card": cards.to_json(entry.card)}
        self._child = Child("core.models.service:serve")
        self._lock = threading.Lock()
        self._loaded_start = 0  # the start of the child that has the network loaded
        self._closed = False

    @property
    def name(self) -> str:
        """Name of the model."""
        return self._card.name

    def warm(self) -> None:
        """Begin to load the network in the background and return at once; a failure shows at the first prediction."""
        threading.Thread(target=self._load_quietly, name="load model", daemon=True).start()

    def load(self) -> None:
        """Load the network unless it is loaded, and wait for it.

        Raises
        ------
        ModelRefusedError
            If the model does not check out.
        ChildError
            If the child process dies twice or takes too long.
        """
        with self._lock:
            self._retried(self._load)

    def predict(self, frame: Frame, index: int = 0) -> Prediction:
        """Classify frame number ``index`` of an image.

        Raises
        ------
        ModelRefusedError
            If the model does not check out, or was not made for such an image: none is for one in colour or damaged.
        ChildError
            If the child process dies twice or takes too long.
        """
        return self.predict_batch([(frame, index)])[0]

    def predict_batch(self, images: Sequence[tuple[Frame, int]]) -> list[Prediction]:
        """Classify several (image, frame number) at once; one that is refused refuses them all.

        ``milliseconds`` is the mean time of one image. Raises what :meth:`predict` raises.
        """
        if not images:
            return []
        began = time.perf_counter()
        inputs = np.stack([preprocess(frame, self._card.spec, index) for frame, index in images])
        prepared_s = time.perf_counter() - began
        with self._lock:
            probabilities, engine, inferred_s = self._retried(lambda: self._ask(inputs))
        milliseconds = 1000 * (prepared_s + inferred_s) / len(images)
        return [
            self._prediction(frame, index, row, engine, milliseconds)
            for (frame, index), row in zip(images, probabilities, strict=True)
        ]

    def ask(self, operation: str, blob: Buffer = b"", *, timeout_s: float = PREDICT_S, **request: Any) -> Reply:
        """Have the network itself do something else: a row of :data:`core.models.service.OPERATIONS`.

        Parameters
        ----------
        operation : str
            Name of the row.
        blob : bytes-like
            What it takes, for example network inputs, float32.
        timeout_s : float
            Time limit once the network is loaded.
        **request
            JSON that it takes.

        Raises
        ------
        ModelRefusedError
            If the model does not check out, or the operation refuses.
        ChildError
            If the child process dies twice or takes too long.
        """

        def work() -> Reply:
            self._load()
            return self._child.call({**request, "op": operation, **self._model}, blob, timeout_s=timeout_s)

        with self._lock:
            return self._retried(work)

    def close(self) -> None:
        """End the child process for good, also while it loads or predicts; that call raises ChildDiedError."""
        self._closed = True
        while not self._lock.acquire(timeout=0.05):
            self._child.kill()
        try:
            self._child.close()
        finally:
            self._lock.release()

    def close_soon(self) -> None:
        """End the child process for good without waiting for it: the system takes a while to take its memory back."""
        self._closed = True
        threading.Thread(target=self.close, name="end model", daemon=True).start()

    def _load_quietly(self) -> None:
        try:
            self.load()
        except Cxr12Error as error:
            log.info("the model could not be loaded ahead of time: %s", error)

    def _retried(self, work: Callable[[], Answer]) -> Answer:
        """Do ``work``; once more, in a fresh child, if the child died over it."""
        try:
            return self._open(work)
        except ChildDiedError:
            if self._closed:
                raise
            log.warning("the process that holds the model ended; it is started again")
            return self._open(work)

    def _open(self, work: Callable[[], Answer]) -> Answer:
        if self._closed:
            raise ChildDiedError(f"the model {self._card.name} was closed")
        try:
            return work()
        except ChildRefusedError as error:
            reason = str(error).removeprefix(f"{cards.MODEL_FILE}: ")
            raise ModelRefusedError(self._entry.folder, reason) from error

    def _load(self) -> None:
        if self._child.pid is None or self._child.starts != self._loaded_start:
            self._child.call({"op": "load", **self._model}, timeout_s=LOAD_S)
            self._loaded_start = self._child.starts

    def _ask(self, inputs: NDArray[np.float32]) -> tuple[NDArray[np.float32], str, float]:
        """Probabilities (n, classes), the engine, and the seconds it took; the network is loaded first."""
        self._load()
        began = time.perf_counter()
        answer, blob = self._child.call({"op": "predict", **self._model}, inputs.data, timeout_s=PREDICT_S)
        seconds = time.perf_counter() - began
        probabilities = np.frombuffer(blob, dtype="<f4").reshape(len(inputs), len(self._card.classes))
        return probabilities, str(answer["engine"]), seconds

    def _prediction(
        self, frame: Frame, index: int, row: NDArray[np.float32], engine: str, milliseconds: float
    ) -> Prediction:
        return Prediction(
            classes=self._card.classes,
            probabilities=tuple(float(value) for value in row),
            scores=tuple(float(value) for value in row),
            activation=self._card.activation,
            thresholds=self._card.thresholds,
            model=self._card.name,
            model_sha256=self._card.sha256,
            verified=self._card.verified,
            spec=self._card.spec,
            instance_uid=frame.identity.instance_uid,
            pixel_sha256=frame.pixel_sha256(),
            frame_index=index,
            engine=engine,
            precision="float32",
            temperature=1.0,
            validity=UNCHECKED,
            milliseconds=milliseconds,
            app_version=core.__version__,
            created=datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds"),
        )
