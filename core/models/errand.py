"""One request to a process of its own, which another thread can put an end to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.child import Child
from core.errors import ChildDiedError, ChildRefusedError, ChildTimeoutError, ModelRefusedError
from core.models.card import MODEL_FILE


class Errand:
    """Asks child processes about a model file, one after another."""

    def __init__(self) -> None:
        self._child: Child | None = None
        self._cancelled = False

    def cancel(self) -> None:
        """End the process that is asked now, from any thread, and ask no other."""
        self._cancelled = True
        child = self._child
        if child is not None:
            child.kill()

    def ask(
        self, service: str, path: Path, request: Mapping[str, Any], *, timeout_s: float, memory_bytes: int | None = None
    ) -> dict[str, Any]:
        """Send ``request`` to a fresh process and wait for its answer.

        Raises
        ------
        ModelRefusedError
            About ``path``: with the reason of the process, or because it gave no answer.
        """
        child = self._child = Child(service, memory_bytes=memory_bytes)
        try:
            if self._cancelled:
                raise ChildDiedError("it was cancelled")
            return child.call(request, timeout_s=timeout_s)[0]
        except ChildRefusedError as error:
            raise ModelRefusedError(path, _reason(str(error), path)) from error
        except ChildTimeoutError as error:
            raise ModelRefusedError(
                path, f"expected an answer within {timeout_s:.0f} s, found none; do not use this file"
            ) from error
        except ChildDiedError as error:
            if self._cancelled:
                raise ModelRefusedError(path, "cancelled; nothing was changed") from error
            raise ModelRefusedError(
                path, "expected a file that can be read in the memory allowed for it, found one that ended the process "
                "which read it; do not use it"
            ) from error  # fmt: skip
        finally:
            self._child = None
            child.close()


def _reason(message: str, path: Path) -> str:
    """Take the sentence of a child without the name of the file, which is put before it again."""
    for name in (path, Path(MODEL_FILE)):
        message = message.removeprefix(str(ModelRefusedError(name, "")))
    return message
