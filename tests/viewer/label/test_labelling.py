"""The whole window: images are labelled by keys, undone, counted, read by a second reader, exported and forgotten."""

import csv

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from core.dicom.catalogue import Catalogue
from core.labels.store import LabelStore
from core.models.shelf import Shelf
from viewer.label.class_list import class_name
from viewer.main_window import MainWindow
from viewer.settings import Settings

CLASSES = ("aortic_enlargement", "covid_19", "opacity", "normal")


@pytest.fixture
def images(tmp_path, write_dicom):
    """Four images of one patient, in one series, each of one grey."""
    folder = tmp_path / "DOE JANE"
    for number in range(4):
        stored = np.full((40, 40), 500 * (number + 1))
        series = {"SeriesInstanceUID": "1.2.9", "StudyInstanceUID": "1.2.8", "InstanceNumber": number + 1}
        patient = {"PatientID": "P1", "PatientName": "DOE^JANE"}
        write_dicom(folder / f"{number}.dcm", stored, SOPInstanceUID=f"1.2.3.{number}", **series, **patient)
    return folder


def on_screen(window):
    return window.state.frame.path.name if window.state.frame else ""


@pytest.fixture
def labelling(qtbot, window, images):
    """Labelling has begun: Ann reads, the first of four images is on screen."""
    return begun(qtbot, window, images)


def begun(qtbot, window, images):
    with qtbot.waitSignal(window.browser.scan_ended, timeout=30_000):
        window.open_paths([images])
    qtbot.waitUntil(lambda: on_screen(window) == "0.dcm", timeout=30_000)
    window.label.labelling.set_reader("Ann")
    window.actions_by_id["label.mode"].trigger()
    settled(qtbot, window)
    assert len(window.label.labelling.images) == 4
    return window.label.labelling


def settled(qtbot, window):
    """Wait until nothing is looked up or written any more."""
    lanes = ("label on screen", "labels in the list", "keep results", "readers", "compare readers", "write labels")
    qtbot.waitUntil(lambda: not any(map(window.jobs.is_busy, lanes)) and not window.opening.is_running, timeout=30_000)
    QApplication.sendPostedEvents()


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.NoModifier):
    window.image_view.setFocus()
    QTest.keyClick(window.image_view, key, modifier)
    settled(qtbot, window)


def kept(window, reader="Ann"):
    return {one.image.path.name: one.label for one in LabelStore(window.label.labelling.store.catalogue).rows(reader)}


def test_keys_label_and_go_on_and_are_given_back(qtbot, window, labelling):
    view = window.state.view
    press(qtbot, window, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: on_screen(window) == "1.dcm", timeout=30_000)
    press(qtbot, window, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: on_screen(window) == "2.dcm", timeout=30_000)
    assert kept(window) == {"0.dcm": "opacity", "1.dcm": "normal"}
    press(qtbot, window, Qt.Key.Key_7)  # there are four classes
    assert kept(window) == {"0.dcm": "opacity", "1.dcm": "normal"}
    assert labelling.labelled == 2
    window.actions_by_id["label.mode"].trigger()
    window.opening.open(labelling.images[0])
    qtbot.waitUntil(lambda: on_screen(window) == "0.dcm", timeout=30_000)
    assert window.state.view == view
    press(qtbot, window, Qt.Key.Key_0)
    assert kept(window)["0.dcm"] == "opacity"
    assert window.state.view != view  # the full range
    assert window.actions_by_id["image.window_3"].shortcut().toString() == "3"
    assert not window.actions_by_id["label.class_3"].isEnabled()
    assert window.actions_by_id["annotate.undo"].shortcut().toString() == "Ctrl+Z"


@pytest.mark.parametrize("key", [Qt.Key.Key_0, Qt.Key.Key_Backspace])
def test_a_label_is_removed_and_the_window_stays(qtbot, window, labelling, key):
    window.settings.set("label_advance", "off")
    view = window.state.view
    press(qtbot, window, Qt.Key.Key_1)
    assert (on_screen(window), labelling.label, kept(window)) == ("0.dcm", CLASSES[0], {"0.dcm": CLASSES[0]})
    press(qtbot, window, key)
    assert (labelling.label, kept(window), window.state.view) == ("", {}, view)


