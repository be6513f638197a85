"""``cxr12 compare``: several runs, on the same test patients; on request with paired statistics and as a report."""

from __future__ import annotations

import math
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from viewer.command_line.output import WRONG_USAGE, fail, json_line

if TYPE_CHECKING:
    from core.models.card import Estimate
    from trainer.compare import ComparedRun, Comparison
    from trainer.comparing import AttainableMargin, ComparedArms, Declared


def command(
    runs: Annotated[list[Path], typer.Argument(readable=False, help="Run folders.")],
    html: Annotated[Path | None, typer.Option("--html", help="Write a report, and a JSON file beside it.")] = None,
    margin: Annotated[
        float | None, typer.Option("--margin", help="Differences below it do not matter; 0.02 is two points.")
    ] = None,
    figure: Annotated[
        str | None, typer.Option("--figure", help="What is compared: macro_auc, accuracy, auc:CLASS, ...")
    ] = None,
    seeds: Annotated[
        int | None,
        typer.Option("--seeds", min=1, help="Of pilot runs of one arm: the margin that so many seeds an arm can bear."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per run.")] = False,
) -> None:
    """Compare runs that were tested on the same patients: figures with 95 % intervals, confusion matrices.

    With --html, --margin or --figure also paired: runs that differ in the seed alone are one arm, every pair of arms
    gets a verdict, and the smallest margin is told that the seeds of each arm can bear.
    """
    from core.errors import Cxr12Error
    from core.records import to_plain
    from trainer.compare import compare
    from trainer.comparing import Declared

    given = {name: value for name, value in (("margin", margin), ("figure", figure)) if value is not None}
    try:
        declared = Declared(**given)  # type: ignore[arg-type]
    except ValueError as error:
        fail(str(error), WRONG_USAGE)
    try:
        comparison = compare(runs)
        paired = _paired(runs, declared, html) if given or html is not None else None
        attainable = _attainable(runs, declared, paired, seeds)
    except Cxr12Error as error:
        fail(str(error))
    if as_json:
        for folder, run in zip(runs, comparison.runs, strict=True):
            json_line({"folder": str(folder), "classes": comparison.classes} | _without_folder(run))
        for record in (*(paired.contrasts if paired is not None else ()), *attainable):
            json_line(to_plain(record))
        return
    console = Console(width=None if Console().is_terminal else 160)
    console.print(_overview(comparison))
    for run in comparison.runs:
        console.print(_per_class(run, comparison.classes))
    said = [f"{one.verdict}: {one.sentence}" for one in paired.contrasts] if paired is not None else []
    for text in (*said, *(one.sentence for one in attainable)):
        console.print(text, markup=False, highlight=False)


def _attainable(
    runs: list[Path], declared: Declared, paired: ComparedArms | None, seeds: int | None
) -> tuple[AttainableMargin, ...]:
    """Say how small a margin these test patients can bear, with the seeds there are or with so many planned."""
    if seeds is None:
        return paired.attainable if paired is not None else ()
    from trainer.comparing import attainable_margin

    return (attainable_margin(runs, declared, seeds=seeds),)


def _paired(runs: list[Path], declared: Declared, html: Path | None) -> ComparedArms:
    """Compare arms, and write the report where one is wanted."""
    from trainer import report
    from trainer.comparing import compare_arms
    from trainer.detective import read_findings
    from trainer.study.ledger import ledger

    compared = compare_arms(runs, declared)
    if html is not None:
        findings = [found for found in map(read_findings, runs) if found is not None]
        for written in report.write(compared, html, ledger=ledger(runs), findings=findings):
            typer.echo(f"{written} is written", err=True)
    return compared


def _without_folder(run: ComparedRun) -> dict[str, object]:
    return {name: value for name, value in asdict(run).items() if name != "folder"}


def _overview(comparison: Comparison) -> Table:
    first = comparison.runs[0]
    table = Table(title=f"{comparison.test_images} test images of {comparison.test_patients} patients; 95 % intervals")
    table.add_column("run", overflow="fold")
    for words, estimate in (
        ("accuracy", first.accuracy),
        ("balanced accuracy", first.balanced_accuracy),
        ("macro AUC", first.macro_auc),
    ):
        table.add_column(f"{words}\n(chance {estimate.chance:.2f})")
    for words in ("best validation loss", "epochs to it", "seconds to it", "parameters"):
        table.add_column(words, justify="right")
    for run in comparison.runs:
        table.add_row(
            run.folder,
            *map(_interval, (run.accuracy, run.balanced_accuracy, run.macro_auc)),
            f"{run.best_val_loss:.3f} {run.loss.partition('_')[0]}",
            str(run.best_epoch),
            f"{run.seconds_to_best:.0f}",
            f"{run.parameters:,}",
        )
    return table


def _per_class(run: ComparedRun, classes: tuple[str, ...]) -> Table:
    table = Table(title=f"{run.folder}: truth in rows, decision in columns")
    table.add_column("class")
    table.add_column("images", justify="right")
    for words in ("sensitivity", "precision", "AUC"):
        table.add_column(words)
    for name in classes:
        table.add_column(name, justify="right")
    for one, counts in zip(run.per_class, run.confusion, strict=True):
        figures = map(_interval, (one.sensitivity, one.precision, one.auc))
        table.add_row(one.name, str(one.support), *figures, *map(str, counts))
    return table


def _interval(estimate: Estimate) -> str:
    if math.isnan(estimate.value):
        return "-"  # nothing to measure: no such image, or the class was never chosen
    return f"{estimate.value:.3f} ({estimate.low:.2f}-{estimate.high:.2f})"
