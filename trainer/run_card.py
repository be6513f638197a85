"""The card of the network that a run kept: what it is, what it was taught with, its limits. No Keras is imported."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import core
from core.models import card as cards
from core.models.card import MODEL_FILE, ModelCard
from trainer.dataset import Dataset
from trainer.detective import limits_of
from trainer.outcome import Outcome
from trainer.recipe import activation
from trainer.sources import PARTS
from trainer.splits import Split

if TYPE_CHECKING:
    from trainer.session import Prepared

INTENDED_USE = "Research use only. Not for diagnosis."
_CHOSEN_BY = {"val_loss": "validation loss", "val_macro_auc": "validation macro AUC"}


def made_card(
    prepared: Prepared, outcome: Outcome, folder: Path, golden: cards.Golden, opened: tuple[str, ...] = ()
) -> ModelCard:
    """Describe the network in ``folder``/model.keras, whose figures are ``outcome``; ``opened`` tells of seals."""
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
        limits=(*_limits(prepared, outcome), *opened),
        source=f"Trained by CXR-12 {core.__version__}, recipe {config.recipe}, best of {outcome.epochs} epochs by "
        f"{_CHOSEN_BY[config.monitor]}{f', started from {config.start_from}' if config.start_from else ''}.",
    )


def _limits(prepared: Prepared, outcome: Outcome) -> tuple[str, ...]:
    dataset = prepared.dataset
    external = _is_external(dataset, prepared.split)
    whose = "of another source" if external else "of the same source, not on another hospital"
    rarest = min(outcome.test.per_class, key=lambda one: one.support)
    return (
        f"Taught with {outcome.images['train']} images of {outcome.patients['train']} patients; measured on "
        f"{outcome.images['test']} images of {outcome.patients['test']} other patients {whose}.",
        f"The rarest class of the test part, {rarest.name}, has {rarest.support} images.",
        f"Knows the classes {', '.join(dataset.classes)} only; every image gets one of them, whatever it shows.",
        *limits_of(prepared.findings),
        *dataset.notes,
    )


def _is_external(dataset: Dataset, split: Split) -> bool:
    """Tell whether, by what the table says of every image, no source of the test part taught or chose."""
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for row, part in zip(dataset.rows, split.parts, strict=True):
        found[part == "test"].add(dict(row.facts).get("source", ""))
    return found[True].isdisjoint(found[False]) and "" not in found[True] | found[False]
