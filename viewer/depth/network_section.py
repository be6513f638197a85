"""What the chosen network says of the image at both bit depths, and where it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QVBoxLayout, QWidget

from viewer.arranging import line
from viewer.classify.colors import class_title
from viewer.depth.words import change, share
from viewer.figure_rows import FigureRows
from viewer.message import Note, Problem

if TYPE_CHECKING:
    from core.depth.network import Answer, Heats


class NetworkSection(QWidget):
    """Asks for answers and heat maps, and shows the answers.

    Signals
    -------
    answer_requested
        Ask the network at both depths.
    heats_requested : int
        Make heat maps for the class of this number.
    shown_changed : bool
        Heat maps are wanted on the images, or not.
    """

    answer_requested = Signal()
    heats_requested = Signal(int)
    shown_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.about, self.said, self.problem = Note(parent=self), Note(parent=self), Problem(self)
        self.ask = QPushButton(self.tr("&Ask at both bit depths"), self)
        self.table = FigureRows(self.tr("Probabilities at both bit depths"), self)
        self.classes = QComboBox(self)
        self.classes.setAccessibleName(self.tr("Class of the heat maps"))
        self.look = QPushButton(self.tr("&Heat maps"), self)
        self.shown = QCheckBox(self.tr("Show the heat maps on the images"), self)
        self.shown.setChecked(True)
        self.legend = Note(parent=self)
        self._looking = line(self.classes, self.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        parts = (self.about, self.problem, self.ask, self.table, self.said, self._looking, self.shown, self.legend)
        for widget in parts:
            column.addWidget(widget)
        self.ask.clicked.connect(self.answer_requested)
        self.look.clicked.connect(lambda: self.heats_requested.emit(self.classes.currentIndex()))
        self.shown.toggled.connect(self.shown_changed)
        self.clear()

    def set_network(self, about: str, classes: tuple[str, ...], *, ready: bool) -> None:
        """Say which network is asked, or why none is."""
        self.about.say(about)
        self.classes.clear()
        self.classes.addItems([class_title(name) for name in classes])
        self._looking.setVisible(bool(classes))
        self.set_ready(ready)

    def set_ready(self, ready: bool) -> None:
        """Let the network be asked."""
        self.ask.setEnabled(ready)
        self.look.setEnabled(ready)

    def clear(self) -> None:
        """Show no answer and no heat map."""
        self.table.fill((), ())
        self.said.say("")
        self.problem.say("")
        self.clear_heats()

    def clear_heats(self) -> None:
        """Show no heat map."""
        self.shown.hide()
        self.legend.say("")

    def show_busy(self, text: str) -> None:
        """Say what is being done."""
        self.problem.say("")
        self.said.say(text)

    def show_answer(self, answer: Answer) -> None:
        """Show what the network says."""
        rows = [
            (class_title(name), share(before), share(after), change(before, after))
            for name, before, after in zip(answer.classes, answer.first, answer.second, strict=True)
        ]
        self.table.fill((self.tr("Class"), self.tr("First"), self.tr("Second"), self.tr("Change")), rows)
        first, second = (self._decision(name) for name in answer.decisions)
        told = self.tr("The decision flips: {0} at the first depth, {1} at the second.").format(first, second)
        told = told if answer.flips else self.tr("The decision stays: {0}.").format(first)
        self.said.say(f"{told} {self.tr('Changes are in percentage points.')}")
        if answer.decisions[0]:
            self.classes.setCurrentIndex(answer.classes.index(answer.decisions[0]))

    def show_heats(self, heats: Heats) -> None:
        """Say what the heat maps on the images mean."""
        largest = float(abs(heats.difference).max())
        told = self.tr(
            "Grad-CAM for {0}: both maps have one scale, bright is much. On the difference, light yellow is where the "
            "second map has more, dark blue where it has less; the largest change is {1} of the scale."
        )
        self.said.say("" if self.table.isHidden() else self.said.text())
        self.legend.say(told.format(class_title(heats.class_name), share(largest)))
        self.shown.show()

    def _decision(self, name: str) -> str:
        return class_title(name) if name else self.tr("no decision")
