"""The summary of several studies: one family of contrasts, the figures of their reports, and two drawings."""

import csv
import json
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from core.errors import Cxr12Error
from trainer.dataset import Dataset
from trainer.study.planning import plan
from trainer.study.reading import read_study
from trainer.study.record import begin, folder_name
from trainer.study.reporting import write_report
from trainer.study.running import run_cells

RECIPES = Path(__file__).resolve().parents[3] / "recipes"
DATA = Dataset((), ("bright", "dark"), "f" * 64)
P = {"levels16": 0.04, "levels4": 0.01, "levels16-256": 0.03}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def summary(monkeypatch):
    monkeypatch.syspath_prepend(str(RECIPES))
    import bitdepth_summary

    yield bitdepth_summary
    for name in ("bitdepth_summary", "bitdepth_figures"):
        sys.modules.pop(name, None)


@pytest.fixture
def studies(tmp_path, study_text, write_toml, trainers):
    """Three studies with a contrast each, trained by stand-ins and reported; their p values are put in by hand."""
    (tmp_path / "declared").mkdir()
    for stem, p in P.items():
        text = study_text.replace('name = "Depth"', f'name = "Depth {stem}"')
        study, sha256 = read_study(write_toml(text, f"declared/{stem}.toml"))
        folder = tmp_path / "studies" / folder_name(study)
        begin(folder, study, sha256, plan(study), DATA)
        run_cells(folder, tmp_path, lambda *_, **__: None, begin=trainers)
        _, twin = write_report(folder)
        raw = json.loads(twin.read_text())
        raw["compared"]["contrasts"][0] |= {"p": p, "is_equivalent": False}
        twin.write_text(json.dumps(raw))
    return tmp_path / "declared", tmp_path / "studies"


@pytest.fixture
def observer(tmp_path):
    rows = [
        {"bits": bits, "size": size, "contrast": levels / 4096, "patients": 9, "correct": 0.9, "low": 0.8, "high": 1.0}
        | {"detectability": None if levels == 4 else 2.5}
        for levels in (4, 16)
        for size in (0, 128)
        for bits in ("12", "8", "8-max")
    ]
    path = tmp_path / "observer.json"
    path.write_text(json.dumps({"rows": rows}))
    return path


def test_holm_counts_the_contrasts_of_all_studies_as_one_family(summary, studies, observer):
    found = summary.summarise(*studies, observer)
    assert [(one.levels, one.size, one.a, one.b) for one in found.differences] == [
        (16, 128, "12-bit", "8-bit"),
        (4, 128, "12-bit", "8-bit"),
        (16, 256, "12-bit", "8-bit"),
    ]
    # By hand: 0.01 * 3; 0.03 * 2; 0.04 * 1, but not below the one before.
    assert {one.p: one.p_family for one in found.differences} == pytest.approx({0.01: 0.03, 0.03: 0.06, 0.04: 0.06})
    assert {one.p: one.verdict for one in found.differences} == {
        0.01: "different",
        0.03: "inconclusive",
        0.04: "inconclusive",
    }
    assert found.family == 3
    assert not found.is_informative  # stand-ins reach no AUC of 0.9
    assert {one.may_say for one in found.differences} == {"bit depth"}


def test_a_study_without_a_report_still_counts_in_the_family(summary, studies, observer):
    folder = next(studies[1].glob("*levels16-256"))
    (folder / "report.json").unlink()
    found = summary.summarise(*studies, observer)
    assert found.unfinished == ("Depth levels16-256",)
    assert {one.p: one.p_family for one in found.differences if one.verdict} == pytest.approx({0.01: 0.03, 0.04: 0.08})
    assert "| 16 | 256 | 12-bit minus 8-bit | not finished |" in summary.markdown(found)


def test_another_study_in_the_folder_is_refused(summary, studies, observer):
    path = studies[0] / "levels4.toml"
    path.write_text(path.read_text().replace("margin = 0.05", "margin = 0.06"))
    with pytest.raises(Cxr12Error, match=r"is not the one that levels4\.toml declares"):
        summary.summarise(*studies, observer)


def test_tables_and_figures_hold_the_figures_of_the_reports(summary, studies, observer, tmp_path):
    out = tmp_path / "out"
    summary.main(studies[1], observer, out, studies[0])
    raw = json.loads((out / "summary.json").read_text())
    report = json.loads(next(studies[1].glob("*levels4/report.json")).read_text())
    mean = report["compared"]["arms"][0]["figures"][0]["mean"]
    (arm,) = [one for one in raw["arms"] if (one["levels"], one["size"], one["arm"]) == (4, 128, "12-bit")]
    assert (arm["auc"], arm["low"], arm["high"]) == (mean["value"], mean["low"], mean["high"])
    text = (out / "summary.md").read_text()
    rows = list(csv.reader(text.splitlines(), delimiter="|"))
    assert [len(row) for row in rows if row[1:2] == [" grey levels "]] == [7, 11, 7]
    assert f"| 4 | 128 | 12-bit | {mean['value']:.3f} ({mean['low']:.3f} to {mean['high']:.3f}) |" in text
    for name, panels in (("auc.svg", 3), ("difference.svg", 1)):
        root = ET.parse(out / name).getroot()
        assert len(root.findall(f"{SVG}svg")) == panels
    networks, apart, strength = ET.parse(out / "auc.svg").getroot().findall(f"{SVG}svg")
    marks = [len(list(panel.iter(f"{SVG}circle"))) for panel in (networks, apart, strength)]
    assert marks == [2 * 2 + 2, 3 * 2, 3]  # 2 arms at 2 contrasts and, as bars, at 256 px; d' is not known at 4 levels
