"""The pool of decoding children: who serves, who is to blame, and how many restarts a bad file costs."""

import os
import signal
import zlib
from pathlib import Path

import numpy as np
import pytest

import core.dicom.compressed as compressed
from core.dicom.decoders import Decoders
from core.dicom.read import read
from core.errors import DamagedError, DecoderEndedError

DEFLATED_FRAMES = "1.2.840.10008.1.2.8.1"  # has no header of its own: what the service gives back is the image
REQUEST = {"rows": 1, "columns": 1}
HANG = REQUEST | {"codec": "hangs"}


@pytest.fixture
def wayward(monkeypatch, tmp_path):
    """Make a pool of children that run a service of ``wayward_codec``, and close it afterwards."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    monkeypatch.setenv("MEETING_PLACE", str(tmp_path / "place"))
    (tmp_path / "place").mkdir()
    made = []

    def make(children=2, service="serve", limit_s=0.3):
        pool = Decoders(children, f"wayward_codec:{service}", limit_s=limit_s)
        made.append(pool)
        return pool

    yield make
    for pool in made:
        pool.close()


def starts(pool):
    return sum(child.starts for child in pool.children)


def test_a_decoder_killed_between_two_images_is_replaced(wayward):
    pool = wayward(children=1)
    assert pool.decode(Path("a.dcm"), REQUEST, b"first") == b"first"
    os.kill(pool.children[0].pid, signal.SIGKILL)
    assert pool.decode(Path("b.dcm"), REQUEST, b"second") == b"second"
    assert starts(pool) == 2


def test_a_bad_file_costs_one_restart_and_the_next_file_none_while_another_child_is_warm(wayward):
    pool = wayward()
    with pool._borrowed() as one, pool._borrowed() as other:
        one.warm()
        other.warm()
    with pytest.raises(DecoderEndedError, match=r"bad\.dcm: decoding did not end"):
        pool.decode(Path("bad.dcm"), HANG, b"")
    for name in "abc":
        assert pool.decode(Path(name), REQUEST, name.encode()) == name.encode()
    assert starts(pool) == 2  # the two that were warmed


def test_what_ends_a_decoder_is_told_from_what_it_refuses(wayward):
    pool = wayward(children=1)
    pool.warm()
    with pytest.raises(DecoderEndedError):
        pool.decode(Path("x"), HANG, b"")
    real = Decoders(1)
    try:
        request = {"codec": "jpeg2k", "rows": 8, "columns": 8, "samples": 1, "cell": "<u2", "clip": 0}
        with pytest.raises(DamagedError, match="cannot be decoded") as caught:
            real.decode(Path("x"), request, b"no codestream")
        assert not isinstance(caught.value, DecoderEndedError)
        assert starts(real) == 1
    finally:
        real.close()


def frames_file(make, write, marks):
    frames = np.array([np.full((4, 4), mark) for mark in marks], np.uint8)
    return write(make.compress(make.image(frames), [frame.tobytes() for frame in frames], DEFLATED_FRAMES)), frames


def test_frames_are_decoded_two_at_a_time(make, write, wayward, monkeypatch):
    pool = wayward(service="meet", limit_s=20)
    monkeypatch.setattr(compressed, "decoders", pool)
    path, frames = frames_file(make, write, [0, 1, 1, 0, 2])  # frames 2 and 3 wait for each other
    assert np.array_equal(read(path).stored, frames)
    assert starts(pool) == 2


def test_a_bad_frame_refuses_the_image(make, write):
    frames = np.array([np.full((4, 4), mark) for mark in range(4)], np.uint8)
    codes = [zlib.compress(frame.tobytes(), wbits=-15) for frame in frames]
    path = write(make.compress(make.image(frames), codes, DEFLATED_FRAMES))
    assert np.array_equal(read(path).stored, frames)
    path = write(make.compress(make.image(frames), [*codes[:2], b"\xff" * 8, codes[3]], DEFLATED_FRAMES))
    with pytest.raises(DamagedError, match="compressed pixel data"):
        read(path)
