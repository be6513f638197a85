"""The commands that classify, make phantoms, train and compare, with the bundled models and real processes."""

import csv
import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from sklearn.metrics import accuracy_score
from typer.testing import CliRunner

from viewer.command_line import complete


@pytest.fixture
def cxr12():
    runner, app = CliRunner(), complete()
    return lambda *arguments: runner.invoke(app, [str(a) for a in arguments])


def _lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def picture(tmp_path):
    """An 8-bit greyscale PNG with structure."""
    path = tmp_path / "pictures" / "one.png"
    path.parent.mkdir()
    rows, columns = np.mgrid[0:300, 0:260]
    cv2.imwrite(str(path), (127 + 100 * np.sin(rows / 40) * np.cos(columns / 30)).astype(np.uint8))
    return path


def test_models_are_listed_with_what_they_need(cxr12):
    result = cxr12("models", "--json")
    models = {model["name"]: model for model in _lines(result)}
    assert result.exit_code == 0
    assert set(models) == {"phantom4", "real3"}
    assert models["real3"]["input_shape"] == [128, 128, 1]
    assert set(models["real3"]) == {
        "name", "architecture", "variant", "classes", "input_shape", "preset", "bits", "parameters", "sha256",
        "verified",
    }  # fmt: skip


def test_classify_answers_per_file_and_by_class_name(cxr12, picture, tmp_path):
    (picture.parent / "notes.txt").write_text("not an image; in a folder it is passed over")
    result = cxr12("classify", picture.parent, tmp_path / "absent.png", "--model", "real3", "--json")
    found, absent = _lines(result)
    assert result.exit_code == 1
    assert found["file"] == str(picture)
    assert found["status"] == "classified"
    assert set(found["probabilities"]) == {"covid_19", "normal", "opacity"}
    assert sum(found["probabilities"].values()) == pytest.approx(1, abs=1e-5)
    assert found["class"] == max(found["probabilities"], key=found["probabilities"].get)
    assert found["model"] == "real3"
    assert found["ms"] > 0
    assert found["engine"].startswith("Keras")  # which engine answered, and how exactly, goes with every answer
    assert found["precision"] == "float32"
    assert len(found["model_sha256"]) == len(found["pixel_sha256"]) == 64
    assert found["notice"] == "Research use only - not for diagnosis"
    assert absent["status"] == "refused"
    assert "notice" not in absent
    assert absent["reason"]


def test_the_same_picture_as_png_and_as_dicom_answers_the_same(cxr12, picture, tmp_path, write_dicom):
    grey = cv2.imread(str(picture), cv2.IMREAD_UNCHANGED)
    # 12 bits whose window maps value v to grey v / 16: LINEAR with centre 2040.5 and width 4081 spans 0 to 4080.
    dicom = write_dicom(tmp_path / "same.dcm", grey.astype(np.uint16) * 16, WindowCenter=2040.5, WindowWidth=4081)
    result = cxr12("classify", picture, dicom, "--model", "real3", "--json")
    png, same = _lines(result)
    assert result.exit_code == 0
    for name, probability in png["probabilities"].items():
        assert same["probabilities"][name] == pytest.approx(probability, abs=1e-3)


def test_a_native_model_refuses_an_8_bit_original(cxr12, picture):
    result = cxr12("classify", picture, "--model", "phantom4", "--json")
    (row,) = _lines(result)
    assert result.exit_code == 1
    assert row["status"] == "refused"
    assert "8" in row["reason"]


def test_results_as_csv_have_no_live_formulas(cxr12, picture, tmp_path, monkeypatch):
    monkeypatch.chdir(picture.parent)
    picture.rename(picture.with_name("=1+1.png"))
    out = tmp_path / "results.csv"
    assert cxr12("classify", "=1+1.png", "--model", "real3", "--csv", out).exit_code == 0
    with out.open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["file"] == "'=1+1.png"
    classes = ["covid_19", "opacity", "normal"]
    assert list(row)[:10] == ["file", "status", "reason", "class", *classes, "model", "ms", "label"]
    assert row["notice"] == "Research use only - not for diagnosis"
    assert len(row["model_sha256"]) == len(row["pixel_sha256"]) == 64
    assert sum(float(row[name]) for name in ("covid_19", "normal", "opacity")) == pytest.approx(1, abs=1e-5)


def test_results_never_replace_an_image(cxr12, picture, tmp_path, write_dicom):
    image = write_dicom(tmp_path / "only-copy.dcm", np.ones((2, 2), np.uint16))
    before = image.read_bytes()
    result = cxr12("classify", picture, "--model", "real3", "--csv", image)
    assert result.exit_code == 2
    assert "choose another name" in result.stderr
    assert image.read_bytes() == before


def test_a_picture_met_in_a_folder_may_be_refused_without_failing(cxr12, picture):
    cv2.imwrite(str(picture.with_name("logo.png")), np.dstack([np.full((9, 9), v, np.uint8) for v in (1, 99, 200)]))
    result = cxr12("classify", picture.parent, "--model", "real3", "--json")
    assert result.exit_code == 0
    assert sorted(row["status"] for row in _lines(result)) == ["classified", "refused"]
    assert cxr12("classify", picture.with_name("logo.png"), "--model", "real3", "--json").exit_code == 1


