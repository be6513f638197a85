"""What is read, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget

from trainer.reader_study.design import FEWEST, MOST
from viewer.classify.colors import class_title
from viewer.message import Note, Problem
from viewer.train.data_chooser import DataChooser

if TYPE_CHECKING:
    from viewer.jobs import Jobs

LANE = "reader study: data"
_USUAL = 40


class SetupForm(QWidget):
    """Data, finding, how many images, seed and reader.

    Signals
    -------
    start_requested : ()
        Begin, or go on where this reader stopped.
    """

    start_requested = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chooser = DataChooser(jobs, self, lane=LANE)
        self._finding = QComboBox(self)
        self._count, self._seed = QSpinBox(self), QSpinBox(self)
        self._count.setRange(FEWEST, MOST)
        self._count.setSingleStep(2)
        self._count.setValue(_USUAL)
        self._seed.setRange(0, 9999)
        self._seed.setValue(1)
        self._reader = QLineEdit(self)
        self._reader.setMaxLength(40)
        self._start = QPushButton(self.tr("&Begin or go on"), self)
        self._problem = Problem(self)
        self._lay_out()
        self.chooser.data_changed.connect(self._on_data_changed)
        self._reader.textChanged.connect(self._show_what_can_be_done)
        self._reader.returnPressed.connect(self._start.click)
        self._start.clicked.connect(self.start_requested)
        self._show_what_can_be_done()

    @property
    def asked(self) -> tuple[str, int, int, str]:
        """Finding, number of images, seed and reader."""
        return self._finding.currentData() or "", self._count.value(), self._seed.value(), self._reader.text().strip()

    def ask(self, finding: str, count: int, seed: int, reader: str) -> None:
        """Fill the form in."""
        self._finding.setCurrentIndex(self._finding.findData(finding))
        self._count.setValue(count)
        self._seed.setValue(seed)
        self._reader.setText(reader)

    def complain(self, reason: str) -> None:
        """Say why it cannot begin; an empty reason takes that back."""
        self._problem.say(reason)

    def _lay_out(self) -> None:
        about = Note(
            self.tr(
                "Every image is read twice, once at 12 bits and once at 8, in two sessions some weeks apart, without "
                "being told which. All readers of one study take the same data, finding, number of images and seed."
            ),
            self,
        )
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows = (
            (self.tr("&Finding"), self._finding),
            (self.tr("&Images"), self._count),
            (self.tr("&Seed"), self._seed),
            (self.tr("&Reader"), self._reader),
        )
        for text, field in rows:
            label = QLabel(text, self)
            label.setBuddy(field)
            field.setAccessibleName(text.replace("&", ""))
            form.addRow(label, field)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 24)
        whole.setSpacing(12)
        whole.addWidget(about)
        whole.addWidget(self.chooser)
        whole.addLayout(form)
        whole.addWidget(self._problem)
        whole.addWidget(self._start, 0, Qt.AlignmentFlag.AlignRight)
        whole.addStretch(1)

    def _on_data_changed(self) -> None:
        dataset, chosen = self.chooser.dataset, self._finding.currentData()
        self._finding.clear()
        for name in () if dataset is None else dataset.classes:
            self._finding.addItem(class_title(name), name)
        self._finding.setCurrentIndex(max(0, self._finding.findData(chosen)))
        self.complain("")
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        ready = self.chooser.dataset is not None and bool(self._reader.text().strip())
        self._start.setEnabled(ready)
        self._start.setToolTip("" if ready else self.tr("Choose data and name the reader first."))
