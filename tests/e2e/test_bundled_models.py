"""The bundled models do what their cards say, through the classifier that the window uses."""

import csv
from pathlib import Path

import cv2
import numpy as np
import pytest
from sklearn.metrics import log_loss, roc_auc_score

from core.classify import Classifier
from core.models.shelf import default_shelf
from core.phantom import generate
from core.picture import read_image

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def classifier():
    """Open bundled models by name; all are closed at the end."""
    opened = []

    def open_model(name):
        opened.append(Classifier(default_shelf().get(name)))
        return opened[-1]

    yield open_model
    for one in opened:
        one.close()


@pytest.mark.real_data
def test_real3_reaches_the_figures_of_its_card_on_the_sealed_images(real_data, classifier):
    with (ROOT / "recipes" / "real3.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["part"] == "test"]
    model = classifier("real3")
    answers = [model.predict(read_image(real_data / "cxr_labelled" / row["file"])) for row in rows]
    scores = np.array([answer.scores for answer in answers])  # its figures are those of the network itself
    card = default_shelf().get("real3").card
    labels = np.array([card.classes.index(row["label"]) for row in rows])
    macro = np.mean([roc_auc_score(labels == k, scores[:, k]) for k in range(3)])
    assert card.metrics["macro_auc"].value == pytest.approx(macro, abs=2e-3)
    assert card.metrics["macro_auc"].n == len(rows)

    nih = [i for i, row in enumerate(rows) if row["source"].startswith("NIH")]
    for key, view in (("nih", ""), ("nih_pa", "PA"), ("nih_ap", "AP")):
        chosen = [i for i in nih if view in rows[i]["view"]]
        pair = scores[np.ix_(chosen, [card.classes.index("normal"), card.classes.index("opacity")])]
        sick = np.array([rows[i]["label"] == "opacity" for i in chosen])
        auc = roc_auc_score(sick, pair[:, 1] / pair.sum(axis=1))
        assert card.metrics[f"auc_normal_vs_opacity_{key}"].value == pytest.approx(auc, abs=2e-3)

    # What was not measured on scores is measured on probabilities, and likeness on features.
    probabilities = np.array([answer.probabilities for answer in answers])
    (told,) = (line for line in card.results if line.startswith("log-loss on the test part, calibrated"))
    assert f"{log_loss(labels, probabilities):.3f}" in told
    doubtful = np.mean([answer.validity.is_far for answer in answers])
    assert f"test images of the same source {100 * doubtful:.0f} % do" in card.ood.data
    assert not any(answer.validity.reasons for answer in answers)


@pytest.mark.parametrize("name", ["real3", "phantom4"])
def test_a_bundled_model_is_calibrated_and_knows_what_it_was_not_made_for(tmp_path, classifier, name):
    card = default_shelf().get(name).card
    assert 0.2 < card.calibration.temperature < 5
    assert card.calibration.n >= 200
    assert card.calibration.ece is not None
    assert len(card.thresholds) == len(card.classes)
    assert card.calibration.log_loss.value < card.calibration.log_loss.chance
    assert all(shift.auroc.low > shift.auroc.chance for shift in card.ood.shifts)
    assert not any("not calibrated" in line for line in card.limits)
    model = classifier(name)
    model.load()  # with statistics in their place, the golden pair and finite weights: else it is refused
    depth = np.uint8 if card.spec.preset == "display8" else np.uint16
    noise = np.random.default_rng(0).integers(0, np.iinfo(depth).max + 1, (300, 250), dtype=depth)
    assert cv2.imwrite(str(tmp_path / "noise.png"), noise)
    found = model.predict(read_image(tmp_path / "noise.png"))
    assert found.validity.is_far
    assert found.verified
    assert (found.temperature, found.thresholds) == (card.calibration.temperature, card.thresholds)
    # Calibrated, a score is the softmax of its logarithm over the temperature.
    powers = np.array(found.scores, np.float64) ** (1 / card.calibration.temperature)
    np.testing.assert_allclose(found.probabilities, powers / powers.sum(), atol=1e-6)


@pytest.mark.parametrize("name", ["real3", "phantom4"])
def test_the_figures_of_a_bundled_card_agree_with_each_other(name):
    """Three seeds each with an interval, the bundled one among them; operating points as the card has them."""
    card = default_shelf().get(name).card
    (told,) = (line for line in card.results if line.startswith("macro AUC on the test part, 3 seeds"))
    one = card.metrics["macro_auc"]
    assert f"{one.value:.3f} ({one.low:.3f} to {one.high:.3f})" in told
    for label, point in zip(card.classes, card.thresholds, strict=True):
        (line,) = (line for line in card.results if line.startswith(f"{label} on the test part at its operating point"))
        assert f"point, {point:.3f}: sensitivity" in line
    assert sum(b.n for b in card.calibration.bins) == card.calibration.n
    # Balanced accuracy is the mean sensitivity where the largest score decides, which is how the metrics are made.
    each = [card.metrics[f"sensitivity_{label}"].value for label in card.classes]
    assert card.metrics["balanced_accuracy"].value == pytest.approx(np.mean(each), abs=1e-9)


def test_no_patient_of_real3_is_in_two_parts():
    with (ROOT / "recipes" / "real3.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    parts = {row["patient"]: {r["part"] for r in rows if r["patient"] == row["patient"]} for row in rows}
    assert len(rows) == 1018
    assert all(len(found) == 1 for found in parts.values())


def test_the_card_of_real3_states_its_confounds():
    card = default_shelf().get("real3").card
    text = " ".join(card.limits)
    assert "125 of 125" in text  # no COVID-19 image is from NIH
    assert "AP" in text
    assert {"auc_normal_vs_opacity_nih", "auc_normal_vs_opacity_nih_pa"} <= card.metrics.keys()


def test_phantom4_tells_new_phantoms_apart(tmp_path, classifier):
    records = list(generate(tmp_path, 24, 991, matrix=512, images_per_patient=1, workers=1))
    model = classifier("phantom4")
    answers = [model.predict(read_image(tmp_path / record.path)) for record in records]
    truth = np.array([answers[0].classes.index(record.label) for record in records])
    scores = np.array([answer.probabilities for answer in answers])
    aucs = [roc_auc_score(truth == k, scores[:, k]) for k in range(4)]
    assert np.mean(aucs) > 0.8  # 24 phantoms of a seed it never met; chance is 0.5
    assert log_loss(truth, scores) < np.log(4)  # what knowing nothing gives
    assert not any(answer.validity.reasons for answer in answers)
    assert np.mean([answer.validity.is_far for answer in answers]) < 0.5  # finer or coarser, they are of its kind
