"""Where heat lands: on the image, whatever its shape; and what covering it takes away."""

import numpy as np
import pytest

from core.classify import Classifier
from core.dicom.frame import Spacing, SpacingKind
from core.explain.heat import HeatMap, Progress, normalised
from core.explain.maps import grad_cam, occlusion
from core.models import card as cards
from core.models.shelf import Entry
from core.preprocess import InputPlace, PreprocessSpec, placement, preprocess

SHAPES = [(200, 120), (120, 200), (131, 97), (64, 64), (40, 90), (300, 31)]


# --- where the image lies ---


@pytest.mark.parametrize(
    ("rows", "columns", "spec", "place"),
    [
        (200, 100, PreprocessSpec("native", 32, 32), InputPlace(0, 8, 32, 16, 200, 100)),
        (100, 200, PreprocessSpec("display8", 32, 32), InputPlace(8, 0, 16, 32, 100, 200)),
        (1955, 1841, PreprocessSpec("native", 128, 128), InputPlace(0, 3, 128, 121, 1955, 1841)),
        (200, 100, PreprocessSpec("thesis12", 32, 32), InputPlace(0, 0, 32, 32, 200, 100)),
        (50, 50, PreprocessSpec("thesis8", 16, 64), InputPlace(0, 0, 16, 64, 50, 50)),
        (50, 50, PreprocessSpec("native", 16, 64), InputPlace(0, 24, 16, 16, 50, 50)),
    ],
)
def test_where_an_image_lies_in_the_input(frame_of, rows, columns, spec, place):
    assert placement(rows, columns, spec) == place
    made = preprocess(frame_of(np.full((rows, columns), 4095)), spec)[..., 0]
    inside = np.zeros(made.shape, bool)
    place.part_of(inside)[:] = True
    np.testing.assert_array_equal(made > 0, inside)


def test_corners_of_image_and_input_meet_and_the_way_back_is_the_inverse():
    place = InputPlace(top=2, left=5, height=8, width=4, rows=80, columns=20)
    assert place.to_input(0, 0) == (5, 2)
    assert place.to_input(20, 80) == (9, 10)
    assert place.to_image(7, 6) == (10, 40)
    assert place.to_image(*place.to_input(3.25, 71.5)) == pytest.approx((3.25, 71.5))
    assert place.to_image(5, 1) == (0, -10)  # black, above the image


@pytest.mark.parametrize("preset", ["native", "thesis12"])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dot", [(0.2, 0.3), (0.75, 0.6)])
def test_a_bright_dot_is_hot_where_it_is(asked, frame_of, mirror_net, preset, shape, dot):
    """The network's map is its input; the dot is as large as two input pixels, so that it is not averaged away."""
    spec = PreprocessSpec(preset, 32, 32)
    rows, columns = shape
    place = placement(rows, columns, spec)
    step_y, step_x = rows / place.height, columns / place.width
    row, column = dot[0] * rows, dot[1] * columns
    stored = np.full(shape, 100)
    y, x = np.mgrid[0:rows, 0:columns] + 0.5
    stored[(abs(y - row) < max(1, step_y)) & (abs(x - column) < max(1, step_x))] = 4000
    oblong = Spacing(0.4, 0.1, SpacingKind.CALIBRATED)  # counts on screen, and not for a network
    heat = grad_cam(asked(spec, model=mirror_net(32, 32)), frame_of(stored, spacing=oblong), 0, 0)
    found = heat.peak(rows, columns)
    assert abs(found[0] - column) <= max(1, step_x)
    assert abs(found[1] - row) <= max(1, step_y)
    over = heat.over_image(rows, columns)
    assert over.shape == (place.height, place.width)
    line, position = np.unravel_index(over.argmax(), over.shape)
    assert abs((line + 0.5) * step_y - row) <= 1.5 * step_y
    assert abs((position + 0.5) * step_x - column) <= 1.5 * step_x


def test_a_map_says_what_it_is_of(asked, frame_of, mirror_net):
    classifier = asked(PreprocessSpec("native", 32, 16), model=mirror_net(32, 16))
    frame = frame_of(np.stack([np.full((20, 20), 10), np.full((20, 20), 1000)]))
    heat = grad_cam(classifier, frame, 1, 0)
    assert (heat.method, heat.class_name, heat.layer) == ("gradcam", "normal", "only")
    assert (heat.model, heat.model_sha256, heat.spec) == ("bare", "0" * 64, classifier.card.spec)
    assert (heat.instance_uid, heat.pixel_sha256, heat.frame_index) == ("1.2.3", "00ff", 1)
    assert heat.values.dtype == np.float32
    assert heat.values.shape == (32, 16)
    assert (heat.values.min(), heat.values.max()) == (0, 1)
    assert heat.largest == pytest.approx(1000 / 4095 / (32 * 16), rel=1e-5)
    against = grad_cam(classifier, frame, 1, 1)  # the class for which the image speaks against: nothing is left
    assert (against.largest, against.values.max()) == (0, 0)


