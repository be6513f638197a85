import threading

import numpy as np
import pytest

from core.dicom.frame import Window
from core.display.view import View
from core.export.png import write_png
from viewer import opening
from viewer.opening import Opening


@pytest.fixture
def opener(state, jobs):
    return Opening(state, jobs)


def test_image_comes_with_the_view_its_file_asks_for(qtbot, opener, state, write_dicom, tmp_path):
    stored = np.arange(12).reshape(3, 4)
    path = write_dicom(tmp_path / "a.dcm", stored, WindowCenter="6", WindowWidth="12")
    with qtbot.waitSignals([opener.started, opener.ended]):
        opener.open(path)
    assert np.array_equal(state.frame.stored[0], stored)
    assert state.view == View(Window(6, 12))


def test_picture_is_shown_as_it_is(qtbot, opener, state, tmp_path):
    write_png(tmp_path / "p.png", np.arange(6, dtype=np.uint8).reshape(2, 3))
    with qtbot.waitSignal(opener.ended):
        opener.open(tmp_path / "p.png")
    assert state.frame.picture
    assert state.view == View(None)


def test_last_request_wins_and_those_between_are_not_even_read(
    qtbot, opener, state, jobs, monkeypatch, write_dicom, tmp_path
):
    paths = [write_dicom(tmp_path / f"{n}.dcm", np.full((2, 2), n)) for n in range(5)]
    begun, gate, read, shown = threading.Event(), threading.Event(), [], []
    really = opening.read_image

    def slow(path):
        read.append(path.name)
        begun.set()
        assert gate.wait(20)
        return really(path)

    monkeypatch.setattr(opening, "read_image", slow)
    state.frame_changed.connect(lambda frame: shown.append(frame.path.name))
    opener.open(paths[0])
    assert begun.wait(20)
    for path in paths[1:]:
        opener.open(path)
    with qtbot.waitSignal(opener.ended, timeout=20_000):
        gate.set()
    assert shown == ["4.dcm"]
    assert read == ["0.dcm", "4.dcm"]


def test_refusal_names_the_file_that_was_asked_for(qtbot, opener, state, write_dicom, tmp_path):
    with qtbot.waitSignal(opener.ended):
        opener.open(write_dicom(tmp_path / "a.dcm", np.zeros((2, 2))))
    bad = write_dicom(tmp_path / "b.dcm", np.zeros((2, 2)))
    bad.write_bytes(bad.read_bytes()[:-2])
    said = []
    opener.refused.connect(lambda *told: said.append(told))
    with qtbot.waitSignal(opener.ended):
        opener.open(bad)
    ((path, reason),) = said
    assert path == bad
    assert "b.dcm" not in reason
    assert reason


def test_source_that_is_gone_is_named(qtbot, opener, state, tmp_path):
    with qtbot.waitSignal(opener.refused) as told:
        opener.open(tmp_path / "gone.dcm")
    assert told.args[0] == tmp_path / "gone.dcm"
    assert told.args[1].startswith("source not available")


def test_cancelled_opening_leaves_the_image(qtbot, opener, state, jobs, monkeypatch, write_dicom, tmp_path):
    gate = threading.Event()
    monkeypatch.setattr(opening, "read_image", lambda path: gate.wait(20))
    opener.open(write_dicom(tmp_path / "a.dcm", np.zeros((2, 2))))
    with qtbot.waitSignal(opener.ended):
        assert opener.cancel()
    assert not opener.cancel()
    gate.set()
    assert jobs.wait(20_000)
    with qtbot.waitSignal(jobs.finished):
        jobs.submit("marker", lambda: None)
    assert state.frame is None
