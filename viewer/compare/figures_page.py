"""The figures: of arms, of runs, matrices, class by class, by subgroup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from viewer.arranging import column, line
from viewer.classify.colors import class_title
from viewer.compare.arm_report import ArmReport
from viewer.compare.arm_tables import ArmClassTable, ArmTable, SubgroupTable
from viewer.compare.confusion import ConfusionView, Matrices
from viewer.compare.figure_table import ClassTable, EffortTable, FigureTable, SummaryTable, numbered
from viewer.message import Note
from viewer.section import Section
from viewer.train.run_text import input_text, network_text, when

if TYPE_CHECKING:
    from trainer.compare import Comparison


class FiguresPage(QWidget):
    """Tables under headings that fold them away. The runs are measured at once, the arms some seconds later."""

    def __init__(self, use: QPushButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary, self.classes, self.effort = SummaryTable(self), ClassTable(self), EffortTable(self)
        self.arms, self.arm_classes, self.subgroups = ArmTable(self), ArmClassTable(self), SubgroupTable(self)
        self.matrices = Matrices(self)
        self.tested, self.legend = Note(parent=self), Note(parent=self)
        self._key = Note(parent=self)
        for table, name in (
            (self.summary, self.tr("Figures of each run")),
            (self.classes, self.tr("Figures of each class")),
            (self.effort, self.tr("Training of each run")),
            (self.arms, self.tr("Figures of each arm")),
            (self.arm_classes, self.tr("Figures of each class, by arm")),
            (self.subgroups, self.tr("Figures of each subgroup")),
        ):
            table.setAccessibleName(name)
        runs = column(self.legend, self.summary, line(use), self.effort)
        use.show()
        self._of_arms = Section(self.tr("Arms"), column(self._key, self.arms), self)
        self._of_arm_classes = Section(self.tr("Each class, by arm"), self.arm_classes, self)
        self._of_subgroups = Section(self.tr("Subgroups"), self.subgroups, self)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(8)
        for part in (
            self.tested,
            self._of_arms,
            Section(self.tr("Runs"), runs, self),
            Section(self.tr("Confusion matrices of the runs"), self.matrices, self),
            self._of_arm_classes,
            self._of_subgroups,
            Section(self.tr("Each class, by run"), self.classes, self),
        ):
            stack.addWidget(part)
        stack.addStretch(1)

    def set_comparison(self, comparison: Comparison, made: Sequence[str]) -> None:
        """Show the figures of runs, made at these times; the arms that they make are not known yet."""
        told = self.tr("Tested on the same {0} images of {1} patients. In brackets: the 95 % interval.")
        self.tested.say(told.format(comparison.test_images, comparison.test_patients))
        named = tuple(zip(numbered(comparison), comparison.runs, strict=True))
        legend = []
        for ((_, name), run), created in zip(named, made, strict=True):
            legend.append(" · ".join(filter(None, (name, when(created)))))
            legend.append(f"{network_text(run)} · {input_text(run)}")
        self.legend.say("\n".join(legend))
        for table in (self.summary, self.classes, self.effort):
            table.set_comparison(comparison)
        titles = [class_title(name) for name in comparison.classes]
        views = []
        for (_, name), run in named:
            undecided = self.tr(" ({0} undecided)").format(run.undecided) if run.undecided else ""
            views.append(ConfusionView(name + undecided, titles, run.confusion))
        self.matrices.set_views(views)
        for section in (self._of_arms, self._of_arm_classes, self._of_subgroups):
            section.hide()

    def set_report(self, report: ArmReport) -> None:
        """Show the figures of the arms, too."""
        self._key.say("\n".join(report.named(label) for label in report.labels))
        for table in (self.arms, self.arm_classes, self.subgroups):
            table.set_report(report)
        self._of_arms.show()
        self._of_arm_classes.show()
        self._of_subgroups.setVisible(bool(report.compared["subgroups"]))

    def text(self) -> str:
        """Write all tables that are shown as tab-separated text."""
        tables: list[FigureTable] = [self.summary, self.effort, self.classes]
        if not self._of_arms.isHidden():
            tables += [self.arms, self.arm_classes]
        if not self._of_subgroups.isHidden():
            tables.append(self.subgroups)
        parts = [table.text() for table in tables] + [view.text() for view in self.matrices.views()]
        return "\n\n".join(parts) + "\n"
