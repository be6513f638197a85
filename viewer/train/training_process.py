"""One training, as its own process: started or found again, followed by its run folder, paused, stopped, let go."""

from __future__ import annotations

import contextlib
import logging
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

import viewer.immortal  # noqa: F401  before the first signal
from trainer.events import LAST
from trainer.lock import is_running, kill_owner, owner
from trainer.run import read_events, request_cancel, request_pause, set_background

log = logging.getLogger(__name__)

GRACE_MS = 10_000
"""How long a training may take to stop by itself before it is ended."""

SILENCE_MS = 60_000
"""Without an event for this long, a training is said not to respond."""

_POLL_MS = 200
_PAUSED = 4  # exit code of a training whose disk did not even take its last word


class TrainingProcess(QObject):
    """Runs ``python -m trainer`` on a run folder and tells what its ``events.jsonl`` says, in order.

    The child's standard input stays open as long as this process lives: when it closes, the child writes a checkpoint
    and ends, unless it was told to go on in the background. What the child prints goes nowhere, so that it can neither
    block nor fill a pipe. A training that a window left behind is found again by its lock and followed alike.

    Parameters
    ----------
    folder : Path
        A run folder that :func:`trainer.run.create_run` made.
    data : Path or None
        The dataset: a folder or a table. None: the training runs already, and is only followed.
    resumed, accept_changes : bool
        Go on from the checkpoint of the run; also with data, settings or versions that are not what they were.

    Signals
    -------
    event_received : dict
        One event of the run; see :mod:`trainer.events`.
    responding_changed : bool
        False when nothing was heard for :data:`SILENCE_MS`; True when the child speaks again.
    finished : str
        ``finished``, ``cancelled``, ``failed`` or ``paused`` as the last event says, or ``interrupted`` when there is
        none.
    """

    event_received = Signal(dict)
    responding_changed = Signal(bool)
    finished = Signal(str)

    def __init__(
        self,
        folder: Path,
        data: Path | None,
        parent: QObject | None = None,
        *,
        resumed: bool = False,
        accept_changes: bool = False,
    ) -> None:
        super().__init__(parent)
        self.folder = folder
        self.reason = ""
        self._arguments = [] if data is None else trainer_arguments(folder, data, resumed, accept_changes)
        self._offset = read_events(folder)[1] if resumed else 0  # what earlier sittings told is known
        self._status = ""
        self._ended_by_us = False
        self._child: subprocess.Popen[bytes] | None = None
        self._found = False
        self._poll = QTimer(self, interval=_POLL_MS)
        self._poll.timeout.connect(self._on_poll_timeout)
        self._grace = QTimer(self, interval=GRACE_MS, singleShot=True)
        self._grace.timeout.connect(self._on_grace_timeout)
        self._silence = QTimer(self, interval=SILENCE_MS, singleShot=True)
        self._silence.timeout.connect(lambda: self.responding_changed.emit(False))

    @property
    def pid(self) -> int:
        """Process id of the child; 0 when it is not running."""
        if self._child is not None:
            return self._child.pid if self._child.poll() is None else 0
        found = owner(self.folder) if self._found else None
        return 0 if found is None else found.pid

    def is_running(self) -> bool:
        """Tell whether the child has yet to end."""
        if self._child is not None:
            return self._child.poll() is None
        return self._found and is_running(self.folder)

    def start(self) -> None:
        """Start the child, or follow the one that runs; returns at once."""
        self._poll.start()
        self._silence.start()
        if not self._arguments:
            self._found = True
            return
        nowhere = subprocess.DEVNULL
        try:
            # Not a QProcess, which ends its child together with itself: this one may be left to go on.
            self._child = subprocess.Popen(  # fixed command, no shell
                [sys.executable, *self._arguments], stdin=subprocess.PIPE, stdout=nowhere, stderr=nowhere, bufsize=0
            )
        except OSError as error:
            self._end("interrupted", self.tr("The trainer could not be started: {0}.").format(error.strerror))

    def cancel(self) -> None:
        """Ask the child to stop after the batch under way; it is ended if it has not within :data:`GRACE_MS`."""
        self._ask(request_cancel)

    def pause(self) -> None:
        """Ask the child for a checkpoint and its end; it is ended if it has not within :data:`GRACE_MS`."""
        self._ask(request_pause)

    def stop_and_wait(self) -> None:
        """Cancel and return when the child has ended: after :data:`GRACE_MS` at most, then it is killed."""
        if not self.is_running():
            return
        if self._child is None:
            self.let_go()  # not ours to end together with this window
            return
        self._ask(request_cancel)
        try:
            self._child.wait(GRACE_MS / 1000)
        except subprocess.TimeoutExpired:
            self._on_grace_timeout()
            self._child.wait()
        self._on_poll_timeout()

    def let_go(self) -> None:
        """Leave the child to itself: it goes on in the background, and nothing more is told of it here.

        Raises
        ------
        OSError
            If the run folder does not take the word that says so; then the child is still followed.
        """
        set_background(self.folder, True)
        for timer in (self._poll, self._grace, self._silence):
            timer.stop()
        self._close_input()
        if self._child is not None:
            self._child.returncode = 0  # Python would complain of a child that nobody waited for
        self._child, self._found = None, False

    def _ask(self, request: Any) -> None:
        if not self.is_running() or self._grace.isActive():
            return
        try:
            request(self.folder)
        except OSError as error:  # a full or read-only disk: closing standard input asks for a pause
            log.warning("a request could not be written: %s", error.strerror)
            self._close_input()
        self._grace.start()

    def _close_input(self) -> None:
        if self._child is not None and self._child.stdin is not None:
            with contextlib.suppress(OSError):
                self._child.stdin.close()

    def _on_poll_timeout(self) -> None:
        running = self.is_running()  # before reading: what it told until its end is then in the file
        self._read(running)
        if not running and self._poll.isActive():
            code = None if self._child is None else self._child.returncode
            self._end(self._status or "interrupted", self.reason if self._status else self._explain(code))

    def _read(self, running: bool) -> None:
        try:
            events, self._offset = read_events(self.folder, self._offset)
        except OSError as error:
            log.warning("the events of a run could not be read: %s", error.strerror)
            return
        if events and running:
            if not self._silence.isActive():
                self.responding_changed.emit(True)
            self._silence.start()
        for event in events:
            self._note(event)
            self.event_received.emit(event)

    def _note(self, event: dict[str, Any]) -> None:
        last = event["event"] in LAST
        self._status = str(event["event"]) if last else ""  # a run that was resumed has had a last event before
        self.reason = str(event.get("reason", "")) if last else ""

    def _on_grace_timeout(self) -> None:
        if not self.is_running():
            return
        self._ended_by_us = True
        if self._child is not None:
            self._child.kill()
        else:
            kill_owner(self.folder)

    def _explain(self, code: int | None) -> str:
        if self._ended_by_us:
            return self.tr("The training did not stop within {0} s and was ended.").format(GRACE_MS // 1000)
        if code == -signal.SIGKILL:  # nobody but the system's memory guard, or a person, sends it
            return self.tr("The training was ended by the system, perhaps out of memory: try a smaller batch.")
        if code is None:
            return self.tr("The training ended without a word; log.txt in its folder may say why.")
        if code < 0:
            return self.tr("The training crashed (signal {0}); log.txt in its folder may say why.").format(-code)
        if code == _PAUSED:
            return self.tr("Paused, because the run folder cannot be written ({0} MB free there).").format(self._free())
        return self.tr("The training ended early (exit code {0}); log.txt in its folder may say why.").format(code)

    def _free(self) -> str:
        try:
            return str(shutil.disk_usage(self.folder).free >> 20)
        except OSError:
            return "?"

    def _end(self, status: str, reason: str) -> None:
        for timer in (self._poll, self._grace, self._silence):
            timer.stop()
        self._close_input()
        self._found = False
        self.reason = reason
        self.finished.emit(status)


def trainer_arguments(folder: Path, data: Path, resumed: bool = False, accept_changes: bool = False) -> list[str]:
    """Say to Python how to train; -P: never import from the folder the user happens to stand in."""
    more = ["--resume"] * resumed + ["--accept-changes"] * accept_changes
    return ["-P", "-m", "trainer", "--run", str(folder), "--data", str(data), "--watch-stdin", *more]
