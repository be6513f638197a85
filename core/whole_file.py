"""Files that are there whole, on the disk, or not at all."""

from __future__ import annotations

import os
import uuid
from pathlib import Path


def write_whole(path: Path, content: bytes | memoryview) -> None:
    """Write ``content`` to ``path`` in place of what is there; a crash, or an error, leaves that as it was.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    draft = path.with_name(f".{uuid.uuid4().hex}.tmp")
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
