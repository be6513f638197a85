"""What is mirrored of a run, and what MLflow's own client reads back from a store."""

import json
import threading
from dataclasses import asdict, replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import numpy as np
import pytest

from core.errors import Cxr12Error
from core.metrics import evaluate
from trainer.config import TrainConfig
from trainer.outcome import Outcome, write_outcome
from trainer.run import read_run, write_json
from trainer.tracking import Tracker, mirrored, runs_in

BEGAN = 1_780_000_000_000  # milliseconds: 2026-05-28T20:26:40Z
TRUTH = np.array([0, 0, 0, 0, 1, 1, 1, 1])
SCORES = np.array([0.1, 0.2, 0.3, 0.6, 0.4, 0.7, 0.8, 0.9])  # 15 of the 16 pairs are in order


@pytest.fixture
def run(tmp_path):
    folder = tmp_path / "a name of a patient" / "20260528-202640-first"
    folder.mkdir(parents=True)
    config = TrainConfig(name="first", architecture="vgg16", bits="8", size=64, epochs=3, seed=4)
    write_json(folder / "config.json", asdict(config))
    write_json(folder / "environment.json", {"created": "2026-05-28T20:26:40+00:00", "cxr12": "0.1.0", "commit": "abc"})
    tell(folder, "started", 0)
    tell(folder, "epoch", 10, epoch=1, loss=0.9, val_loss=0.8, val_macro_auc=None, learning_rate=0.001, seconds=9.5)
    tell(folder, "epoch", 20, epoch=2, loss=0.7, val_loss=0.6, val_macro_auc=0.75, learning_rate=0.001, seconds=9.0)
    return folder


