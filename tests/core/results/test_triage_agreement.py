from pathlib import Path

import pytest
from sklearn.metrics import confusion_matrix

from core.results.agreement import assess
from core.results.row import refused_row, result_row
from core.results.triage import closeness, needs_a_look, probability
from core.validity import Validity


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"probabilities": (0.25, 0.75)}, 0.5),
        ({"probabilities": (0.5, 0.5)}, 1.0),
        ({"probabilities": (1.0, 0.0)}, 0.0),
        # 0.4 is 0.1 of 0.5 below its point, a fifth of the way; 0.9 is 0.1 of 0.2 above, half of it.
        ({"activation": "sigmoid", "probabilities": (0.4, 0.9), "thresholds": (0.5, 0.8)}, 0.8),
        ({"activation": "sigmoid", "probabilities": (0.0, 1.0), "thresholds": ()}, 0.0),
    ],
)
def test_closeness(said, changes, expected):
    assert closeness(said(**changes)) == pytest.approx(expected)


def test_what_a_reader_should_look_at(said):
    assert needs_a_look(said())  # its header speaks against it
    assert not needs_a_look(said(validity=Validity()))
    assert needs_a_look(said(validity=Validity((), 2.0, 1.0)))
    assert needs_a_look(said(validity=Validity(), probabilities=(0.5, 0.5)))


def test_the_probability_that_is_told(said):
    assert probability(said()) == 0.75
    assert probability(said(thresholds=(0.2, 0.9))) == 0.25  # the other class does not reach its point
    assert probability(said(thresholds=(0.9, 0.9))) == 0.75  # no decision


def rows_of(said, numbers, labels):
    return [
        result_row(said(probabilities=(1 - p, p)), Path(f"{i}.dcm"), label=label)
        for i, (p, label) in enumerate(zip(numbers, labels, strict=True))
    ]


def test_the_confusion_matrix_is_that_of_another_library(said):
    numbers = [0.9, 0.2, 0.7, 0.4, 0.6, 0.1]
    labels = ["opacity", "normal", "normal", "opacity", "opacity", "normal"]
    found = assess(rows_of(said, numbers, labels), {}, resamples=50)
    expected = confusion_matrix(labels, ["opacity" if p > 0.5 else "normal" for p in numbers])
    assert found.classes == ("normal", "opacity")
    assert found.evaluation.confusion == tuple(map(tuple, expected.tolist()))
    assert found.evaluation.accuracy.value == pytest.approx(4 / 6)
    assert (found.evaluation.n, found.evaluation.patients) == (6, 6)


def test_images_of_one_patient_count_as_one(said):
    rows = rows_of(said, [0.9, 0.2, 0.7], ["opacity", "normal", "normal"])
    found = assess(rows, {Path("0.dcm"): "P1", Path("1.dcm"): "P1", Path("2.dcm"): "P2"}, resamples=50)
    assert found.evaluation.patients == 2


def test_what_is_left_out_is_counted(said):
    rows = [
        *rows_of(said, [0.9, 0.2, 0.7, 0.3], ["opacity", "", "cardiomegaly", "normal"]),
        refused_row(Path("x.dcm"), "damaged", "made", label="normal"),
        refused_row(Path("y.dcm"), "damaged", "made"),
        result_row(said(model_sha256="b" * 64), Path("z.dcm"), label="normal"),
    ]
    found = assess(rows, {}, resamples=50)
    assert (found.evaluation.n, found.unlabelled, found.foreign, found.refused) == (2, 1, 1, 1)


def test_without_a_usable_label_there_are_no_figures(said):
    assert assess(rows_of(said, [0.9], [""]), {}).evaluation is None
    assert assess([], {}).classes == ()
