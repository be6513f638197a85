"""A doubtful answer is never shown without its warning, in the panel and on the image."""

import math
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from core.dicom.frame import Acquisition
from core.display.view import default_view
from core.models.card import Calibration, Estimate, ReliabilityBin
from core.prediction import Prediction
from core.preprocess import PreprocessSpec
from core.validity import Validity
from viewer.classify.answer_view import AnswerView
from viewer.classify.answers import Answer, Answers
from viewer.classify.card_view import CardView
from viewer.classify.on_image import plate
from viewer.classify.panel import ClassifyPanel
from viewer.classify.reliability import ReliabilityView

CT = Validity(("The network is for radiographs (CR, DX); the file says modality CT.",))
FAR = Validity(score=1.84, threshold=1.25)
HEADING = "Doubtful: not an image this model was made for."


def prediction(validity=None, **changes):
    usual = {
        "classes": ("normal", "opacity"),
        "probabilities": (0.25, 0.75),
        "scores": (0.1, 0.9),
        "activation": "softmax",
        "thresholds": (0.3, 0.6),
        "model": "tiny",
        "model_sha256": "a" * 64,
        "verified": True,
        "spec": PreprocessSpec("native", 32, 32),
        "instance_uid": "1.2.3",
        "pixel_sha256": "b" * 64,
        "frame_index": 0,
        "engine": "OpenVINO 1, bfloat16",
        "precision": "bfloat16",
        "temperature": 2.0,
        "validity": validity or Validity(),
        "milliseconds": 12.0,
        "app_version": "0",
        "created": "2026-01-01T00:00:00.000+00:00",
    }
    return Prediction(**{**usual, **changes})


@pytest.fixture
def view(qtbot):
    made = AnswerView()
    qtbot.addWidget(made)
    return made


def button(view):
    return view._doubt.findChild(QPushButton)


@pytest.mark.parametrize(
    ("validity", "told"),
    [
        (CT, CT.reasons[0]),
        (FAR, "Distance from its own images: 1.84; threshold 1.25, provisional"),
        (replace(FAR, reasons=CT.reasons), "modality CT."),
    ],
)
def test_a_doubtful_answer_stands_pale_and_undecided_behind_its_warning(qtbot, view, validity, told):
    view.set_prediction(prediction(validity), accepted=False)
    assert view.doubt.startswith(HEADING)
    assert told in view.doubt
    assert button(view).isVisibleTo(view)
    assert not view._rows.isEnabled()
    names = [view._rows._grid.itemAtPosition(line, 0).widget() for line in range(2)]
    assert not any(name.font().bold() for name in names)
    with qtbot.waitSignal(view.accepted):
        qtbot.mouseClick(button(view), Qt.MouseButton.LeftButton)
    view.set_prediction(prediction(validity), accepted=True)
    assert told in view.doubt  # the warning stays
    assert not button(view).isVisibleTo(view)
    assert view._rows.isEnabled()
    assert view._rows._grid.itemAtPosition(1, 0).widget().font().bold()


def test_nothing_against_it_nothing_said(view):
    view.set_prediction(prediction(Validity(score=1.2, threshold=1.25)), accepted=False)
    assert view.doubt == ""
    assert view._rows.isEnabled()
    assert view._doubt.isHidden()


def test_what_computed_it_and_whether_it_is_calibrated(view):
    view.set_prediction(prediction(FAR), accepted=False)
    assert view._origin.text() == "tiny · calibrated · OpenVINO 1, bfloat16 · 12 ms"
    for fact in ("Precision: bfloat16", "Temperature: 2.000", "0.1000, 0.9000", "1.84; threshold 1.25, provisional"):
        assert fact in view._origin.toolTip()
    view.set_prediction(prediction(temperature=1.0, verified=False), accepted=False)
    assert view._origin.text().startswith("tiny · not verified · not calibrated · ")
    assert "accuracy" not in (view._origin.text() + view._origin.toolTip()).lower()


def test_the_plate_on_the_image_has_no_bars_until_they_are_wanted(frame_from):
    answer = Answer(None, frame_from(1), 0, prediction(FAR))
    bars, caption = plate(answer)
    assert (bars, caption[0]) == ((), HEADING)
    bars, caption = plate(replace(answer, accepted=True))
    assert [bar.probability for bar in bars] == [0.25, 0.75]
    assert caption[0] == HEADING
    bars, caption = plate(replace(answer, prediction=prediction()))
    assert len(bars) == 2
    assert HEADING not in caption
    assert caption[-1] == "Research use only - not for diagnosis"


