"""Tables of several classes per image: read, refused, and built from the importers' findings."""

import csv

import numpy as np
import pytest

from core.errors import DatasetError
from trainer.building import BuildPlan, ClassMap, Source, build
from trainer.building.labels import label_of
from trainer.dataset import read_dataset
from trainer.detective.facts import name_patterns
from trainer.importing import read_source
from trainer.sources import joined, list_source, separated


@pytest.fixture
def pictures(tmp_path, write_png):
    for number in range(6):
        write_png(tmp_path / f"{number}.png", 0.5, number)
    return tmp_path


def table(folder, cells, column="labels", name="labels.csv"):
    lines = [f"path,{column}", *(f"{number}.png,{cell}" for number, cell in enumerate(cells))]
    (folder / name).write_text("\n".join(lines) + "\n")
    return folder / name


def test_classes_are_divided_by_a_bar_and_none_is_an_answer(pictures):
    dataset = read_dataset(table(pictures, ["mass|effusion", " effusion ", "", "mass | mass", "effusion|mass", ""]))
    assert dataset.multi_label
    assert dataset.classes == ("effusion", "mass")
    assert dataset.counts() == {"effusion": 3, "mass": 3}
    by_name = {row.path.name: i for i, row in enumerate(dataset.rows)}
    order = [by_name[f"{number}.png"] for number in range(6)]
    assert dataset.truth()[order].tolist() == [[1, 1], [1, 0], [0, 0], [0, 1], [1, 1], [0, 0]]
    assert dataset.truth().dtype == np.float32
    assert [dataset.classes_of(dataset.rows[i]) for i in order[:3]] == [("effusion", "mass"), ("effusion",), ()]
    left = dataset.without(frozenset({dataset.rows[0].id}), "one was left out")
    assert left.multi_label
    assert len(left.truth()) == 5


def test_a_table_of_one_class_is_as_it_was(pictures):
    """Also where a class has the sign in its name; and its fingerprint is not that of a table of several."""
    cells = ["a|b", "a", "a|b", "a", "c", "c"]
    one = read_dataset(table(pictures, cells, "label"))
    assert not one.multi_label
    assert one.classes == ("a", "a|b", "c")
    assert one.truth().sum(axis=1).tolist() == [1] * 6
    several = read_dataset(table(pictures, cells))
    assert several.classes == ("a", "b", "c")
    assert several.fingerprint != one.fingerprint


def test_thesis_classes_keep_their_order(pictures):
    cells = ["opacity|aortic_enlargement", "opacity", "", "", "", ""]
    assert read_dataset(table(pictures, cells)).classes == ("aortic_enlargement", "opacity")


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (["a||b", *"ababa"], "line 2 of the table has an empty class in the column labels"),
        (["a", "b|", *"abab"], "line 3 of the table has an empty class"),
        (["a", "", "a", "", "a", "a"], "at least two classes, found 1: a"),
    ],
)
def test_tables_that_cannot_be(pictures, cells, sentence):
    with pytest.raises(DatasetError, match=sentence):
        read_dataset(table(pictures, cells))


def test_a_table_has_one_of_the_two_columns(pictures):
    path = pictures / "both.csv"
    path.write_text("path,label,labels\n0.png,a,a|b\n1.png,b,b\n")
    with pytest.raises(DatasetError, match=r"the columns label .* and labels .*: keep one of the two"):
        list_source(path)


def test_what_is_written_is_read_again():
    assert joined(["b", "a", "b"]) == "a|b"
    assert separated(joined(["b", "a"])) == ("a", "b")
    assert separated(joined([])) == ()


def test_classes_of_its_own_do_not_make_a_file_name_known(pictures, write_png):
    for number in range(8):
        write_png(pictures / f"mass_effusion_ward_{number}.png", 0.5, 50 + number)
    lines = ["path,labels", *(f"mass_effusion_ward_{i}.png,{'mass|effusion' if i % 2 else ''}" for i in range(8))]
    (pictures / "labels.csv").write_text("\n".join(lines) + "\n")
    dataset = read_dataset(pictures)
    patterns = dict(zip((row.label for row in dataset.rows), name_patterns(dataset), strict=True))
    assert patterns == {"effusion|mass": "*_*_ward_*.png", "": "mass_effusion_ward_*.png"}


# building ------------------------------------------------------------------------------------------------------------

MAP = ClassMap((("Consolidation", "opacity"), ("Infiltration", "opacity"), ("Aortic enlargement", "aorta"),
                ("Effusion", "")), "drop")  # fmt: skip


@pytest.mark.parametrize(
    ("readings", "majority", "any_reader"),
    [
        ([("Consolidation", "Aortic enlargement")], "aorta|opacity", "aorta|opacity"),
        ([("Consolidation", "Infiltration")], "opacity", "opacity"),
        ([("Effusion",)], "", ""),  # none of the classes, and stays
        ([("No finding",)], "", ""),
        ([()], "", ""),
        ([("No finding", "Consolidation")], "opacity", "opacity"),
        # three readers: each class by itself
        ([("Consolidation",), ("Aortic enlargement",), ("No finding",)], "", "aorta|opacity"),
        ([("Consolidation",), ("Infiltration", "Aortic enlargement"), ()], "opacity", "aorta|opacity"),
        ([("Consolidation", "Aortic enlargement")] * 2 + [("No finding",)], "aorta|opacity", "aorta|opacity"),
    ],
)
def test_each_class_by_itself_worked_out_by_hand(tmp_path, readings, majority, any_reader):
    for rule, expected in (("majority", majority), ("any", any_reader)):
        plan = BuildPlan((Source("folders", tmp_path),), tmp_path, MAP, readers=rule, several="multi_label")
        assert label_of(readings, "No finding", plan) == (expected, "")


