import os
import sqlite3
import threading
from pathlib import Path

import numpy as np
import pytest

from core.annotate import store
from core.annotate.shapes import Length, Text
from core.dicom.catalogue import Catalogue, CatalogueError
from core.display.view import View
from viewer.annotate.annotating import Annotating
from viewer.annotate.sheet import Sheet

LINE = Length(((1, 2), (3, 4)))
OTHER = Length(((5, 6), (7, 8)))


def kept(catalogue, frame):
    return store.load(catalogue, store.key_of(frame))


def test_every_change_is_saved_at_once(qtbot, state, catalogue, pad):
    pad.add(LINE)
    qtbot.waitUntil(lambda: kept(catalogue, state.frame) == (LINE,))
    pad.add(OTHER)
    qtbot.waitUntil(lambda: kept(catalogue, state.frame) == (LINE, OTHER))
    pad.undo()
    qtbot.waitUntil(lambda: kept(catalogue, state.frame) == (LINE,))


def test_annotations_are_there_when_the_program_is_started_again(qtbot, state, jobs, tmp_path, image):
    for expected, added in (((), LINE), ((LINE,), OTHER), ((LINE, OTHER), None)):
        catalogue = Catalogue(tmp_path / "again.sqlite")
        annotating = Annotating(state, jobs, catalogue)
        state.set_frame(image(), View(None))
        qtbot.waitUntil(lambda a=annotating: a.pad.sheet is not None and a.pad.sheet.arrived)
        assert annotating.pad.shown == expected
        if added is not None:
            annotating.pad.add(added)
        assert jobs.wait(5000)
        annotating.close()
        catalogue.close()
        state.set_frame(None, None)
        annotating.deleteLater()


def test_closing_saves_what_was_still_waiting(qtbot, state, jobs, catalogue, pad):
    frame = state.frame
    pad.add(LINE)
    jobs.cancel_all()  # as the window does when it is closed
    assert jobs.wait(5000)
    pad.parent().close()
    assert kept(catalogue, frame) == (LINE,)


def test_a_quick_step_to_the_next_image_loses_nothing(qtbot, state, jobs, catalogue, view, pad, image):
    first, second = state.frame, image("1.2.9")
    pad.add(LINE)
    state.set_frame(second, View(None))
    pad.add(OTHER)  # before anything has arrived
    state.set_frame(image("1.2.10"), View(None))
    qtbot.waitUntil(lambda: kept(catalogue, first) == (LINE,))
    qtbot.waitUntil(lambda: kept(catalogue, second) == (OTHER,))


def test_what_is_drawn_before_the_kept_ones_arrive_stays_with_them(qtbot, state, catalogue, view, annotating, image):
    frame = image()
    store.save(catalogue, store.key_of(frame), (LINE,))
    state.set_frame(frame, View(None))
    annotating.pad.add(OTHER)
    qtbot.waitUntil(lambda: annotating.pad.shown == (LINE, OTHER))
    qtbot.waitUntil(lambda: kept(catalogue, frame) == (LINE, OTHER))
    annotating.pad.undo()
    assert annotating.pad.shown == (LINE,)


def test_what_arrives_late_is_not_put_on_another_image(
    qtbot, state, jobs, catalogue, view, annotating, image, monkeypatch
):
    first, second = image(), image("1.2.9")
    store.save(catalogue, store.key_of(first), (LINE,))
    go_on, load = threading.Event(), store.load

    def slow(*arguments):
        go_on.wait(5)
        return load(*arguments)

    monkeypatch.setattr(store, "load", slow)
    state.set_frame(first, View(None))
    state.set_frame(second, View(None))
    go_on.set()
    qtbot.waitUntil(lambda: annotating.pad.sheet.arrived)
    assert jobs.wait(5000)
    assert annotating.pad.shown == ()


def test_an_image_seen_again_can_still_be_undone(qtbot, state, view, pad, show, image, annotating):
    pad.add(LINE)
    pad.add(OTHER)
    show(image("1.2.9"))
    assert annotating.pad.shown == ()
    show(image())
    qtbot.waitUntil(lambda: annotating.pad.shown == (LINE, OTHER))
    annotating.pad.undo()
    assert annotating.pad.shown == (LINE,)


def test_another_image_under_the_same_uid_has_its_own(qtbot, state, catalogue, view, pad, show, image, annotating):
    first = state.frame
    pad.add(LINE)
    qtbot.waitUntil(lambda: kept(catalogue, first) == (LINE,))
    qtbot.waitUntil(lambda: pad.sheet.key is not None)
    changed = image(stored=np.zeros((100, 100)))  # the same file, by now with other pixels
    show(changed)
    assert annotating.pad.shown == ()
    annotating.pad.add(OTHER)
    qtbot.waitUntil(lambda: kept(catalogue, changed) == (OTHER,))
    assert kept(catalogue, first) == (LINE,)


