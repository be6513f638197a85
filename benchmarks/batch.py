"""A batch of 500 phantoms through :mod:`core.batch`, against its two halves, each alone on all cores."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.measure import RUNS, Figure
from core.batch import classify_batch
from core.batch_work import MOST_TOGETHER
from core.classify import Classifier, Prepared
from core.dicom.catalogue import Catalogue
from core.models.engines import cores
from core.models.shelf import default_shelf
from core.phantom.dataset import generate
from core.picture import read_image
from core.results.store import ResultStore

_FILES, _MATRIX, _DISTINCT = 500, 1600, 100
_MODEL = "phantom4"


def figures() -> Iterator[Figure]:
    """Images per second, all answers kept; the peer is 1/(T1+T2), the halves one after the other.

    T1 is reading and preparing in a pool of threads, T2 inference in groups as large as a batch makes them; both are
    measured in turns with the batch, and the median of each is taken. 100 phantoms of 1600 pixels on the longer side
    lie there five times over: to draw 500 would take longer than everything else.
    """
    with tempfile.TemporaryDirectory() as name:
        files = _phantoms(Path(name))
        classifier = Classifier(default_shelf().get(_MODEL))
        catalogue = Catalogue(Path(name) / "catalogue.sqlite")
        store = ResultStore(catalogue)
        try:
            prepared = _prepared(classifier, files[:MOST_TOGETHER])
            classifier.predict_prepared(prepared)  # loads the network, picks kernels for the size of the groups
            reading, asking, batch = [], [], []
            for _ in range(RUNS):
                began = time.perf_counter()
                prepared = _prepared(classifier, files)
                middle = time.perf_counter()
                for start in range(0, _FILES, MOST_TOGETHER):
                    classifier.predict_prepared(prepared[start : start + MOST_TOGETHER])
                end = time.perf_counter()
                answered = sum(row.result is not None for row in classify_batch(files, classifier, store=store))
                batch.append(time.perf_counter() - end)
                reading.append(middle - began)
                asking.append(end - middle)
                if answered != _FILES:
                    raise RuntimeError(f"{answered} of {_FILES} images were answered: the speed means nothing")
        finally:
            classifier.close()
            catalogue.close()
    t1, t2 = statistics.median(reading), statistics.median(asking)
    yield Figure(
        f"batch of {_FILES} phantoms of {_MATRIX} px, {_MODEL}",
        _FILES / statistics.median(batch),
        "images/s",
        _FILES / (t1 + t2),
        f"1/(T1+T2), T1 {t1:.2f} s, T2 {t2:.2f} s,",
        more_is_better=True,
        at_least=0.85,
    )


def _phantoms(folder: Path) -> list[Path]:
    """Write phantoms, each under several names."""
    for _ in generate(folder / "phantoms", _DISTINCT, 1, matrix=_MATRIX, images_per_patient=1, workers=cores()):
        pass
    drawn = sorted((folder / "phantoms" / "images").iterdir())
    files = []
    for number in range(_FILES):
        files.append(folder / f"{number:03d}.dcm")
        files[-1].hardlink_to(drawn[number % len(drawn)])
    return files


def _prepared(classifier: Classifier, files: list[Path]) -> list[Prepared]:
    with ThreadPoolExecutor(cores()) as pool:
        return list(pool.map(lambda path: classifier.prepare(read_image(path)), files))
