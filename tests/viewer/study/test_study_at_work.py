"""The window around studies at work: a real one from start to report, and every end with a stand-in for the process."""

import os
import signal
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from trainer.study.record import state
from viewer import dialogs
from viewer.study import study_process
from viewer.study.listing import read_studies
from viewer.study.study_process import RunOptions, study_arguments

STUDY_MS = 300_000

STAND_IN = """
import json, os, sys, time
from pathlib import Path
from trainer.lock import locked

folder, *steps = sys.argv[1:]
folder = Path(folder)
folder.mkdir(exist_ok=True)
facts = {"finished": 0, "failed": 0, "left": 2, "reason": "a stop was asked for", "report": ""}
cell = {"cell": "1-12-bit-seed1", "arm": "12-bit", "seed": 1, "place": 1, "of": 2}
with locked(folder):
    for number, step in enumerate(steps):
        if step == "wait":
            os.read(0, 1)  # until standard input closes
            continue
        if step == "linger":
            while not (folder / "go").exists():
                time.sleep(0.02)
            continue
        if step == "die":
            os._exit(3)
        event = {"event": step, "number": number, "time": "2026-01-01T00:00:00+00:00"} | facts | cell
        if step == "planned":
            event |= {"cells": 2}
        if step == "epoch":
            event |= {"epoch": 1, "epochs": 4, "seconds_left": 90}
        if step == "failed":
            event |= {"left": 0, "reason": "the dataset is not there"}
        with (folder / "events.jsonl").open("a") as file:
            file.write(json.dumps(event) + chr(10))
"""


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """Let ``steps`` happen in place of a study."""
    script = tmp_path / "stand_in.py"
    script.write_text(STAND_IN)

    def prepare(*steps):
        def arguments(file, options):
            return ["-P", str(script), str(file.with_suffix("")), *steps]

        monkeypatch.setattr(study_process, "study_arguments", arguments)

    return prepare


def button(widget, text):
    return next(one for one in widget.findChildren(QPushButton) if one.text().replace("&", "") == text)


def begun(qtbot, form, desk):
    """Declare and start, and wait until the process told of its first run."""
    button(form, "Declare and start").click()
    qtbot.waitUntil(lambda: "Run 1 of 2" in desk.window.progress.state, timeout=60_000)


@pytest.mark.slow
def test_a_study_is_started_paused_found_by_the_next_window_and_finished(
    qtbot, form, planned, desk, window, open_window, monkeypatch
):
    """Two real runs; the window is closed in the first epoch that is told."""
    form.runs.epochs.setValue(12)
    planned()
    button(form, "Declare and start").click()
    process = desk.work.process
    told, shown = [], []
    process.event_received.connect(told.append)

    def pause_in_the_first_epoch(event):
        if event["event"] == "epoch" and not shown:
            shown.extend((desk.window.progress.state, desk.window.progress.share, desk.window.details.rows()[0]))
            window.close()

    process.event_received.connect(pause_in_the_first_epoch)
    assert not form.isVisible()
    assert desk.window.isVisible()
    assert not button(desk.window, "Declare and start").isEnabled()
    desk.work._grace.setInterval(STUDY_MS)
    with qtbot.waitSignal(window.closed, timeout=STUDY_MS):
        pass
    state_told, share, row = shown
    assert state_told.startswith("Run 1 of 2: 12-bit, seed 1 · epoch 1 of 12")
    assert share == pytest.approx(1 / 12 / 2)
    assert row == ("12-bit", "1", "Running", "1 / 12")
    assert told[-1]["event"] == "paused"
    folder = process.folder
    assert [one.status for one in state(folder)] == ["paused", "waiting"]

    other = open_window()
    other.actions_by_id["train.studies"].trigger()
    desk = other.studies
    qtbot.waitUntil(lambda: desk.window.list.texts() == ["Depth of phantoms\nPaused, 0 of 2 runs"], timeout=30_000)
    assert "· declared " in desk.window.details.text
    with qtbot.waitSignal(desk.ended, timeout=STUDY_MS) as ended:
        button(desk.window, "Resume").click()
    assert ended.args == ["finished"]
    assert desk.window.progress.state == "Finished; the report is written."
    assert desk.window.progress.problem == ""
    qtbot.waitUntil(lambda: desk.window.list.texts() == ["Depth of phantoms\nFinished, 2 of 2 runs"], timeout=30_000)
    assert desk.window.details.rows() == [("12-bit", "1", "Finished", "12 / 12"), ("8-bit", "1", "Finished", "12 / 12")]
    assert not button(desk.window, "Resume").isEnabled()
    page = folder / "report.html"
    assert "Do 12 bits beat 8?" in page.read_text(encoding="utf-8")
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    button(desk.window, "Open report").click()
    button(desk.window, "Show folder").click()
    assert opened == [QUrl.fromLocalFile(str(page)), QUrl.fromLocalFile(str(folder))]
    with qtbot.waitSignal(other.compare_panel.compared, timeout=60_000) as compared:
        button(desk.window, "Compare runs").click()
    assert [run.folder for run in compared.args[0].runs] == [one.run.name for one in state(folder)]
    assert other.tabs.currentWidget() is other.compare_panel


