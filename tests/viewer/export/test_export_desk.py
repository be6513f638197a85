"""Export through the real window: one file, many files, the clipboard."""

import contextlib
import hashlib
import zlib
from pathlib import Path

import cv2
import numpy as np
import pydicom
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from core.annotate.shapes import Length
from core.display.orientation import Orientation
from core.display.render import render
from core.export.picture import DISCLAIMER
from viewer.export.order import Format, Order
from viewer.export.picture import pixels_of
from viewer.image.overlay import OverlayBar


@pytest.fixture
def window(qtbot, window, study_folder):
    """The main window with the study folder, its image z.dcm on screen."""
    with qtbot.waitSignals([window.state.frame_changed, window.browser.scan_ended], timeout=30_000):
        window.open_paths([study_folder])
    if window.state.frame.path.name != "z.dcm":
        with qtbot.waitSignal(window.state.frame_changed):
            window.browser.choose(study_folder / "z.dcm")
    return window


def choose(dialog, box, data):
    box.setCurrentIndex(box.findData(data))
    assert box.currentData() == data


def read(path):
    return cv2.imread(str(path), cv2.IMREAD_UNCHANGED)


def test_one_image_at_native_depth(qtbot, window, tmp_path, monkeypatch):
    source = window.state.frame.path
    before = hashlib.sha256(source.read_bytes()).hexdigest(), source.stat().st_mtime_ns
    target = tmp_path / "chosen.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.actions_by_id["export.export"].trigger()
    dialog = window.export.dialog
    choose(dialog, dialog._format, Format.NATIVE_PNG)
    with qtbot.waitSignal(window.export.exporting.written):
        dialog._export.click()
    assert np.array_equal(read(target), pydicom.dcmread(source).pixel_array)
    assert str(target) in dialog._said.text()
    assert (hashlib.sha256(source.read_bytes()).hexdigest(), source.stat().st_mtime_ns) == before


def test_an_image_is_never_written_onto_itself(qtbot, window, monkeypatch):
    source = window.state.frame.path
    before = source.read_bytes()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(source), ""))
    window.export.show_dialog()
    with qtbot.waitSignal(window.export.exporting.failed) as failed:
        window.export.dialog._export.click()
    assert "the image itself" in failed.args[0]
    assert source.read_bytes() == before


def test_all_listed_images_are_numbered_and_what_fails_is_named(qtbot, window, tmp_path, study_folder):
    out = tmp_path / "out"
    out.mkdir()
    (out / "image-0002.png").write_bytes(b"somebody's")
    window.export.show_dialog()
    greys = [path for path in window.browser.model.images() if path.name != "mask.dcm"]
    (study_folder / "roe.dcm").unlink()
    with qtbot.waitSignal(window.export.exporting.many_written, timeout=20_000) as done:
        window.export.dialog.many_requested.emit(Order(Format.NATIVE_TIFF), "list", out)
    summary = done.args[0]
    assert (out / "image-0002.png").read_bytes() == b"somebody's"
    assert summary.written == len(greys) - 1
    assert len(summary.refused) == len(window.browser.model.images()) - summary.written
    assert any("roe.dcm" in reason for reason in summary.refused)
    written = sorted(path.name for path in out.iterdir() if path.suffix == ".tiff")
    listed = window.browser.model.images()
    assert written == [f"image-{listed.index(path) + 1:04d}.tiff" for path in greys if path.name != "roe.dcm"]
    first = next(path for path in greys if path.exists())
    assert np.array_equal(read(out / written[0]), pydicom.dcmread(first).pixel_array)


def test_the_clipboard_gets_what_the_view_shows(qtbot, window):
    window.state.set_orientation(Orientation(1, True))
    view = window.image_view
    size, middle = (view.height(), view.width()), view.placement.to_screen(16.5, 24.5)
    with qtbot.waitSignal(window.export.exporting.copied):
        window.actions_by_id["export.copy"].trigger()
    picture = pixels_of(QGuiApplication.clipboard().image())
    assert picture.shape == size
    expected = render(window.state.frame, window.state.view)[24, 16]
    assert abs(int(picture[int(middle[1]), int(middle[0])]) - int(expected)) <= 1


def test_the_result_on_screen_is_on_the_clipboard_and_in_the_file(qtbot, window, tmp_path):
    view = window.image_view
    view.set_result_overlay((OverlayBar("opacity", 1.0, None, "#56b4e9"),), ("ResNet50", DISCLAIMER))

    def copied():
        with qtbot.waitSignal(window.export.exporting.copied):
            window.actions_by_id["export.copy"].trigger()
        return pixels_of(QGuiApplication.clipboard().image())

    def bar(picture):
        return np.ptp(np.argwhere((picture == [86, 180, 233]).all(axis=2)), axis=0)

    assert bar(copied()) == pytest.approx(bar(pixels_of(view.grab().toImage())), abs=2)
    with qtbot.waitSignal(window.export.exporting.written) as written:
        window.export.dialog.one_requested.emit(Order(), tmp_path / "with.png")
    assert (read(written.args[0]) == [233, 180, 86]).all(axis=2).any()  # OpenCV gives blue first
    assert b"with the answer of a model" in written.args[0].read_bytes()
    view.set_result_shown(False)
    assert copied().ndim == 2  # all grey: no plate


