"""The service that decodes compressed pixels. It runs in a child process: a damaged codestream may crash a codec."""

from __future__ import annotations

import io
import math
import os
import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.dicom.surplus import has_pauses, with_surplus
from core.errors import Cxr12Error

_THREADS = min(4, os.cpu_count() or 1)
Codec = Callable[[bytes, tuple[int, ...], np.dtype[Any]], NDArray[Any]]


def serve(request: dict[str, Any], codestream: bytearray) -> tuple[dict[str, Any], memoryview]:
    """Decode one frame (a :data:`core.child.Service`).

    Parameters
    ----------
    request : dict
        ``codec`` (a key of :data:`CODECS`), ``rows``, ``columns``, ``samples`` (1, or 3 of a colour image), ``cell``
        (dtype of a cell, unsigned), and ``clip`` (bits of a stored value that a lossy codestream of higher precision is
        cut to, or 0); ``cut`` (True if it is known that bytes are missing). For a smaller picture, ``reduce`` (how many
        times rows and columns are halved, which ``rows`` and ``columns`` tell already), ``precision`` and ``signed``
        (of the codestream).
    codestream : bytearray
        The frame, compressed.

    Returns
    -------
    dict, memoryview
        Nothing, and the cells as little-endian bytes in row order. Negative samples are in two's complement.

    Raises
    ------
    Cxr12Error
        The codec refuses the codestream, or it holds another image than announced.
    """
    shape: tuple[int, ...] = (request["rows"], request["columns"])
    cell = np.dtype(request["cell"])
    if request["samples"] > 1:
        shape = (*shape, request["samples"])
    samples = _samples(request, bytes(codestream), shape, cell)
    if samples.size == math.prod(shape) and samples.ndim > len(shape):
        samples = samples.reshape(shape)
    if samples.shape != shape:
        found = " x ".join(str(side) for side in samples.shape)
        announced = " x ".join(str(side) for side in shape)
        raise Cxr12Error(f"the header says {announced} pixels, the codestream holds {found}")
    if request["clip"]:
        samples = np.clip(samples, *_range(request["clip"], samples.dtype.kind == "i"))
    return {}, _as_cells(samples, cell).data.cast("B")


def _samples(request: dict[str, Any], data: bytes, shape: tuple[int, ...], cell: np.dtype[Any]) -> NDArray[Any]:
    codec: str = request["codec"]
    try:
        if request.get("reduce"):
            return REDUCED[codec](data, request)
        samples = CODECS[codec](data, shape, cell)
        suspicious = codec in SUSPICIOUS and not request.get("cut") and SUSPICIOUS[codec](data, samples)
        if suspicious and not np.array_equal(samples, CODECS[codec](with_surplus(data), shape, cell)):
            raise Cxr12Error("bytes are missing inside the codestream")
    except MemoryError:
        raise Cxr12Error("decoding it needs more memory than is allowed") from None
    except ImportError:
        raise Cxr12Error("imagecodecs, which decodes it, cannot be loaded: install CXR-12 again") from None
    except (RuntimeError, ValueError, TypeError, zlib.error):
        raise Cxr12Error("the codestream cannot be decoded: it is damaged") from None
    return samples


def _as_cells(samples: NDArray[Any], cell: np.dtype[Any]) -> NDArray[Any]:
    bits = 8 * cell.itemsize
    if samples.dtype.itemsize > cell.itemsize:
        low, high = int(samples.min()), int(samples.max())
        if low < -(1 << (bits - 1)) or high >= 1 << bits:
            raise Cxr12Error(f"the codestream holds values of more than the {bits} bits allocated")
    return np.ascontiguousarray(samples.astype(cell, copy=False))  # wraps negative values, as two's complement does


def _range(bits: int, signed: bool) -> tuple[int, int]:
    return (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) if signed else (0, (1 << bits) - 1)


def _rle(data: bytes, shape: tuple[int, ...], cell: np.dtype[Any]) -> NDArray[Any]:
    import imagecodecs

    unpacked = imagecodecs.dicomrle_decode(data, cell)
    expected = math.prod(shape) * cell.itemsize
    if len(unpacked) != expected:
        raise Cxr12Error(f"expected {expected} bytes of pixels from RLE, found {len(unpacked)}")
    planes = np.frombuffer(unpacked, cell).reshape(-1, *shape[:2])  # PS3.5 G.2: the samples are planes, in any case
    return planes[0] if len(shape) == 2 else np.moveaxis(planes, 0, -1)


