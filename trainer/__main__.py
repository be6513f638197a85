"""Train in a process of its own: ``python -m trainer --run FOLDER --data DATA [--resume] [--json] [--watch-stdin]``.

Exit code 0: finished; 3: cancelled; 4: paused; 1: failed; 2: usage. SIGINT (Ctrl-C) cancels, as a file ``cancel`` in
the run folder does: what was learned is kept, measured and written. SIGTERM pauses, as a file ``pause`` and the death
of the owner do: a checkpoint is written, from which ``--resume`` goes on. So does a disk that takes no more.
"""

from __future__ import annotations

import argparse
import errno
import logging
import os
import shutil
import sys
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO, Any

from core.errors import Cxr12Error, RefusedError
from trainer import checkpoint
from trainer.asked import Asked
from trainer.checkpoint import CheckpointError
from trainer.events import EventWriter, Scrubber, ScrubbingFormatter, beating
from trainer.lock import locked
from trainer.run import read_config
from trainer.session import CancelledError, PausedError, train
from trainer.sources import NamedDatasetError

log = logging.getLogger(__name__)

FINISHED, FAILED, USAGE, CANCELLED, PAUSED = 0, 1, 2, 3, 4
_LOG_BYTES = 20 << 20  # and as much again in log.txt.1, the part before
_FULL = (errno.ENOSPC, errno.EDQUOT)
_STORAGE = (*_FULL, errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENXIO, errno.ESTALE)
"""What a disk says that may be well again later."""


def run(
    folder: Path,
    data: Path,
    *,
    echo: IO[str] | None = None,
    asked: Asked | None = None,
    resumed: bool = False,
    accept_changes: bool = False,
    only_timed: bool = False,
) -> int:
    """Train the run of ``folder`` on ``data``, to the last event; return the exit code.

    Parameters
    ----------
    echo : text stream or None
        Gets every event as well.
    asked : Asked or None
        What is asked of the training meanwhile; if absent, what the files of the folder ask for.
    resumed, accept_changes, only_timed : bool
        See :func:`trainer.session.train`.

    Raises
    ------
    RunBusyError
        If another process works on this run.
    CheckpointError
        If the run has a checkpoint and is not to be resumed.
    """
    if checkpoint.has_checkpoint(folder) and not resumed:
        raise CheckpointError("the run has a checkpoint: resume it (--resume), or start a new run")
    asked = asked or Asked(folder)
    scrub = Scrubber()
    with locked(folder):
        checkpoint.remove_drafts(folder)
        handler = RotatingFileHandler(folder / "log.txt", maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8")
        handler.setFormatter(ScrubbingFormatter(scrub))
        root = logging.getLogger()
        level = root.level
        root.addHandler(handler)
        root.setLevel(logging.INFO)
        emit = EventWriter(folder, scrub, echo)

        def work() -> dict[str, Any]:
            return train(
                folder,
                data,
                emit,
                stopped=asked.stopped,
                paused=asked.paused,
                scrub=scrub,
                resumed=resumed,
                accept_changes=accept_changes,
                only_timed=only_timed,
            )

        try:
            return _to_the_end(folder, work, emit, asked, scrub)
        finally:
            emit.close()
            root.setLevel(level)
            root.removeHandler(handler)
            handler.close()


def _to_the_end(
    folder: Path, work: Callable[[], dict[str, Any]], emit: EventWriter, asked: Asked, scrub: Scrubber
) -> int:
    try:
        emit("started", epochs=read_config(folder).epochs, pid=os.getpid())
        with beating(emit):
            facts = work()
        emit("cancelled" if asked.stopped() else "finished", **facts)
    except CancelledError:
        emit.last_word("cancelled", folder=folder.name, test=None)
        checkpoint.remove(folder)
        return CANCELLED
    except PausedError as pause:
        emit.last_word("paused", reason=str(pause))
        asked.obeyed_pause()
        return PAUSED
    except Exception as error:
        deliberate = isinstance(error, Cxr12Error)
        _hide_files(error, scrub)
        log.error("failed", exc_info=None if deliberate else error)
        later = None if deliberate else _storage_error(error)
        if later is not None:
            emit.last_word("paused", reason=storage_sentence(later.errno, folder))
            return PAUSED
        emit.last_word("failed", reason=reason_of(error, folder))
        return FAILED
    checkpoint.remove(folder)
    return CANCELLED if asked.stopped() else FINISHED


def _storage_error(error: BaseException | None) -> OSError | None:
    """Find what the disk said in an error or in those behind it: archives and HDF5 wrap it."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in _STORAGE:
            return error
        error = error.__cause__ or error.__context__
    return None


def storage_sentence(number: int | None, folder: Path) -> str:
    """Say that a run is paused because its disk takes no more, with the space that is free."""
    try:
        free = f"{shutil.disk_usage(folder).free >> 20} MB free where the run is kept"
    except OSError:
        free = "the disk does not answer"
    failed = f"a file could not be read or written: {os.strerror(number or errno.EIO)}"
    why = "the disk is full" if number in _FULL else failed
    return f"paused, because {why} ({free}); the last checkpoint is kept: see to the disk, and resume the run"


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
    if _out_of_memory(error):
        return "the computer ran out of memory: choose a smaller batch size or input size"
    if isinstance(error, OSError):
        return f"a file could not be read or written ({error.strerror or type(error).__name__})"
    if isinstance(error, ValueError):
        return str(error)
    return f"an unexpected error ({type(error).__name__}): log.txt of the run has the details"


def _out_of_memory(error: Exception) -> bool:
    """Tell whether memory, of the computer or of the GPU, was short; TensorFlow and JAX each say it in their way."""
    exhausted = type(error).__name__ == "ResourceExhaustedError" or "RESOURCE_EXHAUSTED" in str(error)
    return isinstance(error, MemoryError) or exhausted


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
    parser.add_argument("--watch-stdin", action="store_true", help="pause when standard input closes")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint of the run, if it has one")
    parser.add_argument(
        "--accept-changes", action="store_true", help="resume although data, settings or versions changed"
    )
    parser.add_argument(
        "--only-time", action="store_true", help="end cancelled after the last epoch, judged on nothing"
    )
    options = parser.parse_args(arguments)
    if not options.run.is_dir():
        parser.error("the run folder does not exist")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # a machine without a GPU is no error
    asked = Asked(options.run)
    asked.listen_to_signals()
    if options.watch_stdin:
        asked.watch_owner(sys.stdin.fileno(), lambda: os._exit(PAUSED))
    try:
        return run(
            options.run,
            options.data,
            echo=sys.stdout if options.json else None,
            asked=asked,
            resumed=options.resume,
            accept_changes=options.accept_changes,
            only_timed=options.only_time,
        )
    except Cxr12Error as error:
        parser.exit(FAILED, f"{error}\n")
    except OSError as error:  # the run folder takes not even the first line of its log
        parser.exit(PAUSED, f"{storage_sentence(error.errno, options.run)}\n")
    finally:
        if options.json:
            _drop_unread_output()


if __name__ == "__main__":
    sys.exit(main())
