"""What is exported is what was on screen, or what is in the file: pixel for pixel."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from core.annotate.shapes import Length
from core.dicom.frame import Acquisition, Identity, Spacing, SpacingKind, Window
from core.display.orientation import Orientation
from core.display.render import render
from core.display.view import View
from core.errors import Cxr12Error
from core.export.picture import DISCLAIMER
from viewer.export.order import Format, Order, Scene
from viewer.export.picture import native_pixels, paint, pixels_of
from viewer.image.overlay import OverlayBar
from viewer.image.painting import ResultPlate
from viewer.image.rendering import Rendering

BARE = Order(annotations=False)
VIEW = View(Window(2000, 3000))


@pytest.fixture
def frame(qapp, make_frame):
    """A noisy 12-bit image of 90 columns and 60 rows."""
    return make_frame(np.random.default_rng(5).integers(0, 4096, (60, 90)))


@pytest.mark.parametrize("inverted", [False, True])
def test_the_whole_image_is_the_formula_at_stored_resolution(frame, inverted):
    view = replace(VIEW, inverted=inverted)
    assert np.array_equal(pixels_of(paint(Scene(frame, view), BARE)), render(frame, view))


@pytest.mark.parametrize("orientation", [Orientation(1), Orientation(2, True), Orientation(3, True)])
def test_it_is_turned_as_on_screen(frame, orientation):
    picture = pixels_of(paint(Scene(frame, VIEW, orientation=orientation), BARE))
    assert np.array_equal(picture, orientation.applied(render(frame, VIEW)))


def test_oblong_pixels_keep_their_shape(frame):
    tall = replace(frame, spacing=Spacing(0.4, 0.2, SpacingKind.CALIBRATED))  # twice as high as wide
    picture = pixels_of(paint(Scene(tall, VIEW), BARE))
    assert np.array_equal(picture, np.repeat(render(frame, VIEW), 2, axis=0))
    wide = replace(frame, spacing=Spacing(0.2, 0.4, SpacingKind.CALIBRATED))
    assert np.array_equal(pixels_of(paint(Scene(wide, VIEW), BARE)), np.repeat(render(frame, VIEW), 2, axis=1))


def test_the_calibration_of_the_screen_stays_out(frame):
    simulated = Rendering(output=np.zeros(256, np.uint8))
    assert np.array_equal(pixels_of(paint(Scene(frame, VIEW, rendering=simulated), BARE)), render(frame, VIEW))


def test_annotations_are_drawn_or_not(frame):
    scene = Scene(frame, VIEW, annotations=(Length(((20.0, 20.5), (70.0, 20.5))),))
    with_line = pixels_of(paint(scene, Order()))
    assert with_line.shape == (60, 90, 3)  # the line has a colour
    assert with_line[20, 45].tolist() == [240, 228, 66]  # Okabe-Ito yellow
    assert np.array_equal(pixels_of(paint(scene, BARE)), render(frame, VIEW))


def test_native_depth_is_the_stored_values(frame):
    assert np.array_equal(native_pixels(Scene(frame, VIEW, orientation=Orientation(1)), BARE), frame.stored[0])


def test_annotations_at_native_depth_take_the_highest_value(frame):
    dim = replace(frame, stored=frame.stored // 2)
    drawn = native_pixels(Scene(dim, VIEW, annotations=(Length(((20.0, 20.5), (70.0, 20.5))),)), Order())
    assert drawn[20, 45] == 4095
    assert np.array_equal(drawn[50:], dim.stored[0, 50:])  # far from the line
    assert dim.stored.max() == 2047  # the image itself is as before


@pytest.mark.parametrize(
    ("facts", "reason"),
    [({"damaged": "rows 30 to 59 are missing"}, "damaged"), ({"color": np.zeros((1, 60, 90, 3), np.uint8)}, "colour")],
)
def test_what_has_no_grey_at_native_depth_is_refused(frame, facts, reason):
    with pytest.raises(Cxr12Error, match=reason):
        native_pixels(Scene(replace(frame, **facts), VIEW), BARE)


def test_a_damaged_image_is_marked_whatever_is_asked_for(frame):
    large = replace(frame, stored=np.zeros((1, 600, 900), np.uint16), damaged="rows 300 to 599 of 600 are missing")
    marked = pixels_of(paint(Scene(large, VIEW), BARE))
    assert marked.ndim == 3
    assert (marked[0, 450] == [213, 94, 0]).all()  # the frame around it: Okabe-Ito vermilion


@pytest.mark.parametrize(
    ("facts", "marked"),
    [
        ({"acquisition": Acquisition(presentation_intent="FOR PROCESSING")}, True),
        ({"acquisition": Acquisition(lossy=True)}, True),
        ({"presentation_shape": "INVERSE"}, True),  # against MONOCHROME2
        ({"burned_in": "YES"}, False),  # patient data is not hidden
        ({}, False),
    ],
)
def test_what_a_reader_must_know_is_on_pictures_without_texts_too(white, facts, marked):
    picture = paint(Scene(replace(white, **facts), View(Window(-10_000, 2))), Order())  # all white, or all black
    assert (orange(picture) > 1000) is marked
    assert bool(orange(picture)) is marked
    hidden = paint(Scene(replace(white, burned_in="YES"), View(None), hidden=True), Order())
    assert orange(hidden) > 1000


def orange(picture):
    """How many pixels have the colour of a warning, Okabe-Ito orange."""
    pixels = pixels_of(picture)
    return 0 if pixels.ndim == 2 else int((pixels == [230, 159, 0]).all(axis=2).sum())


def sky(picture):
    """Rows and columns of the pixels in the colour of the result's bar."""
    pixels = pixels_of(picture)
    return np.nonzero((pixels == [86, 180, 233]).all(axis=2)) if pixels.ndim == 3 else ([], [])


