import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from core.dicom.catalogue import Catalogue
from core.dicom.frame import Acquisition, Identity
from core.dicom.header import HeaderFacts
from viewer.browser import tag_search
from viewer.browser.panel import BrowserPanel
from viewer.browser.search import Query, parse, searched_text
from viewer.browser.tree import StudyTree


@pytest.fixture
def browser(qtbot, state, jobs):
    catalogue = Catalogue(None)
    panel = BrowserPanel(state, jobs, catalogue)
    qtbot.addWidget(panel)
    panel.show()
    yield panel
    panel.clear()
    jobs.cancel_all()
    assert jobs.wait(20_000)
    catalogue.close()


@pytest.fixture
def listed(qtbot, browser, study_folder):
    with qtbot.waitSignal(browser.scan_ended, timeout=30_000):
        browser.open_paths([study_folder])
    return study_folder


def facts(name="DOE^JANE", *, path="/x/1.dcm", status="image", **more):
    acquired = {key: more.pop(key) for key in ("modality", "body_part", "view_position") if key in more}
    return HeaderFacts(
        Path(path),
        1,
        1,
        status,
        identity=Identity(name, **more),
        acquisition=Acquisition(**acquired),
        rows=1,
        columns=1,
    )


def finds(typed, one, values=None, *, hidden=False):
    return parse(typed).finds(one, searched_text(one), values or {}, hidden=hidden)


@pytest.mark.parametrize(
    "typed",
    [
        "doe",
        "JANE doe",
        "doe, jane",
        "p-77",
        "20200102",
        "2020-01-02",
        "2020-01",
        "dx",
        "chest pa",
        "follow",
        '"follow up"',
        "PatientName:jane",
        "name:doe",
        "name:jane id:P-77",
        "date:2020-01-02",
        "0010,0020:p-77",
        "(0010,0020):77",
        "00100020:77",
        "studydescription:follow",
        'StudyDescription:"follow up"',
        "modality:dx",
        "",
    ],
)
def test_words_and_attributes_find_an_image(typed):
    one = facts(
        patient_id="P-77", study_date="20200102", study_description="Follow up", modality="DX", body_part="CHEST",
        view_position="PA",
    )  # fmt: skip
    assert finds(typed, one)


@pytest.mark.parametrize("typed", ["roe", "doe roe", "name:p-77", "id:doe", "2021", '"up follow"', "nosuchtag:doe"])
def test_what_does_not_fit_is_not_found(typed):
    assert not finds(typed, facts(patient_id="P-77", study_date="20200102", study_description="Follow up"))


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("M\u00fcller^J\u00f6rg", "muller jorg"),
        ("\u0110\u1eb7ng^V\u0103n", "dang van"),
        ("Yamada=\u5c71\u7530", "\u5c71\u7530"),
    ],
)
def test_accents_and_scripts_do_not_matter(name, typed):
    assert finds(typed, facts(name))


def test_words_only_ask_for_what_could_be_anybodys_while_patient_data_is_hidden():
    one = facts(modality="DX", body_part="CHEST")
    assert finds("chest", one, hidden=True)
    assert not finds("doe", one, hidden=True)
    assert not finds("PatientName:doe", one, hidden=True)


def test_query_says_what_must_be_read_and_what_is_not_known():
    query = parse("doe StationName:xr1 0008,1010:x Modality:dx foo:bar")
    assert query.tags_to_read == (0x00081010,)
    assert query.unknown == ("foo",)
    assert Query().is_empty
    assert parse("  ").is_empty


def type_in(qtbot, browser, text):
    """Types, and waits until the pause after it is over."""
    with qtbot.waitSignal(browser.finding.bar.typed):
        browser.finding.bar.line.setText(text)


def paths_of(browser):
    return [path.name for path in browser.model.images()]


def test_list_narrows_while_typing_and_says_how_many_are_left(qtbot, browser, listed):
    bar = browser.finding.bar
    assert bar.count == ""
    type_in(qtbot, browser, "doe")
    assert paths_of(browser) == ["z.dcm", "a.dcm", "m.dcm"]
    assert bar.count == "3 of 4"
    assert browser.tree.isExpanded(browser.model.index_of(listed / "m.dcm").parent())
    type_in(qtbot, browser, "doe roe")
    assert (paths_of(browser), bar.count, browser.tree.isVisible()) == ([], "0 of 4", False)
    type_in(qtbot, browser, "mask")  # a file that is no image, by its name
    assert browser.model.index_of(listed / "mask.dcm").isValid()
    assert paths_of(browser) == []
    bar.line.clear()
    assert len(paths_of(browser)) == 4
    assert bar.count == ""
    assert browser.tree.isExpanded(browser.model.index_of(listed / "z.dcm").parent())


