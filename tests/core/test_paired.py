"""Tests of two networks against scipy, statsmodels and hand-worked examples."""

import math

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar as reference_mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import ttost_paired

from core.metrics import auc
from core.paired import (
    Arms,
    Paired,
    Shape,
    Spread,
    delong,
    difference_spread,
    holm,
    limits,
    mcnemar,
    quantile,
    spread,
)
from core.paired.aucs import delong_covariance

PLAIN = Shape("plain")


def calls(both, only_a, only_b, neither):
    a = [True] * (both + only_a) + [False] * (only_b + neither)
    b = [True] * both + [False] * only_a + [True] * only_b + [False] * neither
    return a, b


@pytest.mark.parametrize(
    "counts", [(10, 3, 9, 5), (0, 0, 0, 4), (50, 12, 12, 1), (101, 121, 59, 33), (5, 24, 0, 0), (5, 25, 0, 0)]
)
def test_mcnemar_against_statsmodels(counts):
    found = mcnemar(*calls(*counts))
    both, only_a, only_b, neither = counts
    exact = only_a + only_b < 25
    reference = reference_mcnemar([[both, only_a], [only_b, neither]], exact=exact, correction=True)
    assert (found.both, found.only_a, found.only_b, found.neither) == counts
    assert found.is_exact == exact
    assert found.statistic == pytest.approx(reference.statistic)
    assert found.p == pytest.approx(reference.pvalue)


def test_mcnemar_worked_example():
    # 121 and 59 discordant of 314: (|121 - 59| - 1)^2 / 180 = 20.67, p = 5.45e-6.
    found = mcnemar(*calls(101, 121, 59, 33))
    assert found.statistic == pytest.approx(61**2 / 180)
    assert found.p == pytest.approx(5.45e-6, rel=0.01)
    # 3 and 9 discordant: twice the probability of 3 heads or fewer in 12 throws, 2 * (1 + 12 + 66 + 220) / 4096.
    assert mcnemar(*calls(0, 3, 9, 0)).p == pytest.approx(2 * 299 / 4096)


@pytest.mark.parametrize("seed", range(3))
def test_holm_against_statsmodels(seed):
    p = np.random.default_rng(seed).random(7) ** 3
    assert holm(p) == pytest.approx(multipletests(p, method="holm")[1])


def test_holm_by_hand_and_with_comparisons_that_were_not_made():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.06, 0.06))
    assert holm([0.01, 0.04], family=3) == pytest.approx((0.03, 0.08))
    adjusted = holm([0.01, math.nan])
    assert adjusted[0] == pytest.approx(0.02)
    assert math.isnan(adjusted[1])
    assert holm([]) == ()


def test_delong_by_hand():
    # Positives 3, 1 and negatives 2, 0: placements of a: positives 1, 1/2; negatives 1/2, 1; AUC 3/4. Of b (3, 2 and
    # 1, 0) all 1. Variance of a: var(1, 1/2) / 2 + var(1/2, 1) / 2 = (1/8 + 1/8) / 2 = 1/8; b and covariance 0.
    found = delong([True, True, False, False], [3, 1, 2, 0], [3, 2, 1, 0])
    assert (found.auc_a, found.auc_b) == (0.75, 1.0)
    assert found.se == pytest.approx(math.sqrt(1 / 8))
    assert found.p == pytest.approx(2 * stats.norm.sf(0.25 / math.sqrt(1 / 8)))


def test_delong_covariance_from_all_pairs():
    """The definition of DeLong et al., equations 4 to 6, with the kernel of every pair written out."""
    rng = np.random.default_rng(2)
    truth = np.arange(50) % 3 == 0
    scores = rng.integers(0, 9, (2, 50)) + 2.0 * truth  # many ties
    kernels = [
        (row[truth][:, None] > row[~truth][None]) + 0.5 * (row[truth][:, None] == row[~truth][None]) for row in scores
    ]
    positives, negatives = int(truth.sum()), int((~truth).sum())
    by_positive, by_negative = [k.mean(axis=1) for k in kernels], [k.mean(axis=0) for k in kernels]
    expected = np.cov(by_positive) / positives + np.cov(by_negative) / negatives
    assert delong_covariance(truth, scores) == pytest.approx(expected)
    found = delong(truth, *scores)
    assert found.auc_a == pytest.approx(auc(truth, scores[0]))
    assert found.se == pytest.approx(math.sqrt(expected[0, 0] + expected[1, 1] - 2 * expected[0, 1]))


def test_delong_agrees_with_the_paired_bootstrap():
    rng = np.random.default_rng(3)
    truth = np.arange(120) % 3 == 0
    base = rng.standard_normal(120)
    a, b = (base + rng.standard_normal(120) + shift * truth for shift in (1.5, 1.0))
    found, differences = delong(truth, a, b), []
    for _ in range(1500):
        drawn = rng.integers(0, 120, 120)
        differences.append(auc(truth[drawn], a[drawn]) - auc(truth[drawn], b[drawn]))
    assert found.se == pytest.approx(np.std(differences), rel=0.1)


def test_delong_of_the_same_scores_and_refusals():
    same = delong([1, 1, 0, 0], [3, 1, 2, 0], [30, 10, 20, 0])
    assert (same.difference, same.se, same.z, same.p) == (0, 0, 0, 1)
    with pytest.raises(ValueError, match="two positives and two negatives"):
        delong([1, 0, 0], [1, 2, 3], [1, 2, 3])
    with pytest.raises(ValueError, match="same 3 images"):
        delong([1, 0, 0], [[1, 2]], [[1, 2]])


