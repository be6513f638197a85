"""What the study in the form will do, take and be able to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from viewer.message import Note
from viewer.study.run_options import RunOptionsForm
from viewer.study.words import plan_text, sentence_of

if TYPE_CHECKING:
    from viewer.study.forecast import Forecast


class PlanView(QWidget):
    """Runs, time, disk and memory, what is worth knowing, and the smallest margin that can be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.options = RunOptionsForm(self)
        self._plan, self._notes, self._margins = Note(parent=self), Note(parent=self), Note(parent=self)
        self._plan.setAccessibleName(self.tr("Plan"))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self._heading(self.tr("Plan")))
        for note in (self._plan, self._notes):
            column.addWidget(note)
        self._margin_heading = self._heading(self.tr("Smallest margin"))
        column.addWidget(self._margin_heading)
        column.addWidget(self._margins)
        column.addWidget(self._heading(self.tr("How it is run")))
        column.addWidget(self.options)
        column.addStretch(1)

    @property
    def text(self) -> str:
        """All that is said."""
        return "\n".join(note.text() for note in (self._plan, self._notes, self._margins) if note.text())

    def show_forecast(self, found: Forecast, *, with_data: bool) -> None:
        """Say what is known of the study."""
        self._margin_heading.setVisible(found.plan is not None)
        if found.plan is None:
            self._plan.say(self.tr("There is no plan yet: see what is told beside the fields."))
            self._notes.say("")
            self._margins.say("")
            return
        self._plan.say(plan_text(found.plan, at_once=self.options.options().at_once, with_data=with_data))
        self._notes.say("\n".join(found.plan.notes))
        self._margins.say(self._told_of_margins(found, with_data))

    def _told_of_margins(self, found: Forecast, with_data: bool) -> str:
        if found.margins:
            return "\n".join(sentence_of(one.sentence) for one in found.margins)
        if found.margins is None and with_data:
            return self.tr("Looking for earlier runs that tell …")
        return self.tr("Not known: that takes two finished runs of one of the arms, with two seeds, on these data.")

    def _heading(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("role", "heading")
        return label
