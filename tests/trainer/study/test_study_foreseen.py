"""What is known of a study before its first run: the words its ledger will allow, and what earlier runs tell."""

from dataclasses import replace

import pytest

from core.errors import DatasetError
from trainer.config import TrainConfig
from trainer.dataset import read_dataset
from trainer.events import EventWriter, Scrubber
from trainer.run import create_run
from trainer.study.cost import measured
from trainer.study.ledger import foreseen, ledger
from trainer.study.pilots import pilots
from trainer.study.planning import Cell, plan
from trainer.study.reading import read_study


@pytest.fixture
def plan_of(write_toml, study_text):
    return lambda old="", new="": plan(read_study(write_toml(study_text.replace(old, new) if old else study_text))[0])


def said(found):
    return {(row.a, row.b): row.may_say for row in found.rows}


def test_the_words_foreseen_are_those_of_the_finished_runs(plan_of, finish_run, tmp_path):
    made = plan_of('["12", "8"]', '["12", "8", "8-max"]')
    runs = [create_run(tmp_path / "runs", cell.config) for cell in made.cells]
    for run in runs:
        finish_run(run)
    every = [("12-bit", "8-bit"), ("12-bit", "8-max"), ("8-bit", "8-max")]
    before = foreseen(made.cells, every)
    assert said(before) == said(ledger(runs, every))
    assert said(before) == {
        ("12-bit", "8-bit"): "bit depth",
        ("12-bit", "8-max"): "several factors: bit depth, grey range",
        ("8-bit", "8-max"): "grey range",
    }
    assert [(row.a, row.b) for row in foreseen(made.cells, made.contrasts).rows] == [("12-bit", "8-bit")]


def test_other_seeds_are_a_factor_before_the_first_run_too():
    cells = [Cell(f"{i}", bits, TrainConfig(size=32, bits=bits, seed=i)) for i, bits in enumerate(("12", "8"), 1)]
    assert said(foreseen(cells)) == {("12", "8"): "several factors: seeds, bit depth"}


def test_with_the_data_auto_is_the_preset_that_it_stands_for(bright_and_dark):
    dataset = read_dataset(bright_and_dark)  # 8-bit originals: auto is display8
    base = TrainConfig(size=32)
    cells = [Cell("1", "auto", base), Cell("2", "thesis8", replace(base, preset="thesis8"))]
    (without,), (known,) = foreseen(cells).rows, foreseen(cells, dataset=dataset).rows
    names = [[factor.name for factor in row.factors] for row in (without, known)]
    assert "bit depth" in names[0]
    assert "bit depth" not in names[1]
    with pytest.raises(DatasetError, match="8-bit originals"):
        foreseen([Cell("1", "x", replace(base, preset="native"))], dataset=dataset)


def test_pilots_are_finished_runs_of_an_arm_on_the_same_data_one_for_each_seed(plan_of, finish_run, tmp_path):
    made = plan_of()
    twelve = made.cells[0].config
    kept = []
    for seed, facts in ((7, {}), (8, {}), (8, {}), (9, {"data": "e" * 64})):
        run = create_run(tmp_path / "runs", replace(twelve, seed=seed, name="pilot"))
        finish_run(run, **facts)
        kept.append(run)
    finish_run(create_run(tmp_path / "runs", replace(twelve, bits="8", seed=7)))  # one seed tells no spread
    create_run(tmp_path / "runs", replace(twelve, seed=10))  # not finished
    finish_run(create_run(tmp_path / "runs", replace(twelve, epochs=99, seed=11)))  # another arm
    found = pilots(made.cells, "d" * 64, [tmp_path / "runs", tmp_path / "nowhere"])
    assert set(found) == {"12-bit"}
    assert set(found["12-bit"]) == {kept[0], kept[2]}  # of two with one seed, the newer
    assert pilots(made.cells, "c" * 64, [tmp_path / "runs"]) == {}


def test_times_of_runs_on_other_data_are_passed_over(tmp_path, finish_run):
    for seed, fingerprint, seconds in ((1, "d" * 64, 3.0), (2, "e" * 64, 99.0)):
        run = create_run(tmp_path / "runs", TrainConfig(size=32, epochs=1, seed=seed))
        writer = EventWriter(run, Scrubber())
        writer("started", epochs=1, pid=1)
        writer("dataset", images=4, fingerprint=fingerprint)
        writer("epoch", epoch=1, epochs=1, seconds=seconds)
        writer.close()
        finish_run(run)
    assert [one.seconds_per_epoch for one in measured([tmp_path / "runs"], "d" * 64)] == [3.0]
    assert len(measured([tmp_path / "runs"])) == 2
