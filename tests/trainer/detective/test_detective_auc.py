"""Grouped AUCs and their limits, against DeLong, scikit-learn and simulation."""

import math

import numpy as np
import pytest
from scipy import stats
from sklearn.metrics import roc_auc_score

from core.intervals import wilson
from trainer.detective.grouped_auc import GroupedAuc, grouped_aucs, holm_limits


def binormal(rng, n, distance=0.8):
    truth = np.arange(n) % 2
    return truth, rng.normal(size=n).round(1) + distance * truth


def of(truth, scores, patients=None, folds=None):
    patients = patients or [str(i) for i in range(len(truth))]
    columns = np.stack([-scores, scores], axis=1)
    return grouped_aucs(truth, columns, patients, np.zeros(len(truth)) if folds is None else folds)[1]


def test_one_fold_one_image_per_patient_is_delong():
    truth, scores = binormal(np.random.default_rng(0), 70)
    found = of(truth, scores)
    assert found.auc == pytest.approx(roc_auc_score(truth, scores))
    won = scores[truth == 1][:, np.newaxis] - scores[truth == 0]  # of all pairs, as DeLong (1988) has it
    kernel = (won > 0) + 0.5 * (won == 0)
    variance = kernel.mean(axis=1).var(ddof=1) / 35 + kernel.mean(axis=0).var(ddof=1) / 35
    assert found.se**2 == pytest.approx(variance)
    assert found.fewest == 35


def test_by_hand():
    """Positives 3, 1 and negatives 2, 0: three of four pairs in order.

    Placements 1 and 1/2 of the positives, 1/2 and 1 of the negatives: variance of each 1/8, over two: 1/8 in all.
    """
    found = of(np.array([1, 1, 0, 0]), np.array([3.0, 1.0, 2.0, 0.0]))
    assert (found.auc, found.se) == (0.75, pytest.approx(math.sqrt(1 / 8)))


def test_images_of_one_patient_are_one_witness():
    truth, scores = binormal(np.random.default_rng(1), 50)
    once = of(truth, scores)
    thrice = of(np.repeat(truth, 3), np.repeat(scores, 3), [str(i) for i in range(50) for _ in range(3)])
    taken_for_many = of(np.repeat(truth, 3), np.repeat(scores, 3))
    assert (thrice.auc, thrice.se) == (pytest.approx(once.auc), pytest.approx(once.se))
    assert taken_for_many.se < 0.65 * once.se


def test_folds_are_averaged_not_mixed():
    """Scores of another scale in another fold: each fold is in order, though together they are not."""
    truth = np.array([1, 1, 0, 0] * 2)
    scores = np.array([4.0, 3.0, 2.0, 1.0, 0.4, 0.3, 0.2, 0.1])
    assert of(truth, scores, folds=[0] * 4 + [1] * 4).auc == 1
    assert roc_auc_score(truth, scores) < 1


def test_the_last_is_the_mean_over_the_classes():
    rng = np.random.default_rng(2)
    truth, scores = np.arange(90) % 3, rng.normal(size=(90, 3))
    *each, mean = grouped_aucs(truth, scores, [str(i) for i in range(90)], np.arange(90) // 45)
    assert mean.auc == pytest.approx(np.mean([one.auc for one in each]))
    assert 0 < mean.se <= max(one.se for one in each)


def test_a_class_of_one_patient_has_no_figure():
    found = of(np.array([1, 1, 1, 0, 0, 0]), np.arange(6.0), ["p", "p", "p", "q", "r", "s"])
    assert math.isnan(found.auc)
    assert math.isnan(found.low(0.01))


def test_a_limit_is_wilsons_and_the_p_value_is_the_level_that_reaches_the_bound():
    one = GroupedAuc(0.8, math.sqrt(0.16 / 40), 20)  # the scatter of a proportion of 40
    assert one.low(0.025) == pytest.approx(wilson(0.8, 40)[0])
    for bound in (0.6, 0.7, 0.79):
        assert one.low(one.p_above(bound)) == pytest.approx(bound)


def test_a_perfect_model_of_few_patients_is_not_certain():
    assert GroupedAuc(1.0, 0.0, 5).low(0.01) == pytest.approx(5 / (5 + stats.norm.isf(0.01) ** 2))
    assert GroupedAuc(1.0, 0.0, 5).low(0.01) < 0.6 < GroupedAuc(1.0, 0.0, 15).low(0.01)


def test_limits_and_holm_never_contradict_each_other():
    rng = np.random.default_rng(3)
    for _ in range(200):
        family = [GroupedAuc(rng.uniform(0.5, 0.95), rng.uniform(0.02, 0.1), 30) for _ in range(5)]
        for low, p in holm_limits(family, 0.6, 0.01):
            assert (low > 0.6) == (p <= 0.01)


def test_the_limits_of_a_family_by_hand():
    family = [GroupedAuc(0.7, 0.03, 100), GroupedAuc(0.9, 0.02, 100), GroupedAuc(math.nan, math.nan, 0)]
    limits = holm_limits(family, 0.6, 0.01)
    assert limits[1][0] == pytest.approx(family[1].low(0.01 / 3))  # the surest first
    assert limits[0][0] == pytest.approx(family[0].low(0.01 / 2))
    assert math.isnan(limits[2][0])


def test_a_true_auc_of_the_bound_is_warned_of_as_seldom_as_it_should():
    """A true AUC of 0.6 with 40 patients of each class, 2,000 times: 1 % above, give or take three times 0.22 %."""
    rng = np.random.default_rng(4)
    distance = math.sqrt(2) * stats.norm.ppf(0.6)
    truth = np.arange(80) % 2
    columns = np.zeros((80, 2))
    names, folds = [str(i) for i in range(80)], np.arange(80) // 2 % 5
    above = 0
    for _ in range(2000):
        columns[:, 1] = rng.normal(size=80) + distance * truth
        above += grouped_aucs(truth, columns, names, folds)[1].low(0.01) > 0.6
    assert above <= 0.0167 * 2000
