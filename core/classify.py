"""Image to prediction. The image is prepared here; the network lives in a child process, so no Keras is imported.

The network's scores are calibrated by the temperature of its card, and what speaks against asking it about this image
goes with the answer: reasons in the header, and how far its features lie off.
"""

from __future__ import annotations

import datetime
import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

import core
from core import ood
from core.calibration import calibrated
from core.child import Buffer
from core.dicom.frame import Frame
from core.errors import Cxr12Error, ModelRefusedError
from core.models.card import ModelCard, OutOfDistribution
from core.models.computing import PREDICT_S, Computing, Inferred
from core.models.engines import Reply
from core.models.shelf import Entry
from core.prediction import Prediction
from core.preprocess import InputPlace, placement, preprocess
from core.validity import Validity, header_reasons

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """An image as a network takes it, and which image it is: the image itself need not be held any longer.

    Attributes
    ----------
    instance_uid, index :
        As in :class:`core.prediction.Prediction`.
    hashed : callable
        Gives the SHA-256 of the image's pixels, and waits for it: it may be under way while the network computes.
    pixels : ndarray of float32, shape (height, width, channels)
        The network's input.
    milliseconds : float
        What preparing took.
    reasons : tuple of str
        What the header has against asking the network: :attr:`core.validity.Validity.reasons`.
    place : InputPlace or None
        Where in the input the image lies; None where nobody will ask.
    others : tuple of Prepared
        The same image as the further networks of an ensemble take it.
    """

    instance_uid: str
    hashed: Callable[[], str]
    index: int
    pixels: NDArray[np.float32]
    milliseconds: float
    reasons: tuple[str, ...] = ()
    place: InputPlace | None = None
    others: tuple[Prepared, ...] = ()

    @property
    def pixel_sha256(self) -> str:
        """As in :class:`core.prediction.Prediction`; waits for it."""
        return self.hashed()


