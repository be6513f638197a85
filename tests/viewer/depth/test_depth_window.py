"""The window on bit depth: in step with the image on screen, and what a network of arithmetic says at two depths."""

import threading
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from core.depth.network import Answer, Flip, FlipSearch
from core.dicom.frame import Window
from core.display.orientation import Orientation
from core.display.view import View
from core.preprocess import PreprocessSpec
from viewer.depth.comparison import DepthComparison
from viewer.depth.stage import APART, FIRST, SECOND, Mode
from viewer.depth.window import DepthWindow

NARROW = View(Window(2056, 16))  # units 2048 to 2063


class Mean:
    """Decides for ``opacity`` where the mean of the input reaches 0.503; its maps are hot everywhere."""

    def __init__(self, preset="native"):
        self.card = SimpleNamespace(
            spec=PreprocessSpec(preset, 32, 32), channels=1, classes=("normal", "opacity"),
            thresholds=(0.497, 0.503), name="mean",
        )  # fmt: skip
        self.gate = threading.Event()
        self.gate.set()

    def predict_inputs(self, inputs):
        assert self.gate.wait(20)
        mean = inputs.mean(axis=(1, 2, 3))
        return np.stack([1 - mean, mean], axis=1)

    def ask(self, operation, blob=b"", *, timeout_s=60.0, **request):
        return {"layer": "last", "shape": [1, 4, 4]}, bytearray(np.full((1, 4, 4), 2, "<f4").tobytes())


@pytest.fixture
def mean():
    return Mean()


@pytest.fixture
def listed():
    return []


@pytest.fixture
def window(qtbot, state, jobs, mean, listed):
    window = DepthWindow()
    qtbot.addWidget(window)
    comparison = DepthComparison(window, state, jobs, lambda: listed)
    comparison.set_classifier(mean)
    window.comparison = comparison
    window.show()
    yield window
    mean.gate.set()
    jobs.cancel_all()
    assert jobs.wait(20_000)


@pytest.fixture
def ramp(make_frame):
    """Sixteen stored values, 2048 to 2063, each in a row of four."""
    stored = np.repeat(np.arange(2048, 2064), 4).reshape(16, 4)
    made = make_frame(stored)
    made.stored.flags.writeable = False
    return made


def cells(table):
    return [
        [table.item(row, column).text() for column in range(table.columnCount())] for row in range(table.rowCount())
    ]


def stored_in(window, number):
    return window.stage.panes.views[number].image.frame.stored[0]


@pytest.fixture
def compared(qtbot, state, window, ramp):
    state.set_frame(ramp, NARROW)
    qtbot.waitUntil(lambda: not window.levels.table.isHidden())
    return window


def test_both_depths_and_their_figures(compared, ramp):
    assert np.array_equal(stored_in(compared, FIRST), ramp.stored[0])
    assert np.unique(stored_in(compared, SECOND)).tolist() == [2056]  # 128 of 255
    assert cells(compared.levels.table) == [["Stored levels", "16", "1"], ["Greys that these become", "16", "1"]]
    # |2056 - v| of 2048 to 2063: 8 at most, 64 / 16 on average; sixteen levels spread over 256 greys: 17 each
    stored, grey = cells(compared.levels.apart)
    assert stored == ["Stored values", "8", "4"]
    assert float(grey[1]) == 8 * 17
    assert float(grey[2]) == 4 * 17


def test_the_window_is_that_of_the_main_view(compared, state, qtbot):
    state.set_view(View(Window(2052, 8)))
    assert all(compared.stage.panes.views[n].image.view == View(Window(2052, 8)) for n in (FIRST, SECOND))
    qtbot.waitUntil(lambda: cells(compared.levels.table)[0][1:] == ["8", "0"])
    compared.stage.panes.views[SECOND].image.set_view(NARROW)
    assert state.view == NARROW
    assert compared.stage.panes.views[FIRST].image.view == NARROW
    state.set_orientation(Orientation(turns=1))
    assert compared.stage.panes.views[SECOND].image.orientation == Orientation(turns=1)


