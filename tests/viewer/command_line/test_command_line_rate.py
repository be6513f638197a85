"""``cxr12 train --find-rate``, through the real command on a small folder of DICOM files."""

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from trainer.rate_curve import RateCurve, rates
from viewer.command_line import complete
from viewer.command_line.found_rate import sentence


@pytest.fixture
def cxr12():
    runner, app = CliRunner(), complete()
    return lambda *arguments: runner.invoke(app, [str(a) for a in arguments])


@pytest.fixture
def two_classes(tmp_path, write_dicom):
    draw = np.random.default_rng(2)
    for name, grey in {"dark": 800, "bright": 2800}.items():
        (tmp_path / "data" / name).mkdir(parents=True)
        for number in range(12):
            stored = (grey + draw.integers(0, 400, (40, 40))).astype(np.uint16)
            write_dicom(tmp_path / "data" / name / f"{number}.dcm", stored, PatientID=f"{name}{number}")
    return tmp_path / "data"


def test_the_whole_curve_as_json_and_no_run_is_made(cxr12, two_classes, tmp_path):
    runs = tmp_path / "runs"
    done = cxr12("train", two_classes, "--find-rate", "--json", "--size", 32, "--batch", 8, "--out", runs)
    assert done.exit_code == 0, done.stderr
    events = [json.loads(line) for line in done.stdout.splitlines()]
    last = events[-1]
    assert last["event"] == "rate"
    assert last["rates"] == pytest.approx(rates()[: len(last["rates"])])
    assert len(last["rates"]) == len(last["losses"]) == len(last["smoothed"])
    assert last["diverged"] == (len(last["rates"]) < 100)
    seen = [event for event in events if event["event"] == "progress" and event["stage"] == "rate"]
    assert seen[-1]["total"] == 100
    assert not runs.exists()


def test_settings_that_cannot_be_trained_are_refused_in_a_sentence(cxr12, two_classes):
    done = cxr12("train", two_classes, "--find-rate", "--size", 32, "--start-from", "nothing")
    assert done.exit_code == 1
    assert "nothing" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_said_of_a_curve():
    fell = RateCurve((1e-3,) * 30, (1.0,) * 30, (1.0,) * 30, 2.5e-3, True)
    assert sentence(fell).startswith(
        "suggested learning rate 2.5e-03, where the loss falls fastest (after 30 steps, before"
    )
    flat = RateCurve((1e-3,) * 30, (1.0,) * 30, (1.0,) * 30, None, False)
    assert sentence(flat) == (
        "no learning rate is suggested: the loss did not clearly fall at any that was tried (after all 30 steps)"
    )
