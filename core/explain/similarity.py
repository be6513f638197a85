"""How alike two maps are: by the ranks of their values, and by their structure."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

_SIGMA = 1.5  # of the window of SSIM, in pixels
_STABLE = (0.01**2, 0.03**2)  # for maps of range 1


def spearman(a: NDArray[np.floating], b: NDArray[np.floating]) -> float:
    """Rank correlation of two maps of the same shape, -1 to 1; equal values share their mean rank. NaN for a flat map.

    References
    ----------
    Spearman C. Am J Psychol 1904;15:72.
    """
    ranks = [_ranks(np.ravel(values)) for values in (a, b)]
    deviations = [one - one.mean() for one in ranks]
    spread = float(np.sqrt((deviations[0] ** 2).sum() * (deviations[1] ** 2).sum()))
    return float((deviations[0] * deviations[1]).sum()) / spread if spread > 0 else float("nan")


def ssim(a: NDArray[np.floating], b: NDArray[np.floating]) -> float:
    """Mean structural similarity of two maps of values 0 to 1, of the same shape; 1 for equal ones.

    References
    ----------
    Wang et al., "Image quality assessment: from error visibility to structural similarity", IEEE Trans Image Process
    2004;13:600, with its Gaussian window.
    """
    x, y = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    mean_x, mean_y = _blur(x), _blur(y)
    variance_x, variance_y = _blur(x * x) - mean_x**2, _blur(y * y) - mean_y**2
    together = _blur(x * y) - mean_x * mean_y
    light = (2 * mean_x * mean_y + _STABLE[0]) / (mean_x**2 + mean_y**2 + _STABLE[0])
    structure = (2 * together + _STABLE[1]) / (variance_x + variance_y + _STABLE[1])
    return float((light * structure).mean())


def _ranks(values: NDArray[Any]) -> NDArray[np.float64]:
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    mean: NDArray[np.float64] = (last - (counts - 1) / 2).astype(np.float64)
    return mean[place]


def _blur(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(cv2.GaussianBlur(values, (11, 11), _SIGMA), dtype=np.float64)
