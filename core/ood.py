"""How far an image lies off those that a network was made with: the Mahalanobis distance of its features.

The features are what enters the network's last dense layer. Those of the training images have a mean per class and a
covariance within classes, shared by all, which is shrunk towards a multiple of the identity as Ledoit and Wolf do. Of
that covariance the leading directions are kept; the others share the mean of their variances. The score of an image is
the square root of its smallest squared distance to a class mean, divided by the number of features: about 1 for images
like those of training. The largest softmax probability is no such score: a network is as sure of nonsense.

References
----------
Lee, Lee, Lee, Shin, "A simple unified framework for detecting out-of-distribution samples and adversarial attacks",
NeurIPS 2018, arXiv:1807.03888.
Ledoit and Wolf, "A well-conditioned estimator for large-dimensional covariance matrices",
J. Multivar. Anal. 2004;88:365.
"""

from __future__ import annotations

import hashlib
import io
import math
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.errors import ModelRefusedError
from core.models.card import OutOfDistribution
from core.whole_file import write_whole

METHOD = "mahalanobis"
FILE = "features.npz"
"""Name of the file of statistics beside a card."""

PERCENT = 95
"""Of the validation images that stay at or below the threshold."""

MOST_BYTES = 1 << 26
MOST_FEATURES = 1 << 14
MOST_DIRECTIONS = 128

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Statistics:
    """What the features of training images are like.

    Attributes
    ----------
    means : ndarray of float, shape (classes, d)
    directions : ndarray of float, shape (d, r)
        Orthonormal; leading eigenvectors of the shrunk covariance within classes.
    variances : ndarray of float, shape (r,)
        Along them; above 0.
    rest : float
        Variance along every other direction; above 0.
    """

    means: Floats
    directions: Floats
    variances: Floats
    rest: float

    def scores(self, features: ArrayLike) -> Floats:
        """Distances of features, shape (n, d); shape (n,), 0 and up.

        Raises
        ------
        ValueError
            If they are not as many as the statistics are of.
        """
        given = np.asarray(features, dtype=np.float64)
        if given.ndim != 2 or given.shape[1] != self.means.shape[1]:
            raise ValueError(f"expected rows of {self.means.shape[1]} features, found an array of {given.shape}")
        squares = []
        for mean in self.means:
            off = given - mean
            along = off @ self.directions
            left = np.maximum((off**2).sum(axis=1) - (along**2).sum(axis=1), 0.0)
            squares.append((along**2 / self.variances).sum(axis=1) + left / self.rest)
        return np.asarray(np.sqrt(np.min(squares, axis=0) / given.shape[1]))


def fit(features: ArrayLike, labels: ArrayLike, validation: ArrayLike) -> tuple[Statistics, float]:
    """Find the statistics of training images, and the threshold that 95 % of the validation images do not exceed.

    Parameters
    ----------
    features : array_like of float, shape (n, d)
        Of the images that the network was taught with.
    labels : array_like of int, shape (n,)
        Their class numbers, 0 and up without a gap.
    validation : array_like of float, shape (m, d)
        Features of images that it was not taught with.

    Raises
    ------
    ValueError
        If there are too few images, or numbers that are not finite.
    """
    given, checked = np.asarray(features, dtype=np.float64), np.asarray(validation, dtype=np.float64)
    classes = np.asarray(labels, dtype=np.intp)
    if given.ndim != 2 or checked.ndim != 2 or given.shape[1] != checked.shape[1] or classes.shape != given.shape[:1]:
        raise ValueError("expected rows of as many features for both parts, and a label for each image, found others")
    if len(checked) < PERCENT // (100 - PERCENT) + 1 or not (np.isfinite(given).all() and np.isfinite(checked).all()):
        raise ValueError("expected at least 20 validation images and finite features, found fewer or others")
    found = np.unique(classes)
    if not np.array_equal(found, np.arange(found.size)) or np.bincount(classes).min() < 2:
        raise ValueError("expected at least two images of every class, found fewer")
    means = np.stack([given[classes == k].mean(axis=0) for k in found])
    within = given - means[classes]
    covariance = within.T @ within / len(within)
    shrinkage = ledoit_wolf(within)
    size = covariance.shape[0]
    average = float(np.trace(covariance)) / size
    if not average > 0:
        raise ValueError("expected features that differ from image to image, found constant ones")
    values, vectors = np.linalg.eigh((1 - shrinkage) * covariance + shrinkage * average * np.eye(size))
    kept = min(MOST_DIRECTIONS, size - 1)
    statistics = Statistics(
        means=means,
        directions=vectors[:, ::-1][:, :kept],
        variances=values[::-1][:kept],
        rest=float(values[::-1][kept:].mean()),
    )
    return statistics, float(np.quantile(statistics.scores(checked), PERCENT / 100, method="inverted_cdf"))


