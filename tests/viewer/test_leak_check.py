"""The leak check itself: it must see what a job leaves, and take nothing else for it."""

import threading

import pytest
from leaks import Snapshot

from viewer.jobs import Jobs


@pytest.fixture
def gate():
    """What the work of a test waits for."""
    gate = threading.Event()
    yield gate
    gate.set()


def test_a_job_under_way_is_seen(qtbot, gate):
    before, begun = Snapshot(), threading.Event()
    jobs = Jobs()

    def work():
        begun.set()
        gate.wait()

    jobs.submit("lane", work)
    assert begun.wait(5)
    (left,) = Snapshot().left_since(before)
    assert left.startswith("thread ")
    assert left.endswith(" of a job")
    with qtbot.waitSignal(jobs.finished):
        gate.set()
    del jobs  # its pool goes with it, and the pool's threads
    assert Snapshot().left_since(before) == []


def test_what_a_library_starts_in_a_job_is_none_of_it(qtbot, gate):
    """Such a thread is called what the thread of the job is called, for the system hands the name down."""
    before = Snapshot()
    helper = threading.Thread(target=gate.wait, name="worker of a library")
    jobs = Jobs()
    with qtbot.waitSignal(jobs.finished):
        jobs.submit("lane", helper.start)
    del jobs
    assert Snapshot().left_since(before) == ["thread worker of a library"]  # Python's own, and no job's
    gate.set()
    helper.join()
