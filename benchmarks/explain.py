"""Grad-CAM against one prediction of the same network; and on phantoms, whose findings are known, where maps point."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import Figure, interleaved
from core.classify import Classifier
from core.dicom.frame import Frame
from core.dicom.read import read
from core.explain.heat import HeatMap
from core.explain.maps import coarse_cam, grad_cam, grad_cam_plus, occlusion
from core.intervals import wilson
from core.models.shelf import default_shelf
from core.phantom import generate
from core.phantom.lesion import CLASSES

NAMES = ("phantom4", "real3")
GATE = 1 / 5  # Grad-CAM costs five predictions at most
FINDINGS = tuple(name for name in CLASSES if name != "normal")
PHANTOMS, SEED, SIDE, WORKERS = 60, 9_061, 800, 2
"""Phantoms with a finding, a third of each kind; of a seed that no model was trained on."""

LEVEL = 0.5
"""What of a map counts as marked: half of its largest value and more."""

RESAMPLES = 2_000


@dataclass(frozen=True, slots=True)
class Aim:
    """How well one map marks one finding.

    Attributes
    ----------
    hit : bool
        Its largest value lies inside the finding (the pointing game, without any tolerance).
    overlap, chance_overlap : float
        Intersection over union of what it marks with the finding, and what as much area put anywhere would give.
    area : float
        The finding's part of the image: how often a random place would hit it.
    """

    hit: bool
    overlap: float
    chance_overlap: float
    area: float


def figures() -> Iterator[Figure]:
    """Time maps of the bundled networks; then see where those of phantom4 point."""
    for name in NAMES:
        yield _cost(name)
    with tempfile.TemporaryDirectory() as made:
        records = list(
            generate(Path(made), PHANTOMS, SEED, matrix=SIDE, images_per_patient=1, workers=WORKERS, classes=FINDINGS)
        )
        classifier = Classifier(default_shelf().get("phantom4"), "keras")
        try:
            for title, make in (("Grad-CAM", grad_cam), ("Grad-CAM++", grad_cam_plus), ("occlusion", _occlusion)):
                aims: dict[str, list[Aim]] = {name: [] for name in FINDINGS}
                for record in records:
                    if record.mask is None:
                        continue
                    frame = read(Path(made) / record.path)
                    mask: NDArray[np.bool_] = np.load(Path(made) / record.mask)["mask"]
                    heat = make(classifier, frame, 0, classifier.card.classes.index(record.label))
                    aims[record.label].append(_aim(heat, mask))
                yield from _told(title, "", [aim for some in aims.values() for aim in some])
                for name, some in aims.items():
                    yield from _told(title, f" {name}", some)
        finally:
            classifier.close()


def _cost(name: str) -> Figure:
    classifier = Classifier(default_shelf().get(name), "keras")
    try:
        shape = classifier.card.input_shape
        image = np.random.default_rng(0).random(shape, dtype=np.float32)
        classifier.load()
        ours, peer = interleaved(
            partial(coarse_cam, classifier, image, 0),
            partial(classifier.predict_inputs, image[np.newaxis]),
            repeat=60,
        )
    finally:
        classifier.close()
    return Figure(f"Grad-CAM, {name}, warm", ours, "ms", peer, "one Keras prediction", at_least=GATE)


def _occlusion(classifier: Classifier, frame: Frame, index: int, number: int) -> HeatMap:
    steps = occlusion(classifier, frame, index, number)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            made: HeatMap = end.value
            return made


def _aim(heat: HeatMap, mask: NDArray[np.bool_]) -> Aim:
    rows, columns = mask.shape
    column, row = (int(part) for part in heat.peak(rows, columns))
    inside = 0 <= row < rows and 0 <= column < columns
    over = cv2.resize(heat.over_image(rows, columns), (columns, rows), interpolation=cv2.INTER_LINEAR)
    marked = np.asarray(over) >= LEVEL
    both, either = int((marked & mask).sum()), int((marked | mask).sum())
    shares = float(marked.mean()), float(mask.mean())
    by_chance = shares[0] * shares[1]
    return Aim(
        hit=bool(heat.largest > 0 and inside and mask[row, column]),
        overlap=both / either,
        chance_overlap=by_chance / (shares[0] + shares[1] - by_chance),
        area=shares[1],
    )


def _told(title: str, kind: str, aims: list[Aim]) -> Iterator[Figure]:
    n = len(aims)
    hits = float(np.mean([aim.hit for aim in aims]))
    overlaps = np.array([aim.overlap for aim in aims])
    chance = float(np.mean([aim.area for aim in aims])), float(np.mean([aim.chance_overlap for aim in aims]))
    yield _figure(f"{title}{kind}: pointing", hits, wilson(hits, n), n, chance[0])
    yield _figure(f"{title}{kind}: IoU at {LEVEL:g}", float(overlaps.mean()), _bootstrap(overlaps), n, chance[1])


def _figure(promise: str, value: float, ends: tuple[float, float], n: int, chance: float) -> Figure:
    told = f"{promise} ({ends[0]:.2f} to {ends[1]:.2f}, n {n})"
    return Figure(told, value, "", chance, "chance", more_is_better=True)


def _bootstrap(values: NDArray[np.float64]) -> tuple[float, float]:
    """95 % percentile interval of the mean; each phantom is a patient of its own."""
    drawn = np.random.default_rng(0).choice(values, (RESAMPLES, values.size)).mean(axis=1)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)
