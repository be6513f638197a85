import stat
import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from core.dicom.catalogue import Catalogue, CatalogueError, Forgotten
from core.dicom.header import read_header
from viewer import dialogs
from viewer.browser import forgetting, thumbnails
from viewer.recent import RecentFolders
from viewer.settings import Settings


@pytest.fixture
def catalogue(tmp_path):
    catalogue = Catalogue(tmp_path / "kept" / "catalogue.sqlite")
    yield catalogue
    catalogue.close()


@pytest.fixture
def book(catalogue):
    """The window's catalogue is a file here."""
    return catalogue


@pytest.fixture
def listed(qtbot, window, study_folder):
    """The study folder, its first image on screen and every thumbnail made."""
    done = {"check_params_cb": lambda lane, _: lane == thumbnails.LANE, "timeout": 30_000}
    with qtbot.waitSignal(window.state.frame_changed, timeout=30_000), qtbot.waitSignal(window.jobs.finished, **done):
        window.open_paths([study_folder])
    return study_folder


def button(widget, text):
    return next(one for one in widget.findChildren(QPushButton) if one.text() == text)


def forgotten(qtbot, window):
    with qtbot.waitSignal(window.browser.told, timeout=20_000) as told:
        button(window.browser.forgetting, "Forget").click()
    return told.args[0]


