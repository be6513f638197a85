"""Read a DICOM image: its stored values, exact, and the facts needed to show and to classify it."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from core.dicom.attributes import BadAttributeError, tag, text, values
from core.dicom.color import PALETTE_TAGS, colors
from core.dicom.compressed import SYNTAXES, compressed_cells
from core.dicom.container import Container, opened
from core.dicom.damage import filled
from core.dicom.facts import (
    FACT_TAGS,
    HISTORY_TAGS,
    SPACING_TAGS,
    acquisition,
    burned_in,
    frame_rate,
    identity,
    lossy_history,
    patient_orientation,
    spacing,
    uid_name,
)
from core.dicom.frame import Frame
from core.dicom.grey import GREY_TAGS, greys
from core.dicom.overlays import OVERLAY_TAGS, overlays
from core.dicom.shutter import SHUTTER_TAGS, shutter
from core.dicom.stored import PALETTE, UNCOMPRESSED, Cells, PixelLayout, pixel_layout, stored_values
from core.dicom.uncompressed import uncompressed_cells
from core.errors import DamagedError, NoImageError, UnsupportedError

LAYOUT_TAGS = tuple(
    tag(keyword)
    for keyword in (
        "SamplesPerPixel",
        "PhotometricInterpretation",
        "PlanarConfiguration",
        "Rows",
        "Columns",
        "NumberOfFrames",
        "BitsAllocated",
        "BitsStored",
        "HighBit",
        "PixelRepresentation",
    )
)
"""What :func:`check_image` and :func:`core.dicom.stored.pixel_layout` read."""

_GROUP_TAGS = (tag("SharedFunctionalGroupsSequence"), tag("PerFrameFunctionalGroupsSequence"))
_DISPLAY_TAGS = (*GREY_TAGS, *PALETTE_TAGS, *OVERLAY_TAGS, *SHUTTER_TAGS)
READ_TAGS = (*FACT_TAGS, *HISTORY_TAGS, *SPACING_TAGS, *LAYOUT_TAGS, *_GROUP_TAGS, *_DISPLAY_TAGS)


def read(path: Path, *, damaged: bool = False) -> Frame:
    """Read a DICOM image in any transfer syntax.

    Parameters
    ----------
    path : Path
        The file; it is opened read-only and closed again before this returns.
    damaged : bool
        Read an image whose pixels are not all there, too, as far as they can be had. Only for showing it under a
        permanent mark: see :attr:`core.dicom.frame.Frame.damaged`.

    Returns
    -------
    Frame
        With stored values of shape (frames, rows, columns), exact: right-aligned by High Bit, masked to Bits Stored,
        sign-extended. What was odd and could be left out stands in ``notes``. Missing pixels of a damaged grey image
        hold a value that counts as padding (see :func:`core.dicom.damage.filled`), those of a colour image are black;
        frames that are missing in whole are not there at all.

    Raises
    ------
    NotDicomError
        Not DICOM at all.
    NoImageError
        A DICOM object without pixels.
    UnsupportedError
        A transfer syntax or a kind of pixels that is not handled.
    DamagedError
        The file breaks off or contradicts itself.
    RefusedError
        Not a readable regular file.

    References
    ----------
    DICOM PS3.3 C.7.6.3 (Image Pixel Module), PS3.5 8 (encoding of pixel data).
    """
    path = Path(path)
    with opened(path, READ_TAGS) as container:
        try:
            return _frame(container, damaged)
        except BadAttributeError as error:
            raise DamagedError(path, str(error)) from None


def check_image(container: Container) -> None:
    """Refuse an object that has no pixels, or in a transfer syntax that is not handled, with the right reason."""
    path, dataset, syntax = container.path, container.dataset, container.transfer_syntax
    kind = text(dataset, "SOPClassUID") or text(dataset.file_meta, "MediaStorageSOPClassUID")
    is_image = container.pixels is not None or bool(text(dataset, "Rows")) or "Image" in uid_name(kind)
    if is_image and syntax not in UNCOMPRESSED and syntax not in SYNTAXES:
        raise UnsupportedError(
            path, f"the transfer syntax {uid_name(syntax)} is not handled: export the image in another one"
        )
    if container.pixels is not None:
        return
    if is_image:
        raise DamagedError(path, "PixelData (7FE0,0010) is missing: the file breaks off before its pixels")
    if not kind:
        raise DamagedError(path, "the file breaks off inside its header, before it says what it holds: copy it again")
    raise NoImageError(path, f"no image in this object ({uid_name(kind)})")


def _frame(container: Container, damaged: bool) -> Frame:
    check_image(container)
    layout = pixel_layout(container)
    return frame_of(container, layout, _cells(container, layout, damaged))


def frame_of(container: Container, announced: PixelLayout, cells: Cells) -> Frame:
    """Put the facts of a file and its pixels together."""
    dataset = container.dataset
    layout, sign_notes = _signed_alike(announced, cells)
    groups, group_notes = _functional_groups(dataset)
    grey = greys(dataset, layout, groups.get("PixelValueTransformation"), groups.get("FrameVOILUT"))
    gap, aspect, gap_notes = spacing(dataset, groups.get("PixelMeasures"))
    planes, plane_notes = overlays(dataset, layout, cells, little_endian=container.little_endian)
    cover, cover_notes = shutter(dataset, layout.rows, layout.columns)
    stored, color, padding, pixel_notes = _pixels(dataset, cells, layout, grey.padding)
    fact_notes = (*group_notes, *grey.notes, *gap_notes, *plane_notes, *cover_notes)
    return Frame(
        path=container.path,
        stored=stored,
        bits_allocated=layout.bits_allocated,
        bits_stored=layout.bits_stored,
        signed=layout.signed,
        photometric=layout.photometric,
        presentation_shape=_presentation_shape(dataset),
        slope=grey.slope,
        intercept=grey.intercept,
        modality_lut=grey.modality_lut,
        windows=grey.windows,
        voi_luts=grey.voi_luts,
        padding=padding,
        spacing=gap,
        identity=identity(dataset),
        acquisition=acquisition(dataset, container.transfer_syntax),
        transfer_syntax=container.transfer_syntax,
        decoder=cells.decoder,
        notes=(*container.notes, *cells.notes, *sign_notes, *pixel_notes, *fact_notes),
        color=color,
        overlays=planes,
        shutter=cover,
        patient_orientation=patient_orientation(dataset),
        codestream_bits=cells.codestream_bits,
        lossy_history=lossy_history(dataset, container.transfer_syntax),
        aspect_ratio=aspect,
        damaged=cells.damaged,
        burned_in=burned_in(dataset),
        frames_per_second=frame_rate(dataset),
        present=None if cells.present is None else min(cells.present, math.prod(stored.shape[:3])),
    )


def _presentation_shape(dataset: Dataset) -> str:
    shape = text(dataset, "PresentationLUTShape").upper()
    return shape if shape in ("IDENTITY", "INVERSE") else ""


def _functional_groups(dataset: Dataset) -> tuple[dict[str, Dataset], tuple[str, ...]]:
    """Return the functional groups of an enhanced image that bear on its greys, the first frame's where they differ."""
    wanted = ("PixelValueTransformation", "FrameVOILUT", "PixelMeasures")
    found: dict[str, Dataset] = {}
    notes: list[str] = []
    try:
        shared = values(dataset, "SharedFunctionalGroupsSequence")[:1]
        frames = values(dataset, "PerFrameFunctionalGroupsSequence")
        for group in wanted:
            items = [item for macro in shared for item in values(macro, f"{group}Sequence")[:1]]
            if not items:
                items = [item for macro in frames for item in values(macro, f"{group}Sequence")[:1]]
                if any(item != items[0] for item in items[1:]):
                    notes.append(f"{group} differs between frames; the first frame's is used for all.")
            if items:
                found[group] = items[0]
    except BadAttributeError as error:
        notes.append(f"{error}; it is ignored.")
    return found, tuple(notes)


