"""``cxr12 extract``: what PNG pictures carry besides the picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from viewer.command_line.output import ALL_WELL, SOME_REFUSED, json_line

if TYPE_CHECKING:
    from core.export.carried import Carried, Item


def command(
    files: Annotated[list[Path], typer.Argument(readable=False, help="PNG pictures.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line.")] = False,
) -> None:
    """Say what pictures carry: text, XMP, and text in the lowest bits, also as the thesis of 2022 wrote it."""
    from core.errors import RefusedError
    from core.export.carried import extract

    refused = False
    for path in files:
        try:
            carried = extract(path)
            reason = "carries no text, no XMP and nothing in its lowest bits" if carried.is_empty else ""
        except RefusedError as error:
            carried, reason = None, error.reason
        refused |= bool(reason)
        if as_json:
            json_line(_record(path, carried, reason))
            continue
        for line in _lines(carried, reason):
            typer.echo(f"{path}: {line}")
    raise typer.Exit(SOME_REFUSED if refused else ALL_WELL)


def _record(path: Path, carried: Carried | None, reason: str) -> dict[str, Any]:
    bits = carried.bits if carried else None
    return {
        "file": str(path),
        "status": "refused" if reason else "read",
        "reason": reason,
        "text": _items(carried.texts if carried else ()),
        "xmp": _items(carried.xmp if carried else ()),
        "bits": {"format": bits.format, "channel": bits.channel, "items": _items(bits.items)} if bits else None,
        "notes": list(carried.notes) if carried else [],
    }


def _items(items: Iterable[Item]) -> list[dict[str, Any]]:
    return [
        {
            "tag": None if one.tag is None else f"{one.tag >> 16:04X},{one.tag & 0xFFFF:04X}",
            "name": one.name,
            "value": one.value,
        }
        for one in items
    ]


def _lines(carried: Carried | None, reason: str) -> Iterator[str]:
    """Write what was found; control characters of a file never reach the terminal."""
    from core.dicom.attributes import plain
    from core.export.carried import THESIS

    if reason:
        yield f"refused: {reason}"
    if carried is None:
        return
    groups = [("text", carried.texts), ("XMP", carried.xmp)]
    if carried.bits is not None:
        by = ", as the thesis wrote it" if carried.bits.format == THESIS else ""
        groups.append((f"lowest bits of {carried.bits.channel}{by}", carried.bits.items))
    for where, items in groups:
        for one in items:
            title = f"{plain(one.title, 200)}: " if one.title else ""
            yield f"{where}: {title}{plain(one.value, 4096)}"
    yield from (f"note: {note}" for note in carried.notes)
