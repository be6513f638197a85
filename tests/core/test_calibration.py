"""Calibration against scikit-learn and against rows worked out by hand."""

import math

import numpy as np
import pytest
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss, log_loss, roc_curve

from core.calibration import BINS, calibrated, fit, fit_temperature, reliability


def softmax(logits):
    grown = np.exp(logits - logits.max(axis=1, keepdims=True))
    return grown / grown.sum(axis=1, keepdims=True)


def drawn(n, temperature, activation, seed=0, classes=3):
    """Labels drawn from honest probabilities, and the scores of a network that is too sure by ``temperature``."""
    rng = np.random.default_rng(seed)
    logits = rng.normal(0, 1.5, (n, classes))
    if activation == "softmax":
        honest, said = softmax(logits), softmax(logits * temperature)
        labels = np.array([rng.choice(classes, p=row) for row in honest])
    else:
        honest, said = 1 / (1 + np.exp(-logits)), 1 / (1 + np.exp(-logits * temperature))
        labels = (rng.random(honest.shape) < honest).astype(int)
    return labels, said, honest


def names(n):
    return [f"p{i // 2}" for i in range(n)]


@pytest.mark.parametrize(("activation", "temperature"), [("softmax", 2.5), ("softmax", 0.5), ("sigmoid", 3.0)])
def test_a_known_temperature_is_recovered(activation, temperature):
    labels, said, honest = drawn(20_000, temperature, activation)
    found = fit_temperature(labels, said, activation)
    assert found == pytest.approx(temperature, rel=0.04)
    kept = ((said > 1e-7) & (said < 1 - 1e-7)).all(axis=1)  # beyond, logits are not taken back
    np.testing.assert_allclose(calibrated(said, temperature, activation)[kept], honest[kept], atol=1e-5)
    assert kept.mean() > 0.9


def test_no_temperature_beats_the_one_found():
    labels, said, _ = drawn(300, 2.0, "softmax", seed=4)
    found = fit_temperature(labels, said, "softmax")

    def loss(t):
        return log_loss(labels, calibrated(said, t, "softmax"))

    best = loss(found)
    assert all(best <= loss(other) + 1e-12 for other in np.geomspace(0.1, 10, 400))


def test_dividing_by_hand():
    # logits ln 0.8 and ln 0.2, halved: 0.8 ** 0.5 : 0.2 ** 0.5 = 2 : 1
    np.testing.assert_allclose(calibrated([0.8, 0.2], 2.0, "softmax"), [2 / 3, 1 / 3], atol=1e-9)
    # odds 9 : 1, square root 3 : 1
    np.testing.assert_allclose(calibrated([0.9, 0.5], 2.0, "sigmoid"), [0.75, 0.5], atol=1e-9)
    np.testing.assert_array_equal(calibrated([0.8, 0.2], 1.0, "softmax"), [0.8, 0.2])
    assert np.isfinite(calibrated([1.0, 0.0], 2.0, "sigmoid")).all()


def test_a_temperature_changes_no_order():
    _, said, _ = drawn(200, 3.0, "softmax")
    np.testing.assert_array_equal(calibrated(said, 3.7, "softmax").argmax(axis=1), said.argmax(axis=1))


def test_figures_of_a_softmax_against_scikit_learn():
    labels, said, _ = drawn(400, 2.0, "softmax", seed=2)
    found, points = fit(labels, said, "abc", names(400), "softmax", "made up", resamples=200)
    now = calibrated(said, found.temperature, "softmax")
    one_hot = np.eye(3)[labels]
    for figures, rows in (((found.brier, found.log_loss), now), ((found.raw_brier, found.raw_log_loss), said)):
        brier = sum(brier_score_loss(one_hot[:, k], rows[:, k]) for k in range(3))
        assert figures[0].value == pytest.approx(brier)
        assert figures[1].value == pytest.approx(log_loss(labels, rows))
        for estimate in figures:
            assert estimate.low < estimate.value < estimate.high
    shares = np.bincount(labels) / 400
    assert found.log_loss.chance == pytest.approx(-(shares * np.log(shares)).sum())
    assert found.brier.chance == pytest.approx(1 - (shares**2).sum())
    assert (found.n, found.patients, found.data, len(points)) == (400, 200, "made up", 3)
    assert found.log_loss.value < found.raw_log_loss.value


