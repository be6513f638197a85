"""One shard of the cache, a file that is whole or not there.

It is a NumPy array of images, followed by JSON that says which of them could not be read, by their place in the shard,
and whether that will stay so.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from trainer.cache.failure import Failure
from trainer.cache.images import HEADER_BYTES

log = logging.getLogger(__name__)

DRAFT = ".draft"
Shape = tuple[int, int, int, int]
Lost = tuple[tuple[int, str], ...]  # place in the shard, reason
Make = Callable[[int], NDArray[np.float32] | Failure]


@dataclass(slots=True)
class Draft:
    """A shard in the making.

    Attributes
    ----------
    path : Path
        Where the whole shard will be.
    first : int
        Number of its first row.
    shape : tuple of int
        (images, height, width, 1).
    failures : dict of int to Failure
        Why there is no image, by place in the shard.
    """

    path: Path
    first: int
    shape: Shape
    failures: dict[int, Failure] = field(default_factory=dict)
    draft: Path = field(init=False)

    def __post_init__(self) -> None:
        self.draft = self.path.with_name(f"{self.path.stem}.{secrets.token_hex(4)}{DRAFT}")

    def write(self, make: Make, told: Callable[[], None]) -> None:
        """Make all images, in the order of their rows; black where one fails.

        Parameters
        ----------
        make : callable
            Takes the number of a row.
        told : callable
            Called after each image; may raise to stop.
        """
        with self.draft.open("xb") as file:
            _write_header(file, self.shape)
            for place in range(self.shape[0]):
                made = make(self.first + place)
                if isinstance(made, Failure):
                    self.failures[place] = made
                    made = np.zeros(self.shape[1:], np.float32)
                file.write(np.ascontiguousarray(made, np.float32).data.cast("B"))
                told()

    @property
    def passing(self) -> tuple[int, ...]:
        """Places whose failure may have passed."""
        return tuple(place for place, failure in self.failures.items() if failure.passing)

    def write_again(self, place: int, make: Make) -> Failure | None:
        """Make one image again; return why it failed again, if it did."""
        made = make(self.first + place)
        if isinstance(made, Failure):
            self.failures[place] = made
            return made
        del self.failures[place]
        with self.draft.open("r+b") as file:
            file.seek(HEADER_BYTES + place * made.nbytes)
            file.write(np.ascontiguousarray(made, np.float32).data.cast("B"))
        return None

    def seal(self) -> Lost:
        """Put the shard in its place, on the disk for good; return which images it lacks."""
        lost = tuple((place, failure.reason) for place, failure in sorted(self.failures.items()))
        with self.draft.open("ab") as file:
            file.write(json.dumps({"unreadable": lost, "lasting": not self.passing}).encode())
            file.flush()
            os.fsync(file.fileno())
        self.draft.replace(self.path)
        return lost

    def discard(self) -> None:
        """Remove what was made, unless it was sealed."""
        self.draft.unlink(missing_ok=True)


def known(path: Path, shape: Shape, *, again: bool) -> Lost | None:
    """Which images a shard of an earlier time lacks, if it is whole and need not be made again; else None."""
    if not path.exists():
        return None
    try:
        images = npy.open_memmap(path, mode="r")
        if images.shape != shape or images.dtype != np.float32 or images.offset != HEADER_BYTES:
            raise ValueError("another array than expected")
        with path.open("rb") as file:
            file.seek(HEADER_BYTES + images.nbytes)
            said = json.loads(file.read())
        lost = tuple((range(shape[0])[place], str(reason)) for place, reason in said["unreadable"])
        lasting = bool(said["lasting"])
    except (OSError, EOFError, ValueError, TypeError, LookupError):
        log.warning("a damaged part of the cache is made again")
        return None
    return None if lost and (again or not lasting) else lost


def _write_header(file: BinaryIO, shape: Shape) -> None:
    facts = {"descr": "<f4", "fortran_order": False, "shape": shape}
    npy.write_array_header_1_0(file, facts)
    assert file.tell() == HEADER_BYTES  # 64 bytes of it are spare: no shape of numbers within reason is longer