def bytes_below(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_forgetting_a_folder_removes_all_that_is_kept_of_it_and_says_so(qtbot, window, listed, catalogue, tmp_path):
    assert len(catalogue.rows(listed)) == 6
    assert window.recent.folders == (listed,)
    before = {path: path.read_bytes() for path in listed.iterdir()}
    window.actions_by_id["file.forget"].trigger()
    assert window.browser.forgetting.isVisible()
    assert QApplication.activeModalWidget() is None
    said = forgotten(qtbot, window)
    assert said == window.image_area.messages.text
    assert said == (
        "Of \u201cstudies\u201d, CXR-12 removed the record of 6 files, 4 thumbnails, the annotations of 0 images, "
        "0 results, 0 verdicts and 0 labels."
    )
    assert catalogue.rows(None) == []
    assert catalogue.thumbnail(listed / "z.dcm", (listed / "z.dcm").stat().st_mtime_ns) is None
    assert window.recent.folders == ()
    assert window.state.frame is None
    assert window.browser.model.paths() == []
    assert window.opening.pixels.used_bytes == 0
    assert b"DOE" not in bytes_below(tmp_path / "kept")
    assert str(listed).encode() not in bytes_below(tmp_path / "config")
    assert {path: path.read_bytes() for path in listed.iterdir()} == before


def test_other_folders_are_not_forgotten(qtbot, window, listed, catalogue, write_dicom, tmp_path):
    other = write_dicom(tmp_path / "studies-2" / "x.dcm", np.zeros((4, 4)), PatientName="ZOE", SOPInstanceUID="1.9")
    with qtbot.waitSignal(window.browser.scan_ended, timeout=30_000):
        window.open_paths([other.parent])
    window.browser.forget(listed)
    forgotten(qtbot, window)
    assert [facts.path for facts in catalogue.rows(None)] == [other]
    assert window.browser.model.paths() == [other]
    assert window.recent.folders == (other.parent,)


def test_folder_stays_when_the_answer_is_no(qtbot, window, listed, catalogue):
    for answer in (lambda: button(window.browser.forgetting, "Keep").click(), None):
        window.browser.forget(listed)
        if answer:
            answer()
        else:
            qtbot.waitUntil(button(window.browser.forgetting, "Keep").hasFocus)
            qtbot.keyClick(button(window.browser.forgetting, "Keep"), Qt.Key.Key_Escape)
        assert not window.browser.forgetting.isVisible()
    assert len(catalogue.rows(listed)) == 6
    assert window.state.frame is not None


def test_nothing_is_written_back_by_what_was_under_way(qtbot, window, listed, catalogue, monkeypatch):
    """A thumbnail that is just being made when the folder is forgotten is not kept."""
    begun, gate, really = threading.Event(), threading.Event(), thumbnails.read_image

    def slow(path, **more):
        begun.set()
        assert gate.wait(20)
        return really(path, **more)

    monkeypatch.setattr(thumbnails, "read_image", slow)
    catalogue.drop([listed / "z.dcm"])
    window.browser._listing.thumbnails.want([read_header(listed / "z.dcm")])
    qtbot.waitUntil(begun.is_set)
    window.browser.forget(listed)
    forgotten(qtbot, window)
    gate.set()
    qtbot.waitUntil(lambda: not window.jobs.is_busy(thumbnails.LANE))
    assert catalogue.thumbnail(listed / "z.dcm", (listed / "z.dcm").stat().st_mtime_ns) is None


def test_hidden_patient_data_hides_the_folders_name(qtbot, window, listed, monkeypatch):
    window.state.set_patient_data_hidden(True)
    window.browser.forget(listed)
    assert "studies" not in window.browser.forgetting._question.text()
    assert window.browser.forgetting._question.toolTip() == ""
    assert "studies" not in forgotten(qtbot, window)


def test_catalogue_that_cannot_be_used_is_said(qtbot, window, listed, catalogue, monkeypatch):
    def refuse(folder):
        raise CatalogueError("the catalogue cannot be used: disk full")

    monkeypatch.setattr(catalogue, "forget", refuse)
    window.browser.forget(listed)
    assert forgotten(qtbot, window) == "the catalogue cannot be used: disk full"
    assert not window.jobs.is_running(forgetting.LANE)


def test_folder_is_asked_for_where_nothing_is_listed(window, monkeypatch, tmp_path):
    monkeypatch.setattr(dialogs, "ask_folder", lambda parent: [tmp_path])
    window.actions_by_id["file.forget"].trigger()
    assert tmp_path.name in window.browser.forgetting._question.text()


def session(qtbot, window, value):
    with qtbot.waitSignal(window.jobs.finished, check_params_cb=lambda lane, _: lane == "session"):
        window.settings.set("session", value)


def test_session_only_keeps_nothing_and_deletes_nothing(qtbot, window, listed, catalogue, write_dicom, tmp_path):
    assert not window.sources.session_only.isVisible()
    session(qtbot, window, "only")
    assert window.sources.session_only.isVisible()
    assert "this session only" in window.image_area.messages.text
    assert window.recent.folders == ()
    more = write_dicom(tmp_path / "more" / "x.dcm", np.zeros((4, 4)), PatientName="MARKER", SOPInstanceUID="1.9")
    done = {"check_params_cb": lambda lane, _: lane == thumbnails.LANE, "timeout": 30_000}
    with qtbot.waitSignal(window.jobs.finished, **done):
        window.open_paths([more.parent])
    assert len(catalogue.rows(None)) == 1
    for folder in (tmp_path / "kept", tmp_path / "config"):
        assert b"MARKER" not in bytes_below(folder)
        assert str(more.parent).encode() not in bytes_below(folder)
    session(qtbot, window, "kept")
    assert not window.sources.session_only.isVisible()
    assert len(catalogue.rows(listed)) == 6  # what was there before is there again, and only that
    assert len(catalogue.rows(None)) == 6
    assert window.recent.folders == (listed,)


def test_folder_can_be_forgotten_while_only_the_session_is_kept(qtbot, window, listed, catalogue, tmp_path):
    session(qtbot, window, "only")
    assert catalogue.forget(listed) == Forgotten(6, 4, 0)
    assert b"DOE" not in bytes_below(tmp_path / "kept")


def test_catalogue_of_a_session_is_never_on_disk(tmp_path):
    catalogue = Catalogue(tmp_path / "c.sqlite", session_only=True)
    assert catalogue.session_only
    assert not (tmp_path / "c.sqlite").exists()
    catalogue.set_session_only(False)
    assert stat.S_IMODE((tmp_path / "c.sqlite").stat().st_mode) == 0o600
    catalogue.set_session_only(True)
    (tmp_path / "c.sqlite").write_bytes(b"x" * 4096)
    with pytest.raises(CatalogueError):
        catalogue.set_session_only(False)
    assert catalogue.session_only
    assert catalogue.rows(None) == []
    catalogue.close()


def test_recent_folders_are_not_forgotten_by_a_session_but_by_their_own_switch(tmp_path):
    settings = Settings(tmp_path / "preferences.json")
    recent = RecentFolders(tmp_path / "recent.json", settings)
    recent.add(tmp_path / "a")
    recent.add(tmp_path / "a" / "b")
    settings.set("session", "only")
    recent.add(tmp_path / "c")
    assert recent.folders == ()
    settings.set("session", "kept")
    assert recent.folders == (tmp_path / "a" / "b", tmp_path / "a")
    recent.forget(tmp_path / "a")
    assert RecentFolders(tmp_path / "recent.json", settings).folders == ()


def test_memory_for_images_is_what_the_preferences_say(window):
    assert window.opening.pixels.limit_bytes == 512 << 20
    window.settings.set("pixel_cache", "0")
    assert window.opening.pixels.limit_bytes == 0


def test_neighbours_in_the_list_are_fetched(qtbot, window, listed):
    qtbot.waitUntil(lambda: all(window.opening.pixels.get(listed / name) for name in ("a.dcm", "m.dcm")))
    assert window.opening.pixels.get(listed / "roe.dcm") is None
    window.browser.choose(listed / "m.dcm")
    qtbot.waitUntil(lambda: window.opening.pixels.get(listed / "roe.dcm") is not None)


def menu_of(window, path, monkeypatch):
    """The menu of a row, shown nowhere."""
    popped = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, at: popped.append(menu))
    tree = window.browser.tree
    tree.customContextMenuRequested.emit(tree.visualRect(window.browser.model.index_of(path)).center())
    return {action.text(): action for action in popped[0].actions() if not action.isSeparator()}, popped[0]


