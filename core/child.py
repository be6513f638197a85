"""The one room that starts child processes for native code: pixel decoders and networks.

A child is a plain ``python -m core.child SERVICE`` with pipes. Each message is two lengths, a line of JSON, and the
bytes that go with it: nothing that arrives from a child is ever unpickled. A child ends when
its standard input closes, so it cannot outlive the process that started it; a call that outlasts its time limit
ends the child, and the next call starts a fresh one. A child says when it has a request, so that one that was ended
while it was idle (by the system, or by hand) is not taken for one that the request killed.
"""

from __future__ import annotations

import contextlib
import faulthandler
import importlib
import json
import logging
import os
import select
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from typing import IO, Any

from core.errors import ChildDiedError, ChildRefusedError, ChildTimeoutError, Cxr12Error

log = logging.getLogger(__name__)

Buffer = bytes | bytearray | memoryview
Service = Callable[[dict[str, Any], bytearray], tuple[dict[str, Any], Buffer]]
"""What runs in the child: takes a request and its bytes, returns an answer and its bytes.

A :class:`~core.errors.Cxr12Error` it raises is an answer (a refusal); anything else ends the child.
"""

_GRACE_S = 5.0  # how long after the caller's limit a child that lost its caller ends itself
_LENGTHS = struct.Struct("<QQ")  # of the JSON and of the bytes
_TAKEN = b"+"  # what a child answers first: it has the whole request
_PIPE_BYTES = 1 << 20  # the system's own 64 KiB make a decoded radiograph a matter of hundreds of turns


class Child:
    """A warm, killable, optionally memory-capped process that serves one kind of request.

    Parameters
    ----------
    service : str
        ``"module:function"`` of a :data:`Service`.
    memory_bytes : int or None
        Cap on the child's address space; None leaves it unlimited.
    """

    def __init__(self, service: str, *, memory_bytes: int | None = None) -> None:
        self._service = service
        self._memory_bytes = memory_bytes
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self.starts = 0

    @property
    def pid(self) -> int | None:
        """Process id while the child lives."""
        process = self._process
        return None if process is None or process.poll() is not None else process.pid

    def warm(self) -> None:
        """Start the process now, so that the first call need not wait for it."""
        with self._lock:
            self._running()

    def call(
        self, request: Mapping[str, Any], blob: Buffer = b"", *, timeout_s: float
    ) -> tuple[dict[str, Any], bytearray]:
        """Send ``request`` (JSON) and ``blob``; wait for the answer. Safe from any thread, one call at a time.

        Raises
        ------
        ChildRefusedError
            The service refused; the message is its sentence.
        ChildDiedError
            The child ended without an answer (a native crash, the memory cap). One that had ended before it had the
            request is replaced instead, once.
        ChildTimeoutError
            No answer within ``timeout_s`` seconds; the child was ended.
        """
        with self._lock:
            was_warm = self.pid is not None
            process = self._running()
            try:
                try:
                    answer, data = _asked(process, request, blob, timeout_s)
                except _NotTakenError:
                    if not was_warm:
                        raise
                    self._end()
                    answer, data = _asked(self._running(), request, blob, timeout_s)
            except TimeoutError:
                self._end()
                raise ChildTimeoutError(f"no answer within {timeout_s:.0f} s") from None
            except (EOFError, OSError, ValueError):
                code = self._end()
                raise ChildDiedError(f"the process that was asked ended by itself (exit code {code})") from None
        if "refused" in answer:
            raise ChildRefusedError(str(answer["refused"]))
        return answer, data

    def close(self) -> None:
        """End the process, at once. A later call starts a new one."""
        with self._lock:
            self._end()

    def kill(self) -> None:
        """End the process from another thread even while a call waits for it; that call raises ChildDiedError."""
        process = self._process
        if process is not None:
            process.kill()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            # -P: never import from the folder the user happens to stand in.
            command = [sys.executable, "-P", "-m", "core.child", self._service, str(self._memory_bytes or 0)]
            self._process = subprocess.Popen(  # fixed command, no shell
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
            )
            _widen(self._process)
            self.starts += 1
        return self._process

    def _end(self) -> int | None:
        process, self._process = self._process, None
        if process is None:
            return None
        if process.poll() is None:
            process.kill()
        code = process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        return code


class _NotTakenError(EOFError):
    """The child ended before it had the whole request."""


