import csv
import os
from pathlib import Path

import numpy as np
import pytest

from core.errors import Cxr12Error
from core.picture import read_image
from core.results.store import kept
from core.results.training_labels import training_labels, write_training_labels

FILE = Path("/data/a/1.dcm")


def test_a_verdict_is_on_one_networks_answer_about_one_image(verdicts, keep, said):
    verdicts.say(keep(), "agree")
    found = verdicts.on(said(), FILE)
    assert (found.verdict, found.answer, found.label) == ("agree", "opacity", "opacity")
    assert found.created.endswith("+00:00")
    assert verdicts.on(said(pixel_sha256="bb"), FILE) is None
    assert verdicts.on(said(model_sha256="b" * 64), FILE) is None
    assert verdicts.on(said(), Path("/copy/1.dcm")) == found


def test_a_verdict_says_nothing_about_another_answer_of_the_same_network(verdicts, keep, said):
    """The same weights, other operating points: the reader agreed with something else."""
    verdicts.say(keep(), "agree")
    assert verdicts.on(said(thresholds=(0.1, 0.9)), FILE) is None


def test_the_last_word_counts_and_can_be_taken_back(verdicts, keep, said):
    verdicts.say(keep(), "agree")
    verdicts.say(keep(Path("/copy/1.dcm")), "disagree", "normal")
    assert [one.label for one in verdicts.rows()] == ["normal"]
    verdicts.take_back(said(), FILE)
    assert verdicts.rows() == ()


def test_without_a_uid_the_file_counts(verdicts, keep, said):
    one, other = Path("/data/a.png"), Path("/data/b.png")
    verdicts.say(keep(one, instance_uid=""), "agree")
    assert verdicts.on(said(instance_uid=""), one) is not None
    assert verdicts.on(said(instance_uid=""), other) is None


@pytest.mark.parametrize(("verdict", "relabel"), [("perhaps", ""), ("agree", "normal"), ("", "")])
def test_what_is_no_verdict_is_refused(verdicts, keep, verdict, relabel):
    with pytest.raises(ValueError, match="expected a verdict"):
        verdicts.say(keep(), verdict, relabel)


def test_there_is_nothing_to_agree_with_without_a_decision(verdicts, keep):
    with pytest.raises(ValueError, match="expected a verdict"):
        verdicts.say(keep(probabilities=(0.5, 0.5)), "agree")


@pytest.fixture
def image(write_dicom, tmp_path, said):
    """Writes an image and makes the result of it."""

    def make(name, value, **changes):
        path = write_dicom(tmp_path / "images" / name, np.full((4, 4), value), SOPInstanceUID=f"1.2.{value}")
        facts = {"instance_uid": f"1.2.{value}", "pixel_sha256": read_image(path).pixel_sha256(), **changes}
        return kept(path, said(**facts), patient="IN-THE-FILE", status=path.stat())

    return make


def test_verdicts_become_labels(verdicts, image):
    verdicts.say(image("a.dcm", 1), "agree")
    verdicts.say(image("b.dcm", 2), "disagree", "normal")
    verdicts.say(image("c.dcm", 3), "disagree")
    labels = training_labels(verdicts.rows())
    assert [(path.name, label) for path, label, _ in labels.rows] == [("a.dcm", "opacity"), ("b.dcm", "normal")]
    assert (labels.undecided, labels.gone, labels.changed) == (1, 0, 0)


def test_of_several_networks_the_newest_word_counts(verdicts, image):
    verdicts.say(image("a.dcm", 1), "agree")
    verdicts.say(image("a.dcm", 1, model_sha256="b" * 64), "disagree", "normal")
    assert [label for _, label, _ in training_labels(verdicts.rows()).rows] == ["normal"]
    verdicts.say(image("a.dcm", 1, model_sha256="c" * 64, probabilities=(0.9, 0.1)), "disagree")
    labels = training_labels(verdicts.rows())
    assert (labels.rows, labels.undecided) == ((), 1)  # each class was rejected by now


def test_a_rejected_class_is_not_given_by_an_older_verdict(verdicts, image):
    verdicts.say(image("a.dcm", 1), "agree")
    verdicts.say(image("a.dcm", 1, model_sha256="b" * 64), "disagree")
    assert training_labels(verdicts.rows()).rows == ()


def test_a_label_never_goes_to_another_image_under_the_same_name(verdicts, image, write_dicom):
    changed, touched, gone = image("a.dcm", 1), image("b.dcm", 2), image("c.dcm", 3)
    for one in (changed, touched, gone):
        verdicts.say(one, "agree")
    write_dicom(changed.path, np.full((4, 4), 9), SOPInstanceUID="1.2.1")
    os.utime(touched.path, ns=(10**9, 10**9))
    gone.path.unlink()
    labels = training_labels(verdicts.rows())
    assert [path.name for path, _, _ in labels.rows] == ["b.dcm"]
    assert (labels.changed, labels.gone) == (1, 1)


def test_the_table_names_patients_for_all_or_for_none(verdicts, image, tmp_path):
    table = tmp_path / "labels.csv"
    verdicts.say(image("a.dcm", 1), "agree", patient="P1")
    verdicts.say(image("b.dcm", 2), "disagree", "normal", patient="P2")
    write_training_labels(training_labels(verdicts.rows()), table)
    with table.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["label"], row["patient"]) for row in rows] == [("opacity", "P1"), ("normal", "P2")]
    verdicts.say(image("c.dcm", 3), "agree")
    write_training_labels(training_labels(verdicts.rows()), table)
    with table.open(newline="") as file:
        assert next(csv.reader(file)) == ["path", "label"]
    assert "IN-THE-FILE" not in table.read_text()


def test_a_table_without_labels_or_over_an_image_is_not_written(verdicts, image, tmp_path):
    with pytest.raises(Cxr12Error, match="no labels to write"):
        write_training_labels(training_labels(verdicts.rows()), tmp_path / "labels.csv")
    one = image("a.dcm", 1)
    verdicts.say(one, "agree")
    before = one.path.read_bytes()
    with pytest.raises(Cxr12Error, match=r"ends in \.csv"):
        write_training_labels(training_labels(verdicts.rows()), one.path)
    assert one.path.read_bytes() == before
