"""Images kept ready in memory: those looked at last, and those that will be looked at next."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import UnreachableError
from core.zipped.files import file_status

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.display.view import View

MEGABYTE = 1 << 20

_Key = tuple[Path, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """An image, ready to be shown, and the view it is shown with first."""

    frame: Frame
    view: View

    @property
    def size_bytes(self) -> int:
        """Memory that its pixels take."""
        frame = self.frame
        colour = 0 if frame.color is None else frame.color.nbytes
        return frame.stored.nbytes + colour + sum(plane.bits.nbytes for plane in frame.overlays)


class PixelCache:
    """The images used last, as many as fit; a file that was changed counts as another one. Safe from any thread.

    Parameters
    ----------
    limit_bytes : int
        Memory for pixels, at most; 0 keeps nothing.
    """

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._used_bytes = 0
        self._kept: OrderedDict[_Key, Loaded] = OrderedDict()
        self._being_read: dict[_Key, Future[Loaded]] = {}
        self._clearings = 0
        self._lock = threading.Lock()

    @property
    def limit_bytes(self) -> int:
        """Memory for pixels, at most."""
        return self._limit_bytes

    @property
    def used_bytes(self) -> int:
        """Memory that the pixels kept take."""
        return self._used_bytes

    def set_limit(self, limit_bytes: int) -> None:
        """Keep more or fewer images from now on."""
        with self._lock:
            self._limit_bytes = limit_bytes
            self._make_room()

    def clear(self) -> None:
        """Keep none of the images there are, nor of those that are being read now."""
        with self._lock:
            self._clearings += 1
            self._kept.clear()
            self._used_bytes = 0

    def get(self, path: Path) -> Loaded | None:
        """Give the image of a file as it is now, where it is kept. Asks the file system, which may take a while.

        Raises
        ------
        UnreachableError
            If there is no such file now.
        """
        return self._find(_key(path))

    def load(self, path: Path, read: Callable[[Path], Loaded]) -> Loaded:
        """Give the image of a file: one that is kept, one that another thread is just reading, or what ``read`` gives.

        Raises
        ------
        UnreachableError
            If there is no such file now.
        RefusedError
            What ``read`` raises, also in the threads that waited for it.
        """
        key = _key(path)
        found = self._find(key)
        if found is not None:
            return found
        with self._lock:
            running = self._being_read.get(key)
            mine = self._being_read.setdefault(key, Future())
            clearings = self._clearings
        if running is not None:
            return running.result()
        try:
            loaded = read(path)
            self._keep(key, loaded, clearings)
            mine.set_result(loaded)
            return loaded
        except BaseException as error:
            mine.set_exception(error)
            raise
        finally:
            with self._lock:
                del self._being_read[key]

    def _find(self, key: _Key) -> Loaded | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def _keep(self, key: _Key, loaded: Loaded, clearings: int) -> None:
        if key != _key(key[0]):  # it was written to while it was read
            return
        with self._lock:
            if clearings != self._clearings:
                return
            for older in [known for known in self._kept if known[0] == key[0]]:
                self._used_bytes -= self._kept.pop(older).size_bytes
            if loaded.size_bytes <= self._limit_bytes:
                self._kept[key] = loaded
                self._used_bytes += loaded.size_bytes
            self._make_room()

    def _make_room(self) -> None:
        while self._used_bytes > self._limit_bytes:
            _, oldest = self._kept.popitem(last=False)
            self._used_bytes -= oldest.size_bytes


def _key(path: Path) -> _Key:
    try:
        status = file_status(path)
    except (OSError, ValueError):
        raise UnreachableError(
            path, "source not available: the file is gone, or its disk or network cannot be reached"
        ) from None
    return path, status.st_size, status.st_mtime_ns