def _asked(
    process: subprocess.Popen[bytes], request: Mapping[str, Any], blob: Buffer, timeout_s: float
) -> tuple[dict[str, Any], bytearray]:
    assert process.stdin is not None
    assert process.stdout is not None
    deadline = time.monotonic() + timeout_s
    header = {**request, "_timeout_s": timeout_s}
    feeder = threading.Thread(target=_send, args=(process.stdin, header, blob), daemon=True)
    feeder.start()
    try:
        _receive_taken(process.stdout, deadline)
        return _receive_before(process.stdout, deadline)
    except BaseException:
        process.kill()  # which breaks the feeder's pipe
        raise
    finally:
        feeder.join()  # before the pipe is closed: its number may become that of another child's


def _receive_taken(pipe: IO[bytes], deadline: float) -> None:
    try:
        _receive_into(pipe, memoryview(bytearray(len(_TAKEN))), deadline)
    except TimeoutError:
        raise
    except (EOFError, OSError, ValueError):
        raise _NotTakenError from None


def _widen(process: subprocess.Popen[bytes]) -> None:
    """Let the pipes hold more, where the system has a way to."""
    import fcntl

    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError, AttributeError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)  # type: ignore[arg-type]


def _send(pipe: IO[bytes], header: Mapping[str, Any], blob: Buffer) -> None:
    view = memoryview(blob).cast("B")
    line = json.dumps(header).encode() + b"\n"
    lengths = _LENGTHS.pack(len(line), len(view))
    with contextlib.suppress(OSError, ValueError):  # the reader notices a dead child
        for part in (memoryview(lengths + line), view):
            while part:
                part = part[pipe.write(part) :]
        pipe.flush()


def _receive_before(pipe: IO[bytes], deadline: float) -> tuple[dict[str, Any], bytearray]:
    """Read one message from an unbuffered pipe, giving up at ``deadline`` (monotonic seconds)."""
    lengths = bytearray(_LENGTHS.size)
    _receive_into(pipe, memoryview(lengths), deadline)
    line, data = (bytearray(length) for length in _LENGTHS.unpack(lengths))
    for part in (line, data):
        _receive_into(pipe, memoryview(part), deadline)
    header: dict[str, Any] = json.loads(line)
    return header, data


def _receive_into(pipe: IO[bytes], view: memoryview, deadline: float) -> None:
    """Fill ``view`` from an unbuffered pipe."""
    ready = select.poll()  # select() itself ends at the 1024th open file
    ready.register(pipe, select.POLLIN)
    while view:
        left = deadline - time.monotonic()
        if left <= 0 or not ready.poll(1000 * left):
            raise TimeoutError
        count = pipe.readinto(view)  # type: ignore[attr-defined]
        if not count:
            raise EOFError
        view = view[count:]


def _read_exactly(pipe: IO[bytes], length: int) -> bytearray:
    data = bytearray(length)
    view, filled = memoryview(data), 0
    while filled < length:
        count = pipe.readinto(view[filled:])  # type: ignore[attr-defined]
        if not count:
            raise EOFError
        filled += count
    return data


def _serve(service: Service, requests: IO[bytes], answers: IO[bytes]) -> None:
    while lengths := requests.read(_LENGTHS.size):
        line, blob = (_read_exactly(requests, length) for length in _LENGTHS.unpack(lengths))
        request = json.loads(line)
        answers.write(_TAKEN)
        answers.flush()
        # A hang in native code holds the interpreter; faulthandler's own thread can still end the process.
        faulthandler.dump_traceback_later(request.pop("_timeout_s") + _GRACE_S, exit=True)
        try:
            answer, data = service(request, blob)
        except Cxr12Error as error:
            answer, data = {"refused": str(error)}, b""
        finally:
            faulthandler.cancel_dump_traceback_later()
        _send(answers, answer, data)


def main(arguments: list[str]) -> None:
    """Run as a child: ``SERVICE MEMORY_BYTES``; answers go to the original standard output and nothing else does."""
    name, memory_bytes = arguments[0], int(arguments[1])
    if memory_bytes:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not write into the answers
    module, _, function = name.partition(":")
    service: Service = getattr(importlib.import_module(module), function)
    _serve(service, sys.stdin.buffer, answers)


if __name__ == "__main__":
    main(sys.argv[1:])
