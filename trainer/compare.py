"""Runs side by side, on the same test patients only. Reads run folders; no Keras, no training library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import ComparisonError
from core.metrics import ClassMetrics
from core.models.card import Estimate
from core.multilabel import MultiLabelEvaluation
from trainer.config import RunRecord
from trainer.outcome import Outcome, read_outcome
from trainer.run import read_run


@dataclass(frozen=True, slots=True)
class ComparedRun:
    """One row of the comparison table; all figures are of the test part, except ``best_val_loss``.

    Attributes
    ----------
    folder : str
        Name of the run folder.
    bits, preset : str
        As the run used them, ``auto`` resolved.
    status : str
        ``finished``, or ``cancelled`` where the training was stopped early.
    best_val_loss, loss : float, str
        Lowest mean validation loss, and which loss that is: different losses do not compare.
    best_epoch, seconds_to_best : int, float
        When it was reached.
    per_class : tuple of ClassMetrics
        Sensitivity, precision and AUC with support, in class order.
    confusion : tuple of tuple of int
        Rows are the truth, columns the decision.
    """

    name: str
    folder: str
    status: str
    architecture: str
    variant: str
    head: str
    size: int
    bits: str
    preset: str
    recipe: str
    seed: int
    accuracy: Estimate
    balanced_accuracy: Estimate
    macro_auc: Estimate
    per_class: tuple[ClassMetrics, ...]
    confusion: tuple[tuple[int, ...], ...]
    undecided: int
    best_val_loss: float
    loss: str
    best_epoch: int
    epochs: int
    seconds_to_best: float
    seconds_total: float
    parameters: int
    windows: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Runs that were tested on the same images of the same patients."""

    runs: tuple[ComparedRun, ...]
    classes: tuple[str, ...]
    test_images: int
    test_patients: int
    test_fingerprint: str


def compare(folders: Sequence[Path]) -> Comparison:
    """Put the figures of several runs side by side, in the order given.

    Raises
    ------
    ComparisonError
        If a run is not finished or cancelled or has no figures, or two were tested on different images or classes;
        names both.
    """
    if not folders:
        raise ComparisonError("choose at least one run to compare")
    found = [_read(folder) for folder in folders]
    first, reference = found[0]
    for run, outcome in found[1:]:
        if outcome.classes != reference.classes:
            raise ComparisonError(
                f"{first.folder} knows the classes {', '.join(reference.classes)}, {run.folder} the classes "
                f"{', '.join(outcome.classes)}: only runs with the same classes can be compared"
            )
        if outcome.test_fingerprint != reference.test_fingerprint:
            raise ComparisonError(
                f"{first.folder} was tested on {_tested(reference)}, {run.folder} on {_tested(outcome, reference)}: "
                "only runs with the same test patients can be compared; train them on the same data with the same "
                "split seed"
            )
    return Comparison(
        runs=tuple(run for run, _ in found),
        classes=reference.classes,
        test_images=reference.test.n,
        test_patients=reference.test.patients,
        test_fingerprint=reference.test_fingerprint,
    )


def _tested(outcome: Outcome, other: Outcome | None = None) -> str:
    same_counts = other is not None and (outcome.test.n, outcome.test.patients) == (other.test.n, other.test.patients)
    return f"{outcome.test.n} {'other ' if same_counts else ''}images of {outcome.test.patients} patients"


def _ended(record: RunRecord) -> str:
    how = "failed" if record.status == "failed" else "was interrupted"
    return f"{how} ({record.reason})" if record.reason else how


def _read(folder: Path) -> tuple[ComparedRun, Outcome]:
    if not folder.is_dir():
        raise ComparisonError(f"{folder.name} cannot be compared: there is no such run folder")
    record = read_run(folder)
    config = record.config
    if config is None:
        raise ComparisonError(f"{folder.name} cannot be compared: the run is damaged ({record.reason})")
    if record.status not in ("finished", "cancelled"):
        why = "it is still running: wait for its end" if record.status == "running" else f"the run {_ended(record)}"
        raise ComparisonError(f"{folder.name} cannot be compared: {why}")
    try:
        outcome = read_outcome(folder)
    except ValueError as error:
        raise ComparisonError(f"{folder.name} cannot be compared: {error}") from None
    test = outcome.test
    if isinstance(test, MultiLabelEvaluation):
        raise ComparisonError(
            f"{folder.name} cannot be compared: its images may show several classes each, and comparisons are of runs "
            "with one class per image; its own figures are in metrics.json"
        )
    row = ComparedRun(
        name=record.name,
        folder=folder.name,
        status=record.status,
        architecture=config.architecture,
        variant=config.variant,
        head=config.head,
        size=config.size,
        bits=outcome.bits,
        preset=outcome.preset,
        recipe=config.recipe,
        seed=config.seed,
        accuracy=test.accuracy,
        balanced_accuracy=test.balanced_accuracy,
        macro_auc=test.macro_auc,
        per_class=test.per_class,
        confusion=test.confusion,
        undecided=test.undecided,
        best_val_loss=outcome.best_val_loss,
        loss=outcome.loss,
        best_epoch=outcome.best_epoch,
        epochs=outcome.epochs,
        seconds_to_best=outcome.seconds_to_best,
        seconds_total=outcome.seconds_total,
        parameters=outcome.parameters,
        windows=config.windows,
    )
    return row, outcome
