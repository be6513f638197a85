"""An image of the browser on its way to a pane."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QMimeData

IMAGE_TYPE = "application/x-cxr12-image"
"""Known to this window only: the name of a file, which may be a patient's, is not handed to other programs."""


def drag_data(path: Path) -> QMimeData:
    """Pack the file of an image."""
    data = QMimeData()
    data.setData(IMAGE_TYPE, os.fsencode(path))
    return data


def dragged_image(data: QMimeData) -> Path | None:
    """Unpack the file of an image; None for what comes from elsewhere."""
    packed = bytes(data.data(IMAGE_TYPE).data())
    return Path(os.fsdecode(packed)) if packed else None