def test_undo_and_redo_go_back_to_their_image(qtbot, window, labelling):
    press(qtbot, window, Qt.Key.Key_1)
    press(qtbot, window, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: on_screen(window) == "2.dcm", timeout=30_000)
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: on_screen(window) == "1.dcm", timeout=30_000)
    assert kept(window) == {"0.dcm": CLASSES[0]}
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: on_screen(window) == "0.dcm", timeout=30_000)
    assert (kept(window), labelling.keeping.can_undo) == ({}, False)
    press(qtbot, window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert kept(window) == {"0.dcm": CLASSES[0]}
    window.settings.set("label_advance", "off")
    press(qtbot, window, Qt.Key.Key_3)
    assert kept(window) == {"0.dcm": CLASSES[2]}
    assert not labelling.keeping.can_redo
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert kept(window) == {"0.dcm": CLASSES[0]}


def test_next_without_a_label_begins_again_at_the_top_and_ends_when_all_are_labelled(qtbot, window, labelling):
    window.browser.choose(labelling.images[2])
    qtbot.waitUntil(lambda: on_screen(window) == "2.dcm", timeout=30_000)
    seen = []
    for _ in range(4):
        seen.append(on_screen(window))
        here = labelling.labelled
        press(qtbot, window, Qt.Key.Key_4)
        qtbot.waitUntil(lambda here=here: labelling.labelled == here + 1, timeout=30_000)
        qtbot.waitUntil(lambda: labelling.labelled == 4 or not labelling.label, timeout=30_000)
    assert seen == ["2.dcm", "3.dcm", "0.dcm", "1.dcm"]
    assert "All 4 images of the list are labelled." in window.image_area.messages.text
    assert "4 of 4" in strip(window).text


def strip(window):
    from viewer.label.strip import LabelStrip

    return window.image_area.findChild(LabelStrip)


def test_without_a_name_nothing_is_kept_and_the_panel_asks_for_it(qtbot, window, labelling):
    labelling.set_reader("")
    press(qtbot, window, Qt.Key.Key_1)
    panel = window.label.panel
    assert labelling.store.rows() == ()
    assert "your name" in panel.problem
    assert panel.reader_field.hasFocus()
    QTest.keyClicks(panel.reader_field, "Bob 1")  # keys are text here
    QTest.keyClick(panel.reader_field, Qt.Key.Key_Return)
    assert (labelling.reader, panel.problem) == ("Bob 1", "")
    assert window.image_view.hasFocus()
    assert labelling.store.rows() == ()


def test_a_second_reader_sees_no_labels_until_done_and_then_where_they_disagree(qtbot, window, labelling):
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4):
        press(qtbot, window, key)
    qtbot.waitUntil(lambda: labelling.labelled == 4, timeout=30_000)
    labelling.set_reader("Bob")
    second = window.label.panel.second
    second.look()
    settled(qtbot, window)
    assert (labelling.labelled, labelling.label) == (0, "")
    second.compare()
    settled(qtbot, window)
    assert second.text == "Ann labelled 4 images of the list that you have not: label them first, then compare."
    assert second.rows == []
    window.browser.choose(labelling.images[0])
    qtbot.waitUntil(lambda: on_screen(window) == "0.dcm", timeout=30_000)
    for done, key in enumerate((Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_3), start=1):
        press(qtbot, window, key)
        qtbot.waitUntil(lambda done=done: labelling.labelled == done, timeout=30_000)
    settled(qtbot, window)
    second.compare()
    settled(qtbot, window)
    assert second.rows == [("3.dcm", "Opacity", "Normal")]
    # By hand: agreed on 3 of 4; by chance 1/16 + 1/16 + (2 x 1)/16 = 1/4; (3/4 - 1/4) / (1 - 1/4) = 2/3.
    assert second.text.startswith("3 of 4 images alike. Cohen's kappa 0.67 (95 % interval ")
    window.state.set_patient_data_hidden(True)
    assert second.rows == [("Image 1", "Opacity", "Normal")]
    second._table.itemActivated.emit(second._table.item(0, 0))
    qtbot.waitUntil(lambda: on_screen(window) == "3.dcm", timeout=30_000)
    labelling.set_reader("Cid")  # who may begin now, and has seen nothing
    assert second.rows == []
    assert "sees no other labels" in second.text
    assert (labelling.label, labelling.keeping.can_undo) == ("", False)


def test_labels_are_exported_as_a_table(qtbot, window, labelling, tmp_path, monkeypatch):
    press(qtbot, window, Qt.Key.Key_3)
    press(qtbot, window, Qt.Key.Key_4)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine"), ""))
    window.actions_by_id["label.export"].trigger()
    settled(qtbot, window)
    with (tmp_path / "mine.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [(row["path"].rpartition("/")[2], row["label"]) for row in rows] == [
        ("0.dcm", "opacity"),
        ("1.dcm", "normal"),
    ]
    assert set(rows[0]) == {"path", "label"}
    assert "2 labels are written." in window.image_area.messages.text


def test_a_forgotten_folder_has_no_labels_and_none_to_undo(qtbot, window, labelling, images):
    press(qtbot, window, Qt.Key.Key_3)
    assert kept(window) == {"0.dcm": "opacity"}
    window.browser.forget(images)
    with qtbot.waitSignal(window.browser.told, timeout=30_000) as told:
        qtbot.mouseClick(window.browser.forgetting._forget, Qt.MouseButton.LeftButton)
    assert told.args[0].endswith("and 1 label.")
    settled(qtbot, window)
    labelling.undo()
    settled(qtbot, window)
    assert (kept(window), len(labelling.images), labelling.keeping.can_undo) == ({}, 0, False)


