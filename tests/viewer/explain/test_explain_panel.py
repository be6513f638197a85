"""What was found out is shown with the image, frame and model it is about, and with no other."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from core.errors import ModelRefusedError
from core.explain.heat import GRAD_CAM, OCCLUSION
from viewer.explain.color_maps import COLOR_MAPS, HeatLook, colors, table
from viewer.explain.explaining import HEAT, SANITY, SEEN, SENSITIVITY
from viewer.jobs import Jobs


@pytest.fixture
def make_heat(qtbot, panel):
    def made(method=GRAD_CAM, number=1):
        with qtbot.waitSignal(panel.explaining._jobs.finished, check_params_cb=lambda lane, _: lane == HEAT):
            panel.explaining.make_heat(method, number)
        return panel.explaining.find(HEAT, panel._state.active)

    return made


def click(qtbot, panel, button, lane):
    with qtbot.waitSignal(panel.explaining._jobs.finished, check_params_cb=lambda told, _: told == lane):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_to_do_is_said_until_there_is_something_to_explain(panel, show, frame_from, asked):
    assert panel._empty.text() == "Open an image to have an answer about it explained."
    assert not panel.heat.isVisible()
    show(frame_from())
    assert not panel._empty.isVisible()
    assert panel.heat.isVisible()
    assert panel._warning.text() == "Research use only - not for diagnosis. Heat maps are approximate."
    panel.set_classifier(None)
    assert panel._empty.text() == "Choose a model in the Classify panel to have its answers explained."
    assert not panel.heat.isVisible()


def test_the_map_of_the_chosen_class_and_what_it_is_worth(qtbot, panel, show, frame_from):
    show(frame_from())
    assert [panel.heat._class.itemText(i) for i in range(3)] == ["COVID-19", "Opacity", "Normal"]
    panel.heat.choose_class("opacity")
    panel.heat.choose_class("unheard of")
    click(qtbot, panel, panel.heat._button, HEAT)
    heat = panel.explaining.find(HEAT, panel._state.active)
    assert (heat.map.class_name, heat.map.layer) == ("opacity", "last_features")
    # The middle of cell (1, 2) of 4 x 4 lies between pixels (11, 19) and (12, 20) of 32 x 32: a sixteenth away.
    assert heat.map.largest == pytest.approx(2 * (15 / 16) ** 2)
    assert heat.map.values[12, 20] == heat.map.values[11, 19] == 1
    text = panel.heat._facts.text()
    assert text.startswith("Grad-CAM: Opacity, by made. ")
    assert "as coarse as layer last_features, and no outline of a finding." in text
    assert f"{100 * heat.inside:.0f} % of it lies inside the thorax" in text
    assert panel.heat._scale.text() == "1 = most in this image"


def test_a_class_that_nothing_speaks_for(panel, show, frame_from, make_heat):
    show(frame_from())
    assert make_heat(number=0).map.largest == 0
    assert panel.heat._facts.text() == "Grad-CAM: COVID-19. Nothing in this image speaks for the class."
    assert panel.heat._scale.text() == "nothing speaks for this class"


def test_occlusion_tells_how_far_it_is_and_can_be_given_up(qtbot, panel, show, frame_from, asked):
    show(frame_from())
    asked.gate.clear()
    panel.heat.choose_class("opacity")
    panel.heat._method.setCurrentIndex(panel.heat._method.findData(OCCLUSION))
    with qtbot.waitSignal(panel.explaining.progressed) as told:
        panel.heat.request()
    assert told.args[0] == HEAT
    assert panel.heat._progress.isVisible()
    assert not panel.heat._button.isEnabled()
    with qtbot.waitSignal(panel.explaining.changed):
        panel.heat._progress.cancel_requested.emit()
    assert not panel.heat._progress.isVisible()
    assert panel.heat._button.isEnabled()
    asked.gate.set()
    steps = []
    panel.explaining.progressed.connect(lambda lane, step: steps.append((step.done, step.total)))
    click(qtbot, panel, panel.heat._button, HEAT)
    heat = panel.explaining.find(HEAT, panel._state.active).map
    assert heat.method == OCCLUSION
    assert steps[0] == (0, 0)
    assert steps[-1][0] == steps[-1][1] > 32
    assert panel.heat._scale.text() == f"1 = {heat.largest:.2g} of probability lost"


# --- never with another image ---


def test_a_map_goes_with_its_image_and_frame(panel, state, show, frame_from, make_heat):
    show(frame_from(1, frames=2))
    heat = make_heat()
    assert heat is not None
    state.set_index(1)
    assert panel.explaining.find(HEAT, state.active) is None
    assert panel.heat._facts.text() == ""
    state.set_index(0)
    assert panel.explaining.find(HEAT, state.active) is None  # it was forgotten
    make_heat()
    show(frame_from(2))
    assert panel.explaining.find(HEAT, state.active) is None
    assert panel.explaining._findings == ()


def test_a_map_goes_with_its_model(panel, state, show, frame_from, make_heat, another_asked):
    show(frame_from())
    make_heat()
    panel.set_classifier(another_asked())
    assert panel.explaining.find(HEAT, state.active) is None
    assert panel.heat._facts.text() == ""


def test_each_pane_keeps_its_own(panel, state, show, frame_from, make_heat):
    left, right = state.images[:2]
    show(frame_from(1), left)
    show(frame_from(2), right)
    first = make_heat(number=1)
    state.set_active(right)
    assert panel.heat._facts.text() == ""
    second = make_heat(number=2)
    assert panel.explaining.find(HEAT, left) is first
    assert panel.explaining.find(HEAT, right) is second
    assert second.map.class_name == "normal"
    state.set_active(left)
    assert panel.heat._facts.text().startswith("Grad-CAM: Opacity")


class DeafJobs(Jobs):
    """Jobs that never forget what was asked, so that every late answer arrives."""

    def cancel(self, lane):
        pass


@pytest.mark.parametrize("moved_on", ["image", "frame", "model"])
def test_a_late_map_is_dropped_even_when_it_arrives(qtbot, state, show, frame_from, asked, another_asked, moved_on):
    from viewer.explain.panel import ExplainPanel

    jobs = DeafJobs()
    panel = ExplainPanel(state, jobs)
    qtbot.addWidget(panel)
    panel.set_classifier(asked)
    show(frame_from(1, frames=2))
    asked.gate.clear()
    panel.explaining.make_heat(GRAD_CAM, 1)
    {
        "image": lambda: show(frame_from(2)),
        "frame": lambda: state.set_index(1),
        "model": lambda: panel.set_classifier(another_asked()),
    }[moved_on]()
    with qtbot.waitSignal(jobs.finished, check_params_cb=lambda lane, result: lane == HEAT and result is not None):
        asked.gate.set()
    assert panel.explaining._findings == ()
    assert panel.heat._facts.text() == ""
    jobs.cancel_all()
    assert jobs.wait(20_000)


def test_a_refusal_is_a_sentence_in_the_section_and_goes_with_the_image(qtbot, panel, show, frame_from, asked):
    asked.error = ModelRefusedError("a.dcm", "Grad-CAM needs a layer, found none; use occlusion instead")
    show(frame_from())
    with qtbot.waitSignal(panel.explaining.failed) as told:
        panel.explaining.make_heat(GRAD_CAM, 1)
    assert told.args == [HEAT, "Grad-CAM needs a layer, found none; use occlusion instead."]
    assert panel.heat._problem.isVisible()
    assert "a.dcm" not in panel.heat._problem.text()
    show(frame_from(2))
    assert not panel.heat._problem.isVisible()


def test_what_was_seen_of_a_refused_image_is_its_reason_once(qtbot, panel, show, frame_from):
    with qtbot.waitSignal(panel.explaining.failed) as told:
        show(frame_from(damaged="the last row is missing."))
    assert told.args[0] == SEEN
    assert "it is damaged: the last row is missing" in panel.seen._problem.text()
    assert not panel.explaining._jobs.is_running(SEEN)


# --- the other sections ---


def test_what_the_model_saw_is_shown_as_soon_as_somebody_looks(qtbot, panel, show, frame_from):
    frame = frame_from(rows=40, columns=20)
    with qtbot.waitSignal(panel.explaining._jobs.finished, check_params_cb=lambda lane, _: lane == SEEN):
        show(frame)
    seen = panel.explaining.find(SEEN, panel._state.active)
    for line in (
        "Size: 32 x 32 pixels", "Preset: native, bits native", "Polarity: as stored",
        "Padding: 50 % of the input is black around the image",
        f"Values: {seen.smallest:.4g} to {seen.largest:.4g}, of 0 to 1",
    ):  # fmt: skip
        assert line in panel.seen.facts.splitlines()
    picture = panel.seen._picture.picture
    assert (picture.width(), picture.height()) == (32, 32)
    for row, column in ((0, 0), (5, 10), (31, 23)):
        assert picture.pixelColor(column, row).red() == round(float(seen.values[row, column]) * 255)
    show(None)
    assert panel.seen.facts == ""
    assert panel.seen._picture.picture is None


def test_nothing_is_prepared_behind_the_users_back(panel, show, frame_from):
    panel.hide()
    show(frame_from())
    assert not panel.explaining._jobs.is_busy(SEEN)


def test_the_table_says_what_changes_the_answer(qtbot, panel, show, frame_from):
    stored = np.full((1, 32, 32), 1500, np.uint16)  # 0.366 opacity: inverted 0.634
    stored[:, :2] = 1600
    show(frame_from(stored=stored))
    click(qtbot, panel, panel.sensitivity._button, SENSITIVITY)
    grid = panel.sensitivity.table
    texts = [[grid.item(row, column).text() for column in range(grid.columnCount())] for row in range(grid.rowCount())]
    headings = [grid.horizontalHeaderItem(column).text() for column in range(grid.columnCount())]
    assert headings == ["Change", "Decision", "Largest change", "COVID-19", "Opacity", "Normal"]
    mean = stored.mean() / 4095
    assert texts[0] == ["Unchanged", "Normal", "0.000", "0.000", f"{mean:.3f}", f"{1 - mean:.3f}"]
    assert texts[1][:3] == ["Inverted", "Opacity (changed)", f"{1 - 2 * mean:.3f}"]
    assert texts[2] == ["Left and right swapped", *texts[0][1:]]
    assert grid.item(1, 1).font().bold()
    assert not grid.item(2, 1).font().bold()
    assert len(texts) == 10
    show(frame_from(2))
    assert not grid.isVisible()
    assert grid.rowCount() == 0


@pytest.mark.parametrize(
    ("like_learned", "number", "verdict"),
    [
        (False, 1, "Opacity: the map depends on what the network learned. Rank correlation "),
        (True, 1, "Opacity: do not trust this map. A network that learned nothing gives nearly the same one. Rank"),
        (False, 0, "COVID-19: there is no map to check; nothing in this image speaks for the class."),
    ],
)
def test_the_verdict_of_the_check_in_plain_words(qtbot, panel, show, frame_from, asked, like_learned, number, verdict):
    asked.forgetful_like_learned = like_learned
    show(frame_from())
    panel.heat._class.setCurrentIndex(number)
    click(qtbot, panel, panel.sanity._button, SANITY)
    assert panel.sanity.verdict.startswith(verdict)
    if number:
        assert panel.sanity._steps.text().count("\n") == 2
    show(frame_from(2))
    assert panel.sanity.verdict == ""


# --- how it is drawn ---


def test_sliders_and_colours_change_how_it_is_drawn(panel, show, frame_from):
    show(frame_from())
    panel.heat._opacity.setValue(80)
    panel.heat._threshold.setValue(5)
    panel.heat._colors.setCurrentText("viridis")
    assert panel.explaining.look == HeatLook(0.8, 0.05, "viridis")
    assert panel.heat._opacity_value.text() == "0.80"
    assert panel.heat._legend.accessibleName() == "Colours viridis, from 0 to 1; below 0.05 nothing is drawn"
    painted = QImage(panel.heat._legend.size(), QImage.Format.Format_RGB32)
    painted.fill(Qt.GlobalColor.black)
    panel.heat._legend.render(painted)
    last = painted.pixelColor(painted.width() - 4, painted.height() // 2)
    assert np.abs(np.array(last.getRgb()[:3]) - np.array(QColor("#fde725").getRgb()[:3])).max() < 12
    before = painted.pixelColor(4, painted.height() // 2)
    assert before.getRgb()[:3] != last.getRgb()[:3]


@pytest.mark.parametrize("name", COLOR_MAPS)
def test_the_colours_are_those_of_the_published_maps(name):
    from pyqtgraph import colormap

    published = colormap.get(name).getLookupTable(nPts=256)[:, :3].astype(int)
    assert np.abs(colors(name).astype(int) - published).max() <= 7


@pytest.mark.parametrize("name", COLOR_MAPS)
def test_they_grow_brighter_all_the_way(name):
    linear = (colors(name) / 255.0) ** 2.2
    assert np.all(np.diff(linear @ (0.2126, 0.7152, 0.0722)) > -1e-3)


def test_pixels_are_premultiplied_and_clear_below_the_threshold():
    pixels = table(HeatLook(0.5, 0.5, "inferno"))
    assert not pixels[:128].any()
    alpha, red, green, blue = (int(pixels[255]) >> shift & 255 for shift in (24, 16, 8, 0))
    assert alpha == 128
    assert [red, green, blue] == pytest.approx([part * 128 / 255 for part in (0xFC, 0xFF, 0xA4)], abs=1)
    assert max(red, green, blue) <= alpha
