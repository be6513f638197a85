"""One phantom patient's files: which random stream drives what, images with and without the finding, and the truth."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.phantom.acquisition import Acquisition, Bits, draw_acquisition
from core.phantom.anatomy import Patient, make_patient
from core.phantom.dicom_file import Subject, encode_file
from core.phantom.lesion import make_finding
from core.phantom.physics import (
    display_window,
    expose,
    finding_mask,
    grey,
    mean_difference,
    project_finding,
    solve_strength,
    store,
)
from core.whole_file import write_whole

RECIPE = 2
"""Raised whenever the same arguments would give other files; each truth file names the recipe of its image."""

_ANATOMY, _LIFE, _FINDING, _ACQUISITION, _NOISE, _COUNT = range(6)


@dataclass(frozen=True, slots=True)
class PhantomRecord:
    """One image that was written.

    Attributes
    ----------
    path : Path
        The DICOM file, relative to the data set's folder.
    label : str
        Its class.
    patient : str
        Patient ID; a twin and all images of a patient share it.
    contrast : float
        Noise-free mean grey difference inside the mask, as a fraction of full range; 0 without a finding.
    mask : Path or None
        NumPy archive, relative to the folder, whose array ``mask`` (bool, rows x columns) is true inside the finding.
    twin_of : Path or None
        The image that this one equals but for the finding.
    """

    path: Path
    label: str
    patient: str
    contrast: float
    mask: Path | None
    twin_of: Path | None = None


@dataclass(frozen=True, slots=True)
class PatientPlan:
    """Everything one patient's images are made from; crosses to a worker process."""

    out: Path
    seed: int
    number: int
    label: str
    twin: bool
    contrast: float | None
    bits_stored: Bits
    matrix: int | None
    images: int | None
    resume: bool

    @property
    def content(self) -> str:
        """What an image shows beyond seed, patient and number."""
        return repr((self.label, self.contrast, self.bits_stored, self.matrix))

    @property
    def patient_id(self) -> str:
        """The same for all images of a patient, twins included."""
        return f"CXR12-{self.seed}-{self.number + 1:05d}"

    def key(self, image: int, twin: bool = False) -> str:
        """File name of one image: the same whatever the class, and no order in it."""
        return hashlib.sha256(f"{self.seed}/{self.number}/{image}/{twin}".encode()).hexdigest()[:12]

    def stream(self, purpose: int, image: int = 0) -> np.random.Generator:
        """Own random numbers for each purpose, so that no choice shifts another; only _FINDING meets the class."""
        return np.random.default_rng([self.seed, self.number, image, purpose])


def write_patient(plan: PatientPlan) -> Iterator[PhantomRecord]:
    """Write every image of one patient, one record each; with ``plan.resume`` those already there are kept."""
    images = plan.images or int(plan.stream(_COUNT).integers(1, 4))
    versions = (False, True) if plan.twin and plan.label != "normal" else (False,)
    keys = [plan.key(image, twin) for image in range(images) for twin in versions]
    kept = [_finished(plan, key) for key in keys] if plan.resume else []
    if kept and all(kept):
        yield from (record for record in kept if record)
        return
    patient = make_patient(plan.stream(_ANATOMY))
    for image in range(images):
        yield from _write_image(plan, patient, image)


def _finished(plan: PatientPlan, key: str) -> PhantomRecord | None:
    """Record of an image that this recipe put on disk: the image is written last, so that all else is there too."""
    if not (plan.out / "images" / f"{key}.dcm").exists():
        return None
    truth = json.loads((plan.out / "truth" / f"{key}.json").read_text(encoding="utf-8"))
    return _record(truth) if (truth.get("recipe"), truth["content"]) == (RECIPE, plan.content) else None


