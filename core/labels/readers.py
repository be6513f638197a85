"""Two readers of the same images: what is still to be read, where they disagree, and how far they agree by chance."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.kappa import Kappa
    from core.labels.store import ReaderLabel


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One image to which two readers gave different classes."""

    path: Path
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class TwoReaders:
    """What two readers said of the same images.

    Attributes
    ----------
    first, second : str
        Their names.
    waiting : int
        Images that the second one labelled and the first one did not yet. While there are any, nothing else is told:
        a reader who knew of the other's labels would not read independently any more.
    both : int
        Images that both labelled.
    disagreements : tuple of Disagreement
        In order of path.
    kappa : Kappa or None
        Cohen's kappa with its interval; None where it does not exist.
    """

    first: str
    second: str
    waiting: int
    both: int = 0
    disagreements: tuple[Disagreement, ...] = ()
    kappa: Kappa | None = None


def compare_readers(
    labels: Iterable[ReaderLabel], first: str, second: str, *, within: Collection[Path] | None = None
) -> TwoReaders:
    """Compare two readers image by image.

    Parameters
    ----------
    labels : iterable of ReaderLabel
        Of these readers and any others, the newest first.
    within : collection of Path or None
        The files that count; None: all.
    """
    said: dict[str, dict[tuple[str, str, str], ReaderLabel]] = {first: {}, second: {}}
    for one in labels:
        if one.reader in said and (within is None or one.image.path in within):
            said[one.reader].setdefault(one.image.key, one)
    mine, others = said[first], said[second]
    waiting = len(others.keys() - mine.keys())
    if waiting:
        return TwoReaders(first, second, waiting)
    shared = [key for key in mine if key in others]
    differing = [
        Disagreement(mine[key].image.path, mine[key].label, others[key].label)
        for key in shared
        if mine[key].label != others[key].label
    ]
    pairs = [(mine[key].label, others[key].label) for key in shared]
    return TwoReaders(first, second, 0, len(shared), tuple(sorted(differing, key=lambda one: one.path)), _kappa(pairs))


def _kappa(pairs: list[tuple[str, str]]) -> Kappa | None:
    """Give Cohen's kappa; None where both readers gave one and the same class to all images, or there are none."""
    if len({label for pair in pairs for label in pair}) < 2:
        return None
    # Imported here: labelling itself needs no statistics.
    from core.kappa import cohen

    return cohen([first for first, _ in pairs], [second for _, second in pairs])
