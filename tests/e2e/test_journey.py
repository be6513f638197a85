"""The whole story through the real window: open a folder, window, classify, train two runs, compare."""

import csv
import json
import shutil
from pathlib import Path

import data_store
import numpy as np
import pytest
from sklearn.metrics import balanced_accuracy_score, roc_auc_score

from core.phantom import generate
from core.places import data_folder
from trainer.config import TrainConfig
from viewer.app import open_window
from viewer.tour import REAL_RADIOGRAPH, Tour


@pytest.fixture
def sample(tmp_path):
    """16 small phantoms of as many patients, and a real 15-bit radiograph."""
    folder = tmp_path / "sample"
    for _ in generate(folder / "phantoms", 16, 5, matrix=256, images_per_patient=1):
        pass
    radiograph = Path(data_store.__file__).parent / "data" / REAL_RADIOGRAPH
    shutil.copyfile(radiograph, folder / REAL_RADIOGRAPH)
    return folder


@pytest.fixture
def window(qtbot):
    window = open_window()
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()


def test_the_whole_journey(window, sample, tmp_path):
    before = {path: path.read_bytes() for path in sample.rglob("*.dcm")}
    configs = tuple(
        TrainConfig(name=f"e2e-{variant}", variant=variant, size=32, epochs=2, batch_size=4)
        for variant in ("standard", "proposed")
    )
    tour = Tour(window, tmp_path)
    tour.run(REAL_RADIOGRAPH, configs, sample)

    assert [step.name for step in tour.steps] == [
        "browse", "open", "window", "classify", "phantom", "explain", "many", "train-standard", "train-proposed",
        "compare",
    ]  # fmt: skip
    assert "15 bits, MONOCHROME1" in tour.steps[1].found
    runs = sorted((data_folder() / "runs").iterdir())
    assert len(runs) == 2
    for run in runs:
        assert json.loads((run / "config.json").read_text())["size"] == 32
        _figures_follow_from_the_predictions(run)
    tests = [{row["row"] for row in _rows(run / "split.csv") if row["part"] == "test"} for run in runs]
    assert tests[0] == tests[1]
    assert tests[0]
    assert {path: path.read_bytes() for path in sample.rglob("*.dcm")} == before


def _figures_follow_from_the_predictions(run):
    """The figures of a run, worked out again by scikit-learn from the probabilities it wrote."""
    figures = json.loads((run / "metrics.json").read_text())
    classes = figures["classes"]
    rows = [row for row in _rows(run / "predictions.csv") if row["part"] == "test"]
    truth = np.array([classes.index(row["label"]) for row in rows])
    scores = np.array([[float(row[name]) for name in classes] for row in rows])
    scores /= scores.sum(axis=1, keepdims=True)  # what float32 rounding left
    auc = roc_auc_score(truth, scores, multi_class="ovr", average="macro", labels=range(len(classes)))
    assert figures["test"]["macro_auc"]["value"] == pytest.approx(auc, abs=1e-6)
    expected = balanced_accuracy_score(truth, scores.argmax(axis=1))
    assert figures["test"]["balanced_accuracy"]["value"] == pytest.approx(expected, abs=1e-9)


def _rows(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))