def drawn_for(values, seed=0, spread_of_patients=0.0):
    """Draws whose patients' part is common to all seeds."""
    common = np.random.default_rng(seed).normal(0, spread_of_patients, 500) if spread_of_patients else np.zeros(500)
    return Arms(np.asarray(values, dtype=float), np.asarray(values, dtype=float)[:, None] + common)


def test_without_patient_spread_it_is_the_paired_t_test_on_seeds():
    a, b = [0.91, 0.88, 0.95, 0.90, 0.93], [0.85, 0.87, 0.84, 0.89, 0.86]
    reference = stats.ttest_rel(a, b)
    one, other = drawn_for(a), drawn_for(b)
    difference = difference_spread(one, other, is_paired=True)
    paired = Paired(spread(one), spread(other), difference, PLAIN)
    assert difference.df == pytest.approx(4)
    assert paired.p() == pytest.approx(reference.pvalue, rel=1e-6)
    interval = reference.confidence_interval(0.95)
    ends = paired.ends(0.95)
    assert (ends.low, ends.high) == (pytest.approx(interval.low), pytest.approx(interval.high))


@pytest.mark.parametrize("margin", [0.02, 0.05, 0.1])
def test_equivalence_is_two_one_sided_tests(margin):
    a, b = np.array([0.91, 0.88, 0.95, 0.90, 0.93]), np.array([0.89, 0.90, 0.91, 0.92, 0.90])
    one, other = drawn_for(a), drawn_for(b)
    paired = Paired(spread(one), spread(other), difference_spread(one, other, is_paired=True), PLAIN)
    reference = ttost_paired(a, b, -margin, margin)[0]
    assert paired.p_equivalence(margin) == pytest.approx(reference, rel=1e-6)
    ends = paired.ends(0.9)
    assert (-margin < ends.low and ends.high < margin) == (reference < 0.05)


def test_seeds_on_their_own_are_welch():
    a, b = [0.91, 0.88, 0.95, 0.90, 0.93], [0.85, 0.87, 0.80, 0.89]
    reference = stats.ttest_ind(a, b, equal_var=False)
    one, other = drawn_for(a), drawn_for(b)
    difference = difference_spread(one, other, is_paired=False)
    assert difference.df == pytest.approx(reference.df)
    assert Paired(spread(one), spread(other), difference, PLAIN).p() == pytest.approx(reference.pvalue, rel=1e-6)


def test_patients_add_to_seeds():
    values = [0.8, 0.9, 0.85]
    found = spread(drawn_for(values, spread_of_patients=0.05))
    assert found.variance == pytest.approx(np.var(values, ddof=1) / 3 + 0.05**2, rel=0.15)
    assert found.df > 2
    fixed = spread(drawn_for(values, spread_of_patients=0.05), fixed_seeds=True)
    assert fixed.variance == pytest.approx(0.05**2, rel=0.15)
    assert (fixed.of_method, math.isinf(fixed.df)) == (False, True)


@pytest.mark.parametrize(("right", "n"), [(8, 10), (95, 100), (100, 100), (0, 7), (1, 30)])
def test_the_score_interval_of_a_proportion_is_wilsons(right, n):
    value = right / n
    variance = value * (1 - value) / n
    one = Spread(value, variance, math.inf, variance, variance, False)
    found = limits(one, Shape("proportion", ((n, 0),), ((n, 0),)))
    assert (found.low, found.high) == pytest.approx(proportion_confint(right, n, method="wilson"), abs=1e-6)


def test_the_score_interval_of_a_perfect_auc():
    # Newcombe's method 5 at 1 with 10 and 10: the lower end v solves (1 - v)^2 = z^2 * variance(v).
    found = limits(Spread(1.0, 0.0, math.inf, 0.0, 0.0, False), Shape("auc", ((10, 10),), ((10, 10),)))
    assert found.high == 1.0
    v, n = found.low, 9
    variance = v * (1 - v) * (1 + n * (1 - v) / (2 - v) + n * v / (1 + v)) / 100
    assert (1 - v) ** 2 == pytest.approx(1.959964**2 * variance, rel=1e-5)
    assert 0.7 < v < 0.9


def test_hanley_and_mcneil_standard_error():
    # Radiology 1982;143:29: 51 abnormal and 58 normal images, area 0.893, standard error 0.032 by their formula.
    shape = Shape("auc", ((51, 58),), ((51, 58),))
    q1, q2 = 0.893 / (2 - 0.893), 2 * 0.893**2 / 1.893
    theirs = (0.893 * 0.107 + 50 * (q1 - 0.893**2) + 57 * (q2 - 0.893**2)) / (51 * 58)
    assert math.sqrt(theirs) == pytest.approx(0.032, abs=0.001)
    assert math.sqrt(shape.variance(0.893)) == pytest.approx(math.sqrt(theirs), rel=0.03)


def test_intervals_and_p_values_never_contradict_each_other():
    rng = np.random.default_rng(4)
    shape = Shape("auc", ((30, 60),), ((30, 60),))
    for _ in range(40):
        values = rng.uniform(0.7, 0.999, 2)
        arms = [Arms(np.array([v]), rng.normal(v, 0.3 * (1 - v), (1, 300))) for v in values]
        difference = difference_spread(*arms, is_paired=False)
        paired = Paired(spread(arms[0]), spread(arms[1]), difference, shape)
        ends, p, narrow = paired.ends(0.95), paired.p(), paired.ends(0.9)
        assert (p < 0.05) == (ends.low > 0 or ends.high < 0)
        assert (paired.p_equivalence(0.1) < 0.05) == (max(-narrow.low, narrow.high) < 0.1)


def test_quantiles():
    assert quantile(math.inf, 0.95) == pytest.approx(1.959964)
    assert quantile(4, 0.9) == pytest.approx(stats.t.ppf(0.95, 4))
