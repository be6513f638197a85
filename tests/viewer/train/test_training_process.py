"""The process around a training: real children, stopped early so that they need not learn anything."""

import json
import os
import signal

import pytest
from PySide6.QtCore import QTimer

from trainer.config import TrainConfig
from trainer.lock import owner
from trainer.run import can_resume, create_run, in_background, read_run
from viewer.train import training_process
from viewer.train.training_process import TrainingProcess

START_MS = 120_000


@pytest.fixture
def patient(monkeypatch):
    """Leave the child all the time it needs to load its libraries on a busy machine before it can listen."""
    monkeypatch.setattr(training_process, "GRACE_MS", START_MS)


@pytest.fixture
def made(tmp_path, training_data):
    """Make a process on a fresh run; whatever is still running at the end is killed."""
    processes = []

    def make(data=training_data):
        folder = create_run(tmp_path / "runs", TrainConfig(name="tiny", size=32, epochs=50, batch_size=8))
        process = TrainingProcess(folder, data)
        processes.append(process)
        return process

    yield make
    for process in processes:
        if process.is_running():
            os.kill(process.pid, signal.SIGKILL)
        if process._child is not None:
            process._child.wait()


def collected(process):
    events = []
    process.event_received.connect(events.append)
    return events


def test_cancel_ends_in_the_child_s_own_last_word(qtbot, made, patient):
    process = made()
    events = collected(process)
    with qtbot.waitSignal(process.finished, timeout=START_MS) as ended:
        process.start()
        process.cancel()
    assert ended.args == ["cancelled"]
    assert [event["number"] for event in events] == list(range(len(events)))
    assert (events[0]["event"], events[-1]["event"]) == ("started", "cancelled")
    assert (process.folder / "cancel").exists()
    assert read_run(process.folder).status == "cancelled"
    assert not process.is_running()
    assert process.pid == 0


def test_a_killed_child_is_an_interrupted_run_and_the_reason_is_in_words(qtbot, made):
    process = made()
    process.event_received.connect(
        lambda event: os.kill(process.pid, signal.SIGKILL) if event["event"] == "started" else None
    )
    with qtbot.waitSignal(process.finished, timeout=START_MS) as ended:
        process.start()
    assert ended.args == ["interrupted"]
    assert process.reason == "The training was ended by the system, perhaps out of memory: try a smaller batch."
    assert read_run(process.folder).status == "interrupted"


def test_a_refused_dataset_fails_with_the_trainer_s_sentence(qtbot, made, tmp_path):
    (tmp_path / "nothing").mkdir()
    process = made(tmp_path / "nothing")
    with qtbot.waitSignal(process.finished, timeout=START_MS) as ended:
        process.start()
    assert ended.args == ["failed"]
    assert process.reason == "the folder holds no DICOM or PNG image"


def test_a_child_that_ends_before_its_first_event_is_interrupted_with_its_exit_code(qtbot, made):
    process = made()
    (process.folder / "config.json").unlink()
    process.folder.rename(process.folder.with_name("elsewhere"))
    with qtbot.waitSignal(process.finished, timeout=START_MS) as ended:
        process.start()
    assert ended.args == ["interrupted"]
    assert "exit code 2" in process.reason


def test_a_child_that_ignores_cancel_is_ended(qtbot, made, monkeypatch):
    """A stopped process (SIGSTOP) cannot see the cancel file; the time it is given is cut short for the test."""
    monkeypatch.setattr(training_process, "GRACE_MS", 200)
    process = made()

    def freeze(event):
        if event["event"] == "started":
            os.kill(process.pid, signal.SIGSTOP)
            process.cancel()

    process.event_received.connect(freeze)
    with qtbot.waitSignal(process.finished, timeout=START_MS) as ended:
        process.start()
    assert ended.args == ["interrupted"]
    assert "did not stop within" in process.reason


def test_stop_and_wait_returns_when_the_child_has_ended(qtbot, made, patient):
    process = made()
    events = collected(process)
    with qtbot.waitSignal(process.finished) as ended:
        process.start()
        process.stop_and_wait()
        assert not process.is_running()
    assert ended.args == ["cancelled"]
    assert events[-1]["event"] == "cancelled"