def _write_image(plan: PatientPlan, patient: Patient, image: int) -> Iterator[PhantomRecord]:
    acquisition = draw_acquisition(plan.stream(_ACQUISITION, image), plan.bits_stored, plan.matrix)
    exposure = expose(patient, acquisition)
    shape = (acquisition.rows, acquisition.columns)
    noise = plan.stream(_NOISE, image).standard_normal(shape, dtype=np.float32)
    finding = make_finding(plan.label, patient, plan.stream(_FINDING), plan.contrast)
    picture = _Picture(plan, acquisition, patient.anatomy.breast > 0.0, display_window(exposure), plan.key(image))
    if finding is None:
        yield _save(picture, grey(exposure, noise=noise))
        return
    added = project_finding(finding, patient, acquisition)
    strength = 1.0 if finding.contrast is None else solve_strength(exposure, added, finding.contrast)
    found = _Found(
        label=plan.label,
        contrast=mean_difference(exposure, added, strength),
        requested=plan.contrast,
        strength=strength,
        arch_ratio=finding.arch_ratio,
        mask=finding_mask(added),
    )
    added *= np.float32(strength)
    yield _save(picture, grey(exposure, added, noise), found)
    if plan.twin:
        twin = replace(picture, key=plan.key(image, twin=True), twin_of=picture.key)
        yield _save(twin, grey(exposure, noise=noise))


@dataclass(frozen=True, slots=True)
class _Picture:
    """What is written beside the pixels, the same with and without a finding."""

    plan: PatientPlan
    acquisition: Acquisition
    female: bool
    window: tuple[float, float]
    key: str
    twin_of: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """The truth about a finding."""

    label: str
    contrast: float
    requested: float | None
    strength: float
    arch_ratio: float | None
    mask: NDArray[np.bool_]


def _save(picture: _Picture, grey_level: NDArray[np.float32], found: _Found | None = None) -> PhantomRecord:
    plan, acquisition = picture.plan, picture.acquisition
    subject = Subject(
        key=picture.key,
        content=plan.content,
        patient_id=plan.patient_id,
        patient_name=f"Phantom^{plan.number + 1:04d}",
        female=picture.female,
        age_years=int(plan.stream(_LIFE).integers(20, 90)),
    )
    center, width = (value * acquisition.full_range for value in picture.window)
    if acquisition.photometric == "MONOCHROME1":
        center = acquisition.full_range + 1.0 - center  # the LINEAR function is centred on center - 0.5
    image, mask = Path("images", f"{picture.key}.dcm"), Path("truth", f"{picture.key}.npz")
    truth: dict[str, Any] = {
        "image": image.as_posix(),
        "label": found.label if found else "normal",
        "patient": plan.patient_id,
        "contrast": found.contrast if found else 0.0,
        "contrast_grey_levels": found.contrast * acquisition.full_range if found else 0.0,
        "requested_contrast": found.requested if found else None,
        "strength": found.strength if found else 0.0,
        "arch_ratio": found.arch_ratio if found else None,
        "mask": mask.as_posix() if found else None,
        "twin_of": f"images/{picture.twin_of}.dcm" if picture.twin_of else None,
        "recipe": RECIPE,
        "content": plan.content,
    }
    if found:
        archive = io.BytesIO()
        np.savez_compressed(archive, mask=found.mask)
        write_whole(plan.out / mask, archive.getvalue(), durable=False)
    described = (json.dumps(truth, indent=2) + "\n").encode()
    write_whole(plan.out / "truth" / f"{picture.key}.json", described, durable=False)
    content = encode_file(store(grey_level, acquisition), subject, acquisition, (center, width))
    write_whole(plan.out / image, content, durable=False)  # thousands of files, which can be made again
    return _record(truth)


def _record(truth: dict[str, Any]) -> PhantomRecord:
    return PhantomRecord(
        path=Path(truth["image"]),
        label=truth["label"],
        patient=truth["patient"],
        contrast=truth["contrast"],
        mask=Path(truth["mask"]) if truth["mask"] else None,
        twin_of=Path(truth["twin_of"]) if truth["twin_of"] else None,
    )
