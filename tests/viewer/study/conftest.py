"""The desk of studies in the real window, and its form filled for tiny networks."""

import pytest

from viewer import dialogs
from viewer.study.dialog import LANE as PLAN_LANE
from viewer.study.question_page import DATA_LANE


@pytest.fixture(autouse=True)
def nothing_is_asked(monkeypatch):
    """A window that closes while a study is at work pauses it; a question would wait for ever."""
    monkeypatch.setattr(dialogs, "ask_about_study", lambda parent: True)


@pytest.fixture
def desk(qtbot, window):
    window.actions_by_id["train.studies"].trigger()
    qtbot.waitUntil(lambda: not window.jobs.is_running("list studies"))
    return window.studies


@pytest.fixture
def planned(qtbot, window):
    """Waits until the form has worked out what it says now."""

    def wait():
        qtbot.waitUntil(lambda: not window.jobs.is_running(PLAN_LANE), timeout=60_000)

    return wait


@pytest.fixture
def form(qtbot, window, desk, planned, training_data):
    """The form of a study of the smallest network, in two bit depths, with one seed and one epoch, on 24 pictures."""
    desk.show_dialog()
    dialog = desk.dialog
    dialog.question.name.setText("Depth of phantoms")
    dialog.question.question.setText("Do 12 bits beat 8?")
    dialog.runs.sizes.setText("32")
    dialog.runs.seeds.setText("1")
    dialog.runs.epochs.setValue(1)
    with qtbot.waitSignal(window.jobs.finished, check_params_cb=lambda lane, _: lane == DATA_LANE, timeout=60_000):
        dialog.question.data.set_data(training_data)
    planned()
    return dialog
