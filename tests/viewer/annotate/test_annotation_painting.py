import threading

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from core.annotate.shapes import KINDS, Angle, CardiothoracicRatio, CobbAngle, Ellipse, Length, Outline, Rectangle, Text
from core.display.view import View
from viewer.annotate import values
from viewer.annotate.layout import lay_out
from viewer.annotate.painting import Selection, draw_annotations

INK = "#f0e442"
EVERY = (
    Length(((10, 10), (60, 20))),
    Angle(((10, 10), (30, 40), (60, 10))),
    CobbAngle(((40, 60), (70, 60), (10, 80), (90, 80))),
    CardiothoracicRatio(((40, 60), (70, 60), (10, 80), (90, 80))),
    Rectangle(((20, 20), (60, 80))),
    Ellipse(((20, 20), (60, 80))),
    KINDS["arrow"](((10, 10), (60, 20))),
    Text(((30, 40),), label="word"),
    Outline(((10, 10), (60, 20), (40, 50))),
    Outline(((50, 50),)),
)


@pytest.fixture
def font(qtbot):
    font = QFont()
    font.setPixelSize(12)
    return font


def paint(annotations, frame, font, grey=0, scale=4, size=400, **how):
    picture = QImage(size, size, QImage.Format.Format_RGB32)
    picture.fill(QColor(grey, grey, grey))
    painter = QPainter(picture)
    draw_annotations(painter, annotations, lambda column, row: QPointF(column, row) * scale, frame, font, **how)
    painter.end()
    return picture


def colors(picture):
    return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}


def is_inked(picture):
    """Something is yellow: a line between two rows of pixels is a little paler than its ink."""
    return any(color.hsvSaturation() > 150 and color.value() > 120 for color in map(QColor, colors(picture)))


@pytest.mark.parametrize("annotation", EVERY, ids=lambda one: one.KIND)
def test_every_kind_is_drawn_over_any_grey(make_frame, font, annotation):
    frame = make_frame(np.zeros((100, 100)))
    for grey in (0, 128, 255):
        picture = paint([annotation], frame, font, grey)
        found = {QColor(name).lightness() for name in colors(picture)}
        assert min(found) < 70  # something dark, so that it is seen on white
        assert max(found) > 120  # and something light, so that it is seen on black
        if not isinstance(annotation, Text):
            assert is_inked(picture)


def test_lines_lie_where_the_pixels_are(make_frame, font):
    frame = make_frame(np.zeros((100, 100)))
    picture = paint([Outline(((10, 50.125), (90, 50.125)))], frame, font)
    assert picture.pixelColor(200, 200).name() == INK
    assert picture.pixelColor(200, 215).name() == "#000000"


def test_lines_and_words_grow_with_the_font(make_frame, font):
    frame = make_frame(np.zeros((100, 100)))
    large = QFont(font)
    large.setPixelSize(48)
    inked = []
    for used in (font, large):
        picture = paint([Outline(((50, 10), (50, 90)))], frame, used)
        inked.append(sum(picture.pixelColor(x, 200).lightness() > 40 for x in range(400)))
    assert inked[1] >= 3 * inked[0] > 0


def test_the_selected_one_has_more_than_another_colour(make_frame, font):
    frame = make_frame(np.zeros((100, 100)))
    line = Outline(((20, 50), (80, 50)))
    plain = paint([line], frame, font)
    selected = paint([line], frame, font, selection=Selection(line.id))
    armed = paint([line], frame, font, selection=Selection(line.id, armed=True))
    handle = paint([line], frame, font, selection=Selection(line.id, handle=0, armed=True))

    def lit(picture):
        return sum(picture.pixelColor(200, y).lightness() > 60 for y in range(150, 250))

    assert lit(selected) > lit(plain)  # the halo
    # The squares at the ends: empty, filled where the arrow keys work, larger where they work on this end alone.
    ends = [one.copy(60, 180, 40, 40) for one in (plain, selected, armed, handle)]
    assert all(a != b for n, a in enumerate(ends) for b in ends[:n])


def test_words_stay_in_the_area(font):
    area = QRectF(4, 4, 392, 392)

    def to_widget(column, row):
        return QPointF(column, row) * 4

    for point in ((99, 50), (50, 99), (99, 99), (0, 0)):
        laid = lay_out(
            Length((point, (50, 50))), lambda c, r: QPointF(c, r) * 4, ("12.3 mm at the detector",), font, area
        )
        assert area.contains(laid.plate)


def test_words_of_the_user_are_hidden_with_patient_data(make_frame, font):
    frame = make_frame(np.zeros((100, 100)))
    named, other = (Length(((10, 10), (60, 20)), label=label) for label in ("DOE", "ROE"))
    assert paint([named], frame, font) != paint([other], frame, font)
    assert paint([named], frame, font, hidden=True) == paint([other], frame, font, hidden=True)
    first, second = (Text(((30, 40),), label=label) for label in ("DOE", "ROE"))
    assert paint([first], frame, font, hidden=True) == paint([second], frame, font, hidden=True)


def test_a_picture_can_be_painted_on_another_thread(make_frame, font):
    frame = make_frame(np.arange(10_000).reshape(100, 100) % 4096)
    made = []
    thread = threading.Thread(target=lambda: made.append(paint(EVERY, frame, font)))
    thread.start()
    thread.join()
    assert made == [paint(EVERY, frame, font)]


