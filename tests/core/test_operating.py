"""Operating points against scikit-learn and by hand."""

import numpy as np
import pytest
from sklearn.metrics import recall_score, roc_curve

from core.operating import at_points, operating_point


def test_operating_point_by_hand_and_against_the_roc_curve():
    # at or above 0.35: both positives, one of three negatives: J = 1 - 1/3; between 0.3 and 0.4
    assert operating_point([0, 0, 1, 0, 1], [0.1, 0.3, 0.4, 0.6, 0.9]) == pytest.approx(0.35)
    rng = np.random.default_rng(1)
    for seed in range(20):
        truth = rng.random(80) < 0.4
        scores = np.round(np.clip(rng.normal(0.4 + 0.2 * truth, 0.2), 0, 1), 2)  # with ties
        false, true, _ = roc_curve(truth, scores)
        point = operating_point(truth, scores)
        youden = (scores >= point)[truth].mean() - (scores >= point)[~truth].mean()
        assert youden == pytest.approx((true - false).max()), seed
    with pytest.raises(ValueError, match="only one kind"):
        operating_point([1, 1], [0.2, 0.3])


def test_what_the_points_give_against_scikit_learn():
    rng = np.random.default_rng(2)
    labels = rng.integers(0, 3, 120)
    truth = np.eye(3)[labels]
    probabilities = np.clip(0.3 + 0.3 * truth + rng.normal(0, 0.2, truth.shape), 0, 1)
    patients = [f"p{i // 2}" for i in range(120)]
    found = at_points(truth, probabilities, (0.4, 0.5, 0.6), "abc", patients, resamples=300)
    for k, one in enumerate(found):
        yes = probabilities[:, k] >= one.point
        assert one.sensitivity.value == pytest.approx(recall_score(truth[:, k], yes))
        assert one.specificity.value == pytest.approx(recall_score(truth[:, k], yes, pos_label=0))
        assert (one.sensitivity.n, one.specificity.n) == ((labels == k).sum(), (labels != k).sum())
        assert one.sensitivity.low < one.sensitivity.value < one.sensitivity.high
        assert one.sensitivity.chance == pytest.approx(yes.mean())


def test_a_perfect_class_has_an_interval_that_ends_at_one():
    truth = np.eye(2)[[0, 0, 0, 1, 1, 1]]
    found = at_points(truth, truth, (0.5, 0.5), "ab", list("uvwxyz"), resamples=50)
    assert found[0].sensitivity.value == found[0].sensitivity.high == 1.0
    assert 0.3 < found[0].sensitivity.low < 0.6  # Wilson, three patients: 3 / (3 + 3.84) = 0.44
