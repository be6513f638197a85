"""What the process answers that compares runs for the window."""

import json
import shutil

import pytest

from core.child import Child
from core.errors import ChildRefusedError
from trainer.comparing import Declared
from trainer.report.service import compared_report, serve


def test_another_process_answers_with_the_twin(runs, compared):
    child = Child("trainer.report.service:serve")
    try:
        request = {"runs": [str(run) for run in runs], "figure": "accuracy", "margin": 0.05}
        _, data = child.call(request, timeout_s=120)
        twin = json.loads(data)
        with pytest.raises(ChildRefusedError, match="choose at least one run to compare"):
            child.call(request | {"runs": []}, timeout_s=120)
    finally:
        child.close()
    assert twin["compared"]["declared"]["figure"] == "accuracy"
    assert twin["compared"]["declared"]["margin"] == 0.05
    values = [one["figures"][0]["per_seed"] for one in twin["compared"]["arms"]]
    found = [next(one for one in arm.figures if one.name == "accuracy").per_seed for arm in compared.arms]
    assert [tuple(one) for one in values] == found
    assert [row["may_say"] for row in twin["ledger"]] == ["bit depth"]
    assert not twin["declared_before"]


def test_the_answer_holds_no_path(runs):
    _, data = serve({"runs": [str(run) for run in runs], "figure": "macro_auc", "margin": 0.02}, bytearray())
    assert "planted-path" not in data.decode()


def test_a_part_of_a_study_is_not_compared_as_it_declared(runs, tmp_path, monkeypatch):
    study = tmp_path / "study"
    inside = [shutil.copytree(run, study / "runs" / run.name) for run in runs]
    (study / "declared.json").write_text("{}")
    finished = set(inside)
    monkeypatch.setattr("trainer.report.service.are_all_of", lambda _, chosen: set(chosen) == finished)
    monkeypatch.setattr("trainer.report.service.report_of", lambda folder: {"declared of": folder.name})
    assert compared_report(inside, Declared()) == {"declared of": "study"}
    part = compared_report([inside[0], inside[2]], Declared(resamples=200))
    assert not part["declared_before"]
    assert any("not all finished runs of their study" in note for note in part["compared"]["notes"])
