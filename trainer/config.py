"""What one training run is asked to do, and what it left behind."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class TrainConfig:
    """The settings of one run; all that influences its result, and no path.

    Attributes
    ----------
    name : str
        Shown in the run list, and part of the folder's name.
    architecture, variant, head : str
        See :class:`core.models.card.ModelCard`.
    size : int
        Input height and width in pixels.
    bits : str
        Bit-depth arm, see :data:`core.preprocess.BITS`; the panel and command offer ``native``, ``12`` and ``8``.
    preset : str
        See :data:`core.preprocess.PRESETS`, or ``auto``: ``native``, but ``display8`` for 8-bit pictures.
    recipe : str
        ``modern`` (AdamW, cosine decay, cross-entropy) or ``thesis`` (SGD, binary cross-entropy).
    seed : int
        Split, initial weights, shuffling and augmentation all follow from it and ``split_seed``.
    split_seed : int
        Seed of the patient split, kept apart so that runs with different seeds share their test patients.
    save_h5 : bool
        Also write ``model.h5``.
    """

    name: str = ""
    architecture: str = "resnet50"
    variant: str = "proposed"
    head: str = "average"
    size: int = 128
    bits: str = "native"
    preset: str = "auto"
    recipe: str = "modern"
    learning_rate: float = 0.0
    epochs: int = 25
    batch_size: int = 16
    seed: int = 1
    split_seed: int = 1
    augment: bool = True
    validation_fraction: float = 0.2
    test_fraction: float = 0.2
    save_h5: bool = False


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run folder as found on disk.

    ``status`` is ``running``, ``finished``, ``cancelled``, ``failed``, ``interrupted`` (no process, no last event)
    or ``damaged`` (``reason`` says why).
    """

    folder: Path
    name: str
    status: str
    reason: str
    config: TrainConfig | None
    created: str