def tell(folder, kind, second, **facts):
    event = {
        "event": kind,
        "number": 0,
        "time": f"2026-05-28T20:{26 + (40 + second) // 60}:{(40 + second) % 60:02}+00:00",
    }
    with (folder / "events.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(event | facts) + "\n")


def finish(folder, classes=("normal", "nodule")):
    measured = evaluate(
        TRUTH, np.stack([1 - SCORES, SCORES], axis=1), classes, [f"p{i}" for i in range(8)], resamples=50
    )
    done = Outcome(
        classes=classes, test=measured, validation=measured, loss="categorical_crossentropy", best_val_loss=0.6,
        best_epoch=2, epochs=2, seconds_to_best=19.0, seconds_total=19.0, parameters=10, preset="native", bits="8",
        images={"test": 8}, patients={"test": 8}, data_fingerprint="dd", split_fingerprint="ss", test_fingerprint="tt",
    )  # fmt: skip
    write_outcome(folder, done)
    (folder / "model.keras").write_bytes(b"weights")
    (folder / "predictions.csv").write_text("row,part,label,patient\n")
    tell(folder, "finished", 30)


def points(one):
    return {(point.name, point.step): point.value for point in one.points}


def test_settings_curves_and_figures_of_a_run(run):
    finish(run)
    one = mirrored(read_run(run), "a study")
    assert one.status == "FINISHED"
    assert (one.began_ms, one.ended_ms) == (BEGAN, BEGAN + 30_000)
    assert one.params["architecture"] == "vgg16"
    assert one.params["bits"] == "8"
    assert "name" not in one.params
    assert one.tags["cxr12.study"] == "a study"
    assert one.tags["cxr12.data"] == "dd"
    assert one.tags["cxr12.commit"] == "abc"
    told = points(one)
    assert told["loss", 1] == 0.9
    assert told["val_macro_auc", 2] == 0.75
    assert ("val_macro_auc", 1) not in told  # there was none
    assert told["test_macro_auc", 2] == pytest.approx(15 / 16)
    assert told["test_accuracy", 2] == pytest.approx(6 / 8)
    assert told["test_macro_auc_low", 2] <= 15 / 16 <= told["test_macro_auc_high", 2]
    assert told["test_nodule_sensitivity", 2] == pytest.approx(3 / 4)
    assert {point.time_ms for point in one.points if point.step == 1} == {BEGAN + 10_000}


def test_no_path_and_no_row_is_told(run):
    finish(run)
    (run / "findings.json").write_text("{}")  # it names rows
    one = mirrored(read_run(run))
    assert {path.name for path in one.files} == {"config.json", "environment.json", "metrics.json"}
    assert "patient" not in json.dumps([one.params, one.tags])
    assert {path.name for path in mirrored(read_run(run), weights=True).files} - {path.name for path in one.files} == {
        "model.keras"
    }


@pytest.mark.parametrize(("last", "status"), [("paused", "KILLED"), ("failed", "FAILED"), (None, "KILLED")])
def test_a_run_that_is_not_finished(run, last, status):
    if last:
        tell(run, last, 25, reason="the disk is full")
    one = mirrored(read_run(run))
    assert one.status == status
    assert one.tags["cxr12.status"] == (last or "interrupted")
    assert {point.name for point in one.points} == {"loss", "val_loss", "val_macro_auc", "learning_rate", "seconds"}


def test_two_runs_alike_are_told_apart(run, tmp_path):
    other = tmp_path / "20260528-202640-first-2"
    other.mkdir()
    for file in run.iterdir():
        (other / file.name).write_bytes(file.read_bytes())
    assert mirrored(read_run(run)).key != mirrored(read_run(other)).key
    assert mirrored(read_run(run)).key == mirrored(read_run(run), "moved into a study").key


def test_a_class_with_signs_in_its_name(run):
    finish(run, ("normal", "nodule / mass (≥ 3 cm)"))
    assert "test_nodule___mass____3_cm__sensitivity" in {point.name for point in mirrored(read_run(run)).points}


def test_the_runs_of_a_study_come_in_their_order(run, tmp_path):
    runs = tmp_path / "my-study" / "runs"
    runs.mkdir(parents=True)
    for name in ("20260102-000000-b", "20260101-000000-a"):
        (runs / name).mkdir()
        (runs / name / "config.json").write_bytes((run / "config.json").read_bytes())
    assert [(record.folder.name, study) for record, study in runs_in(tmp_path / "my-study")] == [
        ("20260101-000000-a", "my-study"),
        ("20260102-000000-b", "my-study"),
    ]
    with pytest.raises(Cxr12Error, match=r"neither a run folder nor a study folder"):
        runs_in(tmp_path)


def test_a_damaged_run_is_refused(run):
    (run / "config.json").write_text("{")
    with pytest.raises(Cxr12Error, match=r"20260528-202640-first cannot be mirrored: the run is damaged"):
        mirrored(read_run(run))


@pytest.fixture
def store(tmp_path):
    pytest.importorskip("mlflow", reason="the extra `tracking` is not installed")
    return str(tmp_path / "store")


@pytest.fixture
def read_back(store):
    def read(experiment="CXR-12"):
        from mlflow import MlflowClient

        client = MlflowClient(tracking_uri=f"file://{store}")
        return client, client.search_runs([client.get_experiment_by_name(experiment).experiment_id])

    return read


def test_mlflow_reads_back_what_was_told(run, store, read_back):
    finish(run)
    told = Tracker(store).mirror(mirrored(read_run(run), "a study"))
    client, (found,) = read_back()
    assert found.info.run_id == told.run_id
    assert found.info.run_name == "first"
    assert found.info.status == "FINISHED"
    assert (found.info.start_time, found.info.end_time) == (BEGAN, BEGAN + 30_000)
    assert found.data.params["seed"] == "4"
    assert found.data.tags["cxr12.study"] == "a study"
    assert found.data.metrics["test_macro_auc"] == pytest.approx(15 / 16)
    losses = client.get_metric_history(told.run_id, "loss")
    assert [(one.step, one.value, one.timestamp) for one in losses] == [
        (1, 0.9, BEGAN + 10_000),
        (2, 0.7, BEGAN + 20_000),
    ]
    assert sorted(one.path for one in client.list_artifacts(told.run_id)) == [
        "config.json",
        "environment.json",
        "metrics.json",
    ]


def test_again_adds_only_what_is_new(run, store, read_back):
    tracker = Tracker(store)
    first = tracker.mirror(mirrored(read_run(run)))
    assert first.points == 9
    assert tracker.mirror(mirrored(read_run(run))) == replace(first, points=0, files=0)
    tell(run, "resumed", 22, epoch=1)
    tell(run, "epoch", 24, epoch=2, loss=0.65, val_loss=0.6, val_macro_auc=0.75, learning_rate=0.001, seconds=9.0)
    finish(run)
    again = Tracker(store).mirror(mirrored(read_run(run)))
    client, (found,) = read_back()
    assert again.run_id == first.run_id == found.info.run_id
    assert found.info.status == "FINISHED"
    assert found.data.metrics["loss"] == 0.65  # the epoch that was told anew
    assert len(client.get_metric_history(found.info.run_id, "val_loss")) == 2
    assert again.files == 3
    assert Tracker(store).mirror(mirrored(read_run(run))).points == 0


def test_more_figures_than_a_store_takes_at_once(run, store, read_back):
    for epoch in range(3, 303):
        tell(run, "epoch", 20, epoch=epoch, loss=1 / epoch, val_loss=0.5, learning_rate=0.1, seconds=1.0)
    told = Tracker(store).mirror(mirrored(read_run(run)))
    client, _ = read_back()
    assert told.points == 9 + 4 * 300
    assert len(client.get_metric_history(told.run_id, "loss")) == 302


class Refusing(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(403)
        self.end_headers()
        self.wfile.write(b"no")

    do_POST = do_GET

    def log_message(self, *_):
        pass


def test_a_server_that_refuses_and_one_that_is_not_there(store, monkeypatch):
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    server = HTTPServer(("127.0.0.1", 0), Refusing)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        with pytest.raises(Cxr12Error, match=r"^http://127\.0\.0\.1 refuses the run: ") as refused:
            Tracker(f"http://name:secret@127.0.0.1:{server.server_port}")
        assert "secret" not in str(refused.value)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    with pytest.raises(Cxr12Error, match=r"^http://127\.0\.0\.1 cannot be reached: ") as missing:
        Tracker(f"http://name:secret@127.0.0.1:{server.server_port}")
    assert "secret" not in str(missing.value)


def test_what_mlflow_cannot_write_to(store):
    with pytest.raises(Cxr12Error, match=r"^ftp://x is no tracking store"):
        Tracker("ftp://x")


def test_nobody_else_is_told(store):
    import os

    Tracker(store)
    assert os.environ["MLFLOW_DISABLE_TELEMETRY"] == "true"
    assert os.environ["DO_NOT_TRACK"] == "true"
    assert os.environ["MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT"] == "true"  # standard output is the command's


def test_without_mlflow_the_extra_is_named(monkeypatch, tmp_path):
    import sys

    monkeypatch.setitem(sys.modules, "mlflow", None)
    with pytest.raises(Cxr12Error, match=r"install cxr12\[tracking\]"):
        Tracker(str(tmp_path))
