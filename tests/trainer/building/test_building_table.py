"""From sources to the table, and what the trainer then reads of it."""

import csv
import hashlib
import json
import shutil
import stat

import cv2
import numpy as np
import pydicom
import pytest

from core.errors import DatasetError
from core.places import data_folder
from trainer.building import BuildPlan, BuildStoppedError, ClassMap, Source, build, findings_of
from trainer.dataset import read_dataset
from trainer.outcome import write_split
from trainer.splits import split_patients


def rows_of(table):
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def edit(path, **attributes):
    image = pydicom.dcmread(path)
    for name, value in attributes.items():
        setattr(image, name, value)
    image.save_as(path)
    return path


@pytest.fixture
def hospital(tmp_path, write_dicom):
    """Ten 12-bit images of five patients in two class folders, sexes, views and makers in their headers."""
    folder = tmp_path / "hospital"
    for number in range(10):
        path = write_dicom(folder / "ab"[number % 2] / f"{number}.dcm", 0.5, number, patient=f"PAT{number % 5}")
        edit(path, PatientSex="MF"[number % 2], ViewPosition="PA", Manufacturer="ACME", PatientName="Secret^Name")
    return folder


def plan(tmp_path, *sources, **settings):
    return BuildPlan(sources, tmp_path / "out", **settings)


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_the_table_is_what_the_trainer_reads(tmp_path, hospital, form):
    told = []
    built = build(plan(tmp_path, Source("folders", hospital), format=form), lambda *done: told.append(done))
    dataset = read_dataset(built.table)
    assert built.table == tmp_path / "out" / f"labels.{form}"
    assert read_dataset(tmp_path / "out").fingerprint == built.fingerprint == dataset.fingerprint
    assert (built.images, built.patients) == (len(dataset.rows), dataset.patients) == (10, 5)
    assert built.counts == dataset.counts() == {"a": 5, "b": 5}
    assert built.notes == built.refusals == dataset.notes == ()
    assert dataset.rows[0].facts == (
        ("source", "folders"), ("view", "PA"), ("sex", {"a": "M", "b": "F"}[dataset.rows[0].label]),
        ("manufacturer", "ACME"),
    )  # fmt: skip
    assert told == [(number, 10) for number in range(1, 11)]
    assert stat.S_IMODE(built.table.stat().st_mode) == 0o600


def test_columns_are_hashes_and_facts(tmp_path, hospital):
    built = build(plan(tmp_path, Source("folders", hospital, name="St Mary")))
    row = next(row for row in rows_of(built.table) if row["path"].endswith("3.dcm"))
    image = pydicom.dcmread(hospital / "b" / "3.dcm")
    assert list(row) == [
        "path", "label", "patient", "source", "view", "sex", "manufacturer", "rows", "columns", "bits", "photometric",
        "instance", "pixel_sha256",
    ]  # fmt: skip
    assert row["pixel_sha256"] == hashlib.sha256(image.PixelData).hexdigest()
    assert [row[name] for name in ("label", "source", "view", "sex", "rows", "bits", "photometric")] == [
        "b", "St Mary", "PA", "F", "40", "12", "MONOCHROME2",
    ]  # fmt: skip
    text = built.table.read_text() + (tmp_path / "out" / "dataset.json").read_text()
    for secret in ("PAT3", "Secret", str(image.SOPInstanceUID)):
        assert secret not in text
    assert {len(row["patient"]), len(row["instance"])} == {16}
    record = json.loads((tmp_path / "out" / "dataset.json").read_text())
    assert record["fingerprint"] == built.fingerprint
    assert str(tmp_path) not in json.dumps(record)


def test_hashes_are_salted_by_the_images(tmp_path, hospital, monkeypatch):
    first = rows_of(build(plan(tmp_path, Source("folders", hospital))).table)
    again = rows_of(build(plan(tmp_path / "again", Source("folders", hospital))).table)
    assert [row["patient"] for row in first] == [row["patient"] for row in again]
    monkeypatch.setenv("CXR12_HOME", str(tmp_path / "another computer"))
    there = rows_of(build(plan(tmp_path / "there", Source("folders", hospital))).table)
    assert not {row["patient"] for row in first} & {row["patient"] for row in there}
    assert not {row["instance"] for row in first} & {row["instance"] for row in there}


