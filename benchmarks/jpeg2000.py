"""JPEG 2000 lossless, 2430 x 2991, 12 bits: the first picture and the final pixels, against the bare codec call."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import imagecodecs
import numpy as np
from pydicom.uid import JPEG2000Lossless

from benchmarks.measure import Figure, interleaved
from benchmarks.radiograph import radiograph, write
from core.dicom.preview import preview
from core.dicom.read import read

_THREADS = min(4, os.cpu_count() or 1)


def _opened(path: Path) -> None:
    """Do what the window does, one after the other in one decoder, so that a bad file ends one at most."""
    preview(path)
    read(path)


def figures() -> Iterator[Figure]:
    """Both include opening the file and the way to the decoding child and back; the bare call has its bytes at hand."""
    stored = radiograph()
    codestream = bytes(imagecodecs.jpeg2k_encode(stored, level=0, bitspersample=12, resolutions=6, codecformat="j2k"))
    bare = partial(imagecodecs.jpeg2k_decode, codestream, numthreads=_THREADS)
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / "image.dcm", codestream, 0, JPEG2000Lossless)
        if not np.array_equal(read(path).stored[0], stored):
            raise RuntimeError("the image did not come back bit for bit: its speed means nothing")
        if preview(path) is None:
            raise RuntimeError("there is no preview of an image with six resolution levels")
        ours, peer = interleaved(lambda: _opened(path), bare, repeat=9, warm=2)
        yield Figure(
            "JPEG 2000, final pixels after the first picture",
            ours,
            "ms",
            peer,
            "bare imagecodecs call",
            at_least=1 / 1.15,
        )
        ours, peer = interleaved(partial(preview, path), bare, repeat=9, warm=2)
        yield Figure("JPEG 2000, first picture", ours, "ms", peer, "bare imagecodecs call", at_least=4.0)
