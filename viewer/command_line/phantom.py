"""``cxr12 phantom``: synthetic chest radiographs with known truth."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from viewer.command_line.output import WRONG_USAGE, fail, json_line, tracked


def command(
    out: Annotated[Path, typer.Argument(help="Folder to write to.")],
    patients: Annotated[int, typer.Option("--patients", min=1, help="How many patients.")],
    seed: Annotated[int, typer.Option("--seed", min=0, help="Same seed, same files, byte for byte.")] = 1,
    twin: Annotated[bool, typer.Option("--twin", help="Also write each image without its finding.")] = False,
    contrast: Annotated[
        float | None, typer.Option("--contrast", help="Mean difference inside the lesion, as a fraction of full range.")
    ] = None,
    bits_stored: Annotated[int | None, typer.Option("--bits-stored", min=10, max=15, help="Fix BitsStored.")] = None,
    matrix: Annotated[int | None, typer.Option("--matrix", min=128, max=3000, help="Fix the longer side.")] = None,
    images: Annotated[int | None, typer.Option("--images", min=1, max=3, help="Fix the images per patient.")] = None,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line.")] = False,
) -> None:
    """Write synthetic chest radiographs as DICOM, with labels.csv and the truth beside them."""
    from core.errors import Cxr12Error
    from core.phantom import generate

    try:
        made = generate(
            out, patients, seed, twin=twin, contrast=contrast, bits_stored=bits_stored, matrix=matrix,
            images_per_patient=images, workers=workers,
        )  # fmt: skip
    except Cxr12Error as error:  # the arguments, which are checked before anything is written
        fail(str(error), WRONG_USAGE)
    count = 0
    try:
        for record in tracked(made, "Writing phantoms", None, quiet=as_json):
            count += 1
            if as_json:
                json_line({"file": str(out / record.path), "label": record.label, "patient": record.patient})
    except Cxr12Error as error:
        fail(str(error))
    except OSError as error:
        fail(f"{out}: could not be written: {error.strerror}")
    if not as_json:
        typer.echo(f"{count} synthetic radiographs of {patients} patients in {out}; labels in {out / 'labels.csv'}")