def test_reliability_against_scikit_learn():
    labels, said, _ = drawn(500, 2.0, "softmax", seed=3)
    rows = reliability(np.eye(3)[labels], said, "softmax")
    so = (said.argmax(axis=1) == labels).astype(int)
    share, probability = calibration_curve(so, said.max(axis=1), n_bins=BINS)
    np.testing.assert_allclose([row.share for row in rows], share)
    np.testing.assert_allclose([row.probability for row in rows], probability)
    assert sum(row.n for row in rows) == 500
    found, _ = fit(labels, said, "abc", names(500), "softmax", "", resamples=200)
    error = sum(row.n / 500 * abs(row.share - row.probability) for row in found.bins)
    assert found.ece.value == pytest.approx(error)
    assert found.ece.low <= found.ece.value <= found.ece.high
    assert 0.01 < found.ece.chance < 0.06  # what 500 images of a perfect network show


def test_figures_of_a_sigmoid_with_several_labels():
    labels, said, _ = drawn(300, 2.0, "sigmoid", seed=5)
    found, points = fit(labels, said, "abc", names(300), "sigmoid", "", resamples=100)
    now = calibrated(said, found.temperature, "sigmoid")
    assert found.brier.value == pytest.approx(brier_score_loss(labels.ravel(), now.ravel()))
    assert found.log_loss.value == pytest.approx(log_loss(labels.ravel(), now.ravel()))
    share, probability = calibration_curve(labels.ravel(), now.ravel(), n_bins=BINS)
    np.testing.assert_allclose([row.share for row in found.bins], share)
    np.testing.assert_allclose([row.probability for row in found.bins], probability)
    for k, point in enumerate(points):
        false, true, _ = roc_curve(labels[:, k], now[:, k])
        yes = now[:, k] >= point
        assert yes[labels[:, k] == 1].mean() - yes[labels[:, k] == 0].mean() == pytest.approx((true - false).max())


def test_a_sigmoid_with_one_label_each_takes_class_numbers():
    labels, said, _ = drawn(60, 1.0, "softmax", seed=6)
    by_number, _ = fit(labels, said, "abc", names(60), "sigmoid", "", resamples=20)
    by_rows, _ = fit(np.eye(3)[labels], said, "abc", names(60), "sigmoid", "", resamples=20)
    assert by_number == by_rows


def test_no_calibration_error_below_200_images():
    labels, said, _ = drawn(200, 1.5, "softmax", seed=7)
    few, _ = fit(labels[:199], said[:199], "abc", names(199), "softmax", "", resamples=20)
    enough, _ = fit(labels, said, "abc", names(200), "softmax", "", resamples=20)
    assert few.ece is None
    assert enough.ece is not None


def test_cross_fitted_figures_use_the_temperature_of_the_other_folds():
    labels, said, _ = drawn(300, 2.0, "softmax", seed=8)
    folds = np.repeat([0, 1, 2], 100)
    found, _ = fit(labels, said, "abc", names(300), "softmax", "", folds=folds, resamples=20)
    by_hand = np.concatenate(
        [calibrated(said[folds == k], fit_temperature(labels[folds != k], said[folds != k], "softmax"), "softmax")
         for k in range(3)]
    )  # fmt: skip
    assert found.log_loss.value == pytest.approx(log_loss(labels, by_hand))
    assert found.temperature == fit_temperature(labels, said, "softmax")


def test_images_of_a_patient_are_drawn_together():
    labels, said, _ = drawn(150, 2.0, "softmax", seed=9)
    twice = np.repeat(np.arange(150), 2)
    people = [f"p{i}" for i in twice]
    once, _ = fit(labels, said, "abc", [f"p{i}" for i in range(150)], "softmax", "", resamples=400)
    double, _ = fit(labels[twice], said[twice], "abc", people, "softmax", "", resamples=400)
    # two copies of each image know no more than one
    width = once.log_loss.high - once.log_loss.low
    assert double.log_loss.high - double.log_loss.low == pytest.approx(width, rel=0.1)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"scores": [[0.5, 1.5]] * 4}, "scores from 0 to 1"),
        ({"patients": ["a"]}, "for the same images"),
        ({"labels": [0, 1, 2, 0]}, "labels from 0 to 1"),
        ({"labels": [0, 0, 0, 0]}, "only one kind"),
        ({"labels": [[1, 1], [0, 1], [1, 0], [0, 1]]}, "exactly one class"),
        ({"folds": [0, 1, 0, 1], "patients": ["a", "a", "b", "b"]}, "all images of a patient in one fold"),
        ({"folds": [0, 0, 0, 0]}, "at least two"),
        ({"scores": [[0.5, math.nan]] * 4}, "scores from 0 to 1"),
    ],
)
def test_what_cannot_be_fitted(change, why):
    usual = {
        "labels": [0, 1, 0, 1],
        "scores": [[0.7, 0.3], [0.2, 0.8], [0.6, 0.4], [0.4, 0.6]],
        "classes": ("a", "b"),
        "patients": ["a", "b", "c", "d"],
        "activation": "softmax",
        "data": "",
        "resamples": 10,
    }
    with pytest.raises(ValueError, match=why):
        fit(**{**usual, **change})
