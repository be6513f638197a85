"""From a stranger's file to the shelf and out again, through the child processes that do it."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import h5py
import numpy as np
import pytest

from benchmarks.hostile_files import arrays, members, plain_layers, sequential, write_h5, write_keras
from core.errors import ModelRefusedError
from core.models import card as cards
from core.models import exporting, importing, network
from core.models.card import EXPORTED_CARD, OutOfDistribution
from core.models.differences import compare
from core.models.errand import Errand
from core.models.findings import Finding
from core.models.importing import Answers, bring, bring_with_card, card_beside, examine, name_for
from core.models.shelf import DEFAULT_FILE, Shelf

NAMES = ("a", "b", "c")


@pytest.fixture
def shelf(tmp_path, tiny_original):
    """A user's empty shelf beside one bundled model, ``tiny``."""
    return Shelf(tmp_path / "user", tiny_original.parent)


@pytest.fixture
def own(shelf, tiny):
    """The shelf with ``mine`` on it, a copy of ``tiny``."""
    shelf.add(tiny, "mine")
    return shelf


@pytest.fixture
def stranger(tmp_path):
    return write_h5(tmp_path / "net.h5", sequential(plain_layers()), arrays())


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        (Answers("new", ("a", "b"), "thesis12"), "3 class names in the order of its outputs, found 2"),
        (Answers("new", ("a", "b", "b"), "thesis12"), "all different"),
        (Answers("new", ("a", "b", " "), "thesis12"), "all different"),
        (Answers("tiny", NAMES, "thesis12"), "found a model of this name"),
        (Answers("New", NAMES, "thesis12"), "lower-case"),
    ],
    ids=["two", "twice", "blank", "taken", "capital"],
)
def test_answers_that_do_not_suit_the_file(shelf, stranger, answers, reason):
    with pytest.raises(ModelRefusedError, match=reason):
        bring(shelf, stranger, answers)
    assert not (shelf._user_folder).exists()


def test_one_output_wants_two_names_and_says_why(shelf, tmp_path):
    found = Finding("0" * 64, "network", 16, 16, 1, 2, "softmax", 9, 2, True)
    with pytest.raises(ModelRefusedError, match=r"2 class names .* one output: the probability of the second, found 3"):
        bring(shelf, tmp_path / "m.h5", Answers("new", NAMES, "thesis12"), found)


def test_a_preset_that_does_not_exist_leaves_nothing_behind(shelf, stranger):
    with pytest.raises(ModelRefusedError, match=r"expected a preset out of native, .*, found 'best'"):
        bring(shelf, stranger, Answers("new", NAMES, "best"))
    assert not shelf._user_folder.exists()


@pytest.mark.parametrize(
    ("name", "offered"),
    [("RES_128_proposed.h5", "res_128_proposed"), ("v1.0_eps=099.hdf5", "v1-0_eps-099"), ("ẞ.keras", "model")],
)
def test_names_that_are_offered(name, offered):
    assert name_for(Path(name)) == offered
    cards.check_name(offered)


def test_cancelling_ends_the_process_and_says_so(shelf, stranger):
    errand = Errand()
    errand.cancel()
    with pytest.raises(ModelRefusedError, match="cancelled; nothing was changed"):
        examine(stranger, errand=errand)


def test_export_and_import_again_with_its_card(own, tmp_path):
    entry = own.get("mine")
    out = tmp_path / "out"
    out.mkdir()
    written = exporting.export(entry, out / "net.keras", "keras")
    assert written == (out / "net.keras", out / f"net.keras{EXPORTED_CARD}")
    assert sorted(out.iterdir()) == sorted(written)
    card = card_beside(out / "net.keras")
    assert card == entry.card
    again = bring_with_card(own, out / "net.keras", "again", card)
    assert again.card == replace(entry.card, name="again")
    assert again.card.verified

    (out / "net.keras").write_bytes((out / "net.keras").read_bytes() + b"x")
    assert card_beside(out / "net.keras") is None


@pytest.mark.parametrize("instead", [os.mkfifo, os.mkdir, lambda path: path.write_bytes(b"other bytes")])
def test_statistics_that_are_not_those_of_the_card_stay_behind(own, tmp_path, instead):
    """A named pipe would be waited for without end, and is never opened."""
    out = tmp_path / "out"
    out.mkdir()
    exporting.export(own.get("mine"), out / "net.keras", "keras")
    instead(out / "other.npz")
    card = card_beside(out / "net.keras")
    about = OutOfDistribution("mahalanobis", "other.npz", "0" * 64, 1.0, (), "made up")
    again = bring_with_card(own, out / "net.keras", "again", replace(card, ood=about))
    assert again.card.ood is None
    assert sorted(path.name for path in again.folder.iterdir()) == ["card.json", "model.keras"]


