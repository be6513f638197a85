"""A plan as a file."""

import pytest

from core.errors import DatasetError
from resources import resource
from trainer.building import build
from trainer.building.plan import read_plan

COMPLETE = """
out = "built"
readers = "any"
several = "first"
format = "parquet"
hash_patients = false
test_fraction = 0
split_seed = 7
others = "drop"

[classes]
bright = "light"
dark = "dim"

[[source]]
importer = "folders"
path = "bright_and_dark"
name = "north"

[[source]]
importer = "table"
path = "more.csv"
images = ["bright_and_dark", "other"]
part = "test"
options = { file = "image", label = "seen" }
"""


def test_every_setting_is_read(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_text(COMPLETE)
    plan = read_plan(path)
    assert plan.table == tmp_path / "built" / "labels.parquet"
    assert plan.classes.rows == (("bright", "light"), ("dark", "dim"))
    assert (plan.readers, plan.several, plan.hash_patients, plan.split_seed) == ("any", "first", False, 7)
    assert (plan.classes.others, plan.test_fraction) == ("drop", 0)
    first, second = plan.sources
    assert (first.importer, first.path, first.name) == ("folders", tmp_path / "bright_and_dark", "north")
    assert second.images == (tmp_path / "bright_and_dark", tmp_path / "other")
    assert second.options == (("file", "image"), ("label", "seen"))
    assert second.part == "test"


def test_a_plan_builds(tmp_path, bright_and_dark):
    path = tmp_path / "plan.toml"
    path.write_text(COMPLETE.partition('[[source]]\nimporter = "table"')[0])
    assert build(read_plan(path)).counts == {"dim": 12, "light": 12}


def test_the_plan_in_the_manual_is_one(tmp_path):
    page = resource("manual").joinpath("datasets.md").read_text(encoding="utf-8")
    path = tmp_path / "plan.toml"
    path.write_text(page.split("```\n")[1])
    plan = read_plan(path)
    assert plan.classes.of("Infiltration") == "opacity"
    assert (plan.seal, plan.sources[0].images) == (True, (tmp_path / "train",))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("out = ", "the plan is not TOML"),
        ('out = "x"', r"the plan has no source"),
        ('[[source]]\nimporter = "nih"\npath = "x"', "the plan has no out"),
        ('out = "x"\nsource = ["nih"]', r"source 1 of the plan is no table: write \[\[source\]\]"),
        ('out = "x"\n[[source]]\npath = "x"', "source 1 of the plan needs an importer and a path"),
        ('out = "x"\nseal = 1\n[[source]]\nimporter = "nih"\npath = "x"', "seal of the plan has a value of the wrong"),
        (
            'out = "x"\nsplit_seed = true\n[[source]]\nimporter = "nih"\npath = "x"',
            "split_seed of the plan has",
        ),
        ('out = "x"\nouts = "y"\n[[source]]\nimporter = "nih"\npath = "x"', "the plan has an unknown setting outs"),
        ('out = "x"\nreaders = "all"\n[[source]]\nimporter = "nih"\npath = "x"', "the plan: readers must be one of"),
        (
            'out = "x"\n[classes]\na = 1\n[[source]]\nimporter = "nih"\npath = "x"',
            "classes must each be text",
        ),
    ],
)
def test_a_bad_plan_gets_one_sentence(tmp_path, text, sentence):
    path = tmp_path / "plan.toml"
    path.write_text(text)
    with pytest.raises(DatasetError, match=f"^{sentence}"):
        read_plan(path)
