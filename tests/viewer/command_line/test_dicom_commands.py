"""The commands that write results as DICOM, send and de-identify, with a bundled model and a real Orthanc."""

import json
import subprocess
import sys

import numpy as np
import pydicom
import pytest
from orthanc import PASSWORD, USER, running
from typer.testing import CliRunner

from viewer.command_line import complete


@pytest.fixture
def cxr12():
    runner, app = CliRunner(), complete()
    return lambda *arguments, **how: runner.invoke(app, [str(a) for a in arguments], **how)


@pytest.fixture(scope="module")
def orthanc(tmp_path_factory):
    with running(tmp_path_factory.mktemp("orthanc")) as server:
        yield server


@pytest.fixture
def radiograph(tmp_path, write_dicom):
    rows, columns = np.mgrid[0:200, 0:160]
    stored = (2048 + 1500 * np.sin(rows / 40) * np.cos(columns / 30)).astype(np.uint16)
    folder = tmp_path / "images"
    folder.mkdir()
    more = {"BurnedInAnnotation": "NO", "StudyInstanceUID": "2.25.11", "SeriesInstanceUID": "2.25.12"}
    return write_dicom(folder / "secret.dcm", stored, **more)


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_results_as_dicom_go_to_a_pacs_and_hang_together_with_their_image(cxr12, radiograph, tmp_path, orthanc):
    out = tmp_path / "out"
    out.mkdir()
    (radiograph.parent / "notes.txt").write_text("not an image; in a folder it is passed over")
    made = cxr12("export", radiograph.parent, "--model", "real3", "--sr", out, "--sc", out, "--json")
    assert made.exit_code == 0, made.output
    (row,) = lines(made)
    assert row["status"] == "written"
    files = sorted(out.iterdir())
    assert [path.name for path in files] == ["result-0002-sc.dcm", "result-0002-sr.dcm"]
    assert [pydicom.dcmread(path).Modality for path in files] == ["OT", "SR"]
    address = ("--to", f"127.0.0.1:{orthanc.dicom_port}", "--aet", orthanc.aet)
    sent = cxr12("send", radiograph, out, *address, "--test")
    assert sent.exit_code == 0, sent.output
    assert f"ORTHANC at 127.0.0.1:{orthanc.dicom_port}: answers" in sent.output
    (study,) = orthanc.json("/studies?expand")
    assert study["MainDicomTags"]["StudyInstanceUID"] == "2.25.11"
    assert len(study["Series"]) == 3
    again = cxr12("export", radiograph, "--model", "real3", "--sr", out, "--json")
    assert again.exit_code == 0
    refused = cxr12("export", tmp_path / "absent.dcm", "--model", "real3", "--sr", out)
    assert refused.exit_code == 1
    assert "absent.dcm: refused: cannot be read: no such file" in refused.output


def test_over_dicomweb_with_a_password_that_is_in_no_command_line(cxr12, radiograph, orthanc):
    orthanc.clear()
    address = ("--stow", orthanc.web, "--user", USER)
    sent = cxr12("send", radiograph, *address, "--json", env={"CXR12_PACS_PASSWORD": PASSWORD})
    assert sent.exit_code == 0, sent.output
    assert lines(sent) == [{"file": str(radiograph), "status": "sent", "reason": ""}]
    assert orthanc.file(pydicom.dcmread(radiograph).SOPInstanceUID) == radiograph.read_bytes()
    asked = cxr12("send", *address, "--test", input=f"{PASSWORD}\n")
    assert asked.exit_code == 0, asked.output
    assert PASSWORD not in asked.output
    wrong = cxr12("send", radiograph, *address, env={"CXR12_PACS_PASSWORD": "wrong"})
    assert wrong.exit_code == 1
    assert "does not know this name and password" in wrong.output


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("send", "a.dcm"), "give one address"),
        (("send", "a.dcm", "--to", "pacs:104", "--aet", "P", "--stow", "https://p"), "give one address"),
        (("send", "a.dcm", "--to", "pacs", "--aet", "P"), "expected HOST:PORT"),
        (("send", "a.dcm", "--to", "pacs:104"), "--aet is missing"),
        (("send", "a.dcm", "--to", "pacs:104", "--aet", "P", "--ca", "x.pem"), "belong to --tls"),
        (("send", "--to", "pacs:104", "--aet", "P"), "no file to send"),
        (("send", "a.dcm", "--stow", "pacs"), "has an address like"),
        (("export", "a.dcm", "--model", "real3"), "nothing to write"),
        (("export", "a.dcm", "--model", "real3", "--sr", "nowhere"), "expected an existing folder"),
        (("export", "a.dcm", "--model", "real3", "--sr", ".", "--explain"), "--explain belongs to --sc"),
        (("export", "a.dcm", "--model", "nobody", "--sr", "."), "--model nobody"),
    ],
)
def test_wrong_usage_is_a_sentence(cxr12, arguments, problem):
    result = cxr12(*arguments)
    assert result.exit_code == 2
    assert problem in result.output


def test_deidentified_copies(cxr12, radiograph, write_dicom, tmp_path):
    write_dicom(radiograph.parent / "unknown.dcm", np.zeros((20, 20), np.uint16), SeriesInstanceUID="2.25.12")
    held = cxr12("deidentify", radiograph.parent, tmp_path / "anonymous")
    assert held.exit_code == 1
    assert "unknown.dcm: held back: its file does not say whether text is burnt" in held.output
    assert "1 de-identified copies written" in held.output
    assert "--confirm-burned-in" in held.output
    done = cxr12("deidentify", radiograph.parent, tmp_path / "all", "--confirm-burned-in", "--move-dates", "--json")
    assert done.exit_code == 0
    assert [row["status"] for row in lines(done)] == ["written", "written"]
    copies = [pydicom.dcmread(path) for path in sorted((tmp_path / "all").iterdir())]
    assert [copy.PatientIdentityRemoved for copy in copies] == ["YES", "YES"]
    assert copies[0].SeriesInstanceUID == copies[1].SeriesInstanceUID != "2.25.12"
    content = b"".join(path.read_bytes() for path in (tmp_path / "all").iterdir())
    assert b"Secret" not in content
    assert b"SECRET" not in content
    within = cxr12("deidentify", radiograph.parent, radiograph.parent / "out")
    assert within.exit_code == 2
    assert "choose a folder outside" in within.output


def test_help_imports_neither_qt_nor_the_network():
    code = (
        "import sys; from viewer.command_line import complete; complete(); "
        "heavy = ('PySide6', 'pynetdicom', 'highdicom', 'dicomweb_client', 'tensorflow'); "
        "print([name for name in heavy if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
