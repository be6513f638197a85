"""``cxr12 dataset check``, as a script would call it."""

import json

import pytest
import typer
from typer.testing import CliRunner

from viewer.command_line.dataset_check import check


@pytest.fixture
def ask():
    app = typer.Typer()
    app.command("check")(check)
    return lambda *arguments: CliRunner().invoke(app, [str(one) for one in arguments])


@pytest.fixture
def folder(tmp_path, write_picture):
    """Two classes, one of which has pictures of another size."""
    for number in range(24):
        name, side = ("wide", 60) if number % 2 else ("narrow", 40)
        write_picture(tmp_path / "data" / name / f"{number}.png", (40, side), number)
    return tmp_path / "data"


@pytest.fixture
def write_picture():
    import cv2
    import numpy as np

    def write(path, shape, seed):
        path.parent.mkdir(parents=True, exist_ok=True)
        assert cv2.imwrite(str(path), np.random.default_rng(seed).integers(0, 255, shape).astype(np.uint8))

    return write


def test_warnings_as_sentences_and_as_json(ask, folder):
    told = ask(folder)
    assert told.exit_code == 0
    assert "the matrix size goes with the class" in told.stdout
    record = json.loads(ask(folder, "--json").stdout)
    assert record["images"] == 24
    assert record["split_fingerprint"] == ""
    assert any("A model that sees only the file's header" in sentence for sentence in record["warnings"])
    assert {one["fact"]: one["v"] for one in record["associations"]}["manufacturer"] is None


def test_parts_of_the_table_are_the_sides(ask, folder):
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.png"))
    parts = ["train", "train", "test", "validation"]
    lines = [f"{name},{name.partition('/')[0]},{parts[i % 4]}" for i, name in enumerate(names)]
    (folder / "labels.csv").write_text("path,label,split\n" + "\n".join(lines) + "\n")
    record = json.loads(ask(folder, "--json").stdout)
    assert record["split_fingerprint"]
    assert all(one["parts"] for one in record["overlaps"])


def test_what_is_no_dataset_is_refused(ask, tmp_path):
    refused = ask(tmp_path / "absent")
    assert refused.exit_code == 1
    assert "the dataset was not found" in refused.output
