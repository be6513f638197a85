"""``cxr12 classify`` with kept results and labels, and ``cxr12 results``; with a bundled model and real processes."""

import csv
import json
import signal
import subprocess
import sys

import cv2
import numpy as np
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from core.dicom.catalogue import Catalogue
from core.places import config_folder, data_folder
from core.results.store import ResultStore
from core.results.verdicts import VerdictStore
from trainer.sources import list_source
from viewer.command_line import complete
from viewer.command_line.preferences import computing


@pytest.fixture
def cxr12():
    runner, app = CliRunner(), complete()
    return lambda *arguments: runner.invoke(app, [str(a) for a in arguments])


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def catalogue():
    return Catalogue(data_folder() / "catalogue.sqlite")


@pytest.fixture
def pictures(tmp_path):
    """Three grey pictures and one in colour."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    rows, columns = np.mgrid[0:150, 0:130]
    for number in range(3):
        wave = 127 + 100 * np.sin(rows / (20 + 9 * number)) * np.cos(columns / 30)
        assert cv2.imwrite(str(folder / f"{number}.png"), wave.astype(np.uint8))
    assert cv2.imwrite(str(folder / "colour.png"), np.dstack([np.full((9, 9), v, np.uint8) for v in (1, 99, 200)]))
    return folder


def test_results_are_kept_listed_exported_and_taken_again(cxr12, pictures, tmp_path):
    first = cxr12("classify", pictures, "--model", "real3", "--json", "--engine", "keras")
    assert first.exit_code == 0, first.stderr
    again = cxr12("classify", pictures, "--model", "real3", "--json", "--engine", "keras", "--resume")
    assert lines(again) == lines(first)  # milliseconds and all: nothing was computed anew

    listed = lines(cxr12("results", "--json"))
    assert [row["file"] for row in listed] == [str(pictures / f"{n}.png") for n in range(3)]
    assert [row["probabilities"] for row in listed] == [row["probabilities"] for row in lines(first)[:3]]
    assert lines(cxr12("results", pictures / "1.png", "--json")) == [listed[1]]
    assert "0.png" in cxr12("results").stdout
    assert cxr12("results", "--model", "phantom4").stderr == "no results are kept here\n"

    out = tmp_path / "out.parquet"
    assert cxr12("results", "--out", out).exit_code == 0
    assert pq.read_table(out).column("file").to_pylist() == [row["file"] for row in listed]
    wrong = cxr12("results", "--out", pictures / "0.png")
    assert wrong.exit_code == 2
    assert cv2.imread(str(pictures / "0.png")) is not None


def test_what_is_not_to_be_kept_is_not(cxr12, pictures):
    result = cxr12("classify", pictures / "0.png", "--model", "real3", "--no-keep")
    assert result.exit_code == 0
    assert not (data_folder() / "catalogue.sqlite").exists()
    assert cxr12("classify", pictures / "0.png", "--model", "real3", "--no-keep", "--resume").exit_code == 2


def test_a_session_only_preference_holds_here_too(cxr12, pictures):
    (config_folder() / "preferences.json").write_text('{"session": "only"}')
    result = cxr12("classify", pictures / "0.png", "--model", "real3")
    assert result.exit_code == 0
    assert "not kept" in result.stderr
    assert not (data_folder() / "catalogue.sqlite").exists()


def test_the_preferred_engine_computes_unless_another_is_asked_for(cxr12, pictures, tmp_path):
    (config_folder() / "preferences.json").write_text('{"engine": "openvino", "precision": "bfloat16"}')
    assert computing() == ("openvino", "bfloat16")
    assert computing("keras", "float32") == ("keras", "float32")
    out = tmp_path / "out.parquet"
    arguments = ("classify", pictures / "0.png", "--model", "real3", "--no-keep", "--parquet", out)
    for asked, used in (((), "OpenVINO"), (("--engine", "keras"), "Keras")):
        assert cxr12(*arguments, *asked).exit_code == 0
        assert pq.read_table(out).column("engine").to_pylist()[0].startswith(used)
    for broken in ('{"engine": 3}', '["engine"]', "{", '{"engine": "abacus"}'):
        (config_folder() / "preferences.json").write_text(broken)
        assert computing() == ("auto", "float32")


def test_answers_are_compared_with_labels(cxr12, pictures, tmp_path):
    table, out = tmp_path / "truth.csv", tmp_path / "all.parquet"
    said = {row["file"]: row["class"] for row in lines(cxr12("classify", pictures, "--model", "real3", "--json"))}
    truth = {str(pictures / f"{n}.png"): ("normal", "opacity", "normal")[n] for n in range(3)}
    table.write_text("path,label\n" + "".join(f"{path},{label}\n" for path, label in truth.items()))
    arguments = ("classify", pictures, "--model", "real3", "--resume", "--labels", table)
    *rows, compared = lines(cxr12(*arguments, "--json", "--parquet", out))
    assert {row["file"]: row["label"] for row in rows if row["status"] == "classified"} == truth
    assert compared["status"] == "compared"
    right = sum(said[path] == label for path, label in truth.items())
    assert compared["evaluation"]["accuracy"]["value"] == pytest.approx(right / 3)
    counts = {(a, b): 0 for a in compared["classes"] for b in compared["classes"]}
    for path, label in truth.items():
        counts[label, said[path]] += 1
    assert compared["evaluation"]["confusion"] == [
        [counts[a, b] for b in compared["classes"]] for a in compared["classes"]
    ]
    assert pq.read_table(out).column("label").to_pylist()[:3] == list(truth.values())
    text = cxr12(*arguments, "--csv", tmp_path / "out.csv")
    assert "3 images of 3 patients: accuracy" in text.stdout
    with (tmp_path / "out.csv").open(newline="") as file:
        assert [row["label"] for row in csv.DictReader(file)] == [*truth.values(), ""]
    assert cxr12("classify", pictures, "--model", "real3", "--labels", tmp_path / "none.csv").exit_code == 2


@pytest.mark.parametrize("wrong", [("--engine", "abacus"), ("--precision", "float8"), ("--parquet", "out.csv")])
def test_what_does_not_exist_is_wrong_usage(cxr12, pictures, wrong):
    result = cxr12("classify", pictures, "--model", "real3", *wrong)
    assert result.exit_code == 2
    assert "expected" in result.stderr


def test_what_readers_said_is_written_for_training(cxr12, pictures, tmp_path):
    assert cxr12("classify", pictures, "--model", "real3").exit_code == 0
    kept = catalogue()
    for one, label in zip(ResultStore(kept).rows(), ("normal", "opacity"), strict=False):
        VerdictStore(kept).say(one, "disagree", label)
    kept.close()
    table = tmp_path / "labels.csv"
    result = cxr12("results", "--training-labels", table)
    assert result.exit_code == 0, result.stderr
    assert "2 labels are written" in result.stderr
    assert [(one.path.name, one.label) for one in list_source(table)] == [("0.png", "normal"), ("1.png", "opacity")]


def test_ctrl_c_leaves_what_is_finished(cxr12, tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    rng = np.random.default_rng(3)
    for number in range(400):
        cv2.imwrite(str(folder / f"{number:03d}.png"), rng.integers(0, 255, (64, 64), dtype=np.uint8))
    run = "from viewer.command_line import main; main()"
    ask = ["classify", str(folder), "--model", "real3", "--json"]
    with subprocess.Popen(
        [sys.executable, "-c", run, *ask], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        told = [json.loads(running.stdout.readline())]
        running.send_signal(signal.SIGINT)
        # communicate() would pass over what readline() has read ahead
        rest, problem = running.stdout.read(), running.stderr.read()
    told += [json.loads(line) for line in rest.splitlines()]
    assert running.returncode == 1
    assert problem.splitlines()[-1] == (
        f"stopped: {len(told)} results are finished; they are kept, and --resume goes on"
    )
    assert 0 < len(told) < 400
    assert [row["file"] for row in told] == [str(folder / f"{n:03d}.png") for n in range(len(told))]
    whole = lines(cxr12(*ask, "--resume"))
    assert len(whole) == 400
    assert whole[: len(told)] == told
