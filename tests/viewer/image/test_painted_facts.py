"""What a reader must not overlook, and what is painted in place of an image."""

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage

from core.dicom.frame import Acquisition, Identity, Window
from core.display.view import View
from viewer.image.corners import CORNER_FIELDS, PLACES, USUAL_CORNERS, Badge, CornerChoice, badges, corner_texts
from viewer.image.overlay import OverlayBar
from viewer.image.painting import ResultPlate
from viewer.image.rendering import Rendering
from viewer.image.view import ImageView

SIDE = 400
VERMILION = "#d55e00"


@pytest.fixture
def view(qtbot, state):
    widget = ImageView(state.active, state)
    qtbot.addWidget(widget)
    widget.resize(SIDE, SIDE)
    widget.show()
    return widget


def pixel(widget, x, y):
    return widget.grab().toImage().pixelColor(x, y).name()


def test_the_gravest_fact_comes_first(make_frame):
    made = Acquisition(presentation_intent="FOR PROCESSING", lossy=True)
    frame = make_frame(np.zeros((2, 2)), damaged="the last 20 rows are missing", acquisition=made)
    first, *others = badges(frame)
    assert first == Badge("DAMAGED: the last 20 rows are missing", grave=True, lasting=True)
    assert [badge.text.split(":")[0] for badge in others] == ["FOR PROCESSING", "Lossy compressed"]
    assert not any(badge.grave for badge in others)


def test_pixels_that_may_name_the_patient_are_warned_of_while_patient_data_is_hidden(view, state, make_frame):
    state.set_frame(make_frame(np.zeros((100, 100)), burned_in="YES"), View(None))
    assert view.badges() == ()
    plain = pixel(view, 16, 50)
    state.set_patient_data_hidden(True)
    assert [badge.text for badge in view.badges()] == ["The pixels may show patient data: Burned In Annotation YES"]
    assert pixel(view, 16, 50) != plain  # its plate, under one line of text
    state.set_frame(make_frame(np.zeros((100, 100)), burned_in="NO"), View(None))
    assert view.badges() == ()
    state.set_frame(make_frame(np.zeros((100, 100)), acquisition=Acquisition(modality="US")), View(None))
    (badge,) = view.badges()
    assert badge.text.startswith("The pixels may show patient data")
    assert "the file does not tell" in badge.text


def test_damaged_image_has_a_frame_and_a_filled_plate(view, state, make_frame):
    state.set_frame(make_frame(np.zeros((100, 50)), damaged="rows are missing"), View(None))
    # 50 x 100 pixels in 400 x 400: from 100 to 300 across, the whole height.
    for x, y in ((101, 200), (298, 200), (200, 1), (200, 398)):
        assert pixel(view, x, y) == VERMILION
    for x, y in ((99, 200), (301, 200), (105, 200), (294, 200)):
        assert pixel(view, x, y) == "#000000"
    assert pixel(view, 16, 30) == VERMILION  # the plate
    state.set_frame(make_frame(np.zeros((100, 50))), View(None))
    assert pixel(view, 101, 200) == pixel(view, 16, 30) == "#000000"


def test_colour_image_is_painted_as_it_is_and_says_so(qtbot, view, state, make_frame, hover):
    color = np.zeros((1, 100, 100, 3), np.uint8)
    color[0, :, :50], color[0, :, 50:] = (200, 30, 60), (10, 180, 90)
    frame = make_frame(color, dtype=np.uint8, bits_stored=8, bits_allocated=8, photometric="RGB", color=color)
    state.set_frame(frame, View(None))
    assert (pixel(view, 150, 300), pixel(view, 250, 300)) == ("#c81e3c", "#0ab45a")
    assert [badge.text.split(":")[0] for badge in view.badges()] == ["Colour image"]
    assert view.corners().bottom_left == ("Zoom 400 %",)
    told = []
    view.probe_changed.connect(told.append)
    hover(view, QPoint(202, 81))
    assert told[-1].text() == "Column 50, row 20   Red 10  Green 180  Blue 90"


def test_colour_image_has_no_window_to_drag(qtbot, view, state, make_frame):
    color = np.full((1, 100, 100, 3), 99, np.uint8)
    frame = make_frame(color, dtype=np.uint8, bits_stored=8, bits_allocated=8, photometric="RGB", color=color)
    state.set_frame(frame, View(None))
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    qtbot.mouseMove(view, QPoint(260, 240))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(260, 240))
    assert state.view == View(None)


