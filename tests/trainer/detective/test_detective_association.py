"""Cramer's V and its p value, against hand, scipy and chance."""

import math

import numpy as np
import pytest
from scipy import stats

from trainer.detective.association import associations, cramers_v, permutation_p


def test_v_of_a_fact_that_says_all_or_nothing():
    assert cramers_v([[10, 0], [0, 10]]) == pytest.approx(1)
    assert cramers_v([[10, 0, 0], [0, 20, 0], [0, 0, 5]]) == pytest.approx(1)
    assert cramers_v([[5, 5], [5, 5]]) == 0
    assert math.isnan(cramers_v([[5, 7], [0, 0]]))  # one value only


def test_v_by_hand():
    """30 of 40 against 20 of 60: chi2 = 100 (30*40 - 10*20)^2 / (40*60*50*50) = 50/3, phi2 = 1/6.

    phi2 corrected 1/6 - 1/99 = 31/198; both sizes corrected 2 - 1/99, less 1: 98/99; V = sqrt(31/198 * 99/98).
    """
    assert cramers_v([[30, 10], [20, 40]]) == pytest.approx(math.sqrt(31 / 196))


def test_v_without_the_correction_is_scipys():
    table = np.array([[12, 5, 8], [3, 14, 9], [7, 7, 30], [1, 2, 4]])
    n, r, c = table.sum(), 4, 3
    phi2 = stats.contingency.association(table, method="cramer") ** 2 * (c - 1)
    corrected = phi2 - (r - 1) * (c - 1) / (n - 1)
    assert cramers_v(table) == pytest.approx(math.sqrt(corrected / (c - (c - 1) ** 2 / (n - 1) - 1)))


def test_p_is_that_of_an_exact_test():
    table = [[8, 3], [4, 9]]
    n = 24  # all tables with these margins, by the hypergeometric distribution
    chi2 = [stats.chi2_contingency([[a, 11 - a], [12 - a, 1 + a]], correction=False)[0] for a in range(12)]
    exact = sum(stats.hypergeom(n, 12, 11).pmf(a) for a in range(12) if chi2[a] >= chi2[8] - 1e-9)
    assert permutation_p(table, seed=0) == pytest.approx(exact, abs=0.015)


def test_p_of_many_patients_is_that_of_chi_square():
    table = np.array([[220, 180, 210], [190, 205, 240], [170, 185, 160]])
    assert permutation_p(table, 0) == pytest.approx(stats.chi2_contingency(table)[1], abs=0.015)


def test_one_vote_per_patient():
    """One patient's hundred images on a device say as much as one image."""
    labels = ["a", "b"] * 10 + ["a"] * 100
    patients = [str(i) for i in range(20)] + ["of many images"] * 100
    device = ["one", "two", "two", "one"] * 5 + ["one"] * 100
    (found,) = associations({"view": device}, labels, patients, ("a", "b"), 0)
    assert found.patients == found.stated == 21
    assert found.v == 0
    assert not found.is_warning


def test_holm_over_the_facts_that_vary_and_the_class_named():
    labels = ["a", "b", "c"] * 20
    patients = [str(i) for i in range(60)]
    facts = {
        "source": ["x" if label == "b" else "" for label in labels],
        "view": ["PA", "PA", "PA", "AP"] * 15,
        "manufacturer": ["one"] * 60,
    }
    source, view, constant = associations(facts, labels, patients, ("a", "b", "c"), 0)
    assert (source.most, source.stated, source.values) == ("b", 20, 2)
    assert source.p == 1e-4  # none of 9,999 permutations is as far
    assert source.p_holm == pytest.approx(2e-4)  # of two facts, not three
    assert source.is_warning
    assert not view.is_warning
    assert math.isnan(constant.v)
    assert not constant.is_warning


def test_chance_alone_is_warned_of_as_seldom_as_it_should():
    """Of 300 facts that mean nothing, p is at most 0.05 in 15, give or take three times 3.8."""
    rng = np.random.default_rng(5)
    p = []
    for _ in range(300):
        table = np.zeros((3, 2), dtype=int)
        np.add.at(table, (rng.integers(3, size=40), rng.integers(2, size=40)), 1)
        p.append(permutation_p(table, 0))
    assert 4 <= sum(value <= 0.05 for value in p) <= 27
