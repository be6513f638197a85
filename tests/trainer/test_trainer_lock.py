"""Who works on a run folder: the lock, and the name in it where a disk knows no locks."""

import errno
import json
import os
import subprocess
import sys
from dataclasses import asdict, replace

import pytest

from trainer import lock
from trainer.lock import Owner, RunBusyError, is_alive, is_running, kill_owner, locked, owner, this_process


def test_the_owner_is_named_while_it_works_and_not_after(tmp_path):
    assert owner(tmp_path) is None
    with locked(tmp_path):
        assert owner(tmp_path) == this_process()
        assert owner(tmp_path).pid == os.getpid()
        assert not kill_owner(tmp_path)  # not itself
    assert owner(tmp_path) is None


def test_a_process_is_alive_only_as_the_same_one_of_the_same_boot():
    me = this_process()
    assert is_alive(me)
    assert not is_alive(replace(me, boot="another start of the machine"))
    assert not is_alive(replace(me, begun="1"))  # another process has the number now
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    assert not is_alive(replace(me, pid=child.pid))


@pytest.fixture
def no_locks(monkeypatch):
    """A disk that knows no locks, as some network drives."""

    def refuse(descriptor, shared):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lock, "_lock", refuse)
    monkeypatch.setattr(lock.time, "sleep", lambda seconds: None)


def left_behind(folder, who):
    (folder / "lock").write_text(json.dumps(asdict(who)))


@pytest.mark.parametrize("stale", [{"boot": "earlier"}, {"begun": "1"}, {"pid": 2**22 + 1}])
def test_without_locks_a_stale_name_is_taken_over(tmp_path, no_locks, stale):
    left_behind(tmp_path, replace(this_process(), **stale))
    assert not is_running(tmp_path)
    with locked(tmp_path):
        assert owner(tmp_path) == this_process()


def test_without_locks_a_living_owner_keeps_the_folder(tmp_path, no_locks):
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        left_behind(tmp_path, Owner(child.pid, lock._begun(child.pid), lock._boot()))
        assert is_running(tmp_path)
        with pytest.raises(RunBusyError), locked(tmp_path):
            pytest.fail("the second lock was given")
        assert kill_owner(tmp_path)
        assert child.wait() < 0
    assert not is_running(tmp_path)
    with locked(tmp_path):
        pass


def test_a_name_that_is_no_name_is_nobody(tmp_path, no_locks):
    for text in ("", "{", '{"pid": "x"}', "x" * 9000):
        (tmp_path / "lock").write_text(text)
        assert owner(tmp_path) is None
        assert not is_running(tmp_path)
