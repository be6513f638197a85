import threading

import pytest

from core.errors import Cxr12Error


@pytest.fixture
def heard(jobs):
    told = []
    jobs.progressed.connect(lambda lane, value: told.append(("progressed", lane, value)))
    jobs.finished.connect(lambda lane, value: told.append(("finished", lane, value)))
    jobs.failed.connect(lambda lane, error: told.append(("failed", lane, str(error))))
    return told


def test_result_arrives_on_the_thread_that_owns_the_jobs(qtbot, jobs):
    threads = []
    jobs.finished.connect(lambda *_: threads.append(threading.get_ident()))
    with qtbot.waitSignal(jobs.finished) as told:
        jobs.submit("sum", lambda: (threading.get_ident(), 2 + 3))
    assert told.args[0] == "sum"
    worker, value = told.args[1]
    assert value == 5
    assert worker != threading.get_ident()
    assert threads == [threading.get_ident()]


def test_yields_are_progress_and_the_return_value_is_the_result(qtbot, jobs, heard):
    def steps():
        yield 1
        yield 2
        return "done"

    with qtbot.waitSignal(jobs.finished):
        jobs.submit("scan", steps)
    assert heard == [("progressed", "scan", 1), ("progressed", "scan", 2), ("finished", "scan", "done")]
    assert not jobs.is_running("scan")


def test_newest_job_of_a_lane_wins_and_those_between_never_run(qtbot, jobs, heard):
    started, gate, ran = threading.Event(), threading.Event(), []

    def slow():
        started.set()
        assert gate.wait(10)
        return "first"

    jobs.submit("open", slow)
    assert started.wait(10)
    for name in ("second", "third", "last"):
        jobs.submit("open", lambda name=name: ran.append(name) or name)
    gate.set()
    with qtbot.waitSignal(jobs.finished):
        pass
    assert heard == [("finished", "open", "last")]
    assert ran == ["last"]


def test_another_lane_is_not_held_up(qtbot, jobs):
    gate = threading.Event()
    jobs.submit("scan", lambda: gate.wait(10))
    with qtbot.waitSignal(jobs.finished) as told:
        jobs.submit("open", lambda: "image")
    assert told.args == ["open", "image"]
    with qtbot.waitSignal(jobs.finished) as told:
        gate.set()
    assert told.args == ["scan", True]


def test_cancelled_generator_is_closed_and_nothing_more_is_heard(qtbot, jobs, heard):
    closed, second_step = threading.Event(), threading.Event()

    def steps():
        try:
            yield "first"
            assert second_step.wait(10)
            yield "second"
            yield "third"
        finally:
            closed.set()

    with qtbot.waitSignal(jobs.progressed):
        jobs.submit("scan", steps)
    jobs.cancel("scan")
    second_step.set()
    assert jobs.wait(10_000)
    assert closed.is_set()
    with qtbot.waitSignal(jobs.finished):
        jobs.submit("marker", lambda: None)
    assert heard == [("progressed", "scan", "first"), ("finished", "marker", None)]


def test_refusal_is_told_as_it_is(qtbot, jobs, heard, caplog):
    def refuse():
        raise Cxr12Error("a.dcm: not an image")

    with qtbot.waitSignal(jobs.failed):
        jobs.submit("open", refuse)
    assert heard == [("failed", "open", "a.dcm: not an image")]
    assert caplog.text == ""


def test_unexpected_failure_is_logged_without_its_message(qtbot, jobs, caplog):
    name = "^".join(("DOE", "JANE"))

    def broken():
        raise KeyError(name)

    with qtbot.waitSignal(jobs.failed) as told:
        jobs.submit("open", broken)
    assert told.args[1].args == ("DOE^JANE",)
    assert "KeyError" in caplog.text
    assert "in broken" in caplog.text
    assert "DOE" not in caplog.text


def test_failure_inside_a_generator_comes_after_its_progress(qtbot, jobs, heard):
    def steps():
        yield 1
        raise Cxr12Error("broke off")

    with qtbot.waitSignal(jobs.failed):
        jobs.submit("scan", steps)
    assert heard == [("progressed", "scan", 1), ("failed", "scan", "broke off")]


def test_nothing_begins_after_the_end(qtbot, jobs):
    done = []
    jobs.close()
    jobs.submit("late", lambda: done.append(1))
    assert not jobs.is_running("late")
    assert jobs.wait(0)
    assert done == []
