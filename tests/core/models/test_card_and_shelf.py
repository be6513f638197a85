"""Cards are read strictly; the shelf keeps names unique and shows what is broken."""

import json
import math
import shutil
from dataclasses import replace

import pytest

from core.errors import ModelRefusedError
from core.models import card as cards
from core.models.card import CARD_FILE, MODEL_FILE, Estimate
from core.models.shelf import Shelf, default_shelf


def raw_of(card):
    return json.loads(cards.to_json(card))


def test_round_trip(bare_card):
    card = replace(
        bare_card,
        metrics={"accuracy": Estimate(0.8, 0.7, 0.9, 0.4, 100), "unknown": Estimate(0.5, math.nan, 1.0, 0.0, 1)},
        thresholds=(0.1, 0.2, 0.3),
        limits=("one", "größer"),
    )
    again = cards.from_json(cards.to_json(card))
    assert repr(again) == repr(card)  # NaN is unlike itself
    assert raw_of(card)["metrics"]["unknown"]["low"] is None
    assert raw_of(card)["schema"] == 2
    assert again.input_shape == (32, 32, 1)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"schema": 3}, "card of version 2"),
        ({"schema": None}, "card of version 2"),
        ({"parameters": "10"}, "parameters to be int, found text"),
        ({"parameters": True}, "parameters to be int, found bool"),
        ({"parameters": 0}, "count of parameters"),
        ({"verified": 1}, "verified to be bool"),
        ({"name": "Up"}, "lower-case"),
        ({"name": "../x"}, "lower-case"),
        ({"architecture": "os.system"}, "out of vgg16, resnet50"),
        ({"head": "none"}, "known head"),
        ({"classes": ["a", "b"]}, "2 golden probabilities"),
        ({"classes": ["a", "a", "b"]}, "different names"),
        ({"classes": "abc"}, "classes to be a list, found text"),
        ({"classes": [1, 2, 3]}, "item 0 of classes to be text"),
        ({"thresholds": [0.5]}, "found 3 and 1"),
        ({"thresholds": [0.5, 2, 0.1]}, "from 0 to 1"),
        ({"golden": {"seed": 1, "probabilities": [0.1, None, 0.2]}}, "from 0 to 1"),
        ({"golden": {"seed": -1, "probabilities": [0.1, 0.7, 0.2]}}, "a seed"),
        ({"golden": [1]}, "golden to be an object, found a list"),
        ({"sha256": "ABC"}, "SHA-256"),
        ({"spec": {"preset": "raw", "height": 32, "width": 32}}, "raw"),
        ({"spec": {"preset": "native", "height": 32}}, "found none of width"),
        ({"metrics": {"auc": 0.9}}, "'auc' of metrics to be an object"),
        ({"metrics": {"auc": {"value": 10**400, "low": 0, "high": 1, "chance": 0, "n": 1}}}, "finite number"),
        ({"extra": 1}, "found also extra"),
    ],
    ids=str,
)
def test_cards_that_are_refused(bare_card, change, reason):
    with pytest.raises(ValueError, match=reason):
        cards.from_json(json.dumps({**raw_of(bare_card), **change}))


@pytest.mark.parametrize("name", ["classes", "golden", "sha256", "verified"])
def test_a_missing_field(bare_card, name):
    raw = raw_of(bare_card)
    del raw[name]
    with pytest.raises(ValueError, match=name):
        cards.from_json(json.dumps(raw))


@pytest.mark.parametrize("text", ["", "[]", "{", '{"schema": NaN}', "[" * 100_000, b"\xff\xfe\x00", "7" * 10_000])
def test_other_text(text):
    with pytest.raises(ValueError, match="expected"):
        cards.from_json(text)


def test_a_card_file_of_another_size(bare_card, tmp_path):
    with pytest.raises(ModelRefusedError, match="found none"):
        cards.read(tmp_path)
    cards.write(bare_card, tmp_path)
    assert cards.read(tmp_path) == bare_card
    assert [path.name for path in tmp_path.iterdir()] == [CARD_FILE]
    with (tmp_path / CARD_FILE).open("ab") as file:
        file.write(b" " * cards.MOST_BYTES)
    with pytest.raises(ModelRefusedError, match="bytes"):
        cards.read(tmp_path)


