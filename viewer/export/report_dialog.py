"""Asking what a report is to hold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from viewer.export.exporting import free
from viewer.message import Note

PDF, HTML = ".pdf", ".html"


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """What is chosen: the suffix of the file, and what stands on the page besides image and answer."""

    suffix: str
    patient: bool
    heat: bool


class ReportDialog(QDialog):
    """Stays open beside the window until it is closed. The patient is named only when that is asked for.

    Signals
    -------
    write_requested : (ReportOrder, Path)
        Write this.
    """

    write_requested = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export a report"))
        self._hidden = self._has_heat = self._in_pixels = False
        self._missing = ""
        self._format = QComboBox(self)
        self._format.addItem(self.tr("PDF, one page"), PDF)
        self._format.addItem(self.tr("HTML, one file"), HTML)
        self._patient = QCheckBox(self.tr("Name the &patient and the study"), self)
        self._heat = QCheckBox(self.tr("With the &heat map"), self)
        self._heat.setChecked(True)
        self._warning, self._said = Note(parent=self), Note(parent=self)
        self._export = QPushButton(self.tr("Export\u2026"), self)
        self._export.setDefault(True)
        self._lay_out()
        self._patient.toggled.connect(self._show_choices)
        self._export.clicked.connect(self._on_export_clicked)
        self._show_choices()

    @property
    def order(self) -> ReportOrder:
        """What is chosen."""
        return ReportOrder(
            self._format.currentData(),
            self._patient.isChecked() and self._patient.isEnabled(),
            self._heat.isChecked() and self._heat.isEnabled(),
        )

    def set_answer(self, missing: str, *, has_heat: bool, in_pixels: bool = False) -> None:
        """Tell what there is to report on.

        Parameters
        ----------
        missing : str
            Why there is no answer; empty where there is one.
        has_heat : bool
            A heat map lies on the image.
        in_pixels : bool
            Its pixels may show who the patient is.
        """
        self._missing, self._has_heat, self._in_pixels = missing, has_heat, in_pixels
        self._show_choices()

    def set_patient_data_hidden(self, hidden: bool) -> None:
        """Leave the patient out, whatever is chosen."""
        self._hidden = hidden
        self._said.say("")
        self._show_choices()

    def say(self, text: str) -> None:
        """Tell how it went."""
        self._said.say(text)

    def say_written(self, path: Path) -> None:
        """Tell that the report is there; where, which may name the patient, only while patient data is shown."""
        self.say(self.tr("Written.") if self._hidden else self.tr("Written: {0}").format(path))

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("&Format"), self._format)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, Qt.Orientation.Horizontal, self)
        buttons.addButton(self._export, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.addLayout(form)
        for widget in (self._patient, self._heat, self._warning, self._said, buttons):
            column.addWidget(widget)
        self.setMinimumWidth(440)

    def _show_choices(self) -> None:
        self._patient.setEnabled(not self._hidden)
        self._heat.setEnabled(self._has_heat)
        self._export.setEnabled(not self._missing)
        told = ""
        if self.order.patient:
            told = self.tr("The page will name the patient.")
        elif self._in_pixels:
            told = self.tr("The pixels may show who the patient is: look at the report before it leaves.")
        self._warning.say(self._missing or told)

    def _on_export_clicked(self) -> None:
        order = self.order
        self._said.say("")
        name, _ = QFileDialog.getSaveFileName(self, self.windowTitle(), f"report{order.suffix}", f"*{order.suffix}")
        if name:
            # Nobody was asked whether a file of the longer name may be replaced.
            path = Path(name) if Path(name).suffix else free(Path(f"{name}{order.suffix}"))
            self.write_requested.emit(order, path)
