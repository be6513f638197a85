"""A file is written whole, or what was there stays, and no draft is left."""

import errno

import pytest

from core.whole_file import write_whole


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "a.bin"
    for content in (b"first", memoryview(b"second, longer"), b""):
        write_whole(path, content)
        assert path.read_bytes() == bytes(content)
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_what_was_there(tmp_path, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "a.bin"
    path.write_bytes(b"before")
    monkeypatch.setattr("core.whole_file.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"after")
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_private_file_is_for_its_owner_only(tmp_path):
    path = tmp_path / "a.json"
    write_whole(path, b"others may read this")
    write_whole(path, b"but not this", private=True)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_bytes() == b"but not this"


def test_what_can_be_made_again_does_not_wait_for_the_disk(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr("core.whole_file.os.fsync", asked.append)
    write_whole(tmp_path / "a", b"1", durable=False)
    assert asked == []
    write_whole(tmp_path / "b", b"1")
    assert len(asked) == 1
