"""One training, as its own process: started, followed through its run folder, stopped."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

import viewer.immortal  # noqa: F401  before the first signal
from trainer.events import LAST
from trainer.run import read_events, request_cancel

log = logging.getLogger(__name__)

GRACE_MS = 10_000
"""How long a training may take to stop by itself before it is ended."""

SILENCE_MS = 60_000
"""Without an event for this long, a training is said not to respond."""

_POLL_MS = 200
_KILLED = 9  # SIGKILL: nobody but the system's memory guard, or a person, sends it


class TrainingProcess(QObject):
    """Runs ``python -m trainer`` on a run folder and tells what its ``events.jsonl`` says, in order.

    The child's standard input stays open as long as this process lives: the child ends when it closes. What the child
    prints goes nowhere, so that it can neither block nor fill a pipe.

    Parameters
    ----------
    folder : Path
        A run folder that :func:`trainer.run.create_run` made.
    data : Path
        The dataset: a folder or a CSV file.

    Signals
    -------
    event_received : dict
        One event of the run; see :mod:`trainer.events`.
    responding_changed : bool
        False when nothing was heard for :data:`SILENCE_MS`; True when the child speaks again.
    finished : str
        ``finished``, ``cancelled`` or ``failed`` as the last event says, or ``interrupted`` when there is none.
    """

    event_received = Signal(dict)
    responding_changed = Signal(bool)
    finished = Signal(str)

    def __init__(self, folder: Path, data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.reason = ""
        self._offset = 0
        self._status = ""
        self._ended_by_us = False
        self._process = QProcess(self)
        self._process.setProgram(sys.executable)
        self._process.setArguments(trainer_arguments(folder, data))
        self._process.setStandardOutputFile(QProcess.nullDevice())
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.finished.connect(self._on_process_finished)
        self._process.errorOccurred.connect(self._on_process_error_occurred)
        self._poll = QTimer(self, interval=_POLL_MS)
        self._poll.timeout.connect(self._read)
        self._grace = QTimer(self, interval=GRACE_MS, singleShot=True)
        self._grace.timeout.connect(self._on_grace_timeout)
        self._silence = QTimer(self, interval=SILENCE_MS, singleShot=True)
        self._silence.timeout.connect(lambda: self.responding_changed.emit(False))

    @property
    def pid(self) -> int:
        """Process id of the child; 0 when it is not running."""
        return int(self._process.processId())

    def is_running(self) -> bool:
        """Tell whether the child has yet to end."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    def start(self) -> None:
        """Start the child; returns at once."""
        self._poll.start()
        self._silence.start()
        self._process.start()  # last: it may fail, and say so, before it returns

    def cancel(self) -> None:
        """Ask the child to stop after the batch under way; it is ended if it has not within :data:`GRACE_MS`."""
        if self.is_running() and not self._grace.isActive():
            self._ask_to_stop()
            self._grace.start()

    def stop_and_wait(self) -> None:
        """Cancel and return when the child has ended: after :data:`GRACE_MS` at most, then it is killed."""
        if not self.is_running():
            return
        self._ask_to_stop()
        if not self._process.waitForFinished(GRACE_MS):
            self._on_grace_timeout()
            self._process.waitForFinished(-1)

    def _ask_to_stop(self) -> None:
        try:
            request_cancel(self.folder)
        except OSError as error:  # a full or read-only disk: closing standard input asks for the same
            log.warning("no cancel file could be written: %s", error.strerror)
            self._process.closeWriteChannel()

    def _read(self) -> None:
        try:
            events, self._offset = read_events(self.folder, self._offset)
        except OSError as error:
            log.warning("the events of a run could not be read: %s", error.strerror)
            return
        if events and self.is_running():
            if not self._silence.isActive():
                self.responding_changed.emit(True)
            self._silence.start()
        for event in events:
            self._note(event)
            self.event_received.emit(event)

    def _note(self, event: dict[str, Any]) -> None:
        if event["event"] in LAST:
            self._status = str(event["event"])
            self.reason = str(event.get("reason", ""))

    def _on_grace_timeout(self) -> None:
        if self.is_running():
            self._ended_by_us = True
            self._process.kill()

    def _on_process_error_occurred(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:  # no finished signal follows
            self._end(
                "interrupted", self.tr("The trainer could not be started: {0}.").format(self._process.errorString())
            )

    def _on_process_finished(self, code: int, how: QProcess.ExitStatus) -> None:
        self._read()
        self._end(self._status or "interrupted", self.reason if self._status else self._explain(code, how))

    def _explain(self, code: int, how: QProcess.ExitStatus) -> str:
        if self._ended_by_us:
            return self.tr("The training did not stop within {0} s and was ended.").format(GRACE_MS // 1000)
        if how is QProcess.ExitStatus.CrashExit and code == _KILLED:
            return self.tr("The training was ended by the system, perhaps out of memory: try a smaller batch.")
        if how is QProcess.ExitStatus.CrashExit:
            return self.tr("The training crashed (signal {0}); log.txt in its folder may say why.").format(code)
        return self.tr("The training ended early (exit code {0}); log.txt in its folder may say why.").format(code)

    def _end(self, status: str, reason: str) -> None:
        for timer in (self._poll, self._grace, self._silence):
            timer.stop()
        self.reason = reason
        self.finished.emit(status)


def trainer_arguments(folder: Path, data: Path) -> list[str]:
    """Say to Python how to train; -P: never import from the folder the user happens to stand in."""
    return ["-P", "-m", "trainer", "--run", str(folder), "--data", str(data), "--watch-stdin"]
