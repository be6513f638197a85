"""``cxr12 models`` and its verbs."""

import json

import pytest
from typer.testing import CliRunner

from benchmarks.hostile_files import HOSTILE, arrays, plain_layers, sequential, write_h5
from core.models.shelf import default_shelf
from viewer.command_line import complete


@pytest.fixture
def cxr12():
    runner, app = CliRunner(), complete()
    return lambda *arguments: runner.invoke(app, [str(a) for a in arguments])


@pytest.fixture
def stranger(tmp_path):
    return write_h5(tmp_path / "old.h5", sequential(plain_layers()), arrays())


def test_import_rename_default_export_remove(cxr12, stranger, tmp_path):
    result = cxr12("models", "import", stranger, "--classes", "a, b,c", "--preset", "native", "--name", "old")
    assert (result.exit_code, result.stdout) == (0, "old: imported as imported layers; not verified\n")
    assert default_shelf().get("old").card.classes == ("a", "b", "c")
    assert cxr12("models", "rename", "old", "older").exit_code == 0
    assert cxr12("models", "default", "older").stdout == "older\n"
    listed = cxr12("models").stdout.splitlines()[0]
    assert listed.startswith("older: foreign, 16 x 16, preset native, classes a, b, c, 1,199 parameters, not verified")
    assert listed.endswith(", default")
    target = tmp_path / "older.keras"
    assert cxr12("models", "export", "older", target).stdout.splitlines() == [str(target), f"{target}.card.json"]
    again = cxr12("models", "export", "older", target)
    assert again.exit_code == 2
    assert "found older.keras, older.keras.card.json; give another, or --force" in again.stderr
    assert cxr12("models", "remove", "older").stdout == "older: removed\n"
    assert cxr12("models", "default").stdout == "no default is set\n"


def test_what_a_bare_file_cannot_say_has_to_be_said(cxr12, stranger):
    result = cxr12("models", "import", stranger)
    assert result.exit_code == 2
    assert "expected --classes with 3 names in the order of its outputs and --preset" in result.stderr
    assert "--thesis stands for aortic_enlargement,covid_19,opacity,normal and thesis12" in result.stderr
    wrong = cxr12("models", "import", stranger, "--thesis")
    assert wrong.exit_code == 1
    assert "expected 3 class names in the order of its outputs, found 4" in wrong.stderr


def test_refusals_are_one_sentence(cxr12, tmp_path):
    path = HOSTILE["os.system"](tmp_path, tmp_path / "canary")
    result = cxr12("models", "import", path, "--thesis")
    assert result.exit_code == 1
    assert "contains code" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "canary").exists()
    assert "ships with CXR-12" in cxr12("models", "remove", "real3").stderr
    assert "found no such model" in cxr12("models", "show", "gone").stderr
    assert cxr12("models", "export", "real3", tmp_path / "net.txt").exit_code == 2


def test_cards_are_shown_and_compared(cxr12):
    shown = json.loads(cxr12("models", "show", "real3", "--json").stdout)
    assert (shown["parameters"], shown["spec.preset"]) == ("1453827", "display8")
    assert "parameters: 1453827" in cxr12("models", "show", "real3").stdout.splitlines()
    rows = [json.loads(line) for line in cxr12("models", "compare", "real3", "phantom4", "--json").stdout.splitlines()]
    fields = {row["field"]: row for row in rows}
    assert fields["parameters"] == {"field": "parameters", "real3": "1453827", "phantom4": "1454340"}
    assert "architecture" not in fields
    assert "architecture: resnet50 | resnet50" in cxr12("models", "compare", "real3", "phantom4", "--all").stdout
    assert len(cxr12("models", "list").stdout.splitlines()) == 2
