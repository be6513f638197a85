"""Results as DICOM, sending and de-identifying through the real window, with a real Orthanc."""

import contextlib
import json
import os
import socket
import threading
import time
from functools import partial

import numpy as np
import pydicom
import pytest
from orthanc import PASSWORD, USER, free_ports, running
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit

from core.annotate.shapes import Length
from core.dicom.catalogue import Catalogue
from core.display.orientation import Orientation
from core.display.render import render
from core.explain.heat import GRAD_CAM, HeatMap
from core.models.shelf import Shelf
from core.prediction import Prediction
from core.preprocess import PreprocessSpec
from core.validity import UNCHECKED
from viewer.explain.color_maps import HeatLook
from viewer.export.deidentify_desk import LANE
from viewer.export.deidentify_dialog import IMAGE, LIST
from viewer.export.heat_picture import HeatOnImage
from viewer.export.pacs_addresses import Address, PacsAddresses
from viewer.export.send_desk import SEND, TEST
from viewer.export.send_dialog import BOTH, SERIES
from viewer.main_window import MainWindow
from viewer.settings import Settings


@pytest.fixture(scope="module")
def orthanc(tmp_path_factory):
    with running(tmp_path_factory.mktemp("orthanc")) as server:
        yield server


@pytest.fixture
def window(qtbot, tmp_path, study_folder):
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
    with qtbot.waitSignals([window.state.frame_changed, window.browser.scan_ended], timeout=30_000):
        window.open_paths([study_folder])
    if window.state.frame.path.name != "z.dcm":
        with qtbot.waitSignal(window.state.frame_changed):
            window.browser.choose(study_folder / "z.dcm")
    yield window
    window.close()
    assert window.jobs.wait(0)
    catalogue.close()


@pytest.fixture
def answered(window):
    """The window with an answer about the image on screen, as the panel would give it."""
    frame = window.state.frame
    prediction = Prediction(
        ("normal", "opacity"), (0.2, 0.8), (0.2, 0.8), "softmax", (), "tiny", "ab" * 32, True,
        PreprocessSpec("native", 32, 32), frame.identity.instance_uid, frame.pixel_sha256(), 0, "Keras 3.1", "float32",
        1.0, UNCHECKED, 5.0, "0.1.0", "2026-01-02T03:04:05.678+00:00",
    )  # fmt: skip
    window.export.report.answer = lambda: (prediction, None)
    return window


def fill(dialog, **address):
    dialog.form.set_address(Address(**address))


def over(signal, lane):
    """Waits until a job of this lane is over: others may end meanwhile."""
    return {"signal": signal, "check_params_cb": lambda of, _: of == lane, "timeout": 60_000}


def _given(value):
    return value


def choose(dialog, which):
    dialog._which.setCurrentIndex(dialog._which.findData(which))


