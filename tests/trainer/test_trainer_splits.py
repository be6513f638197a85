"""No patient on two sides, every class on every side, the same split for the same seed."""

import hashlib
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import DatasetError
from trainer.dataset import Dataset, Row
from trainer.splits import split_patients

CLASSES = ("a", "b", "c")


def dataset_of(patients, parts=None):
    """A dataset from a list of label lists, one per patient."""
    rows = []
    for number, labels in enumerate(patients):
        for image, label in enumerate(labels):
            digest = hashlib.sha256(f"{number}/{image}".encode()).hexdigest()
            part = parts[number] if parts else ""
            rows.append(Row(digest[:16], Path(f"{digest}.png"), label, f"patient{number}", part, digest, 8))
    rows.sort(key=lambda row: row.sha256)
    return Dataset(tuple(rows), tuple(sorted({row.label for row in rows})), "fingerprint")


def split(dataset, seed=1, validation=0.2, test=0.2):
    return split_patients(dataset, seed=seed, validation_fraction=validation, test_fraction=test)


def patients_per_part(dataset, parts):
    found = defaultdict(set)
    for row, part in zip(dataset.rows, parts, strict=True):
        found[part].add(row.patient)
    return found


one_class = st.sampled_from(CLASSES).flatmap(lambda name: st.lists(st.just(name), min_size=1, max_size=4))
several_classes = st.lists(st.sampled_from(CLASSES), min_size=1, max_size=4)


@settings(max_examples=150, deadline=None)
@given(
    core=st.lists(one_class, min_size=3, max_size=60),
    mixed=st.lists(several_classes, max_size=10),
    seed=st.integers(0, 2**31),
    validation=st.floats(0.1, 0.3),
    test=st.floats(0.1, 0.3),
)
def test_properties(core, mixed, seed, validation, test):
    patients = [["a"], ["a"], ["a"], ["b"], ["b"], ["b"], *core, *mixed]
    if 0 < sum("c" in labels for labels in patients) < 3:
        patients += [["c"], ["c"], ["c"]]
    dataset = dataset_of(patients)
    try:
        found = split(dataset, seed, validation, test)
    except DatasetError as error:
        if not mixed or "too many patients have several labels" not in str(error):
            raise
        return
    assert len(found.parts) == len(dataset.rows)
    assert set(found.parts) == {"train", "validation", "test"}
    per_part = patients_per_part(dataset, found.parts)
    assert sum(map(len, per_part.values())) == len(patients)
    for part in per_part:
        chosen = [row.label for row, its in zip(dataset.rows, found.parts, strict=True) if its == part]
        assert set(chosen) == set(dataset.classes)
    for part, fraction in (("validation", validation), ("test", test)):
        assert abs(len(per_part[part]) - fraction * len(patients)) <= 2 * len(CLASSES)
    again = split(dataset, seed, validation, test)
    assert again == found
    rows = [i for part in ("train", "validation", "test") for i in found.indices(part)]
    assert sorted(rows) == list(range(len(dataset.rows)))


def test_shares_of_each_class_by_hand():
    dataset = dataset_of([["a"]] * 50 + [["b"]] * 20)
    found = split(dataset)
    counts = Counter(zip((row.label for row in dataset.rows), found.parts, strict=True))
    assert counts == {
        ("a", "train"): 30,
        ("a", "validation"): 10,
        ("a", "test"): 10,
        ("b", "train"): 12,
        ("b", "validation"): 4,
        ("b", "test"): 4,
    }


def test_three_patients_are_one_for_each_part():
    dataset = dataset_of([["a"]] * 3 + [["b"]] * 3)
    assert Counter(split(dataset).parts) == {"train": 2, "validation": 2, "test": 2}


def test_a_class_with_two_patients_is_refused():
    with pytest.raises(DatasetError, match="class b has 2 patients to divide among 3 parts"):
        split(dataset_of([["a"]] * 5 + [["b", "b", "b"], ["b"]]))


def test_another_seed_is_another_split_and_fingerprints_follow():
    dataset = dataset_of([["a"]] * 30 + [["b"]] * 30)
    one, two = split(dataset, 1), split(dataset, 2)
    assert one.parts != two.parts
    assert one.fingerprint != two.fingerprint
    assert one.test_fingerprint != two.test_fingerprint
    relabelled = tuple(replace(row, id=row.id[::-1], patient=f"other {row.patient}") for row in dataset.rows)
    elsewhere = split(replace(dataset, rows=relabelled), 1)
    assert (elsewhere.fingerprint, elsewhere.test_fingerprint) == (one.fingerprint, one.test_fingerprint)


def test_a_given_split_is_kept():
    parts = ["train", "validation", "test"] * 4
    dataset = dataset_of([["a"]] * 6 + [["b"]] * 6, parts)
    assert list(split(dataset).parts) == [row.split for row in dataset.rows]


