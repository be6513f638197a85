"""Answers against labels: the confusion matrix, and figures with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from viewer.classify.colors import class_title
from viewer.compare.confusion import ConfusionView, Matrices
from viewer.compare.figure_table import FigureRow, FigureTable
from viewer.figures import estimate_text, full_text
from viewer.message import Note

if TYPE_CHECKING:
    from core.metrics import Evaluation
    from core.results.agreement import Assessment


class AssessmentView(QWidget):
    """Hidden while there is nothing to compare."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._summary = Note(parent=self)
        self.matrices = Matrices(self)
        self.figures = FigureTable(self)
        self.figures.setAccessibleName(self.tr("Figures of each class"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._summary)
        beside = QHBoxLayout()
        beside.setSpacing(16)
        beside.addWidget(self.matrices, 1)
        beside.addWidget(self.figures, 2)
        column.addLayout(beside)
        self.set_assessment(None)

    @property
    def text(self) -> str:
        """The summary."""
        return self._summary.text()

    def set_assessment(self, assessment: Assessment | None) -> None:
        """Show how answers compare with labels; None or no labelled answer: why there is nothing."""
        evaluation = None if assessment is None else assessment.evaluation
        self.matrices.setVisible(evaluation is not None)
        self.figures.setVisible(evaluation is not None)
        self.setVisible(assessment is not None)
        if assessment is None:
            self.matrices.set_views(())
            return
        if evaluation is None:
            self._summary.say(self.tr("No answer has a label that is one of the model's classes."))
            self.matrices.set_views(())
            return
        self._summary.say("\n".join((*self._figures(evaluation), *self._left_out(assessment))))
        titles = [class_title(name) for name in assessment.classes]
        self.matrices.set_views((ConfusionView(self.tr("Against the labels"), titles, evaluation.confusion),))
        headings = (self.tr("Images"), self.tr("Sensitivity"), self.tr("Specificity"), self.tr("Precision"), "AUC")
        rows = []
        for one in evaluation.per_class:
            estimates = (one.sensitivity, one.specificity, one.precision, one.auc)
            cells = (str(one.support), *(estimate_text(estimate) for estimate in estimates))
            rows.append(FigureRow(class_title(one.name), class_title(one.name), cells))
        self.figures.set_figures(headings, rows)

    def _figures(self, evaluation: Evaluation) -> tuple[str, ...]:
        told = self.tr("{0} images of {1} patients. Accuracy {2}. Macro AUC {3}. Balanced accuracy {4}.").format(
            evaluation.n,
            evaluation.patients,
            full_text(evaluation.accuracy),
            full_text(evaluation.macro_auc),
            full_text(evaluation.balanced_accuracy),
        )
        undecided = self.tr("{0} are undecided: two classes share the largest probability.").format(
            evaluation.undecided
        )
        return (
            told,
            self.tr("Intervals are 95 %. The class with the largest probability counts as the answer."),
            *([undecided] if evaluation.undecided else []),
        )

    def _left_out(self, assessment: Assessment) -> tuple[str, ...]:
        parts = []
        if assessment.unlabelled:
            parts.append(self.tr("{0} without a label").format(assessment.unlabelled))
        if assessment.foreign:
            parts.append(self.tr("{0} with a label that the model does not have").format(assessment.foreign))
        if assessment.refused:
            parts.append(self.tr("{0} labelled but without an answer").format(assessment.refused))
        return (self.tr("Left out: {0}.").format(", ".join(parts)),) if parts else ()
