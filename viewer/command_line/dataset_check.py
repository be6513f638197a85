"""``cxr12 dataset check``: leaks and shortcuts of a dataset, before anything is taught with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from viewer.command_line.output import fail, json_line

if TYPE_CHECKING:
    from trainer.dataset import Dataset
    from trainer.detective import Findings


def check(
    table: Annotated[Path, typer.Argument(readable=False, help="A table, or a folder as for training.")],
    seed: Annotated[int, typer.Option("--seed", min=0, help="Of permutations and folds.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object with all figures.")] = False,
) -> None:
    """Look for leaks across patients or the table's parts, and for shortcuts to the class."""
    from core import records
    from core.errors import Cxr12Error
    from trainer.dataset import read_dataset

    try:
        findings = _examined(read_dataset(table), seed, quiet=as_json)
    except Cxr12Error as error:
        fail(f"{table}: {error}")
    except OSError as error:
        fail(f"{table}: {error.strerror or error}")
    if as_json:
        json_line(records.to_plain(findings) | {"warnings": findings.warnings})
        return
    for sentence in findings.sentences:
        typer.echo(sentence)


def _examined(dataset: Dataset, seed: int, *, quiet: bool) -> Findings:
    from trainer.config import TrainConfig
    from trainer.detective import examine
    from trainer.splits import split_patients

    usual = TrainConfig()
    split = None
    if any(row.split for row in dataset.rows):
        split = split_patients(
            dataset,
            seed=usual.split_seed,
            validation_fraction=usual.validation_fraction,
            test_fraction=usual.test_fraction,
        )
    console = Console(stderr=True)
    with Progress(console=console, disable=quiet or not console.is_terminal, transient=True) as progress:
        task = progress.add_task("Examining", total=None)
        return examine(
            dataset, split, seed=seed, progress=lambda done, total: progress.update(task, completed=done, total=total)
        )
