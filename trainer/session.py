"""The story of one training run: dataset, split, arrays, fit, last word. Importing this does not load Keras."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

import core
from core import records
from core.errors import DatasetError
from core.metrics import Evaluation, evaluate
from core.models import card as cards
from core.models.card import MODEL_FILE, ModelCard
from core.models.shelf import default_shelf
from core.preprocess import PreprocessSpec
from trainer.cache import arrays, readable, sentence
from trainer.config import TrainConfig
from trainer.dataset import Dataset, read_dataset
from trainer.depth import resolve_spec
from trainer.events import Emit, Progress, Scrubber
from trainer.outcome import Outcome, write_outcome, write_predictions, write_split
from trainer.recipe import RECIPES, activation
from trainer.run import read_config
from trainer.sources import PARTS
from trainer.splits import Split, split_patients

if TYPE_CHECKING:
    from trainer.fit import Fitted

log = logging.getLogger(__name__)

INTENDED_USE = "Research use only. Not for diagnosis."
_GOLDEN_SEED = 1


class CancelledError(Exception):
    """The user stopped the run before its first epoch was complete."""


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """Everything a network is taught with."""

    config: TrainConfig
    dataset: Dataset
    split: Split
    spec: PreprocessSpec
    images: NDArray[np.float32]

    @property
    def labels(self) -> NDArray[np.intp]:
        """Class number of every row."""
        return np.array([self.dataset.classes.index(row.label) for row in self.dataset.rows])


def train(folder: Path, data: Path, emit: Emit, *, stopped: Callable[[], bool], scrub: Scrubber) -> dict[str, Any]:
    """Train the run that ``folder``/config.json describes on the dataset ``data``.

    Parameters
    ----------
    stopped : callable
        Asked often; True ends the work soon, keeping the best network and its figures.
    scrub : Scrubber
        Learns here what must not appear in any text of the run.

    Returns
    -------
    dict
        Facts of the last event: ``folder`` and ``test``, the figures on the test part.

    Raises
    ------
    CancelledError
        If it was stopped before an epoch was complete.
    Cxr12Error
        If the data or settings do not allow it.
    """
    config = read_config(folder)
    start = _start(config)
    prepared = prepare(config, data, emit, stopped, scrub)
    write_split(folder, prepared.dataset.rows, prepared.split.parts)
    _check_stop(stopped)
    from trainer import fit  # loads Keras, seconds after the first events

    rows = prepared.dataset.rows
    targets = np.eye(len(prepared.dataset.classes), dtype=np.float32)[prepared.labels]
    train_rows, validation_rows, _ = (prepared.split.indices(part) for part in PARTS)
    material = fit.Material(prepared.images, targets, train_rows, validation_rows, start)
    fitted = fit.fit(config, RECIPES[config.recipe], material, folder, emit, stopped)
    if not fitted.epochs:
        raise CancelledError
    log.info("fitted %d epochs on %d images", fitted.epochs, len(rows))
    outcome = judge(prepared, fitted, folder, emit)
    return {"folder": folder.name, "test": records.to_plain(outcome.test)}


def _start(config: TrainConfig) -> tuple[Path, ModelCard] | None:
    if not config.start_from:
        return None
    entry = default_shelf().get(config.start_from)
    return (entry.folder, cards.read(entry.folder))


def prepare(config: TrainConfig, data: Path, emit: Emit, stopped: Callable[[], bool], scrub: Scrubber) -> Prepared:
    """Read dataset and images and divide the patients, telling events on the way."""
    scrub.hide(str(data.absolute()), "the dataset")
    dataset = read_dataset(data, progress=_watched(Progress(emit, "dataset"), stopped))
    for row in dataset.rows:
        scrub.hide(str(row.path), f"row {row.id}")
        scrub.hide(row.path.name, f"row {row.id}")
    for note in dataset.notes:
        emit("note", text=note)
    emit(
        "dataset",
        images=len(dataset.rows),
        patients=dataset.patients,
        classes=dataset.counts(),
        fingerprint=dataset.fingerprint,
    )
    spec, notes = resolve_spec(config, dataset)
    for note in notes:
        emit("note", text=note)
    _split(config, dataset)  # refuses before the long work
    made = arrays(
        dataset, spec, again=not config.exclude_unreadable, progress=_watched(Progress(emit, "images"), stopped)
    )
    images = made.images
    if made.unreadable:
        for row_id, reason in made.unreadable:
            log.warning("row %s cannot be used: %s", row_id, reason)
        if not config.exclude_unreadable:
            raise DatasetError(sentence(made.unreadable, dataset.rows))
        dataset, kept = readable(dataset, made.unreadable)
        images = images[kept]
        emit("note", text=dataset.notes[-1])
    split = _split(config, dataset)
    _tell_split(emit, dataset, split)
    return Prepared(config, dataset, split, spec, images)


def judge(prepared: Prepared, fitted: Fitted, folder: Path, emit: Emit) -> Outcome:
    """Measure the kept network on validation and test part; write predictions, figures and card."""
    from core.models import network, windownet
    from trainer import fit

    config, dataset, split = prepared.config, prepared.dataset, prepared.split
    model = fitted.model
    judged = np.flatnonzero(np.array(split.parts) != "train")
    emit("progress", stage="evaluate", done=0, total=len(judged), seconds_left=None)
    output = fit.probabilities(model, prepared.images, judged)
    rows, parts = [dataset.rows[i] for i in judged], [split.parts[i] for i in judged]
    write_predictions(folder, rows, parts, output, dataset.classes)

    def measured(part: str) -> Evaluation:
        chosen = np.flatnonzero(np.array(parts) == part)
        patients = [rows[i].patient for i in chosen]
        return evaluate(prepared.labels[judged[chosen]], output[chosen], dataset.classes, patients)

    images, patients = _part_counts(dataset, split)
    outcome = Outcome(
        classes=dataset.classes,
        test=measured("test"),
        validation=measured("validation"),
        loss=fit.loss_name(RECIPES[config.recipe]),
        best_val_loss=fitted.best_val_loss,
        best_epoch=fitted.best_epoch,
        epochs=fitted.epochs,
        seconds_to_best=round(fitted.seconds_to_best, 3),
        seconds_total=round(fitted.seconds_total, 3),
        parameters=model.count_params(),
        preset=prepared.spec.preset,
        bits=prepared.spec.bits,
        images=images,
        patients=patients,
        data_fingerprint=dataset.fingerprint,
        split_fingerprint=split.fingerprint,
        test_fingerprint=split.test_fingerprint,
    )
    card = _card(prepared, outcome, folder, network.golden_for(model, _GOLDEN_SEED))
    cards.write(replace(card, windows=windownet.learned(model)), folder)
    if config.save_h5:
        network.save_h5(model, folder / "model.h5")
    write_outcome(folder, outcome)
    emit("progress", stage="evaluate", done=len(judged), total=len(judged), seconds_left=0.0)
    return outcome


def _split(config: TrainConfig, dataset: Dataset) -> Split:
    return split_patients(
        dataset,
        seed=config.split_seed,
        validation_fraction=config.validation_fraction,
        test_fraction=config.test_fraction,
    )


def _part_counts(dataset: Dataset, split: Split) -> tuple[dict[str, int], dict[str, int]]:
    rows = {part: [dataset.rows[i] for i in split.indices(part)] for part in PARTS}
    patients = {part: len({row.patient for row in its}) for part, its in rows.items()}
    return {part: len(its) for part, its in rows.items()}, patients


def _tell_split(emit: Emit, dataset: Dataset, split: Split) -> None:
    images, patients = _part_counts(dataset, split)
    parts = {part: {"images": images[part], "patients": patients[part]} for part in PARTS}
    emit("split", parts=parts, test_fingerprint=split.test_fingerprint)


def _check_stop(stopped: Callable[[], bool]) -> None:
    if stopped():
        raise CancelledError


def _watched(progress: Progress, stopped: Callable[[], bool]) -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        _check_stop(stopped)
        progress(done, total)

    return tell


def _card(prepared: Prepared, outcome: Outcome, folder: Path, golden: cards.Golden) -> ModelCard:
    config, dataset, test = prepared.config, prepared.dataset, outcome.test
    with (folder / MODEL_FILE).open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    counts = ", ".join(f"{name} {count}" for name, count in dataset.counts().items())
    parts = ", ".join(f"{part} {outcome.images[part]} of {outcome.patients[part]}" for part in PARTS)
    return ModelCard(
        name=folder.name,
        architecture=config.architecture,
        variant=config.variant,
        head=config.head,
        classes=dataset.classes,
        activation=activation(config),
        spec=prepared.spec,
        parameters=outcome.parameters,
        sha256=sha256,
        golden=golden,
        verified=True,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        app_version=core.__version__,
        seed=config.seed,
        data=f"{len(dataset.rows)} images of {dataset.patients} patients ({counts}), divided by patient (images of "
        f"patients): {parts}.",
        data_fingerprint=dataset.fingerprint,
        split_fingerprint=outcome.split_fingerprint,
        metrics={
            name: getattr(test, name) for name in ("accuracy", "balanced_accuracy", "macro_auc", "macro_f1", "log_loss")
        },
        intended_use=INTENDED_USE,
        limits=_limits(dataset, outcome),
        source=f"Trained by CXR-12 {core.__version__}, recipe {config.recipe}, best of {outcome.epochs} epochs by "
        f"validation loss{f', started from {config.start_from}' if config.start_from else ''}.",
    )


def _limits(dataset: Dataset, outcome: Outcome) -> tuple[str, ...]:
    rarest = min(outcome.test.per_class, key=lambda one: one.support)
    return (
        f"Taught with {outcome.images['train']} images of {outcome.patients['train']} patients; measured on "
        f"{outcome.images['test']} images of {outcome.patients['test']} other patients of the same source, not on "
        "another hospital.",
        f"The rarest class of the test part, {rarest.name}, has {rarest.support} images.",
        f"Knows the classes {', '.join(dataset.classes)} only; every image gets one of them, whatever it shows.",
        "Whether source, projection or equipment go with a class in the training data was not examined.",
        *dataset.notes,
    )
