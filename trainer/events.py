"""What a training process tells while it works: one JSON object per line, in ``events.jsonl``.

Every event has ``event`` (its kind), ``number`` (0, 1, 2, ... in the order of happening) and ``time`` (UTC). The kinds:

========== ====================================================================================================
started    ``epochs``, ``pid``
resumed    ``epoch``: how many whole epochs were done, ``step``: batches of the next one
changed    ``differences``: what is not as it was when the run was interrupted, in a sentence each
note       ``text``: a sentence worth knowing about the data or the run
dataset    ``images``, ``patients``, ``classes`` (name -> images), ``fingerprint``
split      ``parts`` (train, validation, test -> ``images``, ``patients``), ``test_fingerprint``
progress   ``stage`` (``dataset``, ``images``, ``train``, ``evaluate``), ``done``, ``total``, ``seconds_left``
           (null at first); while training also ``epoch``, ``loss``, ``accuracy``
epoch      ``epoch`` (from 1), ``epochs``, ``loss``, ``accuracy``, ``val_loss``, ``val_accuracy``, ``val_macro_auc``,
           ``best`` (this epoch's network was kept), ``seconds``, ``seconds_left``, ``learning_rate``
heartbeat  nothing more: the process lives, though it had nothing else to tell for 10 s
finished   ``folder`` (its name), ``test``: the figures of ``metrics.json``
cancelled  as ``finished`` when an epoch was complete; otherwise ``test`` is null
failed     ``reason``: a sentence; the traceback is in ``log.txt``
paused     ``reason``: a sentence; the run can be resumed, and its events then go on in the same file
========== ====================================================================================================

The last event of a process is exactly one of the last four. Where a run was resumed, an epoch may have been told twice:
the later one counts. Readers pass over kinds they do not know.
"""

from __future__ import annotations

import contextlib
import errno
import json
import logging
import math
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Protocol

log = logging.getLogger(__name__)

Emit = Callable[..., None]
"""``emit(kind, **facts)`` tells one event."""

EVENTS = "events.jsonl"
LAST = ("finished", "cancelled", "failed", "paused")
HEARTBEAT = "heartbeat"
HEARTBEAT_S = 10.0
"""While a run works, an event comes at least this often."""

_SENTENCES = ("text", "reason")
_KEPT = ("epoch", *LAST)
"""Events that a power cut must not take back."""

_RESERVE = "reserve"
_RESERVE_BYTES = 1 << 14
"""Disk space held for the last words of a run whose disk is full."""

_SHORTEST_SECRET = 5
LONGEST_LINE = 1 << 20
"""No event is as long."""

_LONGEST_RECORD = 1 << 14  # characters of one log record, traceback included


class Scrubber:
    """Removes what may tell a patient's name (paths and file names of images) from sentences about to be written."""

    def __init__(self) -> None:
        self._secrets: dict[str, str] = {}

    def hide(self, secret: str, public: str) -> None:
        """Replace one text by another from now on; too short a text would be found inside any sentence."""
        if len(secret) >= _SHORTEST_SECRET:
            self._secrets[secret] = public

    def __call__(self, text: str) -> str:
        """Return ``text`` without anything hidden; the longest texts go first, so that a path goes as a whole."""
        found = sorted((secret for secret in self._secrets if secret in text), key=len, reverse=True)
        if not found:
            return text
        return re.sub("|".join(map(re.escape, found)), lambda match: self._secrets[match.group()], text)


