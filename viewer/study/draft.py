"""A study as it is entered into the form, and the study that it makes. No Qt."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.models.registry import ARCHITECTURES
from trainer.comparing.arms import arm_labels
from trainer.comparing.types import Declared
from trainer.config import TrainConfig
from trainer.study.design import Grid, Study, StudyError, Value

Network = tuple[str, str]
"""Architecture and variant."""

ArmKey = tuple[str, str, int, int, str]
"""Architecture, variant, size, learned windows and bit depth: what makes an arm of the form."""

VARIED = ("architecture", "variant", "size", "windows", "bits")
"""The settings that an :data:`ArmKey` is made of, in its order."""

_UNNAMED = "study"
_MOST_NUMBERS = 100


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form says.

    Attributes
    ----------
    name, question : str
        May be empty while they are being entered.
    data : Path or None
        The dataset.
    networks, sizes, windows, bits, seeds : tuple
        Every combination is a run; see :class:`trainer.config.TrainConfig`.
    recipe, epochs, batch_size, exclude_unreadable
        Of all runs.
    excluded : tuple of ArmKey
        Combinations that are left out.
    figure, margin, alpha
        See :class:`trainer.comparing.types.Declared`.
    contrasts : tuple of (ArmKey, ArmKey)
        The family of comparisons; one whose arm is not there counts again when it is back. Empty: all pairs.
    """

    name: str = ""
    question: str = ""
    data: Path | None = None
    networks: tuple[Network, ...] = (("resnet50", "proposed"),)
    sizes: tuple[int, ...] = (128,)
    windows: tuple[int, ...] = (0,)
    bits: tuple[str, ...] = ("12", "8")
    seeds: tuple[int, ...] = (1, 2, 3)
    recipe: str = "modern"
    epochs: int = 25
    batch_size: int = 16
    exclude_unreadable: bool = False
    excluded: tuple[ArmKey, ...] = ()
    figure: str = "macro_auc"
    margin: float = 0.02
    alpha: float = 0.05
    contrasts: tuple[tuple[ArmKey, ArmKey], ...] = ()

    def all_arms(self) -> tuple[ArmKey, ...]:
        """Every combination, those left out among them."""
        return tuple(
            (architecture, variant, size, windows, bits)
            for (architecture, variant), size, windows, bits in itertools.product(
                self.networks, self.sizes, self.windows, self.bits
            )
        )

    def arms(self) -> tuple[ArmKey, ...]:
        """Every combination that is trained."""
        return tuple(arm for arm in self.all_arms() if arm not in self.excluded)

    def study(self) -> Study:
        """Make the study.

        Raises
        ------
        StudyError
            If there is no arm, or a combination cannot be trained.
        ValueError
            If what is declared is outside its range.
        """
        arms = self.arms()
        if not arms:
            raise StudyError("every arm is left out: keep at least one")
        columns = tuple(zip(VARIED, zip(*arms, strict=True), strict=True))
        varying = [name for name, values in columns if len(set(values)) > 1]
        common: dict[str, Value] = {name: values[0] for name, values in columns if name not in varying}
        base: dict[str, Value] = {
            **common,
            "recipe": self.recipe,
            "epochs": self.epochs,
            "batch_size": self.batch_size,
            "exclude_unreadable": self.exclude_unreadable,
        }
        made = Study(
            name=self.name.strip() or _UNNAMED,
            question=self.question.strip(),
            data=self.data or Path(),
            grids=tuple(self._grid(part, varying) for part in _parts(arms)),
            base=tuple(base.items()),
            declared=Declared(figure=self.figure, margin=self.margin, alpha=self.alpha),
        )
        labels = labels_of(made)
        there = tuple((labels[a], labels[b]) for a, b in self.contrasts if a in labels and b in labels)
        return replace(made, declared=replace(made.declared, contrasts=there))

    def _grid(self, arms: Sequence[ArmKey], varying: Sequence[str]) -> Grid:
        values: dict[str, tuple[Value, ...]] = {
            name: tuple(dict.fromkeys(found))
            for name, found in zip(VARIED, zip(*arms, strict=True), strict=True)
            if name in varying
        }
        return Grid((*values.items(), ("seed", self.seeds)))


def labels_of(study: Study) -> dict[ArmKey, str]:
    """Give the labels of a study's arms."""
    configs = study.configs()
    return {key_of(config): label for config, label in zip(configs, arm_labels(configs), strict=True)}


def key_of(config: TrainConfig) -> ArmKey:
    """Say which arm of the form a run belongs to."""
    return (config.architecture, config.variant, config.size, config.windows, config.bits)


def all_networks() -> tuple[Network, ...]:
    """Every architecture of the registry with each of its variants."""
    return tuple((name, variant) for name, row in ARCHITECTURES.items() for variant in row.variants)


def read_numbers(text: str) -> tuple[int, ...]:
    """Read ``1, 2, 5-7``: whole numbers and ranges, each number once.

    Raises
    ------
    ValueError
        If it is something else, or too much; the message says what was found.
    """
    found: dict[int, None] = {}
    for part in filter(None, re.split(r"[,;\s]+", re.sub(r"\s*-\s*", "-", text.strip()))):
        ends = re.fullmatch(r"(\d{1,9})(?:-(\d{1,9}))?", part)
        if ends is None:
            raise ValueError(part)
        first, last = int(ends[1]), int(ends[2] or ends[1])
        if last < first or last - first >= _MOST_NUMBERS:
            raise ValueError(part)
        found.update(dict.fromkeys(range(first, last + 1)))
    if not found:
        raise ValueError("")
    return tuple(found)


def _parts(arms: Sequence[ArmKey]) -> list[list[ArmKey]]:
    """Divide arms into full products: all of them, or else those of each network, or else each by itself."""
    if _is_product(arms):
        return [list(arms)]
    by_network: dict[Network, list[ArmKey]] = {}
    for arm in arms:
        by_network.setdefault(arm[:2], []).append(arm)
    return [part for some in by_network.values() for part in ([some] if _is_product(some) else [[arm] for arm in some])]


def _is_product(arms: Sequence[ArmKey]) -> bool:
    return len(set(itertools.product(*(dict.fromkeys(values) for values in zip(*arms, strict=True))))) == len(arms)