def test_progress_is_told_run_by_run(qtbot, form, desk, stand_in):
    stand_in("planned", "cell_started", "epoch", "wait", "paused")
    begun(qtbot, form, desk)
    window = desk.window
    qtbot.waitUntil(lambda: "epoch 1 of 4" in window.progress.state)
    assert window.progress.state == "Run 1 of 2: 12-bit, seed 1 · epoch 1 of 4 · 90 s left of this run"
    assert window.progress.share == 0.25 / 2
    desk.show_dialog()
    assert not button(form, "Declare and start").isEnabled()  # one at a time
    with qtbot.waitSignal(desk.ended, timeout=30_000) as ended:
        button(window, "Pause").click()
        assert not button(window, "Pause").isEnabled()
        assert window.progress.state == "Pausing after the batch under way"
    assert ended.args == ["paused"]
    assert (window.progress.state, window.progress.problem) == ("Paused; Resume goes on where it was.", "")


def test_a_study_that_is_refused_says_why(qtbot, form, desk, stand_in):
    stand_in("failed")
    with qtbot.waitSignal(desk.ended, timeout=30_000) as ended:
        button(form, "Declare and start").click()
    assert ended.args == ["failed"]
    assert desk.window.progress.state == "The study could not go on."
    assert desk.window.progress.problem == "The dataset is not there."
    qtbot.waitUntil(lambda: "The dataset is not there." in desk.window.details.text)
    assert button(desk.window, "Declare and start").isEnabled()


@pytest.mark.parametrize(
    ("steps", "state", "problem"),
    [
        (
            ("die",),
            "The study was not begun.",
            "The study ended early (exit code 3). Resume it; it goes on where it was.",
        ),
        (
            ("planned",),
            "The study was interrupted; Resume goes on where it was.",
            "The study ended early (exit code 0).",
        ),
    ],
)
def test_a_process_that_ends_without_a_word_is_told(qtbot, form, desk, stand_in, steps, state, problem):
    stand_in(*steps)
    with qtbot.waitSignal(desk.ended, timeout=30_000) as ended:
        button(form, "Declare and start").click()
    assert ended.args == ["interrupted"]
    assert desk.window.progress.state == state
    assert desk.window.progress.problem.startswith(problem)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent")
def test_a_process_that_was_killed_is_told(qtbot, form, desk, stand_in):
    stand_in("planned", "cell_started", "wait")
    begun(qtbot, form, desk)
    with qtbot.waitSignal(desk.ended, timeout=30_000) as ended:
        os.kill(desk.work.process.pid, signal.SIGKILL)
    assert ended.args == ["interrupted"]
    assert desk.window.progress.problem.startswith("The study was ended from outside (signal 9).")


def test_silence_is_told(qtbot, form, desk, stand_in, monkeypatch):
    monkeypatch.setattr(study_process, "SILENCE_MS", 50)
    stand_in("planned", "cell_started", "wait", "paused")
    begun(qtbot, form, desk)
    qtbot.waitUntil(lambda: desk.window.progress.problem.startswith("The study is not responding"), timeout=30_000)
    with qtbot.waitSignal(desk.ended, timeout=30_000):
        desk.work.pause()


def test_the_window_stays_when_the_study_shall_go_on(qtbot, form, desk, window, stand_in, monkeypatch):
    stand_in("planned", "cell_started", "wait", "paused")
    begun(qtbot, form, desk)
    monkeypatch.setattr(dialogs, "ask_about_study", lambda parent: False)
    assert not window.close()
    assert window.isVisible()
    assert desk.is_running()
    with qtbot.waitSignal(desk.ended, timeout=30_000):
        desk.work.pause()


def test_the_window_closes_when_the_study_has_paused_and_asks_once(qtbot, form, desk, window, stand_in, monkeypatch):
    stand_in("planned", "cell_started", "wait", "paused")
    begun(qtbot, form, desk)
    desk.show_dialog()
    asked = []
    monkeypatch.setattr(dialogs, "ask_about_study", lambda parent: asked.append(parent) or True)
    with qtbot.waitSignal(window.closed, timeout=30_000):
        assert not window.close()
        assert not any(one.isVisible() for one in (window, desk.window, desk.dialog))
        assert not window.close()
    assert asked == [window]
    assert '"paused"' in (desk.folder / "depth-of-phantoms" / "events.jsonl").read_text()


