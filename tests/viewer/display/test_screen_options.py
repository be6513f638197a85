import numpy as np
import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox

from core.display.gsdf import Screen, gsdf_table
from core.display.view import View
from viewer.display.rendering_options import RenderingOptions
from viewer.display.screen import rendering_of
from viewer.display.screen_editor import ScreenEditor
from viewer.image.view import ImageView
from viewer.message import Note, Problem
from viewer.settings import Settings


@pytest.fixture
def options(qtbot, settings):
    widget = RenderingOptions(settings)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def box(widget, text):
    return next(b for b in widget.findChildren(QCheckBox) if text in b.text())


def numbers(options):
    """Black, white and gamma."""
    return options.findChild(ScreenEditor).findChildren(QDoubleSpinBox)


def said(options, kind):
    return [note.text() for note in options.findChildren(kind) if note.isVisible() and type(note) is kind]


def test_pictures_are_made_as_the_file_asks_until_told_otherwise(settings):
    rendering = rendering_of(settings)
    assert (rendering.shutter, rendering.overlays, rendering.interpolation) == (True, True, "none")
    assert rendering.output is None
    assert rendering.label == ""


def test_switches_are_preferences_kept_at_once(qtbot, options, settings, tmp_path):
    box(options, "shutter").click()
    box(options, "overlays").click()
    chooser = options.findChild(QComboBox)
    chooser.setCurrentIndex(1)
    chooser.activated.emit(1)
    again = rendering_of(Settings(tmp_path / "config" / "preferences.json"))
    assert (again.shutter, again.overlays, again.interpolation) == (False, False, "linear")


def test_switches_follow_the_preferences(options, settings):
    settings.set("shutter", "off")
    settings.set("interpolation", "linear")
    assert not box(options, "shutter").isChecked()
    assert options.findChild(QComboBox).currentData() == "linear"


def test_screen_is_asked_for_with_the_gsdf_only(options, settings):
    editor = options.findChild(ScreenEditor)
    assert not editor.isVisible()
    box(options, "GSDF").click()
    assert editor.isVisible()
    rendering = rendering_of(settings)
    assert rendering.label == "GSDF simulation"
    np.testing.assert_array_equal(rendering.output, gsdf_table(Screen(0.5, 250.0, 2.2)))


def test_a_measured_screen_is_no_simulation(options, settings):
    box(options, "GSDF").click()
    assert said(options, Note) == ["Without a measurement this is a simulation, and the image says so."]
    black, white, gamma = numbers(options)
    black.setValue(0.35)
    white.setValue(412)
    gamma.setValue(2.4)
    box(options, "photometer").click()
    rendering = rendering_of(settings)
    assert rendering.label == ""
    np.testing.assert_array_equal(rendering.output, gsdf_table(Screen(0.35, 412.0, 2.4)))
    assert said(options, Note) == []


@pytest.mark.parametrize(
    ("number", "value", "words"),
    [(0, 0.01, "black is 0.05 to 4000"), (1, 0.3, "brighter than its black"), (2, 0.5, "gamma is 1 to 3")],
)
def test_a_screen_that_cannot_be_is_explained_and_not_used(options, settings, number, value, words):
    box(options, "GSDF").click()
    before = rendering_of(settings).output
    numbers(options)[number].setValue(value)
    (problem,) = said(options, Problem)
    assert words in problem
    assert problem[0].isupper()
    np.testing.assert_array_equal(rendering_of(settings).output, before)
    numbers(options)[number].setValue((0.5, 250, 2.2)[number])
    assert said(options, Problem) == []


def test_numbers_of_a_file_that_contradict_each_other_leave_the_greys_alone(qtbot, settings, options):
    settings.update({"screen_lmin": 300.0, "screen_lmax": 200.0, "gsdf": "on"})
    rendering = rendering_of(settings)
    assert rendering.output is None
    assert rendering.label == ""
    assert said(options, Problem)


def test_the_image_says_that_its_greys_are_a_simulation(qtbot, state, settings, make_frame):
    view = ImageView(state.active, state)
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.show()
    state.set_frame(make_frame(np.full((10, 10), 2048)), View(None))
    view.set_rendering(rendering_of(settings))
    assert "GSDF simulation" not in [badge.text for badge in view.badges()]
    settings.set("gsdf", "on")
    view.set_rendering(rendering_of(settings))
    assert "GSDF simulation" in [badge.text for badge in view.badges()]
    # Grey of 2048 in 0 to 4095 is floor(2048 / 4095 * 255 + 0.5) = 128.
    painted = view.grab().toImage().pixelColor(150, 150).red()
    assert painted == gsdf_table(Screen(0.5, 250.0, 2.2))[128] != 128
    state.set_frame(None, None)
    assert view.badges() == ()


def test_what_a_file_has_nothing_of_is_told(options, make_frame):
    options.set_frame(make_frame(np.zeros((2, 2))))
    assert "none" in box(options, "shutter").toolTip()
    options.set_frame(None)
    assert box(options, "shutter").toolTip() == ""
