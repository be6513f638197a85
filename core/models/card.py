"""The model card: what a network is, what it expects, and how well it did. A model never runs without one."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, field
from pathlib import Path

from core import records
from core.errors import ModelRefusedError
from core.models import registry
from core.preprocess import PreprocessSpec

MODEL_FILE = "model.keras"
CARD_FILE = "card.json"
EXPORTED_CARD = ".card.json"
"""What comes after the name of an exported file in that of the card beside it."""

SCHEMA = 2
_READABLE = (1, SCHEMA)  # what came after version 1 has defaults
MOST_BYTES = 1 << 20
"""Of a card file; real ones have a few thousand."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measured figure with its interval and the value that knowing nothing would give.

    ``low`` and ``high`` bound the 95 % interval; ``chance`` is the floor. NaN is stored as null: unknown.
    """

    value: float
    low: float
    high: float
    chance: float
    n: int


@dataclass(frozen=True, slots=True)
class Golden:
    """A seeded input and the probabilities that these weights gave for it when saved; checked at load to 1e-4.

    The input is ``numpy.random.default_rng(seed).random(input_shape, dtype=float32)``.
    """

    seed: int
    probabilities: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Images whose largest probability (softmax) or probability (sigmoid) lies from ``low`` to ``high``.

    ``probability`` is their mean, ``share`` how many of them were so indeed.
    """

    low: float
    high: float
    probability: float
    share: float
    n: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """How temperature and operating points were fitted, and what the first gives, cross-fitted if ``data`` says so.

    Attributes
    ----------
    temperature : float
        Logits are divided by it.
    n, patients : int
        Out-of-fold scores pooled, and whose they are.
    brier, log_loss, raw_brier, raw_log_loss : Estimate
        With the temperature, and without.
    ece : Estimate or None
        Expected calibration error; None below 200 images.
    bins : tuple of ReliabilityBin
        The reliability diagram.
    data : str
        What the scores are of, in a sentence.
    """

    temperature: float
    n: int
    patients: int
    brier: Estimate
    log_loss: Estimate
    raw_brier: Estimate
    raw_log_loss: Estimate
    ece: Estimate | None
    bins: tuple[ReliabilityBin, ...]
    data: str


@dataclass(frozen=True, slots=True)
class Shift:
    """How well the out-of-distribution score tells one kind of other image: AUROC, and false alarms at 95 % found."""

    kind: str
    auroc: Estimate
    false_alarms: Estimate


@dataclass(frozen=True, slots=True)
class OutOfDistribution:
    """Statistics of the network's features, in a file of arrays beside the card.

    Attributes
    ----------
    method : str
        E.g. ``mahalanobis``.
    file, sha256 : str
        Name of the file in the model's folder, and its SHA-256 in lower-case hexadecimal.
    threshold : float
        Provisional: the score that 95 % of the validation images stay below.
    shifts : tuple of Shift
        What was measured.
    data : str
        What the statistics and the threshold come from, in a sentence.
    """

    method: str
    file: str
    sha256: str
    threshold: float
    shifts: tuple[Shift, ...]
    data: str


@dataclass(frozen=True, slots=True)
class LearnedWindow:
    """A window that a network learned, in its input's range: 0 to 1 is, with ``native``, the full range of the image.

    Its function is DICOM's SIGMOID (PS3.3 C.11.2.1.3.1); it sees the input with its polarity applied.
    """

    center: float
    width: float


