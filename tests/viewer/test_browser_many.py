"""A list of very many files: searched in the background, laid out in pages, filled in parts."""

from pathlib import Path

import pytest

from core.dicom.catalogue import Catalogue
from core.dicom.frame import Acquisition, Identity
from core.dicom.header import IMAGE, HeaderFacts
from viewer.browser import finding
from viewer.browser import intake as intake_room
from viewer.browser.intake import Intake
from viewer.browser.panel import BrowserPanel
from viewer.browser.rows import PAGE
from viewer.browser.tree import StudyTree


def facts(number, *, patient=None, modality="DX"):
    """One image of a patient of its own, unless given; file names rise with the numbers."""
    patient = number if patient is None else patient
    return HeaderFacts(
        Path(f"/data/{number:06d}.dcm"), 1, 1, IMAGE, "",
        Identity(f"P{patient:06d}", f"ID{patient}", study_uid=f"1.{patient}", series_uid=f"1.{patient}.1",
                 instance_uid=f"1.{patient}.{number}", instance_number=str(number)),
        Acquisition(modality=modality), rows=8, columns=8,
    )  # fmt: skip


@pytest.fixture
def browser(qtbot, state, jobs):
    catalogue = Catalogue(None)
    panel = BrowserPanel(state, jobs, catalogue)
    qtbot.addWidget(panel)
    panel.resize(280, 600)
    panel._listing.thumbnails.want = lambda found: None
    panel.show()
    yield panel
    panel.clear()
    jobs.cancel_all()
    assert jobs.wait(20_000)
    catalogue.close()


@pytest.fixture
def many(browser):
    """One image too many to be looked through at once; every hundredth is a CR."""
    browser.model.add(
        [facts(number, modality="DX" if number % 100 else "CR") for number in range(finding._AT_ONCE + 1)]
    )
    browser._on_rows_changed()
    return browser.model


def test_a_view_knows_of_a_page_and_of_more_when_it_comes_to_the_end(qtbot, browser, many):
    tree = browser.tree
    assert many.count_images() == finding._AT_ONCE + 1
    assert many.rowCount() == PAGE
    bar = tree.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: many.rowCount() == 2 * PAGE)
    assert many.index(PAGE, 0).data() == f"P{PAGE:06d} \u00b7 ID{PAGE}"


def test_a_file_beyond_the_page_is_reached_by_name_and_by_step(browser, many):
    last, chosen = Path("/data/004999.dcm"), []
    browser.image_chosen.connect(chosen.append)
    browser.choose(last)
    assert browser.current == last
    assert many.rowCount() >= 5000
    browser.step(1)
    assert chosen == [last, Path("/data/005000.dcm")]


def test_files_beyond_the_page_come_and_go_without_a_word(qtbot, qtmodeltester):
    tree = StudyTree()
    tree.add([facts(number) for number in range(PAGE + 10)])
    told = []
    tree.rowsInserted.connect(lambda *_: told.append("in"))
    tree.rowsRemoved.connect(lambda *_: told.append("out"))
    tree.add([facts(PAGE + 20)])
    tree.remove([facts(PAGE + 5).path])
    assert (told, tree.rowCount(), tree.count_images()) == ([], PAGE, PAGE + 10)
    tree.remove([facts(3).path])  # the next one moves up
    assert (told, tree.rowCount(), tree.count_images()) == (["out", "in"], PAGE, PAGE + 9)
    tree.add([facts(3)])
    assert (told, tree.rowCount()) == (["out", "in", "in"], PAGE + 1)
    assert tree.images() == [facts(n).path for n in range(PAGE + 10) if n != PAGE + 5] + [facts(PAGE + 20).path]
    qtmodeltester.check(tree)