def test_stop_and_wait_kills_a_child_that_does_not_listen(qtbot, made, monkeypatch):
    monkeypatch.setattr(training_process, "GRACE_MS", 200)
    process = made()
    with qtbot.waitSignal(process.event_received, timeout=START_MS):
        process.start()
    os.kill(process.pid, signal.SIGSTOP)
    process.stop_and_wait()
    assert not process.is_running()


def test_silence_is_told_and_so_is_its_end(qtbot, made, monkeypatch):
    monkeypatch.setattr(training_process, "SILENCE_MS", 50)
    process = made()
    with qtbot.waitSignal(process.responding_changed, check_params_cb=lambda heard: not heard):
        process.start()
    with qtbot.waitSignal(process.responding_changed, timeout=START_MS, check_params_cb=lambda heard: heard):
        pass


def test_a_child_whose_owner_dies_ends_by_itself(qtbot, made):
    process = made()
    with qtbot.waitSignal(process.event_received, timeout=START_MS):
        process.start()
    with qtbot.waitSignal(process.finished, timeout=START_MS) as ended:
        process._child.stdin.close()  # what the system does when the window's process is gone
    assert ended.args == ["paused"]
    assert not (process.folder / "pause").exists()
    assert can_resume(read_run(process.folder))


def test_a_child_that_was_let_go_outlives_its_owner_and_is_found_again(qtbot, made, patient):
    process = made()
    with qtbot.waitSignal(process.event_received, timeout=START_MS):
        process.start()
    child, pid = process._child, process.pid
    process.let_go()
    child.stdin.close()
    assert not process.is_running()
    assert in_background(process.folder)
    found = TrainingProcess(process.folder, None)
    events = collected(found)
    with qtbot.waitSignal(found.event_received, timeout=START_MS, check_params_cb=lambda e: e["event"] == "dataset"):
        found.start()
    assert found.pid == pid == owner(process.folder).pid
    with qtbot.waitSignal(found.finished, timeout=START_MS) as ended:
        found.cancel()
    child.returncode = None
    child.wait()
    assert ended.args == ["cancelled"]
    assert [event["number"] for event in events] == list(range(len(events)))


def test_a_child_found_again_that_does_not_listen_is_ended(qtbot, made, monkeypatch):
    monkeypatch.setattr(training_process, "GRACE_MS", 200)
    process = made()
    with qtbot.waitSignal(process.event_received, timeout=START_MS):
        process.start()
    child = process._child
    process.let_go()
    found = TrainingProcess(process.folder, None)
    found.start()
    os.kill(child.pid, signal.SIGSTOP)
    with qtbot.waitSignal(found.finished, timeout=START_MS) as ended:
        found.cancel()
    child.returncode = None
    assert child.wait() == -signal.SIGKILL
    assert ended.args == ["interrupted"]
    assert "did not stop within" in found.reason


def test_a_flood_of_events_leaves_the_window_its_turns(qtbot, made):
    """A training found again that has told 8 MB: in each turn of the event loop no more than a part of it is heard."""
    process = made()
    told = [{"event": "progress", "number": n, "text": "x" * 60} for n in range(80_000)]
    told.append({"event": "failed", "number": len(told), "reason": "enough"})
    (process.folder / "events.jsonl").write_text("".join(json.dumps(event) + "\n" for event in told))
    found, turns, heard = TrainingProcess(process.folder, None), [0], [0]
    turn = QTimer(found, interval=0)
    turn.timeout.connect(lambda: turns.append(0))

    def hear(event):
        heard[0] += 1
        turns[-1] += 1

    found.event_received.connect(hear)
    with qtbot.waitSignal(found.finished, timeout=START_MS) as ended:
        found.start()
        turn.start()
    assert (ended.args, found.reason) == (["failed"], "enough")
    assert heard[0] == len(told)
    assert max(turns) < 2000
