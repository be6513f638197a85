"""The service that decodes compressed pixels. It runs in a child process: a damaged codestream may crash a codec."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import Cxr12Error

_THREADS = min(4, os.cpu_count() or 1)


def serve(request: dict[str, Any], codestream: bytearray) -> tuple[dict[str, Any], memoryview]:
    """Decode one frame (a :data:`core.child.Service`).

    Parameters
    ----------
    request : dict
        ``codec`` (a key of :data:`CODECS`), ``rows``, ``columns``, ``cell`` (dtype of a cell, unsigned), and
        ``clip`` (bits of a stored value that a lossy codestream of higher precision is cut to, or 0).
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
    shape, cell = (request["rows"], request["columns"]), np.dtype(request["cell"])
    try:
        samples = CODECS[request["codec"]](bytes(codestream), shape, cell)
    except MemoryError:
        raise Cxr12Error("decoding it needs more memory than is allowed") from None
    except (RuntimeError, ValueError, TypeError, zlib.error):
        raise Cxr12Error("the codestream cannot be decoded: it is damaged") from None
    if samples.size == shape[0] * shape[1] and samples.ndim > 2:
        samples = samples.reshape(shape)
    if samples.shape != shape:
        found = " x ".join(str(side) for side in samples.shape)
        raise Cxr12Error(f"the header says {shape[0]} x {shape[1]} pixels, the codestream holds {found}")
    if request["clip"]:
        samples = np.clip(samples, *_range(request["clip"], samples.dtype.kind == "i"))
    return {}, _as_cells(samples, cell).data.cast("B")


def _as_cells(samples: NDArray[Any], cell: np.dtype[Any]) -> NDArray[Any]:
    bits = 8 * cell.itemsize
    if samples.dtype.itemsize > cell.itemsize:
        low, high = int(samples.min()), int(samples.max())
        if low < -(1 << (bits - 1)) or high >= 1 << bits:
            raise Cxr12Error(f"the codestream holds values of more than the {bits} bits allocated")
    return np.ascontiguousarray(samples.astype(cell, copy=False))  # wraps negative values, as two's complement does


def _range(bits: int, signed: bool) -> tuple[int, int]:
    return (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) if signed else (0, (1 << bits) - 1)


def _rle(data: bytes, shape: tuple[int, int], cell: np.dtype[Any]) -> NDArray[Any]:
    import imagecodecs

    unpacked = imagecodecs.dicomrle_decode(data, cell)
    expected = shape[0] * shape[1] * cell.itemsize
    if len(unpacked) != expected:
        raise Cxr12Error(f"expected {expected} bytes of pixels from RLE, found {len(unpacked)}")
    return np.frombuffer(unpacked, cell).reshape(shape)


def _deflated_frame(data: bytes, shape: tuple[int, int], cell: np.dtype[Any]) -> NDArray[Any]:
    expected = shape[0] * shape[1] * cell.itemsize
    unpacked = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, expected + 2)
    if not expected <= len(unpacked) <= expected + 1:
        raise Cxr12Error(f"expected {expected} bytes of pixels from the deflated frame, found {len(unpacked)}")
    return np.frombuffer(unpacked, cell, shape[0] * shape[1]).reshape(shape)


def _picture(name: str, **options: Any) -> Callable[[bytes, tuple[int, int], np.dtype[Any]], NDArray[Any]]:
    def decode(data: bytes, shape: tuple[int, int], cell: np.dtype[Any]) -> NDArray[Any]:
        import imagecodecs

        samples: NDArray[Any] = getattr(imagecodecs, f"{name}_decode")(data, **options)
        return samples

    return decode


CODECS: dict[str, Callable[[bytes, tuple[int, int], np.dtype[Any]], NDArray[Any]]] = {
    "rle": _rle,
    "deflate": _deflated_frame,
    "jpeg8": _picture("jpeg8"),
    "jpegsof3": _picture("jpegsof3"),
    "jpegls": _picture("jpegls"),
    "jpeg2k": _picture("jpeg2k", numthreads=_THREADS),
    "htj2k": _picture("htj2k"),
    "jpegxl": _picture("jpegxl", numthreads=_THREADS),
}
"""One decoder a codec: takes a codestream, (rows, columns) and the dtype of a cell, gives samples."""