def _deflated_frame(data: bytes, shape: tuple[int, ...], cell: np.dtype[Any]) -> NDArray[Any]:
    expected = math.prod(shape) * cell.itemsize
    unpacked = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, expected + 2)
    if not expected <= len(unpacked) <= expected + 1:
        raise Cxr12Error(f"expected {expected} bytes of pixels from the deflated frame, found {len(unpacked)}")
    return np.frombuffer(unpacked, cell, math.prod(shape)).reshape(shape)


def _jpeg8(data: bytes, shape: tuple[int, ...], cell: np.dtype[Any]) -> NDArray[Any]:
    import imagecodecs

    # The same space on both sides: the components come out as they were coded, whatever they are.
    coded: dict[str, Any] = {"colorspace": "RGB", "outcolorspace": "RGB"} if len(shape) > 2 else {}
    samples: NDArray[Any] = imagecodecs.jpeg8_decode(data, **coded)
    return samples


def _may_lack_blocks(data: bytes, samples: NDArray[Any]) -> bool:
    """Tell whether blocks may be missing: their decoder leaves them at half of 8 or 12 bits, also the last pixel."""
    return has_pauses(data) or bool(np.isin(samples[-1, -1], (1 << 7, 1 << 11)).any())


def _picture(name: str, **options: Any) -> Codec:
    def decode(data: bytes, shape: tuple[int, ...], cell: np.dtype[Any]) -> NDArray[Any]:
        import imagecodecs

        samples: NDArray[Any] = getattr(imagecodecs, f"{name}_decode")(data, **options)
        return samples

    return decode


def _reduced_jpeg2k(data: bytes, request: dict[str, Any]) -> NDArray[Any]:
    from PIL import Image

    bits: int = request["precision"]
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG2000"]) as image:
            # For this format it is an option of the codec, not the method of this name.
            image.reduce = request["reduce"]  # type: ignore[method-assign]
            # Pillow rounds what is left of a side, the format (15444-1 B-15) takes the next whole number.
            image._size = (request["columns"] << request["reduce"], request["rows"] << request["reduce"])
            image.load()
            samples = np.asarray(image)
    except (OSError, SyntaxError, Image.DecompressionBombError):
        raise ValueError from None
    # Pillow moves values up to fill 8 or 16 bits, and signed ones to begin at 0.
    samples = samples >> (8 * samples.dtype.itemsize - bits)
    return samples.astype(np.int32) - (1 << (bits - 1)) if request["signed"] else samples


def _reduced_htj2k(data: bytes, request: dict[str, Any]) -> NDArray[Any]:
    import imagecodecs

    samples: NDArray[Any] = imagecodecs.htj2k_decode(data, skipres=request["reduce"])
    return samples


CODECS: dict[str, Codec] = {
    "rle": _rle,
    "deflate": _deflated_frame,
    "jpeg8": _jpeg8,
    "jpegsof3": _picture("jpegsof3"),
    "jpegls": _picture("jpegls"),
    "jpeg2k": _picture("jpeg2k", numthreads=_THREADS),
    "htj2k": _picture("htj2k"),
    "jpegxl": _picture("jpegxl", numthreads=_THREADS),
}
"""One decoder a codec: takes a codestream, (rows, columns[, 3]) and the dtype of a cell, gives samples."""

SUSPICIOUS: dict[str, Callable[[bytes, NDArray[Any]], bool]] = {
    "jpeg8": _may_lack_blocks,
    "jpegsof3": lambda data, samples: True,  # it leaves no trace
}
"""Codecs that say nothing of missing bytes: when a second decoding, with surplus bytes, has to tell (costs as much)."""

REDUCED: dict[str, Callable[[bytes, dict[str, Any]], NDArray[Any]]] = {
    "jpeg2k": _reduced_jpeg2k,
    "htj2k": _reduced_htj2k,
}
"""Decoders of a smaller picture, which take much less time: a codestream and the request, gives samples."""
