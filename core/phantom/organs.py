"""Soft parts of a phantom as thickness along the beam: body, pleural cavity and everything that takes its air away."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.phantom.canvas import SIDE, Plane, X, Y, blur, dome, ellipsoid, plane, profile, splat, window
from core.phantom.skeleton import THORAX_HALF_DEPTH, THORAX_HALF_WIDTH

ARCH_DIAMETER_MM = 27.0
"""Diameter of the aortic arch at ratio 1."""


def cavity(depth: float) -> Plane:
    """Front-to-back thickness inside the ribs, mm, as if it held nothing but lung."""
    half_width = profile(Y, THORAX_HALF_WIDTH) - 3.0
    half_depth = profile(Y, THORAX_HALF_DEPTH) * np.float32(depth)
    chord = 2.0 * half_depth * np.sqrt(np.clip(1.0 - (np.abs(X) / half_width) ** 2.5, 0.0, None))
    tip = 30.0 * np.abs((np.abs(X) - 50.0) / 40.0) ** 2
    return plane(chord * dome(Y - tip + 2.0, 85.0))


def abdomen(right_mm: float, left_mm: float) -> Plane:
    """Fraction (0 to 1) of the depth that lies below the diaphragm, whose domes peak at the given heights (y, mm)."""

    def top(peak_x: float, peak_y: float, side: int) -> Plane:
        off = side * (X - peak_x)
        lateral = 46.0 * np.abs(np.clip(off, 0, None) / 66.0) ** 2.6
        medial = 20.0 * np.abs(np.clip(-off, 0, None) / 66.0) ** 2.0
        return plane(peak_y + lateral + medial)

    left = 1.0 / (1.0 + np.exp(-X / 7.0))
    surface = (1.0 - left) * top(-68.0, right_mm, -1) + left * top(70.0, left_mm, 1)
    return dome(Y - surface, 52.0)


def mediastinum(width: float, cavity_mm: Plane) -> Plane:
    """Thickness of the vessels, fat and spine between the lungs, mm."""
    right = profile(Y, [(-40, 42), (0, 35), (40, 30), (80, 27), (120, 25), (160, 21), (300, 24)]) * np.float32(width)
    left = profile(Y, [(-40, 42), (0, 34), (40, 27), (75, 23), (110, 24), (160, 22), (300, 24)]) * np.float32(width)
    fullness = profile(Y, [(-40, 1.0), (60, 0.95), (110, 0.93), (170, 0.9), (300, 0.88)])
    outward = np.where(X < 0, -X / right, X / left)
    return fullness * cavity_mm * np.sqrt(np.clip(1.0 - np.abs(outward) ** 2.4, 0.0, None))


def heart(scale: float, tilt_deg: float, shift_mm: float, dome_mm: float) -> Plane:
    """Thickness of the heart, mm, lying on the diaphragm (``dome_mm``) with its apex to the patient's left."""
    y = dome_mm - 44.0
    main = 118.0 * ellipsoid(24.0 + shift_mm, y, 80.0 * scale, 56.0 * scale, tilt_deg, 2.2)
    atrium = 92.0 * ellipsoid(-10.0 + shift_mm, y - 8.0, 34.0 * scale, 58.0 * scale, 6.0, 2.2)
    outflow = 90.0 * ellipsoid(12.0 + shift_mm, y - 44.0, 32.0 * scale, 66.0 * scale, -16.0, 2.0)
    trunk = 46.0 * ellipsoid(23.0 + 0.5 * shift_mm, 110.0, 20.0 * scale, 30.0, -12.0)
    return blur(np.cbrt(main**3 + atrium**3 + outflow**3 + trunk**3), 1.0)


