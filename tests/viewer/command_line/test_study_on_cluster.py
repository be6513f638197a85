"""``cxr12 study --workers``: cells on a real Ray cluster of two nodes, one of which goes away."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from trainer.run import read_events
from trainer.study.record import state
from viewer.command_line import complete

pytest.importorskip("ray", reason="the extra `cluster` is not installed")

TESTS = Path(__file__).parents[2]
TEXT = """
name = "Depth"
question = "Do 12 bits beat 8?"
data = "SECRETfolder"
[grid]
bits = ["12", "8"]
seed = [1]
[base]
size = 32
epochs = 2
batch_size = 8
[declared]
margin = 0.05
resamples = 200
contrasts = [["12-bit", "8-bit"]]
"""


@pytest.fixture(scope="module")
def cluster():
    """A program that holds two nodes; ``ask`` tells it to drop or add one."""
    folder = tempfile.mkdtemp(prefix="r")  # sockets lie in it, whose paths are short
    process = subprocess.Popen(
        [sys.executable, str(TESTS / "two_nodes.py"), folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"PYTHONPATH": str(TESTS.parent)},
    )
    process.address = json.loads(process.stdout.readline())["address"]
    yield process
    process.stdin.close()
    process.wait(60)
    process.stdout.close()
    shutil.rmtree(folder, ignore_errors=True)


def ask(cluster, what):
    cluster.stdin.write(f"{what}\n")
    cluster.stdin.flush()
    return json.loads(cluster.stdout.readline())["nodes"]


@pytest.fixture
def study(tmp_path, write_dicom):
    """24 images of 24 patients, bright or dark, and a study of them."""
    for number in range(24):
        stored = np.random.default_rng(number).normal((1200, 2900)[number % 2], 120, (40, 40)).astype(np.uint16)
        folder = tmp_path / "SECRETfolder" / ("dark", "bright")[number % 2]
        folder.mkdir(parents=True, exist_ok=True)
        write_dicom(folder / f"SECRET{number}.dcm", stored, PatientID=f"SECRET{number}")
    path = tmp_path / "study.toml"
    path.write_text(TEXT)
    return path


def started(study, out, *options):
    command = [sys.executable, "-c", "from viewer.command_line import main; main()", "study", str(study)]
    environment = os.environ | {"PYTHONPATH": str(TESTS.parent)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
    return subprocess.Popen([*command, "--out", str(out), "--json", *options], text=True, env=environment, **pipes)


def finished(study, out, *options):
    with started(study, out, *options) as child:
        told, wrong = child.communicate()
    return [json.loads(line) for line in told.splitlines()], wrong, child.returncode


def probabilities(run):
    with (run / "predictions.csv").open(encoding="utf-8") as file:
        return {row["row"]: (float(row["bright"]), float(row["dark"])) for row in csv.DictReader(file)}


@pytest.mark.slow
def test_cells_are_trained_on_both_nodes_and_come_to_what_they_come_to_here(cluster, study, tmp_path):
    told, wrong, code = finished(study, tmp_path / "there", "--workers", cluster.address)
    assert code == 0, (told[-1:], wrong)
    assert "Training on 2 nodes" in wrong
    places = {event["cell"]: event["node"] for event in told if event["event"] == "place"}
    assert len(places) == len(set(places.values())) == 2
    assert (told[-1]["event"], told[-1]["finished"], told[-1]["report"]) == ("finished", 2, "report.html")
    assert not list((tmp_path / "there" / "depth").glob(".seen*"))
    here, wrong, code = finished(study, tmp_path / "here")
    assert code == 0, (here[-1:], wrong)
    for one, other in zip(state(tmp_path / "there" / "depth"), state(tmp_path / "here" / "depth"), strict=True):
        assert one.cell == other.cell
        mine, its = probabilities(other.run), probabilities(one.run)
        assert mine.keys() == its.keys()
        assert np.allclose([mine[row] for row in mine], [its[row] for row in mine], atol=1e-6, rtol=0)
    for path in (tmp_path / "there").rglob("*"):
        if path.is_file() and path.suffix != ".keras":
            assert b"SECRET" not in path.read_bytes(), path.name


@pytest.mark.slow
def test_a_cell_whose_node_is_lost_goes_on_on_another(cluster, study, tmp_path):
    study.write_text(TEXT.replace("epochs = 2", "epochs = 40"))
    places, dropped, told = {}, None, []
    with started(study, tmp_path / "out", "--workers", cluster.address) as child:
        for line in child.stdout:
            told.append(json.loads(line))
            if told[-1]["event"] == "place":
                places.setdefault(told[-1]["cell"], []).append(told[-1]["node"])
            if told[-1]["event"] == "epoch" and dropped is None and len(places) == 2:
                assert ask(cluster, "drop") == 1
                dropped = told[-1]["epoch"]
        wrong = child.stderr.read()
    assert child.returncode == 0, (told[-1], wrong)
    assert dropped is not None
    assert (told[-1]["event"], told[-1]["finished"], told[-1]["left"]) == ("finished", 2, 0)
    (lost,) = (cell for cell, nodes in places.items() if len(nodes) > 1)
    (kept,) = places.keys() - {lost}
    assert places[lost][-1] == places[kept][0]
    begun = [event["resumed"] for event in told if event["event"] == "cell_started" and event["cell"] == lost]
    assert begun[0] is False
    assert all(begun[1:])
    (run,) = (one.run for one in state(tmp_path / "out" / "depth") if one.cell.id == lost)
    events = read_events(run)[0]
    place = max(number for number, event in enumerate(events) if event["event"] == "started")
    before = max((event["epoch"] for event in events[:place] if event["event"] == "epoch"), default=0)
    after = [event["epoch"] for event in events[place:] if event["event"] == "epoch"]
    assert after[-1] == 40
    assert before + 1 - after[0] <= 1  # epochs lost
    assert ask(cluster, "add") == 2


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent")
def test_a_stop_pauses_the_cells_on_all_nodes(cluster, study, tmp_path):
    study.write_text(TEXT.replace("epochs = 2", "epochs = 4000"))
    told, seen = [], set()
    with started(study, tmp_path / "out", "--workers", cluster.address) as child:
        for line in child.stdout:
            told.append(json.loads(line))
            if told[-1]["event"] == "epoch" and child.poll() is None:
                seen.add(told[-1]["cell"])
                if len(seen) == 2:
                    os.kill(child.pid, signal.SIGTERM)
    assert child.returncode == 1
    assert (told[-1]["event"], told[-1]["left"], told[-1]["reason"]) == ("paused", 2, "a stop was asked for")
    assert [one.status for one in state(tmp_path / "out" / "depth")] == ["paused", "paused"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ray://127.0.0.1:9", "the cluster at 127.0.0.1:9 does not answer: check the address"),
        ("http://127.0.0.1:9", "a cluster has an address like ray://computer:10001, found http://127.0.0.1:9"),
        ("ray://", "a cluster has an address like ray://computer:10001, found ray://"),
        ("ray://here:port", "a cluster has an address like ray://computer:10001, found ray://here:port"),
    ],
)
def test_a_cluster_that_is_not_there(study, tmp_path, address, said):
    done = CliRunner().invoke(complete(), ["study", str(study), "--out", str(tmp_path / "out"), "--workers", address])
    assert done.exit_code == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_only_workers_import_ray():
    code = "import sys, trainer.study.cluster; from viewer.command_line import complete; complete()"
    code += "; sys.exit('ray' in sys.modules)"
    environment = os.environ | {"PYTHONPATH": str(TESTS.parent)}
    assert subprocess.run([sys.executable, "-c", code], check=False, env=environment).returncode == 0