def test_hits_are_on_lines_words_and_handles(font):
    def to_widget(column, row):
        return QPointF(column, row) * 4

    box = Rectangle(((20, 20), (60, 80)))
    laid = lay_out(box, to_widget, ("Mean 1",), font)
    assert laid.is_hit(QPointF(80, 200))
    assert laid.is_hit(QPointF(85, 200))
    assert not laid.is_hit(QPointF(160, 200))
    assert laid.is_hit(laid.plate.center())
    assert laid.handle_at(QPointF(242, 78)) == 1
    assert laid.handle_at(QPointF(160, 200)) == -1
    ellipse = lay_out(Ellipse(((20, 20), (60, 80))), to_widget, (), font)
    assert ellipse.is_hit(QPointF(160, 80))
    assert not ellipse.is_hit(QPointF(80, 80))  # the corner of its box


def test_annotations_are_painted_on_the_image_and_can_be_kept_off(qtbot, view, annotating, pad):
    bare = view.grab().toImage()
    line = Length(((20, 50), (80, 50)))
    pad.add(line)
    assert INK in colors(view.grab().toImage())
    annotating.set_shown(False)
    assert view.grab().toImage() == bare
    annotating.set_shown(True)
    pad.remove(line.id)
    assert view.grab().toImage() == bare


def test_what_is_said_changes_with_the_shape(pad):
    line = Length(((20, 50), (80, 50)))
    pad.add(line)
    assert pad.lines(pad.shown[0]) == ("60.0 px, no spacing",)
    pad.preview(line.with_handle(1, (50, 50)))
    assert pad.lines(pad.shown[0]) == ("30.0 px, no spacing",)


def test_large_regions_are_measured_in_the_background(qtbot, state, pad, monkeypatch):
    monkeypatch.setattr(values, "AT_ONCE", 100)
    stored = state.frame.stored[0]
    small, first, second = (
        Rectangle(((0, 0), (10, 10))), Rectangle(((10, 10), (30, 40))), Rectangle(((20, 0), (70, 60))),
    )  # fmt: skip
    assert pad.lines(small)[0].startswith("Mean")
    assert pad.lines(first) == ("Measuring\u2026", "Area 600.0 px, no spacing")
    pad.changed.connect(lambda: [pad.lines(one) for one in (first, second)])  # as a repaint does
    qtbot.waitUntil(lambda: pad.lines(first)[0].startswith("Mean") and pad.lines(second)[0].startswith("Mean"))
    part = stored[10:40, 10:30]
    assert pad.lines(first) == (
        f"Mean {part.mean():.1f}, SD {part.std(ddof=1):.1f}",
        f"Min {part.min()}, max {part.max()}, n 600",
        "Area 600.0 px, no spacing",
    )


def test_measures_of_one_image_are_not_those_of_the_next(state, view, show, image):
    box = Rectangle(((0, 0), (10, 10)))
    dark, light = image(stored=np.zeros((100, 100))), image("1.2.9", stored=np.full((100, 100), 4095))
    assert show(dark).lines(box)[0] == "Mean 0, SD 0"
    assert show(light).lines(box)[0] == "Mean 4095, SD 0"


def test_a_repaint_counts_no_pixels_again(qtbot, view, state, show, make_frame, monkeypatch):

    pad = show(make_frame(np.zeros((100, 100))))
    pad.add(*(Rectangle(((n, n), (n + 40, n + 40))) for n in range(20)))
    view.grab()
    counted = []
    original = values.statistics

    def counting(*arguments):
        counted.append(arguments)
        return original(*arguments)

    monkeypatch.setattr(values, "statistics", counting)
    state.set_view(View(None, inverted=True))
    view.grab()
    assert counted == []


def test_words_too_long_for_the_view_are_broken(font):
    area = QRectF(0, 0, 150, 400)
    line = "Heart 125.3, thorax 264.1 mm at the detector"
    laid = lay_out(EVERY[2], QPointF, ("CTR 0.47", line), font, area)
    assert area.contains(laid.plate)
    assert len(laid.lines) > 2
    assert " ".join(laid.lines) == f"CTR 0.47 {line}"
    assert lay_out(EVERY[2], QPointF, ("CTR 0.47", line), font, QRectF(0, 0, 800, 400)).lines == ("CTR 0.47", line)


def test_the_words_of_the_selected_one_lie_on_top(make_frame, font):
    frame = make_frame(np.zeros((100, 100)))
    below, above = Text(((10, 10),), label="IIIIIIII"), Text(((10, 10),), label="MMMMMMMM")
    alone = paint((below,), frame, font, selection=Selection(below.id))
    both = paint((below, above), frame, font, selection=Selection(below.id))
    usual = paint((below, above), frame, font)
    place = alone.rect().adjusted(45, 42, -300, -340)  # within both plates
    assert colors_at_rows(both, place) != colors_at_rows(usual, place)
    light = {point for point in points(place) if alone.pixelColor(*point).value() > 200}
    assert light
    assert all(both.pixelColor(*point).value() > 200 for point in light)


def points(place):
    return [(x, y) for x in range(place.left(), place.right()) for y in range(place.top(), place.bottom())]


def colors_at_rows(picture, place):
    return [picture.pixelColor(*point).name() for point in points(place)]
