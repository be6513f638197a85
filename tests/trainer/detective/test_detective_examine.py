"""Honest phantoms are silent, planted shortcuts are not, and nothing of a patient leaves."""

import json
import os

import numpy as np
import pydicom
import pytest

from core import records
from core.errors import DatasetError
from trainer.dataset import read_dataset
from trainer.detective import (
    FINDINGS,
    ExaminationStoppedError,
    Findings,
    examine,
    limits_of,
    read_findings,
    write_findings,
)
from trainer.splits import split_patients


def split_of(dataset):
    return split_patients(dataset, seed=1, validation_fraction=0.2, test_fraction=0.2)


def warned(found):
    """Names of the facts and models that are warned of."""
    facts = {one.fact for one in found.associations if one.is_warning}
    return facts | {one.model for one in found.shortcuts if one.is_warning}


def test_honest_phantoms_are_silent_and_the_baseline_is_told(phantoms):
    dataset = phantoms.read()
    found = examine(dataset, split_of(dataset))
    assert found.warnings == ()
    assert limits_of(found)[0].startswith("No leak, no fact of the equipment")
    assert "does not prove" in limits_of(found)[0]
    assert any(sentence.startswith("Baseline: ") for sentence in found.sentences)
    assert {one.model for one in found.shortcuts} == {"header", "border", "thumbnail"}
    assert {one.target for one in found.shortcuts} == {*dataset.classes, ""}
    assert (found.images, found.patients, found.unreadable) == (48, 48, 0)


def test_other_honest_phantoms_are_silent_whatever_the_folds(tmp_path, make_phantoms):
    dataset = read_dataset(make_phantoms(tmp_path / "phantoms", seed=8, patients=36))
    for seed in range(3):
        split = split_patients(dataset, seed=seed, validation_fraction=0.2, test_fraction=0.2)
        assert examine(dataset, split, seed=seed).warnings == ()
    assert examine(dataset).warnings == ()


@pytest.mark.soak
def test_honest_phantoms_are_silent_in_19_of_20_seeds(tmp_path, make_phantoms):
    if os.environ.get("CXR12_SOAK") != "1":
        pytest.skip("20 sets of phantoms; CXR12_SOAK=1 makes them")
    silent = []
    for seed in range(20):
        dataset = read_dataset(make_phantoms(tmp_path / str(seed), seed, 60, matrix=192))
        silent.append(examine(dataset, split_of(dataset)).warnings == ())
    assert sum(silent) >= 19


def test_a_class_with_another_depth_and_manufacturer(phantoms, rewrite):
    for path in phantoms.paths:
        normal = path in phantoms.of("normal")
        rewrite(path, bits=14 if normal else 12, Manufacturer="ACME" if normal else "BRAND")
    found = examine(phantoms.read())
    assert warned(found) == {"bits_stored", "manufacturer", "header"}
    assert [one.most for one in found.associations if one.is_warning] == ["normal"] * 2
    best = max((one for one in found.shortcuts if one.model == "header" and one.target), key=lambda one: one.low)
    assert (best.target, best.auc) == ("normal", 1)
    sentences = " ".join(found.warnings)
    assert "BitsStored goes with the class, most of all with normal" in sentences
    assert "ACME" not in sentences + json.dumps(records.to_plain(found))


def test_a_class_with_another_border(phantoms, rewrite):
    """Outer 5 % of the pictures of one class at four fifths of the range; nothing in the header differs."""

    def framed(stored, file):
        level = round((0.2 if file.PhotometricInterpretation == "MONOCHROME1" else 0.8) * (2**file.BitsStored - 1))
        width = [round(0.05 * side) for side in stored.shape]
        picture = np.full_like(stored, level)
        picture[width[0] : -width[0], width[1] : -width[1]] = stored[width[0] : -width[0], width[1] : -width[1]]
        return picture

    for path in phantoms.paths:
        rewrite(path, pixels=framed if path in phantoms.of("opacity") else None)
    found = examine(phantoms.read())
    assert "border" in warned(found)
    assert "bits_stored" not in warned(found)
    assert any("border, its outer 5 %, tells opacity from the rest" in sentence for sentence in found.warnings)


