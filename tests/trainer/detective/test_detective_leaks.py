"""Planted leaks: the same patient, study, image or picture on several sides."""

import cv2
import numpy as np
import pydicom

from core.picture import read_image
from trainer.detective import examine
from trainer.splits import Split


def leaks(found):
    return {one.kind: one.groups for one in found.overlaps if one.groups}


def split_by(dataset, test):
    """Put the rows whose file is among ``test`` into the test part, all others into the training part."""
    return Split(tuple("test" if row.path in test else "train" for row in dataset.rows), "split", "test")


def test_each_kind_of_sameness_between_patients_is_found(phantoms, rewrite):
    """Five files copied under another patient, each the same in one respect only."""
    rng, sources = np.random.default_rng(0), phantoms.paths[:5]
    header = {"patient": "PatientID", "study": "StudyInstanceUID", "instance": "SOPInstanceUID"}
    for kind, source in zip((*header, "pixels", "near_duplicate"), sources, strict=True):
        target = source.with_name(f"copy-{kind}.dcm")
        rewrite(source, target, keep_ids=False)
        if kind in header:  # another picture, but one attribute of the source
            value = getattr(pydicom.dcmread(source), header[kind])
            noise = lambda stored, _: rng.integers(0, 900, stored.shape)  # noqa: E731
            rewrite(target, pixels=noise, **{header[kind]: value})
        if kind == "near_duplicate":
            half = lambda stored, _: cv2.resize(stored, None, fx=0.7, fy=0.7, interpolation=cv2.INTER_AREA)  # noqa: E731
            rewrite(target, pixels=half)
        phantoms.add(target, "opacity", f"stranger-{kind}")
    dataset = phantoms.read()
    found = examine(dataset)
    assert leaks(found) == dict.fromkeys((*header, "pixels", "near_duplicate"), 1)
    assert all(one.images == 2 and len(one.rows) == 2 and not one.parts for one in found.overlaps)
    by_id = {row.id: row.path.name for row in dataset.rows}
    (near,) = [one for one in found.overlaps if one.kind == "near_duplicate"]
    assert {by_id[row] for row in near.rows} == {sources[4].name, "copy-near_duplicate.dcm"}
    assert sum(sentence.startswith("Leak: 1 ") for sentence in found.warnings) == 5


def test_a_copy_in_eight_bits_moved_a_little_is_found(phantoms, rewrite):
    source = phantoms.paths[0]

    def copied(stored, file):
        low, high = np.percentile(stored, [0.5, 99.5])
        eight = np.clip((stored - low) / (high - low), 0, 1) * 255
        if file.PhotometricInterpretation == "MONOCHROME1":
            eight = 255 - eight
        rows, columns = stored.shape
        return cv2.warpAffine(
            eight.astype(np.uint8), np.array([[1, 0, 0.01 * columns], [0, 1, -0.01 * rows]]), (columns, rows)
        )

    picture = source.with_suffix(".png")
    assert cv2.imwrite(str(picture), copied(read_image(source).stored[0], pydicom.dcmread(source)))
    phantoms.add(picture, "normal", "stranger")
    assert leaks(examine(phantoms.read())) == {"near_duplicate": 1}


def test_with_a_split_the_sides_are_its_parts(phantoms, rewrite):
    source = phantoms.paths[0]
    target = rewrite(source, source.with_name("copy.dcm"), keep_ids=False, PatientComments="other bytes")
    phantoms.add(target, phantoms.rows[0][1], "stranger")
    dataset = phantoms.read()
    assert leaks(examine(dataset, split_by(dataset, {source, target, phantoms.paths[7]}))) == {}
    found = examine(dataset, split_by(dataset, {source, phantoms.paths[7]}))
    assert leaks(found) == {"pixels": 1}
    assert found.split_fingerprint == "split"
    assert "in more than one part of the split (2 images)" in found.warnings[0]


def test_one_patient_of_the_table_in_two_parts(phantoms):
    phantoms.rows[1][2] = phantoms.rows[0][2]
    dataset = phantoms.read()
    found = examine(dataset, split_by(dataset, set(phantoms.paths[:1])))
    assert leaks(found) == {"patient": 1}
    assert found.warnings[0].startswith("Leak: 1 patient has images in more than one part")


def test_a_patient_id_that_stands_for_nobody_is_no_leak(phantoms, rewrite):
    for path in phantoms.paths:
        rewrite(path, PatientID="ANONYMOUS")
    assert leaks(examine(phantoms.read())) == {}


def test_images_of_one_patient_may_be_alike(phantoms, rewrite):
    source = phantoms.paths[0]
    target = rewrite(source, source.with_name("again.dcm"), PatientComments="stored twice")
    phantoms.add(target, *phantoms.rows[0][1:])
    assert leaks(examine(phantoms.read())) == {}
