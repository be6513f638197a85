"""The model card: what a network is, what it expects, and how well it did. A model never runs without one."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.preprocess import PreprocessSpec


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
class ModelCard:
    """Everything that must be known before a network's numbers mean anything.

    Attributes
    ----------
    name : str
        Name on the shelf, unique there; lower-case letters, digits, ``-`` and ``_``.
    architecture, variant, head : str
        Row of the registry (``resnet50``), ``standard`` or ``proposed``, ``thesis`` or ``average``.
    classes : tuple of str
        Class names in output order.
    activation : str
        ``softmax`` (exactly one class) or ``sigmoid`` (each class on its own).
    spec : PreprocessSpec
        How an image becomes the network's input.
    sha256 : str
        SHA-256 of the weights file.
    verified : bool
        False for a file imported without a card of its own.
    metrics : dict of str to Estimate
        E.g. ``macro_auc``, ``accuracy``; on the test part that ``data`` describes.
    thresholds : tuple of float
        Operating point per class; empty = none set, the largest probability decides.
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

    @property
    def input_shape(self) -> tuple[int, int, int]:
        """(height, width, channels) of the network input."""
        return (self.spec.height, self.spec.width, 1)