def test_the_result_on_screen_is_not_written_on_other_images(qtbot, window, tmp_path):
    window.image_view.set_result_overlay((OverlayBar("opacity", 1.0, None, "#56b4e9"),), (DISCLAIMER,))
    paths = [window.state.frame.path]
    with qtbot.waitSignal(window.export.exporting.many_written, timeout=20_000):
        window.export.exporting.write_many(paths, Order(), tmp_path, like=window.export._scene())
    assert np.array_equal(read(tmp_path / "image-0001.png"), render(window.state.frame, window.state.view))


def test_annotations_of_the_image_are_in_its_picture(qtbot, window, tmp_path):
    pad = window.annotating.pad
    qtbot.waitUntil(lambda: pad.sheet is not None)
    pad.add(Length(((4.0, 10.5), (28.0, 10.5))))
    pictures = {}
    for drawn in (True, False):
        with qtbot.waitSignal(window.export.exporting.written) as written:
            window.export.dialog.one_requested.emit(Order(annotations=drawn), tmp_path / f"{drawn}.png")
        pictures[drawn] = read(written.args[0])
    assert pictures[True].shape == (48, 32, 3)
    assert np.array_equal(pictures[False], render(window.state.frame, window.state.view))


def test_a_pdf_is_one_page_without_the_patient(qtbot, window, tmp_path):
    with qtbot.waitSignal(window.export.exporting.written, timeout=20_000):
        window.export.dialog.one_requested.emit(Order(Format.PDF), tmp_path / "page.pdf")
    content = (tmp_path / "page.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page\n") == 1
    assert b"DOE" not in content


def test_the_dialog_says_what_is_possible(qtbot, window):
    dialog = window.export.dialog
    window.export.show_dialog()
    choose(dialog, dialog._format, Format.NATIVE_TIFF)
    assert not dialog._extent.isEnabled()
    assert not dialog._texts.isEnabled()
    assert "not windowed" in dialog._warning.text()
    choose(dialog, dialog._format, Format.SHOWN)
    dialog._texts.setChecked(True)
    assert "name the patient" in dialog._warning.text()
    window.state.set_patient_data_hidden(True)
    assert dialog._warning.text() == ""
    assert not dialog._warning.isVisible()
    assert Path("image.png").suffix == dialog.order.format.suffix
    window.clear()
    assert not dialog._export.isEnabled()


def test_while_a_preview_is_shown_the_image_behind_it_is_not_copied(qtbot, window):
    QGuiApplication.clipboard().clear()
    window.panes.set_preview(window.state.active, np.zeros((10, 10), np.uint8))
    with qtbot.waitSignal(window.export.told) as told:
        window.actions_by_id["export.copy"].trigger()
    assert "still being read" in told.args[0]
    assert not window.jobs.is_running("export copy")


def test_no_file_is_named_while_patient_data_is_hidden(qtbot, window, tmp_path, study_folder):
    said = window.export.dialog._said
    window.export.show_dialog()
    order = Order(Format.NATIVE_TIFF)
    with qtbot.waitSignal(window.export.exporting.written):
        window.export.dialog.one_requested.emit(order, tmp_path / "doe.tiff")
    assert "doe" in said.text()
    window.state.set_patient_data_hidden(True)
    assert said.text() == ""
    with qtbot.waitSignal(window.export.exporting.written):
        window.export.dialog.one_requested.emit(order, tmp_path / "doe2.tiff")
    assert said.text() == "Written."
    (study_folder / "roe.dcm").unlink()
    with qtbot.waitSignal(window.export.exporting.many_written, timeout=20_000):
        window.export.dialog.many_requested.emit(order, "list", tmp_path)
    assert "roe" not in said.text()
    assert str(tmp_path) not in said.text()
    assert "no such file" in said.text()  # but why one is missing is told


def test_a_name_without_suffix_replaces_no_file(qtbot, window, tmp_path, monkeypatch):
    (tmp_path / "chosen.png").write_bytes(b"")  # Qt has asked about "chosen" only
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "chosen"), ""))
    window.export.show_dialog()
    with qtbot.waitSignal(window.export.exporting.written) as written:
        window.export.dialog._export.click()
    assert written.args[0] == tmp_path / "chosen-2.png"
    assert (tmp_path / "chosen.png").read_bytes() == b""


def test_a_pdf_holds_the_greys_without_loss(qtbot, window, tmp_path):
    with qtbot.waitSignal(window.export.exporting.written, timeout=20_000):
        window.export.dialog.one_requested.emit(Order(Format.PDF, annotations=False), tmp_path / "page.pdf")
    content = (tmp_path / "page.pdf").read_bytes()
    assert b"/DCTDecode" not in content
    streams = [part.partition(b"endstream")[0].strip(b"\r\n") for part in content.split(b"stream\r\n")[1:]]
    streams += [part.partition(b"\nendstream")[0] for part in content.split(b"stream\n")[1:]]
    greys = render(window.state.frame, window.state.view)
    wanted = {greys.tobytes(), np.repeat(greys[..., None], 3, axis=2).tobytes()}
    unpacked = set()
    for stream in streams:
        with contextlib.suppress(zlib.error):
            unpacked.add(zlib.decompressobj().decompress(stream))
    assert wanted & unpacked
