"""The fault table, part D: the window opens and stays alive whatever is around it. The rows stand in the names.

Rows with a story of their own: 98 in ``test_monkey``, 99 also in ``test_opens``, 102 in ``test_patient_data``. Row 101
is told where the answers are, ``tests/viewer/classify``; of row 109, the marks of the sides in ``tests/viewer/image``.
"""

import hashlib
import json
import logging
import os
import shutil
import struct
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings, QTimer
from PySide6.QtGui import QGuiApplication
from studies import make_studies, write_image

from viewer.app import UnexpectedErrors, open_window
from viewer.message_bar import Until

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def opened(qtbot):
    """Open windows as one user would, one after another."""
    made = []

    def make():
        window = open_window()
        qtbot.addWidget(window)
        made.append(window)
        window.show()
        return window

    yield make
    for window in made:
        window.close()


@pytest.fixture
def folder(tmp_path):
    return make_studies(tmp_path / "studies")


def listed(qtbot, window, folder):
    """Open a folder and wait until all of it is listed and its first image shown."""
    with qtbot.waitSignals([window.browser.scan_ended, window.state.frame_changed], timeout=60_000):
        window.open_paths([folder])
    return window.browser.model.images()


# 94: settings

NAMES = ("preferences.json", "shortcuts.json", "recent.json", "window.ini")
UNUSABLE = {
    "empty": b"", "truncated": b'{"theme": "da', "binary": bytes(range(256)) * 40, "a list": b"[[], 1]",
    "wrong types": json.dumps({"theme": 7, "image.fit": [1], "drag_down": None}).encode(),
    "from the future": json.dumps({"theme": "holographic", "image.levitate": "L", "version": 99}).encode(),
}  # fmt: skip


@pytest.mark.parametrize("content", UNUSABLE.values(), ids=UNUSABLE)
def test_row_94_unusable_settings_leave_the_defaults(opened, isolated_home, content):
    config = isolated_home / "cxr12" / "config"
    config.mkdir(parents=True)
    for name in NAMES:
        (config / name).write_bytes(content)
    window = opened()
    assert window.isVisible()
    assert window.settings["theme"] == "system"
    assert window.shortcuts["image.fit"] == "F; ="
    window.settings.set("theme", "dark")
    window.shortcuts.set("image.fit", "G")
    for name in NAMES[:2]:
        assert (config / f"{name}.bad").read_bytes() == content
    window.close()
    again = opened()
    assert (again.settings["theme"], again.shortcuts["image.fit"]) == ("dark", "G")


def test_row_94_settings_of_100_mb_are_set_aside_unread(opened, isolated_home):
    config = isolated_home / "cxr12" / "config"
    config.mkdir(parents=True)
    for name in NAMES[:3]:
        with (config / name).open("wb") as file:
            file.truncate(100 << 20)
    assert opened().isVisible()
    assert all((config / f"{name}.bad").exists() for name in NAMES[:3])


# 95: where the window is


def geometry(x, y, width, height, *, frame=None):
    """What Qt keeps of a window (QWidget::saveGeometry, version 3): frame, normal and present rectangle, edges."""
    rectangle = struct.pack(">4i", x, y, x + width - 1, y + height - 1)
    head = struct.pack(">IHH", 0x1D9D0CB, 3, 0)
    return head + (frame or rectangle) + rectangle + struct.pack(">iBBi", 7, 0, 0, 1920) + rectangle


PLACES = {
    "far right": geometry(50_000, 100, 1280, 800),
    "far left": geometry(-50_000, -50_000, 1280, 800),
    "nothing": geometry(100, 100, 0, 0),
    "negative": geometry(100, 100, -500, -500),
    "huge": geometry(0, 0, 1_000_000, 1_000_000),
    "a sliver": geometry(100, 100, 1, 1),
    "above": geometry(100, -790, 1280, 800),
    "noise": bytes(range(200)),
    "cut": geometry(0, 0, 800, 600)[:20],
}


@pytest.mark.parametrize("kept", PLACES.values(), ids=PLACES)
def test_row_95_the_window_comes_back_onto_the_screen(opened, isolated_home, kept):
    config = isolated_home / "cxr12" / "config"
    config.mkdir(parents=True)
    stored = QSettings(str(config / "window.ini"), QSettings.Format.IniFormat)
    stored.setValue("geometry", QByteArray(kept))
    stored.setValue("docks", QByteArray(kept))
    stored.sync()
    window = opened()
    screen = QGuiApplication.primaryScreen().availableGeometry()
    seen = window.frameGeometry().intersected(screen)
    assert seen.width() >= min(screen.width(), window.width()) // 2
    assert seen.height() >= min(screen.height(), window.height()) // 2
    assert window.frameGeometry().top() >= screen.top()  # the bar to move it by
    assert window.width() >= 400
    assert window.browser.isVisible()


