"""The run folder: made once, read by anyone, honest about damage."""

import io
import json
import logging
import math
import os
import re
import threading

import pytest

from core.errors import Cxr12Error
from trainer.__main__ import run
from trainer.config import TrainConfig
from trainer.events import EventWriter, Progress, Scrubber, ScrubbingFormatter, beating
from trainer.lock import RunBusyError, is_running, locked
from trainer.run import (
    create_run,
    last_event,
    list_runs,
    read_config,
    read_events,
    read_run,
    request_cancel,
    write_json,
    write_text,
)


def test_folder_name_config_and_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("USER", "marker-user")
    config = TrainConfig(name="My Rün #1 / ../x", epochs=3, learning_rate=0.25, augment=False)
    folder = create_run(tmp_path / "runs", config)
    assert folder.parent == tmp_path / "runs"
    assert re.fullmatch(r"\d{8}-\d{6}-my-r-n-1-x", folder.name)
    assert read_config(folder) == config
    environment = json.loads((folder / "environment.json").read_text())
    assert environment["packages"]["keras"].startswith("3.")
    assert environment["seed"] == 1
    written = "".join(path.read_text() for path in folder.iterdir())
    assert "marker-user" not in written
    assert str(tmp_path) not in written
    assert folder.stat().st_mode & 0o077 == 0


def test_two_runs_of_one_second_have_folders_of_their_own(tmp_path):
    folders = {create_run(tmp_path, TrainConfig(name="same")) for _ in range(5)}
    assert len(folders) == 5


