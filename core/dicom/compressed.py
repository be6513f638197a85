"""Compressed pixels to cells: split into frames, check each codestream's own header, have it decoded in a child."""

from __future__ import annotations

import functools
import importlib.metadata
import struct
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.dicom import codestream as headers
from core.dicom.codestream import Codestream, CodestreamError
from core.dicom.container import Container, PixelElement
from core.dicom.damage import missing, rows_above
from core.dicom.decoders import decoders
from core.dicom.encapsulated import FragmentsError, split
from core.dicom.stored import Cells, PixelLayout
from core.dicom.uncompressed import arranged
from core.errors import DamagedError, DecoderEndedError, UnsupportedError

SYNTAXES: dict[str, str] = {
    "1.2.840.10008.1.2.5": "rle",
    "1.2.840.10008.1.2.8.1": "deflate",
    **{f"1.2.840.10008.1.2.4.{n}": "jpeg" for n in (50, 51, 53, 55, 57, 70, 80, 81)},
    **{f"1.2.840.10008.1.2.4.{n}": "jpeg2k" for n in (90, 91, 92, 93)},
    **{f"1.2.840.10008.1.2.4.{n}": "htj2k" for n in (201, 202, 203)},
    **{f"1.2.840.10008.1.2.4.{n}": "jpegxl" for n in (110, 111, 112)},
}
"""Transfer syntaxes that are decoded, by the family whose header tells the codec."""

NATIVE_CELLS = frozenset(("rle", "deflate"))
"""Codecs that pack whole cells, High Bit and all; the others give right-aligned values."""

_ENDED = frozenset(("jpeg", "jpeg2k", "htj2k"))  # families whose codestreams have an end mark
_SHOWN_CUT = frozenset(("jpeg8", "jpegls", "jpeg2k", "htj2k"))  # codecs that refuse a cut frame, or give what is there
_JPEG_2000 = frozenset(("jpeg2k", "htj2k"))
_CUT = "the compressed pixel data breaks off"

_MOST_FRAME_PIXELS = 96 << 20  # a codec needs up to 16 bytes a pixel
_MOST_BYTES = 1 << 31
_MOST_GROWTH, _MOST_HEADER_BYTES, _MOST_EXTRA_BYTES = 2, 1 << 12, 1 << 20  # by which codestreams may exceed pixels


def compressed_cells(
    container: Container, pixels: PixelElement, layout: PixelLayout, *, damaged: bool = False
) -> Cells:
    """Decode all frames of a compressed image.

    Parameters
    ----------
    damaged : bool
        Take what there is of pixel data that breaks off: the frames before, and the cut one if its codec gives it.

    Raises
    ------
    UnsupportedError
        A transfer syntax, a size or a depth that is not handled.
    DamagedError
        The pixel data breaks off, contradicts the header or cannot be decoded.
    """
    path = container.path
    family = SYNTAXES[container.transfer_syntax]
    if pixels.length is not None:
        raise DamagedError(path, "the pixel data is not encapsulated, but the transfer syntax says compressed")
    _refuse_too_large(path, layout)
    frames, note, cut = _codestreams(container, pixels, layout, family, damaged)
    first = _decoded(path, family, frames[0], layout, damaged)

    def decode(data: bytes) -> _Decoded:
        decoded = _decoded(path, family, data, layout, damaged)
        if decoded.found != first.found:
            raise DamagedError(path, "the frames of the compressed pixel data are not coded alike")
        return decoded

    values, last = _all_frames(first, frames, decode, damaged)
    return _cells(layout, values, last, note, cut)


def _cells(layout: PixelLayout, values: NDArray[Any], last: _Decoded, note: str, cut: bool) -> Cells:
    """Say what the decoded frames are; ``cut``: the last fragment breaks off."""
    sentence, present = _damage(layout, values, last)
    if cut and not sentence:
        sentence = f"{_CUT}: the image may be wrong in places."
    found = last.found  # like that of all frames
    return Cells(
        arranged(values, layout) if found.codec == "deflate" else values,
        decoder_name(found.codec),
        aligned=found.codec not in NATIVE_CELLS,
        notes=(note,) if note else (),
        space=found.space,
        codestream_bits=found.precision,
        signed=found.signed,
        damaged=sentence,
        present=present,
    )


def single_codestream(container: Container, pixels: PixelElement, layout: PixelLayout) -> tuple[bytes, Codestream]:
    """Return the codestream of an image of one frame and what it says of itself, checked like before decoding.

    Raises
    ------
    DamagedError
        It breaks off or contradicts the header.
    UnsupportedError
        It is too large.
    """
    _refuse_too_large(container.path, layout)
    family = SYNTAXES[container.transfer_syntax]
    (data, *_), _, _ = _codestreams(container, pixels, layout, family, damaged=False)
    return data, _checked(container.path, family, data, layout)


@dataclass(frozen=True, slots=True, eq=False)
class _Decoded:
    """A decoded frame, what its codestream says of itself, and whether that had no end."""

    cells: NDArray[Any]
    found: Codestream
    cut: bool


def _decoded(path: Path, family: str, data: bytes, layout: PixelLayout, damaged: bool) -> _Decoded:
    cut = damaged and _breaks_off(family, data)
    if cut and not headers.has_end_mark(data):
        data += headers.END_MARK
    found = _checked(path, family, data, layout, cut)
    if cut and found.codec not in _SHOWN_CUT:
        raise DamagedError(path, "the compressed pixel data breaks off, and its codec gives nothing of such a frame")
    try:
        answer = decoders.decode(path, _request(found, layout, cut), data)
    except DecoderEndedError:
        raise
    except DamagedError:
        if cut or not damaged or found.codec != "jpeg8":
            raise
        cut = True  # only the child finds that bytes are missing before the end mark of a JPEG
        answer = decoders.decode(path, _request(found, layout, cut), data)
    return _Decoded(np.frombuffer(answer, layout.cell).reshape(layout.frame_shape), found, cut)


