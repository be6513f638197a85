"""The report of a study: what it says of runs that were planned and are not there."""

import json

from trainer.dataset import Dataset
from trainer.study.planning import plan
from trainer.study.reading import read_study
from trainer.study.record import begin
from trainer.study.reporting import write_report
from trainer.study.running import run_cells

DATA = Dataset((), ("bright", "dark"), "f" * 64)


def test_an_arm_that_failed_stays_in_the_declared_family(write_toml, study_text, trainers, tmp_path):
    """Three arms make a family of three pairs; one that could not be trained makes no smaller family of it."""
    text = study_text.replace('["12", "8"]', '["12", "8", "6"]').replace('contrasts = [["12-bit", "8-bit"]]', "")
    study, sha256 = read_study(write_toml(text))
    folder = tmp_path / "study"
    begin(folder, study, sha256, plan(study), DATA)
    trainers.behaviour["6"] = "fail"
    assert run_cells(folder, tmp_path, lambda *_, **__: None, begin=trainers).failed == 2
    twin = json.loads(write_report(folder)[1].read_text(encoding="utf-8"))
    assert twin["compared"]["family"] == 3
    (one,) = twin["compared"]["contrasts"]
    assert one["p_holm"] == min(1.0, 3 * one["p"])
    assert "after Holm over 3 comparisons" in one["sentence"]
    notes = " / ".join(twin["compared"]["notes"])
    assert "12-bit against 6-bit was declared" in notes
    assert "2 of 6 planned runs are not finished and not counted: 6-bit with seed 1, 6-bit with seed 2" in notes
