"""The main window: lays out the panels and connects them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from viewer import actions, menus, window_memory
from viewer.appearance import Appearance
from viewer.browser.panel import BrowserPanel
from viewer.classify.panel import ClassifyPanel
from viewer.closing import Closing
from viewer.compare.panel import ComparePanel
from viewer.display_panel import DisplayPanel
from viewer.docks import Docks
from viewer.help import ShortcutsWindow
from viewer.image.area import ImageArea
from viewer.jobs import Jobs
from viewer.message_bar import Until
from viewer.opening import Opening
from viewer.recent import RecentFolders
from viewer.sample import SampleMaker
from viewer.shelving import Shelving
from viewer.state import ViewerState
from viewer.status import StatusBar
from viewer.train.panel import TrainPanel

if TYPE_CHECKING:
    from core.classify import Prediction
    from core.dicom.catalogue import Catalogue
    from core.models.shelf import Shelf
    from viewer.image.overlay import OverlayBar
    from viewer.image.view import ImageView
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
    image_view: ImageView
    display_panel: DisplayPanel
    classify_panel: ClassifyPanel
    train_panel: TrainPanel
    compare_panel: ComparePanel
    actions_by_id: dict[str, QAction]

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
        self.image_view = self.image_area.view
        self.browser = BrowserPanel(self.state, self.jobs, catalogue, self)
        self.display_panel = DisplayPanel(self.state, self)
        self.classify_panel = ClassifyPanel(self.state, self.jobs, shelf, self)
        self.train_panel = TrainPanel(self.jobs, runs_folder, self)
        self.compare_panel = ComparePanel(self.jobs, runs_folder, self)
        self.actions_by_id = actions.install(self)
        self._closing = Closing(self)
        self._lay_out()
        self._connect_panels()
        self._connect_window()
        self._apply_settings()
        self.appearance = Appearance(settings, self.actions_by_id, self)
        self._painted = False
        self.resize(1280, 800)
        window_memory.recall(self, settings.folder)

    # Laying out

    def _lay_out(self) -> None:
        self.setWindowTitle("CXR-12")  # never anything of a patient
        self.setAcceptDrops(True)
        self.setCentralWidget(self.image_area)
        self.docks = Docks(self, self.browser, self._panels())
        self.tabs = self.docks.tabs
        self.setStatusBar(StatusBar(self.state, self.image_view, self))
        listed = menus.fill_menu_bar(self.menuBar(), self.actions_by_id)
        self._recent_menu = listed["File"].addMenu(self.tr("Recent folders"))
        menus.fill_preferences(listed["View"].addMenu(self.tr("Preferences")), self.settings)
        self.addToolBar(menus.make_tool_bar(self.tr("Tools"), self.actions_by_id, self))

    def _panels(self) -> dict[str, QWidget]:
        return {
            "display": self.display_panel,
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
        self.image_view.images_in_series = lambda: len(self.browser.series())
        self.image_view.step_requested.connect(self.browser.step_in_series)
        self.shelving.refused.connect(messages.say)
        self.opening.refused.connect(self.browser.refuse)
        self.opening.refused.connect(self.image_area.refuse)
        self.opening.started.connect(lambda: self.image_area.set_busy(True))
        self.opening.ended.connect(lambda: self.image_area.set_busy(False))
        self.classify_panel.prediction_made.connect(self._on_classify_panel_prediction_made)
        self.classify_panel.cleared.connect(self.image_view.clear_result_overlay)
        self.train_panel.compare_requested.connect(self._on_train_panel_compare_requested)
        for offering in (self.train_panel, self.compare_panel):
            offering.use_model_requested.connect(self.shelving.add)
        self.shelving.added.connect(self._on_shelving_added)
        self.sample.progressed.connect(self.image_area.progress.show_progress)
        self.sample.ready.connect(self._on_sample_ready)
        self.sample.failed.connect(self._on_sample_failed)
        self.image_area.progress.cancel_requested.connect(self._on_progress_cancel_requested)

    def _connect_window(self) -> None:
        empty = self.image_area.empty
        empty.folder_requested.connect(self.actions_by_id["file.open_folder"].trigger)
        empty.files_requested.connect(self.actions_by_id["file.open_files"].trigger)
        empty.sample_requested.connect(self.open_sample)
        empty.recent_requested.connect(lambda folder: self.open_paths([folder]))
        self.recent.changed.connect(self._show_recent)
        self._show_recent()
        self.settings.changed.connect(self._apply_settings)
        self.settings.not_saved.connect(self.image_area.messages.say)
        self.image_view.menu_requested.connect(self._on_image_view_menu_requested)
        self.image_view.maximise_requested.connect(self.toggle_panels)
        self.state.frame_changed.connect(self._on_state_frame_changed)
        self.state.patient_data_hidden_changed.connect(self._on_state_patient_data_hidden_changed)
        self.state.patient_data_hidden_changed.connect(self.train_panel.set_patient_data_hidden)

    def _on_browser_unreadable_chosen(self, path: Path, reason: str) -> None:
        self.opening.cancel()
        self.image_area.refuse(path, reason)

    def _on_classify_panel_prediction_made(self, prediction: Prediction, bars: tuple[OverlayBar, ...]) -> None:
        self.image_view.set_result_overlay(bars, (prediction.model, RESEARCH_ONLY))

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

    def _on_image_view_menu_requested(self, at: QPoint) -> None:
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
        self.image_view.drag_down_raises = self.settings["drag_down"] == "raises"
        self.image_view.wheel_forward_zooms_in = self.settings["wheel_forward"] == "in"

    # What the actions ask for

    def open_paths(self, paths: Sequence[Path]) -> None:
        """List folders and files, and show the first image among them."""
        self.image_area.messages.over(Until.NEXT_REQUEST)
        for path in paths:
            if path.is_dir():
                self.recent.add(path.absolute())
        self.browser.open_paths(paths)

    def open_sample(self) -> None:
        """Make the sample folder where there is none yet, and open it."""
        self.sample.make()

    def clear(self) -> None:
        """Empty the browser and the image."""
        self.opening.cancel()
        self.browser.clear()
        self.state.set_frame(None, None)
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
        self.image_view.fit()

    def show_shortcuts(self) -> None:
        """List every key."""
        ShortcutsWindow(actions.key_rows(), self).show()

    def toggle_panels(self) -> None:
        """Give the image the whole window, or take that back."""
        self.docks.toggle()
        self.image_view.setFocus()

    def toggle_full_screen(self) -> None:
        """Cover the screen, or take that back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def cancel(self) -> None:
        """End what is under way: a drag, an image being opened, a message, full screen."""
        self.image_view.cancel_drag()
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