@pytest.mark.parametrize("scale", ["0.5", "1.25", "2", "3"])
def test_row_95_another_scale_of_the_screen(scale, isolated_home):
    """The window is kept at scale 1 and comes back at another one, as on another monitor."""
    for factor in ("1", scale):
        found = in_a_process(
            """
            window = open_window()
            window.show()
            screen = window.screen().availableGeometry()
            print(window.frameGeometry().intersected(screen).isEmpty(), window.devicePixelRatio())
            window.close()
            """,
            QT_SCALE_FACTOR=factor,
        )
        assert found.stdout.split() == ["False", str(float(factor))], found.stderr


# 96, 97, 110: what is around the program


def in_a_process(body, *arguments, before=None, **environment):
    """Run a session in a process of its own; its environment holds nothing of the test's home but what is given."""
    code = "import os, sys\nfrom pathlib import Path\nfrom PySide6.QtWidgets import QApplication\n" + textwrap.dedent(
        """
        application = QApplication([])
        from PySide6.QtTest import QTest
        from viewer.app import open_window

        def wait(until):
            for _ in range(1200):
                if until():
                    return
                QTest.qWait(50)
            raise SystemExit("that did not happen")
        """
    )
    return subprocess.run(
        [sys.executable, "-P", "-c", code + textwrap.dedent(body), *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True, text=True, timeout=180, check=False, preexec_fn=before,
    )  # fmt: skip


SHOW_AND_CHANGE = """
window = open_window()
window.show()
told = window.image_area.messages.text
window.open_paths([Path(sys.argv[1])])
wait(lambda: window.state.frame is not None)
window.settings.set("theme", "light")
window.shortcuts.set("image.fit", "G")
print("shown", window.state.frame.columns)
print(told)
print(window.image_area.messages.text)
print("closed", window.close())
"""


def obey_permissions():
    """Run before a process begins: let permissions hold for root, too, who could else write anywhere."""
    import ctypes

    drop_from_bounding_set, override, read_search, owner = 24, 1, 2, 3
    for capability in (override, read_search, owner):
        ctypes.CDLL(None).prctl(drop_from_bounding_set, capability, 0, 0, 0)


def home_is(kind, folder):
    """Make a home of a kind; returns its path and the CXR12_HOME or HOME to set."""
    if kind == "read-only":
        home = folder / "home"
        home.mkdir()
        home.chmod(0o555)
    elif kind == "missing":
        (folder / "closed").mkdir()
        (folder / "closed").chmod(0o555)
        home = folder / "closed" / "home"
    else:
        home = folder / "Ng\u01b0\u1eddi d\u00f9ng \u5de5\u4f5c \U0001fa7b"
        home.mkdir()
        home.chmod(0o777)
    return home


@pytest.mark.parametrize("kind", ["read-only", "missing"])
def test_row_96_a_home_that_cannot_be_written_is_said_once_and_all_works(tmp_path, kind):
    images, home = make_studies(tmp_path / "images", 16), home_is(kind, tmp_path)
    surroundings = {"HOME": str(home)}
    for name in ("CXR12_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        surroundings[name] = ""
    found = in_a_process(SHOW_AND_CHANGE, images, before=obey_permissions, **surroundings)
    assert found.stdout.startswith("shown 16\nCXR-12 cannot write to "), found.stdout + found.stderr
    assert "are not kept" in found.stdout
    assert found.stdout.endswith("closed True\n")
    assert "Traceback" not in found.stderr
    assert not list(home.iterdir() if home.exists() else [])


def test_row_96_a_home_in_any_script(tmp_path):
    images, home = make_studies(tmp_path / "images", 16), home_is("non-ASCII", tmp_path)
    found = in_a_process(SHOW_AND_CHANGE, images, CXR12_HOME=str(home / "c\u00e0i \u0111\u1eb7t"))
    assert found.stdout.startswith("shown 16\n\n\n"), found.stdout + found.stderr
    (kept,) = home.rglob("preferences.json")
    assert json.loads(kept.read_text()) == {"theme": "light"}
    found = in_a_process(SHOW_AND_CHANGE, images, CXR12_HOME=os.fsdecode(os.fsencode(home) + b"/\xff\xfe"))
    assert found.stdout.startswith("shown 16\n"), found.stdout + found.stderr


def test_row_96_a_full_disk_is_said_and_all_works(tmp_path):
    """Every write beyond the first bytes of a file fails, as with a disk that has just become full."""
    images = make_studies(tmp_path / "images", 16)
    home = tmp_path / "home"
    assert in_a_process(SHOW_AND_CHANGE, images, CXR12_HOME=str(home)).stdout.startswith("shown 16\n")

    def full():
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (1, 1))

    found = in_a_process(SHOW_AND_CHANGE.replace("light", "dark"), images, CXR12_HOME=str(home), before=full)
    assert found.stdout.startswith("shown 16\n"), found.stdout + found.stderr
    assert "could not be saved" in found.stdout or "not kept" in found.stdout or "not remembered" in found.stdout
    (kept,) = home.rglob("preferences.json")
    assert json.loads(kept.read_text()) == {"theme": "light"}  # the last one that could be written, whole
    assert not list(home.rglob("*.tmp"))


@pytest.mark.parametrize(
    "broken",
    [
        {"QT_OPENGL": "no-such-thing", "LIBGL_DRIVERS_PATH": "/nowhere", "QT_XCB_GL_INTEGRATION": "none"},
        {"QT_OPENGL": "software", "MESA_LOADER_DRIVER_OVERRIDE": "broken", "LIBGL_ALWAYS_SOFTWARE": "1"},
        {"CUDA_VISIBLE_DEVICES": "-1", "QT_QUICK_BACKEND": "no-such-thing"},
    ],
)
def test_row_97_no_graphics_hardware_is_needed(folder, broken):
    found = in_a_process(SHOW_AND_CHANGE, folder, **broken)
    assert found.stdout.startswith("shown 96\n"), found.stdout + found.stderr


def test_row_97_a_missing_decoder_is_named_and_the_others_work(folder, tmp_path):
    (tmp_path / "without").mkdir()
    (tmp_path / "without" / "imagecodecs.py").write_text("raise ImportError('a part of it is missing')\n")
    found = in_a_process(
        """
        window = open_window()
        window.show()
        refused = []
        window.opening.refused.connect(lambda path, reason, image: refused.append(reason))
        folder = Path(sys.argv[1])
        (compressed,) = folder.glob("*rle.dcm")
        window.open_paths([compressed])
        wait(lambda: refused)
        print(refused[0])
        window.open_paths([next(folder.glob("*-1-1.dcm"))])
        wait(lambda: window.state.frame is not None)
        window.close()
        """,
        folder,
        PYTHONPATH=f"{tmp_path / 'without'}{os.pathsep}{ROOT}",
    )
    assert "imagecodecs, which decodes it, cannot be loaded" in found.stdout, found.stdout + found.stderr
    assert found.returncode == 0, found.stderr


LOOKED_FOR = (
    "numpy", "pydicom", "PySide6", "core", "viewer", "trainer", "resources", "imagecodecs", "json", "qtawesome", "cv2",
    "sitecustomize", "usercustomize",
)  # fmt: skip


def test_row_110_nothing_beside_the_images_is_loaded(folder, isolated_home):
    """The window is started, as by its command, in the folder of the images, which holds what looks like its parts."""
    canary = isolated_home / "canary"
    trap = f"open({str(canary)!r}, 'a').write(__name__ + '\\n')\n"
    for name in LOOKED_FOR:
        (folder / f"{name}.py").write_text(trap)
    (folder / "platforms").mkdir()
    for name in ("libqoffscreen.so", "libqminimal.so"):
        (folder / "platforms" / name).write_bytes(b"\x7fELF not a library")
    (folder / "qt.conf").write_text("[Paths]\nPlugins=.\nPrefix=.\n")
    (folder / "window.qss").write_text("* { color: red }")
    command = Path(sys.executable).with_name("cxr12")
    start = f"""
import runpy, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
application = QApplication([])
def look():
    window = next(w for w in application.topLevelWidgets() if type(w).__name__ == "MainWindow")
    if window.state.frame is None:
        return QTimer.singleShot(100, look)
    print("shown", flush=True)
    window.close()
QTimer.singleShot(1000, look)
sys.argv = ["cxr12", "."]
runpy.run_path({str(command)!r}, run_name="__main__")
"""
    found = subprocess.run(
        [sys.executable, "-P", "-c", start], cwd=folder, capture_output=True, text=True, timeout=180, check=False,
        env={**os.environ, "QT_PLUGIN_PATH": str(folder)},
    )  # fmt: skip
    assert "shown" in found.stdout, found.stdout + found.stderr
    assert not canary.exists(), canary.read_text()


# 99, 100, 105: what happens while it runs


def test_row_99_of_many_requests_the_last_one_wins(qtbot, opened, folder):
    window = opened()
    images = listed(qtbot, window, folder)
    shown = []
    window.state.frame_changed.connect(
        lambda frame: shown.append((frame.path if frame else None, window.browser.current))
    )
    for turn in range(300):
        window.browser.choose(images[(turn * 7) % len(images)])
        if turn % 5 == 0:
            window.cancel()
        if turn % 20 == 0:
            QGuiApplication.processEvents()
    window.browser.choose(images[0])
    qtbot.waitUntil(lambda: window.state.frame is not None and window.state.frame.path == images[0], timeout=30_000)
    qtbot.waitUntil(lambda: not window.opening.is_running, timeout=30_000)
    assert window.browser.current == images[0]
    assert all(path is None or path == chosen for path, chosen in shown), "an image came up under another row"


def test_row_99_closing_while_an_image_is_read(qtbot, opened, folder):
    for _ in range(5):
        window = opened()
        with qtbot.waitSignal(window.opening.started, timeout=30_000):
            window.open_paths([folder])
        assert window.opening.is_running
        assert window.close()
        assert window.jobs.wait(0)


@pytest.fixture
def errors(qtbot, opened, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    caught = UnexpectedErrors()
    caught.install()
    window = opened()
    caught.happened.connect(lambda text: window.image_area.messages.say(text, Until.NEXT_REQUEST))
    return window


def test_row_100_an_exception_in_a_slot_is_said_with_a_number_and_the_window_lives(qtbot, errors, folder, caplog):
    window = errors

    name = "".join(("D", "oe"))  # a word that stands in no line of source

    def fail():
        raise ZeroDivisionError(name)

    with caplog.at_level(logging.CRITICAL):
        QTimer.singleShot(0, fail)
        qtbot.waitUntil(lambda: "error 1, ZeroDivisionError" in window.image_area.messages.text)
        worker = threading.Thread(target=fail)
        worker.start()
        worker.join()
        qtbot.waitUntil(lambda: "error 2, ZeroDivisionError" in window.image_area.messages.text)
    assert name not in caplog.text + window.image_area.messages.text
    assert listed(qtbot, window, folder)


def test_row_105_the_sources_stay_as_they_were(qtbot, opened, folder):
    def now():
        return {
            path: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns, path.stat().st_mode)
            for path in sorted(folder.rglob("*"))
        }

    before = now()
    window = opened()
    images = listed(qtbot, window, folder)
    for path in images:
        window.browser.choose(path)
        qtbot.waitUntil(lambda path=path: window.state.frame is None or window.state.frame.path == path, timeout=30_000)
        for name in ("image.invert", "image.full_range", "image.reset"):
            window.actions_by_id[name].trigger()
    window.close()
    assert now() == before


def test_row_55_a_folder_pulled_away_leaves_the_last_image_and_is_said(qtbot, opened, folder):
    window = opened()
    window.opening.pixels.set_limit(0)  # else what was read ahead is shown without its file
    images = listed(qtbot, window, folder)
    last = window.state.frame
    shutil.rmtree(folder)
    with qtbot.waitSignal(window.opening.unavailable, timeout=30_000) as told:
        window.browser.choose(images[-1])
    assert "source not available" in told.args[1]
    assert window.state.frame is last


# 108: every level reaches the screen


def test_row_108_256_levels_in_256_greys_out(qtbot, opened, tmp_path):
    """A ramp of 16 x 16 patches, one for each level of 8 bits, each 4 pixels wide, seen at one pixel to a pixel."""
    import numpy as np

    levels = np.arange(256).reshape(16, 16)
    path = write_image(
        tmp_path / "ramp.dcm", np.kron(levels, np.ones((4, 4))), BitsAllocated=16, BitsStored=8, HighBit=7,
        WindowCenter=128, WindowWidth=256,
    )  # fmt: skip
    window = opened()
    with qtbot.waitSignal(window.state.frame_changed, timeout=30_000):
        window.open_paths([path])
    view = window.image_view
    view.actual_size()
    window.actions_by_id["image.full_range"].trigger()
    corner = view.to_widget(0, 0)
    picture = view.grab().toImage()
    seen = [
        picture.pixelColor(round(corner.x() + 4 * column + 2), round(corner.y() + 4 * row + 2)).red()
        for row in range(16)
        for column in range(16)
    ]
    assert seen == list(range(256))


# 109: what is exported is what is shown


@pytest.mark.parametrize("turns", [(), ("image.rotate_right",), ("image.flip_horizontal", "image.rotate_left")])
def test_row_109_the_picture_copied_is_the_picture_shown(qtbot, opened, folder, turns):
    window = opened()
    window.resize(900, 700)
    listed(qtbot, window, folder)
    for name in (*turns, "image.invert", "image.zoom_in", "image.zoom_in"):
        window.actions_by_id[name].trigger()
    shown = window.image_view.grab().toImage()
    QGuiApplication.clipboard().clear()
    window.actions_by_id["export.copy"].trigger()
    qtbot.waitUntil(lambda: not QGuiApplication.clipboard().image().isNull(), timeout=30_000)
    copied = QGuiApplication.clipboard().image()
    assert copied.size() == shown.size()
    middle = shown.rect().adjusted(120, 120, -120, -120)  # without the texts, which are a choice
    assert copied.copy(middle).convertToFormat(shown.format()) == shown.copy(middle)
