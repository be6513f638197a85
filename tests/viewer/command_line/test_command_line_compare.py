"""``cxr12 compare`` with paired statistics and as a report, on run folders made by hand."""

import json

import pytest
from typer.testing import CliRunner

from benchmarks.report import made_runs
from trainer.detective import Findings, Overlap, write_findings
from viewer.command_line import complete


@pytest.fixture(scope="module")
def cxr12():
    runner, app = CliRunner(), complete()
    return lambda *arguments: runner.invoke(app, ["compare", *map(str, arguments)])


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Two arms of one seed."""
    return made_runs(
        tmp_path_factory.mktemp("runs"), ({"bits": "native"}, {"bits": "8", "skill": 0.3}), (1,), patients=40
    )


def test_a_report_and_its_twin_are_written(cxr12, runs, tmp_path):
    leak = Overlap("patient", True, 2, 5)
    write_findings(runs[0], Findings("d" * 64, "5" * 64, 200, 180, 0, 0, (leak,), (), ()))
    page = tmp_path / "report.html"
    result = cxr12(*runs, "--html", page, "--margin", 0.05, "--figure", "accuracy")
    assert result.exit_code == 0, result.stderr
    assert f"{page} is written" in result.stderr
    twin = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    declared = twin["compared"]["declared"]
    assert (declared["margin"], declared["figure"]) == (0.05, "accuracy")
    (contrast,) = twin["compared"]["contrasts"]
    assert contrast["sentence"] in " ".join(result.stdout.split())
    assert twin["ledger"][0]["may_say"] == "bit depth"
    (found,) = twin["findings"]
    assert found["details"]["overlaps"][0]["groups"] == 2
    assert not twin["declared_before"]


def test_verdicts_as_json_come_after_the_runs(cxr12, runs):
    first, second, contrast = map(json.loads, cxr12(*runs, "--margin", 0.05, "--json").stdout.splitlines())
    assert [first["folder"], second["folder"]] == list(map(str, runs))
    assert contrast["verdict"] in ("different", "equivalent", "inconclusive")
    difference = first["macro_auc"]["value"] - second["macro_auc"]["value"]
    assert contrast["difference"]["value"] == pytest.approx(difference)
    assert len(cxr12(*runs, "--json").stdout.splitlines()) == 2


def test_pilot_runs_tell_the_smallest_margin_before_a_study(cxr12, tmp_path):
    """More seeds bear a smaller margin; of two arms there is no one spread to judge by."""
    pilots = made_runs(tmp_path / "pilots", ({"bits": "native"},), (1, 2), patients=40)
    *_, four = map(json.loads, cxr12(*pilots, "--seeds", 4, "--json").stdout.splitlines())
    *_, two = map(json.loads, cxr12(*pilots, "--margin", 0.02, "--json").stdout.splitlines())
    assert (four["seeds"], two["seeds"]) == (4, 2)
    assert 0 < four["least"] < two["least"]
    said = " ".join(cxr12(*pilots, "--seeds", 4).stdout.split())
    assert four["sentence"] in said
    others = made_runs(tmp_path / "others", ({"bits": "native"}, {"bits": "8"}), (1,), patients=40)
    refused = cxr12(*others, "--seeds", 4)
    assert refused.exit_code == 1
    assert "two runs of one arm that differ in the seed alone" in refused.stderr


@pytest.mark.parametrize(
    ("wrong", "code", "said"),
    [
        (("--margin", 0), 2, "margin must lie between 0 and 1"),
        (("--figure", "cleverness"), 1, "cleverness"),
        (("--html", "report.txt"), 1, "expected a name that ends in .html"),
    ],
)
def test_refusals_say_why(cxr12, runs, wrong, code, said):
    result = cxr12(*runs, *wrong)
    assert result.exit_code == code
    assert said in result.stderr
