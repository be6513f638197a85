"""Compressed pixels to cells: split into frames, check each codestream's own header, have it decoded in a child."""

from __future__ import annotations

import atexit
import functools
import importlib.metadata
import queue
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.child import Child
from core.dicom import codestream as headers
from core.dicom.codestream import Codestream, CodestreamError
from core.dicom.container import Container, PixelElement
from core.dicom.encapsulated import FragmentsError, split
from core.dicom.facts import uid_name
from core.dicom.stored import PixelLayout
from core.errors import ChildDiedError, ChildRefusedError, ChildTimeoutError, DamagedError, UnsupportedError

SYNTAXES: dict[str, str] = {
    "1.2.840.10008.1.2.5": "rle",
    "1.2.840.10008.1.2.8.1": "deflate",
    **{f"1.2.840.10008.1.2.4.{n}": "jpeg" for n in (50, 51, 52, 53, 54, 55, 56, 57, 58, 70, 80, 81)},
    **{f"1.2.840.10008.1.2.4.{n}": "jpeg2k" for n in (90, 91, 92, 93)},
    **{f"1.2.840.10008.1.2.4.{n}": "htj2k" for n in (201, 202, 203)},
    **{f"1.2.840.10008.1.2.4.{n}": "jpegxl" for n in (110, 111, 112)},
}
"""Transfer syntaxes that are decoded, by the family whose header tells the codec."""

NATIVE_CELLS = frozenset(("rle", "deflate"))
"""Codecs that pack whole cells, High Bit and all; the others give right-aligned values."""

_CHILDREN = 2
_CHILD_MEMORY = 2 << 30
_MOST_FRAME_PIXELS = 96 << 20  # a codec needs up to 16 bytes a pixel
_MOST_BYTES = 1 << 31
_LIMIT_S, _LIMIT_S_PER_MEGAPIXEL, _START_S = 5.0, 1.0, 10.0


class Decoders:
    """A few warm decoding children, started when first needed; safe from any thread.

    Parameters
    ----------
    children : int
        How many frames may be decoded at the same time.
    service : str
        What they run.
    memory_bytes : int
        Cap on the address space of each.
    limit_s : float
        Longest time for a frame, on top of an allowance for its size and for starting a child.
    """

    def __init__(
        self,
        children: int = _CHILDREN,
        service: str = "core.dicom.decode:serve",
        *,
        memory_bytes: int = _CHILD_MEMORY,
        limit_s: float = _LIMIT_S,
    ) -> None:
        self._limit_s = limit_s
        self.children = tuple(Child(service, memory_bytes=memory_bytes) for _ in range(children))
        self._free: queue.LifoQueue[Child] = queue.LifoQueue()  # the last one used is the warm one
        for child in self.children:
            self._free.put(child)

    def decode(self, path: Path, request: dict[str, Any], data: bytes) -> bytearray:
        """Decode one frame; what kills a child is the file's fault, and a fresh one serves the next file.

        Raises
        ------
        DamagedError
            The codestream is refused, crashes the decoder, takes too long or too much memory.
        """
        megapixels = request["rows"] * request["columns"] / 1e6
        with self._borrowed() as child:
            limit_s = self._limit_s + _LIMIT_S_PER_MEGAPIXEL * megapixels + (_START_S if child.pid is None else 0.0)
            try:
                return child.call(request, data, timeout_s=limit_s)[1]
            except ChildRefusedError as error:
                raise DamagedError(path, f"the compressed pixel data is refused: {error}") from None
            except ChildTimeoutError:
                raise DamagedError(
                    path, f"decoding did not end within {limit_s:.0f} s: the compressed pixel data is damaged"
                ) from None
            except ChildDiedError:
                raise DamagedError(
                    path, "the decoder crashed or ran out of memory on it: the compressed pixel data is damaged"
                ) from None

    def warm(self) -> None:
        """Start one child now, so that the first compressed image need not wait for it."""
        with self._borrowed() as child:
            child.warm()

    def close(self) -> None:
        """End all children, also one in the middle of a call; a later call starts them again."""
        for child in self.children:
            child.kill()
            child.close()

    @contextmanager
    def _borrowed(self) -> Iterator[Child]:
        child = self._free.get()
        try:
            yield child
        finally:
            self._free.put(child)