class Classifier:
    """One model, ready in a child process of its own. Safe from any thread.

    Parameters
    ----------
    entry : Entry
        A usable model of the shelf.
    engine : str
        ``auto``, ``keras`` or ``openvino``. Where OpenVINO is wanted and cannot compute this network, Keras does, and
        the answers say so.
    precision : str
        ``float32``, or ``bfloat16``, which OpenVINO has on some processors; what it was is in the answers.

    Raises
    ------
    ModelRefusedError
        If the entry has a problem.
    ValueError
        If there is no such engine or precision.
    """

    def __init__(self, entry: Entry, engine: str = "auto", precision: str = "float32") -> None:
        self.computing = Computing(entry, engine, precision)
        self._entry, self._card = entry, self.computing.card
        self._statistics: ood.Statistics | None = None
        self._statistics_problem = ""

    @property
    def name(self) -> str:
        """Name of the model."""
        return self._card.name

    @property
    def card(self) -> ModelCard:
        """What is known of the model."""
        return self._card

    @property
    def makes_ready_first(self) -> bool:
        """Loading begins with making the network ready for OpenVINO, which takes a while and is done once."""
        return self.computing.makes_ir

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
        self.computing.load()

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

        ``milliseconds`` is the time to prepare the image and the mean time of inference. Raises what :meth:`predict`
        raises.
        """
        return self.predict_prepared([self.prepare(frame, index) for frame, index in images])

    def prepare(self, frame: Frame, index: int = 0) -> Prepared:
        """Prepare frame number ``index`` of an image for the network, in this thread; no child is asked.

        Raises
        ------
        ModelRefusedError
            If the model was not made for such an image.
        """
        began = time.perf_counter()
        aside = ThreadPoolExecutor(1, "pixel hash")  # on a core that is idle meanwhile
        hashed = aside.submit(frame.pixel_sha256).result
        aside.shutdown(wait=False)  # its thread ends with this one piece of work
        pixels = np.repeat(preprocess(frame, self._card.spec, index), self._card.channels, axis=2)
        reasons = header_reasons(frame, self._card.spec, index)
        milliseconds = 1000 * (time.perf_counter() - began)
        place = placement(frame.rows, frame.columns, self._card.spec)
        return Prepared(frame.identity.instance_uid, hashed, index, pixels, milliseconds, reasons, place)

    def predict_prepared(self, images: Sequence[Prepared]) -> list[Prediction]:
        """Classify what :meth:`prepare` gave. Raises what :meth:`predict` raises, but for what the image is."""
        if not images:
            return []
        inferred = self.computing.infer(np.stack([image.pixels for image in images]))
        each_ms = 1000 * inferred.seconds / len(images)
        scores = inferred.output.probabilities
        probabilities = calibrated(scores, self._temperature, self._card.activation)
        validities = self._validities(images, inferred)
        return [
            self._prediction(image, found, inferred, each_ms)
            for image, found in zip(images, zip(probabilities, scores, validities, strict=True), strict=True)
        ]

    def predict_inputs(self, inputs: NDArray[np.float32]) -> NDArray[np.float32]:
        """Give the calibrated probabilities (n, classes) of network inputs, float32 (n, height, width, channels).

        For asking about many variants of one image, where no record of each is wanted. Raises what :meth:`predict`
        raises, but for what the image is.
        """
        scores = self.computing.infer(inputs).output.probabilities
        return calibrated(scores, self._temperature, self._card.activation).astype(np.float32)

    def ask(self, operation: str, blob: Buffer = b"", *, timeout_s: float = PREDICT_S, **request: Any) -> Reply:
        """Have the network itself, in Keras, do something else: a row of :data:`core.models.service.OPERATIONS`.

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
        return self.computing.ask(operation, blob, timeout_s=timeout_s, **request)

    def close(self) -> None:
        """End the child processes for good, also while they load or predict; that call raises ChildDiedError."""
        self.computing.close()

    def close_soon(self) -> None:
        """End the child processes for good without waiting: the system takes a while to take their memory back."""
        threading.Thread(target=self.close, name="end model", daemon=True).start()

    def _load_quietly(self) -> None:
        try:
            self.load()
        except Cxr12Error as error:
            log.info("the model could not be loaded ahead of time: %s", error)

    @property
    def _temperature(self) -> float:
        return 1.0 if self._card.calibration is None else self._card.calibration.temperature

    def _validities(self, images: Sequence[Prepared], inferred: Inferred) -> list[Validity]:
        about, features = self._card.ood, inferred.output.features
        if about is None:
            return [Validity(image.reasons) for image in images]
        self._read_statistics(about)
        problem = self._statistics_problem
        if self._statistics is not None and features is not None:
            try:
                distances = self._statistics.scores(features)
                return [
                    Validity(image.reasons, float(distance), about.threshold)
                    for image, distance in zip(images, distances, strict=True)
                ]
            except ValueError as error:
                problem = str(error)
        told = f"Whether the image is like those the network learned from cannot be told: {problem or 'no features'}."
        return [Validity((*image.reasons, told), threshold=about.threshold) for image in images]

    def _read_statistics(self, about: OutOfDistribution) -> None:
        if self._statistics is None and not self._statistics_problem:
            try:
                self._statistics = ood.read(self._entry.folder, about, len(self._card.classes))
            except ModelRefusedError as error:
                self._statistics_problem = error.reason

    def _prediction(
        self,
        image: Prepared,
        found: tuple[NDArray[np.float64], NDArray[np.float32], Validity],
        inferred: Inferred,
        inferred_ms: float,
    ) -> Prediction:
        probabilities, scores, validity = found
        return Prediction(
            classes=self._card.classes,
            probabilities=tuple(float(value) for value in probabilities),
            scores=tuple(float(value) for value in scores),
            activation=self._card.activation,
            thresholds=self._card.thresholds,
            model=self._card.name,
            model_sha256=self._card.sha256,
            verified=self._card.verified,
            spec=self._card.spec,
            instance_uid=image.instance_uid,
            pixel_sha256=image.pixel_sha256,
            frame_index=image.index,
            engine=inferred.engine,
            precision=inferred.precision,
            temperature=self._temperature,
            validity=validity,
            milliseconds=image.milliseconds + inferred_ms,
            app_version=core.__version__,
            created=datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds"),
        )
