"""What a node must have in common with this computer, and what a cell takes of it."""

from pathlib import Path

import pytest

from core.places import data_folder
from trainer.dataset import read_dataset
from trainer.study.cluster import _needs, _refuse_another, _seen
from trainer.study.design import StudyError

HERE = {"study": "m", "private": "m", "data": "f", "versions": {"cxr12": "0.1.0", "keras": "3.15.1"}}


def node(cpus, gpus=0):
    return {"Resources": {"CPU": cpus} | ({"GPU": gpus} if gpus else {})}


@pytest.mark.parametrize(
    ("nodes", "a_node", "cpus", "gpus"),
    [
        ([node(8), node(4)], 1, 4, 0),  # what the smallest has
        ([node(8), node(4)], 2, 2, 0),
        ([node(2)], 5, 1, 0),
        ([node(16, 2), node(16, 1)], 1, 16, 1),
        ([node(16, 2), node(16, 1)], 2, 8, 0),  # the second node has one only
        ([node(16, 2), node(16)], 1, 16, 0),
    ],
)
def test_what_a_cell_takes(nodes, a_node, cpus, gpus):
    needs = _needs(nodes, a_node)
    assert (needs["num_cpus"], needs["num_gpus"]) == (cpus, gpus)


def test_a_node_with_the_same_files_and_versions_is_taken():
    _refuse_another("n", HERE, dict(HERE), Path("pictures"))


@pytest.mark.parametrize(
    ("there", "said"),
    [
        ({"study": ""}, "node n does not find the study folder under the same path: keep it on a shared disk"),
        (
            {"private": ""},
            "node n keeps its private data in a place of its own: set CXR12_HOME to a folder on a shared disk",
        ),
        ({"data": ""}, "node n does not find the data under the same path (pictures): keep them on a shared disk"),
        ({"data": "g"}, "node n finds other data under the same path (pictures): keep them on a shared disk"),
        (
            {"versions": {"cxr12": "0.2.0", "keras": "3.15.1"}},
            "node n has cxr12 0.2.0, this computer 0.1.0: install the same versions",
        ),
        ({"versions": {"cxr12": "0.1.0"}}, "node n has keras none, this computer 3.15.1: install the same versions"),
    ],
)
def test_a_node_that_would_train_on_something_else_is_refused(there, said):
    with pytest.raises(StudyError) as refused:
        _refuse_another("n", HERE, HERE | there, Path("pictures"))
    assert str(refused.value) == said


def test_what_a_computer_finds(bright_and_dark, tmp_path):
    assert _seen(str(tmp_path), str(bright_and_dark), "mark")["study"] == ""
    (tmp_path / "mark").write_text("word")
    assert _seen(str(tmp_path), str(bright_and_dark), "mark")["data"] == ""  # not looked at yet
    (data_folder() / "mark").write_text("word")
    found = _seen(str(tmp_path), str(bright_and_dark), "mark")
    assert (found["study"], found["private"]) == ("word", "word")
    assert found["data"] == read_dataset(bright_and_dark).fingerprint
    assert _seen(str(tmp_path), str(tmp_path / "elsewhere"), "mark")["data"] == ""
