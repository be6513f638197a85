"""What the children that look at a model file, and convert it, say of it. No Keras is imported."""

from __future__ import annotations

from dataclasses import dataclass

from core.models.card import Golden


@dataclass(frozen=True, slots=True)
class Finding:
    """What a model file holds, as far as it says.

    Attributes
    ----------
    sha256 : str
        Of the file.
    kind : str
        ``network``: layers and weights; ``weights``: weights alone.
    height, width, channels : int
        Of its input; 0 where the file does not say.
    classes : int
        Length of its answer; one output by sigmoid counts as two classes.
    activation : str
        ``softmax``, ``sigmoid``, or empty where the file does not say.
    parameters, layers : int
        How many.
    one_output : bool
        The network has one output: the probability of the second of two classes.
    """

    sha256: str
    kind: str
    height: int
    width: int
    channels: int
    classes: int
    activation: str
    parameters: int
    layers: int
    one_output: bool


@dataclass(frozen=True, slots=True)
class Converted:
    """The network that was written, for its card."""

    architecture: str
    variant: str
    head: str
    activation: str
    height: int
    width: int
    channels: int
    parameters: int
    sha256: str
    golden: Golden