@pytest.fixture
def shelf(tmp_path, tiny_original):
    """A shelf with the bundled model ``shipped``."""
    folder = tmp_path / "bundled" / "shipped"
    shutil.copytree(tiny_original, folder)
    cards.write(replace(cards.read(folder), name="shipped"), folder)
    return Shelf(tmp_path / "user", tmp_path / "bundled")


def test_add_and_get(shelf, tiny, tmp_path):
    entry = shelf.add(tiny, "mine")
    assert entry.folder == tmp_path / "user" / "mine"
    assert entry.card == replace(cards.read(tiny), name="mine")
    assert [(found.name, found.problem) for found in shelf.entries()] == [("mine", ""), ("shipped", "")]
    assert shelf.get("mine") == entry
    assert (entry.folder / MODEL_FILE).read_bytes() == (tiny / MODEL_FILE).read_bytes()
    assert [path.name for path in (tmp_path / "user").iterdir()] == ["mine"]
    assert cards.read(tiny).name == "tiny"  # the run folder is as it was


@pytest.mark.parametrize("name", ["shipped", "Mine", "", "../mine", "a/b"])
def test_names_that_are_refused(shelf, tiny, name, tmp_path):
    with pytest.raises(ModelRefusedError, match=r"expected a (new )?name"):
        shelf.add(tiny, name)
    assert not (tmp_path / "user").exists()


def test_a_run_that_does_not_fit_its_card_is_not_added(shelf, tiny, tmp_path):
    with (tiny / MODEL_FILE).open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelRefusedError, match="SHA-256"):
        shelf.add(tiny, "mine")
    (tiny / MODEL_FILE).unlink()
    with pytest.raises(ModelRefusedError, match="No such file"):
        shelf.add(tiny, "mine")
    (tiny / CARD_FILE).unlink()
    with pytest.raises(ModelRefusedError, match="card"):
        shelf.add(tiny, "mine")
    assert list((tmp_path / "user").iterdir()) == []
    assert [entry.name for entry in shelf.entries()] == ["shipped"]


def test_broken_entries_are_listed_with_their_problem(shelf, tiny, tmp_path):
    shelf.add(tiny, "good")
    user = tmp_path / "user"
    for name in ("cardless", "renamed", "gone"):
        shutil.copytree(user / "good", user / name)
    (user / "cardless" / CARD_FILE).write_text("{}")
    cards.write(replace(cards.read(tiny), name="gone"), user / "gone")
    (user / "gone" / MODEL_FILE).unlink()
    shutil.copytree(tmp_path / "bundled" / "shipped", user / "shipped")
    (user / "a file").write_text("")
    (user / ".adding-left-over").mkdir()
    problems = {(entry.folder.parent.name, entry.name): entry.problem for entry in shelf.entries()}
    assert problems.pop(("bundled", "shipped")) == ""
    assert problems.pop(("user", "good")) == ""
    assert "version 2" in problems.pop(("user", "cardless"))
    assert "found that of good" in problems.pop(("user", "renamed"))
    assert "no such file" in problems.pop(("user", "gone"))
    assert "another model named shipped" in problems.pop(("user", "shipped"))
    assert problems == {}
    assert shelf.get("shipped").folder.parent.name == "bundled"
    with pytest.raises(ModelRefusedError, match="found that of good"):
        shelf.get("renamed")
    with pytest.raises(ModelRefusedError, match=r"on the shelf \(good, shipped\), found no such model"):
        shelf.get("nothing")


def test_the_default_shelf_holds_what_ships(isolated_home):
    entries = default_shelf().entries()
    assert all(entry.problem == "" for entry in entries)
    assert not (isolated_home / "cxr12" / "data" / "shelf").exists()