def test_a_report_is_saved(qtbot, answered, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine"), ""))
    with qtbot.waitSignal(answered.export.told, timeout=30_000) as told:
        answered.actions_by_id["export.sr"].trigger()
    assert told.args[0] == f"Written: {tmp_path / 'mine.dcm'}"
    report = pydicom.dcmread(tmp_path / "mine.dcm")
    assert (report.Modality, str(report.PatientName), report.StudyInstanceUID) == ("SR", "DOE^JANE", "1.2.8")
    answered.state.set_patient_data_hidden(True)
    with qtbot.waitSignal(answered.export.told, timeout=30_000) as told:
        answered.actions_by_id["export.sr"].trigger()
    assert told.args[0] == "Written."


def test_a_picture_is_saved_as_shown_with_the_heat_map_and_without_words(qtbot, answered, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine.dcm"), ""))
    answered.state.set_orientation(Orientation(0, True))
    frame, sized = answered.state.frame, []
    for heat in (False, True):
        if heat:
            values = np.zeros((32, 32), np.float32)
            values[8:24, 8:24] = 1
            about = (frame.identity.instance_uid, frame.pixel_sha256(), 0)
            made = HeatMap(GRAD_CAM, "opacity", values, 1.0, PreprocessSpec("native", 32, 32), "c", "m", "ab", *about)
            on_image = HeatOnImage(made, HeatLook(), 48, 32)
            answered.export.report.heat = partial(_given, on_image)
        with qtbot.waitSignal(answered.export.told, timeout=30_000) as told:
            answered.actions_by_id["export.sc"].trigger()
        assert "Written" in told.args[0]
        sized.append(pydicom.dcmread(tmp_path / "mine.dcm").pixel_array)
    mirrored = render(answered.state.frame, answered.state.view)[:, ::-1]
    column = (640 - 32) // 2
    row = next(at for at in range(200) if np.array_equal(sized[0][at, column : column + 32, 0], mirrored[0]))
    assert np.array_equal(sized[0][row : row + 48, column : column + 32, 1], mirrored)
    assert (sized[1] != sized[0]).any()


def test_without_an_answer_nothing_is_asked(qtbot, window, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: pytest.fail("asked where"))
    for action in ("export.sr", "export.sc"):
        with qtbot.waitSignal(window.export.told) as told:
            window.actions_by_id[action].trigger()
        assert told.args[0] == "There is no answer about this image yet: classify it first."


def test_the_image_itself_is_never_replaced(qtbot, answered, monkeypatch):
    source = answered.state.frame.path
    before = source.read_bytes()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(source), ""))
    with qtbot.waitSignal(answered.export.told, timeout=30_000) as told:
        answered.actions_by_id["export.sr"].trigger()
    assert "is not replaced" in told.args[0]
    assert source.read_bytes() == before


def test_a_result_goes_to_a_pacs(qtbot, answered, orthanc, tmp_path):
    orthanc.clear()
    answered.actions_by_id["export.send"].trigger()
    dialog = answered.export.pacs.dialog
    choose(dialog, BOTH)
    fill(dialog, host="127.0.0.1", port=orthanc.dicom_port, called=orthanc.aet)
    with qtbot.waitSignal(**over(answered.jobs.finished, TEST)):
        qtbot.mouseClick(dialog._test, Qt.MouseButton.LeftButton)
    assert dialog._said.text() == f"ORTHANC at 127.0.0.1:{orthanc.dicom_port} answers."
    with qtbot.waitSignal(**over(answered.jobs.finished, SEND)):
        qtbot.mouseClick(dialog._send, Qt.MouseButton.LeftButton)
    assert dialog._said.text() == "2 of 2 files sent."
    assert dialog._problem.text() == ""
    assert dialog._send.isEnabled()
    series = orthanc.json("/series?expand")
    assert sorted(one["MainDicomTags"]["Modality"] for one in series) == ["OT", "SR"]
    kept = json.loads((tmp_path / "config" / "pacs.json").read_text())
    assert [one["called"] for one in kept] == ["ORTHANC"]


def test_images_go_over_dicomweb_and_the_password_is_kept_nowhere(qtbot, window, orthanc, tmp_path):
    orthanc.clear()
    window.actions_by_id["export.send"].trigger()
    dialog = window.export.pacs.dialog
    assert dialog._missing.text().startswith("There is no answer")
    assert not dialog._send.isEnabled()
    choose(dialog, SERIES)
    assert dialog._send.isEnabled()
    fill(dialog, web=True, url=orthanc.web, user=USER)
    dialog.form._password.setText("wrong")
    with qtbot.waitSignal(**over(window.jobs.finished, SEND)):
        qtbot.mouseClick(dialog._send, Qt.MouseButton.LeftButton)
    assert "does not know this name and password" in dialog._problem.text()
    assert not (tmp_path / "config" / "pacs.json").exists()
    dialog.form._password.setText(PASSWORD)
    assert dialog.form._password.echoMode() is QLineEdit.EchoMode.Password
    with qtbot.waitSignal(**over(window.jobs.finished, SEND)):
        qtbot.mouseClick(dialog._send, Qt.MouseButton.LeftButton)
    assert dialog._said.text() == "2 of 2 files sent."
    sources = [path.read_bytes() for path in window.browser.series()]
    assert sorted(orthanc.file(uid) for uid in orthanc.instances()) == sorted(sources)
    for folder, _, names in os.walk(tmp_path / "config"):
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:  # noqa: PTH118, PTH123
                assert PASSWORD.encode() not in file.read()
    assert PASSWORD not in str(QSettings().allKeys())


