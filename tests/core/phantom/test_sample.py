"""The sample folder: built once, continued when broken off, real files copied byte for byte."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pydicom
import pytest

from core.dicom.read import read
from core.errors import Cxr12Error
from core.phantom import patient_files, sample
from core.places import data_folder
from core.preprocess import PreprocessSpec, preprocess


@pytest.fixture(scope="module")
def small():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sample, "PATIENTS", 4)
        patch.setattr(sample, "LONGER_SIDE", 96)
        patch.setattr(sample, "WORKERS", 1)
        yield


@pytest.fixture(scope="module")
def built(small, tmp_path_factory):
    """A whole sample, the steps that made it, and the steps before it was broken off once."""
    folder = tmp_path_factory.mktemp("sample")
    started = sample.build_sample(folder)
    before = [next(started) for _ in range(10)]
    started.close()
    assert not sample.sample_ready(folder)
    kept = {p: p.stat().st_mtime_ns for p in (folder / "phantoms" / "images").glob("*.dcm")}
    return folder, before, kept, list(sample.build_sample(folder))


def test_a_sample_that_was_broken_off_is_continued(built):
    folder, before, kept, steps = built
    assert [s.done for s in before] == list(range(1, 11))
    assert [s.done for s in steps] == list(range(1, 13))
    assert {s.total for s in before + steps} == {12}
    assert len(kept) == 2
    assert {p: p.stat().st_mtime_ns for p in kept} == kept
    assert len(list((folder / "phantoms" / "images").glob("*.dcm"))) == 4


def test_a_complete_sample_is_left_alone(built):
    folder = built[0]
    assert sample.sample_ready(folder)
    newest = max(p.stat().st_mtime_ns for p in folder.rglob("*"))
    assert [(s.done, s.total) for s in sample.build_sample(folder)] == [(12, 12)]
    assert max(p.stat().st_mtime_ns for p in folder.rglob("*")) == newest


def phantoms(folder):
    return sorted((folder / "phantoms" / "images").glob("*.dcm"))


@pytest.mark.parametrize("marker", ["complete", "broken off", "absent"])
def test_phantoms_of_an_older_recipe_are_made_anew(small, tmp_path, monkeypatch, marker):
    monkeypatch.setattr(sample, "PATIENTS", 2)
    with monkeypatch.context() as older:
        older.setattr(sample, "RECIPE", sample.RECIPE - 1)
        older.setattr(sample, "PATIENTS", 3)
        building = sample.build_sample(tmp_path)
        steps = [step for step, _ in zip(building, range(11), strict=False)] if marker == "broken off" else building
        list(steps)
        building.close()
    if marker == "absent":
        (tmp_path / "sample.json").unlink()
    orphan = tmp_path / "phantoms" / "truth" / "0123456789ab.png"  # a mask, as the first recipe wrote them
    orphan.write_bytes(b"")
    notes = tmp_path / "phantoms" / "images" / "my notes.txt"
    notes.write_text("not ours")
    for path in phantoms(tmp_path):
        path.write_bytes(b"as it was made then")
    assert not sample.sample_ready(tmp_path)
    list(sample.build_sample(tmp_path))
    assert sample.sample_ready(tmp_path)
    assert len(phantoms(tmp_path)) == 2
    assert all(pydicom.dcmread(path).PatientID for path in phantoms(tmp_path))
    assert not orphan.exists()
    assert notes.read_text() == "not ours"


def test_the_recipe_of_the_generator_is_the_recipe_of_the_sample(built):
    assert json.loads((built[0] / "sample.json").read_text())["recipe"] == patient_files.RECIPE


def test_no_phantom_of_the_sample_has_too_few_bits_for_the_12_bit_arm(built):
    spec = PreprocessSpec("native", 32, 32, "12")
    assert all(preprocess(read(path), spec).any() for path in phantoms(built[0]))


def test_real_radiographs_are_copied_byte_for_byte(built):
    folder = built[0] / "radiographs"
    source = Path(importlib.util.find_spec("data_store").origin).parent / "data"
    copies = sorted(folder.iterdir())
    assert len(copies) == 8
    for copy in copies:
        assert copy.read_bytes() == (source / copy.name).read_bytes()
        header = pydicom.dcmread(copy, stop_before_pixels=True)
        assert header.SOPClassUID.name == "Computed Radiography Image Storage"
    chest = pydicom.dcmread(folder / "RG1_UNCR.dcm", stop_before_pixels=True)
    assert (chest.Rows, chest.Columns, chest.BitsStored) == (1955, 1841, 15)


def test_without_pydicom_data_the_message_says_what_to_install(small, tmp_path, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Cxr12Error, match="pydicom-data"):
        list(sample.build_sample(tmp_path))


def test_the_sample_lies_in_the_users_data():
    assert sample.sample_folder() == data_folder() / "sample"
