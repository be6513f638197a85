import math

import numpy as np
import pytest

from core.annotate.measure import (
    angle,
    area,
    cobb_angle,
    describe,
    inside,
    length,
    spacing_note,
    spacing_warning,
    statistics,
)
from core.annotate.shapes import Angle, Arrow, CardiothoracicRatio, CobbAngle, Ellipse, Length, Outline, Rectangle, Text
from core.dicom.frame import LookupTable, Spacing, SpacingKind

CALIBRATED = Spacing(0.2, 0.1, SpacingKind.CALIBRATED)  # a pixel is 0.1 mm wide and 0.2 mm high
DETECTOR = Spacing(0.143, 0.143, SpacingKind.DETECTOR)


def test_lengths_use_the_spacing_of_either_axis():
    # 30 columns of 0.1 mm and 20 rows of 0.2 mm: sides of 3 and 4.
    assert length((10, 10), (40, 30), CALIBRATED) == pytest.approx(5.0)
    assert length((10, 10), (13, 14), None) == 5.0


def test_lengths_say_where_the_spacing_comes_from(make_frame):
    line = Length(((10, 10), (40, 30)))
    assert describe(line, make_frame(np.zeros((9, 9)), spacing=CALIBRATED)) == ("5.0 mm, calibrated",)
    # sqrt(900 + 400) * 0.143
    assert describe(line, make_frame(np.zeros((9, 9)), spacing=DETECTOR)) == ("5.2 mm at the detector",)
    assert describe(line, make_frame(np.zeros((9, 9)))) == ("36.1 px, no spacing",)


def test_angles_are_those_in_space():
    # Arms of 10 columns (1 mm) along the row and 10 columns, 5 rows (1 mm, 1 mm): 45 degrees by the spacing,
    # atan(1/2) by the pixels.
    points = ((10, 0), (0, 0), (10, 5))
    assert angle(points, CALIBRATED) == pytest.approx(45.0)
    assert angle(points, None) == pytest.approx(math.degrees(math.atan(0.5)))
    assert angle(((1, 0), (0, 0), (-1, 0)), None) == 180.0
    assert angle(((1, 0), (0, 0), (0, -1)), CALIBRATED) == 90.0
    assert math.isnan(angle(((0, 0), (0, 0), (1, 1)), None))


def test_angle_in_words(make_frame):
    frame = make_frame(np.zeros((9, 9)))
    assert describe(Angle(((1, 0), (0, 0), (1, 1))), frame) == ("45.0\u00b0",)
    assert describe(Angle(((0, 0), (0, 0), (1, 1))), frame) == ("angle undefined",)


def test_a_cobb_angle_does_not_care_how_its_lines_were_drawn(make_frame):
    # One end plate falls by 20 degrees to the right, the other rises by 25: 45 between them (Cobb 1948).
    falling = ((0.0, 0.0), (10.0, 10 * math.tan(math.radians(20))))
    rising = ((5.0, 40.0), (25.0, 40.0 - 20 * math.tan(math.radians(25))))
    for first in (falling, falling[::-1]):
        for second in (rising, rising[::-1]):
            assert cobb_angle((*first, *second), None) == pytest.approx(45.0)
            assert cobb_angle((*second, *first), None) == pytest.approx(45.0)
    assert cobb_angle(((0, 0), (1, 0), (5, 5), (9, 5)), CALIBRATED) == 0.0
    assert cobb_angle(((0, 0), (1, 0), (5, 5), (5, 9)), CALIBRATED) == 90.0
    # In space, not in pixels: calibrated pixels are twice as high as wide here.
    assert cobb_angle(((0, 0), (2, 0), (0, 0), (2, 1)), CALIBRATED) == pytest.approx(45.0)
    frame = make_frame(np.zeros((9, 9)))
    assert describe(CobbAngle((*falling, *rising)), frame) == ("45.0\u00b0",)
    assert describe(CobbAngle(((0, 0), (0, 0), (0, 0), (2, 1))), frame) == ("angle undefined",)


