import threading

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QIcon

from core.dicom.catalogue import Catalogue
from core.dicom.frame import Identity
from core.dicom.header import HeaderFacts
from core.export.picture import write_png
from viewer.browser import scanner, thumbnails
from viewer.browser.panel import BrowserPanel
from viewer.browser.tree import StudyTree
from viewer.progress_row import ProgressRow


@pytest.fixture
def catalogue():
    catalogue = Catalogue(None)
    yield catalogue
    catalogue.close()


@pytest.fixture
def browser(qtbot, state, jobs, catalogue):
    panel = BrowserPanel(state, jobs, catalogue)
    qtbot.addWidget(panel)
    panel.show()
    yield panel
    panel.clear()


def rows(model, parent=None):
    """All texts of a tree, as nested lists."""
    parent = parent or QModelIndex()
    found = []
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        below = rows(model, index)
        found.append((index.data(), below) if below else index.data())
    return found


def listed(qtbot, browser, *paths):
    with qtbot.waitSignal(browser.scan_ended, timeout=30_000):
        browser.open_paths(paths)


def test_folder_becomes_patients_studies_series_and_images_in_order(qtbot, browser, study_folder):
    listed(qtbot, browser, study_folder)
    *patients, unreadable, other = rows(browser.model)
    assert patients == [
        (
            "DOE, JANE \u00b7 ID-DOE",
            [
                (
                    "2020-01-02 \u00b7 Chest",
                    [
                        ("Series 1 \u00b7 DX", ["Image 1", "Image 2"]),
                        ("Series 2 \u00b7 DX", ["Image 1"]),
                    ],
                )
            ],
        ),
        (
            "ROE, RICHARD \u00b7 ID-ROE",
            [("2020-01-02 \u00b7 Chest", [("Series 1 \u00b7 DX", ["Image 1"])])],
        ),
    ]
    assert unreadable[0] == "Unreadable (1)"
    assert unreadable[1][0].startswith("mask.dcm: ")
    assert "one bit" in unreadable[1][0].removeprefix("mask.dcm: ")
    assert other == "Not DICOM (1)"


def test_first_image_is_chosen_and_shown(qtbot, browser, study_folder):
    chosen = []
    browser.image_chosen.connect(chosen.append)
    listed(qtbot, browser, study_folder)
    assert chosen == [study_folder / "z.dcm"]
    assert browser.current == study_folder / "z.dcm"
    assert browser.tree.isExpanded(browser.model.index_of(study_folder / "z.dcm").parent())


def test_keys_go_through_images_and_series(qtbot, browser, study_folder):
    listed(qtbot, browser, study_folder)
    name = lambda: browser.current.name  # noqa: E731
    browser.step(1)
    assert name() == "a.dcm"
    browser.step(1)
    assert name() == "m.dcm"
    browser.step(-5)
    assert name() == "z.dcm"
    browser.step_series(1)
    assert name() == "m.dcm"
    browser.step_series(1)
    assert name() == "roe.dcm"
    browser.step_series(1)
    assert name() == "roe.dcm"
    browser.step_series(-1)
    browser.step_series(-1)
    assert name() == "z.dcm"
    browser.choose_end(last=True)
    assert name() == "a.dcm"
    browser.choose_end(last=False)
    assert name() == "z.dcm"


def test_unreadable_row_says_why_when_chosen(qtbot, browser, study_folder):
    listed(qtbot, browser, study_folder)
    said, shown = [], []
    browser.unreadable_chosen.connect(lambda *told: said.append(told))
    browser.image_chosen.connect(shown.append)
    browser.choose(study_folder / "mask.dcm")
    ((path, reason),) = said
    assert path == study_folder / "mask.dcm"
    assert "one bit" in reason
    assert shown == []


def test_file_given_by_name_that_is_no_image_is_refused_in_words(qtbot, browser, study_folder):
    said = []
    browser.refused.connect(said.append)
    listed(qtbot, browser, study_folder / "notes.txt")
    assert len(said) == 1
    assert said[0].startswith("notes.txt: ")
    ((group, (row,)),) = rows(browser.model)
    assert group == "Unreadable (1)"
    assert row == said[0]


def test_refusals_of_one_request_are_told_together(qtbot, browser, jobs, state, study_folder):
    said = []
    browser.refused.connect(said.append)
    asked = [study_folder / "roe.dcm", study_folder / "notes.txt", study_folder / "mask.dcm"]
    listed(qtbot, browser, *asked)
    assert said[-1].startswith("2 of 3 files were refused: ")
    assert all(f"{path.name}: " in said[-1] for path in asked[1:])
    state.set_patient_data_hidden(True)
    listed(qtbot, browser, study_folder / "gone.dcm", study_folder / "roe.dcm")
    assert said[-1].startswith("1 of 2 files was refused: ")
    assert "gone" not in said[-1]


def test_folder_without_images_says_so(qtbot, browser, tmp_path):
    said = []
    browser.refused.connect(said.append)
    listed(qtbot, browser, tmp_path)
    assert said == ["No image was found there. Open another folder."]


