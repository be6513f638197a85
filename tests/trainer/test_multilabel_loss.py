"""Loss, weights and accuracy of networks that answer each class on its own, worked out by hand."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from sklearn import metrics as sk

from trainer.judging import figures, mean_loss
from trainer.losses import LabelWeights, exact_match, label_crossentropy
from trainer.pipeline import mixed

TRUTH = np.array([[1, 0], [0, 0], [1, 1], [0, 0]], dtype=np.float32)
OUTPUT = np.array([[0.8, 0.3], [0.4, 0.1], [0.6, 0.7], [0.2, 0.5]], dtype=np.float32)


def losses(weights, smoothing, truth=TRUTH, output=OUTPUT):
    return np.asarray(label_crossentropy(weights, smoothing)(tf.constant(truth), tf.constant(output)))


def test_without_weights_it_is_the_mean_of_minus_the_logarithms():
    by_hand = [-(np.log(0.8) + np.log(0.7)) / 2, -(np.log(0.6) + np.log(0.9)) / 2]
    by_hand += [-(np.log(0.6) + np.log(0.7)) / 2, -(np.log(0.8) + np.log(0.5)) / 2]
    found = losses(LabelWeights.alike(2), 0.0)
    np.testing.assert_allclose(found, by_hand, rtol=1e-5)
    assert mean_loss(TRUTH, OUTPUT, binary=True) == pytest.approx(np.mean(by_hand), rel=1e-6)
    expected = np.mean([sk.log_loss(TRUTH[:, k], OUTPUT[:, k]) for k in range(2)])
    assert np.mean(by_hand) == pytest.approx(expected, rel=1e-6)


def test_smoothed_without_weights_it_is_that_of_keras():
    keras_own = keras.losses.BinaryCrossentropy(label_smoothing=0.1, reduction=None)(TRUTH, OUTPUT)
    np.testing.assert_allclose(losses(LabelWeights.alike(2), 0.1), keras_own, rtol=1e-5)


def test_balanced_weights_give_both_kinds_of_each_class_the_same_total():
    weights = LabelWeights.balanced(TRUTH)
    np.testing.assert_allclose(weights.shown, [1, 2])  # 4 / (2 * 2), 4 / (2 * 1)
    np.testing.assert_allclose(weights.absent, [1, 2 / 3])
    totals = TRUTH * weights.shown, (1 - TRUTH) * weights.absent
    np.testing.assert_allclose([one.sum(axis=0) for one in totals], [[2, 2], [2, 2]])
    from sklearn.utils.class_weight import compute_class_weight

    for k in range(2):
        expected = compute_class_weight("balanced", classes=np.array([0, 1]), y=TRUTH[:, k])
        np.testing.assert_allclose([weights.absent[k], weights.shown[k]], expected)
    everywhere = LabelWeights.balanced(np.array([[1, 0], [1, 1]], dtype=np.float32))
    assert everywhere.shown[0] == 1  # of one kind only


def test_weighted_and_smoothed_by_hand():
    found = losses(LabelWeights(np.float32([3, 5]), np.float32([0.5, 0.25])), 0.2)
    first = 3 * -(0.9 * np.log(0.8) + 0.1 * np.log(0.2)) + 0.25 * -(0.1 * np.log(0.3) + 0.9 * np.log(0.7))
    assert found[0] == pytest.approx(first / 2, rel=1e-5)


def test_the_loss_of_a_mixture_is_the_mixture_of_the_losses():
    weights, share = LabelWeights.balanced(TRUTH), np.float32(0.3)
    partners = np.array([1, 2, 3, 0], dtype=np.int32)
    pictures = np.zeros((4, 2, 2, 1), dtype=np.float32)
    _, truth, weight = mixed(pictures, TRUTH, np.ones(4, dtype=np.float32), share, partners)
    np.testing.assert_allclose(weight, 1, rtol=1e-6)
    found = losses(weights, 0.1, truth=np.asarray(truth))
    expected = share * losses(weights, 0.1) + (1 - share) * losses(weights, 0.1, truth=TRUTH[partners])
    np.testing.assert_allclose(found, expected, rtol=1e-5)


def test_accuracy_is_the_exact_match():
    metric = exact_match()
    metric.update_state(TRUTH[:2], OUTPUT[:2])
    metric.update_state(TRUTH[2:], OUTPUT[2:])
    assert metric.name == "accuracy"
    expected = sk.accuracy_score(TRUTH, OUTPUT >= 0.5)  # 3 of 4: the last is called wrongly, at 0.5
    assert float(metric.result()) == pytest.approx(expected) == 0.75
    found = figures(TRUTH, OUTPUT, multi_label=True)
    assert found == {
        "val_accuracy": 0.75,
        "val_macro_auc": pytest.approx(sk.roc_auc_score(TRUTH, OUTPUT, average="macro")),
    }
    # Keras' own figure is over all images and classes, and flatters a network that says nothing.
    silent = keras.metrics.BinaryAccuracy()
    silent.update_state(TRUTH, np.zeros_like(TRUTH))
    assert float(silent.result()) == 0.625
    assert figures(TRUTH, np.zeros_like(TRUTH), multi_label=True)["val_accuracy"] == 0.5