def test_taking_note_of_it_goes_with_that_image_alone(qtbot, state, frame_from):
    answers = Answers(state)
    frame = frame_from(1)
    state.set_frame(frame, default_view(frame))
    answers.add(Answer(None, frame, 0, prediction(FAR)))
    assert not answers.of(state.active).is_wanted
    with qtbot.waitSignal(answers.changed):
        answers.accept(state.active)
    assert answers.of(state.active).is_wanted
    other = frame_from(2)
    state.set_frame(other, default_view(other))
    answers.add(Answer(None, other, 0, prediction(FAR)))
    assert not answers.of(state.active).is_wanted


def test_classifying_by_itself_hides_no_warning(qtbot, state, jobs, shelf, frame_from):
    panel = ClassifyPanel(state, jobs, shelf)
    qtbot.addWidget(panel)
    panel.show()
    panel._automatic.setChecked(True)
    frame = replace(frame_from(1), acquisition=Acquisition(modality="CT"))
    with qtbot.waitSignal(panel.prediction_made, timeout=120_000) as made:
        state.set_frame(frame, default_view(frame))
    assert made.args[0].is_doubtful
    assert CT.reasons[0] in panel._answer.doubt
    assert not panel._answer._rows.isEnabled()
    with qtbot.waitSignal(panel.answers.changed):
        qtbot.mouseClick(button(panel._answer), Qt.MouseButton.LeftButton)
    assert panel._answer._rows.isEnabled()
    assert panel.answers.of(state.active).is_wanted
    panel.close()


def test_another_engine_begins_anew_and_forgets(qtbot, state, jobs, shelf):
    panel = ClassifyPanel(state, jobs, shelf)
    qtbot.addWidget(panel)
    before = panel.classifier
    with qtbot.assertNotEmitted(panel.classifier_changed):
        panel.set_engine("auto", "float32")
    with qtbot.waitSignal(panel.classifier_changed) as told:
        panel.set_engine("openvino", "bfloat16")
    assert told.args == [panel.classifier]
    assert panel.classifier is not before
    assert panel.classifier.computing.openvino is not None
    panel.close()


def estimate(value):
    return Estimate(value, value - 0.01, value + 0.01, 0.9, 300)


@pytest.fixture
def calibration():
    bins = (ReliabilityBin(0.2, 0.3, 0.25, 0.5, 4), ReliabilityBin(0.8, 0.9, 0.85, 0.75, 100))
    return Calibration(
        1.5, 300, 150, estimate(0.3), estimate(0.5), estimate(0.31), estimate(0.6), None, bins, "Made up."
    )


def test_the_card_tells_of_calibration(qtbot, tiny_card, calibration):
    view = CardView()
    qtbot.addWidget(view)
    view.set_card(tiny_card)
    assert "Calibration\nNone: its probabilities are what the network itself gives." in view.toPlainText()
    view.set_card(replace(tiny_card, calibration=calibration))
    text = view.toPlainText()
    for told in ("Temperature 1.500.", "Made up.", "Operating points: COVID-19 0.250", "Log-loss before it\n0.600"):
        assert told in text
    assert "Expected calibration error" not in text  # of fewer than 200 images there is none


def test_the_card_of_several_classes_per_image_says_at_which_points(qtbot, tiny_card):
    view = CardView()
    qtbot.addWidget(view)
    figures = {"accuracy": estimate(0.7), "macro_average_precision": estimate(0.8)}
    card = replace(tiny_card, activation="sigmoid", metrics=figures, calibration=None)
    view.set_card(card)
    text = view.toPlainText()
    assert "Each class on its own, at its operating point; accuracy: all classes of an image are right." in text
    assert "the largest decides" not in text
    assert f"Operating points: COVID-19 {card.thresholds[0]:.3f}" in text
    assert "Macro average precision\n0.800" in text


def test_the_reliability_diagram_puts_each_bin_in_its_place(qtbot, calibration):
    view = ReliabilityView()
    qtbot.addWidget(view)
    view.set_calibration(calibration)
    assert view.accessibleDescription().splitlines() == [
        "said 0.25 on average, was so in 0.50 of 4",
        "said 0.85 on average, was so in 0.75 of 100",
    ]
    view.resize(220, 200)
    picture = view.grab().toImage()
    blue = [
        (x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).name() == "#56b4e9"
    ]
    # the fuller bin is the larger point: most blue pixels lie around it, right of and above the other
    centre_x = sum(x for x, _ in blue) / len(blue)
    ys = [y for x, y in blue if x > centre_x - 10]
    assert max(x for x, _ in blue) - min(x for x, _ in blue) > 0.55 * 150
    assert min(ys) < min(y for x, y in blue if x < centre_x - 40)
    view.set_calibration(None)
    assert view.rows() == ()


def test_unmeasured_likeness_is_said(view):
    view.set_prediction(prediction(Validity(("odd",), math.nan, 1.2)), accepted=False)
    assert "Likeness to its own images: not measured" in view._origin.toolTip()
