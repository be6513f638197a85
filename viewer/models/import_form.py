"""What a bare model file cannot say, asked for with the thesis' values offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.models import registry
from core.models.importing import THESIS_CLASSES, THESIS_PRESET, Answers, name_for
from core.preprocess import LARGEST, PRESETS, SMALLEST
from viewer.message import Note
from viewer.number_text import number_text

if TYPE_CHECKING:
    from viewer.models.looking_after import Looked


class ImportForm(QWidget):
    """Name, classes in order and preset; for weights alone also the network they belong to.

    Signals
    -------
    import_requested : Answers
        The form is filled in.
    cancelled
        The file is not wanted after all.
    """

    import_requested = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looked: Looked | None = None
        self._title, self._facts = QLabel(self), Note(parent=self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._name, self._classes = QLineEdit(self), QLineEdit(self)
        self._classes.setPlaceholderText(self.tr("in the order of its outputs, with commas between"))
        self._thesis = QPushButton(self.tr("Use the thesis' values"), self)
        self._preset, self._network, self._activation = (QComboBox(self) for _ in range(3))
        self._size = QSpinBox(self)
        self._size.setRange(SMALLEST, LARGEST)
        self._size.setValue(128)
        self._size.setSuffix(self.tr(" pixels"))
        self._fill()
        self._import = QPushButton(self.tr("Import"), self)
        self._cancel = QPushButton(self.tr("Do not import"), self)
        self._lay_out()
        self._thesis.clicked.connect(self._on_thesis_clicked)
        self._import.clicked.connect(self._on_import_clicked)
        self._cancel.clicked.connect(self.cancelled)

    def set_looked(self, looked: Looked) -> None:
        """Ask about a file that was looked at."""
        self._looked = looked
        self._title.setText(self.tr("Import {0}").format(looked.path.name))
        self._facts.say(self._told(looked))
        self._name.setText(name_for(looked.path))
        self._classes.clear()
        found = looked.finding
        alone = found is not None and found.kind == "weights"
        for row, shown in ((self._answers, found is not None), (self._alone, alone)):
            row.setVisible(shown)
        self._thesis.setEnabled(found is not None and found.classes in (0, len(THESIS_CLASSES)))
        self._name.setFocus()

    def _told(self, looked: Looked) -> str:
        found = looked.finding
        if looked.card is not None:
            return self.tr("It has a card of its own: {0}, {1}.").format(
                looked.card.network, ", ".join(looked.card.classes)
            )
        assert found is not None
        if found.kind == "weights":
            return self.tr("Weights alone, {0} numbers. Say which network they belong to.").format(
                number_text(found.parameters, ",")
            )
        told = self.tr("{0} x {1} pixels, channels {2}; {3} classes by {4}; {5} layers, {6} parameters.").format(
            found.width, found.height, found.channels, found.classes, found.activation, found.layers,
            number_text(found.parameters, ","),
        )  # fmt: skip
        if found.one_output:
            told += " " + self.tr("It has one output: the probability of the second class.")
        return told

    def _fill(self) -> None:
        self._preset.addItems(PRESETS)
        self._preset.setCurrentText(THESIS_PRESET)
        self._network.addItem(self.tr("Find out by the shapes"), ("", "", ""))
        for row in registry.ARCHITECTURES.values():
            for variant in row.variants:
                for head in registry.HEADS:
                    self._network.addItem(f"{row.title} {variant}, {head}", (row.name, variant, head))
        self._activation.addItems(registry.ACTIVATIONS)

    def _lay_out(self) -> None:
        self._answers, self._alone = QWidget(self), QWidget(self)
        first, second, third = QFormLayout(), QFormLayout(self._answers), QFormLayout(self._alone)
        for form in (second, third):
            form.setContentsMargins(0, 0, 0, 0)
        first.addRow(self.tr("&Name"), self._name)
        second.addRow(self.tr("C&lasses"), self._classes)
        second.addRow("", self._thesis)
        second.addRow(self.tr("&Preset"), self._preset)
        third.addRow(self.tr("Net&work"), self._network)
        third.addRow(self.tr("Input &size"), self._size)
        third.addRow(self.tr("&Output"), self._activation)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._import)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._title)
        column.addWidget(self._facts)
        column.addLayout(first)
        column.addWidget(self._answers)
        column.addWidget(self._alone)
        column.addLayout(buttons)
        column.addStretch(1)

    def _on_thesis_clicked(self) -> None:
        self._classes.setText(", ".join(THESIS_CLASSES))
        self._preset.setCurrentText(THESIS_PRESET)

    def _on_import_clicked(self) -> None:
        if self._looked is None:
            return
        classes = tuple(part.strip() for part in self._classes.text().split(",") if part.strip())
        name, preset = self._name.text().strip(), self._preset.currentText()
        if self._alone.isVisibleTo(self):
            architecture, variant, head = self._network.currentData()
            side = self._size.value()
            answers = Answers(
                name, classes, preset, (side, side), architecture, variant, head, self._activation.currentText()
            )
        else:
            answers = Answers(name, classes, preset)
        self.import_requested.emit(answers)
