"""Runs carry groups of images, never what could tell one image or person from the others."""

import pytest

from core.errors import DatasetError
from trainer.dataset import read_dataset
from trainer.facts import age_group, group
from trainer.sheets import parquet_bytes
from trainer.sources import list_source


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("sex", "male", "M"),
        ("sex", "F", "F"),
        ("sex", "Smith^John", ""),
        ("view", " pa ", "PA"),
        ("view", "Smith^John, 1950", ""),
        ("age_group", "50-59", "50-59"),
        ("age_group", "90+", "90+"),
        ("age_group", "100-109", "90+"),
        ("age_group", "90-99", "90+"),
        ("age_group", "19500131", ""),
        ("source", "St Mary (north)", "St Mary (north)"),
        ("source", "/home/smith/images", ""),
        ("source", "C:\\images", ""),
        ("source", "x" * 41, ""),
        ("manufacturer", "GE  Healthcare", "GE Healthcare"),
        ("manufacturer", "Smith^John", ""),
    ],
)
def test_a_group_is_short_and_plain(name, value, kept):
    assert group(name, value) == kept


@pytest.mark.parametrize(
    ("age", "decade"),
    [
        ("058Y", "50-59"),
        ("58", "50-59"),
        ("9", "0-9"),
        ("89", "80-89"),
        ("90", "90+"),
        ("100", "90+"),
        ("412Y", ""),
        ("", ""),
        ("3M", ""),
        ("-1", ""),
    ],
)
def test_ages_become_decades(age, decade):
    assert age_group(age) == decade


def table(folder, columns, cell):
    lines = [",".join(("path", "label", *columns))]
    lines += [f"{'bright' if i < 12 else 'dark'}/{i % 12}.png,{'ab'[i % 2]},{cell(i)}" for i in range(24)]
    (folder / "labels.csv").write_text("\n".join(lines) + "\n")
    return folder


def test_columns_reach_the_rows_in_a_fixed_order(bright_and_dark):
    rows = read_dataset(table(bright_and_dark, ("view", "secret", "source"), lambda i: f"ap,Smith,s{i % 3}")).rows
    assert {tuple(name for name, _ in row.facts) for row in rows} == {("source", "view")}
    assert {dict(row.facts)["view"] for row in rows} == {"AP"}
    assert {dict(row.facts)["source"] for row in rows} == {"s0", "s1", "s2"}


def test_what_is_no_group_is_left_out_with_a_note(bright_and_dark):
    dataset = read_dataset(table(bright_and_dark, ("sex", "source"), lambda i: f"{'MF?'[i % 3]},{chr(97 + i)}"))
    assert "8 values of the column sex are not what it should hold, and were left out." in dataset.notes
    assert {name for name, _ in dataset.rows[0].facts} == {"sex", "source"}  # 24 sources are many, not too many
    many = table(bright_and_dark, ("sex", "source"), lambda i: ",x")
    assert [name for name, _ in read_dataset(many).rows[0].facts] == ["source"]


def test_a_column_that_tells_images_apart_is_left_out(tmp_path, write_png):
    lines = ["path,label,source"]
    for number in range(42):
        write_png(tmp_path / f"{number}.png", seed=number)
        lines.append(f"{number}.png,{'ab'[number % 2]},case {number}")
    (tmp_path / "labels.csv").write_text("\n".join(lines) + "\n")
    dataset = read_dataset(tmp_path)
    assert dataset.rows[0].facts == ()
    assert "The column source has 42 different values: it is left out of the run." in dataset.notes


def test_facts_leave_the_fingerprint_alone(bright_and_dark):
    with_facts = read_dataset(table(bright_and_dark, ("view",), lambda i: "PA")).fingerprint
    assert with_facts == read_dataset(table(bright_and_dark, ("view",), lambda i: "AP")).fingerprint


def test_parquet_is_read_as_csv_is(bright_and_dark):
    rows = [[f"{name}/{i}.png", name, str(i), ("", "PA")[i % 2]] for name in ("bright", "dark") for i in range(12)]
    (bright_and_dark / "labels.parquet").write_bytes(parquet_bytes(["path", "label", "patient", "view"], rows))
    packed = list_source(bright_and_dark)
    text = "\n".join(",".join(row) for row in [["path", "label", "patient", "view"], *rows])
    (bright_and_dark / "other.csv").write_text(text + "\n")
    assert packed == list_source(bright_and_dark / "other.csv")
    (bright_and_dark / "labels.csv").write_text(text + "\n")
    with pytest.raises(DatasetError, match=r"the folder holds labels.csv and labels.parquet"):
        list_source(bright_and_dark)


def test_parquet_of_other_programs(tmp_path, write_png):
    import pyarrow as arrow
    import pyarrow.parquet as parquet

    write_png(tmp_path / "1.png")
    columns = {
        "Path": ["1.png"],
        "label": ["a"],
        "patient": arrow.array([7.0]),
        "view": arrow.array([None], arrow.string()),
    }
    parquet.write_table(arrow.table(columns), tmp_path / "t.parquet")
    (only,) = list_source(tmp_path / "t.parquet")
    assert (only.label, only.patient, only.facts) == ("a", "7", (("view", ""),))
    (tmp_path / "t.parquet").write_bytes(b"PAR1" + bytes(40) + b"PAR1")
    with pytest.raises(DatasetError, match="the table cannot be read as Parquet"):
        list_source(tmp_path / "t.parquet")
