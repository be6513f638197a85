"""A way to end connections from another thread, whatever it is that they wait for."""

from __future__ import annotations

import contextlib
import socket
import threading


class HangUp:
    """Shuts down the sockets of one conversation with a PACS, those to come included; safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._said = False

    @property
    def is_said(self) -> bool:
        """The conversation is over: nothing more is to be sent."""
        return self._said

    def watch(self, one: socket.socket) -> None:
        """Shut this one down, too, when the time has come."""
        with self._lock:
            self._sockets.append(one)
            if self._said:
                _shut(one)

    def now(self) -> None:
        """Shut everything down; whoever waits for an answer is told that the connection is lost."""
        with self._lock:
            self._said = True
            for one in self._sockets:
                _shut(one)


def _shut(one: socket.socket) -> None:
    with contextlib.suppress(OSError):  # closed meanwhile
        one.shutdown(socket.SHUT_RDWR)
