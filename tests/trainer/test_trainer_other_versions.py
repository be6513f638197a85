"""Run folders and files that another version, a damaged disk or another process left: told, never a traceback."""

import io
import json
from dataclasses import replace

import pytest

from core.errors import DatasetError
from trainer.cache import readable
from trainer.cache.building import remove_old_drafts
from trainer.config import TrainConfig
from trainer.dataset import read_dataset
from trainer.dataset_folder import find_path
from trainer.events import EVENTS, EventWriter, Scrubber
from trainer.lock import is_alive, this_process
from trainer.run import create_run, epochs_told, list_runs, read_events
from trainer.study.cost import measured

TIME = "2026-01-01T00:00:00+00:00"


def told(folder, *events):
    (folder / EVENTS).write_text("".join(f"{json.dumps(event)}\n" for event in events), encoding="utf-8")


def test_events_that_are_a_folder_make_one_run_damaged_and_leave_the_others(tmp_path):
    (create_run(tmp_path, TrainConfig(name="foreign")) / EVENTS).mkdir()
    create_run(tmp_path, TrainConfig(name="sound"))
    found = {record.folder.name.partition("-")[2][7:]: record for record in list_runs(tmp_path)}
    assert {name: record.status for name, record in found.items()} == {"foreign": "damaged", "sound": "interrupted"}
    assert found["foreign"].reason == "events.jsonl cannot be read (Is a directory)"


@pytest.mark.parametrize("last", ['{"event": "x"}', '{"event": "x", "number": 1e999}', "[" * 100_000, '{"number": []}'])
def test_a_run_goes_on_behind_a_line_without_a_usable_number(tmp_path, last):
    (tmp_path / EVENTS).write_text(f'{{"event": "epoch", "number": 6}}\n{last}\n')
    emit = EventWriter(tmp_path, Scrubber())
    emit("note", text="on")
    emit.close()
    assert read_events(tmp_path)[0][-1]["number"] == 7


def test_epochs_without_a_number_are_passed_over(tmp_path):
    told(tmp_path, {"event": "epoch", "epoch": [1]}, {"event": "epoch"}, {"event": "epoch", "epoch": 2})
    assert epochs_told(tmp_path) == ({"event": "epoch", "epoch": 2},)


@pytest.mark.parametrize(
    ("epoch", "end"),
    [({}, TIME), ({"seconds": None}, TIME), ({"seconds": [1]}, TIME), ({"seconds": 1.0}, "2026-01-01T00:00:09")],
)
def test_a_run_whose_times_cannot_be_read_times_no_other(tmp_path, epoch, end):
    sound, odd = (create_run(tmp_path, TrainConfig(name=name, epochs=1)) for name in ("sound", "odd"))
    begun = {"event": "started", "time": TIME}
    finished = {"event": "finished", "time": "2026-01-01T00:00:09+00:00"}
    told(sound, begun, {"event": "epoch", "epoch": 1, "seconds": 4.0}, finished)
    told(odd, begun, {"event": "epoch", "epoch": 1, **epoch}, finished | {"time": end})
    assert [(one.seconds_per_epoch, one.seconds_besides) for one in measured([tmp_path])] == [(4.0, 5.0)]


def test_a_part_of_the_cache_that_is_completed_meanwhile_is_no_error(tmp_path):
    (tmp_path / "entry").mkdir()
    (tmp_path / "entry" / "00000.ab.draft").symlink_to(tmp_path / "gone")  # listed, and no longer there when looked at
    remove_old_drafts(tmp_path)


def test_events_are_repeated_to_a_stream_that_knows_no_vietnamese(tmp_path):
    raw = io.BytesIO()
    emit = EventWriter(tmp_path, Scrubber(), io.TextIOWrapper(raw, encoding="ascii", write_through=True))
    emit("dataset", classes={"Phổi": 3})
    emit.close()
    assert json.loads(raw.getvalue())["classes"] == {"Phổi": 3}
    assert read_events(tmp_path)[0][0]["classes"] == {"Phổi": 3}


@pytest.mark.parametrize("number", [0, -1, 10**30])
def test_a_number_that_no_process_has_is_nobody(number):
    assert not is_alive(replace(this_process(), pid=number, begun=""))  # to -1, a signal would go to all processes


def test_a_class_whose_folder_has_no_text_for_a_name_is_refused(tmp_path, write_png):
    for number, name in enumerate(("x\udce9", "normal")):
        write_png(tmp_path / "images.png", seed=number)
        (tmp_path / "data" / name).mkdir(parents=True)
        (tmp_path / "images.png").rename(tmp_path / "data" / name / "1.png")
    with pytest.raises(DatasetError, match="1 sub-folders have names that are no text"):
        read_dataset(tmp_path / "data")


def test_images_of_a_run_without_the_unreadable_ones_are_found_again(tmp_path, write_png):
    for number in range(6):
        write_png(tmp_path / "data" / ("a", "b")[number % 2] / f"{number}.png", seed=number)
    whole = read_dataset(tmp_path / "data")
    lost = whole.rows[0].id
    rest, kept = readable(whole, ((lost, "broken"),))
    assert kept.tolist() == [1, 2, 3, 4, 5]
    assert [find_path(rest.fingerprint, row.id) for row in rest.rows] == [row.path for row in whole.rows[1:]]
    assert find_path(rest.fingerprint, lost) is None


def test_what_is_left_of_other_labels_is_another_dataset(tmp_path, write_png):
    paths = [write_png(tmp_path / f"{number}.png", seed=number) for number in range(4)]
    fingerprints = set()
    for labels in ("abab", "abba"):
        lines = [f"{path.name},{label}" for path, label in zip(paths, labels, strict=True)]
        (tmp_path / "labels.csv").write_text("\n".join(["path,label", *lines]))
        whole = read_dataset(tmp_path / "labels.csv")
        fingerprints.add(whole.without(frozenset({whole.rows[0].id}), "one was left out").fingerprint)
    assert len(fingerprints) == 2
