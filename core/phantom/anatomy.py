"""One phantom patient: drawn numbers, and the optical depth that X-rays meet on their way through the chest."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from core.phantom import organs
from core.phantom.canvas import SIDE, STEP_MM, Plane, blur, ellipsoid, plane, texture
from core.phantom.skeleton import skeleton

MU_SOFT = 0.0195
"""Linear attenuation of soft tissue per mm, at the effective energy of a filtered 120 kV beam (about 65 keV)."""
MU_LUNG = 0.0050
MU_BONE = 0.0500
MIDDLE_Y_MM = 138.0
"""The level of the chest that the beam is centred on."""
NORMAL_ARCH = (0.85, 1.10)
"""Aortic arch diameter over the reference, in every patient without the finding."""


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The numbers that tell one phantom patient from another; lengths in mm, scales around 1."""

    width: float
    height: float
    depth: float
    fat_mm: float
    breast: float
    heart_scale: float
    heart_tilt_deg: float
    heart_shift_mm: float
    mediastinum: float
    arch_ratio: float
    arch_y_mm: float
    dome_right_mm: float
    dome_left_mm: float
    rib_slope: float
    bone: float
    clavicle_lift_mm: float
    scapula_spread_mm: float
    spine_bend_mm: float
    vessel_richness: float
    stomach_mm: float


@dataclass(frozen=True, slots=True, eq=False)
class Patient:
    """A phantom patient without any finding.

    Attributes
    ----------
    anatomy : Anatomy
        The drawn numbers.
    optical_depth : ndarray of float32, shape (SIDE, SIDE)
        Line integral of the attenuation, no unit.
    lung_mm : ndarray of float32, shape (SIDE, SIDE)
        Thickness of air-filled lung.
    room_mm : ndarray of float32, shape (SIDE, SIDE)
        Thickness of lung there would be if there were no aorta.
    bend : tuple of ndarray
        Cell (columns, rows) that each canvas cell is taken from, so that no patient is symmetrical; applied to
        ``optical_depth`` already, and to findings by ``bent``.
    """

    anatomy: Anatomy
    optical_depth: Plane
    lung_mm: Plane
    room_mm: Plane
    bend: tuple[Plane, Plane]

    def bent(self, plane: Plane) -> Plane:
        """Give ``plane`` the patient's own irregularity, as ``optical_depth`` has it."""
        moved = cv2.remap(plane, *self.bend, interpolation=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return moved.astype(np.float32, copy=False)


def draw_anatomy(rng: np.random.Generator) -> Anatomy:
    """Draw the numbers of one patient."""
    female = rng.random() < 0.5
    right = rng.uniform(216.0, 240.0)
    return Anatomy(
        width=rng.uniform(0.93, 1.05),
        height=rng.uniform(0.94, 1.06),
        depth=rng.uniform(0.88, 1.10),
        fat_mm=rng.uniform(2.0, 22.0),
        breast=rng.uniform(0.25, 1.0) if female else 0.0,
        heart_scale=rng.uniform(0.86, 1.06),
        heart_tilt_deg=rng.uniform(24.0, 46.0),
        heart_shift_mm=rng.uniform(-5.0, 5.0),
        mediastinum=rng.uniform(0.9, 1.15),
        arch_ratio=rng.uniform(*NORMAL_ARCH),
        arch_y_mm=rng.uniform(62.0, 76.0),
        dome_right_mm=right,
        dome_left_mm=right + rng.uniform(5.0, 17.0),
        rib_slope=rng.uniform(0.85, 1.15),
        bone=rng.uniform(0.9, 1.1),
        clavicle_lift_mm=rng.uniform(22.0, 48.0),
        scapula_spread_mm=rng.uniform(2.0, 26.0),
        spine_bend_mm=rng.uniform(-4.0, 4.0),
        vessel_richness=rng.uniform(0.96, 1.12),
        stomach_mm=rng.uniform(0.0, 34.0),
    )


def make_patient(rng: np.random.Generator) -> Patient:
    """Draw a patient and add up what the beam meets: body, bones and vessels, less the air of lungs and airways."""
    a = draw_anatomy(rng)
    cavity = organs.cavity(a.depth)
    middle = np.maximum(
        organs.mediastinum(a.mediastinum, cavity),
        organs.heart(a.heart_scale, a.heart_tilt_deg, a.heart_shift_mm, 0.5 * (a.dome_right_mm + a.dome_left_mm)),
    )
    above = 1.0 - organs.abdomen(a.dome_right_mm, a.dome_left_mm)
    room = np.clip(cavity - middle, 0.0, None) * above
    lung = displaced(room, a, a.arch_ratio)

    inflation = 1.0 + 0.022 * texture(rng, 60.0, 2.0, 0.62)
    vessels = np.minimum(a.vessel_richness * organs.hila() + organs.vessels(rng, a.vessel_richness), 0.6 * lung)
    muscle = 1.0 + 0.010 * texture(rng, 90.0, 1.5, 0.55)
    whole = organs.body(a.depth, a.fat_mm, a.breast) * muscle
    bubble = a.stomach_mm * blur(
        ellipsoid(64.0, a.dome_left_mm + 34.0, 36.0, 20.0) * (1.0 + 0.25 * texture(rng, 25.0, 6.0)), 1.2
    )
    bone = a.bone * skeleton(a.rib_slope, a.bone, a.clavicle_lift_mm, a.scapula_spread_mm, a.spine_bend_mm)
    bone *= 1.0 + 0.06 * texture(rng, 12.0, 1.5, 0.8)
    depth = (
        MU_SOFT * np.clip(whole - organs.airways() - bubble, 0.0, None)
        - (MU_SOFT - MU_LUNG) * np.clip(lung * inflation - vessels, 0.0, None)
        + (MU_BONE - MU_SOFT) * bone
    )
    columns, rows = np.meshgrid(np.arange(SIDE, dtype=np.float32), np.arange(SIDE, dtype=np.float32))
    give = np.float32(2.4 / STEP_MM)
    bend = (columns + give * texture(rng, 110.0, 50.0), rows + give * texture(rng, 110.0, 50.0))
    straight = Patient(a, plane(np.maximum(depth, 0.0)), lung, plane(room), bend)
    return replace(straight, optical_depth=straight.bent(straight.optical_depth))


def displaced(room_mm: Plane, anatomy: Anatomy, arch_ratio: float) -> Plane:
    """Lung thickness (mm) that an aorta of ``arch_ratio`` leaves of ``room_mm``.

    It takes its own thickness where there is much lung and ever less where there is little, never more than there is.
    """
    aorta = organs.aorta(arch_ratio, anatomy.arch_y_mm)
    return (room_mm * room_mm / (room_mm + aorta + np.float32(1e-3))).astype(np.float32)


def place(anatomy: Anatomy, turn_deg: float, shift_mm: tuple[float, float], zoom: float) -> NDArray[np.float64]:
    """Matrix (2, 3) from canonical millimetres to detector millimetres around the middle of the field."""
    turn = np.deg2rad(turn_deg)
    scale = np.diag([anatomy.width * zoom, anatomy.height * zoom])
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) @ scale
    centre = np.array([0.0, MIDDLE_Y_MM])
    return np.column_stack([matrix, np.asarray(shift_mm) - matrix @ centre])
