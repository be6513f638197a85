"""``cxr12 study``: planned, refused, run to its report with real training processes, and gone on with."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from trainer.study.planning import plan
from trainer.study.reading import read_study
from trainer.study.record import state
from viewer.command_line import complete

TEXT = """
name = "Depth"
question = "Do 12 bits beat 8?"
data = "SECRETfolder"
[grid]
bits = ["12", "8"]
seed = [1, 2]
[base]
size = 32
epochs = 1
batch_size = 8
[declared]
margin = 0.05
resamples = 200
contrasts = [["12-bit", "8-bit"]]
"""


@pytest.fixture
def cxr12():
    runner, app = CliRunner(), complete()
    return lambda *arguments: runner.invoke(app, ["study", *(str(a) for a in arguments)])


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


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_plan_lists_runs_and_arms_and_runs_nothing(cxr12, study, tmp_path):
    result = cxr12(study, "--out", tmp_path / "studies", "--plan")
    assert result.exit_code == 0, result.stderr
    for words in ("1-12-bit-seed1", "4-8-bit-seed2", "Compared: 12-bit against 8-bit, by macro_auc, margin 0.05"):
        assert words in result.stdout
    assert "Time not known" in result.stdout
    assert not (tmp_path / "studies").exists()
    (found,) = lines(cxr12(study, "--out", tmp_path / "studies", "--plan", "--json"))
    assert [cell["id"] for cell in found["cells"]] == [
        "1-12-bit-seed1",
        "2-8-bit-seed1",
        "3-12-bit-seed2",
        "4-8-bit-seed2",
    ]
    assert found["disk_bytes"] >= 2 * 24 * 32 * 32 * 4  # float32 images in two depths
    assert found["seconds"] is None


@pytest.mark.parametrize(
    ("old", "new", "said", "code"),
    [
        ("epochs = 1", "epoch = 1", "found 'epoch'", 2),
        ("size = 32", "size = 8", "cannot be trained", 2),
        ("SECRETfolder", "nowhere", "", 1),
        ('[["12-bit", "8-bit"]]', '[["12", "8"]]', "the arms are 12-bit, 8-bit", 1),
        ('["12", "8"]', '["12", "8"]\npreset = ["display8"]', "12 bits were asked of images", 1),
    ],
)
def test_what_cannot_be_done_is_one_sentence(cxr12, study, tmp_path, old, new, said, code):
    study.write_text(TEXT.replace(old, new))
    result = cxr12(study, "--out", tmp_path / "studies")
    assert result.exit_code == code
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not result.stdout


def test_there_is_nothing_to_tell_of_a_study_that_has_not_begun(cxr12, study, tmp_path):
    for option in ("--status", "--report"):
        result = cxr12(study, "--out", tmp_path, option)
        assert result.exit_code == 1
        assert "depth is no study folder" in result.stderr


@pytest.mark.slow
def test_a_whole_study(cxr12, study, tmp_path):
    """Two arms, two seeds, one epoch: timed, trained, compared and reported by the real processes."""
    out = tmp_path / "studies"
    result = cxr12(study, "--out", out, "--time", "--at-once", 2, "--json")
    told = lines(result)
    assert result.exit_code == 0, (told[-1], result.stderr)
    assert {key: told[-1][key] for key in ("event", "finished", "failed", "left", "reason", "report")} == {
        "event": "finished", "finished": 4, "failed": 0, "left": 0, "reason": "", "report": "report.html",
    }  # fmt: skip
    assert [event["number"] for event in told] == list(range(len(told)))
    (planned,) = (event for event in told if event["event"] == "planned")
    assert planned["seconds"] > 0
    assert planned["disk_bytes"] > 4 * 1_000_000  # four networks
    folder = out / "depth"
    states = state(folder)
    assert [one.status for one in states] == ["finished"] * 4
    assert len({(one.run / "split.csv").read_bytes() for one in states}) == 1  # the same patients in every part
    twin = json.loads((folder / "report.json").read_text())
    page = (folder / "report.html").read_text()
    assert "Do 12 bits beat 8?" in page
    assert twin["ledger"][0]["may_say"] == "bit depth"
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix != ".keras":
            assert b"SECRET" not in path.read_bytes(), path.name
    assert [row["status"] for row in lines(cxr12(study, "--out", out, "--status", "--json"))] == ["finished"] * 4
    again = cxr12(study, "--out", out)
    assert "4 of 4 runs are finished" in again.stdout
    assert [one.run for one in state(folder)] == [one.run for one in states]
    study.write_text(TEXT.replace("margin = 0.05", "margin = 0.2"))
    changed = cxr12(study, "--out", out)
    assert changed.exit_code == 1
    assert "declared margin was 0.05 and is now 0.2" in changed.stderr


def started(study, out, *options, **pipes):
    command = [sys.executable, "-c", "from viewer.command_line import main; main()", "study", str(study)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}
    pipes |= {"stdout": subprocess.PIPE, "text": True, "env": environment}
    return subprocess.Popen([*command, "--out", str(out), "--json", *options], **pipes)


@pytest.mark.slow
def test_a_study_pauses_when_the_program_that_started_it_is_gone(study, tmp_path):
    with started(study, tmp_path / "studies", "--watch-stdin", stdin=subprocess.DEVNULL) as child:
        last = json.loads(child.stdout.read().splitlines()[-1])
    assert child.returncode == 1
    assert (last["event"], last["left"], last["reason"]) == ("paused", 4, "a stop was asked for")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent")
def test_sigterm_pauses_and_the_next_call_goes_on(cxr12, study, tmp_path):
    """Stopped in the first run's training, a study leaves that run resumable, and goes on in the same folder."""
    study.write_text(TEXT.replace("epochs = 1", "epochs = 400").replace("[1, 2]", "[1]"))
    out = tmp_path / "studies"
    with started(study, out, stdin=subprocess.DEVNULL) as child:
        told = []
        for line in child.stdout:
            told.append(json.loads(line))
            if told[-1]["event"] == "epoch" and child.poll() is None:
                os.kill(child.pid, signal.SIGTERM)
    assert child.returncode == 1
    assert (told[-1]["event"], told[-1]["left"], told[-1]["reason"]) == ("paused", 2, "a stop was asked for")
    states = state(out / "depth")
    assert [one.status for one in states] == ["paused", "waiting"]
    assert states[0].epoch < 400
    result = cxr12(study, "--out", out, "--json", "--most-hours", 1e-4)
    (begun, *_) = (event for event in lines(result) if event["event"] == "cell_started")
    assert (begun["resumed"], begun["run"]) == (True, states[0].run.name)
    assert lines(result)[-1]["reason"] == "the hours of this slice are over"


def test_the_example_of_the_manual_is_a_study(tmp_path):
    page = (Path(__file__).parents[3] / "docs" / "manual" / "studies.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    path = tmp_path / "example.toml"
    path.write_text(example, encoding="utf-8")
    made = plan(read_study(path)[0])
    assert len(made.cells) == 3 * 2 * 3
    assert len(made.contrasts) == 3
    assert made.arms[:2] == ("12-bit windows 0", "12-bit windows 2")
