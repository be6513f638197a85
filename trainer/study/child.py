"""One cell of a study, trained by a process of its own: ``python -m trainer``."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from trainer.events import Lines, events_from
from trainer.run import request_pause

Tell = Callable[[dict[str, Any]], None]
Start = Callable[[Path, Path, bool], "Training"]
"""``start(run folder, data, whether to resume)`` starts a process that trains and tells events on standard output."""

_TO_PAUSE_S, _TO_END_S = 60.0, 10.0


def start(run: Path, data: Path, resume: bool) -> subprocess.Popen[str]:
    """Start the training process of a run folder; it ends by itself, resumable, when this process dies."""
    return _started(run, data, *(["--resume"] if resume else []))


def start_timing(run: Path, data: Path, resume: bool) -> subprocess.Popen[str]:
    """Start one that ends ``cancelled`` after its last epoch, judged on nothing: it opens no sealed test part."""
    return _started(run, data, "--only-time", *(["--resume"] if resume else []))


def _started(run: Path, data: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-P", "-m", "trainer", "--run", str(run), "--data", str(data), "--json", "--watch-stdin"]
    return subprocess.Popen(
        [*command, *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # what goes wrong is an event, with more in log.txt; the rest is library chatter
        text=True,
        encoding="utf-8",
        errors="replace",
        env={"TF_CPP_MIN_LOG_LEVEL": "3", **os.environ},
        start_new_session=True,  # Ctrl-C is for the study, which then asks its runs to pause
    )


class Training(Protocol):
    """A training process, of this computer or of another; what :class:`subprocess.Popen` has of it."""

    @property
    def stdout(self) -> Lines | None:
        """What it tells."""
        ...

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...
    def wait(self, timeout: float) -> int:
        """Wait for its end, or raise :class:`subprocess.TimeoutExpired`."""
        ...

    def terminate(self) -> None:
        """Ask it to end."""
        ...

    def kill(self) -> None:
        """End it."""
        ...


class LostProcessError(Exception):
    """The computer that a training process was on is gone."""


class CellProcess:
    """The training process of one cell while it works.

    Parameters
    ----------
    run, data : Path
        Run folder and dataset.
    resume : bool
        Go on from its checkpoint.

    Attributes
    ----------
    lost : bool
        Its computer went away while it worked.
    """

    def __init__(self, run: Path, data: Path, resume: bool, begin: Start) -> None:
        self.run = run
        self.lost = False
        self._process = begin(run, data, resume)

    def follow(self, tell: Tell) -> None:
        """Pass on what it tells, until it has ended."""
        assert self._process.stdout is not None
        with self._process:
            try:
                for event in events_from(self._process.stdout):
                    tell(event)
            except LostProcessError:
                self.lost = True

    def pause(self) -> None:
        """Ask it to end so that it can be resumed."""
        with contextlib.suppress(OSError):  # a full disk: a signal does the same
            request_pause(self.run)
            return
        self._process.terminate()

    def end(self) -> None:
        """Wait for its end, and press harder when it does not come: what its last checkpoint holds is kept."""
        for press, patience in ((self._process.terminate, _TO_PAUSE_S), (self._process.kill, _TO_END_S)):
            try:
                self._process.wait(patience)
            except subprocess.TimeoutExpired:
                press()
            else:
                return
