import numpy as np
import pytest

from core.dicom.frame import Window
from core.display.view import View

FULL = View(None)


@pytest.fixture
def told(state):
    heard = []
    state.frame_changed.connect(lambda frame: heard.append(("frame", frame)))
    state.view_changed.connect(lambda view: heard.append(("view", view)))
    state.index_changed.connect(lambda index: heard.append(("index", index)))
    state.patient_data_hidden_changed.connect(lambda hidden: heard.append(("hidden", hidden)))
    return heard


def test_setters_tell_only_what_changed(state, told, make_frame):
    frame = make_frame(np.zeros((3, 2, 2)))
    state.set_frame(frame, FULL)
    state.set_frame(frame, FULL)
    state.set_view(FULL)
    state.set_index(2)
    state.set_index(2)
    state.set_patient_data_hidden(True)
    state.set_patient_data_hidden(True)
    assert told == [("frame", frame), ("view", FULL), ("index", 2), ("hidden", True)]


def test_another_image_starts_at_its_first_frame_with_its_own_view_in_place(state, make_frame):
    state.set_frame(make_frame(np.zeros((3, 2, 2))), FULL)
    state.set_index(2)
    seen = []
    state.frame_changed.connect(lambda frame: seen.append((state.frame is frame, state.index, state.view)))
    own = View(Window(10, 20))
    state.set_frame(make_frame(np.zeros((2, 2))), own)
    assert seen == [(True, 0, own)]


def test_index_stays_inside_the_image(state, make_frame):
    state.set_index(4)
    assert state.index == 0
    state.set_frame(make_frame(np.zeros((3, 2, 2))), FULL)
    state.set_index(7)
    assert state.index == 2
    state.set_index(-1)
    assert state.index == 0


def test_no_view_without_an_image(state, told, make_frame):
    state.set_view(FULL)
    assert state.view is None
    with pytest.raises(ValueError, match="together"):
        state.set_frame(make_frame(np.zeros((2, 2))), None)
    assert told == []