def _breaks_off(family: str, data: bytes) -> bool:
    if family in _JPEG_2000:
        try:
            headers.check_tile_parts(data)
        except CodestreamError:
            return True
    return family in _ENDED and not headers.has_end_mark(data)


def _all_frames(
    first: _Decoded, frames: list[bytes], decode: Callable[[bytes], _Decoded], damaged: bool
) -> tuple[NDArray[Any], _Decoded]:
    """Decode the frames after the first, up to one that is cut; return the cells of all, and the last frame."""
    if len(frames) == 1 or first.cut:
        return first.cells[np.newaxis], first
    cells = np.empty((len(frames), *first.cells.shape), first.cells.dtype)  # the first frame has proved the size
    cells[0] = first.cells
    done, last = 1, first
    with ThreadPoolExecutor(len(decoders.children)) as threads:
        try:
            for last in threads.map(decode, frames[1:]):
                cells[done] = last.cells
                done += 1
                if last.cut:
                    break
        except DamagedError:  # what has not begun by then never does
            if not damaged:
                raise
    return cells[:done], last


def _damage(layout: PixelLayout, values: NDArray[Any], last: _Decoded) -> tuple[str, int | None]:
    """Say what is missing of the frames that were decoded, and how many pixels there are if that is known."""
    in_frame = layout.rows * layout.columns
    present = len(values) * in_frame
    if last.cut:
        blank = min(1 << last.found.precision - 1, (1 << layout.bits_stored) - 1)  # what JPEG leaves where it ends
        rows = rows_above(values[-1], blank) if last.found.codec == "jpeg8" else layout.rows
        if rows in (0, layout.rows):
            return f"{_CUT}: the image may be wrong or coarse in places.", None
        present -= (layout.rows - rows) * layout.columns
        return f"{missing(layout, present)}, perhaps a little more: {_CUT}.", present
    if present == layout.frames * in_frame:
        return "", None
    return f"{missing(layout, present)}: {_CUT}.", present


def decoder_name(codec: str) -> str:
    """Return what stands in :attr:`core.dicom.frame.Frame.decoder`."""
    return f"zlib {codec}" if codec == "deflate" else f"imagecodecs {_version()} {codec}"


@functools.cache
def _version() -> str:
    return importlib.metadata.version("imagecodecs")


def _refuse_too_large(path: Path, layout: PixelLayout) -> None:
    if layout.floating:
        raise UnsupportedError(path, "compressed floating-point pixels are not handled")
    if layout.rows * layout.columns > _MOST_FRAME_PIXELS:
        raise UnsupportedError(
            path,
            f"a compressed frame of {layout.rows} x {layout.columns} pixels is too large: "
            f"expected at most {_MOST_FRAME_PIXELS >> 20} megapixels",
        )
    if layout.frame_bytes * layout.frames > _MOST_BYTES:
        raise UnsupportedError(path, f"{layout.frames} frames are too many: expected at most 2 GiB of pixels in all")


def _codestreams(
    container: Container, pixels: PixelElement, layout: PixelLayout, family: str, damaged: bool
) -> tuple[list[bytes], str, bool]:
    most_bytes = (_MOST_GROWTH * layout.frame_bytes + _MOST_HEADER_BYTES) * layout.frames + _MOST_EXTRA_BYTES
    one_each = family in NATIVE_CELLS
    try:
        return split(
            container.stream,
            pixels.offset,
            container.size,
            layout.frames,
            one_each=one_each,
            most_bytes=most_bytes,
            damaged=damaged,
        )
    except (FragmentsError, struct.error) as error:
        raise DamagedError(container.path, f"the encapsulated pixel data is damaged: {error}") from None


def _checked(path: Path, family: str, data: bytes, layout: PixelLayout, cut: bool = False) -> Codestream:
    """Check a codestream's own header against the file's, before a decoder sees it, and unless cut, its parts."""
    try:
        found = _header(family, data, layout)
        if family in _JPEG_2000 and not cut:
            headers.check_tile_parts(data)
    except CodestreamError as error:
        raise DamagedError(path, f"the compressed pixel data is damaged: {error}") from None
    if (found.rows, found.columns) != (layout.rows, layout.columns):
        raise DamagedError(
            path,
            f"the header says {layout.rows} x {layout.columns} pixels (rows x columns), "
            f"the codestream {found.rows} x {found.columns}",
        )
    if found.components != layout.samples:
        said = "one sample per pixel" if layout.samples == 1 else f"{layout.samples} samples per pixel"
        raise DamagedError(path, f"the header says {said}, the codestream {found.components}")
    return found


def _request(found: Codestream, layout: PixelLayout, cut: bool) -> dict[str, Any]:
    lossy_depth = found.codec == "jpeg8" and found.precision > layout.bits_stored
    return {
        "codec": found.codec,
        "rows": layout.rows,
        "columns": layout.columns,
        "samples": layout.samples,
        "cell": layout.cell.str,
        "clip": layout.bits_stored if lossy_depth else 0,
        "cut": cut,
    }


def _header(family: str, data: bytes, layout: PixelLayout) -> Codestream:
    if family == "jpeg":
        return headers.jpeg(data)
    if family in _JPEG_2000:
        found = headers.jpeg2000(data)
        return replace(found, codec=family)
    if family == "rle":
        headers.rle(data, layout.samples * layout.bits_allocated // 8, layout.frame_bytes)
    # Deflated frames have no header, JPEG XL's is bit-packed: the child compares the size.
    return Codestream(family, layout.rows, layout.columns, layout.samples, 0, "RGB" if family == "jpegxl" else "")
