"""The command ``cxr12`` as scripts use it: JSON lines, exit codes, pixels, no Qt, no patient data."""

import hashlib
import json
import struct
import subprocess
import sys

import cv2
import numpy as np
import pytest
from typer.testing import CliRunner

from viewer.command_line import complete


@pytest.fixture
def cxr12():
    runner, app = CliRunner(), complete()
    return lambda *arguments: runner.invoke(app, [str(a) for a in arguments])


def test_info_tells_what_the_file_holds(cxr12, twelve_bit):
    result = cxr12("info", twelve_bit, "--json")
    row = json.loads(result.stdout)
    assert result.exit_code == 0
    stored = struct.pack("<6H", 0, 1, 2048, 4095, 1000, 3000)
    assert row | {"decoder": "", "notes": []} == {
        "file": str(twelve_bit), "status": "opened", "reason": "",
        "rows": 2, "columns": 3, "frames": 1, "bits_stored": 12,
        "photometric": "MONOCHROME2", "transfer_syntax": "1.2.840.10008.1.2.1", "stored_min": 0, "stored_max": 4095,
        "sha256": hashlib.sha256(stored).hexdigest(), "decoder": "", "notes": [],
        "windows": [{"center": 2048.0, "width": 4096.0, "function": "LINEAR", "explanation": ""}],
    }  # fmt: skip


def test_info_hashes_signed_values_as_signed(cxr12, tmp_path, write_dicom):
    path = write_dicom(tmp_path / "signed.dcm", np.array([[-5, 7]], dtype=np.int16), bits_stored=16)
    row = json.loads(cxr12("info", path, "--json").stdout)
    assert (row["stored_min"], row["stored_max"]) == (-5, 7)
    assert row["sha256"] == hashlib.sha256(struct.pack("<2h", -5, 7)).hexdigest()


