"""The report of a study: its declared comparison, the confound ledger and the detective's findings on one page."""

from __future__ import annotations

from pathlib import Path

from trainer import report
from trainer.comparing import arms, compare_arms
from trainer.detective import read_findings
from trainer.study.design import StudyError
from trainer.study.ledger import ledger
from trainer.study.record import read_begun, state

REPORT = "report.html"


def write_report(folder: Path) -> tuple[Path, Path]:
    """Write ``report.html`` and ``report.json`` of a study folder from its finished cells; return both.

    Raises
    ------
    StudyError
        If too few arms have a finished run to compare what was declared.
    Cxr12Error
        If the runs cannot be compared, or the report cannot be written.
    """
    begun = read_begun(folder)
    states = state(folder)
    runs = [one.run for one in states if one.status == "finished" and one.run is not None]
    planned = {one.cell.label for one in states}
    # Labels are made of what differs: with arms gone, those that are left could be called otherwise than was declared.
    if not runs or not {arm.label for arm in arms(runs)} <= planned:
        done = {one.cell.label for one in states if one.status == "finished"}
        lacking = next(one.cell.label for one in states if one.cell.label not in done)
        raise StudyError(
            f"no report can be written: the arm {lacking} has no finished run, so what was declared cannot be "
            "compared; run the study again to go on with it"
        )
    declared = begun.study.declared
    findings = [found for found in map(read_findings, runs) if found is not None]
    return report.write(
        compare_arms(runs, declared),
        folder / REPORT,
        question=begun.study.question,
        ledger=ledger(runs, declared.contrasts),
        findings=findings,
        title=begun.study.name,
        declared_before=True,
    )