def test_menu_of_a_row(qtbot, window, listed, monkeypatch):
    actions, menu = menu_of(window, listed / "a.dcm", monkeypatch)
    assert list(actions) == [
        "Open in the next pane",
        "Show the attributes",
        "Copy the path",
        "Show in its folder",
        "Forget \u201cstudies\u201d\u2026",
    ]
    actions["Copy the path"].trigger()
    assert QGuiApplication.clipboard().text() == str(listed / "a.dcm")
    with qtbot.waitSignal(window.state.images[1].frame_changed, timeout=20_000):
        actions["Open in the next pane"].trigger()
    assert window.state.images[1].frame.path == listed / "a.dcm"
    assert window.state.images[0].frame.path == listed / "z.dcm"
    menu.close()
    window.state.set_patient_data_hidden(True)
    actions, menu = menu_of(window, listed / "m.dcm", monkeypatch)
    assert not actions["Copy the path"].isEnabled()
    assert not actions["Show in its folder"].isEnabled()
    assert "Forget this folder\u2026" in actions
    menu.close()


def test_files_can_be_dropped_onto_the_browser(qtbot, window, listed, tmp_path, write_dicom):
    more = write_dicom(tmp_path / "more" / "x.dcm", np.zeros((4, 4)), PatientName="ZOE", SOPInstanceUID="1.9")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(more.parent))])
    left, none, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    for target in (window.browser.tree.viewport(), window.browser.finding.bar.line):
        enter = QDragEnterEvent(QPointF(5, 5), copy, data, left, none)
        QApplication.sendEvent(target, enter)
        assert enter.isAccepted()
        drop = QDropEvent(QPointF(5, 5), copy, data, left, none)
        with qtbot.waitSignal(window.browser.scan_ended, timeout=30_000):
            QApplication.sendEvent(target, drop)
    assert more in window.browser.model.paths()