def test_one_refused_file_does_not_stop_the_others(cxr12, twelve_bit, tmp_path):
    text = tmp_path / "notes.dcm"
    text.write_text("not an image at all, but long enough to be looked at " * 9)
    result = cxr12("info", text, tmp_path / "absent.dcm", twelve_bit, "--json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [r["status"] for r in rows] == ["refused", "refused", "opened"]
    assert all(r["reason"] for r in rows[:2])
    assert rows[0]["sha256"] is None
    assert result.exit_code == 1


@pytest.fixture
def colour(tmp_path, write_dicom):
    """Two red and two blue pixels."""
    return write_dicom(
        tmp_path / "colour.dcm", np.zeros((2, 2), np.uint16), SamplesPerPixel=3, PhotometricInterpretation="RGB",
        PlanarConfiguration=0, BitsAllocated=8, BitsStored=8, HighBit=7,
        PixelData=bytes([255, 0, 0] * 2 + [0, 0, 255] * 2),
    )  # fmt: skip


def test_info_tells_a_colour_image_by_its_photometric_interpretation(cxr12, colour):
    row = json.loads(cxr12("info", colour, "--json").stdout)
    assert (row["status"], row["photometric"], row["rows"], row["columns"]) == ("opened", "RGB", 2, 2)


def test_classify_refuses_a_colour_image(cxr12, colour):
    result = cxr12("classify", colour, "--model", "real3", "--json")
    row = json.loads(result.stdout)
    assert (row["status"], row["class"], result.exit_code) == ("refused", None, 1)
    assert row["reason"].startswith("found a colour image, but networks here read greyscale")


def test_what_is_cut_short_is_refused_everywhere(cxr12, twelve_bit, tmp_path):
    cut = tmp_path / "cut.dcm"
    cut.write_bytes(twelve_bit.read_bytes()[:-4])
    for arguments in (["info", cut, "--json"], ["classify", cut, "--model", "real3", "--json"]):
        row = json.loads(cxr12(*arguments).stdout)
        assert (row["status"], row["reason"]) == ("refused", "the pixel data is too short: expected 12 bytes, found 8")
    assert "too short" in cxr12("render", cut, "--out", tmp_path / "out.png").stderr
    assert not (tmp_path / "out.png").exists()


def test_render_writes_a_colour_image_in_colour(cxr12, colour, tmp_path):
    out = tmp_path / "out.png"
    assert cxr12("render", colour, "--out", out).exit_code == 0
    assert cv2.imread(str(out), cv2.IMREAD_UNCHANGED).tolist() == [[[0, 0, 255]] * 2, [[255, 0, 0]] * 2]  # blue first
    refused = cxr12("render", colour, "--out", out, "--full-range")
    assert refused.exit_code == 2
    assert "no window" in refused.stderr


def test_no_patient_data_in_any_answer(cxr12, twelve_bit):
    for arguments in (["info", twelve_bit], ["info", twelve_bit, "--json"]):
        answer = cxr12(*arguments).stdout
        assert answer
        assert "Secret" not in answer
        assert "SECRET" not in answer


def test_render_writes_the_greys_of_the_formula(cxr12, twelve_bit, tmp_path):
    out = tmp_path / "out.png"
    assert cxr12("render", twelve_bit, "--out", out, "--window", 2048, 4096).exit_code == 0
    # PS3.3 C.11.2.1.2.1: ((x - (c - 0.5)) / (w - 1) + 0.5) * 255, here x / 4095 * 255
    expected = np.rint(np.array([[0, 1, 2048], [4095, 1000, 3000]]) / 4095 * 255)
    assert np.abs(cv2.imread(str(out), cv2.IMREAD_UNCHANGED) - expected).max() <= 0.5
    assert cxr12("render", twelve_bit, "--out", tmp_path / "full.png", "--full-range").exit_code == 0
    assert (tmp_path / "full.png").read_bytes() == out.read_bytes()


def test_render_exact_linear_and_sigmoid(cxr12, twelve_bit, tmp_path):
    x = np.array([[0, 1, 2048], [4095, 1000, 3000]], dtype=float)
    formulas = {
        "LINEAR_EXACT": np.clip((x - 1000) / 500 + 0.5, 0, 1) * 255,
        "SIGMOID": 255 / (1 + np.exp(-4 * (x - 1000) / 500)),
    }
    for function, expected in formulas.items():
        out = tmp_path / f"{function}.png"
        assert cxr12("render", twelve_bit, "--out", out, "--window", 1000, 500, "--function", function).exit_code == 0
        assert np.abs(cv2.imread(str(out), cv2.IMREAD_UNCHANGED) - expected).max() <= 1


@pytest.mark.parametrize(
    "wrong",
    [
        ["--window", "1000", "0"],
        ["--window", "nan", "5"],
        ["--window", "1", "2", "--function", "CUBIC"],
        ["--preset", "no such"],
        ["--function", "SIGMOID"],
        ["--full-range", "--preset", "Full range"],
        ["--frame", "2"],
    ],
)
def test_wrong_usage_exits_with_2_and_a_sentence(cxr12, twelve_bit, tmp_path, wrong):
    result = cxr12("render", twelve_bit, "--out", tmp_path / "x.png", *wrong)
    assert result.exit_code == 2
    assert result.stderr
    assert not (tmp_path / "x.png").exists()


def test_a_file_that_may_not_be_read_is_a_row_not_wrong_usage(cxr12, twelve_bit, monkeypatch):
    # What root may always do, others may not: the answer of the system is put in its place.
    monkeypatch.setattr("os.access", lambda *_, **__: False)
    monkeypatch.setattr(
        "pathlib.Path.open", lambda *_, **__: (_ for _ in ()).throw(PermissionError(13, "Permission denied"))
    )
    result = cxr12("info", twelve_bit, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["status"] == "refused"


def test_a_preset_is_that_of_the_frame_asked_for(cxr12, tmp_path, write_dicom):
    frames = np.concatenate([np.full((2, 50), 10, np.uint16), np.arange(1000, 1100, dtype=np.uint16).reshape(2, 50)])
    path = write_dicom(tmp_path / "two.dcm", frames, NumberOfFrames=2, Rows=2)
    for arguments in (["--preset", "Auto (0.1 % tails)"], []):  # a file without windows: the default view is the same
        out = tmp_path / f"{len(arguments)}.png"
        assert cxr12("render", path, "--out", out, "--frame", 2, *arguments).exit_code == 0
    assert (tmp_path / "0.png").read_bytes() == (tmp_path / "2.png").read_bytes()
    grey = cv2.imread(str(tmp_path / "2.png"), cv2.IMREAD_UNCHANGED)
    assert (grey.min(), grey.max()) == (0, 255)


def test_headless_verbs_import_no_qt_and_no_keras(twelve_bit):
    code = (
        "import sys; from viewer.command_line import main; sys.argv = ['cxr12', 'info', sys.argv[1]]\n"
        "try: main()\nexcept SystemExit as e: assert not e.code, e.code\n"
        "bad = {'PySide6', 'pyqtgraph', 'keras', 'tensorflow'} & set(sys.modules); assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", code, str(twelve_bit)], check=True, stdout=subprocess.DEVNULL)


def test_version_is_the_package_version():
    code = "import sys; from viewer.command_line import main; sys.argv = ['cxr12', '--version']; main()"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "cxr12 0.1.0\n"
