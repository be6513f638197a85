"""Whether pictures that were opened by name carry something besides the picture."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from core.errors import RefusedError
from core.export.carried import Carried, extract
from core.picture import is_png

_MOST = 20  # files that are looked into: who opens more wants a list, not a message


def look_into(paths: Sequence[Path]) -> Generator[None, None, tuple[Path, Carried] | None]:
    """Find the first picture among these files that carries something; folders are not looked into."""
    for path in paths[:_MOST]:
        yield
        try:
            carried = extract(path) if is_png(path) else Carried()
        except RefusedError:  # told where the file is listed
            continue
        if not carried.is_empty:
            return path, carried
    return None


def told_of(carried: Carried) -> str:
    """Say how much a picture carries, and where, without a word of it."""
    parts = []
    if carried.texts:
        parts.append(_tr("{0} texts").format(len(carried.texts)))
    if carried.xmp:
        parts.append(_tr("{0} XMP properties").format(len(carried.xmp)))
    if carried.bits is not None:
        found = _tr("{0} entries in the lowest bits of {1}")
        parts.append(found.format(len(carried.bits.items), _tr(carried.bits.channel)))
    return _tr("This picture carries {0}.").format(", ".join(parts))


def _tr(text: str) -> str:
    return QCoreApplication.translate("carried", text)
