"""The panel on a real network in its real child process; only the network's size is small."""

import pytest
from PySide6.QtCore import Qt

from core.display.view import default_view
from core.models.shelf import Shelf
from viewer.classify.in_use import LOAD_LANE
from viewer.classify.panel import LANE, ClassifyPanel
from viewer.jobs import Jobs

LOAD_MS = 120_000


@pytest.fixture
def open_panel(qtbot, state, jobs, shelf):
    panels = []

    def made(with_jobs=jobs, with_shelf=shelf):
        panel = ClassifyPanel(state, with_jobs, with_shelf)
        qtbot.addWidget(panel)
        panels.append(panel)
        panel.show()
        return panel

    yield made
    for panel in panels:
        panel.close()


def show(state, frame):
    state.set_frame(frame, default_view(frame))


def test_numbers_shown_are_those_of_the_network(qtbot, open_panel, state, answer_of_tiny, frame_from):
    frame = frame_from(1)
    panel = open_panel()
    assert "Open an image" in panel._status.text()
    assert not panel._button.isEnabled()
    with qtbot.waitSignal(panel._jobs.finished, timeout=LOAD_MS, check_params_cb=lambda lane, _: lane == LOAD_LANE):
        show(state, frame)
        assert panel._status.text() == "Loading model tiny …"
        assert panel._busy.isVisible()
    assert panel._status.text() == "The model is ready. Press Classify."
    assert not panel._busy.isVisible()
    with qtbot.waitSignal(panel.prediction_made, timeout=LOAD_MS) as made:
        qtbot.mouseClick(panel._button, Qt.MouseButton.LeftButton)

    prediction, bars = made.args
    probabilities = answer_of_tiny(frame)
    assert prediction.probabilities == pytest.approx(list(probabilities), abs=1e-5)
    assert [bar.probability for bar in bars] == list(prediction.probabilities)
    assert [bar.threshold for bar in bars] == [0.25, 0.5, 0.0]
    assert panel._answer.texts() == tuple(
        zip(("COVID-19", "Opacity", "Normal"), (f"{p:.3f}" for p in prediction.probabilities), strict=True)
    )
    assert prediction.pixel_sha256 == frame.pixel_sha256()
    assert panel._answer._origin.text().startswith("tiny · not calibrated · Keras")
    assert panel._answer._origin.text().endswith(" ms")
    for fact in (frame.pixel_sha256(), prediction.model_sha256, "native, bits native, 32 x 32 pixels"):
        assert fact in panel._answer._origin.toolTip()
    assert panel._answer._warning.isVisible()
    assert panel._answer._warning.text() == "Research use only - not for diagnosis"


def test_the_first_time_the_faster_engine_is_being_prepared(qtbot, open_panel, state, frame_from, monkeypatch):
    monkeypatch.setenv("CXR12_ENGINE", "openvino")
    for told in ("Preparing the faster engine for model tiny … This is done once.", "Loading model tiny …"):
        panel = open_panel()
        with qtbot.waitSignal(panel._jobs.finished, timeout=LOAD_MS, check_params_cb=lambda lane, _: lane == LOAD_LANE):
            show(state, frame_from(1))
            assert panel._status.text() == told
        assert panel._status.text() == "The model is ready. Press Classify."
        panel.close()
        state.set_frame(None, None)


def test_an_answer_goes_with_the_image_and_frame_it_was_for(qtbot, open_panel, state, frame_from):
    panel = open_panel()
    show(state, frame_from(1, frames=2))
    with qtbot.waitSignal(panel.prediction_made, timeout=LOAD_MS) as first:
        panel.classify()
    with qtbot.waitSignal(panel.cleared):
        state.set_index(1)
    assert panel.prediction is None
    assert panel._answer.texts() == ()
    assert not panel._answer._warning.isVisible()
    with qtbot.waitSignal(panel.prediction_made, timeout=LOAD_MS) as second:
        panel.classify()
    assert (first.args[0].frame_index, second.args[0].frame_index) == (0, 1)
    assert second.args[0].probabilities != first.args[0].probabilities
    with qtbot.waitSignal(panel.cleared):
        show(state, frame_from(2))
    assert panel.prediction is None
    with qtbot.waitSignal(panel.prediction_made, timeout=LOAD_MS):
        panel.classify()
    with qtbot.waitSignal(panel.cleared):
        state.set_frame(None, None)
    assert "Open an image" in panel._status.text()


