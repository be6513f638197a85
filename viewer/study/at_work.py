"""The study at work: started, followed into the windows, paused, left to end by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from viewer.study.listing import RUNNING, ListedStudy
from viewer.study.study_process import RunOptions, StudyProcess

if TYPE_CHECKING:
    from viewer.study.window import StudiesWindow

GRACE_MS = 10_000
"""How long a window that closes waits for its study to pause; then the study pauses without it."""

_CHANGING = ("planned", "cell_started", "cell_ended")
"""Events after which the list of studies is another one."""


class StudyAtWork(QObject):
    """Runs one study at a time, and shows in ``window`` what it tells.

    Signals
    -------
    changed
        The study went on so far that it is worth listing anew.
    running_changed
        One is at work now, or none is any more.
    ended : str
        It came to its end, or was left to end by itself, and how: see :class:`StudyProcess`.
    """

    changed = Signal()
    running_changed = Signal()
    ended = Signal(str)

    def __init__(self, window: StudiesWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._process: StudyProcess | None = None
        self._cells: set[str] = set()
        self._grace = QTimer(self, interval=GRACE_MS, singleShot=True)
        self._grace.timeout.connect(self._on_grace_timeout)

    @property
    def process(self) -> StudyProcess | None:
        """The study at work, or followed."""
        return self._process

    def start(self, study: ListedStudy, options: RunOptions) -> None:
        """Start a study or go on with it; does nothing while one is at work."""
        if self._process is None and study.can_run:
            self._follow(StudyProcess(study, options, self), self.tr("Starting the study"))

    def find_again(self, studies: tuple[ListedStudy, ...]) -> None:
        """Follow a study that another window or the command is at work on."""
        found = next((study for study in studies if study.status == RUNNING), None)
        if self._process is None and found is not None:
            self._follow(StudyProcess(found, None, self), self.tr("Found at work; it was not started by this window"))

    def pause(self) -> None:
        """Let the study write checkpoints, and end."""
        if self._process is not None:
            self._process.pause()
            self._window.show_running(self._process.study, can_pause=False)
            self._window.progress.say(self.tr("Pausing after the batch under way"))

    def pause_and_leave(self) -> None:
        """Pause the study; :attr:`ended` tells when it has ended, or at the latest after :data:`GRACE_MS`."""
        self.pause()
        self._grace.start()

    def leave(self) -> None:
        """Let the study end by itself, and forget it here; one that this window started pauses."""
        process, self._process = self._process, None
        self._grace.stop()
        if process is not None:
            process.let_go()
            process.deleteLater()

    def _follow(self, process: StudyProcess, text: str) -> None:
        self._process = process
        self._cells.clear()
        process.event_received.connect(self._on_process_event_received)
        process.responding_changed.connect(self._on_process_responding_changed)
        process.finished.connect(self._on_process_finished)
        self._window.progress.begin(process.study.finished, process.study.planned, text)
        self._show_running()
        process.start()

    def _on_process_event_received(self, event: dict[str, Any]) -> None:
        self._window.progress.take(event)
        self._note_runs(event)
        current = self._window.list.current
        if self._process is not None and current is not None and current.folder == self._process.folder:
            self._window.details.take(event)
        if event["event"] in _CHANGING:
            self.changed.emit()

    def _note_runs(self, event: dict[str, Any]) -> None:
        """Keep which runs are trained now."""
        if event["event"] == "cell_started":
            self._cells.add(str(event.get("cell", "")))
        elif event["event"] == "cell_ended":
            self._cells.discard(str(event.get("cell", "")))
        if self._process is not None:
            self._window.details.set_under_way(self._process.folder, self._cells)

    def _on_process_responding_changed(self, responding: bool) -> None:
        silent = self.tr("The study is not responding: nothing was heard of it for a minute. You can pause it.")
        self._window.progress.complain("" if responding else silent)

    def _on_process_finished(self, status: str) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        self._grace.stop()
        self._window.details.set_under_way(process.folder, ())
        self._window.progress.end(status, process.reason, process.last)
        self._show_running()
        self.changed.emit()
        self.ended.emit(status)
        process.deleteLater()

    def _on_grace_timeout(self) -> None:
        self.leave()
        self.ended.emit("paused")

    def _show_running(self) -> None:
        self._window.show_running(None if self._process is None else self._process.study)
        self.running_changed.emit()
