"""Tables of results: read back by the standard library, by pyarrow, and by nobody's formula engine."""

import csv
import io
import json
import math
import re
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Cxr12Error
from core.export.table import KINDS, inert, record, table, write_table
from core.prediction import Prediction
from core.preprocess import PreprocessSpec
from core.results.row import refused_row, result_row
from core.validity import Validity

NOTICE = "Research use only - not for diagnosis"


@pytest.fixture
def prediction():
    return Prediction(
        classes=("normal", "opacity"),
        probabilities=(0.25, 0.75),
        scores=(0.125, 0.875),
        activation="softmax",
        thresholds=(0.5, 0.6),
        model="real3",
        model_sha256="a" * 64,
        verified=True,
        spec=PreprocessSpec("native", 128, 96, bits="10"),
        instance_uid="1.2.3",
        pixel_sha256="b" * 64,
        frame_index=2,
        engine="keras 3",
        precision="float32",
        temperature=1.5,
        validity=Validity(("The view is lateral.", "The image is in colour."), 12.5, 10.0),
        milliseconds=12.3456,
        app_version="0.1.0",
        created="2026-01-02T03:04:05.678+00:00",
    )


@pytest.fixture
def rows(prediction):
    other = replace(prediction, classes=("normal", "=cmd|'/c calc'!A1"), thresholds=(), validity=Validity())
    return (
        result_row(prediction, Path("a.dcm"), label="opacity", verdict="agree"),
        result_row(other, Path("=1+1.png"), relabel="+evil"),
        refused_row(Path("thông tin.dcm"), "expected pixels; found none", "real3"),
    )


def test_a_record_holds_all_it_takes_to_give_the_answer_again(rows):
    assert record(rows[0]) == {
        "file": "a.dcm", "status": "classified", "reason": "", "class": "opacity", "label": "opacity",
        "verdict": "agree", "relabel": None,
        "probabilities": {"normal": 0.25, "opacity": 0.75},
        "scores": {"normal": 0.125, "opacity": 0.875},
        "thresholds": {"normal": 0.5, "opacity": 0.6},
        "activation": "softmax", "doubtful": True, "doubts": ["The view is lateral.", "The image is in colour."],
        "ood_score": 12.5, "ood_threshold": 10.0, "instance_uid": "1.2.3", "frame": 3, "pixel_sha256": "b" * 64,
        "model": "real3", "model_sha256": "a" * 64, "verified": True,
        "preset": "native", "bits": "10", "width": 96, "height": 128,
        "engine": "keras 3", "precision": "float32", "temperature": 1.5, "ms": 12.35,
        "created": "2026-01-02T03:04:05.678+00:00", "app_version": "0.1.0", "notice": NOTICE,
    }  # fmt: skip


def test_csv_keeps_numbers_numbers_and_runs_nothing(rows):
    text = table(rows, ".csv").decode()
    parsed = list(csv.DictReader(io.StringIO(text), quoting=csv.QUOTE_NONNUMERIC))  # unquoted becomes float
    assert len(parsed) == 3
    assert parsed[0]["probability_opacity"] == 0.75
    assert parsed[0]["threshold_normal"] == 0.5
    assert (parsed[0]["ms"], parsed[0]["width"], parsed[0]["frame"]) == (12.35, 96.0, 3.0)
    assert parsed[0]["doubts"] == "The view is lateral. The image is in colour."
    assert parsed[1]["file"] == "'=1+1.png"
    assert parsed[1]["relabel"] == "'+evil"
    assert parsed[1]["class"].startswith("'=cmd")
    assert parsed[1]["ood_score"] == ""  # unknown, and not the word nan
    assert parsed[1]["threshold_normal"] == ""
    assert parsed[2]["file"] == "thông tin.dcm"
    assert parsed[2]["probability_normal"] == ""
    assert {row["notice"] for row in parsed} == {NOTICE}
    assert not re.search(r'(^|,)"?[=+@-]', text, flags=re.MULTILINE)


def test_a_byte_order_mark_is_there_only_when_asked_for(rows):
    plain, marked = table(rows, ".csv"), table(rows, ".csv", bom=True)
    assert marked == b"\xef\xbb\xbf" + plain
    assert plain.startswith(b'"file"')


