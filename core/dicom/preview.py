"""A smaller picture of a large JPEG 2000 image, there in a fraction of the time: for the first look only."""

from __future__ import annotations

import importlib.metadata
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from core.dicom.attributes import BadAttributeError
from core.dicom.codestream import Codestream, resolution_levels
from core.dicom.compressed import SYNTAXES, decoder_name, single_codestream
from core.dicom.container import Container, opened
from core.dicom.decoders import decoders
from core.dicom.frame import Frame, Shutter, Spacing
from core.dicom.read import READ_TAGS, frame_of
from core.dicom.stored import Cells, PixelLayout, pixel_layout
from core.errors import DecoderEndedError, RefusedError

_WORTH_PIXELS = {"jpeg2k": 1 << 20, "htj2k": 16 << 20}  # smaller ones are decoded in full before anyone has looked
_EIGHTH_PIXELS = 4 << 20  # an eighth is still 250 pixels wide, and costs a third of a quarter
_DEEPEST = 16  # bits that Pillow gives


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """A reduced picture.

    Attributes
    ----------
    frame : Frame
        Stored values of shape (1, ceil(rows / factor), ceil(columns / factor)) with the facts of the full image, so
        that it is shown in the same greys. Lengths fit the smaller picture; overlays are left out. Never for a network,
        a measurement or an export: its values are averages.
    factor : int
        How many pixels of the full image lie along one of its own: 4 or 8.
    """

    frame: Frame
    factor: int


def preview(path: Path) -> Preview | None:
    """Decode a large greyscale JPEG 2000 image of one frame at a quarter or an eighth of its scale.

    Returns
    -------
    Preview or None
        None where there is no such picture: another codec, a small image, colour, several frames, a codestream
        without resolution levels, or a file that :func:`core.dicom.read.read` refuses with the reason.

    Raises
    ------
    DecoderEndedError
        It ended the decoder, and would do so again: there is no use in reading the full image.
    """
    path = Path(path)
    try:
        with opened(path, READ_TAGS) as container:
            return _preview(container)
    except DecoderEndedError:
        raise
    except (RefusedError, BadAttributeError):
        return None


def _preview(container: Container) -> Preview | None:
    family, pixels = SYNTAXES.get(container.transfer_syntax, ""), container.pixels
    if family not in _WORTH_PIXELS or pixels is None or pixels.length is not None:
        return None
    layout = pixel_layout(container)
    count = layout.rows * layout.columns
    if layout.frames > 1 or layout.samples > 1 or layout.floating or count < _WORTH_PIXELS[family]:
        return None
    data, found = single_codestream(container, pixels, layout)
    levels = resolution_levels(data)
    if levels < 2 or found.precision > _DEEPEST:
        return None
    reduce = 3 if levels > 2 and count > _EIGHTH_PIXELS else 2
    cells = _reduced(container.path, data, found, layout, reduce)
    frame = frame_of(container, layout, cells)
    return Preview(_scaled(frame, 1 << reduce), 1 << reduce)


def _reduced(path: Path, data: bytes, found: Codestream, layout: PixelLayout, reduce: int) -> Cells:
    rows, columns = (-(-side >> reduce) for side in (layout.rows, layout.columns))
    request = {
        "codec": found.codec,
        "rows": rows,
        "columns": columns,
        "samples": 1,
        "cell": layout.cell.str,
        "clip": 0,
        "reduce": reduce,
        "precision": found.precision,
        "signed": found.signed,
    }
    values = np.frombuffer(decoders.decode(path, request, data), layout.cell).reshape(1, rows, columns)
    name = decoder_name(found.codec) if found.codec == "htj2k" else f"Pillow {importlib.metadata.version('pillow')}"
    return Cells(
        values,
        f"{name}, 1/{1 << reduce}",
        aligned=True,
        codestream_bits=found.precision,
        signed=found.signed,
    )


def _scaled(frame: Frame, factor: int) -> Frame:
    """Return ``frame``, whose pixels are reduced already, with its lengths and places reduced as well."""
    gap, cover = frame.spacing, frame.shutter
    return replace(
        frame,
        spacing=None if gap is None else Spacing(gap.row_mm * factor, gap.column_mm * factor, gap.kind),
        shutter=None if cover is None else _scaled_shutter(cover, factor),
        overlays=(),
    )


def _scaled_shutter(cover: Shutter, factor: int) -> Shutter:
    rectangle, circle = cover.rectangle, cover.circle
    return Shutter(
        None if rectangle is None else tuple(place // factor for place in rectangle),  # type: ignore[arg-type]
        None if circle is None else tuple(place / factor for place in circle),  # type: ignore[arg-type]
        tuple((row / factor, column / factor) for row, column in cover.polygon),
        cover.grey,
    )
