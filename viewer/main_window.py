"""The main window: lays out the panels and connects them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from core.display.orientation import AS_STORED
from viewer import actions, menus, window_memory
from viewer.actions.annotate import TOOLS
from viewer.actions.shortcuts import Shortcuts
from viewer.annotate.annotating import Annotating
from viewer.annotate.panel import MeasurePanel
from viewer.annotate.presentation import Presentation
from viewer.appearance import Appearance
from viewer.browser.panel import BrowserPanel
from viewer.classify.panel import ClassifyPanel, overlay_bars
from viewer.closing import Closing
from viewer.compare.panel import ComparePanel
from viewer.display.panel import DisplayPanel
from viewer.display.regions import Regions
from viewer.display.screen import rendering_of
from viewer.docks import Docks
from viewer.export.desk import ExportDesk
from viewer.image.area import ImageArea
from viewer.jobs import Jobs
from viewer.layout.comparing import Comparing
from viewer.message_bar import Until
from viewer.opening import Opening
from viewer.recent import RecentFolders
from viewer.sample import SampleMaker
from viewer.settings import corner_choice
from viewer.shelving import Shelving
from viewer.sources import Sources
from viewer.state import ViewerState
from viewer.status import StatusBar
from viewer.train.panel import TrainPanel

if TYPE_CHECKING:
    from core.dicom.catalogue import Catalogue
    from core.models.shelf import Shelf
    from viewer.image.view import ImageView
    from viewer.layout.panes import Panes
    from viewer.settings import Settings

RESEARCH_ONLY = "Research use only - not for diagnosis"


class MainWindow(QMainWindow):
    """What to open on the left, the image in the middle, what to do with it on the right.

    Parameters
    ----------
    catalogue : Catalogue
        What is known of files from earlier visits.
    shelf : Shelf
        The models to choose from.
    runs_folder : Path
        Where training runs are kept.
    settings : Settings
        The preferences.

    Signals
    -------
    closed
        The window is closed and nothing of it runs any more.
    """

    closed = Signal()

    # Named here so that the table of actions, which the window needs, may name them too.
    state: ViewerState
    browser: BrowserPanel
    panes: Panes
    comparing: Comparing
    display_panel: DisplayPanel
    annotating: Annotating
    export: ExportDesk
    presentation: Presentation
    regions: Regions
    classify_panel: ClassifyPanel
    train_panel: TrainPanel
    compare_panel: ComparePanel
    actions_by_id: dict[str, QAction]
    sources: Sources

    def __init__(self, *, catalogue: Catalogue, shelf: Shelf, runs_folder: Path, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.state = ViewerState(self)
        self.jobs = Jobs(self)
        self.opening = Opening(self.state, self.jobs, self)
        self.recent = RecentFolders(settings.folder / "recent.json", settings, self)
        self.sample = SampleMaker(self.jobs, self)
        self.shelving = Shelving(self.state, self.jobs, shelf, self)
        self.image_area = ImageArea(self.state, self)
        self.panes = self.image_area.panes
        self.browser = BrowserPanel(self.state, self.jobs, catalogue, self)
        self.display_panel = DisplayPanel(self.state, self.jobs, settings, self)
        self.annotating = Annotating(self.state, self.jobs, catalogue, self)
        self.presentation = Presentation(self.state, self.jobs, self.annotating, self)
        self.export = ExportDesk(
            self.state, self.jobs, catalogue, self.browser, self.panes, self.annotating, self
        )
        self.measure_panel = MeasurePanel(self.state, self.annotating, self)
        self.regions = Regions(self.panes.views, self.display_panel, self)
        self.classify_panel = ClassifyPanel(self.state, self.jobs, shelf, self)
        self.train_panel = TrainPanel(self.jobs, runs_folder, self)
        self.compare_panel = ComparePanel(self.jobs, runs_folder, self)
        self.comparing = Comparing(self.state, self.panes, self.browser, self.opening, self)
        self.shortcuts = Shortcuts(settings.folder / "shortcuts.json", parent=self)
        self.actions_by_id = actions.install(self)
        self._closing = Closing(self)
        self._lay_out()
        self._connect_panels()
        self.sources = Sources(self, catalogue)
        self._connect_annotating()
        self._connect_window()
        self._apply_settings()
        self.appearance = Appearance(settings, self.actions_by_id, self)
        self._painted = False
        self.resize(1280, 800)
        window_memory.recall(self, settings.folder)

    @property
    def image_view(self) -> ImageView:
        """The view of the active image."""
        return self.panes.active

    # Laying out

    def _lay_out(self) -> None:
        self.setWindowTitle("CXR-12")  # never anything of a patient
        self.setAcceptDrops(True)
        self.setCentralWidget(self.image_area)
        self.docks = Docks(self, self.browser, self._panels())
        self.tabs = self.docks.tabs
        self.setStatusBar(StatusBar(self.state, self.panes, self))
        listed = menus.fill_menu_bar(self.menuBar(), self.actions_by_id)
        self._recent_menu = listed["File"].addMenu(self.tr("Recent folders"))
        self.addToolBar(menus.make_tool_bar(self.tr("Tools"), self.actions_by_id, self))

    def _panels(self) -> dict[str, QWidget]:
        return {
            "display": self.display_panel,
            "measure": self.measure_panel,
            "classify": self.classify_panel,
            "train": self.train_panel,
            "compare": self.compare_panel,
        }

    # Connecting

    def _connect_panels(self) -> None:
        messages = self.image_area.messages
        self.browser.image_chosen.connect(self.opening.open)
        self.browser.unreadable_chosen.connect(self._on_browser_unreadable_chosen)
        self.browser.refused.connect(lambda text: messages.say(text, Until.NEXT_REQUEST))
        self.panes.set_images_in_series(lambda: len(self.browser.series()))
        self.panes.step_requested.connect(self.browser.step_in_series)
        self.comparing.refused.connect(messages.say)
        self.comparing.show_in(self.actions_by_id)
        self.shelving.refused.connect(messages.say)
        self.opening.refused.connect(self.browser.refuse)
        self.opening.refused.connect(self.image_area.refuse)
        self.opening.previewed.connect(self.panes.set_preview)
        self.opening.started.connect(lambda: self.image_area.set_busy(True))
        self.opening.ended.connect(lambda: self.image_area.set_busy(False))
        self.classify_panel.answers.changed.connect(self._show_results)
        self.train_panel.compare_requested.connect(self._on_train_panel_compare_requested)
        for offering in (self.train_panel, self.compare_panel):
            offering.use_model_requested.connect(self.shelving.add)
        self.shelving.added.connect(self._on_shelving_added)
        self.sample.progressed.connect(self.image_area.progress.show_progress)
        self.sample.ready.connect(self._on_sample_ready)
        self.sample.failed.connect(self._on_sample_failed)
        self.image_area.progress.cancel_requested.connect(self._on_progress_cancel_requested)

    def _connect_annotating(self) -> None:
        for view in self.panes.views:
            self.annotating.attach(view)
        self.measure_panel.set_tools({kind: self.actions_by_id[f"annotate.{kind}"] for kind, *_ in TOOLS})
        self.annotating.tool_changed.connect(self._on_annotating_tool_changed)
        self.annotating.failed.connect(self.image_area.messages.say)
        self.export.told.connect(self.image_area.messages.say)
        self.presentation.told.connect(self.image_area.messages.say)
        self.measure_panel.export_requested.connect(self.actions_by_id["annotate.export"].trigger)
        self.measure_panel.import_requested.connect(self.actions_by_id["annotate.import"].trigger)

    def _connect_window(self) -> None:
        empty = self.image_area.empty
        empty.folder_requested.connect(self.actions_by_id["file.open_folder"].trigger)
        empty.files_requested.connect(self.actions_by_id["file.open_files"].trigger)
        empty.sample_requested.connect(self.open_sample)
        empty.recent_requested.connect(lambda folder: self.open_paths([folder]))
        self.recent.changed.connect(self._show_recent)
        self._show_recent()
        self.settings.changed.connect(self._apply_settings)
        for kept in (self.settings, self.shortcuts, self.display_panel.own_presets):
            kept.not_saved.connect(self.image_area.messages.say)
        self.panes.menu_requested.connect(self._on_panes_menu_requested)
        self.display_panel.visible_part_requested.connect(lambda: self.regions.window_visible(self.image_view))
        self.panes.maximise_requested.connect(self.toggle_panels)
        self.state.frame_changed.connect(self._on_state_frame_changed)
        self.state.patient_data_hidden_changed.connect(self._on_state_patient_data_hidden_changed)
        self.state.patient_data_hidden_changed.connect(self.train_panel.set_patient_data_hidden)

    def _on_annotating_tool_changed(self, chosen: str) -> None:
        for kind, *_ in TOOLS:
            self.actions_by_id[f"annotate.{kind}"].setChecked(kind == chosen)
        self.actions_by_id["annotate.show"].setChecked(self.annotating.is_shown)

    def _on_browser_unreadable_chosen(self, path: Path, reason: str) -> None:
        self.opening.cancel(self.state.active)
        self.image_area.refuse(path, reason)

    def _show_results(self) -> None:
        """Draw each answer on the image it is about, and on no other."""
        for view in self.panes.views:
            answer = self.classify_panel.answers.of(view.image)
            if answer is None:
                view.clear_result_overlay()
            else:
                view.set_result_overlay(overlay_bars(answer.prediction), (answer.prediction.model, RESEARCH_ONLY))

    def _on_train_panel_compare_requested(self, runs: tuple[Path, ...]) -> None:
        self.compare_panel.set_runs(runs)
        self.show_tab("compare")

    def _on_shelving_added(self, name: str) -> None:
        self.classify_panel.reload_models(name)
        self.show_tab("classify")

    def _on_sample_ready(self, folder: Path) -> None:
        self.image_area.progress.hide()
        self.train_panel.set_data(folder / "phantoms")
        self.open_paths([folder])

    def _on_sample_failed(self, problem: str) -> None:
        self.image_area.progress.hide()
        self.image_area.messages.say(problem)

    def _on_progress_cancel_requested(self) -> None:
        self.sample.cancel()
        self.image_area.progress.hide()

    def _on_panes_menu_requested(self, at: QPoint) -> None:
        panel = self.display_panel
        menus.context_menu(self.actions_by_id, panel.presets, panel.choose, self).popup(at)

    def _on_state_frame_changed(self, frame: object) -> None:
        for action in actions.ACTIONS:
            if action.needs_image:
                self.actions_by_id[action.id].setEnabled(frame is not None)

    def _on_state_patient_data_hidden_changed(self, hidden: bool) -> None:
        self.actions_by_id["view.hide_patient_data"].setChecked(hidden)
        self.image_area.messages.over(Until.NEXT_REQUEST)
        self._show_recent()

    def _show_recent(self) -> None:
        folders = () if self.state.patient_data_hidden else self.recent.folders
        menus.fill_recent(self._recent_menu, folders, lambda folder: self.open_paths([folder]))
        self.image_area.empty.set_recent(folders[:5])

    def _apply_settings(self) -> None:
        self.panes.set_mouse(
            drag_down_raises=self.settings["drag_down"] == "raises",
            wheel_forward_zooms_in=self.settings["wheel_forward"] == "in",
        )
        self.panes.set_corners(corner_choice(self.settings))
        self.panes.set_rendering(rendering_of(self.settings))

    # What the actions ask for

    def open_paths(self, paths: Sequence[Path]) -> None:
        """List folders and files, and show the first image among them."""
        self.image_area.messages.over(Until.NEXT_REQUEST)
        self.browser.open_paths(paths)

    def open_sample(self) -> None:
        """Make the sample folder where there is none yet, and open it."""
        self.sample.make()

    def clear(self) -> None:
        """Empty the browser and the image."""
        self.opening.cancel()
        self.browser.clear()
        self.image_area.clear()

    def classify(self) -> None:
        """Ask the chosen model about the image."""
        self.show_tab("classify")
        self.classify_panel.classify()

    def show_tab(self, name: str) -> None:
        """Bring a panel of the right side to the front: display, classify, train or compare."""
        self.docks.show_tab(name)

    def reset_view(self) -> None:
        """Show the image as it was opened."""
        self.display_panel.reset()
        self.state.set_orientation(AS_STORED)
        self.image_view.fit()

    def toggle_panels(self) -> None:
        """Give the image the whole window, or take that back."""
        self.docks.toggle()
        self.image_view.setFocus()

    def toggle_full_screen(self) -> None:
        """Cover the screen, or take that back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def cancel(self) -> None:
        """End what is under way: a drag, an image being opened, a message, full screen."""
        self.panes.cancel_drag()
        if self.opening.cancel():  # the row goes back to the image that stays
            self.browser.point_at(self.state.frame.path if self.state.frame else None)
        self.image_area.messages.over(Until.NEXT_REQUEST)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)

    # Coming and going

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint at once; the icons come right after."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.appearance.begin_icons)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        self.open_paths([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave nothing running; a training under way is asked about."""
        if not self._closing.may_close():
            event.ignore()
            return
        self._closing.end_everything()
        super().closeEvent(event)
        self.closed.emit()
