"""Part C of the faults: training and storage, whole processes. Row of the table -> test.

72 -> test_a_training_that_is_killed_at_random_and_resumed_is_the_training_that_was_not (x200 with make soak)
73 -> test_trainer_checkpoint.test_the_best_network_comes_back_with_its_checkpoint
74 -> test_an_owner_that_is_killed_takes_the_training_with_it_or_not_as_it_was_told,
      viewer.train.test_training_process.test_a_child_that_was_let_go_outlives_its_owner_and_is_found_again
75 -> viewer.test_main_window.test_a_training_left_in_the_background_keeps_the_window_no_longer (and those beside it)
76 -> test_a_full_disk_pauses_and_room_lets_it_go_on, test_trainer_checkpoint.test_a_disk_that_fills_up...
77 -> test_a_disk_that_fails_pauses, test_trainer_checkpoint.test_whatever_fails_at_whichever_time...
78 -> test_memory_that_is_short_fails_with_a_suggestion_and_keeps_the_checkpoint
79 -> test_trainer_fit.test_a_loss_that_is_no_number_stops, ...test_the_best_network_is_kept_in_float32_when...
80 -> test_trainer_checkpoint.test_a_training_that_was_paused_is_the_training_that_was_not
81 -> test_changed_data_are_named_and_asked_about, test_trainer_checkpoint.test_what_has_changed_is_named
82 -> test_trainer_checkpoint.test_a_damaged_checkpoint_gives_way_to_the_one_before_and_that_is_said
83 -> test_trainer_run.test_a_run_has_one_process, ...two_runs_of_one_second_have_folders_of_their_own
84 -> test_trainer_lock (dead, other boot, same number again, no locks on the disk)
85 -> test_trainer_run.test_a_run_has_one_process,
      core.dicom.test_catalogue_safety.test_two_viewers_that_write_at_once_both_keep_everything
86 -> viewer.train.test_train_panel.test_a_damaged_run_is_listed_with_its_reason
87 -> core.dicom.test_catalogue_safety (damaged inside, locked), test_scan_catalogue (damaged, newer schema):
      the catalogue is the program's only database; a run folder holds none
88 -> core.dicom.test_catalogue_safety.test_on_a_network_drive_nothing_is_written_ahead, core.test_network_drive
89 -> test_trainer_checkpoint.test_the_file_is_on_the_disk_before_it_has_its_name_and_its_folder_after
90 -> test_a_clock_that_jumps_back_changes_no_order
91 -> test_a_training_that_sleeps_goes_on
92 -> test_a_log_that_is_flooded_stays_small_and_keeps_its_end, test_output_that_floods_is_dropped_as_it_comes...,
      viewer.train.test_training_process.test_a_flood_of_events_leaves_the_window_its_turns
93 -> viewer.train.test_training_process.test_silence_is_told_and_so_is_its_end, test_trainer_run (heartbeat)
"""

import errno
import json
import logging
import os
import random
import re
import signal
import subprocess
import sys
import threading
import tracemalloc

import pytest

from core.errors import Cxr12Error
from trainer import __main__ as main
from trainer import checkpoint
from trainer.checkpoint import CHECKPOINT
from trainer.config import TrainConfig
from trainer.events import EventWriter, Scrubber
from trainer.lock import is_running
from trainer.run import can_resume, create_run, epochs_told, read_events, read_run, request_pause, set_background
from trainer.study.child import CellProcess

KILLS = 200 if os.environ.get("CXR12_SOAK") else 2
TINY = {"size": 32, "batch_size": 4, "seed": 7}


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


def started(folder, data, home, *options, **pipes):
    ask = [sys.executable, "-P", "-m", "trainer", "--run", str(folder), "--data", str(data), "--json", *options]
    quiet = os.environ | {"CXR12_HOME": str(home), "TF_CPP_MIN_LOG_LEVEL": "3"}
    return subprocess.Popen(ask, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=quiet, **pipes)


def told(process, act=lambda event: None):
    events = []
    for line in process.stdout:
        events.append(json.loads(line))
        act(events[-1])
    process.stdout.close()
    process.wait()
    if process.stdin is not None:
        process.stdin.close()
    return events


def figures(folder):
    return [(e["epoch"], e["loss"], e["accuracy"], e["val_loss"], e["val_macro_auc"]) for e in epochs_told(folder)]


