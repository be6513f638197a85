"""Bit-depth arms: the same decoded array, split, order and variation; the depth alone differs."""

import numpy as np
import pytest

from core.picture import read_image
from core.preprocess import BITS, PreprocessSpec, preprocess
from trainer.config import TrainConfig
from trainer.dataset import read_dataset
from trainer.depth import resolve_spec
from trainer.pipeline import training_batches
from trainer.recipe import Augmentation
from trainer.splits import split_patients

LEVELS = {"native": 12, "12": 12, "10": 10, "8": 8, "6": 6}
BATCH = {"batch_size": 4, "epochs": 2, "seed": 3}


@pytest.fixture
def frame(tmp_path, write_dicom):
    return read_image(write_dicom(tmp_path / "one.dcm", 0.5, 7))


def quantised(stored, bits):
    """By hand: what each arm makes of 12-bit stored values of an image without window, before any resize."""
    stored = stored.astype(np.float64)
    if bits == "8-max":
        return np.floor(stored / stored.max() * 255) / 255
    if bits in LEVELS:
        kept = LEVELS[bits]
        return np.floor(stored * 2**kept / 4096) / (2**kept - 1)
    raise AssertionError(bits)


def test_every_arm_is_made_from_the_same_decoded_array_which_none_of_them_changes(frame):
    before = frame.stored.tobytes()
    assert not frame.stored.flags.writeable
    made = {bits: preprocess(frame, PreprocessSpec("native", 40, 40, bits)) for bits in BITS}
    assert frame.stored.tobytes() == before
    for bits in (*LEVELS, "8-max"):
        np.testing.assert_allclose(made[bits][..., 0], quantised(frame.stored[0], bits), atol=1e-6)
    np.testing.assert_allclose(
        made["8-after-resize"], np.floor(made["native"].astype(np.float64) * 255 + 0.5) / 255, atol=1e-6
    )
    # The default view is a rising line between two stored values, in 256 levels: order is kept, and nothing between.
    view = made["8-voi"][..., 0]
    np.testing.assert_allclose(view * 255, np.round(view * 255), atol=1e-4)
    order = np.argsort(frame.stored[0], axis=None)
    assert np.all(np.diff(view.ravel()[order]) >= 0)
    assert all(one.dtype == np.float32 and one.shape == (40, 40, 1) for one in made.values())


@pytest.mark.parametrize("bits", [*LEVELS, "8-max"])
def test_the_depth_is_taken_before_the_resize_which_averages_in_float32(frame, bits):
    small = preprocess(frame, PreprocessSpec("native", 10, 10, bits))[..., 0]
    means = quantised(frame.stored[0], bits).reshape(10, 4, 10, 4).mean(axis=(1, 3))
    np.testing.assert_allclose(small, means, atol=1e-6)
    if bits in LEVELS:
        steps = small * (2 ** LEVELS[bits] - 1)
        assert np.abs(steps - np.round(steps)).max() > 0.3  # averaging makes levels between those of the arm


def test_the_arm_after_the_resize_has_no_level_between(frame):
    small = preprocess(frame, PreprocessSpec("native", 10, 10, "8-after-resize"))[..., 0]
    np.testing.assert_allclose(small * 255, np.round(small * 255), atol=1e-4)


@pytest.fixture
def arms(tmp_path, write_dicom):
    """The pictures of twelve patients in every arm, with their split."""
    for number in range(12):
        write_dicom(
            tmp_path / "p" / "ab"[number % 2] / f"{number}.dcm", 0.3 + 0.4 * (number % 2), number, patient=f"{number}"
        )
    dataset = read_dataset(tmp_path / "p")
    found = {}
    for bits in BITS:
        config = TrainConfig(size=40, bits=bits, seed=BATCH["seed"])
        spec, _ = resolve_spec(config, dataset)
        split = split_patients(
            dataset,
            seed=config.split_seed,
            validation_fraction=config.validation_fraction,
            test_fraction=config.test_fraction,
        )
        found[bits] = np.stack([preprocess(read_image(row.path), spec) for row in dataset.rows]), split
    return found


def batches(images, augmentation):
    """All batches of twelve images; the label of each is its own number, so that the order shows."""
    rows, own = np.arange(12), np.eye(12, dtype=np.float32)
    made = training_batches(images, rows, own, np.ones(12, np.float32), augmentation=augmentation, **BATCH)
    return [(np.asarray(pictures), np.asarray(truth)) for pictures, truth, _ in made]


def test_all_arms_have_the_same_split(arms):
    assert len({split.fingerprint for _, split in arms.values()}) == 1
    assert len({split.parts for _, split in arms.values()}) == 1


def test_all_arms_show_the_same_image_at_the_same_time_moved_in_the_same_way(arms):
    """Moving is linear: what it makes of the difference of two arms is the difference of what it makes of either."""
    moves = Augmentation(rotation_deg=12.0, shift=0.1, zoom=0.15, mirror=True, fill="CONSTANT")
    native = arms["native"][0]
    reference = batches(native, moves)
    for bits in BITS[1:]:
        images = arms[bits][0]
        for (a, truth_a), (b, truth_b), (c, truth_c) in zip(
            reference, batches(images, moves), batches(native - images, moves), strict=True
        ):
            np.testing.assert_array_equal(truth_a, truth_b)
            np.testing.assert_array_equal(truth_a, truth_c)
            np.testing.assert_allclose(a - b, c, atol=2e-6)


def test_all_arms_get_the_same_change_of_greys(arms):
    """Of one value, the grey changes make the same value in every arm; so equal pictures stay equal."""
    greys = Augmentation(brightness=0.1, contrast=0.3, gamma=0.3)
    for (a, _), (b, _) in zip(batches(arms["native"][0], greys), batches(arms["12"][0], greys), strict=True):
        np.testing.assert_array_equal(a, b)  # of 12 bits stored, 12 are all
    for (a, _), (b, _) in zip(batches(arms["native"][0], greys), batches(arms["8"][0], greys), strict=True):
        apart = np.abs(a - b).max()
        assert 0 < apart < 0.02  # a step of 8 bits is 0.004; other draws of brightness alone would make 0.1