def test_what_is_wrong_is_said_in_the_dialog(qtbot, window, orthanc):
    window.actions_by_id["export.send"].trigger()
    dialog = window.export.pacs.dialog
    fill(dialog, host="", called="PACS")
    qtbot.mouseClick(dialog._test, Qt.MouseButton.LeftButton)
    assert "needs a host name" in dialog._problem.text()
    (port,) = free_ports(1)
    fill(dialog, host="127.0.0.1", port=port, called="PACS")
    assert dialog._problem.text() == ""  # it was about another address
    with qtbot.waitSignal(**over(window.jobs.failed, TEST)):
        qtbot.mouseClick(dialog._test, Qt.MouseButton.LeftButton)
    assert "cannot be reached: connection refused" in dialog._problem.text()
    assert dialog._test.isEnabled()
    fill(dialog, host="127.0.0.1", port=orthanc.dicom_port, called="WRONG")
    choose(dialog, SERIES)
    with qtbot.waitSignal(**over(window.jobs.finished, SEND)):
        qtbot.mouseClick(dialog._send, Qt.MouseButton.LeftButton)
    assert "0 of 2 files sent." in dialog._said.text()
    assert "rejected us" in dialog._problem.text()


@pytest.fixture
def silent():
    """A server that takes connections and never says a word."""
    held = []

    def take():
        with contextlib.suppress(OSError):  # closed
            while True:
                held.append(server.accept()[0])

    with socket.create_server(("127.0.0.1", 0)) as server:
        taking = threading.Thread(target=take)
        taking.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        taking.join()
        for one in held:
            one.close()


@pytest.mark.parametrize("web", [False, True])
@pytest.mark.parametrize("lane", [TEST, SEND])
def test_a_silent_pacs_keeps_no_window_from_closing(qtbot, window, silent, web, lane):
    window.actions_by_id["export.send"].trigger()
    dialog = window.export.pacs.dialog
    fill(dialog, web=web, url=f"http://127.0.0.1:{silent}/dicom-web", host="127.0.0.1", port=silent, called="PACS")
    choose(dialog, SERIES)
    with qtbot.waitSignal(**over(window.jobs.progressed, lane)):  # it waits for an answer
        qtbot.mouseClick(dialog._test if lane == TEST else dialog._send, Qt.MouseButton.LeftButton)
    began = time.monotonic()
    window.close()
    assert time.monotonic() - began < 5
    assert window.jobs.wait(0)


def test_files_are_not_named_while_patient_data_is_hidden(qtbot, window, orthanc, study_folder):
    window.state.set_patient_data_hidden(True)
    window.actions_by_id["export.send"].trigger()
    dialog = window.export.pacs.dialog
    fill(dialog, host="127.0.0.1", port=orthanc.dicom_port, called=orthanc.aet)
    choose(dialog, SERIES)
    (study_folder / "a.dcm").unlink()
    with qtbot.waitSignal(**over(window.jobs.finished, SEND)):
        qtbot.mouseClick(dialog._send, Qt.MouseButton.LeftButton)
    assert dialog._said.text() == "1 of 2 files sent."
    assert "no such file" in dialog._problem.text()
    assert "a.dcm" not in dialog._problem.text()


