import json
import os
import stat
import time
from pathlib import Path

import pytest

from viewer.image.corners import CORNER_FIELDS, USUAL_CORNERS
from viewer.recent import MOST, RecentFolders
from viewer.setting_kinds import NumberSetting, Setting, TextSetting, WordsSetting
from viewer.settings import GROUPS, SETTINGS, Settings, corner_choice


@pytest.fixture
def file(tmp_path):
    return tmp_path / "preferences.json"


@pytest.fixture
def numbers(monkeypatch):
    """A table with a whole number, a fraction and a list beside the theme."""
    table = (
        SETTINGS[0],
        NumberSetting("cache", "Cache", 512, 0, 4096, "MB"),
        NumberSetting("gamma", "Gamma", 2.2, 1.0, 3.0, decimals=2),
        WordsSetting("corner", "Corner", ("name", "sex")),
    )
    monkeypatch.setattr("viewer.settings.SETTINGS", table)


def test_table_is_sound():
    keys = [setting.key for setting in SETTINGS]
    assert len(set(keys)) == len(keys)
    for setting in SETTINGS:
        assert setting.group in GROUPS
        assert setting.text[0].isupper()
        assert setting.read(setting.default) == setting.default
        if isinstance(setting, Setting):
            assert len(setting.choices) >= 2
        if isinstance(setting, WordsSetting) and setting.group == "corners":
            assert set(setting.default) <= {field.key for field in CORNER_FIELDS}


def test_defaults_are_not_written_and_choices_are(qtbot, file):
    settings = Settings(file)
    usual = {setting.key: settings[setting.key] for setting in SETTINGS}
    assert (usual["theme"], usual["drag_down"], usual["wheel_forward"]) == ("system", "raises", "in")
    assert corner_choice(settings) == USUAL_CORNERS
    with qtbot.waitSignal(settings.changed) as told:
        settings.set("theme", "light")
    assert told.args == ["theme", "light"]
    assert json.loads(file.read_text()) == {"theme": "light"}
    assert Settings(file)["theme"] == "light"
    settings.set("theme", "system")
    assert json.loads(file.read_text()) == {}


def test_only_what_the_table_names_can_be_set(qtbot, file):
    settings = Settings(file)
    for key, value in (("theme", "pink"), ("nonsense", "on"), ("theme", None), ("theme", ["dark"])):
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
    assert json.loads(file.read_text())["from_the_future"] == [1]
    settings.set("theme", "light")
    assert json.loads(file.read_text()) == {"theme": "light"}
    assert json.loads(file.with_name("preferences.json.bad").read_text())["from_the_future"] == [1]


@pytest.mark.usefixtures("numbers")
@pytest.mark.parametrize(
    ("key", "raw", "value"),
    [
        ("cache", 100, 100), ("cache", 100.4, 100), ("cache", 0, 0), ("cache", 4097, None), ("cache", -1, None),
        ("cache", True, None), ("cache", "100", None), ("cache", None, None), ("cache", 1e400, None),
        ("gamma", float("nan"), None), ("gamma", 1.23456, 1.23), ("gamma", 2, 2.0), ("gamma", 3.004, 3.0),
        pytest.param("cache", 10**400, None, id="huge"),
        ("gamma", 3.006, None), ("corner", ["sex"], ("sex",)), ("corner", [], ()), ("corner", ["sex", "sex"], ("sex",)),
        ("corner", "sex", None), ("corner", ["Doe^Jane"], None), ("corner", [1], None), ("corner", ["a"] * 41, None),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_or_size_is_left_out_and_cannot_be_set(qtbot, file, key, raw, value):
    file.write_text(json.dumps({key: raw}))
    settings = Settings(file)
    default = {"cache": 512, "gamma": 2.2, "corner": ("name", "sex")}[key]
    expected = default if value is None else value
    assert settings[key] == expected
    assert type(settings[key]) is type(expected)
    if value is None:
        with pytest.raises(KeyError):
            settings.set(key, raw)
    else:
        settings.set(key, default)
        settings.set(key, raw)
        assert settings[key] == value


@pytest.mark.usefixtures("numbers")
def test_one_change_is_one_write(qtbot, file, monkeypatch):
    settings, writes = Settings(file), []
    monkeypatch.setattr("viewer.settings.write_json", lambda file, value: writes.append(value))
    seen = []
    settings.changed.connect(lambda key, value: seen.append((key, value, settings["gamma"])))
    settings.set("cache", 512)
    assert (writes, seen) == ([], [])
    settings.update({"cache": 7, "gamma": 1.5, "theme": "system"})
    assert writes == [{"cache": 7, "gamma": 1.5}]
    assert seen == [("cache", 7, 1.5), ("gamma", 1.5, 1.5)]  # all are in place before the first is told
    with pytest.raises(KeyError):
        settings.update({"cache": 8, "gamma": 99})
    assert settings["cache"] == 7
    settings.reset(["cache", "gamma"])
    assert writes[1:] == [{}]
    assert settings.differing() == {}


def test_a_pipe_in_place_of_the_file_does_not_hold_the_program(qtbot, file):
    os.mkfifo(file)
    assert Settings(file)["theme"] == "system"
    assert not file.exists()


def test_the_file_is_for_its_owner_and_a_failed_write_leaves_nothing(qtbot, file, monkeypatch):
    settings = Settings(file)
    settings.set("theme", "dark")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with qtbot.waitSignal(settings.not_saved) as told:
        settings.set("theme", "light")
    assert "No space left on device" in told.args[0]
    assert [entry.name for entry in file.parent.iterdir()] == [file.name]
    assert json.loads(file.read_text()) == {"theme": "dark"}


def test_a_file_of_100_mb_is_not_read(qtbot, file):
    with file.open("wb") as opened:
        opened.truncate(100 << 20)  # sparse
    began = time.monotonic()
    assert Settings(file)["theme"] == "system"
    assert time.monotonic() - began < 1
    assert file.with_name("preferences.json.bad").stat().st_size == 100 << 20


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


@pytest.mark.parametrize("raw", ["x" * 61, "two\nlines", " blank first", 7, None, ["Ann"]])
def test_a_line_of_text_is_one_line_of_sixty_characters_at_most(raw):
    kind = TextSetting("reader", "Reader")
    assert kind.read(raw) is None
    assert kind.read("Ann-Marie Søgård, MD") == "Ann-Marie Søgård, MD"
    assert kind.read("x" * 60) == "x" * 60
    assert (kind.default, kind.read("")) == ("", "")