def test_a_window_does_not_wait_for_ever(qtbot, form, desk, window, stand_in):
    """A study that does not pause in time is left to end by itself, which it does."""
    stand_in("planned", "cell_started", "linger", "paused")
    begun(qtbot, form, desk)
    child = desk.work.process._child
    desk.work._grace.setInterval(50)
    with qtbot.waitSignal(window.closed, timeout=30_000):
        window.close()
    child.returncode = None  # the window forgot it, the test does not
    assert child.poll() is None
    folder = desk.folder / "depth-of-phantoms"
    (folder / "go").touch()
    assert child.wait(30) == 0
    assert '"paused"' in (folder / "events.jsonl").read_text()


def test_a_study_of_the_command_is_found_followed_and_not_paused_with_the_window(
    qtbot, form, desk, window, stand_in, open_window, tmp_path
):
    import subprocess

    button(form, "Save for later").click()
    qtbot.waitUntil(lambda: desk.window.list.texts() == ["Depth of phantoms\nPlanned, 2 runs"])
    steps = ["-P", str(tmp_path / "stand_in.py"), str(desk.folder / "depth-of-phantoms"), "planned", "cell_started"]
    stand_in()
    with subprocess.Popen([sys.executable, *steps, "wait", "paused"], stdin=subprocess.PIPE) as child:
        events = desk.folder / "depth-of-phantoms" / "events.jsonl"
        qtbot.waitUntil(lambda: events.exists() and "cell_started" in events.read_text(), timeout=30_000)
        desk.window.close()
        desk.show()
        qtbot.waitUntil(lambda: desk.work.process is not None, timeout=30_000)
        assert not desk.is_running()  # not this window's: it goes on when that is closed
        assert desk.work.process.pid == child.pid
        qtbot.waitUntil(lambda: "Run 1 of 2" in desk.window.progress.state)
        with qtbot.waitSignal(desk.ended, timeout=30_000) as ended:
            child.stdin.close()
    assert ended.args == ["paused"]


def test_a_written_study_is_taken_over_and_what_is_none_is_refused(qtbot, desk, tmp_path, training_data):
    file = tmp_path / "mine.toml"
    file.write_text(f'name = "Mine"\ndata = "{training_data.name}"\n[grid]\nseed = [1, 2]\n')
    desk.take(file)
    qtbot.waitUntil(lambda: desk.window.list.texts() == ["Mine\nPlanned, 2 runs"])
    assert f'data = "{tmp_path / training_data.name}"' in (desk.folder / "mine.toml").read_text()
    desk.take(file)
    assert desk.window.problem == "A study of this name is there already: give the study another name."
    file.write_text('name = "Other"\n')
    desk.take(file)
    assert desk.window.problem == "mine.toml: a study needs name, data, grid, found no data"
    file.write_text('name = "Other"\ndata = "x"\n[grid]\nseed = [1]\nsize = [4]\n')
    desk.take(file)
    assert "cannot be trained: size" in desk.window.problem


def test_a_damaged_study_is_listed_with_its_reason(qtbot, desk):
    (desk.folder / "odd.toml").write_text("name = ")
    (desk.folder / "gone").mkdir()
    (desk.folder / "gone" / "declared.json").write_text("{")
    desk.window.close()
    desk.show()
    qtbot.waitUntil(lambda: desk.window.list.texts() == ["gone\nDamaged", "odd\nDamaged"])
    desk.window.list.select(desk.folder / "odd")
    assert "odd.toml: expected TOML, found something else" in desk.window.details.text
    assert not button(desk.window, "Resume").isEnabled()


def test_the_child_is_asked_as_on_the_command_line(tmp_path):
    usual = study_arguments(tmp_path / "a.toml", RunOptions())
    assert usual == [
        "-P", "-m", "viewer.command_line", "study", str(tmp_path / "a.toml"), "--out", str(tmp_path),
        "--at-once", "1", "--json", "--watch-stdin",
    ]  # fmt: skip
    more = study_arguments(Path("a.toml"), RunOptions(at_once=2, most_hours=1.5, timed=True))
    assert more[7:] == ["--at-once", "2", "--json", "--watch-stdin", "--time", "--most-hours", "1.5"]


def test_a_folder_that_cannot_be_read_does_not_hide_the_other_studies(desk, monkeypatch):
    for name in ("locked", "odd"):
        (desk.folder / f"{name}.toml").write_text(f'name = "{name}"\ndata = "x"\n[grid]\nseed = [1]\n')
    (desk.folder / "odd" / "events.jsonl").mkdir(parents=True)  # whatever that is, it is no file
    (desk.folder / "locked").mkdir()
    locked, real = desk.folder / "locked", Path.stat

    def stat(path, **more):
        if path.parent == locked:
            raise PermissionError(13, "Permission denied")
        return real(path, **more)

    monkeypatch.setattr(Path, "stat", stat)
    (desk.folder / "fine.toml").write_text('name = "fine"\ndata = "x"\n[grid]\nseed = [1]\n')
    found = {study.name: (study.status, study.reason) for study in read_studies(desk.folder)}
    assert found == {
        "fine": ("planned", ""),
        "locked": ("damaged", "locked cannot be read: permission denied"),
        "odd": ("damaged", "odd cannot be read: is a directory"),
    }
