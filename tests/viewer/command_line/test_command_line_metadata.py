"""``cxr12 embed``, ``extract`` and ``report`` as scripts use them: JSON lines, exit codes, nothing of the patient."""

import json
import subprocess
import sys

import cv2
import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from viewer.command_line import complete


@pytest.fixture
def cxr12():
    runner, app = CliRunner(), complete()
    return lambda *arguments: runner.invoke(app, [str(a) for a in arguments])


@pytest.fixture
def radiograph(tmp_path, write_dicom):
    stored = (np.arange(60 * 50) * 7 % 4096).astype(np.uint16).reshape(60, 50)
    words = {"ViewPosition": "PA", "Manufacturer": "Hãng X", "SpecificCharacterSet": "ISO_IR 192"}
    return write_dicom(tmp_path / "source.dcm", stored, **words)


def test_what_is_embedded_is_extracted(cxr12, radiograph, tmp_path):
    out = tmp_path / "a.png"
    done = cxr12("embed", radiograph, "--out", out, "--depth", 16, "--lsb", "--json")
    told = json.loads(done.stdout)
    assert (done.exit_code, done.stderr) == (0, "")
    assert told["channel"] == "grey"
    assert told["bits_capacity_bytes"] == 60 * 50 // 8 - 12
    assert told["psnr_db"] > 60
    assert "(0018,5101) ViewPosition" in told["tags"]
    assert not any("Patient" in tag for tag in told["tags"])
    read = json.loads(cxr12("extract", out, "--json").stdout)
    assert (read["status"], read["bits"]["format"], read["notes"]) == ("read", "cxr12", [])
    for place in (read["text"], read["xmp"], read["bits"]["items"]):
        assert {"tag": "0018,5101", "name": "ViewPosition", "value": "PA"} in place
        assert {"tag": "0008,0070", "name": "Manufacturer", "value": "Hãng X"} in place
    assert b"Secret" not in out.read_bytes()
    assert b"SECRET-ID" not in out.read_bytes()
    # Plain words, a line for each.
    lines = cxr12("extract", out).stdout.splitlines()
    assert f"{out}: lowest bits of grey: (0018,5101) ViewPosition: PA" in lines
    assert f"{out}: text: Disclaimer: Research use only - not for diagnosis" in lines


def test_identifying_attributes_need_two_words_and_are_warned_about(cxr12, radiograph, tmp_path):
    out = tmp_path / "a.png"
    refused = cxr12("embed", radiograph, "--out", out, "--tag", "PatientName")
    assert (refused.exit_code, out.exists()) == (1, False)
    assert "may tell whose image it is" in refused.stderr
    assert "Secret" not in refused.stderr
    done = cxr12("embed", radiograph, "--out", out, "--tag", "PatientName", "--tag", "0008,0060", "--identifying")
    assert done.exit_code == 0
    assert done.stderr == "warning: the picture carries what may tell whose image it is: PatientName\n"
    assert Image.open(out).text["DICOM (0010,0010) PatientName"] == "Secret^Name"


def test_a_channel_of_colour(cxr12, radiograph, tmp_path):
    out = tmp_path / "a.png"
    done = cxr12("embed", radiograph, "--out", out, "--lsb", "--channel", "blue")
    assert "bytes in the lowest bits of blue, PSNR" in done.stdout
    pixels = cv2.imread(str(out), cv2.IMREAD_UNCHANGED)
    assert pixels.shape == (60, 50, 3)
    assert np.array_equal(pixels[..., 1], pixels[..., 2])
    assert not np.array_equal(pixels[..., 0], pixels[..., 2])  # OpenCV gives blue first


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--out", "a.jpg"], "a name that ends in .png"),
        (["--out", "a.png", "--depth", "12"], "expected one of 8, 16"),
        (["--out", "a.png", "--channel", "blue"], "--channel belongs to --lsb"),
        (["--out", "a.png", "--lsb", "--channel", "alpha"], "expected one of grey, red, green, blue"),
        (["--out", "a.png", "--identifying"], "--identifying belongs to --tag"),
        (["--out", "a.png", "--frame", "2"], "the image has 1 frame"),
    ],
)
def test_wrong_usage_is_told(cxr12, radiograph, tmp_path, monkeypatch, arguments, reason):
    monkeypatch.chdir(tmp_path)
    result = cxr12("embed", radiograph, *arguments)
    assert result.exit_code == 2
    assert reason in result.stderr
    assert sorted(one.name for one in tmp_path.iterdir()) == ["source.dcm"]