def test_switching_images_while_predicting_shows_only_the_last_answer(qtbot, open_panel, state, frame_from):
    panel = open_panel()
    panel._automatic.setChecked(True)
    frames = [frame_from(seed) for seed in range(1, 8)]
    made = []
    panel.prediction_made.connect(lambda prediction, _: made.append(prediction.pixel_sha256))
    last = frames[-1].pixel_sha256()
    with qtbot.waitSignal(panel.prediction_made, timeout=LOAD_MS, check_params_cb=lambda p, _: p.pixel_sha256 == last):
        for frame in frames:
            show(state, frame)
    assert made == [last]


class DeafJobs(Jobs):
    """Jobs that never forget what was asked, so that every late answer arrives."""

    def cancel(self, lane):
        pass


def test_an_answer_to_another_image_is_dropped_even_when_it_arrives(qtbot, open_panel, state, frame_from):
    jobs = DeafJobs()
    panel = open_panel(with_jobs=jobs)
    show(state, frame_from(1))
    made = []
    panel.prediction_made.connect(lambda *answer: made.append(answer))
    with qtbot.waitSignal(jobs.finished, timeout=LOAD_MS, check_params_cb=lambda lane, _: lane == LANE) as told:
        panel.classify()
        show(state, frame_from(2))
    assert told.args[1].prediction.instance_uid == "1.2.3.1"
    assert made == []
    assert panel.prediction is None
    assert panel._answer.texts() == ()
    panel.close()
    jobs.wait()


def test_an_answer_goes_to_the_pane_it_was_asked_for_whichever_is_active_by_then(qtbot, open_panel, state, frame_from):
    panel = open_panel()
    left, right = state.images[:2]
    show(left, frame_from(1))
    show(right, frame_from(2))
    made = []
    panel.prediction_made.connect(lambda prediction, _: made.append(prediction.instance_uid))
    with qtbot.waitSignal(panel._jobs.finished, timeout=LOAD_MS, check_params_cb=lambda lane, _: lane == LANE):
        panel.classify()
        state.set_active(right)
    assert (made, panel.prediction, panel.answers.of(right)) == ([], None, None)
    assert panel.answers.of(left).prediction.instance_uid == "1.2.3.1"
    state.set_active(left)
    assert (made, panel.prediction) == (["1.2.3.1"], panel.answers.of(left).prediction)
    state.set_active(right)
    assert (panel.prediction, panel._answer.texts()) == (None, ())
    show(left, frame_from(3))
    state.set_active(left)
    assert panel.prediction is None
    assert made == ["1.2.3.1"]


def test_a_refusal_is_a_sentence_in_the_panel(qtbot, open_panel, state, frame_from):
    panel = open_panel()
    show(state, frame_from(1, bits=8))
    with qtbot.waitSignal(panel._jobs.failed, timeout=LOAD_MS, check_params_cb=lambda lane, _: lane == LANE):
        panel.classify()
    assert panel._problem.isVisible()
    assert "needs an original of more than 8 bits, found 8" in panel._problem.text()
    assert panel.prediction is None
    show(state, frame_from(2))
    assert not panel._problem.isVisible()


def test_a_model_that_does_not_check_out_says_so_and_keeps_saying_so(
    qtbot, open_panel, state, bundled, tmp_path, frame_from
):
    folder = tmp_path / "bad"
    (folder / "tiny").mkdir(parents=True)
    (folder / "tiny" / "model.keras").write_bytes((bundled / "tiny" / "model.keras").read_bytes() + b"x")
    (folder / "tiny" / "card.json").write_bytes((bundled / "tiny" / "card.json").read_bytes())
    panel = open_panel(with_shelf=Shelf(tmp_path / "own", folder))
    with qtbot.waitSignal(panel._jobs.failed, timeout=LOAD_MS):
        show(state, frame_from(1))
    assert "SHA-256" in panel._problem.text()
    show(state, frame_from(2))
    assert "SHA-256" in panel._problem.text()
    assert not panel._jobs.is_running(LOAD_LANE)


def test_without_a_model_there_is_no_empty_card(open_panel, tmp_path, shelf):
    empty = open_panel(with_shelf=Shelf(tmp_path / "own", tmp_path / "none"))
    assert not empty._facts.isVisible()
    assert empty._status.text().startswith("No model to choose yet.")
    assert open_panel(with_shelf=shelf)._facts.isVisible()


def test_openvino_computes_it_where_that_is_chosen(qtbot, open_panel, state, answer_of_tiny, frame_from):
    panel = open_panel()
    panel.set_engine("openvino", "float32")
    frame = frame_from(3)
    show(state, frame)
    with qtbot.waitSignal(panel.prediction_made, timeout=LOAD_MS) as made:
        panel.classify()
    prediction = made.args[0]
    assert prediction.engine.startswith("OpenVINO")
    assert prediction.probabilities == pytest.approx(list(answer_of_tiny(frame)), abs=1e-4)
    assert "OpenVINO" in panel._answer._origin.text()
