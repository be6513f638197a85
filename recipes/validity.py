"""Statistics of a bundled model's features, and how well they tell images of another kind; for ``calibrate.py``."""

from __future__ import annotations

import importlib
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pydicom
from numpy.typing import NDArray

from core import ood
from core.errors import ChildError, RefusedError
from core.models import network
from core.models.card import ModelCard, OutOfDistribution
from core.models.features import features
from core.phantom import generate
from core.picture import read_image
from core.preprocess import preprocess
from core.shifts import MADE, measure_shift

PHANTOMS, PHANTOM_SEED, PHANTOM_MATRIX = 60, 77, 512
_RADIOGRAPHY = ("CR", "DX", "RG")

Images = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """The images of a model's dataset as network inputs, and what is known of each."""

    inputs: Images
    parts: NDArray[np.str_]
    labels: NDArray[np.intp]
    patients: NDArray[np.str_]


def examine(folder: Path, card: ModelCard, material: Material) -> tuple[ood.Statistics, OutOfDistribution]:
    """Fit the statistics on the training part, the threshold on validation, and measure every kind of shift on test.

    The ``sha256`` of what it returns is empty until the statistics are written.
    """
    model = network.load(folder, card)
    found = features(model, material.inputs)
    train, validation, test = (material.parts == part for part in ("train", "validation", "test"))
    statistics, threshold = ood.fit(found[train], material.labels[train], found[validation])
    own, patients = statistics.scores(found[test]), list(material.patients[test])
    shifts = []
    for kind, make in MADE.items():
        scores = statistics.scores(features(model, make(material.inputs[test])))
        shifts.append(measure_shift(kind, own, scores, patients, patients))
    for kind, images in _others(card).items():
        scores = statistics.scores(features(model, images))
        shifts.append(measure_shift(kind, own, scores, patients, [f"{kind} {i}" for i in range(len(images))]))
    false = (own > threshold).mean()
    data = (
        f"Statistics of {train.sum()} training images; threshold: {ood.PERCENT} % of {validation.sum()} validation "
        f"images do not exceed it. It is provisional: of {test.sum()} test images of the same source "
        f"{100 * false:.0f} % do."
    )
    return statistics, OutOfDistribution(ood.METHOD, ood.FILE, "", threshold, tuple(shifts), data)


def inputs_of(paths: Sequence[Path], card: ModelCard) -> Images:
    """Read and prepare images."""
    with ThreadPoolExecutor(3) as pool:
        return np.stack(list(pool.map(lambda path: preprocess(read_image(path), card.spec), paths)))


def _others(card: ModelCard) -> dict[str, Images]:
    """Images that this model was not made for: phantoms, unless it learned from them, and DICOM test files."""
    of_phantoms = card.name.startswith("phantom")
    found = {}
    if not of_phantoms:
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            records = list(
                generate(folder, PHANTOMS, PHANTOM_SEED, matrix=PHANTOM_MATRIX, images_per_patient=1, workers=2)
            )
            found["synthetic radiographs"] = inputs_of([folder / record.path for record in records], card)
    skipped = () if of_phantoms else _RADIOGRAPHY
    kind = "other DICOM images" if of_phantoms else "other DICOM images, not radiographs"
    return found | {kind: _dicom_test_files(card, skipped)}


def _dicom_test_files(card: ModelCard, skipped: tuple[str, ...]) -> Images:
    """Find the test files of pydicom and pydicom-data that the preprocessing takes, each picture once."""
    folders = (
        Path(pydicom.__file__).parent / "data" / "test_files",
        Path(str(importlib.import_module("data_store").__file__)).parent,
    )
    inputs: dict[bytes, Images] = {}
    for path in sorted(path for folder in folders for path in folder.rglob("*.dcm")):
        try:
            frame = read_image(path)
            if frame.acquisition.modality not in skipped:
                made = preprocess(frame, card.spec)
                inputs[made.tobytes()] = made
        except (RefusedError, ChildError):
            continue
    return np.stack(list(inputs.values()))
