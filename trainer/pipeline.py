"""Training batches as ``tf.data``: which image comes when, and how it is varied, follow from seed and step alone.

They do not follow from the images, so that runs of one seed that differ in bit depth get the same order, the same
changes and the same mixtures. Whatever backend Keras has, the batches are made by TensorFlow on the processor, so that
they are the same under each; Keras takes them as NumPy arrays where it does not compute with TensorFlow itself.

References
----------
Zhang et al., "mixup: beyond empirical risk minimization", ICLR 2018, arXiv:1710.09412.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from trainer.cache.images import Images
from trainer.recipe import Augmentation

_AHEAD, _AHEAD_BYTES = 4, 32 << 20  # batches prepared while the network is busy, fewer where they are large
_MIXTURES = 1  # sets the draws of mixup apart from those of the order

if keras.backend.backend() != "tensorflow":
    # TensorFlow makes batches here and nothing else; it would take the memory of the GPU that the network is taught on.
    tf.config.set_visible_devices([], "GPU")


def steps_per_epoch(images: int, batch_size: int) -> int:
    """Batches of one epoch; the last one may be smaller by as little as possible."""
    return math.ceil(images / batch_size)


def training_batches(
    images: Images,
    rows: NDArray[np.intp],
    targets: NDArray[np.float32],
    weights: NDArray[np.float32],
    *,
    batch_size: int,
    epochs: int,
    seed: int,
    augmentation: Augmentation | None,
    mixup: float = 0.0,
    first_epoch: int = 0,
    first_step: int = 0,
) -> Any:
    """Batches of all epochs, one after the other, as a ``tf.data.Dataset``.

    Each epoch shows every image once in a new full shuffle; its batches differ in size by one at most, so that none
    is too small for batch normalisation.

    Parameters
    ----------
    images : Images, shape (n, height, width, 1)
        In memory or not; values 0 to 1.
    rows : ndarray of int, shape (m,)
        Which of them to show.
    targets : ndarray of float32, shape (m, classes)
        1 where an image shows a class, else 0.
    weights : ndarray of float32, shape (m,)
        Weight of each image in the loss.
    augmentation : Augmentation or None
        None shows the images as they are.
    mixup : float
        Mix the images of a batch, see :func:`mixed`, by a share drawn from Beta(``mixup``, ``mixup``); 0: do not.
    first_epoch, first_step : int
        Begin with this epoch and this batch of it, counted from 0, exactly as if those before had been taken: to go on
        with a training.

    Returns
    -------
    tf.data.Dataset
        ``(images, targets, weights)``, float32.
    """
    steps = steps_per_epoch(len(rows), batch_size)

    @lru_cache(maxsize=2)
    def order(epoch: int) -> list[NDArray[np.intp]]:
        return np.array_split(np.random.default_rng([seed, epoch]).permutation(len(rows)), steps)

    def fetch(step: np.int64) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        chosen = order(int(step) // steps)[int(step) % steps]
        return np.asarray(images[rows[chosen]]), targets[chosen], weights[chosen]

    def mixture(step: np.int64, size: np.int32) -> tuple[np.float32, NDArray[np.int32]]:
        draw = np.random.default_rng([seed, int(step), _MIXTURES])
        return np.float32(draw.beta(mixup, mixup)), draw.permutation(size).astype(np.int32)

    def batch(step: Any) -> tuple[Any, Any, Any]:
        pictures, truth, weight = tf.numpy_function(fetch, [step], [tf.float32] * 3)
        pictures.set_shape((None, *images.shape[1:]))
        truth.set_shape((None, targets.shape[1]))
        weight.set_shape((None,))
        if augmentation is not None:
            pictures = varied(pictures, augmentation, tf.stack([tf.constant(seed, tf.int64), step]))
        if mixup:
            share, partners = tf.numpy_function(mixture, [step, tf.shape(weight)[0]], [tf.float32, tf.int32])
            share.set_shape(())
            partners.set_shape((None,))
            pictures, truth, weight = mixed(pictures, truth, weight, share, partners)
        return pictures, truth, weight

    numbers = tf.data.Dataset.range(first_epoch * steps + first_step, epochs * steps)
    return numbers.map(batch, num_parallel_calls=2, deterministic=True).prefetch(_ahead(images, batch_size))


def plain_batches(images: Images, rows: NDArray[np.intp], batch_size: int) -> Any:
    """Batches of ``images[rows]`` in order and as they are, as a ``tf.data.Dataset``."""
    steps = steps_per_epoch(len(rows), batch_size)

    def batch(step: Any) -> Any:
        def fetch(number: np.int64) -> NDArray[np.float32]:
            return np.asarray(images[rows[int(number) * batch_size : (int(number) + 1) * batch_size]])

        pictures = tf.numpy_function(fetch, [step], tf.float32)
        pictures.set_shape((None, *images.shape[1:]))
        return pictures

    return tf.data.Dataset.range(steps).map(batch).prefetch(_ahead(images, batch_size))


def _ahead(images: Images, batch_size: int) -> int:
    return min(_AHEAD, max(1, _AHEAD_BYTES // (4 * batch_size * math.prod(images.shape[1:]))))


def varied(pictures: Any, by: Augmentation, seed: Any) -> Any:
    """Vary each picture of a batch (n, height, width, 1), values 0 to 1, by at most what ``by`` allows.

    Position and size in one bilinear step, then grey values; the result is in [0, 1] again.

    Parameters
    ----------
    seed : tensor of int64, shape (2,)
        Same seed, same changes.
    """
    draws = tf.random.stateless_uniform((8, tf.shape(pictures)[0]), seed, -1.0, 1.0)
    height, width = pictures.shape[1], pictures.shape[2]
    if by.rotation_deg or by.shift or by.zoom or by.mirror:
        pictures = tf.raw_ops.ImageProjectiveTransformV3(
            images=pictures,
            transforms=_transforms(draws, by, height, width),
            output_shape=tf.constant([height, width]),
            fill_value=0.0,
            interpolation="BILINEAR",
            fill_mode=by.fill,
        )
    if by.gamma or by.contrast or by.brightness:
        gamma, contrast, brightness = (draws[i][:, None, None, None] for i in (5, 6, 7))
        if by.gamma:
            pictures = tf.pow(tf.maximum(pictures, 0.0), tf.exp(by.gamma * gamma))
        pictures = (pictures - 0.5) * (1.0 + by.contrast * contrast) + 0.5 + by.brightness * brightness
        pictures = tf.clip_by_value(pictures, 0.0, 1.0)
    return pictures


def mixed(pictures: Any, truth: Any, weight: Any, share: Any, partners: Any) -> tuple[Any, Any, Any]:
    """Mix each image of a batch with another one, and their labels likewise.

    The label is the mean of both weighted by share and by weight, and the new weight what these come to: a
    cross-entropy is linear in the label, so that the loss is the mixture of both weighted losses, exactly.

    Parameters
    ----------
    pictures, truth, weight : tensor of float32, shapes (n, height, width, 1), (n, classes), (n,)
    share : tensor of float32, shape ()
        How much of an image stays, 0 to 1.
    partners : tensor of int32, shape (n,)
        Which image makes up for the rest.
    """
    own, other = share * weight, (1.0 - share) * tf.gather(weight, partners)
    both = own + other
    labels = own[:, None] * truth + other[:, None] * tf.gather(truth, partners)
    pictures = share * pictures + (1.0 - share) * tf.gather(pictures, partners)
    return pictures, tf.math.divide_no_nan(labels, both[:, None]), both


def _transforms(draws: Any, by: Augmentation, height: int, width: int) -> Any:
    """Rows (a, b, c, d, e, f, 0, 0): output pixel (x, y) takes its value from (ax + by + c, dx + ey + f)."""
    angle = draws[0] * (by.rotation_deg * math.pi / 180)
    scale = 1.0 + by.zoom * draws[1]
    mirror = tf.where(draws[2] < 0.0, -1.0, 1.0) if by.mirror else tf.ones_like(angle)
    a, b = tf.cos(angle) * scale * mirror, -tf.sin(angle) * scale
    d, e = tf.sin(angle) * scale * mirror, tf.cos(angle) * scale
    middle_x, middle_y = (width - 1) / 2, (height - 1) / 2
    c = middle_x - a * middle_x - b * middle_y + draws[3] * (by.shift * width)
    f = middle_y - d * middle_x - e * middle_y + draws[4] * (by.shift * height)
    zero = tf.zeros_like(a)
    return tf.stack([a, b, c, d, e, f, zero, zero], axis=1)
