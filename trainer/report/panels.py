"""Charts side by side as one SVG file that stands alone: with its own style sheet, headings and a key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from resources import resource
from trainer.report.chart import BELOW, PLOT, TOP, WIDTH, Style, dashed

_HEADING, _KEY, _GAP, _EDGE = 26.0, 22.0, 10.0, 8.0
_SWATCH = 34.0
_FONT = "font-family: system-ui, 'DejaVu Sans', sans-serif"


@dataclass(frozen=True, slots=True)
class Panel:
    """A chart as :func:`trainer.report.chart.chart` draws it at its usual height, and what stands above it."""

    heading: str
    drawing: Markup


def side_by_side(title: str, told: str, panels: Sequence[Panel], key: Sequence[tuple[str, Style]]) -> str:
    """Write an SVG file: panels in a row on white, and below them what each line stands for.

    Parameters
    ----------
    title, told : str
        Of the whole figure, for who does not see it.
    panels : sequence of Panel
        From left to right; the names of their charts differ.
    key : sequence of (str, Style)
        What is said of each style, in columns of equal width.
    """
    tall = TOP + PLOT + BELOW
    width = 2 * _EDGE + len(panels) * WIDTH + (len(panels) - 1) * _GAP
    height = 2 * _EDGE + _HEADING + tall + _KEY
    column = (width - 2 * _EDGE) / max(1, len(key))
    shapes = [
        Markup(
            '<text class="heading" x="{:g}" y="{:g}">{}</text>'
            '<svg x="{left:g}" y="{:g}" width="{:g}" height="{:g}">{}</svg>'
        ).format(
            left + _EDGE, _EDGE + 16, panel.heading, _EDGE + _HEADING, WIDTH, tall, panel.drawing, left=left,
        )
        for left, panel in ((_EDGE + i * (WIDTH + _GAP), panel) for i, panel in enumerate(panels))
    ]  # fmt: skip
    shapes += [_sample(_EDGE + i * column, height - _EDGE - _KEY / 2, text, look) for i, (text, look) in enumerate(key)]
    return str(
        Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w:g} {h:g}" width="{w:g}" height="{h:g}" role="img" '
            'aria-labelledby="title told"><title id="title">{title}</title><desc id="told">{told}</desc>'
            '<style>{style}</style><rect width="{w:g}" height="{h:g}" fill="#fff"/>{shapes}</svg>\n'
        ).format(w=width, h=height, title=title, told=told, style=_style(), shapes=Markup("").join(shapes))
    )


def _sample(x: float, y: float, text: str, look: Style) -> Markup:
    return Markup(
        '<line x1="{:g}" y1="{y:g}" x2="{:g}" y2="{y:g}" stroke="{}" stroke-width="2.4"{}/>'
        '<text class="key" x="{:g}" y="{:g}">{}</text>'
    ).format(x, x + _SWATCH, look.color, dashed(look), x + _SWATCH + 6, y + 4, text, y=y)


def _style() -> Markup:
    """Give the rules of the charts, as the report has them, and those of headings and key."""
    rules = (resource("report") / "chart.css").read_text(encoding="utf-8")
    own = f"svg {{ {_FONT}; }} .heading {{ font-size: 13px; font-weight: 600; }} .key {{ font-size: 12px; }}"
    return Markup(rules + own)  # our own files: nothing from outside
