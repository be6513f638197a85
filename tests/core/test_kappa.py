"""Agreement of readers against statsmodels and published tables."""

import math

import numpy as np
import pytest
from statsmodels.stats.inter_rater import aggregate_raters, cohens_kappa, fleiss_kappa

from core import kappa
from core.intervals import wilson


def readers(table):
    pairs = [(str(i), str(j)) for i, row in enumerate(table) for j, count in enumerate(row) for _ in range(count)]
    return [one for one, _ in pairs], [other for _, other in pairs]


def test_cohen_by_hand():
    # 20 both yes, 15 both no, 5 and 10 apart: agreement 0.7, chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5, kappa 0.4.
    found = kappa.cohen(*readers([[20, 5], [10, 15]]))
    assert (found.agreement, found.chance, found.kappa) == (pytest.approx(0.7), pytest.approx(0.5), pytest.approx(0.4))
    assert found.table == ((20, 5), (10, 15))
    assert found.n == 50


@pytest.mark.parametrize("seed", range(4))
def test_statsmodels_agrees_on_value_and_interval(seed):
    table = np.random.default_rng(seed).integers(1, 20, (3, 3)) + np.diag([15, 20, 25])
    found, reference = kappa.cohen(*readers(table)), cohens_kappa(table)
    assert found.kappa == pytest.approx(reference.kappa)
    assert (found.low, found.high) == (pytest.approx(reference.kappa_low), pytest.approx(reference.kappa_upp))


def test_full_agreement_is_not_certainty():
    found = kappa.cohen(list("aabb") * 3, list("aabb") * 3)
    assert (found.kappa, found.high) == (1.0, 1.0)
    assert found.low == pytest.approx((wilson(1.0, 12)[0] - 0.5) / 0.5)
    assert math.isnan(kappa.cohen("aaa", "aaa").kappa)


def test_fleiss_published_example():
    # Fleiss 1971's layout with the worked example of 10 subjects, 14 raters and 5 categories: kappa 0.210 (Wikipedia,
    # "Fleiss' kappa", worked example), and statsmodels on the same table.
    table = [
        [0, 0, 0, 0, 14],
        [0, 2, 6, 4, 2],
        [0, 0, 3, 5, 6],
        [0, 3, 9, 2, 0],
        [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0],
        [2, 5, 3, 2, 2],
        [6, 5, 2, 1, 0],
        [0, 2, 2, 3, 7],
    ]
    by_image = [[str(k) for k, count in enumerate(row) for _ in range(count)] for row in table]
    found = kappa.fleiss(list(zip(*by_image, strict=True)))
    assert found == pytest.approx(0.210, abs=0.0005)
    assert found == pytest.approx(fleiss_kappa(np.array(table)))


def test_pairs_of_readers():
    rng = np.random.default_rng(1)
    readers = {name: [str(k) for k in rng.integers(0, 2, 40)] for name in "xyz"}
    found = kappa.pairwise(readers)
    assert set(found) == {("x", "y"), ("x", "z"), ("y", "z")}
    assert found["x", "z"] == kappa.cohen(readers["x"], readers["z"])
    table, _ = aggregate_raters(np.array([readers["x"], readers["y"], readers["z"]], dtype=int).T)
    assert kappa.fleiss(list(readers.values())) == pytest.approx(fleiss_kappa(table))


def test_refusals():
    with pytest.raises(ValueError, match="same images"):
        kappa.cohen("ab", "a")
    with pytest.raises(ValueError, match="at least one"):
        kappa.cohen("", "")
    with pytest.raises(ValueError, match="two readers"):
        kappa.fleiss(["ab"])
