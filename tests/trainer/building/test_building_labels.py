"""One class per image, worked out by hand for every rule."""

from dataclasses import replace
from pathlib import Path

import pytest

from trainer.building import BuildPlan, ClassMap, Source, offered
from trainer.building.labels import label_of

MAP = ClassMap(
    (
        ("Consolidation", "opacity"),
        ("Infiltration", "opacity"),
        ("Aortic enlargement", "aorta"),
        ("No finding", "normal"),
        ("Effusion", ""),
    ),
    "drop",
)
PLAN = BuildPlan((Source("folders", Path("x")),), Path("out"), MAP)
NONE = ("No finding",)


@pytest.mark.parametrize(
    ("readings", "majority", "any_reader"),
    [
        # one reader
        ([("Consolidation",)], "opacity", "opacity"),
        ([("Consolidation", "Effusion")], "opacity", "opacity"),
        ([("Effusion",)], "dropped", "dropped"),
        ([("Never mapped",)], "dropped", "dropped"),
        ([("Consolidation", "Aortic enlargement")], "several", "several"),
        ([("No finding", "Consolidation")], "opacity", "opacity"),  # "none" beside a finding says nothing
        # three readers: two of three are most of them
        ([NONE, NONE, ("Consolidation",)], "normal", "opacity"),
        ([("Consolidation",), ("Infiltration",), NONE], "opacity", "opacity"),  # two signs of one class
        ([("Consolidation",), ("Aortic enlargement",), NONE], "undecided", "several"),
        ([("Effusion",), ("Effusion",), NONE], "undecided", "dropped"),  # somebody saw an effusion: not normal
        ([NONE, NONE, NONE], "normal", "normal"),
        ([("Consolidation", "Aortic enlargement")] * 2 + [NONE], "several", "several"),
        # two readers: one of two is not most of them
        ([("Consolidation",), NONE], "undecided", "opacity"),
        ([(), ()], "dropped", "dropped"),
    ],
)
def test_readers(readings, majority, any_reader):
    for rule, expected in (("majority", majority), ("any", any_reader)):
        label, why = label_of(readings, "No finding", replace(PLAN, readers=rule))
        assert (label or why) == expected
        assert bool(label) != bool(why)


def test_the_first_of_several_goes_by_the_order_of_the_map():
    plan = replace(PLAN, several="first")
    assert label_of([("Aortic enlargement", "Consolidation")], "", plan) == ("opacity", "")
    turned = replace(plan, classes=ClassMap(tuple(reversed(MAP.rows)), "keep"))
    assert label_of([("Aortic enlargement", "Consolidation")], "", turned) == ("aorta", "")
    assert label_of([("Zebra", "Ape")], "", turned) == ("Ape", "")
    assert label_of([("Zebra", "Infiltration")], "", turned) == ("opacity", "")


def test_what_is_offered_for_known_findings():
    assert offered(["Aortic enlargement", "No finding", "ILD", "Consolidation"]).rows == (
        ("Aortic enlargement", "aortic_enlargement"),
        ("No finding", "normal"),
        ("ILD", ""),
        ("Consolidation", "opacity"),
    )
    assert offered(["cat", "dog"]).rows == (("cat", "cat"), ("dog", "dog"))
    assert offered(["normal", "dog"]).rows == (("normal", "normal"), ("dog", "dog"))  # one class is no question


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"sources": ()}, "at least one source"),
        ({"readers": "most"}, "readers must be one of majority, any, found 'most'"),
        ({"several": "all"}, "several must be one of leave_out, first, multi_label, found 'all'"),
        ({"format": "xlsx"}, "format must be one of csv, parquet"),
        ({"test_fraction": 1.0}, "test_fraction must be at least 0 and below 1"),
        ({"seal": True}, "no test part to seal"),
        ({"sources": (Source("folders", Path("x"), part="exam"),)}, "part must be one of empty, train"),
        ({"sources": (Source("folders", Path("x"), part="test"),), "test_fraction": 0.2}, "a source is a part already"),
    ],
)
def test_plans_that_cannot_be(change, sentence):
    with pytest.raises(ValueError, match=sentence):
        replace(PLAN, **change)


def test_a_finding_has_one_class():
    with pytest.raises(ValueError, match="the finding 'a' is mapped twice"):
        ClassMap((("a", "x"), ("a", "y")))
