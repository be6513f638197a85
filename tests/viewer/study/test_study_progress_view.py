"""Progress and curves pass over events of another version, which lack what is shown of them."""

import pytest

from viewer.study.progress import StudyProgress
from viewer.train.curves import CurvesView
from viewer.train.progress_view import ProgressView

STUDY_KINDS = ("timing", "planned", "cell_started", "progress", "epoch", "cell_ended", "not known")
RUN_KINDS = ("started", "note", "resumed", "changed", "split", "progress", "epoch", "not known")


@pytest.mark.parametrize("facts", [{}, {"epoch": None, "epochs": 0, "done": None, "of": "x", "finished": []}])
@pytest.mark.parametrize(("view", "kinds"), [(StudyProgress, STUDY_KINDS), (ProgressView, RUN_KINDS)])
def test_what_an_event_lacks_is_passed_over(qtbot, view, kinds, facts):
    shown = view()
    qtbot.addWidget(shown)
    for kind in kinds:
        shown.take({"event": kind, **facts})
    shown.say("before")
    shown.take({"event": "epoch", "epoch": 1, "epochs": 4, "seconds_left": None})
    assert "1 of 4" in shown.state.lower()


def test_an_epoch_without_its_number_makes_no_point(qtbot):
    curves = CurvesView()
    qtbot.addWidget(curves)
    curves.set_events([{"event": "epoch", "loss": 1.0}, {"event": "epoch", "epoch": [2], "loss": 1.0}])
    assert curves.points("loss") == ()
    curves.set_events([{"event": "epoch", "epoch": 3, "epochs": None, "loss": 0.5}])
    assert curves.points("loss") == ((3.0, 0.5),)
