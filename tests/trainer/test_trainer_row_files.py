"""From a row id of a run to the file of this computer that it stands for."""

import json

import pytest

from benchmarks.report import made_runs
from core.errors import DatasetError
from trainer.dataset_folder import dataset_folder, datasets_folder, find_path, write_paths
from trainer.row_files import file_of

FINGERPRINT = "d" * 64


@pytest.fixture
def runs(tmp_path):
    return made_runs(tmp_path / "runs", ({"bits": "native"},), (1,), patients=8)


def test_a_row_leads_to_its_file(runs, tmp_path):
    paths = {f"{i:016x}": tmp_path / f"image {i}, odd.dcm" for i in range(3)}
    for path in paths.values():
        path.touch()
    write_paths(dataset_folder(FINGERPRINT), [(row, path, "normal") for row, path in paths.items()])
    for row, path in paths.items():
        assert file_of(runs, row) == path
    with pytest.raises(DatasetError, match="is not known on this computer"):
        file_of(runs, "f" * 16)


def test_a_file_that_is_gone_is_told_from_a_dataset_that_was_never_here(runs, tmp_path):
    with pytest.raises(DatasetError, match="is not known on this computer"):
        file_of(runs, "0" * 16)
    write_paths(dataset_folder(FINGERPRINT), [("0" * 16, tmp_path / "secret-name.dcm", "normal")])
    with pytest.raises(DatasetError, match="no longer where the dataset was read") as told:
        file_of(runs, "0" * 16)
    assert "secret" not in str(told.value)


def test_to_look_makes_no_folder():
    assert find_path(FINGERPRINT, "0" * 16) is None
    assert not (datasets_folder() / FINGERPRINT).exists()


def test_a_damaged_run_leads_nowhere_else(runs, tmp_path):
    (tmp_path / "table.csv").write_text(f"row,path,label\n{'0' * 16},{tmp_path / 'table.csv'},x\n")
    outcome = json.loads((runs[0] / "metrics.json").read_text())
    datasets_folder().mkdir(parents=True)
    for odd in (str(tmp_path), f"../../{tmp_path.name}", "", "D" * 64):
        (runs[0] / "metrics.json").write_text(json.dumps(outcome | {"data_fingerprint": odd}))
        with pytest.raises(DatasetError, match="is not known"):
            file_of(runs, "0" * 16)
    (runs[0] / "metrics.json").write_text("{")
    with pytest.raises(DatasetError, match="is not known"):
        file_of(runs, "0" * 16)