def test_phantoms_that_cannot_be_are_wrong_usage(cxr12, tmp_path):
    result = cxr12("phantom", tmp_path / "out", "--patients", 1, "--contrast", 5)
    assert result.exit_code == 2
    assert "contrast" in result.stderr
    assert not (tmp_path / "out").exists()


def test_an_unknown_model_is_wrong_usage(cxr12, picture):
    result = cxr12("classify", picture, "--model", "nothing")
    assert result.exit_code == 2
    assert "phantom4" in result.stderr


def test_train_two_runs_on_phantoms_and_compare_them(cxr12, tmp_path):
    data, runs = tmp_path / "phantoms", tmp_path / "runs"
    written = cxr12("phantom", data, "--patients", 16, "--seed", 3, "--matrix", 256, "--images", 1, "--json")
    assert written.exit_code == 0
    assert len(_lines(written)) == 16
    folders = []
    for seed in (1, 2):
        result = cxr12(
            "train", data, "--architecture", "resnet50", "--variant", "proposed", "--size", 32, "--bits", "8",
            "--epochs", 2, "--batch", 4, "--seed", seed, "--out", runs, "--json",
        )  # fmt: skip
        events = _lines(result)
        assert result.exit_code == 0, result.stderr
        assert [e["epoch"] for e in events if e["event"] == "epoch"] == [1, 2]
        assert events[-1]["event"] == "finished"
        folders.append(events[-1]["folder"])
        with Path(folders[-1], "predictions.csv").open(newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["part"] == "test"]
        classes = json.loads(Path(folders[-1], "card.json").read_text())["classes"]
        calls = [max(classes, key=lambda name, row=row: float(row[name])) for row in rows]
        expected = accuracy_score([row["label"] for row in rows], calls)
        assert events[-1]["test"]["accuracy"]["value"] == pytest.approx(expected)
    compared = cxr12("compare", *folders, "--json")
    assert compared.exit_code == 0, compared.stderr
    assert [row["folder"] for row in _lines(compared)] == folders
    assert [row["seed"] for row in _lines(compared)] == [1, 2]
    table = cxr12("compare", *folders)
    assert "macro AUC" in table.stdout


def test_train_takes_the_variant_there_is_and_windows(cxr12, tmp_path):
    (tmp_path / "empty").mkdir()
    asked = ("--architecture", "densenet121", "--windows", 2, "--out", tmp_path / "runs")
    assert cxr12("train", tmp_path / "empty", *asked).exit_code == 1
    (path,) = (tmp_path / "runs").glob("*/config.json")
    config = json.loads(path.read_text())
    assert (config["variant"], config["windows"]) == ("standard", 2)
    assert config["name"] == "densenet121-standard-128-native-windows2"
    many = cxr12("train", tmp_path / "empty", "--windows", 17, "--out", tmp_path / "other")
    assert many.exit_code == 2
    assert "windows must be a whole number from 0 to 16" in many.stderr


def test_train_says_in_a_sentence_why_not(cxr12, tmp_path):
    (tmp_path / "empty").mkdir()
    result = cxr12("train", tmp_path / "empty", "--out", tmp_path / "runs", "--epochs", 1)
    assert result.exit_code == 1
    assert "no DICOM or PNG image" in result.stderr
    skipping = cxr12("train", tmp_path / "empty", "--skip-unreadable", "--name", "skips", "--out", tmp_path / "skips")
    assert skipping.exit_code == 1
    (config,) = (tmp_path / "skips").glob("*/config.json")
    assert json.loads(config.read_text())["exclude_unreadable"] is True
    wrong = cxr12("train", tmp_path / "empty", "--bits", "7", "--out", tmp_path / "runs")
    assert wrong.exit_code == 2
    assert "bits" in wrong.stderr
    unknown = cxr12("train", tmp_path / "empty", "--architecture", "vgg99", "--out", tmp_path / "other")
    assert unknown.exit_code == 2
    assert "vgg16" in unknown.stderr
    absent = cxr12("train", tmp_path / "absent", "--out", tmp_path / "other")
    assert absent.exit_code == 1
    assert not (tmp_path / "other").exists()


def test_classify_averages_altered_images_and_says_the_range_and_every_answer(cxr12, picture):
    result = cxr12("classify", picture, "--model", "real3", "--tta", "--mirror", "--json", "--no-keep")
    (found,) = _lines(result)
    assert result.exit_code == 0
    assert found["model"] == "real3 (TTA 12)"
    spread = found["spread"]
    assert spread["answers"] == len(spread["members"]) == 12
    assert [one["altered"] for one in spread["members"]][::11] == ["unchanged", "mirrored"]
    for name, mean in found["probabilities"].items():
        each = [one["probabilities"][name] for one in spread["members"]]
        assert mean == pytest.approx(np.mean(each))
        apart = spread["classes"][name]
        assert (apart["low"], apart["high"]) == (min(each), max(each))
        assert apart["deviation"] == pytest.approx(np.std(each, ddof=1))


def test_classify_refuses_models_that_do_not_answer_the_same_question(cxr12, picture):
    result = cxr12("classify", picture, "--model", "real3", "--also", "phantom4")
    assert result.exit_code == 2
    assert "--also: expected models of the same classes and kind to ask together, found real3" in result.stderr
    twice = cxr12("classify", picture, "--model", "real3", "--also", "real3")
    assert (twice.exit_code, "found one twice: real3, real3" in twice.stderr) == (2, True)