def test_image_on_screen_stays_chosen_and_nothing_is_opened_by_typing(qtbot, browser, listed):
    chosen = []
    browser.image_chosen.connect(chosen.append)
    type_in(qtbot, browser, "doe")
    assert (browser.current, chosen) == (listed / "z.dcm", [])
    type_in(qtbot, browser, "roe")
    assert (browser.current, chosen) == (None, [])
    qtbot.keyClick(browser.finding.bar.line, Qt.Key.Key_Return)
    assert chosen == [listed / "roe.dcm"]


def test_keys_go_through_what_is_found_only(qtbot, browser, listed):
    type_in(qtbot, browser, "SeriesNumber:2")
    browser.step(1)
    browser.step(1)
    assert browser.current == listed / "m.dcm"
    assert browser.neighbours() == []


def test_files_that_come_later_are_searched_too(qtbot, browser, listed, write_dicom, tmp_path):
    type_in(qtbot, browser, "zoe")
    more = tmp_path / "more"
    write_dicom(more / "x.dcm", np.zeros((4, 4)), PatientName="ZOE", PatientID="9", SOPInstanceUID="1.9")
    write_dicom(more / "y.dcm", np.zeros((4, 4)), PatientName="ANN", PatientID="8", SOPInstanceUID="1.8")
    with qtbot.waitSignal(browser.scan_ended, timeout=30_000):
        browser.open_paths([more])
    assert paths_of(browser) == ["x.dcm"]
    assert browser.finding.bar.count == "1 of 6"


def test_any_attribute_is_looked_for_in_the_files(qtbot, browser, jobs, write_dicom, tmp_path, monkeypatch):
    for number, station in enumerate(("XR1", "XR2", "XR10")):
        write_dicom(tmp_path / f"{number}.dcm", np.zeros((4, 4)), StationName=station, SOPInstanceUID=f"1.2.{number}")
    (tmp_path / "notes.txt").write_text("StationName")
    with qtbot.waitSignal(browser.scan_ended, timeout=30_000):
        browser.open_paths([tmp_path])
    read, really = [], tag_search.tag_text
    monkeypatch.setattr(tag_search, "tag_text", lambda path, tag: read.append(path.name) or really(path, tag))
    for typed, found in (("StationName:xr1", ["0.dcm", "2.dcm"]), ("0008,1010:xr2", ["1.dcm"])):
        browser.finding.bar.line.setText(typed)
        qtbot.waitUntil(lambda found=found: paths_of(browser) == found)
    assert sorted(read) == ["0.dcm", "1.dcm", "2.dcm"]  # once each, and no text file
    browser.finding.bar.line.setText("StationName:")
    qtbot.waitUntil(lambda: len(paths_of(browser)) == 3)


def test_reading_of_attributes_can_be_cancelled(qtbot, browser, listed, monkeypatch):
    gate = threading.Event()
    monkeypatch.setattr(tag_search, "tag_text", lambda path, tag: "xr1" if gate.wait(20) else "")
    browser.finding.bar.line.setText("StationName:xr1")
    qtbot.waitUntil(browser.finding.progress.isVisible)
    browser.finding.progress.cancel_requested.emit()
    assert not browser.finding.progress.isVisible()
    gate.set()
    assert paths_of(browser) == []


def test_what_is_no_attribute_is_said(qtbot, browser, listed):
    type_in(qtbot, browser, "foo:1")
    assert "\u201cfoo\u201d" in browser.finding.bar.note
    assert paths_of(browser) == []
    browser.finding.bar.line.clear()
    assert browser.finding.bar.note == ""


def test_hiding_patient_data_empties_the_search_box(qtbot, browser, listed, state):
    type_in(qtbot, browser, "doe")
    state.set_patient_data_hidden(True)
    assert browser.finding.bar.text == ""
    assert len(paths_of(browser)) == 4
    type_in(qtbot, browser, "jane")
    assert paths_of(browser) == []
    type_in(qtbot, browser, "StationName:x")
    assert browser.finding.bar.note.startswith("Attributes are not searched")


