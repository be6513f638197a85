"""What was found out about a dataset is found again, unless something that was looked at is another."""

import pytest

from trainer import examining
from trainer.dataset import read_dataset
from trainer.detective import Findings
from trainer.examining import examined
from trainer.splits import split_patients


@pytest.fixture
def asked(monkeypatch):
    """The datasets that were examined anew."""
    datasets = []

    def examine(dataset, split, *, progress=None):
        datasets.append(dataset)
        return Findings(dataset.fingerprint, split.fingerprint, len(dataset.rows), dataset.patients, 0, 0, (), (), ())

    monkeypatch.setattr(examining, "examine", examine)
    return datasets


def table(path, folder, source=lambda label: ""):
    lines = ["path,label,source"]
    lines += [f"{one},{one.parent.name},{source(one.parent.name)}" for one in sorted(folder.glob("*/*.png"))]
    path.write_text("\n".join(lines) + "\n")
    return read_dataset(path)


def seen(dataset):
    return examined(dataset, split_patients(dataset, seed=1, validation_fraction=0.2, test_fraction=0.2))


def test_the_same_is_examined_once(tmp_path, bright_and_dark, asked):
    dataset = table(tmp_path / "a.csv", bright_and_dark)
    assert seen(dataset) == seen(dataset)
    assert len(asked) == 1


def test_a_fact_that_the_table_did_not_have_is_looked_at(tmp_path, bright_and_dark, asked):
    before = table(tmp_path / "a.csv", bright_and_dark)
    after = table(tmp_path / "b.csv", bright_and_dark, source=lambda label: f"clinic of {label}")
    assert before.fingerprint == after.fingerprint
    seen(before)
    seen(after)
    assert asked == [before, after]


def test_other_file_names_are_looked_at(tmp_path, bright_and_dark, asked):
    seen(table(tmp_path / "a.csv", bright_and_dark))
    for path in sorted(bright_and_dark.glob("bright/*.png")):
        path.rename(path.with_name(f"chest{path.name}"))
    seen(table(tmp_path / "b.csv", bright_and_dark))
    assert len(asked) == 2
