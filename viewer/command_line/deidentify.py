"""``cxr12 deidentify``: copies of images without their patients."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from viewer.command_line.output import ALL_WELL, SOME_REFUSED, WRONG_USAGE, fail, json_line, tracked


def command(
    source: Annotated[Path, typer.Argument(readable=False, help="A DICOM file, or a folder of them.")],
    out: Annotated[Path, typer.Argument(help="The folder to write into.")],
    confirm_burned_in: Annotated[
        bool,
        typer.Option(
            "--confirm-burned-in", help="I have looked at the images: no text in their pixels names the patient."
        ),
    ] = False,
    move_dates: Annotated[
        bool,
        typer.Option("--move-dates", help="Move the dates of each patient by a random number of days, keep times."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line.")] = False,
) -> None:
    """Write de-identified copies of images (DICOM PS3.15, Basic Profile): image-0001.dcm and on.

    Images whose file does not deny that text is burnt into the pixels are held back until --confirm-burned-in is given.
    """
    from core.batch import list_files
    from core.errors import Cxr12Error
    from core.export.deidentify.files import deidentify_files

    if source.is_dir() and out.resolve().is_relative_to(source.resolve()):
        fail(f"{out}: the copies would lie among the images they are of; choose a folder outside", WRONG_USAGE)
    files = list_files([source])
    exit_code, held, written = ALL_WELL, 0, 0
    copies = deidentify_files(
        [one.path for one in files], out, confirm_burned_in=confirm_burned_in, move_dates=move_dates
    )
    try:
        for copied in tracked(copies, "De-identifying", len(files), quiet=as_json):
            held, written = held + copied.unconfirmed, written + (copied.written is not None)
            if as_json:
                status = "written" if copied.written else "held back" if copied.unconfirmed else "refused"
                json_line({"file": str(copied.source), "status": status, "reason": copied.reason,
                           "written": str(copied.written or "")})  # fmt: skip
            elif copied.written is None:
                typer.echo(f"{copied.source}: {'held back' if copied.unconfirmed else 'refused'}: {copied.reason}")
            if copied.written is None:
                exit_code = SOME_REFUSED
    except Cxr12Error as error:
        fail(str(error))
    if not as_json:
        typer.echo(f"{written} de-identified copies written to {out}")
    if held:
        typer.echo(
            f"{held} images were held back because their pixels may name the patient: look at them, then call this "
            "again with --confirm-burned-in",
            err=True,
        )
    raise typer.Exit(exit_code)
