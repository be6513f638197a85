"""Run folders made by hand, compared and reported once for all tests."""

import json

import pytest

from benchmarks.report import made_runs
from trainer.comparing import Declared, compare_arms
from trainer.detective import Association, Findings, Overlap, Shortcut
from trainer.report import write
from trainer.study.ledger import ledger

ARMS = ({"bits": "native"}, {"bits": "8", "skill": 1.0})


@pytest.fixture(scope="session")
def found():
    return Findings(
        data_fingerprint="d" * 64, split_fingerprint="5" * 64, images=200, patients=180, unreadable=0, seed=0,
        overlaps=(Overlap("patient", True, 3, 7, ("0123456789abcdef",)),),
        associations=(Association("view", 180, 170, 2, 0.61, 0.001, 0.004, "covid_19"),),
        shortcuts=(Shortcut("border", "", 180, 200, 0.81, 0.72, 0.0001),),
        notes=("The file names tell nothing.",),
    )  # fmt: skip


@pytest.fixture(scope="session")
def runs(tmp_path_factory):
    """Two arms of two seeds, 40 test patients."""
    return made_runs(tmp_path_factory.mktemp("planted-path") / "runs", ARMS, (1, 2), patients=40)


@pytest.fixture(scope="session")
def compared(runs):
    return compare_arms(runs, Declared(resamples=200, margin=0.03))


@pytest.fixture(scope="session")
def written(compared, runs, found, tmp_path_factory):
    out = tmp_path_factory.mktemp("out") / "report.html"
    question = "Does depth matter?"
    return write(compared, out, question=question, ledger=ledger(runs), findings=(found, found), declared_before=True)


@pytest.fixture(scope="session")
def page(written):
    return written[0].read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def twin(written):
    return json.loads(written[1].read_text(encoding="utf-8"))
