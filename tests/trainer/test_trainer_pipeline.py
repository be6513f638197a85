"""The stream of batches: mixup, going on in the middle, and that bit depth and backend do not change it."""

import hashlib
import importlib.util
import os
import subprocess
import sys

import keras
import numpy as np
import pytest

from core.preprocess import PreprocessSpec
from trainer.cache import arrays
from trainer.dataset import read_dataset
from trainer.pipeline import training_batches
from trainer.recipe import RECIPES, Augmentation

COUNT, BATCH, EPOCHS = 19, 6, 3


def stuff(count=COUNT, side=16):
    """Smooth images, one-hot labels of three classes, and weights."""
    place = np.linspace(0, 3, side, dtype=np.float32)
    number = np.arange(count, dtype=np.float32)[:, None, None]
    images = (0.5 + 0.4 * np.sin(number + place[:, None]) * np.cos(place + number))[..., None].astype(np.float32)
    return images, np.eye(3, dtype=np.float32)[np.arange(count) % 3], np.linspace(0.5, 2, count, dtype=np.float32)


def stream(images=None, seed=4, epochs=EPOCHS, **options):
    usual, targets, weights = stuff()
    asked = {"augmentation": None, "batch_size": BATCH, "epochs": epochs, "seed": seed} | options
    chosen = usual if images is None else images
    batches = training_batches(chosen, np.arange(COUNT), targets, weights, **asked)
    return [tuple(part.numpy() for part in batch) for batch in batches]


def assert_same(one, other):
    assert len(one) == len(other)
    for its, theirs in zip(one, other, strict=True):
        for part, again in zip(its, theirs, strict=True):
            np.testing.assert_array_equal(part, again)


def cross_entropy(truth, output):
    return -(truth * np.log(output)).sum(axis=1)


def test_mixup_is_the_mixture_of_the_weighted_losses():
    plain, mixed = stream(), stream(mixup=0.4)
    output = np.random.default_rng(0).dirichlet((1, 1, 1), BATCH)
    shares = []
    for number, ((pictures, truth, weight), (mix, labels, weights)) in enumerate(zip(plain, mixed, strict=True)):
        draw = np.random.default_rng([4, number, 1])
        share, partners = np.float32(draw.beta(0.4, 0.4)), draw.permutation(len(weight))
        shares.append(share)
        np.testing.assert_allclose(mix, share * pictures + (1 - share) * pictures[partners], atol=1e-6)
        np.testing.assert_allclose(labels.sum(axis=1), 1.0, atol=1e-6)
        its = output[: len(weight)]
        own, other = (cross_entropy(truth[order], its) * weight[order] for order in (slice(None), partners))
        np.testing.assert_allclose(cross_entropy(labels, its) * weights, share * own + (1 - share) * other, rtol=1e-5)
    assert len({float(share) for share in shares}) == len(shares)
    assert min(shares) < 0.2
    assert max(shares) > 0.8  # Beta(0.4, 0.4) has its ends more often than its middle


def test_going_on_in_the_middle_is_as_if_all_had_been_taken():
    options = {"augmentation": RECIPES["small"].augmentation, "mixup": 0.3}
    whole = stream(**options)
    steps = len(whole) // EPOCHS
    assert_same(stream(**options, first_epoch=1), whole[steps:])
    assert_same(stream(**options, first_epoch=1, first_step=2), whole[steps + 2 :])


def test_two_bit_depths_of_one_seed_get_the_same_order_changes_and_mixtures(tmp_path, write_dicom):
    for number in range(COUNT):
        write_dicom(tmp_path / "ab"[number % 2] / f"{number}.dcm", 0.2 + 0.03 * number, number)
    dataset = read_dataset(tmp_path)
    deep, shallow = (arrays(dataset, PreprocessSpec("native", 32, 32, bits)).images for bits in ("12", "8"))
    assert not np.array_equal(deep[:], shallow[:])
    # Changes of position are linear in the grey values: what both arms come to differs by as little as their images.
    by = Augmentation(rotation_deg=12.0, shift=0.1, zoom=0.15)
    one, other = (stream(images, augmentation=by, mixup=0.4) for images in (deep, shallow))
    step = 1 / 255
    for (pictures, *facts), (theirs, *again) in zip(one, other, strict=True):
        assert 0 < np.abs(pictures - theirs).max() < step
        for part, same in zip(facts, again, strict=True):
            np.testing.assert_array_equal(part, same)
    # Another seed moves the images by more than a bit depth can.
    moved = stream(deep, seed=5, augmentation=by, mixup=0.4)
    assert max(np.abs(a[0] - b[0]).max() for a, b in zip(one, moved, strict=True) if a[0].shape == b[0].shape) > 0.2


def digest():
    found = hashlib.sha256()
    for batch in stream(augmentation=RECIPES["small"].augmentation, mixup=0.3):
        for part in batch:
            found.update(part.tobytes())
    return found.hexdigest()


needs_jax = pytest.mark.skipif(importlib.util.find_spec("jax") is None, reason="JAX is not installed")


@needs_jax
def test_the_stream_is_the_same_under_jax():
    asked = {**os.environ, "KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, __file__], env=asked, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["jax", digest()], done.stderr[-2000:]


if __name__ == "__main__":
    sys.stdout.write(f"{keras.backend.backend()} {digest()}")
