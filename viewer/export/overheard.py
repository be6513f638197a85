"""Work that waits for another computer: it can be left at any moment, and ends by itself then."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator, Iterable
from typing import Generic, TypeVar

from core.errors import Cxr12Error
from core.export.pacs.hang_up import HangUp

_Item = TypeVar("_Item")
_TURN_S = 0.2  # as long as a window that closes waits for it


class Overheard(Generic[_Item]):
    """Does work in a thread of its own and gives what it gives.

    A job that waited for a silent PACS itself would keep the window from closing for as long.

    Parameters
    ----------
    work : callable
        Gives items one after the other; asked for no further one after the hang-up.
    """

    def __init__(self, work: Callable[[HangUp], Iterable[_Item]]) -> None:
        self._work, self._hang_up = work, HangUp()
        self._items: queue.SimpleQueue[_Item] = queue.SimpleQueue()
        self._problem: Cxr12Error | None = None
        # A daemon: the program does not wait for it in the end either.
        self._thread = threading.Thread(target=self._run, name="pacs", daemon=True)

    def items(self) -> Generator[_Item | None, None, None]:
        """Give the items, and None now and then while there is none; closed early, it hangs up.

        Raises
        ------
        Cxr12Error
            What the work raises.
        """
        self._thread.start()
        try:
            while self._thread.is_alive() or not self._items.empty():
                try:
                    yield self._items.get(timeout=_TURN_S)
                except queue.Empty:
                    yield None
        finally:
            self._hang_up.now()
        if self._problem is not None:
            raise self._problem

    def _run(self) -> None:
        try:
            for item in self._work(self._hang_up):
                self._items.put(item)
                if self._hang_up.is_said:
                    return
        except Cxr12Error as error:  # of any other the hook for threads tells
            self._problem = error
