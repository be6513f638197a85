"""Printing through the real window: the dialog, its preview, paper and PDF."""

import numpy as np
import pytest
from PySide6 import QtPrintSupport
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog

from viewer.layout.arrangement import Arrangement
from viewer.printing import desk as desks
from viewer.printing.dialog import SERIES, SHOWN
from viewer.printing.order import Layout, Paper


class Accepted:
    """A print dialog in which the user chose a file and said yes."""

    DialogCode = QPrintDialog.DialogCode
    path = ""

    def __init__(self, printer, parent):
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(self.path)

    def exec(self):
        return QPrintDialog.DialogCode.Accepted

    def deleteLater(self):
        """It is no real one."""


@pytest.fixture
def window(qtbot, window, study_folder):
    """The main window with the study folder, its image z.dcm on screen: the first of a series of two."""
    with qtbot.waitSignals([window.state.frame_changed, window.browser.scan_ended], timeout=30_000):
        window.open_paths([study_folder])
    if window.state.frame.path.name != "z.dcm":
        with qtbot.waitSignal(window.state.frame_changed):
            window.browser.choose(study_folder / "z.dcm")
    return window


@pytest.fixture
def dialog(qtbot, window):
    """The print dialog with its first preview."""
    with qtbot.waitSignal(window.jobs.finished, check_params_cb=lambda lane, _: lane == desks.PREVIEW, timeout=20_000):
        window.actions_by_id["export.print"].trigger()
    return window.export.printing.dialog


def choose(dialog, box, data):
    box.setCurrentIndex(box.findData(data))
    assert box.currentData() == data


def previewed(qtbot, window, change):
    last = {"check_params_cb": lambda lane, _: lane == desks.PREVIEW, "timeout": 20_000}
    with qtbot.waitSignal(window.jobs.finished, **last) as done:
        change()
    return done.args[1]


def test_the_preview_follows_every_choice(qtbot, window, dialog):
    assert dialog.preview._page.picture is not None
    assert dialog.preview._where.text() == "Page 1 of 1"
    assert not dialog.preview._next.isVisible()
    picture, number, count = previewed(qtbot, window, lambda: choose(dialog, dialog._images, SERIES))
    assert (number, count) == (0, 2)
    assert dialog.preview._next.isVisible()
    picture, number, count = previewed(qtbot, window, dialog.preview._next.click)
    assert (number, count) == (1, 2)
    assert dialog.preview._where.text() == "Page 2 of 2"
    picture, number, count = previewed(qtbot, window, lambda: choose(dialog, dialog._layout, Layout.TWO))
    assert (number, count) == (0, 1)
    picture, *_ = previewed(qtbot, window, lambda: choose(dialog, dialog._paper, Paper.FILM))
    assert max(picture.width(), picture.height()) == round(431.8 / 25.4 * 110)


def test_what_is_on_screen_is_printed_as_it_is_arranged(qtbot, window, dialog, study_folder):
    assert dialog._images.findData(SHOWN) < 0
    window.panes.arrange(Arrangement.TWO)
    other = next(image for image in window.state.images if image is not window.state.active)
    with qtbot.waitSignal(other.frame_changed, timeout=20_000):
        window.opening.open(study_folder / "roe.dcm", other)
    dialog.changed.emit()
    window.export.printing.look()
    assert dialog._images.findData(SHOWN) > 0
    choose(dialog, dialog._layout, Layout.AS_SHOWN)
    assert not dialog._images.isEnabled()
    assert not dialog._size.isEnabled()
    wanted = window.export.printing._wanted()
    assert (wanted.rows, wanted.columns) == (1, 2)
    assert [scene.frame.path.name for scene in wanted.sources] == ["z.dcm", "roe.dcm"]


def test_patient_data_is_not_offered_while_it_is_hidden(qtbot, window, dialog):
    dialog._patient.setChecked(True)
    assert dialog.order.patient
    assert "names the patient" in dialog._hint.text()
    window.state.set_patient_data_hidden(True)
    assert not dialog._patient.isEnabled()
    assert not dialog.order.patient
    assert window.export.printing._wanted().sources[0].hidden


