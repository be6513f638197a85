"""The findings: optical depth added to a patient, of a strength that is solved later (physics)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.phantom.anatomy import MU_LUNG, MU_SOFT, Patient, displaced
from core.phantom.canvas import STEP_MM, Plane, X, Y, blur, profile, texture, window
from core.phantom.skeleton import THORAX_HALF_WIDTH

CLASSES = ("aortic_enlargement", "covid_19", "opacity", "normal")
"""The four classes, in the order that labels and networks use."""

ENLARGED_ARCH = (1.45, 1.80)
"""Aortic arch diameter over the reference in the class aortic_enlargement; see also ``anatomy.NORMAL_ARCH``."""

USUAL_CONTRAST = {"opacity": (0.14, 0.26), "covid_19": (0.07, 0.15)}
"""Mean difference inside the mask that is drawn where none is asked for, as a fraction of full range."""

MASK_LEVEL = 0.25
"""The mask is where a finding reaches this fraction of its own peak."""


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """One finding of one patient.

    Attributes
    ----------
    shape : ndarray of float32, shape (SIDE, SIDE)
        Optical depth it adds at strength 1.
    contrast : float or None
        Mean difference inside the mask to solve the strength for, as a fraction of full range;
        None = strength 1, which is what the anatomy itself gives.
    arch_ratio : float or None
        Aortic arch diameter over the reference, for aortic enlargement.
    """

    shape: Plane
    contrast: float | None
    arch_ratio: float | None = None


def make_finding(label: str, patient: Patient, rng: np.random.Generator, contrast: float | None) -> Finding | None:
    """Draw the finding of class ``label``; None for ``normal``.

    Parameters
    ----------
    contrast : float or None
        Fraction of full range asked for; None draws one from ``USUAL_CONTRAST``.

    Raises
    ------
    ValueError
        If ``label`` is none of ``CLASSES``.
    """
    if label == "normal":
        return None
    if label == "aortic_enlargement":
        ratio = rng.uniform(*ENLARGED_ARCH)
        before = displaced(patient.room_mm, patient.anatomy, patient.anatomy.arch_ratio)
        after = displaced(patient.room_mm, patient.anatomy, ratio)
        return Finding(patient.bent((MU_SOFT - MU_LUNG) * np.clip(before - after, 0.0, None)), contrast, ratio)
    if label not in CLASSES:
        raise ValueError(f"a phantom's class is one of {', '.join(CLASSES)}, found {label!r}")
    draw = _consolidation if label == "opacity" else _ground_glass
    shape = draw(patient, rng)
    drawn = rng.uniform(*USUAL_CONTRAST[label])
    return Finding(patient.bent(shape), drawn if contrast is None else contrast)


def _consolidation(patient: Patient, rng: np.random.Generator) -> Plane:
    """One dense, ill-defined focus anywhere in the well-seen lung."""
    lung = patient.lung_mm
    weight = np.where((lung > 112.0 * patient.anatomy.depth) & (np.abs(X) > 48.0) & (Y > 30.0), lung, 0.0)
    x, y = _choose(weight, rng)
    outline = 0.15 * texture(rng, 40.0, 4.0, 0.55)
    shape = _blob(outline, x, y, rng.uniform(17.0, 34.0), rng.uniform(17.0, 34.0), rng.uniform(0.0, 180.0))
    shape *= 1.0 + 0.12 * texture(rng, 18.0, 2.0, 0.7)
    return _within(shape, lung)


def _ground_glass(patient: Patient, rng: np.random.Generator) -> Plane:
    """Hazy patches along the flanks of both lungs, mostly low."""
    lung = patient.lung_mm
    outward = np.abs(X) / profile(Y, THORAX_HALF_WIDTH)
    low = 1.0 / (1.0 + np.exp(-(Y - 120.0) / 18.0))
    outline = 0.15 * texture(rng, 40.0, 4.0, 0.55)
    total = np.zeros_like(lung)
    for side in (-1, 1):
        weight = np.where((lung > 45.0) & (side * X > 0) & (outward > 0.62) & (outward < 0.86), 0.06 + low, 0.0)
        for _ in range(rng.integers(2, 5)):
            x, y = _choose(weight, rng)
            patch = _blob(outline, x, y, rng.uniform(16.0, 28.0), rng.uniform(22.0, 44.0), -side * 10.0)
            total = np.maximum(total, rng.uniform(0.7, 1.0) * patch)
    total *= 1.0 + 0.30 * texture(rng, 14.0, 1.5, 0.8)
    return _within(total, lung)


def _blob(outline: Plane, x: float, y: float, half_x: float, half_y: float, turn_deg: float) -> Plane:
    """Soft-edged spot of peak 1 and compact support, its outline made irregular by the texture ``outline``."""
    cos, sin = np.float32(np.cos(np.deg2rad(turn_deg))), np.float32(np.sin(np.deg2rad(turn_deg)))
    spot = np.zeros_like(outline)
    rows, columns = window(x, y, 2.0 * max(half_x, half_y))
    right, down = X[:, columns] - np.float32(x), Y[rows] - np.float32(y)
    along, across = (right * cos + down * sin) / half_x, (down * cos - right * sin) / half_y
    radius = np.sqrt(along**2 + across**2)
    ragged = radius + outline[rows, columns]
    inside = np.clip((1.15 - ragged) / 0.6, 0.0, 1.0) * np.clip((1.9 - radius) / 0.3, 0.0, 1.0)
    spot[rows, columns] = inside * inside * (3.0 - 2.0 * inside)
    return spot


def _within(shape: Plane, lung_mm: Plane) -> Plane:
    """Keep a finding to air-filled lung: its thickness follows the lung's where that thins out."""
    kept = np.clip(shape, 0.0, None) * np.clip((lung_mm - 4.0) / 50.0, 0.0, 1.0)
    return blur(kept.astype(np.float32), 0.5) if kept.any() else kept.astype(np.float32)


def _choose(weight: Plane, rng: np.random.Generator) -> tuple[float, float]:
    """Draw a place (x, y in mm) with probability proportional to ``weight``."""
    coarse = weight[::6, ::6].astype(np.float64)
    index = rng.choice(coarse.size, p=coarse.ravel() / coarse.sum())
    row, column = divmod(int(index), coarse.shape[1])
    return float(X[0, column * 6]) + rng.uniform(0, 6 * STEP_MM), float(Y[row * 6, 0]) + rng.uniform(0, 6 * STEP_MM)
