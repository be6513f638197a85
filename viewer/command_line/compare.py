"""``cxr12 compare``: several runs, on the same test patients."""

from __future__ import annotations

import math
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from viewer.command_line.output import fail, json_line

if TYPE_CHECKING:
    from core.models.card import Estimate
    from trainer.compare import ComparedRun, Comparison


def command(
    runs: Annotated[list[Path], typer.Argument(readable=False, help="Run folders.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per run.")] = False,
) -> None:
    """Compare runs that were tested on the same patients: figures with 95 % intervals, confusion matrices."""
    from core.errors import Cxr12Error
    from trainer.compare import compare

    try:
        comparison = compare(runs)
    except Cxr12Error as error:
        fail(str(error))
    if as_json:
        for folder, run in zip(runs, comparison.runs, strict=True):
            json_line({"folder": str(folder), "classes": comparison.classes} | _without_folder(run))
        return
    console = Console(width=None if Console().is_terminal else 160)
    console.print(_overview(comparison))
    for run in comparison.runs:
        console.print(_per_class(run, comparison.classes))


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
