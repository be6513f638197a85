import threading
import warnings
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from core.dicom.tags import TagRow, read_tags
from viewer import dialogs
from viewer.tags import reading
from viewer.tags.comparison import Verdict, compare
from viewer.tags.document import all_text, document_of, read_document
from viewer.tags.tree_model import NAME, NUMBER, VALUE, VR, TagModel
from viewer.tags.window import TagWindow


@pytest.fixture
def sr():
    """A structured report of pydicom's own test data."""
    from pydicom.data import get_testdata_file

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Path(get_testdata_file("test-SR.dcm", download=False))


@pytest.fixture
def image(write_dicom, tmp_path):
    who = {"PatientName": "DOE^JANE", "PatientID": "P-77", "StudyDate": "20200102", "StationName": "XR1"}
    return write_dicom(tmp_path / "a.dcm", np.zeros((3, 4)), WindowCenter="550", **who)


@pytest.fixture
def window(qtbot, state, jobs):
    window = TagWindow(state, jobs)
    qtbot.addWidget(window)
    yield window
    window.close()


def opened(qtbot, window, path):
    with qtbot.waitSignal(window._reading.finished, timeout=20_000):
        window.open_with(path)
    return window.tag_tree


def shown(model, parent=None):
    """All texts of a tree, as nested tuples."""
    parent = parent or QModelIndex()
    rows = []
    for row in range(model.rowCount(parent)):
        cells = tuple(model.index(row, column, parent).data() for column in range(4))
        rows.append((*cells, shown(model, model.index(row, 0, parent))))
    return rows


def written(widget):
    texts = [widget.windowTitle()]
    for label in widget.findChildren(QLabel):
        texts += [label.text(), label.toolTip()]
    texts += [str(shown(widget.tag_tree.model)), widget.tag_tree._whole.toPlainText()]
    table = widget.table.model
    texts += [
        str(table.index(row, column).data()) for row in range(table.rowCount()) for column in range(table.columnCount())
    ]
    texts += [str(table.headerData(column, Qt.Orientation.Horizontal)) for column in range(5)]
    return "\n".join(texts)


def test_every_row_is_shown_with_number_vr_name_and_value(qtbot, window, image):
    tree = opened(qtbot, window, image)
    rows = shown(tree.model)
    assert ("(0010,0010)", "PN", "Patient's Name", "DOE^JANE", []) in rows
    assert ("(0008,0016)", "UI", "SOP Class UID",
            "1.2.840.10008.5.1.4.1.1.1.1   Digital X-Ray Image Storage - For Presentation", []) in rows  # fmt: skip
    assert ("(7FE0,0010)", "OW", "Pixel Data", "24 bytes, not read", []) in rows
    assert len(rows) == len(read_tags(image))


def test_sequences_are_a_tree(qtbot, window, sr):
    tree = opened(qtbot, window, sr)
    content = next(row for row in shown(tree.model) if row[NUMBER] == "(0040,A730)")
    assert (content[VR], content[NAME], content[VALUE]) == ("SQ", "Content Sequence", "5 items")
    assert [item[NUMBER] for item in content[4]] == [f"Item {number}" for number in range(1, 6)]
    assert content[4][0][4][0][:3] == ("(0040,A010)", "CS", "Relationship Type")


def test_model_keeps_qts_rules(qtbot, qtmodeltester, sr):
    model = TagModel()
    qtmodeltester.check(model)
    model.set_rows(read_tags(sr))
    qtmodeltester.check(model)


