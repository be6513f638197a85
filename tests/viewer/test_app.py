import logging
import subprocess
import sys

import pytest

from viewer.app import UnexpectedErrors, open_catalogue

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
        "catalogue, _ = app.open_catalogue()\n"
        "window = app.MainWindow(catalogue=catalogue, shelf=app.default_shelf(), "
        "runs_folder=app.data_folder() / 'runs', settings=app.default_settings())\n"
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


def test_catalogue_that_cannot_be_made_is_for_this_session(isolated_home):
    (isolated_home / "cxr12").mkdir()
    (isolated_home / "cxr12" / "data").write_text("a file where the folder should be")
    catalogue, problem = open_catalogue()
    catalogue.close()
    assert problem.startswith("What is listed is not remembered: ")
