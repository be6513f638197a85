"""What a node must have in common with this computer, and what a cell takes of it."""

import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from core.places import data_folder
from trainer.dataset import read_dataset
from trainer.study.child import LostProcessError
from trainer.study.cluster import _needs, _refuse_another, _seen
from trainer.study.design import StudyError
from trainer.study.seat import Remote

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


class Gone(Exception):
    pass


class Slow(Gone):
    pass


class Ray:
    """Answers with what it is given, or raises it."""

    exceptions = SimpleNamespace(RayError=Gone, GetTimeoutError=Slow)

    def __init__(self, *answers):
        self.answers, self.killed = list(answers), []

    def get(self, call, timeout=None):
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def kill(self, seat):
        self.killed.append(seat)


SEAT = SimpleNamespace(**{name: SimpleNamespace(remote=lambda *_: None) for name in ("lines", "wait", "press")})


def test_a_process_on_a_node_is_read_line_by_line_to_its_end():
    remote = Remote(Ray((["a\n", "b\n"], False), ([], False), (["c\n"], True)), SEAT)
    assert [remote.readline() for _ in range(4)] == ["a\n", "b\n", "c\n", ""]


def test_a_node_that_is_gone_is_told_from_one_that_is_slow():
    with pytest.raises(LostProcessError):
        Remote(Ray(Gone()), SEAT).readline()
    ray = Ray((["a\n"], False), Slow(), None, 3, Gone())
    remote = Remote(ray, SEAT)
    remote.readline()
    for _ in range(2):  # no answer; no exit code yet
        with pytest.raises(subprocess.TimeoutExpired):
            remote.wait(0.1)
    assert remote.wait(0.1) == 3
    assert remote.wait(0.1) == -1
    assert ray.killed == []
    remote.kill()
    assert ray.killed == [SEAT]


def test_what_has_no_place_yet_is_given_up_when_a_stop_is_asked_for():
    ray = Ray()
    assert Remote(ray, SEAT).wait(60) == -1
    assert ray.killed == [SEAT]
