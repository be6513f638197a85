"""Training batches as ``tf.data``: which image comes when, and how it is varied, follow from seed and step alone."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from trainer.recipe import Augmentation

_AHEAD = 4  # batches prepared while the network is busy


def steps_per_epoch(images: int, batch_size: int) -> int:
    """Batches of one epoch; the last one may be smaller by as little as possible."""
    return math.ceil(images / batch_size)


def training_batches(
    images: NDArray[np.float32],
    rows: NDArray[np.intp],
    targets: NDArray[np.float32],
    weights: NDArray[np.float32],
    *,
    batch_size: int,
    epochs: int,
    seed: int,
    augmentation: Augmentation | None,
) -> Any:
    """Batches of all epochs, one after the other, as a ``tf.data.Dataset``.

    Each epoch shows every image once in a new full shuffle; its batches differ in size by one at most, so that none
    is too small for batch normalisation.

    Parameters
    ----------
    images : ndarray of float32, shape (n, height, width, 1)
        May be memory-mapped; values 0 to 1.
    rows : ndarray of int, shape (m,)
        Which of them to show.
    targets : ndarray of float32, shape (m, classes)
        One-hot labels.
    weights : ndarray of float32, shape (m,)
        Weight of each image in the loss.
    augmentation : Augmentation or None
        None shows the images as they are.

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

    def batch(step: Any) -> tuple[Any, Any, Any]:
        pictures, truth, weight = tf.numpy_function(fetch, [step], [tf.float32] * 3)
        pictures.set_shape((None, *images.shape[1:]))
        truth.set_shape((None, targets.shape[1]))
        weight.set_shape((None,))
        if augmentation is not None:
            pictures = varied(pictures, augmentation, tf.stack([tf.constant(seed, tf.int64), step]))
        return pictures, truth, weight

    numbers = tf.data.Dataset.range(epochs * steps)
    return numbers.map(batch, num_parallel_calls=2, deterministic=True).prefetch(_AHEAD)


def plain_batches(images: NDArray[np.float32], rows: NDArray[np.intp], batch_size: int) -> Any:
    """Batches of ``images[rows]`` in order and as they are, as a ``tf.data.Dataset``."""
    steps = steps_per_epoch(len(rows), batch_size)

    def batch(step: Any) -> Any:
        def fetch(number: np.int64) -> NDArray[np.float32]:
            return np.asarray(images[rows[int(number) * batch_size : (int(number) + 1) * batch_size]])

        pictures = tf.numpy_function(fetch, [step], tf.float32)
        pictures.set_shape((None, *images.shape[1:]))
        return pictures

    return tf.data.Dataset.range(steps).map(batch).prefetch(_AHEAD)


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
