"""One arm against another: difference, intervals, tests and the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from core.errors import ComparisonError
from core.figures import Sample, decide
from core.models.card import Estimate
from core.paired import Arms, DeLong, McNemar, Paired, delong, difference_spread, holm, mcnemar, spread
from trainer.comparing.figures import Drawn, said, shape
from trainer.comparing.sentences import verdict_sentence
from trainer.comparing.types import DIFFERENT, EQUIVALENT, INCONCLUSIVE, Arm, Contrast, Declared

_LEAST_OF_A_GROUP = 2


def declared_pairs(labels: Sequence[str], declared: Declared) -> tuple[list[tuple[int, int]], list[tuple[str, str]]]:
    """Find the arms of each declared contrast; return their places, and the contrasts whose arms are not there.

    Raises
    ------
    ComparisonError
        If contrasts were declared and none of them can be made.
    """
    if not declared.contrasts:
        return list(combinations(range(len(labels)), 2)), []
    places = {label: i for i, label in enumerate(labels)}
    made = [(places[a], places[b]) for a, b in declared.contrasts if a in places and b in places]
    missing = [(a, b) for a, b in declared.contrasts if a not in places or b not in places]
    if not made:
        wanted = sorted({label for pair in missing for label in pair if label not in places})
        raise ComparisonError(
            f"expected the declared arms {', '.join(wanted)}, found the arms {', '.join(labels)}: choose the runs of "
            "both arms of at least one declared comparison"
        )
    return made, missing


def contrasts(
    arms: Sequence[Arm],
    places: Sequence[Sequence[int]],
    pairs: Sequence[tuple[int, int]],
    samples: Sequence[Sample],
    drawn: Drawn,
    declared: Declared,
    family: int,
) -> tuple[Contrast, ...]:
    """Compare pairs of arms.

    Parameters
    ----------
    places : sequence of sequence of int
        Where in ``samples`` and ``drawn`` the runs of each arm are, in the order of its seeds.
    pairs : sequence of (int, int)
        Places in ``arms``.
    family : int
        Comparisons that Holm's correction counts.

    Raises
    ------
    ComparisonError
        If the declared figure is unknown for a run, because the test part lacks what it takes.
    """
    raw = [_contrast(arms[i], arms[j], places[i], places[j], samples, drawn, declared) for i, j in pairs]
    adjusted = holm([one.p for one in raw], family)
    return tuple(_judged(one, p_holm, declared, family) for one, p_holm in zip(raw, adjusted, strict=True))


def _contrast(
    a: Arm,
    b: Arm,
    runs_a: Sequence[int],
    runs_b: Sequence[int],
    samples: Sequence[Sample],
    drawn: Drawn,
    declared: Declared,
) -> Contrast:
    tested = samples[0]
    both = _paired((a, runs_a), (b, runs_b), tested, drawn, declared.figure)
    wide, narrow = both.ends(1 - declared.alpha), both.ends(1 - 2 * declared.alpha)
    inside = -declared.margin < narrow.low and narrow.high < declared.margin
    seeds = [(seed, seed) for seed in a.seeds if seed in b.seeds]
    if not seeds and len(runs_a) == len(runs_b) == 1:
        seeds = [(a.seeds[0], b.seeds[0])]  # the only two networks there are
    together = [(runs_a[a.seeds.index(one)], runs_b[b.seeds.index(other)]) for one, other in seeds]
    calls, mixed = _patients(tested)
    return Contrast(
        a=a.label,
        b=b.label,
        figure=declared.figure,
        difference=Estimate(both.difference.value, wide.low, wide.high, 0.0, tested.truth.size),
        low90=narrow.low,
        high90=narrow.high,
        margin=declared.margin,
        p=both.p(),
        p_holm=1.0,
        p_equivalence=both.p_equivalence(declared.margin),
        is_different=False,
        is_equivalent=inside,
        verdict="",
        sentence="",
        seeds=tuple(sorted({*a.seeds, *b.seeds})),
        is_paired_by_seed=a.seeds == b.seeds,
        says_method=both.difference.of_method,
        images=tested.truth.size,
        patients=tested.people,
        delong=_delongs(samples, together, drawn.classes, declared.figure),
        mcnemar=tuple(_mcnemar(samples[i], samples[j], calls) for i, j in together),
        pairs=tuple(seeds),
        mixed_patients=mixed,
        networks=len(runs_a) + len(runs_b),
    )


def _judged(one: Contrast, p_holm: float, declared: Declared, family: int) -> Contrast:
    is_different = p_holm < declared.alpha
    verdict = verdict_of(one.is_equivalent, is_different)
    judged = replace(one, p_holm=p_holm, is_different=is_different, verdict=verdict)
    return replace(judged, sentence=verdict_sentence(judged, declared.alpha, family))


def verdict_of(is_equivalent: bool, is_different: bool) -> str:
    """Give the verdict, as :class:`Contrast` says: a difference that was declared not to matter is equivalence."""
    return EQUIVALENT if is_equivalent else DIFFERENT if is_different else INCONCLUSIVE


def known(drawn: Drawn, figure: str, runs: Sequence[int]) -> Arms:
    """Take a figure of an arm's runs.

    Raises
    ------
    ComparisonError
        If it is unknown there.
    """
    found = drawn.arms(figure, runs)
    if found is None:
        raise ComparisonError(
            f"{said(figure)} cannot be compared on these test patients: the class, or all others, are not or hardly "
            "among them; declare another figure"
        )
    return found


def _paired(
    a: tuple[Arm, Sequence[int]], b: tuple[Arm, Sequence[int]], tested: Sample, drawn: Drawn, figure: str
) -> Paired:
    """Put the spreads of two arms and of their difference together, all of methods or all of these networks."""
    (arm_a, runs_a), (arm_b, runs_b) = a, b
    one, other = known(drawn, figure, runs_a), known(drawn, figure, runs_b)
    difference = difference_spread(one, other, is_paired=arm_a.seeds == arm_b.seeds)
    fixed = not difference.of_method
    return Paired(
        spread(one, fixed_seeds=fixed),
        spread(other, fixed_seeds=fixed),
        difference,
        shape(figure, tested, drawn.classes),
    )


def _delongs(
    samples: Sequence[Sample], pairs: Sequence[tuple[int, int]], classes: Sequence[str], figure: str
) -> tuple[DeLong, ...]:
    """DeLong's test of each pair, where the figure is one binary AUC and no patient has two images."""
    one = samples[0]
    kind, _, name = figure.partition(":")
    if one.people < one.truth.size or kind not in ("auc", "macro_auc") or (not name and len(classes) != 2):
        return ()
    if not name and not all(np.allclose(samples[i].scores.sum(axis=1), 1, atol=1e-4) for pair in pairs for i in pair):
        return ()  # two sigmoid outputs have two AUCs
    k = list(classes).index(name) if name else 1
    truth = one.truth == k
    if min(int(truth.sum()), int((~truth).sum())) < _LEAST_OF_A_GROUP:
        return ()
    return tuple(delong(truth, samples[i].scores[:, k], samples[j].scores[:, k]) for i, j in pairs)


def _patients(tested: Sample) -> tuple[NDArray[np.intp], int]:
    """Class of each patient, -1 where the images have several; and how many those are."""
    least = np.full(tested.people, np.iinfo(np.intp).max)
    most = np.full(tested.people, -1)
    np.minimum.at(least, tested.person, tested.truth)
    np.maximum.at(most, tested.person, tested.truth)
    return np.where(least == most, most, -1), int((least != most).sum())


def _mcnemar(a: Sample, b: Sample, truth: NDArray[np.intp]) -> McNemar:
    of_one = truth >= 0
    right = [(patient_calls(one) == truth)[of_one] for one in (a, b)]
    return mcnemar(*right)


def patient_calls(one: Sample) -> NDArray[np.intp]:
    """Decide by the mean probabilities of each patient's images; -1 where undecided. Shape (people,)."""
    sums = np.zeros((one.people, one.scores.shape[1]))
    np.add.at(sums, one.person, one.scores)
    return decide(sums / np.bincount(one.person)[:, None])