def test_json_is_strict_and_says_what_it_is(rows):
    def refuse(name):
        raise AssertionError(name)

    whole = json.loads(table(rows, ".json"), parse_constant=refuse)
    assert whole["notice"] == NOTICE
    assert [one["file"] for one in whole["results"]] == ["a.dcm", "=1+1.png", "thông tin.dcm"]
    assert whole["results"][1]["ood_score"] is None
    lines = [json.loads(line, parse_constant=refuse) for line in table(rows, ".jsonl").decode().splitlines()]
    assert lines == whole["results"]
    assert json.loads(table((), ".json"))["results"] == []


def test_parquet_has_types_and_says_what_it_is(rows):
    read = pq.read_table(io.BytesIO(table(rows, ".parquet")))
    kinds = {field.name: str(field.type) for field in read.schema}
    assert (kinds["probability_opacity"], kinds["frame"], kinds["verified"]) == ("double", "int32", "bool")
    assert (kinds["created"], kinds["doubts"]) == ("timestamp[ms, tz=UTC]", "list<element: string>")
    assert read.schema.metadata[b"notice"].decode() == NOTICE
    first, second, third = read.to_pylist()
    assert first["created"].isoformat() == "2026-01-02T03:04:05.678000+00:00"
    assert first["probability_opacity"] == 0.75
    assert first["doubts"] == ["The view is lateral.", "The image is in colour."]
    assert second["file"] == "=1+1.png"  # no spreadsheet: as it is
    assert third["probability_normal"] is None
    assert third["status"] == "refused"


@pytest.mark.parametrize("kind", KINDS)
def test_a_column_without_any_value_keeps_its_type_and_no_results_are_a_table(kind, rows):
    empty = table((), kind)
    if kind == ".parquet":
        assert pq.read_table(io.BytesIO(empty)).num_rows == 0
        only_refused = pq.read_table(io.BytesIO(table(rows[2:], kind)))
        assert str(only_refused.schema.field("temperature").type) == "double"
        assert str(only_refused.schema.field("created").type) == "timestamp[ms, tz=UTC]"
    elif kind == ".csv":
        assert empty.count(b"\n") == 1
    else:
        assert b"NaN" not in empty


def test_file_names_need_not_be_text(tmp_path):
    row = refused_row(Path("b\udcff.dcm"), "cannot be read", "real3")
    for kind in KINDS:
        assert b"b\\" in table((row,), kind)


@pytest.mark.parametrize("kind", KINDS)
def test_an_earlier_table_is_replaced_and_nothing_else(tmp_path, rows, kind):
    path = tmp_path / f"results{kind}"
    write_table(path, rows[:1])
    write_table(path, rows)
    assert len(path.read_bytes()) > len(table(rows[:1], kind))
    for foreign in (b"\0" * 128 + b"DICM" + bytes(9), b"\x89PNG\r\n\x1a\n", b"somebody's words"):
        path.write_bytes(foreign)
        with pytest.raises(Cxr12Error, match="is not replaced"):
            write_table(path, rows)
        assert path.read_bytes() == foreign
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_another_kind_of_name_is_refused(tmp_path, rows):
    with pytest.raises(Cxr12Error, match=r"results\.xlsx: expected a name that ends in \.csv, \.json"):
        write_table(tmp_path / "results.xlsx", rows)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"), ("+1+1", "'+1+1"), ("-1+1", "'-1+1"), ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"), ("\rx", "'\rx"), ("\nx", "'\nx"), ("  =1+1", "'  =1+1"),
        ("\uff1d1+1", "'\uff1d1+1"), ("\uff0b1 + 1", "'\uff0b1 + 1"), ("\uff0dx", "'\uff0dx"), ("\uff20x", "'\uff20x"),
        ("x;=1+1", "x;'=1+1"), ('x;"=1+1', "x;\"'=1+1"), ("x\n=1", "x\n'=1"),
        ("-12.5", "-12.5"), ("+3e-7", "+3e-7"), ("a-b=c", "a-b=c"), ("DOE^JANE", "DOE^JANE"), ("", ""), ("-", "'-"),
    ],
)  # fmt: skip
def test_cells_that_look_like_formulas_are_neutralised(cell, expected):
    assert inert(cell) == expected


@given(st.text())
def test_no_cell_begins_a_formula(text):
    cell = inert(text)
    if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20"):
        assert math.isfinite(float(cell))  # only a number may
    assert cell.replace("'", "") == text.replace("'", "")  # nothing but the mark was added


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_reason_comes_back_from_csv(text):
    (read,) = csv.DictReader(io.StringIO(table((refused_row(Path("a"), text, "m"),), ".csv").decode(), newline=""))
    assert read["reason"] == inert(text)