def test_picture_opens_only_when_given_by_its_own_name(qtbot, browser, tmp_path):
    write_png(tmp_path / "p.png", np.zeros((5, 7), np.uint8))
    listed(qtbot, browser, tmp_path)
    assert rows(browser.model) == ["Not DICOM (1)"]
    browser.clear()
    listed(qtbot, browser, tmp_path / "p.png")
    assert rows(browser.model) == [("Pictures (1)", ["p.png"])]
    assert browser.current == tmp_path / "p.png"


def test_picture_known_as_not_dicom_becomes_one_when_given_by_its_own_name(qtbot, browser, tmp_path):
    write_png(tmp_path / "p.png", np.zeros((5, 7), np.uint8))
    (tmp_path / "notes.txt").write_text("not an image")
    listed(qtbot, browser, tmp_path)
    assert rows(browser.model) == ["Not DICOM (2)"]
    listed(qtbot, browser, tmp_path / "p.png")
    assert rows(browser.model) == [("Pictures (1)", ["p.png"]), "Not DICOM (1)"]
    assert browser.current == tmp_path / "p.png"
    listed(qtbot, browser, tmp_path)
    assert rows(browser.model) == [("Pictures (1)", ["p.png"]), "Not DICOM (1)"]
    browser.clear()
    listed(qtbot, browser, tmp_path)
    assert rows(browser.model) == ["Not DICOM (2)"]


def test_file_that_was_repaired_or_deleted_is_corrected(qtbot, browser, jobs, study_folder):
    cut, gone = study_folder / "m.dcm", study_folder / "roe.dcm"
    whole = cut.read_bytes()
    cut.write_bytes(whole[:-100])
    thumbnails_done = {"check_params_cb": lambda lane, _: lane == thumbnails.LANE, "timeout": 30_000}
    with qtbot.waitSignal(jobs.finished, **thumbnails_done):
        browser.open_paths([study_folder])
    assert browser.model.index_of(cut).data() != "Image 1"
    shown = []
    browser.image_chosen.connect(shown.append)
    browser.choose(gone)
    cut.write_bytes(whole)
    gone.unlink()
    (study_folder / "mask.dcm").unlink()
    with qtbot.waitSignal(jobs.finished, **thumbnails_done):
        listed(qtbot, browser, cut)
    assert browser.model.index_of(cut).data() == "Image 1"
    assert shown == [gone, cut]
    listed(qtbot, browser, cut)
    assert shown == [gone, cut, cut]  # asked for again: it may be another by now
    listed(qtbot, browser, study_folder)
    assert [path.name for path in browser.model.images()] == ["z.dcm", "a.dcm", "m.dcm"]
    assert [row[0] if isinstance(row, tuple) else row for row in rows(browser.model)] == [
        "DOE, JANE \u00b7 ID-DOE", "Not DICOM (1)"
    ]  # fmt: skip


def test_no_other_image_is_chosen_in_place_of_one_that_is_gone(qtbot, browser, study_folder):
    listed(qtbot, browser, study_folder)
    browser.choose(study_folder / "a.dcm")
    shown = []
    browser.image_chosen.connect(shown.append)
    browser._listing.scanner.vanished.emit((study_folder / "a.dcm",))
    qtbot.waitUntil(lambda: browser.current is None)
    assert shown == []


def test_wheel_stays_in_the_series(qtbot, browser, study_folder):
    listed(qtbot, browser, study_folder)
    assert [path.name for path in browser.series()] == ["z.dcm", "a.dcm"]
    for by, name in ((1, "a.dcm"), (1, "a.dcm"), (-3, "z.dcm")):
        browser.step_in_series(by)
        assert browser.current.name == name
    browser.choose(study_folder / "mask.dcm")
    assert browser.series() == []


def test_opening_the_same_folder_again_lists_nothing_twice(qtbot, browser, study_folder):
    listed(qtbot, browser, study_folder)
    before = rows(browser.model)
    listed(qtbot, browser, study_folder)
    assert rows(browser.model) == before


def test_every_image_gets_a_thumbnail_that_the_catalogue_keeps(qtbot, browser, jobs, catalogue, study_folder):
    with qtbot.waitSignal(jobs.finished, check_params_cb=lambda lane, _: lane == thumbnails.LANE, timeout=30_000):
        browser.open_paths([study_folder])
    for path in browser.model.images():
        icon = browser.model.index_of(path).data(Qt.ItemDataRole.DecorationRole)
        assert isinstance(icon, QIcon)
        assert icon.availableSizes()[0].toTuple() == (32, 48)
        assert catalogue.thumbnail(path, path.stat().st_mtime_ns).startswith(b"\x89PNG")


def test_image_whose_pixels_are_cut_short_says_so_in_its_row(qtbot, browser, jobs, study_folder):
    cut = study_folder / "m.dcm"
    cut.write_bytes(cut.read_bytes()[:-100])
    with qtbot.waitSignal(jobs.finished, check_params_cb=lambda lane, _: lane == thumbnails.LANE, timeout=30_000):
        browser.open_paths([study_folder])
    row = browser.model.index_of(cut)
    assert row.data()[0].isupper()
    assert row.data().endswith(" \u00b7 Image 1")
    assert row.data() in row.data(Qt.ItemDataRole.ToolTipRole)
    assert str(cut) in row.data(Qt.ItemDataRole.ToolTipRole)