@pytest.mark.filterwarnings("ignore:The structure of `inputs`")
def test_h5_is_what_keras_itself_reads_to_the_same_numbers(own, tmp_path):
    import keras

    entry = own.get("mine")
    target = tmp_path / "net.h5"
    exporting.export(entry, target, "h5")
    images = np.random.default_rng(2).random((3, *entry.card.input_shape), dtype=np.float32)
    read = keras.models.load_model(target, compile=False)  # our own file
    ours = network.load(entry.folder, entry.card)
    np.testing.assert_allclose(np.asarray(read(images)), np.asarray(ours(images)), atol=1e-6)
    card = card_beside(target)
    assert card.sha256 == hashlib.sha256(target.read_bytes()).hexdigest()
    assert examine(target).parameters == card.parameters


def test_openvino_computes_the_same_and_nothing_is_written_at_home(own, tmp_path):
    """Read and asked by a process that has neither Keras nor our code."""
    entry, home = own.get("mine"), tmp_path / "home"
    home.mkdir()
    target = tmp_path / "net.xml"
    code = (
        "import sys; from pathlib import Path; from core.models.shelf import Shelf; from core.models import exporting;"
        "exporting.export(Shelf(Path(sys.argv[1]), Path('none')).get('mine'), Path(sys.argv[2]), 'openvino')"
    )
    environment = {**os.environ, "HOME": str(home), "PYTHONPATH": str(Path(__file__).parents[3])}
    subprocess.run([sys.executable, "-c", code, str(own._user_folder), str(target)], env=environment, check=True)
    assert [path.name for path in home.rglob("*") if "telemetry" in path.name or "intel" in path.name] == []
    images = np.random.default_rng(2).random((3, *entry.card.input_shape), dtype=np.float32)
    np.save(tmp_path / "images.npy", images)
    asking = (
        "import sys; sys.modules['openvino_telemetry'] = None; import numpy, openvino;"
        "model = openvino.compile_model(sys.argv[1], 'CPU', {'INFERENCE_PRECISION_HINT': 'f32'});"
        "numpy.save(sys.argv[3], model(numpy.load(sys.argv[2]))[0])"
    )
    places = [str(target), str(tmp_path / "images.npy"), str(tmp_path / "answers.npy")]
    subprocess.run([sys.executable, "-c", asking, *places], check=True)
    ours = np.asarray(network.load(entry.folder, entry.card)(images))
    np.testing.assert_allclose(np.load(tmp_path / "answers.npy"), ours, atol=1e-4)
    digest = hashlib.sha256(target.read_bytes() + target.with_suffix(".bin").read_bytes()).hexdigest()
    assert cards.read_file(exporting.card_path(target)).sha256 == digest


def test_a_file_that_does_not_answer_alike_is_not_kept(own, tmp_path, monkeypatch):
    from core.models import exporting_service

    entry = own.get("mine")
    monkeypatch.setattr(exporting_service, "_h5", lambda path, card, images: np.full((len(images), 3), 0.3333, "f4"))
    request = {"folder": str(entry.folder), "card": cards.to_json(entry.card), "form": "h5"}
    with pytest.raises(ModelRefusedError, match=r"same probabilities after export to within 0\.0001"):
        exporting_service.serve({**request, "path": str(tmp_path / "net.h5")}, bytearray())

    def refuse(self, service, path, request, **limits):
        Path(request["path"]).write_bytes(b"half")
        raise ModelRefusedError(path, "expected the same probabilities")

    monkeypatch.setattr(Errand, "ask", refuse)
    out = tmp_path / "out"
    out.mkdir()
    (out / "net.h5").write_bytes(b"what was there")
    with pytest.raises(ModelRefusedError, match="same probabilities"):
        exporting.export(entry, out / "net.h5", "h5")
    assert [(path.name, path.read_bytes()) for path in out.iterdir()] == [("net.h5", b"what was there")]


@pytest.mark.parametrize(("name", "form"), [("net.h5", "keras"), ("net.h5", "onnx"), ("net", "keras")])
def test_endings_that_do_not_fit(own, tmp_path, name, form):
    with pytest.raises(ModelRefusedError, match="expected a file name ending in"):
        exporting.export(own.get("mine"), tmp_path / name, form)


def test_a_folder_that_is_not_there(own, tmp_path):
    with pytest.raises(ModelRefusedError, match="a folder that can be written, found No such file"):
        exporting.export(own.get("mine"), tmp_path / "none" / "net.h5", "h5")


