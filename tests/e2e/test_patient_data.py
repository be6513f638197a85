"""Rows 102 and 103 of the fault table: where patient data may be, and where it may not.

A mark is planted in every element, file name and private element that could tell whose images they are.
"""

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pydicom
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QFileDialog
from readable import readable
from studies import DATE, IDENTIFYING, MARK, make_studies

from core.results.row import refused_row
from viewer.actions import ACTIONS
from viewer.app import open_window
from viewer.results.line import Line

ROOT = Path(__file__).resolve().parents[2]
SECRETS = (MARK, DATE, "1913-08-07", "07.08.1913", "1914")


@pytest.fixture
def folder(tmp_path):
    return make_studies(tmp_path / f"{MARK} folder")


@pytest.fixture
def window(qtbot, folder):
    """The real window with the folder listed, another tab in front, and what can be opened beside it opened."""
    window = open_window()
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignals([window.browser.scan_ended, window.state.frame_changed], timeout=60_000):
        window.open_paths([folder, folder / f"{MARK}.txt"])
    yield window
    window.close()


OPENING = (
    "tags.show", "view.preferences", "help.manual", "help.shortcuts", "help.diagnostics", "view.palette",
    "results.show", "export.send", "export.deidentified", "export.metadata", "export.report",
)  # fmt: skip
ASKING = ("file.", "export.", "annotate.export", "annotate.import", "train.", "classify.")


def found(secrets=SECRETS):
    """Where any of the secrets can be read now."""
    texts = {(where, text) for where, text in readable() for secret in secrets if secret in text}
    return sorted({f"{where}: {text[:200]}" for where, text in texts})


def open_windows(window):
    """Open what can be opened, one after the other: nobody does so within one turn of the event loop."""
    for action in ACTIONS:
        if action.id in OPENING:
            window.actions_by_id[action.id].trigger()
            QCoreApplication.processEvents()


def test_the_search_finds_what_is_shown_before_it_is_hidden(window):
    told = "\n".join(found())
    for where in ("StudyTree", "QTreeView", "View"):
        if where in told:
            break
    else:
        pytest.fail(f"the browser shows no name, or the search does not see it: {told}")
    assert "QMenu" in told  # the recent folders


def test_hidden_patient_data_can_be_read_nowhere(qtbot, window, folder):
    open_windows(window)
    window.train_panel.set_data(folder)
    for path in window.browser.model.images():
        window.results.window.table.add([Line(refused_row(path, "it is damaged", "real3"))])
        window.browser.choose(path)
        qtbot.waitUntil(lambda: not window.opening.is_running, timeout=30_000)
    assert any("ResultView" in told for told in found())
    window.state.set_patient_data_hidden(True)
    qtbot.waitUntil(lambda: not window.jobs.is_running("read dataset"), timeout=60_000)
    qtbot.waitUntil(lambda: not window.browser.is_scanning and not window.opening.is_running)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # of what was replaced, in this very turn
    assert found() == []


def test_what_is_opened_while_it_is_hidden_stays_hidden(qtbot, window, folder, monkeypatch):
    """Images, refusals, tags, messages, windows and the names that file dialogs begin with."""
    asked = []
    for name in ("getSaveFileName", "getOpenFileName", "getOpenFileNames", "getExistingDirectory"):
        answer = "" if name == "getExistingDirectory" else ([], "") if name.endswith("s") else ("", "")
        monkeypatch.setattr(QFileDialog, name, lambda *a, _answer=answer, **k: asked.append((a, k)) or _answer)
    window.state.set_patient_data_hidden(True)
    open_windows(window)
    unreadable = [folder / f"{MARK}-short.dcm", folder / f"{MARK}.txt", folder / f"{MARK} gone.dcm"]
    for path in (*window.browser.model.images(), *unreadable):
        with qtbot.waitSignal(window.browser.scan_ended, timeout=30_000):
            window.open_paths([path])
        qtbot.waitUntil(lambda: not window.opening.is_running, timeout=30_000)
        assert found() == []
    window.train_panel.set_data(folder)
    qtbot.waitUntil(lambda: not window.jobs.is_running("read dataset"), timeout=60_000)
    for name in ("file.open_files", "file.open_folder"):
        window.actions_by_id[name].trigger()
    assert found() == []
    assert len(asked) == 2
    assert MARK not in repr(asked)


def test_the_picture_on_screen_is_that_of_an_image_without_a_name(qtbot, window, folder, tmp_path):
    """What is painted over the image is the same, pixel by pixel, as for a twin that never had anything to hide."""
    path = folder / f"{MARK}-1-2.dcm"
    twin = pydicom.dcmread(path)
    for name in (*IDENTIFYING, "PatientName", "PatientID"):
        if name in twin:
            delattr(twin, name)
    twin.SOPInstanceUID = twin.file_meta.MediaStorageSOPInstanceUID = "1.2.3"  # two files of one UID are marked
    twin.save_as(tmp_path / "twin.dcm")
    window.state.set_patient_data_hidden(True)
    pictures = []
    for file in (path, tmp_path / "twin.dcm"):
        with qtbot.waitSignal(window.state.frame_changed, timeout=30_000):
            window.open_paths([file])
        qtbot.waitUntil(lambda: not window.opening.is_running, timeout=30_000)
        pictures.append(window.image_view.grab().toImage())
    assert pictures[0] == pictures[1]
    window.state.set_patient_data_hidden(False)
    with qtbot.waitSignal(window.state.frame_changed, timeout=30_000):
        window.open_paths([path])
    assert window.image_view.grab().toImage() != pictures[0]


