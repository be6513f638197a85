"""A PNG with metadata through the real window, and a PNG dropped on it."""

import cv2
import numpy as np
import pydicom
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

from core.dicom.catalogue import Catalogue
from core.export.carried import extract
from core.export.picture import write_png
from core.models.shelf import Shelf
from viewer.export.metadata_dialog import MetadataOrder
from viewer.main_window import MainWindow
from viewer.settings import Settings


@pytest.fixture
def window(qtbot, tmp_path):
    catalogue = Catalogue(None)
    (tmp_path / "config").mkdir()
    window = MainWindow(
        catalogue=catalogue,
        shelf=Shelf(tmp_path / "shelf", tmp_path / "bundled"),
        runs_folder=tmp_path / "runs",
        settings=Settings(tmp_path / "config" / "preferences.json"),
    )
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()
    assert window.jobs.wait(0)
    catalogue.close()


@pytest.fixture
def radiograph(tmp_path, write_dicom):
    stored = np.arange(80 * 60).reshape(80, 60) % 4096
    who = {"PatientName": "DOE^JANE", "PatientID": "PLANTED", "StudyDate": "20200102", "PatientSex": "F"}
    return write_dicom(tmp_path / "in" / "a.dcm", stored, ViewPosition="PA", Manufacturer="X", **who)


@pytest.fixture
def dialog(qtbot, window, radiograph):
    """The dialog, with the attributes of the radiograph in it."""
    with qtbot.waitSignal(window.state.frame_changed, timeout=20_000):
        window.open_paths([radiograph])
    window.actions_by_id["export.metadata"].trigger()
    dialog = window.export.metadata.dialog
    qtbot.waitUntil(lambda: dialog._list.topLevelItemCount() > 0, timeout=20_000)
    return dialog


def rows(dialog):
    items = [dialog._list.topLevelItem(number) for number in range(dialog._list.topLevelItemCount())]
    return {item.text(3): item for item in items}


