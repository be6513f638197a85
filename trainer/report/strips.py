"""Strips: one difference with its intervals in a row of a table, as SVG."""

from __future__ import annotations

import math

from markupsafe import Markup

from trainer.report.chart import Axis, number_text

STRIP_WIDTH, _STRIP_HEIGHT, _STRIP_INSET = 220.0, 22.0, 8.0


def strip(
    told: str, axis: Axis, value: float, wide: tuple[float, float], narrow: tuple[float, float], margin: float
) -> Markup:
    """Draw one difference in a row of a table: point, wide and narrow interval, zero, and the margin as a grey zone.

    The strip spans ``axis``; what lies outside ends at its edge. What is not a number is left out.
    """
    across = STRIP_WIDTH - 2 * _STRIP_INSET

    def at(number: float) -> float:
        return round(_STRIP_INSET + across * min(max(axis.share(number), 0.0), 1.0), 2)

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
            round(_STRIP_INSET + across * axis.share(tick), 2), number_text(tick)
        )
        for tick in axis.ticks()
    ]
    return Markup(
        '<svg class="strip" viewBox="0 0 {:g} 18" width="{:g}" height="18" aria-hidden="true">{}</svg>'
    ).format(STRIP_WIDTH, STRIP_WIDTH, Markup("").join(ticks))
