import os
import sqlite3
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.dicom.catalogue import SCHEMA, Catalogue, CatalogueError, Forgotten
from core.labels.store import LabelledImage, LabelStore
from core.labels.table import table_of_labels
from core.picture import read_image
from core.results.training_labels import write_training_labels
from trainer.sources import list_source

FILE = Path("/data/a/1.dcm")


def image(path=FILE, uid="1.2.3", pixels="aa", size=0, mtime_ns=0):
    return LabelledImage(Path(path), size, mtime_ns, uid, pixels)


@pytest.fixture
def catalogue(tmp_path):
    made = Catalogue(tmp_path / "catalogue.sqlite")
    yield made
    made.close()


@pytest.fixture
def store(catalogue):
    return LabelStore(catalogue)


def test_each_reader_has_one_label_for_an_image(store):
    assert store.give(image(), "Ann", "normal") == ""
    assert store.give(image(), "Bob", "opacity") == ""
    assert store.give(image(), "Ann", "covid_19") == "normal"
    assert store.of("1.2.3", "aa", FILE, "Ann") == "covid_19"
    assert store.of("1.2.3", "aa", FILE, "Bob") == "opacity"
    assert [(one.reader, one.label) for one in store.rows()] == [("Ann", "covid_19"), ("Bob", "opacity")]
    assert [one.label for one in store.rows("Bob")] == ["opacity"]
    assert store.readers() == ("Ann", "Bob")
    assert store.give(image(), "Ann", "") == "covid_19"
    assert store.readers() == ("Bob",)
    assert store.may_have("1.2.3", FILE, "Bob")
    assert not store.may_have("1.2.3", FILE, "Ann")


def test_a_label_is_of_the_pixels_and_of_copies_with_the_same_uid(store):
    store.give(image(), "Ann", "normal")
    assert store.of("1.2.3", "bb", FILE, "Ann") == ""
    assert store.of("1.2.3", "aa", Path("/elsewhere/copy.dcm"), "Ann") == "normal"
    assert store.give(image("/elsewhere/copy.dcm"), "Ann", "opacity") == "normal"
    assert len(store.rows()) == 1


def test_without_a_uid_a_label_is_of_one_file(store):
    store.give(image("/data/a/1.png", uid=""), "Ann", "normal")
    assert store.of("", "aa", Path("/data/a/1.png"), "Ann") == "normal"
    assert store.of("", "aa", Path("/data/a/2.png"), "Ann") == ""


def test_a_reader_without_a_name_is_refused(store):
    with pytest.raises(ValueError, match="name of a reader"):
        store.give(image(), "", "normal")


def test_forgetting_a_folder_forgets_its_labels(store, catalogue):
    store.give(image(), "Ann", "normal")
    store.give(image("/data/b/1.dcm", uid="1.2.4"), "Ann", "opacity")
    assert catalogue.forget(Path("/data/a")) == Forgotten(labels=1)
    assert [one.label for one in store.rows()] == ["opacity"]


def test_in_a_session_of_its_own_nothing_is_written(tmp_path):
    catalogue = Catalogue(tmp_path / "catalogue.sqlite", session_only=True)
    LabelStore(catalogue).give(image(), "Ann", "normal")
    assert LabelStore(catalogue).readers() == ("Ann",)
    catalogue.close()
    assert list(tmp_path.iterdir()) == []


def test_a_catalogue_of_the_third_schema_is_brought_up_to_date(tmp_path):
    file = tmp_path / "catalogue.sqlite"
    made = Catalogue(file)
    made.put_thumbnail(FILE, 5, b"png")
    made.close()
    with sqlite3.connect(file) as old:  # what schema 3 was: everything but the labels
        old.executescript("DROP TABLE labels; PRAGMA user_version = 3;")
        old.execute("INSERT INTO annotations VALUES (?, '1.2.3', 'aa', '{}', 1, 1)", (os.fsencode(FILE),))
    old.close()
    again = Catalogue(file)
    assert again.thumbnail(FILE, 5) == b"png"
    LabelStore(again).give(image(), "Ann", "normal")
    assert LabelStore(again).of("1.2.3", "aa", FILE, "Ann") == "normal"
    with again.transaction() as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
        assert connection.execute("SELECT COUNT(*) FROM annotations").fetchone() == (1,)
    again.close()


def test_a_catalogue_that_is_closed_is_told_as_such(store, catalogue):
    catalogue.close()
    with pytest.raises(CatalogueError, match="cannot be used"):
        store.rows()
    Catalogue(None).close()


@pytest.fixture
def files(tmp_path):
    """Four pictures, and how a label is bound to each."""
    made = []
    for number in range(4):
        path = tmp_path / f"{number}.png"
        assert cv2.imwrite(str(path), np.full((8, 8), number, np.uint8))
        status = path.stat()
        pixels = read_image(path).pixel_sha256()
        made.append(LabelledImage(path, status.st_size, status.st_mtime_ns, "", pixels))
    return made


def test_the_table_holds_what_readers_agree_on_and_what_is_still_there(store, files, tmp_path):
    for one in files:
        store.give(one, "Ann", "normal")
    store.give(files[0], "Bob", "normal")
    store.give(files[1], "Bob", "opacity")
    files[2].path.unlink()
    assert cv2.imwrite(str(files[3].path), np.full((8, 9), 77, np.uint8))
    made = table_of_labels(store.rows())
    assert [(path.name, label) for path, label, _ in made.rows] == [("0.png", "normal")]
    assert (made.undecided, made.gone, made.changed) == (1, 1, 1)
    own = table_of_labels(store.rows("Bob"))
    assert [(path.name, label) for path, label, _ in own.rows] == [("0.png", "normal"), ("1.png", "opacity")]
    write_training_labels(own, tmp_path / "labels.csv")
    listed = list_source(tmp_path / "labels.csv")
    assert [(one.path, one.label) for one in listed] == [(files[0].path, "normal"), (files[1].path, "opacity")]


def test_a_label_whose_file_was_not_looked_at_is_checked_against_the_pixels(store, files):
    unknown = LabelledImage(files[0].path, 0, 0, "", files[0].pixel_sha256)
    store.give(unknown, "Ann", "normal")
    store.give(LabelledImage(files[1].path, 0, 0, "", "other pixels"), "Ann", "normal")
    made = table_of_labels(store.rows())
    assert ([path.name for path, *_ in made.rows], made.changed) == (["0.png"], 1)
