"""A ZIP archive through the real window: opened, looked at, reopened from the recent ones, and forgotten."""

import zipfile

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton
from studies import MARK, make_studies, write_image

from core.dicom.read import read
from viewer.app import open_window
from viewer.browser import thumbnails

OUTSIDE = "../../outside.dcm"


@pytest.fixture
def archive(tmp_path):
    """The studies as an archive, with a damaged file, an encrypted one, and one that leads outside."""
    folder = make_studies(tmp_path / "before")
    outside = write_image(tmp_path / "x.dcm", np.full((20, 30), 77), SOPInstanceUID="1.2.1.1.1.1")
    path = tmp_path / "given" / "studies.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for file in sorted(folder.iterdir()):
            made.write(file, f"disk/{file.name}")
        made.write(outside, OUTSIDE)
        made.writestr("wrong.dcm", outside.read_bytes(), zipfile.ZIP_STORED)
        made.writestr("secret.dcm", b"secret")
    data = bytearray(path.read_bytes())
    wrong = data.index(b"wrong.dcm", data.index(b"wrong.dcm") - 30)
    data[wrong + len(b"wrong.dcm") + outside.stat().st_size - 3] ^= 0xFF
    secret = data.rindex(b"secret.dcm") - 46
    data[secret + 8] |= 1
    path.write_bytes(data)
    return path


def drop(window, path):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for event in (QDragEnterEvent, QDropEvent):
        QApplication.sendEvent(window, event(QPointF(9, 9), copy, mime, left, none))


def test_an_archive_is_read_like_a_folder_and_forgotten_like_one(qtbot, archive, tmp_path):
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    window = open_window()
    qtbot.addWidget(window)
    window.show()
    made = {"check_params_cb": lambda lane, _: lane == thumbnails.LANE, "timeout": 30_000}
    with (
        qtbot.waitSignals([window.browser.scan_ended, window.state.frame_changed], timeout=30_000),
        qtbot.waitSignal(window.jobs.finished, **made),
    ):
        drop(window, archive)
    frame = window.state.frame
    inside = frame.path.relative_to(archive).as_posix()
    assert np.array_equal(frame.stored, read(tmp_path / "before" / inside.removeprefix("disk/")).stored)

    model = window.browser.model
    listed = {path.relative_to(archive).as_posix() for path in model.paths() if path != archive}
    assert listed == {
        "outside.dcm", "wrong.dcm", *(f"disk/{path.name}" for path in (tmp_path / "before").iterdir())
    }  # fmt: skip
    assert window.recent.folders == (archive,)
    assert not window.browser.is_scanning

    # Each image opens, those of one UID both; the damaged one and the encrypted one say why not.
    first = archive / "disk" / f"{MARK}-1-1.dcm"
    assert model.twins(archive / "outside.dcm") == [first]
    for path in (archive / "outside.dcm", first):
        with qtbot.waitSignal(window.state.frame_changed, timeout=20_000):
            window.browser.choose(path)
        assert window.state.frame.path == path
    assert np.array_equal(read(archive / "outside.dcm").stored, np.full((1, 20, 30), 77)), (
        "the name that leads outside names this file, below the archive"
    )
    reason = model.facts(model.index_of(archive / "wrong.dcm")).reason
    assert "ZIP archive" in reason
    assert "encrypted files (1)" in model.facts(model.index_of(archive)).reason
    assert "encrypted files (1)" in window.image_area.messages.text

    # All kept of it goes with it; on disk nothing but what the user has was ever written.
    window.browser.choose(first)
    window.actions_by_id["file.forget"].trigger()
    forget = next(one for one in window.browser.forgetting.findChildren(QPushButton) if one.text() == "Forget")
    with qtbot.waitSignal(window.browser.told, timeout=20_000):
        forget.click()
    assert model.is_empty
    assert window.state.frame is None
    assert window.recent.folders == ()
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