SESSION = """
import logging, os, sys, threading, warnings
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import viewer.app as app

folder, secret, crash = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "crash"
application = QApplication([])

def fail():
    raise ValueError(secret)

def steps(window):
    while window.state.frame is None or window.browser.model.rowCount() == 0:
        yield
    images = window.browser.model.images()
    for path in images:
        window.browser.choose(path)
        while window.opening.is_running:
            yield
        for name in ("image.invert", "image.rotate_right", "image.full_range", "tags.show", "layout.two"):
            if name in window.actions_by_id:
                window.actions_by_id[name].trigger()
        yield
    window.settings.set("theme", "light")
    window.settings.set("recent", "off")
    window.shortcuts.set("image.fit", "G")
    window.actions_by_id["help.diagnostics"].trigger()
    window.train_panel.set_data(folder)
    while window.jobs.is_running("read dataset"):
        yield
    if os.environ.get("CLASSIFY"):
        window.classify_panel.reload_models("phantom4")
        window.browser.choose(images[0])
        while window.opening.is_running:
            yield
        window.actions_by_id["classify.run"].trigger()
        while window.classify_panel.prediction is None:
            yield
        print("classified", window.classify_panel.prediction is not None)
        window.results.window.chooser.reload("phantom4")
        window.actions_by_id["results.listed"].trigger()
        while window.results.run.is_running or not window.results.window.table.lines:
            yield
        print("answers", sum(line.result is not None for line in window.results.window.table.lines))
    QTimer.singleShot(0, fail)
    yield
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    window.jobs.submit("a job", fail)
    logging.getLogger("pydicom").warning("value %s is odd", secret)
    yield
    yield
    print("done", flush=True)
    if crash:
        import faulthandler
        faulthandler._sigsegv()
    window.close()

def begin():
    window = next(w for w in application.topLevelWidgets() if type(w).__name__ == "MainWindow")
    story = steps(window)
    timer = QTimer(window)
    timer.timeout.connect(lambda: next(story, None))
    timer.start(50)

QTimer.singleShot(0, begin)
sys.exit(app.run([folder]))
"""


def session(home, folder, *, crash=False, classify=False):
    """Run a whole session whose every file lands below ``home``."""
    (home / "tmp").mkdir(parents=True, exist_ok=True)
    ending = "crash" if crash else "close"
    names = {
        "CXR12_HOME": home / "cxr12", "HOME": home / "user", "TMPDIR": home / "tmp", "XDG_CACHE_HOME": home / "cache",
        "XDG_CONFIG_HOME": home / "config", "XDG_DATA_HOME": home / "data", "PYTHONPATH": ROOT,
        "PYTHONDONTWRITEBYTECODE": 1, "CLASSIFY": 1 if classify else "",
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-P", "-c", textwrap.dedent(SESSION), folder, f"{MARK} of a patient", ending],
        env={**os.environ, **{name: str(value) for name, value in names.items()}},
        cwd=home, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


def files_that_tell(home):
    """The files below ``home``, apart from the catalogue, that hold a secret in their bytes or in their name."""
    secrets = {secret.encode(coding) for secret in (MARK, DATE) for coding in ("utf-8", "utf-16-le", "utf-16-be")}
    for path in home.rglob("*"):
        if not path.is_file() or path.name.startswith("catalogue.sqlite"):
            continue
        content = path.read_bytes() + os.fsencode(path.name)
        if any(secret in content for secret in secrets):
            yield str(path.relative_to(home))


@pytest.mark.parametrize("crash", [False, True])
def test_row_102_no_file_but_the_catalogue_tells(tmp_path, folder, crash):
    home = tmp_path / "home"
    told = session(home, folder, crash=crash)
    assert "done" in told.stdout, told.stdout + told.stderr
    assert told.returncode == (-11 if crash else 0), told.stderr
    assert list(files_that_tell(home)) == []
    assert MARK not in told.stdout + told.stderr
    log = (home / "cxr12" / "cache" / "cxr12.log").read_text()
    assert "unexpected error 1: ValueError" in log
    assert "unexpected error 2: ValueError" in log
    assert "job in lane a job failed: ValueError" in log
    catalogue = next(home.rglob("catalogue.sqlite"))
    assert catalogue.stat().st_mode & 0o077 == 0
    assert MARK.encode() in b"".join(part.read_bytes() for part in catalogue.parent.glob("catalogue.sqlite*"))
    assert json.loads((home / "cxr12" / "config" / "recent.json").read_text()) == []
    if crash:
        assert "Segmentation fault" in (home / "cxr12" / "cache" / "crash.log").read_text()


@pytest.mark.slow
def test_row_102_asking_a_network_leaves_nothing_either(tmp_path, folder):
    told = session(tmp_path / "home", folder, classify=True)
    assert "classified True" in told.stdout, told.stdout + told.stderr
    assert "answers 0" not in told.stdout
    assert "answers" in told.stdout
    assert list(files_that_tell(tmp_path / "home")) == []
