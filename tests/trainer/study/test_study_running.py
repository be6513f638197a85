"""Running a study: what is kept, gone on with, told and refused, with stand-ins for the training processes."""

import json
import threading

import pytest

from trainer.config import TrainConfig
from trainer.dataset import Dataset
from trainer.lock import locked
from trainer.run import create_run, request_cancel
from trainer.study.conducting import held
from trainer.study.design import StudyError
from trainer.study.planning import plan
from trainer.study.reading import read_study
from trainer.study.record import DECLARED, PLAN, begin, read_begun, read_cells, state
from trainer.study.running import ASKED, TIME, Ended, run_cells

DATA = Dataset((), ("bright", "dark"), "f" * 64)


class Told(list):
    def __call__(self, kind, **facts):
        self.append({"event": kind} | facts)

    def of(self, kind):
        return [event for event in self if event["event"] == kind]


@pytest.fixture
def told():
    return Told()


@pytest.fixture
def begun(write_toml, tmp_path):
    folder = tmp_path / "secret-place" / "study"

    def start(text=None):
        study, sha256 = read_study(write_toml(*([] if text is None else [text])))
        begin(folder, study, sha256, plan(study), DATA)
        return folder

    return start


def statuses(folder):
    return [one.status for one in state(folder)]


def test_every_cell_is_an_ordinary_run_with_the_settings_of_the_plan(begun, told, trainers, tmp_path):
    folder = begun()
    assert statuses(folder) == ["waiting"] * 4
    assert run_cells(folder, tmp_path, told, begin=trainers) == Ended(4, 0, 0, "")
    assert trainers.most_at_work == 1
    for one in state(folder):
        assert (one.status, one.epoch, one.epochs) == ("finished", 3, 3)
        raw = json.loads((one.run / "config.json").read_text())
        assert TrainConfig(**raw) == one.cell.config
        assert {"config.json", "environment.json", "events.jsonl", "metrics.json"} <= {
            p.name for p in one.run.iterdir()
        }
    assert [(e["cell"], e["resumed"], e["place"], e["of"]) for e in told.of("cell_started")] == [
        ("1-12-bit-seed1", False, 1, 4),
        ("2-8-bit-seed1", False, 2, 4),
        ("3-12-bit-seed2", False, 3, 4),
        ("4-8-bit-seed2", False, 4, 4),
    ]
    assert [(e["status"], e["finished"]) for e in told.of("cell_ended")] == [("finished", n) for n in (1, 2, 3, 4)]
    assert [e["cell"] for e in told.of("epoch")][:4] == ["1-12-bit-seed1"] * 3 + ["2-8-bit-seed1"]


def test_finished_cells_are_kept(begun, told, trainers, tmp_path):
    folder = begun()
    run_cells(folder, tmp_path, told, begin=trainers)
    runs = [one.run for one in state(folder)]
    assert run_cells(folder, tmp_path, told, begin=trainers) == Ended(4, 0, 0, "")
    assert len(trainers.started) == 4
    assert [one.run for one in state(folder)] == runs


def test_a_cell_that_fails_is_told_and_the_others_go_on(begun, told, trainers, tmp_path):
    folder = begun()
    trainers.behaviour = {"12": "fail"}
    assert run_cells(folder, tmp_path, told, begin=trainers) == Ended(2, 2, 0, "")
    assert statuses(folder) == ["failed", "finished", "failed", "finished"]
    assert "out of memory" in told.of("cell_ended")[0]["reason"]
    trainers.behaviour = {}
    assert run_cells(folder, tmp_path, told, begin=trainers) == Ended(4, 0, 0, "")
    assert [name for name, _ in trainers.started[4:]] == ["1-12-bit-seed1", "3-12-bit-seed2"]
    assert not any(resume for _, resume in trainers.started)  # without a checkpoint there is nothing to go on from


def test_a_stop_pauses_what_is_at_work_and_the_next_call_goes_on_with_it(begun, told, trainers, tmp_path):
    folder, stop = begun(), threading.Event()

    def ask(run):
        stop.set()
        while not (run / "pause").exists():
            threading.Event().wait(0.01)

    trainers.behaviour = {"8": ask}
    assert run_cells(folder, tmp_path, told, stopped=stop.is_set, begin=trainers) == Ended(1, 0, 3, ASKED)
    assert statuses(folder) == ["finished", "paused", "waiting", "waiting"]
    trainers.behaviour, paused = {}, state(folder)[1].run
    assert run_cells(folder, tmp_path, told, begin=trainers) == Ended(4, 0, 0, "")
    assert trainers.started[2] == ("2-8-bit-seed1", True)
    assert state(folder)[1].run == paused
    assert [e["resumed"] for e in told.of("cell_started")] == [False, False, True, False, False]


def test_a_run_that_cannot_go_on_because_the_code_changed_is_begun_again(begun, told, trainers, tmp_path):
    folder = begun()
    old = create_run(folder / "runs", state(folder)[0].cell.config)
    (old / "events.jsonl").write_text('{"event": "paused", "number": 0, "reason": "a pause was asked for"}\n')
    trainers.changed.add(old)
    assert run_cells(folder, tmp_path, told, begin=trainers) == Ended(4, 0, 0, "")
    assert trainers.started[:2] == [("1-12-bit-seed1", True), ("1-12-bit-seed1", False)]
    assert state(folder)[0].run != old
    assert told.of("changed")[0]["differences"] == ["keras was 1, is 2"]


