"""The observer that knows the finding."""

import math
from statistics import NormalDist

import numpy as np
import pytest

from core.phantom.observer import observe, response, seen


def test_in_white_noise_it_is_right_as_often_as_theory_says():
    # Known signal, forced choice: P = Phi(d' / sqrt 2), d' = |s| / sigma (Barrett and Myers 13.2).
    rng = np.random.default_rng(0)
    shape = np.zeros((16, 16, 1), np.float32)
    shape[4:8, 4:8] = 0.5  # length 2
    sigma = 1.5
    found = np.array(
        [
            response(shape, shape + rng.normal(0, sigma, shape.shape), rng.normal(0, sigma, shape.shape))
            for _ in range(20_000)
        ]
    )
    summed = seen(found, "12", 16, 0.1)
    assert summed.detectability == pytest.approx(2 / sigma, abs=0.03)
    assert summed.correct == pytest.approx(NormalDist().cdf(2 / sigma / math.sqrt(2)), abs=0.01)
    assert summed.low < summed.correct < summed.high


def test_ties_are_half_right_and_what_never_varies_has_no_figure():
    summed = seen(np.zeros(10), "8", 0, 0.1)
    assert summed.correct == 0.5
    assert math.isnan(summed.detectability)
    assert seen(np.ones(10), "8", 0, 0.1).detectability == math.inf
    assert seen(np.array([1.0, -1.0, 0.0]), "8", 0, 0.1).correct == 0.5


def test_a_finding_is_needed():
    with pytest.raises(ValueError, match="'normal'"):
        list(observe("normal", 1, 1, contrast=0.1, arms=("12",), sizes=(32,), matrix=128))


def test_a_strong_finding_is_seen_at_every_depth_and_fewer_bits_show_no_more():
    found = {
        (one.bits, one.size): one
        for one in observe("covid_19", 12, 3, contrast=0.06, arms=("12", "8", "6"), sizes=(0, 64), matrix=192)
    }
    assert [one.correct for one in found.values()] == [1.0] * 6
    assert all(one.patients == 12 for one in found.values())
    for size in (0, 64):
        assert found["6", size].detectability < found["12", size].detectability * 1.02


def test_the_same_seed_gives_the_same_answer():
    def once():
        return list(observe("opacity", 3, 5, contrast=0.03, arms=("12", "8-max"), sizes=(32,), matrix=128))

    assert once() == once()