def test_a_pdf_file_is_written_where_the_user_says(qtbot, window, dialog, tmp_path, monkeypatch):
    target = tmp_path / "pages.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    choose(dialog, dialog._images, SERIES)
    with qtbot.waitSignal(window.export.printing.written, timeout=20_000):
        dialog._write.click()
    assert target.read_bytes().count(b"/Type /Page\n") == 2
    assert str(target) in dialog._said.text()
    window.state.set_patient_data_hidden(True)
    assert str(target) not in dialog._said.text()


def test_pages_go_to_the_printer(qtbot, window, dialog, tmp_path, monkeypatch):
    monkeypatch.setattr(Accepted, "path", str(tmp_path / "printed.pdf"))
    monkeypatch.setattr(QtPrintSupport, "QPrintDialog", Accepted)
    choose(dialog, dialog._images, SERIES)
    with qtbot.waitSignal(window.export.printing.printed, timeout=20_000):
        dialog._print.click()
    assert (tmp_path / "printed.pdf").read_bytes().count(b"/Type /Page\n") == 2
    assert dialog._said.text() == "The pages are printed."


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_takes_nothing_is_told(qtbot, window, dialog, tmp_path, monkeypatch):
    monkeypatch.setattr(Accepted, "path", str(tmp_path / "nowhere" / "printed.pdf"))
    monkeypatch.setattr(QtPrintSupport, "QPrintDialog", Accepted)
    with qtbot.waitSignal(window.export.printing.failed, timeout=20_000) as told:
        dialog._print.click()
    assert "Nothing was printed" in told.args[0]
    assert dialog._said.text() == told.args[0]


def test_without_an_image_there_is_nothing_to_print(qtbot, window, dialog):
    window.clear()
    assert dialog.preview._where.text() == "Nothing to print"
    assert not dialog._print.isEnabled()
    assert not dialog._write.isEnabled()


def test_a_print_under_way_is_not_ended_by_another(qtbot, window, dialog, tmp_path):
    choose(dialog, dialog._images, SERIES)
    dialog.file_requested.emit(tmp_path / "pages.pdf")
    assert not dialog._write.isEnabled()
    assert not dialog._print.isEnabled()
    window.export.printing.look()  # as when another image comes to the screen
    assert not dialog._write.isEnabled()
    assert dialog._progress.isVisible()
    with qtbot.waitSignal(window.export.printing.written, timeout=20_000):
        pass
    assert dialog._write.isEnabled()
    assert dialog._print.isEnabled()


def test_a_print_that_was_stopped_or_failed_leaves_the_way_free(qtbot, window, dialog, tmp_path):
    dialog.file_requested.emit(tmp_path / "pages.pdf")
    dialog._progress.cancel_requested.emit()
    assert dialog._write.isEnabled()
    with qtbot.waitSignal(window.export.printing.failed, timeout=20_000):
        dialog.file_requested.emit(tmp_path / "gone" / "pages.pdf")
    assert dialog._write.isEnabled()
    assert not list(tmp_path.glob("*.pdf"))


def test_the_series_is_counted_again_when_more_of_it_was_found_and_when_it_is_gone(
    qtbot, window, dialog, study_folder, write_dicom
):
    previewed(qtbot, window, lambda: choose(dialog, dialog._images, SERIES))
    same = {"PatientName": "DOE^JANE", "PatientID": "ID-DOE", "StudyInstanceUID": "1.2.8"}
    own = {"SeriesInstanceUID": "1.2.8.1", "SOPInstanceUID": "1.2.8.1.9", "InstanceNumber": 9, "StudyDate": "20200102"}
    write_dicom(study_folder / "n.dcm", np.zeros((48, 32)), **same, **own)
    window.open_paths([study_folder])
    qtbot.waitUntil(lambda: dialog.preview._where.text() == "Page 1 of 3", timeout=20_000)
    window.browser.folder_forgotten.disconnect(window.export.printing.look)  # whatever tells of it, no empty page
    for path in window.browser.series():
        window.browser.model.remove([path])
    assert window.export.printing._wanted() is None
