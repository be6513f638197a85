"""The sample folder that a first start shows: phantoms, and the real radiographs that pydicom-data brings along."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import Cxr12Error
from core.phantom.dataset import generate
from core.phantom.patient_files import RECIPE
from core.places import data_folder
from core.whole_file import write_whole

PATIENTS, SEED, LONGER_SIDE, WORKERS = 48, 2022, 1600, 2
BITS_STORED = (12, 15)
"""Lowest and highest depth of the phantoms: no bit-depth arm up to 12 bits refuses one of them."""

RADIOGRAPHS = ("RG1_UNCR", "RG1_UNCI", "RG1_J2KR", "RG1_J2KI", "RG3_UNCR", "RG3_UNCI", "RG3_J2KR", "RG3_J2KI")
"""The radiographs of pydicom-data (MIT licence): a chest, 15 bits, and a lower leg, 10 bits, both computed radiography
in MONOCHROME1; each uncompressed (UNC) and in JPEG 2000 (J2K), before (R) and after (I) a lossy compression."""

_MARKER = "sample.json"
"""Names the recipe that the phantoms are made by, and whether they are complete."""

_WRITTEN = re.compile(r"(labels\.csv|[0-9a-f]{12}\.(dcm|json|npz|png))(\.part)?")
"""Names of what ``generate`` writes; masks were PNG files in its first recipe."""


@dataclass(frozen=True, slots=True)
class SampleProgress:
    """``done`` of ``total`` images are in place."""

    done: int
    total: int
    message: str


def sample_folder() -> Path:
    """Where the sample lies in the user's data."""
    return data_folder() / "sample"


def sample_ready(folder: Path) -> bool:
    """Whether ``folder`` holds the whole sample of this recipe."""
    return bool(_read_marker(folder) == _marker(complete=True))


def build_sample(folder: Path) -> Iterator[SampleProgress]:
    """Fill ``folder`` with ``radiographs/`` and ``phantoms/``; one step per image, the last with ``done == total``.

    A complete sample of this recipe is left alone; one that was broken off is continued, and comes out the same. The
    phantoms of another recipe are removed, and no other file. Nothing is fetched from a network.

    Raises
    ------
    Cxr12Error
        If pydicom-data is not installed.
    """
    total = len(RADIOGRAPHS) + PATIENTS
    if sample_ready(folder):
        yield SampleProgress(total, total, "The sample is ready")
        return
    folder.mkdir(parents=True, exist_ok=True)
    if _read_marker(folder) != _marker(complete=False):
        _remove_phantoms(folder / "phantoms")
        _write_marker(folder, complete=False)
    done = 0
    for source in _radiographs():
        _copy(source, folder / "radiographs" / source.name)
        done += 1
        yield SampleProgress(done, total, "Copying real radiographs")
    phantoms = generate(
        folder / "phantoms", PATIENTS, SEED, images_per_patient=1, matrix=LONGER_SIDE, bits_stored=BITS_STORED,
        workers=WORKERS, resume=True,
    )  # fmt: skip
    for _ in phantoms:
        done += 1
        if done < total:
            yield SampleProgress(done, total, "Computing phantoms")
    _write_marker(folder, complete=True)
    yield SampleProgress(total, total, "The sample is ready")


def _marker(*, complete: bool) -> dict[str, Any]:
    return {
        "recipe": RECIPE, "patients": PATIENTS, "seed": SEED, "longer_side": LONGER_SIDE,
        "bits_stored": list(BITS_STORED), "complete": complete,
    }  # fmt: skip


def _read_marker(folder: Path) -> object:
    try:
        return json.loads((folder / _MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _write_marker(folder: Path, *, complete: bool) -> None:
    write_whole(folder / _MARKER, (json.dumps(_marker(complete=complete)) + "\n").encode())


def _remove_phantoms(folder: Path) -> None:
    """Remove what ``generate`` wrote below ``folder``; a file of any other name is somebody else's."""
    for place in (folder, folder / "images", folder / "truth"):
        for path in place.glob("*"):
            if _WRITTEN.fullmatch(path.name) and not path.is_dir():
                path.unlink()


def _radiographs() -> list[Path]:
    """Paths inside the installed package; pydicom's own look-up is avoided because it may download."""
    package = importlib.util.find_spec("data_store")
    if package is None or package.origin is None:
        raise Cxr12Error("The sample's real radiographs come with the package pydicom-data; install it.")
    return [Path(package.origin).parent / "data" / f"{name}.dcm" for name in RADIOGRAPHS]


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.part")
    shutil.copyfile(source, draft)
    draft.replace(target)
