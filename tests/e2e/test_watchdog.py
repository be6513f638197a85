"""The watchdog barks when it should, says where, and only then."""

import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from watchdog import Block, Watchdog

import viewer


def of_the_window(body):
    """Compile a function as if it stood in the viewer."""
    names = {"time": time}
    source = "def made_up():\n" + "\n".join(f"    {line}" for line in body)
    exec(compile(source, str(Path(viewer.__file__).parent / "made_up.py"), "exec"), names)
    return names["made_up"]


@pytest.fixture
def watchdog(qtbot, gui_thread_watched):
    """One of its own; the one of the test is told that all was well."""
    own = Watchdog()
    own.start()
    qtbot.wait(30)
    yield own
    own.stop()
    gui_thread_watched.worst = Block(0.0, 0.0, "")


def after(qtbot, work):
    """Run ``work`` from the event loop, and turn it a little afterwards."""
    done = []
    QTimer.singleShot(0, lambda: done.append(work()))
    qtbot.waitUntil(lambda: bool(done))
    qtbot.wait(50)


def test_sleep_in_a_slot_is_found_with_its_place(qtbot, watchdog):
    after(qtbot, of_the_window(["time.sleep(0.3)"]))
    assert 250 <= watchdog.worst.counted_ms <= watchdog.worst.wall_ms < 1000
    assert "made_up.py" in watchdog.worst.where


def test_work_in_a_slot_is_found(qtbot, watchdog):
    after(qtbot, of_the_window(["end = time.thread_time() + 0.3", "while time.thread_time() < end: pass"]))
    assert 200 <= watchdog.worst.counted_ms < 1000
    assert "made_up.py" in watchdog.worst.where


def test_two_short_ones_with_a_turn_between_are_no_long_one(qtbot, watchdog):
    for _ in range(4):
        after(qtbot, of_the_window(["time.sleep(0.1)"]))
    assert 80 <= watchdog.worst.counted_ms < 180


def test_what_the_test_does_itself_is_not_the_windows_doing(qtbot, watchdog):
    time.sleep(0.3)
    after(qtbot, lambda: None)
    assert watchdog.worst.counted_ms < 100


def test_waiting_in_the_event_loop_is_not_a_block(qtbot, watchdog):
    qtbot.wait(400)
    assert watchdog.worst.counted_ms < 100


def test_work_of_another_thread_is_not_a_block(qtbot, watchdog):
    end = time.monotonic() + 0.4
    thread = threading.Thread(target=lambda: [sum(range(10_000)) for _ in iter(lambda: time.monotonic() < end, False)])
    thread.start()
    qtbot.wait(400)
    thread.join()
    assert watchdog.worst.counted_ms < 150
