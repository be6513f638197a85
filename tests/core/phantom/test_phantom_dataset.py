"""Folders of phantoms: determinism, twins, labels, and that nothing but the finding tells the class."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections import Counter
from pathlib import Path

import cv2
import imagecodecs
import numpy as np
import pydicom
import pytest
from pydicom.encaps import generate_frames
from pydicom.uid import JPEG2000Lossless, JPEGLSLossless, RLELossless

from core.errors import Cxr12Error, NotDicomError
from core.phantom import CLASSES, generate
from core.phantom.dataset import assign_classes
from core.picture import is_png, read_image

SMALL = 150


def files(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def pixels(path):
    """Stored values as whites-are-high numbers."""
    d = pydicom.dcmread(path)
    syntax = d.file_meta.TransferSyntaxUID
    if syntax.is_encapsulated and syntax != RLELossless:
        stream = next(generate_frames(d.PixelData, number_of_frames=1))
        decode = {JPEG2000Lossless: imagecodecs.jpeg2k_decode, JPEGLSLossless: imagecodecs.jpegls_decode}
        values = decode.get(syntax, imagecodecs.ljpeg_decode)(stream)
    else:
        values = d.pixel_array
    full = 2**d.BitsStored - 1
    return (full - values.astype(int)) if d.PhotometricInterpretation == "MONOCHROME1" else values.astype(int)


def mask_of(folder, record):
    with np.load(folder / record.mask) as archive:
        assert archive.files == ["mask"]
        return archive["mask"]


@pytest.fixture(scope="module")
def twins(tmp_path_factory):
    out = tmp_path_factory.mktemp("twins")
    records = list(
        generate(out, 4, 21, twin=True, contrast=200 / 4095, bits_stored=12, matrix=260, images_per_patient=1)
    )
    return out, records


def test_same_arguments_give_the_same_bytes(tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    arguments = {"twin": True, "matrix": SMALL, "images_per_patient": 1}
    records = list(generate(first, 4, 7, **arguments))
    again = list(generate(second, 4, 7, workers=2, **arguments))
    assert records == again
    assert files(first) == files(second)
    assert len({r.path for r in records}) == len(records) == 7  # three findings with a twin, one normal


def test_another_seed_gives_other_images(tmp_path):
    one = [r.path for r in generate(tmp_path / "a", 1, 1, matrix=SMALL, images_per_patient=1)]
    two = [r.path for r in generate(tmp_path / "b", 1, 2, matrix=SMALL, images_per_patient=1)]
    assert set(one).isdisjoint(two)


def test_twins_differ_by_the_finding_alone(twins):
    out, records = twins
    pairs = [r for r in records if r.twin_of]
    assert len(pairs) == 3
    by_path = {r.path: r for r in records}
    for twin in pairs:
        sick = by_path[twin.twin_of]
        assert (twin.label, twin.mask, twin.contrast) == ("normal", None, 0.0)
        assert twin.patient == sick.patient
        mask = mask_of(out, sick)
        assert mask.dtype == bool
        difference = pixels(out / sick.path) - pixels(out / twin.path)
        # The same noise in both: what remains is the finding, to within its effect on the noise and rounding.
        assert difference[mask].mean() == pytest.approx(200, rel=0.02)
        reach = cv2.dilate(mask.astype(np.uint8), cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (41, 41)))  # 35 mm
        # A wide aorta also fades out along its descending part; the other findings end.
        faintest = 30 if sick.label == "aortic_enlargement" else 0
        assert np.abs(difference[reach == 0]).max() <= faintest


def test_a_finding_below_one_8_bit_step_is_really_there(tmp_path):
    wanted = 2 / 4095
    records = list(
        generate(
            tmp_path, 2, 5, twin=True, contrast=wanted, bits_stored=12, matrix=700, images_per_patient=1,
            classes=("opacity", "covid_19"),
        )
    )  # fmt: skip
    for twin in (r for r in records if r.twin_of):
        sick = next(r for r in records if r.path == twin.twin_of)
        assert sick.contrast == pytest.approx(wanted, rel=1e-4)
        truth = json.loads((tmp_path / "truth" / f"{sick.path.stem}.json").read_text())
        assert truth["contrast_grey_levels"] == pytest.approx(2.0, rel=1e-4)
        difference = (pixels(tmp_path / sick.path) - pixels(tmp_path / twin.path))[mask_of(tmp_path, sick)]
        # Rounding dithered by the noise: unbiased, of a standard error below 1 / sqrt(pixels).
        assert difference.mean() == pytest.approx(2.0, abs=0.05)


def test_nothing_but_the_pixels_of_the_finding_tells_the_class(tmp_path):
    """The same patients with another class: same names, same headers but UIDs, same pixels outside the finding."""
    headers = {}
    for label in CLASSES:
        folder = tmp_path / label
        for record in generate(folder, 2, 30, matrix=SMALL, images_per_patient=2, classes=(label,)):
            content = (folder / record.path).read_bytes()
            assert not any(word.encode() in content.lower() for word in (*CLASSES[:3], "covid", "aort", "opacit"))
            assert re.fullmatch(r"images/[0-9a-f]{12}\.dcm", record.path.as_posix())
            dataset = pydicom.dcmread(folder / record.path)
            del dataset.PixelData
            for keyword in ("SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID"):
                setattr(dataset, keyword, "")
            facts = dataset.to_json_dict() | {"syntax": dataset.file_meta.TransferSyntaxUID}
            assert headers.setdefault(record.path, facts) == facts, label
    assert len(headers) == 4
    sick, well = tmp_path / "opacity", tmp_path / "normal"
    for path in headers:
        a, b = pixels(sick / path), pixels(well / path)
        assert 0 < np.count_nonzero(a != b) < 0.25 * a.size


def test_the_twin_is_the_image_of_the_healthy_patient(tmp_path):
    sick = list(generate(tmp_path / "a", 1, 9, twin=True, matrix=SMALL, images_per_patient=1, classes=("covid_19",)))
    well = list(generate(tmp_path / "b", 1, 9, matrix=SMALL, images_per_patient=1, classes=("normal",)))
    twin = next(r for r in sick if r.twin_of)
    assert np.array_equal(pixels(tmp_path / "a" / twin.path), pixels(tmp_path / "b" / well[0].path))


def test_labels_and_truth(twins):
    out, records = twins
    with (out / "labels.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["path", "label", "patient"]
    assert [r["path"] for r in rows] == sorted(r["path"] for r in rows)
    assert {(r["path"], r["label"], r["patient"]) for r in rows} == {
        (r.path.as_posix(), r.label, r.patient) for r in records
    }
    for record in records:
        assert (out / record.path).is_file()
        assert pydicom.dcmread(out / record.path, stop_before_pixels=True).PatientID == record.patient
        truth = json.loads((out / "truth" / f"{record.path.stem}.json").read_text())
        assert (truth["label"], truth["contrast"]) == (record.label, record.contrast)
        assert (truth["arch_ratio"] is not None) == (record.label == "aortic_enlargement")
    assert not list(out.rglob("*.part"))


def test_the_images_are_all_that_reads_as_an_image(twins):
    out, records = twins
    readable = set()
    for path in (p for p in out.rglob("*") if p.is_file()):
        assert not is_png(path)
        try:
            readable.add(read_image(path).path.relative_to(out))
        except NotDicomError:
            continue
    assert readable == {r.path for r in records}
    for mask in out.glob("truth/*.npz"):  # no time of day in the archive: the bytes stay the same
        assert {entry.date_time for entry in zipfile.ZipFile(mask).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_bits_drawn_from_a_range_and_nothing_else_changed(tmp_path):
    arguments = {"matrix": 64, "images_per_patient": 3, "classes": ("normal",)}
    free = list(generate(tmp_path / "a", 4, 3, **arguments))
    ranged = list(generate(tmp_path / "b", 4, 3, bits_stored=(12, 15), **arguments))
    again = list(generate(tmp_path / "c", 1, 3, bits_stored=(12, 15), **arguments))
    assert [r.path for r in free] == [r.path for r in ranged]
    for record in again:
        assert (tmp_path / "c" / record.path).read_bytes() == (tmp_path / "b" / record.path).read_bytes()
    headers = [[pydicom.dcmread(tmp_path / d / r.path) for r in ranged] for d in "ab"]
    assert min(d.BitsStored for d in headers[0]) < 12
    assert {d.BitsStored for d in headers[1]} == {12, 13, 14, 15}
    for one, other in zip(*headers, strict=True):
        for keyword in ("Rows", "Columns", "KVP", "ExposureInuAs", "PhotometricInterpretation", "StudyTime"):
            assert one[keyword] == other[keyword]
        assert one.file_meta.TransferSyntaxUID == other.file_meta.TransferSyntaxUID


def test_a_patients_images_share_anatomy_class_and_id_but_not_exposure(tmp_path):
    records = list(generate(tmp_path, 1, 40, matrix=SMALL, images_per_patient=3, classes=("opacity",)))
    assert len({r.patient for r in records}) == 1
    assert {r.label for r in records} == {"opacity"}
    datasets = [pydicom.dcmread(tmp_path / r.path) for r in records]
    assert len({d.SOPInstanceUID for d in datasets}) == 3
    assert len({d.StudyInstanceUID for d in datasets}) == 3
    assert len({(d.KVP, d.ExposureInuAs) for d in datasets}) == 3
    assert len({d.PatientSex + d.PatientName.family_name for d in datasets}) == 1


def test_classes_are_balanced_in_an_order_that_the_seed_shuffles():
    labels = assign_classes(42, 3, CLASSES)
    counts = Counter(labels)
    assert sorted(counts.values()) == [10, 10, 11, 11]
    assert labels == assign_classes(42, 3, CLASSES)
    assert labels != assign_classes(42, 4, CLASSES)
    assert labels[:8] != [CLASSES[i % 4] for i in range(8)]


def test_closing_early_leaves_labels_for_what_is_there_and_resuming_completes_it(tmp_path):
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    arguments = {"matrix": SMALL, "images_per_patient": 1}
    expected = list(generate(whole, 3, 2, **arguments))
    started = generate(broken, 3, 2, **arguments)
    first = next(started)
    started.close()
    assert len((broken / "labels.csv").read_text().splitlines()) == 2
    before = (broken / first.path).stat().st_mtime_ns
    assert list(generate(broken, 3, 2, resume=True, **arguments)) == expected
    assert (broken / first.path).stat().st_mtime_ns == before
    assert files(broken) == files(whole)


def test_resuming_makes_images_of_an_older_recipe_anew(tmp_path):
    arguments = {"matrix": SMALL, "images_per_patient": 1}
    expected = list(generate(tmp_path, 2, 2, **arguments))
    written = files(tmp_path)
    old, kept = expected
    truth = tmp_path / "truth" / f"{old.path.stem}.json"
    truth.write_text(json.dumps(json.loads(truth.read_text()) | {"recipe": 1}))
    (tmp_path / old.path).write_bytes(b"as it was made then")
    age = (tmp_path / kept.path).stat().st_mtime_ns
    assert list(generate(tmp_path, 2, 2, resume=True, **arguments)) == expected
    assert files(tmp_path) == written
    assert (tmp_path / kept.path).stat().st_mtime_ns == age


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"patients": 0}, "at least one patient"),
        ({"seed": -1}, "seed of 0 or more"),
        ({"contrast": 1.5}, "between 0 and 1; found 1.5"),
        ({"bits_stored": 8}, "10 to 15 bits; found 8"),
        ({"bits_stored": 0}, "10 to 15 bits; found 0"),
        ({"bits_stored": (9, 12)}, "10 to 15 bits; found 9 to 12"),
        ({"bits_stored": (14, 12)}, "10 to 15 bits; found 14 to 12"),
        ({"matrix": 20}, "found 20"),
        ({"classes": ("oedema",)}, "found oedema"),
    ],
)
def test_arguments_out_of_range_are_refused_before_anything_is_written(arguments, words, tmp_path):
    with pytest.raises(Cxr12Error, match=words):
        generate(**({"out": Path(tmp_path / "x"), "patients": 1, "seed": 0} | arguments))
    assert not (tmp_path / "x").exists()


def test_a_set_that_is_there_is_not_overwritten(tmp_path):
    list(generate(tmp_path, 1, 1, matrix=SMALL, images_per_patient=1))
    before = (tmp_path / "labels.csv").read_bytes()
    with pytest.raises(Cxr12Error, match="choose another"):
        generate(tmp_path, 1, 2, matrix=SMALL, images_per_patient=1)
    assert (tmp_path / "labels.csv").read_bytes() == before