@dataclass(frozen=True, slots=True)
class ModelCard:
    """Everything that must be known before a network's numbers mean anything.

    Attributes
    ----------
    name : str
        Name on the shelf, unique there; lower-case letters, digits, ``-`` and ``_``.
    architecture, variant, head : str
        Row of the registry (``resnet50``), ``standard`` or ``proposed``, ``thesis`` or ``average``; or ``foreign`` and
        twice nothing, see :data:`core.models.registry.FOREIGN`.
    classes : tuple of str
        Class names in output order.
    activation : str
        ``softmax`` (exactly one class) or ``sigmoid`` (each class on its own).
    spec : PreprocessSpec
        How an image becomes the network's input.
    sha256 : str
        SHA-256 of the model file, in lower-case hexadecimal.
    verified : bool
        False for a file imported without a card of its own.
    metrics : dict of str to Estimate
        E.g. ``macro_auc``, ``accuracy``; on the test part that ``data`` describes.
    thresholds : tuple of float
        Operating point per class, of the calibrated probability; empty = none set, the largest probability decides.
    channels : int
        Of the network input: 1, or 3 where the same grey is wanted three times (imported networks).
    windows : tuple of LearnedWindow
        Of a network with learned windows, which is built with as many; see :mod:`core.models.windownet`.

    Raises
    ------
    ValueError
        If the fields contradict each other or name what does not exist.
    """

    name: str
    architecture: str
    variant: str
    head: str
    classes: tuple[str, ...]
    activation: str
    spec: PreprocessSpec
    parameters: int
    sha256: str
    golden: Golden
    verified: bool
    created: str
    app_version: str
    seed: int
    data: str
    data_fingerprint: str
    split_fingerprint: str
    metrics: dict[str, Estimate] = field(default_factory=dict)
    thresholds: tuple[float, ...] = ()
    intended_use: str = ""
    limits: tuple[str, ...] = ()
    licence: str = ""
    source: str = ""
    results: tuple[str, ...] = ()
    channels: int = 1
    calibration: Calibration | None = None
    ood: OutOfDistribution | None = None
    windows: tuple[LearnedWindow, ...] = ()

    @property
    def input_shape(self) -> tuple[int, int, int]:
        """(height, width, channels) of the network input."""
        return (self.spec.height, self.spec.width, self.channels)

    @property
    def network(self) -> str:
        """Architecture, variant and head for reading."""
        return "imported layers" if not self.variant else f"{self.architecture} {self.variant}, {self.head}"

    def __post_init__(self) -> None:
        check_name(self.name)
        is_foreign = (self.architecture, self.variant, self.head) == (registry.FOREIGN, "", "")
        if not is_foreign:
            registry.architecture(self.architecture, self.variant)
        if not (is_foreign or self.head in registry.HEADS) or self.activation not in registry.ACTIVATIONS:
            raise ValueError(f"expected a known head and activation, found {self.head!r} and {self.activation!r}")
        if len(self.classes) < 2 or len(set(self.classes)) < len(self.classes) or not all(self.classes):
            raise ValueError(f"expected at least two classes with different names, found {list(self.classes)}")
        if self.channels not in (1, 3):
            raise ValueError(f"expected 1 or 3 channels of input, found {self.channels}")
        if len(self.windows) > registry.MOST_WINDOWS or (self.windows and self.channels != 1):
            raise ValueError(
                f"expected at most {registry.MOST_WINDOWS} learned windows, on one channel of input, found "
                f"{len(self.windows)} on {self.channels}"
            )
        if not all(math.isfinite(window.center) and 0 < window.width < math.inf for window in self.windows):
            raise ValueError("expected learned windows with a centre and a width above 0, found other numbers")
        count = len(self.classes)
        if len(self.golden.probabilities) != count or len(self.thresholds) not in (0, count):
            raise ValueError(
                f"expected {count} golden probabilities and as many thresholds or none, one for each class, found "
                f"{len(self.golden.probabilities)} and {len(self.thresholds)}"
            )
        if not all(0 <= number <= 1 for number in (*self.golden.probabilities, *self.thresholds)):
            raise ValueError("expected golden probabilities and thresholds from 0 to 1, found other numbers")
        if self.golden.seed < 0 or self.parameters < 1 or not re.fullmatch("[0-9a-f]{64}", self.sha256):
            raise ValueError("expected a seed, a count of parameters and a SHA-256 sum, found something else")


def check_name(name: str) -> None:
    """Raise ValueError for a name that the shelf does not take."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"expected a name of 1 to 64 lower-case letters, digits, - and _, found {name!r}")


def to_json(card: ModelCard) -> str:
    """One readable JSON object; NaN becomes null."""
    return json.dumps({"schema": SCHEMA, **records.to_plain(card)}, indent=2, ensure_ascii=False) + "\n"


def from_json(text: str | bytes) -> ModelCard:
    """Read what :func:`to_json` wrote; null becomes NaN.

    Raises
    ------
    ValueError
        If it is not a card of this schema version, lacks a field, has a wrong type or contradicts itself.
    """
    raw = records.parse(text)
    if not isinstance(raw, dict) or raw.pop("schema", None) not in _READABLE:
        raise ValueError(
            f"expected a model card of version {SCHEMA} or before, found none; it may be of a newer CXR-12"
        )
    return records.from_plain(ModelCard, raw)


def write(card: ModelCard, folder: Path) -> None:
    """Write ``card.json`` into ``folder``, all of it or nothing."""
    draft = folder / f"{CARD_FILE}.tmp"
    draft.write_text(to_json(card), encoding="utf-8")
    draft.replace(folder / CARD_FILE)


def read(folder: Path) -> ModelCard:
    """Read ``card.json`` of ``folder``.

    Raises
    ------
    ModelRefusedError
        If there is no valid card.
    """
    return read_file(folder / CARD_FILE)


def read_file(path: Path) -> ModelCard:
    """Read a card from a file of any name. Raises what :func:`read` raises."""
    if not path.is_file():
        raise ModelRefusedError(path, "expected a model card beside the model, found none")
    try:
        with path.open("rb") as file:
            text = file.read(MOST_BYTES + 1)
        if len(text) > MOST_BYTES:
            raise ValueError(f"expected at most {MOST_BYTES} bytes, found more")
        return from_json(text)
    except OSError as error:
        raise ModelRefusedError(path, f"expected a model card beside the model, found {error.strerror}") from None
    except ValueError as error:
        raise ModelRefusedError(path, str(error)) from error
