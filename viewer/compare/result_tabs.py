"""What was found, on pages behind tabs: the answer, the figures, the curves, how it was learned, single images."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton, QTabWidget, QWidget

from viewer.arranging import column, fill_scrolling
from viewer.compare.answer_view import AnswerView
from viewer.compare.arm_report import ArmReport
from viewer.compare.cases_page import CasesPage
from viewer.compare.curves_page import CurvesPage
from viewer.compare.figures_page import FiguresPage
from viewer.compare.learning_page import LearningPage

if TYPE_CHECKING:
    from trainer.compare import Comparison
    from viewer.jobs import Jobs

_LEAST_HEIGHT = 360


class ResultTabs(QTabWidget):
    """The figures of runs are there at once; what is said of arms comes some seconds later."""

    def __init__(self, jobs: Jobs, use: QPushButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answer = AnswerView(self)
        self.figures = FiguresPage(use, self)
        self.curves, self.learning = CurvesPage(self), LearningPage(self)
        self.cases = CasesPage(jobs, self)
        self.setDocumentMode(True)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)  # where large letters leave no room
        self.tabBar().setProperty("crowded", True)
        self.tabBar().setAccessibleName(self.tr("Parts of the comparison"))
        self.setMinimumHeight(_LEAST_HEIGHT)
        self._report: ArmReport | None = None
        self._behind: set[int] = set()
        pages = (
            (self.answer, self.tr("Answer")),
            (_scrolling(self.figures, self), self.tr("Figures")),
            (_scrolling(self.curves, self), self.tr("Curves")),
            (_scrolling(self.learning, self), self.tr("Learning")),
            (self.cases, self.tr("Cases")),
        )
        for page, title in pages:
            self.addTab(page, title)
        self._soon = QTimer(self, singleShot=True, interval=0)  # a page is shown in one turn and filled in the next
        self._soon.timeout.connect(lambda: self._fill(self.currentIndex()))
        self.currentChanged.connect(lambda _: self._soon.start())

    def set_comparison(self, comparison: Comparison, made: Sequence[str]) -> None:
        """Show the figures of runs; the arms that they make are not known yet."""
        self._report = None
        self.figures.set_comparison(comparison, made)
        self.answer.say(self.tr("Comparing, paired by patients and seeds. This takes some seconds …"))
        self._offer_arms(False)

    def set_report(self, report: ArmReport) -> None:
        """Show all that was found of arms; each page when it is looked at, for all at once would take too long."""
        self._report = report
        self._behind = set(range(self.count()))
        self._offer_arms(True)
        self._fill(self.currentIndex())

    def text(self) -> str:
        """Write what was found as text, with tabs between the cells of tables."""
        self._fill(0)
        self._fill(1)
        answer = "" if self._report is None else self.answer.toPlainText() + "\n\n"
        return answer + self.figures.text()

    def refuse(self, text: str) -> None:
        """Say why nothing can be said of arms; the figures of the runs stay."""
        self.answer.say(text)

    def _fill(self, place: int) -> None:
        if self._report is not None and place in self._behind:
            self._behind.discard(place)
            (self.answer, self.figures, self.curves, self.learning, self.cases)[place].set_report(self._report)

    def _offer_arms(self, offered: bool) -> None:
        for place in range(2, self.count()):
            self.setTabEnabled(place, offered)
        if not offered and self.currentIndex() > 1:
            self.setCurrentIndex(0)


def _scrolling(content: QWidget, parent: QWidget) -> QWidget:
    page, inner = QWidget(parent), column(content, last_grows=True)
    fill_scrolling(page, inner)
    inner.setContentsMargins(0, 8, 0, 8)  # at its sides the panel has a margin already, and the tables need the room
    return page
