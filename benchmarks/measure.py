"""How the benchmarks time things and say what they found."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

RUNS = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """One promise: ``ours`` and ``peer`` in the same unit, measured in the same run; the peer may be missing.

    Attributes
    ----------
    more_is_better : bool
        True for throughputs: the ratio is always "how many times better than the peer".
    at_most : float or None
        Gate on ``ours``, for promises in absolute numbers.
    at_least : float or None
        Gate on the ratio.
    load : float
        One-minute load average of the machine when it was measured.
    """

    promise: str
    ours: float
    unit: str
    peer: float | None = None
    peer_name: str = ""
    more_is_better: bool = False
    at_most: float | None = None
    at_least: float | None = None
    load: float = field(default_factory=lambda: os.getloadavg()[0])

    @property
    def ratio(self) -> float | None:
        """How many times better than the peer; None without one."""
        if self.peer is None:
            return None
        return self.ours / self.peer if self.more_is_better else self.peer / self.ours

    @property
    def kept(self) -> bool | None:
        """Whether the gate is passed; None without one."""
        if self.at_most is not None:
            return self.ours <= self.at_most
        if self.at_least is not None:
            return self.ratio is not None and self.ratio >= self.at_least
        return None

    def line(self) -> str:
        """One line for people."""
        parts = [f"{self.promise:<58} {self.ours:10.2f} {self.unit:<8}"]
        if self.peer is not None:
            parts.append(f"{self.ratio:7.2f} x  {self.peer_name} {self.peer:.2f} {self.unit}")
        if self.kept is not None:
            gate = f"<= {self.at_most:g} {self.unit}" if self.at_most is not None else f">= {self.at_least:g} x"
            parts.append(f"[{'kept' if self.kept else 'MISSED'}: {gate}]")
        return "  ".join(parts)


def milliseconds(work: Callable[[], object], *, repeat: int, warm: int = 3) -> float:
    """Median wall time of ``work()`` in milliseconds, after ``warm`` calls that do not count."""
    return statistics.median(_times(work, repeat, warm))


def p95_ms(work: Callable[[], object], *, repeat: int, warm: int = 3) -> float:
    """95th percentile of the wall time of ``work()`` in milliseconds: the median over three runs."""
    return statistics.median(quantile95(_times(work, repeat, warm)) for _ in range(RUNS))


def quantile95(times: list[float]) -> float:
    """95th percentile: the smallest time that 95 % of ``times`` do not exceed."""
    ordered = sorted(times)
    return ordered[-(-95 * len(ordered) // 100) - 1]


def interleaved(
    ours: Callable[[], object], peer: Callable[[], object], *, repeat: int, warm: int = 3, block: int = 1
) -> tuple[float, float]:
    """Median milliseconds of both, taken in turns so that both meet the same load on the machine.

    A turn is ``block`` calls in a row: a drag is many steps of the same kind, each with the caches of the one before.
    """
    for _ in range(warm):
        ours()
        peer()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(-(-repeat // block)):
        for work, kept in ((ours, times[0]), (peer, times[1])):
            kept.extend(_once(work) for _ in range(block))
    return statistics.median(times[0]), statistics.median(times[1])


def _times(work: Callable[[], object], repeat: int, warm: int) -> list[float]:
    for _ in range(warm):
        work()
    return [_once(work) for _ in range(repeat)]


def _once(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
