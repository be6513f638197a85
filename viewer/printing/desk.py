"""Printing: what is on screen or in its series, laid out on pages, shown before it is printed."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from viewer.message import sentence
from viewer.printing.dialog import SERIES, SHOWN, PrintDialog
from viewer.printing.order import Layout
from viewer.printing.pages import Print, Unread, page_layout, preview_page, print_pages, write_pages

if TYPE_CHECKING:
    from core.annotate.shapes import Annotation
    from core.dicom.frame import Frame
    from viewer.browser.panel import BrowserPanel
    from viewer.export.order import Scene
    from viewer.image.view import ImageView
    from viewer.jobs import Jobs
    from viewer.layout.panes import Panes
    from viewer.state import ViewerState

PREVIEW, PRINT = "print preview", "print"


class PrintDesk(QObject):
    """Asks how to print, keeps the preview up to date, and prints in the background.

    Parameters
    ----------
    scene_of : callable
        Gives an image view as it is shown; None where there is nothing to print.
    annotations : callable
        Gives what is drawn on an image that is not on screen.

    Attributes
    ----------
    dialog : PrintDialog or None
        Made when it is first asked for.

    Signals
    -------
    printed
        The printer has taken all pages.
    written : Path
        The file is there.
    failed : str
        A sentence that says why it is not.
    """

    printed = Signal()
    written = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        state: ViewerState,
        jobs: Jobs,
        browser: BrowserPanel,
        panes: Panes,
        scene_of: Callable[[ImageView], Scene | None],
        annotations: Callable[[Frame], tuple[Annotation, ...]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._state, self._jobs, self._browser, self._panes = state, jobs, browser, panes
        self._scene_of, self._annotations, self._window = scene_of, annotations, parent
        self.dialog: PrintDialog | None = None
        jobs.progressed.connect(self._on_jobs_progressed)
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)
        state.frame_changed.connect(self.look)
        panes.arranged.connect(self.look)
        browser.scan_ended.connect(self.look)  # there may be more of the series now
        browser.folder_forgotten.connect(self.look)

    def show_dialog(self) -> None:
        """Ask how to print."""
        if self.dialog is None:
            self.dialog = PrintDialog(self._window)
            self.dialog.set_patient_data_hidden(self._state.patient_data_hidden)
            self._state.patient_data_hidden_changed.connect(self.dialog.set_patient_data_hidden)
            self.dialog.changed.connect(self._show_preview)
            self.dialog.print_requested.connect(self._on_dialog_print_requested)
            self.dialog.file_requested.connect(self._on_dialog_file_requested)
            self.dialog.cancel_requested.connect(self._on_dialog_cancel_requested)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()
        self.look()

    def look(self) -> None:
        """Find out again what there is to print."""
        if self.dialog is not None and self.dialog.isVisible():
            shown = sum(scene is not None for scene in self._shown()) if self._active() is not None else 0
            self.dialog.set_images(shown=shown, series=len(self._browser.series()))

    def _active(self) -> Scene | None:
        return self._scene_of(self._panes.active)

    def _shown(self) -> list[Scene | None]:
        return [self._scene_of(pane.view) for pane in self._panes.shown]

    def _wanted(self) -> Print | None:
        """Put together what is chosen; None where there is nothing to print."""
        active = self._active()
        if self.dialog is None or active is None:
            return None
        order, sources = self.dialog.order, self._sources(self.dialog.images, active)
        rows, columns = order.layout.value
        aspect = active.frame.columns / (active.frame.rows * active.frame.pixel_aspect)
        aspect = 1 / aspect if active.orientation.swaps_axes else aspect
        if order.layout is Layout.AS_SHOWN:
            arranged = self._panes.arrangement
            rows, columns = (1, 1) if self._panes.is_maximised else (arranged.rows, arranged.columns)
            sources = tuple(self._shown())
            aspect = active.size[0] / active.size[1] if active.size else 1.0
        if not sources:  # the series is listed no more
            return None
        return Print(order, sources, rows, columns, aspect)

    def _sources(self, images: str, active: Scene) -> tuple[Scene | Unread | None, ...]:
        if images == SHOWN:
            return tuple(scene for scene in self._shown() if scene is not None)
        if images != SERIES:
            return (active,)
        series = self._browser.series()
        frames = {facts.path: facts.frames for facts in self._browser.model.known()} if len(series) > 0 else {}
        return tuple(
            Unread(path, index, active, self._annotations)
            for path in series
            for index in range(max(1, frames.get(path, 1)))
        )

    def _show_preview(self) -> None:
        if self.dialog is None or not self.dialog.isVisible():
            return
        wanted = self._wanted()
        if wanted is None:
            self._jobs.cancel(PREVIEW)
            self.dialog.show_page(None, 0, 0)
            return
        number = min(self.dialog.preview.number, wanted.page_count - 1)
        self._jobs.submit(PREVIEW, partial(_previewed, wanted, number))

    def _on_dialog_file_requested(self, path: Path) -> None:
        wanted = self._wanted()
        if wanted is not None:
            self._begin(wanted, partial(write_pages, wanted, path))

    def _on_dialog_print_requested(self) -> None:
        # Imported here: the first paint does not wait for the print system.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        wanted = self._wanted()
        if wanted is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(page_layout(wanted))
        question = QPrintDialog(printer, self.dialog)
        accepted = question.exec() == QPrintDialog.DialogCode.Accepted
        question.deleteLater()
        if accepted:
            self._begin(wanted, partial(print_pages, wanted, printer))

    def _begin(self, wanted: Print, work: Callable[[], Generator[tuple[int, int], None, object]]) -> None:
        if self.dialog is not None:
            self.dialog.show_progress(0, wanted.page_count)
            self._jobs.submit(PRINT, work)

    def _on_dialog_cancel_requested(self) -> None:
        self._jobs.cancel(PRINT)
        if self.dialog is not None:
            self.dialog.say(self.tr("Stopped."))

    def _on_jobs_progressed(self, lane: str, value: object) -> None:
        if lane == PRINT and isinstance(value, tuple) and self.dialog is not None:
            self.dialog.show_progress(*value)

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if self.dialog is None or lane not in (PREVIEW, PRINT):
            return
        if lane == PREVIEW and isinstance(result, tuple):
            self.dialog.show_page(*result)
        elif isinstance(result, Path):
            self.dialog.say_written(result)
            self.written.emit(result)
        elif lane == PRINT:
            self.dialog.say(self.tr("The pages are printed."))
            self.printed.emit()

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane in (PREVIEW, PRINT) and self.dialog is not None:
            text = sentence(error, hidden=self._state.patient_data_hidden)
            self.dialog.say(text)
            self.failed.emit(text)


def _previewed(wanted: Print, number: int) -> tuple[QImage, int, int]:
    return preview_page(wanted, number), number, wanted.page_count
