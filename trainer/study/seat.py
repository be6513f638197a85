"""A training process on a node of a Ray cluster: its seat there, and how it is spoken to from here."""

from __future__ import annotations

import contextlib
import json
import subprocess
import threading
from collections import deque
from pathlib import Path
from typing import Any, Literal

from trainer.events import LONGEST_LINE
from trainer.study.child import LostProcessError, start

_PATIENCE_S, _MARGIN_S = 1.0, 10.0


def _place() -> str:
    """Tell, as an event, on which node this is: its address, and the beginning of its id as Ray's own tools show it."""
    import ray

    node = f"{ray.util.get_node_ip_address()} ({ray.get_runtime_context().get_node_id()[:8]})"
    return json.dumps({"event": "place", "node": node}) + "\n"


class Seat:
    """On a node: one training process, and what it has told since somebody asked last.

    When whoever asked is gone, Ray ends this, the process sees its standard input close, and pauses.
    """

    def __init__(self, run: str, data: str, resume: bool) -> None:
        self._process = start(Path(run), Path(data), resume)
        self._told = [_place()]
        self._over = False
        self._news = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        while line := self._process.stdout.readline(LONGEST_LINE):
            with self._news:
                self._told.append(line)
                self._news.notify_all()
        with self._news:
            self._over = True
            self._news.notify_all()

    def lines(self, patience_s: float) -> tuple[list[str], bool]:
        """Give the lines told since the last call, waiting for one, and whether they were the last."""
        with self._news:
            self._news.wait_for(lambda: self._told or self._over, patience_s)
            told, self._told = self._told, []
            return told, self._over

    def wait(self, patience_s: float) -> int | None:
        """Give the exit code, None if it has none after ``patience_s`` seconds."""
        try:
            return self._process.wait(patience_s)
        except subprocess.TimeoutExpired:
            return None

    def press(self, how: Literal["terminate", "kill"]) -> None:
        """End the process, gently or at once."""
        if how == "kill":
            self._process.kill()
        else:
            self._process.terminate()


class Remote:
    """A training process on a node, spoken to like one of this computer (:class:`trainer.study.child.Training`)."""

    def __init__(self, ray: Any, seat: Any) -> None:
        self._ray, self._seat = ray, seat
        self._lines: deque[str] = deque()
        self._over = self._begun = False
        self.stdout = self

    def __enter__(self) -> Remote:
        return self

    def __exit__(self, *_: object) -> None:
        self._give_up()

    def readline(self, limit: int = -1, /) -> str:
        """Give the next line; empty after the last.

        Raises
        ------
        LostProcessError
            If the node is gone.
        """
        while not self._lines and not self._over:
            try:
                told, self._over = self._ray.get(self._seat.lines.remote(_PATIENCE_S))
            except (self._ray.exceptions.RayError, OSError):
                raise LostProcessError from None
            self._begun = True
            self._lines.extend(told)
        return self._lines.popleft() if self._lines else ""

    def wait(self, timeout: float) -> int:
        """Wait like :meth:`subprocess.Popen.wait`; a node that is gone has ended it.

        What has no place on a node yet is not waited for: it is given up.
        """
        if not self._begun:
            self._give_up()
            return -1
        try:
            code: int | None = self._ray.get(self._seat.wait.remote(timeout), timeout=timeout + _MARGIN_S)
        except self._ray.exceptions.GetTimeoutError:
            code = None  # a node that is slow to answer
        except (self._ray.exceptions.RayError, OSError):
            return -1
        if code is None:
            raise subprocess.TimeoutExpired("a training process", timeout)
        return code

    def terminate(self) -> None:
        """Ask it to pause."""
        self._press("terminate")

    def kill(self) -> None:
        """End it at once; with its seat, where that does not answer."""
        self._press("kill")
        self._give_up()

    def _give_up(self) -> None:
        with contextlib.suppress(self._ray.exceptions.RayError, OSError):
            self._ray.kill(self._seat)

    def _press(self, how: str) -> None:
        with contextlib.suppress(self._ray.exceptions.RayError, OSError):
            self._seat.press.remote(how)
