import json
import os
import sqlite3
from dataclasses import fields, replace
from pathlib import Path

import pytest

from core.dicom.catalogue import SCHEMA, Catalogue, CatalogueError, Forgotten
from core.preprocess import PreprocessSpec
from core.results import record
from core.results.store import ResultStore, kept
from core.validity import Validity

FILE = Path("/data/a/1.dcm")


def answers(found):
    return [one.prediction for one in found]


def test_a_result_outlives_the_program_unchanged(tmp_path, keep):
    first = Catalogue(tmp_path / "catalogue.sqlite")
    ResultStore(first).put([keep(validity=Validity(("One.", "Two."), 3.5, 2.5))])
    first.close()
    again = Catalogue(tmp_path / "catalogue.sqlite")
    (found,) = ResultStore(again).of("1.2.3", "aa")
    assert found == keep(validity=Validity(("One.", "Two."), 3.5, 2.5))
    again.close()


def test_a_session_without_a_file_keeps_results_too(keep):
    catalogue = Catalogue(None)
    store = ResultStore(catalogue)
    store.put([keep()])
    assert len(store.of("1.2.3", "aa")) == 1
    catalogue.close()


def test_session_only_leaves_nothing_on_the_disk(tmp_path, keep):
    catalogue = Catalogue(tmp_path / "catalogue.sqlite", session_only=True)
    ResultStore(catalogue).put([keep()])
    assert answers(ResultStore(catalogue).rows()) == [keep().prediction]
    catalogue.close()
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_known_stays_unknown(store, keep, said):
    store.put([keep(validity=Validity())])
    (found,) = answers(store.of("1.2.3", "aa"))
    score, threshold = found.validity.score, found.validity.threshold
    assert (score != score, threshold != threshold) == (True, True)  # NaN
    assert replace(found, validity=Validity((), 0.0, 0.0)) == said(validity=Validity((), 0.0, 0.0))


@pytest.mark.parametrize(
    "changes",
    [
        {"pixel_sha256": "bb"},
        {"model_sha256": "b" * 64},
        {"frame_index": 1},
        {"spec": PreprocessSpec("native", 32, 32, "8")},
        {"engine": "OpenVINO 2026.0, float32"},
        {"precision": "bfloat16"},
        {"app_version": "0.2.0"},
    ],
)
def test_each_part_of_the_key_makes_another_result(store, keep, changes):
    store.put([keep()])
    store.put([keep(**changes)])
    assert len(store.rows()) == 2


def test_the_same_question_replaces_its_answer(store, keep):
    store.put([keep()])
    store.put([keep(probabilities=(0.5, 0.5), created="2026-02-02T03:04:05.678+00:00")])
    (found,) = answers(store.rows())
    assert found.probabilities == (0.5, 0.5)


def test_the_newest_comes_first(store, keep, said):
    store.put([keep(), keep(app_version="0.2.0")])
    store.put([keep(created="2026-03-03T00:00:00.000+00:00")])
    assert [one.app_version for one in answers(store.of("1.2.3", "aa"))] == ["0.1.0", "0.2.0"]
    assert store.latest("1.2.3", "aa").prediction == said(created="2026-03-03T00:00:00.000+00:00")
    assert store.latest("1.2.3", "bb") is None


def test_other_pixels_under_the_same_name_have_no_results(store, keep):
    """The file was replaced by another patient's image, or two files claim one UID."""
    store.put([keep()])
    assert store.of("1.2.3", "bb", FILE) == ()
    assert store.of("1.2.4", "aa", FILE) == ()
    store.put([keep(pixel_sha256="bb", probabilities=(0.9, 0.1))])
    assert answers(store.of("1.2.3", "aa"))[0].probabilities == (0.25, 0.75)
    assert answers(store.of("1.2.3", "bb"))[0].probabilities == (0.9, 0.1)


def test_a_copy_elsewhere_has_the_same_results(store, keep):
    store.put([keep()])
    assert len(store.of("1.2.3", "aa", Path("/copy/1.dcm"))) == 1


def test_without_a_uid_the_file_counts(store, keep):
    one, other = Path("/data/a.png"), Path("/data/b.png")
    store.put([keep(one, instance_uid="")])
    assert len(store.of("", "aa", one)) == 1
    assert store.of("", "aa", other) == ()
    assert store.of("", "aa") == ()


def test_pixels_need_no_hash_where_nothing_is_kept(store, keep):
    assert not store.may_have("1.2.3", FILE)
    store.put([keep(), keep(Path("/data/a.png"), instance_uid="")])
    assert store.may_have("1.2.3", Path("/anywhere"))
    assert store.may_have("", Path("/data/a.png"))
    assert not store.may_have("", Path("/data/b.png"))


def test_a_file_that_was_written_to_has_to_be_read_again(store, said, tmp_path):
    file = tmp_path / "a.dcm"
    file.write_bytes(b"1234")
    os.utime(file, ns=(10**9, 10**9))
    store.put([kept(file, said(), status=file.stat())])
    assert len(store.in_file(file, file.stat())) == 1
    os.utime(file, ns=(10**9, 2 * 10**9))
    assert store.in_file(file, file.stat()) == ()


