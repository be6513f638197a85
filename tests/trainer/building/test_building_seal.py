"""A sealed test part counts who looks at it, and is never taught with."""

import json
import re
import stat

import pytest

import core
from core.errors import DatasetError
from core.places import data_folder
from trainer.building import BuildPlan, Source, build
from trainer.building.seal import (
    open_for_comparison,
    open_for_run,
    openings,
    record_opening,
    refuse_sealed,
    seal_dataset,
    seal_of,
)
from trainer.dataset import read_dataset
from trainer.splits import split_patients


def split_of(dataset, seed=1):
    return split_patients(dataset, seed=seed, validation_fraction=0.2, test_fraction=0.2)


@pytest.fixture
def sealed(tmp_path, bright_and_dark):
    plan = BuildPlan((Source("folders", bright_and_dark),), tmp_path / "out", test_fraction=0.25, seal=True)
    return read_dataset(build(plan).table)


def test_a_seal_knows_its_images_and_does_not_change(sealed):
    seal = seal_of(sealed.fingerprint)
    assert seal.images == tuple(sorted(row.sha256 for row in sealed.rows if row.split == "test"))
    assert len(seal.images) == 6
    assert seal.app_version == core.__version__
    assert openings(sealed.fingerprint) == ()
    assert seal_dataset(sealed) == seal
    path = data_folder() / "datasets" / sealed.fingerprint / "seal.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text("{}")
    with pytest.raises(DatasetError, match="the seal of the dataset cannot be read"):
        refuse_sealed(sealed, split_of(sealed))


def test_every_opening_is_counted_and_logged(sealed):
    split = split_of(sealed)
    assert open_for_run(sealed, split, "run-1") == ("The test part is sealed; it was opened for the first time.",)
    (second,) = open_for_run(sealed, split, "run-2")
    assert second == "The test part is sealed; it was opened 2 times so far, this time included."
    assert open_for_comparison("somebody else's", ("run-1", "run-2")) == ()
    (third,) = open_for_comparison(split.test_fingerprint, ("run-1", "run-2"))
    assert "opened 3 times" in third
    found = openings(sealed.fingerprint)
    assert [(one.kind, one.runs) for one in found] == [
        ("run", ("run-1",)), ("run", ("run-2",)), ("comparison", ("run-1", "run-2")),
    ]  # fmt: skip
    assert {one.app_version for one in found} == {core.__version__}
    assert {one.test_fingerprint for one in found} == {split.test_fingerprint}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", one.when) for one in found)


def test_a_line_broken_off_by_a_crash_still_counts(sealed):
    record_opening(sealed.fingerprint, "run", ("a",))
    log = data_folder() / "datasets" / sealed.fingerprint / "openings.jsonl"
    with log.open("ab") as file:
        file.write(b'{"when": "2026-')
    assert record_opening(sealed.fingerprint, "run", ("b",)) == 3
    assert [one.kind for one in openings(sealed.fingerprint)] == ["run", "unknown", "run"]
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_an_unsealed_dataset_opens_nothing(bright_and_dark):
    dataset = read_dataset(bright_and_dark)
    assert open_for_run(dataset, split_of(dataset), "run") == ()
    assert not list((data_folder() / "datasets").glob("*/openings.jsonl"))
    with pytest.raises(DatasetError, match="there is no test part to seal: the table needs a split column"):
        seal_dataset(dataset)


def test_sealed_images_are_never_taught_with(sealed, bright_and_dark):
    """The same files without the split column: their division knows nothing of the seal."""
    free = read_dataset(bright_and_dark)
    split = split_of(free, seed=3)
    assert free.fingerprint == sealed.fingerprint
    with pytest.raises(DatasetError, match="images of a sealed test part would be used to train or validate"):
        refuse_sealed(free, split)
    with pytest.raises(DatasetError, match="images of a sealed test part"):
        open_for_run(free, split, "run")
    assert openings(sealed.fingerprint) == ()
    refuse_sealed(sealed, split_of(sealed))


def test_a_seal_holds_for_a_part_of_its_images(sealed):
    """Without an unreadable image it is a dataset of another fingerprint; the look is counted all the same."""
    left_out = next(row.id for row in sealed.rows if row.split == "test")
    fewer = sealed.without(frozenset([left_out]), "one image was left out")
    assert fewer.fingerprint != sealed.fingerprint
    assert len(open_for_run(fewer, split_of(fewer), "run")) == 1
    assert len(openings(sealed.fingerprint)) == 1


def test_the_log_holds_no_path(sealed, tmp_path):
    open_for_run(sealed, split_of(sealed), "20260101-000000-run")
    folder = data_folder() / "datasets" / sealed.fingerprint
    text = (folder / "openings.jsonl").read_text() + (folder / "seal.json").read_text()
    assert str(tmp_path) not in text
    assert set(json.loads((folder / "openings.jsonl").read_text())) == {
        "when", "kind", "runs", "app_version", "test_fingerprint",
    }  # fmt: skip


def test_a_second_seal_does_not_cross_the_first(sealed, tmp_path, bright_and_dark):
    """With another division some images of the first seal would teach: neither dataset could be trained any more."""
    images = sorted(bright_and_dark.glob("*/*.png"))[1:]  # another dataset, of another fingerprint
    chosen = Source("selection", labels=tuple((path, path.parent.name, "") for path in images))
    second = BuildPlan((chosen,), tmp_path / "second", test_fraction=0.4, split_seed=5, seal=True)
    with pytest.raises(DatasetError, match="images of a sealed test part would be used to train"):
        build(second)
    assert not second.table.exists()