def test_finds_are_gone_through_and_the_tree_opens_for_them(qtbot, window, sr):
    tree = opened(qtbot, window, sr)
    qtbot.keyClicks(tree.search.line, "diameter")
    found = tree.document.find("diameter", hidden=False)
    assert len(found) > 1
    assert tree.search.count == f"1 of {len(found)}"
    assert tree.current is found[0].row
    assert tree.tree.isExpanded(tree.tree.currentIndex().parent())
    qtbot.keyClick(tree.search.line, Qt.Key.Key_Return)
    assert tree.current is found[1].row
    qtbot.keyClick(tree.search.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert tree.current is found[0].row
    qtbot.keyClick(tree.tree, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert tree.current is found[-1].row
    assert tree.tree.currentIndex().data(Qt.ItemDataRole.FontRole).bold()
    assert tree.tree.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole).startswith("found: ")
    tree.search.line.setText("nowhere to be found")
    assert tree.search.count == "None"


@pytest.mark.parametrize("typed", ["0010,0020", "(0010,0020)", "00100020", "patientid", "patient id", "p-77"])
def test_search_by_number_keyword_name_or_value(image, typed):
    document = read_document(image, lambda: False)
    assert 0x00100020 in {found.row.tag for found in document.find(typed, hidden=False)}


def test_copying(qtbot, window, image):
    tree = opened(qtbot, window, image)
    tree.search.line.setText("0010,0010")
    clipboard = QGuiApplication.clipboard()
    tree.tree.setFocus()
    qtbot.keyClick(tree.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "DOE^JANE"
    tree.copy_row()
    assert clipboard.text() == "(0010,0010) PN Patient's Name DOE^JANE"
    with qtbot.waitSignal(clipboard.dataChanged, timeout=20_000):
        tree.copy_all()
    assert clipboard.text() == "\n".join(all_text(read_tags(image), hidden=False))


def test_copied_sequence_takes_what_is_in_it_along(sr):
    row = next(row for row in read_tags(sr) if row.keyword == "ContentSequence")
    lines = list(all_text((row,), hidden=False))
    assert lines[0] == "(0040,A730) SQ Content Sequence 5 items"
    assert lines[1].startswith("  Item 1 ")
    assert lines[2] == "    (0040,A010) CS Relationship Type HAS OBS CONTEXT"


def test_window_follows_the_image_on_screen(qtbot, window, state, image, write_dicom, tmp_path):
    from viewer.opening import Opening

    opener = Opening(state, window._jobs)
    tree = opened(qtbot, window, image)
    other = write_dicom(tmp_path / "b.dcm", np.zeros((2, 2)), PatientName="ROE")
    tree.search.line.setText("PatientName")
    with qtbot.waitSignal(window._reading.finished, timeout=20_000):
        opener.open(other)
    assert tree.document.path == other
    assert tree.current.value == "ROE"  # the same attribute is chosen
    state.set_frame(None, None)
    assert tree.model.rowCount() == 0


def test_hidden_window_reads_nothing_until_it_is_shown(qtbot, window, image, monkeypatch):
    read, really = [], reading.read_document
    monkeypatch.setattr(reading, "read_document", lambda path, no: read.append(path) or really(path, no))
    window.follow(image)
    assert read == []
    with qtbot.waitSignal(window._reading.finished, timeout=20_000):
        window.show()
    assert read == [image]


def test_file_that_cannot_be_read_says_why(qtbot, window, tmp_path):
    (tmp_path / "JANE.txt").write_text("x" * 300)
    with qtbot.waitSignal(window._reading.failed, timeout=20_000):
        window.open_with(tmp_path / "JANE.txt")
    assert window.problem.startswith("not a DICOM file")
    assert window.document is None


def test_last_file_asked_for_wins(qtbot, window, image, sr, monkeypatch):
    begun, gate, ended, really = threading.Event(), threading.Event(), [], reading.read_document

    def slow(path, cancelled):
        if path == sr:
            begun.set()
            assert gate.wait(20)
            ended.append(cancelled())
        return really(path, cancelled)

    monkeypatch.setattr(reading, "read_document", slow)
    window.open_with(sr)
    assert begun.wait(20)
    window.follow(image)
    with qtbot.waitSignal(window._reading.finished, timeout=20_000):
        gate.set()
    assert (window.document.path, ended) == (image, [True])


def test_long_reading_shows_that_it_goes_on_and_can_be_cancelled(qtbot, window, image, monkeypatch):
    gate = threading.Event()
    monkeypatch.setattr(reading, "read_document", lambda path, cancelled: gate.wait(20))
    window._patience.setInterval(0)
    window.open_with(image)
    qtbot.waitUntil(window.progress.isVisible)
    window.progress.cancel_requested.emit()
    assert not window.progress.isVisible()
    gate.set()


# Comparing


def row(tag, value, children=()):
    vr = "SQ" if children else "LO"
    return TagRow(tag, vr, "", f"name {tag:x}", value, children=children)


def item(number, *rows):
    return TagRow(None, "", "", f"Item {number}", f"{len(rows)} attributes", children=rows)


def test_pairs_are_made_by_tag_and_item():
    first = (row(1, "a"), row(2, "b"), row(4, "1 item", (item(1, row(7, "x"), row(8, "y")),)))
    second = (row(1, "a"), row(3, "c"), row(4, "1 item", (item(1, row(7, "x"), row(8, "z")),)))
    found = [(pair.key, pair.verdict) for pair in compare(first, second)]
    assert found == [
        ((1,), Verdict.SAME),
        ((2,), Verdict.ONLY_FIRST),
        ((3,), Verdict.ONLY_SECOND),
        ((4,), Verdict.DIFFERS),
        ((4, 1), Verdict.DIFFERS),
        ((4, 1, 7), Verdict.SAME),
        ((4, 1, 8), Verdict.DIFFERS),
    ]


def test_same_file_has_no_differences(sr):
    rows = read_tags(sr)
    assert {pair.verdict for pair in compare(rows, rows)} == {Verdict.SAME}


@pytest.fixture
def compared(qtbot, window, image, write_dicom, tmp_path, monkeypatch):
    who = {"PatientName": "DOE^JANE", "PatientID": "P-77", "StudyDate": "20210102", "BodyPartExamined": "CHEST"}
    other = write_dicom(tmp_path / "b.dcm", np.zeros((3, 4)), WindowCenter="551", **who)
    opened(qtbot, window, image)
    monkeypatch.setattr(dialogs, "ask_files", lambda parent: [other])
    window.compare.offers.aboutToShow.emit()
    (another,) = window.compare.offers.actions()
    with qtbot.waitSignal(window._jobs.finished, check_params_cb=lambda lane, _: lane == "compare tags"):
        another.trigger()
    return window


def test_two_files_side_by_side(qtbot, compared):
    table, model = compared.table, compared.table.model
    assert compared.is_comparing
    assert table.isVisible()
    assert table.count == "4 attributes differ"
    cells = [tuple(model.index(row, column).data() for column in range(5)) for row in range(model.rowCount())]
    assert ("\u2260 differs", "(0008,0020)", "Study Date", "20200102", "20210102") in cells
    assert ("\u2212 only in the first", "(0008,1010)", "Station Name", "XR1", "") in cells
    assert ("+ only in the second", "(0018,0015)", "Body Part Examined", "", "CHEST") in cells
    assert ("= same", "(0010,0020)", "Patient ID", "P-77", "P-77") in cells
    table.only_differences.setChecked(True)
    assert [model.index(row, 2).data() for row in range(model.rowCount())] == [
        "Study Date", "Station Name", "Body Part Examined", "Window Center"
    ]  # fmt: skip
    assert model.index(0, 0).data(Qt.ItemDataRole.FontRole).bold()
    table.search.line.setText("window")
    assert table.search.count == "1 of 1"
    assert table.table.currentIndex().row() == 3
    compared.end_comparing()
    assert not table.isVisible()
    assert not compared.is_comparing


def test_finds_in_the_comparison_are_gone_through(qtbot, compared):
    table = compared.table
    table.search.line.setText("uid")
    count = len(table.model.find("UID"))
    assert count > 3
    for number in (2, 3):
        qtbot.keyClick(table.search.line, Qt.Key.Key_Return)
        assert table.search.count == f"{number} of {count}"
    table.search.step_requested.emit(-1)
    assert table.search.count == f"2 of {count}"


def test_nothing_of_a_patient_is_shown_or_copied_while_it_is_hidden(qtbot, compared, state):
    everything = written(compared)
    for secret in ("DOE", "P-77", "20200102", "20210102", "XR1", "a.dcm", "b.dcm"):
        assert secret in everything
    compared.tag_tree.search.line.setText("DOE")
    state.set_patient_data_hidden(True)
    everything = written(compared)
    for secret in ("DOE", "P-77", "20200102", "20210102", "XR1", "a.dcm", "b.dcm"):
        assert secret not in everything
    assert "550" in everything  # the window says nothing of a person
    tree = compared.tag_tree
    assert tree.search.text == ""
    tree.search.line.setText("doe")
    assert tree.search.count == "None"
    tree.search.line.setText("PatientName")
    tree.copy_value()
    assert QGuiApplication.clipboard().text() == "hidden"
    tree.copy_row()
    assert "DOE" not in QGuiApplication.clipboard().text()
    assert "DOE" not in "".join(all_text(tree.document.rows, hidden=True))


def test_text_of_a_file_is_never_markup(qtbot, window, write_dicom, tmp_path):
    path = write_dicom(tmp_path / "<b>x</b>.dcm", np.zeros((2, 2)), PatientName="<img src='/etc/passwd'>")
    tree = opened(qtbot, window, path)
    index = tree.model.index_of(tree.document.find("PatientName", hidden=False)[0].place)
    assert index.data() == "(0010,0010)"
    assert "<img" not in index.data(Qt.ItemDataRole.ToolTipRole)
    assert window._name.textFormat() == Qt.TextFormat.PlainText


def test_60_000_attributes_do_not_hold_up_the_window(qtbot, window):
    item_of = lambda number: item(number, row(7, f"v{number}"), row(8, "x"))  # noqa: E731
    rows = (row(4, "20000 items", tuple(item_of(number) for number in range(1, 20_001))),)
    document = document_of(Path("big.dcm"), rows)
    assert len(document.flat) == 60_001
    model = window.tag_tree.model
    window.show()
    window.tag_tree.set_document(document)
    assert model._root.children is None or model._root.children[0].children is None  # made when looked at
    window.tag_tree.search.line.setText("v19999")
    assert window.tag_tree.current.value == "v19999"
    assert window.tag_tree.search.count == "1 of 1"