@pytest.mark.slow
def test_a_training_that_is_killed_at_random_and_resumed_is_the_training_that_was_not(bright_and_dark, tmp_path, home):
    config = TrainConfig(name="whole", epochs=3, **TINY)
    whole = create_run(tmp_path / "runs", config)
    assert told(started(whole, bright_and_dark, home))[-1]["event"] == "finished"
    assert not checkpoint.has_checkpoint(whole)
    draw = random.Random(1)
    folder, resumed, at_most = create_run(tmp_path / "runs", config), (), 0
    for _ in range(KILLS):
        process = started(folder, bright_and_dark, home, *resumed)
        # From the first batch on, at any moment: during batches, judging, the writing of checkpoints and files.
        fuse = threading.Timer(draw.uniform(0.0, 3.0), process.kill)

        def light(event, fuse=fuse):
            if event["event"] == "progress" and event["stage"] == "train" and not fuse.is_alive():
                fuse.start()

        events = told(process, light)
        fuse.cancel()
        if events and events[-1]["event"] == "finished":
            folder, resumed, at_most = create_run(tmp_path / "runs", config), (), 0
            continue
        record = read_run(folder)
        assert record.status == "interrupted"
        assert can_resume(record)
        done = max((event["epoch"] for event in epochs_told(folder)), default=0)
        found, note = checkpoint.read(folder)
        assert note == ""
        assert (found.state.epoch if found else 0) >= done >= at_most  # no epoch that was told is lost
        resumed, at_most = ("--resume",), done
    events = told(started(folder, bright_and_dark, home, *resumed))
    assert events[-1]["event"] == "finished"
    for one, other in zip(figures(whole), figures(folder), strict=True):
        assert other == pytest.approx(one, rel=1e-6)
    numbers = [event["number"] for event in read_events(folder)[0]]
    assert numbers == list(range(len(numbers)))


