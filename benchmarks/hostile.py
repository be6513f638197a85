"""Model files made to harm: how long the slowest takes to be refused, and the memory of what looks at it."""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.hostile_files import make_all
from benchmarks.measure import Figure
from core.errors import ModelRefusedError
from core.models.importing import examine


def figures() -> Iterator[Figure]:
    """Have every kind refused, each by a process of its own, whose start counts; fails if one is not."""
    slowest = 0.0
    with tempfile.TemporaryDirectory() as made:
        canary = Path(made) / "canary"
        files = make_all(Path(made), canary)
        for name, path in files.items():
            began = time.perf_counter()
            try:
                examine(path)
            except ModelRefusedError:
                slowest = max(slowest, time.perf_counter() - began)
            else:
                raise AssertionError(f"{name} was not refused")
            if canary.exists() or list(path.parent.iterdir()) != [path]:
                raise AssertionError(f"{name} did something")
    yield Figure(f"hostile models, {len(files)} kinds, the slowest refused", slowest, "s", at_most=5.0)
    yield Figure("hostile models, the largest process that looked", largest_child_mb(), "MB", at_most=512.0)


def largest_child_mb() -> float:
    """Largest resident memory of any process that this one has started and seen end, in MB.

    It is all of that process, Python and h5py with it, not only what the file added; and it is at least what this
    process had when it started that one.
    """
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