def test_dicomdir_lists_the_files_it_names(qtbot, window, study_folder, tmp_path):
    from pydicom.data import get_testdata_file
    from pydicom.fileset import FileSet

    files = FileSet()
    for name in ("CT_small.dcm", "MR_small.dcm"):
        files.add(get_testdata_file(name, download=False))
    files.write(tmp_path / "disc")
    files._stage["t"].cleanup()
    with qtbot.waitSignal(window.browser.scan_ended, timeout=60_000):
        window.open_paths([tmp_path / "disc" / "DICOMDIR"])
    assert len(window.browser.model.images()) == 2
    assert window.state.frame is not None or window.opening.is_running


def test_find_opens_the_left_side_and_takes_the_keyboard(qtbot, window, listed):
    window.toggle_panels()
    window.image_view.setFocus()
    qtbot.keyClick(window.image_view, Qt.Key.Key_Slash)
    assert window.browser.isVisible()
    qtbot.waitUntil(window.browser.finding.bar.line.hasFocus)
    qtbot.keyClicks(window.browser.finding.bar.line, "a/b")  # now it is a letter like any other
    assert window.browser.finding.bar.line.text() == "a/b"


def test_attributes_of_the_image_on_screen_and_of_what_is_none(qtbot, window, listed):
    window.actions_by_id["tags.show"].trigger()
    tags = window.sources.tags
    qtbot.waitUntil(lambda: tags.document is not None and tags.document.path == listed / "z.dcm")
    assert not tags.isModal()
    window.browser.choose(listed / "a.dcm")
    qtbot.waitUntil(lambda: tags.document is not None and tags.document.path == listed / "a.dcm")
    window.browser.choose(listed / "mask.dcm")
    qtbot.waitUntil(lambda: tags.document is not None and tags.document.path == listed / "mask.dcm")
    window.close()
    assert not tags.isVisible()


def test_object_without_an_image_offers_its_attributes(qtbot, window, study_folder):
    from pydicom.data import get_testdata_file

    report = study_folder / "report.dcm"
    report.write_bytes(Path(get_testdata_file("test-SR.dcm", download=False)).read_bytes())
    with qtbot.waitSignal(window.browser.scan_ended, timeout=30_000):
        window.open_paths([study_folder])
    window.browser.choose(report)
    assert window.image_view.refusal.endswith("no image in this object (Comprehensive SR Storage)")
    button(window.image_area.messages, "Show the attributes").click()
    tags = window.sources.tags
    qtbot.waitUntil(lambda: tags.document is not None and tags.document.path == report)


def test_slow_attributes_do_not_keep_the_window_from_closing(qtbot, window, listed, monkeypatch):
    begun = threading.Event()

    def endless(path, cancelled):
        begun.set()
        while not cancelled():
            pass

    monkeypatch.setattr("viewer.tags.reading.read_document", endless)
    window.sources.show_tags()
    assert begun.wait(20)
    window.close()
    assert window.jobs.wait(0)


def test_window_never_waits_for_a_disk(qtbot, window, listed, monkeypatch):
    """What asks the file system for an image or a folder does so in the background."""
    asked, really = [], Path.stat

    def stat(path, **more):
        if threading.current_thread() is threading.main_thread() and path.is_relative_to(listed):
            asked.append(path)
        return really(path, **more)

    monkeypatch.setattr(Path, "stat", stat)
    with qtbot.waitSignal(window.browser.scan_ended, timeout=30_000):
        window.open_paths([listed, listed / "gone.dcm"])
    for name in ("a.dcm", "roe.dcm", "mask.dcm", "z.dcm"):
        window.browser.choose(listed / name)
        window.browser.step(1)
        qtbot.waitUntil(lambda: not window.opening.is_running)
    window.browser.finding.look_for("StationName:x")
    window.sources.show_tags()
    qtbot.waitUntil(lambda: window.sources.tags.document is not None)
    window.browser.forget(listed)
    forgotten(qtbot, window)
    assert asked == []
