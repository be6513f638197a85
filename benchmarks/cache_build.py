"""From DICOM files to the full-depth cache of a training, against a loop that does the same work in one process."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
from pydicom.uid import UID, ExplicitVRLittleEndian, JPEGLosslessSV1, JPEGLSLossless

from benchmarks.measure import RUNS, Figure
from benchmarks.radiograph import radiograph, write
from core.dicom.decode import serve
from core.dicom.decoders import decoders
from core.picture import read_image
from core.places import cache_folder
from core.preprocess import PreprocessSpec, preprocess
from trainer.cache import arrays
from trainer.dataset import Dataset, read_dataset

_EACH, _SIZE = 8, 512


def figures() -> Iterator[Figure]:
    """Images per second, 2430 x 2991 pixels of 12 bits: a third as they are, the rest as hospitals compress them."""
    spec = PreprocessSpec("native", _SIZE, _SIZE, "12")
    with tempfile.TemporaryDirectory() as name:
        dataset = _dataset(Path(name) / "data")
        arrays(dataset, spec)  # warms the decoders
        ours, peer = [], []
        for _ in range(RUNS):
            shutil.rmtree(cache_folder() / "arrays")
            ours.append(_seconds(lambda: arrays(dataset, spec)))
            peer.append(_seconds(lambda: _loop(dataset, spec, Path(name) / "loop.npy")))
        made = arrays(dataset, spec).images[:]
        if not np.array_equal(made, np.load(Path(name) / "loop.npy")):
            raise RuntimeError("both must come to the same images: their speed means nothing")
    count = len(dataset.rows)
    yield Figure(
        f"cache build, {_SIZE} px, JPEG lossless, JPEG-LS, uncompressed",
        count / min(ours),
        "images/s",
        count / min(peer),
        "one-process loop",
        more_is_better=True,
        at_least=1.7,
    )


def _seconds(work: Any) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _loop(dataset: Dataset, spec: PreprocessSpec, path: Path) -> None:
    """Do the same one image after the other, decoding in this process, too, so that nothing goes through pipes."""
    in_child = decoders.decode
    decoders.decode = lambda path, request, data: bytearray(serve(request, bytearray(data))[1])  # type: ignore[method-assign]
    try:
        made = np.stack([preprocess(read_image(row.path), spec) for row in dataset.rows])
    finally:
        decoders.decode = in_child  # type: ignore[method-assign]
    with path.open("wb") as file:
        np.save(file, made)
        os.fsync(file.fileno())


def _dataset(folder: Path) -> Dataset:
    pixels = radiograph()
    coded: tuple[tuple[UID, Any], ...] = (
        (ExplicitVRLittleEndian, lambda stored: stored.astype("<u2").tobytes()),
        (JPEGLosslessSV1, lambda stored: bytes(imagecodecs.ljpeg_encode(stored, bitspersample=12))),
        (JPEGLSLossless, lambda stored: bytes(imagecodecs.jpegls_encode(stored))),
    )
    for number in range(_EACH):
        stored = np.roll(pixels, 60 * number, axis=1)
        for kind, (syntax, encode) in enumerate(coded):
            path = folder / "ab"[number % 2] / f"{kind}-{number}.dcm"
            path.parent.mkdir(parents=True, exist_ok=True)
            write(path, encode(stored), 3 * number + kind, syntax)
    return read_dataset(folder)
