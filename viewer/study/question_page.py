"""First page of the form: what is asked, and of which data."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from viewer.message import Problem
from viewer.train.data_chooser import DataChooser

if TYPE_CHECKING:
    from viewer.jobs import Jobs
    from viewer.study.draft import Draft

DATA_LANE = "read dataset of study"
_LONGEST_NAME = 60


class QuestionPage(QWidget):
    """Name, question and data.

    Signals
    -------
    changed
        Something else was entered, or data were read.
    build_requested
        A dataset is to be built.
    """

    changed = Signal()
    build_requested = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = QLineEdit(self)
        self.name.setMaxLength(_LONGEST_NAME)
        self.name.setPlaceholderText(self.tr("Bit depth at 128 pixels"))
        self.question = QLineEdit(self)
        self.question.setPlaceholderText(self.tr("Do networks that see 12 bits detect more than those that see 8?"))
        self.data = DataChooser(jobs, self, lane=DATA_LANE)
        self._problem = Problem(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 8)
        column.setSpacing(4)
        for text, field in ((self.tr("Na&me"), self.name), (self.tr("&Question"), self.question)):
            label = QLabel(text, self)
            label.setBuddy(field)
            field.setAccessibleName(text.replace("&", ""))
            column.addWidget(label)
            column.addWidget(field)
            if field is self.name:
                column.addWidget(self._problem)
            column.addSpacing(8)
        heading = QLabel(self.tr("Data of all runs"), self)
        heading.setProperty("role", "heading")
        column.addWidget(heading)
        column.addWidget(self.data)
        column.addStretch(1)
        self.name.textChanged.connect(self.changed)
        self.question.textChanged.connect(self.changed)
        self.data.data_changed.connect(self.changed)
        self.data.build_requested.connect(self.build_requested)

    @property
    def problem(self) -> str:
        """What is wrong with the name; empty for nothing."""
        return self._problem.text()

    def complain(self, text: str) -> None:
        """Say what is wrong with the name; an empty text takes that back."""
        self._problem.say(text)

    def fill(self, draft: Draft) -> Draft:
        """Return ``draft`` with what this page says."""
        return replace(draft, name=self.name.text(), question=self.question.text(), data=self.data.data)

    def clear(self) -> None:
        """Empty name and question; the data stay for the next study."""
        self.name.clear()
        self.question.clear()
