"""One study, as its own process: started, gone on with or found again, followed by its folder, paused, let go."""

from __future__ import annotations

import contextlib
import os
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from trainer.events import EVENTS
from viewer.followed_process import FollowedProcess

if TYPE_CHECKING:
    from viewer.study.listing import ListedStudy

SILENCE_MS = 60_000
"""Without an event for this long, a study is said not to respond."""

_TAIL = 1 << 16  # bytes of events that say how a study that was found again is now
_REFUSED = 1  # exit code: some runs are left or failed, which the last event says, or the study was refused


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a study is run; none of it influences a result. See :class:`trainer.study.conducting.Options`."""

    at_once: int = 1
    most_hours: float = 0.0
    timed: bool = False


class StudyProcess(FollowedProcess):
    """Runs ``cxr12 study`` on the file of a study, or follows one that is at work in its folder.

    When its standard input closes, the child lets its runs write checkpoints and ends.

    Parameters
    ----------
    study : ListedStudy
        Its file and folder.
    options : RunOptions or None
        None: the study is at work already, and only followed.

    Signals
    -------
    finished : str
        ``finished``, ``failed`` or ``paused`` as the last event says, or ``interrupted`` when there is none.
    """

    def __init__(self, study: ListedStudy, options: RunOptions | None, parent: QObject | None = None) -> None:
        self.study = study
        told = _size(study.folder / EVENTS)
        found = options is None or study.file is None
        arguments = [] if options is None or study.file is None else study_arguments(study.file, options)
        super().__init__(study.folder, arguments, max(0, told - _TAIL) if found else told, SILENCE_MS, parent)
        self.last: dict[str, Any] = {}

    @property
    def is_own(self) -> bool:
        """Started by this window, with which it pauses."""
        return bool(self._arguments)

    def pause(self) -> None:
        """Ask the study to let its runs write checkpoints, and to end."""
        self._close_input()
        if not self.is_own and self.pid:
            with contextlib.suppress(OSError):  # it ended meanwhile
                os.kill(self.pid, signal.SIGTERM)

    def _note(self, event: dict[str, Any]) -> None:
        super()._note(event)
        self.last = event

    def _not_started(self, why: str) -> str:
        return self.tr("The study could not be started: {0}.").format(why)

    def _explain(self, code: int | None) -> str:
        if code is None:
            return self.tr("The study ended without a word. Resume it; it goes on where it was.")
        if code == _REFUSED:
            return self.tr("Another program is at work on it, or its folder cannot be written: cxr12 study tells more.")
        if code < 0:
            told = self.tr("The study was ended from outside (signal {0}). Resume it; it goes on where it was.")
            return told.format(-code)
        return self.tr("The study ended early (exit code {0}). Resume it; it goes on where it was.").format(code)


def study_arguments(file: Path, options: RunOptions) -> list[str]:
    """Say to Python how to run a study; -P: never import from the folder the user happens to stand in."""
    more = ["--time"] if options.timed else []
    if options.most_hours > 0:
        more += ["--most-hours", f"{options.most_hours:g}"]
    command = ["-P", "-m", "viewer.command_line", "study", str(file), "--out", str(file.parent)]
    return [*command, "--at-once", str(options.at_once), "--json", "--watch-stdin", *more]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
