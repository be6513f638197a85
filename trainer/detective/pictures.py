"""What the detective sees of the pictures: 64 x 64 pixels each, and only what is made of them stays in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.preprocess import PreprocessSpec, placement
from trainer.cache import arrays
from trainer.dataset import Dataset
from trainer.detective.headers import Header
from trainer.detective.likeness import SIDE, fine_structure, fingerprint

_SPEC = PreprocessSpec("display8", SIDE, SIDE)
_BLOCK = 256
_BORDER = 3  # pixels of 64: the outer 5 %
_SEGMENTS = 8  # of each side
_THUMBNAIL = 16


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """Of those rows whose picture can be read, in their order.

    Attributes
    ----------
    rows : ndarray of int, shape (n,)
        Their numbers in the dataset.
    digests : tuple of str
        SHA-256 of the picture's grey levels at 64 x 64 pixels.
    fingerprints : ndarray of uint64, shape (n,)
        See :func:`trainer.detective.likeness.fingerprint`.
    structures : ndarray of float16, shape (n, 64, 64)
        See :func:`trainer.detective.likeness.fine_structure`.
    borders : ndarray of float32, shape (n, 48)
        Grey levels of the outer 5 % in eight segments of each side, and mean, spread, least and largest of each.
    thumbnails : ndarray of float32, shape (n, 256)
        16 x 16 pixels.
    """

    rows: NDArray[np.intp]
    digests: tuple[str, ...]
    fingerprints: NDArray[np.uint64]
    structures: NDArray[np.float16]
    borders: NDArray[np.float32]
    thumbnails: NDArray[np.float32]


def look(dataset: Dataset, headers: Sequence[Header], progress: Callable[[int, int], None]) -> Pictures:
    """Read every picture through the cache of the preprocessing and keep what the checks need of it.

    Raises
    ------
    DatasetError, OSError
        As :func:`trainer.cache.arrays`.
    """
    made = arrays(dataset, _SPEC, again=False, progress=progress)
    lost = {row_id for row_id, _ in made.unreadable}
    rows = np.array([i for i, row in enumerate(dataset.rows) if row.id not in lost and headers[i].rows], dtype=np.intp)
    digests: list[str] = []
    fingerprints = np.zeros(len(rows), dtype=np.uint64)
    structures = np.zeros((len(rows), SIDE, SIDE), dtype=np.float16)
    borders_of: list[NDArray[np.float32]] = []
    thumbnails = np.zeros((len(rows), _THUMBNAIL**2), dtype=np.float32)
    for start in range(0, len(rows), _BLOCK):
        its = rows[start : start + _BLOCK]
        images = made.images[its][..., 0]
        digests += [hashlib.sha256(image.tobytes()).hexdigest() for image in images]
        squares = np.stack([_square(image, headers[i]) for image, i in zip(images, its, strict=True)])
        here = slice(start, start + len(its))
        fingerprints[here] = [fingerprint(square) for square in squares]
        structures[here] = [fine_structure(square) for square in squares]
        borders_of.append(border(squares))
        thumbnails[here] = thumbnail(squares)
        progress(len(dataset.rows), len(dataset.rows))
    borders = np.concatenate(borders_of) if borders_of else np.zeros((0, 4 * (_SEGMENTS + 4)), dtype=np.float32)
    return Pictures(rows, tuple(digests), fingerprints, structures, borders, thumbnails)


def _square(image: NDArray[np.float32], header: Header) -> NDArray[np.float32]:
    """Cut the picture out of the black that keeps its shape, and stretch it over the square."""
    picture = np.ascontiguousarray(placement(header.rows, header.columns, _SPEC).part_of(image))
    return np.asarray(cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR), dtype=np.float32)


def border(squares: NDArray[np.float32]) -> NDArray[np.float32]:
    """Describe the outer 5 % of pictures (n, 64, 64) in 48 numbers each; nothing further in enters."""
    turned = squares.transpose(0, 2, 1)
    described = []
    for side in (squares[:, :_BORDER], squares[:, -_BORDER:], turned[:, :_BORDER], turned[:, -_BORDER:]):
        segments = side.reshape(len(side), _BORDER, _SEGMENTS, -1).mean(axis=(1, 3))
        whole = [figure(side, axis=(1, 2)) for figure in (np.mean, np.std, np.min, np.max)]
        described += [segments, np.stack(whole, axis=1)]
    return np.concatenate(described, axis=1).astype(np.float32)


def thumbnail(squares: NDArray[np.float32]) -> NDArray[np.float32]:
    """Average pictures (n, 64, 64) to 16 x 16 pixels, flat."""
    step = SIDE // _THUMBNAIL
    blocks = squares.reshape(len(squares), _THUMBNAIL, step, _THUMBNAIL, step)
    return np.asarray(blocks.mean(axis=(2, 4)).reshape(len(squares), -1), dtype=np.float32)