def test_no_finding_is_a_class_where_it_is_named_one(tmp_path):
    named = ClassMap((*MAP.rows, ("No finding", "normal")), "drop")
    for classes, expected in ((named, "normal"), (MAP, ""), (ClassMap(), "")):
        plan = BuildPlan((Source("folders", tmp_path),), tmp_path, classes, several="multi_label")
        assert label_of([("No finding",)], "No finding", plan) == (expected, "")
        assert label_of([("No finding", "Infiltration")], "No finding", plan)[0] in ("opacity", "Infiltration")


NIH = (
    "Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position,"
    "OriginalImage[Width,Height],OriginalImagePixelSpacing[x,y],",
    "00000001_000.png,Cardiomegaly|Effusion,0,1,058Y,M,PA,2682,2749,0.143,0.143,",
    "00000001_001.png,Cardiomegaly,1,1,058Y,M,PA,2894,2729,0.143,0.143,",
    "00000002_000.png,No Finding,0,2,081Y,M,PA,2500,2048,0.171,0.171,",
    "00000003_000.png,Hernia|Effusion,0,3,074Y,F,PA,2500,2048,0.168,0.168,",
    "00000004_000.png,Hernia,0,4,074Y,F,PA,2500,2048,0.168,0.168,",
)


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_nih_with_all_its_findings(tmp_path, write_png, form):
    (tmp_path / "Data_Entry_2017.csv").write_text("\n".join(NIH) + "\n")
    for seed, line in enumerate(NIH[1:]):
        write_png(tmp_path / "images" / line.split(",")[0], 0.5, seed)
    source = Source("nih", tmp_path / "Data_Entry_2017.csv", (tmp_path / "images",))
    classes = ClassMap((("Hernia", ""),), "keep")
    built = build(BuildPlan((source,), tmp_path / "out", classes, several="multi_label", format=form))
    dataset = read_dataset(built.table)
    assert dataset.fingerprint == built.fingerprint
    assert dataset.multi_label
    assert built.counts == dataset.counts() == {"Cardiomegaly": 2, "Effusion": 2}
    assert (built.images, built.patients) == (5, 4)
    labels = {row.path.name: row.label for row in dataset.rows}
    assert labels == {
        "00000001_000.png": "Cardiomegaly|Effusion",
        "00000001_001.png": "Cardiomegaly",
        "00000002_000.png": "",
        "00000003_000.png": "Effusion",
        "00000004_000.png": "",
    }
    assert "An image may have several classes; 2 of 5 show none of them." in built.notes
    again = build(BuildPlan((Source("folders", tmp_path / "out"),), tmp_path / "again", several="multi_label"))
    assert {row.path.name: row.label for row in read_dataset(again.table).rows} == labels
    if form == "csv":
        with built.table.open(newline="") as file:
            assert "labels" in next(csv.reader(file))


def test_vinbigdata_readers_decide_each_class(tmp_path, write_png):
    lines = ["image_id,class_name,class_id,rad_id,x_min,y_min,x_max,y_max"]
    said = {
        "a": ("Cardiomegaly", "Cardiomegaly", "No finding"),
        "b": ("Cardiomegaly", "Pleural effusion", "Pleural effusion"),
        "c": ("No finding",) * 3,
    }
    for image, findings in said.items():
        write_png(tmp_path / f"{image}.png", 0.5, ord(image))
        lines += [f"{image},{finding},0,R{number},,,," for number, finding in enumerate(findings)]
    lines.append("a,Pleural effusion,0,R0,,,,")
    (tmp_path / "train.csv").write_text("\n".join(lines) + "\n")
    source = Source("vinbigdata", tmp_path / "train.csv")
    for readers, expected in (
        ("majority", {"a": "Cardiomegaly", "b": "Pleural effusion", "c": ""}),
        ("any", {"a": "Cardiomegaly|Pleural effusion", "b": "Cardiomegaly|Pleural effusion", "c": ""}),
    ):
        plan = BuildPlan((source,), tmp_path / readers, readers=readers, several="multi_label")
        assert {row.path.stem: row.label for row in read_dataset(build(plan).table).rows} == expected


def test_a_test_part_has_every_class(tmp_path, write_png):
    lines = ["path,labels,patient"]
    for number in range(40):
        write_png(tmp_path / f"{number}.png", 0.5, number)
        lines.append(
            f"{number}.png,{'|'.join(n for n, k in (('a', 2), ('b', 3), ('c', 7)) if number % k == 0)},p{number}"
        )
    (tmp_path / "labels.csv").write_text("\n".join(lines) + "\n")
    plan = BuildPlan((Source("folders", tmp_path),), tmp_path / "out", several="multi_label", test_fraction=0.25)
    dataset = read_dataset(build(plan).table)
    tests = [row for row in dataset.rows if row.split == "test"]
    assert len(tests) == pytest.approx(10, abs=1)
    assert {name for row in tests for name in dataset.classes_of(row)} == {"a", "b", "c"}


def test_a_class_with_the_dividing_sign_is_refused(tmp_path, write_png):
    with pytest.raises(ValueError, match=r"the class 'a\|b' has a \|, which divides"):
        BuildPlan((Source("folders", tmp_path),), tmp_path, ClassMap((("x", "a|b"),)), several="multi_label")
    for number in range(2):
        write_png(tmp_path / ("a|b", "c")[number] / f"{number}.png", 0.5, number)
    source = Source("folders", tmp_path)
    with pytest.raises(DatasetError, match=r"the finding 'a\|b' has a \|, .*: map it to a class of another name"):
        build(BuildPlan((source,), tmp_path / "out", several="multi_label"))
    assert read_source(source).images[0].readings == (("a|b",),)