BARS = (OverlayBar("opacity", 0.75, 0.5, "#56b4e9"), OverlayBar("normal", 0.25, None, "#e69f00"))


def test_the_result_on_the_image_is_on_its_picture_with_the_banner(white):
    plain = pixels_of(paint(Scene(white, View(None)), BARE))
    plate = ResultPlate(BARS, ("ResNet50", DISCLAIMER))
    picture = paint(Scene(white, View(None), result=plate), BARE)
    rows, columns = sky(picture)
    # Letters of 25 pixels make a unit of about 2: a bar of 8 units by three quarters of 232 - 24 units.
    font = QFont()
    font.setPixelSize(25)
    one = QFontMetricsF(font).height() / 15
    assert rows.max() - rows.min() + 1 == pytest.approx(8 * one, abs=2)
    assert columns.max() - columns.min() + 1 == pytest.approx(0.75 * 208 * one, abs=2)
    changed = np.argwhere(pixels_of(picture)[..., 0] != plain)
    assert changed.min(axis=0).min() > 800  # in the lower right, and nowhere else
    assert changed.max() < 1600 - 11 * one
    without = pixels_of(paint(Scene(white, View(None), result=ResultPlate(BARS, ("ResNet50",))), BARE))
    lines = [
        np.count_nonzero((found[800:, 800:] < 100).any(axis=2).any(axis=1)) for found in (without, pixels_of(picture))
    ]
    assert lines[1] - lines[0] >= 25  # the banner has taken lines of its own


def test_the_banner_is_whole_on_a_picture_too_small_for_the_plate(frame):
    plate = ResultPlate(BARS, ("ResNet50", DISCLAIMER))
    picture = pixels_of(paint(Scene(frame, VIEW, result=plate), BARE))
    assert np.array_equal(picture[:60, :90], np.repeat(render(frame, VIEW)[..., None], 3, axis=2))
    font = QFont()
    font.setPixelSize(10)
    strip = plate.strip(QRectF(0, 0, 90, 60), font)
    place = plate.rectangle(strip, font)
    assert strip.contains(place)
    assert picture.shape[:2] == (np.ceil(strip.bottom()), np.ceil(strip.right()))
    assert (picture[:60, 90:] == 0).all()
    written = np.argwhere((picture[60:] > 120).any(axis=2))
    assert written[:, 0].max() + 60 < place.bottom() - 10  # its last line has room below
    assert written[:, 0].max() + 60 > place.bottom() - 30


