"""The classes of an answer as a report writes them. No Qt: the command line writes reports, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.export.report import ClassLine
from viewer.classify.colors import class_colors, class_title

if TYPE_CHECKING:
    from core.prediction import Prediction


def class_lines(prediction: Prediction) -> tuple[ClassLine, ...]:
    """Give the classes in the model's order, each with its title, its operating point and its colour."""
    thresholds = prediction.thresholds or (None,) * len(prediction.classes)
    colors = class_colors(prediction.classes)
    return tuple(
        ClassLine(class_title(name), probability, threshold, colors[name])
        for name, probability, threshold in zip(prediction.classes, prediction.probabilities, thresholds, strict=True)
    )


def decided_title(prediction: Prediction) -> str:
    """Title of the class decided for; empty when there is no decision."""
    return class_title(prediction.top) if prediction.top else ""
