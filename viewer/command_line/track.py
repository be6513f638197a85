"""``cxr12 track``: runs mirrored into an MLflow tracking store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from viewer.command_line.output import SOME_REFUSED, fail, json_line


def command(
    folders: Annotated[list[Path], typer.Argument(readable=False, help="Run folders, or study folders.")],
    to: Annotated[str, typer.Option("--to", metavar="URI", help="A tracking server (http://...), or a folder.")],
    experiment: Annotated[str, typer.Option("--experiment", help="Name of the experiment there.")] = "CXR-12",
    weights: Annotated[bool, typer.Option("--weights", help="Send the networks, too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per run.")] = False,
) -> None:
    """Mirror runs into MLflow: settings, curves, test figures, cards; again, and only what is new is added."""
    from core.errors import Cxr12Error
    from trainer.tracking import Tracker, mirrored, runs_in

    try:
        runs = [found for folder in folders for found in runs_in(folder)]
        tracker = Tracker(to, experiment)
    except Cxr12Error as error:
        fail(str(error))
    refused = False
    for record, study in runs:
        try:
            one = mirrored(record, study, weights=weights)
            told = tracker.mirror(one)
        except Cxr12Error as error:
            refused = True
            typer.echo(str(error), err=True)
            continue
        if as_json:
            facts = {"run": record.folder.name, "status": record.status, "mlflow_run": told.run_id}
            json_line(facts | {"figures": told.points, "files": told.files})
        else:
            new = f"{told.points} figures and {told.files} files are new" if told.points or told.files else "as it was"
            typer.echo(f"{record.folder.name} ({record.status}): {new}")
    if refused:
        raise typer.Exit(SOME_REFUSED)
