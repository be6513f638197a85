"""What each arm did by itself: figures over its seeds, subgroups, and the images that arms disagree about."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.figures import Sample, decide
from core.metrics import evaluate
from core.models.card import Estimate
from core.paired import limits, spread
from trainer.comparing.figures import Drawn, draw, estimate_of, names, shape
from trainer.comparing.reading import Answers, Tested
from trainer.comparing.types import Arm, ArmFigure, ArmResult, Call, Convergence, Declared, Disagreement, SubgroupRow

MOST_LEVELS = 12
"""Of a column that makes subgroups."""

_RESAMPLES = 500  # of a subgroup


def arm_result(
    arm: Arm, answers: Sequence[Answers], places: Sequence[int], drawn: Drawn, declared: Declared
) -> ArmResult:
    """Put the figures of one arm's runs together, the declared one first."""
    every = (declared.figure, *(name for name in names(drawn.classes) if name != declared.figure))
    return ArmResult(
        arm=arm,
        evaluations=tuple(one.evaluation for one in answers),
        figures=tuple(_figure(name, answers[0], places, drawn, declared) for name in every),
        convergence=tuple(
            Convergence(seed, one.best_epoch, one.epochs, one.seconds_to_best, one.seconds_total)
            for seed, one in zip(arm.seeds, (found.outcome for found in answers), strict=True)
        ),
        parameters=answers[0].outcome.parameters,
    )


def _figure(name: str, first: Answers, places: Sequence[int], drawn: Drawn, declared: Declared) -> ArmFigure:
    values = drawn.values[name][list(places)]
    of_one = estimate_of(first.evaluation, name)
    mean = _estimate(name, first.sample, places, drawn, declared.alpha, of_one)
    per_seed = tuple(float(value) for value in values)
    return ArmFigure(name, mean, per_seed, min(per_seed), max(per_seed))


def _estimate(
    name: str, tested: Sample, places: Sequence[int], drawn: Drawn, alpha: float, of_one: Estimate
) -> Estimate:
    """Mean over an arm's runs with its interval; chance and number of images are those of one run's figure."""
    arm = drawn.arms(name, places)
    if arm is None:
        value = float(drawn.values[name][list(places)].mean())
        return replace(of_one, value=value, low=math.nan, high=math.nan)
    ends = limits(spread(arm), shape(name, tested, drawn.classes), 1 - alpha)
    return replace(of_one, value=float(arm.values.mean()), low=ends.low, high=ends.high)


def subgroups(
    groups: dict[str, tuple[str, ...]],
    tested: Tested,
    samples: Sequence[Sample],
    places: Sequence[Sequence[int]],
    declared: Declared,
) -> tuple[tuple[SubgroupRow, ...], tuple[str, ...]]:
    """Measure the declared figure among the images of each level of each column.

    Returns
    -------
    rows : tuple of SubgroupRow
        A column of one level has none.
    notes : tuple of str
        Columns with too many levels, which are left out.
    """
    rows, notes = [], []
    for column, values in groups.items():
        levels = sorted(set(values))
        if len(levels) > MOST_LEVELS:
            notes.append(
                f"the column {column} has {len(levels)} levels, more than {MOST_LEVELS}: it makes no subgroups"
            )
            continue
        of_image = np.array(values, dtype=str)
        for level in levels if len(levels) > 1 else []:
            rows.append(_subgroup(column, level, of_image == level, tested, samples, places, declared))
    return tuple(rows), tuple(notes)


def _subgroup(
    column: str,
    level: str,
    chosen: NDArray[np.bool_],
    tested: Tested,
    samples: Sequence[Sample],
    places: Sequence[Sequence[int]],
    declared: Declared,
) -> SubgroupRow:
    person = np.unique(tested.person[chosen], return_inverse=True)[1]
    parts = [Sample(one.truth[chosen], one.scores[chosen], one.decision[chosen], person) for one in samples]
    first = parts[0]
    drawn = draw(parts, tested.classes, min(declared.resamples, _RESAMPLES), declared.seed)
    alone = evaluate(first.truth, first.scores, tested.classes, [str(one) for one in person], resamples=2)
    of_one = estimate_of(alone, declared.figure)
    estimates = tuple(_estimate(declared.figure, first, runs, drawn, declared.alpha, of_one) for runs in places)
    if declared.figure in ("macro_auc", "balanced_accuracy", "macro_f1") and np.unique(first.truth).size < 2:
        estimates = tuple(replace(one, value=math.nan, low=math.nan, high=math.nan) for one in estimates)
    return SubgroupRow(column, level or "(empty)", int(chosen.sum()), first.people, estimates)


def disagreements(
    arms: Sequence[Arm], places: Sequence[Sequence[int]], tested: Tested, samples: Sequence[Sample]
) -> tuple[Disagreement, ...]:
    """Images of which the arms decide differently by their mean probabilities, the widest apart first."""
    means = [np.mean([samples[i].scores for i in runs], axis=0) for runs in places]
    decisions = [decide(mean) for mean in means]
    differ = np.flatnonzero((np.array(decisions) != decisions[0]).any(axis=0))
    of_truth = np.array([mean[np.arange(tested.truth.size), tested.truth] for mean in means])
    widest = differ[np.argsort(-np.ptp(of_truth[:, differ], axis=0), kind="stable")]
    found = []
    for i in map(int, widest):
        calls = tuple(
            Call(
                arm=arm.label,
                decision=tested.classes[decision[i]] if decision[i] >= 0 else "",
                probability=float(mean[i].max()),
                probability_of_truth=float(mean[i, tested.truth[i]]),
                seeds_agreeing=sum(int(samples[run].decision[i] == decision[i]) for run in runs),
            )
            for arm, runs, mean, decision in zip(arms, places, means, decisions, strict=True)
        )
        found.append(Disagreement(tested.rows[i], tested.classes[tested.truth[i]], calls))
    return tuple(found)
