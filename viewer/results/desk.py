"""Everything about many answers that the main window asks for: batches, kept results, verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from core.results.row import DISAGREED
from core.results.verdicts import VerdictStore
from trainer.sources import NamedDatasetError
from viewer import dialogs
from viewer.message import sentence
from viewer.results.batch_run import BatchRun
from viewer.results.class_menu import class_menu
from viewer.results.comparing import Comparing
from viewer.results.judging import Judged, Judging
from viewer.results.line import Line
from viewer.results.on_screen import OnScreen
from viewer.results.out import ResultExport
from viewer.results.pictures import ResultPictures
from viewer.results.window import ResultsWindow
from viewer.results.writing import WindowStore, Writer

if TYPE_CHECKING:
    from core.dicom.catalogue import Catalogue
    from core.models.shelf import Shelf
    from core.results.store import Kept
    from viewer.browser.panel import BrowserPanel
    from viewer.classify.panel import ClassifyPanel
    from viewer.jobs import Jobs
    from viewer.state import ViewerState


class ResultsDesk(QObject):
    """Goes between the window of results, the catalogue, and the panels that have to do with answers.

    Attributes
    ----------
    judging_actions : tuple of QAction
        Those whose keys the table of results takes, too.

    Signals
    -------
    open_requested : Path
        Show this image.
    told : str
        A sentence for the message bar.
    """

    open_requested = Signal(object)
    told = Signal(str)

    def __init__(
        self,
        state: ViewerState,
        jobs: Jobs,
        catalogue: Catalogue,
        shelf: Shelf,
        browser: BrowserPanel,
        panel: ClassifyPanel,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._state, self._shelf, self._browser, self._panel, self._above = state, shelf, browser, panel, parent
        self._window: ResultsWindow | None = None
        self.judging_actions: tuple[QAction, ...] = ()
        self.store = WindowStore(catalogue)
        self.verdicts = VerdictStore(catalogue)
        self.writer = Writer(jobs, self.store, self)
        self.run = BatchRun(jobs, self.store, self.verdicts, self)
        self.judging = Judging(self.verdicts, self.writer, self)
        self.comparing = Comparing(jobs, self)
        self.exporting = ResultExport(jobs, self.verdicts, self)
        self.pictures = ResultPictures(jobs, catalogue, self)
        self.on_screen = OnScreen(state, jobs, panel, self.store, self.verdicts, self.writer, self)
        self.judging.judged.connect(self._on_judging_judged)
        for telling in (self.judging.told, self.exporting.told, self.exporting.failed):
            telling.connect(self._tell)
        for failing in (self.writer.failed, self.on_screen.finder.failed):
            failing.connect(self._tell)

    @property
    def window(self) -> ResultsWindow:
        """The window of results; it is made when it is first asked for."""
        if self._window is None:
            self._window = self._made_window()
        return self._window

    # What the actions ask for

    def show(self) -> None:
        """Open the window of results."""
        self.window.bring_up()

    def classify_folder(self) -> None:
        """Ask for a folder, and then about all images in it."""
        self.classify(dialogs.ask_folder(self._above))

    def classify_listed(self) -> None:
        """Ask about all images that are listed."""
        self.classify(self._browser.model.images())

    def classify_chosen(self) -> None:
        """Ask about the images of the chosen row: a patient, a study, a series or one image."""
        self.classify(self._browser.chosen_images())

    def classify(self, paths: Sequence[Path]) -> None:
        """Ask the model chosen in the window of results about files and folders."""
        window = self.window
        window.bring_up()
        if not paths:
            window.say(self.tr("There is nothing to classify: choose a folder, or list images first."))
            return
        if window.entry is None or window.entry.card is None:
            window.say(self.tr("Choose a model first."))
            return
        window.begin(window.entry.card.classes)
        self.pictures.clear()
        self.run.labels = self.comparing.labels
        engine, precision = self._panel.computing
        self.run.start(
            [path.absolute() for path in paths],
            window.entry,
            again=window.again.isChecked(),
            engine=engine,
            precision=precision,
        )

    def judge(self, verdict: str, relabel: str = "") -> None:
        """Agree or disagree with the lines chosen, where these have the focus, or with the answer on screen."""
        if self._is_in_window():
            self._judge_chosen(verdict, relabel)
            return
        result = self.on_screen.result()
        if result is None:
            self.told.emit(self.tr("There is no answer on screen to judge: classify the image first."))
        else:
            self.judging.say([result], verdict, relabel, self.comparing.labels)

    def relabel(self) -> None:
        """Let the user choose the class that the lines chosen, or the image on screen, show."""
        prediction = self._panel.prediction
        if self._is_in_window():
            self.window.ask_class()
        elif prediction is None:
            self.judge(DISAGREED)  # which says why not
        else:
            menu = class_menu(self._above, prediction.classes, partial(self.judge, DISAGREED))
            menu.popup(self._above.mapToGlobal(self._above.rect().center()))

    def forget(self, folder: Path) -> None:
        """Hold and keep nothing of a folder any more."""
        self.store.shun(folder)
        self.run.forget(folder)
        self.pictures.clear()
        if self._window is not None:
            self._window.table.remove_below(folder)
            self.comparing.assess(self._window.table.lines)

    def end(self) -> None:
        """Begin nothing any more; jobs are about to be waited for."""
        self.run.close()
        if self._window is not None:
            self._window.close()

    def close(self) -> None:
        """Keep what is not kept yet; jobs are over."""
        self.writer.close()

    # Putting it together

    def _made_window(self) -> ResultsWindow:
        window = ResultsWindow(self._shelf, self._above)
        self.run.line_made.connect(self._on_run_line_made)
        self.run.progressed.connect(window.progress.show_progress)
        self.run.ended.connect(self._on_run_ended)
        self.comparing.labelled.connect(self._on_comparing_labelled)
        self.comparing.assessed.connect(window.show_assessment)
        self.comparing.failed.connect(self._complain)
        self.pictures.found.connect(window.table.set_icon)
        self._state.patient_data_hidden_changed.connect(window.set_hidden)
        window.set_hidden(self._state.patient_data_hidden)
        window.progress.pause_requested.connect(self.run.pause)
        window.progress.resume_requested.connect(self.run.go_on)
        window.progress.cancel_requested.connect(self.run.cancel)
        window.folder_requested.connect(self.classify_folder)
        window.listed_requested.connect(self.classify_listed)
        window.labels_requested.connect(self._on_window_labels_requested)
        window.export_requested.connect(self._on_window_export_requested)
        window.judged.connect(self._judge_chosen)
        window.view.open_requested.connect(self.open_requested)
        window.view.addActions(list(self.judging_actions))
        window.chooser.manage_requested.connect(self._panel.manage_requested)
        window.chooser.reload(self._panel.card.name if self._panel.card is not None else "")
        return window

    def reload_models(self) -> None:
        """Offer what is on the shelf now."""
        if self._window is not None:
            self._window.chooser.reload()

    # What the others tell

    def _on_run_line_made(self, line: Line) -> None:
        self.window.table.add((line,))
        if line.result is not None:
            self.pictures.want(line.path)

    def _on_run_ended(self, how: str, error: object) -> None:
        window = self.window
        window.progress.hide()
        self.comparing.assess(window.table.lines)
        self.on_screen.finder.look()
        lines = window.table.lines
        refused, looks = sum(line.is_refused for line in lines), sum(line.needs_a_look for line in lines)
        told = self.tr("{0} images: {1} without an answer, {2} doubtful or undecided.")
        told = told.format(len(lines), refused, looks)
        if how == "cancelled":
            told = self.tr("Ended before its time. {0} What is finished is kept; classify again to go on.").format(told)
        window.say(told)
        if how == "failed":
            self._complain(error)

    def _on_comparing_labelled(self, labels: dict[Path, str]) -> None:
        self.run.labels = self.comparing.labels
        self.window.table.set_labels(labels)
        self.window.problem.say("")
        if not self.run.is_running:
            self.comparing.assess(self.window.table.lines)

    def _on_window_labels_requested(self, what: str) -> None:
        chosen = ""
        if what == "table":
            title = self.tr("Choose a table of labels")
            chosen, _ = QFileDialog.getOpenFileName(self.window, title, "", self.tr("Tables (*.csv)"))
        elif what == "folder":
            chosen = QFileDialog.getExistingDirectory(self.window, self.tr("Choose a folder of labelled images"))
        if chosen or what == "none":
            paths = [line.path for line in self.window.table.lines]
            self.comparing.read(Path(chosen) if chosen else None, paths)

    def _on_window_export_requested(self, what: str) -> None:
        if what == "labels":
            self.exporting.ask_labels(self.window)
            return
        rows = [line.row for line in self.window.view.shown_lines()]
        if rows:
            self.exporting.ask_results(self.window, rows)
        else:
            self.window.say(self.tr("There are no results to export yet."))

    def _on_judging_judged(self, judged: Judged) -> None:
        if self._window is None:
            return
        line = self._window.table.of(judged.result.path)
        if line is not None and line.result is not None and _is_same(line.result, judged.result):
            self._window.table.replace(line.judged(judged.verdict))

    # Verdicts

    def _is_in_window(self) -> bool:
        focus = QApplication.focusWidget()
        return self._window is not None and focus is not None and self._window.isAncestorOf(focus)

    def _judge_chosen(self, verdict: str, relabel: str) -> None:
        results = [line.result for line in self.window.chosen() if line.result is not None]
        self.judging.say(results, verdict, relabel, self.comparing.labels)

    def _tell(self, text: str) -> None:
        if self._window is not None and self._window.isVisible():
            self._window.say(text)
        else:
            self.told.emit(text)

    def _complain(self, error: object) -> None:
        hidden = self._state.patient_data_hidden
        if hidden and isinstance(error, NamedDatasetError):
            self.window.problem.say(error.reason)
        else:
            self.window.problem.say(sentence(error, hidden=hidden))


def _is_same(one: Kept, other: Kept) -> bool:
    """Tell whether two results are the same network's answer about the same image."""
    a, b = one.prediction, other.prediction
    return (a.instance_uid, a.pixel_sha256, a.frame_index, a.model_sha256, a.top) == (
        b.instance_uid, b.pixel_sha256, b.frame_index, b.model_sha256, b.top
    )  # fmt: skip
