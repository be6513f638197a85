"""A report on the answer about the active image: painted, laid out and written in the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.dicom.identifying import may_be_in_pixels
from core.export.native import shown_description
from core.export.report import Report, html, patient_facts, write_html
from viewer.export.class_lines import class_lines, decided_title
from viewer.export.order import Order, Scene
from viewer.export.picture import paint, pixels_of
from viewer.export.report_dialog import PDF, ReportDialog, ReportOrder
from viewer.export.report_page import write_report_pdf
from viewer.message import sentence

if TYPE_CHECKING:
    from core.models.card import ModelCard
    from core.prediction import Prediction
    from viewer.export.heat_picture import HeatOnImage
    from viewer.jobs import Jobs
    from viewer.state import ViewerState

WRITE = "report write"

Answer = tuple["Prediction", "ModelCard | None"]


class ReportDesk(QObject):
    """Asks, and reports on what is on screen at that moment.

    Attributes
    ----------
    answer : callable
        Gives the prediction about the active image and the frame of it on screen, with the card of its model; None
        where there is none.
    heat : callable
        Gives the heat map that lies on the active image; None where there is none.
    dialog : ReportDialog or None
        Made when it is first asked for.

    Signals
    -------
    written : Path
        The report is there.
    failed : str
        A sentence that says why it is not.
    """

    written = Signal(object)
    failed = Signal(str)

    def __init__(self, state: ViewerState, jobs: Jobs, scene: Callable[[], Scene | None], parent: QWidget) -> None:
        super().__init__(parent)
        self._state, self._jobs, self._scene, self._window = state, jobs, scene, parent
        self.answer: Callable[[], Answer | None] = _none
        self.heat: Callable[[], HeatOnImage | None] = _none
        self.dialog: ReportDialog | None = None
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)
        state.frame_changed.connect(self.look)
        state.index_changed.connect(self.look)

    def show_dialog(self) -> None:
        """Ask what is to be on the page."""
        if self.dialog is None:
            self.dialog = ReportDialog(self._window)
            self.dialog.set_patient_data_hidden(self._state.patient_data_hidden)
            self._state.patient_data_hidden_changed.connect(self.dialog.set_patient_data_hidden)
            self.dialog.write_requested.connect(self._on_dialog_write_requested)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()
        self.look()

    def look(self) -> None:
        """Find out again whether there is something to report on."""
        if self.dialog is None or not self.dialog.isVisible():
            return
        missing = "" if self.answer() else self.tr("There is no answer about this image yet: classify it first.")
        frame = self._state.frame
        in_pixels = frame is not None and may_be_in_pixels(frame)
        self.dialog.set_answer(missing, has_heat=self.heat() is not None, in_pixels=in_pixels)

    def _on_dialog_write_requested(self, order: ReportOrder, path: Path) -> None:
        scene, answer = self._scene(), self.answer()
        if scene is None or answer is None:
            self.look()
            return
        heat = self.heat() if order.heat else None
        self._jobs.submit(WRITE, partial(_write, scene, answer, heat, order, path))

    def _on_jobs_finished(self, lane: str, path: Path) -> None:
        if lane == WRITE and self.dialog is not None:
            self.dialog.say_written(path)
            self.written.emit(path)

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane == WRITE and self.dialog is not None:
            text = sentence(error, hidden=self._state.patient_data_hidden)
            self.dialog.say(text)
            self.failed.emit(text)


def _none() -> None:
    return None


def _write(scene: Scene, answer: Answer, heat: HeatOnImage | None, order: ReportOrder, path: Path) -> Path:
    """Write a report; on any thread.

    The patient stays out while patient data is hidden, whatever is ordered; so do the words of annotations.
    """
    prediction, card = answer
    frame, named = scene.frame, order.patient and not scene.hidden
    picture = pixels_of(paint(replace(scene, result=None, heat=None, hidden=not named), Order()))
    report = Report(
        picture=picture,
        prediction=prediction,
        lines=class_lines(prediction),
        decided=decided_title(prediction),
        card=card,
        heat=heat.over(picture, scene.orientation) if heat else None,
        heat_caption=heat.caption if heat else "",
        caption=shown_description(frame, scene.view),
        patient=patient_facts(frame) if named else (),
    )
    if order.suffix == PDF:
        write_report_pdf(path, html(report), source=frame.path)
    else:
        write_html(path, report, source=frame.path)
    return path