def test_patients_as_given_when_asked(tmp_path, hospital, write_dicom):
    write_dicom(hospital / "a" / "x.dcm", 0.5, 90, patient="PAT1", issuer="North")
    write_dicom(hospital / "a" / "y.dcm", 0.5, 91, patient="Q", issuer="North")
    write_dicom(hospital / "a" / "z.dcm", 0.5, 92)
    built = build(plan(tmp_path, Source("folders", hospital), hash_patients=False))
    named = {row["path"][-5:]: row["patient"] for row in rows_of(built.table)}
    assert named["1.dcm"] == named["6.dcm"] == named["x.dcm"] == "PAT1"  # a number without issuer is one with any
    assert named["y.dcm"] == "Q@North"
    assert named["z.dcm"].startswith("image:")
    assert len(built.notes) == 1
    assert built.notes[0].startswith("1 of 13 images name no patient: each counts as its own")
    assert read_dataset(built.table).patients == built.patients == 7


def test_two_sources_that_number_their_patients_alike(tmp_path, write_png):
    for source in ("north", "south"):
        lines = ["path,label,patient"]
        for number in range(4):
            seed = number + 10 * (source == "south")
            write_png(tmp_path / source / f"{number}.png", seed=seed)
            lines.append(f"{number}.png,{'ab'[number % 2]},{number // 2}")
        (tmp_path / source / "labels.csv").write_text("\n".join(lines) + "\n")
    one = build(plan(tmp_path, Source("folders", tmp_path / "north", name="north"), hash_patients=False))
    assert {row["patient"] for row in rows_of(one.table)} == {"0", "1"}
    sources = [Source("folders", tmp_path / name, name=name) for name in ("north", "south")]
    both = build(plan(tmp_path / "both", *sources, hash_patients=False))
    assert {row["patient"] for row in rows_of(both.table)} == {"north:0", "north:1", "south:0", "south:1"}


def test_pictures_without_patients_leave_the_column_out(tmp_path, bright_and_dark):
    built = build(plan(tmp_path, Source("folders", bright_and_dark)))
    assert "patient" not in rows_of(built.table)[0]
    assert built.patients == read_dataset(built.table).patients == 24
    assert read_dataset(built.table).fingerprint == built.fingerprint == read_dataset(bright_and_dark).fingerprint


def test_a_table_beside_its_images_can_be_moved_with_them(tmp_path, bright_and_dark):
    built = build(BuildPlan((Source("folders", bright_and_dark),), bright_and_dark))
    assert rows_of(built.table)[0]["path"] == "bright/0.png"
    shutil.move(bright_and_dark, tmp_path / "moved")
    assert read_dataset(tmp_path / "moved").fingerprint == built.fingerprint


