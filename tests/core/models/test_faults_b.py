"""Part B of the faults: model files. Row of the table -> test.

58, 59, 60, 61, 62, 63, 64 -> test_every_hostile_file_is_refused_and_does_nothing (kinds in benchmarks.hostile_files)
58 also, on the shelf -> test_model_files.test_code_in_the_file_is_never_looked_at
65 -> test_content_decides_and_not_the_name
66 -> test_an_imported_model_says_that_it_is_not_verified (and test_importing)
67 -> test_model_files.test_a_card_of_another_network, test_importing.test_answers_that_do_not_suit_the_file
68 -> test_converting (real files, and the thesis' layouts at their sizes)
69 -> test_model_files.test_one_changed_byte, test_converting.test_a_file_exchanged_meanwhile
70 -> test_what_a_network_needs_is_told_before_it_runs
71 -> core.test_classify, which ends the child in the middle
"""

import functools
import json
import os
import subprocess
import sys
from pathlib import Path

import h5py
import numpy as np
import pytest

from benchmarks import hostile_files
from benchmarks.hostile_files import arrays, layer, members, plain_layers, sequential, write_h5, write_keras
from core.errors import ModelRefusedError
from core.models import examining, foreign, foreign_json, hdf5
from core.models.foreign_layers import UnfitError
from core.models.importing import Answers, bring, examine
from core.models.shelf import Shelf

LONGEST_S, LARGEST_MB = 5.0, 512.0

LOOKING = """
import json, sys, time
from benchmarks.hostile import largest_child_mb
from benchmarks.hostile_files import make_all
from core.errors import ModelRefusedError
from core.models.importing import examine
from pathlib import Path
found = {}
for name, path in make_all(Path(sys.argv[1]), Path(sys.argv[2])).items():
    began = time.perf_counter()
    try:
        examine(path)
        said = ""
    except ModelRefusedError as error:
        said = str(error)
    found[name] = [said, time.perf_counter() - began, sorted(one.name for one in path.parent.iterdir())]
print(json.dumps([found, largest_child_mb()]))
"""

REASONS = {
    "Lambda": "contains code", "__lambda__": "contains code", "os.system as": "found system",
    "os.system": "contains code", "get_file": "contains code", "enable_unsafe": "contains code",
    "TFSMLayer": "contains code", "StringLookup": "found StringLookup", "custom": "found evil>Dense",
    "external link": "found a link", "soft link": "found a link", "external storage": "stored elsewhere",
    "virtual": "stored elsewhere", "2 GiB": "larger arrays declared", "1 PiB": "larger arrays declared",
    "512 MiB in compressed": "in chunks or compressed", "3,000 names": "", "zip bomb of 256": "inflate to 268435456",
    "zip bomb of 512": "inflate to 536870912",
    "Dense of 2^31": "found 2147483648", "Dense of 2^20": "no kernel of wide",
    "zip slip": "expected the members", "config.json twice": "3 members, found 4", "20,000": "3 members, found 20000",
    "not JSON": "in JSON", "deep JSON": "a deeper one", "networks nested": "a deeper one", "cut off": "damaged",
    "empty": "an empty file", "pickle": "a Python pickle", "weights missing": "found no kernel of dense",
    "weights of another": r"the shape (3,), found (4,)", "weights NaN": "found NaN",
}  # fmt: skip


@pytest.fixture(scope="module")
def looked(tmp_path_factory):
    """What became of every hostile file, looked at from a small process in a folder of its own."""
    folder, home = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("home")
    canary = home / "canary"
    done = subprocess.run(
        [sys.executable, "-c", LOOKING, str(folder), str(canary)],
        cwd=home, check=True, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "HOME": str(home), "PYTHONPATH": str(Path(__file__).parents[3])},
    )  # fmt: skip
    found, largest_mb = json.loads(done.stdout)
    return found, largest_mb, home


@pytest.mark.parametrize("name", hostile_files.HOSTILE)
def test_every_hostile_file_is_refused_and_does_nothing(looked, name):
    found, largest_mb, home = looked
    said, seconds, files = found[name]
    reason = next(reason for start, reason in REASONS.items() if name.startswith(start))
    assert said.startswith(("m.h5: ", "m.keras: "))
    assert "expected" in said
    assert reason in said
    assert "not found" not in said
    assert seconds <= LONGEST_S
    assert largest_mb <= LARGEST_MB
    assert len(files) == 1
    assert list(home.iterdir()) == []  # no canary, nothing beside it