@pytest.fixture
def preview():
    picture = QImage(20, 10, QImage.Format.Format_Grayscale8)
    picture.fill(77)
    return picture


def test_preview_takes_the_place_of_the_image_before(qtbot, view, state, make_frame, preview, hover):
    state.set_frame(make_frame(np.full((100, 100), 4095)), View(Window(2048, 4096)))
    told, heard = [], []
    view.probe_changed.connect(told.append)
    view.previewed.connect(heard.append)
    view.set_preview(preview)
    # 20 x 10 in 400 x 400: the whole width, from 100 to 300 down.
    assert (pixel(view, 200, 295), pixel(view, 5, 290)) == ("#4d4d4d", "#4d4d4d")
    assert (pixel(view, 200, 350), pixel(view, 200, 310)) == ("#000000", "#000000")
    assert view.placement is None
    hover(view, QPoint(200, 200))
    assert told == []  # no pixel: neither of the image before nor of the preview
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    qtbot.mouseMove(view, QPoint(260, 240))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(260, 240))
    view.zoom_in()
    view.pan(1, 0)
    view.fit()
    view.resize(500, 400)
    assert state.view == View(Window(2048, 4096))
    assert view.placement is None
    assert heard == [True]


def test_preview_is_over_with_the_image_or_without(view, state, make_frame, preview):
    heard = []
    view.previewed.connect(heard.append)
    view.set_preview(preview)
    state.set_frame(make_frame(np.full((100, 100), 4095)), View(None))
    assert (view.preview, pixel(view, 200, 200), view.zoom) == (None, "#ffffff", 4.0)
    view.set_preview(preview)
    view.set_preview(None)  # it was cancelled: the image before is back
    assert (view.preview, pixel(view, 200, 200), view.zoom) == (None, "#ffffff", 4.0)
    view.set_preview(None)
    assert heard == [True, False, True, False]


def test_preview_says_that_it_is_one_and_nothing_of_another_image(view, state, make_frame, preview):
    view.set_preview(preview)
    alone = view.grab().toImage()
    view.set_preview(None)
    state.set_frame(make_frame(np.zeros((10, 20)), acquisition=Acquisition(lossy=True)), View(None))
    view.set_preview(preview)
    assert view.grab().toImage() == alone
    colors = {alone.pixelColor(x, y).name() for x in range(12, 180) for y in range(12, 60)}
    assert "#e69f00" in colors


def test_remarks_are_badges_and_go_with_the_image(view, state, make_frame):
    state.set_frame(make_frame(np.zeros((10, 10)), acquisition=Acquisition(lossy=True)), View(None))
    view.set_remarks(("Another file has the same UID",))
    assert [badge.text for badge in view.badges()] == ["Lossy compressed", "Another file has the same UID"]
    state.set_frame(make_frame(np.zeros((10, 10))), View(None))
    assert view.badges() == ()


def test_rendering_holds_for_this_image_and_the_next(view, state, make_frame):
    negative = Rendering(output=np.arange(255, -1, -1, dtype=np.uint8))
    state.set_frame(make_frame(np.full((100, 100), 4095)), View(None))
    assert pixel(view, 200, 200) == "#ffffff"
    view.set_rendering(negative)
    assert pixel(view, 200, 200) == "#000000"
    state.set_frame(make_frame(np.zeros((100, 100))), View(None))
    assert pixel(view, 200, 200) == "#ffffff"


def test_crosshair_marks_a_part_of_the_image_as_seen(view, state, make_frame):
    state.set_frame(make_frame(np.zeros((100, 50))), View(None))
    bare = view.grab().toImage()
    view.set_crosshair((0.25, 0.5))
    drawn = view.grab().toImage()
    changed = [(x, y) for x in range(SIDE) for y in range(SIDE) if drawn.pixel(x, y) != bare.pixel(x, y)]
    xs, ys = zip(*changed, strict=True)
    # A quarter of 100 to 300, half of 0 to 400.
    assert (min(xs) + max(xs)) / 2 == pytest.approx(150, abs=1)
    assert (min(ys) + max(ys)) / 2 == pytest.approx(200, abs=1)
    view.set_crosshair(None)
    assert view.grab().toImage() == bare


def test_hint_stands_only_where_there_is_no_image(view, state, make_frame):
    empty = view.grab().toImage()
    view.set_hint("Choose an image")
    assert view.grab().toImage() != empty
    state.set_frame(make_frame(np.zeros((100, 100))), View(None))
    with_hint = view.grab().toImage()
    view.set_hint("")
    assert view.grab().toImage() == with_hint


