"""Where labelled images come from, whose they are, and what is refused."""

import csv
import shutil
import stat

import pytest

from core.errors import DatasetError
from core.places import data_folder
from trainer.dataset import read_dataset


def table(path, *lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def by_name(dataset):
    return {row.path.name: row for row in dataset.rows}


def test_one_folder_per_class(tmp_path, write_png):
    for name, seed in (("a/1.png", 1), ("a/deep/2.png", 2), ("b/3.png", 3), ("b/.hidden.png", 4)):
        write_png(tmp_path / name, seed=seed)
    (tmp_path / "b" / "notes.txt").write_text("not an image")
    (tmp_path / "empty").mkdir()
    dataset = read_dataset(tmp_path)
    assert dataset.classes == ("a", "b")
    assert {name: row.label for name, row in by_name(dataset).items()} == {"1.png": "a", "2.png": "a", "3.png": "b"}
    assert dataset.counts() == {"a": 2, "b": 1}
    assert dataset.patients == 3
    assert "3 of 3 images name no patient" in dataset.notes[0]


def test_thesis_prefixes_in_the_thesis_order(tmp_path, write_png):
    for seed, name in enumerate(("4_x.png", "3_x.png", "1_x.png", "2_x.png", "2_y.png")):
        write_png(tmp_path / name, seed=seed)
    dataset = read_dataset(tmp_path)
    assert dataset.classes == ("aortic_enlargement", "covid_19", "opacity", "normal")
    labels = {name: row.label for name, row in by_name(dataset).items()}
    assert labels["1_x.png"] == "aortic_enlargement"
    assert labels["2_y.png"] == "covid_19"
    assert labels["3_x.png"] == "opacity"
    assert labels["4_x.png"] == "normal"


def test_table_with_patients_parts_and_other_columns(tmp_path, write_png):
    for seed in range(3):
        write_png(tmp_path / "images" / f"{seed}.png", seed=seed)
    source = table(
        tmp_path / "mine.csv",
        "Filename;label;age;patient;split",
        "images/0.png;sick;50;p;train",
        "",
        "images\\1.png;well;51;p;val",
        f"{tmp_path / 'images' / '2.png'};well;52;q;test",
    )
    dataset = read_dataset(source)
    rows = by_name(dataset)
    assert dataset.classes == ("sick", "well")
    assert [rows[f"{i}.png"].split for i in range(3)] == ["train", "validation", "test"]
    assert rows["0.png"].patient == rows["1.png"].patient != rows["2.png"].patient
    assert dataset.notes == ()
    assert "p" not in {row.patient for row in dataset.rows}


def test_folder_with_labels_table_uses_it(tmp_path, write_png):
    write_png(tmp_path / "x" / "0.png", seed=0)
    write_png(tmp_path / "x" / "1.png", seed=1)
    table(tmp_path / "labels.csv", "path,label", "x/0.png,opacity", "x/1.png,normal")
    assert read_dataset(tmp_path).classes == ("opacity", "normal")


def test_dicom_patient_is_id_with_issuer_and_an_empty_id_is_nobody_else(tmp_path, write_dicom):
    write_dicom(tmp_path / "a" / "0.dcm", seed=0, patient="7", issuer="X")
    write_dicom(tmp_path / "a" / "1.dcm", seed=1, patient="7", issuer="X")
    write_dicom(tmp_path / "a" / "2.dcm", seed=2, patient="7", issuer="Y")
    write_dicom(tmp_path / "b" / "3.dcm", seed=3, patient="", bits=10)
    write_dicom(tmp_path / "b" / "4.dcm", seed=4, patient="  ")
    dataset = read_dataset(tmp_path)
    patients = [by_name(dataset)[f"{i}.dcm"].patient for i in range(5)]
    assert patients[0] == patients[1]
    assert len(set(patients)) == 4
    assert [by_name(dataset)[f"{i}.dcm"].bits for i in range(5)] == [12, 12, 12, 10, 12]


def test_an_id_without_issuer_is_the_same_person_with_any(tmp_path, write_dicom):
    for number, (patient, issuer) in enumerate([("7", "X"), ("7", ""), ("7", "Y"), ("8", "X"), ("8", "Y"), ("9", "")]):
        write_dicom(tmp_path / "ab"[number % 2] / f"{number}.dcm", seed=number, patient=patient, issuer=issuer)
    dataset = read_dataset(tmp_path)
    patients = [by_name(dataset)[f"{i}.dcm"].patient for i in range(6)]
    assert patients[0] == patients[1] == patients[2]
    assert len(set(patients)) == 4
    (tmp_path / "b" / "1.dcm").unlink()
    patients = [by_name(read_dataset(tmp_path))[f"{i}.dcm"].patient for i in (0, 2, 3, 4, 5)]
    assert len(set(patients)) == 5


def test_a_patient_column_that_is_filled_in_part_would_tear_people_apart(tmp_path, write_dicom):
    for number in range(4):
        write_dicom(tmp_path / f"{number}.dcm", seed=number, patient="P1")
    lines = ["path,label,patient", "0.dcm,a,P1", "1.dcm,b,", "2.dcm,a,P1", "3.dcm,b, "]
    with pytest.raises(DatasetError, match=r"^2 images of the table have no patient, though others .*line 3\)$"):
        read_dataset(table(tmp_path / "t.csv", *lines))
    assert read_dataset(table(tmp_path / "t.csv", *(line.replace("P1", "") for line in lines))).patients == 1
    assert (
        read_dataset(table(tmp_path / "t.csv", lines[0], *(f"{line},P" for line in ("0.dcm,a", "1.dcm,b")))).patients
        == 1
    )


def test_fingerprint_and_ids_do_not_depend_on_the_place(tmp_path, bright_and_dark):
    here = read_dataset(bright_and_dark)
    there = tmp_path / "elsewhere"
    shutil.copytree(bright_and_dark, there)
    (there / "dark" / "0.png").rename(there / "dark" / "renamed.png")
    moved = read_dataset(there)
    assert moved.fingerprint == here.fingerprint
    assert [row.id for row in moved.rows] == [row.id for row in here.rows]
    (there / "dark" / "renamed.png").rename(there / "bright" / "renamed.png")
    assert read_dataset(there).fingerprint != here.fingerprint


def test_ids_are_salted(bright_and_dark, monkeypatch, tmp_path):
    here = read_dataset(bright_and_dark)
    monkeypatch.setenv("CXR12_HOME", str(tmp_path / "another computer"))
    there = read_dataset(bright_and_dark)
    assert there.fingerprint == here.fingerprint
    assert [row.sha256 for row in there.rows] == [row.sha256 for row in here.rows]
    assert not {row.id for row in here.rows} & {row.id for row in there.rows}
    assert not {row.patient for row in here.rows} & {row.patient for row in there.rows}


def test_the_users_own_table_leads_back_to_the_files(bright_and_dark):
    dataset = read_dataset(bright_and_dark)
    folder = data_folder() / "datasets" / dataset.fingerprint
    with (folder / "table.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["row"]: row["path"] for row in csv.DictReader(file)}
    assert listed == {row.id: str(row.path) for row in dataset.rows}
    assert {stat.S_IMODE((folder / name).stat().st_mode) for name in ("salt", "table.csv")} == {0o600}


def test_progress_counts_to_the_end(bright_and_dark):
    told = []
    read_dataset(bright_and_dark, progress=lambda done, total: told.append((done, total)))
    assert told == [(number, 24) for number in range(1, 25)]


def test_copies_are_left_out_and_contradictions_refused(tmp_path, write_png):
    first = write_png(tmp_path / "a" / "1.png", seed=1)
    write_png(tmp_path / "b" / "2.png", seed=2)
    shutil.copy(first, tmp_path / "a" / "copy.png")
    dataset = read_dataset(tmp_path)
    assert len(dataset.rows) == 2
    assert any("1 images are byte-identical copies" in note for note in dataset.notes)
    shutil.copy(first, tmp_path / "b" / "contradiction.png")
    with pytest.raises(DatasetError, match=r"1 images are byte-identical .*\(the first: contradiction.png\)"):
        read_dataset(tmp_path)


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (["path,label", "0.png,a", "1.png,a"], "at least two classes, found 1: a"),
        (["path,label", "0.png,a", "1.png,"], r"1 images of the table have an empty label \(the first: line 3\)"),
        (["path,label", "0.png,a", "8.png,b", "9.png,b"], r"2 of the 3 files .* do not exist \(the first: 8.png\)"),
        (["path,label", "0.png,a", "./0.png,b"], r"2 lines of the dataset name a file that another line names too"),
        (["path,label", "0.png,a", "../1.png,b"], "line 3 of the table leads outside the table's folder"),
        (["path,label", "0.png,a", "x/../../1.png,b"], "line 3 of the table leads outside"),
        (["path,label,split", "0.png,a,train", "1.png,b,dev"], "line 3 of the table has the split 'dev'"),
        (["path,label,split", "0.png,a,train", "1.png,b,"], r"1 images of the table have no split.*line 3"),
        (["picture,label", "0.png,a"], "names the columns path"),
        (["path,class", "0.png,a"], "names the columns path"),
        (["path,label"], "lists no images"),
        (["path,label", '"0.png,a'], "not a CSV file"),
    ],
)
def test_table_refusals_say_what_and_where(tmp_path, write_png, lines, sentence):
    write_png(tmp_path / "0.png", seed=0)
    write_png(tmp_path / "1.png", seed=1)
    with pytest.raises(DatasetError, match=sentence):
        read_dataset(table(tmp_path / "t.csv", *lines))


