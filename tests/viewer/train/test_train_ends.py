"""From start to every possible end, with a stand-in for the trainer that waits for the test at each step."""

import os
import signal
import sys

import pytest
from PySide6.QtCore import Qt

from trainer.run import list_runs
from viewer.train import training_process
from viewer.train.run_list import LANE as RUNS_LANE

if sys.platform == "win32":
    pytest.skip("needs named pipes", allow_module_level=True)

STAND_IN = """
import json, os, sys
from pathlib import Path
from trainer.lock import locked

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
        if step == "paused":
            event["reason"] = "paused with 1 of 2 epochs done"
        if step == "paused-by-the-disk":
            event |= {"event": "paused", "reason": "the disk is full"}
        if step == "changed":
            event["differences"] = ["the data are others"]
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
            lambda folder, data, *more: ["-P", str(script), str(pipe), str(folder), *steps],
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
        (("paused",), "paused", ""),
        (("paused-by-the-disk",), "paused", "The disk is full"),
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
    assert ready._controls.start.isEnabled()
    assert not ready._controls.stop.isEnabled()


def test_a_killed_training_is_told(qtbot, ready, stand_in):
    stand_in()
    with qtbot.waitSignal(ready.run_ended) as ended:
        ready.start()
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
    assert ready._controls.start.isEnabled()


def test_stop_returns_at_once_and_a_deaf_training_is_ended(qtbot, ready, stand_in, monkeypatch):
    monkeypatch.setattr(training_process, "GRACE_MS", 50)
    stand_in("started")
    with qtbot.waitSignal(ready.run_ended) as ended:
        ready.start()
        ready.stop()
        assert ready.is_training()
        assert ready.process.is_running()
        assert not ready._controls.stop.isEnabled()
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


def test_a_paused_run_is_resumed_from_the_list(qtbot, ready, stand_in, jobs):
    go_on = stand_in("started", "paused")
    with qtbot.waitSignals([ready.run_ended, jobs.finished], check_params_cbs=[None, is_list]):
        ready.start()
        assert ready._controls.pause.isEnabled()
        assert not ready._runs._resume.isEnabled()
        go_on()
    qtbot.waitUntil(lambda: listed(ready)[0] == "Paused")
    ready._runs.select(tuple(item.data(0, Qt.ItemDataRole.UserRole) for item in ready._runs._items()))
    assert ready._runs._resume.isEnabled()
    (folder,) = ready._runs.selected()
    (folder / "pause").touch()  # asked for when it had just ended by itself
    go_on = stand_in("started", "finished")
    with qtbot.waitSignal(ready.run_ended, check_params_cb=lambda *end: end == (folder, "finished")):
        ready._runs._resume.click()
        assert not (folder / "pause").exists()
        go_on()
    qtbot.waitUntil(lambda: listed(ready) == ("Finished", ""))


def test_changes_are_listed_and_resuming_all_the_same_is_a_button(qtbot, ready, stand_in, monkeypatch):
    go_on = stand_in("started", "changed", "paused")
    assert not ready._controls.accept.isVisible()
    with qtbot.waitSignal(ready.run_ended) as ended:
        ready.start()
        go_on()
    assert "the data are others" in ready._progress._notes.text()
    assert ready._controls.accept.isVisible()
    resumed = []
    monkeypatch.setattr(ready, "resume", lambda folder, accept_changes: resumed.append((folder, accept_changes)))
    ready._controls.accept.click()
    assert resumed == [(ended.args[0], True)]


def test_the_command_line_of_a_training_says_what_was_chosen(tmp_path):
    usual = training_process.trainer_arguments(tmp_path, tmp_path)
    assert usual[-1] == "--watch-stdin"
    all_of_it = training_process.trainer_arguments(tmp_path, tmp_path, True, True)
    assert all_of_it == [*usual, "--resume", "--accept-changes"]


def test_a_training_left_in_the_background_is_found_by_the_next_window(qtbot, ready, stand_in, jobs):
    go_on = stand_in("started", "wait", "finished")
    with qtbot.waitSignal(jobs.finished, check_params_cb=is_list):
        ready.start()
    process = ready.process
    with qtbot.waitSignal(process.event_received):
        go_on()
    child = process._child
    ready._controls.background.click()
    assert ready.goes_on_alone
    assert ready.leave_in_background()
    assert not ready.is_training()
    child.stdin.close()
    ready._runs.refresh()
    qtbot.waitUntil(ready.is_training)  # as the next window does when it lists the runs
    assert ready.process.pid == child.pid
    assert ready.goes_on_alone
    with qtbot.waitSignal(ready.run_ended) as ended:
        go_on()
    child.returncode = None
    child.wait()
    assert ended.args[1] == "finished"


def test_what_a_training_needs_is_told_before_it_begins_and_follows_the_form(qtbot, ready):
    qtbot.waitUntil(lambda: "of memory" in ready._form._estimate.text())
    before = ready._form._estimate.text()
    assert "of 25 epochs" in before
    ready._settings._epochs.setValue(7)
    qtbot.waitUntil(lambda: "of 7 epochs" in ready._form._estimate.text())
