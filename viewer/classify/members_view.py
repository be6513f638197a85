"""Every answer that a joint one is the mean of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from viewer.classify.colors import class_title
from viewer.figure_rows import FigureRows
from viewer.message import Note
from viewer.number_text import number_text
from viewer.section import Section

if TYPE_CHECKING:
    from core.opinion import Opinion
    from core.prediction import Prediction

_ROWS_SEEN = 8


class MembersView(QWidget):
    """Says that an answer is a mean, and lists the answers on request; hidden for an answer that is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note = Note(parent=self)
        self._table = FigureRows(self.tr("Each answer"), self, rows_seen=_ROWS_SEEN)
        self._table.setWordWrap(False)
        self._table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        holder = QWidget(self)
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._table)
        self._section = Section(self.tr("Each answer"), holder, self)
        self._section.set_open(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._note)
        column.addWidget(self._section)
        self.hide()

    def set_prediction(self, prediction: Prediction) -> None:
        """Tell of another answer."""
        opinions = prediction.opinions
        several = len({one.model_sha256 for one in opinions}) > 1
        altered = len({one.alteration for one in opinions}) > 1
        self._note.say(
            self.tr("Mean of {0} answers; in brackets the smallest and the largest. No confidence interval.").format(
                len(opinions)
            )
        )
        titles = (self.tr("Answer"), *(class_title(name) for name in prediction.classes))
        rows = [
            (_name(one, several=several, altered=altered), *(number_text(p, ".3f") for p in one.probabilities))
            for one in opinions
        ]
        self._table.fill(titles, rows)
        self._table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.setVisible(bool(opinions))


def _name(opinion: Opinion, *, several: bool, altered: bool) -> str:
    parts = (*((opinion.model,) if several else ()), *((alteration_title(opinion.alteration),) if altered else ()))
    return ", ".join(parts)


def alteration_title(alteration: str) -> str:
    """Name an alteration of the image."""
    return {
        "unchanged": _tr("unchanged"),
        "left": _tr("moved left"),
        "right": _tr("moved right"),
        "up": _tr("moved up"),
        "down": _tr("moved down"),
        "larger": _tr("larger"),
        "smaller": _tr("smaller"),
        "narrower": _tr("narrower window"),
        "wider": _tr("wider window"),
        "brighter": _tr("brighter"),
        "darker": _tr("darker"),
        "mirrored": _tr("left and right swapped"),
    }[alteration]


def _tr(text: str) -> str:
    return QCoreApplication.translate("members", text)
