"""The main window: makes the panels and lays them out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from core.display.orientation import AS_STORED
from viewer import actions, menus, window_memory
from viewer.actions.shortcuts import Shortcuts
from viewer.annotate.annotating import Annotating
from viewer.annotate.panel import MeasurePanel
from viewer.annotate.presentation import Presentation
from viewer.appearance import Appearance
from viewer.browser.panel import BrowserPanel
from viewer.classify.panel import ClassifyPanel
from viewer.closing import Closing
from viewer.compare.panel import ComparePanel
from viewer.connections import Connections
from viewer.dataset.desk import DatasetDesk
from viewer.depth.desk import DepthDesk
from viewer.display.panel import DisplayPanel
from viewer.display.regions import Regions
from viewer.docks import Docks
from viewer.explain.panel import ExplainPanel
from viewer.export.desk import ExportDesk
from viewer.image.area import ImageArea
from viewer.jobs import Jobs
from viewer.label.desk import LabelDesk
from viewer.label.labelling import Labelling
from viewer.layout.comparing import Comparing
from viewer.message_bar import Until
from viewer.models.desk import ModelsDesk
from viewer.opening import Opening
from viewer.reading.desk import ReadingDesk
from viewer.recent import RecentFolders
from viewer.results.desk import ResultsDesk
from viewer.sample import SampleMaker
from viewer.shelving import Shelving
from viewer.sources import Sources
from viewer.state import ViewerState
from viewer.status import StatusBar
from viewer.study.desk import StudyDesk
from viewer.train.panel import TrainPanel

if TYPE_CHECKING:
    from core.dicom.catalogue import Catalogue
    from core.models.shelf import Shelf
    from viewer.image.view import ImageView
    from viewer.layout.panes import Panes
    from viewer.settings import Settings


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
    explain_panel: ExplainPanel
    train_panel: TrainPanel
    compare_panel: ComparePanel
    results: ResultsDesk
    label: LabelDesk
    dataset: DatasetDesk
    bit_depth: DepthDesk
    reading: ReadingDesk
    studies: StudyDesk
    models: ModelsDesk
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
            self.state, self.jobs, catalogue, self.browser, self.panes, self.annotating, settings.folder, self
        )
        self.measure_panel = MeasurePanel(self.state, self.annotating, self)
        self.regions = Regions(self.panes.views, self.display_panel, self)
        self.classify_panel = ClassifyPanel(self.state, self.jobs, shelf, self)
        self.explain_panel = ExplainPanel(self.state, self.jobs, self)
        self.models = ModelsDesk(self.jobs, shelf, self)
        self.train_panel = TrainPanel(self.jobs, runs_folder, self)
        self.compare_panel = ComparePanel(self.jobs, runs_folder, self)
        self.results = ResultsDesk(self.state, self.jobs, catalogue, shelf, self.browser, self.classify_panel, self)
        labelling = Labelling(self.state, self.jobs, catalogue, self.browser, self.results.writer, settings)
        self.label = LabelDesk(labelling, self.state, self.jobs, settings, self)
        self.dataset = DatasetDesk(self.state, self.jobs, self.browser, self.label.labelling, self)
        self.bit_depth = DepthDesk(self.state, self.jobs, self.browser, self.classify_panel, self)
        self.reading = ReadingDesk(self.jobs, self)
        self.studies = StudyDesk(self.state, self.jobs, runs_folder, self)
        self.comparing = Comparing(self.state, self.panes, self.browser, self.opening, self)
        self.shortcuts = Shortcuts(settings.folder / "shortcuts.json", parent=self)
        self.actions_by_id = actions.install(self)
        self._closing = Closing(self)
        self._lay_out()
        self._connections = Connections(self)
        self.sources = Sources(self, catalogue)
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
        self.recent_menu = listed["File"].addMenu(self.tr("Recent folders"))
        self.addToolBar(menus.make_tool_bar(self.tr("Tools"), self.actions_by_id, self))

    def _panels(self) -> dict[str, QWidget]:
        return {
            "display": self.display_panel,
            "measure": self.measure_panel,
            "classify": self.classify_panel,
            "explain": self.explain_panel,
            "train": self.train_panel,
            "compare": self.compare_panel,
        }

    # What the actions ask for

    def open_paths(self, paths: Sequence[Path]) -> None:
        """List folders and files, and show the first image among them; a model file is looked at to be imported."""
        self.image_area.messages.over(Until.NEXT_REQUEST)
        others = self.models.take(paths)
        if paths and not others:
            return
        paths = others
        self.browser.open_paths(paths)
        self.sources.look_into(paths)

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
        """End what is under way: a drag, a tool, an image being opened, a message, full screen."""
        self.panes.cancel_drag()
        if self.annotating.kind:
            self.annotating.choose("")
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
