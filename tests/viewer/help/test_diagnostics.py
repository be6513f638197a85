import logging
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QGuiApplication

from viewer.help.diagnostics import RecentErrors, diagnostics, kind_and_place

MARK = "Zzyzx"


@pytest.fixture
def kept():
    handler = RecentErrors()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


def record(name, text, *args, path="/home/zzyzx/.venv/lib/python3.11/site-packages/viewer/jobs.py"):
    return logging.LogRecord(name, logging.ERROR, path, 80, text, args, None, "_run")


def test_an_error_is_told_by_type_and_place_only():
    traced = f'lane %s failed: ValueError {MARK}\n  File "/home/{MARK}/cxr/viewer/opening.py", line 7, in _load\n    x'
    assert kind_and_place(record("viewer.jobs", traced, MARK)) == "ValueError viewer/opening.py:7 in _load"
    assert kind_and_place(record("viewer.jobs", f"OSError at {MARK}")) == "OSError viewer/jobs.py:80 in _run"
    library = "/home/zzyzx/site-packages/pydicom/charset.py"
    assert kind_and_place(record("pydicom", MARK, path=library)) == "pydicom/charset.py:80 in _run"
    assert kind_and_place(record("other", MARK, path=f"/home/{MARK}/thing.py")) == "thing.py:80 in _run"


def test_the_newest_are_kept(kept):
    for number in range(30):
        logging.getLogger("viewer.some").warning("ValueError %d %s", number, MARK)
    logging.getLogger("viewer.some").info("nothing")
    assert len(kept.lines) == 20
    assert not any(MARK in line for line in kept.lines)
    assert all("WARNING ValueError" in line for line in kept.lines)


def test_the_text_says_what_helps_and_nothing_else(qapp, kept, monkeypatch, tmp_path, isolated_home):
    logging.getLogger("viewer.some").error("IndexError %s", MARK)
    window = SimpleNamespace(
        browser=SimpleNamespace(model=SimpleNamespace(images=lambda: [tmp_path / MARK] * 3)),
        settings=SimpleNamespace(differing=lambda: {"theme": "light"}),
        shortcuts=SimpleNamespace(differing=lambda: ("image.fit",)),
        width=lambda: 1280,
        height=lambda: 800,
    )
    text = diagnostics(window)
    screen = QGuiApplication.primaryScreen()
    for told in (
        "CXR-12 0.1.0", "PySide6-Essentials 6", "pydicom 3", "tensorflow 2", "platform plug-in: offscreen",
        f"Screen 1: {screen.size().width()} x {screen.size().height()}, scale 1", "Window: 1280 x 800",
        "theme = light", "Shortcuts that differ: image.fit", "Images listed: 3; catalogue: none",
        "ERROR IndexError viewer/help/test_diagnostics.py:",
    ):  # fmt: skip
        assert told in text
    for secret in (MARK, str(tmp_path), str(isolated_home)):
        assert secret not in text
