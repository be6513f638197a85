"""How the benchmarks time things and say what they found."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One promise: ``ours`` and ``peer`` in the same unit, measured in the same run; the peer may be missing.

    ``more_is_better`` is True for throughputs: the ratio is always "how many times better than the peer".
    """

    promise: str
    ours: float
    unit: str
    peer: float | None = None
    peer_name: str = ""
    more_is_better: bool = False

    @property
    def ratio(self) -> float | None:
        """How many times better than the peer; None without one."""
        if self.peer is None:
            return None
        return self.ours / self.peer if self.more_is_better else self.peer / self.ours

    def line(self) -> str:
        """One line for people."""
        text = f"{self.promise:<58} {self.ours:10.2f} {self.unit}"
        if self.peer is None:
            return text
        return f"{text:<84} {self.ratio:7.2f} x  {self.peer_name} {self.peer:.2f} {self.unit}"


def milliseconds(work: Callable[[], object], *, repeat: int, warm: int = 3) -> float:
    """Median wall time of ``work()`` in milliseconds, after ``warm`` calls that do not count."""
    for _ in range(warm):
        work()
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def interleaved(
    ours: Callable[[], object], peer: Callable[[], object], *, repeat: int, warm: int = 3
) -> tuple[float, float]:
    """Median milliseconds of both, taken in turns so that both meet the same load on the machine."""
    for _ in range(warm):
        ours()
        peer()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(repeat):
        for work, kept in ((ours, times[0]), (peer, times[1])):
            start = time.perf_counter()
            work()
            kept.append((time.perf_counter() - start) * 1000)
    return statistics.median(times[0]), statistics.median(times[1])
