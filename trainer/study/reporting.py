"""The report of a study: its declared comparison, the confound ledger and the detective's findings on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from trainer import report
from trainer.comparing import arms, compare_arms
from trainer.detective import Findings, read_findings
from trainer.study.design import StudyError
from trainer.study.ledger import ledger
from trainer.study.planning import family
from trainer.study.record import DECLARED, REPORT, RUNS, CellState, read_begun, state


def write_report(folder: Path) -> tuple[Path, Path]:
    """Write ``report.html`` and ``report.json`` of a study folder from its finished cells; return both.

    Raises
    ------
    StudyError
        If too few arms have a finished run to compare what was declared.
    Cxr12Error
        If the runs cannot be compared, or the report cannot be written.
    """
    return report.save(report_of(folder), folder / REPORT)


def report_of(folder: Path) -> dict[str, Any]:
    """Give the JSON twin of a study's report. Raises what :func:`write_report` raises, but for writing."""
    begun = read_begun(folder)
    states = state(folder)
    runs = _finished(states)
    planned = tuple(dict.fromkeys(one.cell.label for one in states))
    # Labels are made of what differs: with arms gone, those that are left could be called otherwise than was declared.
    if not runs or not {arm.label for arm in arms(runs)} <= set(planned):
        done = {one.cell.label for one in states if one.status == "finished"}
        lacking = next(one.cell.label for one in states if one.cell.label not in done)
        raise StudyError(
            f"no report can be written: the arm {lacking} has no finished run, so what was declared cannot be "
            "compared; run the study again to go on with it"
        )
    # All pairs, where none were declared: of the arms planned, whatever became of them.
    declared = replace(begun.study.declared, contrasts=family(begun.study, planned))
    compared = compare_arms(runs, declared)
    return report.report_on(
        replace(compared, notes=(*compared.notes, *_lacking(states))),
        question=begun.study.question,
        ledger=ledger(runs, declared.contrasts),
        findings=findings_of(runs),
        title=begun.study.name,
        declared_before=True,
    )


def study_of_runs(runs: Sequence[Path]) -> Path | None:
    """Find the study folder that all of these run folders belong to; None where there is no such one."""
    above = {run.absolute().parent for run in runs}
    if len(above) != 1:
        return None
    (place,) = above
    return place.parent if place.name == RUNS and (place.parent / DECLARED).is_file() else None


def are_all_of(folder: Path, runs: Sequence[Path]) -> bool:
    """Tell whether these are all finished runs of a study: what it declared holds for no choice among them."""
    return {run.absolute() for run in _finished(state(folder))} == {run.absolute() for run in runs}


def findings_of(runs: Sequence[Path]) -> list[Findings]:
    """Read what is known of leaks and shortcuts in the data of these run folders."""
    return [found for found in map(read_findings, runs) if found is not None]


def _finished(states: Sequence[CellState]) -> list[Path]:
    return [one.run for one in states if one.status == "finished" and one.run is not None]


def _lacking(states: Sequence[CellState]) -> tuple[str, ...]:
    """Say which of the planned runs the figures are without."""
    lost = [f"{one.cell.label} with seed {one.cell.config.seed}" for one in states if one.status != "finished"]
    said = f"{len(lost)} of {len(states)} planned runs are not finished and not counted: {', '.join(lost)}"
    return (said,) if lost else ()