def test_cardiothoracic_ratio_is_heart_over_thorax(make_frame):
    both = CardiothoracicRatio(((40, 50), (100, 50), (20, 70), (140, 70)))
    frame = make_frame(np.zeros((9, 9)), spacing=CALIBRATED)
    assert describe(both, frame) == ("CTR 0.50", "Heart 6.0, thorax 12.0 mm, calibrated")
    none = CardiothoracicRatio(((40, 50), (100, 50), (20, 70), (20, 70)))
    assert describe(none, frame)[0] == "CTR undefined"


def test_what_measures_nothing_says_nothing(make_frame):
    frame = make_frame(np.zeros((9, 9)))
    for one in (Arrow(((0, 0), (1, 1))), Text(((0, 0),), label="x"), Outline(((0, 0), (1, 1)))):
        assert describe(one, frame) == ()


def test_areas_are_those_of_the_shape():
    box = ((10, 20), (30, 60))
    assert area(Rectangle(box), None) == 800.0
    assert area(Rectangle(box), CALIBRATED) == pytest.approx(2.0 * 8.0)
    assert area(Ellipse(box), None) == pytest.approx(math.pi * 10 * 20)


def counted(region, rows, columns):
    """Every pixel asked by itself."""
    left, top, right, bottom = region.bounds
    found = set()
    for row in range(rows):
        for column in range(columns):
            x, y = column + 0.5, row + 0.5
            if isinstance(region, Ellipse):
                u, v = (2 * x - left - right) / (right - left), (2 * y - top - bottom) / (bottom - top)
                if u * u + v * v <= 1:
                    found.add((row, column))
            elif left <= x < right and top <= y < bottom:
                found.add((row, column))
    return found


@pytest.mark.parametrize("kind", [Rectangle, Ellipse])
@pytest.mark.parametrize(
    "box",
    [
        ((3, 4), (9, 11)),
        ((3.5, 4.5), (9.5, 11.5)),
        ((3.49, 4.51), (9.49, 11.51)),
        ((9.2, 11.7), (3.1, 4.4)),
        ((-5, -6), (6.3, 7.7)),
        ((10, 10), (40, 40)),
        ((2.2, 2.2), (2.4, 2.4)),
        ((30, 30), (40, 40)),
    ],
)
def test_a_pixel_is_counted_where_its_centre_is_inside(kind, box):
    region = kind(box)
    rows, columns, mask = inside(region, 16, 20)
    found = {(int(r) + rows.start, int(c) + columns.start) for r, c in np.argwhere(mask)}
    assert found == counted(region, 16, 20)


def test_rectangles_side_by_side_share_no_pixel():
    left, right = Rectangle(((0, 0), (4.5, 8))), Rectangle(((4.5, 0), (8, 8)))
    assert len(counted(left, 8, 8)) + len(counted(right, 8, 8)) == 64
    assert [inside(one, 8, 8)[2].sum() for one in (left, right)] == [32, 32]


@pytest.mark.parametrize("kind", [Rectangle, Ellipse])
def test_statistics_are_numpys_on_modality_values(make_frame, kind):
    stored = (np.arange(64 * 80).reshape(64, 80) * 37) % 4096
    frame = make_frame(stored, slope=2.0, intercept=-100.0)
    region = kind(((10.2, 12.9), (50.7, 40.1)))
    pixels = [stored[at] * 2.0 - 100.0 for at in counted(region, 64, 80)]
    found = statistics(region, frame)
    assert found.count == len(pixels)
    assert found.mean == pytest.approx(np.mean(pixels), rel=1e-12)
    assert found.sd == pytest.approx(np.std(pixels, ddof=1), rel=1e-12)
    assert (found.minimum, found.maximum) == (min(pixels), max(pixels))


def test_padding_and_nan_stay_out(make_frame):
    stored = np.array([[5, 5, 0], [7, 4000, 0]])
    whole = Rectangle(((0, 0), (3, 2)))
    found = statistics(whole, make_frame(stored, padding=(0, 0)))
    assert (found.count, found.minimum, found.maximum) == (4, 5, 4000)
    assert found.mean == (5 + 5 + 7 + 4000) / 4
    found = statistics(whole, make_frame([[1.0, np.nan, 3.0], [np.inf, 1.0, 3.0]], dtype=np.float32))
    assert (found.count, found.mean, found.sd) == (4, 2.0, pytest.approx(math.sqrt(4 / 3)))


