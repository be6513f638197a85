"""The two halves of a batch: what a thread does that reads, and what the thread does that asks the network."""

from __future__ import annotations

import math
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import core
from core.errors import ChildError, NotDicomError, RefusedError
from core.models.engines import fell_back
from core.picture import is_png, read_image
from core.results.row import BatchRow, Listed, refused_row, result_row
from core.results.store import Kept, kept
from core.zipped.files import file_status, not_opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.classify import Prepared
    from core.ensemble import Predictor
    from core.models.card import ModelCard
    from core.opinion import Opinion
    from core.prediction import Prediction
    from core.results.store import ResultStore

MOST_TOGETHER = 32
"""Images that the network is asked about together, at most; fewer where it is slow, for the sake of progress."""

_GROUP_S = 1.0  # what one group should take: as long a pause or a cancellation waits


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """A file that was read: prepared for the network, or its row already known."""

    number: int
    path: Path
    status: os.stat_result | None = None
    patient: str = ""
    prepared: Prepared | None = None
    row: BatchRow | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What a batch asks: a network, as its card is now, and what is to compute it.

    Attributes
    ----------
    engine, precision : str
        As for :class:`core.classify.Classifier`; the answer of any engine will do where ``auto`` is asked for.
    """

    card: ModelCard
    engine: str = "auto"
    precision: str = "float32"

    def is_answered_by(self, prediction: Prediction) -> bool:
        """Tell whether an answer is the one that this program would be given today."""
        parts: Sequence[Opinion | Prediction] = prediction.opinions or (prediction,)
        return (
            self._is_of_this_card(prediction)
            and all(self._is_as_asked(one) for one in parts)
            and prediction.app_version == core.__version__
        )

    def _is_of_this_card(self, prediction: Prediction) -> bool:
        card = self.card
        if prediction.opinions:  # the identity of an ensemble holds what else is asked of single answers
            return (prediction.model_sha256, prediction.classes, prediction.activation, prediction.thresholds) == (
                card.sha256, card.classes, card.activation, card.thresholds,
            )  # fmt: skip
        temperature = 1.0 if card.calibration is None else card.calibration.temperature
        limit = math.nan if card.ood is None else card.ood.threshold
        said = prediction.validity.threshold
        return (
            (prediction.model_sha256, prediction.classes, prediction.spec, prediction.activation, prediction.thresholds)
            == (card.sha256, card.classes, card.spec, card.activation, card.thresholds)
            and prediction.temperature == temperature
            and (said == limit or (math.isnan(said) and math.isnan(limit)))
        )

    def _is_as_asked(self, said: Opinion | Prediction) -> bool:
        as_asked = said.precision == self.precision and (
            self.engine == "auto" or said.engine.lower().startswith(self.engine)
        )
        return as_asked or fell_back(said.engine)  # asked again, it would fall back again


class Reader:
    """Reads and prepares images; safe from any thread.

    Parameters
    ----------
    classifier : Predictor
        Prepares.
    question : Question
        What is asked.
    known : ResultStore or None
        Where an answer may be found already.
    """

    def __init__(self, classifier: Predictor, question: Question, known: ResultStore | None) -> None:
        self._classifier, self._question, self._known = classifier, question, known

    def read(self, number: int, item: Listed) -> Ready:
        """Read and prepare one file, unless the answer about it is known; a refusal is a row."""
        path, name = item.path, self._classifier.name
        status = _status(path)
        if self._known is not None and status is not None:
            for one in self._known.in_file(path, status):
                if self._question.is_answered_by(one.prediction):
                    return Ready(number, path, row=_row(number, path, one, resumed=True))
        try:
            frame = read_image(path)
            prepared = self._classifier.prepare(frame)
        except NotDicomError as error:
            row = refused_row(path, not_opened(path) or error.reason, name) if item.named else None
            return Ready(number, path, row=BatchRow(number, path, row, failed=item.named))
        except RefusedError as error:
            failed = item.named or not _is_png(path)
            return Ready(number, path, row=BatchRow(number, path, refused_row(path, error.reason, name), failed=failed))
        patient = frame.identity.patient_id
        if self._known is not None:
            for one in self._known.of(prepared.instance_uid, prepared.pixel_sha256, path):
                if one.prediction.frame_index == prepared.index and self._question.is_answered_by(one.prediction):
                    here = kept(path, one.prediction, patient=patient, status=status)
                    self._known.put([here])  # as of this file, too: the next time it need not be read
                    return Ready(number, path, row=_row(number, path, here, resumed=True))
        return Ready(number, path, status, patient, prepared)


class Asker:
    """Asks the network about groups of images and keeps the answers; for one thread.

    Attributes
    ----------
    together : int
        Images that should go to the network in one group: as many as it answers about in a second.
    """

    def __init__(self, classifier: Predictor, store: ResultStore | None) -> None:
        self._classifier, self._store = classifier, store
        self.together = 4  # until the network's pace is known

    def answer(self, group: list[Ready]) -> list[BatchRow]:
        """Ask about a group, keep the answers, and give the rows of all of it."""
        asked = [ready for ready in group if ready.prepared is not None]
        answers = self._asked(asked) if asked else {}
        found = {}
        for ready in asked:
            answer = answers[ready.number]
            if not isinstance(answer, str):
                found[ready.number] = kept(ready.path, answer, patient=ready.patient, status=ready.status)
        if self._store is not None and found:
            self._store.put(found.values())
        rows = []
        for ready in group:
            if ready.row is not None:
                rows.append(ready.row)
            elif ready.number in found:
                rows.append(_row(ready.number, ready.path, found[ready.number]))
            else:
                refused = refused_row(ready.path, str(answers[ready.number]), self._classifier.name)
                rows.append(BatchRow(ready.number, ready.path, refused, failed=True))
        return rows

    def _asked(self, group: list[Ready]) -> dict[int, Prediction | str]:
        """Give the answer about each image of a group, or why there is none."""
        self._classifier.load()  # what is wrong with the network is not said of an image
        began = time.monotonic()
        images = [ready.prepared for ready in group if ready.prepared is not None]
        try:
            answers = self._classifier.predict_prepared(images)
        except (RefusedError, ChildError) as error:
            if len(group) > 1:  # only one of them may be to blame
                return {number: answer for one in group for number, answer in self._asked([one]).items()}
            reason = error.reason if isinstance(error, RefusedError) else f"the network gave no answer: {error}"
            return {group[0].number: reason}
        each_s = (time.monotonic() - began) / len(group)
        self.together = max(1, min(int(_GROUP_S / max(each_s, 1e-6)), 2 * self.together, MOST_TOGETHER))
        return {ready.number: answer for ready, answer in zip(group, answers, strict=True)}


def _row(number: int, path: Path, result: Kept, *, resumed: bool = False) -> BatchRow:
    return BatchRow(number, path, result_row(result.prediction, path), result, resumed=resumed)


def _status(path: Path) -> os.stat_result | None:
    try:
        return file_status(path)
    except (OSError, ValueError, RefusedError):  # told when it is read
        return None


def _is_png(path: Path) -> bool:
    try:
        return is_png(path)
    except RefusedError:
        return False
