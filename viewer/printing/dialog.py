"""Asking how to print, beside a picture of the page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from viewer.message import Note
from viewer.printing.order import Layout, Lie, Paper, PrintOrder
from viewer.printing.preview import PagePreview
from viewer.progress_row import ProgressRow

ACTIVE, SHOWN, SERIES = "active", "shown", "series"


class PrintDialog(QDialog):
    """Stays open beside the window until it is closed; every choice is a list or a box.

    Signals
    -------
    changed
        Another page is to be shown.
    print_requested
        Print what is chosen.
    file_requested : Path
        Write it as PDF.
    cancel_requested
        Print no more.
    """

    changed = Signal()
    print_requested = Signal()
    file_requested = Signal(object)
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Print"))
        self._images, self._layout, self._paper, self._lie, self._size = (QComboBox(self) for _ in range(5))
        self._texts = QCheckBox(self.tr("With corner texts"), self)
        self._annotations = QCheckBox(self.tr("With annotations"), self)
        self._patient = QCheckBox(self.tr("With patient data"), self)
        self._hint, self._said = Note(parent=self), Note(parent=self)
        self._progress = ProgressRow(self.tr("Printing"), self)
        self._print = QPushButton(self.tr("Print\u2026"), self)
        self._write = QPushButton(self.tr("Save as PDF\u2026"), self)
        self.preview = PagePreview(self)
        self._hidden = self._busy = False
        self._printable = 0
        self._fill()
        self._lay_out()
        self._connect()
        self.set_images(shown=0, series=0)

    @property
    def order(self) -> PrintOrder:
        """What is chosen."""
        return PrintOrder(
            layout=self._layout.currentData(),
            paper=self._paper.currentData(),
            lie=self._lie.currentData(),
            true_size=self._size.currentData() and self._size.isEnabled(),
            texts=self._texts.isChecked(),
            annotations=self._annotations.isChecked(),
            patient=self._patient.isChecked() and self._patient.isEnabled(),
        )

    @property
    def images(self) -> str:
        """Which images: ``"active"``, ``"shown"`` or ``"series"``."""
        return str(self._images.currentData()) if self._images.isEnabled() else SHOWN

    def set_images(self, *, shown: int, series: int) -> None:
        """Say how many images there are to print, none where nothing is on screen."""
        with QSignalBlocker(self._images):
            kept = self._images.currentData()
            self._images.clear()
            self._images.addItem(self.tr("The image on screen"), ACTIVE)
            if shown > 1:
                self._images.addItem(self.tr("The {0} images on screen").format(shown), SHOWN)
            if series:
                self._images.addItem(self.tr("All of its series, as they open"), SERIES)
            self._images.setCurrentIndex(max(0, self._images.findData(kept)))
        self._printable = shown
        self._show_choices()
        self._show_what_can_be_done()

    def set_patient_data_hidden(self, hidden: bool) -> None:
        """Offer to print who the patient is, or not."""
        self._hidden = hidden
        self._said.say("")
        self._show_choices()

    def say(self, text: str) -> None:
        """Tell how it went."""
        self._busy = False
        self._progress.hide()
        self._said.say(text)
        self._show_what_can_be_done()

    def say_written(self, path: Path) -> None:
        """Tell that the file is there; where, which may name the patient, only while patient data is shown."""
        self.say(self.tr("Written.") if self._hidden else self.tr("Written: {0}").format(path))

    def show_progress(self, done: int, total: int) -> None:
        """Show how many pages are done; until :meth:`say` tells the end, no other print begins, which would end it."""
        self._busy = True
        self._said.say("")
        self._show_what_can_be_done()
        self._progress.show_progress(self.tr("{0} of {1} pages").format(done, total), done, total)

    def show_page(self, picture: QImage | None, number: int, count: int) -> None:
        """Show page ``number``, from 0, of so many; None where there is nothing to print."""
        self.preview.show_page(picture, number, count)

    def event(self, event: QEvent) -> bool:
        """Look at the page again when the user comes back from the window, where another view may have been chosen."""
        if event.type() == QEvent.Type.WindowActivate:
            self.changed.emit()
        return super().event(event)

    def _fill(self) -> None:
        layouts = (
            (self.tr("One image on a page"), Layout.ONE),
            (self.tr("1 \u00d7 2: two side by side"), Layout.TWO),
            (self.tr("2 \u00d7 2: four"), Layout.FOUR),
            (self.tr("2 \u00d7 3: six"), Layout.SIX),
            (self.tr("As on screen, zoom and position too"), Layout.AS_SHOWN),
        )
        papers = (
            (self.tr("A4"), Paper.A4),
            (self.tr("A3"), Paper.A3),
            (self.tr("Letter"), Paper.LETTER),
            (self.tr("Film, 14 \u00d7 17 inches"), Paper.FILM),
        )
        lies = (
            (self.tr("As the images are largest"), Lie.AUTOMATIC),
            (self.tr("Portrait"), Lie.PORTRAIT),
            (self.tr("Landscape"), Lie.LANDSCAPE),
        )
        sizes = ((self.tr("Fitted"), False), (self.tr("True size, 1:1"), True))
        for box, rows in ((self._layout, layouts), (self._paper, papers), (self._lie, lies), (self._size, sizes)):
            for text, value in rows:
                box.addItem(text, value)
        self._texts.setChecked(True)
        self._annotations.setChecked(True)

    def _lay_out(self) -> None:
        form = QFormLayout()
        for text, widget in (
            (self.tr("&Images"), self._images),
            (self.tr("&Layout"), self._layout),
            (self.tr("Si&ze"), self._size),
            (self.tr("P&aper"), self._paper),
            (self.tr("&Orientation"), self._lie),
        ):
            form.addRow(text, widget)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, Qt.Orientation.Horizontal, self)
        buttons.addButton(self._write, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self._print, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.rejected.connect(self.close)
        self._print.setDefault(True)
        side = QVBoxLayout()
        side.addLayout(form)
        choices: tuple[QWidget, ...] = (self._texts, self._annotations, self._patient, self._hint)
        for one in choices:
            side.addWidget(one)
        side.addStretch(1)
        ends: tuple[QWidget, ...] = (self._progress, self._said, buttons)
        for one in ends:
            side.addWidget(one)
        row = QHBoxLayout(self)
        row.setSpacing(16)
        row.addWidget(self.preview, 1)
        row.addLayout(side)
        self._hint.setMaximumWidth(360)
        self._said.setMaximumWidth(360)
        self._progress.hide()

    def _connect(self) -> None:
        for box in (self._images, self._layout, self._paper, self._lie, self._size):
            box.currentIndexChanged.connect(self._show_choices)
        for tick in (self._texts, self._annotations, self._patient):
            tick.toggled.connect(self._show_choices)
        self.preview.turned.connect(self.changed)
        self._print.clicked.connect(self.print_requested)
        self._write.clicked.connect(self._on_write_clicked)
        self._progress.cancel_requested.connect(self.cancel_requested)

    def _show_choices(self) -> None:
        as_shown = self._layout.currentData() is Layout.AS_SHOWN
        self._images.setEnabled(not as_shown)
        self._size.setEnabled(not as_shown)
        self._patient.setEnabled(not self._hidden)
        self._hint.say(self._advice())
        self.changed.emit()

    def _show_what_can_be_done(self) -> None:
        for button in (self._print, self._write):
            button.setEnabled(self._printable > 0 and not self._busy)

    def _advice(self) -> str:
        order = self.order
        if order.true_size:
            return self.tr("In the printer\u2019s own dialog choose 100 %; measure the bar on the page afterwards.")
        if order.patient:
            return self.tr("The page names the patient.")
        return self.tr("Patient data is hidden.") if self._hidden else ""

    def _on_write_clicked(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save as PDF"), "page.pdf", "*.pdf")
        if name:
            self._said.say("")
            self.file_requested.emit(Path(name))
