from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from core.dicom.frame import Acquisition, Identity, LookupTable, Spacing, SpacingKind, VoiFunction, Window
from core.display.view import View
from viewer.image.overlay import OverlayBar
from viewer.image.view import ImageView

SIDE = 400
BARS = (OverlayBar("opacity", 0.75, 0.5, "#56b4e9"),)


@pytest.fixture
def view(qtbot, state):
    widget = ImageView(state.active, state)
    qtbot.addWidget(widget)
    widget.resize(SIDE, SIDE)
    widget.show()
    return widget


def checks(rows=100, columns=100):
    """Stored values that differ from pixel to pixel."""
    return (np.arange(rows * columns).reshape(rows, columns) * 37) % 4096


def linear(x, center, width):
    """PS3.3 C.11.2.1.2.1, for outputs 0 to 255."""
    y = ((x - (center - 0.5)) / (width - 1) + 0.5) * 255
    return int(np.floor(np.clip(y, 0, 255) + 0.5))


def painted(widget, x, y):
    color = widget.grab().toImage().pixelColor(x, y)
    assert color.red() == color.green() == color.blue()
    return color.red()


def drag(qtbot, widget, button, by):
    start = QPoint(200, 200)
    qtbot.mousePress(widget, button, pos=start)
    qtbot.mouseMove(widget, start + QPoint(1, 1))
    qtbot.mouseMove(widget, start + by)
    qtbot.mouseRelease(widget, button, pos=start + by)