def test_other_depths_stay_at_the_same_place(compared, qtbot):
    first, second = compared.stage.panes.views[:2]
    first.zoom_by(3.0)
    first.pan(1, 0)
    place = first.zoom, first.center
    assert (second.zoom, second.center) == (pytest.approx(place[0]), pytest.approx(place[1]))
    compared.bar.second.setCurrentIndex(compared.bar.second.findData("6"))
    qtbot.waitUntil(lambda: np.unique(stored_in(compared, SECOND)).tolist() == [2080])  # 32 of 63 times 65
    assert (first.zoom, first.center) == (pytest.approx(place[0]), pytest.approx(place[1]))


def test_flicker_shows_one_after_the_other_until_space(compared, qtbot):
    stage = compared.stage
    compared.bar.interval.setValue(250)
    stage.panes.views[FIRST].zoom_by(3.0)
    zoom = stage.panes.views[FIRST].zoom
    compared.bar.mode.setCurrentIndex(compared.bar.mode.findData(Mode.FLICKER))
    assert stage.seen == (FIRST,)
    qtbot.waitUntil(lambda: stage.seen == (SECOND,))
    qtbot.waitUntil(lambda: stage.seen == (FIRST,))
    assert stage.panes.views[SECOND].zoom == pytest.approx(zoom)
    compared.activateWindow()
    stage.panes.active.setFocus()
    QTest.keyClick(stage.panes.active, Qt.Key.Key_Space)
    assert not stage.is_running
    assert compared.bar.pause.text() == "&Go on"
    held = stage.seen
    compared.bar.switch.click()
    assert stage.seen != held