def test_what_does_not_fit_and_what_has_no_attributes_is_refused(cxr12, tmp_path, write_dicom):
    small = write_dicom(tmp_path / "small.dcm", np.zeros((12, 12), np.uint16))
    result = cxr12("embed", small, "--out", tmp_path / "a.png", "--lsb")
    assert result.exit_code == 1
    assert "choose fewer" in result.stderr
    assert not (tmp_path / "a.png").exists()
    assert cxr12("embed", small, "--out", tmp_path / "a.png").exit_code == 0
    again = cxr12("embed", tmp_path / "a.png", "--out", tmp_path / "b.png")
    assert "expected a DICOM file, found a PNG picture" in again.stderr
    onto = cxr12("embed", small, "--out", small.rename(small.with_suffix(".png")))
    assert onto.exit_code == 1


def test_burned_in_text_has_to_be_confirmed(cxr12, tmp_path, write_dicom):
    path = write_dicom(tmp_path / "a.dcm", np.zeros((40, 40), np.uint16), BurnedInAnnotation="YES")
    held = cxr12("embed", path, "--out", tmp_path / "a.png")
    assert (held.exit_code, (tmp_path / "a.png").exists()) == (1, False)
    assert "its pixels may show who the patient is; look at it, then add --confirm-burned-in" in held.stderr
    assert cxr12("embed", path, "--out", tmp_path / "a.png", "--confirm-burned-in").exit_code == 0
    assert (tmp_path / "a.png").exists()


def test_what_carries_nothing_is_said_so(cxr12, tmp_path):
    cv2.imwrite(str(tmp_path / "bare.png"), np.zeros((30, 30), np.uint8))
    (tmp_path / "words.png").write_text("not a picture")
    result = cxr12("extract", tmp_path / "bare.png", tmp_path / "words.png", tmp_path / "absent.png", "--json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert [row["status"] for row in rows] == ["refused"] * 3
    assert rows[0]["reason"] == "carries no text, no XMP and nothing in its lowest bits"
    assert rows[1]["reason"] == "not a PNG picture"


def test_control_characters_of_a_picture_never_reach_the_terminal(cxr12, tmp_path):
    from core.export.picture import write_png
    from core.export.png_text import text_chunk

    evil = text_chunk("Comment", "\x1b[2J\x1b]0;owned\x07\u202eabc")
    write_png(tmp_path / "a.png", np.zeros((9, 9), np.uint8), chunks=evil)
    shown = cxr12("extract", tmp_path / "a.png").stdout
    assert "owned" in shown
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)
    assert "\x1b" not in cxr12("extract", tmp_path / "a.png", "--json").stdout


def test_a_report_names_the_patient_only_when_asked(cxr12, radiograph, tmp_path):
    out = tmp_path / "report.html"
    result = cxr12("report", radiograph, "--model", "real3", "--out", out)
    assert (result.exit_code, result.stdout) == (0, f"{out}: written\n")
    text = out.read_text(encoding="utf-8")
    assert text.count("Research use only - not for diagnosis") == 2
    assert "Macro AUC" in text
    assert "Secret" not in text
    assert "SECRET" not in text
    assert cxr12("report", radiograph, "--model", "real3", "--out", out, "--patient-data").exit_code == 0
    assert "Secret^Name" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--model", "real3", "--out", "a.pdf"], "ends in .html"),
        (["--model", "nobody", "--out", "a.html"], "--model nobody"),
    ],
)
def test_a_report_that_cannot_be_is_refused(cxr12, radiograph, arguments, reason):
    result = cxr12("report", radiograph, *arguments)
    assert result.exit_code == 2
    assert reason in result.stderr


def test_these_verbs_import_no_qt(radiograph, tmp_path):
    program = (
        "import sys; sys.argv[0] = 'cxr12'\n"
        "from viewer.command_line import complete\n"
        "import viewer.export.class_lines, viewer.export.heat_picture, viewer.command_line.report\n"
        "try:\n    complete()()\n"
        "except SystemExit: pass\n"
        "assert not [m for m in sys.modules if m.startswith(('PySide6', 'tensorflow', 'keras', 'pyarrow', 'jinja2'))]\n"
    )
    arguments = ["embed", str(radiograph), "--out", str(tmp_path / "a.png"), "--lsb"]
    subprocess.run([sys.executable, "-c", program, *arguments], check=True, capture_output=True)
    subprocess.run([sys.executable, "-c", program, "extract", str(tmp_path / "a.png")], check=True, capture_output=True)