def wheel(widget, notches, at, modifiers=Qt.KeyboardModifier.NoModifier):
    event = QWheelEvent(
        QPointF(at), QPointF(at), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def test_left_drag_widens_to_the_right_and_raises_downwards(qtbot, view, state, make_frame):
    state.set_frame(make_frame(checks()), View(Window(2048, 1024, VoiFunction.SIGMOID, "file")))
    drag(qtbot, view, Qt.MouseButton.LeftButton, QPoint(64, 32))
    # 1024 / 512 = 2 units per screen pixel.
    assert state.view == View(Window(2048 + 64, 1024 + 128, VoiFunction.SIGMOID))


def test_vertical_direction_is_a_preference(qtbot, view, state, make_frame):
    state.set_frame(make_frame(checks()), View(Window(2048, 1024)))
    view.drag_down_raises = False
    drag(qtbot, view, Qt.MouseButton.LeftButton, QPoint(0, 32))
    assert state.view == View(Window(2048 - 64, 1024))


def test_grey_on_screen_is_the_formula_at_the_dragged_window(qtbot, view, state, make_frame):
    stored = checks()
    state.set_frame(make_frame(stored), View(Window(2048, 4096)))
    drag(qtbot, view, Qt.MouseButton.LeftButton, QPoint(-100, 40))
    # 4096 / 512 = 8 units per pixel: width 4096 - 800, centre 2048 + 320; each pixel is 4 x 4 on screen.
    for column, row in ((50, 50), (51, 50), (20, 70), (64, 41)):
        x, y = column * 4 + 2, row * 4 + 1
        assert painted(view, x, y) == linear(stored[row, column], 2368, 3296)


def test_monochrome1_and_the_users_inversion_come_last(view, state, make_frame):
    stored = checks()
    state.set_frame(make_frame(stored, photometric="MONOCHROME1"), View(Window(2048, 4096)))
    assert painted(view, 202, 202) == 255 - linear(stored[50, 50], 2048, 4096)
    state.set_view(View(Window(2048, 4096), inverted=True))
    assert painted(view, 202, 202) == linear(stored[50, 50], 2048, 4096)


def test_drag_on_a_lut_starts_from_an_equal_window(qtbot, view, state, make_frame):
    lut = LookupTable(np.arange(1024, dtype=np.uint16), 1000, 10)
    state.set_frame(make_frame(checks(), voi_luts=(lut,)), View(lut))
    drag(qtbot, view, Qt.MouseButton.LeftButton, QPoint(0, 10))
    # The straight LUT equals LINEAR with centre 1512 and width 1024; ten pixels down are 20 units.
    assert state.view.voi.center == pytest.approx(1532)
    assert state.view.voi.width == pytest.approx(1024)


def test_reduced_image_shows_averages(view, state, make_frame):
    # 800 x 800 in 400 x 400: each screen pixel is the mean of 0, 4, 8 and 12 (stored * 1), i.e. 6.
    block = np.array([[0, 4], [8, 12]])
    state.set_frame(make_frame(np.tile(block, (400, 400))), View(Window(6.5, 13)))
    assert view.zoom == 0.5
    assert painted(view, 200, 200) == linear(6, 6.5, 13)


@pytest.mark.parametrize("dtype", [np.int16, np.int8, np.uint8, np.int32, np.float32])
@pytest.mark.parametrize("side", [100, 800])
def test_every_kind_of_stored_value_is_painted(view, state, make_frame, dtype, side):
    value = -5 if np.dtype(dtype).kind != "u" else 5
    bits = min(np.dtype(dtype).itemsize * 8, 16)
    frame = make_frame(
        np.full((side, side), value), dtype=dtype, signed=value < 0, bits_stored=bits, bits_allocated=bits
    )
    state.set_frame(frame, View(Window(value + 2.5, 101)))
    assert painted(view, 200, 200) == linear(value, value + 2.5, 101)


def test_pixels_that_are_not_square_keep_their_shape(view, state, make_frame):
    spacing = Spacing(0.2, 0.1, SpacingKind.CALIBRATED)
    state.set_frame(make_frame(checks(100, 100), spacing=spacing), View(None))
    assert (view.placement.width, view.placement.height) == (200.0, 400.0)


def test_middle_drag_moves_the_image(qtbot, view, state, make_frame):
    state.set_frame(make_frame(checks()), View(None))
    drag(qtbot, view, Qt.MouseButton.MiddleButton, QPoint(30, -20))
    assert (view.placement.x, view.placement.y, view.zoom) == (30.0, -20.0, 4.0)


def test_right_drag_up_enlarges_around_the_press_and_a_right_click_asks_for_the_menu(qtbot, view, state, make_frame):
    state.set_frame(make_frame(checks()), View(None))
    asked = []
    view.menu_requested.connect(asked.append)
    drag(qtbot, view, Qt.MouseButton.RightButton, QPoint(0, -50))
    assert view.zoom == pytest.approx(4 * 1.01**50)
    assert view.placement.to_image(200, 200) == pytest.approx((50, 50))
    assert asked == []
    qtbot.mouseClick(view, Qt.MouseButton.RightButton, pos=QPoint(10, 10))
    assert asked == [view.mapToGlobal(QPoint(10, 10))]


def test_wheel_zooms_a_single_image_at_the_cursor(view, state, make_frame):
    state.set_frame(make_frame(checks()), View(None))
    wheel(view, 1, QPoint(100, 300))
    assert view.zoom == pytest.approx(5.0)
    assert view.placement.to_image(100, 300) == pytest.approx((25, 75))
    view.wheel_forward_zooms_in = False
    wheel(view, 1, QPoint(100, 300))
    assert view.zoom == pytest.approx(4.0)


def test_wheel_goes_through_frames_and_zooms_with_ctrl(view, state, make_frame):
    state.set_frame(make_frame(np.zeros((5, 100, 100))), View(None))
    wheel(view, -2, QPoint(200, 200))
    assert (state.index, view.zoom) == (2, 4.0)
    wheel(view, 1, QPoint(200, 200))
    assert state.index == 1
    wheel(view, 1, QPoint(200, 200), Qt.KeyboardModifier.ControlModifier)
    assert (state.index, view.zoom) == (1, 5.0)


def test_wheel_goes_through_the_images_of_a_series_and_zooms_with_ctrl(view, state, make_frame):
    asked = []
    view.step_requested.connect(asked.append)
    view.images_in_series = lambda: 3
    state.set_frame(make_frame(checks()), View(None))
    wheel(view, -2, QPoint(200, 200))
    wheel(view, 1, QPoint(200, 200))
    assert (asked, view.zoom) == ([2, -1], 4.0)
    wheel(view, 1, QPoint(200, 200), Qt.KeyboardModifier.ControlModifier)
    assert (asked, view.zoom) == ([2, -1], 5.0)
    state.set_frame(make_frame(np.zeros((5, 100, 100))), View(None))
    wheel(view, -1, QPoint(200, 200))
    assert (asked, state.index) == ([2, -1], 1)  # its frames first


def test_refused_image_leaves_no_other_on_screen(view, state, make_frame):
    state.set_frame(make_frame(np.full((100, 100), 4095)), View(None))
    view.set_refusal(Path("doe.dcm"), "the pixel data breaks off")
    assert state.frame is None
    assert painted(view, 200, 300) == 0
    assert view.refusal == view.accessibleDescription() == "doe.dcm: the pixel data breaks off"
    written = view.grab().toImage()
    state.set_patient_data_hidden(True)
    assert view.refusal == view.accessibleDescription() == "the pixel data breaks off"
    assert view.grab().toImage() != written
    state.set_frame(make_frame(np.full((100, 100), 4095)), View(None))
    assert view.refusal == ""
    assert painted(view, 200, 300) == 255


def test_other_frame_is_painted(view, state, make_frame):
    stored = np.stack([np.full((100, 100), 0), np.full((100, 100), 4095)])
    state.set_frame(make_frame(stored), View(None))
    assert painted(view, 200, 200) == 0
    state.set_index(1)
    assert painted(view, 200, 200) == 255


def test_fit_follows_the_size_and_a_chosen_zoom_does_not(view, state, make_frame):
    state.set_frame(make_frame(checks()), View(None))
    view.resize(500, 600)
    QApplication.sendPostedEvents()
    assert (view.zoom, view.placement.y) == (5.0, 50.0)
    view.actual_size()
    view.resize(700, 700)
    QApplication.sendPostedEvents()
    assert view.zoom == 1.0
    assert view.placement.to_image(350, 350) == (50, 50)


def test_double_click_fits_and_then_maximises(qtbot, view, state, make_frame):
    state.set_frame(make_frame(checks()), View(None))
    asked = []
    view.maximise_requested.connect(lambda: asked.append(True))
    view.actual_size()
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    assert (view.zoom, asked) == (4.0, [])
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    assert asked == [True]
    assert state.view == View(None)


def test_probe_tells_stored_modality_and_screen_values(qtbot, view, state, make_frame):
    stored = checks()
    stored[70, 30] = 1000
    state.set_frame(make_frame(stored, slope=2.0, intercept=-500.0), View(Window(1024, 2049)))
    told = []
    view.probe_changed.connect(told.append)
    qtbot.mouseMove(view, QPoint(30 * 4 + 1, 70 * 4 + 3))
    # 2 * 1000 - 500 = 1500; (1500 - 1023.5) / 2048 + 0.5 = 0.73267, times 255 = 186.8.
    assert told[-1].text() == "Column 30, row 70   Stored 1000   Modality 1500   Grey 187"
    view.actual_size()
    drag(qtbot, view, Qt.MouseButton.MiddleButton, QPoint(100, 0))
    qtbot.mouseMove(view, QPoint(2, 2))
    assert told[-1] is None


@pytest.mark.parametrize("color", [False, True])
def test_probe_gives_no_value_to_a_pixel_that_the_file_lacks(qtbot, view, state, make_frame, color):
    facts = {"damaged": "the last 30 of 100 rows are missing", "present": 7000, "padding": (0, 0)}
    if color:
        facts |= {"color": np.zeros((1, 100, 100, 3), np.uint8), "photometric": "RGB"}
    state.set_frame(make_frame(checks(), **facts), View(None))
    told = []
    view.probe_changed.connect(told.append)
    qtbot.mouseMove(view, QPoint(30 * 4 + 1, 70 * 4 + 1))
    assert told[-1].text() == "Column 30, row 70   Missing: the file breaks off before"
    qtbot.mouseMove(view, QPoint(99 * 4 + 1, 69 * 4 + 1))  # the last pixel that is there
    assert told[-1].text().startswith("Column 99, row 69   " + ("Red 0" if color else f"Stored {checks()[69, 99]}"))


def test_probe_is_exact_where_the_screen_shows_averages(qtbot, view, state, make_frame):
    stored = np.zeros((800, 800), int)
    stored[400, 401] = 4095
    state.set_frame(make_frame(stored), View(None))
    told = []
    view.probe_changed.connect(told.append)
    qtbot.mouseMove(view, QPoint(200, 200))
    # The screen pixel covers columns and rows 400 and 401; its middle is where 401 begins.
    assert (told[-1].column, told[-1].row, told[-1].stored) == (401, 401, 0)


def test_result_goes_with_the_image_it_belongs_to(view, state, make_frame):
    state.set_frame(make_frame(checks()), View(None))
    view.set_result_overlay(BARS, ("real3", "Research use only - not for diagnosis"))
    state.set_view(View(Window(2000, 100)))
    assert view.result == BARS
    state.set_frame(make_frame(checks()), View(None))
    assert view.result == ()


def test_result_goes_with_the_frame_it_belongs_to(view, state, make_frame):
    state.set_frame(make_frame(np.zeros((2, 100, 100))), View(None))
    view.set_result_overlay(BARS, ())
    state.set_index(1)
    assert view.result == ()


def test_result_is_drawn_in_the_lower_right_and_can_be_cleared(view, state, make_frame):
    state.set_frame(make_frame(np.full((100, 100), 4095)), View(None))
    bare = view.grab().toImage()
    view.set_result_overlay(BARS, ("real3",))
    drawn = view.grab().toImage()
    changed = [(x, y) for x in range(SIDE) for y in range(SIDE) if drawn.pixel(x, y) != bare.pixel(x, y)]
    columns, rows = [x for x, _ in changed], [y for _, y in changed]
    # 176 wide, as 30 % of 400 is too little, 12 from the edge, in the lower half, above the corner's one line of text.
    assert SIDE - 12 - 176 - 1 <= min(columns) < max(columns) <= SIDE - 12
    line = view.fontMetrics().lineSpacing()
    assert SIDE / 2 < min(rows) < max(rows) < SIDE - 12 - line
    assert "#56b4e9" in {drawn.pixelColor(x, y).name() for x, y in changed}
    view.set_result_shown(False)
    assert view.grab().toImage() == bare
    view.set_result_overlay(BARS, ("real3",))
    assert view.grab().toImage() == bare
    view.set_result_shown(True)
    assert view.grab().toImage() == drawn
    view.clear_result_overlay()
    assert view.grab().toImage() == bare


def test_hiding_patient_data_repaints_without_it(view, state, make_frame):
    who = Identity(patient_name="DOE^JANE", patient_id="7")
    state.set_frame(make_frame(np.zeros((100, 100)), identity=who), View(None))
    shown = view.grab().toImage()
    state.set_patient_data_hidden(True)
    hidden = view.grab().toImage()
    assert hidden != shown
    state.set_frame(make_frame(np.zeros((100, 100))), View(None))
    assert view.grab().toImage() == hidden


def test_badge_is_painted_in_its_colour(view, state, make_frame):
    state.set_frame(make_frame(np.zeros((100, 100)), acquisition=Acquisition(lossy=True)), View(None))
    picture = view.grab().toImage()
    assert "#e69f00" in {picture.pixelColor(x, y).name() for x in range(12, 160) for y in range(12, 50)}


def test_no_image_is_black(view, state, make_frame):
    state.set_frame(make_frame(np.full((100, 100), 4095)), View(None))
    state.set_frame(None, None)
    assert painted(view, 200, 200) == 0
    assert view.zoom == 0


@pytest.mark.parametrize("fitted", [True, False])
def test_on_a_screen_of_finer_pixels_the_same_part_is_seen(view, state, make_frame, monkeypatch, fitted):
    state.set_frame(make_frame(np.zeros((100, 100))), View(None))
    if not fitted:
        view.look_at(8.0, (0.3, 0.6))
    zoom, center = view.zoom, view.center
    monkeypatch.setattr(type(view), "devicePixelRatioF", lambda _: 2.0)
    QApplication.sendEvent(view, QEvent(QEvent.Type.DevicePixelRatioChange))
    assert view.zoom == pytest.approx(2 * zoom)
    assert view.center == pytest.approx(center)
    assert view.is_fitted is fitted


def test_a_wheel_turned_sideways_changes_nothing(view, state, make_frame):
    state.set_frame(make_frame(np.zeros((100, 100))), View(None))
    at, none = QPointF(200, 200), Qt.MouseButton.NoButton
    QApplication.sendEvent(
        view,
        QWheelEvent(
            at, at, QPoint(), QPoint(120, 0), none, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False
        ),
    )
    assert view.is_fitted


def test_a_drag_whose_release_went_elsewhere_is_over(qtbot, view, state, make_frame, hover):
    state.set_frame(make_frame(np.zeros((100, 100))), View(Window(2000, 1000)))
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    hover(view, QPoint(300, 300))  # no button is down
    hover(view, QPoint(100, 250))
    assert state.view == View(Window(2000, 1000))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(100, 250))
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    qtbot.mouseMove(view, QPoint(260, 200))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(260, 200))
    assert state.view.voi.width > 1000