def test_a_modality_lut_is_applied(make_frame):
    lut = LookupTable(np.array([100, 200, 400], np.uint16), 0, 16)
    found = statistics(Rectangle(((0, 0), (3, 1))), make_frame([[0, 1, 2]], modality_lut=lut))
    assert (found.mean, found.maximum) == (pytest.approx(700 / 3), 400)


def test_one_pixel_has_no_deviation_and_none_has_no_mean(make_frame):
    frame = make_frame([[7, 8], [9, 10]])
    one = Rectangle(((0.4, 0.4), (0.6, 0.6)))
    assert statistics(one, frame).count == 1
    assert describe(one, frame, statistics(one, frame))[:2] == ("Mean 7, SD \u2013", "Min 7, max 7, n 1")
    none = Rectangle(((0.6, 0.6), (0.7, 0.7)))
    assert describe(none, frame, statistics(none, frame)) == ("Area 0.0 px, no spacing", "No pixel inside")


def test_statistics_are_of_the_annotations_own_frame(make_frame):
    frame = make_frame(np.stack([np.full((4, 4), 5), np.full((4, 4), 9)]))
    box = ((0, 0), (4, 4))
    assert statistics(Rectangle(box, frame=1), frame).mean == 9
    assert statistics(Rectangle(box, frame=2), frame) is None


def test_a_colour_image_has_an_area_and_no_statistics(make_frame):
    colour = np.zeros((1, 4, 4, 3), np.uint8)
    frame = make_frame(colour, dtype=np.uint8, color=colour, photometric="RGB", spacing=CALIBRATED)
    box = Rectangle(((0, 0), (4, 4)))
    assert statistics(box, frame) is None
    # 0.4 mm by 0.8 mm
    assert describe(box, frame) == ("Area 0.3 mm\u00b2, calibrated", "Colour image: no modality values")


def test_what_spacing_means_is_said(make_frame):
    assert "in pixels" in spacing_note(make_frame(np.zeros((4, 4))))
    assert spacing_note(make_frame(np.zeros((4, 4)), spacing=CALIBRATED)).startswith(
        "Pixel spacing 0.1 \u00d7 0.2 mm, calibrated"
    )
    assert "at the detector" in spacing_note(make_frame(np.zeros((4, 4)), spacing=DETECTOR))
    unknown = make_frame(np.zeros((4, 4)), spacing=Spacing(0.2, 0.1, SpacingKind.UNKNOWN))
    assert "does not tell whether it was calibrated" in spacing_note(unknown)
    assert describe(Length(((0, 0), (50, 0))), unknown) == ("5.0 mm, perhaps calibrated",)
    film = make_frame(np.zeros((4, 4)), spacing=Spacing(0.2, 0.1, SpacingKind.FILM))
    assert "on the film that was scanned" in spacing_note(film)
    oblong = spacing_note(make_frame(np.zeros((4, 4)), aspect_ratio=1.5))
    assert "1.5 times as high as wide: lengths and angles are not to scale" in oblong


@pytest.mark.parametrize(
    ("rows", "columns", "spacing_mm", "doubted"),
    [
        (2991, 2430, 0.143, False),  # 42.8 x 34.7 cm
        (1500, 1500, 0.1, False),  # 15 cm exactly
        (6000, 6000, 0.1, False),  # 60 cm exactly
        (2991, 2430, 0.01, True),
        (2991, 2430, 1.0, True),
        (512, 512, 0.143, True),  # a thumbnail with the spacing of the original
    ],
)
def test_a_spacing_that_cannot_be_is_doubted(make_frame, rows, columns, spacing_mm, doubted):
    spacing = Spacing(spacing_mm, spacing_mm, SpacingKind.DETECTOR)
    frame = make_frame(np.broadcast_to(np.uint16(0), (rows, columns)), spacing=spacing)
    warning = spacing_warning(frame)
    assert bool(warning) is doubted
    if doubted:
        assert f"{columns * spacing_mm / 10:.3g}" in warning
    assert spacing_warning(make_frame(np.zeros((4, 4)))) == ""