def test_a_run_that_pauses_by_itself_pauses_the_study(begun, told, trainers, tmp_path):
    trainers.behaviour = {"12": lambda run: (run / "pause").touch()}
    ended = run_cells(begun(), tmp_path, told, begin=trainers)
    assert ended == Ended(0, 0, 4, "a pause was asked for")
    assert len(trainers.started) == 1


def test_when_the_hours_are_over_the_study_pauses(begun, told, trainers, tmp_path):
    def wait_for_pause(run):
        while not (run / "pause").exists():
            threading.Event().wait(0.01)

    trainers.behaviour = {"12": wait_for_pause}
    ended = run_cells(begun(), tmp_path, told, most_seconds=0.0, begin=trainers)
    assert (ended.left, ended.reason) == (4, TIME)


def test_several_cells_are_trained_side_by_side(begun, told, trainers, tmp_path):
    together = threading.Barrier(2, timeout=20)
    trainers.behaviour = {"12": lambda run: together.wait(), "8": lambda run: together.wait()}
    assert run_cells(begun(), tmp_path, told, at_once=2, begin=trainers) == Ended(4, 0, 0, "")
    assert trainers.most_at_work == 2


def test_a_run_that_was_stopped_by_itself_is_not_taken_for_finished(begun, told, trainers, tmp_path, finish_run):
    folder = begun()
    first = state(folder)[0].cell
    run = create_run(folder / "runs", first.config)
    request_cancel(run)
    finish_run(run, tell=False)
    (run / "events.jsonl").write_text('{"event": "cancelled", "number": 0, "folder": "x", "test": null}\n')
    assert statuses(folder)[0] == "cancelled"
    run_cells(folder, tmp_path, told, begin=trainers)
    assert state(folder)[0].status == "finished"
    assert state(folder)[0].run != run


def test_declaration_and_plan_are_written_first_and_hold_no_path(begun, tmp_path):
    folder = begun()
    facts = read_begun(folder)
    assert facts.data_fingerprint == "f" * 64
    assert facts.study.declared.margin == 0.05
    assert [cell.id for cell in read_cells(folder)] == [
        "1-12-bit-seed1", "2-8-bit-seed1", "3-12-bit-seed2", "4-8-bit-seed2",
    ]  # fmt: skip
    for path in (folder / DECLARED, folder / PLAN):
        assert "secret-place" not in path.read_text()
        assert "pictures" not in path.read_text()
        assert str(tmp_path) not in path.read_text()


@pytest.mark.parametrize(
    "change",
    [{"created": 5}, {"images": "8"}, {"patients": None}, {"later": 1}, {"study": []}, {"study": {"name": 1}}, "cxr12"],
)
def test_a_declaration_of_another_version_is_refused_in_a_sentence(begun, change):
    folder = begun()
    raw = json.loads((folder / DECLARED).read_text())
    if isinstance(change, str):
        del raw[change]
    else:
        raw |= change
    (folder / DECLARED).write_text(json.dumps(raw))
    with pytest.raises(StudyError):
        read_begun(folder)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("margin = 0.05", "margin = 0.1", "declared margin was 0.05 and is now 0.1"),
        ("seed = [1, 2]", "seed = [1, 2, 3]", "grid 1 seed was [1, 2] and is now [1, 2, 3]"),
        ("epochs = 3", "", "base epochs was 3 and is now not set"),
        ("epochs = 3", "epochs = 3\nbatch_size = 4", "base batch_size was not set and is now 4"),
        ("Do 12 bits beat 8?", "Do 8 bits do?", 'question was "Do 12 bits beat 8?" and is now "Do 8 bits do?"'),
    ],
)
def test_a_changed_study_is_refused_with_what_differs(begun, study_text, old, new, said):
    begun()
    with pytest.raises(StudyError) as caught:
        begun(study_text.replace(old, new))
    assert f"a study that has begun is never changed, but {said}: put it back" in str(caught.value)


def test_comments_and_another_place_of_the_same_data_are_no_change(begun, study_text):
    folder = begun()
    before = (folder / DECLARED).read_bytes(), (folder / PLAN).read_bytes()
    begun(study_text.replace('data = "pictures"', 'data = "/elsewhere/pictures"  # moved'))
    assert ((folder / DECLARED).read_bytes(), (folder / PLAN).read_bytes()) == before


def test_other_data_are_refused(begun, write_toml):
    folder = begun()
    study, sha256 = read_study(write_toml())
    with pytest.raises(StudyError, match="begun with 0 images of 0 patients, the data are now 0 images"):
        begin(folder, study, sha256, plan(study), Dataset((), ("bright", "dark"), "e" * 64))


def test_a_folder_that_another_process_works_on_is_refused(tmp_path):
    folder = tmp_path / "study"
    folder.mkdir()
    with (
        locked(folder),
        pytest.raises(StudyError, match="another process is already working on this study"),
        held(folder),
    ):
        pass


@pytest.mark.parametrize(
    ("read", "name", "text"),
    [(read_cells, PLAN, "{"), (read_cells, PLAN, '{"cells": [{"id": 1}]}'), (read_begun, DECLARED, "[]")],
)
def test_a_damaged_study_folder_is_one_sentence(begun, read, name, text):
    folder = begun()
    (folder / name).write_text(text)
    with pytest.raises(StudyError, match=f"{name} is damaged or of another version"):
        read(folder)


def test_a_folder_without_a_study_is_one_sentence(tmp_path):
    with pytest.raises(StudyError, match="is no study folder"):
        state(tmp_path)
