"""``python -m trainer`` from outside: whole runs in child processes, their folders and their comparison."""

import csv
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from sklearn import metrics as sk

from core.errors import ComparisonError
from core.models import card as cards
from core.models import network
from trainer.compare import compare
from trainer.config import TrainConfig
from trainer.lock import locked
from trainer.outcome import read_outcome
from trainer.run import create_run, list_runs, read_events, read_run, request_cancel

MARKER = "MARKERxyz"
TINY = {"size": 32, "batch_size": 8}


@dataclass
class Done:
    folder: Path
    code: int
    lines: list


def start(folder, data, home, *options, **pipes):
    command = [sys.executable, "-m", "trainer", "--run", str(folder), "--data", str(data), "--json", *options]
    environment = os.environ | {"CXR12_HOME": str(home), "TF_CPP_MIN_LOG_LEVEL": "3"}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment, **pipes
    )


def finish(process, folder, act=lambda event: None):
    lines = []
    for line in process.stdout:
        lines.append(json.loads(line))
        act(lines[-1])
    process.stdout.close()
    code = process.wait()
    if process.stdin is not None:
        process.stdin.close()  # after its end: a run must end by itself while its owner lives
    return Done(folder, code, lines)


@pytest.fixture(scope="module")
def runs(tmp_path_factory, marked_folder, noise_folder):
    """Two runs alike, side by side, and one on noise that is cancelled after its first epoch; two watch their owner."""
    watched = {"stdin": subprocess.PIPE}
    home, parent = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("runs")
    alike = [create_run(parent, TrainConfig(name=n, epochs=3, save_h5=True, **TINY)) for n in ("first", "second")]
    stopped = create_run(parent, TrainConfig(name="stopped", epochs=1000, **TINY))
    first = start(alike[0], marked_folder, home, "--watch-stdin", **watched)
    first_done = finish(first, alike[0])
    second = start(alike[1], marked_folder, home)
    third = start(stopped, noise_folder, home, "--watch-stdin", **watched)
    stopped_done = finish(third, stopped, lambda event: event["event"] == "epoch" and request_cancel(stopped))
    return {"first": first_done, "second": finish(second, alike[1]), "stopped": stopped_done}


def kinds(done):
    return [event["event"] for event in done.lines]