OWNER = """
import subprocess, sys, time
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(child.pid, flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("background", [False, True])
def test_an_owner_that_is_killed_takes_the_training_with_it_or_not_as_it_was_told(
    bright_and_dark, tmp_path, home, background
):
    folder = create_run(tmp_path, TrainConfig(name="owned", epochs=10_000, **TINY))
    ask = [sys.executable, "-P", "-m", "trainer", "--run", str(folder), "--data", str(bright_and_dark), "--watch-stdin"]
    quiet = os.environ | {"CXR12_HOME": str(home), "TF_CPP_MIN_LOG_LEVEL": "3"}
    with subprocess.Popen([sys.executable, "-c", OWNER, *ask], stdout=subprocess.PIPE, text=True, env=quiet) as owner:
        pid = int(owner.stdout.readline())
        until(lambda: len(epochs_told(folder)) >= 1)
        set_background(folder, background)
        assert os.getsid(pid) == pid  # a session of its own
        owner.kill()
    if background:
        before = len(epochs_told(folder))
        until(lambda: len(epochs_told(folder)) >= before + 2)
        assert is_running(folder)
        os.kill(pid, signal.SIGTERM)
    until(lambda: not is_running(folder), seconds=60 if background else 30)
    assert read_run(folder).status == "paused"
    found, _ = checkpoint.read(folder)
    assert found.state.epoch == len(epochs_told(folder))


def until(true, seconds=240):
    """Wait for something that another process does, which sends no signal here."""
    pause = threading.Event()
    for _ in range(10 * seconds):
        if true():
            return
        pause.wait(0.1)
    pytest.fail("it did not come about")


def test_changed_data_are_named_and_asked_about(bright_and_dark, write_png, tmp_path, home):
    folder = create_run(tmp_path, TrainConfig(name="changed", epochs=2, **TINY))
    process = started(folder, bright_and_dark, home)
    events = told(process, lambda event: event["event"] == "epoch" and request_pause(folder))
    assert events[-1]["event"] == "paused"
    assert not (folder / "pause").exists()
    write_png(bright_and_dark / "bright" / "new.png", 0.7, 999)
    process = started(folder, bright_and_dark, home)
    assert (told(process), process.returncode) == ([], 1)  # not anew, over its checkpoint, without being asked
    events = told(started(folder, bright_and_dark, home, "--resume"))
    assert [event["event"] for event in events][-2:] == ["changed", "paused"]
    assert "the data are others" in events[-2]["differences"][0]
    assert "the data are others" in events[-1]["reason"]
    assert read_run(folder).status == "paused"
    events = told(started(folder, bright_and_dark, home, "--resume", "--accept-changes"))
    assert "resumed" in [event["event"] for event in events]
    assert events[-1]["event"] == "finished"


def fill_up(file):
    while True:
        file.write(b"x" * 4096)


@pytest.fixture
def small_disk(tmp_path):
    """A disk with room for three checkpoints; only root may make one."""
    place = tmp_path / "small"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=110m", "cxr12", str(place)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("no disk of its own can be made here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_pauses_and_room_lets_it_go_on(bright_and_dark, small_disk, home):
    folder = create_run(small_disk, TrainConfig(name="full", epochs=3, **TINY))
    ballast = small_disk / "ballast"

    def fill(event):
        if event["event"] == "epoch" and not ballast.exists():
            with ballast.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space left"):
                fill_up(file)

    process = started(folder, bright_and_dark, home)
    events = told(process, fill)
    assert process.returncode == 4
    assert events[-1]["event"] == "paused"
    # A megabyte or two is free again by then: what was half written has been thrown away.
    assert re.search(r"the disk is full \(\d MB free where the run is kept\)", events[-1]["reason"])
    assert read_run(folder).status == "paused"  # its last word found room
    found, note = checkpoint.read(folder)
    assert (found.state.epoch, note) == (1, "")
    ballast.unlink()
    assert told(started(folder, bright_and_dark, home, "--resume"))[-1]["event"] == "finished"
    assert [event["epoch"] for event in epochs_told(folder)] == [1, 2, 3]


def ended(monkeypatch, tmp_path, error):
    """Run a training that has a checkpoint and comes upon ``error``."""
    folder = create_run(tmp_path, TrainConfig(name="broken", **TINY))

    def train(folder, *_, **__):
        (folder / CHECKPOINT).write_bytes(b"kept")
        raise error

    monkeypatch.setattr(main, "train", train)
    code = main.run(folder, tmp_path)
    return folder, code, read_events(folder)[0][-1]


@pytest.mark.parametrize("number", [errno.EIO, errno.EROFS, errno.EACCES, errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("wrapped", [False, True])
def test_a_disk_that_fails_pauses(monkeypatch, tmp_path, number, wrapped):
    error = OSError(number, os.strerror(number), str(tmp_path / "DOE.dcm"))
    if wrapped:  # as archives do, that cannot be closed after it
        outer = ValueError("Can't close the ZIP file while there is an open writing handle on it.")
        outer.__context__ = error
        error = outer
    folder, code, last = ended(monkeypatch, tmp_path, error)
    assert (code, last["event"]) == (main.PAUSED, "paused")
    assert ("the disk is full" if number in (errno.ENOSPC, errno.EDQUOT) else os.strerror(number)) in last["reason"]
    assert re.search(r"\(\d+ MB free where the run is kept\)", last["reason"])
    assert (folder / CHECKPOINT).read_bytes() == b"kept"
    assert can_resume(read_run(folder))
    assert "DOE" not in (folder / "log.txt").read_text()


class ResourceExhaustedError(Exception):
    """As TensorFlow calls it."""


@pytest.mark.parametrize(
    "error", [MemoryError(), ResourceExhaustedError("OOM"), RuntimeError("RESOURCE_EXHAUSTED: Out of memory")]
)
def test_memory_that_is_short_fails_with_a_suggestion_and_keeps_the_checkpoint(monkeypatch, tmp_path, error):
    folder, code, last = ended(monkeypatch, tmp_path, error)
    assert (code, last["event"]) == (main.FAILED, "failed")
    assert "smaller batch size" in last["reason"]
    assert (folder / CHECKPOINT).exists()
    assert can_resume(read_run(folder))


def test_what_the_data_or_the_settings_forbid_still_fails(monkeypatch, tmp_path):
    refusal = Cxr12Error("no")
    refusal.__cause__ = OSError(errno.EIO, "behind it")
    assert ended(monkeypatch, tmp_path, refusal)[2]["event"] == "failed"


def test_the_last_word_has_room_and_half_a_line_is_taken_back(tmp_path, monkeypatch):
    emit = EventWriter(tmp_path, Scrubber())
    emit("started")
    assert (tmp_path / "reserve").stat().st_size >= 4096  # a block of most disks
    whole, write = (tmp_path / "events.jsonl").read_bytes(), emit._file

    class Full:
        def fileno(self):
            return write.fileno()

        def write(self, line):
            if (tmp_path / "reserve").exists():
                return write.write(line[:10])
            return write.write(line)

        def close(self):
            write.close()

    monkeypatch.setattr(emit, "_file", Full())
    with pytest.raises(OSError, match="No space"):
        emit("epoch")
    assert (tmp_path / "events.jsonl").read_bytes() == whole
    assert emit.last_word("paused", reason="full")
    emit.close()
    assert [event["event"] for event in read_events(tmp_path)[0]] == ["started", "paused"]


def test_a_line_that_the_kill_broke_off_takes_no_other_with_it(tmp_path):
    emit = EventWriter(tmp_path, Scrubber())
    emit("started")
    emit("epoch", epoch=1)
    emit.close()
    with (tmp_path / "events.jsonl").open("ab") as file:
        file.write(b'{"event": "prog')
    emit = EventWriter(tmp_path, Scrubber())
    emit("resumed")
    emit.close()
    assert [(e["number"], e["event"]) for e in read_events(tmp_path)[0]] == [
        (0, "started"),
        (1, "epoch"),
        (2, "resumed"),
    ]


def test_a_clock_that_jumps_back_changes_no_order(tmp_path):
    lines = [
        {"event": "epoch", "number": n, "time": f"2026-10-25T0{3 - n}:00:00Z", "epoch": e, "loss": loss}
        for n, (e, loss) in enumerate([(1, 0.9), (2, 0.8), (2, 0.7)])
    ]
    (tmp_path / "events.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert [event["loss"] for event in epochs_told(tmp_path)] == [0.9, 0.7]


def test_a_training_that_sleeps_goes_on(bright_and_dark, tmp_path, home):
    """SIGSTOP and SIGCONT are to a process what closing and opening the lid is."""
    folder = create_run(tmp_path, TrainConfig(name="asleep", epochs=2, **TINY))
    process = started(folder, bright_and_dark, home, "--watch-stdin", stdin=subprocess.PIPE)

    def sleep(event):
        if event["event"] == "epoch" and event["epoch"] == 1:
            os.kill(process.pid, signal.SIGSTOP)
            threading.Timer(1.0, os.kill, (process.pid, signal.SIGCONT)).start()

    assert told(process, sleep)[-1]["event"] == "finished"


def test_a_log_that_is_flooded_stays_small_and_keeps_its_end(monkeypatch, tmp_path):
    assert 2 * main._LOG_BYTES <= 50 << 20
    monkeypatch.setattr(main, "_LOG_BYTES", 200_000)
    folder = create_run(tmp_path, TrainConfig(name="flooded", **TINY))

    def train(folder, *_, **__):
        for number in range(20_000):
            logging.getLogger("somebody").info("line %d, as so many before it, of no use to anybody", number)
        logging.getLogger("somebody").info("begun %s ended", "x" * 10_000_000)
        return {"folder": folder.name, "test": None}

    monkeypatch.setattr(main, "train", train)
    assert main.run(folder, tmp_path) == main.FINISHED
    sizes = [path.stat().st_size for path in folder.glob("log.txt*")]
    assert len(sizes) == 2
    assert sum(sizes) <= 2 * 200_000
    end = (folder / "log.txt").read_text()
    assert "line 19999," in end or "line 19999," in (folder / "log.txt.1").read_text()
    assert "begun xxx" in end
    assert end.endswith("xxx ended\n")


FLOOD = """
import sys
print('{"event": "started"}')
sys.stderr.write("e" * (1 << 24))
sys.stdout.write("o" * (1 << 26) + "\\n" + "{" * 100_000 + "\\n" + "chatter\\n" * 100_000)
print('{"event": "finished"}')
"""


def test_output_that_floods_is_dropped_as_it_comes_and_holds_nothing_up(tmp_path):
    def flood(run, data, resume):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        return subprocess.Popen([sys.executable, "-c", FLOOD], **pipes, text=True)

    heard = []
    tracemalloc.start()
    try:
        CellProcess(tmp_path, tmp_path, False, flood).follow(lambda event: heard.append(event["event"]))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert heard == ["started", "finished"]
    assert peak < 16 << 20  # of a line of 64 MB


def test_events_are_read_in_sips_and_what_no_event_is_as_long_as_is_passed_over(tmp_path):
    long = json.dumps({"event": "note", "text": "y" * 100_000})
    lines = [*(json.dumps({"event": "progress", "done": n}) for n in range(1000)), long, "z" * (3 << 20)]
    lines += [json.dumps({"event": "finished"}), '{"event": "half']
    (tmp_path / "events.jsonl").write_text("\n".join(lines))
    events, offset, sips = [], 0, []
    while True:
        found, after = read_events(tmp_path, offset, 10_000)
        if after == offset:
            break
        sips.append(after - offset)
        offset, events = after, events + found
    assert events == read_events(tmp_path)[0]
    assert [event["event"] for event in events] == ["progress"] * 1000 + ["note", "finished"]
    assert max(sips) <= (1 << 20) + 10_000