def test_forgetting_a_folder_forgets_results_and_verdicts_and_counts_them(catalogue, store, verdicts, keep, tmp_path):
    mine = [keep(model="SECRETMODEL"), keep(model="SECRETMODEL", app_version="0.2.0")]
    store.put([*mine, keep(Path("/data/ab/1.dcm"), pixel_sha256="cc", model="othermodel")])
    verdicts.say(mine[0], "disagree", "SECRETCLASS")
    assert catalogue.forget(Path("/data/a")) == Forgotten(0, 0, 0, results=2, verdicts=1)
    assert store.of("1.2.3", "aa") == ()
    assert verdicts.rows() == ()
    assert len(store.of("1.2.3", "cc")) == 1
    catalogue.close()
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"SECRET" not in written
    assert b"othermodel" in written  # so the search can find what is there


def test_forgetting_in_a_session_forgets_what_the_file_holds_too(tmp_path, keep):
    file = tmp_path / "catalogue.sqlite"
    before = Catalogue(file)
    ResultStore(before).put([keep()])
    before.close()
    session = Catalogue(file, session_only=True)
    ResultStore(session).put([keep(app_version="0.2.0")])
    assert session.forget(Path("/data/a")).results == 2
    session.close()
    again = Catalogue(file)
    assert ResultStore(again).rows() == ()
    again.close()


def test_one_image_can_be_forgotten(store, keep):
    store.put([keep(), keep(app_version="0.2.0"), keep(pixel_sha256="bb")])
    assert store.forget("1.2.3", "aa") == 2
    assert [one.pixel_sha256 for one in answers(store.rows())] == ["bb"]


def test_results_of_a_folder(store, keep):
    for path in ("/data/b/2.dcm", "/data/a/1.dcm", "/data/ab/1.dcm"):
        store.put([keep(Path(path), instance_uid=path)])
    assert [str(one.path) for one in store.rows()] == ["/data/a/1.dcm", "/data/ab/1.dcm", "/data/b/2.dcm"]
    assert [str(one.path) for one in store.rows(Path("/data/a"))] == ["/data/a/1.dcm"]


def test_names_that_are_not_text_are_kept(store, keep):
    odd = Path(os.fsdecode(b"/data/a/\xff.dcm"))
    store.put([keep(odd)])
    assert store.rows()[0].path == odd


def test_all_or_none(store, catalogue, keep):
    with pytest.raises(ValueError, match="JSON compliant"):
        store.put([keep(), keep(milliseconds=float("inf"))])
    assert store.rows() == ()
    catalogue.close()
    with pytest.raises(CatalogueError, match="cannot be used"):
        store.put([keep()])


def test_what_lacks_a_field_with_a_default_is_still_read(said, monkeypatch):
    """What an earlier version wrote, before Prediction gained a field that has a default."""
    plain = json.loads(record.to_json(said()))
    plain["prediction"]["validity"].pop("reasons")
    found = record.from_json(json.dumps(plain))
    assert found.validity.reasons == ()
    assert found.probabilities == (0.25, 0.75)
    assert {field.name for field in fields(found)} == set(plain["prediction"])


def test_what_a_newer_version_wrote_is_left_alone(store, catalogue, keep, caplog):
    store.put([keep(), keep(app_version="0.2.0"), keep(app_version="0.3.0")])
    with catalogue.transaction() as connection:
        newer = "UPDATE results SET json = replace(json, {0}) WHERE app_version = ?"
        connection.execute(newer.format("""'"version":1', '"version":2'"""), ("0.2.0",))
        connection.execute(newer.format("""'"milliseconds"', '"unheard_of":1,"milliseconds"'"""), ("0.3.0",))
    assert [one.app_version for one in answers(store.of("1.2.3", "aa"))] == ["0.1.0"]
    assert "2 results kept cannot be read" in caplog.text
    with catalogue.transaction() as connection:
        assert connection.execute("SELECT COUNT(*) FROM results").fetchone() == (3,)


@pytest.mark.parametrize("text", ["{", "[]", '{"version":1}', '{"version":1,"prediction":{}}', " " * (2 << 20)])
def test_what_is_no_result_is_refused(text):
    with pytest.raises(ValueError, match="expected"):
        record.from_json(text)


def test_numbers_that_do_not_belong_together_are_refused(said):
    plain = json.loads(record.to_json(said()))
    plain["prediction"]["probabilities"].append(0.0)
    with pytest.raises(ValueError, match="as many probabilities"):
        record.from_json(json.dumps(plain))


def test_a_catalogue_of_the_second_schema_is_brought_up_to_date(tmp_path, keep):
    file = tmp_path / "catalogue.sqlite"
    made = Catalogue(file)
    made.put_thumbnail(FILE, 5, b"png")
    made.close()
    with sqlite3.connect(file) as old:  # what schema 2 was: everything but results and verdicts
        old.executescript("DROP TABLE results; DROP TABLE verdicts; PRAGMA user_version = 2;")
        old.execute("INSERT INTO annotations VALUES (?, '1.2.3', 'aa', '{}', 1, 1)", (os.fsencode(FILE),))
    old.close()
    again = Catalogue(file)
    assert again.thumbnail(FILE, 5) == b"png"
    ResultStore(again).put([keep()])
    assert answers(ResultStore(again).rows()) == [keep().prediction]
    with again.transaction() as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
        assert connection.execute("SELECT COUNT(*) FROM annotations").fetchone() == (1,)
    again.close()