class EventWriter:
    """Appends events to ``events.jsonl`` of a run folder and, where asked, to a stream; safe from any thread.

    An event is there whole or not at all, also when the disk is full. What an earlier process of the run told stays,
    and its numbers go on.

    Parameters
    ----------
    folder : Path
        The run folder.
    scrub : Scrubber
        Applied to every sentence before it is written.
    echo : text stream or None
        Gets the same events, until it breaks: a reader that went away is no reason to lose the run.
    """

    def __init__(self, folder: Path, scrub: Scrubber, echo: IO[str] | None = None) -> None:
        self._number = _mended(folder / EVENTS)
        self._file = (folder / EVENTS).open("ab", buffering=0)
        self._reserve = folder / _RESERVE
        with contextlib.suppress(OSError):
            self._reserve.write_bytes(b"\n" * _RESERVE_BYTES)
        self._scrub = scrub
        self._echo = echo
        self._lock = threading.Lock()
        self._told = time.monotonic()

    def __call__(self, kind: str, **facts: Any) -> None:
        """Write one event; numbers that are not finite become null.

        Raises
        ------
        OSError
            If the disk does not take it; whoever follows the stream has been told all the same.
        """
        facts = {name: self._scrub(value) if name in _SENTENCES else value for name, value in facts.items()}
        with self._lock:
            now = datetime.now(UTC).isoformat(timespec="milliseconds")
            event = {"event": kind, "number": self._number, "time": now} | facts
            event = _finite(event)
            line = json.dumps(event, allow_nan=False, ensure_ascii=False)
            self._number += 1
            self._told = time.monotonic()
            self._repeat(json.dumps(event, allow_nan=False))  # in ASCII: a pipe need not be UTF-8
            self._append(f"{line}\n".encode(), keep=kind in _KEPT)

    def last_word(self, kind: str, **facts: Any) -> bool:
        """Write the last event, on the space reserved for it if need be; tell whether it could be written."""
        with contextlib.suppress(OSError):
            self._reserve.unlink(missing_ok=True)
        try:
            self(kind, **facts)
        except OSError as error:
            log.warning("the last event could not be written: %s", error.strerror)
            return False
        return True

    def _append(self, line: bytes, *, keep: bool) -> None:
        before = os.fstat(self._file.fileno()).st_size
        try:
            if self._file.write(line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            if keep:
                os.fsync(self._file.fileno())
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(self._file.fileno(), before)  # half a line would take the next one with it
            raise

    def _repeat(self, line: str) -> None:
        if self._echo is not None:
            try:
                self._echo.write(f"{line}\n")
                self._echo.flush()
            except OSError:
                self._echo = None
                log.info("nobody reads the repeated events any more")

    @property
    def silent_s(self) -> float:
        """Seconds since the last event."""
        return time.monotonic() - self._told

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        with contextlib.suppress(OSError):
            self._reserve.unlink(missing_ok=True)


def event_of(line: str | bytes) -> dict[str, Any] | None:
    """Return the event that a line tells, None for anything else: a library's own words, half a line."""
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) and isinstance(event.get("event"), str) else None


class Lines(Protocol):
    """What a process tells, line by line."""

    def readline(self, limit: int = -1, /) -> str:
        """Give the next line with its end, empty after the last."""
        ...


def events_from(stream: Lines) -> Iterator[dict[str, Any]]:
    """Read a process' output to its end and give the events in it; what floods in between is dropped as it comes."""
    while line := stream.readline(LONGEST_LINE):
        event = event_of(line)
        if event is not None:
            yield event


def _mended(path: Path) -> int:
    """Cut off the line that a process was killed in, and return the number of the next event."""
    try:
        with path.open("rb+") as file:
            told = file.read()
            whole = told[: told.rfind(b"\n") + 1]
            if len(whole) != len(told):
                file.truncate(len(whole))
    except FileNotFoundError:
        return 0
    for line in reversed(whole.splitlines()):
        with contextlib.suppress(ValueError, TypeError, LookupError, OverflowError, RecursionError):
            return int(json.loads(line)["number"]) + 1
    return 0


@contextlib.contextmanager
def beating(emit: EventWriter) -> Iterator[None]:
    """Tell a ``heartbeat`` whenever nothing else was told for :data:`HEARTBEAT_S`, until the block is left."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(max(0.0, HEARTBEAT_S - emit.silent_s)):
            if emit.silent_s >= HEARTBEAT_S:
                try:
                    emit(HEARTBEAT)
                except OSError:  # a full disk: the work itself will meet it and say so
                    return

    heart = threading.Thread(target=beat, name=HEARTBEAT, daemon=True)
    heart.start()
    try:
        yield
    finally:
        over.set()
        heart.join()


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


class Progress:
    """Tells ``progress`` events of one stage: the first, the last, and at most two a second between."""

    def __init__(self, emit: Emit, stage: str, *, every_s: float = 0.5) -> None:
        self._emit, self._stage, self._every_s = emit, stage, every_s
        self._first: tuple[float, int] | None = None
        self._last = -math.inf

    def __call__(self, done: int, total: int, **facts: Any) -> None:
        """Tell that ``done`` of ``total`` are done; the time left goes by the pace since the first call."""
        now = time.monotonic()
        if done < total and now - self._last < self._every_s:
            return
        self._last = now
        begun, done_then = self._first = self._first or (now, done)
        left = round((now - begun) / (done - done_then) * (total - done), 1) if done > done_then else None
        self._emit("progress", stage=self._stage, done=done, total=total, seconds_left=left, **facts)


class ScrubbingFormatter(logging.Formatter):
    """A log format whose records have been through a :class:`Scrubber`, tracebacks included; long ones are cut."""

    def __init__(self, scrub: Scrubber) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._scrub = scrub

    def format(self, record: logging.LogRecord) -> str:
        """Format as usual, scrub, and leave the middle of what is too long out: both ends say what it is."""
        text = self._scrub(super().format(record))
        if len(text) <= _LONGEST_RECORD:
            return text
        half = _LONGEST_RECORD // 2
        return f"{text[:half]}\n[{len(text) - 2 * half} characters left out]\n{text[-half:]}"
