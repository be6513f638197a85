import json
from pathlib import Path

import pytest

from viewer.recent import MOST, RecentFolders
from viewer.settings import SETTINGS, Settings


@pytest.fixture
def file(tmp_path):
    return tmp_path / "preferences.json"


def test_defaults_are_not_written_and_choices_are(qtbot, file):
    settings = Settings(file)
    assert [settings[setting.key] for setting in SETTINGS] == ["system", "raises", "in", "on"]
    with qtbot.waitSignal(settings.changed) as told:
        settings.set("theme", "light")
    assert told.args == ["theme", "light"]
    assert json.loads(file.read_text()) == {"theme": "light"}
    assert Settings(file)["theme"] == "light"
    settings.set("theme", "system")
    assert json.loads(file.read_text()) == {}


def test_only_what_the_table_names_can_be_set(qtbot, file):
    settings = Settings(file)
    for key, value in (("theme", "pink"), ("nonsense", "on")):
        with pytest.raises(KeyError):
            settings.set(key, value)


@pytest.mark.parametrize(
    "content", [b"", b'{"theme": "li', b"\x00\xff\xfe\x01", b"[1, 2]", b'"dark"', b"[" * 100_000, b" " * (2 << 20)]
)
def test_unusable_file_is_kept_and_defaults_used(qtbot, file, content):
    file.write_bytes(content)
    settings = Settings(file)
    assert settings["theme"] == "system"
    assert not file.exists()
    assert file.with_name("preferences.json.bad").read_bytes() == content
    settings.set("theme", "dark")
    assert Settings(file)["theme"] == "dark"


def test_entries_of_another_version_are_left_out(qtbot, file):
    file.write_text('{"theme": "dark", "from_the_future": [1], "recent": 7}')
    settings = Settings(file)
    assert (settings["theme"], settings["recent"]) == ("dark", "on")


def test_folder_that_cannot_be_written_is_said(qtbot, tmp_path):
    settings = Settings(tmp_path / "missing" / "preferences.json")
    with qtbot.waitSignal(settings.not_saved) as told:
        settings.set("theme", "dark")
    assert "No such file or directory" in told.args[0]
    assert settings["theme"] == "dark"


@pytest.fixture
def recent(file, tmp_path):
    settings = Settings(file)
    return RecentFolders(tmp_path / "recent.json", settings), settings


def test_newest_folder_comes_first_and_the_list_stays_short(qtbot, recent, tmp_path):
    folders, settings = recent
    for number in range(MOST + 2):
        folders.add(Path(f"/x/{number}"))
    folders.add(Path("/x/5"))
    names = [folder.name for folder in folders.folders]
    assert names == ["5", "9", "8", "7", "6", "4", "3", "2"]
    again = RecentFolders(tmp_path / "recent.json", settings)
    assert again.folders == folders.folders


def test_switched_off_it_remembers_nothing_and_forgets_what_it_knew(qtbot, recent, tmp_path):
    folders, settings = recent
    folders.add(Path("/x/secret"))
    with qtbot.waitSignal(folders.changed):
        settings.set("recent", "off")
    folders.add(Path("/x/other"))
    assert folders.folders == ()
    assert json.loads((tmp_path / "recent.json").read_text()) == []


def test_broken_list_is_kept_aside(qtbot, recent, tmp_path):
    _, settings = recent
    (tmp_path / "recent.json").write_text('{"not": "a list"}')
    assert RecentFolders(tmp_path / "recent.json", settings).folders == ()
    assert (tmp_path / "recent.json.bad").exists()
