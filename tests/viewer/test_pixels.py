import os
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from core.display.view import View
from core.errors import DamagedError, UnreachableError
from viewer.pixels import Loaded, PixelCache


@pytest.fixture
def files(tmp_path):
    """Five files; what they hold does not matter."""
    paths = [tmp_path / f"{n}.dcm" for n in range(5)]
    for path in paths:
        path.write_bytes(b"x")
    return paths


@pytest.fixture
def reader(make_frame):
    """Reads any path as an image of 100 bytes, and counts how often."""

    class Reader:
        def __init__(self):
            self.read = []

        def __call__(self, path):
            self.read.append(path.name)
            return Loaded(make_frame(np.zeros((5, 10)), path=path), View(None))

    return Reader()


def test_image_is_read_once(files, reader):
    cache = PixelCache(1000)
    first = cache.load(files[0], reader)
    assert first.size_bytes == 100  # 5 x 10 pixels of 2 bytes
    assert cache.load(files[0], reader) is first
    assert cache.get(files[0]) is first
    assert reader.read == ["0.dcm"]
    assert cache.get(files[1]) is None


def test_the_image_used_longest_ago_goes_first(files, reader):
    cache = PixelCache(250)
    for number in (0, 1, 0, 2):
        cache.load(files[number], reader)
    assert cache.used_bytes == 200
    assert [number for number in range(3) if cache.get(files[number])] == [0, 2]


def test_limit_can_be_changed_and_nothing_is_kept_at_zero(files, reader):
    cache = PixelCache(500)
    for path in files:
        cache.load(path, reader)
    assert cache.used_bytes == 500
    cache.set_limit(200)
    assert [path.name for path in files if cache.get(path)] == ["3.dcm", "4.dcm"]
    cache.set_limit(0)
    assert cache.used_bytes == 0
    cache.load(files[0], reader)
    assert cache.get(files[0]) is None
    cache.set_limit(99)  # one image is larger than that
    cache.load(files[0], reader)
    assert cache.used_bytes == 0


def test_clearing_gives_the_memory_back(files, reader):
    cache = PixelCache(500)
    cache.load(files[0], reader)
    cache.clear()
    assert (cache.used_bytes, cache.get(files[0])) == (0, None)


def test_changed_file_is_another_one_and_the_old_is_not_kept(files, reader):
    cache = PixelCache(1000)
    before = cache.load(files[0], reader)
    files[0].write_bytes(b"xy")
    after = cache.load(files[0], reader)
    assert after is not before
    status = files[0].stat()
    os.utime(files[0], ns=(status.st_atime_ns, status.st_mtime_ns + 1))  # same size, touched
    assert cache.get(files[0]) is None
    cache.load(files[0], reader)
    assert reader.read == ["0.dcm"] * 3
    assert cache.used_bytes == 100


def test_file_written_to_while_it_is_read_is_not_kept(files, make_frame):
    def read(path):
        path.write_bytes(b"longer")
        return Loaded(make_frame(np.zeros((5, 10))), View(None))

    cache = PixelCache(1000)
    assert cache.load(files[0], read).frame.rows == 5
    assert (cache.get(files[0]), cache.used_bytes) == (None, 0)


def test_file_that_is_gone_is_unreachable(files, reader):
    cache = PixelCache(1000)
    cache.load(files[0], reader)
    files[0].unlink()
    for ask in (cache.get, lambda path: cache.load(path, reader)):
        with pytest.raises(UnreachableError) as told:
            ask(files[0])
        assert told.value.reason.startswith("source not available")


def test_two_threads_wait_for_one_read(files, reader):
    cache, begun, gate = PixelCache(1000), threading.Event(), threading.Event()

    def slow(path):
        begun.set()
        assert gate.wait(20)
        return reader(path)

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(cache.load, files[0], slow)
        assert begun.wait(20)
        second = threads.submit(cache.load, files[0], slow)
        other = threads.submit(lambda: cache.load(files[1], reader))
        gate.set()
        assert first.result(20) is second.result(20)
        assert other.result(20).frame.path == files[1]
    assert sorted(reader.read) == ["0.dcm", "1.dcm"]


def test_refusal_reaches_all_who_wait_and_is_not_kept(files, reader):
    cache, begun, gate = PixelCache(1000), threading.Event(), threading.Event()

    def refuse(path):
        begun.set()
        assert gate.wait(20)
        raise DamagedError(path, "odd")

    with ThreadPoolExecutor(2) as threads:
        asked = [threads.submit(cache.load, files[0], refuse)]
        assert begun.wait(20)
        asked.append(threads.submit(cache.load, files[0], refuse))
        gate.set()
        for one in asked:
            with pytest.raises(DamagedError):
                one.result(20)
    assert cache.load(files[0], reader).frame.rows == 5


def test_what_was_being_read_when_all_was_cleared_is_not_kept(files, reader):
    cache = PixelCache(1000)

    def read(path):
        cache.clear()  # the user has the folder forgotten meanwhile
        return reader(path)

    assert cache.load(files[0], read).size_bytes == 100  # who asked for it gets it
    assert cache.used_bytes == 0
    assert cache.get(files[0]) is None
    cache.load(files[0], reader)
    assert cache.used_bytes == 100
