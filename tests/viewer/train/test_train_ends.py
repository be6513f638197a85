"""From start to every possible end, with a stand-in for the trainer that waits for the test at each step."""

import os
import signal
import sys

import pytest

from trainer.run import list_runs
from viewer.train import training_process
from viewer.train.run_list import LANE as RUNS_LANE

if sys.platform == "win32":
    pytest.skip("needs named pipes", allow_module_level=True)

STAND_IN = """
import json, os, sys
from pathlib import Path
from trainer.run import locked

pipe, folder, *steps = sys.argv[1:]

def wait():
    with open(pipe) as file:  # until the test opens and closes the other end
        file.read()

number = 0
wait()
with locked(Path(folder)):
    for step in steps:
        if step == "wait":
            wait()
            continue
        event = {"event": step, "number": number, "epochs": 2, "test": None}
        if step == "failed":
            event["reason"] = "no luck"
        with (Path(folder) / "events.jsonl").open("a") as file:
            file.write(json.dumps(event) + chr(10))
        number += 1
"""


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """Let ``steps`` happen instead of a training; the answer lets it go on where it waits, as it does at the start."""
    script, pipe = tmp_path / "stand_in.py", tmp_path / "pipe"
    script.write_text(STAND_IN)
    os.mkfifo(pipe)

    def prepare(*steps):
        monkeypatch.setattr(
            training_process,
            "trainer_arguments",
            lambda folder, data: ["-P", str(script), str(pipe), str(folder), *steps],
        )

        def go_on():
            with pipe.open("w"):
                pass

        return go_on

    return prepare


@pytest.fixture
def ready(open_panel, choose_data, training_data, tmp_path):
    panel = open_panel(tmp_path / "runs")
    choose_data(panel, training_data)
    return panel


def is_list(lane, _):
    return lane == RUNS_LANE


def listed(panel):
    (item,) = panel._runs._items()
    return item.text(0).split("\n")[-1].partition(" · ")[0], panel._runs._reason.text()


def test_the_own_run_is_listed_as_running_from_the_first_moment(qtbot, ready, stand_in, jobs):
    go_on = stand_in("started", "wait", "finished")
    with qtbot.waitSignal(jobs.finished, check_params_cb=is_list):
        ready.start()
    assert [run.status for run in list_runs(ready._runs_folder)] == ["interrupted"]  # nobody holds the folder yet
    assert listed(ready) == ("Running", "")
    with qtbot.waitSignal(jobs.finished, check_params_cb=is_list):  # asked by the first event
        go_on()
    assert [run.status for run in list_runs(ready._runs_folder)] == ["running"]
    assert listed(ready) == ("Running", "")
    with qtbot.waitSignals([ready.run_ended, jobs.finished], check_params_cbs=[None, is_list]):
        go_on()
    assert listed(ready) == ("Finished", "")


@pytest.mark.parametrize(
    ("last", "status", "problem"),
    [
        (("finished",), "finished", ""),
        (("cancelled",), "cancelled", ""),
        (("failed",), "failed", "No luck"),
        ((), "interrupted", "The training ended early (exit code 0); log.txt in its folder may say why."),
    ],
)
def test_each_end_is_told_and_leaves_the_panel_ready(qtbot, ready, stand_in, jobs, last, status, problem):
    go_on = stand_in("started", *last)
    with qtbot.waitSignals([ready.run_ended, jobs.finished], check_params_cbs=[lambda _, s: s == status, is_list]):
        ready.start()
        go_on()
    assert ready._progress.problem == problem
    assert not ready.is_training()
    assert ready._start.isEnabled()
    assert not ready._stop.isEnabled()


def test_a_killed_training_is_told(qtbot, ready, stand_in):
    stand_in()
    with qtbot.waitSignal(ready.run_ended) as ended:
        ready.start()
        assert ready.process._process.waitForStarted()
        os.kill(ready.process.pid, signal.SIGKILL)
    assert ended.args[1] == "interrupted"
    assert "out of memory" in ready._progress.problem


def test_a_trainer_that_cannot_start_is_told_once_and_leaves_no_clock_running(qtbot, ready, monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no python here"))
    processes, ends = [], []
    ready.run_ended.connect(lambda *end: ends.append(end))
    with qtbot.waitSignal(ready.run_ended):
        ready._runs.refresh = lambda *_: processes.append(ready.process)  # called right before the start
        ready.start()
    assert [status for _, status in ends] == ["interrupted"]
    assert "could not be started" in ready._progress.problem
    assert not processes[0]._silence.isActive()
    assert not processes[0]._poll.isActive()
    assert ready._start.isEnabled()


def test_stop_returns_at_once_and_a_deaf_training_is_ended(qtbot, ready, stand_in, monkeypatch):
    monkeypatch.setattr(training_process, "GRACE_MS", 50)
    stand_in("started")
    with qtbot.waitSignal(ready.run_ended) as ended:
        ready.start()
        ready.stop()
        assert ready.is_training()
        assert ready.process.is_running()
        assert not ready._stop.isEnabled()
    assert ended.args[1] == "interrupted"
    assert "did not stop" in ready._progress.problem


def test_a_heartbeat_only_says_that_the_training_is_alive(qtbot, ready, stand_in, monkeypatch):
    monkeypatch.setattr(training_process, "SILENCE_MS", 50)
    go_on = stand_in("heartbeat", "wait", "finished")
    ready.start()
    process = ready.process
    with qtbot.waitSignal(process.responding_changed, check_params_cb=lambda heard: not heard):
        pass
    assert "not responding" in ready._progress.problem
    state = ready._progress.state
    process._silence.setInterval(60_000)
    with qtbot.waitSignal(process.event_received) as received:
        go_on()
    assert received.args[0]["event"] == "heartbeat"
    assert (ready._progress.problem, ready._progress.state) == ("", state)
    assert ready._curves.points("loss") == ()
    with qtbot.waitSignal(ready.run_ended):
        go_on()
