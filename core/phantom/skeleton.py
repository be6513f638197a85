"""Bones of a phantom as thin shells in space, projected to millimetres of bone.

Where a shell runs along the beam (a rib turning round the flank, the rim of a vertebra) its projection grows by
itself, as on a radiograph.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.phantom.canvas import Plane, X, Y, blur, dome, ellipsoid, plane, splat, window

Curve = NDArray[np.float64]
"""Points of a curve in space, shape (points, 3): x, y, z in mm; or one number for each, shape (points,)."""
Points = NDArray[np.float64]
"""Bits of bone, shape (3, points): x and y in mm, volume in mm^3."""

THORAX_HALF_WIDTH = [
    (-30.0, 30.0), (-14.0, 50.0), (0.0, 68.0), (12.0, 82.0), (30.0, 97.0), (60.0, 113.0), (100.0, 126.0),
    (150.0, 136.0), (200.0, 142.0), (260.0, 145.0), (340.0, 140.0),
]  # fmt: skip
THORAX_HALF_DEPTH = [(-30.0, 38.0), (0.0, 52.0), (50.0, 76.0), (120.0, 94.0), (200.0, 104.0), (300.0, 106.0)]
VERTEBRA_PITCH_MM = 23.0


def tube(curve: Curve, half_high: Curve, half_thick: Curve, cortex_mm: float, marrow: float) -> Points:
    """Points of a hollow bone along ``curve``.

    Parameters
    ----------
    curve : ndarray, shape (points, 3)
        Centre line, mm.
    half_high, half_thick : ndarray, shape (points,)
        Half axes of the cross-section: in the plane of the image, and along the remaining direction, mm.
    cortex_mm : float
        Thickness of the shell.
    marrow : float
        Bone fraction of the inside, 0 to 1.
    """
    step = np.gradient(curve, axis=0)
    length = np.linalg.norm(step, axis=1)
    tangent = step / length[:, None]
    outward = curve * np.array([1.0, 0.0, 1.0])
    outward -= (outward * tangent).sum(1, keepdims=True) * tangent
    outward /= np.linalg.norm(outward, axis=1, keepdims=True)
    upward = np.cross(tangent, outward)

    perimeter = np.pi * (half_high + half_thick)
    area = np.pi * half_high * half_thick
    parts = []
    for radius, points, section in (
        (1.0, 28, perimeter * cortex_mm),
        (0.8, 12, area * marrow * 0.6),
        (0.45, 8, area * marrow * 0.4),
    ):
        # Neighbouring rings are turned against each other, so that no pattern of the sampling shows.
        around = 2.0 * np.pi * (np.arange(points) / points + 0.382 * np.arange(len(curve))[:, None])
        high = (radius * half_high)[:, None] * np.cos(around)
        thick = (radius * half_thick)[:, None] * np.sin(around)
        x = curve[:, :1] + high * upward[:, :1] + thick * outward[:, :1]
        y = curve[:, 1:2] + high * upward[:, 1:2] + thick * outward[:, 1:2]
        parts.append(np.stack([x, y, np.broadcast_to((section * length / points)[:, None], x.shape)]).reshape(3, -1))
    return np.concatenate(parts, axis=1)


def rib(number: int, side: int, slope: float, calibre: float) -> Points:
    """Rib 1 to 12 of one side (-1 = the patient's right): from the spine round the flank to its cartilage."""
    reach = np.deg2rad({1: 128.0, 11: 95.0, 12: 70.0}.get(number, 148.0))
    angle = np.linspace(np.deg2rad(7.0), reach, 380)
    top = -14.0 + VERTEBRA_PITCH_MM * (number - 1)
    drop = slope * np.interp(number, [1, 2, 4, 7, 10, 12], [58, 88, 116, 132, 128, 110])
    fall = (1.0 - np.cos(angle)) / 2.0
    hump = 2.0 if number == 1 else 5.0
    y = top + drop * fall - hump * np.sin(np.clip(angle * 2.8, 0, np.pi))
    level = top + 0.5 * drop
    half_width = np.interp(level, *np.transpose(THORAX_HALF_WIDTH)) + (2.0 if number > 1 else -12.0)
    half_depth = np.interp(level, *np.transpose(THORAX_HALF_DEPTH)) + 2.0
    x = half_width * np.abs(np.sin(angle)) ** 0.8
    z = -half_depth * np.cos(angle)
    curve = np.stack([side * np.maximum(x, 14.0 + 0 * x), y, z], axis=1)
    grow = np.interp(angle, [0.1, 0.5, 1.6, 2.3, 2.6], [0.8, 1.0, 0.95, 1.15, 1.2])
    half_high = calibre * grow * (5.4 if number == 1 else 6.2)
    cortex = 0.75 if number <= 10 else 0.55
    return tube(curve, half_high, calibre * 3.4 + 0 * grow, cortex, 0.11)


def clavicle(side: int, lift_mm: float, calibre: float) -> Points:
    """S-shaped collar bone from the sternum to the shoulder, rising by ``lift_mm``."""
    t = np.linspace(0.0, 1.0, 300)
    x = 17.0 + 150.0 * t
    y = 24.0 - lift_mm * t**0.8 + 7.0 * np.sin(2.0 * np.pi * (t - 0.08))
    z = 60.0 - 70.0 * t
    half = calibre * np.interp(t, [0, 0.12, 0.45, 0.85, 1], [10.0, 7.2, 5.6, 6.4, 8.2])
    return tube(np.stack([side * x, y, z], axis=1), half, half * 0.8, 1.25, 0.13)


def shoulder(side: int, spread_mm: float) -> Plane:
    """Shoulder blade (a thin plate with thick borders), its spine, and the head and shaft of the humerus."""
    s = float(side)
    outline = np.array(
        [[128, 8], [150, -14], [176, 2], [180, 30], [168, 62], [152, 112], [138, 148], [131, 120], [126, 60]], float
    )
    outline[:, 0] += spread_mm
    closed = np.vstack([outline, outline[:1]])
    where = np.linspace(0, len(closed) - 1, 500)
    border = np.stack([np.interp(where, np.arange(len(closed)), closed[:, k]) for k in (0, 1)], axis=1)
    kernel = np.hanning(41) / np.hanning(41).sum()
    ring = np.stack([np.convolve(np.r_[c[-20:], c, c[:20]], kernel, "valid") for c in border.T], axis=1)
    edge = tube(np.column_stack([s * ring, -70.0 + 0 * where]), 2.6 + 0 * where, 3.0 + 0 * where, 1.0, 0.3)
    centre = ring.mean(axis=0)
    fill = np.linspace(0.0, 1.0, 150)[:, None]
    plate_x = centre[0] + (ring[:, 0] - centre[0]) * fill
    plate_y = centre[1] + (ring[:, 1] - centre[1]) * fill
    blade = np.stack([s * plate_x, plate_y, fill * 2.4 * 12500.0 / fill.sum() / 500 + 0 * plate_x]).reshape(3, -1)
    t = np.linspace(0, 1, 200)
    ridge = np.column_stack([s * (128.0 + spread_mm + 66.0 * t), 34.0 - 44.0 * t, -78.0 + 30.0 * t])
    ridge_bone = tube(ridge, 3.5 + 2.5 * t, 3.0 + 0 * t, 1.0, 0.2)
    head = ellipsoid(s * (201.0 + spread_mm), 20.0, 25.0, 25.0)
    inner = ellipsoid(s * (201.0 + spread_mm), 20.0, 23.4, 23.4)
    shaft = np.column_stack([s * (206.0 + spread_mm + 14.0 * t), 34.0 + 200.0 * t, -20.0 + 0 * t])
    arm = tube(shaft, 11.0 + 9.0 * np.exp(-8.0 * t), 11.0 + 0 * t, 2.0, 0.06)
    thin = blur(splat(*np.concatenate([edge, blade, ridge_bone, arm], axis=1)), 0.7)
    return plane(thin + 30.0 * head - 25.0 * inner)


def spine(bend_mm: float) -> Plane:
    """Vertebral bodies with their end plates, pedicles, spinous and transverse processes, C5 to L2."""
    total = np.zeros((Y.shape[0], X.shape[1]), np.float32)
    for number in range(-4, 14):
        y = -14.0 + VERTEBRA_PITCH_MM * number
        x = bend_mm * np.sin(y / 120.0)
        half = np.interp(number, [-4, 0, 6, 13], [11.0, 14.0, 15.5, 20.0])
        dense = np.interp(number, [-4, 0, 2, 13], [0.55, 0.6, 0.9, 1.0])
        rows, columns = window(x, y, 38.0)
        xs, ys = X[:, columns], Y[rows]
        waist = half - 1.8 * np.cos((ys - y) / 9.5 * 1.3) * 0.8
        body = np.where(np.abs(ys - y) < 9.2, 1.0, 0.0) * np.sqrt(np.clip(1 - (np.abs(xs - x) / waist) ** 3, 0, 1))
        plates = np.exp(-(((np.abs(ys - y) - 9.0) / 0.9) ** 2)) * np.sqrt(
            np.clip(1 - (np.abs(xs - x) / half) ** 4, 0, 1)
        )
        rim = np.where(np.abs(ys - y) < 9.2, 1.0, 0.0) * np.exp(-(((np.abs(xs - x) - waist + 0.8) / 0.8) ** 2))
        total[rows, columns] += (dense * (5.5 * body + 4.5 * plates + 2.5 * rim)).astype(np.float32)
        process = np.exp(-(((xs - x) / 2.6) ** 2)) * np.exp(-(((ys - y - 13.0) / 6.5) ** 4))
        wings = dome(31.0 - np.abs(xs - x), 6.0) * np.exp(-(((ys - y + 5.0 + 0.1 * np.abs(xs - x)) / 4.0) ** 4))
        total[rows, columns] += (5.0 * process + 2.2 * wings).astype(np.float32)
        for side in (-1.0, 1.0):
            spot = ((xs - x - side * half * 0.66) / 3.4) ** 2 + ((ys - y + 3.0) / 5.0) ** 2
            total[rows, columns] += (5.5 * np.exp(-((np.sqrt(spot) - 1.0) ** 2) / 0.1)).astype(np.float32)
    return blur(total, 0.6)


def skeleton(slope: float, calibre: float, clavicle_lift_mm: float, scapula_spread_mm: float, bend_mm: float) -> Plane:
    """Millimetres of bone in front of each canvas cell."""
    bones = [rib(number, side, slope, calibre) for side in (-1, 1) for number in range(1, 13)]
    bones += [clavicle(side, clavicle_lift_mm, calibre) for side in (-1, 1)]
    thin = splat(*np.concatenate(bones, axis=1))
    return blur(thin + spine(bend_mm) + shoulder(-1, scapula_spread_mm) + shoulder(1, scapula_spread_mm), 0.45)
