"""Figures against hand-worked examples and scikit-learn; intervals against what is known about them."""

import json
import math
import subprocess
import sys
import time

import numpy as np
import pytest

from core import intervals, metrics

# Six images of four patients, three classes; decisions 0, 1, 1, 2, 0, 2.
TRUTH = [0, 0, 1, 1, 2, 2]
ROWS = [
    [0.7, 0.2, 0.1],
    [0.3, 0.4, 0.3],
    [0.1, 0.8, 0.1],
    [0.2, 0.3, 0.5],
    [0.6, 0.1, 0.3],
    [0.1, 0.1, 0.8],
]
PATIENTS = ["p", "p", "q", "r", "s", "s"]


def random_sample(n=200, c=4, seed=0):
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, c, n)
    rows = rng.dirichlet(np.ones(c), n).round(3) + 1e-4 * np.arange(c)  # ties between images, none within a row
    rows[np.arange(n), truth] += 0.3
    return truth, rows / rows.sum(axis=1, keepdims=True), [str(k) for k in rng.integers(0, n // 3, n)]


def test_hand_worked_example():
    found = metrics.evaluate(TRUTH, ROWS, ["a", "b", "c"], PATIENTS, resamples=50)
    assert found.confusion == ((1, 1, 0), (0, 1, 1), (1, 0, 1))
    assert (found.n, found.patients, found.undecided) == (6, 4, 0)
    assert found.accuracy.value == pytest.approx(3 / 6)
    assert found.accuracy.chance == pytest.approx(2 / 6)
    assert found.balanced_accuracy.value == pytest.approx(1 / 2)
    assert found.balanced_accuracy.chance == pytest.approx(1 / 3)
    a = found.per_class[0]
    assert (a.name, a.support) == ("a", 2)
    assert a.sensitivity.value == pytest.approx(1 / 2)
    assert a.specificity.value == pytest.approx(3 / 4)
    assert (a.precision.value, a.precision.n) == (pytest.approx(1 / 2), 2)
    assert a.precision.chance == pytest.approx(1 / 3)
    # Positives score 0.7, 0.3; negatives 0.1, 0.2, 0.6, 0.1: of eight pairs only (0.3, 0.6) is in the wrong order.
    assert a.auc.value == pytest.approx(7 / 8)
    # b: positives 0.8, 0.3; negatives 0.2, 0.4, 0.1, 0.1: only (0.3, 0.4) is wrong.
    assert found.per_class[1].auc.value == pytest.approx(7 / 8)
    # c: positives 0.3, 0.8; negatives 0.1, 0.3, 0.1, 0.5: (0.3, 0.5) is wrong and (0.3, 0.3) counts half.
    assert found.per_class[2].auc.value == pytest.approx(6.5 / 8)
    assert found.macro_auc.value == pytest.approx((7 + 7 + 6.5) / 24)
    assert found.log_loss.value == pytest.approx(-math.log(0.7 * 0.3 * 0.8 * 0.3 * 0.3 * 0.8) / 6)
    assert found.log_loss.chance == pytest.approx(math.log(3))
    squares = 0.3**2 + 0.2**2 + 0.1**2, 0.7**2 + 0.4**2 + 0.3**2, 0.1**2 + 0.2**2 + 0.1**2
    squares += 0.2**2 + 0.7**2 + 0.5**2, 0.6**2 + 0.1**2 + 0.7**2, 0.1**2 + 0.1**2 + 0.2**2
    assert found.brier.value == pytest.approx(sum(squares) / 6)


@pytest.mark.parametrize("seed", range(3))
def test_scikit_learn_agrees(seed):
    import sklearn.metrics as reference

    truth, rows, patients = random_sample(seed=seed)
    found = metrics.evaluate(truth, rows, list("abcd"), patients, resamples=20)
    decision = rows.argmax(axis=1)
    assert found.accuracy.value == pytest.approx(reference.accuracy_score(truth, decision))
    assert found.balanced_accuracy.value == pytest.approx(reference.balanced_accuracy_score(truth, decision))
    assert found.macro_f1.value == pytest.approx(reference.f1_score(truth, decision, average="macro"))
    assert found.macro_auc.value == pytest.approx(
        reference.roc_auc_score(truth, rows, multi_class="ovr", average="macro")
    )
    assert found.log_loss.value == pytest.approx(reference.log_loss(truth, rows))
    assert found.confusion == tuple(map(tuple, reference.confusion_matrix(truth, decision).tolist()))
    precision, recall, _, support = reference.precision_recall_fscore_support(truth, decision)
    for k, row in enumerate(found.per_class):
        assert row.precision.value == pytest.approx(precision[k])
        assert row.sensitivity.value == pytest.approx(recall[k])
        assert row.support == support[k]
        assert row.auc.value == pytest.approx(reference.roc_auc_score(truth == k, rows[:, k]))


def test_auc_by_counting_pairs():
    rng = np.random.default_rng(4)
    labels, scores = rng.random(60) < 0.4, rng.integers(0, 8, 60)
    pairs = [(a > b) + 0.5 * (a == b) for a in scores[labels] for b in scores[~labels]]
    assert metrics.auc(labels, scores) == pytest.approx(np.mean(pairs))
    assert math.isnan(metrics.auc([True, True], [0.1, 0.2]))


def test_a_row_that_says_nothing_is_not_the_first_class():
    found = metrics.evaluate([0, 0, 1], [[0.25] * 4, [0.7, 0.1, 0.1, 0.1], [1, 1, 0, 0]], "abcd", "xyz", resamples=20)
    assert found.undecided == 2
    assert found.accuracy.value == pytest.approx(1 / 3)
    assert sum(map(sum, found.confusion)) == 1
    assert metrics.decide([[0.5, 0.5], [0.4, 0.6]]).tolist() == [-1, 1]


def test_a_class_that_is_absent_is_unknown_and_left_out_of_the_means():
    rows = [[0.8, 0.1, 0.1], [0.2, 0.7, 0.1], [0.6, 0.3, 0.1], [0.1, 0.8, 0.1]]
    found = metrics.evaluate([0, 1, 0, 1], rows, "abc", "wxyz", resamples=50)
    absent = found.per_class[2]
    assert absent.support == 0
    for estimate in (absent.sensitivity, absent.precision, absent.auc):
        assert math.isnan(estimate.value)
        assert math.isnan(estimate.low)
    assert found.balanced_accuracy.value == 1
    assert found.balanced_accuracy.chance == pytest.approx(1 / 2)
    assert found.macro_auc.value == 1
    assert absent.skipped == 50


def test_all_right_is_not_certainty():
    n = 10
    truth = np.arange(n) % 2
    found = metrics.evaluate(truth, np.eye(2)[truth] * 0.8 + 0.1, "ab", [str(k) for k in range(n)], resamples=100)
    z2 = 1.959964**2
    # Wilson interval of n of n, by hand: [n / (n + z^2), 1]; a class has five patients.
    assert found.accuracy.low == pytest.approx(n / (n + z2), abs=1e-6)
    assert found.accuracy.high == 1
    assert found.per_class[0].sensitivity.low == pytest.approx(5 / (5 + z2), abs=1e-6)
    assert found.macro_auc.low == pytest.approx(5 / (5 + z2), abs=1e-6)


def test_one_patient_is_one_observation():
    found = metrics.evaluate([0, 1, 0, 1], [[0.9, 0.1], [0.2, 0.8], [0.8, 0.2], [0.7, 0.3]], "ab", "pppp", resamples=50)
    assert found.patients == 1
    assert found.accuracy.high - found.accuracy.low > 0.8


def test_more_images_of_the_same_patients_do_not_narrow_the_interval():
    truth, rows, _ = random_sample(60)
    patients = [f"{k:03}" for k in range(60)]
    once = metrics.evaluate(truth, rows, "abcd", patients, resamples=200, seed=7)
    five = metrics.evaluate(np.tile(truth, 5), np.tile(rows, (5, 1)), "abcd", patients * 5, resamples=200, seed=7)
    for name in ("accuracy", "balanced_accuracy", "macro_auc", "macro_f1", "log_loss"):
        a, b = getattr(once, name), getattr(five, name)
        assert (a.value, a.low, a.high) == pytest.approx((b.value, b.low, b.high))
    assert once.accuracy.high - once.accuracy.low > 0.1


def test_resamples_without_a_class_are_counted():
    truth, rows, _ = random_sample(40)
    rare = np.where(np.arange(40) == 0, 3, truth % 3)
    found = metrics.evaluate(rare, rows, "abcd", [str(k) for k in range(40)], resamples=400)
    # One patient in forty is left out of a resample with probability (39/40)**40 = 0.363.
    assert found.per_class[3].skipped / 400 == pytest.approx(0.363, abs=0.08)
    assert found.skipped >= found.per_class[3].skipped


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    rng, held, studies, accuracy = np.random.default_rng(11), 0, 150, 0.75
    for study in range(studies):
        # 50 patients with two images each, both right or both wrong: the images are not independent.
        right = np.repeat(rng.random(50) < accuracy, 2)
        truth = rng.integers(0, 2, 100)
        rows = np.eye(2)[np.where(right, truth, 1 - truth)] * 0.6 + 0.2
        interval = metrics.evaluate(
            truth, rows, "ab", [str(k // 2) for k in range(100)], resamples=200, seed=study
        ).accuracy
        held += interval.low <= accuracy <= interval.high
    assert 0.88 <= held / studies <= 0.99  # drawing images instead of patients holds it in about 0.82


def test_same_seed_same_figures_and_json_round_trip():
    truth, rows, patients = random_sample(50)
    first = metrics.evaluate(truth, rows, "abcd", patients, resamples=50, seed=3)
    assert first == metrics.evaluate(truth, rows, "abcd", patients, resamples=50, seed=3)
    assert metrics.from_json(metrics.to_json(first)) == first


def test_json_has_null_for_unknown():
    found = metrics.evaluate([0, 1], [[0.9, 0.1, 0], [0.1, 0.9, 0]], "abc", "xy", resamples=20)
    raw = json.loads(metrics.to_json(found))
    assert raw["per_class"][2]["auc"]["value"] is None
    assert math.isnan(metrics.from_json(json.dumps(raw)).per_class[2].auc.value)
    del raw["confusion"]
    with pytest.raises(ValueError, match="confusion"):
        metrics.from_json(json.dumps(raw))


@pytest.mark.parametrize(
    ("labels", "rows", "patients", "reason"),
    [
        ([0, 1], [[0.5, 0.5]], "xy", "same images"),
        ([0], [[0.5, 0.5]], "xy", "same images"),
        ([], np.zeros((0, 2)), "", "same images"),
        ([2], [[0.4, 0.6]], "x", "labels from 0 to 1"),
        ([0], [[math.nan, 0.6]], "x", "from 0 to 1"),
        ([0], [[-0.1, 1.1]], "x", "from 0 to 1"),
    ],
)
def test_refusals(labels, rows, patients, reason):
    with pytest.raises(ValueError, match=reason):
        metrics.evaluate(labels, rows, "ab", patients)


def test_a_thousand_resamples_are_quick():
    truth, rows, patients = random_sample(300)
    began = time.process_time()
    metrics.evaluate(truth, rows, "abcd", patients, resamples=1000)
    assert time.process_time() - began < 2


def test_large_test_parts_are_resampled_in_blocks(monkeypatch):
    truth, rows, patients = random_sample(100)
    whole = metrics.evaluate(truth, rows, "abcd", patients, resamples=30)
    monkeypatch.setattr(intervals, "_BLOCK", 700)  # 7 resamples at a time
    assert metrics.evaluate(truth, rows, "abcd", patients, resamples=30).macro_auc == whole.macro_auc


def test_importing_it_stays_light():
    code = "import core.metrics, sys; print([m for m in ('sklearn', 'scipy', 'pandas', 'keras') if m in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
