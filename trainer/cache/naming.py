"""The name of a cached entry: contents, spec and the code that makes pixels of them, so that it never goes stale."""

from __future__ import annotations

import functools
import hashlib
import json
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import cv2

import core
from core.preprocess import PreprocessSpec
from trainer.dataset import Dataset

SOURCES = ("preprocess.py", "picture.py", "dicom/*.py", "display/*.py", "zipped/*.py")
"""Below :mod:`core`: every line that the pixels pass through on their way from the file to the network."""


def key(dataset: Dataset, spec: PreprocessSpec) -> str:
    """Name what preprocessing ``dataset`` as ``spec`` says gives here, in 32 hexadecimal digits."""
    parts = [row.sha256 for row in dataset.rows]
    parts += [json.dumps(asdict(spec), sort_keys=True), code()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


@functools.cache
def code() -> str:
    """SHA-256 of the sources and the versions of the libraries that decide a pixel of the network input."""
    found = hashlib.sha256()
    root = Path(core.__file__).parent
    for path in sorted(path for pattern in SOURCES for path in root.glob(pattern)):
        found.update(path.read_bytes())
    versions = (core.__version__, cv2.__version__, *(version(name) for name in ("imagecodecs", "numpy", "pydicom")))
    found.update(" ".join(versions).encode())
    return found.hexdigest()
