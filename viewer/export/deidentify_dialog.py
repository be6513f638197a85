"""Asking how images are de-identified."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
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

from viewer.message import Note, Problem
from viewer.progress_row import ProgressRow

IMAGE, SERIES, LIST = "image", "series", "list"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is chosen: which images, whether dates are moved, and that somebody has looked at the pixels."""

    which: str
    move_dates: bool
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Copies:
    """What became of the images: copies written, images held back, and why others were not copied."""

    folder: Path
    written: int
    held_back: int
    refused: tuple[tuple[str, str], ...]


class DeidentifyDialog(QDialog):
    """Stays open beside the window until it is closed.

    Signals
    -------
    export_requested : (Wish, Path)
        Write copies into this folder.
    cancel_requested
        Write no more.
    """

    export_requested = Signal(object, object)
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export de-identified"))
        self._hidden = False
        self._counts: dict[str, int] = {}
        self._which = QComboBox(self)
        self._move = QCheckBox(self.tr("&Move dates by a random number of days instead of removing them"), self)
        self._confirmed = QCheckBox(
            self.tr("I have &looked at the images: no text in their pixels names the patient"), self
        )
        self._hint = Note(
            self.tr(
                "Copies without names, numbers, dates, free texts and private attributes, with other UIDs (DICOM "
                "PS3.15, Basic Profile). Text that is part of the pixels stays: images whose file does not deny it are "
                "held back until you confirm."
            ),
            self,
        )
        self._said, self._problem = Note(parent=self), Problem(self)
        self._progress = ProgressRow(self.tr("De-identifying"), self)
        self._export = QPushButton(self.tr("Export\u2026"), self)
        self._export.setDefault(True)
        self._lay_out()
        self._which.currentIndexChanged.connect(self._show_choices)
        self._export.clicked.connect(self._on_export_clicked)
        self._progress.cancel_requested.connect(self.cancel_requested)
        self.set_images(has_image=False, series=0, listed=0)

    @property
    def wish(self) -> Wish:
        """What is chosen."""
        return Wish(self._which.currentData(), self._move.isChecked(), self._confirmed.isChecked())

    def set_images(self, *, has_image: bool, series: int, listed: int) -> None:
        """Say what there is to export; a confirmation holds for the images that were looked at."""
        counts = {IMAGE: int(has_image), SERIES: series, LIST: listed}
        with QSignalBlocker(self._which):
            kept = self._which.currentData()
            self._which.clear()
            self._which.addItem(self.tr("The image on screen"), IMAGE)
            self._which.addItem(self.tr("The {0} images of its series").format(series), SERIES)
            self._which.addItem(self.tr("All {0} listed images").format(listed), LIST)
            self._which.setCurrentIndex(max(0, self._which.findData(kept)))
        self._counts = counts
        self._show_choices()

    def withdraw_confirmation(self) -> None:
        """Ask again: these are other images than those that were looked at."""
        self._confirmed.setChecked(False)

    def set_patient_data_hidden(self, hidden: bool) -> None:
        """Name no files while patient data is hidden."""
        self._hidden = hidden
        self._tell("", "")

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is."""
        self._export.setEnabled(False)
        self._progress.show_progress(self.tr("{0} of {1} images").format(done, total), done, total)

    def say_problem(self, text: str) -> None:
        """Tell why nothing, or no more, was written."""
        self._tell("", text)

    def say_stopped(self) -> None:
        """Tell that no more is written."""
        self._tell(self.tr("Stopped. What was written stays."), "")

    def say_done(self, done: Copies) -> None:
        """Tell what was written and what was not."""
        told = self.tr("{0} copies written.").format(done.written)
        if not self._hidden:
            told = self.tr("{0} copies written to {1}.").format(done.written, done.folder)
        lines = []
        if done.held_back:
            lines.append(
                self.tr(
                    "{0} images were held back because their pixels may name the patient: look at them, confirm above "
                    "and export again."
                ).format(done.held_back)
            )
        if done.refused:
            lines.append(self.tr("{0} files were not copied:").format(len(done.refused)))
            lines += [reason if self._hidden else f"{name}: {reason}" for name, reason in done.refused[:5]]
        self._tell(told, "\n".join(lines))

    def _tell(self, said: str, problem: str) -> None:
        self._progress.hide()
        self._said.say(said)
        self._problem.say(problem)
        self._show_choices()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("&Which"), self._which)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, Qt.Orientation.Horizontal, self)
        buttons.addButton(self._export, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.addLayout(form)
        for widget in (self._move, self._confirmed, self._hint, self._progress, self._said, self._problem, buttons):
            column.addWidget(widget)
        self.setMinimumWidth(480)

    def _show_choices(self) -> None:
        self._export.setEnabled(self._counts.get(self._which.currentData(), 0) > 0)

    def _on_export_clicked(self) -> None:
        wish = self.wish
        folder = QFileDialog.getExistingDirectory(self, self.tr("Export into a folder"))
        if folder:
            self.export_requested.emit(wish, Path(folder))
