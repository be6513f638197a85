import builtins
import logging
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from core import places
from viewer.app import UnexpectedErrors, open_catalogue, open_window

HEAVY = ("tensorflow", "keras", "pandas", "sklearn", "scipy", "highdicom", "pyqtgraph", "imagecodecs", "qtawesome")


def run_python(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)


def test_starting_the_window_imports_nothing_heavy():
    """Until the first paint: the icons' font comes after it, networks live in other processes."""
    found = run_python(
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "application = QApplication([])\n"
        "import viewer.app as app\n"
        "window = app.open_window()\n"
        f"print('loaded', [name for name in {HEAVY} if name in sys.modules])\n"
    )
    assert found.stdout.strip() == "loaded []", found.stderr


def test_window_opens_and_closes_through_the_front_door(tmp_path, monkeypatch, isolated_home):
    monkeypatch.setenv("QT_PLUGIN_PATH", str(tmp_path))
    found = run_python(
        "import os, sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from viewer.app import run\n"
        "application = QApplication([])\n"
        "QTimer.singleShot(0, lambda: [w.close() for w in application.topLevelWidgets()])\n"
        "print('status', run([]), 'QT_PLUGIN_PATH' in os.environ)\n"
    )
    assert found.stdout.strip() == "status 0 False", found.stderr
    assert "Traceback" not in found.stderr
    assert (isolated_home / "cxr12" / "cache" / "cxr12.log").read_text() == ""


def test_signals_and_repaints_by_the_thousand_do_not_end_the_interpreter():
    """PySide6 6.12 on Python 3.11 would, without viewer.immortal."""
    found = run_python(
        "import viewer.state\n"
        "state = viewer.state.ViewerState()\n"
        "for turn in range(20_000):\n"
        "    state.set_patient_data_hidden(turn % 2 == 0)\n"
        "print('alive')\n"
    )
    assert found.stdout.strip() == "alive", found.stderr


@pytest.fixture
def errors(qtbot):
    caught = UnexpectedErrors()
    caught.install()
    yield caught
    caught.uninstall()
    assert sys.excepthook is sys.__excepthook__


def test_exception_is_logged_with_a_number_but_without_its_message(qtbot, errors, caplog):
    name = "^".join(("DOE", "JANE"))
    told = []
    errors.happened.connect(told.append)
    with caplog.at_level(logging.CRITICAL):
        for _ in range(2):
            try:
                raise ValueError(name)
            except ValueError as error:
                sys.excepthook(type(error), error, error.__traceback__)
    assert "error 1, ValueError" in told[0]
    assert "error 2, ValueError" in told[1]
    assert "unexpected error 2: ValueError" in caplog.text
    assert "test_app.py" in caplog.text
    assert name not in caplog.text


def test_catalogue_that_is_damaged_is_begun_anew(isolated_home):
    file = isolated_home / "cxr12" / "data" / "catalogue.sqlite"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"not a database" * 100)
    catalogue, problem = open_catalogue()
    catalogue.close()
    assert "kept as catalogue.sqlite.bad" in problem


@pytest.fixture
def stand_in(monkeypatch, tmp_path):
    """Whatever stands in for a home that cannot be written is forgotten after the test."""
    monkeypatch.setattr(places, "_writable", set())
    monkeypatch.setattr(places, "_refused", {})
    monkeypatch.setenv(places.STAND_IN, str(tmp_path / "stand_in"))


def test_catalogue_that_cannot_be_opened_is_for_this_session(isolated_home):
    (isolated_home / "cxr12" / "data" / "catalogue.sqlite").mkdir(parents=True)
    catalogue, problem = open_catalogue()
    catalogue.close()
    assert problem.startswith("What is listed is not remembered: ")
    assert "Errno" not in problem


@pytest.mark.usefixtures("stand_in")
def test_window_opens_without_a_home_and_says_what_is_not_kept(qtbot, monkeypatch, tmp_path, study_folder):
    (tmp_path / "file").write_text("a file where the home should be")
    monkeypatch.setenv("CXR12_HOME", str(tmp_path / "file" / "home"))
    window = open_window()
    qtbot.addWidget(window)
    window.show()
    said = window.image_area.messages.text
    assert said == places.problem()
    assert "not kept" in said
    with qtbot.waitSignal(window.state.frame_changed, timeout=30_000):
        window.open_paths([study_folder])
    window.settings.set("theme", "light")
    window.settings.set("theme", "system")
    window.actions_by_id["image.cancel"].trigger()
    assert window.image_area.messages.text == said
    assert window.recent.folders == (study_folder,)
    window.image_area.messages.clear()
    assert not window.image_area.messages.isVisible()
    assert window.close()


@pytest.mark.usefixtures("stand_in")
def test_window_opens_on_a_home_that_can_only_be_read(qtbot, monkeypatch, isolated_home, study_folder):
    """Preferences are read; what would be written to them is refused as the system does."""
    config = isolated_home / "cxr12" / "config"
    config.mkdir(parents=True)
    (config / "preferences.json").write_text('{"wheel_forward": "out"}')
    below = config.parent

    def refuse(folder):
        if Path(folder).is_relative_to(below):
            raise OSError(30, "Read-only file system", str(folder))

    monkeypatch.setattr(places.tempfile, "TemporaryFile", lambda dir: refuse(dir))
    writing = builtins.open

    def opened(path, mode="r", *more, **named):
        if mode == "xb":  # as a whole file is begun
            refuse(path)
        return writing(path, mode, *more, **named)

    monkeypatch.setattr(builtins, "open", opened)
    window = open_window()
    qtbot.addWidget(window)
    assert not window.image_view.wheel_forward_zooms_in
    assert "(read-only file system)" in window.image_area.messages.text
    with qtbot.waitSignal(window.state.frame_changed, timeout=30_000):
        window.open_paths([study_folder])
    window.settings.set("wheel_forward", "in")
    assert window.image_area.messages.text.splitlines()[0] == places.problem()
    assert "Preferences could not be saved (Read-only file system)" in window.image_area.messages.text
    assert window.close()


def test_catalogue_is_closed_with_the_window(qtbot):
    window = open_window()
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.closed):
        window.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        window.sources._catalogue.rows(None)


def test_without_a_display_one_sentence_says_so():
    bare = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    code = "from viewer.app import run; raise SystemExit(run([]))"
    found = subprocess.run([sys.executable, "-c", code], env=bare, capture_output=True, text=True, check=False)
    assert found.returncode == 1
    assert found.stderr.startswith("CXR-12 needs a display")
    assert found.stderr.count("\n") == 1


def test_crash_below_python_leaves_its_place(isolated_home):
    found = run_python(
        "import faulthandler\n"
        "from viewer.app import begin_crash_log\n"
        "begin_crash_log()\n"
        "def in_the_middle_of_it():\n"
        "    faulthandler._sigabrt()\n"
        "in_the_middle_of_it()\n"
    )
    assert found.returncode != 0
    told = (isolated_home / "cxr12" / "cache" / "crash.log").read_text()
    assert "Fatal Python error: Aborted" in told
    assert "in_the_middle_of_it" in told
