"""How closely facts go with the class: Cramer's V, one vote per patient."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.paired import holm
from trainer.detective.findings import Association

_PERMUTATIONS = 9_999

Table = NDArray[np.int64]


def cramers_v(table: ArrayLike) -> float:
    """Bias-corrected Cramer's V of a contingency table (r, c) of counts: 0 to 1; NaN with one row or column.

    References
    ----------
    Bergsma, "A bias-correction for Cramer's V and Tschuprow's T", J. Korean Stat. Soc. 2013;42:323.
    """
    counts = _filled(table)
    r, c = counts.shape
    n = int(counts.sum())
    if min(r, c) < 2:
        return math.nan
    phi2 = max(0.0, float(_chi2(counts[np.newaxis])[0]) / n - (r - 1) * (c - 1) / (n - 1))
    r_corrected, c_corrected = (size - (size - 1) ** 2 / (n - 1) for size in (r, c))
    smaller = min(r_corrected, c_corrected) - 1
    return min(1.0, math.sqrt(phi2 / smaller)) if smaller > 0 else math.nan


def permutation_p(table: ArrayLike, seed: int) -> float:
    """P value of no association: the share of tables of the same margins, drawn, whose chi-square is as large.

    Patients' classes permuted give exactly such tables, so that no count is too small for it, as it may be for the
    chi-square distribution. NaN with one row or column.
    """
    from scipy.stats import random_table

    counts = _filled(table)
    if min(counts.shape) < 2:
        return math.nan
    drawn = random_table(counts.sum(axis=1), counts.sum(axis=0), seed=np.random.default_rng(seed)).rvs(_PERMUTATIONS)
    as_large = _chi2(np.asarray(drawn)) >= _chi2(counts[np.newaxis])[0] * (1 - 1e-9)
    return (1 + int(as_large.sum())) / (1 + _PERMUTATIONS)


def associations(
    groups: Mapping[str, Sequence[str]],
    labels: Sequence[str],
    patients: Sequence[str],
    classes: Sequence[str],
    seed: int,
) -> tuple[Association, ...]:
    """Measure how closely each fact goes with the class; p values are Holm's over the facts that vary.

    The vote of a patient is the first of the images, whose order their content decides.

    Parameters
    ----------
    groups : mapping of str to sequence of str, n each
        Facts in groups; empty where not stated.
    labels, patients : sequence of str, n
    """
    voters = np.unique(np.asarray(patients), return_index=True)[1]
    truth = np.array([classes.index(labels[i]) for i in voters])
    tables = {}
    for name, values in groups.items():
        found = sorted({values[i] for i in voters})
        tables[name] = np.zeros((len(found), len(classes)), dtype=np.int64)
        np.add.at(tables[name], (np.array([found.index(values[i]) for i in voters]), truth), 1)
    p = {name: permutation_p(table, seed) for name, table in tables.items()}
    adjusted = dict(zip(_varying(p), holm([p[name] for name in _varying(p)]), strict=True))
    return tuple(
        Association(
            name,
            len(voters),
            sum(bool(groups[name][i]) for i in voters),
            len(table),
            v := cramers_v(table),
            p[name],
            adjusted.get(name, math.nan),
            _most(table, classes) if v > 0 else "",
        )
        for name, table in tables.items()
    )


def _varying(p: Mapping[str, float]) -> list[str]:
    return [name for name, value in p.items() if not math.isnan(value)]


def _most(table: Table, classes: Sequence[str]) -> str:
    """Class that, against the rest, the fact goes with most."""
    rest = table.sum(axis=1)
    v = [cramers_v(np.stack([table[:, k], rest - table[:, k]], axis=1)) for k in range(len(classes))]
    return classes[int(np.argmax(np.nan_to_num(v)))]


def _filled(table: ArrayLike) -> Table:
    """Leave rows and columns without a count out."""
    counts = np.asarray(table, dtype=np.int64)
    filled: Table = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    return filled


def _chi2(tables: NDArray[np.int64]) -> NDArray[np.float64]:
    """Pearson's chi-square of tables (t, r, c) with the same margins, none of which is 0."""
    n = tables[0].sum()
    expected = np.outer(tables[0].sum(axis=1), tables[0].sum(axis=0)) / n
    found: NDArray[np.float64] = ((tables - expected) ** 2 / expected).sum(axis=(1, 2))
    return found
