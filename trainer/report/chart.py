"""Charts as SVG, drawn from numbers: axes with names and ticks, lines, bands around them, and bars of intervals.

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

BELOW, WIDTH = 44.0, LEFT + PLOT + 12.0
"""What a chart takes below its plot, and in all across."""

_MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: what it measures, with its unit, and from where to where (``low`` < ``high``).

    Attributes
    ----------
    at : tuple of float
        Ticks of one's own; empty: round numbers.
    is_log : bool
        Equal ratios are equally far apart; ``low`` is above 0, and ``at`` says the ticks.
    """

    title: str
    low: float
    high: float
    at: tuple[float, ...] = ()
    is_log: bool = False

    def share(self, value: float) -> float:
        """Tell how far along the axis a value lies: 0 at ``low``, 1 at ``high``; NaN where it has no place."""
        if not self.is_log:
            return (value - self.low) / (self.high - self.low)
        return math.log(value / self.low) / math.log(self.high / self.low) if value > 0 else math.nan

    def ticks(self) -> list[float]:
        """Round numbers inside the axis, two to seven: steps of 1, 2 or 5 times a power of ten; or ``at``."""
        if self.at:
            return list(self.at)
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


@dataclass(frozen=True, slots=True)
class Bar:
    """A value at ``x`` with its wide and narrow intervals, standing upright: thin line, thick line, dot.

    Without a narrow interval, ``wide`` is drawn alone.
    """

    x: float
    value: float
    wide: tuple[float, float]
    style: Style
    narrow: tuple[float, float] | None = None


def style(number: int) -> Style:
    """Style of the line with this number; 49 differ in colour or dashes, the first seven in both."""
    row, column = divmod(number, len(COLORS))
    return Style(COLORS[column], DASHES[(column + row) % len(DASHES)])


def swatch(look: Style) -> Markup:
    """Draw a short sample of a line, for a legend of words; not read out."""
    return Markup(
        '<svg class="swatch" viewBox="0 0 34 10" width="34" height="10" aria-hidden="true">'
        '<line x1="1" y1="5" x2="33" y2="5" stroke="{}" stroke-width="2.4"{}/></svg>'
    ).format(look.color, dashed(look))


def chart(
    name: str, words: tuple[str, str], axes: tuple[Axis, Axis], lines: Sequence[Line], *, height: float = PLOT,
    chance: Points = (), bars: Sequence[Bar] = (), margin: float = 0.0,
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
    bars : sequence of Bar
        On top of the lines.
    margin : float
        Grey from its negative to itself, with a line at 0; 0: no such zone.
    """
    place = _Place(*axes, height)
    shapes = [_zone(place, margin), _frame(place)]
    if chance:
        shapes.append(Markup('<polyline class="chance" points="{}"/>').format(place.points(chance)))
    shapes += [
        Markup('<polygon class="band" fill="{}" points="{}"/>').format(line.style.color, place.points(line.band))
        for line in lines
        if line.band
    ]
    shapes += [_line(line, place) for line in lines]
    shapes += [_bar(bar, place) for bar in bars]
    return Markup(
        '<svg class="chart" viewBox="0 0 {width:g} {height:g}" role="img" aria-labelledby="{name}t {name}d">'
        '<title id="{name}t">{title}</title><desc id="{name}d">{told}</desc>'
        '<defs><clipPath id="{name}c"><rect x="{left:g}" y="{top:g}" width="{plot:g}" height="{tall:g}"/></clipPath>'
        '</defs>{axes}<g clip-path="url(#{name}c)">{shapes}</g></svg>'
    ).format(
        width=WIDTH, height=TOP + height + BELOW, name=name, title=words[0], told=words[1],
        left=LEFT - 1, top=TOP - 1, plot=PLOT + 2, tall=height + 2, axes=_axes(place), shapes=Markup("").join(shapes),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Place:
    """From numbers of the axes to units of the chart."""

    x: Axis
    y: Axis
    height: float

    def across(self, value: float) -> float:
        return round(LEFT + PLOT * self.x.share(value), 2)

    def down(self, value: float) -> float:
        return round(TOP + self.height * (1 - self.y.share(value)), 2)

    def points(self, points: Points) -> str:
        """Write ``x,y x,y ...``; a point that is not finite, or has no place on the axes, is left out."""
        placed = ((self.across(x), self.down(y)) for x, y in points)
        return " ".join(f"{x:g},{y:g}" for x, y in placed if math.isfinite(x) and math.isfinite(y))


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
            place.across(tick), bottom + 14, number_text(tick)
        )
        for tick in place.x.ticks()
    ]
    parts += [
        Markup('<text class="label" x="{:g}" y="{:g}" text-anchor="end">{}</text>').format(
            LEFT - 5, place.down(tick) + 3.5, number_text(tick)
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
        " faint" if line.faint else "", line.style.color, dashed(line.style), place.points(line.points)
    )
    dots = [
        Markup('<circle cx="{:g}" cy="{:g}" r="3.2" fill="{}"/>').format(
            place.across(x), place.down(y), line.style.color
        )
        for x, y in line.marks
        if math.isfinite(x) and math.isfinite(y)
    ]
    return drawn + Markup("").join(dots)


def _zone(place: _Place, margin: float) -> Markup:
    if margin <= 0:
        return Markup("")
    top, bottom = place.down(margin), place.down(-margin)
    return Markup(
        '<rect class="margin" x="{x:g}" y="{:g}" width="{:g}" height="{:g}"/>'
        '<line class="zero" x1="{x:g}" y1="{y:g}" x2="{:g}" y2="{y:g}"/>'
    ).format(top, PLOT, bottom - top, LEFT + PLOT, x=LEFT, y=place.down(0.0))


def _bar(bar: Bar, place: _Place) -> Markup:
    parts = []
    for ends, width in ((bar.wide, 1.6), (bar.narrow, 4.2)):
        if ends is not None and all(map(math.isfinite, ends)):
            upright = Markup('<line x1="{x:g}" y1="{:g}" x2="{x:g}" y2="{:g}" stroke="{}" stroke-width="{}"/>')
            parts.append(upright.format(*map(place.down, ends), bar.style.color, width, x=place.across(bar.x)))
    if math.isfinite(bar.value):
        dot = Markup('<circle cx="{:g}" cy="{:g}" r="3.6" fill="#fff" stroke="{}" stroke-width="1.8"/>')
        parts.append(dot.format(place.across(bar.x), place.down(bar.value), bar.style.color))
    return Markup("").join(parts)


def dashed(look: Style) -> Markup:
    """Write the dashes of a line as an attribute of it."""
    return Markup(' stroke-dasharray="{}"').format(look.dashes) if look.dashes else Markup("")


def number_text(value: float) -> str:
    """Write a tick with a real minus, and no more digits than it needs."""
    return str(escape(f"{round(value, 10):g}".replace("-", "\u2212")))