def test_hiding_patient_data_leaves_only_numbers(qtbot, browser, state, study_folder):
    listed(qtbot, browser, study_folder)
    state.set_patient_data_hidden(True)
    written = str(rows(browser.model))
    for secret in ("DOE", "ROE", "ID-", "2020", "Chest", "mask.dcm"):
        assert secret not in written
    assert rows(browser.model)[0][0] == "Patient 1"
    assert rows(browser.model)[1][1][0][0] == "Study 1"
    tip = browser.model.index_of(study_folder / "z.dcm").data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Image 1\n32 \u00d7 48, 12 bits"
    state.set_patient_data_hidden(False)
    assert rows(browser.model)[0][0] == "DOE, JANE \u00b7 ID-DOE"


def test_numbers_of_the_file_are_hidden_too(state):
    tree = StudyTree()
    who = Identity("P", study_uid="1", series_uid="1", series_number="314159", instance_number="271828")
    tree.add([HeaderFacts(thumbnails.Path("/x"), 1, 1, "image", identity=who, rows=1, columns=1)])
    assert "314159" in str(rows(tree))
    assert "271828" in str(rows(tree))
    tree.set_hidden(True)
    assert rows(tree) == [("Patient 1", [("Study 1", [("Series 1", ["Image 1"])])])]


def test_scan_can_be_cancelled_and_what_was_found_stays(qtbot, browser, monkeypatch, study_folder):
    held = threading.Event()
    known = HeaderFacts(study_folder / "z.dcm", 1, 1, "image", identity=Identity("DOE^JANE"), rows=48, columns=32)

    def endless(roots, catalogue, cancelled):
        yield scanner.ScanProgress((known,), 1, None)
        held.wait(20)
        yield scanner.ScanProgress((HeaderFacts(study_folder / "late", 1, 1, "image"),), 2, None)

    monkeypatch.setattr(scanner, "scan", endless)
    with qtbot.waitSignal(browser.image_chosen):
        browser.open_paths([study_folder])
    assert browser.is_scanning
    with qtbot.waitSignal(browser.scan_ended):
        browser.findChild(ProgressRow).cancel_requested.emit()
    held.set()
    assert not browser.is_scanning
    assert browser.model.images() == [study_folder / "z.dcm"]


def test_progress_tells_the_time_left_once_there_is_a_pace(qtbot, monkeypatch):
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    row = ProgressRow("Work")
    qtbot.addWidget(row)
    row.show_progress("Reading", 0, None)
    now[0] = 101.0
    row.show_progress("Reading", 5, 100)
    assert row.text == "Reading"
    now[0] = 110.0
    row.show_progress("Reading", 25, 100)
    assert row.text == "Reading, about 30 s left"
    row.show_progress("Reading", 5, 100)
    assert row.text == "Reading, about 3 min left"
    row.show_progress("Reading", 100, 100)
    assert row.text == "Reading"


def test_second_folder_does_not_end_the_scan_of_the_first(qtbot, browser, study_folder, write_dicom, tmp_path):
    more = write_dicom(tmp_path / "more" / "x.dcm", np.zeros((4, 4)), PatientName="ZOE", PatientID="9")
    with qtbot.waitSignal(browser.scan_ended, timeout=30_000):
        browser.open_paths([study_folder])
        browser.open_paths([more.parent])
    assert len(browser.model.images()) == 5


def test_clearing_empties_the_tree(qtbot, browser, study_folder):
    listed(qtbot, browser, study_folder)
    browser.clear()
    assert browser.model.rowCount() == 0
    assert browser.current is None
    browser.step(1)
    browser.step_series(1)
    browser.choose_end(last=True)
    assert browser.current is None


def test_tree_keeps_qts_rules_while_it_grows(qtbot, qtmodeltester):
    tree = StudyTree()
    qtmodeltester.check(tree)
    for number in (5, 1, 3, 2, 4):
        who = Identity(f"P{number % 2}", study_uid="1", series_uid="1", instance_number=str(number))
        tree.add([HeaderFacts(thumbnails.Path(f"/x/{number}"), 1, 1, "image", identity=who, rows=1, columns=1)])
        tree.add([HeaderFacts(thumbnails.Path(f"/t/{number}"), 1, 1, "not dicom")])
    qtmodeltester.check(tree)
    assert [path.name for path in tree.images()] == ["2", "4", "1", "3", "5"]
    tree.add([HeaderFacts(thumbnails.Path("/t/2"), 9, 9, "unreadable", "odd")])
    tree.remove([thumbnails.Path("/x/2"), thumbnails.Path("/x/4"), thumbnails.Path("/t/1"), thumbnails.Path("/no")])
    qtmodeltester.check(tree)
    assert [path.name for path in tree.images()] == ["1", "3", "5"]
    assert rows(tree)[1:] == [("Unreadable (1)", ["2: odd"]), "Not DICOM (3)"]
    tree.remove(tree.paths())
    assert tree.rowCount() == 0
