"""Charts against coordinates worked out by hand: the plot is 240 units wide and begins at (48, 8)."""

import math
import xml.etree.ElementTree as ET

import pytest

from trainer.report.chart import Axis, Bar, Line, Style, chart, style
from trainer.report.panels import Panel, side_by_side
from trainer.report.strips import strip

SVG = "{http://www.w3.org/2000/svg}"
SHARES = (Axis("across", 0.0, 1.0), Axis("up", 0.0, 1.0))


def drawn(markup):
    return ET.fromstring(str(markup).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def of_class(root, name):
    return [one for one in root.iter() if name in one.get("class", "").split()]


def test_a_known_roc_curve():
    # Scores 0.9 (+), 0.8 (-), 0.7 (+), 0.6 (-), 0.2 (-): steps at (0, 1/2), (1/3, 1/2), (1/3, 1), (1, 1).
    roc = ((0, 0), (0, 0.5), (1 / 3, 0.5), (1 / 3, 1), (1, 1))
    band = ((0, 0.25), (1, 1), (1, 0.5), (0, 0))
    line = Line(roc, Style("#0072b2", "7 3"), band, marks=((0.5, 0.75),))
    root = drawn(chart("one", ("Title <1>", "Told"), SHARES, [line], chance=((0, 0), (1, 1))))
    (curve,) = of_class(root, "line")
    assert curve.get("points") == "48,248 48,128 128,128 128,8 288,8"
    assert (curve.get("stroke"), curve.get("stroke-dasharray")) == ("#0072b2", "7 3")
    (area,) = of_class(root, "band")
    assert area.get("points") == "48,188 288,8 288,128 48,248"
    assert of_class(root, "chance")[0].get("points") == "48,248 288,8"
    dot = root.find(f".//{SVG}circle")
    assert (dot.get("cx"), dot.get("cy")) == ("168", "68")
    assert root.find(f"{SVG}title").text == "Title <1>"
    assert [one.text for one in of_class(root, "name")] == ["across", "up"]
    assert [one.text for one in of_class(root, "label")][:6] == ["0", "0.2", "0.4", "0.6", "0.8", "1"]


def test_what_is_no_number_is_left_out():
    line = Line(((0, 0), (0.5, math.nan), (math.inf, 1), (1, 1)), style(0), marks=((math.nan, 0.5),))
    root = drawn(chart("one", ("", ""), SHARES, [line]))
    assert of_class(root, "line")[0].get("points") == "48,248 288,8"
    assert root.find(f".//{SVG}circle") is None


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (1, 25, [5, 10, 15, 20, 25]),
        (0.3, 1.3, [0.4, 0.6, 0.8, 1.0, 1.2]),
        (-0.07, 0.07, [-0.05, 0, 0.05]),
        (0, 4000, [0, 1000, 2000, 3000, 4000]),
        (1, 2, [1.0, 1.2, 1.4, 1.6, 1.8, 2.0]),
    ],
)
def test_ticks_are_round_numbers(low, high, ticks):
    assert Axis("", low, high).ticks() == pytest.approx(ticks)


def test_a_strip_of_one_difference():
    # 220 wide, 8 free at each side: 204 units for -0.1 to 0.1, 0 at 110.
    root = drawn(strip("A and B", Axis("", -0.1, 0.1), 0.05, (0.0, 0.2), (0.025, 0.075), 0.02))
    zone, zero, wide, narrow, point = list(root)
    assert (zone.get("x"), zone.get("width")) == ("89.6", "40.8")
    assert zero.get("x1") == "110"
    assert (wide.get("x1"), wide.get("x2")) == ("110", "212")  # cut off at the edge
    assert (narrow.get("x1"), narrow.get("x2")) == ("135.5", "186.5")
    assert point.get("cx") == "161"
    assert float(narrow.get("stroke-width")) > float(wide.get("stroke-width"))


def test_lines_differ_in_more_than_colour():
    looks = [style(number) for number in range(49)]
    assert len(set(looks)) == 49
    assert len({look.dashes for look in looks[:7]}) == len({look.color for look in looks[:7]}) == 7


def test_on_a_logarithmic_axis_equal_ratios_are_equally_far_apart():
    across = Axis("grey levels", 2, 32, at=(2, 8, 32), is_log=True)
    root = drawn(chart("one", ("", ""), (across, SHARES[1]), [Line(((2, 0), (8, 0.5), (32, 1), (0, 1)), style(0))]))
    assert of_class(root, "line")[0].get("points") == "48,248 168,128 288,8"  # 8 is half way; 0 has no place
    assert [one.text for one in of_class(root, "label")][:3] == ["2", "8", "32"]


def test_bars_stand_on_the_zone_of_the_margin():
    axes = (SHARES[0], Axis("up", -0.1, 0.1))
    bar = Bar(0.5, 0.025, (-0.05, 0.1), Style("#0072b2", ""), (0.0, math.nan))
    root = drawn(chart("one", ("", ""), axes, [], bars=[bar], margin=0.05))
    (zone,) = of_class(root, "margin")
    assert (zone.get("y"), zone.get("height")) == ("68", "120")  # 0 lies at 128, 0.05 are 60 units
    assert of_class(root, "zero")[0].get("y1") == "128"
    (wide,) = [one for one in root.iter(f"{SVG}line") if one.get("stroke") == "#0072b2"]  # no narrow one: not a number
    assert (wide.get("x1"), wide.get("y1"), wide.get("y2")) == ("168", "188", "8")
    assert root.find(f".//{SVG}circle").get("cy") == "98"


def test_panels_side_by_side_are_a_file_of_their_own():
    panels = [Panel(f"Panel <{name}>", chart(name, (name, ""), SHARES, [])) for name in ("one", "two")]
    root = ET.fromstring(side_by_side("Both", "told", panels, [("12 bits", style(0)), ("8 bits", style(1))]))
    assert root.find(f"{SVG}title").text == "Both"
    assert [one.text for one in of_class(root, "heading")] == ["Panel <one>", "Panel <two>"]
    assert [one.text for one in of_class(root, "key")] == ["12 bits", "8 bits"]
    assert [one.get("x") for one in root.findall(f"{SVG}svg")] == ["8", "318"]  # 300 wide, 10 between
    assert ".band" in root.find(f"{SVG}style").text
    assert len({one.get("id") for one in root.iter() if one.get("id")}) == 8
