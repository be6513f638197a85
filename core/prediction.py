"""What a network says about one image, in the form that is shown, kept and sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.opinion import Opinion, Spread, spread
from core.preprocess import PreprocessSpec
from core.validity import Validity


def decision(classes: Sequence[str], probabilities: Sequence[float], thresholds: Sequence[float]) -> str:
    """Give the class decided for, as :attr:`Prediction.top` says; ``thresholds`` may be empty."""
    limits = thresholds or (0.0,) * len(classes)
    reached = [(p, name) for p, limit, name in zip(probabilities, limits, classes, strict=True) if p >= limit]
    largest = max((p for p, _ in reached), default=0.0)
    best = [name for p, name in reached if p == largest]
    return best[0] if len(best) == 1 else ""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a network says about one image, and all it takes to say so again.

    Or what several networks say together, or one about several alterations of the image: the mean of its ``opinions``.

    Attributes
    ----------
    classes : tuple of str
        In output order.
    probabilities : tuple of float
        Calibrated by the card's temperature; 0 to 1, one per class; they sum to 1 only for a softmax network.
    scores : tuple of float
        What the network itself gave, before calibration.
    activation : str
        ``softmax`` (exactly one class) or ``sigmoid`` (each class on its own).
    thresholds : tuple of float
        Operating point per class, or empty.
    model, model_sha256, verified :
        Name, SHA-256 of the model file, and whether it came with a card of its own. Of a joint answer: all names,
        the identity of all who took part (:attr:`core.ensemble.Ensemble.sha256`), and whether all did.
    spec : PreprocessSpec
        How the image was prepared; for a joint answer, by its first member.
    instance_uid, pixel_sha256, frame_index :
        The image: SOP Instance UID (empty for a picture), SHA-256 of its stored values, frame number from 0.
    engine, precision : str
        What computed it, with its versions; ``float32`` or ``bfloat16``.
    temperature : float
        What the scores' logits were divided by; 1 where the card has no calibration, and of a joint answer, whose
        opinions are calibrated each by its own.
    validity : Validity
        What speaks against asking this network about this image; of a joint answer, the worst of its members.
    milliseconds : float
        Preparing and inference, without loading the network.
    created : str
        UTC, ISO 8601.
    opinions : tuple of Opinion
        Of a joint answer, which is their mean; else empty.
    """

    classes: tuple[str, ...]
    probabilities: tuple[float, ...]
    scores: tuple[float, ...]
    activation: str
    thresholds: tuple[float, ...]
    model: str
    model_sha256: str
    verified: bool
    spec: PreprocessSpec
    instance_uid: str
    pixel_sha256: str
    frame_index: int
    engine: str
    precision: str
    temperature: float
    validity: Validity
    milliseconds: float
    app_version: str
    created: str
    opinions: tuple[Opinion, ...] = ()

    @property
    def spread(self) -> tuple[Spread, ...]:
        """How far the opinions of a joint answer lie apart, one for each class; else empty."""
        return spread(self.opinions)

    @property
    def is_doubtful(self) -> bool:
        """Header or features speak against it: it is to be shown only with its warning, and where somebody insists."""
        return self.validity.is_doubtful

    @property
    def top(self) -> str:
        """The class decided for: the most probable one, out of those at or above their threshold if there are any set.

        Empty when no class reaches its threshold, or several share the largest probability: then there is no decision.
        """
        return decision(self.classes, self.probabilities, self.thresholds)
