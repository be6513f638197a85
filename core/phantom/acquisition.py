"""How one image of a phantom is taken: matrix, bits, polarity, syntax, dose, position. Nothing here knows the class."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pydicom.uid import (
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLossless,
    JPEGLSLossless,
    RLELossless,
)

SYNTAXES = (
    str(ExplicitVRLittleEndian),
    str(ImplicitVRLittleEndian),
    str(RLELossless),
    str(JPEGLossless),
    str(JPEGLSLossless),
    str(JPEG2000Lossless),
)
BITS_STORED = (10, 11, 12, 13, 14, 15)
Bits = int | tuple[int, int] | None
"""BitsStored asked for: one depth, the lowest and highest of several to draw from, or None for all of the above."""
SMALLEST_SIDE, LARGEST_SIDE = 1500, 3000


@dataclass(frozen=True, slots=True)
class Acquisition:
    """One exposure.

    Attributes
    ----------
    rows, columns : int
        Matrix.
    spacing_mm : float
        Pixel pitch at the detector, square.
    quanta_per_mm2 : float
        Detected X-ray quanta per mm^2 where nothing is in the beam.
    scatter : float
        Scatter behind the grid, relative to the primary beam.
    blur_mm : float
        Standard deviation of focal-spot and detector blur.
    latitude, brightness : float
        Slope and level of the display curve, relative to the usual ones.
    turn_deg, shift_mm, zoom
        Positioning and magnification of the patient.
    margin_mm : tuple of float
        Collimated rim at left, top, right, bottom (0 = open).
    marker : tuple
        Side letter ("L" or "R") in lead and its distance from the side and the top of the field, mm.
    day, second : int
        Date (days since 2020-01-01) and time of day.
    """

    rows: int
    columns: int
    spacing_mm: float
    bits_stored: int
    photometric: str
    transfer_syntax: str
    kvp: int
    mas: float
    quanta_per_mm2: float
    scatter: float
    blur_mm: float
    latitude: float
    brightness: float
    turn_deg: float
    shift_mm: tuple[float, float]
    zoom: float
    margin_mm: tuple[float, float, float, float]
    marker: tuple[str, float, float]
    day: int
    second: int

    @property
    def full_range(self) -> int:
        """Highest stored value."""
        return (1 << self.bits_stored) - 1


def draw_acquisition(rng: np.random.Generator, bits_stored: Bits, matrix: int | None) -> Acquisition:
    """Draw one exposure; ``bits_stored`` and ``matrix`` (longer side, pixels) replace what is drawn, nothing else.

    The draws do not depend on the two arguments, so that images with and without them have all else in common.
    """
    aspect = float(rng.choice([350.0 / 430.0, 0.9, 0.96, 1.0]))
    long_mm = rng.uniform(410.0, 432.0) if aspect < 0.97 else rng.uniform(400.0, 428.0)
    long_side = round(rng.uniform(SMALLEST_SIDE / aspect, LARGEST_SIDE))
    bits = int(rng.choice(BITS_STORED))
    if isinstance(bits_stored, tuple):  # from a stream of its own: every later draw stays what it was
        bits = int(rng.spawn(1)[0].integers(bits_stored[0], bits_stored[1], endpoint=True))
    elif bits_stored is not None:
        bits = bits_stored
    landscape = rng.random() < 0.15
    photometric = "MONOCHROME1" if rng.random() < 0.5 else "MONOCHROME2"
    syntax = SYNTAXES[int(rng.integers(len(SYNTAXES)))]
    if matrix is not None:
        long_side = matrix
    short_side = round(long_side * aspect)
    rows, columns = (short_side, long_side) if landscape else (long_side, short_side)
    mas = rng.uniform(1.0, 4.0)
    collimated = rng.random() < 0.3
    rim = rng.uniform(0.0, 9.0, 4) * collimated
    return Acquisition(
        rows=rows,
        columns=columns,
        spacing_mm=round(long_mm / long_side, 6),
        bits_stored=bits,
        photometric=photometric,
        transfer_syntax=syntax,
        kvp=int(rng.integers(110, 141)),
        mas=round(mas, 2),
        quanta_per_mm2=0.8e6 * mas,
        scatter=rng.uniform(0.35, 0.75),
        blur_mm=rng.uniform(0.12, 0.26),
        latitude=rng.uniform(0.88, 1.12),
        brightness=rng.uniform(-0.35, 0.35),
        turn_deg=rng.normal(0.0, 1.2),
        shift_mm=(rng.normal(0.0, 5.0), rng.normal(0.0, 6.0)),
        zoom=rng.uniform(1.02, 1.08),
        margin_mm=(float(rim[0]), float(rim[1]), float(rim[2]), float(rim[3])),
        marker=("L" if rng.random() < 0.6 else "R", rng.uniform(10.0, 30.0), rng.uniform(12.0, 60.0)),
        day=int(rng.integers(0, 3650)),
        second=int(rng.integers(7 * 3600, 20 * 3600)),
    )