def hila() -> Plane:
    """Thickness of the great lung vessels where they enter, mm; the left hilum lies higher."""
    right = 24.0 * ellipsoid(-36.0, 124.0, 11.0, 27.0, 12.0) + 14.0 * ellipsoid(-44.0, 146.0, 7.0, 24.0, 10.0)
    left = 24.0 * ellipsoid(38.0, 112.0, 12.0, 20.0, -14.0) + 14.0 * ellipsoid(47.0, 138.0, 7.0, 24.0, -14.0)
    return blur(right + left, 2.0)


def aorta(ratio: float, arch_y: float) -> Plane:
    """Thickness of the aorta, mm, for an arch of ``ratio`` times the reference diameter.

    The ascending and descending parts widen by six tenths of what the arch does; a wide arch also unfolds to the left.
    """
    radius = ARCH_DIAMETER_MM / 2.0 * ratio
    mild = ARCH_DIAMETER_MM / 2.0 * (1.0 + 0.6 * (ratio - 1.0))
    unfold = 0.55 * (radius - ARCH_DIAMETER_MM / 2.0)
    knots = np.array(
        [  # x, y, radius, how much deeper than round it is seen
            [-6, arch_y + 70, 1.05 * mild, 1.0],
            [-14 - unfold, arch_y + 30, 1.05 * mild, 1.0],
            [-8, arch_y + 4, radius, 1.1],
            [10, arch_y - 8, radius, 1.3],
            [21 + unfold, arch_y + 1, radius, 1.9],
            [22 + unfold, arch_y + 12, 0.94 * radius, 1.7],
            [21 + 0.6 * unfold, arch_y + 40, 0.9 * mild, 1.0],
            [20 + 0.4 * unfold, arch_y + 110, 0.85 * mild, 1.0],
            [10, arch_y + 220, 0.8 * mild, 1.0],
        ]
    )
    where = np.linspace(0, len(knots) - 1, 200)
    path = np.stack([np.interp(where, np.arange(len(knots)), knots[:, k]) for k in range(4)], axis=1)
    kernel = np.hanning(31) / np.hanning(31).sum()
    path = np.stack([np.convolve(np.pad(c, 15, mode="edge"), kernel, "valid") for c in path.T], axis=1)
    thickness = np.zeros((SIDE, SIDE), np.float32)
    for x, y, r, deep in path:
        rows, columns = window(x, y, r)
        square = r * r - (X[:, columns] - x) ** 2 - (Y[rows] - y) ** 2
        chord = np.float32(2.0 * deep) * np.sqrt(np.clip(square, 0, None))
        np.maximum(thickness[rows, columns], chord, out=thickness[rows, columns])
    return thickness


def airways() -> Plane:
    """Thickness of the air in the windpipe and the main bronchi, mm."""
    width = 9.2 - 0.9 * np.clip((Y - 40.0) / 60.0, 0.0, 1.0)
    middle = -2.0 - 2.0 * np.clip((Y - 30.0) / 50.0, 0.0, 1.0)
    pipe = (
        2.6
        * np.sqrt(np.clip(width**2 - (X - middle) ** 2, 0.0, None))
        / (1.0 + np.exp(np.clip((Y - 86.0) / 2.5, -60, 60)))
    )
    t = np.linspace(0.0, 1.0, 160)[:, None]
    ring = np.linspace(-1.0, 1.0, 25)[None, :]
    total = pipe.astype(np.float32)
    for end_x, end_y, radius in ((-42.0, 122.0, 6.3), (50.0, 124.0, 5.4)):
        calibre = radius * (1.0 - 0.25 * t)
        x = -4.0 + (end_x + 4.0) * t + 0 * ring
        y = 84.0 + (end_y - 84.0) * t + ring * calibre * 0.9
        chord = 2.0 * calibre * np.sqrt(1.0 - 0.98 * ring**2)
        total += splat(x, y, chord * (2 * calibre / 25) * np.abs(end_x + 4.0) / 160 + 0 * x)
    return blur(total, 0.8)


