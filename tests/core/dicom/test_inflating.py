"""Deflated data sets are inflated in steps; where a step ends must not matter."""

import io
import zlib
from pathlib import Path

import pytest

from core.dicom.inflating import DEFLATED, EXPLICIT, inflated
from core.errors import DamagedError

STEP = 1 << 20
META = bytes(128) + b"DICM\x02\0\0\0UL\x04\0\x1e\0\0\0\x02\0\x10\0UI\x16\0" + DEFLATED.encode()


def deflated(content):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return META + packer.compress(content) + packer.flush()


@pytest.mark.parametrize("more", range(-20, 400, 6))
def test_a_last_byte_that_packs_more_than_the_step_has_room_for(more):
    """Black borders end a file in a byte that stands for hundreds: it is taken in before all of it is given out."""
    content = bytes(STEP + more)
    packed = deflated(content)
    stream, size = inflated(Path("a.dcm"), io.BytesIO(packed), len(packed))
    assert stream.read() == META.replace(DEFLATED.encode(), (EXPLICIT + "\0\0\0").encode()) + content
    assert size == len(META) + len(content)


@pytest.mark.parametrize("cut", [1, 2, 60])
def test_one_that_breaks_off_at_a_step_is_still_refused(cut):
    packed = deflated(bytes(STEP + 29))[:-cut]
    with pytest.raises(DamagedError, match="breaks off"):
        inflated(Path("a.dcm"), io.BytesIO(packed), len(packed))