def write(qtbot, window, dialog, target, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with qtbot.waitSignal(window.export.metadata.written, timeout=20_000) as done:
        dialog._export.click()
    return done.args[1]


def test_what_tells_whose_image_it_is_is_not_chosen(qtbot, window, dialog, tmp_path, monkeypatch):
    listed = rows(dialog)
    assert listed["(0018,5101)"].checkState(0) == Qt.CheckState.Checked
    name = listed["(0010,0010)"]
    assert name.checkState(0) == Qt.CheckState.Unchecked
    assert [name.text(column) for column in range(3)] == ["Patient's Name", "may tell whose image it is", "DOE^JANE"]
    assert not dialog._warning.text()
    assert not dialog._looked.isVisible()
    write(qtbot, window, dialog, tmp_path / "a.png", monkeypatch)
    read = extract(tmp_path / "a.png")
    assert {one.value for one in read.texts if one.tag == 0x00185101} == {"PA"}
    assert b"DOE" not in (tmp_path / "a.png").read_bytes()
    assert b"PLANTED" not in (tmp_path / "a.png").read_bytes()
    assert "Written" in dialog._said.text()
    name.setCheckState(0, Qt.CheckState.Checked)
    assert "will carry what may tell whose image it is" in dialog._warning.text()
    write(qtbot, window, dialog, tmp_path / "b.png", monkeypatch)
    assert {one.value for one in extract(tmp_path / "b.png").xmp if one.tag == 0x00100010} == {"DOE^JANE"}


def test_stored_values_and_lowest_bits(qtbot, window, dialog, radiograph, tmp_path, monkeypatch):
    dialog._depth.setCurrentIndex(dialog._depth.findData(16))
    dialog._bits.setChecked(True)
    capacity = 80 * 60 // 8 - 12
    qtbot.waitUntil(lambda: f"of {capacity} bytes used; PSNR " in dialog._room.text(), timeout=20_000)
    told = float(dialog._room.text().partition("PSNR ")[2].partition(" dB")[0])
    done = write(qtbot, window, dialog, tmp_path / "a.png", monkeypatch)
    assert done.psnr_db == pytest.approx(told, abs=0.05)
    pixels = cv2.imread(str(tmp_path / "a.png"), cv2.IMREAD_UNCHANGED)
    stored = pydicom.dcmread(radiograph).pixel_array
    assert np.array_equal(pixels >> 1, stored >> 1)
    assert not np.array_equal(pixels, stored)
    assert extract(tmp_path / "a.png").bits.channel == "grey"


def test_while_patient_data_is_hidden_it_cannot_be_chosen(qtbot, window, dialog):
    rows(dialog)["(0010,0010)"].setCheckState(0, Qt.CheckState.Checked)
    window.state.set_patient_data_hidden(True)
    name = rows(dialog)["(0010,0010)"]
    assert (name.text(2), name.checkState(0)) == ("hidden", Qt.CheckState.Unchecked)
    assert not name.flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert not any(one.identifying for one in dialog.order.attributes)
    assert rows(dialog)["(0018,5101)"].text(2) == "PA"


def test_what_does_not_fit_cannot_be_exported(qtbot, window, tmp_path, write_dicom):
    small = write_dicom(tmp_path / "in" / "small.dcm", np.zeros((16, 16)))
    with qtbot.waitSignal(window.state.frame_changed, timeout=20_000):
        window.open_paths([small])
    window.export.metadata.show_dialog()
    dialog = window.export.metadata.dialog
    qtbot.waitUntil(lambda: dialog._list.topLevelItemCount() > 0, timeout=20_000)
    assert dialog._export.isEnabled()
    dialog._bits.setChecked(True)
    qtbot.waitUntil(lambda: "of 20 bytes used: choose fewer attributes" in dialog._room.text(), timeout=20_000)
    assert not dialog._export.isEnabled()
    dialog._bits.setChecked(False)
    assert dialog._export.isEnabled()


def test_burned_in_text_has_to_be_confirmed(qtbot, window, tmp_path, write_dicom):
    burned = write_dicom(tmp_path / "in" / "b.dcm", np.zeros((40, 40)), BurnedInAnnotation="YES")
    with qtbot.waitSignal(window.state.frame_changed, timeout=20_000):
        window.open_paths([burned])
    window.export.metadata.show_dialog()
    dialog = window.export.metadata.dialog
    qtbot.waitUntil(lambda: dialog._list.topLevelItemCount() > 0, timeout=20_000)
    assert "The pixels may show who the patient is." in dialog._warning.text()
    assert not dialog._export.isEnabled()
    dialog._looked.setChecked(True)
    assert dialog._export.isEnabled()


def test_another_image_brings_its_own_attributes(qtbot, window, dialog, tmp_path, write_dicom):
    other = write_dicom(tmp_path / "in" / "b.dcm", np.ones((40, 40)), ViewPosition="LL", SOPInstanceUID="1.2.9")
    with qtbot.waitSignal(window.state.frame_changed, timeout=20_000):
        window.open_paths([other])
    qtbot.waitUntil(lambda: "(0018,5101)" in rows(dialog), timeout=20_000)
    assert rows(dialog)["(0018,5101)"].text(2) == "LL"
    assert "(0010,0040)" not in rows(dialog)


def test_the_radiograph_is_never_written_onto(qtbot, window, dialog, radiograph):
    before = radiograph.read_bytes()
    with qtbot.waitSignal(window.export.metadata.failed, timeout=20_000) as failed:
        dialog.write_requested.emit(MetadataOrder(8, (), ""), radiograph)
    assert "the image itself" in failed.args[0]
    assert radiograph.read_bytes() == before


def drop(window, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(event)


def test_a_dropped_picture_shows_what_it_carries(qtbot, window, dialog, tmp_path, monkeypatch):
    dialog._bits.setChecked(True)
    dialog._channel.setCurrentIndex(dialog._channel.findData("blue"))
    rows(dialog)["(0010,0010)"].setCheckState(0, Qt.CheckState.Checked)
    write(qtbot, window, dialog, tmp_path / "carrier.png", monkeypatch)
    messages = window.image_area.messages
    with qtbot.waitSignal(window.state.frame_changed, timeout=20_000):
        drop(window, tmp_path / "carrier.png")
    assert window.state.frame.picture  # it opens as before
    qtbot.waitUntil(lambda: "This picture carries" in messages.text, timeout=20_000)
    assert "in the lowest bits of blue" in messages.text
    assert "DOE" not in messages.text
    assert messages._remedy.text() == "Show what it carries"
    messages._remedy.click()
    tags = window.sources.tags
    qtbot.waitUntil(lambda: tags.document is not None, timeout=20_000)
    groups = {row.name: row for row in tags.document.rows}
    assert set(groups) == {"Text of the picture", "XMP", "Lowest bits of blue"}
    for group in groups.values():
        values = {row.tag: row.value for row in group.children}
        assert (values[0x00185101], values[0x00100010]) == ("PA", "DOE^JANE")
    found = {one.row.value for one in tags.document.find("doe", hidden=False)}
    assert found == {"DOE^JANE"}
    assert not tags.document.find("doe", hidden=True)


def test_a_picture_that_is_refused_still_shows_what_it_carries(qtbot, window, tmp_path):
    write_png(tmp_path / "colour.png", np.random.default_rng(1).integers(0, 256, (40, 40, 3)).astype(np.uint8))
    drop(window, tmp_path / "colour.png")
    qtbot.waitUntil(lambda: "This picture carries 2 texts." in window.image_area.messages.text, timeout=20_000)


def test_a_picture_without_anything_is_opened_without_a_word(qtbot, window, tmp_path):
    cv2.imwrite(str(tmp_path / "bare.png"), np.zeros((30, 30), np.uint8))
    with qtbot.waitSignal(window.state.frame_changed, timeout=20_000):
        drop(window, tmp_path / "bare.png")
    qtbot.waitUntil(lambda: not window.jobs.is_running("carried"), timeout=20_000)
    assert "carries" not in window.image_area.messages.text
    window.sources.show_tags()
    qtbot.waitUntil(lambda: window.sources.tags.document is not None, timeout=20_000)
    assert [row.value for row in window.sources.tags.document.rows] == ["This picture carries nothing."]