def _cells(container: Container, layout: PixelLayout, damaged: bool) -> Cells:
    pixels = container.pixels
    assert pixels is not None
    if container.transfer_syntax in UNCOMPRESSED:
        return uncompressed_cells(container, pixels, layout, damaged=damaged)
    return compressed_cells(container, pixels, layout, damaged=damaged)


def _signed_alike(layout: PixelLayout, cells: Cells) -> tuple[PixelLayout, tuple[str, ...]]:
    """Take the word of a codestream that is signed: as unsigned, its values below 0 would come out on top."""
    if layout.signed or not cells.signed:
        return layout, ()
    return replace(layout, signed=True), ("The header says unsigned pixels, the codestream signed: its word is taken.",)


def _pixels(
    dataset: Dataset, cells: Cells, layout: PixelLayout, padding: tuple[float, float] | None
) -> tuple[NDArray[Any], NDArray[np.uint8] | None, tuple[float, float] | None, tuple[str, ...]]:
    """Return stored values and colours, read-only, padding as it is then, and notes; missing pixels are filled."""
    stored = stored_values(cells.values, layout, aligned=cells.aligned)
    notes = []
    if cells.aligned and cells.codestream_bits > layout.bits_stored and not np.may_share_memory(stored, cells.values):
        notes.append(
            f"The header says {layout.bits_stored} bits, the codestream {cells.codestream_bits}, and some values need "
            f"more than the header says: they are cut to {layout.bits_stored} bits and may be wrong."
        )
    grey = layout.samples == 1 and layout.photometric != PALETTE
    if grey and cells.present is not None and cells.present < stored.size:
        padding, note = filled(stored, layout, cells.present, padding)
        notes += [note] if note else []
    color, color_notes = colors(dataset, layout, cells, stored)
    stored.flags.writeable = False
    return stored, color, padding, (*notes, *color_notes)