def test_copies_conflicts_and_what_cannot_be_used(tmp_path, write_png, write_dicom):
    folder = tmp_path / "mixed"
    for number in range(6):
        write_png(folder / "ab"[number % 2] / f"{number}.png", seed=number)
    shutil.copy(folder / "a" / "0.png", folder / "a" / "copy.png")  # the same class: one is kept
    shutil.copy(folder / "a" / "2.png", folder / "b" / "conflict.png")  # another class: none is kept
    (folder / "a" / "torn.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 100)
    write_dicom(folder / "b" / "raw.dcm", seed=70, intent="FOR PROCESSING")
    cv2.imwrite(str(folder / "b" / "colour.png"), np.random.default_rng(1).integers(0, 255, (9, 9, 3), np.uint8))
    built = build(plan(tmp_path, Source("folders", folder)))
    assert sorted(row["path"].rpartition("/")[2] for row in rows_of(built.table)) == ["0.png", "1.png", "3.png",
                                                                                     "4.png", "5.png"]  # fmt: skip
    assert built.notes[0] == "1 images have the same pixels as others of the same class and were left out."
    assert {path.name for path, _ in built.unusable} == {"2.png", "conflict.png", "torn.png", "raw.dcm", "colour.png"}
    reasons = {path.name: reason for path, reason in built.unusable}
    assert reasons["conflict.png"] == "its pixels are also another image's of another class, patient or part"
    assert "FOR PROCESSING" in reasons["raw.dcm"]
    assert sum(int(sentence.split()[0]) for sentence in built.refusals) == 5
    assert not any(name in " ".join(built.refusals) for name in ("conflict", "torn", ".png", str(folder)))


def test_findings_are_counted_and_mapped(tmp_path, write_png):
    lines = ["image_id,class_name,class_id,rad_id,x_min,y_min,x_max,y_max"]
    readings = {
        "0": ("Effusion", "Effusion", "No finding"),
        "1": ("No finding",) * 3,
        "2": ("ILD", "No finding", "PTX"),
    }
    for image, found in readings.items():
        write_png(tmp_path / f"{image}.png", seed=int(image))
        lines += [f"{image},{name},0,R{reader},1,2,3,4" for reader, name in enumerate(found)]
    (tmp_path / "train.csv").write_text("\n".join(lines) + "\n")
    source = Source("vinbigdata", tmp_path / "train.csv")
    found = findings_of(source)
    assert found.counts == {"No finding": 3, "Effusion": 1, "ILD": 1, "PTX": 1}
    assert (found.images, found.readers, found.disagreeing) == (3, 3, 2)
    classes = ClassMap((("No finding", "normal"), ("Effusion", "sick"), ("ILD", "sick"), ("PTX", "sick")))
    built = build(plan(tmp_path, source, classes=classes))
    assert built.counts == {"normal": 1, "sick": 2}  # of image 2, two of three readers found something of one class
    assert "3 images have several readers: a class counts when most of them found it." in built.notes
    strict = ClassMap((("No finding", "normal"), ("Effusion", "sick")), "drop")
    built = build(plan(tmp_path / "strict", source, classes=strict))
    assert built.counts == {"normal": 1, "sick": 1}
    assert "1 images have no class that most of their readers found and were left out." in built.notes


def test_an_external_test_set_is_the_test_part(tmp_path, write_png):
    for name, seeds in (("own", range(12)), ("other", range(50, 56))):
        for seed in seeds:
            write_png(tmp_path / name / "ab"[seed % 2] / f"{seed}.png", seed=seed)
    sources = (Source("folders", tmp_path / "own"), Source("folders", tmp_path / "other", part="test", name="other"))
    built = build(plan(tmp_path, *sources))
    assert built.parts == {"train": 12, "test": 6}
    dataset = read_dataset(built.table)
    split = split_patients(dataset, seed=1, validation_fraction=0.2, test_fraction=0.2)
    sources = {part: {dict(dataset.rows[i].facts)["source"] for i in split.indices(part)} for part in split.parts}
    assert sources == {"train": {"folders"}, "validation": {"folders"}, "test": {"other"}}
    write_split(tmp_path, dataset.rows, split.parts)
    written = rows_of(tmp_path / "split.csv")
    assert list(written[0]) == ["row", "part", "label", "patient", "source"]
    assert {row["source"] for row in written if row["part"] == "test"} == {"other"}


def test_a_patient_in_training_and_in_the_external_test_is_refused(tmp_path, hospital, write_dicom):
    write_dicom(tmp_path / "other" / "a" / "n.dcm", seed=77, patient="PAT2")
    sources = (Source("folders", hospital), Source("folders", tmp_path / "other", part="test"))
    with pytest.raises(DatasetError, match=r"^1 patients would be in more than one part"):
        build(plan(tmp_path, *sources))
    assert not (tmp_path / "out").exists()


def test_the_test_part_set_apart_is_the_same_for_every_training(tmp_path, write_png):
    for seed in range(40):
        write_png(tmp_path / "own" / "ab"[seed % 2] / f"{seed}.png", seed=seed)
    built = build(plan(tmp_path, Source("folders", tmp_path / "own"), test_fraction=0.25))
    assert built.parts == {"train": 30, "test": 10}
    dataset = read_dataset(built.table)
    splits = [split_patients(dataset, seed=s, validation_fraction=0.2, test_fraction=0.5) for s in (1, 2)]
    assert splits[0].test_fingerprint == splits[1].test_fingerprint
    assert splits[0].fingerprint != splits[1].fingerprint
    assert list(splits[0].indices("test")) == [i for i, row in enumerate(dataset.rows) if row.split == "test"]


def test_nothing_is_written_when_stopped_or_in_the_way(tmp_path, bright_and_dark):
    asked = []
    with pytest.raises(BuildStoppedError):
        build(plan(tmp_path, Source("folders", bright_and_dark)), None, lambda: asked.append(1) or len(asked) > 5)
    assert not (tmp_path / "out").exists()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "labels.csv").write_text("mine")
    for settings in ({}, {"format": "parquet"}, {"format": "parquet", "replace": True}):
        with pytest.raises(DatasetError, match=r"already holds a labels.csv"):
            build(plan(tmp_path, Source("folders", bright_and_dark), **settings))
    assert (tmp_path / "out" / "labels.csv").read_text() == "mine"
    build(plan(tmp_path, Source("folders", bright_and_dark), replace=True))
    assert len(rows_of(tmp_path / "out" / "labels.csv")) == 24


