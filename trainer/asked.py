"""What is asked of a training under way: to stop and keep, to pause, or to go on without its window."""

from __future__ import annotations

import contextlib
import ctypes
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from trainer.run import BACKGROUND, CANCEL, PAUSE

log = logging.getLogger(__name__)

LEAVING_S = 8.0
"""How long a training whose owner has died may take to write a checkpoint; then it ends with the last one it has."""

_PR_SET_PDEATHSIG = 1


class Asked:
    """Gathers what signals, the files of the run folder and the end of the owner ask for.

    SIGINT (Ctrl-C) and a file ``cancel`` mean stop and keep. SIGTERM (the system shuts down) and a file ``pause`` mean
    pause; so does the death of the owner, unless a file ``background`` says to go on without it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stop = threading.Event()
        self._pause = threading.Event()

    def stopped(self) -> bool:
        """Tell whether to stop, keeping, measuring and writing what was learned."""
        return self._stop.is_set() or (self._folder / CANCEL).exists()

    def paused(self) -> bool:
        """Tell whether to end now, with a checkpoint to go on from."""
        return self._pause.is_set() or (self._folder / PAUSE).exists()

    def stop(self) -> None:
        """Ask to stop."""
        self._stop.set()

    def obeyed_pause(self) -> None:
        """Take the file away that asked for a pause, so that the run can be resumed."""
        with contextlib.suppress(OSError):
            (self._folder / PAUSE).unlink(missing_ok=True)

    def listen_to_signals(self) -> None:
        """Take SIGINT and SIGTERM as wishes, instead of ending on the spot."""
        for number, wish in ((signal.SIGINT, self._stop), (signal.SIGTERM, self._pause)):
            signal.signal(number, _setter(number, wish))

    def watch_owner(self, descriptor: int, end: Callable[[], None]) -> None:
        """Notice the end of the process that started this one: its pipe closes, and on Linux a signal comes.

        The process gets a session of its own, so that it can outlive the terminal of its owner.

        Parameters
        ----------
        descriptor : int
            The end to read of the owner's pipe.
        end : callable
            Called :data:`LEAVING_S` after the owner's death: is to end the process.
        """
        died = threading.Event()
        if hasattr(os, "setsid"):
            with contextlib.suppress(PermissionError):  # it has one
                os.setsid()
        _ask_for_death_signal(died)
        threading.Thread(target=_read_to_the_end, args=(descriptor, died), name="owner", daemon=True).start()
        threading.Thread(target=self._leave, args=(died, end), name="leaving", daemon=True).start()

    def _leave(self, died: threading.Event, end: Callable[[], None]) -> None:
        died.wait()
        if (self._folder / BACKGROUND).exists():
            log.info("the window is gone; the training goes on")
            return
        self._pause.set()
        time.sleep(LEAVING_S)
        end()


def _setter(number: int, wish: threading.Event) -> Callable[..., None]:
    def noted(*_: object) -> None:
        signal.signal(number, signal.SIG_IGN)  # a second one inside set() would wait for ever for the first one's lock
        wish.set()

    return noted


def _ask_for_death_signal(died: threading.Event) -> None:
    """Let Linux tell of the owner's death too: another child of the owner may have inherited the pipe."""
    if not sys.platform.startswith("linux"):
        return
    owner = os.getppid()

    def noted(*_: object) -> None:
        if os.getppid() != owner:  # it also comes when only the thread ended that started this process
            died.set()

    signal.signal(signal.SIGHUP, noted)
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGHUP)


def _read_to_the_end(descriptor: int, died: threading.Event) -> None:
    """Wait for the end of the owner's pipe.

    The descriptor itself is read: a thread that waits inside ``sys.stdin.buffer`` holds that object's lock, and the
    interpreter aborts when it cannot take it at its end.
    """
    with contextlib.suppress(OSError):
        while os.read(descriptor, 1024):
            continue
    died.set()
