"""The two figures of the bit-depth study: AUC and differences of AUC against the contrast of the finding."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from core.phantom.observer import Seen
from trainer.report.chart import Axis, Bar, Line, Points, Style, chart, style
from trainer.report.panels import Panel, side_by_side

if TYPE_CHECKING:
    from bitdepth_summary import ArmPoint, Difference

STYLES = {"12-bit": style(0), "8-bit": style(1), "8-max": style(2)}
OBSERVED = {"12-bit": "12", "8-bit": "8", "8-max": "8-max"}
"""Arms of the networks, and what the observer calls the same."""

_SIDE = 1.2  # how far beside its place, as a ratio, a bar of another input size stands
_INK = Style("#1a1a1a", "")
_LEVELS_TITLE = "Contrast of the finding, grey levels of 4096"
_TOLD = "One line for each bit depth: 12 bits, 8 bits, 8 bits up to the maximum of the image."


def auc_figure(arms: Sequence[ArmPoint], observer: Sequence[Seen]) -> str:
    """Draw the AUC of networks and observer against contrast, and the observer's d'; other input sizes as single bars.

    Bands and bars are 95 % intervals. Lines, and the observer, are of the smallest input size.
    """
    usual = min(point.size for point in arms)
    same = [seen for seen in observer if seen.size == usual]
    across = _levels([*(point.levels for point in arms), *map(_of_4096, same)])
    lows = [0.5, *(point.low for point in arms), *(seen.low for seen in same)]
    up = Axis("AUC", math.floor(10 * min(one for one in lows if not math.isnan(one))) / 10, 1.02)
    far = Axis("d'", 0.0, 1.08 * max((s.detectability for s in same if math.isfinite(s.detectability)), default=1.0))
    chance = ((across.low, 0.5), (across.high, 0.5))
    others = [point for point in arms if point.size != usual]
    networks, seen_apart, strength = (
        [_line(rows, arm) for arm, rows in of_arms.items()]
        for of_arms in (
            {arm: [_at(p) for p in arms if (p.arm, p.size) == (arm, usual)] for arm in STYLES},
            {arm: [_seen(s) for s in same if s.bits == OBSERVED[arm]] for arm in STYLES},
            {arm: [(_of_4096(s), s.detectability) for s in same if s.bits == OBSERVED[arm]] for arm in STYLES},
        )
    )
    bars = [_beside(point) for point in others]
    also = "".join(f"; bars: {size} px" for size in sorted({point.size for point in others}))
    drawn: tuple[tuple[str, Axis, list[Line], dict[str, Any]], ...] = (
        (f"Networks, {usual} px{also}", up, networks, {"chance": chance, "bars": bars}),
        (f"An observer that knows it, {usual} px", up, seen_apart, {"chance": chance}),
        ("d' of that observer", far, strength, {}),
    )
    panels = [
        Panel(told, chart(f"panel{i}", (told, _TOLD), (across, axis), lines, **more))
        for i, (told, axis, lines, more) in enumerate(drawn)
    ]
    key = [(f"{arm} (band: 95 % interval)", look) for arm, look in STYLES.items()]
    return side_by_side("AUC against contrast", "Networks and a known-signal observer, by bit depth", panels, key)


def difference_figure(differences: Sequence[Difference]) -> str:
    """Draw each difference against contrast with its 95 and 90 % intervals; another input size stands beside."""
    across = _levels([one.levels for one in differences])
    usual = min(one.size for one in differences)
    ends = [abs(end) for one in differences for end in (one.low, one.high) if math.isfinite(end)]
    reach = 1.08 * max([2 * max(one.margin for one in differences), *ends])
    up = Axis("Difference of AUC", -reach, reach)
    panels: list[Panel] = []
    for a, b in dict.fromkeys((one.a, one.b) for one in differences):
        rows = [one for one in differences if (one.a, one.b) == (a, b)]
        bars = [
            Bar(
                one.levels * (1 if one.size == usual else _SIDE),
                one.value,
                (one.low, one.high),
                _INK if one.size == usual else style(3),
                (one.low90, one.high90),
            )
            for one in rows
        ]
        told = f"{a} minus {b}"
        words = (told, "Dots with 95 % (thin) and 90 % (thick) intervals; grey: the margin.")
        panels.append(
            Panel(told, chart(f"difference{len(panels)}", words, (across, up), [], bars=bars, margin=rows[0].margin))
        )
    sizes = sorted({one.size for one in differences})
    key = [(f"{size} px", _INK if size == usual else Style(style(3).color, "")) for size in sizes]
    return side_by_side(
        "Differences of AUC against contrast", "Thin: 95 %, thick: 90 % interval; grey: the margin", panels, key
    )


def _beside(point: ArmPoint) -> Bar:
    place = point.levels * _SIDE ** (1 + list(STYLES).index(point.arm))
    return Bar(place, point.auc, (point.low, point.high), STYLES[point.arm])


def _levels(levels: Sequence[float]) -> Axis:
    places = tuple(float(one) for one in sorted(set(levels)))
    return Axis(_LEVELS_TITLE, places[0] / 1.3, places[-1] * 1.3, at=places, is_log=True)


def _at(point: ArmPoint) -> tuple[float, ...]:
    return point.levels, point.auc, point.low, point.high


def _seen(seen: Seen) -> tuple[float, ...]:
    return _of_4096(seen), seen.correct, seen.low, seen.high


def _of_4096(seen: Seen) -> float:
    return float(round(seen.contrast * 4096))


def _line(rows: Sequence[tuple[float, ...]], arm: str) -> Line:
    """Draw rows of (x, y) or (x, y, low, high), from low contrast to high."""
    rows = sorted(rows)
    points: Points = [(row[0], row[1]) for row in rows]
    band = [(row[0], row[3]) for row in rows if len(row) > 2] + [(row[0], row[2]) for row in rows[::-1] if len(row) > 2]
    return Line(points, STYLES[arm], band, marks=points)
