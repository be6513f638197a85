"""All that a report tells, as one JSON object: the page is written from it and from nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import core
from core.export.picture import DISCLAIMER
from trainer.comparing import ArmResult, ComparedArms
from trainer.report.methods import paragraphs, references
from trainer.report.runs import RunFacts, varied
from trainer.report.twin import clean

MARK, FORMAT = "cxr12_report", 1
"""First key of a twin, by which the file is known, and its value: the version."""

_CURVE_DIGITS = 5
_ORDER = ("different", "equivalent", "inconclusive")


@dataclass(frozen=True, slots=True)
class Told:
    """What the report repeats without having counted it.

    Attributes
    ----------
    question, title : str
        Of the study; may be empty.
    declared_before : bool
        Figure, margin and comparisons were stored before the first run.
    ledger, findings : list of JSON objects
        As :func:`trainer.report.write` makes them.
    """

    question: str
    title: str
    declared_before: bool
    ledger: list[dict[str, Any]]
    findings: list[dict[str, Any]]


def gather(compared: ComparedArms, runs: Sequence[RunFacts], told: Told) -> dict[str, Any]:
    """Make the JSON twin of a report: figures, curves, words. It holds no path, and of patients only counts."""
    wide, narrow = 100 * (1 - compared.declared.alpha), 100 * (1 - 2 * compared.declared.alpha)
    twin = {
        MARK: FORMAT,
        "title": told.title or _title(compared),
        "question": told.question,
        "disclaimer": DISCLAIMER,
        "program": f"CXR-12 {core.__version__}",
        "created": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "declared_before": told.declared_before,
        "interval_percent": round(wide, 6),
        "equivalence_percent": round(narrow, 6),
        "only_these_networks": not all(contrast.says_method for contrast in compared.contrasts),
        "counts": {
            "arms": len(compared.arms),
            "runs": len(runs),
            "contrasts": len(compared.contrasts),
            "disagreements": len(compared.disagreements),
        },
        "verdicts": [
            {"verdict": verdict, "count": sum(one.verdict == verdict for one in compared.contrasts)}
            for verdict in _ORDER
        ],
        "key": [{"letter": _letter(i), "label": result.arm.label} for i, result in enumerate(compared.arms)],
        "compared": _compared(compared),
        "confusion": [_confusion(result) for result in compared.arms],
        "losses": sorted({run.outcome.loss.replace("_", " ") for run in runs}),
        "learning": [_learning(run) for run in runs],
        "ledger": told.ledger,
        "findings": told.findings,
        "methods": paragraphs(compared, runs),
        "references": references(compared, runs),
        "environment": varied([run.environment for run in runs]),
        "limits": _limits(compared, runs, told),
    }
    cleaned: dict[str, Any] = clean(twin)
    return cleaned


def _title(compared: ComparedArms) -> str:
    labels = [result.arm.label for result in compared.arms]
    title = " against ".join(labels) if len(labels) <= 2 else f"comparison of {len(labels)} arms"
    return title[:1].upper() + title[1:]


def _letter(number: int) -> str:
    """Name an arm shortly, for the page: A, B, ... Z, AA, AB, ..."""
    rest, letter = divmod(number, 26)
    return (_letter(rest - 1) if rest else "") + chr(ord("A") + letter)


def _compared(compared: ComparedArms) -> dict[str, Any]:
    """Make plain what was compared: run folders by their names, curves rounded to what can be drawn."""
    plain = asdict(compared)
    for arm, result in zip(plain["arms"], compared.arms, strict=True):
        arm["arm"]["runs"] = [folder.name for folder in result.arm.runs]
        arm["arm"]["config"].pop("name")  # of the first run alone; the folders tell the names
    for curve in plain["curves"]:
        for name in ("x", "y", "low", "high"):
            curve[name] = [round(float(value), _CURVE_DIGITS) for value in curve[name]]
    return plain


def _confusion(result: ArmResult) -> dict[str, Any]:
    """Add up the confusion matrices of all seeds of an arm; shares are of the row, the truth."""
    matrices = [one.confusion for one in result.evaluations]
    classes = [one.name for one in result.evaluations[0].per_class]
    rows: list[dict[str, Any]] = []
    for k, name in enumerate(classes):
        counts = [sum(matrix[k][column] for matrix in matrices) for column in range(len(classes))]
        support = sum(one.per_class[k].support for one in result.evaluations)
        cells = [{"count": count, "share": count / support if support else None} for count in counts]
        undecided, images = support - sum(counts), result.evaluations[0].per_class[k].support
        rows.append({"truth": name, "images": images, "cells": cells, "undecided": undecided})
    undecided = sum(row["undecided"] for row in rows)
    return {"arm": result.arm.label, "seeds": len(matrices), "rows": rows, "undecided": undecided}


def _learning(run: RunFacts) -> dict[str, Any]:
    return {
        "arm": run.arm,
        "seed": run.seed,
        "run": run.name,
        "best_epoch": run.outcome.best_epoch,
        "epochs": [asdict(epoch) for epoch in run.epochs],
    }


def _limits(compared: ComparedArms, runs: Sequence[RunFacts], told: Told) -> list[str]:
    """Say what the figures do not show; what the model cards say comes last, each sentence once."""
    limits = []
    if not all(contrast.says_method for contrast in compared.contrasts):
        limits.append(
            "Where an arm has one seed, a comparison tells about these two networks, never about a method: another "
            "seed makes another network."
        )
    if not told.declared_before:
        limits.append(
            "Figure, margin and comparisons were given when this report was made, not stored before the first run: "
            "verdicts may have been chosen with the results in sight."
        )
    limits += [warning for found in told.findings for warning in found["warnings"]]
    limits.append(
        "Test patients who were drawn from the same dataset as those that the networks learned from say nothing of "
        "other hospitals and equipment; test images of another source are named as such with the runs they belong to."
    )
    limits.append("Intervals of single figures, subgroups and classes are not corrected for their number.")
    limits += [limit for run in runs for limit in run.limits]
    return list(dict.fromkeys(limits))
