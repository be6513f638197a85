"""Files that are there whole, on the disk, or not at all."""

from __future__ import annotations

import os
import uuid
from pathlib import Path


def write_whole(path: Path, content: bytes | memoryview, *, private: bool = False, durable: bool = True) -> None:
    """Write ``content`` to ``path`` in place of what is there; a crash, or an error, leaves that as it was.

    Parameters
    ----------
    private : bool
        Only its owner can read the file.
    durable : bool
        It is on the disk when this returns, whatever happens to the machine; that may take a while.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    draft = path.with_name(f".{uuid.uuid4().hex}.tmp")
    try:
        with open(draft, "xb", opener=_private if private else None) as file:
            file.write(content)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
