"""Records to JSON and back: every kind of field, and what is refused."""

import json
import math
from dataclasses import dataclass, field

import pytest

from core import records


@dataclass(frozen=True, slots=True)
class Leaf:
    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Tree:
    leaves: tuple[Leaf, ...]
    counts: tuple[tuple[int, ...], ...]
    first: Leaf | None
    flag: bool
    named: dict[str, Leaf] = field(default_factory=dict)


def test_round_trip():
    tree = Tree((Leaf("a", 1.5), Leaf("b", math.nan)), ((1, 2), ()), None, True, {"c": Leaf("c", 0.0)})
    text = json.dumps(records.to_plain(tree), allow_nan=False)
    assert json.loads(text) == {
        "leaves": [{"name": "a", "value": 1.5}, {"name": "b", "value": None}],
        "counts": [[1, 2], []],
        "first": None,
        "flag": True,
        "named": {"c": {"name": "c", "value": 0.0}},
    }
    again = records.from_plain(Tree, records.parse(text))
    assert repr(again) == repr(tree)  # NaN is unlike itself


def test_an_optional_record_and_a_default():
    plain = {"leaves": [], "counts": [], "first": {"name": "x", "value": 2}, "flag": False}
    assert records.from_plain(Tree, plain) == Tree((), (), Leaf("x", 2.0), False, {})


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"first": 3}, "first to be an object, found int"),
        ({"flag": 0}, "flag to be bool, found int"),
        ({"counts": [[1, True]]}, "item 1 of item 0 of counts to be int, found bool"),
        ({"counts": [[1.0]]}, "found a number"),
        ({"leaves": {"name": "a"}}, "leaves to be a list, found an object"),
        ({"leaves": [{"name": "a"}]}, "item 0 of leaves to have the fields of a Leaf, found none of value"),
        ({"named": {"c": None}}, "'c' of named to be an object, found null"),
        ({"more": 1}, "found also more"),
    ],
    ids=str,
)
def test_refusals(change, reason):
    plain = {"leaves": [], "counts": [], "first": None, "flag": True, **change}
    with pytest.raises(ValueError, match=reason):
        records.from_plain(Tree, plain)


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", "{'a': 1}", "[" * 100_000])
def test_text_that_is_not_json(text):
    with pytest.raises(ValueError, match="expected JSON"):
        records.parse(text)
