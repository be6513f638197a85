"""A process that works in a folder and tells there what it does: started or found again, and followed to its end."""

from __future__ import annotations

import contextlib
import logging
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

import viewer.immortal  # noqa: F401  before the first signal
from trainer.events import LAST
from trainer.lock import is_running, owner
from trainer.run import read_events

log = logging.getLogger(__name__)

_POLL_MS = 200
_AT_ONCE = 1 << 16  # bytes of events read in one turn of the event loop: a flood is taken in sips


class FollowedProcess(QObject):
    """Runs Python on ``arguments`` and tells what ``events.jsonl`` of its folder says, in order.

    The child's standard input stays open as long as this process lives, so that the child knows when it is gone. What
    the child prints goes nowhere, so that it can neither block nor fill a pipe. One that a window left behind is found
    again by its lock and followed alike.

    Parameters
    ----------
    folder : Path
        Where it works: ``events.jsonl`` and ``lock`` are there.
    arguments : sequence of str
        Of Python. Empty: it runs already, and is only followed.
    offset : int
        Byte of ``events.jsonl`` to follow from.
    silence_ms : int
        Without an event for this long, it is said not to respond.
    parent : QObject, optional

    Signals
    -------
    event_received : dict
        One event; see :mod:`trainer.events`.
    responding_changed : bool
        False when nothing was heard for ``silence_ms``; True when the child speaks again.
    finished : str
        As the last event says, or ``interrupted`` when there is none.
    """

    event_received = Signal(dict)
    responding_changed = Signal(bool)
    finished = Signal(str)

    def __init__(
        self, folder: Path, arguments: Sequence[str], offset: int, silence_ms: int, parent: QObject | None
    ) -> None:
        super().__init__(parent)
        self.folder = folder
        self.reason = ""
        self._arguments, self._offset = list(arguments), offset
        self._status = ""
        self._child: subprocess.Popen[bytes] | None = None
        self._found = False
        self._poll = QTimer(self, interval=_POLL_MS)
        self._poll.timeout.connect(self._on_poll_timeout)
        self._silence = QTimer(self, interval=silence_ms, singleShot=True)
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
            self._end("interrupted", self._not_started(error.strerror or "?"))

    def let_go(self) -> None:
        """Leave the child to itself; nothing more is told of it here."""
        self._stop_timers()
        self._close_input()
        if self._child is not None:
            self._child.returncode = 0  # Python would complain of a child that nobody waited for
        self._child, self._found = None, False

    def _not_started(self, why: str) -> str:
        """Say that the child could not be started."""
        raise NotImplementedError

    def _explain(self, code: int | None) -> str:
        """Say why the child ended without a last event; its exit code is None where that is not known."""
        raise NotImplementedError

    def _close_input(self) -> None:
        if self._child is not None and self._child.stdin is not None:
            with contextlib.suppress(OSError):
                self._child.stdin.close()

    def _on_poll_timeout(self) -> None:
        running = self.is_running()  # before reading: what it told until its end is then in the file
        more = self._read(running)
        if not self._poll.isActive():
            return  # whoever was told an event has let the child go
        self._poll.setInterval(0 if more else _POLL_MS)  # 0: after whatever else waits for its turn
        if not running and not more:
            code = None if self._child is None else self._child.returncode
            self._end(self._status or "interrupted", self.reason if self._status else self._explain(code))

    def _read(self, running: bool) -> bool:
        """Tell what is new; return whether there may be more at once."""
        before = self._offset
        try:
            events, self._offset = read_events(self.folder, before, _AT_ONCE)
        except OSError as error:
            log.warning("the events of a run could not be read: %s", error.strerror)
            return False
        if events and running:
            if not self._silence.isActive():
                self.responding_changed.emit(True)
            self._silence.start()
        for event in events:
            self._note(event)
            self.event_received.emit(event)
        return self._offset > before

    def _note(self, event: dict[str, Any]) -> None:
        last = event["event"] in LAST
        self._status = str(event["event"]) if last else ""  # a run that was resumed has had a last event before
        self.reason = str(event.get("reason", "")) if last else ""

    def _stop_timers(self) -> None:
        for timer in (self._poll, self._silence):
            timer.stop()

    def _end(self, status: str, reason: str) -> None:
        self._stop_timers()
        self._close_input()
        self._found = False
        self.reason = reason
        self.finished.emit(status)