def test_corners_hold_what_was_chosen(view, state, make_frame):
    made = Acquisition(modality="DX", laterality="R")
    state.set_frame(make_frame(np.zeros((2, 3)), acquisition=made), View(None))
    view.set_corners(CornerChoice(("modality", "no_such_field"), ("size",), (), ("laterality", "spacing")))
    corners = view.corners()
    assert corners.top_left == ("DX",)
    assert corners.top_right == ("3 \u00d7 2, 12 bits",)
    assert corners.bottom_left == ()
    assert corners.bottom_right == ("Laterality R", "No pixel spacing")


def test_every_usual_field_is_in_the_table_once():
    keys = [field.key for field in CORNER_FIELDS]
    assert len(set(keys)) == len(keys)
    usual = [key for place in PLACES for key in getattr(USUAL_CORNERS, place)]
    assert set(usual) <= set(keys)
    assert len(set(usual)) == len(usual)


def test_fields_that_identify_are_left_out_of_any_choice_while_hidden(make_frame):
    who = Identity(**{slot.name: f"SECRET-{slot.name}" for slot in dataclasses.fields(Identity)})
    frame = make_frame(np.zeros((3, 2, 2)), identity=who)
    every = tuple(field.key for field in CORNER_FIELDS)
    told = corner_texts(frame, View(None), 0, 1.0, hidden=False, choice=CornerChoice(every, (), (), ()))
    assert sum("SECRET" in line for line in told.top_left) >= 8
    hidden = corner_texts(frame, View(None), 0, 1.0, hidden=True, choice=CornerChoice(every, every, every, every))
    assert "SECRET" not in repr(hidden)


def test_cursor_can_be_moved_by_keys_and_by_whole_pixels_when_they_are_large(view, state, make_frame, hover):
    stored = np.arange(10_000).reshape(100, 100) % 4096
    state.set_frame(make_frame(stored), View(None))
    told = []
    view.probe_changed.connect(told.append)
    view.move_cursor(1, 0)
    # From the middle, (199.5, 199.5) or so, eight screen pixels of a quarter pixel each.
    first = told[-1]
    view.move_cursor(0, -1)
    assert (first.column - told[-1].column, first.row - told[-1].row) == (0, 2)
    view.zoom_by(5)  # 20 screen pixels each
    hover(view, QPoint(210, 210))
    at = told[-1]
    view.move_cursor(1, 0)
    view.move_cursor(1, 1)
    assert (told[-1].column - at.column, told[-1].row - at.row) == (2, 1)
    for _ in range(100):
        view.move_cursor(-1, -1)
    assert told[-1] is not None
    assert view.to_widget(told[-1].column, told[-1].row).x() <= 0


def test_pan_by_keys_looks_further_in_that_direction(view, state, make_frame):
    state.set_frame(make_frame(np.zeros((100, 100))), View(None))
    moved = []
    view.moved.connect(lambda: moved.append(True))
    before = view.to_image(QPointF(200, 200))
    view.pan(1, -1)
    after = view.to_image(QPointF(200, 200))
    # A tenth of 400 screen pixels at four for each pixel.
    assert (after[0] - before[0], after[1] - before[1]) == pytest.approx((10, -10))
    assert moved == [True]


def test_pixels_that_are_no_number_are_told_as_such(view, state, make_frame, hover):
    stored = np.full((100, 100), 0.25, dtype=np.float32)
    stored[10, 20], stored[10, 30] = np.nan, np.inf
    told = []
    view.probe_changed.connect(told.append)
    state.set_frame(make_frame(stored, dtype=np.float32, bits_allocated=32, bits_stored=32), View(None))
    for column, text in ((20, "NaN"), (30, "inf"), (40, "0.25")):
        hover(view, view.to_widget(column + 0.5, 10.5).toPoint())
        assert told[-1].text().startswith(f"Column {column}, row 10   Stored {text}   Modality {text}   Grey ")


def test_the_names_of_classes_can_be_read_in_a_small_view(qtbot):
    plate = ResultPlate((OverlayBar("COVID-19", 0.97, None, "#e69f00"),), ("phantom4",))
    font = QFont()
    needed = QFontMetricsF(font).horizontalAdvance("COVID-19 0.97") + 8 + 2 * 12
    for width in (318, 640, 1200):
        found = plate.rectangle(QRectF(0, 0, width, 600), font)
        assert needed <= found.width() <= 0.6 * width
        assert found.right() < width
