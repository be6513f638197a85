"""The Grayscale Standard Display Function against the tables of PS3.14."""

import numpy as np
import pytest

from core.display.gsdf import Screen, gsdf_table, jnd_index, luminance


@pytest.mark.parametrize(
    ("jnd", "expected"),
    # PS3.14 Table B-1, first and last row; annex D.2.2, jmin of its example.
    [(1, 0.0500), (1023, 3993.4040), (233.32, 12.0)],
)
def test_luminance_of_a_jnd_index(jnd, expected):
    assert luminance(float(jnd)) == pytest.approx(expected, rel=5e-4)


def test_the_two_formulas_are_inverse_to_each_other():
    indices = np.arange(1, 1024, dtype=np.float64)
    levels = luminance(indices)
    assert (np.diff(levels) > 0).all()
    assert np.abs(jnd_index(levels) - indices).max() < 0.1


# PS3.14 Table D.2-1: optical density of a film for P-values of 8 bits, by the standard's function between density 3.0
# and 0.2, on a light box of 2000 cd/m2 with 10 cd/m2 of light reflected.
DENSITIES = {
    0: 3.000, 1: 2.936, 2: 2.880, 5: 2.739, 10: 2.564, 20: 2.317, 40: 1.986, 64: 1.698, 84: 1.499, 100: 1.354,
    128: 1.122, 150: 0.951, 180: 0.728, 200: 0.584, 220: 0.443, 240: 0.304, 250: 0.234, 254: 0.207, 255: 0.200,
}  # fmt: skip


def test_the_table_of_the_standards_film_example():
    def seen(density):
        return 10 + 2000 * 10.0**-density

    first, last = jnd_index(np.array([seen(3.0), seen(0.2)]))
    for p_value, density in DENSITIES.items():
        wanted = luminance(first + p_value / 255 * (last - first))
        assert -np.log10((wanted - 10) / 2000) == pytest.approx(density, abs=0.0015)


SCREENS = [
    Screen(0.5, 300, 2.2),
    Screen(1.0, 500, 2.4),
    Screen(0.05, 4000, 1.0),
    Screen(5, 90, 3.0),
    Screen(0.3, 170, 1),
]


@pytest.mark.parametrize("screen", SCREENS)
def test_each_p_value_gets_the_level_nearest_in_jnds(screen):
    table = gsdf_table(screen)
    assert (table.dtype, table.shape) == (np.uint8, (256,))
    reached = [
        float(jnd_index(screen.lmin + (screen.lmax - screen.lmin) * (d / 255) ** screen.gamma)) for d in range(256)
    ]
    for p_value, level in enumerate(table.tolist()):
        wanted = reached[0] + p_value / 255 * (reached[-1] - reached[0])
        best = min(abs(one - wanted) for one in reached)
        assert abs(reached[level] - wanted) == pytest.approx(best, abs=1e-9)
    assert (table[0], table[255]) == (0, 255)
    assert (np.diff(table.astype(int)) >= 0).all()


@pytest.mark.parametrize("screen", SCREENS[:2])
def test_eighteen_patches_stay_distinct_and_evenly_spaced(screen):
    # The luminance patches of a TG270-sQC pattern: 18 grey values, 15 apart.
    patches = np.arange(18) * 15
    steps = np.diff(jnd_index(screen.luminances()[gsdf_table(screen)[patches]]))
    assert len(set(gsdf_table(screen)[patches].tolist())) == 18
    even = steps.mean()
    assert np.abs(steps / even - 1).max() < 0.12


def test_without_the_table_the_same_patches_are_uneven():
    screen = Screen(0.5, 300, 2.2)
    steps = np.diff(jnd_index(screen.luminances()[np.arange(18) * 15]))
    assert steps.max() / steps.min() > 1.5


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ((0.0, 300, 2.2), "black is 0.05 to 4000 cd/m2"),
        ((-1.0, 300, 2.2), "black is 0.05 to 4000 cd/m2"),
        ((float("nan"), 300, 2.2), "black is 0.05 to 4000 cd/m2"),
        ((300, 300, 2.2), "found 300 over 300"),
        ((0.5, 0.4, 2.2), "found 0.4 over 0.5"),
        ((0.5, 4001, 2.2), "at most 4000 cd/m2, found 4001 over 0.5"),
        ((0.5, float("nan"), 2.2), "brighter than its black"),
        ((0.5, 300, 0.9), "gamma is 1 to 3, found 0.9"),
        ((0.5, 300, 3.1), "gamma is 1 to 3, found 3.1"),
    ],
)
def test_screens_that_cannot_be_are_refused(numbers, message):
    with pytest.raises(ValueError, match=message):
        Screen(*numbers)
