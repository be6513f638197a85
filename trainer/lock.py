"""Who works on a run folder: one process, which holds the file ``lock`` and is named in it.

The system lets go of a lock when its process ends, however it ends. Where a disk knows no locks (some network drives),
the name decides: process id, when that process began, and the boot of the machine, so that neither a crash nor a
restart, after which another process has the number, leaves a folder locked for ever.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from core import records
from core.errors import Cxr12Error

LOCK = "lock"
_TRIES, _PAUSE_S = 10, 0.1
_HIGHEST_PID = 2**31 - 1
_START_FIELD = 19  # of /proc/PID/stat behind the name of the program, which may hold blanks: proc(5), field 22


class RunBusyError(Cxr12Error):
    """Another process works on the run folder."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The process that holds a run folder.

    Attributes
    ----------
    pid : int
        Process id.
    begun : str
        When it began, as the system counts it; empty where that is not known.
    boot : str
        Which start of the machine that was; empty where that is not known.
    """

    pid: int
    begun: str
    boot: str


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the run folder for this process.

    It is asked for again for a second, because whoever looks whether the run is running holds it for a moment.

    Raises
    ------
    RunBusyError
        If another process holds it.
    OSError
        If the folder cannot be written.
    """
    with (folder / LOCK).open("ab+") as file:
        for left in reversed(range(_TRIES)):
            if _taken(file):
                break
            if not left:
                raise RunBusyError("another process is already working on this run")
            time.sleep(_PAUSE_S)
        with contextlib.suppress(OSError):  # a full disk: the lock itself holds without the name
            file.truncate(0)
            file.write(json.dumps(records.to_plain(this_process())).encode() + b"\n")
            file.flush()
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                file.truncate(0)


def is_running(folder: Path) -> bool:
    """Tell whether a process holds the run folder."""
    try:
        with (folder / LOCK).open("rb+") as file:
            return not _taken(file, shared=True)
    except OSError:
        return False


def owner(folder: Path) -> Owner | None:
    """Return the process that works on the run folder, if one that is alive says so."""
    try:
        with (folder / LOCK).open("rb") as file:
            named = _named(file)
    except OSError:
        return None
    return named if named is not None and is_alive(named) else None


def kill_owner(folder: Path) -> bool:
    """End the process that works on the run folder, at once; tell whether there was one."""
    found = owner(folder)
    if found is None or found.pid == os.getpid():
        return False
    with contextlib.suppress(ProcessLookupError):
        os.kill(found.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    return True


def this_process() -> Owner:
    """Name this process."""
    return Owner(os.getpid(), _begun(os.getpid()), _boot())


def is_alive(named: Owner) -> bool:
    """Tell whether that very process still lives: same boot, same number and same beginning."""
    if named.boot != _boot() or not 0 < named.pid <= _HIGHEST_PID:  # 0 and below stand for many processes
        return False
    try:
        os.kill(named.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return named.begun == _begun(named.pid)


def _named(file: IO[bytes]) -> Owner | None:
    try:
        return records.from_plain(Owner, records.parse(file.read(1 << 12)))
    except ValueError:
        return None


def _taken(file: IO[bytes], *, shared: bool = False) -> bool:
    """Take the lock if nobody has it; by its name, where the disk knows no locks."""
    try:
        _lock(file.fileno(), shared)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        file.seek(0)
        named = _named(file)
        return named is None or not is_alive(named)
    return True


def _begun(pid: int) -> str:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        return stat.rpartition(")")[2].split()[_START_FIELD]
    except (OSError, IndexError):
        return ""


def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int, shared: bool) -> None:  # Windows has no shared one
        os.lseek(descriptor, 1 << 16, os.SEEK_SET)  # beyond the name, which must stay readable
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int, shared: bool) -> None:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
