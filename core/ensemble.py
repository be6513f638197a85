"""Several networks that answer together, or one that is asked about several alterations of each image, or both.

The answer is the mean of the calibrated probabilities, with every single one beside it. How far they lie apart says
how much depends on which network was asked and how the image lay; it is no confidence interval, and networks that
learned from the same images may agree on the same error.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

import core
from core.altering import ALTERATIONS, MIRRORED, SHIFT, UNCHANGED, WINDOW, ZOOM, altered
from core.multilabel import MIDDLE
from core.opinion import Opinion
from core.prediction import Prediction
from core.records import to_plain
from core.validity import Validity

if TYPE_CHECKING:
    from core.classify import Classifier, Prepared
    from core.dicom.frame import Frame
    from core.models.card import ModelCard

MOST_MEMBERS = 8
"""Networks of one ensemble: each has a process of its own, of some hundred megabytes."""

_AT_ONCE = 32  # inputs in one question to a network


class Predictor(Protocol):
    """What can be asked about images: one model, or an ensemble."""

    @property
    def name(self) -> str:
        """For reading."""

    @property
    def card(self) -> ModelCard:
        """What is known of it; its ``sha256`` tells it from all others."""

    @property
    def makes_ready_first(self) -> bool:
        """As :attr:`core.classify.Classifier.makes_ready_first`."""

    def load(self) -> None:
        """As :meth:`core.classify.Classifier.load`."""

    def prepare(self, frame: Frame, index: int = 0) -> Prepared:
        """As :meth:`core.classify.Classifier.prepare`."""

    def predict(self, frame: Frame, index: int = 0) -> Prediction:
        """As :meth:`core.classify.Classifier.predict`."""

    def predict_prepared(self, images: Sequence[Prepared]) -> list[Prediction]:
        """As :meth:`core.classify.Classifier.predict_prepared`."""

    def close(self) -> None:
        """As :meth:`core.classify.Classifier.close`."""

    def close_soon(self) -> None:
        """As :meth:`core.classify.Classifier.close_soon`."""


class Ensemble:
    """Classifiers of the same classes as one. Safe from any thread, and closes its members with itself.

    Parameters
    ----------
    members : sequence of Classifier
        The first one gives the order of the classes.
    alter : bool
        Ask each about :data:`core.altering.ALTERATIONS`, not about the image as it is alone.
    mirror : bool
        Ask about the image with left and right swapped, too.

    Raises
    ------
    ValueError
        If there is nothing to average, too many members or one twice, or they do not answer the same question.
    """

    def __init__(self, members: Sequence[Classifier], *, alter: bool = False, mirror: bool = False) -> None:
        self.members = tuple(members)
        self.alterations = (*(ALTERATIONS if alter else (UNCHANGED,)), *((MIRRORED,) if mirror else ()))
        cards = [member.card for member in self.members]
        _check(cards, len(self.alterations))
        lead = cards[0]
        self._orders = [[card.classes.index(name) for name in lead.classes] for card in cards]
        self.sha256 = _identity(cards, self.alterations)
        self._card = replace(lead, sha256=self.sha256, thresholds=_thresholds(cards), calibration=None, ood=None)

    @property
    def name(self) -> str:
        """All names, and how often each network is asked."""
        names = " + ".join(member.name for member in self.members)
        return f"{names} (TTA {len(self.alterations)})" if len(self.alterations) > 1 else names

    @property
    def card(self) -> ModelCard:
        """The first member's card, with the identity of the ensemble, and nothing that was fitted for one answer.

        Operating points are kept where one network alone is asked: they were fitted without alterations. Several have
        none, and the largest mean decides; but where each class is answered on its own, and an image may show none of
        them or several, each has :data:`core.multilabel.MIDDLE`.
        """
        return self._card

    @property
    def makes_ready_first(self) -> bool:
        """One of the members does."""
        return any(member.makes_ready_first for member in self.members)

    def load(self) -> None:
        """Load every network that is not loaded, and wait. Raises what the members raise."""
        for member in self.members:
            member.load()

    def prepare(self, frame: Frame, index: int = 0) -> Prepared:
        """Prepare frame number ``index`` of an image for every member. Raises what they raise."""
        first, *others = (member.prepare(frame, index) for member in self.members)
        return replace(first, others=tuple(others))

    def predict(self, frame: Frame, index: int = 0) -> Prediction:
        """Classify frame number ``index`` of an image. Raises what the members raise."""
        return self.predict_prepared([self.prepare(frame, index)])[0]

    def predict_prepared(self, images: Sequence[Prepared]) -> list[Prediction]:
        """Classify what :meth:`prepare` gave. Raises what the members raise."""
        asked: list[list[list[Prediction]]] = []  # by member, image and alteration
        for number, member in enumerate(self.members):
            own = [(image, *image.others)[number] for image in images]
            asked.append(self._asked(member, own))
        return [self._joint([of_member[i] for of_member in asked]) for i in range(len(images))]

    def close(self) -> None:
        """End all child processes for good."""
        for member in self.members:
            member.close()

    def close_soon(self) -> None:
        """End all child processes for good without waiting."""
        for member in self.members:
            member.close_soon()

    def _asked(self, member: Classifier, images: Sequence[Prepared]) -> list[list[Prediction]]:
        """Ask one network about the alterations of each image, the image as it is first, a bounded number at once."""
        times = len(self.alterations)
        each = max(1, _AT_ONCE // times)
        found: list[list[Prediction]] = []
        for begin in range(0, len(images), each):
            some = [self._alterations_of(image, member) for image in images[begin : begin + each]]
            said = member.predict_prepared([one for of_image in some for one in of_image])
            found += [said[i : i + times] for i in range(0, len(said), times)]
        return found

    def _alterations_of(self, image: Prepared, member: Classifier) -> list[Prepared]:
        spec = member.card.spec
        assert image.place is not None
        made = [altered(image.pixels, image.place, spec, one) for one in self.alterations[1:]]
        return [image, *(replace(image, pixels=pixels, milliseconds=0.0) for pixels in made)]

    def _joint(self, said: list[list[Prediction]]) -> Prediction:
        """Average what was said about one image, by member and alteration."""
        opinions = tuple(
            _opinion(one, alteration, order)
            for of_member, order in zip(said, self._orders, strict=True)
            for one, alteration in zip(of_member, self.alterations, strict=True)
        )
        every = [one for of_member in said for one in of_member]
        return replace(
            said[0][0],
            probabilities=_mean([opinion.probabilities for opinion in opinions]),
            scores=_mean([opinion.scores for opinion in opinions]),
            thresholds=self._card.thresholds,
            model=self.name,
            model_sha256=self.sha256,
            verified=all(member.card.verified for member in self.members),
            engine=", ".join(dict.fromkeys(one.engine for one in every)),
            precision=", ".join(dict.fromkeys(one.precision for one in every)),
            temperature=1.0,
            validity=_worst([of_member[0].validity for of_member in said]),
            milliseconds=sum(one.milliseconds for one in every),
            app_version=core.__version__,
            created=datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds"),
            opinions=opinions,
        )


def _check(cards: Sequence[ModelCard], alterations: int) -> None:
    if not 1 <= len(cards) <= MOST_MEMBERS:
        raise ValueError(f"expected 1 to {MOST_MEMBERS} models to ask together, found {len(cards)}")
    if len({card.sha256 for card in cards}) < len(cards):
        raise ValueError(f"expected different models to ask together, found one twice: {_names(cards)}")
    if len(cards) * alterations < 2:
        raise ValueError("expected several models or alterations to average, found one; ask the model itself")
    lead = cards[0]
    for card in cards[1:]:
        if not can_join(lead, card):
            raise ValueError(
                f"expected models of the same classes and kind to ask together, found {lead.name} "
                f"({', '.join(lead.classes)}; {lead.activation}) and {card.name} ({', '.join(card.classes)}; "
                f"{card.activation})"
            )


def _thresholds(cards: Sequence[ModelCard]) -> tuple[float, ...]:
    lead = cards[0]
    if len(cards) == 1:
        return lead.thresholds
    return (MIDDLE,) * len(lead.classes) if lead.activation == "sigmoid" else ()


def can_join(one: ModelCard, other: ModelCard) -> bool:
    """Tell whether two models answer the same question: the same classes in any order, one of them or each."""
    return set(one.classes) == set(other.classes) and one.activation == other.activation


def _names(cards: Sequence[ModelCard]) -> str:
    return ", ".join(card.name for card in cards)


def _identity(cards: Sequence[ModelCard], alterations: Sequence[str]) -> str:
    """SHA-256 of all that makes a joint answer what it is, in whatever order the members after the first stand."""
    members = [
        [
            card.sha256, card.classes, to_plain(card.spec),
            None if card.calibration is None else card.calibration.temperature,
            None if card.ood is None else card.ood.threshold,
        ]
        for card in cards
    ]  # fmt: skip
    facts = [sorted(members, key=lambda one: str(one[0])), list(alterations), [SHIFT, ZOOM, WINDOW]]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def _opinion(said: Prediction, alteration: str, order: Sequence[int]) -> Opinion:
    return Opinion(
        model=said.model,
        model_sha256=said.model_sha256,
        spec=said.spec,
        engine=said.engine,
        precision=said.precision,
        temperature=said.temperature,
        alteration=alteration,
        probabilities=tuple(said.probabilities[i] for i in order),
        scores=tuple(said.scores[i] for i in order),
    )


def _mean(rows: Sequence[Sequence[float]]) -> tuple[float, ...]:
    return tuple(float(value) for value in np.mean(np.asarray(rows, dtype=np.float64), axis=0))


def _worst(validities: Sequence[Validity]) -> Validity:
    """Every reason that any member has, and the distance that is furthest in its own member's measure.

    Each is that of the image as it is: thresholds were set on images that were not altered.
    """

    def distance(one: Validity) -> tuple[bool, float]:
        beyond = (one.score - one.threshold) / abs(one.threshold) if one.threshold else math.nan
        return one.is_far, -math.inf if math.isnan(beyond) else beyond

    furthest = max(validities, key=distance)
    reasons = tuple(dict.fromkeys(reason for one in validities for reason in one.reasons))
    return Validity(reasons, furthest.score, furthest.threshold)
