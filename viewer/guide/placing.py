"""Where a card goes: beside what it points at, inside the window, and never over it where there is room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, QSize

GAP = 12
"""Pixels between a card and what it points at."""

MARGIN = 8
"""Pixels between a card and the edge of the window."""


def place(card: QSize, window: QRect, spots: Sequence[QRect]) -> QPoint:
    """Give the top left corner of a card of this size.

    It stands right of, left of, below or above the first spot, in this order (below and above come first where the spot
    is lower than the card), where it covers none of the spots; beside the others where the first has no free side; and
    where nothing is free, where it covers least. The corner is always inside the window, also of one that is smaller
    than the card.

    Parameters
    ----------
    card : QSize
        In pixels, as everything here.
    window, spots : QRect, sequence of QRect
        In the same coordinates. Without spots the card goes to the middle.
    """
    if not spots:
        return inside(window.center() - QPoint(card.width() // 2, card.height() // 2), card, window)
    best, least = QPoint(), -1
    for at in _beside(card, window, spots):
        covered = sum(_area(QRect(at, card).intersected(spot)) for spot in spots)
        if not covered:
            return at
        if least < 0 or covered < least:
            best, least = at, covered
    return best


def _beside(card: QSize, window: QRect, spots: Sequence[QRect]) -> Iterator[QPoint]:
    """Go round each spot, and then into the corners of the window."""
    width, height = card.width(), card.height()
    for spot in spots:
        sides = (
            QPoint(spot.right() + 1 + GAP, spot.top()),
            QPoint(spot.left() - GAP - width, spot.top()),
        )
        ends = (
            QPoint(spot.left(), spot.bottom() + 1 + GAP),
            QPoint(spot.left(), spot.top() - GAP - height),
        )
        for at in (*ends, *sides) if spot.height() < height else (*sides, *ends):
            yield inside(at, card, window)
    for corner in (window.bottomRight(), window.bottomLeft(), window.topRight(), window.topLeft()):
        yield inside(corner, card, window)


def inside(at: QPoint, card: QSize, window: QRect) -> QPoint:
    """Move the top left corner of a card to where the card is in the window; a larger card keeps its corner there."""
    right, bottom = window.right() + 1 - MARGIN - card.width(), window.bottom() + 1 - MARGIN - card.height()
    return QPoint(
        max(window.left() + MARGIN, min(at.x(), right)),
        max(window.top() + MARGIN, min(at.y(), bottom)),
    )


def _area(rect: QRect) -> int:
    return 0 if rect.isEmpty() else rect.width() * rect.height()
