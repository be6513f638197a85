"""Read a greyscale DICOM image: its stored values, exact, and the facts needed to show and to classify it."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from core.dicom.attributes import BadAttributeError, tag, text, values
from core.dicom.compressed import NATIVE_CELLS, compressed_cells, decoder_name
from core.dicom.container import (
    BIG_ENDIAN,
    DEFLATED,
    EXPLICIT,
    IMPLICIT,
    PIXEL_KINDS,
    Container,
    PixelElement,
    opened,
)
from core.dicom.facts import FACT_TAGS, SPACING_TAGS, acquisition, identity, spacing, uid_name
from core.dicom.frame import Frame
from core.dicom.grey import GREY_TAGS, greys
from core.dicom.stored import PixelLayout, pixel_layout, required_text, stored_values
from core.errors import DamagedError, NoImageError, UnsupportedError

UNCOMPRESSED = frozenset((IMPLICIT, EXPLICIT, BIG_ENDIAN, DEFLATED))
LAYOUT_TAGS = tuple(
    tag(keyword)
    for keyword in (
        "SamplesPerPixel",
        "PhotometricInterpretation",
        "Rows",
        "Columns",
        "NumberOfFrames",
        "BitsAllocated",
        "BitsStored",
        "HighBit",
        "PixelRepresentation",
    )
)
_GROUP_TAGS = (tag("SharedFunctionalGroupsSequence"), tag("PerFrameFunctionalGroupsSequence"))
_READ_TAGS = (*FACT_TAGS, *SPACING_TAGS, *GREY_TAGS, *LAYOUT_TAGS, *_GROUP_TAGS)


def read(path: Path) -> Frame:
    """Read a greyscale DICOM image in any transfer syntax.

    Parameters
    ----------
    path : Path
        The file; it is opened read-only and closed again before this returns.

    Returns
    -------
    Frame
        With stored values of shape (frames, rows, columns), exact: right-aligned by High Bit, masked to Bits Stored,
        sign-extended. What was odd and could be left out stands in ``notes``.

    Raises
    ------
    NotDicomError
        Not DICOM at all.
    NoImageError
        A DICOM object without pixels.
    UnsupportedError
        Colour, or a transfer syntax that is not handled.
    DamagedError
        The file breaks off or contradicts itself.
    RefusedError
        Not a readable regular file.

    References
    ----------
    DICOM PS3.3 C.7.6.3 (Image Pixel Module), PS3.5 8 (encoding of pixel data).
    """
    path = Path(path)
    with opened(path, _READ_TAGS) as container:
        try:
            return _frame(container)
        except BadAttributeError as error:
            raise DamagedError(path, str(error)) from None


def check_greyscale(container: Container) -> str:
    """Return the photometric interpretation; an object without pixels and a colour image are refused."""
    path, dataset = container.path, container.dataset
    if container.pixels is None:
        kind = uid_name(text(dataset, "SOPClassUID") or text(dataset.file_meta, "MediaStorageSOPClassUID"))
        if "Image" in kind or text(dataset, "Rows"):
            raise DamagedError(path, "PixelData (7FE0,0010) is missing: the file breaks off before its pixels")
        raise NoImageError(path, f"no image in this object ({kind})")
    samples = text(dataset, "SamplesPerPixel")
    if not samples:
        raise BadAttributeError("SamplesPerPixel (0028,0002) is missing")
    photometric = required_text(container, "PhotometricInterpretation")
    if photometric not in ("MONOCHROME1", "MONOCHROME2"):
        raise UnsupportedError(
            path, f"colour images are not shown yet: expected MONOCHROME1 or MONOCHROME2, found {photometric[:16]}"
        )
    if samples != "1":
        raise DamagedError(path, f"SamplesPerPixel (0028,0002): expected 1 for {photometric}, found {samples[:8]}")
    return photometric


def _frame(container: Container) -> Frame:
    path, dataset = container.path, container.dataset
    photometric = check_greyscale(container)
    layout = pixel_layout(container)
    groups, group_notes = _functional_groups(dataset)
    grey = greys(dataset, layout, groups.get("PixelValueTransformation"), groups.get("FrameVOILUT"))
    gap, gap_notes = spacing(dataset, groups.get("PixelMeasures"))
    stored, decoder, pixel_notes = _stored(container, layout)
    return Frame(
        path=path,
        stored=stored,
        bits_allocated=layout.bits_allocated,
        bits_stored=layout.bits_stored,
        signed=layout.signed,
        photometric=photometric,
        presentation_shape=_presentation_shape(dataset),
        slope=grey.slope,
        intercept=grey.intercept,
        modality_lut=grey.modality_lut,
        windows=grey.windows,
        voi_luts=grey.voi_luts,
        padding=grey.padding,
        spacing=gap,
        identity=identity(dataset),
        acquisition=acquisition(dataset, container.transfer_syntax),
        transfer_syntax=container.transfer_syntax,
        decoder=decoder,
        notes=(*pixel_notes, *group_notes, *grey.notes, *gap_notes),
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


def _stored(container: Container, layout: PixelLayout) -> tuple[NDArray[Any], str, tuple[str, ...]]:
    path, pixels = container.path, container.pixels
    assert pixels is not None
    raw = container.transfer_syntax in UNCOMPRESSED
    if raw and pixels.length is None:
        raise DamagedError(path, "the pixel data is encapsulated, but the transfer syntax says uncompressed")
    if raw:
        cells, notes = _uncompressed(container, pixels, layout)
        stored, decoder = stored_values(cells, layout), "uncompressed"
    else:
        cells, codec, notes = compressed_cells(container, pixels, layout)
        stored, decoder = stored_values(cells, layout, aligned=codec not in NATIVE_CELLS), decoder_name(codec)
    stored = stored.reshape(layout.shape)
    stored.flags.writeable = False
    return stored, decoder, notes


def _uncompressed(
    container: Container, pixels: PixelElement, layout: PixelLayout
) -> tuple[NDArray[Any], tuple[str, ...]]:
    """Read the cells of all frames straight into one array, after checking that the file holds them."""
    path, stream = container.path, container.stream
    expected = layout.frame_bytes * layout.frames
    declared = pixels.length or 0
    if declared == 0:
        raise DamagedError(path, f"the pixel data is empty: expected {expected} bytes")
    found = min(declared, container.size - pixels.offset)
    if found < expected:
        raise DamagedError(path, f"the pixel data is too short: expected {expected} bytes, found {max(found, 0)}")
    _refuse_second_kind(container, pixels)
    # PS3.5 8.1.1, D.1: 8-bit cells in OW are the bytes of 16-bit words, whose order is the data set's.
    swapped_words = not container.little_endian and layout.bits_allocated == 8 and pixels.vr == "OW"
    count = (expected + expected % 2 if swapped_words else expected) // layout.cell.itemsize
    cell = layout.cell if container.little_endian else layout.cell.newbyteorder(">")
    stream.seek(pixels.offset)
    if isinstance(stream, io.BytesIO):
        cells = np.frombuffer(stream.getbuffer(), cell, count, pixels.offset).copy()
    else:
        cells = np.fromfile(stream, cell, count)
    if cells.size < count:
        raise DamagedError(path, "the file became shorter while it was read")
    if swapped_words:
        cells = cells.view(np.uint16).byteswap().view(np.uint8)[:expected]
    elif not container.little_endian:
        cells = cells.astype(layout.cell, copy=False)
    notes: Sequence[str] = ()
    if declared > expected + 1:
        notes = (f"The pixel data holds {declared - expected} bytes more than its frames need; they are ignored.",)
    return cells, tuple(notes)


def _refuse_second_kind(container: Container, pixels: PixelElement) -> None:
    """Refuse two kinds of pixel data: nothing says which one is the image (PS3.3 C.7.6.3)."""
    container.stream.seek(pixels.offset + (pixels.length or 0))
    following = container.stream.read(4)
    if len(following) == 4:
        group, element = struct.unpack("<HH" if container.little_endian else ">HH", following)
        if group << 16 | element in PIXEL_KINDS:
            raise DamagedError(container.path, "two kinds of pixel data in one object: expected one")