@pytest.mark.parametrize(
    "wrong",
    [
        {"bits": "9"},
        {"preset": "x"},
        {"recipe": "x"},
        {"precision": "float16"},
        {"architecture": "alexnet"},
        {"variant": "thesis"},
        {"head": "dense"},
        {"size": 31},
        {"size": 2049},
        {"epochs": 0},
        {"batch_size": 0},
        {"seed": -1},
        {"epochs": 2.5},
        {"learning_rate": -0.1},
        {"learning_rate": math.nan},
        {"test_fraction": 0.0},
        {"validation_fraction": float("nan")},
        {"test_fraction": float("nan")},
        {"validation_fraction": 0.6, "test_fraction": 0.5},
    ],
)
def test_settings_out_of_range_are_named(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        TrainConfig(**wrong)


@pytest.mark.parametrize(
    ("wrong", "allowed"),
    [
        ({"architecture": "alexnet"}, "vgg16, resnet50"),
        ({"variant": "thesis"}, "standard, proposed"),
        ({"head": "dense"}, "thesis, average"),
        ({"architecture": "vgg16", "size": 63}, "size for vgg16 .* from 64 to 2048, found 63"),
    ],
)
def test_a_network_that_does_not_exist_is_refused_with_those_that_do(wrong, allowed):
    with pytest.raises(ValueError, match=allowed):
        TrainConfig(**wrong)
    assert TrainConfig(architecture="vgg16", variant="standard", head="thesis", size=64).size == 64


def test_status_follows_lock_and_last_event(tmp_path):
    folder = create_run(tmp_path, TrainConfig(name="a run"))
    assert (read_run(folder).status, read_run(folder).reason) == ("interrupted", "not started")
    emit = EventWriter(folder, Scrubber())
    with locked(folder):
        assert read_run(folder).status == "running"
        emit("started")
        assert read_run(folder).status == "running"
    assert read_run(folder).status == "interrupted"
    assert "without a word" in read_run(folder).reason
    emit("failed", reason="the disk is full")
    record = read_run(folder)
    assert (record.status, record.reason, record.name) == ("failed", "the disk is full", "a run")
    assert record.created.endswith("+00:00")
    emit.close()


def test_a_run_has_one_process(tmp_path, monkeypatch):
    monkeypatch.setattr("trainer.lock.time.sleep", lambda seconds: None)
    with locked(tmp_path):
        assert is_running(tmp_path)
        with pytest.raises(RunBusyError, match="already working"), locked(tmp_path):
            pytest.fail("the second lock was given")
    assert not is_running(tmp_path)
    with locked(tmp_path):
        pass


def test_whoever_looks_whether_it_runs_does_not_keep_a_run_from_starting(tmp_path, monkeypatch):
    fcntl = pytest.importorskip("fcntl")
    (tmp_path / "lock").touch()
    with (tmp_path / "lock").open("rb") as looker:
        fcntl.flock(looker, fcntl.LOCK_SH | fcntl.LOCK_NB)
        assert not is_running(tmp_path)  # and lookers do not see each other
        paused = []

        def pause(seconds):
            paused.append(seconds)
            if len(paused) == 2:
                fcntl.flock(looker, fcntl.LOCK_UN)

        monkeypatch.setattr("trainer.lock.time.sleep", pause)
        with locked(tmp_path):
            assert is_running(tmp_path)
    assert 0 < sum(paused) < 1


def test_damaged_runs_are_listed_with_their_reason(tmp_path):
    good = create_run(tmp_path, TrainConfig(name="good"))
    for name, text in (
        ("half", '{"name": "x"'),
        ("unknown", '{"colour": 3}'),
        ("range", '{"epochs": 0}'),
        ("net", '{"head": "x"}'),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "config.json").write_text(text)
    (tmp_path / "foreign").mkdir()
    (tmp_path / "a file").touch()
    records = {record.folder.name: record for record in list_runs(tmp_path)}
    assert records.keys() == {good.name, "half", "unknown", "range", "net", "foreign"}
    assert [records[name].status for name in ("half", "unknown", "range", "net", "foreign")] == ["damaged"] * 5
    assert "config.json cannot be read" in records["foreign"].reason
    assert "colour" in records["unknown"].reason
    assert "epochs" in records["range"].reason
    assert "config.json: head must be one of" in records["net"].reason
    assert records[good.name].status == "interrupted"
    assert list_runs(tmp_path / "nowhere") == ()


def test_the_newest_run_comes_first(tmp_path):
    for name in ("20250101-000000-a", "20260101-000000-b", "20240101-000000-c"):
        (tmp_path / name).mkdir()
    assert [record.folder.name[0:4] for record in list_runs(tmp_path)] == ["2026", "2025", "2024"]


def test_events_are_read_on_from_where_they_were_left(tmp_path):
    assert read_events(tmp_path) == ([], 0)
    path = tmp_path / "events.jsonl"
    path.write_bytes(b'{"event": "started"}\n{"event": "epo')
    events, offset = read_events(tmp_path)
    assert [event["event"] for event in events] == ["started"]
    assert read_events(tmp_path, offset) == ([], offset)
    with path.open("ab") as file:
        file.write(b'ch"}\nnot json\n[1]\n{"event": "finished"}\n')
    events, offset = read_events(tmp_path, offset)
    assert [event["event"] for event in events] == ["epoch", "finished"]
    assert offset == path.stat().st_size
    assert last_event(tmp_path) == {"event": "finished"}


def test_events_are_numbered_plain_json_and_echoed(tmp_path):
    echo = io.StringIO()
    emit = EventWriter(tmp_path, Scrubber(), echo)
    emit("epoch", epoch=1, loss=math.nan, nested={"low": math.inf, "list": (1, 2.5)})
    emit("note", text="é")
    emit.close()
    events, _ = read_events(tmp_path)
    assert [(event["event"], event["number"]) for event in events] == [("epoch", 0), ("note", 1)]
    assert events[0]["loss"] is None
    assert events[0]["nested"] == {"low": None, "list": [1, 2.5]}
    assert [json.loads(line) for line in echo.getvalue().splitlines()] == events


class Stream(io.StringIO):
    """A stream that tells when something was written to it, and breaks when it is told to."""

    def __init__(self):
        super().__init__()
        self.heard, self.broken = threading.Event(), False

    def write(self, text):
        if self.broken:
            raise BrokenPipeError
        self.heard.set()
        return super().write(text)


def test_a_run_in_silence_has_a_heartbeat(tmp_path, monkeypatch):
    monkeypatch.setattr("trainer.events.HEARTBEAT_S", 0.02)
    stream = Stream()
    emit = EventWriter(tmp_path, Scrubber(), stream)
    emit("split")
    stream.heard.clear()
    with beating(emit):
        assert stream.heard.wait(30)
    assert [thread for thread in threading.enumerate() if thread.name == "heartbeat"] == []
    told, _ = read_events(tmp_path)
    assert {event["event"] for event in told[1:]} == {"heartbeat"}
    assert [event["number"] for event in told] == list(range(len(told)))
    assert last_event(tmp_path)["event"] == "split"
    emit("failed", reason="a reason")
    emit.close()
    assert last_event(tmp_path)["reason"] == "a reason"


def test_a_run_that_speaks_has_none(monkeypatch):
    monkeypatch.setattr("trainer.events.HEARTBEAT_S", 0.001)

    class Speaker:
        """Has always just told something."""

        def __init__(self):
            self.looks, self.looked_at, self.told = 0, threading.Event(), []

        @property
        def silent_s(self):
            self.looks += 1
            if self.looks == 8:
                self.looked_at.set()
            return 0.0

        def __call__(self, kind):
            self.told.append(kind)

    emit = Speaker()
    with beating(emit):
        assert emit.looked_at.wait(30)
    assert emit.told == []


def test_the_whole_work_of_a_run_has_a_heartbeat_and_its_last_word_is_not_one(tmp_path, monkeypatch):
    monkeypatch.setattr("trainer.events.HEARTBEAT_S", 0.02)
    folder, stream = create_run(tmp_path, TrainConfig()), Stream()

    def work(folder, data, emit, **_):
        stream.heard.clear()
        assert stream.heard.wait(30), "silence"
        return {"folder": folder.name, "test": None}

    monkeypatch.setattr("trainer.__main__.train", work)
    assert run(folder, tmp_path, echo=stream) == 0
    kinds = [event["event"] for event in read_events(folder)[0]]
    assert (kinds[0], kinds[1], kinds[-1]) == ("started", "heartbeat", "finished")
    assert read_run(folder).status == "finished"


def test_a_reader_that_went_away_does_not_end_the_run(tmp_path):
    stream = Stream()
    emit = EventWriter(tmp_path, Scrubber(), stream)
    emit("started")
    stream.broken = True
    emit("epoch")
    stream.broken = False
    emit("finished")
    emit.close()
    assert [event["event"] for event in read_events(tmp_path)[0]] == ["started", "epoch", "finished"]
    assert [json.loads(line)["event"] for line in stream.getvalue().splitlines()] == ["started"]


def test_what_is_hidden_is_in_no_sentence_and_no_log(tmp_path):
    scrub = Scrubber()
    scrub.hide("/data/DOE^JOHN/1.dcm", "row 12ab")
    scrub.hide("DOE^JOHN", "row 12ab")
    scrub.hide("bits", "too short to hide")
    emit = EventWriter(tmp_path, scrub)
    emit("failed", reason="cannot read /data/DOE^JOHN/1.dcm of DOE^JOHN: 12 bits")
    emit.close()
    assert last_event(tmp_path)["reason"] == "cannot read row 12ab of row 12ab: 12 bits"
    try:
        raise FileNotFoundError(2, "No such file", "/data/DOE^JOHN/1.dcm")
    except FileNotFoundError as error:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "failed", None, (type(error), error, error.__traceback__))
    text = ScrubbingFormatter(scrub).format(record)
    assert "FileNotFoundError" in text
    assert "row 12ab" in text
    assert "DOE" not in text


