"""Shortcuts where an image may show several classes: each class is a question of its own."""

import csv

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from trainer.dataset import read_dataset
from trainer.detective import examine
from trainer.detective.association import cramers_v
from trainer.detective.by_class import associations_in
from trainer.detective.grouped_auc import grouped_aucs


def relabelled(phantoms, shown):
    """Give the phantoms several classes, ``shown`` for each, in place of their own."""
    with (phantoms.folder / "labels.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["path", "labels", "patient"])
        table.writerows(
            [path, "|".join(its), patient] for (path, _, patient), its in zip(phantoms.rows, shown, strict=True)
        )
    return phantoms.folder


@pytest.fixture
def shown():
    """Classes by lot, that have nothing to do with the pictures; a third of them rare."""
    random = np.random.default_rng(4)
    return [[name for name, share in (("mass", 0.5), ("effusion", 0.4), ("rare", 0.06)) if random.random() < share]
            for _ in range(48)]  # fmt: skip


def test_labels_by_lot_are_silent_and_rare_classes_are_told(phantoms, shown):
    found = examine(read_dataset(relabelled(phantoms, shown)))
    assert found.warnings == ()
    assert {one.target for one in found.shortcuts} == {"mass", "effusion", ""}
    assert {one.model for one in found.shortcuts} == {"header", "border", "thumbnail"}
    assert any("fewer than 5): rare." in note for note in found.notes)
    assert any(sentence.startswith("Baseline: ") for sentence in found.sentences)


def test_a_class_with_another_manufacturer_is_named(phantoms, shown, rewrite):
    for path, its in zip(phantoms.paths, shown, strict=True):
        rewrite(path, Manufacturer="ACME" if "effusion" in its else "BRAND")
    found = examine(read_dataset(relabelled(phantoms, shown)))
    (fact,) = [one for one in found.associations if one.is_warning]
    assert (fact.fact, fact.most, fact.patients) == ("manufacturer", "effusion", 48)
    assert fact.v == pytest.approx(cramers_v([[sum("effusion" not in one for one in shown), 0],
                                              [0, sum("effusion" in one for one in shown)]]))  # fmt: skip
    warned = [one for one in found.shortcuts if one.is_warning]
    assert {one.model for one in warned} == {"header"}
    (best,) = [one for one in warned if one.target == "effusion"]
    assert best.auc == 1.0
    assert not any(one.target == "mass" for one in warned)
    assert "goes with the class, most of all with effusion" in " ".join(found.warnings)


def test_an_image_of_both_counts_for_both(phantoms, shown, rewrite):
    """A grey border on all that shows a mass, whatever else it shows."""

    def framed(stored, file):
        level = round((0.2 if file.PhotometricInterpretation == "MONOCHROME1" else 0.8) * (2**file.BitsStored - 1))
        width = [round(0.05 * side) for side in stored.shape]
        picture = np.full_like(stored, level)
        picture[width[0] : -width[0], width[1] : -width[1]] = stored[width[0] : -width[0], width[1] : -width[1]]
        return picture

    for path, its in zip(phantoms.paths, shown, strict=True):
        rewrite(path, pixels=framed if "mass" in its else None)
    found = examine(read_dataset(relabelled(phantoms, shown)))
    aucs = {one.target: one for one in found.shortcuts if one.model == "border"}
    assert aucs["mass"].is_warning
    assert aucs["mass"].auc > 0.95
    assert not aucs["effusion"].is_warning


def test_aucs_of_several_classes_per_image():
    """In one fold with one image per patient they are scikit-learn's; of one class per image, the same as before."""
    random = np.random.default_rng(2)
    truth = random.random((60, 3)) < 0.4
    scores = random.random((60, 3)) + 0.4 * truth
    people, one_fold = [f"p{i}" for i in range(60)], np.zeros(60, dtype=int)
    *each, mean = grouped_aucs(truth, scores, people, one_fold)
    expected = [roc_auc_score(truth[:, k], scores[:, k]) for k in range(3)]
    assert [one.auc for one in each] == pytest.approx(expected)
    assert mean.auc == pytest.approx(np.mean(expected))
    labels = np.arange(60) % 3
    folds = np.arange(60) // 3 % 5
    assert grouped_aucs(np.eye(3)[labels], scores, people, folds) == grouped_aucs(labels, scores, people, folds)


def test_a_fact_without_variation_goes_with_nothing(phantoms, shown):
    dataset = read_dataset(relabelled(phantoms, shown))
    (same,) = associations_in(dataset, {"view": ["PA"] * 48}, 0)
    assert np.isnan(same.v)
    assert not same.is_warning
    assert same.most == ""
