"""Error and coverage of the paired intervals by simulation, from networks whose true AUCs are known.

Scores are binormal with a part common to both networks; seeds shift the quality and add noise of their own. Stated for
each case are the patients, the studies simulated and the bounds: three standard errors of the share below 0.95
(with three seeds an arm below 0.93 or 0.94, which is what they reach), and 0.995 above, since the intervals may be wide
close to 1. ``CXR12_SOAK=1`` simulates ten times as many studies.
"""

import os
from dataclasses import dataclass

import numpy as np
import pytest
from scipy.stats import norm

from core.figures import weighted_auc
from core.intervals import interval
from core.paired import Arms, Paired, Shape, difference_spread, limits, spread

SOAK = os.environ.get("CXR12_SOAK") == "1"
STUDIES, RESAMPLES = (2000, 400) if SOAK else (200, 250)


@dataclass(frozen=True)
class Case:
    name: str
    positives: int
    negatives: int
    auc_a: float
    auc_b: float
    common: float = 0.5
    seeds: int = 1
    of_seed: float = 0.0
    noise: float = 0.0
    least: float = 0.95  # coverage expected, from which three standard errors are taken; with three seeds a little less


CASES = (
    Case("far from the ends", 50, 150, 0.8, 0.8),
    Case("a true difference", 50, 150, 0.75, 0.85),
    Case("near 1, few patients", 20, 40, 0.985, 0.985),
    Case("near 1, more patients", 50, 150, 0.985, 0.985, common=0.8),
    Case("near 1, a true difference", 50, 150, 0.99, 0.97),
    Case("three seeds", 60, 140, 0.85, 0.85, seeds=3, of_seed=0.15, noise=0.5, least=0.94),
    Case("seeds matter most", 60, 140, 0.85, 0.85, common=0.9, seeds=3, of_seed=0.4, noise=0.5, least=0.93),
    Case("three seeds near 1", 50, 150, 0.98, 0.98, seeds=3, of_seed=0.2, noise=0.5, least=0.93),
)


def study(case, rng):
    """Two arms of one study: their figures and draws of patients."""
    n = case.positives + case.negatives
    positive = np.arange(n) < case.positives
    weights = rng.multinomial(n, np.full(n, 1 / n), size=RESAMPLES).astype(float)
    weights = weights[(weights[:, positive].sum(axis=1) > 0) & (weights[:, ~positive].sum(axis=1) > 0)]
    common, scale = rng.standard_normal(n), np.sqrt(2 * (1 + case.noise**2) + case.of_seed**2)
    arms = []
    for truth in (case.auc_a, case.auc_b):
        own = np.sqrt(case.common) * common + np.sqrt(1 - case.common) * rng.standard_normal(n)
        values, drawn = [], []
        for _ in range(case.seeds):
            quality = norm.ppf(truth) * scale + case.of_seed * rng.standard_normal()
            scores = own + case.noise * rng.standard_normal(n) + quality * positive
            values.append(weighted_auc(np.ones((1, n)), positive, scores)[0])
            drawn.append(weighted_auc(weights, positive, scores))
        arms.append(Arms(np.array(values), np.array(drawn)))
    group = ((case.positives, case.negatives),)
    return arms, Shape("auc", group, group)


@pytest.mark.soak
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_intervals_hold_the_truth_as_often_as_they_say(case):
    rng, one_held, held, narrow_held, rejected = np.random.default_rng(17), 0, 0, 0, 0
    for _ in range(STUDIES):
        (a, b), shape = study(case, rng)
        paired = Paired(spread(a), spread(b), difference_spread(a, b, is_paired=case.seeds > 1), shape)
        ends, one, narrow = paired.ends(0.95), limits(spread(a), shape), paired.ends(0.9)
        truth = case.auc_a - case.auc_b
        held += ends.low <= truth <= ends.high
        narrow_held += narrow.low <= truth <= narrow.high
        one_held += one.low <= case.auc_a <= one.high
        rejected += paired.p() < 0.05
    below = 3 * np.sqrt(0.95 * 0.05 / STUDIES)
    assert case.least - below <= held / STUDIES <= 0.995
    assert case.least - below <= one_held / STUDIES <= 1.0
    assert case.least - 0.05 - 3 * np.sqrt(0.09 / STUDIES) <= narrow_held / STUDIES <= 0.97
    if case.auc_a == case.auc_b:
        assert rejected / STUDIES == pytest.approx(1 - held / STUDIES, abs=1e-9)
    else:
        assert rejected / STUDIES > 0.3


def test_the_percentile_bootstrap_would_not_hold_near_one():
    case, rng, held = CASES[3], np.random.default_rng(18), 0
    for _ in range(STUDIES):
        (a, _), _ = study(case, rng)
        low, high = interval(float(a.values[0]), a.drawn[0], case.positives)
        held += low <= case.auc_a <= high
    assert held / STUDIES < 0.93