def vessels(rng: np.random.Generator, richness: float) -> Plane:
    """Thickness of the branching lung vessels, mm, drawn from both hila outwards."""
    sizes: dict[int, list[NDArray[np.float64]]] = {0: [], 1: [], 2: []}
    along = np.linspace(0.0, 1.0, 28)[None, :]
    for side, hilum_x, hilum_y in ((-1, 34.0, 118.0), (1, 38.0, 110.0)):
        angle = np.deg2rad(np.linspace(-78.0, 84.0, 9) + rng.normal(0, 6.0, 9))
        angle = np.where(angle > 1.3, 1.3, angle)
        x, y = hilum_x + rng.normal(0, 3.0, 9), hilum_y + rng.normal(0, 9.0, 9)
        radius = richness * rng.uniform(4.0, 6.0, 9)
        for generation in range(7):
            length = rng.uniform(17.0, 34.0, x.size) * 0.87**generation
            bend = rng.normal(0, 0.35, x.size)
            heading = angle[:, None] + bend[:, None] * along
            px = x[:, None] + np.cumsum(np.cos(heading), 1) * length[:, None] / along.size
            py = y[:, None] + np.cumsum(np.sin(heading), 1) * length[:, None] / along.size
            taper = radius[:, None] * (1.0 - 0.2 * along)
            volume = np.pi * taper**2 * length[:, None] / along.size
            sizes[0 if generation < 2 else 1 if generation < 4 else 2].append(np.stack([side * px, py, volume]))
            fork = rng.uniform(0.2, 0.62, x.size)
            x, y = np.repeat(px[:, -1], 2), np.repeat(py[:, -1], 2)
            angle = np.repeat(angle + bend, 2) + np.stack([-fork, fork], 1).ravel() * rng.uniform(0.5, 1.2, x.size)
            radius = np.repeat(radius * 0.8, 2) * rng.uniform(0.72, 1.05, x.size)
    total = np.zeros((SIDE, SIDE), np.float32)
    for size, sigma_mm in ((0, 1.9), (1, 1.1), (2, 0.7)):
        points = np.concatenate([p.reshape(3, -1) for p in sizes[size]], axis=1)
        total += blur(splat(points[0], points[1], points[2]), sigma_mm)
    return total


def body(depth: float, fat_mm: float, female: float) -> Plane:
    """Thickness of the whole body, mm, filled: torso, neck, shoulders, arms and breasts (``female`` 0 to 1 = size)."""
    half_width = profile(Y, [(-20, 205), (60, 186), (120, 168), (200, 164), (300, 160)], 15.0) + np.float32(fat_mm)
    half_depth = profile(Y, [(-40, 62), (20, 84), (80, 104), (150, 116), (300, 118)]) * np.float32(depth)
    torso = 2.0 * (half_depth + 0.6 * fat_mm - 8.0) * np.sqrt(np.clip(1.0 - (np.abs(X) / half_width) ** 3.6, 0.0, None))
    ridge = profile(X, [(-240, 40), (-200, 6), (-160, -12), (-110, -26), (-62, -52), (0, -60),
                        (62, -52), (110, -26), (160, -12), (200, 6), (240, 40)], 12.0)  # fmt: skip
    torso *= dome(Y - ridge, 62.0)
    neck = (
        118.0
        * np.sqrt(np.clip(1.0 - (np.abs(X) / (60.0 + 0.3 * fat_mm)) ** 2.5, 0.0, None))
        / (1.0 + np.exp((Y - 20.0) / 14.0))
    )
    arm_x = 214.0 + 0.06 * (Y - 60.0)
    arm = (
        2.0 * np.sqrt(np.clip((44.0 + 0.3 * fat_mm) ** 2 - (np.abs(X) - arm_x) ** 2, 0.0, None)) * dome(Y + 14.0, 70.0)
    )
    total = np.maximum(np.maximum(torso, neck), arm)
    for side in (-1.0, 1.0):
        total = total + female * 32.0 * blur(ellipsoid(side * 84.0, 186.0, 64.0, 68.0) ** 2, 3.0)
    return blur(total.astype(np.float32), 1.2)