def test_the_code_in_those_files_would_run_if_anything_ran_it(tmp_path):
    """The canary can sing: Python's own loader of pickles has it do so."""
    import pickle

    canary = tmp_path / "canary"
    path = hostile_files.HOSTILE["pickle"](tmp_path, canary)
    pickle.loads(path.read_bytes()).close()
    assert canary.exists()


@pytest.mark.parametrize("name", ["m.keras", "m.h5", "m.txt", "m"])
@pytest.mark.parametrize("write", ["h5", "keras"])
def test_content_decides_and_not_the_name(tmp_path, name, write):
    path = tmp_path / name
    if write == "h5":
        write_h5(path, sequential(plain_layers()), arrays())
    else:
        write_keras(path, members())
    finding = examine(path)
    assert (finding.kind, finding.classes, finding.parameters) == ("network", 3, 9 * 2 + 2 + 14 * 14 * 2 * 3 + 3)


def test_an_archive_that_was_packed_again_is_read(tmp_path):
    import zipfile

    assert examine(write_keras(tmp_path / "m.keras", members(), zipfile.ZIP_DEFLATED)).parameters == 1199


def test_what_a_network_needs_is_told_before_it_runs(tmp_path):
    first = {**plain_layers()[0], "config": {**plain_layers()[0]["config"], "batch_input_shape": [None, 16, 16, 3]}}
    weights = {**arrays(), "conv/kernel:0": np.zeros((3, 3, 3, 2), "f4")}
    finding = examine(write_h5(tmp_path / "m.h5", sequential([first, *plain_layers()[1:]]), weights))
    assert (finding.height, finding.width, finding.channels, finding.classes) == (16, 16, 3, 3)
    assert finding.activation == "softmax"


_ODD = [None, True, 1, 1.5, "x", [], [1], {}, {"config": [1]}, {"config": "x"}, {"class_name": ["a"]}, [[["c"]]]]


def _functional():
    def one(kind, name, *before, **config):
        return {"class_name": kind, "name": name, "config": {"name": name, **config}, "inbound_nodes": list(before)}

    told = {"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": ["in", 0, 0]}}], "kwargs": {}}
    policy = {"class_name": "DTypePolicy", "config": {"name": "float32"}}
    made = [
        one("InputLayer", "in", batch_shape=[None, 16, 16, 1]),
        one("Conv2D", "conv", told, filters=2, kernel_size=[3, 3], activation="relu", dtype=policy),
        one("Flatten", "flat", [["conv", 0, 0, {}]]),
        one("Dense", "dense", [["flat", 0, 0, {}]], units=3, activation="softmax"),
    ]
    ends = {"input_layers": [["in", 0, 0]], "output_layers": [["dense", 0, 0]]}
    return {"class_name": "Functional", "config": {"name": "net", "layers": made, **ends}}


def _places(item, path=()):
    for key in item if isinstance(item, dict) else range(len(item)) if isinstance(item, list) else ():
        yield (*path, key)
        yield from _places(item[key], (*path, key))


@pytest.mark.parametrize("whole", [_functional(), sequential(plain_layers())], ids=["functional", "sequential"])
def test_anything_anywhere_in_a_configuration_is_read_or_refused_in_a_sentence(whole):
    assert foreign.read(foreign_json.parse_json(json.dumps(whole))).classes == 3
    refused = 0
    for *path, last in _places(whole):
        for odd in _ODD:
            changed = json.loads(json.dumps(whole))
            inside = functools.reduce(lambda item, key: item[key], path, changed)
            inside[last] = odd
            try:
                foreign.read(foreign_json.parse_json(json.dumps(changed)))
            except UnfitError:
                refused += 1
    assert refused > 200


@pytest.mark.parametrize("instead", [os.mkfifo, os.mkdir, lambda path: None], ids=["pipe", "folder", "nothing"])
def test_what_is_no_file(tmp_path, instead):
    instead(tmp_path / "m.h5")
    with pytest.raises(ModelRefusedError, match=r"found none; choose a \.keras"):
        examine(tmp_path / "m.h5")


