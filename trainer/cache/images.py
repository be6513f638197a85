"""Images of a dataset as training asks for them: by row numbers, from memory or from the shards of the cache."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

HEADER_BYTES = 128
"""Of a shard: what NumPy's header of a four-dimensional array comes to, padding included."""

_SHARD_BYTES = 64 << 20
_MOST_PER_SHARD = 256
_FEWEST_SHARDS = 32


class Images(Protocol):
    """Network input of many images, float32; an array of NumPy is one.

    Attributes
    ----------
    shape : tuple of int
        (images, height, width, 1).
    """

    @property
    def shape(self) -> tuple[int, ...]: ...  # noqa: D102

    def __len__(self) -> int: ...

    def __getitem__(self, rows: Any, /) -> Any: ...


def per_shard(count: int, image_bytes: int) -> int:
    """Images of each shard but the last: few enough that a shard is soon made, and that all cores have some to make."""
    return max(1, min(_SHARD_BYTES // image_bytes, _MOST_PER_SHARD, -(-count // _FEWEST_SHARDS)))


def shard_path(folder: Path, number: int) -> Path:
    """Where shard ``number``, counted from 0, lies."""
    return folder / f"{number:05d}.npy"


@dataclass(frozen=True, slots=True, eq=False)
class ShardedImages:
    """Images in shards on the disk; nothing of them is in memory but what was asked for.

    A shard is mapped while images are copied out of it, and no longer: mapped pages count as memory of the process, so
    that shuffled epochs over mappings that stay would come to hold the whole dataset.

    Attributes
    ----------
    folder : Path
        Of the shards.
    shape : tuple of int
        (images, height, width, 1).
    each : int
        Images of each shard but the last.
    stored : int
        Images in all shards together.
    chosen : ndarray of int, shape (images,), or None
        Which of the stored images these are; None: all, in their order.
    """

    folder: Path
    shape: tuple[int, int, int, int]
    each: int
    stored: int
    chosen: NDArray[np.intp] | None = field(default=None, repr=False)

    @property
    def dtype(self) -> np.dtype[np.float32]:
        """float32, as NumPy's arrays say it."""
        return np.dtype(np.float32)

    def __len__(self) -> int:
        return self.shape[0]

    def only(self, rows: NDArray[np.intp]) -> ShardedImages:
        """Leave all but ``rows`` out, without reading any."""
        chosen = np.asarray(rows) if self.chosen is None else self.chosen[rows]
        return replace(self, shape=(len(chosen), *self.shape[1:]), chosen=chosen)

    def __getitem__(self, rows: Any, /) -> NDArray[np.float32]:
        """Read images into memory: one by its number, or those of a slice, of an array of numbers or of a mask.

        Raises
        ------
        IndexError
            If there is no such image.
        OSError
            If a shard cannot be read.
        """
        numbers = np.arange(len(self), dtype=np.intp)[rows]
        if self.chosen is not None:
            numbers = self.chosen[numbers]
        read = np.empty((numbers.size, *self.shape[1:]), dtype=np.float32)
        shards, places = np.divmod(numbers.reshape(-1), self.each)
        for shard in np.unique(shards):
            its = np.flatnonzero(shards == shard)
            mapped = self._mapped(int(shard))
            for place in its:
                read[place] = mapped[places[place]]
        return read.reshape(*numbers.shape, *self.shape[1:])

    def _mapped(self, shard: int) -> NDArray[np.float32]:
        count = min(self.each, self.stored - shard * self.each)
        path = shard_path(self.folder, shard)
        return np.memmap(path, np.float32, "r", HEADER_BYTES, (count, *self.shape[1:]))