def test_enlarging_keeps_the_middle_of_a_cell_where_it_is():
    values, largest = normalised(np.array([[-1.0, 0.0], [0.0, 4.0]], np.float32), 8, 8)
    assert largest == 4
    assert values[6, 6] == 1  # the hot cell covers rows and columns 4 to 8, beyond its middle it is flat
    assert values[5, 5] < 1
    assert not values[:3, :3].any()
    assert not values.flags.writeable


# --- occlusion ---


def answers(place, weight=1.0):
    """A network that says, for class 2, the mean of one place of its input, and nothing else."""

    def answer(inputs):
        told = inputs[:, place[0], place[1], 0].mean(axis=(1, 2)) * weight
        return np.stack([1 - told, np.zeros_like(told), told], axis=1)

    return answer


def test_occlusion_finds_the_only_place_that_counts(asked, frame_of, outcome):
    stored = np.zeros((32, 32), int)
    stored[20:24, 8:12] = 4095
    classifier = asked(answer=answers((slice(20, 24), slice(8, 12))))
    told, heat = outcome(occlusion(classifier, frame_of(stored), 0, 2, patch=4, stride=4))
    grey = 16 / 1024  # mean of the image
    expected = np.zeros((32, 32))
    expected[20:24, 8:12] = 1
    np.testing.assert_allclose(heat.values, expected, atol=1e-6)
    assert heat.largest == pytest.approx(1 - grey, abs=1e-6)
    assert told == [Progress(0, 64), Progress(32, 64), Progress(64, 64)]
    assert classifier.questions == 3  # the whole, and twice 32 of 64 squares
    assert heat.peak(32, 32) == (10, 22)


def test_overlapping_squares_share_the_loss(asked, frame_of, outcome):
    stored = np.zeros((8, 8), int)
    stored[:, 0] = 4095
    spec = PreprocessSpec("native", 8, 8)
    classifier = asked(spec, answers((slice(0, 8), slice(0, 1))))
    _, heat = outcome(occlusion(classifier, frame_of(stored), 0, 2, patch=8, stride=4))
    assert heat.largest == pytest.approx(1 - 1 / 8, abs=1e-6)  # one square: everything becomes the mean
    _, heat = outcome(occlusion(classifier, frame_of(stored), 0, 2, patch=4, stride=2))
    # Squares of 4 x 4 at columns 0, 2, 4 and rows 0, 2, 4: those at column 0 take half of the column, 7/16 lost.
    assert heat.largest == pytest.approx(7 / 16, abs=1e-6)
    np.testing.assert_allclose(heat.values[:, :2], 1, atol=1e-6)
    np.testing.assert_allclose(heat.values[:, 2:4], 0.5, atol=1e-6)  # half of the squares here touch column 0
    assert not heat.values[:, 4:].any()


def test_what_raises_the_probability_when_covered_is_not_hot(asked, frame_of, outcome):
    stored = np.full((32, 32), 2000)
    stored[:8, :8] = 0
    _, heat = outcome(occlusion(asked(answer=answers((slice(0, 8), slice(0, 8)))), frame_of(stored), 0, 2))
    assert heat.largest == 0
    assert not heat.values.any()


def test_black_around_the_image_is_not_covered(asked, frame_of, outcome):
    inputs = []

    def answer(given):
        inputs.append(given.copy())
        return np.full((len(given), 3), 1 / 3)

    outcome(occlusion(asked(answer=answer), frame_of(np.full((40, 20), 4095)), 0, 1))
    everything = np.concatenate(inputs)[..., 0]
    assert not everything[:, :, :8].any()
    assert not everything[:, :, 24:].any()


@pytest.mark.parametrize("wrong", [{"patch": 0}, {"stride": -1}])
def test_a_patch_is_at_least_a_pixel(asked, frame_of, outcome, wrong):
    with pytest.raises(ValueError, match="at least one pixel"):
        outcome(occlusion(asked(answer=answers((slice(1), slice(1)))), frame_of(np.zeros((9, 9), int)), 0, 2, **wrong))


def test_importing_it_loads_no_network_library():
    import subprocess
    import sys

    code = (
        "import core.explain.maps, core.explain.sanity, core.explain.sensitivity, core.explain.thorax, sys; "
        "print([m for m in ('keras', 'tensorflow', 'sklearn', 'scipy') if m in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


# --- through a real child ---


def test_a_real_child_gives_the_map_of_its_network(tiny_original, frame_of, outcome):
    from core.explain.gradcam import cam
    from core.models import network

    card = cards.read(tiny_original)
    frame = frame_of(np.random.default_rng(4).integers(0, 4096, (50, 40)))
    classifier = Classifier(Entry(tiny_original, card))
    try:
        heat = grad_cam(classifier, frame, 0, 1)
        _, covered = outcome(occlusion(classifier, frame, 0, 1, patch=16, stride=16))
    finally:
        classifier.close()
    make, layer = cam(network.load(tiny_original, card))
    coarse = make(preprocess(frame, card.spec)[np.newaxis], np.array([1], np.int32))[0]
    expected, largest = normalised(coarse, 32, 32)
    assert isinstance(heat, HeatMap)
    assert (heat.layer, heat.model) == (layer, "tiny")
    assert heat.largest == pytest.approx(largest, rel=1e-3)
    np.testing.assert_allclose(heat.values, expected, atol=1e-3)
    assert covered.values.shape == (32, 32)