def test_the_difference_is_painted_and_has_no_window(compared, qtbot):
    compared.bar.mode.setCurrentIndex(compared.bar.mode.findData(Mode.APART))
    shown = compared.stage.panes.views[APART]
    qtbot.waitUntil(lambda: shown.image.frame is not None)
    assert compared.stage.seen == (APART,)
    # 2056 less 2048 and 2063: 8 and -7 of 4095 are 8.0 and -7.0 greys of 255, sixteen times as large
    assert stored_in(compared, APART)[[0, 8, 15], 0].tolist() == [136, 128, 121]
    compared.bar.factor.setCurrentIndex(2)
    qtbot.waitUntil(lambda: stored_in(compared, APART)[0, 0] == 160)
    QTest.mousePress(shown, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    QTest.mouseMove(shown, QPoint(90, 60))
    QTest.mouseRelease(shown, Qt.MouseButton.LeftButton, pos=QPoint(90, 60))
    assert shown.image.view == View(None)


def test_the_network_is_asked_at_both_depths(compared, state, make_frame, qtbot):
    made = make_frame(np.full((32, 32), 2063))
    state.set_frame(made, NARROW)
    compared.network.ask.click()
    assert not compared.network.ask.isEnabled()
    qtbot.waitUntil(lambda: not compared.network.table.isHidden())
    # 2063 of 4095 and 128 of 255
    assert cells(compared.network.table) == [
        ["Normal", "49.62 %", "49.80 %", "+0.18"],
        ["Opacity", "50.38 %", "50.20 %", "\u22120.18"],
    ]
    assert "flips: Opacity at the first depth, Normal at the second" in compared.network.said.text()
    assert compared.network.ask.isEnabled()
    compared.network.look.click()
    qtbot.waitUntil(lambda: not compared.network.shown.isHidden())
    assert "Grad-CAM for Opacity" in compared.network.legend.text()
    compared.bar.first.setCurrentIndex(compared.bar.first.findData("10"))
    assert compared.network.table.isHidden()
    assert compared.network.legend.text() == ""


def test_heat_maps_lie_on_the_images(compared, qtbot):
    view = compared.stage.panes.views[FIRST]
    bare = view.grab().toImage()
    compared.network.look.click()
    qtbot.waitUntil(lambda: not compared.network.shown.isHidden())
    assert view.grab().toImage() != bare
    compared.network.shown.setChecked(False)
    assert view.grab().toImage() == bare


def test_networks_of_other_presets_say_why_not(compared):
    compared.comparison.set_classifier(Mean("display8"))
    assert "preset display8" in compared.network.about.text()
    assert not compared.network.ask.isEnabled()
    assert not compared.flips.search.isEnabled()
    compared.comparison.set_classifier(None)
    assert "Choose a network" in compared.network.about.text()


def test_an_image_of_eight_bits_says_why_not(compared, state, make_frame):
    state.set_frame(make_frame([[1, 2]], bits_stored=8), View(None))
    assert "more than 8 bits" in compared.problem.text()
    assert compared.stage.panes.views[FIRST].image.frame is None
    assert not compared.network.ask.isEnabled()
    assert compared.levels.table.isHidden()


def test_flips_are_listed_and_opened(compared, listed, study_folder, write_dicom, qtbot):
    flips = write_dicom(study_folder / "DOE_flips.dcm", np.full((32, 32), 2063))
    listed += [study_folder / "a.dcm", flips, study_folder / "notes.txt"]
    compared.flips.search.click()
    qtbot.waitUntil(lambda: compared.flips.said.text() != "")
    assert compared.flips.said.text().startswith("1 of 2 images flip. 1 left out")
    assert cells(compared.flips.table) == [["DOE_flips.dcm", "Opacity", "Normal"]]
    with qtbot.waitSignal(compared.comparison.open_requested) as asked:
        compared.flips.table.setCurrentCell(0, 0)
        compared.flips.table.setFocus()
        QTest.keyClick(compared.flips.table, Qt.Key.Key_Return)
    assert asked.args == [flips]
    compared.flips.set_hidden(True)
    assert cells(compared.flips.table) == [["Image 1", "Opacity", "Normal"]]


def test_8_max_is_not_called_bit_depth_alone(compared, listed, study_folder, qtbot):
    """8-max stretches the range of the network input, too: two things change at once."""
    assert "grey range" not in compared.network.about.text()
    compared.bar.second.setCurrentIndex(compared.bar.second.findData("8-max"))
    assert "not of the bit depth alone" in compared.network.about.text()
    listed.append(study_folder / "a.dcm")
    compared.flips.search.click()
    qtbot.waitUntil(lambda: compared.flips.said.text() != "")
    assert "not of the bit depth alone" in compared.flips.said.text()
    compared.bar.first.setCurrentIndex(compared.bar.first.findData("8-max"))
    assert "grey range" not in compared.network.about.text()


def test_a_search_can_be_ended(compared, mean, listed, study_folder, jobs, qtbot):
    listed += [study_folder / "a.dcm"]
    mean.gate.clear()
    compared.flips.search.click()
    qtbot.waitUntil(lambda: not compared.flips.progress.isHidden())
    compared.flips.cancel_requested.emit()
    assert compared.flips.progress.isHidden()
    assert compared.flips.said.text().startswith("Ended before its time")
    mean.gate.set()
    qtbot.waitUntil(lambda: not jobs.is_busy("depth: flips"))
    assert compared.flips.table.isHidden()


def test_no_decision_is_a_decision_to_flip_to(window):
    answer = Answer(("normal", "opacity"), (0.6, 0.4), (0.5, 0.5), ("normal", ""))
    window.flips.show_found(FlipSearch(1, 1, 0, (Flip(Path("x.dcm"), answer),)))
    assert cells(window.flips.table) == [["x.dcm", "Normal", "no decision"]]


def test_nothing_is_done_while_nobody_looks(compared, state, jobs, make_frame, qtbot):
    compared.close()
    state.set_frame(make_frame([[5, 4000]]), View(None))
    assert not jobs.is_running("depth: pictures")
    compared.show()
    qtbot.waitUntil(lambda: stored_in(compared, FIRST).tolist() == [[5, 4000]])


def test_every_control_has_a_name(window):
    from PySide6.QtWidgets import QComboBox, QSpinBox, QTableWidget

    named = [one for kind in (QComboBox, QSpinBox, QTableWidget) for one in window.findChildren(kind)]
    assert len(named) >= 9
    assert all(one.accessibleName() for one in named)