def test_sources_that_contradict_each_other(tmp_path, bright_and_dark):
    image = bright_and_dark / "dark" / "3.png"
    agreeing = Source("selection", labels=((image, "dark", ""),))
    built = build(plan(tmp_path, Source("folders", bright_and_dark), agreeing))
    assert built.images == 24
    assert "1 images come from two sources that agree, and are listed once." in built.notes
    with pytest.raises(DatasetError, match="1 images come from two sources with different classes"):
        build(plan(tmp_path / "not", agreeing, Source("selection", labels=((image, "bright", ""),))))


def test_nothing_left_says_so(tmp_path, bright_and_dark):
    source = Source("folders", bright_and_dark)
    with pytest.raises(DatasetError, match="no image is left"):
        build(plan(tmp_path, source, classes=ClassMap((), "drop")))
    with pytest.raises(DatasetError, match="at least two classes, found 1: dark"):
        build(plan(tmp_path, source, classes=ClassMap((("bright", ""),))))


def test_when_nothing_can_be_used_the_first_reason_is_told(tmp_path):
    for name in ("a/1.png", "b/2.png"):
        (tmp_path / "x" / name).parent.mkdir(parents=True)
        (tmp_path / "x" / name).write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(DatasetError, match=r"^none of the 2 images can be used: of the first, "):
        build(plan(tmp_path, Source("folders", tmp_path / "x")))


def test_a_file_name_that_no_table_can_hold(tmp_path, bright_and_dark):
    (bright_and_dark / "dark" / "0.png").rename(bright_and_dark / "dark" / "new\nline.png")
    built = build(plan(tmp_path, Source("folders", bright_and_dark)))
    assert built.images == read_dataset(built.table).counts()["dark"] + 12 == 23
    assert built.refusals == (
        "1 images were left out; the reason: its path cannot be written into a table: rename the file or its folder.",
    )


def test_the_salt_is_private(tmp_path, bright_and_dark):
    build(plan(tmp_path, Source("folders", bright_and_dark)))
    salts = list((data_folder() / "datasets").glob("*/salt"))
    assert salts
    assert {stat.S_IMODE(path.stat().st_mode) for path in salts} == {0o600}


@pytest.mark.real_data
def test_real_pictures_with_their_own_table(tmp_path, real_data):
    source = Source("table", real_data / "cxr_labelled" / "labels.csv")
    assert findings_of(source).counts == read_dataset(real_data / "cxr_labelled").counts()
    built = build(plan(tmp_path, source))
    dataset = read_dataset(built.table)
    assert dataset.fingerprint == built.fingerprint
    assert {name for name, _ in dataset.rows[0].facts} == {"source", "view"}
    assert dataset.patients == read_dataset(real_data / "cxr_labelled").patients


def test_a_table_that_names_parts_is_not_divided_once_more(tmp_path, bright_and_dark):
    lines = ["path,label,split"]
    for number, path in enumerate(sorted(bright_and_dark.glob("*/*.png"))):
        lines.append(f"{path},{path.parent.name},{'test' if number % 4 == 0 else 'train'}")
    (tmp_path / "parts.csv").write_text("\n".join(lines) + "\n")
    source = Source("table", tmp_path / "parts.csv")
    with pytest.raises(DatasetError, match="names parts already: give no test_fraction"):
        build(plan(tmp_path, source, test_fraction=0.5))
    assert build(plan(tmp_path, source)).parts == {"train": 18, "test": 6}
