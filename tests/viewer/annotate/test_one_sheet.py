"""One image has one set of annotations, however often it is on screen: two would replace each other when saved."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.annotate import store
from core.annotate.shapes import Arrow, Length
from core.display.view import View

LINE = Length(((10, 10), (40, 10)))
ARROW = Arrow(((10, 60), (40, 60)))


@pytest.fixture
def put(qtbot, state, annotating):
    """Puts a frame into a pane and waits until what is kept of it is there."""

    def shown(number, frame):
        state.images[number].set_frame(frame, View(None))
        pad = annotating.pads[number]
        qtbot.waitUntil(lambda: pad.sheet.arrived, timeout=5000)
        return pad

    return shown


def kept_of(qtbot, catalogue, frame, count):
    qtbot.waitUntil(lambda: len(store.load(catalogue, store.key_of(frame))) == count, timeout=5000)
    return {one.KIND for one in store.load(catalogue, store.key_of(frame))}


@pytest.mark.parametrize("again", ["the same", "read twice", "a copy of the file"])
def test_the_image_in_two_panes_has_both_annotations(qtbot, put, image, catalogue, again):
    frame = image()
    other = {
        "the same": frame,
        "read twice": replace(frame, stored=frame.stored.copy()),
        "a copy of the file": replace(frame, path=Path("copy.dcm"), stored=frame.stored.copy()),
    }[again]
    first, second = put(0, frame), put(1, other)
    first.add(LINE)
    second.add(ARROW)
    assert first.shown == second.shown == (LINE, ARROW)
    assert kept_of(qtbot, catalogue, frame, 2) == {"length", "arrow"}
    first.undo()
    assert second.shown == (LINE,)


def test_a_copy_opened_later_goes_on_with_the_same_sheet(qtbot, put, image, catalogue):
    frame = image()
    copy = replace(frame, path=Path("copy.dcm"))
    put(0, frame).add(LINE)
    kept_of(qtbot, catalogue, frame, 1)
    pad = put(0, copy)
    assert pad.shown == (LINE,)
    pad.add(ARROW)
    kept_of(qtbot, catalogue, frame, 2)
    pad = put(0, frame)
    assert pad.shown == (LINE, ARROW)
    pad.remove(LINE.id)
    assert kept_of(qtbot, catalogue, frame, 1) == {"arrow"}


def test_what_arrives_late_reaches_both_panes(qtbot, state, annotating, image, catalogue):
    frame = image()
    store.save(catalogue, store.key_of(frame), (LINE,))
    for number in (0, 1):
        state.images[number].set_frame(frame, View(None))
    annotating.pads[0].add(ARROW)
    pads = annotating.pads[:2]
    qtbot.waitUntil(lambda: all(pad.sheet.arrived for pad in pads) and pads[0].sheet is pads[1].sheet, timeout=5000)
    assert [one.KIND for one in pads[0].shown] == ["length", "arrow"]
    assert kept_of(qtbot, catalogue, frame, 2) == {"length", "arrow"}


def test_another_image_of_the_same_uid_keeps_its_own(qtbot, put, image):
    frame = image()
    other = replace(frame, path=Path("other.dcm"), stored=np.zeros_like(frame.stored))
    first, second = put(0, frame), put(1, other)
    first.add(LINE)
    assert second.shown == ()
