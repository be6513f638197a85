"""The eight ways to lay an image down, worked out on a picture of three columns and two rows."""

import numpy as np
import pytest

from core.display.orientation import Orientation

STORED = np.array([[1, 2, 3], [4, 5, 6]])
EIGHT = [Orientation(turns, mirrored) for turns in range(4) for mirrored in (False, True)]
SEEN = {  # drawn by hand
    (0, False): [[1, 2, 3], [4, 5, 6]],
    (1, False): [[4, 1], [5, 2], [6, 3]],
    (2, False): [[6, 5, 4], [3, 2, 1]],
    (3, False): [[3, 6], [2, 5], [1, 4]],
    (0, True): [[3, 2, 1], [6, 5, 4]],
    (1, True): [[6, 3], [5, 2], [4, 1]],
    (2, True): [[4, 5, 6], [1, 2, 3]],
    (3, True): [[1, 4], [2, 5], [3, 6]],
}


@pytest.mark.parametrize("orientation", EIGHT)
def test_pixels_are_laid_out(orientation):
    assert orientation.applied(STORED).tolist() == SEEN[orientation.turns, orientation.mirrored]


@pytest.mark.parametrize("orientation", EIGHT)
def test_positions_follow_the_pixels(orientation):
    seen = np.array(SEEN[orientation.turns, orientation.mirrored])
    assert orientation.size(3, 2) == (seen.shape[1], seen.shape[0])
    for (row, column), value in np.ndenumerate(STORED):
        x, y = orientation.to_seen(column + 0.5, row + 0.5, 3, 2)
        assert seen[int(y), int(x)] == value
        assert orientation.to_stored(x, y, 3, 2) == (column + 0.5, row + 0.5)


@pytest.mark.parametrize("orientation", EIGHT)
def test_what_is_seen_is_turned_and_flipped(orientation):
    seen = orientation.applied(STORED)
    assert np.array_equal(orientation.turned(1).applied(STORED), np.rot90(seen, -1))
    assert np.array_equal(orientation.turned(-1).applied(STORED), np.rot90(seen))
    assert np.array_equal(orientation.flipped_horizontally().applied(STORED), seen[:, ::-1])
    assert np.array_equal(orientation.flipped_vertically().applied(STORED), seen[::-1])


@pytest.mark.parametrize(
    ("orientation", "edges"),
    [
        # A PA chest: the row leads to the patient's left, the column to the feet.
        (Orientation(), ("R", "H", "L", "F")),
        (Orientation(1), ("F", "R", "H", "L")),
        (Orientation(2), ("L", "F", "R", "H")),
        (Orientation(3), ("H", "L", "F", "R")),
        (Orientation(0, True), ("L", "H", "R", "F")),
        (Orientation().flipped_vertically(), ("R", "F", "L", "H")),
    ],
)
def test_edges_follow(orientation, edges):
    assert orientation.edges(("L", "F")) == edges


@pytest.mark.parametrize("orientation", EIGHT)
def test_edges_stay_with_their_pixels(orientation):
    picture = np.full((5, 5), ".")
    picture[2, 0], picture[0, 2], picture[2, 4], picture[4, 2] = "R", "H", "L", "F"
    seen = orientation.applied(picture)
    assert orientation.edges(("L", "F")) == (seen[2, 0], seen[0, 2], seen[2, 4], seen[4, 2])


def test_oblique_and_unknown_edges():
    assert Orientation().edges(("LA", "FP")) == ("RP", "HA", "LA", "FP")
    for unknown in ((), ("L",), ("", ""), ("L", "X"), ("L", "F", "A")):
        assert Orientation().edges(unknown) is None


def test_only_quarter_turns():
    with pytest.raises(ValueError, match="quarter turns are 0 to 3, found 4"):
        Orientation(4)
