"""Train in a process of its own: ``python -m trainer --run FOLDER --data DATA [--json] [--watch-stdin]``.

Exit code 0: finished; 3: cancelled; 1: failed; 2: usage. SIGTERM and SIGINT (Ctrl-C) cancel, as a file ``cancel`` in
the run folder does: what was learned is kept, measured and written.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import logging
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

from core.errors import Cxr12Error, RefusedError
from trainer.events import EventWriter, Scrubber, ScrubbingFormatter, beating
from trainer.run import CANCEL, locked, read_config
from trainer.session import CancelledError, train
from trainer.sources import NamedDatasetError

log = logging.getLogger(__name__)

FINISHED, FAILED, USAGE, CANCELLED = 0, 1, 2, 3


def run(folder: Path, data: Path, *, echo: IO[str] | None = None, stop: threading.Event | None = None) -> int:
    """Train the run of ``folder`` on ``data``, to the last event; return the exit code.

    Parameters
    ----------
    echo : text stream or None
        Gets every event as well.
    stop : threading.Event or None
        Set it to cancel; a file ``cancel`` in the folder does the same.

    Raises
    ------
    RunBusyError
        If another process works on this run.
    """
    asked = stop or threading.Event()

    def stopped() -> bool:
        return asked.is_set() or (folder / CANCEL).exists()

    scrub = Scrubber()
    with locked(folder):
        handler = logging.FileHandler(folder / "log.txt", encoding="utf-8")
        handler.setFormatter(ScrubbingFormatter(scrub))
        root = logging.getLogger()
        level = root.level
        root.addHandler(handler)
        root.setLevel(logging.INFO)
        emit = EventWriter(folder, scrub, echo)
        try:
            return _to_the_end(folder, data, emit, stopped, scrub)
        finally:
            emit.close()
            root.setLevel(level)
            root.removeHandler(handler)
            handler.close()


def _to_the_end(folder: Path, data: Path, emit: EventWriter, stopped: Callable[[], bool], scrub: Scrubber) -> int:
    try:
        emit("started", epochs=read_config(folder).epochs, pid=os.getpid())
        with beating(emit):
            facts = train(folder, data, emit, stopped=stopped, scrub=scrub)
    except CancelledError:
        emit("cancelled", folder=folder.name, test=None)
        return CANCELLED
    except Exception as error:
        deliberate = isinstance(error, Cxr12Error)
        _hide_files(error, scrub)
        log.error("failed", exc_info=None if deliberate else error)
        emit("failed", reason=reason_of(error, folder))
        return FAILED
    if stopped():
        emit("cancelled", **facts)
        return CANCELLED
    emit("finished", **facts)
    return FINISHED


def _hide_files(error: BaseException | None, scrub: Scrubber) -> None:
    """Hide the files that an error and those behind it name: they may not be the dataset's known ones."""
    while error is not None:
        names = [error.filename, error.filename2] if isinstance(error, OSError) else []
        names += [error.path] if isinstance(error, RefusedError) else []
        for path in (Path(os.fsdecode(name)) for name in names if isinstance(name, str | bytes | Path)):
            scrub.hide(str(path), "a file")
            scrub.hide(path.name, "a file")
        error = error.__cause__ or error.__context__


def reason_of(error: Exception, folder: Path) -> str:
    """Say in a sentence why a run failed; names of files are left out."""
    if isinstance(error, RefusedError | NamedDatasetError):
        return error.reason
    if isinstance(error, Cxr12Error):
        return str(error)
    if isinstance(error, MemoryError) or type(error).__name__ == "ResourceExhaustedError":
        return "the computer ran out of memory: choose a smaller batch size or input size"
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        free = shutil.disk_usage(folder).free >> 20
        return f"the disk is full ({free} MB free where the run is kept): make room and start again"
    if isinstance(error, OSError):
        return f"a file could not be read or written ({error.strerror or type(error).__name__})"
    if isinstance(error, ValueError):
        return str(error)
    return f"an unexpected error ({type(error).__name__}): log.txt of the run has the details"


def _cancel_on_signals(stop: threading.Event) -> None:
    """Cancel on SIGTERM and SIGINT, instead of ending on the spot."""
    wishes = (signal.SIGTERM, signal.SIGINT)

    def cancel(*_: object) -> None:
        for wish in wishes:  # a second one inside set() would wait for ever for the lock that the first one holds
            signal.signal(wish, signal.SIG_IGN)
        stop.set()

    for wish in wishes:
        signal.signal(wish, cancel)


def _watch(descriptor: int, stop: threading.Event) -> None:
    """Wait for the end of the owner's pipe: it closes when the owner dies.

    The descriptor itself is read: a thread that waits inside ``sys.stdin.buffer`` holds that object's lock, and the
    interpreter aborts when it cannot take it at its end.
    """
    with contextlib.suppress(OSError):
        while os.read(descriptor, 1024):
            continue
    stop.set()


def _drop_unread_output() -> None:
    """Leave nothing in standard output that nobody reads: at the end, the interpreter would fail on it."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m trainer", description="Train one run.")
    parser.add_argument("--run", type=Path, required=True, help="run folder made by create_run")
    parser.add_argument("--data", type=Path, required=True, help="CSV file or folder with labelled images")
    parser.add_argument("--json", action="store_true", help="repeat every event on standard output")
    parser.add_argument("--watch-stdin", action="store_true", help="cancel when standard input closes")
    options = parser.parse_args(arguments)
    if not options.run.is_dir():
        parser.error("the run folder does not exist")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # a machine without a GPU is no error
    stop = threading.Event()
    _cancel_on_signals(stop)
    if options.watch_stdin:
        threading.Thread(target=_watch, args=(sys.stdin.fileno(), stop), daemon=True).start()
    try:
        return run(options.run, options.data, echo=sys.stdout if options.json else None, stop=stop)
    except Cxr12Error as error:
        parser.exit(FAILED, f"{error}\n")
    finally:
        if options.json:
            _drop_unread_output()


if __name__ == "__main__":
    sys.exit(main())
