"""Two findings that may be together, from a table of phantoms to an answer, through the real commands."""

import csv
import json

import numpy as np
import pytest
from sklearn import metrics as sk
from typer.testing import CliRunner

from core.errors import ComparisonError
from core.models import card as cards
from core.models.shelf import default_shelf
from core.multilabel import MultiLabelEvaluation
from core.phantom import generate
from trainer.compare import compare
from trainer.dataset import read_dataset
from trainer.outcome import read_outcome
from trainer.study.design import Study, StudyError
from trainer.study.planning import plan
from trainer.study.reading import read_study
from viewer.command_line import complete

CLASSES = ("high", "low")


def cxr12(*arguments):
    return CliRunner().invoke(complete(), [str(one) for one in arguments])


@pytest.fixture(scope="module")
def phantoms(tmp_path_factory, rewrite):
    """48 phantoms, a bright square high up, low down, both or neither; labels in a table of several classes."""
    folder = tmp_path_factory.mktemp("phantoms")
    lines = ["path,labels,patient"]
    for number, record in enumerate(generate(folder, 48, 11, matrix=96, images_per_patient=1)):
        shown = [name for name, there in zip(CLASSES, (number % 2, number // 2 % 2), strict=True) if there]

        def painted(stored, file, shown=shown):
            white = 0 if file.PhotometricInterpretation == "MONOCHROME1" else 2**file.BitsStored - 1
            stored = stored.copy()
            rows, columns = stored.shape
            for name in shown:
                top = round(rows * (0.08 if name == "high" else 0.58))
                stored[top : top + rows // 3, columns // 3 : 2 * columns // 3] = white
            return stored

        rewrite(folder / record.path, pixels=painted)
        lines.append(f"{record.path},{'|'.join(shown)},{record.patient}")
    (folder / "labels.csv").write_text("\n".join(lines) + "\n")
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("kept home")


@pytest.fixture(autouse=True)
def _kept_home(isolated_home, home, monkeypatch):
    """One home for the whole story: the data's salt and the shelf stay."""
    monkeypatch.setenv("CXR12_HOME", str(home))


@pytest.fixture(scope="module")
def trained(tmp_path_factory, phantoms, home):
    runs = tmp_path_factory.mktemp("runs")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CXR12_HOME", str(home))
        done = cxr12(
            "train", phantoms, "--out", runs, "--size", 32, "--epochs", 8, "--batch", 8, "--mixup", 0.1, "--json"
        )  # fmt: skip
    assert done.exit_code == 0, done.output
    (folder,) = runs.iterdir()
    return folder, [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def rows_of(folder, name, part=None):
    with (folder / name).open(newline="", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if part in (None, row["part"])]


def answers(folder, part):
    rows = rows_of(folder, "predictions.csv", part)
    truth = np.array([[int(row[f"true:{name}"]) for name in CLASSES] for row in rows])
    return truth, np.array([[float(row[name]) for name in CLASSES] for row in rows])


def test_what_is_told_and_written(trained, phantoms):
    folder, events = trained
    (dataset_event,) = [event for event in events if event["event"] == "dataset"]
    assert dataset_event["classes"] == {"high": 24, "low": 24}
    epochs = [event for event in events if event["event"] == "epoch"]
    assert len(epochs) == 8
    assert 0 <= epochs[-1]["val_accuracy"] <= 1
    assert events[-1]["event"] == "finished"
    assert list(rows_of(folder, "predictions.csv")[0]) == ["row", "part", "patient", "true:high", "true:low", *CLASSES]
    assert list(rows_of(folder, "split.csv")[0])[:4] == ["row", "part", "labels", "patient"]
    labels = {row["row"]: row["labels"] for row in rows_of(folder, "split.csv")}
    assert sorted(labels.values()) == [""] * 12 + ["high"] * 12 + ["high|low"] * 12 + ["low"] * 12
    assert sorted(set(labels.values())) == ["", "high", "high|low", "low"]
    dataset = read_dataset(phantoms)
    truth = {row.id: dataset.truth()[i] for i, row in enumerate(dataset.rows)}
    for row in rows_of(folder, "predictions.csv"):
        assert [int(row[f"true:{name}"]) for name in CLASSES] == truth[row["row"]].tolist()
        assert row["part"] in ("validation", "test")


def test_the_figures_follow_from_the_predictions(trained):
    folder, events = trained
    outcome = read_outcome(folder)
    test = outcome.test
    assert isinstance(test, MultiLabelEvaluation)
    truth, scores = answers(folder, "test")
    assert test.n == len(truth) == test.patients
    assert test.macro_auc.value == pytest.approx(sk.roc_auc_score(truth, scores, average="macro"))
    assert test.macro_auc.value > 0.9
    expected = sk.average_precision_score(truth, scores, average="macro")
    assert test.macro_average_precision.value == pytest.approx(expected)
    points = [one.point for one in test.per_class]
    assert test.accuracy.value == pytest.approx(sk.accuracy_score(truth, scores >= points))
    matrices = sk.multilabel_confusion_matrix(truth, scores >= points)
    assert [one.confusion for one in test.per_class] == [tuple(one.ravel()) for one in matrices]
    assert events[-1]["test"]["macro_auc"]["value"] == test.macro_auc.value
    assert outcome.loss == "binary_crossentropy"
    on_validation, its_scores = answers(folder, "validation")
    kept = np.clip(its_scores, 1e-7, 1 - 1e-7)
    expected = np.mean([sk.log_loss(on_validation[:, k], kept[:, k]) for k in range(2)])
    assert outcome.best_val_loss == pytest.approx(expected, rel=1e-4)
    for k, point in enumerate(points):  # no other threshold does better on the validation part
        false, true, _ = sk.roc_curve(on_validation[:, k], its_scores[:, k])
        called = its_scores[:, k] >= point
        youden = called[on_validation[:, k] == 1].mean() - called[on_validation[:, k] == 0].mean()
        assert youden == pytest.approx((true - false).max())


def test_the_card_says_how_it_is_to_be_read(trained):
    folder, _ = trained
    card, test = cards.read(folder), read_outcome(folder).test
    assert (card.activation, card.classes) == ("sigmoid", CLASSES)
    assert card.thresholds == tuple(one.point for one in test.per_class)
    assert card.metrics["macro_average_precision"] == test.macro_average_precision
    assert card.metrics["brier"] == test.brier
    assert "Knows the classes high, low only; it may give an image several of them, or none." in card.limits
    assert "The operating points were chosen on the validation part." in card.limits


def test_the_network_answers_as_it_was_measured(trained, phantoms):
    folder, _ = trained
    default_shelf().add(folder, "both")
    dataset = read_dataset(phantoms)
    paths = {row.id: row.path for row in dataset.rows}
    thresholds = np.array(cards.read(folder).thresholds)
    some = rows_of(folder, "predictions.csv", "test")[:8]
    done = cxr12("classify", *(paths[row["row"]] for row in some), "--model", "both", "--json", "--no-keep")
    assert done.exit_code == 0, done.output
    told = {line["file"]: line for line in map(json.loads, done.stdout.splitlines())}
    for row in some:
        said = told[str(paths[row["row"]])]
        expected = np.array([float(row[name]) for name in CLASSES])
        assert list(said["probabilities"].values()) == pytest.approx(expected, abs=1e-4)
        if np.abs(expected - thresholds).min() > 1e-3:
            assert said["decided"] == [
                name for name, p, at in zip(CLASSES, expected, thresholds, strict=True) if p >= at
            ]
    both = next(paths[row.id] for row in dataset.rows if row.label == "high|low")
    text = cxr12("classify", both, "--model", "both", "--no-keep").stdout.replace("\n", "")
    assert ": high, low (high " in text or "doubtful, high, low (high " in text


def test_what_asks_for_one_class_per_image_says_so(trained, phantoms, tmp_path):
    folder, _ = trained
    with pytest.raises(ComparisonError, match=f"{folder.name} cannot be compared: its images may show several classes"):
        compare([folder])
    done = cxr12("compare", folder, folder)
    assert done.exit_code != 0
    assert "may show several classes each" in done.output.replace("\n", "")
    done = cxr12("train", phantoms, "--out", tmp_path / "runs", "--size", 32, "--activation", "softmax")
    assert done.exit_code != 0
    assert "which a softmax cannot say" in " ".join(done.output.split())
    done = cxr12("classify", phantoms, "--model", "both", "--no-keep", "--labels", phantoms)
    assert "answers are compared with one class per image" in " ".join(done.output.split())
    (tmp_path / "study.toml").write_text(
        f'name = "S"\nquestion = "Q?"\ndata = "{phantoms}"\n[grid]\nbits = ["12", "8"]\n[base]\nsize = 32\n'
        "[declared]\nmargin = 0.05\n"
    )
    study, _ = read_study(tmp_path / "study.toml")
    assert isinstance(study, Study)
    with pytest.raises(StudyError, match="a study compares runs with one class per image"):
        plan(study, read_dataset(phantoms))


def test_no_patient_is_in_the_run_folder(trained, phantoms):
    folder, _ = trained
    patients = {line.split(",")[2] for line in (phantoms / "labels.csv").read_text().splitlines()[1:]}
    written = "".join(
        path.read_text(errors="replace")
        for path in folder.iterdir()
        if path.suffix in (".csv", ".json", ".txt", ".jsonl")
    )
    assert not [patient for patient in patients if patient in written]
    assert str(phantoms) not in written
