"""Asking how to export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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

from viewer.export.exporting import free
from viewer.export.order import Format, Order
from viewer.message import Note
from viewer.progress_row import ProgressRow

if TYPE_CHECKING:
    from viewer.export.exporting import Done


class ExportDialog(QDialog):
    """Stays open beside the window until it is closed; every choice is a list or a box.

    Signals
    -------
    one_requested : (Order, Path)
        Write the image on screen to this file.
    many_requested : (Order, str, Path)
        Write the images of the ``"series"`` or of the whole ``"list"`` into this folder.
    cancel_requested
        Write no more.
    """

    one_requested = Signal(object, object)
    many_requested = Signal(object, str, object)
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self._which, self._format, self._extent = (QComboBox(self) for _ in range(3))
        self._annotations = QCheckBox(self.tr("With annotations"), self)
        self._annotations.setChecked(True)
        self._texts = QCheckBox(self.tr("With corner texts and marks"), self)
        self._warning, self._said = Note(parent=self), Note(parent=self)
        self._progress = ProgressRow(self.tr("Exporting"), self)
        self._export = QPushButton(self.tr("Export\u2026"), self)
        self._export.setDefault(True)
        self._lay_out()
        self._fill()
        self._format.currentIndexChanged.connect(self._show_choices)
        self._which.currentIndexChanged.connect(self._show_choices)
        self._texts.toggled.connect(self._show_choices)
        self._export.clicked.connect(self._on_export_clicked)
        self._progress.cancel_requested.connect(self.cancel_requested)
        self._hidden = False
        self._counts: dict[str, int] = {}
        self.set_images(has_image=False, series=0, listed=0)

    @property
    def order(self) -> Order:
        """What is chosen."""
        return Order(
            self._format.currentData(),
            self._extent.currentData() and self._extent.isEnabled(),
            self._annotations.isChecked(),
            self._texts.isChecked() and self._texts.isEnabled(),
        )

    def set_images(self, *, has_image: bool, series: int, listed: int) -> None:
        """Say what there is to export."""
        with QSignalBlocker(self._which):
            kept = self._which.currentData()
            self._which.clear()
            self._which.addItem(self.tr("The image on screen"), "")
            self._which.addItem(self.tr("The {0} images of its series, as they open").format(series), "series")
            self._which.addItem(self.tr("All {0} listed images, as they open").format(listed), "list")
            self._which.setCurrentIndex(max(0, self._which.findData(kept)))
        # How many are written is taken from the one on screen: what stands in the corners, what is hidden.
        self._counts = {"": 1, "series": series, "list": listed} if has_image else {}
        self._show_choices()

    def set_patient_data_hidden(self, hidden: bool) -> None:
        """Warn, or not, that texts may name the patient."""
        self._hidden = hidden
        self._said.say("")
        self._show_choices()

    def say(self, text: str) -> None:
        """Tell how it went."""
        self._progress.hide()
        self._said.say(text)
        self._show_choices()

    def say_written(self, path: Path) -> None:
        """Tell that one picture is there; where, which may name the patient, only while patient data is shown."""
        self.say(self.tr("Written.") if self._hidden else self.tr("Written: {0}").format(path))

    def say_done(self, done: Done) -> None:
        """Tell how the export of many went."""
        text = self.tr("{0} pictures written.").format(done.written)
        if not self._hidden:
            text = self.tr("{0} pictures written to {1}.").format(done.written, done.folder)
        if done.refused:
            text += "\n" + self.tr("{0} images could not be exported:").format(len(done.refused))
            if done.nameless or not self._hidden:
                text += "\n" + "\n".join(done.refused[:5])
        self.say(text)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the export of many is."""
        self._progress.show_progress(self.tr("{0} of {1} images").format(done, total), done, total)

    def _fill(self) -> None:
        for text, kind in (
            (self.tr("PNG as shown, 8 bits"), Format.SHOWN),
            (self.tr("PNG at native depth, 16 bits"), Format.NATIVE_PNG),
            (self.tr("TIFF at native depth, 16 bits"), Format.NATIVE_TIFF),
            (self.tr("PDF page, as shown"), Format.PDF),
        ):
            self._format.addItem(text, kind)
        self._extent.addItem(self.tr("The whole image at stored resolution"), False)
        self._extent.addItem(self.tr("What the view shows, at screen resolution"), True)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("&Which"), self._which)
        form.addRow(self.tr("&Format"), self._format)
        form.addRow(self.tr("&Part"), self._extent)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, Qt.Orientation.Horizontal, self)
        buttons.addButton(self._export, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.addLayout(form)
        for widget in (self._annotations, self._texts, self._warning, self._progress, self._said, buttons):
            column.addWidget(widget)
        self._progress.hide()
        self.setMinimumWidth(440)

    def _show_choices(self) -> None:
        native = self._format.currentData().is_native
        many = self._which.currentData() != ""
        self._extent.setEnabled(not native and not many)
        self._texts.setEnabled(not native)
        self._export.setEnabled(self._counts.get(self._which.currentData(), 0) > 0)
        self._warning.say(self._hint(native))

    def _hint(self, native: bool) -> str:
        if native:
            return self.tr(
                "Stored values as they are: not windowed, not turned. Signed values are raised by half their range. "
                "Annotations take the highest value."
            )
        if self._texts.isChecked() and not self._hidden:
            return self.tr("The corner texts name the patient. To leave that out, hide patient data first.")
        return ""

    def _on_export_clicked(self) -> None:
        which, order = self._which.currentData(), self.order
        self._said.say("")
        if which:
            folder = QFileDialog.getExistingDirectory(self, self.tr("Export into a folder"))
            if folder:
                self.many_requested.emit(order, which, Path(folder))
            return
        suffix = order.format.suffix
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Export"), f"image{suffix}", f"*{suffix}")
        if name:
            self.one_requested.emit(order, _named(Path(name), suffix))


def _named(path: Path, suffix: str) -> Path:
    """Give a name without suffix one; nobody was asked whether a file of that longer name may be replaced."""
    return path if path.suffix else free(path.with_suffix(suffix))
