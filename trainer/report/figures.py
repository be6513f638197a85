"""The charts of a report, drawn from the numbers of its JSON twin."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from trainer.report.chart import Axis, Line, Points, Style, chart, style
from trainer.report.strips import strip, strip_axis

MOST_TOGETHER = 4
"""Arms in one chart of curves: more bands over each other cannot be told apart."""

_SHARE = (0.0, 1.0)
_LEARNING_HEIGHT = 150.0


class Charts:
    """Draws the charts of one page; each has a number within the page."""

    def __init__(self, twin: dict[str, Any]) -> None:
        self._twin = twin
        self._labels = [one["label"] for one in twin["key"]]
        self._letters = {one["label"]: one["letter"] for one in twin["key"]}
        self._drawn = 0

    def letter(self, label: str) -> str:
        """Short name of an arm."""
        return str(self._letters[label])

    def style(self, label: str) -> Style:
        """How the lines of an arm look."""
        return style(self._labels.index(label))

    def curves(self) -> Iterator[dict[str, Any]]:
        """Give for each class and group of arms the class, the arms' labels, and a ROC and a PR chart."""
        for name in self._twin["compared"]["classes"]:
            for start in range(0, len(self._labels), MOST_TOGETHER):
                arms = self._labels[start : start + MOST_TOGETHER]
                yield {"class_name": name, "arms": arms, "charts": [self._roc(name, arms), self._pr(name, arms)]}

    def learning(self) -> list[Markup]:
        """Draw training loss, validation loss and validation AUC by epoch: one line for each run."""
        last = max((len(run["epochs"]) for run in self._twin["learning"]), default=0)
        if not last:
            return []
        epochs = Axis("Epoch", 1.0, float(max(last, 2)))
        named = (
            ("loss", "Training loss"),
            ("val_loss", "Validation loss"),
            ("val_macro_auc", "Validation macro AUC"),
        )
        return [self._learning(field, title, epochs) for field, title in named]

    def strips(self) -> dict[str, Any]:
        """Draw the differences of all contrasts on one scale; ``rows`` are in their order, ``axis`` lies below."""
        contrasts = self._twin["compared"]["contrasts"]
        ends = [
            abs(value)
            for one in contrasts
            for value in (one["difference"]["low"], one["difference"]["high"], one["low90"], one["high90"])
            if value is not None
        ]
        margin = self._twin["compared"]["declared"]["margin"]
        reach = 1.08 * max([2 * margin, *ends])
        axis = Axis("", -reach, reach)
        return {"rows": [_difference(one, axis, self._said(one)) for one in contrasts], "axis": strip_axis(axis)}

    def _said(self, contrast: dict[str, Any]) -> str:
        return f"Difference of {self.letter(contrast['a'])} and {self.letter(contrast['b'])} with its intervals"

    def _roc(self, name: str, arms: Sequence[str]) -> Markup:
        axes = Axis("1 \u2212 specificity", *_SHARE), Axis("Sensitivity", *_SHARE)
        words = f"ROC curves, {name}", f"{self._arms(arms)}; the grey diagonal is chance."
        return self._chart(words, axes, self._lines("roc", name, arms), chance=((0.0, 0.0), (1.0, 1.0)))

    def _pr(self, name: str, arms: Sequence[str]) -> Markup:
        axes = Axis("Sensitivity (recall)", *_SHARE), Axis("Precision", *_SHARE)
        words = f"Precision-recall curves, {name}", f"{self._arms(arms)}; the grey line is chance, the class' share."
        shares = [one["chance"] for one in self._found("pr", name, arms) if one["chance"] is not None]
        chance = ((0.0, shares[0]), (1.0, shares[0])) if shares else ()
        return self._chart(words, axes, self._lines("pr", name, arms), chance=chance)

    def _arms(self, arms: Sequence[str]) -> str:
        return ", ".join(f"{self.letter(label)}: {label}" for label in arms)

    def _found(self, kind: str, name: str, arms: Sequence[str]) -> list[dict[str, Any]]:
        curves = self._twin["compared"]["curves"]
        return [one for one in curves if one["kind"] == kind and one["class_name"] == name and one["arm"] in arms]

    def _lines(self, kind: str, name: str, arms: Sequence[str]) -> list[Line]:
        return [
            Line(
                points=_pairs(one["x"], one["y"]),
                style=self.style(one["arm"]),
                band=_outline(one["x"], one["low"], one["high"]),
            )
            for one in self._found(kind, name, arms)
        ]

    def _learning(self, field: str, title: str, epochs: Axis) -> Markup:
        lines = []
        for run in self._twin["learning"]:
            points = _pairs([one["epoch"] for one in run["epochs"]], [one[field] for one in run["epochs"]])
            marks = [point for point in points if point[0] == run["best_epoch"]]
            lines.append(Line(points, self.style(run["arm"]), marks=() if field == "loss" else marks, faint=True))
        heights = [y for line in lines for _, y in line.points]
        is_share = field == "val_macro_auc"
        low, high = _around(heights, _SHARE if is_share else (0.0, math.inf))
        words = (
            f"{title} by epoch",
            f"One line for each run; {'a dot marks the epoch that was kept' if field != 'loss' else 'training part'}.",
        )
        return self._chart(words, (epochs, Axis(title, low, high)), lines, height=_LEARNING_HEIGHT)

    def _chart(self, words: tuple[str, str], axes: tuple[Axis, Axis], lines: Sequence[Line], **how: Any) -> Markup:
        self._drawn += 1
        return chart(f"chart{self._drawn}", words, axes, lines, **how)


def _difference(contrast: dict[str, Any], axis: Axis, said: str) -> Markup:
    given = contrast["difference"]
    found = (given["value"], given["low"], given["high"], contrast["low90"], contrast["high90"])
    value, low, high, low90, high90 = (math.nan if one is None else float(one) for one in found)
    return strip(said, axis, value, (low, high), (low90, high90), contrast["margin"])


def _pairs(x: Sequence[float], y: Sequence[float | None]) -> list[tuple[float, float]]:
    return [(across, up) for across, up in zip(x, y, strict=True) if up is not None]


def _outline(x: Sequence[float], low: Sequence[float | None], high: Sequence[float | None]) -> Points:
    """Go along the upper edge of a band and back along the lower one."""
    return _pairs(x, high) + _pairs(x, low)[::-1]


def _around(values: Sequence[float], limits: tuple[float, float]) -> tuple[float, float]:
    """Find where an axis begins and ends so that it holds all values with a little air, within ``limits``."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    air = 0.06 * (high - low) or 0.05
    return max(limits[0], low - air), min(limits[1], high + air)