def predictions(folder, part):
    with (folder / "predictions.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["part"] == part]
    classes = list(rows[0])[4:]
    truth = np.array([classes.index(row["label"]) for row in rows])
    return truth, np.array([[float(row[name]) for name in classes] for row in rows])


def test_a_run_tells_its_story_and_ends_once(runs):
    done = runs["first"]
    assert done.code == 0
    told = kinds(done)
    assert told[0] == "started"
    assert told[-1] == "finished"
    assert [kind for kind in told if kind not in ("progress", "note", "heartbeat")] == [
        "started",
        "dataset",
        "split",
        "epoch",
        "epoch",
        "epoch",
        "finished",
    ]
    assert read_events(done.folder)[0] == done.lines
    assert [event["number"] for event in done.lines] == list(range(len(told)))
    stages = [event["stage"] for event in done.lines if event["event"] == "progress"]
    assert list(dict.fromkeys(stages)) == ["dataset", "images", "examine", "train", "evaluate"]
    assert {"config.json", "environment.json", "split.csv", "events.jsonl", "predictions.csv", "metrics.json"} | {
        "model.keras",
        "model.h5",
        "card.json",
        "findings.json",
        "log.txt",
        "lock",
    } == {path.name for path in done.folder.iterdir()}


def test_bright_and_dark_are_told_apart_on_patients_never_seen(runs):
    done = runs["first"]
    test = done.lines[-1]["test"]
    assert test["macro_auc"]["value"] == 1.0
    assert test["macro_auc"]["chance"] == 0.5
    assert test["patients"] >= 2
    epochs = [event for event in done.lines if event["event"] == "epoch"]
    assert [event["epoch"] for event in epochs] == [1, 2, 3]
    assert epochs[-1]["val_macro_auc"] == 1.0
    outcome = read_outcome(done.folder)
    assert outcome.best_val_loss == min(event["val_loss"] for event in epochs)
    assert epochs[outcome.best_epoch - 1]["best"]
    assert 0 < outcome.seconds_to_best <= outcome.seconds_total


def test_the_same_seed_gives_the_same_losses(runs):
    def losses(done):
        return [(e["loss"], e["val_loss"], e["accuracy"]) for e in done.lines if e["event"] == "epoch"]

    np.testing.assert_allclose(losses(runs["first"]), losses(runs["second"]), rtol=1e-6)


def test_no_patient_is_on_two_sides_and_all_runs_name_rows_alike(runs):
    first, second = ((runs[name].folder / "split.csv").read_text() for name in ("first", "second"))
    assert first == second
    rows = list(csv.DictReader(first.splitlines()))
    assert len({row["row"] for row in rows}) == 24
    assert len({(row["patient"], row["part"]) for row in rows}) == len({row["patient"] for row in rows}) == 16


def test_no_patient_data_in_any_file_of_a_run(runs, marked_folder):
    assert MARKER in str(marked_folder)
    for name in ("first", "second"):
        for path in runs[name].folder.iterdir():
            assert MARKER.encode() not in path.read_bytes(), path.name
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    assert not any(MARKER.encode() in archive.read(member) for member in archive.namelist())


def test_the_card_opens_the_model_and_its_figures_are_the_predictions(runs):
    folder = runs["first"].folder
    card = cards.read(folder)
    assert card.sha256 == hashlib.sha256((folder / "model.keras").read_bytes()).hexdigest()
    assert (card.spec.preset, card.spec.bits, card.classes) == ("native", "native", ("bright", "dark"))
    assert "24 images of 16 patients" in card.data
    assert card.intended_use.startswith("Research use only")
    assert card.name == folder.name
    model = network.load(folder, card)  # checks the golden pair
    assert model.count_params() == card.parameters
    truth, scores = predictions(folder, "test")
    assert card.metrics["accuracy"].value == sk.accuracy_score(truth, scores.argmax(1))


def test_cancelled_after_an_epoch_keeps_network_and_figures(runs):
    done = runs["stopped"]
    assert done.code == 3
    assert kinds(done)[-1] == "cancelled"
    epochs = kinds(done).count("epoch")
    assert 1 <= epochs < 1000
    outcome = read_outcome(done.folder)
    assert outcome.epochs == epochs
    assert done.lines[-1]["test"]["n"] == outcome.test.n == 18
    assert network.load(done.folder, cards.read(done.folder)).output_shape == (None, 3)
    assert read_run(done.folder).status == "cancelled"


def test_compared_figures_equal_scikit_learn_on_the_predictions(runs):
    folder = runs["stopped"].folder
    comparison = compare([folder])
    row = comparison.runs[0]
    truth, scores = predictions(folder, "test")
    decision = scores.argmax(1)
    assert row.accuracy.value == pytest.approx(sk.accuracy_score(truth, decision))
    assert row.balanced_accuracy.value == pytest.approx(sk.balanced_accuracy_score(truth, decision))
    aucs = [sk.roc_auc_score(truth == k, scores[:, k]) for k in range(3)]
    assert row.macro_auc.value == pytest.approx(np.mean(aucs))
    assert [one.auc.value for one in row.per_class] == pytest.approx(aucs)
    recalls = sk.recall_score(truth, decision, average=None)
    assert [one.sensitivity.value for one in row.per_class] == pytest.approx(list(recalls))
    precisions = sk.precision_score(truth, decision, average=None, zero_division=np.nan)
    assert [one.precision.value for one in row.per_class] == pytest.approx(list(precisions), nan_ok=True)
    assert [one.support for one in row.per_class] == [6, 6, 6]
    assert [list(line) for line in row.confusion] == sk.confusion_matrix(truth, decision).tolist()
    truth, scores = predictions(folder, "validation")
    assert row.best_val_loss == pytest.approx(sk.log_loss(truth, scores / scores.sum(1, keepdims=True)), rel=1e-4)
    assert comparison.classes == ("a", "b", "c")
    assert (comparison.test_images, comparison.test_patients) == (18, 18)


def test_runs_side_by_side(runs):
    comparison = compare([runs["second"].folder, runs["first"].folder])
    assert [row.name for row in comparison.runs] == ["second", "first"]
    assert comparison.runs[0].macro_auc == comparison.runs[1].macro_auc
    assert {row.status for row in comparison.runs} == {"finished"}
    assert comparison.runs[0].best_epoch == read_outcome(runs["second"].folder).best_epoch


def test_runs_that_do_not_compare_are_refused_with_both_sides_named(runs, tmp_path):
    first, stopped = runs["first"].folder, runs["stopped"].folder
    with pytest.raises(
        ComparisonError, match=rf"{first.name} knows the classes bright, dark, {stopped.name} the classes a, b, c"
    ):
        compare([first, stopped])
    other = tmp_path / "other"
    shutil.copytree(first, other)
    metrics = json.loads((other / "metrics.json").read_text())
    metrics["test_fingerprint"] = "0" * 64
    metrics["test"]["n"] = 999
    (other / "metrics.json").write_text(json.dumps(metrics))
    count = read_outcome(first).test.n
    with pytest.raises(
        ComparisonError, match=rf"{first.name} was tested on {count} images of .*, other on 999 images of"
    ):
        compare([first, other])
    (other / "metrics.json").unlink()
    with pytest.raises(ComparisonError, match="other cannot be compared: it has no figures"):
        compare([first, other])
    for last, reason in ((b"", "was interrupted"), (b'{"event": "failed", "reason": "of rain"}\n', "failed .of rain.")):
        (other / "events.jsonl").write_bytes(b'{"event": "started"}\n' + last)
        with pytest.raises(ComparisonError, match=f"other cannot be compared: the run {reason}"):
            compare([other])
    (other / "events.jsonl").unlink()
    with locked(other), pytest.raises(ComparisonError, match="other cannot be compared: it is still running"):
        compare([other])
    (other / "config.json").write_text("{")
    with pytest.raises(ComparisonError, match="the run is damaged"):
        compare([other])
    with pytest.raises(ComparisonError, match="absent cannot be compared: there is no such run folder"):
        compare([tmp_path / "absent"])
    with pytest.raises(ComparisonError, match="at least one run"):
        compare([])


def test_all_runs_are_listed(runs):
    parent = runs["first"].folder.parent
    assert {record.name: record.status for record in list_runs(parent)} == {
        "first": "finished",
        "second": "finished",
        "stopped": "cancelled",
    }


def test_an_unreadable_image_stops_the_run_before_training(marked_folder, tmp_path):
    data = tmp_path / f"{MARKER}-copy"
    shutil.copytree(marked_folder, data)
    broken = data / "dark" / f"{MARKER}-0.dcm"
    broken.write_bytes(broken.read_bytes()[:-99])
    folder = create_run(tmp_path, TrainConfig(name="broken", epochs=1, **TINY))
    done = finish(start(folder, data, tmp_path / "home", "--watch-stdin", stdin=subprocess.PIPE), folder)
    assert done.code == 1
    assert kinds(done)[-1] == "failed"
    assert "1 of 24 images cannot be used" in done.lines[-1]["reason"]
    record = read_run(folder)
    assert (record.status, record.reason) == ("failed", done.lines[-1]["reason"])
    assert "cannot be used" in (folder / "log.txt").read_text()
    assert not any(MARKER.encode() in path.read_bytes() for path in folder.iterdir())


def test_what_nobody_expected_is_a_sentence_with_the_traceback_in_the_log(tmp_path):
    folder = create_run(tmp_path, TrainConfig(name="odd", epochs=1, **TINY))
    data = tmp_path / f"{MARKER}.csv"
    data.mkdir()
    (data / "labels.csv").write_text("path,label\n" + f"{MARKER}-{'x' * 300}.png,a\n")  # a name no disk takes
    done = finish(start(folder, data, tmp_path / "home"), folder)
    assert done.code == 1
    assert "File name too long" in done.lines[-1]["reason"] or "do not exist" in done.lines[-1]["reason"]
    assert not any(MARKER.encode() in path.read_bytes() for path in folder.iterdir())


def test_the_end_of_the_owner_pauses(marked_folder, tmp_path):
    folder = create_run(tmp_path, TrainConfig(name="orphan", epochs=1000, **TINY))
    process = start(folder, marked_folder, tmp_path / "home", "--watch-stdin", stdin=subprocess.PIPE)
    assert json.loads(process.stdout.readline())["event"] == "started"
    process.stdout.close()  # an owner that dies closes both
    process.stdin.close()
    assert process.wait() == 4
    assert [event["event"] for event in read_events(folder)[0]][-1] == "paused"
    assert read_run(folder).status == "paused"


def test_terminate_pauses(marked_folder, tmp_path):
    folder = create_run(tmp_path, TrainConfig(name="terminated", epochs=1000, **TINY))
    process = start(folder, marked_folder, tmp_path / "home")
    asked = []

    def terminate(event):
        if not asked:
            asked.append(process.send_signal(signal.SIGTERM))

    done = finish(process, folder, terminate)
    assert done.code == 4
    assert kinds(done)[-1] == "paused"
    assert read_run(folder).status == "paused"


def test_interrupt_cancels_and_keeps_what_was_learned(marked_folder, tmp_path):
    folder = create_run(tmp_path, TrainConfig(name="interrupted", epochs=1000, **TINY))
    process = start(folder, marked_folder, tmp_path / "home")

    def interrupt(event):
        if event["event"] == "epoch" and process.poll() is None:  # again and again, as impatient people do
            os.kill(process.pid, signal.SIGINT)

    done = finish(process, folder, interrupt)
    assert done.code == 3
    assert kinds(done)[-1] == "cancelled"
    outcome = read_outcome(folder)
    assert outcome.epochs == kinds(done).count("epoch") < 1000
    assert done.lines[-1]["test"]["accuracy"]["value"] == outcome.test.accuracy.value
    assert network.load(folder, cards.read(folder)).output_shape == (None, 2)
    assert compare([folder]).runs[0].status == "cancelled"


def test_a_run_in_work_is_left_alone(marked_folder, tmp_path):
    folder = create_run(tmp_path, TrainConfig(name="busy", **TINY))
    with locked(folder):
        done = finish(start(folder, marked_folder, tmp_path / "home"), folder)
    assert done.code == 1
    assert done.lines == []
    assert not (folder / "events.jsonl").exists()
