"""Arms against each other: paired statistics on the same test patients, over patients and seeds. No Keras, no Qt.

An arm is a set of runs that differ in nothing but the seed. :func:`compare_arms` reads run folders only. How it
counts is told in :mod:`core.paired`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.errors import ComparisonError
from trainer.compare import Comparison, compare
from trainer.comparing import figures, results
from trainer.comparing.arms import arm_labels, arms
from trainer.comparing.contrasts import contrasts, declared_pairs, known
from trainer.comparing.curves import arm_curves
from trainer.comparing.margins import margin
from trainer.comparing.reading import read_answers, read_groups
from trainer.comparing.types import (
    DIFFERENT,
    EQUIVALENT,
    INCONCLUSIVE,
    PR,
    ROC,
    Arm,
    ArmFigure,
    ArmResult,
    AttainableMargin,
    Call,
    ComparedArms,
    Contrast,
    Convergence,
    Curve,
    Declared,
    Disagreement,
    SubgroupRow,
)

__all__ = (
    "DIFFERENT",
    "EQUIVALENT",
    "INCONCLUSIVE",
    "PR",
    "ROC",
    "Arm",
    "ArmFigure",
    "ArmResult",
    "AttainableMargin",
    "Call",
    "ComparedArms",
    "Contrast",
    "Convergence",
    "Curve",
    "Declared",
    "Disagreement",
    "SubgroupRow",
    "arm_labels",
    "arms",
    "attainable_margin",
    "compare_arms",
)


def compare_arms(folders: Sequence[Path], declared: Declared | None = None) -> ComparedArms:
    """Compare the arms that these run folders make, as declared (by default: macro AUC, 2 points, all pairs).

    Raises
    ------
    ComparisonError
        If a run has no figures or no predictions, two were tested on different images or classes, two are of the same
        arm and seed, or the declared figure or arms are not there. One sentence, without patient data or paths.
    """
    declared = declared or Declared()
    together = compare(folders)
    found = arms(folders)
    figures.check(declared.figure, together.classes)
    pairs, missing = declared_pairs([arm.label for arm in found], declared)
    runs = [run for arm in found for run in arm.runs]
    tested, answers = read_answers(runs)
    samples = [answers[run].sample for run in runs]
    places = [[runs.index(run) for run in arm.runs] for arm in found]
    drawn = figures.draw(samples, tested.classes, declared.resamples, declared.seed)
    family = len(pairs) + len(missing)
    rows, notes = results.subgroups(read_groups(runs[0], tested.rows), tested, samples, places, declared)
    return ComparedArms(
        classes=tested.classes,
        images=together.test_images,
        patients=together.test_patients,
        test_fingerprint=together.test_fingerprint,
        declared=declared,
        family=family,
        arms=tuple(
            results.arm_result(arm, [answers[run] for run in arm.runs], of_arm, drawn, declared)
            for arm, of_arm in zip(found, places, strict=True)
        ),
        contrasts=contrasts(found, places, pairs, samples, drawn, declared, family),
        curves=tuple(
            curve
            for arm, of_arm in zip(found, places, strict=True)
            for curve in arm_curves(
                arm.label, [samples[i] for i in of_arm], tested.classes, declared.resamples, declared.seed
            )
        ),
        subgroups=rows,
        disagreements=results.disagreements(found, places, tested, samples),
        attainable=tuple(
            margin(arm.label, known(drawn, declared.figure, of_arm), declared)
            for arm, of_arm in zip(found, places, strict=True)
            if len(of_arm) > 1
        ),
        notes=(*_notes(found, missing, together), *notes),
    )


def attainable_margin(folders: Sequence[Path], declared: Declared | None = None, *, seeds: int = 0) -> AttainableMargin:
    """Say before a study how small a margin is attainable, from pilot runs of one arm that differ in the seed.

    Parameters
    ----------
    folders : sequence of Path
        At least two runs of one arm.
    declared : Declared, optional
        Gives figure, alpha, resamples and seed.
    seeds : int
        Planned for each arm; 0 takes as many as there are runs.

    Raises
    ------
    ComparisonError
        If the runs are not of one arm, or fewer than two.
    """
    declared = declared or Declared()
    together = compare(folders)
    found = arms(folders)
    if len(found) > 1 or len(found[0].runs) < 2:
        raise ComparisonError(
            f"expected at least two runs of one arm that differ in the seed alone, found {len(folders)} "
            f"of {len(found)} {'arms' if len(found) > 1 else 'arm'}"
        )
    figures.check(declared.figure, together.classes)
    tested, answers = read_answers(found[0].runs)
    samples = [answers[run].sample for run in found[0].runs]
    drawn = figures.draw(samples, tested.classes, declared.resamples, declared.seed)
    return margin(found[0].label, known(drawn, declared.figure, range(len(samples))), declared, seeds)


def _notes(found: Sequence[Arm], missing: Sequence[tuple[str, str]], together: Comparison) -> tuple[str, ...]:
    """Say what a reader of the figures must know."""
    notes = [
        f"{arm.label} has one seed: what is said of it is said of this network, not of the method"
        for arm in found
        if len(arm.seeds) == 1
    ]
    notes += [
        f"{a} against {b} was declared, but the runs of an arm are missing; the correction still counts it"
        for a, b in missing
    ]
    if any(arm.seeds != found[0].seeds for arm in found):
        notes.append("the arms do not have the same seeds: where they differ, the seeds of each arm are drawn alone")
    stopped = [run.folder for run in together.runs if run.status == "cancelled"]
    if stopped:
        notes.append(f"stopped early: {', '.join(stopped)}")
    return tuple(notes)