def test_a_part_that_is_not_given_comes_from_the_training_patients():
    dataset = dataset_of([["a"]] * 20 + [["b"]] * 20, (["train"] * 15 + ["test"] * 5) * 2)
    found = split(dataset)
    for row, part in zip(dataset.rows, found.parts, strict=True):
        assert (part == "test") == (row.split == "test")
    assert found.parts.count("validation") == 6
    assert split(dataset, 2).test_fingerprint == found.test_fingerprint
    assert split(dataset, 2).fingerprint != found.fingerprint


def test_a_torn_patient_is_refused():
    dataset = dataset_of([["a", "a"]] * 4 + [["b"]] * 4)
    rows = tuple(replace(row, split="train" if i % 2 else "test") for i, row in enumerate(dataset.rows))
    torn = {row.patient for row in rows if {other.split for other in rows if other.patient == row.patient} > {"train"}}
    with pytest.raises(DatasetError, match=f"puts {len(torn)} patients into more than one part"):
        split(replace(dataset, rows=rows))


def test_a_given_part_without_a_class_is_refused():
    dataset = dataset_of([["a"]] * 3 + [["b"]] * 2, ["train", "validation", "test", "train", "validation"])
    with pytest.raises(DatasetError, match="the test part has no patient of class b"):
        split(dataset)


def test_a_given_split_without_training_images_is_refused():
    with pytest.raises(DatasetError, match="names no training image"):
        split(dataset_of([["a"], ["b"]], ["test", "validation"]))


@settings(max_examples=60, deadline=None)
@given(
    core=st.lists(one_class, min_size=12, max_size=60),
    mixed=st.lists(several_classes, max_size=6),
    seed=st.integers(0, 2**31),
    folds=st.integers(2, 5),
)
def test_over_all_folds_each_patient_tests_once(core, mixed, seed, folds):
    dataset = dataset_of([[name] for name in CLASSES for _ in range(6)] + core + mixed)
    parts = [folded(dataset, folds, number, seed).parts for number in range(folds)]
    tested = Counter(
        row.patient for its in parts for row, part in zip(dataset.rows, its, strict=True) if part == "test"
    )
    images = Counter(row.patient for row in dataset.rows)
    assert tested == images
    everybody = {row.patient for row in dataset.rows}
    for its in parts:
        found = patients_per_part(dataset, its)
        assert set().union(*found.values()) == everybody
        assert sum(len(one) for one in found.values()) == len(everybody)
        assert abs(len(found["test"]) - len(everybody) / folds) < 1
        for part in found:
            rows = zip(dataset.rows, its, strict=True)
            assert {row.label for row, its_part in rows if its_part == part} == set(CLASSES)


def folded(dataset, folds, fold, seed=1):
    return split_patients(dataset, seed=seed, validation_fraction=0.2, test_fraction=0.2, folds=folds, fold=fold)


def test_folds_are_stratified_and_validation_keeps_its_share():
    dataset = dataset_of([["a"]] * 50 + [["b"]] * 30)
    for number in range(5):
        split = folded(dataset, 5, number)
        counts = Counter((dataset.rows[i].label, part) for i, part in enumerate(split.parts))
        assert counts == {
            ("a", "test"): 10, ("a", "validation"): 10, ("a", "train"): 30,
            ("b", "test"): 6, ("b", "validation"): 6, ("b", "train"): 18,
        }  # fmt: skip
    assert folded(dataset, 5, 0).parts == folded(dataset, 5, 0).parts != folded(dataset, 5, 0, seed=2).parts


def test_with_a_given_test_part_the_fold_validates():
    dataset = dataset_of([["a"], ["b"]] * 20, ["test" if i < 8 else "train" for i in range(40)])
    given = {row.patient for row in dataset.rows if row.split == "test"}
    validated = []
    for number in range(4):
        split = folded(dataset, 4, number)
        found = patients_per_part(dataset, split.parts)
        assert found["test"] == given
        assert len(found["validation"]) == 8
        validated += found["validation"]
    assert sorted(validated) == sorted({row.patient for row in dataset.rows} - given)


@pytest.mark.parametrize(
    ("folds", "fold", "sentence"),
    [
        (1, 0, "expected at least 2 folds"),
        (-3, 0, "expected at least 2 folds"),
        (3, 3, "found fold 3 of 3"),
        (0, 1, "found fold 1 of 0"),
        (5, -1, "found fold -1 of 5"),
        (7, 0, "class a has 6 patients to divide into 7 folds"),
    ],
)
def test_folds_that_cannot_be(folds, fold, sentence):
    with pytest.raises(DatasetError, match=sentence):
        folded(dataset_of([["a"]] * 6 + [["b"]] * 6), folds, fold)


def test_nothing_is_left_to_fold_when_all_parts_are_given():
    parts = ["train", "validation", "test"] * 4
    with pytest.raises(DatasetError, match="the split column names all parts"):
        folded(dataset_of([["a"]] * 6 + [["b"]] * 6, parts), 2, 0)
