"""The story of one training run: dataset, split, arrays, fit, last word. Importing this does not load Keras."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from core import records
from core.errors import DatasetError
from core.models import card as cards
from core.models.card import ModelCard
from core.models.shelf import default_shelf
from core.preprocess import PreprocessSpec
from trainer import checkpoint
from trainer.building.seal import open_for_run, refuse_sealed
from trainer.cache import ShardedImages, arrays, readable, sentence
from trainer.checkpoint import Checkpoint, Identity, OtherVersionError
from trainer.config import TrainConfig
from trainer.dataset import Dataset, read_dataset
from trainer.depth import resolve_spec
from trainer.detective import Findings, write_findings
from trainer.events import Emit, Progress, Scrubber
from trainer.examining import examined
from trainer.measuring import measure, write_answers
from trainer.outcome import Outcome, write_outcome, write_split
from trainer.recipe import RECIPES, activation, is_binary
from trainer.run import epochs_told, read_config, versions
from trainer.run_card import made_card
from trainer.sources import PARTS
from trainer.splits import Split, split_patients

if TYPE_CHECKING:
    from trainer.fit import Fitted

log = logging.getLogger(__name__)

_GOLDEN_SEED = 1


class CancelledError(Exception):
    """The run ends without figures: the user stopped it before its first epoch was complete, or it was only timed."""


class PausedError(Exception):
    """The run ends for now and can be resumed; the message says why."""


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """Everything a network is taught with."""

    config: TrainConfig
    dataset: Dataset
    split: Split
    spec: PreprocessSpec
    images: ShardedImages
    findings: Findings


def train(
    folder: Path,
    data: Path,
    emit: Emit,
    *,
    stopped: Callable[[], bool],
    scrub: Scrubber,
    paused: Callable[[], bool] = lambda: False,
    resumed: bool = False,
    accept_changes: bool = False,
    only_timed: bool = False,
) -> dict[str, Any]:
    """Train the run that ``folder``/config.json describes on the dataset ``data``.

    Parameters
    ----------
    stopped, paused : callable
        Asked often; True ends the work soon: ``stopped`` keeping the best network and its figures, ``paused`` with a
        checkpoint.
    scrub : Scrubber
        Learns here what must not appear in any text of the run.
    resumed : bool
        Go on from the checkpoint, if there is one.
    accept_changes : bool
        Do so although data, settings or versions are not what they were.
    only_timed : bool
        End after the last epoch as if stopped before the first: the network is judged on nothing, and a sealed test
        part stays sealed.

    Returns
    -------
    dict
        Facts of the last event: ``folder`` and ``test``, the figures on the test part.

    Raises
    ------
    CancelledError
        If it was stopped before an epoch was complete, or was only timed.
    PausedError
        If it was paused, or something has changed since the checkpoint.
    Cxr12Error
        If the data or settings do not allow it.
    OSError
        If the disk does not take what is to be written.
    """
    config = read_config(folder)
    start = starting_model(config)

    def asked() -> bool:
        if paused() and not stopped():
            raise PausedError("paused before the training began: nothing is lost")
        return stopped()

    prepared = prepare(config, data, emit, asked, scrub)
    identity = _identity(prepared)
    begun = _begun(folder, identity, emit, accept_changes) if resumed else None
    dataset = prepared.dataset
    write_split(folder, dataset.rows, prepared.split.parts, multi_label=dataset.multi_label)
    write_findings(folder, prepared.findings)
    _check_stop(asked)
    from trainer import fit  # loads Keras, seconds after the first events
    from trainer.keeper import Sitting

    train_rows, validation_rows, _ = (prepared.split.indices(part) for part in PARTS)
    material = fit.Material(prepared.images, dataset.truth(), train_rows, validation_rows, start, dataset.multi_label)
    sitting = Sitting(folder, emit, stopped, paused, identity, begun)
    fitted = fit.fit(config, RECIPES[config.recipe], material, sitting)
    if fitted.left:
        raise PausedError(f"paused with {fitted.epochs} of {config.epochs} epochs done")
    if only_timed or not fitted.epochs:
        raise CancelledError
    log.info("fitted %d epochs on %d images", fitted.epochs, len(dataset.rows))
    outcome = judge(prepared, fitted, folder, emit)
    return {"folder": folder.name, "test": records.to_plain(outcome.test)}


def _identity(prepared: Prepared) -> Identity:
    settings = {name: str(value) for name, value in asdict(prepared.config).items()}
    return Identity(prepared.dataset.fingerprint, prepared.split.fingerprint, settings, versions())


def _begun(folder: Path, identity: Identity, emit: Emit, accept_changes: bool) -> Checkpoint | None:
    """Find the checkpoint to go on from, and tell what is lost or has changed since."""
    try:
        begun, note = checkpoint.read(folder)
    except OtherVersionError as error:
        emit("changed", differences=[str(error)])
        if not accept_changes:
            raise PausedError(
                f"not resumed, because {error}: resume it with that version, or accept that the training begins anew"
            ) from None
        checkpoint.remove(folder)
        begun, note = None, f"{error}: the training begins anew"
    if note:
        emit("note", text=f"{note[:1].upper()}{note[1:]}.")
    if begun is None:
        return None
    state = begun.state
    changed = checkpoint.differences(state.identity, identity)
    if changed:
        emit("changed", differences=list(changed))
        if not accept_changes:
            raise PausedError(
                f"not resumed, because since the run was interrupted {'; '.join(changed)}: undo that, or accept the "
                "changes"
            )
    emit("resumed", epoch=state.epoch, step=state.step)
    known = max((int(event["epoch"]) for event in epochs_told(folder)), default=0)
    if state.told and known < state.epoch:  # killed between the checkpoint and its event
        emit("epoch", **records.parse(state.told))
    return begun


def starting_model(config: TrainConfig) -> tuple[Path, ModelCard] | None:
    """Find the model of the shelf that the network starts with, and its card; None where it starts anew."""
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
    activation(config, multi_label=dataset.multi_label)  # refuses what cannot be
    spec, notes = resolve_spec(config, dataset)
    for note in notes:
        emit("note", text=note)
    refuse_sealed(dataset, _split(config, dataset))  # both refuse before the long work
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
        images = images.only(kept)
        emit("note", text=dataset.notes[-1])
    split = _split(config, dataset)
    _tell_split(emit, dataset, split)
    findings = examined(dataset, split, progress=_watched(Progress(emit, "examine"), stopped))
    for text in findings.warnings:
        emit("note", text=text)
    return Prepared(config, dataset, split, spec, images, findings)


def judge(prepared: Prepared, fitted: Fitted, folder: Path, emit: Emit) -> Outcome:
    """Measure the kept network on validation and test part; write predictions, figures and card."""
    from core.models import network, windownet
    from trainer import judging

    config, dataset, split = prepared.config, prepared.dataset, prepared.split
    model = fitted.model
    opened = open_for_run(dataset, split, folder.name)
    for text in opened:
        emit("note", text=text)
    judged = np.flatnonzero(np.array(split.parts) != "train")
    emit("progress", stage="evaluate", done=0, total=len(judged), seconds_left=None)
    output = judging.probabilities(model, prepared.images, judged)
    write_answers(folder, dataset, split, judged, output)
    test, validation = measure(dataset, split, judged, output)
    images, patients = _part_counts(dataset, split)
    outcome = Outcome(
        classes=dataset.classes,
        test=test,
        validation=validation,
        loss=f"{'binary' if is_binary(config, multi_label=dataset.multi_label) else 'categorical'}_crossentropy",
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
    card = made_card(prepared, outcome, folder, network.golden_for(model, _GOLDEN_SEED), opened)
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
        folds=config.folds,
        fold=config.fold,
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
