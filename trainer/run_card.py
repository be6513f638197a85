"""The card of the network that a run kept: what it is, what it was taught with, its limits. No Keras is imported."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import core
from core.models import card as cards
from core.models.card import MODEL_FILE, ModelCard
from core.multilabel import MultiLabelEvaluation
from trainer.dataset import Dataset
from trainer.detective import limits_of
from trainer.outcome import Outcome
from trainer.recipe import activation
from trainer.sources import PARTS
from trainer.splits import Split

if TYPE_CHECKING:
    from trainer.session import Prepared

INTENDED_USE = "Research use only. Not for diagnosis."
_FIGURES = ("accuracy", "balanced_accuracy", "macro_auc", "macro_f1", "log_loss")
_LABEL_FIGURES = (*_FIGURES[:3], "macro_average_precision", *_FIGURES[3:], "brier")
_CHOSEN_BY = {"val_loss": "validation loss", "val_macro_auc": "validation macro AUC"}


def made_card(
    prepared: Prepared, outcome: Outcome, folder: Path, golden: cards.Golden, opened: tuple[str, ...] = ()
) -> ModelCard:
    """Describe the network in ``folder``/model.keras, whose figures are ``outcome``; ``opened`` tells of seals."""
    config, dataset, test = prepared.config, prepared.dataset, outcome.test
    figures: tuple[str, ...] = _FIGURES
    points: tuple[float, ...] = ()
    if isinstance(test, MultiLabelEvaluation):
        figures, points = _LABEL_FIGURES, tuple(one.point for one in test.per_class)
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
        activation=activation(config, multi_label=dataset.multi_label),
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
        metrics={name: getattr(test, name) for name in figures},
        intended_use=INTENDED_USE,
        thresholds=points,
        limits=(*_limits(prepared, outcome), *opened),
        source=f"Trained by CXR-12 {core.__version__}, recipe {config.recipe}, best of {outcome.epochs} epochs by "
        f"{_CHOSEN_BY[config.monitor]}{f', started from {config.start_from}' if config.start_from else ''}.",
    )


def _limits(prepared: Prepared, outcome: Outcome) -> tuple[str, ...]:
    dataset = prepared.dataset
    external = _is_external(dataset, prepared.split)
    whose = "of another source" if external else "of the same dataset, which says nothing of another hospital"
    support, rarest = min(((one.support, one.name) for one in outcome.test.per_class), key=lambda one: one[0])
    every = (
        "it may give an image several of them, or none"
        if dataset.multi_label
        else "every image gets one of them, whatever it shows"
    )
    chosen = ("The operating points were chosen on the validation part.",) if dataset.multi_label else ()
    return (
        f"Taught with {outcome.images['train']} images of {outcome.patients['train']} patients; measured on "
        f"{outcome.images['test']} images of {outcome.patients['test']} other patients {whose}.",
        f"The rarest class of the test part, {rarest}, has {support} images.",
        f"Knows the classes {', '.join(dataset.classes)} only; {every}.",
        *chosen,
        *limits_of(prepared.findings),
        *dataset.notes,
    )


def _is_external(dataset: Dataset, split: Split) -> bool:
    """Tell whether, by what the table says of every image, no source of the test part taught or chose."""
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for row, part in zip(dataset.rows, split.parts, strict=True):
        found[part == "test"].add(dict(row.facts).get("source", ""))
    return found[True].isdisjoint(found[False]) and "" not in found[True] | found[False]
