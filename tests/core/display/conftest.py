"""Frames made by hand, without a file behind them."""

from pathlib import Path

import numpy as np
import pytest

from core.dicom.frame import Frame


@pytest.fixture
def make_frame():
    def make(pixels, bits=12, **facts):
        stored = np.array(pixels)
        stored = stored.reshape(1, *stored.shape) if stored.ndim == 2 else stored
        if stored.dtype == np.int64:
            stored = stored.astype(np.int16 if facts.get("signed") else np.uint16)
        stored.flags.writeable = False
        facts = {"signed": stored.dtype.kind == "i", "photometric": "MONOCHROME2"} | facts
        return Frame(Path("made.dcm"), stored, stored.dtype.itemsize * 8, bits, **facts)

    return make
