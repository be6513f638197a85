"""Timing a study before it is declared: epochs are measured, and nobody looks at the test part."""

import pytest

from trainer.building import BuildPlan, Source, build
from trainer.building.seal import openings
from trainer.dataset import read_dataset
from trainer.run import list_runs
from trainer.study.conducting import Options, look_ahead
from trainer.study.cost import measured
from trainer.study.planning import plan
from trainer.study.reading import read_study
from trainer.study.timing import time_epochs

TEXT = """
name = "Seeds"
question = "Do two networks differ?"
data = "table.csv"
[grid]
seed = [1, 2]
[base]
size = 32
epochs = 3
batch_size = 8
[declared]
margin = 0.05
"""


@pytest.fixture
def sealed(tmp_path, bright_and_dark):
    """The table of a dataset whose test part is sealed."""
    return build(
        BuildPlan((Source("folders", bright_and_dark),), tmp_path / "out", test_fraction=0.25, seal=True)
    ).table


def test_timing_opens_no_sealed_test_part_and_judges_nothing(write_toml, sealed, tmp_path):
    study, _ = read_study(write_toml(TEXT.replace("table.csv", str(sealed))))
    folder, told, dataset = tmp_path / "study", [], read_dataset(sealed)
    time_epochs(folder, sealed, plan(study).cells, lambda kind, **facts: told.append((kind, facts["of"])))
    assert told == [("timing", 1)]  # two seeds, one pace
    assert openings(dataset.fingerprint) == ()
    (run,) = list_runs(folder / "timing")
    assert run.status == "cancelled"  # which no comparison and no study takes for a result
    left = {path.name for path in run.folder.iterdir()}
    assert not left & {"predictions.csv", "metrics.json", "card.json", "checkpoint.zip"}
    (timing,) = measured([folder / "timing"], dataset.fingerprint)
    assert timing.seconds_per_epoch > 0
    after = look_ahead(study, folder, Options(), dataset)
    assert after.seconds == pytest.approx(2 * (3 * timing.seconds_per_epoch + timing.seconds_besides))
    time_epochs(folder, sealed, plan(study).cells, lambda kind, **facts: told.append(kind))
    assert len(told) == 1  # it is known now
