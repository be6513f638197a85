"""``cxr12 render``: one image as 8-bit grey, or as colours, exactly as the screen shows it at 1:1."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from viewer.command_line.output import WRONG_USAGE, fail

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.display.view import View


def command(
    file: Annotated[Path, typer.Argument(readable=False, help="A DICOM file or a greyscale PNG picture.")],
    out: Annotated[Path, typer.Option("--out", help="The PNG to write.")],
    window: Annotated[
        tuple[float, float] | None, typer.Option("--window", metavar="C W", help="Centre and width, modality units.")
    ] = None,
    function: Annotated[
        str | None, typer.Option("--function", help="LINEAR (default), LINEAR_EXACT or SIGMOID.")
    ] = None,
    preset: Annotated[str | None, typer.Option("--preset", help="Name of a window or LUT of the file.")] = None,
    full_range: Annotated[bool, typer.Option("--full-range", help="Everything BitsStored can hold.")] = False,
    frame_number: Annotated[int, typer.Option("--frame", min=1, help="Frame of a multi-frame image.")] = 1,
) -> None:
    """Write an image as an 8-bit PNG at stored size: grey in the default view unless told otherwise, or in colour."""
    from core.display.render import render_shown
    from core.errors import Cxr12Error
    from core.export.native import shown_description
    from core.export.picture import write_png
    from core.picture import read_image

    if out.suffix.lower() != ".png":
        fail(f"--out {out}: expected a name that ends in .png", WRONG_USAGE)
    if function is not None and window is None:
        fail("--function belongs to --window: give both", WRONG_USAGE)
    if sum((window is not None, preset is not None, full_range)) > 1:
        fail("--window, --preset and --full-range exclude each other: give one of them", WRONG_USAGE)
    try:
        frame = read_image(file)
        if frame_number > frame.frames:
            fail(f"--frame {frame_number}: the image has {frame.frames} frame(s)", WRONG_USAGE)
        index = frame_number - 1
        if frame.color is not None and (window is not None or preset is not None or full_range):
            fail("a colour image has no window: leave out --window, --preset and --full-range", WRONG_USAGE)
        view = _view(frame, index, window, function, preset, full_range)
        shown = render_shown(frame, view, index)
        write_png(out, shown, description=shown_description(frame, view), source=frame.path)
    except Cxr12Error as error:
        fail(str(error))


def _view(
    frame: Frame,
    index: int,
    window: tuple[float, float] | None,
    function: str | None,
    preset: str | None,
    full_range: bool,
) -> View:
    from core.dicom.frame import VoiFunction, Window
    from core.display.view import View, default_view, presets
    from core.display.view import full_range as full_range_of

    if window is not None:
        try:
            return View(Window(*window, function=VoiFunction[(function or "LINEAR").upper()]))
        except KeyError:
            fail(f"--function {function}: expected one of {', '.join(f.name for f in VoiFunction)}", WRONG_USAGE)
        except ValueError as error:
            fail(f"--window: {error}", WRONG_USAGE)
    if full_range:
        return View(full_range_of(frame))
    if preset is not None:
        known = {p.name.casefold(): p for p in presets(frame, index)}
        if preset.casefold() not in known:
            fail(f"--preset {preset}: expected one of {', '.join(p.name for p in known.values())}", WRONG_USAGE)
        return known[preset.casefold()].view
    return default_view(frame, index)
