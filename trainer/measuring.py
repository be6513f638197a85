"""From a network's answers on the validation and test part to figures and predictions.csv. No Keras is imported."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.metrics import Evaluation, evaluate
from core.multilabel import MultiLabelEvaluation, evaluate_labels
from core.operating import operating_point
from trainer.dataset import Dataset
from trainer.outcome import write_label_predictions, write_predictions
from trainer.splits import Split

Measured = Evaluation | MultiLabelEvaluation


def write_answers(
    folder: Path, dataset: Dataset, split: Split, judged: NDArray[np.intp], output: NDArray[np.float32]
) -> None:
    """Write ``predictions.csv``: the ``output`` of shape (judged, classes) for the rows number ``judged``."""
    rows, parts = [dataset.rows[i] for i in judged], [split.parts[i] for i in judged]
    if dataset.multi_label:
        write_label_predictions(folder, rows, parts, dataset.truth()[judged], output, dataset.classes)
    else:
        write_predictions(folder, rows, parts, output, dataset.classes)


def measure(
    dataset: Dataset, split: Split, judged: NDArray[np.intp], output: NDArray[np.float32]
) -> tuple[Measured, Measured]:
    """Measure the network on the test and the validation part; parameters as :func:`write_answers`.

    Where an image may show several classes, each is called at its operating point: the probability with the largest
    Youden index on the validation part (:mod:`core.operating`).
    """
    truth, part_of = dataset.truth()[judged], np.array([split.parts[i] for i in judged])
    patients = [dataset.rows[i].patient for i in judged]
    chosen = part_of == "validation"
    points = (
        [operating_point(truth[chosen, k] > 0, output[chosen, k]) for k in range(len(dataset.classes))]
        if dataset.multi_label
        else []
    )

    def measured(part: str) -> Measured:
        rows = np.flatnonzero(part_of == part)
        whose = [patients[i] for i in rows]
        if dataset.multi_label:
            return evaluate_labels(truth[rows], output[rows], dataset.classes, whose, points=points)
        return evaluate(truth[rows].argmax(axis=1), output[rows], dataset.classes, whose)

    return measured("test"), measured("validation")
