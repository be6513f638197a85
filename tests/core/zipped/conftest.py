"""Archives made here."""

import zipfile
from pathlib import Path

import numpy as np
import pytest


@pytest.fixture
def zipped(tmp_path):
    """Writes an archive of (name or ZipInfo, bytes) in this order."""

    def write(*members, name="images.zip", method=zipfile.ZIP_DEFLATED):
        path = Path(tmp_path / name)
        with zipfile.ZipFile(path, "w", method) as archive:
            for one, content in members:
                archive.writestr(one, content)
        return path

    return write


@pytest.fixture
def noise():
    """More than 64 KiB of 12-bit values that no packer makes much smaller, (300, 400)."""
    return np.random.default_rng(7).integers(0, 4096, (300, 400)).astype(np.uint16)
