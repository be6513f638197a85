"""What is said of labels that readers gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from core.results.training_labels import TrainingLabels


def left_out(labels: TrainingLabels) -> str:
    """Say which labels are not among those taken; empty where all are."""
    counted = (
        (labels.undecided, _tr("{0} on which readers disagree")),
        (labels.gone, _tr("{0} whose file is gone")),
        (labels.changed, _tr("{0} whose file holds other pixels now")),
        (labels.unwritable, _tr("{0} whose file name no table can hold")),
    )
    without = ", ".join(text.format(count) for count, text in counted if count)
    return _tr("Left out: {0}.").format(without) if without else ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("label", text)
