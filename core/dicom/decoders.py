"""The pool of child processes that decode compressed pixels: warm, capped in memory, ended when they take too long."""

from __future__ import annotations

import atexit
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core.child import Child
from core.errors import ChildDiedError, ChildRefusedError, ChildTimeoutError, DamagedError, DecoderEndedError

_CHILDREN = 2
_CHILD_MEMORY = 2 << 30
_LIMIT_S, _LIMIT_S_PER_MEGAPIXEL, _START_S = 5.0, 1.0, 10.0


class Decoders:
    """A few warm decoding children, started when first needed; safe from any thread.

    Parameters
    ----------
    children : int
        How many frames may be decoded at the same time.
    service : str
        What they run.
    memory_bytes : int
        Cap on the address space of each.
    limit_s : float
        Longest time for a frame, on top of an allowance for its size and for starting a child.
    """

    def __init__(
        self,
        children: int = _CHILDREN,
        service: str = "core.dicom.decode:serve",
        *,
        memory_bytes: int = _CHILD_MEMORY,
        limit_s: float = _LIMIT_S,
    ) -> None:
        self._limit_s = limit_s
        self.children = tuple(Child(service, memory_bytes=memory_bytes) for _ in range(children))
        self._free = list(self.children)
        self._freed = threading.Condition()

    def decode(self, path: Path, request: dict[str, Any], data: bytes) -> bytearray:
        """Decode one frame; what kills a child is the file's fault, and a fresh one serves the next file.

        Raises
        ------
        DamagedError
            The codestream is refused.
        DecoderEndedError
            It crashes the decoder, takes too long or too much memory.
        """
        megapixels = request["rows"] * request["columns"] / 1e6
        with self._borrowed() as child:
            limit_s = self._limit_s + _LIMIT_S_PER_MEGAPIXEL * megapixels + (_START_S if child.pid is None else 0.0)
            try:
                return child.call(request, data, timeout_s=limit_s)[1]
            except ChildRefusedError as error:
                raise DamagedError(path, f"the compressed pixel data is refused: {error}") from None
            except ChildTimeoutError:
                raise DecoderEndedError(
                    path, f"decoding did not end within {limit_s:.0f} s: the compressed pixel data is damaged"
                ) from None
            except ChildDiedError:
                raise DecoderEndedError(
                    path, "the decoder crashed or ran out of memory on it: the compressed pixel data is damaged"
                ) from None

    def warm(self) -> None:
        """Start one child now, so that the first compressed image need not wait for it."""
        with self._borrowed() as child:
            child.warm()

    def close(self) -> None:
        """End all children, also one in the middle of a call; a later call starts them again."""
        for child in self.children:
            child.kill()
            child.close()

    @contextmanager
    def _borrowed(self) -> Iterator[Child]:
        with self._freed:
            self._freed.wait_for(lambda: bool(self._free))
            # One that runs, and of those the last one used: a file that ended its child costs the next one no start.
            child = next((child for child in reversed(self._free) if child.pid is not None), self._free[-1])
            self._free.remove(child)
        try:
            yield child
        finally:
            with self._freed:
                self._free.append(child)
                self._freed.notify()


decoders = Decoders()
"""The children of this process."""
atexit.register(decoders.close)
