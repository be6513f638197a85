"""``cxr12 compare``: several runs, on the same test patients."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from viewer.command_line.output import fail, json_line


def command(
    runs: Annotated[list[Path], typer.Argument(help="Run folders.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per run.")] = False,
) -> None:
    """Compare runs that were tested on the same patients: figures with 95 % intervals, confusion matrices."""
    from core.errors import Cxr12Error
    from trainer.compare import compare

    try:
        comparison = compare(runs)
    except Cxr12Error as error:
        fail(str(error))
    for row in comparison.rows:
        if as_json:
            json_line(asdict(row))
        else:
            typer.echo(row)