def test_addresses_survive_and_junk_does_not(qtbot, tmp_path):
    file = tmp_path / "pacs.json"
    first = PacsAddresses(file)
    for number in range(12):
        first.keep(Address(host=f"h{number}", called="A"))
    first.keep(Address(host="h5", called="A"))
    again = PacsAddresses(file).kept
    assert [one.host for one in again] == ["h5", "h11", "h10", "h9", "h8", "h7", "h6", "h4", "h3", "h2"]
    assert "password" not in file.read_text()
    file.write_text(
        json.dumps([{"host": "good", "called": "A", "password": "x"}, {"port": "104"}, 7, {"host": "a\nb"}])
    )
    assert [one.host for one in PacsAddresses(file).kept] == ["good"]
    assert file.with_name("pacs.json.bad").exists()


def test_deidentified_copies_are_held_back_until_somebody_has_looked(qtbot, window, tmp_path, monkeypatch):
    out = tmp_path / "out"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(out))
    window.actions_by_id["export.deidentified"].trigger()
    dialog = window.export.deidentify.dialog
    choose(dialog, IMAGE)
    with qtbot.waitSignal(**over(window.jobs.finished, LANE)):
        qtbot.mouseClick(dialog._export, Qt.MouseButton.LeftButton)
    assert dialog._said.text() == f"0 copies written to {out}."
    assert "1 images were held back" in dialog._problem.text()
    dialog._confirmed.setChecked(True)
    with qtbot.waitSignal(**over(window.jobs.finished, LANE)):
        qtbot.mouseClick(dialog._export, Qt.MouseButton.LeftButton)
    (copy,) = out.iterdir()
    dataset = pydicom.dcmread(copy)
    assert dataset.PatientIdentityRemoved == "YES"
    assert b"DOE" not in copy.read_bytes()
    assert np.array_equal(dataset.pixel_array, pydicom.dcmread(window.state.frame.path).pixel_array)
    with qtbot.waitSignal(window.state.frame_changed):
        window.browser.choose(window.state.frame.path.with_name("a.dcm"))
    assert not dialog._confirmed.isChecked()  # another image: nobody has looked at that one yet


def test_all_listed_images_and_those_that_cannot_be(qtbot, window, tmp_path, monkeypatch, study_folder):
    out = tmp_path / "out"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(out))
    window.actions_by_id["export.deidentified"].trigger()
    dialog = window.export.deidentify.dialog
    choose(dialog, LIST)
    listed = len(window.browser.model.images())
    (study_folder / "roe.dcm").unlink()
    dialog._confirmed.setChecked(True)
    with qtbot.waitSignal(**over(window.jobs.finished, LANE)):
        qtbot.mouseClick(dialog._export, Qt.MouseButton.LeftButton)
    assert "roe.dcm: cannot be read: no such file" in dialog._problem.text()
    written = len(list(out.iterdir()))
    assert 3 <= written < listed
    assert dialog._said.text() == f"{written} copies written to {out}."
    window.state.set_patient_data_hidden(True)
    assert dialog._said.text() == dialog._problem.text() == ""
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "file"))
    with qtbot.waitSignal(**over(window.jobs.failed, LANE)):
        qtbot.mouseClick(dialog._export, Qt.MouseButton.LeftButton)
    assert "cannot be written there" in dialog._problem.text()


def test_words_of_annotations_stay_out_of_the_picture(qtbot, answered, tmp_path, monkeypatch):
    pictures = []
    pad = answered.annotating.pad
    qtbot.waitUntil(lambda: pad.sheet is not None)
    for label in ("", "DOE JANE"):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine.dcm"), ""))
        pad.add(Length(((4.0, 10.5), (28.0, 10.5)), label=label))
        with qtbot.waitSignal(answered.export.told, timeout=30_000):
            answered.actions_by_id["export.sc"].trigger()
        pictures.append(pydicom.dcmread(tmp_path / "mine.dcm").PixelData)
        pad.undo()
    assert pictures[0] == pictures[1]
