"""What can compute a network, and the child process that each of them has. No Keras and no OpenVINO is imported."""

from __future__ import annotations

import functools
import importlib.metadata
import importlib.util
import logging
import os
import threading
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from core.child import Buffer, Child
from core.errors import ChildDiedError

log = logging.getLogger(__name__)

Reply = tuple[dict[str, Any], bytearray]
Answer = TypeVar("Answer")

ENGINES = ("auto", "keras", "openvino")
"""``auto``: OpenVINO where it is installed and agrees with Keras about this network, else Keras."""

PRECISIONS = ("float32", "bfloat16")
"""``bfloat16`` is OpenVINO's alone, on processors that have it: faster, and its probabilities differ a little."""

ENGINE_VARIABLE = "CXR12_ENGINE"
"""Environment variable that decides what ``auto`` means, for finding out what is wrong with an engine."""

LOAD_S = 120.0
"""Time limit for loading a network; importing TensorFlow is most of it."""


def chosen(engine: str) -> str:
    """Say which engine to begin with, ``keras`` or ``openvino``, where ``engine`` is asked for.

    Raises
    ------
    ValueError
        If there is no such engine.
    """
    if engine == "auto":
        engine = os.environ.get(ENGINE_VARIABLE) or "auto"
    if engine not in ENGINES:
        raise ValueError(f"expected an engine out of {', '.join(ENGINES)}, found {engine!r}")
    if engine == "auto":
        return "openvino" if openvino_version() else "keras"
    return engine


@functools.cache
def openvino_version() -> str:
    """Version of the OpenVINO that is installed, empty where none is."""
    if importlib.util.find_spec("openvino") is None:
        return ""
    try:
        return importlib.metadata.version("openvino")
    except importlib.metadata.PackageNotFoundError:
        return ""


def fell_back(engine: str) -> bool:
    """Tell whether an answer's engine is another one, or computed otherwise, than was asked for: then it says why."""
    return engine.endswith(")")


def cores() -> int:
    """Count the processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class NetworkChild:
    """One network in a child process of its own, loaded before it is first asked. Safe from any thread.

    Parameters
    ----------
    service : str
        ``"module:function"`` of what runs in the child.
    name : str
        Of the model, for what is told when it is closed or lost.
    model : mapping
        JSON that names the model; it goes with every request, so that a child started afresh needs no history.
    """

    def __init__(self, service: str, name: str, model: Mapping[str, Any]) -> None:
        self._name, self._model = name, dict(model)
        self._lock = threading.Lock()
        self._loaded_start = 0  # the start of the child that has the network loaded
        self._facts: dict[str, Any] = {}
        self._closed = False
        self.child = Child(service)

    @property
    def is_closed(self) -> bool:
        """It was ended for good."""
        return self._closed

    def load(self) -> dict[str, Any]:
        """Load the network unless it is loaded, wait for it, and give what the child says of it.

        Raises
        ------
        ChildError
            If the child refuses, dies twice or takes too long.
        """
        with self._lock:
            return self._retried(self._load)

    def call(self, operation: str, blob: Buffer = b"", *, timeout_s: float, **request: Any) -> Reply:
        """Ask the network; it is loaded first, which ``timeout_s`` does not count. Raises what :meth:`load` raises."""

        def work() -> Reply:
            self._load()
            return self._ask(operation, blob, timeout_s, request)

        with self._lock:
            return self._retried(work)

    def rest(self) -> None:
        """End the process until it is asked again: a network takes hundreds of megabytes."""
        with self._lock:
            self.child.close()

    def close(self) -> None:
        """End the process for good, also while it loads or answers; that call raises ChildDiedError."""
        self._closed = True
        while not self._lock.acquire(timeout=0.05):
            self.child.kill()
        try:
            self.child.close()
        finally:
            self._lock.release()

    def _load(self) -> dict[str, Any]:
        if self.child.pid is None or self.child.starts != self._loaded_start:
            self._facts, _ = self._ask("load", b"", LOAD_S, {})
            self._loaded_start = self.child.starts
        return self._facts

    def _ask(self, operation: str, blob: Buffer, timeout_s: float, request: Mapping[str, Any]) -> Reply:
        return self.child.call({**request, **self._model, "op": operation}, blob, timeout_s=timeout_s)

    def _retried(self, work: Callable[[], Answer]) -> Answer:
        """Do ``work``; once more, in a fresh child, if the child died over it."""
        try:
            return self._open(work)
        except ChildDiedError:
            if self._closed:
                raise
            log.warning("the process that holds the model ended; it is started again")
        try:
            return self._open(work)
        except ChildDiedError as error:
            if self._closed:
                raise
            raise ChildDiedError(
                f"the process that holds the model {self._name} ended by itself, twice; nothing else is lost: close "
                "other programs if memory is short, then ask again"
            ) from error

    def _open(self, work: Callable[[], Answer]) -> Answer:
        if self._closed:
            raise ChildDiedError(f"the model {self._name} was closed")
        return work()
