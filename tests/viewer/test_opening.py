import random
import threading

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from core.dicom.frame import Window
from core.dicom.preview import Preview
from core.display.view import View
from core.export.picture import write_png
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

    def slow(path, **more):
        read.append(path.name)
        begun.set()
        assert gate.wait(20)
        return really(path, **more)

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
    bad = tmp_path / "b.dcm"
    bad.write_bytes(b"no image")
    said = []
    opener.refused.connect(lambda *told: said.append(told))
    with qtbot.waitSignal(opener.ended):
        opener.open(bad)
    ((path, reason, image),) = said
    assert (path, image) == (bad, state.active)
    assert "b.dcm" not in reason
    assert reason


def test_damaged_image_is_shown_with_what_is_wrong(qtbot, opener, state, write_dicom, tmp_path):
    path = write_dicom(tmp_path / "a.dcm", np.full((4, 4), 7))
    path.write_bytes(path.read_bytes()[:-8])  # the last row
    with qtbot.waitSignal(opener.ended):
        opener.open(path)
    assert state.frame.damaged
    assert np.array_equal(state.frame.stored[0, :3], np.full((3, 4), 7))


def test_source_that_is_gone_is_named_and_the_last_image_stays(qtbot, opener, state, write_dicom, tmp_path):
    for place, leave in (("a.dcm", False), ("b.dcm", True)):
        path = write_dicom(tmp_path / place, np.zeros((2, 2)))
        if leave:
            path.unlink()
        with qtbot.waitSignal(opener.unavailable if leave else opener.ended) as told:
            opener.open(path)
    assert told.args[0] == tmp_path / "b.dcm"
    assert told.args[1].startswith("source not available")
    assert "b.dcm" not in told.args[1]
    assert state.frame.path == tmp_path / "a.dcm"
    write_dicom(tmp_path / "b.dcm", np.zeros((2, 2)))
    with qtbot.waitSignal(opener.ended):  # it is back
        opener.open(tmp_path / "b.dcm")
    assert state.frame.path == tmp_path / "b.dcm"


def test_cancelled_opening_leaves_the_image(qtbot, opener, state, jobs, monkeypatch, write_dicom, tmp_path):
    gate = threading.Event()
    monkeypatch.setattr(opening, "read_image", lambda path, **more: gate.wait(20))
    opener.open(write_dicom(tmp_path / "a.dcm", np.zeros((2, 2))))
    with qtbot.waitSignal(opener.ended):
        assert opener.cancel()
    assert not opener.cancel()
    gate.set()
    assert jobs.wait(20_000)
    with qtbot.waitSignal(jobs.finished):
        jobs.submit("marker", lambda: None)
    assert state.frame is None


@pytest.fixture
def reads(monkeypatch):
    """Names of the files that were read, in order."""
    read, really = [], opening.read_image
    monkeypatch.setattr(opening, "read_image", lambda path, **more: read.append(path.name) or really(path, **more))
    return read


@pytest.fixture
def series(write_dicom, tmp_path):
    """Five images, image ``n`` full of ``n``."""
    return [write_dicom(tmp_path / f"{n}.dcm", np.full((2, 2), n), SOPInstanceUID=f"1.2.{n + 1}") for n in range(5)]


def shown(qtbot, opener, path):
    with qtbot.waitSignal(opener.ended):
        opener.open(path)


def prefetched(qtbot, jobs):
    return qtbot.waitSignal(jobs.finished, check_params_cb=lambda lane, _: lane == opening.PREFETCH_LANE)


def test_image_seen_before_is_not_read_again(qtbot, opener, state, reads, series):
    for number in (0, 1, 0):
        shown(qtbot, opener, series[number])
    assert (reads, state.frame.stored[0, 0, 0]) == (["0.dcm", "1.dcm"], 0)