def test_labels_are_there_again_in_another_window(qtbot, window, labelling, open_window, images):
    press(qtbot, window, Qt.Key.Key_3)
    window.close()
    again = open_window()
    with qtbot.waitSignal(again.browser.scan_ended, timeout=30_000):
        again.open_paths([images])
    again.actions_by_id["label.mode"].trigger()
    qtbot.waitUntil(lambda: again.label.labelling.label == "opacity", timeout=30_000)
    assert (again.label.labelling.reader, again.label.labelling.labelled) == ("Ann", 1)


def test_classes_are_edited_and_remembered(qtbot, window, labelling):
    panel = window.label.panel
    for text in ("Pleural effusion", "covid-19", "", "Müller's sign"):
        panel.classes._name.setText(text)
        QTest.keyClick(panel.classes._name, Qt.Key.Key_Return)
        if text == "covid-19":
            assert panel.problem == "There is a class COVID-19 already."
        if text == "":
            assert panel.problem.startswith("Write the name")
    assert labelling.classes == (*CLASSES, "pleural_effusion", "muller_s_sign")
    panel.classes.setCurrentRow(4)
    panel.classes._move(-1)
    assert labelling.classes[3:5] == ("pleural_effusion", "normal")
    panel.classes._remove.click()
    assert labelling.classes == (*CLASSES, "muller_s_sign")
    press(qtbot, window, Qt.Key.Key_5)
    assert kept(window) == {"0.dcm": "muller_s_sign"}
    for number in range(4):
        panel.classes._name.setText(f"class {number}")
        QTest.keyClick(panel.classes._name, Qt.Key.Key_Return)
    panel.classes._name.setText("one too many")
    QTest.keyClick(panel.classes._name, Qt.Key.Key_Return)
    assert panel.problem == "There are 9 keys, so 9 classes at most: remove one."
    panel.classes._usual.click()
    assert labelling.classes == CLASSES


@pytest.mark.parametrize(
    ("text", "name"),
    [("Aortic enlargement", "aortic_enlargement"), ("COVID-19", "covid_19"), ("  Größe 2 ", "groe_2"), ("§", "")],
)
def test_class_names_are_written_as_in_tables(text, name):
    assert class_name(text) == name


def test_keys_of_the_users_own_are_lent_too(qtbot, window, labelling):
    window.shortcuts.set("image.window_2", "Ctrl+Alt+2")
    assert window.actions_by_id["label.class_2"].shortcut().toString() == "Ctrl+Alt+2"
    assert window.actions_by_id["image.window_2"].shortcuts() == []
    window.actions_by_id["label.mode"].trigger()
    assert window.actions_by_id["image.window_2"].shortcut().toString() == "Ctrl+Alt+2"
    assert window.actions_by_id["label.class_2"].shortcuts() == []


@pytest.fixture
def kept_book(tmp_path):
    """A catalogue in a file, which can be left for a session of its own."""
    made = Catalogue(tmp_path / "kept" / "catalogue.sqlite")
    yield made
    made.close()


def test_in_a_session_of_its_own_labels_kept_before_are_not_there(qtbot, tmp_path, kept_book, images):
    window = MainWindow(
        catalogue=kept_book,
        shelf=Shelf(tmp_path / "shelf", tmp_path / "bundled"),
        runs_folder=tmp_path / "runs",
        settings=Settings(tmp_path / "preferences.json"),
    )
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    labelling = begun(qtbot, window, images)
    window.settings.set("label_advance", "off")
    press(qtbot, window, Qt.Key.Key_3)
    assert (labelling.labelled, labelling.label) == (1, "opacity")
    window.settings.set("session", "only")
    qtbot.waitUntil(lambda: kept_book.session_only, timeout=30_000)
    settled(qtbot, window)
    qtbot.waitUntil(lambda: (labelling.labelled, labelling.label) == (0, ""), timeout=30_000)
    press(qtbot, window, Qt.Key.Key_1)
    window.settings.set("session", "kept")
    qtbot.waitUntil(lambda: labelling.label == "opacity", timeout=30_000)
    assert kept(window) == {"0.dcm": "opacity"}
    window.close()
    assert window.jobs.wait(0)


def test_what_is_on_screen_is_known_by_its_pixels(qtbot, window, labelling, images, write_dicom):
    """A file that is another image by now, under its old name and UID, has no label."""
    press(qtbot, window, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: on_screen(window) == "1.dcm", timeout=30_000)
    other = {"SOPInstanceUID": "1.2.3.0", "SeriesInstanceUID": "1.2.9", "StudyInstanceUID": "1.2.8"}
    write_dicom(images / "0.dcm", np.full((40, 40), 77), **other, PatientID="P1", PatientName="DOE^JANE")
    window.opening.open(images / "0.dcm")
    qtbot.waitUntil(lambda: on_screen(window) == "0.dcm", timeout=30_000)
    settled(qtbot, window)
    assert labelling.label == ""
    assert kept(window) == {"0.dcm": "opacity"}  # of the image that it was
