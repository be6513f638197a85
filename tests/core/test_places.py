import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core import places


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch, tmp_path):
    monkeypatch.setattr(places, "_writable", set())
    monkeypatch.setattr(places, "_refused", {})
    monkeypatch.setenv(places.STAND_IN, str(tmp_path / "stand_in"))


@pytest.fixture
def no_home(monkeypatch, tmp_path):
    """A home that nobody can make, not even root: a file is in its way."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CXR12_HOME", str(tmp_path / "file" / "cxr12"))
    return tmp_path / "file" / "cxr12"


def test_folders_lie_at_home_and_are_private(monkeypatch, tmp_path):
    monkeypatch.setenv("CXR12_HOME", str(tmp_path / "home"))
    for name, folder in (("data", places.data_folder()), ("cache", places.cache_folder())):
        assert folder == tmp_path / "home" / name
        assert folder.stat().st_mode & 0o777 == 0o700
    assert places.config_folder() == tmp_path / "home" / "config"
    assert places.problem() == ""
    assert list(places.data_folder().iterdir()) == []


def test_temporary_folder_stands_in_for_a_home_that_cannot_be_made(no_home, tmp_path, caplog):
    for name, folder in (
        ("data", places.data_folder()), ("cache", places.cache_folder()), ("config", places.config_folder())
    ):  # fmt: skip
        assert folder == tmp_path / "stand_in" / name
        (folder / "x").write_text("kept for now")
    said = places.problem()
    assert said.startswith(f"CXR-12 cannot write to {no_home / 'data'} (not a directory): ")
    assert "not kept" in said
    assert "CXR12_HOME" in said
    assert "Errno" not in said
    assert caplog.text == ""  # the process that made the stand-in has said it


def test_folder_that_is_there_but_read_only(monkeypatch, tmp_path):
    """What is written goes elsewhere; preferences are still read."""
    monkeypatch.setenv("CXR12_HOME", str(tmp_path / "home"))

    def read_only(dir):
        raise OSError(30, "Read-only file system", str(dir))

    monkeypatch.setattr(places.tempfile, "TemporaryFile", read_only)
    assert places.data_folder() == tmp_path / "stand_in" / "data"
    assert places.config_folder() == tmp_path / "home" / "config"
    assert "(read-only file system)" in places.problem()


def test_program_and_its_children_share_a_stand_in_that_goes_with_the_program(no_home):
    show = "from core import places; print(places.data_folder(), flush=True)"
    code = (
        "import json, subprocess, sys\n"
        "from core import places\n"
        "mine = places.data_folder()\n"
        f"child = subprocess.run([sys.executable, '-c', {show!r}], capture_output=True, text=True, check=True)\n"
        "print(json.dumps([str(mine), mine.is_dir(), child.stdout.strip(), child.stderr]))\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != places.STAND_IN}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    mine, there, inherited, told = json.loads(done.stdout)
    assert (there, inherited, told) == (True, mine, "")
    assert not Path(mine).parent.exists()
    assert done.stderr.startswith("CXR-12 cannot write to ")
    assert done.stderr.count("\n") == 1


def test_models_can_be_listed_without_a_home(no_home, monkeypatch):
    monkeypatch.delenv(places.STAND_IN)
    done = subprocess.run(
        [Path(sys.executable).with_name("cxr12"), "models"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert done.stderr.startswith("CXR-12 cannot write to ")
    assert done.stderr.count("\n") == 1