def test_neighbours_are_read_once_the_image_is_on_screen(qtbot, opener, state, jobs, reads, series):
    opener.neighbours = lambda: [series[3], series[1]] if state.frame.path == series[2] else []
    with prefetched(qtbot, jobs):
        opener.open(series[2])
    assert reads == ["2.dcm", "3.dcm", "1.dcm"]
    shown(qtbot, opener, series[3])
    assert reads == ["2.dcm", "3.dcm", "1.dcm"]
    assert state.frame.path == series[3]


def test_neighbours_are_not_read_where_nothing_is_kept(qtbot, opener, jobs, reads, series):
    opener.pixels.set_limit(0)
    opener.neighbours = lambda: series
    shown(qtbot, opener, series[0])
    with qtbot.waitSignal(opener._idle.timeout):
        pass
    assert not jobs.is_busy(opening.PREFETCH_LANE)
    assert reads == ["0.dcm"]


def test_unreadable_neighbour_is_passed_over_in_silence(qtbot, opener, jobs, reads, series):
    series[1].write_bytes(b"no image")
    series[2].unlink()
    opener.neighbours = lambda: series[1:4]
    refused = []
    opener.refused.connect(lambda *told: refused.append(told))
    opener.unavailable.connect(lambda *told: refused.append(told))
    with prefetched(qtbot, jobs):
        opener.open(series[0])
    assert reads == ["0.dcm", "1.dcm", "3.dcm"]
    assert refused == []


def test_reading_ahead_ends_when_the_user_goes_elsewhere(qtbot, opener, state, jobs, monkeypatch, series):
    begun, gate, read, really = threading.Event(), threading.Event(), [], opening.read_image

    def read_image(path, **more):
        read.append(path.name)
        if path == series[1]:
            begun.set()
            assert gate.wait(20)
        return really(path, **more)

    monkeypatch.setattr(opening, "read_image", read_image)
    opener.neighbours = lambda: series[1:4] if state.frame.path == series[0] else []
    shown(qtbot, opener, series[0])
    qtbot.waitUntil(begun.is_set)
    with qtbot.waitSignal(opener.ended):  # although the reading ahead still holds a thread
        opener.open(series[4])
    assert state.frame.path == series[4]
    gate.set()
    qtbot.waitUntil(lambda: not jobs.is_busy(opening.PREFETCH_LANE))
    assert read == ["0.dcm", "1.dcm", "4.dcm"]
    shown(qtbot, opener, series[1])  # what was under way is kept all the same
    assert read == ["0.dcm", "1.dcm", "4.dcm"]


def test_image_that_is_just_being_read_ahead_is_not_read_twice(qtbot, opener, state, monkeypatch, series):
    begun, gate, read, really = threading.Event(), threading.Event(), [], opening.read_image

    def read_image(path, **more):
        read.append(path.name)
        if path == series[1]:
            begun.set()
            assert gate.wait(20)
        return really(path, **more)

    monkeypatch.setattr(opening, "read_image", read_image)
    opener.neighbours = lambda: series[1:2]
    shown(qtbot, opener, series[0])
    qtbot.waitUntil(begun.is_set)
    with qtbot.waitSignal(opener.ended):
        opener.open(series[1])
        gate.set()
    assert (read, state.frame.path) == (["0.dcm", "1.dcm"], series[1])


def test_image_comes_where_it_was_asked_for(qtbot, opener, state, series):
    second = state.images[1]
    with qtbot.waitSignals([state.images[0].frame_changed, second.frame_changed]):
        opener.open(series[0])
        opener.open(series[1], second)
        state.set_active(state.images[2])  # what is asked for later is for another place
    assert (state.images[0].frame.path, second.frame.path) == (series[0], series[1])
    assert state.frame is None


def test_refusal_says_which_place_it_concerns(qtbot, opener, state, series):
    series[1].write_bytes(b"no image")
    with qtbot.waitSignal(opener.refused) as told:
        opener.open(series[1], state.images[3])
    assert told.args[2] is state.images[3]


