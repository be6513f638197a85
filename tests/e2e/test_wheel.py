"""The wheel, installed where nothing else of the project is: the bundled models, icons and presets are inside."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Build the wheel, install it in a fresh environment, return a function that runs its ``cxr12`` there."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("cxr12-*.whl")
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel], check=True)
    # The third-party libraries are lent by the environment that runs the tests, as a plain folder: its .pth files, and
    # with them the editable project, stay out. So nothing is downloaded, and the project's own code is the wheel's.
    lent = sysconfig.get_paths()["purelib"]
    (own,) = (folder / "env").glob("lib/python*/site-packages")
    (own / "lent.pth").write_text(lent + "\n")
    empty = folder / "elsewhere"
    empty.mkdir()
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"CXR12_HOME": str(folder / "home")}

    def run(*arguments):
        command = [folder / "env" / "bin" / "cxr12", *map(str, arguments)]
        return subprocess.run(command, cwd=empty, env=kept, capture_output=True, text=True, check=False)

    run.python, run.folder, run.environment = python, empty, kept
    return run


def test_it_is_the_wheel_that_runs(installed):
    code = "import core, viewer, trainer, resources; print(core.__file__, viewer.__file__, trainer.__file__)"
    done = subprocess.run(
        [installed.python, "-c", code], cwd=installed.folder, env=installed.environment, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert all("env/lib" in name for name in done.stdout.split())


def test_version(installed):
    done = installed("--version")
    assert (done.returncode, done.stdout) == (0, "cxr12 0.1.0\n"), done.stderr


def test_the_bundled_models_are_inside(installed):
    done = installed("models", "--json")
    assert done.returncode == 0, done.stderr
    models = {m["name"]: m for m in map(json.loads, done.stdout.splitlines())}
    assert set(models) == {"phantom4", "real3"}
    assert models["phantom4"]["classes"] == ["aortic_enlargement", "covid_19", "opacity", "normal"]
    assert models["phantom4"]["preset"] == "native"
    assert sorted(models["real3"]["classes"]) == ["covid_19", "normal", "opacity"]
    assert models["real3"]["preset"] == "display8"
    assert all(m["verified"] for m in models.values())


def test_phantoms_are_written_and_classified(installed):
    done = installed("phantom", "phantoms", "--patients", 1, "--seed", 3)
    assert done.returncode == 0, done.stderr
    done = installed("classify", "phantoms", "--model", "phantom4", "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr  # nothing refused: what lies beside the images is not taken for one
    assert rows
    assert all(abs(sum(r["probabilities"].values()) - 1) < 1e-4 for r in rows if r["status"] == "classified")
    assert any(r["status"] == "classified" for r in rows)


def test_the_manual_and_the_style_are_inside(installed):
    code = (
        "from resources import resource as r; "
        "print(*(p.relative_to(r(f)).as_posix() for f in ('manual', 'style') for p in r(f).rglob('*')))"
    )
    done = subprocess.run(
        [installed.python, "-c", code], cwd=installed.folder, env=installed.environment, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    folders = (ROOT / "docs/manual", ROOT / "resources/style")
    shipped = {path.relative_to(folder).as_posix() for folder in folders for path in folder.rglob("*")}
    assert set(done.stdout.split()) == shipped
    assert {"index.md", "vi/index.md", "privacy.md", "window.qss"} <= shipped
