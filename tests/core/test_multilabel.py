"""Figures of networks that answer each class on its own, against scikit-learn and by hand."""

import math
from dataclasses import asdict

import numpy as np
import pytest
from sklearn import metrics as sk

from core import records
from core.figures import weighted_average_precision
from core.metrics import Evaluation, evaluate
from core.multilabel import MultiLabelEvaluation, evaluate_labels

CLASSES = ("effusion", "mass", "nodule")
POINTS = (0.3, 0.5, 0.62)


def drawn(seed=0, n=240, informed=1.0):
    """Truth with classes that go together, and scores with ties."""
    random = np.random.default_rng(seed)
    truth = (random.random((n, 3)) < (0.4, 0.25, 0.1)).astype(int)
    truth[:, 1] |= truth[:, 0] & (random.random(n) < 0.5)
    scores = np.clip(0.35 + 0.3 * informed * (truth - 0.3) + random.normal(0, 0.2, (n, 3)), 0, 1).round(2)
    return truth, scores, [f"p{i // 2}" for i in range(n)]


@pytest.fixture(scope="module")
def measured():
    truth, scores, patients = drawn()
    return truth, scores, evaluate_labels(truth, scores, CLASSES, patients, points=POINTS, resamples=300)


def test_figures_of_each_class_are_scikit_learns(measured):
    truth, scores, found = measured
    called = (scores >= POINTS).astype(int)
    precision, sensitivity, _, support = sk.precision_recall_fscore_support(truth, called)
    matrices = sk.multilabel_confusion_matrix(truth, called)
    for k, one in enumerate(found.per_class):
        assert (one.name, one.support, one.point) == (CLASSES[k], support[k], POINTS[k])
        assert one.confusion == tuple(matrices[k].ravel())
        expected = {
            "sensitivity": sensitivity[k],
            "specificity": sk.recall_score(1 - truth[:, k], 1 - called[:, k]),
            "precision": precision[k],
            "auc": sk.roc_auc_score(truth[:, k], scores[:, k]),
            "average_precision": sk.average_precision_score(truth[:, k], scores[:, k]),
            "brier": sk.brier_score_loss(truth[:, k], scores[:, k]),
        }
        for name, value in expected.items():
            figure = getattr(one, name)
            assert figure.value == pytest.approx(value, abs=1e-12), name
            assert figure.low < figure.value < figure.high, name


def test_figures_over_all_classes_are_scikit_learns(measured):
    truth, scores, found = measured
    called = (scores >= POINTS).astype(int)
    kept = np.clip(scores, 1e-7, 1 - 1e-7)
    expected = {
        "accuracy": sk.accuracy_score(truth, called),  # of several labels: exact match
        "balanced_accuracy": np.mean([sk.balanced_accuracy_score(truth[:, k], called[:, k]) for k in range(3)]),
        "macro_auc": sk.roc_auc_score(truth, scores, average="macro"),
        "macro_average_precision": sk.average_precision_score(truth, scores, average="macro"),
        "macro_f1": sk.f1_score(truth, called, average="macro"),
        "log_loss": np.mean([sk.log_loss(truth[:, k], kept[:, k]) for k in range(3)]),
        "brier": np.mean([sk.brier_score_loss(truth[:, k], scores[:, k]) for k in range(3)]),
    }
    for name, value in expected.items():
        figure = getattr(found, name)
        assert figure.value == pytest.approx(value, abs=1e-9), name
        assert figure.low < figure.value < figure.high, name
    assert (found.n, found.patients, found.skipped) == (240, 120, 0)


def test_chance_is_what_answering_without_looking_gives():
    truth, _, patients = drawn()
    shares = np.broadcast_to(truth.mean(axis=0), truth.shape)
    constant = evaluate_labels(truth, shares, CLASSES, patients, resamples=2)
    for name in ("macro_auc", "macro_average_precision", "log_loss", "brier"):
        figure = getattr(constant, name)
        assert figure.value == pytest.approx(figure.chance, abs=1e-12), name
    always = evaluate_labels(truth, np.ones_like(shares), CLASSES, patients, resamples=2)
    assert always.macro_f1.value == pytest.approx(always.macro_f1.chance)
    assert always.balanced_accuracy.value == always.balanced_accuracy.chance == 0.5
    silent = evaluate_labels(truth, np.zeros_like(shares), CLASSES, patients, resamples=2)
    nothing = float((truth.sum(axis=1) == 0).mean())
    assert silent.accuracy.value == pytest.approx(nothing)
    assert silent.accuracy.chance >= nothing
    assert (np.zeros_like(truth) == truth).mean() > 0.7  # binary accuracy would call that good