def test_a_thumbnail_that_knows_is_a_baseline(phantoms, rewrite):
    """A bright middle: what a network is meant to see, as far as the examination can know."""

    def marked(stored, file):
        picture = stored.copy()
        middle = tuple(slice(side // 3, 2 * side // 3) for side in stored.shape)
        picture[middle] = 0 if file.PhotometricInterpretation == "MONOCHROME1" else 2**file.BitsStored - 1
        return picture

    for path in phantoms.paths:
        rewrite(path, pixels=marked if path in phantoms.of("normal") else None)
    found = examine(phantoms.read())
    (thumbnail,) = [one for one in found.shortcuts if one.model == "thumbnail" and one.target == "normal"]
    assert thumbnail.low > 0.6
    assert not thumbnail.is_warning
    assert warned(found) == set()


def test_facts_of_the_table_are_examined(phantoms):
    lines = ["path,label,patient,source,view"]
    for path, label, patient in phantoms.rows:
        lines.append(f"{path},{label},{patient},{'east' if label == 'covid_19' else 'west'},")
    table = phantoms.folder / "with-source.csv"
    table.write_text("\n".join(lines) + "\n")
    found = examine(read_dataset(table))
    assert warned(found) == {"source"}


def test_the_salt_changes_nothing(phantoms, monkeypatch, tmp_path):
    first = examine(phantoms.read())
    monkeypatch.setenv("CXR12_HOME", str(tmp_path / "another computer"))
    dataset = phantoms.read()
    assert examine(dataset) == first
    assert examine(dataset, seed=1).shortcuts != first.shortcuts


def test_two_classes_are_one_question(phantoms):
    phantoms.rows = [row for row in phantoms.rows if row[1] in ("normal", "covid_19")]
    assert {(one.model, one.target) for one in examine(phantoms.read()).shortcuts} == {
        ("header", ""),
        ("border", ""),
        ("thumbnail", ""),
    }


def test_classes_of_few_patients_are_told(tmp_path, write_png):
    for number in range(8):
        write_png(tmp_path / "data" / ("few" if number < 3 else "many") / f"{number}.png", seed=number)
    found = examine(read_dataset(tmp_path / "data"))
    assert found.shortcuts == ()
    assert "they were not tried" in found.notes[0]
    assert limits_of(found) == found.sentences  # there is no baseline to tell


def test_a_picture_that_cannot_be_read_is_left_out_and_told(phantoms):
    path = phantoms.paths[0]
    path.write_bytes(path.read_bytes()[:-2000])
    found = examine(phantoms.read())
    assert found.unreadable == 1
    assert "1 pictures could not be read" in " ".join(found.sentences)


def test_findings_are_read_as_they_were_written_and_tell_nothing_of_patients(phantoms, tmp_path):
    dataset = phantoms.read()
    found = examine(dataset, split_of(dataset))
    write_findings(tmp_path, found)
    read = read_findings(tmp_path)
    assert isinstance(read, Findings)
    assert records.to_plain(read) == records.to_plain(found)
    assert read.sentences == found.sentences
    text = (tmp_path / FINDINGS).read_text()
    for path in phantoms.paths:
        file = pydicom.dcmread(path, stop_before_pixels=True)
        for private in (file.PatientID, str(file.PatientName), file.StudyInstanceUID, file.SOPInstanceUID, path.name):
            assert private not in text


def test_a_run_without_findings_and_one_with_damaged_ones(tmp_path):
    assert read_findings(tmp_path) is None
    (tmp_path / FINDINGS).write_text('{"images": 3}')
    with pytest.raises(DatasetError, match=r"findings\.json of the run is damaged \(.*\): delete it, or train again"):
        read_findings(tmp_path)


def test_progress_grows_to_the_end_and_stops_when_asked(phantoms):
    told = []
    examine(phantoms.read(), progress=lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (101, 101)  # 48 headers, 48 pictures, five checks
    asked = iter([False] * 10)
    with pytest.raises(ExaminationStoppedError):
        examine(phantoms.read(), stopped=lambda: next(asked, True))


@pytest.mark.real_data
@pytest.mark.slow
def test_the_source_and_the_projection_of_the_real_radiographs_are_caught(real_data):
    """COVID-19 comes from another hospital, and only there the view is stated: nobody has to tell the detective."""
    dataset = read_dataset(real_data / "cxr_labelled")
    found = examine(dataset, split_of(dataset))
    assert {"source", "view", "header", "border"} <= warned(found)
    facts = {one.fact: one for one in found.associations}
    assert facts["source"].most == facts["view"].most == "covid_19"
    assert facts["source"].v > 0.6
    border = {one.target: one for one in found.shortcuts if one.model == "border"}
    assert border["covid_19"].low > 0.8
    # Sick patients are radiographed lying down: the border tells opacity from normal within one hospital, too.
    assert border["opacity"].is_warning
    assert border["normal"].is_warning
    assert not any(one.groups for one in found.overlaps)
    words = " ".join(found.warnings)
    assert "the source goes with the class, most of all with covid_19" in words
    assert "the view goes with the class, most of all with covid_19" in words
