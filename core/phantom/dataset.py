"""A folder of phantom patients: which class each has, who computes it, and the table of labels.

Layout: ``images/<key>.dcm`` with neutral keys, ``labels.csv`` (path, label, patient) and, for whoever wants the truth,
``truth/<key>.json`` and the finding's mask ``truth/<key>.npz``, which nothing takes for a radiograph.
"""

from __future__ import annotations

import csv
import io
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import cv2
import numpy as np

from core.errors import Cxr12Error
from core.phantom.acquisition import BITS_STORED, Bits
from core.phantom.lesion import CLASSES
from core.phantom.patient_files import PatientPlan, PhantomRecord, write_patient
from core.whole_file import write_whole


def generate(
    out: Path,
    patients: int,
    seed: int,
    *,
    twin: bool = False,
    contrast: float | None = None,
    bits_stored: Bits = None,
    matrix: int | None = None,
    images_per_patient: int | None = None,
    workers: int = 1,
    classes: Sequence[str] = CLASSES,
    resume: bool = False,
) -> Iterator[PhantomRecord]:
    """Write ``patients`` synthetic patients below ``out``, one record per image as soon as it is on disk.

    The same arguments give byte-identical files. Labels are written when the iterator ends or is closed, for the
    images written until then.

    Parameters
    ----------
    out : Path
        Folder, made when missing.
    patients, seed : int
        How many, and which (seed >= 0).
    twin : bool
        Also write each image with a finding without it: same patient, exposure and noise; label ``normal``.
    contrast : float, optional
        Noise-free mean grey difference inside each finding's mask, as a fraction of full range (0 to 1, both excluded);
        drawn or anatomical by default.
    bits_stored : int or tuple of int, optional
        10 to 15 for every image, or the lowest and highest depth to draw from per image; 10 to 15 by default.
    matrix : int, optional
        Longer side in pixels (at least 64); drawn per image, with both sides within 1500 to 3000, by default.
    images_per_patient : int, optional
        1 to 3 by seed by default.
    workers : int
        Processes; 1 = this one.
    classes : sequence of str
        Balanced over the patients, in an order shuffled by the seed.
    resume : bool
        Keep images that an earlier call with the same arguments finished, if it made them the way they are made now.

    Raises
    ------
    Cxr12Error
        If an argument is out of range, or ``out`` holds a set already and it is not to be resumed.
    """
    _check(patients, seed, contrast, bits_stored, matrix, images_per_patient, workers, classes)
    if not resume and (out / "labels.csv").exists():
        raise Cxr12Error(
            f"Phantoms are written to a folder of their own; {out.name} holds a labelled set already: choose another."
        )
    labels = assign_classes(patients, seed, classes)
    plans = [
        PatientPlan(out, seed, number, label, twin, contrast, bits_stored, matrix, images_per_patient, resume)
        for number, label in enumerate(labels)
    ]
    return _write_all(out, plans, workers)


def assign_classes(patients: int, seed: int, classes: Sequence[str]) -> list[str]:
    """Class of each patient: equally many of each (to within one), in an order that only the seed knows."""
    cycle = [classes[i % len(classes)] for i in range(patients)]
    order = np.random.default_rng([seed, patients]).permutation(patients)
    return [cycle[i] for i in order]


def _check(
    patients: int,
    seed: int,
    contrast: float | None,
    bits_stored: Bits,
    matrix: int | None,
    images_per_patient: int | None,
    workers: int,
    classes: Sequence[str],
) -> None:
    if patients < 1 or seed < 0 or workers < 1 or (images_per_patient is not None and images_per_patient < 1):
        raise Cxr12Error("Phantoms need at least one patient, image and worker, and a seed of 0 or more.")
    if contrast is not None and not 0.0 < contrast < 1.0:
        raise Cxr12Error(f"The contrast is a fraction of full range between 0 and 1; found {contrast:g}.")
    lowest, highest = _ends(bits_stored)
    if not BITS_STORED[0] <= lowest <= highest <= BITS_STORED[-1]:
        found = f"{lowest}" if lowest == highest else f"{lowest} to {highest}"
        raise Cxr12Error(f"Phantoms store 10 to 15 bits; found {found}.")
    if matrix is not None and not 64 <= matrix <= 8192:
        raise Cxr12Error(f"The longer side of a phantom is 64 to 8192 pixels; found {matrix}.")
    if not classes or set(classes) - set(CLASSES):
        raise Cxr12Error(f"A phantom's class is one of {', '.join(CLASSES)}; found {', '.join(classes) or 'none'}.")


def _ends(bits_stored: Bits) -> tuple[int, int]:
    if bits_stored is None:
        return BITS_STORED[0], BITS_STORED[-1]
    return bits_stored if isinstance(bits_stored, tuple) else (bits_stored, bits_stored)


def _write_all(out: Path, plans: list[PatientPlan], workers: int) -> Iterator[PhantomRecord]:
    for folder in ("images", "truth"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    written: list[PhantomRecord] = []
    try:
        for record in _in_processes(plans, workers) if workers > 1 else _in_turn(plans):
            written.append(record)
            yield record
    finally:
        _write_labels(out, written)


def _in_turn(plans: list[PatientPlan]) -> Iterator[PhantomRecord]:
    for plan in plans:
        yield from write_patient(plan)


def _in_processes(plans: list[PatientPlan], workers: int) -> Iterator[PhantomRecord]:
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), cv2.setNumThreads, (1,))
    try:
        for records in pool.map(_patient_records, plans):
            yield from records
    finally:
        pool.shutdown(cancel_futures=True)


def _patient_records(plan: PatientPlan) -> list[PhantomRecord]:
    return list(write_patient(plan))


def _write_labels(out: Path, records: list[PhantomRecord]) -> None:
    """Write ``labels.csv``, sorted by path: neither order nor name tells a twin or a class."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["path", "label", "patient"])
    table.writerows(sorted((r.path.as_posix(), r.label, r.patient) for r in records))
    write_whole(out / "labels.csv", text.getvalue().encode())
