"""A reader study through its window: by keyboard alone, blind, kept after every answer, and told at the end."""

import json
import re

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from core.places import data_folder
from trainer.reader_study.design import ARMS
from trainer.reader_study.record import read
from viewer.reading.desk import FOLDER, ReadingDesk


@pytest.fixture
def data(tmp_path, write_dicom):
    """Six images of six patients, three of them bright, with all 4,096 grey levels."""
    folder = tmp_path / "SECRETfolder"
    ramp = np.arange(4096).reshape(64, 64)
    for number in range(6):
        stored = np.random.default_rng(number).permutation(ramp.ravel()).reshape(64, 64)
        path = folder / ("nodule", "normal")[number % 2]
        path.mkdir(parents=True, exist_ok=True)
        write_dicom(
            path / f"SECRET{number}.dcm", stored, PatientID=f"SECRET{number}", PatientName="SECRET^Ann",
            SOPInstanceUID=f"1.2.3.{number}",
        )  # fmt: skip
    return folder


@pytest.fixture
def desk(qtbot, jobs):
    above = QWidget()
    qtbot.addWidget(above)
    desk = ReadingDesk(jobs, above)
    yield desk
    desk.end()


@pytest.fixture
def begin(qtbot, desk, data):
    """Choose the data and begin as a reader; the first image, or another page, is on screen then."""

    def start(reader, count=6):
        desk.show()
        setup = desk.window.setup
        if setup.chooser.dataset is None:
            with qtbot.waitSignal(setup.chooser.data_changed):
                setup.chooser.set_data(data)
            qtbot.waitUntil(lambda: setup.chooser.dataset is not None, timeout=20_000)
        setup.ask("nodule", count, 1, reader)
        QTest.keyClick(setup.findChild(QLineEdit, options=Qt.FindChildOption.FindDirectChildrenOnly), Qt.Key.Key_Return)
        return desk.window

    return start


def shown(qtbot, window):
    """Wait for the image, and give it."""
    qtbot.waitUntil(lambda: window.reading.shown is not None, timeout=20_000)
    return window.reading.shown


def press(window, key):
    QTest.keyClick(window.reading.panes.active, key)


def kept():
    (path,) = (data_folder() / FOLDER).glob("*.json")
    return path


def texts(window):
    """All that a widget of the window says, to the eye or to an assistive tool."""
    for widget in (window, *window.reading.findChildren(QWidget)):
        yield from (widget.windowTitle(), widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
        if isinstance(widget, (QLabel, QPushButton)):
            yield widget.text()


def test_a_whole_study_by_keyboard_blind_and_told_at_the_end(qtbot, desk, begin):
    window = begin("Ann")
    said = []
    for session in range(2):
        for number in range(6):
            frame = shown(qtbot, window)
            reading = desk.study.next_reading
            levels = np.unique(frame.stored).size
            assert levels == {"12": 4096, "8": 256}[reading.arm]
            said.append((session, reading.case, reading.arm))
            told = list(texts(window))
            assert f"Session {session + 1} of 2, image {number + 1} of 6" in told
            assert not [text for text in told if re.search(r"SECRET|bit|\b12\b|\b8\b", text, re.IGNORECASE)]
            present = desk.study.cases[reading.case].present
            press(window, Qt.Key.Key_1 if present or reading.arm == "8" else Qt.Key.Key_2)
            assert len(desk.study.answers) == len(said)
            text = kept().read_text()
            assert "SECRET" not in text
            assert not re.search(r'"(12|8)"', text)
        if session == 0:
            assert window.page() is window.pause
            assert window.second.hasFocus()
            QTest.keyClick(window.second, Qt.Key.Key_Space)
    assert {(case, arm) for _, case, arm in said} == {(case, arm) for case in range(6) for arm in ARMS}
    assert window.page() is window.result
    told = window.result.text
    assert "Agreement of the two readings: 3 of 6 images" in told  # at 8 bits everything was called present
    assert "12 bits: sensitivity 1.00 (0.44 to 1.00), specificity 1.00 (0.44 to 1.00)" in told
    assert "8 bits: sensitivity 1.00 (0.44 to 1.00), specificity 0.00 (0.00 to 0.56)" in told
    assert "no proof of equivalence" in told


def test_an_image_that_was_read_otherwise_opens(qtbot, desk, begin, data):
    window = begin("Ann")
    for session in range(2):
        for _ in range(6):
            shown(qtbot, window)
            press(window, Qt.Key.Key_1 if desk.study.next_reading.arm == "8" else Qt.Key.Key_2)
        if session == 0:
            window.second.click()
    qtbot.waitUntil(lambda: window.page() is window.result)
    with qtbot.waitSignal(desk.open_requested) as opened:
        window.result._changed.itemActivated.emit(window.result._changed.item(0))
    assert opened.args[0].parent.parent == data


def test_it_goes_on_where_it_stopped_and_the_last_answer_can_be_taken_back(qtbot, desk, begin):
    window = begin("Ann")
    shown(qtbot, window)
    assert not window.reading.undo.isEnabled()
    press(window, Qt.Key.Key_1)
    shown(qtbot, window)
    press(window, Qt.Key.Key_2)
    shown(qtbot, window)
    second = desk.study.readings[1]
    press(window, Qt.Key.Key_Backspace)
    shown(qtbot, window)
    assert desk.study.next_reading == second
    assert [answer.present for answer in read(kept()).answers] == [True]
    window.close()
    assert window.reading.shown is None
    again = begin("ann")
    shown(qtbot, again)
    assert desk.study.next_reading == second
    assert desk.study.reader == "Ann"


def test_a_second_reader_reads_the_same_images_the_other_way_round(qtbot, desk, begin):
    window = begin("Ann")
    shown(qtbot, window)
    press(window, Qt.Key.Key_1)
    shown(qtbot, window)
    first = desk.study
    window.close()
    shown(qtbot, begin("Bob"))
    assert (desk.study.cases, desk.study.number) == (first.cases, 1)
    arms = [{reading.case: reading.arm for reading in study.readings[:6]} for study in (first, desk.study)]
    assert all(arms[0][case] != arms[1][case] for case in range(6))


def test_what_cannot_be_read_is_said_and_nothing_begins(qtbot, desk, begin):
    window = begin("Ann", count=20)
    assert window.page() is window.setup
    assert "choose fewer images than 20" in window.setup._problem.text()
    assert desk.study is None


def test_an_image_that_is_gone_can_be_tried_again(qtbot, desk, begin, data):
    window = begin("Ann")
    shown(qtbot, window)
    after = desk._paths[desk.study.cases[desk.study.readings[1].case].row]
    content = after.read_bytes()
    after.unlink()
    press(window, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: window.reading._again.isVisible(), timeout=20_000)
    assert "SECRET" not in window.reading._problem.text()
    press(window, Qt.Key.Key_1)  # there is nothing to answer
    assert len(desk.study.answers) == 1
    after.write_bytes(content)
    window.reading._again.click()
    shown(qtbot, window)


def test_an_answer_that_cannot_be_kept_is_asked_for_again(qtbot, desk, begin):
    window = begin("Ann")
    shown(qtbot, window)
    (data_folder() / FOLDER).write_text("in the way")
    press(window, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: "cannot be kept" in window.reading._problem.text())
    assert desk.study.answers == ()
    shown(qtbot, window)
    (data_folder() / FOLDER).unlink()
    press(window, Qt.Key.Key_1)
    assert len(json.loads(kept().read_text())["answers"]) == 1


def test_the_menu_opens_it(window):
    window.actions_by_id["train.readers"].trigger()
    assert window.reading.window.isVisible()
    window.reading.window.close()
