"""Every importer on a small file of the real format, written here as its publisher writes it."""

import pytest

from core.errors import DatasetError
from trainer.importing import Source, importers, read_source
from trainer.importing.types import Imported


def sheet(path, *lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def touch(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"\x89PNG\r\n\x1a\n" + name.encode())


def told(imported: Imported):
    return {one.path.name: one.readings for one in imported.images}


def facts(imported):
    return {one.path.name: dict(one.facts) for one in imported.images}


def test_names_are_unique_and_everything_says_what_it_wants():
    rows = importers()
    assert {row.name for row in rows} == {
        "folders", "table", "vinbigdata", "rsna", "siim_covid", "nih", "prefixes", "selection",
    }  # fmt: skip
    assert len({row.title for row in rows}) == len(rows)
    assert all(row.wants.startswith("Choose ") and row.wants.endswith(".") for row in rows)
    assert {row.kind for row in rows} == {"sheet", "folder", "selection"}


VINBIGDATA = (
    "image_id,class_name,class_id,rad_id,x_min,y_min,x_max,y_max",
    "50a418190bc3fb1ef1633bf9678929b3,No finding,14,R11,,,,",
    "50a418190bc3fb1ef1633bf9678929b3,No finding,14,R15,,,,",
    "50a418190bc3fb1ef1633bf9678929b3,No finding,14,R16,,,,",
    "9a5094b2563a1ef3ff50dc5c7ff71345,Cardiomegaly,3,R10,691,1375,1653,1831",
    "9a5094b2563a1ef3ff50dc5c7ff71345,Aortic enlargement,0,R10,1052,715,1299,966",
    "9a5094b2563a1ef3ff50dc5c7ff71345,Cardiomegaly,3,R8,700,1300,1600,1800",
    "9a5094b2563a1ef3ff50dc5c7ff71345,Cardiomegaly,3,R8,710,1310,1610,1810",
    "9a5094b2563a1ef3ff50dc5c7ff71345,No finding,14,R9,,,,",
    "051132a778e61a86eb147c7c6f564dfe,Nodule/Mass,8,R9,1200,900,1300,1000",
)


def test_vinbigdata_keeps_the_readers_apart(tmp_path):
    touch(tmp_path / "train", "50a418190bc3fb1ef1633bf9678929b3.dicom", "9a5094b2563a1ef3ff50dc5c7ff71345.dicom")
    path = sheet(tmp_path / "train.csv", *VINBIGDATA)
    found = read_source(Source("vinbigdata", path, (tmp_path / "train",)))
    assert told(found) == {
        "50a418190bc3fb1ef1633bf9678929b3.dicom": (("No finding",),) * 3,
        "9a5094b2563a1ef3ff50dc5c7ff71345.dicom": (
            ("Cardiomegaly", "Aortic enlargement"), ("Cardiomegaly",), ("No finding",),
        ),
    }  # fmt: skip
    assert found.missing == 1
    assert found.notes == ("1 of the 3 images that the sheet names were not found.",)
    assert facts(found)["50a418190bc3fb1ef1633bf9678929b3.dicom"] == {"source": "vinbigdata"}


def test_vindr_consensus_without_readers_is_one_reading(tmp_path):
    touch(tmp_path, "a.png")
    path = sheet(
        tmp_path / "annotations_test.csv", "image_id,class_name,x_min,y_min,x_max,y_max", "a,ILD,1,2,3,4", "a,PTX,,,,"
    )
    assert told(read_source(Source("vinbigdata", path))) == {"a.png": (("ILD", "PTX"),)}


RSNA = (
    "patientId,class",
    "0004cfab-14fd-4e49-80ba-63a80b6bddd6,No Lung Opacity / Not Normal",
    "000924cf-0f8d-42bd-9158-1af53881a557,Normal",
    "00436515-870c-4b36-a041-de91049b9ab4,Lung Opacity",
    "00436515-870c-4b36-a041-de91049b9ab4,Lung Opacity",
)
BOXES = (
    "patientId,x,y,width,height,Target",
    "0004cfab-14fd-4e49-80ba-63a80b6bddd6,,,,,0",
    "000924cf-0f8d-42bd-9158-1af53881a557,,,,,0",
    "00436515-870c-4b36-a041-de91049b9ab4,264.0,152.0,213.0,379.0,1",
    "00436515-870c-4b36-a041-de91049b9ab4,562.0,152.0,256.0,453.0,1",
)


@pytest.fixture
def rsna(tmp_path):
    touch(tmp_path / "images", *(f"{line.partition(',')[0]}.dcm" for line in RSNA[1:]))
    sheet(tmp_path / "stage_2_detailed_class_info.csv", *RSNA)
    sheet(tmp_path / "stage_2_train_labels.csv", *BOXES)
    return tmp_path


def test_rsna_class_info_checked_against_the_boxes_beside_it(rsna):
    found = read_source(Source("rsna", rsna / "stage_2_detailed_class_info.csv", name="rsna 2018"))
    assert told(found) == {
        "0004cfab-14fd-4e49-80ba-63a80b6bddd6.dcm": (("No Lung Opacity / Not Normal",),),
        "000924cf-0f8d-42bd-9158-1af53881a557.dcm": (("Normal",),),
        "00436515-870c-4b36-a041-de91049b9ab4.dcm": (("Lung Opacity",),),
    }
    assert found == read_source(Source("rsna", rsna / "stage_2_train_labels.csv", name="rsna 2018"))
    assert found.images[0].patient == "0004cfab-14fd-4e49-80ba-63a80b6bddd6"
    assert dict(found.images[0].facts) == {"source": "rsna 2018"}
    assert any("one person may have several numbers" in note for note in found.notes)
    sheet(rsna / "stage_2_train_labels.csv", *BOXES[:2], BOXES[2].replace(",0", ",1"))
    with pytest.raises(DatasetError, match=r"^line 3 of stage_2_detailed_class_info.csv contradicts line 3 of st"):
        read_source(Source("rsna", rsna / "stage_2_detailed_class_info.csv"))


def test_rsna_boxes_alone_know_two_classes(rsna):
    (rsna / "stage_2_detailed_class_info.csv").unlink()
    found = read_source(Source("rsna", rsna / "stage_2_train_labels.csv"))
    assert [one.readings for one in found.images] == [(("No Lung Opacity",),)] * 2 + [(("Lung Opacity",),)]


SIIM = (
    "id,Negative for Pneumonia,Typical Appearance,Indeterminate Appearance,Atypical Appearance",
    "00086460a852_study,0,1,0,0",
    "000c9c05fd14_study,0,0,0,1",
    "00292f8c37bd_study,1,0,0,0",
)


def test_siim_covid_labels_every_image_of_a_study(tmp_path):
    touch(
        tmp_path / "train", "00086460a852/9e8302230c91/65761e66de9f.dcm", "000c9c05fd14/e555410bd2cd/51759b5579bc.dcm"
    )
    touch(tmp_path / "train", "000c9c05fd14/f00000000000/aaaaaaaaaaaa.dcm")
    (tmp_path / "train" / "000c9c05fd14" / "notes.txt").write_text("not an image")
    path = sheet(tmp_path / "train_study_level.csv", *SIIM)
    found = read_source(Source("siim_covid", path, (tmp_path / "train",)))
    assert told(found) == {
        "65761e66de9f.dcm": (("Typical Appearance",),),
        "51759b5579bc.dcm": (("Atypical Appearance",),),
        "aaaaaaaaaaaa.dcm": (("Atypical Appearance",),),
    }
    assert found.missing == 1
    assert found.notes[1] == "1 studies have several images: each takes the label of its study."


NIH = (
    "Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position,"
    "OriginalImage[Width,Height],OriginalImagePixelSpacing[x,y],",
    "00000001_000.png,Cardiomegaly,000,00000001,058Y,M,PA,2682,2749,0.143,0.143,",
    "00000001_001.png,Cardiomegaly|Emphysema,001,00000001,058Y,M,PA,2894,2729,0.143,0.143,",
    "00000002_000.png,No Finding,000,00000002,81,F,AP,2500,2048,0.171,0.171,",
    "00005567_000.png,Effusion,000,00005567,412Y,M,AP,3056,2544,0.139,0.139,",
)


def test_nih_findings_patients_and_groups(tmp_path):
    touch(tmp_path / "images_001" / "images", *(line.partition(",")[0] for line in NIH[1:]))
    found = read_source(Source("nih", sheet(tmp_path / "Data_Entry_2017.csv", *NIH)))
    assert told(found) == {
        "00000001_000.png": (("Cardiomegaly",),),
        "00000001_001.png": (("Cardiomegaly", "Emphysema"),),
        "00000002_000.png": (("No Finding",),),
        "00005567_000.png": (("Effusion",),),
    }
    assert [one.patient for one in found.images] == ["00000001", "00000001", "00000002", "00005567"]
    assert [one.line for one in found.images] == [2, 3, 4, 5]
    assert facts(found)["00000001_000.png"] == {"source": "nih", "view": "PA", "sex": "M", "age_group": "50-59"}
    assert facts(found)["00000002_000.png"] == {"source": "nih", "view": "AP", "sex": "F", "age_group": "80-89"}
    assert facts(found)["00005567_000.png"] == {"source": "nih", "view": "AP", "sex": "M"}  # nobody is 412


def test_any_table_with_columns_of_its_own(tmp_path):
    touch(tmp_path / "pictures", "1.png", "deep/2.png")
    path = sheet(
        tmp_path / "mine.csv",
        "Bild;Befund;Leser;Fall;Alter;Teil;Klinik",
        "pictures/1.png;nodule, effusion;A;7;61;train;north",
        "pictures/1.png;nodule;B;7;61;train;north",
        "elsewhere\\2.png;none;A;8;9;test;south",
        "3.png;none;A;9;9;test;south",
    )
    columns = {"file": "Bild", "label": "Befund", "reader": "Leser", "patient": "Fall", "age": "Alter", "split": "Teil"}
    options = tuple({**columns, "source": "Klinik", "separator": ","}.items())
    found = read_source(Source("table", path, (tmp_path / "pictures",), options=options))
    assert told(found) == {"1.png": (("nodule", "effusion"), ("nodule",)), "2.png": (("none",),)}
    assert [(one.patient, one.part) for one in found.images] == [("7", "train"), ("8", "test")]
    assert facts(found) == {
        "1.png": {"source": "north", "age_group": "60-69"},
        "2.png": {"source": "south", "age_group": "0-9"},
    }
    assert found.missing == 1


def test_files_named_by_a_uid_have_no_ending(tmp_path):
    touch(tmp_path / "pictures", "1.2.840.1", "1.2.840.2.dcm")
    path = sheet(tmp_path / "s.csv", "image_id,class_name", "1.2.840.1,ILD", "1.2.840.2,PTX")
    found = read_source(Source("vinbigdata", path, (tmp_path / "pictures",)))
    assert told(found) == {"1.2.840.1": (("ILD",),), "1.2.840.2.dcm": (("PTX",),)}


def test_images_may_be_named_one_by_one(tmp_path):
    """As the browser does with a selection: the other images of the folder are none of the sheet's."""
    touch(tmp_path / "pictures", "1.png", "2.png")
    path = sheet(tmp_path / "s.csv", "image_id,class_name", "1,ILD", "2,PTX")
    found = read_source(Source("vinbigdata", path, (tmp_path / "pictures" / "2.png",)))
    assert told(found) == {"2.png": (("PTX",),)}
    assert found.missing == 1


def test_folders_prefixes_and_chosen_images(tmp_path):
    touch(tmp_path / "classes", "a/1.png", "b/2.png")
    assert told(read_source(Source("folders", tmp_path / "classes"))) == {"1.png": (("a",),), "2.png": (("b",),)}
    touch(tmp_path / "thesis", "train/1_x.png", "test/4_y.png")
    assert told(read_source(Source("prefixes", tmp_path / "thesis"))) == {
        "1_x.png": (("aortic_enlargement",),),
        "4_y.png": (("normal",),),
    }
    one, two = tmp_path / "classes" / "a" / "1.png", tmp_path / "gone.png"
    found = read_source(Source("selection", labels=((one, "x", "P"), (one, "y", "P"), (two, "x", ""))))
    assert [(image.path, image.readings, image.patient) for image in found.images] == [(one, (("x", "y"),), "P")]
    assert found.missing == 1


def test_the_part_of_a_source_is_that_of_all_its_images(tmp_path):
    touch(tmp_path, "a/1.png", "b/2.png")
    assert [one.part for one in read_source(Source("folders", tmp_path, part="test")).images] == ["test", "test"]


@pytest.mark.parametrize(
    ("importer", "lines", "sentence"),
    [
        ("vinbigdata", ("image,class_name", "x,y"), "line 1 of the sheet names no column image_id: expected train.csv"),
        ("vinbigdata", (VINBIGDATA[0], "x,,14,R1,,,,"), "line 2 of the sheet has nothing in the column class_name"),
        ("vinbigdata", (VINBIGDATA[0], "x,ILD,5,,,,,"), "line 2 of the sheet has nothing in the column rad_id"),
        ("rsna", (*RSNA[:2], "x,Opaque"), r"line 3 of the sheet has 'Opaque' in the column class: expected Normal or"),
        ("rsna", (*RSNA[:2], RSNA[1].replace("No Lung Opacity / Not ", "")), "line 3 of the sheet contradicts line 2"),
        ("siim_covid", (SIIM[0], "a_study,0,0,0,0"), "line 2 of the sheet gives 0 appearances"),
        ("siim_covid", (SIIM[0], "a_study,1,1,0,0"), "line 2 of the sheet gives 2 appearances"),
        ("siim_covid", (SIIM[0], "a_study,yes,1,0,0"), "line 2 of the sheet has 'yes' in the column negative for"),
        ("siim_covid", (SIIM[0], SIIM[1], SIIM[1]), "line 3 of the sheet names the study of line 2 again"),
        ("nih", (NIH[0], NIH[1], NIH[1]), "line 3 of the sheet names an image that an earlier line names"),
        ("nih", (NIH[0], "1.png,A||B,0,1,1,M,PA,1,1,1,1,"), "line 2 of the sheet has an empty finding"),
        ("nih", (NIH[0], "1.png,A,0,,1,M,PA,1,1,1,1,"), "line 2 of the sheet has nothing in the column patient id"),
        ("nih", NIH, "none of the 4 images of the sheet was found"),
        ("table", ("a,b", "1,2"), "no column of the sheet is known to hold the file: say which one of a, b does"),
        (
            "table",
            ("path,label,patient", "x.png,a,1", "x.png,a,2"),
            "line 3 of the sheet contradicts line 2: one",
        ),
        ("table", ("path,label,split", "x.png,a,exam"), "line 2 of the sheet has the split 'exam'"),
        ("table", ("path,label", "../x.png,a"), "line 2 of the table leads outside"),
        ("table", ("path,label,label", "x.png,a,b"), "the table names the column label twice"),
        ("nih", ("Image Index",), "the table lists no images"),
    ],
)
def test_a_bad_sheet_gets_one_sentence_with_its_line(tmp_path, importer, lines, sentence):
    with pytest.raises(DatasetError, match=f"^{sentence}") as told:
        read_source(Source(importer, sheet(tmp_path / "sheet.csv", *lines)))
    assert "\n" not in str(told.value)
    assert str(tmp_path) not in str(told.value)


def test_wrong_questions_are_refused(tmp_path):
    with pytest.raises(DatasetError, match="there is no importer mimic: expected one of folders, table"):
        read_source(Source("mimic", tmp_path))
    with pytest.raises(DatasetError, match="the importer nih has no option file: it takes none"):
        read_source(Source("nih", tmp_path, options=(("file", "x"),)))
    with pytest.raises(DatasetError, match="the label sheet for the importer rsna was not found"):
        read_source(Source("rsna", tmp_path))
    with pytest.raises(DatasetError, match="the name of a source needs"):
        read_source(Source("folders", tmp_path, name="/home/someone"))
    with pytest.raises(DatasetError, match="given as the column of the file"):
        read_source(Source("table", sheet(tmp_path / "t.csv", "path,label", "x,y"), options=(("file", "nowhere"),)))
    with pytest.raises(DatasetError, match="the selection is empty"):
        read_source(Source("selection"))


def test_one_name_in_two_folders_is_no_answer(tmp_path):
    touch(tmp_path, "a/1.png", "b/1.png")
    with pytest.raises(DatasetError, match="the folders hold 2 images of one name") as refused:
        read_source(Source("table", sheet(tmp_path / "s.csv", "path,label", "x/1.png,a")))
    assert "1.png" not in refused.value.reason


def test_images_of_one_name_in_two_series_are_two(tmp_path):
    touch(tmp_path / "train", "000c9c05fd14/first/0.dcm", "000c9c05fd14/second/0.dcm", "00086460a852/first/0.dcm")
    found = read_source(Source("siim_covid", sheet(tmp_path / "train_study_level.csv", *SIIM), (tmp_path / "train",)))
    assert sorted(one.path.relative_to(tmp_path / "train").as_posix() for one in found.images) == [
        "00086460a852/first/0.dcm",
        "000c9c05fd14/first/0.dcm",
        "000c9c05fd14/second/0.dcm",
    ]


def test_two_lines_are_never_one_image(tmp_path):
    """Of the second patient the file is not there: the first one's, of the same name, must not take its place."""
    touch(tmp_path / "images", "patient1/frontal.png")
    table = sheet(tmp_path / "t.csv", "path,label,patient", "patient1/frontal.png,a,1", "patient2/frontal.png,b,2")
    with pytest.raises(DatasetError, match="lines 2 and 3 of the sheet lead to the same image"):
        read_source(Source("table", table, (tmp_path / "images",)))
