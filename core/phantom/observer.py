"""An observer that knows the finding: what a bit depth leaves to be seen, whatever a network learns of it.

Two exposures of one patient, one with the finding and one without, each with noise of its own, go through the same
preprocessing as a network's input. A matched filter weighs their difference with the noise-free shape of the finding
and takes the one with the larger response for the one with the finding (two-alternative forced choice). It is the best
linear observer where the noise is white; background and position are known to it, so it stands above any network: where
a network fails and the observer does not, the information is there and was not learned; where the observer fails, it is
gone.

References
----------
Barrett and Myers, "Foundations of Image Science", Wiley 2004, 13.2 (matched filter, forced choice, detectability).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.dicom.frame import Frame
from core.intervals import wilson
from core.phantom.acquisition import Acquisition, draw_acquisition
from core.phantom.anatomy import make_patient
from core.phantom.lesion import make_finding
from core.phantom.physics import Image, expose, grey, project_finding, solve_strength, store
from core.preprocess import PreprocessSpec, preprocess

_ANATOMY, _FINDING, _ACQUISITION, _PRESENT, _ABSENT = range(5)
_FINE_BITS = 15  # for the noise-free shape: eight times as fine as 12 bits

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Seen:
    """How well the observer tells the finding, over all patients, at one bit depth.

    Attributes
    ----------
    bits : str
        Bit-depth arm, see :data:`core.preprocess.BITS`.
    size : int
        Input height and width in pixels; 0: at stored resolution, without a resize.
    contrast : float
        Mean difference inside the finding, as a fraction of full range.
    patients : int
    correct, low, high : float
        Share of patients whose pair is told apart, ties counting half, which is the AUC of a forced choice; with its
        95 % Wilson interval.
    detectability : float
        d' of one image: mean over standard deviation of the differences of response, times the square root of 2.
        Infinite where they do not vary; NaN where they are all 0.
    """

    bits: str
    size: int
    contrast: float
    patients: int
    correct: float
    low: float
    high: float
    detectability: float


def observe(
    label: str,
    patients: int,
    seed: int,
    *,
    contrast: float,
    arms: Sequence[str],
    sizes: Sequence[int],
    matrix: int,
    bits_stored: int = 12,
) -> Iterator[Seen]:
    """Let the observer look at ``patients`` pairs, at each bit depth and input size.

    Parameters
    ----------
    label : str
        Class of the finding, see :data:`core.phantom.lesion.CLASSES`; not ``normal``.
    seed : int
        Of patients and noise.
    contrast : float
        As for :func:`core.phantom.generate`.
    arms : sequence of str
        Bit-depth arms.
    sizes : sequence of int
        Input sizes in pixels; 0 for stored resolution.
    matrix : int
        Longer side of the images in pixels.
    """
    responses: dict[tuple[str, int], list[float]] = {(bits, size): [] for size in sizes for bits in arms}
    for number in range(patients):
        pair = _pair(label, [seed, number], contrast, bits_stored, matrix)
        for (bits, size), found in responses.items():
            found.append(response(*(_input(one, bits, size) for one in pair)))
    for (bits, size), found in responses.items():
        yield seen(np.array(found), bits, size, contrast)


def response(shape: NDArray[np.float32], present: NDArray[np.float32], absent: NDArray[np.float32]) -> float:
    """Weigh the difference of two images (H, W, 1) with the noise-free ``shape`` of the finding, scaled to length 1."""
    weights = shape.astype(np.float64)
    length = float(np.sqrt((weights**2).sum()))
    difference = present.astype(np.float64) - absent
    return float((weights * difference).sum() / length) if length else 0.0


def seen(responses: Floats, bits: str, size: int, contrast: float) -> Seen:
    """Sum up the differences of response (patients,) of one bit depth and size."""
    n = len(responses)
    correct = float(((responses > 0) + 0.5 * (responses == 0)).mean())
    mean, spread = float(responses.mean()), float(responses.std(ddof=1)) if n > 1 else 0.0
    detectability = math.sqrt(2) * mean / spread if spread else (math.copysign(math.inf, mean) if mean else math.nan)
    return Seen(bits, size, contrast, n, correct, *wilson(correct, n), detectability)


@dataclass(frozen=True, slots=True, eq=False)
class _Exposed:
    """A picture, or two of which the difference is meant."""

    frame: Frame
    minus: Frame | None = None


def _pair(label: str, seed: list[int], contrast: float, bits_stored: int, matrix: int) -> tuple[_Exposed, ...]:
    """Expose one patient: the shape of the finding, with the finding, without it."""

    def stream(purpose: int) -> np.random.Generator:
        return np.random.default_rng([*seed, purpose])

    patient = make_patient(stream(_ANATOMY))
    acquisition = replace(draw_acquisition(stream(_ACQUISITION), bits_stored, matrix), photometric="MONOCHROME2")
    exposure = expose(patient, acquisition)
    finding = make_finding(label, patient, stream(_FINDING), contrast)
    if finding is None:
        raise ValueError(f"the class of a finding is needed, found {label!r}")
    added = project_finding(finding, patient, acquisition)
    added *= np.float32(solve_strength(exposure, added, contrast))
    fine = replace(acquisition, bits_stored=_FINE_BITS)

    def noise(purpose: int) -> Image:
        return stream(purpose).standard_normal((acquisition.rows, acquisition.columns), dtype=np.float32)

    return (
        _Exposed(_frame(grey(exposure, added), fine), _frame(grey(exposure), fine)),
        _Exposed(_frame(grey(exposure, added, noise(_PRESENT)), acquisition)),
        _Exposed(_frame(grey(exposure, None, noise(_ABSENT)), acquisition)),
    )


def _frame(grey_level: Image, acquisition: Acquisition) -> Frame:
    stored = store(grey_level, acquisition)[np.newaxis]
    return Frame(Path("phantom"), stored, 16, acquisition.bits_stored, False, acquisition.photometric)


def _input(exposed: _Exposed, bits: str, size: int) -> NDArray[np.float32]:
    rows, columns = exposed.frame.rows, exposed.frame.columns
    height, width = (size, size) if size else (rows, columns)
    if exposed.minus is not None:  # the shape itself is not to be quantised
        spec = PreprocessSpec("native", height, width)
        return preprocess(exposed.frame, spec) - preprocess(exposed.minus, spec)
    return preprocess(exposed.frame, PreprocessSpec("native", height, width, bits))