def test_over_the_corner_texts_stands_the_result(white):
    plate = ResultPlate(BARS, (DISCLAIMER,))
    bare, written = (
        paint(Scene(white, View(None), result=plate), Order(annotations=False, texts=texts)) for texts in (False, True)
    )
    font = QFont()
    font.setPixelSize(25)
    assert sky(bare)[0].max() - sky(written)[0].max() == pytest.approx(QFontMetricsF(font).lineSpacing(), abs=1)


def test_hidden_patient_data_is_in_no_picture(frame):
    pictures = []
    for name in ("DOE^JANE", "ROE^RICHARD"):
        whose = replace(frame, stored=np.zeros((1, 300, 400), np.uint16), identity=Identity(patient_name=name))
        for hidden in (True, False):
            pictures.append(pixels_of(paint(Scene(whose, VIEW, hidden=hidden), Order(texts=True))))
    doe_hidden, doe, roe_hidden, roe = pictures
    assert np.array_equal(doe_hidden, roe_hidden)
    assert not np.array_equal(doe, roe)


def test_the_visible_part_is_what_the_view_paints(qtbot, frame):
    from viewer.image.corners import CornerChoice
    from viewer.image.view import ImageView
    from viewer.state import ViewerState

    state = ViewerState()
    view = ImageView(state.active, state)
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.set_corners(CornerChoice((), (), (), ()))
    view.show()
    state.set_frame(frame, VIEW)
    view.zoom_by(1.7)
    shown = pixels_of(view.grab().toImage())
    scene = Scene(frame, VIEW, placement=view.placement, size=(400, 300))
    assert np.array_equal(pixels_of(paint(scene, replace(BARE, visible_part=True))), shown)


@pytest.mark.parametrize("kind", [Format.SHOWN, Format.NATIVE_PNG, Format.NATIVE_TIFF])
def test_files_read_back_exactly(frame, tmp_path, kind):
    from viewer.export.exporting import write

    path = write(Scene(frame, VIEW), Order(kind, annotations=False), tmp_path / f"image{kind.suffix}")
    read = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    assert np.array_equal(read, render(frame, VIEW) if kind is Format.SHOWN else frame.stored[0])


@pytest.fixture
def white(qapp, make_frame):
    """A white image of 1600 by 1600 pixels whose file tells the patient's sides; its texts have 25 pixels."""
    stored = np.full((1600, 1600), 4095)
    return make_frame(stored, patient_orientation=("L", "F"))


def letters_at_left(picture):
    """Rows that the mark in the middle of the left edge takes."""
    return np.flatnonzero((picture[600:1000, :100] < 128).any(axis=1))


def test_marks_are_larger_than_the_texts_and_edged_for_a_large_picture(white):
    marked = letters_at_left(pixels_of(paint(Scene(white, View(None)), Order(texts=True))))
    assert 24 <= marked[-1] - marked[0] + 1 <= 40  # a capital of 34 pixels, and its edge
    upright = pixels_of(paint(Scene(white, View(None)), Order(texts=True)))[600:1000, :100] < 128
    runs = np.diff(np.flatnonzero(np.diff(np.pad(upright.any(axis=1).astype(int), 1))))
    assert runs.max() >= 24
    stem = upright[200]  # across the stem of the letter: dark, light, dark
    assert np.count_nonzero(stem) >= 4


@pytest.mark.parametrize(("orientation", "there"), [(Orientation(), False), (Orientation(0, True), True)])
def test_a_mirrored_picture_bears_the_marks_without_texts_too(white, orientation, there):
    picture = pixels_of(paint(Scene(white, View(None), orientation=orientation), Order()))
    assert bool(letters_at_left(picture).size) is there
    assert picture[:500, :500].min() == 255  # and nothing else


def test_the_frame_of_a_damaged_image_can_be_seen_on_a_large_picture(white):
    picture = paint(Scene(replace(white, damaged="cut short"), View(None)), Order())
    assert picture.pixelColor(7, 800).name() == "#d55e00"
    assert picture.pixelColor(20, 800).name() == "#ffffff"
