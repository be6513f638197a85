import dataclasses
import json
import math

import pytest

from core.annotate.record import from_json, to_json
from core.annotate.shapes import (
    KINDS,
    Angle,
    Arrow,
    CardiothoracicRatio,
    CobbAngle,
    Ellipse,
    Length,
    Outline,
    Rectangle,
    Text,
    one_line,
)

EVERY = (
    Length(((1.5, 2.25), (10, 20))),
    Angle(((0, 0), (5, 5), (10, 0)), frame=2, label="carina"),
    CobbAngle(((1, 1), (2, 1), (0, 3), (4, 3))),
    CardiothoracicRatio(((1, 1), (2, 1), (0, 3), (4, 3))),
    Rectangle(((1, 2), (3, 4))),
    Ellipse(((3, 4), (1, 2)), label="\u0111\u00e1m m\u1edd"),
    Arrow(((0, 0), (1, 1))),
    Text(((7, 8),), label='a "quoted" \\ word'),
    Outline(((0, 0), (1, 0), (1, 1), (0, 0))),
)


def test_every_kind_is_kept_through_json():
    assert {type(one) for one in EVERY} == set(KINDS.values())
    assert from_json(to_json(EVERY)) == EVERY
    assert from_json(to_json(())) == ()


def test_ids_are_made_and_kept():
    first, second = Text(((0, 0),)), Text(((0, 0),))
    assert first.id != second.id
    moved = first.moved(1, 2).renamed("x").with_handle(0, (5, 5))
    assert (moved.id, moved.points, moved.label) == (first.id, ((5, 5),), "x")


def test_nothing_can_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        EVERY[0].label = "other"


@pytest.mark.parametrize(
    ("kind", "points"),
    [
        (Length, ((0, 0),)),
        (Angle, ((0, 0), (1, 1))),
        (Outline, ()),
        (Text, ((math.nan, 0),)),
        (Text, ((math.inf, 0),)),
        (Text, ((1, 2, 3),)),
    ],
)
def test_wrong_points_are_refused(kind, points):
    with pytest.raises(ValueError, match=kind.KIND):
        kind(points)


def change(**fields):
    raw = json.loads(to_json([Length(((0, 0), (1, 1)))]))
    raw["annotations"][0].update(fields)
    return json.dumps(raw)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"version": 2, "annotations": []}',
        '{"version": 1, "annotations": [], "more": 1}',
        change(kind="eval"),
        change(points=[[0, 0]]),
        change(points=[[0, 0], [1]]),
        change(points=[[0, 0], [1, None]]),
        change(points=[[0, 0], [1, "2"]]),
        change(frame=-1),
        change(frame=0.5),
        change(id="x"),
        change(label=3),
        change(label="x" * 300),
        change(extra=1),
        to_json([EVERY[0], EVERY[0]]),
    ],
)
def test_what_was_not_written_by_us_is_refused(text):
    with pytest.raises(ValueError, match=r"expected|has|pairs|two annotations"):
        from_json(text)


def test_box_corners_move_on_their_own():
    box = Rectangle(((10, 20), (30, 50)))
    assert box.handles == ((10, 20), (30, 20), (30, 50), (10, 50))
    assert box.with_handle(0, (5, 6)).bounds == (5, 6, 30, 50)
    assert box.with_handle(1, (40, 6)).bounds == (10, 6, 40, 50)
    assert box.with_handle(2, (40, 60)).bounds == (10, 20, 40, 60)
    assert box.with_handle(3, (1, 60)).bounds == (1, 20, 30, 60)
    for number in range(4):
        assert box.with_handle(number, (2, 3)).handles[number] == (2, 3)
    crossed = box.with_handle(0, (90, 90))
    assert crossed.bounds == (30, 50, 90, 90)
    assert crossed.handles[0] == (90, 90)


def test_a_move_stops_at_the_edge_and_keeps_the_shape():
    line = Length(((10, 10), (20, 30)))
    assert line.moved_within(-100, 3, 50, 60).points == ((0, 13), (10, 33))
    assert line.moved_within(100, 100, 50, 60).points == ((40, 40), (50, 60))
    outside = Length(((-5, 10), (5, 10)))
    assert outside.moved_within(-1, 0, 50, 60).points == outside.points
    assert outside.moved_within(2, 0, 50, 60).points == ((-3, 10), (7, 10))


def test_labels_are_one_short_line():
    assert one_line("  a\n b\t\x00c\u202e ") == "a b c"
    assert len(one_line("x" * 1000)) == 256
