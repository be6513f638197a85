"""Other kinds of image: how they are made, and the figures against scikit-learn and by hand."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from core import shifts


@pytest.fixture
def images():
    made = np.zeros((2, 8, 8, 1), np.float32)
    made[:, :, 2:6, 0] = np.linspace(0.1, 1, 32).reshape(8, 4)  # padded on the left and the right
    return made


def test_turned_images(images):
    assert shifts.upside_down(images)[0, 0, 2, 0] == images[0, 7, 5, 0]
    np.testing.assert_array_equal(shifts.on_its_side(images)[0, :, :, 0], np.rot90(images[0, :, :, 0]))


def test_inverting_keeps_the_padding(images):
    found = shifts.inverted(images)
    np.testing.assert_allclose(found[:, :, 2:6], 1 - images[:, :, 2:6])
    assert not found[:, :, [0, 1, 6, 7]].any()


def test_cropping_shows_the_middle_alone(images):
    images[:, 2:6, 2:6] = 0.5
    found = shifts.cropped(images)
    assert found.shape == images.shape
    np.testing.assert_allclose(found, 0.5, atol=1e-6)


def test_every_kind_keeps_shape_and_range(images):
    for make in shifts.MADE.values():
        found = make(images)
        assert (found.shape, found.dtype) == (images.shape, np.float32)
        assert found.min() >= 0
        assert found.max() <= 1


def test_figures_by_hand():
    # 95 % of twenty others are the upper nineteen: the limit is 1; of four own, those at 1 and 5 reach it
    others = [0.0, *range(1, 20)]
    found = shifts.measure_shift("x", [0.5, 0.9, 1.0, 5.0], others, list("abcd"), [str(i) for i in range(20)])
    assert found.false_alarms.value == 0.5
    own_below = [(other > 0.5) + (other > 0.9) + (other > 1.0) + (other > 5.0) + 0.5 * (other in (1.0, 5.0))
                 for other in others]  # fmt: skip
    assert found.auroc.value == pytest.approx(sum(own_below) / 80)
    assert (found.kind, found.auroc.n, found.auroc.chance, found.false_alarms.chance) == ("x", 24, 0.5, 0.95)


def test_the_auroc_against_scikit_learn():
    rng = np.random.default_rng(0)
    own, other = rng.normal(0, 1, 60), rng.normal(1, 1, 40)
    found = shifts.measure_shift("x", own, other, [f"p{i // 2}" for i in range(60)], [f"p{i}" for i in range(40)])
    assert found.auroc.value == pytest.approx(roc_auc_score([0] * 60 + [1] * 40, np.r_[own, other]))
    assert found.auroc.low < found.auroc.value < found.auroc.high
    limit = np.sort(other)[2]  # 38 of 40 are at or above it
    assert found.false_alarms.value == pytest.approx((own >= limit).mean())


def test_perfect_detection_has_a_wilson_interval():
    found = shifts.measure_shift("x", [1.0] * 30, [2.0] * 30, [str(i) for i in range(30)], [str(i) for i in range(30)])
    assert (found.auroc.value, found.false_alarms.value) == (1.0, 0.0)
    assert 0.8 < found.auroc.low < 0.95
    assert 0.05 < found.false_alarms.high < 0.15


@pytest.mark.parametrize("own", [[], [float("nan")]])
def test_nothing_to_measure(own):
    with pytest.raises(ValueError, match="finite scores of both kinds"):
        shifts.measure_shift("x", own, [1.0], ["a"] * len(own), ["b"])
