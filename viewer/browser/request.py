"""What was asked for by name, and what of it was refused."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QCoreApplication

_NAMED = 5  # so many refusals are told one by one; the rows of the browser tell all


class Request:
    """The files of one request, and why some of them are not shown."""

    def __init__(self, asked: Iterable[Path] = ()) -> None:
        self.asked = frozenset(asked)
        self._refused: dict[Path, str] = {}

    @property
    def is_refused(self) -> bool:
        """Something of it is refused."""
        return bool(self._refused)

    def refuse(self, path: Path, reason: str) -> bool:
        """Note a refusal; False when the file was not asked for by name, or the refusal is known."""
        if path not in self.asked or self._refused.get(path) == reason:
            return False
        self._refused[path] = reason
        return True

    def sentence(self, *, hidden: bool) -> str:
        """Say what was refused and why, without file names where patient data is hidden."""
        told = [reason if hidden else f"{path.name}: {reason}" for path, reason in self._refused.items()]
        if len(self.asked) == 1:
            return "".join(told)
        listed = "; ".join(told[:_NAMED]) + ("; \u2026" if len(told) > _NAMED else "")
        how_many = _tr("{0} of {1} files was refused") if len(told) == 1 else _tr("{0} of {1} files were refused")
        return f"{how_many.format(len(told), len(self.asked))}: {listed}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("request", text)
