import sqlite3
from pathlib import Path

import numpy as np
import pytest

from core.annotate.shapes import Length, Text
from core.annotate.store import AnnotationError, ImageKey, key_of, load, may_have, save
from core.dicom.catalogue import SCHEMA, Catalogue, CatalogueError

LINE = Length(((1, 2), (3, 4)), label="nodule")
WORD = Text(((5, 6),), label="here")
KEY = ImageKey(Path("/data/a/1.dcm"), "1.2.3", "aa")


@pytest.fixture
def catalogue(tmp_path):
    made = Catalogue(tmp_path / "catalogue.sqlite")
    yield made
    made.close()


def test_annotations_outlive_the_program(tmp_path):
    first = Catalogue(tmp_path / "catalogue.sqlite")
    save(first, KEY, (LINE, WORD))
    first.close()
    again = Catalogue(tmp_path / "catalogue.sqlite")
    assert load(again, KEY) == (LINE, WORD)
    again.close()


def test_none_leaves_no_trace(catalogue, tmp_path):
    save(catalogue, KEY, (LINE,))
    save(catalogue, ImageKey(Path("/copy/1.dcm"), "1.2.3", "aa"), (LINE,))
    save(catalogue, KEY, ())
    assert load(catalogue, KEY) == ()
    with catalogue.transaction() as connection:
        assert connection.execute("SELECT COUNT(*) FROM annotations").fetchone() == (0,)


def test_a_session_without_a_file_keeps_them_too():
    catalogue = Catalogue(None)
    save(catalogue, KEY, (LINE,))
    assert load(catalogue, KEY) == (LINE,)
    catalogue.close()


def test_a_copy_elsewhere_has_the_newest(catalogue):
    copy = ImageKey(Path("/data/b/other.dcm"), "1.2.3", "aa")
    save(catalogue, KEY, (LINE,))
    assert load(catalogue, copy) == (LINE,)
    save(catalogue, copy, (WORD,))
    assert load(catalogue, KEY) == (WORD,)
    save(catalogue, KEY, (LINE, WORD))
    assert load(catalogue, copy) == (LINE, WORD)


def test_two_images_that_claim_one_uid_share_nothing(catalogue):
    twin = ImageKey(Path("/data/a/2.dcm"), "1.2.3", "bb")
    save(catalogue, KEY, (LINE,))
    assert load(catalogue, twin) == ()
    save(catalogue, twin, (WORD,))
    assert load(catalogue, KEY) == (LINE,)


def test_without_a_uid_the_file_counts(catalogue):
    one, other = (ImageKey(Path(f"/data/{name}.png"), "", "aa") for name in "ab")
    save(catalogue, one, (LINE,))
    assert load(catalogue, other) == ()
    save(catalogue, other, (WORD,))
    save(catalogue, one, ())
    assert load(catalogue, other) == (WORD,)


def test_key_hashes_the_pixels(make_frame):
    first, second = make_frame([[1, 2]]), make_frame([[1, 3]])
    assert key_of(first).instance_uid == "1.2.3"
    assert key_of(first).pixels != key_of(second).pixels
    assert key_of(first) == key_of(make_frame(np.array([[1, 2]])))


def test_pixels_need_no_hash_where_nothing_is_kept(catalogue, make_frame):
    frame, picture = make_frame([[1]], uid="1.2.3"), make_frame([[1]], uid="", path=Path("/data/a.png"))
    assert not may_have(catalogue, frame)
    save(catalogue, KEY, (LINE,))
    assert may_have(catalogue, frame)
    assert not may_have(catalogue, picture)
    save(catalogue, key_of(picture), (LINE,))
    assert may_have(catalogue, picture)


def test_forgetting_a_folder_forgets_its_annotations(catalogue, tmp_path):
    other = ImageKey(Path("/data/ab/1.dcm"), "1.2.9", "cc")
    save(catalogue, KEY, (Text(((0, 0),), label="SECRETWORD"),))
    save(catalogue, other, (WORD,))
    catalogue.forget(Path("/data/a"))
    assert load(catalogue, KEY) == ()
    assert load(catalogue, other) == (WORD,)
    catalogue.close()
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"SECRETWORD" not in written
    assert b"here" in written  # so the search can find what is there


def test_annotations_of_files_that_vanished_stay(catalogue):
    save(catalogue, KEY, (LINE,))
    catalogue.drop([KEY.path])
    assert load(catalogue, KEY) == (LINE,)


def test_what_is_damaged_is_refused_and_can_be_replaced(catalogue):
    save(catalogue, KEY, (LINE,))
    with catalogue.transaction() as connection:
        connection.execute("UPDATE annotations SET json = '{'")
    with pytest.raises(AnnotationError, match="damaged"):
        load(catalogue, KEY)
    save(catalogue, KEY, (WORD,))
    assert load(catalogue, KEY) == (WORD,)


def test_a_failed_change_changes_nothing(catalogue):
    save(catalogue, KEY, (LINE,))

    def fail_halfway():
        with catalogue.transaction() as connection:
            connection.execute("DELETE FROM annotations")
            connection.execute("SELECT * FROM nothing_of_that_name")

    with pytest.raises(CatalogueError, match="cannot be used"):
        fail_halfway()
    assert load(catalogue, KEY) == (LINE,)


def test_a_catalogue_of_the_first_schema_is_brought_up_to_date(tmp_path):
    file = tmp_path / "catalogue.sqlite"
    made = Catalogue(file)
    made.put_thumbnail(Path("/data/a/1.dcm"), 5, b"png")
    made.close()
    with sqlite3.connect(file) as old:  # what schema 1 was: everything but the annotations
        old.execute("DROP TABLE annotations")
        old.execute("PRAGMA user_version = 1")
    old.close()
    again = Catalogue(file)
    assert again.thumbnail(Path("/data/a/1.dcm"), 5) == b"png"
    save(again, KEY, (LINE,))
    assert load(again, KEY) == (LINE,)
    with again.transaction() as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
    again.close()