def ledoit_wolf(centered: Floats) -> float:
    """Share of the identity in the shrunk covariance of centred rows, shape (n, d); 0 to 1."""
    n, d = centered.shape
    squared = centered**2
    empirical = centered.T @ centered
    mean = float(np.trace(empirical)) / (n * d)
    spread = float((squared.T @ squared).sum())
    covered = float((empirical**2).sum()) / n**2
    distance = covered - d * mean**2
    noise = (spread / n - covered) / n
    return 0.0 if distance <= 0 else min(1.0, max(0.0, noise / distance))


def write(folder: Path, statistics: Statistics) -> str:
    """Write the statistics beside a card, in single precision, all of it or nothing; return the SHA-256.

    Raises
    ------
    OSError
        If they cannot be written.
    """
    buffer = io.BytesIO()
    arrays: dict[str, Any] = {
        "means": statistics.means.astype("<f4"),
        "directions": statistics.directions.astype("<f4"),
        "variances": statistics.variances.astype("<f4"),
        "rest": np.array([statistics.rest], dtype="<f4"),
    }
    np.savez(buffer, **arrays)
    write_whole(folder / FILE, buffer.getvalue())
    return hashlib.sha256(buffer.getvalue()).hexdigest()


def read(folder: Path, about: OutOfDistribution, classes: int) -> Statistics:
    """Read the statistics that a card names from its folder.

    Raises
    ------
    ModelRefusedError
        If they are not there, not those that the card names, or not what they should be.
    """
    path = folder / Path(about.file).name

    def refuse(found: str) -> ModelRefusedError:
        return ModelRefusedError(path, f"expected the statistics of features that the card names, found {found}")

    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise refuse("none that can be read") from error
    if len(content) > MOST_BYTES or hashlib.sha256(content).hexdigest() != about.sha256:
        raise refuse("other bytes (SHA-256 differs)")
    try:
        arrays = _arrays(content)
    except (OSError, ValueError, zipfile.BadZipFile, KeyError, EOFError) as error:
        raise refuse("something else") from error
    means, directions, variances, rest = arrays
    fits = (
        about.method == METHOD
        and means.ndim == directions.ndim == 2
        and means.shape[0] == classes
        and 1 <= means.shape[1] <= MOST_FEATURES
        and directions.shape == (means.shape[1], variances.size)
        and variances.ndim == 1
        and rest.shape == (1,)
        and all(np.isfinite(one).all() for one in arrays)
        and (variances > 0).all()
        and rest[0] > 0
        and math.isfinite(about.threshold)
    )
    if not fits:
        raise refuse("those of other features")
    return Statistics(means, directions, variances, float(rest[0]))


def _arrays(content: bytes) -> tuple[Floats, Floats, Floats, Floats]:
    names = ("means", "directions", "variances", "rest")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        if sorted(one.filename for one in members) != sorted(f"{name}.npy" for name in names):
            raise ValueError("other members")
        if any(one.compress_type != zipfile.ZIP_STORED or one.file_size > len(content) for one in members):
            raise ValueError("compressed members")
    with np.load(io.BytesIO(content), allow_pickle=False) as archive:
        found = [np.asarray(archive[name]) for name in names]
    if any(one.dtype != np.dtype("<f4") for one in found):
        raise ValueError("other numbers")
    means, directions, variances, rest = (one.astype(np.float64) for one in found)
    return means, directions, variances, rest
