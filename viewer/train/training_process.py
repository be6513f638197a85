"""One training, as its own process: started or found again, followed by its run folder, paused, stopped, let go."""

from __future__ import annotations

import logging
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

from trainer.lock import kill_owner
from trainer.run import read_events, request_cancel, request_pause, set_background
from viewer.followed_process import FollowedProcess

log = logging.getLogger(__name__)

GRACE_MS = 10_000
"""How long a training may take to stop by itself before it is ended."""

SILENCE_MS = 60_000
"""Without an event for this long, a training is said not to respond."""

_PAUSED = 4  # exit code of a training whose disk did not even take its last word


class TrainingProcess(FollowedProcess):
    """Runs ``python -m trainer`` on a run folder.

    When its standard input closes, the child writes a checkpoint and ends, unless it was told to go on in the
    background.

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
    finished : str
        ``finished``, ``cancelled``, ``failed`` or ``paused`` as the last event says, or ``interrupted`` when there is
        none.
    """

    def __init__(
        self,
        folder: Path,
        data: Path | None,
        parent: QObject | None = None,
        *,
        resumed: bool = False,
        accept_changes: bool = False,
    ) -> None:
        arguments = [] if data is None else trainer_arguments(folder, data, resumed, accept_changes)
        told = read_events(folder)[1] if resumed else 0  # what earlier sittings told is known
        super().__init__(folder, arguments, told, SILENCE_MS, parent)
        self._ended_by_us = False
        self._grace = QTimer(self, interval=GRACE_MS, singleShot=True)
        self._grace.timeout.connect(self._on_grace_timeout)

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
        while self._poll.isActive():  # to the last event that it told
            self._on_poll_timeout()

    def let_go(self) -> None:
        """Leave the child to itself: it goes on in the background, and nothing more is told of it here.

        Raises
        ------
        OSError
            If the run folder does not take the word that says so; then the child is still followed.
        """
        set_background(self.folder, True)
        super().let_go()

    def _ask(self, request: Any) -> None:
        if not self.is_running() or self._grace.isActive():
            return
        try:
            request(self.folder)
        except OSError as error:  # a full or read-only disk: closing standard input asks for a pause
            log.warning("a request could not be written: %s", error.strerror)
            self._close_input()
        self._grace.start()

    def _on_grace_timeout(self) -> None:
        if not self.is_running():
            return
        self._ended_by_us = True
        if self._child is not None:
            self._child.kill()
        else:
            kill_owner(self.folder)

    def _not_started(self, why: str) -> str:
        return self.tr("The trainer could not be started: {0}.").format(why)

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

    def _stop_timers(self) -> None:
        super()._stop_timers()
        self._grace.stop()


def trainer_arguments(folder: Path, data: Path, resumed: bool = False, accept_changes: bool = False) -> list[str]:
    """Say to Python how to train; -P: never import from the folder the user happens to stand in."""
    more = ["--resume"] * resumed + ["--accept-changes"] * accept_changes
    return ["-P", "-m", "trainer", "--run", str(folder), "--data", str(data), "--watch-stdin", *more]