def test_many_files_are_looked_through_in_the_background(qtbot, browser, many):
    before = many.images()
    browser.finding.look_for("cr")
    assert browser.finding.is_matching
    assert browser.finding.bar.note == "Searching\u2026"
    assert many.images() == before
    late = [facts(900_000, modality="CR"), facts(900_001)]
    many.add(late)  # listed while the others are looked through
    with qtbot.waitSignal(browser.finding.changed, timeout=20_000):
        pass
    assert many.images() == [*before[::100], late[0].path]
    assert browser.finding.bar.count == f"{len(before[::100]) + 1} of {finding._AT_ONCE + 3}"
    assert browser.finding.bar.note == ""
    browser.finding.look_for("")
    assert many.images() == [*before, *(one.path for one in late)]


def test_what_is_typed_last_wins(qtbot, browser, many):
    browser.finding.look_for("dx")
    browser.finding.look_for("p000100")
    with qtbot.waitSignal(browser.finding.changed, timeout=20_000):
        pass
    assert many.images() == [Path("/data/000100.dcm")]
    assert not browser.finding.is_matching


def test_a_search_that_files_went_away_under_is_done_again(qtbot, browser, many):
    browser.finding.look_for("cr")
    many.remove([Path("/data/000000.dcm"), Path("/data/000100.dcm")])
    with qtbot.waitSignal(browser.finding.changed, timeout=20_000):
        pass
    assert many.images()[0] == Path("/data/000200.dcm")
    assert many.rowCount() == many.count_images() == len(range(200, finding._AT_ONCE + 1, 100))


def test_enter_goes_to_the_first_image_found_not_to_that_of_the_list_before(qtbot, browser, many):
    chosen = []
    browser.image_chosen.connect(chosen.append)
    browser.finding.look_for("p004900")
    browser.finding.bar.left.emit(True)
    assert chosen == []
    qtbot.waitUntil(lambda: chosen == [Path("/data/004900.dcm")], timeout=20_000)


def test_parts_are_done_in_order_and_between_events(qtbot, monkeypatch):
    now, done = [100.0], []
    monkeypatch.setattr("viewer.browser.intake.time.monotonic", lambda: now[0])
    intake = Intake()

    def step(name):
        def run():
            done.append(name)
            now[0] += 0.05  # more than a slice

        return run

    for name in "abcde":
        intake.do(step(name))
    assert done == ["a"]  # at once; the others follow on its heels
    assert intake.is_waiting
    qtbot.waitUntil(lambda: not intake.is_waiting)
    assert done == list("abcde")
    now[0] += 10
    intake.do(step("f"))
    assert done[-1] == "f"
    intake.do(step("g"))
    intake.clear()
    assert not intake.is_waiting


def test_no_turn_lists_more_than_a_few_hundred_files_however_fast_it_goes(qtbot, browser, monkeypatch):
    monkeypatch.setattr("viewer.browser.intake.time.monotonic", lambda: 100.0)  # no slice is ever used up
    turns, model, go_on = [], browser.model, Intake._go_on

    def counted(intake):
        before = model.count_known_images()
        go_on(intake)
        turns.append(abs(model.count_known_images() - before))

    monkeypatch.setattr(Intake, "_go_on", counted)
    found = tuple(facts(number) for number in range(5000))
    browser._listing._on_scanner_found(found)
    qtbot.waitUntil(lambda: model.count_known_images() == 5000, timeout=20_000)
    assert max(turns) <= intake_room.MOST
    assert len(turns) >= 5000 / intake_room.MOST
    turns.clear()
    browser._listing._on_scanner_vanished(tuple(one.path for one in found))
    qtbot.waitUntil(lambda: model.count_known_images() == 0, timeout=20_000)
    assert max(turns) <= intake_room.MOST


def test_files_in_any_order_do_not_fill_the_page_beyond_its_size():
    tree = StudyTree()
    for first in range(0, 100):  # each hundredth patient, then those after them: always in the middle of the list
        tree.add([facts(number) for number in range(first, 3 * PAGE, 100)])
    assert (tree.rowCount(), tree.count_images()) == (PAGE, 3 * PAGE)
    assert [tree.index(row, 0).data() for row in (0, PAGE - 1)] == [
        f"P{number:06d} \u00b7 ID{number}" for number in (0, PAGE - 1)
    ]