def test_progress_tells_first_last_and_the_time_left(monkeypatch):
    clock = iter([10.0, 11.0, 11.2, 13.0, 13.1])
    monkeypatch.setattr("trainer.events.time.monotonic", lambda: next(clock))
    told = []
    progress = Progress(lambda kind, **facts: told.append((kind, facts["done"], facts["seconds_left"])), "images")
    for done in (1, 2, 3, 4, 5):
        progress(done, 5)
    # 1 image in 1 s leaves 3 s; 3 images in 3 s leave 1 s; 0.2 s after the last telling nothing is told.
    assert told == [("progress", 1, None), ("progress", 2, 3.0), ("progress", 4, 1.0), ("progress", 5, 0.0)]


def test_json_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "x.json"
    write_json(path, {"a": 1})
    with pytest.raises(ValueError, match="JSON"):
        write_json(path, {"a": math.nan})
    assert json.loads(path.read_text()) == {"a": 1}
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.json"]


def test_two_that_write_one_file_do_not_meet(tmp_path, monkeypatch):
    path, inner, sync = tmp_path / "x.txt", [], os.fsync

    def meanwhile(descriptor):
        if not inner:
            inner.append(descriptor)
            write_text(path, "inner")
        sync(descriptor)

    monkeypatch.setattr("trainer.run.os.fsync", meanwhile)
    write_text(path, "outer")
    assert path.read_text() == "outer"
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.txt"]


def test_a_write_that_fails_leaves_nothing(tmp_path, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("trainer.run.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_text(tmp_path / "x.txt", "text")
    assert list(tmp_path.iterdir()) == []


def test_cancel_is_a_file(tmp_path):
    request_cancel(tmp_path)
    assert (tmp_path / "cancel").is_file()


def test_busy_is_a_refusal_with_a_sentence():
    assert issubclass(RunBusyError, Cxr12Error)
