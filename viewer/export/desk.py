"""Everything about export that the window asks for: the dialogs, the clipboard and the printer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from viewer.export.deidentify_desk import DeidentifyDesk
from viewer.export.dialog import ExportDialog
from viewer.export.dicom_desk import DicomDesk
from viewer.export.dicom_result import Result
from viewer.export.exporting import Exporting
from viewer.export.metadata_desk import MetadataDesk
from viewer.export.order import Order, Scene
from viewer.export.report_desk import ReportDesk
from viewer.export.send_desk import SendDesk
from viewer.printing.desk import PrintDesk

if TYPE_CHECKING:
    from core.dicom.catalogue import Catalogue
    from viewer.annotate.annotating import Annotating
    from viewer.browser.panel import BrowserPanel
    from viewer.explain.layer import ShownHeat
    from viewer.image.view import ImageView
    from viewer.jobs import Jobs
    from viewer.layout.panes import Panes
    from viewer.state import ViewerState


class ExportDesk(QObject):
    """Takes the active image as it is shown, hands it to the background, and says how it went.

    Parameters
    ----------
    folder : Path
        Of the preferences: the addresses of PACS are kept beside them.

    Attributes
    ----------
    heat_shown : callable
        Gives the heat map that lies over the active image; None where there is none.

    Signals
    -------
    told : str
        A sentence for the message bar.
    """

    told = Signal(str)

    def __init__(
        self,
        state: ViewerState,
        jobs: Jobs,
        catalogue: Catalogue,
        browser: BrowserPanel,
        panes: Panes,
        annotating: Annotating,
        folder: Path,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._browser = browser
        self._panes = panes
        self._annotating = annotating
        self._window = parent
        self.heat_shown: Callable[[], ShownHeat | None] = lambda: None
        self.exporting = Exporting(state, jobs, catalogue, self)
        self.dialog = ExportDialog(parent)
        self.metadata = MetadataDesk(state, jobs, parent)
        self.report = ReportDesk(state, jobs, self._scene, parent)
        self.dicom = DicomDesk(state, jobs, self._result, parent)
        addresses = folder / "pacs.json"
        self.pacs = SendDesk(
            state, jobs, browser, self._result, lambda: self.report.answer() is not None, addresses, parent
        )
        self.deidentify = DeidentifyDesk(state, jobs, browser, parent)
        self.printing = PrintDesk(state, jobs, browser, panes, self._scene_of, self.exporting.annotations_of, parent)
        self._connect()

    def show_dialog(self) -> None:
        """Ask how to export."""
        self.dialog.show()
        self._count()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def copy(self) -> None:
        """Put what the view shows on the clipboard, with annotations."""
        scene = self._scene()
        if scene is not None:
            self.exporting.copy(scene, Order(visible_part=True))

    def print(self) -> None:
        """Ask how to print."""
        self.printing.show_dialog()

    def _connect(self) -> None:
        dialog, exporting = self.dialog, self.exporting
        dialog.one_requested.connect(self._on_dialog_one_requested)
        dialog.many_requested.connect(self._on_dialog_many_requested)
        dialog.cancel_requested.connect(self._on_dialog_cancel_requested)
        exporting.progressed.connect(dialog.show_progress)
        exporting.written.connect(dialog.say_written)
        exporting.many_written.connect(dialog.say_done)
        exporting.copied.connect(lambda: self.told.emit(self.tr("The picture is on the clipboard.")))
        exporting.failed.connect(self._on_exporting_failed)
        self.dicom.told.connect(self.told)
        self._state.frame_changed.connect(self._count)
        self._browser.scan_ended.connect(self._count)
        self._state.patient_data_hidden_changed.connect(dialog.set_patient_data_hidden)

    def _scene(self) -> Scene | None:
        if self._panes.active.preview is not None:
            self._on_exporting_failed(self.tr("The image is still being read: try again when it is there."))
        return self._scene_of(self._panes.active)

    def _scene_of(self, canvas: ImageView) -> Scene | None:
        """Give what a view shows; None while that is a preview, for the image kept behind it is another one."""
        frame, view = canvas.image.frame, canvas.image.view
        if canvas.preview is not None or frame is None or view is None:
            return None
        index, ratio = canvas.image.index, canvas.devicePixelRatioF()
        sheet = self._annotating.pad_of(canvas.image).sheet if self._annotating.is_shown else None
        return Scene(
            frame=frame,
            view=view,
            index=index,
            orientation=canvas.image.orientation,
            rendering=canvas.rendering,
            corners=canvas.corner_choice,
            annotations=tuple(one for one in sheet.annotations if one.frame == index) if sheet else (),
            placement=canvas.placement,
            size=(round(canvas.width() * ratio), round(canvas.height() * ratio)),
            ratio=ratio,
            hidden=self._state.patient_data_hidden,
            result=canvas.result_shown,
            heat=self.heat_shown() if canvas is self._panes.active else None,
        )

    def _result(self) -> Result | None:
        """Give the answer about the active image, with what is on screen."""
        answer = self.report.answer()
        scene = self._scene() if answer is not None else None
        if answer is None or scene is None:
            return None
        return Result(scene, answer[0], self.report.heat())

    def _count(self) -> None:
        if not self.dialog.isVisible():
            return
        self.dialog.set_images(
            has_image=self._state.frame is not None,
            series=len(self._browser.series()),
            listed=self._browser.model.count_images(),
        )

    def _on_dialog_one_requested(self, order: Order, path: Path) -> None:
        scene = self._scene()
        if scene is not None:
            self.exporting.write(scene, order, path)

    def _on_dialog_many_requested(self, order: Order, which: str, folder: Path) -> None:
        scene = self._scene()
        paths = self._browser.series() if which == "series" else self._browser.model.images()
        if scene is not None:
            self.exporting.write_many(paths, order, folder, like=scene)

    def _on_dialog_cancel_requested(self) -> None:
        self.exporting.cancel()
        self.dialog.say(self.tr("Stopped. What was written stays."))

    def _on_exporting_failed(self, text: str) -> None:
        if self.dialog.isVisible():
            self.dialog.say(text)
        else:
            self.told.emit(text)
