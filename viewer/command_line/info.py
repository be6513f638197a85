"""``cxr12 info``: what a file holds, without patient data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from viewer.command_line.output import ALL_WELL, SOME_REFUSED, json_line, tracked

FIELDS = (
    "rows", "columns", "frames", "bits_stored", "photometric", "transfer_syntax", "stored_min", "stored_max",
    "sha256", "windows", "decoder",
)  # fmt: skip


def command(
    files: Annotated[list[Path], typer.Argument(readable=False, help="DICOM files or greyscale PNG pictures.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line.")] = False,
) -> None:
    """Say what each file holds: size, depth, transfer syntax, range and SHA-256 of its stored values."""
    refused = False
    for path in tracked(files, "Reading", len(files), quiet=as_json):
        record = describe(path)
        refused |= record["status"] == "refused"
        if as_json:
            json_line(record)
        else:
            typer.echo(_sentence(record))
    raise typer.Exit(SOME_REFUSED if refused else ALL_WELL)


def describe(path: Path) -> dict[str, Any]:
    """One row of ``cxr12 info``; ``status`` is ``opened`` or ``refused``."""
    import numpy as np

    from core.errors import RefusedError
    from core.picture import read_image

    record: dict[str, Any] = {"file": str(path), "status": "refused", "reason": "", **dict.fromkeys(FIELDS)}
    try:
        frame = read_image(path)
    except RefusedError as error:
        return {**record, "reason": error.reason}
    finite = frame.stored if frame.stored.dtype.kind in "iu" else frame.stored[np.isfinite(frame.stored)]
    return record | {
        "status": "opened",
        "rows": frame.rows,
        "columns": frame.columns,
        "frames": frame.frames,
        "bits_stored": frame.bits_stored,
        "photometric": frame.photometric,
        "transfer_syntax": frame.transfer_syntax,
        "stored_min": finite.min().item() if finite.size else None,
        "stored_max": finite.max().item() if finite.size else None,
        "sha256": frame.pixel_sha256(),
        "windows": [
            {"center": w.center, "width": w.width, "function": w.function.value, "explanation": w.explanation}
            for w in frame.windows
        ],
        "decoder": frame.decoder,
        "notes": list(frame.notes),
    }


def _sentence(record: dict[str, Any]) -> str:
    if record["status"] == "refused":
        return f"{record['file']}: refused: {record['reason']}"
    return (
        f"{record['file']}: {record['columns']} x {record['rows']}, {record['frames']} frame(s), "
        f"{record['bits_stored']} bits stored, {record['photometric']}, values {record['stored_min']} to "
        f"{record['stored_max']}, {len(record['windows'])} window(s), {record['decoder']}, sha256 {record['sha256']}"
    )
