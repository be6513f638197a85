"""``cxr12 track``, through the real command."""

import json
import subprocess
import sys
from dataclasses import asdict

import pytest
from typer.testing import CliRunner

from trainer.config import TrainConfig
from trainer.run import write_json
from viewer.command_line import complete


@pytest.fixture
def cxr12():
    runner, app = CliRunner(), complete()
    return lambda *arguments: runner.invoke(app, ["track", *map(str, arguments)])


@pytest.fixture
def study(tmp_path):
    pytest.importorskip("mlflow", reason="the extra `tracking` is not installed")
    for number in (1, 2):
        run = tmp_path / "study" / "runs" / f"2026010{number}-000000-r"
        run.mkdir(parents=True)
        write_json(run / "config.json", asdict(TrainConfig(name="r", seed=number)))
        told = {"event": "epoch", "time": "2026-01-01T00:00:00+00:00", "epoch": 1, "loss": 0.5}
        (run / "events.jsonl").write_text(json.dumps(told) + "\n")
    return tmp_path / "study"


def test_the_runs_of_a_study_and_again(cxr12, study, tmp_path):
    store = tmp_path / "store"
    first = cxr12(study, "--to", store, "--json")
    assert first.exit_code == 0, first.stderr
    told = [json.loads(line) for line in first.stdout.splitlines()]
    assert [(one["run"], one["status"], one["figures"], one["files"]) for one in told] == [
        ("20260101-000000-r", "interrupted", 1, 1),
        ("20260102-000000-r", "interrupted", 1, 1),
    ]
    again = cxr12(study, "--to", store)
    assert again.stdout.splitlines() == [
        "20260101-000000-r (interrupted): as it was",
        "20260102-000000-r (interrupted): as it was",
    ]


def test_a_damaged_run_holds_up_no_other(cxr12, study, tmp_path):
    (study / "runs" / "20260101-000000-r" / "config.json").write_text("{")
    done = cxr12(study, "--to", tmp_path / "store")
    assert done.exit_code == 1
    assert "20260101-000000-r cannot be mirrored: the run is damaged" in done.stderr
    assert done.stdout == "20260102-000000-r (interrupted): 1 figures and 1 files are new\n"


def test_what_is_no_run(cxr12, tmp_path):
    done = cxr12(tmp_path, "--to", tmp_path / "store")
    assert done.exit_code == 1
    assert "neither a run folder nor a study folder" in done.stderr


def test_only_this_command_imports_mlflow():
    code = "import sys; from viewer.command_line import complete; complete(); sys.exit('mlflow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
