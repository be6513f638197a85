"""A classification result drawn on the image: bars, numbers and names, readable over any grey."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OverlayBar:
    """One class of a result.

    Attributes
    ----------
    name : str
        Class name, always drawn beside the bar: colour never carries the meaning alone.
    probability : float
        0 to 1.
    threshold : float or None
        The class's operating point, drawn as a tick; None = none set.
    color : str
        ``#rrggbb``, of the Okabe-Ito palette.
    """

    name: str
    probability: float
    threshold: float | None
    color: str
