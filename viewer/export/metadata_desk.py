"""A PNG of the active image that carries attributes of its file: read, measured and written in the background."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.dicom.identifying import may_be_in_pixels
from core.export import png_bits
from core.export.embedding import Attribute, Embedded, attributes_of, bits_text, embed, plate
from viewer.export.metadata_dialog import MetadataDialog, MetadataOrder
from viewer.message import sentence

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.display.view import View
    from viewer.jobs import Jobs
    from viewer.state import ViewerState

READ, MEASURE, WRITE = "metadata read", "metadata measure", "metadata write"


@dataclass(frozen=True, slots=True, eq=False)
class _Shown:
    """The active image when something was asked for."""

    frame: Frame
    view: View
    index: int


class MetadataDesk(QObject):
    """Keeps the dialog up to date with the active image, and does what it asks for.

    Attributes
    ----------
    dialog : MetadataDialog or None
        Made when it is first asked for.

    Signals
    -------
    written : (Path, Embedded)
        The picture is there.
    failed : str
        A sentence that says why it is not.
    """

    written = Signal(object, object)
    failed = Signal(str)

    def __init__(self, state: ViewerState, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._state, self._jobs, self._window = state, jobs, parent
        self._offered: Frame | None = None
        self.dialog: MetadataDialog | None = None
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)
        state.frame_changed.connect(self._offer)
        state.view_changed.connect(self._measure)
        state.index_changed.connect(self._measure)

    def show_dialog(self) -> None:
        """Ask what is to be written."""
        if self.dialog is None:
            self.dialog = MetadataDialog(self._window)
            self.dialog.set_patient_data_hidden(self._state.patient_data_hidden)
            self.dialog.changed.connect(self._measure)
            self.dialog.write_requested.connect(self._on_dialog_write_requested)
            self._state.patient_data_hidden_changed.connect(self.dialog.set_patient_data_hidden)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()
        self._offer()

    def _shown(self) -> _Shown | None:
        frame, view = self._state.frame, self._state.view
        return None if frame is None or view is None else _Shown(frame, view, self._state.index)

    def _offer(self) -> None:
        """Read the attributes of the image that came on screen; until then nothing of the one before is offered."""
        frame = self._state.frame
        if self.dialog is None or not self.dialog.isVisible() or (frame is not None and frame is self._offered):
            return
        self._offered = None
        self._jobs.cancel(READ)
        if frame is None:
            self.dialog.refuse(self.tr("Open an image to export it."))
        elif frame.picture:
            self.dialog.refuse(self.tr("A picture has no attributes to be given along. Open a DICOM image."))
        elif frame.damaged:
            self.dialog.refuse(self.tr("A damaged image is not exported with metadata: its pixels are not all there."))
        else:
            self.dialog.refuse("")
            self._jobs.submit(READ, partial(_read, frame))

    def _measure(self) -> None:
        shown, dialog = self._shown(), self.dialog
        if dialog is None or not dialog.isVisible() or shown is None or shown.frame is not self._offered:
            return
        order = dialog.order
        if not order.channel:
            self._jobs.cancel(MEASURE)
            return
        self._jobs.submit(MEASURE, partial(_measure, shown, order))

    def _on_dialog_write_requested(self, order: MetadataOrder, path: Path) -> None:
        shown = self._shown()
        if shown is not None and shown.frame is self._offered:
            self._jobs.submit(WRITE, partial(_write, shown, order, path))

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if self.dialog is None or not isinstance(result, tuple | Embedded):
            return
        if lane == READ and isinstance(result, tuple):
            self._show_attributes(self.dialog, *result)
        elif lane == MEASURE and isinstance(result, Embedded):
            self.dialog.set_cost(result)
        elif lane == WRITE and isinstance(result, tuple):
            self.dialog.say_written(result[0])
            self.written.emit(*result)

    def _show_attributes(self, dialog: MetadataDialog, frame: Frame, attributes: tuple[Attribute, ...]) -> None:
        if frame is self._state.frame:
            self._offered = frame
            dialog.set_attributes(attributes, colored=frame.color is not None, in_pixels=may_be_in_pixels(frame))

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if self.dialog is None or lane not in (READ, MEASURE, WRITE):
            return
        text = sentence(error, hidden=self._state.patient_data_hidden)
        if lane == READ:
            self.dialog.refuse(text)
        else:
            self.dialog.say(text)
        self.failed.emit(text)


def _read(frame: Frame) -> tuple[Frame, tuple[Attribute, ...]]:
    return frame, attributes_of(frame.path)


def _measure(shown: _Shown, order: MetadataOrder) -> Embedded:
    """Tell what writing would give, without writing; of what does not fit, only how much there is."""
    made = plate(shown.frame, shown.view, shown.index, depth=order.depth)
    text = bits_text(order.attributes)
    used = png_bits.size_of(text)
    if used > made.capacity:
        return Embedded(used, made.capacity, float("nan"))
    marked = png_bits.hide(made.pixels, text, order.channel)
    return Embedded(used, made.capacity, png_bits.psnr(made.pixels, marked, made.peak))


def _write(shown: _Shown, order: MetadataOrder, path: Path) -> tuple[Path, Embedded]:
    made = plate(shown.frame, shown.view, shown.index, depth=order.depth)
    return path, embed(path, made, order.attributes, channel=order.channel, source=shown.frame.path)
