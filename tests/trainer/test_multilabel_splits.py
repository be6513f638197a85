"""Patients with several classes at once: divided so that every class is in every part in its share."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.errors import DatasetError
from trainer.dataset import Dataset, Row
from trainer.sources import joined
from trainer.splits import split_patients
from trainer.stratifying import stratified

CLASSES = ("a", "b", "c", "d")
SHARES = (0.4, 0.25, 0.1, 0.03)


def dataset(images, classes=CLASSES):
    """Images as (patient, classes, given part)."""
    rows = tuple(
        Row(f"r{i:04d}", Path(f"{i}.png"), joined(shown), patient, part, f"{i:064d}", 8)
        for i, (patient, shown, part) in enumerate(images)
    )
    return Dataset(rows, classes, "fingerprint", multi_label=True)


def drawn(seed=0, patients=600):
    """One to three images of each patient; `b` often beside `a`, many images without any class."""
    random = np.random.default_rng(seed)
    images = []
    for number in range(patients):
        for _ in range(int(random.integers(1, 4))):
            shown = {name for name, share in zip(CLASSES, SHARES, strict=True) if random.random() < share}
            images.append((f"p{number:04d}", shown | ({"b"} if "a" in shown and random.random() < 0.5 else set()), ""))
    return dataset(images)


def patients_of(data, parts):
    """Patients in each part, in all and by class."""
    found = {}
    for part in ("train", "validation", "test"):
        rows = [row for row, its in zip(data.rows, parts, strict=True) if its == part]
        of_class = Counter(name for name, _ in {(name, row.patient) for row in rows for name in data.classes_of(row)})
        found[part] = (len({row.patient for row in rows}), of_class)
    return found


@pytest.fixture(scope="module")
def many():
    return drawn()


def divided(data, **settings):
    return split_patients(data, **{"seed": 1, "validation_fraction": 0.15, "test_fraction": 0.25, **settings})


def test_whole_patients_in_the_shares_asked_for(many):
    split = divided(many)
    part_of = {}
    for row, part in zip(many.rows, split.parts, strict=True):
        assert part_of.setdefault(row.patient, part) == part
    found = patients_of(many, split.parts)
    whole = Counter()
    for _, of_class in found.values():
        whole += of_class
    for part, share in (("train", 0.6), ("validation", 0.15), ("test", 0.25)):
        count, of_class = found[part]
        assert count == pytest.approx(600 * share, abs=5)
        for name in CLASSES:
            assert of_class[name] == pytest.approx(whole[name] * share, abs=1.5), (part, name)


def test_closer_to_the_shares_than_chance(many):
    """The measure of Sechidis et al.: the distance of each class' odds in the parts from those in the whole."""

    def distance(parts):
        found = patients_of(many, parts)
        total = sum(count for count, _ in found.values())
        away = []
        for name in CLASSES:
            own = sum(of_class[name] for _, of_class in found.values())
            odds = own / (total - own)
            away += [abs(of_class[name] / (count - of_class[name]) - odds) for count, of_class in found.values()]
        return float(np.mean(away))

    people = sorted({row.patient for row in many.rows})
    random = np.random.default_rng(7)
    by_lot = []
    for _ in range(50):
        order = random.permutation(600)
        part = dict.fromkeys(people, "train")
        part |= {people[i]: "validation" for i in order[:90]} | {people[i]: "test" for i in order[90:240]}
        by_lot.append(distance([part[row.patient] for row in many.rows]))
    assert distance(divided(many).parts) < min(by_lot)


def test_the_seed_decides_and_nothing_else(many):
    assert divided(many) == divided(many)
    assert divided(many, seed=2).parts != divided(many).parts
    other_ids = replace(many, rows=tuple(replace(row, id=f"x{row.id}", patient=f"z{row.patient}") for row in many.rows))
    assert divided(other_ids).parts == divided(many).parts


@pytest.mark.parametrize("seed", range(8))
def test_a_class_of_three_patients_is_in_every_part(seed):
    images = [(f"p{i}", {"a"} if i % 2 else set(), "") for i in range(60)]
    images += [(f"r{i}", {"rare", "a"}, "") for i in range(3)]
    data = dataset(images, ("a", "rare"))
    found = patients_of(data, divided(data, seed=seed).parts)
    assert [of_class["rare"] for _, of_class in found.values()] == [1, 1, 1]


def test_every_patient_tests_once_over_the_folds(many):
    tested = Counter()
    for fold in range(4):
        split = divided(many, folds=4, fold=fold)
        rows = [row for row, part in zip(many.rows, split.parts, strict=True) if part == "test"]
        tested.update({row.patient for row in rows})
        assert patients_of(many, split.parts)["test"][0] == pytest.approx(150, abs=3)
        assert {name for row in rows for name in many.classes_of(row)} == set(CLASSES)
    assert set(tested.values()) == {1}
    assert len(tested) == 600


def test_given_parts_stay():
    images = [(f"p{i}", {"a"} if i % 2 else {"b"}, "test" if i < 6 else "train") for i in range(40)]
    split = divided(dataset(images, ("a", "b")))
    assert split.parts[:6] == ("test",) * 6
    assert "test" not in split.parts[6:]


@pytest.mark.parametrize(
    ("images", "sentence"),
    [
        (
            [(f"p{i}", {"a"} if i else {"a", "b"}, "") for i in range(9)],
            "class b has 1 patients to divide among 3 parts",
        ),
        ([(f"p{i}", {"a", "b"} if i % 2 else {"a"}, "") for i in range(40)], "has no image without the class a"),
        (
            [(f"p{i}", {"a"} if i % 2 else {"b"}, "train") for i in range(20)]
            + [(f"v{i}", {"a"} if i else {"b"}, "validation") for i in range(3)]
            + [(f"t{i}", {"a"}, "test") for i in range(3)],
            "the test part has no patient of class b",
        ),
    ],
)
def test_what_cannot_be_divided_is_refused(images, sentence):
    with pytest.raises(DatasetError, match=sentence):
        divided(dataset(images, ("a", "b")))


def test_one_step_by_hand():
    """Two folds; `rare` first, its two patients apart; then each fold lacks one of `a`; the last patient evens up."""
    labels = {"r1": {"rare", "a"}, "r2": {"rare"}, "a1": {"a"}, "n1": set()}
    for seed in range(6):
        found = stratified(labels, {0: 0.5, 1: 0.5}, np.random.default_rng(seed))
        assert found["r1"] != found["r2"]
        assert found["a1"] != found["r1"]  # that fold has its one of two already
        assert found["n1"] != found["r2"]  # beside r2 and a1 there would be three