def test_disk_that_does_not_answer_does_not_hold_up_another(qtbot, opener, state, jobs, monkeypatch, series):
    gate, really = threading.Event(), opening.read_image
    monkeypatch.setattr(
        opening, "read_image", lambda path, **more: (path != series[0] or gate.wait(20)) and really(path, **more)
    )
    monkeypatch.setattr(opening, "_STUCK_S", 0.0)
    opener.open(series[0])
    with qtbot.waitSignal(opener.ended):
        opener.open(series[1])
    assert state.frame.path == series[1]
    gate.set()
    assert jobs.wait(20_000)
    with qtbot.waitSignal(jobs.finished):
        jobs.submit("marker", lambda: None)
    assert state.frame.path == series[1]  # what came late is not wanted any more


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_thousand_requests_and_cancellations_leave_the_last_image_under_its_own_name(
    qtbot, opener, state, series, seed
):
    chance = random.Random(seed)
    opener.pixels.set_limit(2 * 8)  # two images of four pixels: some are kept, some are not
    opener.neighbours = lambda: chance.sample(series, 2)
    asked = {}
    for image in state.images:
        image.frame_changed.connect(lambda frame, image=image: came.append((image, frame)))
    came = []
    for _ in range(1000):
        image = chance.choice(state.images[:2])
        if chance.random() < 0.2:
            opener.cancel(image)
            asked.pop(image, None)
        else:
            asked[image] = chance.choice(series)
            opener.open(asked[image], image)
        if chance.random() < 0.1:
            QApplication.processEvents()
            for image, frame in came:  # only what was asked for last, and its own pixels
                assert asked[image] == frame.path
                assert frame.stored[0, 0, 0] == int(frame.path.stem)
            came.clear()
    wanted = [chance.choice(series), chance.choice(series)]
    opener.open(wanted[0], state.images[0])
    opener.open(wanted[1], state.images[1])
    qtbot.waitUntil(lambda: not opener.is_running)
    assert [image.frame.path for image in state.images[:2]] == wanted


@pytest.fixture
def previews(monkeypatch, make_frame):
    """Every image has a preview: one white pixel."""

    def preview(path):
        return Preview(make_frame(np.full((1, 1), 4095), windows=(Window(2048, 4096),)), 4)

    monkeypatch.setattr(opening, "preview", preview)


@pytest.fixture
def told(opener):
    """What is previewed and what ends it, in order; previews as their only grey."""
    seen = []
    opener.previewed.connect(lambda image, greys: seen.append(None if greys is None else int(greys[0, 0])))
    opener.ended.connect(lambda: seen.append("ended"))
    return seen


def test_image_that_takes_long_is_previewed_once(qtbot, opener, state, jobs, previews, told, series):
    shown(qtbot, opener, series[0])
    assert told == [255, "ended"]
    shown(qtbot, opener, series[1])
    shown(qtbot, opener, series[0])  # at once, from memory
    assert told == [255, "ended", 255, "ended", "ended"]
    assert state.frame.path == series[0]


def test_preview_of_what_does_not_come_is_taken_back(qtbot, opener, state, previews, told, monkeypatch, series):
    series[1].write_bytes(b"no image")
    shown(qtbot, opener, series[1])
    assert told == [255, None, "ended"]
    told.clear()
    gate, really = threading.Event(), opening.read_image
    monkeypatch.setattr(opening, "read_image", lambda path, **more: gate.wait(20) and really(path, **more))
    opener.open(series[2])
    qtbot.waitUntil(lambda: told == [255])
    opener.cancel()
    assert told == [255, None, "ended"]
    gate.set()


def test_preview_of_an_earlier_request_is_not_shown(qtbot, opener, previews, told, monkeypatch, series):
    begun, gate, really = threading.Event(), threading.Event(), opening.preview

    def slow(path):
        begun.set()
        assert gate.wait(20)
        return really(path)

    monkeypatch.setattr(opening, "preview", slow)
    opener.open(series[0])
    assert begun.wait(20)
    opener.cancel()
    gate.set()
    monkeypatch.setattr(opening, "preview", lambda path: None)
    shown(qtbot, opener, series[1])
    assert told == ["ended", "ended"]
