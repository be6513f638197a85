"""``cxr12 dataset``: findings, build, seal, info."""

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from trainer.building.seal import record_opening
from viewer.command_line import complete


@pytest.fixture
def cxr12():
    runner, app = CliRunner(), complete()
    return lambda *arguments: runner.invoke(app, ["dataset", *(str(a) for a in arguments)])


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def clinic(tmp_path, write_dicom):
    """Sixteen 12-bit images of sixteen patients and a sheet of what they show."""
    rows = ["image,finding,case"]
    for number in range(16):
        stored = np.random.default_rng(number).integers(0, 4096, (8, 8), np.uint16)
        (tmp_path / "images").mkdir(exist_ok=True)
        write_dicom(
            tmp_path / "images" / f"{number}.dcm", stored, PatientID=f"SECRET-{number}", PatientSex="MF"[number % 2]
        )
        rows.append(
            f"{number}.dcm,{('No finding', 'Consolidation', 'Infiltration', 'No finding')[number % 4]},C{number}"
        )
    (tmp_path / "sheet.csv").write_text("\n".join(rows) + "\n")
    return tmp_path


SHEET = ("--importer", "table", "--option", "label=finding", "--option", "patient=case")


def test_importers_say_what_they_want(cxr12):
    found = {line["importer"]: line for line in lines(cxr12("importers", "--json"))}
    assert {"nih", "rsna", "siim_covid", "vinbigdata", "table", "folders", "prefixes"} == set(found)
    assert "label" in found["table"]["options"]
    assert "Data_Entry_2017.csv" in cxr12("importers").stdout


def test_findings_with_what_they_could_count_for(cxr12, clinic):
    *counted, facts = lines(cxr12("findings", clinic / "sheet.csv", *SHEET, "--json"))
    assert counted == [
        {"finding": "No finding", "images": 8, "offered": "normal"},
        {"finding": "Consolidation", "images": 4, "offered": "opacity"},
        {"finding": "Infiltration", "images": 4, "offered": "opacity"},
    ]
    assert facts == {"images": 16, "missing": 0, "readers": 1, "disagreeing": 0, "notes": []}


def test_build_seal_and_info(cxr12, clinic):
    maps = ("--map", "No finding=normal", "--map", "Consolidation=opacity", "--map", "Infiltration=")
    result = cxr12(
        "build", clinic / "sheet.csv", *SHEET, *maps, "--out", clinic / "out", "--test-fraction", 0.25, "--json"
    )
    assert result.exit_code == 0
    (built,) = lines(result)
    assert built["counts"] == {"opacity": 4, "normal": 8}
    assert built["parts"] == {"train": 9, "test": 3}
    assert built["table"] == str(clinic / "out" / "labels.csv")
    assert built["notes"] == ["4 images show nothing that the study has a class for and were left out."]
    assert "SECRET" not in (clinic / "out" / "labels.csv").read_text()
    (sealed,) = lines(cxr12("seal", clinic / "out", "--json"))
    assert (sealed["sealed"], sealed["openings"]) == (3, 0)
    record_opening(built["fingerprint"], "run", ("some-run",))
    (told,) = lines(cxr12("info", clinic / "out", "--json"))
    assert told["fingerprint"] == built["fingerprint"]
    assert (told["images"], told["patients"], told["parts"]) == (12, 12, {"train": 9, "test": 3})
    assert told["sealed"] == sealed["created"]
    assert [one["runs"] for one in told["openings"]] == [["some-run"]]
    assert "opened 1 times" in cxr12("info", clinic / "out").stdout


def test_the_offer_can_be_taken_as_it_is(cxr12, clinic):
    arguments = (*SHEET, "--map", "Infiltration=infiltrate", "--others", "offer", "--out", clinic / "out", "--json")
    (built,) = lines(cxr12("build", clinic / "sheet.csv", *arguments))
    assert built["counts"] == {"infiltrate": 4, "normal": 8, "opacity": 4}


def test_a_plan_builds_from_its_own_folder(cxr12, clinic):
    (clinic / "plan.toml").write_text(
        'out = "made"\nformat = "parquet"\n[[source]]\nimporter = "table"\npath = "sheet.csv"\n'
        'options = { label = "finding" }\n'
    )
    result = cxr12("build", clinic / "plan.toml")
    assert result.exit_code == 0
    assert "16 images of 16 patients (Consolidation 4, Infiltration 4, No finding 8)" in result.stdout
    assert (clinic / "made" / "labels.parquet").is_file()


def test_an_image_that_cannot_be_used_is_named_and_the_rest_is_built(cxr12, clinic):
    (clinic / "images" / "4.dcm").write_bytes(b"\0" * 128 + b"DICM broken")
    arguments = ("build", clinic / "sheet.csv", *SHEET, "--out", clinic / "out")
    result = cxr12(*arguments, "--json")
    refused, built = lines(result)
    assert result.exit_code == 1
    assert (refused["file"], refused["status"]) == (str(clinic / "images" / "4.dcm"), "refused")
    assert built["images"] == 15
    assert len(built["refusals"]) == 1
    again = cxr12(*arguments)
    assert again.exit_code == 1
    assert "already holds a labels.csv" in again.stderr
    assert cxr12(*arguments, "--replace").stderr.startswith(str(clinic / "images" / "4.dcm"))


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("build", "sheet.csv"), 2, "--out is missing"),
        (("build", "sheet.csv", "--out", "o", "--map", "normal"), 2, "--map takes NAME=VALUE, found 'normal'"),
        (("build", "sheet.csv", "--out", "o", "--readers", "all"), 2, "readers must be one of majority, any"),
        (("build", "sheet.csv", "--out", "o", "--seal"), 2, "there is no test part to seal"),
        (
            ("build", "sheet.csv", "--out", "o", "--importer", "nih"),
            1,
            "line 1 of the sheet names no column image index",
        ),
        (("findings", "nowhere.csv", "--importer", "nih"), 1, "the label sheet for the importer nih was not found"),
        (("findings", "sheet.csv", "--importer", "x"), 1, "there is no importer x"),
        (("build", "nowhere.toml"), 1, "the plan cannot be read: no such file"),
        (("seal", "nowhere"), 1, "the dataset was not found"),
        (("info", "nowhere"), 1, "the dataset was not found"),
    ],
)
def test_wrong_usage_and_refusals_are_one_sentence(cxr12, clinic, monkeypatch, arguments, code, sentence):
    monkeypatch.chdir(clinic)
    result = cxr12(*arguments)
    assert result.exit_code == code
    assert sentence in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not (clinic / "o").exists()
