"""``cxr12 embed``: a radiograph as a PNG that carries attributes of its file."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from viewer.command_line.output import WRONG_USAGE, fail, json_line

if TYPE_CHECKING:
    from core.export.embedding import Attribute, Embedded


def command(
    file: Annotated[Path, typer.Argument(readable=False, help="A DICOM file.")],
    out: Annotated[Path, typer.Option("--out", help="The PNG to write.")],
    depth: Annotated[int, typer.Option("--depth", help="8: as shown. 16: the stored values.")] = 8,
    tag: Annotated[
        list[str] | None,
        typer.Option("--tag", help="An attribute to write, by keyword or number; again for more. None: all harmless."),
    ] = None,
    identifying: Annotated[
        bool, typer.Option("--identifying", help="Allow --tag to name what may tell whose image it is.")
    ] = False,
    lsb: Annotated[bool, typer.Option("--lsb", help="Write them into the lowest bits of the pixels, too.")] = False,
    channel: Annotated[
        str | None, typer.Option("--channel", help="With --lsb: grey (default), red, green or blue.")
    ] = None,
    confirm_burned_in: Annotated[
        bool,
        typer.Option(
            "--confirm-burned-in", help="I have looked at the image: no text in its pixels names the patient."
        ),
    ] = False,
    frame_number: Annotated[int, typer.Option("--frame", min=1, help="Frame of a multi-frame image.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Write a PNG that carries attributes of the file: as text, as XMP and, with --lsb, in its lowest bits."""
    from core.dicom.identifying import may_be_in_pixels
    from core.display.view import default_view
    from core.errors import Cxr12Error
    from core.export.embedding import attributes_of, choose, embed, plate
    from core.picture import is_png, read_image

    _check_usage(out, depth, tag, identifying, lsb, channel)
    try:
        if is_png(file):
            fail(f"{file.name}: expected a DICOM file, found a PNG picture: it has no attributes to write")
        frame = read_image(file)
        if frame_number > frame.frames:
            fail(f"--frame {frame_number}: the image has {frame.frames} frame(s)", WRONG_USAGE)
        if may_be_in_pixels(frame) and not confirm_burned_in:
            fail(f"{file.name}: its pixels may show who the patient is; look at it, then add --confirm-burned-in")
        attributes = choose(attributes_of(file), tag or (), identifying=identifying)
        made = plate(frame, default_view(frame, frame_number - 1), frame_number - 1, depth=depth)
        used = "" if not lsb else channel or ("grey" if made.pixels.ndim == 2 else "blue")
        done = embed(out, made, attributes, channel=used, source=file)
    except Cxr12Error as error:
        fail(str(error))
    _warn(attributes)
    _tell(out, attributes, done, used, as_json)


def _check_usage(
    out: Path, depth: int, tag: list[str] | None, identifying: bool, lsb: bool, channel: str | None
) -> None:
    from core.export.embedding import DEPTHS
    from core.export.png_bits import CHANNELS

    if out.suffix.lower() != ".png":
        fail(f"--out {out}: expected a name that ends in .png", WRONG_USAGE)
    if depth not in DEPTHS:
        fail(f"--depth {depth}: expected one of {', '.join(map(str, DEPTHS))}", WRONG_USAGE)
    if channel is not None and not lsb:
        fail("--channel belongs to --lsb: give both", WRONG_USAGE)
    if channel is not None and channel not in CHANNELS:
        fail(f"--channel {channel}: expected one of {', '.join(CHANNELS)}", WRONG_USAGE)
    if identifying and not tag:
        fail("--identifying belongs to --tag: name the attributes that are to be written", WRONG_USAGE)


def _warn(attributes: Sequence[Attribute]) -> None:
    telling = [one.keyword or one.number for one in attributes if one.identifying]
    if telling:
        typer.echo(f"warning: the picture carries what may tell whose image it is: {', '.join(telling)}", err=True)


def _tell(out: Path, attributes: Sequence[Attribute], done: Embedded, channel: str, as_json: bool) -> None:
    if as_json:
        json_line(
            {
                "file": str(out),
                "tags": [f"{one.number} {one.keyword}".rstrip() for one in attributes],
                "channel": channel or None,
                "bits_used_bytes": done.used,
                "bits_capacity_bytes": done.capacity,
                "psnr_db": done.psnr_db,
            }
        )
        return
    said = f"{out}: {len(attributes)} attribute(s) as text and XMP"
    if channel:
        quality = "no pixel changed" if math.isinf(done.psnr_db) else f"PSNR {done.psnr_db:.1f} dB"
        said += f"; {done.used:,} of {done.capacity:,} bytes in the lowest bits of {channel}, {quality}"
    typer.echo(said)
