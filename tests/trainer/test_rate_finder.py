"""The learning-rate range test: by hand-made curves, and by teaching a network that is thrown away."""

import math

import numpy as np
import pytest

from core.errors import DatasetError
from trainer import fit, rate_curve
from trainer.config import TrainConfig
from trainer.rate_curve import Divergence, curve, rates
from trainer.rate_finder import climb
from trainer.recipe import RECIPES
from trainer.session import CancelledError


def test_rates_rise_by_the_same_factor():
    assert rates(1e-4, 1e-1, 31)[[0, 10, 20, 30]] == pytest.approx([1e-4, 1e-3, 1e-2, 1e-1])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ((0.0, 1.0, 50), "0 to 1"),
        ((1e-2, 1e-3, 50), "0.01 to 0.001"),
        ((1e-3, math.inf, 50), "inf"),
        ((1e-3, 1, 5), "5"),
    ],
)
def test_rates_that_cannot_be_tried_are_refused(wrong, said):
    with pytest.raises(DatasetError, match=said):
        rates(*wrong)


def test_the_running_loss_tells_divergence():
    # 0.271 after three losses of 1; then 0.9 x 0.271 + 0.1 x 100 = 10.2439, over 1 - 0.9^4 = 0.3439: 29.8 times as much
    watch = Divergence()
    assert [watch.seen(loss) for loss in (1.0, 1.0, 1.0, 100.0)] == [False, False, False, True]
    # 0.9 x 0.271 + 0.1 x 11 = 1.3439, over 0.3439: 3.908; with 11.4 4.02
    for last, too_high in ((11.0, False), (11.4, True)):
        watch = Divergence()
        assert [watch.seen(loss) for loss in (1.0, 1.0, 1.0, last)][-1] is too_high


@pytest.mark.parametrize("loss", [math.nan, math.inf])
def test_a_loss_that_is_no_number_is_divergence(loss):
    assert Divergence().seen(loss)


def test_the_suggestion_is_where_the_loss_falls_fastest():
    tried = rates(1e-7, 1.0, 71)  # ten steps a decade
    power = np.log10(tried)
    losses = 1 / (1 + np.exp(4 * (power + 3))) + np.maximum(power + 1.5, 0)  # a logistic fall, steepest at 10^-3
    found = curve(tried, losses, diverged=False)
    assert found.suggested == pytest.approx(1e-3)
    assert found.smoothed[40] == pytest.approx(losses[36:45].mean())
    assert found.smoothed[1] == pytest.approx(losses[:3].mean())
    assert found.smoothed[-1] == losses[-1]


@pytest.mark.parametrize("seed", range(20))
def test_noise_alone_suggests_nothing(seed):
    losses = 1 + 0.02 * np.random.default_rng(seed).standard_normal(100)
    assert curve(rates(), losses, diverged=False).suggested is None


def test_a_loss_that_only_rises_suggests_nothing():
    assert curve(rates(1e-3, 1.0, 40), np.linspace(1, 3, 40), diverged=True).suggested is None
    assert curve(rates()[:0], np.array([]), diverged=True).suggested is None


@pytest.fixture(scope="module")
def bright_and_dark():
    """Images that one look at their mean tells apart."""
    draw = np.random.default_rng(5)
    truth = np.arange(40) % 2
    images = (0.25 + 0.5 * truth[:, None, None, None] + 0.05 * draw.standard_normal((40, 32, 32, 1))).astype(np.float32)
    return fit.Material(images, np.eye(2, dtype=np.float32)[truth], np.arange(32), np.arange(32, 40))


CONFIG = TrainConfig(size=32, batch_size=8, augment=False)


def test_a_network_is_taught_at_rising_rates_and_the_same_seed_sees_the_same(bright_and_dark):
    tried = rates(1e-6, 1.0, 30)
    told = []
    first = climb(CONFIG, RECIPES["modern"], bright_and_dark, tried, lambda done, total: told.append((done, total)))
    assert told[0] == (1, 30)
    assert len(first.losses) == len(first.rates) == len(told) > 15
    assert first.rates == tuple(tried[: len(first.rates)])
    again = climb(CONFIG, RECIPES["modern"], bright_and_dark, tried)
    assert again.losses == pytest.approx(first.losses, rel=1e-5)


def test_the_first_loss_is_that_of_the_untaught_network(bright_and_dark):
    recipe = RECIPES["modern"]
    found = climb(CONFIG, recipe, bright_and_dark, rates(1e-6, 1e-5, 20))
    model = fit.network_to_teach(CONFIG, recipe, bright_and_dark)
    images, targets, weights = next(iter(fit.batches_to_teach(CONFIG, recipe, bright_and_dark, epochs=1)))
    output = np.asarray(model(images.numpy(), training=True), dtype=np.float64)
    smooth = 0.95 * targets.numpy() + 0.05 / 2
    by_hand = -(smooth * np.log(output)).sum(axis=1)
    assert found.losses[0] == pytest.approx(np.mean(weights.numpy() * by_hand), rel=1e-3)


def test_it_ends_when_asked_to(bright_and_dark):
    with pytest.raises(CancelledError):
        climb(CONFIG, RECIPES["modern"], bright_and_dark, rates(), stopped=lambda: True)


def test_the_defaults_are_those_told():
    assert (rate_curve.LOWEST, rate_curve.HIGHEST, rate_curve.STEPS) == (1e-7, 1.0, 100)
