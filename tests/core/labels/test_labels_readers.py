from pathlib import Path

import pytest
from sklearn.metrics import cohen_kappa_score

from core.labels.readers import Disagreement, compare_readers
from core.labels.store import LabelledImage, ReaderLabel

FOLDER = Path("/data")


def said(reader, labels):
    """Labels of one reader, by the number of the image."""
    return [
        ReaderLabel(LabelledImage(FOLDER / f"{n}.dcm", 0, 0, f"1.2.{n}", f"p{n}"), reader, label, "2026-01-01T00:00:00")
        for n, label in labels.items()
    ]


def test_while_a_reader_is_not_done_nothing_is_told_but_how_much_is_left():
    found = compare_readers(said("Ann", {0: "a", 1: "b"}) + said("Bob", {1: "a", 2: "b", 3: "a"}), "Ann", "Bob")
    assert (found.waiting, found.both, found.disagreements, found.kappa) == (2, 0, (), None)


def test_disagreements_and_kappa_of_two_readers():
    ann = dict(enumerate("aabbbaabba"))
    bob = dict(enumerate("abbbbaabaa"))
    found = compare_readers(said("Ann", ann) + said("Bob", bob), "Ann", "Bob")
    assert (found.waiting, found.both) == (0, 10)
    assert found.disagreements == (
        Disagreement(FOLDER / "1.dcm", "a", "b"),
        Disagreement(FOLDER / "8.dcm", "b", "a"),
    )
    assert found.kappa.kappa == pytest.approx(cohen_kappa_score(list(ann.values()), list(bob.values())))
    assert found.kappa.low < found.kappa.kappa < found.kappa.high


def test_more_labels_of_the_first_reader_do_not_count():
    found = compare_readers(said("Ann", {0: "a", 1: "b", 2: "a"}) + said("Bob", {0: "a", 1: "b"}), "Ann", "Bob")
    assert (found.waiting, found.both, found.disagreements) == (0, 2, ())


def test_only_the_files_asked_for_count():
    labels = said("Ann", {0: "a", 1: "b"}) + said("Bob", {0: "b", 1: "b", 2: "a"})
    found = compare_readers(labels, "Ann", "Bob", within={FOLDER / "0.dcm", FOLDER / "1.dcm"})
    assert (found.waiting, found.both, len(found.disagreements)) == (0, 2, 1)


@pytest.mark.parametrize("labels", [{}, {0: "a", 1: "a"}])
def test_there_is_no_kappa_of_one_class_or_no_image(labels):
    found = compare_readers(said("Ann", labels) + said("Bob", labels), "Ann", "Bob")
    assert (found.both, found.kappa) == (len(labels), None)


def test_other_readers_do_not_count():
    labels = said("Cid", {5: "a"}) + said("Ann", {0: "a"}) + said("Bob", {0: "b"})
    assert compare_readers(labels, "Ann", "Bob").both == 1