def refusal(tmp_path, config, weights=None):
    with (
        pytest.raises(ModelRefusedError) as refused,
        examining.opened(write_h5(tmp_path / "m.h5", config, arrays() if weights is None else weights)),
    ):
        pass
    return str(refused.value)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"activation": "hard_sigmoid"}, "layer conv: activation: expected an activation that CXR-12 knows"),
        ({"data_format": "channels_first"}, "channels last"),
        ({"padding": "causal"}, "valid or same"),
        ({"kernel_size": [3, 30]}, "at least 30 pixels, found 16"),
        ({"filters": 0}, "from 1 to 65536, found 0"),
        ({"filters": True}, "from 1 to 65536, found True"),
        ({"filters": "2"}, "from 1 to 65536, found 2"),
        ({"groups": 2}, "2 equal groups"),
        ({"dtype": "int8"}, "floating-point numbers, found int8"),
        ({"batch_input_shape": [None, 16, 16, 4]}, "1 or 3 channels"),
        ({"batch_input_shape": [None, None, None, 1]}, "a network that takes any; say the size"),
        ({"batch_input_shape": [None, 4096, 4096, 1]}, "8 to 2048 pixels"),
        ({"batch_input_shape": "16"}, "1 or 3 channels"),
        ({"filters": 60_000, "batch_input_shape": [None, 2048, 2048, 1]}, "numbers from one layer"),
    ],
    ids=str,
)
def test_settings_that_are_not_taken_over(tmp_path, change, reason):
    first = plain_layers()[0]
    first["config"] |= change
    assert reason in refusal(tmp_path, sequential([first, *plain_layers()[1:]]))


@pytest.mark.parametrize(
    ("layers", "reason"),
    [
        ([], "found none"),
        ([*plain_layers()[:2]], "ends in a dense layer, found Flatten"),
        ([*plain_layers()[:2], layer("Dense", "dense", units=3)], "by softmax or sigmoid, found linear"),
        ([*plain_layers()[:2], layer("Dense", "dense", units=1, activation="softmax")], "always certain"),
        ([plain_layers()[0], layer("Add", "sum"), *plain_layers()[1:]], "another number of inputs of sum"),
        ([*plain_layers()[:2], layer("MaxPooling2D", "pool"), plain_layers()[2]], "expected an image as its input"),
    ],
    ids=["none", "no answer", "no probabilities", "one class", "a sum of one", "a pool of a vector"],
)
def test_networks_that_give_no_classes(tmp_path, layers, reason):
    assert reason in refusal(tmp_path, sequential(layers))


def test_layers_that_wait_for_each_other(tmp_path):
    def node(name, before):
        return {**layer("Activation", name, activation="relu"), "name": name, "inbound_nodes": [[[before, 0, 0, {}]]]}

    start = {**layer("InputLayer", "in", batch_input_shape=[None, 16, 16, 1]), "name": "in", "inbound_nodes": []}
    config = {"layers": [start, node("a", "b"), node("b", "a")], "input_layers": [["in", 0, 0]]}
    config["output_layers"] = [["b", 0, 0]]
    found = refusal(tmp_path, {"class_name": "Functional", "config": config})
    assert "found some that wait for each other" in found


def test_an_array_of_too_much_is_found_out_in_pieces(tmp_path, monkeypatch):
    monkeypatch.setattr(hdf5, "_BLOCK_NUMBERS", 10)
    values = np.zeros((100, 4), "f4")
    values[99, 3] = np.inf
    with h5py.File(tmp_path / "m.h5", "w") as file:
        file["good"], file["bad"], file["large"] = values[:99], values, np.array([1e300, 0])
        assert hdf5.is_finite(file, "good")
        assert not hdf5.is_finite(file, "bad")
        assert not hdf5.is_finite(file, "large")  # not as float32


def test_an_imported_model_says_that_it_is_not_verified(tmp_path):
    shelf = Shelf(tmp_path / "shelf", tmp_path / "bundled")
    path = write_h5(tmp_path / "old network.h5", sequential(plain_layers()), arrays())
    entry = bring(shelf, path, Answers("old", ("normal", "opacity", "covid_19"), "thesis12"))
    assert shelf.entries() == (entry,)
    assert entry.problem == ""
    assert entry.card.verified is False
    assert entry.card.architecture == "foreign"
    assert entry.card.limits[0].startswith("Imported without a card")
    assert entry.card.input_shape == (16, 16, 1)
    assert entry.card.classes == ("normal", "opacity", "covid_19")
    assert examine(path).sha256 in entry.card.source
