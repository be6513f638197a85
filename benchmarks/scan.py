"""Folder scan with catalogue, against a plain loop of ``pydicom.dcmread`` that keeps nothing."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pydicom
from pydicom.data import get_testdata_file

from benchmarks.measure import Figure
from core.dicom.catalogue import Catalogue
from core.dicom.scan import scan

_FILES = 10_000


def figures() -> Iterator[Figure]:
    """First visit and second visit of the same warm folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "images"
        source = Path(str(get_testdata_file("CT_small.dcm")))
        for i in range(_FILES):
            target = folder / f"{i // 100:03d}" / f"{i:05d}.dcm"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        peer = _seconds(lambda: [pydicom.dcmread(p, stop_before_pixels=True) for p in sorted(folder.rglob("*.dcm"))])
        catalogue = Catalogue(Path(name) / "catalogue.sqlite")
        first_rows = _seconds(lambda: _until_rows(folder))
        first = _seconds(lambda: [*scan([folder], catalogue)])
        second = _seconds(lambda: [*scan([folder], catalogue)])
        found = len(catalogue.rows(folder))
        catalogue.close()
    if found != _FILES:
        raise RuntimeError(f"the scan found {found} of {_FILES} files: its speed means nothing")
    yield Figure(
        "folder scan, first visit", _FILES / first, "files/s", _FILES / peer, "dcmread loop", True, at_least=1.0
    )
    yield Figure("folder scan, first rows", first_rows, "s", at_most=0.3)
    yield Figure(
        "folder scan, second visit", _FILES / second, "files/s", _FILES / first, "first visit", True, at_least=10.0
    )


def _until_rows(folder: Path) -> None:
    """Scan as far as the first rows that the browser can list."""
    catalogue = Catalogue(None)
    for progress in scan([folder], catalogue):
        if progress.found:
            break
    catalogue.close()


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