@pytest.mark.parametrize("repeats", [1, 3])
def test_average_precision_with_weights_is_scikit_learns(repeats):
    truth, scores, _ = drawn(seed=repeats)
    weights = np.random.default_rng(5).integers(0, 4, (repeats, len(truth))).astype(float)
    weights[:, np.argmax(scores[:, 0])] = 0  # the highest score is not drawn
    found = weighted_average_precision(weights, truth[:, 0] > 0, scores[:, 0])
    for row, value in zip(weights, found, strict=True):
        assert value == pytest.approx(sk.average_precision_score(truth[:, 0], scores[:, 0], sample_weight=row))


def test_a_class_that_all_or_no_images_show_has_no_auc():
    truth = np.array([[1, 0], [1, 0], [1, 0]])
    found = evaluate_labels(truth, [[0.9, 0.2], [0.8, 0.6], [0.4, 0.1]], ("all", "none"), "abc", resamples=50)
    everywhere, nowhere = found.per_class
    assert everywhere.sensitivity.value == pytest.approx(2 / 3)
    assert everywhere.confusion == (0, 0, 1, 2)
    assert nowhere.confusion == (2, 1, 0, 0)
    assert all(math.isnan(one.auc.value) for one in found.per_class)
    assert math.isnan(found.macro_auc.value)
    assert found.skipped == 50


def test_patients_not_images_are_drawn():
    truth, scores, _ = drawn(n=60)
    alone = evaluate_labels(truth, scores, CLASSES, [f"p{i}" for i in range(60)], resamples=400)
    thrice = [np.tile(one, (9, 1)) for one in (truth, scores)]
    copied = evaluate_labels(*thrice, CLASSES, [f"p{i % 60}" for i in range(540)], resamples=400)
    assert copied.macro_auc.low == pytest.approx(alone.macro_auc.low, abs=1e-12)
    assert copied.macro_auc.high == pytest.approx(alone.macro_auc.high, abs=1e-12)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"truth": [[0, 2], [1, 0]]}, "a truth of 0 and 1"),
        ({"truth": [0, 1]}, "expected truth and probabilities of 2 images"),
        ({"probabilities": [[0.1, 1.2], [0.1, 0.2]]}, "probabilities from 0 to 1"),
        ({"probabilities": [[0.1, math.nan], [0.1, 0.2]]}, "probabilities from 0 to 1"),
        ({"points": (0.5,)}, "a point for each"),
        ({"points": (0.5, 1.5)}, "points from 0 to 1"),
        ({"patients": ("a",)}, "of 1 images"),
    ],
)
def test_what_cannot_be_measured_is_refused(change, sentence):
    given = {"truth": [[0, 1], [1, 0]], "probabilities": [[0.1, 0.9], [0.8, 0.3]], "classes": ("a", "b")}
    with pytest.raises(ValueError, match=sentence):
        evaluate_labels(**{**given, "patients": ("p", "q"), **change})


def test_both_kinds_of_figures_are_read_back_as_what_they_were(measured):
    from dataclasses import dataclass

    @dataclass(frozen=True)
    class Held:
        test: Evaluation | MultiLabelEvaluation

    _, _, several = measured
    one = evaluate([0, 1, 1], [[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]], ("a", "b"), "pqr", resamples=5)
    for figures in (several, one):
        held = records.from_plain(Held, {"test": records.to_plain(figures)})
        assert type(held.test) is type(figures)
        assert records.to_plain(held.test) == records.to_plain(figures)
    with pytest.raises(ValueError, match="the fields of a Evaluation"):
        records.from_plain(Held, {"test": {**asdict(several), "more": 1}})