def test_a_folder_that_is_forgotten_takes_its_annotations_with_it(
    qtbot, state, jobs, catalogue, view, annotating, show, image
):
    folder = Path("/data/forgotten")
    frame = image(path=folder / "1.dcm")
    pad = show(frame)
    pad.add(LINE)
    qtbot.waitUntil(lambda: kept(catalogue, frame) == (LINE,))
    catalogue.forget(folder)
    annotating.forget(folder)
    assert pad.shown == ()
    show(image("1.2.9"))
    show(frame)
    assert annotating.pad.shown == ()
    assert jobs.wait(5000)
    annotating.close()
    assert kept(catalogue, frame) == ()


def test_what_cannot_be_saved_is_said_once_and_stays_on_screen(qtbot, jobs, annotating, pad, monkeypatch):
    def fail(*_):
        raise CatalogueError("the catalogue cannot be used: disk full")

    monkeypatch.setattr(store, "save", fail)
    told = []
    annotating.failed.connect(told.append)
    pad.add(LINE)
    qtbot.waitUntil(lambda: bool(told))
    pad.add(OTHER)
    assert jobs.wait(5000)
    qtbot.waitUntil(lambda: not jobs.is_running(f"annotations save {pad.sheet.number}"))
    assert told == [
        "Annotations could not be saved (the catalogue cannot be used: disk full); they hold until CXR-12 is closed."
    ]
    assert pad.shown == (LINE, OTHER)


def test_damaged_annotations_are_told_of(qtbot, state, catalogue, view, annotating, image):
    frame = image()
    store.save(catalogue, store.key_of(frame), (LINE,))
    with catalogue.transaction() as connection:
        connection.execute("UPDATE annotations SET json = '[]'")
    with qtbot.waitSignal(annotating.failed) as told:
        state.set_frame(frame, View(None))
    assert "damaged" in told.args[0]
    qtbot.waitUntil(lambda: annotating.pad.sheet.arrived)


def test_words_of_the_user_are_nowhere_but_in_the_catalogue(qtbot, state, jobs, catalogue, view, pad, tmp_path, caplog):
    pad.add(Text(((1, 2),), label="MARKERNAME"))
    qtbot.waitUntil(lambda: kept(catalogue, state.frame) != ())
    view.grab()
    assert jobs.wait(5000)
    home = Path(os.environ["HOME"])
    files = [file for root in (tmp_path, home) for file in root.rglob("*") if file.is_file()]
    holders = {file.name for file in files if b"MARKERNAME" in file.read_bytes()}
    assert holders
    assert all(name.startswith("catalogue.sqlite") for name in holders)
    assert "MARKERNAME" not in caplog.text


def test_no_patient_name_is_kept_with_them(qtbot, state, catalogue, view, show, make_frame, tmp_path):
    from core.dicom.frame import Identity

    who = Identity(patient_name="MARKER^NAME", patient_id="MARKERID", instance_uid="1.2.77")
    pad = show(make_frame(np.zeros((100, 100)), identity=who))
    pad.add(LINE)
    qtbot.waitUntil(lambda: kept(catalogue, state.frame) == (LINE,))
    with sqlite3.connect(tmp_path / "catalogue.sqlite") as raw:
        assert "MARKER" not in str(raw.execute("SELECT * FROM annotations").fetchall())
    raw.close()


def test_a_sheet_remembers_so_many_steps_and_no_more():
    sheet = Sheet(arrived=True)
    lines = [Length(((0, 0), (n, 1))) for n in range(260)]
    for line in lines:
        assert sheet.change((line,))
    assert not sheet.change((lines[-1],))
    steps = 0
    while sheet.undo():
        steps += 1
    assert steps == 200


@pytest.mark.parametrize("merge", ["", "nudge"])
def test_changes_in_a_row_are_one_when_they_say_so(merge):
    sheet = Sheet((LINE,), arrived=True)
    for step in range(1, 4):
        sheet.change((LINE.moved(step, 0),), merge)
    sheet.undo()
    assert sheet.annotations == ((LINE,) if merge else (LINE.moved(2, 0),))


def test_a_save_under_way_does_not_come_after_the_forgetting(
    qtbot, state, jobs, catalogue, view, annotating, show, image, monkeypatch
):
    folder = Path("/data/forgotten")
    frame = image(path=folder / "1.dcm")
    pad = show(frame)
    go_on, save = threading.Event(), store.save

    def slow(*arguments):
        go_on.wait(5)
        save(*arguments)

    monkeypatch.setattr(store, "save", slow)
    pad.add(LINE)
    lane = f"annotations save {pad.sheet.number}"
    catalogue.forget(folder)
    annotating.forget(folder)
    go_on.set()
    qtbot.waitUntil(lambda: not jobs.is_running(lane))
    assert kept(catalogue, frame) == ()