def test_rename_and_default(own, tiny):
    own.set_default("mine")
    assert json.loads((own._user_folder / DEFAULT_FILE).read_text()) == {"default": "mine"}
    before = own.get("mine").card
    entry = own.rename("mine", "yours")
    assert entry.card == replace(before, name="yours") == own.get("yours").card
    assert own.default_name() == "yours"
    assert [one.name for one in own.entries()] == ["tiny", "yours"]
    own.remove("yours")
    assert own.default_name() == ""
    own.set_default("tiny")  # one that ships will do
    assert own.default_name() == "tiny"
    assert sorted(path.name for path in own._user_folder.iterdir()) == [DEFAULT_FILE]


@pytest.mark.parametrize("text", ["", "[]", '{"default": 3}', '{"default": "gone"}', "{" * 9999])
def test_a_damaged_default_is_none(own, text):
    (own._user_folder / DEFAULT_FILE).write_text(text)
    assert own.default_name() == ""


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (lambda shelf: shelf.remove("tiny"), "ships with CXR-12"),
        (lambda shelf: shelf.rename("tiny", "other"), "ships with CXR-12"),
        (lambda shelf: shelf.remove("gone"), "no such model"),
        (lambda shelf: shelf.rename("mine", "tiny"), "found a model of this name"),
        (lambda shelf: shelf.rename("mine", "../up"), "lower-case"),
        (lambda shelf: shelf.set_default("gone"), "no such model"),
    ],
    ids=["remove shipped", "rename shipped", "remove none", "rename taken", "rename up", "default none"],
)
def test_what_the_shelf_refuses(own, act, reason):
    before = own.entries()
    with pytest.raises(ModelRefusedError, match=reason):
        act(own)
    assert own.entries() == before


def test_a_rename_that_broke_off_can_be_put_right(own):
    (own._user_folder / "mine").rename(own._user_folder / "half")
    assert "found that of mine" in own.entries()[0].problem
    assert own.rename("half", "whole").card.name == "whole"
    assert own.get("whole")


def test_differences_of_two_cards(bare_card):
    other = replace(bare_card, classes=("x", "y", "z"), thresholds=(0.1, 0.2, 0.3))
    differs = {one.field: (one.first, one.second) for one in compare(bare_card, other) if not one.is_same}
    assert differs == {
        "classes": ("normal, covid_19, opacity", "x, y, z"),
        "thresholds": ("", "0.1, 0.2, 0.3"),
    }
    assert all(one.is_same for one in compare(other, other))
    fields = [one.field for one in compare(bare_card, other)]
    assert fields[:2] == ["name", "architecture"]
    assert "spec.height" in fields


def test_looking_at_a_file_loads_no_keras(tmp_path):
    path = write_keras(tmp_path / "m.keras", members())
    code = (
        "import sys, core.models.importing, core.models.exporting, core.models.examining as e;"
        f"e.serve({{'path': {str(path)!r}, 'size': None}}, bytearray());"
        "print([m for m in ('keras', 'tensorflow', 'openvino') if m in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_every_row_of_the_registry_has_more_convolutions_than_are_looked_for():
    from core.models import converting, registry

    for row in registry.ARCHITECTURES.values():
        for variant in row.variants:
            assert len(converting._convolutions(row.name, variant, 1)) >= converting._FEWEST_CONVOLUTIONS


def test_statistics_beside_a_card_come_along_or_not_at_all(shelf, tiny):
    from core.models.card import OutOfDistribution

    content = b"statistics"
    about = OutOfDistribution("mahalanobis", "ood.npz", hashlib.sha256(content).hexdigest(), 1.0, (), "none")
    cards.write(replace(cards.read(tiny), ood=about), tiny)
    (tiny / "ood.npz").write_bytes(b"others")
    with pytest.raises(ModelRefusedError, match="SHA-256 differs"):
        shelf.add(tiny, "mine")
    (tiny / "ood.npz").write_bytes(content)
    assert (shelf.add(tiny, "mine").folder / "ood.npz").read_bytes() == content
    for name in ("../ood.npz", "/etc/hostname", "card.json"):
        cards.write(replace(cards.read(tiny), ood=replace(about, file=name)), tiny)
        with pytest.raises(ModelRefusedError, match="found another place"):
            shelf.add(tiny, "other")
    assert importing.card_beside(tiny / "model.keras").ood.file == "card.json"


def test_a_file_of_text_is_called_so(tmp_path):
    (tmp_path / "m.h5").write_text("model: one\n")
    with pytest.raises(ModelRefusedError, match=r"found text$"):
        examine(tmp_path / "m.h5")
    with h5py.File(tmp_path / "n.h5", "w"):
        pass
    with pytest.raises(ModelRefusedError, match="expected weights, found none"):
        examine(tmp_path / "n.h5")