def test_escape_empties_the_box_then_leaves_it(qtbot, browser, listed):
    line = browser.finding.bar.line
    browser.begin_search()
    qtbot.waitUntil(line.hasFocus)
    qtbot.keyClicks(line, "doe")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == ""
    assert line.hasFocus()
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert browser.tree.hasFocus()


def test_files_dropped_on_the_search_box_are_not_spelled_out(qtbot, browser, listed):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/tmp/x.dcm")])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(browser.finding.bar.line, event)
    assert browser.finding.bar.text == ""


def test_tree_keeps_qts_rules_while_it_is_searched(qtbot, qtmodeltester):
    tree = StudyTree()
    qtmodeltester.check(tree)
    for number in range(6):
        tree.add(
            [facts(f"P{number % 3}", path=f"/x/{number}", study_uid="1", series_uid="1", instance_number=f"{number}")]
        )
    kept = [tree.index_of(Path(f"/x/{number}")) for number in range(6)]
    tree.set_wanted(lambda node: node.facts.path.name in ("1", "4", "5", "7"))
    qtmodeltester.check(tree)
    assert [path.name for path in tree.images()] == ["1", "4", "5"]
    assert not tree.index_of(Path("/x/0")).isValid()
    tree.add([facts("P0", path="/x/7"), facts("P0", path="/x/8"), facts("P9", path="/t", status="not dicom")])
    assert [path.name for path in tree.images()] == ["7", "1", "4", "5"]
    tree.remove([Path("/x/4"), Path("/x/1"), Path("/x/0"), Path("/x/7")])
    qtmodeltester.check(tree)
    assert [path.name for path in tree.images()] == ["5"]
    tree.set_wanted(None)
    assert sorted(path.name for path in tree.images()) == ["2", "3", "5", "8"]
    assert tree.rowCount() == 3  # two patients, and what is not DICOM
    qtmodeltester.check(tree)
    assert len(kept) == 6


def test_two_files_of_one_uid_are_both_listed_and_flagged():
    tree = StudyTree()
    uid = {"study_uid": "1", "series_uid": "1", "instance_uid": "1.2.3"}
    tree.add([facts(path="/x/1", instance_number="1", **uid), facts(path="/y/2", instance_number="2", **uid)])
    first, second = (tree.index_of(Path(path)) for path in ("/x/1", "/y/2"))
    assert (first.data(), second.data()) == ("Same UID \u00b7 Image 1", "Same UID \u00b7 Image 2")
    assert "/y/2" in first.data(Qt.ItemDataRole.ToolTipRole)
    assert first.data(Qt.ItemDataRole.DecorationRole) is not None
    tree.set_hidden(True)
    assert "/y/2" not in first.data(Qt.ItemDataRole.ToolTipRole)
    tree.set_hidden(False)
    tree.remove([Path("/y/2")])
    assert tree.index_of(Path("/x/1")).data() == "Image 1"
    assert tree.index_of(Path("/x/1")).data(Qt.ItemDataRole.DecorationRole) is None
    nameless = {"study_uid": "1", "series_uid": "2"}
    tree.add([facts(path="/z/1", **nameless), facts(path="/z/2", **nameless)])  # no UID at all is no same UID
    assert tree.twins(Path("/z/1")) == []


def test_newest_study_comes_first_and_the_unknown_last():
    tree = StudyTree()
    for number, (date, time) in enumerate([("20200101", "0900"), ("", ""), ("20210101", "0900"), ("20210101", "1200")]):
        tree.add([facts(path=f"/x/{number}", study_uid=str(number), study_date=date, study_time=time)])
    tree.add([facts("", path="/x/9"), facts("ann^b", path="/x/8")])
    assert [path.name for path in tree.images()] == ["8", "3", "2", "0", "1", "9"]


def test_patients_without_an_id_are_one_only_where_name_and_birth_date_agree():
    tree = StudyTree()
    for number, (name, born) in enumerate([("A", "1950"), ("A", "1950"), ("A", "1960"), ("B", "1950")]):
        tree.add([facts(name, path=f"/x/{number}", birth_date=born, study_uid=str(number))])
    assert [tree.rowCount(tree.index(row, 0)) for row in range(tree.rowCount())] == [2, 1, 1]