decoders = Decoders()
"""The children of this process."""
atexit.register(decoders.close)


def compressed_cells(
    container: Container, pixels: PixelElement, layout: PixelLayout
) -> tuple[NDArray[Any], str, tuple[str, ...]]:
    """Decode all frames of a compressed image.

    Returns
    -------
    ndarray of unsigned cells, shape (frames, rows, columns)
    str
        The codec. The cells of those in :data:`NATIVE_CELLS` are laid out as uncompressed ones are.
    tuple of str
        Notes.

    Raises
    ------
    UnsupportedError
        A transfer syntax, a size or a depth that is not handled.
    DamagedError
        The pixel data breaks off, contradicts the header or cannot be decoded.
    """
    path = container.path
    family = SYNTAXES.get(container.transfer_syntax)
    if family is None:
        name = uid_name(container.transfer_syntax)
        raise UnsupportedError(path, f"the transfer syntax {name} is not handled: export the image in another one")
    if pixels.length is not None:
        raise DamagedError(path, "the pixel data is not encapsulated, but the transfer syntax says compressed")
    _refuse_too_large(path, layout)
    frames, note = _codestreams(container, pixels, layout, family)
    cells = np.empty((0, 0, 0), layout.cell)
    for index, data in enumerate(frames):
        request = _request(path, family, data, layout)
        decoded = decoders.decode(path, request, data)
        if index == 0:  # memory is taken once the first frame has proved the size
            cells, codec = np.empty(layout.shape, layout.cell), request["codec"]
        cells[index] = np.frombuffer(decoded, layout.cell).reshape(layout.rows, layout.columns)
    return cells, codec, (note,) if note else ()


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
    container: Container, pixels: PixelElement, layout: PixelLayout, family: str
) -> tuple[list[bytes], str]:
    left = container.size - pixels.offset
    if left > _MOST_BYTES:
        raise UnsupportedError(container.path, "the compressed pixel data is too large: expected at most 2 GiB")
    container.stream.seek(pixels.offset)
    try:
        return split(memoryview(container.stream.read(left)), layout.frames, one_each=family in NATIVE_CELLS)
    except (FragmentsError, struct.error) as error:
        raise DamagedError(container.path, f"the encapsulated pixel data is damaged: {error}") from None


def _request(path: Path, family: str, data: bytes, layout: PixelLayout) -> dict[str, Any]:
    """Check a codestream's own header against the file's, before a decoder sees it."""
    try:
        found = _header(family, data, layout)
    except CodestreamError as error:
        raise DamagedError(path, f"the compressed pixel data is damaged: {error}") from None
    if (found.rows, found.columns) != (layout.rows, layout.columns):
        raise DamagedError(
            path,
            f"the header says {layout.rows} x {layout.columns} pixels (rows x columns), "
            f"the codestream {found.rows} x {found.columns}",
        )
    if found.components != 1:
        raise DamagedError(path, f"the header says one sample per pixel, the codestream {found.components}")
    lossy_depth = found.codec == "jpeg8" and found.precision > layout.bits_stored
    return {
        "codec": found.codec,
        "rows": layout.rows,
        "columns": layout.columns,
        "cell": layout.cell.str,
        "clip": layout.bits_stored if lossy_depth else 0,
    }


def _header(family: str, data: bytes, layout: PixelLayout) -> Codestream:
    if family == "jpeg":
        return headers.jpeg(data)
    if family in ("jpeg2k", "htj2k"):
        found = headers.jpeg2000(data)
        return Codestream(family, found.rows, found.columns, found.components, found.precision)
    if family == "rle":
        headers.rle(data, layout.bits_allocated // 8, layout.frame_bytes)
    # Deflated frames have no header, JPEG XL's is bit-packed: the child compares the size.
    return Codestream(family, layout.rows, layout.columns, 1, layout.bits_stored)
