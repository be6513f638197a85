import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLabel, QListWidget, QPushButton

from core.dicom.frame import LookupTable, VoiFunction, Window
from core.display.view import View, default_view
from viewer.display_panel import DisplayPanel
from viewer.histogram import Histogram, distribution

SOFT, BONE = Window(2000, 1000, explanation="SOFT"), Window(2500, 3000, VoiFunction.SIGMOID, "BONE")
LUT = LookupTable(np.arange(1001, dtype=np.uint16), 500, 10, "LUNG")


@pytest.fixture
def panel(qtbot, state):
    widget = DisplayPanel(state)
    qtbot.addWidget(widget)
    widget.show()
    return widget


@pytest.fixture
def frame(make_frame, state):
    made = make_frame(np.arange(4096).reshape(64, 64), windows=(SOFT, BONE), voi_luts=(LUT,))
    state.set_frame(made, View(SOFT))
    return made


def names(panel):
    box = panel.findChild(QListWidget)
    return [box.item(row).text() for row in range(box.count())]


def numbers(panel):
    center, width = panel.findChildren(QDoubleSpinBox)
    return center, width


def button(panel, text):
    return next(b for b in panel.findChildren(QPushButton) if b.text() == text)


def test_views_are_listed_by_name_with_their_keys(panel, frame):
    assert names(panel) == ["0   Full range", "1   SOFT", "2   BONE", "3   LUNG", "4   Auto (0.1 % tails)"]
    assert panel.findChild(QListWidget).currentRow() == 1


def test_choosing_a_name_shows_that_view_and_keeps_the_inversion(panel, frame, state):
    panel.toggle_inverted()
    panel.findChild(QListWidget).setCurrentRow(2)
    assert state.view == View(BONE, inverted=True)
    panel.choose(3)
    assert state.view == View(LUT, inverted=True)
    panel.choose(9)
    assert state.view == View(LUT, inverted=True)


def test_numbers_follow_the_view_without_answering_back(panel, frame, state):
    told = []
    state.view_changed.connect(told.append)
    state.set_view(View(Window(1234.56, 789.01)))
    center, width = numbers(panel)
    assert (center.value(), width.value()) == (1234.6, 789.0)
    assert panel.findChild(QListWidget).currentRow() == -1
    assert told == [View(Window(1234.56, 789.01))]


def test_typing_a_number_changes_only_that_one(panel, frame, state):
    state.set_view(View(Window(1234.56, 789.01, VoiFunction.LINEAR_EXACT), inverted=True))
    center, width = numbers(panel)
    center.setValue(500)
    assert state.view == View(Window(500, 789.01, VoiFunction.LINEAR_EXACT), inverted=True)
    width.setValue(-3)
    assert state.view == View(Window(500, 0.1, VoiFunction.LINEAR_EXACT), inverted=True)


def test_function_is_shown_and_chosen(panel, frame, state):
    box = panel.findChild(QComboBox)
    panel.choose(3)
    assert box.currentText() == "VOI LUT"
    panel.choose(2)
    assert box.currentText() == "SIGMOID"
    assert box.findText("VOI LUT") == -1
    box.setCurrentText("LINEAR")
    box.textActivated.emit("LINEAR")
    assert state.view == View(Window(2500, 3000, VoiFunction.LINEAR))


def test_buttons(qtbot, panel, frame, state):
    qtbot.mouseClick(button(panel, "Full range"), Qt.MouseButton.LeftButton)
    assert state.view == View(None)
    panel.findChild(QCheckBox).click()
    assert state.view == View(None, inverted=True)
    qtbot.mouseClick(button(panel, "Reset"), Qt.MouseButton.LeftButton)
    assert state.view == default_view(frame) == View(LUT)


def test_histogram_shows_the_ends_of_the_window(panel, frame, state):
    histogram = panel.findChild(Histogram)
    # LINEAR: black at 2000 - 0.5 - 999 / 2 = 1500, white at 2000 - 0.5 + 999 / 2 = 2499.
    assert histogram.edges == (1500, 2499)
    panel.choose(2)
    assert histogram.edges == (1000, 4000)
    panel.choose(3)
    assert histogram.edges == pytest.approx((500, 1500))


def test_distribution_is_of_modality_values_without_padding(make_frame):
    stored = np.array([[0, 0, 10, 10], [20, 30, 30, 30]])
    found = distribution(make_frame(stored, slope=2.0, intercept=1.0, padding=(0, 0)), 0)
    assert (found.low, found.high, int(found.counts.sum())) == (21.0, 61.0, 6)
    assert found.counts[0] == 2
    assert found.counts[-1] == 3
    assert distribution(make_frame(np.zeros((4, 4)), padding=(0, 0)), 0) is None


def test_oddities_of_the_file_are_listed(panel, state, make_frame):
    said = "PixelSpacing: expected two positive numbers; lengths are in pixels."
    state.set_frame(make_frame(np.full((4, 4), 7), notes=(said,)), View(None))
    assert [label.text() for label in panel.findChildren(QLabel) if label.isVisible()][-1] == said
    state.set_frame(make_frame(np.full((4, 4), 7)), View(None))
    shown = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert said not in shown
    assert "Notes on this file" not in shown


def test_without_an_image_it_says_what_to_do(panel, state, make_frame):
    assert panel.presets == ()
    assert not panel.findChild(QListWidget).isVisible()
    panel.choose(0)
    panel.toggle_inverted()
    panel.reset()
    state.set_frame(make_frame(np.full((4, 4), 7)), View(None))
    assert panel.findChild(QListWidget).isVisible()
    panel.grab()
