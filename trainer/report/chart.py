"""Charts as SVG, drawn from numbers: axes with names and ticks, lines, bands around them, and strips of intervals.

A line is told apart by its colour and by its dashes; every chart has a title and a description in words. What the
caller hands over as text is escaped.

References
----------
Okabe M, Ito K. Color Universal Design, 2008: eight colours told apart with any kind of colour vision. Yellow is left
out: on white it cannot be seen.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

Points = Sequence[tuple[float, float]]

COLORS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000", "#e69f00", "#56b4e9")
DASHES = ("", "7 3", "2 2", "9 3 2 3", "12 4", "5 2 1 2 1 2", "1 4")

LEFT, TOP, PLOT = 48.0, 8.0, 240.0
"""Where the plot begins within its chart, and how wide it is; units of the chart's own ``viewBox``."""

_RIGHT, _BELOW = 12.0, 44.0
STRIP_WIDTH, _STRIP_HEIGHT, _STRIP_INSET = 220.0, 22.0, 8.0
_MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: what it measures, with its unit, and from where to where (``low`` < ``high``)."""

    title: str
    low: float
    high: float

    def ticks(self) -> list[float]:
        """Round numbers inside the axis, two to seven: steps of 1, 2 or 5 times a power of ten."""
        span = self.high - self.low
        step = 10.0 ** math.floor(math.log10(span / _MOST_TICKS))
        step = next(step * factor for factor in (1, 2, 5, 10, 20) if span / (step * factor) <= _MOST_TICKS)
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [number * step for number in range(first, last + 1)]


@dataclass(frozen=True, slots=True)
class Style:
    """Colour, ``#rrggbb``, and dashes, as in SVG's ``stroke-dasharray``; no dashes: a full line."""

    color: str
    dashes: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line through ``points`` (x, y); ``band`` is the outline of the area of its interval, ``marks`` stand out."""

    points: Points
    style: Style
    band: Points = ()
    marks: Points = ()
    faint: bool = False


def style(number: int) -> Style:
    """Style of the line with this number; 49 differ in colour or dashes, the first seven in both."""
    row, column = divmod(number, len(COLORS))
    return Style(COLORS[column], DASHES[(column + row) % len(DASHES)])


def swatch(look: Style) -> Markup:
    """Draw a short sample of a line, for a legend of words; not read out."""
    return Markup(
        '<svg class="swatch" viewBox="0 0 34 10" width="34" height="10" aria-hidden="true">'
        '<line x1="1" y1="5" x2="33" y2="5" stroke="{}" stroke-width="2.4"{}/></svg>'
    ).format(look.color, _dashes(look))


def chart(
    name: str, words: tuple[str, str], axes: tuple[Axis, Axis], lines: Sequence[Line], *, height: float = PLOT,
    chance: Points = (),
) -> Markup:  # fmt: skip
    """Draw lines between two axes.

    Parameters
    ----------
    name : str
        Of the chart within the page: letters and digits, unlike any other.
    words : (str, str)
        Title and description, for who does not see the chart.
    axes : (Axis, Axis)
        Across and up.
    lines : sequence of Line
        The first lies at the bottom. Points outside the axes are cut off.
    height : float
        Of the plot; its width is :data:`PLOT`.
    chance : points
        A thin grey line: what knowing nothing would give.
    """
    place = _Place(*axes, height)
    shapes = [_frame(place)]
    if chance:
        shapes.append(Markup('<polyline class="chance" points="{}"/>').format(place.points(chance)))
    shapes += [
        Markup('<polygon class="band" fill="{}" points="{}"/>').format(line.style.color, place.points(line.band))
        for line in lines
        if line.band
    ]
    shapes += [_line(line, place) for line in lines]
    return Markup(
        '<svg class="chart" viewBox="0 0 {width:g} {height:g}" role="img" aria-labelledby="{name}t {name}d">'
        '<title id="{name}t">{title}</title><desc id="{name}d">{told}</desc>'
        '<defs><clipPath id="{name}c"><rect x="{left:g}" y="{top:g}" width="{plot:g}" height="{tall:g}"/></clipPath>'
        '</defs>{axes}<g clip-path="url(#{name}c)">{shapes}</g></svg>'
    ).format(
        width=LEFT + PLOT + _RIGHT, height=TOP + height + _BELOW, name=name, title=words[0], told=words[1],
        left=LEFT - 1, top=TOP - 1, plot=PLOT + 2, tall=height + 2, axes=_axes(place), shapes=Markup("").join(shapes),
    )  # fmt: skip


def strip(
    told: str, axis: Axis, value: float, wide: tuple[float, float], narrow: tuple[float, float], margin: float
) -> Markup:
    """Draw one difference in a row of a table: point, wide and narrow interval, zero, and the margin as a grey zone.

    The strip spans ``axis``; what lies outside ends at its edge. What is not a number is left out.
    """
    across = STRIP_WIDTH - 2 * _STRIP_INSET

    def at(number: float) -> float:
        share = (number - axis.low) / (axis.high - axis.low)
        return round(_STRIP_INSET + across * min(max(share, 0.0), 1.0), 2)

    middle = _STRIP_HEIGHT / 2
    shapes = [Markup('<line class="zero" x1="{0:g}" y1="0" x2="{0:g}" y2="{1:g}"/>').format(at(0.0), _STRIP_HEIGHT)]
    if margin > 0:
        zone = Markup('<rect class="margin" x="{:g}" y="0" width="{:g}" height="{:g}"/>')
        shapes.insert(0, zone.format(at(-margin), at(margin) - at(-margin), _STRIP_HEIGHT))
    for ends, width in ((wide, 1.6), (narrow, 4.2)):
        if all(map(math.isfinite, ends)):
            bar = Markup('<line class="ink" x1="{:g}" y1="{y:g}" x2="{:g}" y2="{y:g}" stroke-width="{}"/>')
            shapes.append(bar.format(at(ends[0]), at(ends[1]), width, y=middle))
    if math.isfinite(value):
        shapes.append(Markup('<circle class="point" cx="{:g}" cy="{:g}" r="4"/>').format(at(value), middle))
    return Markup(
        '<svg class="strip" viewBox="0 0 {:g} {:g}" width="{:g}" height="{:g}" role="img" aria-label="{}">{}</svg>'
    ).format(STRIP_WIDTH, _STRIP_HEIGHT, STRIP_WIDTH, _STRIP_HEIGHT, told, Markup("").join(shapes))


def strip_axis(axis: Axis) -> Markup:
    """Draw the ticks below strips of the same axis."""
    across = STRIP_WIDTH - 2 * _STRIP_INSET
    ticks = [
        Markup('<line class="tick" x1="{0:g}" y1="0" x2="{0:g}" y2="4"/><text x="{0:g}" y="15">{1}</text>').format(
            round(_STRIP_INSET + across * (tick - axis.low) / (axis.high - axis.low), 2), _number(tick)
        )
        for tick in axis.ticks()
    ]
    return Markup(
        '<svg class="strip" viewBox="0 0 {:g} 18" width="{:g}" height="18" aria-hidden="true">{}</svg>'
    ).format(STRIP_WIDTH, STRIP_WIDTH, Markup("").join(ticks))


@dataclass(frozen=True, slots=True)
class _Place:
    """From numbers of the axes to units of the chart."""

    x: Axis
    y: Axis
    height: float

    def across(self, value: float) -> float:
        return round(LEFT + PLOT * (value - self.x.low) / (self.x.high - self.x.low), 2)

    def down(self, value: float) -> float:
        return round(TOP + self.height * (self.y.high - value) / (self.y.high - self.y.low), 2)

    def points(self, points: Points) -> str:
        """Write ``x,y x,y ...``; a point that is not finite is left out."""
        finite = (point for point in points if all(map(math.isfinite, point)))
        return " ".join(f"{self.across(x):g},{self.down(y):g}" for x, y in finite)


def _frame(place: _Place) -> Markup:
    rules = [
        Markup('<line class="grid" x1="{:g}" y1="{y:g}" x2="{:g}" y2="{y:g}"/>').format(
            LEFT, LEFT + PLOT, y=place.down(tick)
        )
        for tick in place.y.ticks()
    ]
    return Markup("").join(rules)


def _axes(place: _Place) -> Markup:
    bottom, middle = TOP + place.height, TOP + place.height / 2
    parts = [Markup('<path class="axis" d="M{0:g} {1:g}V{2:g}H{3:g}"/>').format(LEFT, TOP, bottom, LEFT + PLOT)]
    parts += [
        Markup('<text class="label" x="{:g}" y="{:g}" text-anchor="middle">{}</text>').format(
            place.across(tick), bottom + 14, _number(tick)
        )
        for tick in place.x.ticks()
    ]
    parts += [
        Markup('<text class="label" x="{:g}" y="{:g}" text-anchor="end">{}</text>').format(
            LEFT - 5, place.down(tick) + 3.5, _number(tick)
        )
        for tick in place.y.ticks()
    ]
    parts.append(
        Markup('<text class="name" x="{:g}" y="{:g}" text-anchor="middle">{}</text>').format(
            LEFT + PLOT / 2, bottom + 34, place.x.title
        )
    )
    parts.append(
        Markup('<text class="name" transform="translate(12 {:g}) rotate(-90)" text-anchor="middle">{}</text>').format(
            middle, place.y.title
        )
    )
    return Markup("").join(parts)


def _line(line: Line, place: _Place) -> Markup:
    drawn = Markup('<polyline class="line{}" stroke="{}"{} points="{}"/>').format(
        " faint" if line.faint else "", line.style.color, _dashes(line.style), place.points(line.points)
    )
    dots = [
        Markup('<circle cx="{:g}" cy="{:g}" r="3.2" fill="{}"/>').format(
            place.across(x), place.down(y), line.style.color
        )
        for x, y in line.marks
        if math.isfinite(x) and math.isfinite(y)
    ]
    return drawn + Markup("").join(dots)


def _dashes(look: Style) -> Markup:
    return Markup(' stroke-dasharray="{}"').format(look.dashes) if look.dashes else Markup("")


def _number(value: float) -> str:
    """Write a tick with a real minus, and no more digits than it needs."""
    return str(escape(f"{round(value, 10):g}".replace("-", "\u2212")))
