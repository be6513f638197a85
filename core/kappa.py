"""Agreement of readers beyond chance.

References
----------
Cohen, "A coefficient of agreement for nominal scales", Educ. Psychol. Meas. 1960;20:37.
Fleiss, Cohen and Everitt, "Large sample standard errors of kappa and weighted kappa", Psychol. Bull. 1969;72:323.
Fleiss, "Measuring nominal scale agreement among many raters", Psychol. Bull. 1971;76:378.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from core.intervals import Floats, Z, wilson


@dataclass(frozen=True, slots=True)
class Kappa:
    """How far two readers agree.

    Attributes
    ----------
    kappa, low, high : float
        -1 to 1 with its 95 % interval; NaN where chance alone gives full agreement (one label throughout).
    agreement, chance : float
        Share of images with the same label, and the share expected of readers who guess with these frequencies.
    n : int
        Images that both have labelled; taken to be independent, so that the interval is too narrow where patients have
        several.
    labels : tuple of str
        Sorted.
    table : tuple of tuple of int
        Rows are the first reader, columns the second.
    """

    kappa: float
    low: float
    high: float
    agreement: float
    chance: float
    n: int
    labels: tuple[str, ...]
    table: tuple[tuple[int, ...], ...]


def cohen(first: Sequence[str], second: Sequence[str]) -> Kappa:
    """Measure the agreement of two readers of the same images, in the same order.

    Full agreement and full disagreement have no spread: the interval is then Wilson's of the agreement, carried over.

    Raises
    ------
    ValueError
        If the lengths differ, or there is no image.
    """
    _expect_same_images(first, second)
    labels = tuple(sorted({*first, *second}))
    counts = np.zeros((len(labels), len(labels)))
    np.add.at(counts, (_indices(first, labels), _indices(second, labels)), 1)
    n = len(first)
    shares = counts / n
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    agreement, chance = float(np.trace(shares)), float(rows @ columns)
    kappa = low = high = math.nan
    if chance < 1:
        kappa = (agreement - chance) / (1 - chance)
        if 0 < agreement < 1:
            half = Z * math.sqrt(_variance(shares, rows, columns, agreement, chance) / n)
            low, high = max(-1.0, kappa - half), min(1.0, kappa + half)
        else:
            low, high = (max(-1.0, (end - chance) / (1 - chance)) for end in wilson(agreement, n))
    table = tuple(tuple(int(count) for count in row) for row in counts)
    return Kappa(kappa, low, high, agreement, chance, n, labels, table)


def pairwise(readers: dict[str, Sequence[str]]) -> dict[tuple[str, str], Kappa]:
    """Cohen's kappa of each pair of readers of the same images, by the two names. Raises as :func:`cohen`."""
    return {(one, other): cohen(readers[one], readers[other]) for one, other in combinations(readers, 2)}


def fleiss(readers: Sequence[Sequence[str]]) -> float:
    """Fleiss' kappa of two or more readers, each a sequence of labels of the same images.

    Returns
    -------
    float
        -1 to 1; NaN where all labels are the same. Of two readers it is Scott's pi, not Cohen's kappa.

    Raises
    ------
    ValueError
        If there are fewer than two readers, the lengths differ, or there is no image.
    """
    if len(readers) < 2:
        raise ValueError(f"expected at least two readers, found {len(readers)}")
    for reader in readers[1:]:
        _expect_same_images(readers[0], reader)
    labels = tuple(sorted({label for reader in readers for label in reader}))
    counts = sum(np.eye(len(labels))[_indices(reader, labels)] for reader in readers)
    table, m = np.asarray(counts), len(readers)
    within = float(((table**2).sum(axis=1) - m).mean() / (m * (m - 1)))
    chance = float(((table.sum(axis=0) / table.sum()) ** 2).sum())
    return (within - chance) / (1 - chance) if chance < 1 else math.nan


def _variance(shares: Floats, rows: Floats, columns: Floats, agreement: float, chance: float) -> float:
    """Fleiss, Cohen and Everitt's, times n."""
    kappa = (agreement - chance) / (1 - chance)
    diagonal = np.diag(shares)
    on = float((diagonal * (1 - (rows + columns) * (1 - kappa)) ** 2).sum())
    cross = shares * (columns[:, None] + rows[None, :]) ** 2
    off = (1 - kappa) ** 2 * float(cross.sum() - np.trace(cross))
    return max(0.0, on + off - (kappa - chance * (1 - kappa)) ** 2) / (1 - chance) ** 2


def _indices(reader: Sequence[str], labels: tuple[str, ...]) -> NDArray[np.intp]:
    order = {label: i for i, label in enumerate(labels)}
    return np.array([order[label] for label in reader], dtype=np.intp)


def _expect_same_images(first: Sequence[str], second: Sequence[str]) -> None:
    if not first or len(first) != len(second):
        raise ValueError(f"expected labels of the same images, at least one, found {len(first)} and {len(second)}")