def test_a_table_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "t.csv").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(DatasetError, match="not a CSV file in UTF-8"):
        read_dataset(tmp_path / "t.csv")


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([], "holds no DICOM or PNG image"),
        (["1_a.png", "x_a.png", "5_a.png"], r"2 of 3 images carry no label.*\(the first: 5_a.png\)"),
        (["1_a.png", "sick/a.png"], "1 images of its own and 1 sub-folders"),
        (["train/a.png", "test/b.png"], "look like parts, not classes"),
        (["only/a.png"], "at least two classes"),
    ],
)
def test_folder_refusals(tmp_path, write_png, files, sentence):
    source = tmp_path / "data"
    source.mkdir()
    for seed, name in enumerate(files):
        write_png(source / name, seed=seed)
    with pytest.raises(DatasetError, match=sentence):
        read_dataset(source)


def test_a_missing_source_is_refused(tmp_path):
    with pytest.raises(DatasetError, match="was not found"):
        read_dataset(tmp_path / "nowhere")


@pytest.mark.real_data
def test_real_table(real_data):
    dataset = read_dataset(real_data / "cxr_labelled")
    assert dataset.classes == ("covid_19", "opacity", "normal")
    assert dataset.counts() == {"covid_19": 125, "opacity": 449, "normal": 444}
    assert dataset.patients == 762
    assert {row.bits for row in dataset.rows} == {8}
