"""A report from the window: what is on screen, what the answer was, and the patient only when asked for."""

import re
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

from core.annotate.shapes import Length
from core.dicom.frame import Identity
from core.display.orientation import Orientation
from core.display.view import View
from core.explain.heat import GRAD_CAM, HeatMap
from core.export.report import Report, html
from core.prediction import Prediction
from core.preprocess import PreprocessSpec
from core.validity import Validity
from viewer.explain.color_maps import HeatLook, colors
from viewer.export.class_lines import class_lines, decided_title
from viewer.export.heat_picture import HeatOnImage
from viewer.export.order import Scene
from viewer.export.report_desk import ReportDesk
from viewer.export.report_dialog import HTML, PDF, ReportOrder
from viewer.export.report_page import draw_page, write_report_pdf

SPEC = PreprocessSpec("native", 8, 8)


@pytest.fixture
def prediction():
    return Prediction(
        classes=("normal", "covid_19"), probabilities=(0.25, 0.75), scores=(0.2, 0.8), activation="softmax",
        thresholds=(0.5, 0.6), model="tiny", model_sha256="c" * 64, verified=True, spec=SPEC, instance_uid="1.2.3",
        pixel_sha256="b" * 64, frame_index=0, engine="keras", precision="float32", temperature=1.0,
        validity=Validity(), milliseconds=1.0, app_version="0.1.0", created="2026-01-02T03:04:05.678+00:00",
    )  # fmt: skip


def heat_of(values):
    values = np.asarray(values, np.float32)
    spec = replace(SPEC, height=len(values), width=len(values))
    return HeatMap(GRAD_CAM, "covid_19", values, 1.0, spec, "conv", "tiny", "c" * 64, "1.2.3", "b" * 64, 0)


@pytest.fixture
def frame(make_frame):
    who = Identity(patient_name="DOE^JANE", patient_id="PLANTED")
    return make_frame(np.arange(40 * 40).reshape(40, 40), identity=who, path=Path("DOE.dcm"))


@pytest.fixture
def desk(qtbot, state, jobs, frame, prediction):
    """The desk over an image with an annotation that names the patient, and an answer about it."""
    parent = QWidget()
    qtbot.addWidget(parent)
    state.set_frame(frame, View(None))
    length = Length(((4.0, 4.0), (30.0, 4.0)), label="PLANTED")

    def scene():
        return Scene(frame, View(None), annotations=(length,), hidden=state.patient_data_hidden)

    desk = ReportDesk(state, jobs, scene, parent)
    desk.answer = lambda: (prediction, None)
    desk.show_dialog()
    return desk


def write(qtbot, desk, path):
    order = replace(desk.dialog.order, suffix=path.suffix)
    with qtbot.waitSignal(desk.written, timeout=30_000):
        desk.dialog.write_requested.emit(order, path)
    return path.read_bytes()


def test_without_an_answer_there_is_nothing_to_report(qtbot, desk):
    assert desk.dialog._export.isEnabled()
    assert not desk.dialog._warning.text()
    desk.dialog.set_answer("", has_heat=False, in_pixels=True)
    assert "The pixels may show who the patient is" in desk.dialog._warning.text()
    desk.answer = lambda: None
    desk.look()
    assert not desk.dialog._export.isEnabled()
    assert "classify it first" in desk.dialog._warning.text()
    with qtbot.assertNotEmitted(desk.written):
        desk.dialog.write_requested.emit(ReportOrder(HTML, False, False), Path("never.html"))


def test_html_holds_the_answer_and_not_the_patient(qtbot, desk, tmp_path):
    text = write(qtbot, desk, tmp_path / "a.html").decode()
    assert "Decided for: COVID-19" in text
    assert "c" * 64 in text
    assert "DOE" not in text
    assert "PLANTED" not in text
    assert "Written" in desk.dialog._said.text()


def test_words_of_annotations_leave_with_the_patient_only(qtbot, desk, frame, tmp_path):
    def picture(path):
        return re.search(r'src="(data:[^"]+)"', write(qtbot, desk, path).decode())[1]

    unnamed = picture(tmp_path / "a.html")
    desk.dialog._patient.setChecked(True)
    named = picture(tmp_path / "b.html")
    desk._scene = lambda: Scene(frame, View(None), annotations=(Length(((4.0, 4.0), (30.0, 4.0))),))
    wordless = picture(tmp_path / "c.html")
    assert unnamed == wordless
    assert named != unnamed


def test_the_patient_is_named_when_asked_and_never_while_hidden(qtbot, desk, state, tmp_path):
    desk.dialog._patient.setChecked(True)
    assert "will name the patient" in desk.dialog._warning.text()
    assert "DOE^JANE" in write(qtbot, desk, tmp_path / "a.html").decode()
    state.set_patient_data_hidden(True)
    assert not desk.dialog._patient.isEnabled()
    assert not desk.dialog._warning.text()
    with qtbot.waitSignal(desk.written, timeout=30_000):
        desk.dialog.write_requested.emit(ReportOrder(HTML, True, False), tmp_path / "b.html")
    assert "DOE" not in (tmp_path / "b.html").read_text(encoding="utf-8")
    assert desk.dialog._said.text() == "Written."


def test_a_pdf_is_one_page(qtbot, desk, tmp_path):
    content = write(qtbot, desk, tmp_path / "a.pdf")
    assert content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b(?!s)", content)) == 1
    assert b"DOE" not in content
    assert "Classification report".encode("utf-16-be") in content  # its title


def test_the_dialog_asks_for_a_name_and_gives_it_a_suffix(qtbot, desk, tmp_path, monkeypatch):
    (tmp_path / "a.pdf").write_bytes(b"somebody's")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a"), ""))
    with qtbot.waitSignal(desk.written, timeout=30_000) as done:
        desk.dialog._export.click()
    assert done.args[0] == tmp_path / "a-2.pdf"
    assert (tmp_path / "a.pdf").read_bytes() == b"somebody's"


def test_another_kind_of_file_is_kept(qtbot, desk, tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"\0" * 128 + b"DICM")
    with qtbot.waitSignal(desk.failed, timeout=30_000) as failed:
        desk.dialog.write_requested.emit(ReportOrder(PDF, False, False), tmp_path / "a.pdf")
    assert "is not replaced" in failed.args[0]
    assert (tmp_path / "a.pdf").read_bytes().endswith(b"DICM")


def test_a_heat_map_is_offered_where_there_is_one(qtbot, desk, frame, tmp_path):
    assert not desk.dialog._heat.isEnabled()
    desk.heat = lambda: HeatOnImage(heat_of(np.eye(8)), HeatLook(), frame.rows, frame.columns)
    desk.look()
    assert desk.dialog._heat.isEnabled()
    assert "Grad-CAM: what speaks for COVID-19" in write(qtbot, desk, tmp_path / "a.html").decode()
    desk.dialog._heat.setChecked(False)
    assert "Grad-CAM" not in write(qtbot, desk, tmp_path / "a.html").decode()


def test_the_heat_map_lies_where_the_image_does():
    """One bright corner of the map, on a turned and mirrored picture: worked out by hand."""
    values = np.zeros((8, 8), np.float32)
    values[:4, :4] = 1.0  # top left of the stored image
    heat = HeatOnImage(heat_of(values), HeatLook(opacity=0.5, threshold=0.5), 80, 80)
    picture = np.full((80, 80), 100, np.uint8)
    brightest = colors("inferno")[255].astype(float)
    corners = {
        Orientation(): (10, 10), Orientation(1): (10, 70), Orientation(2): (70, 70), Orientation(0, True): (10, 70),
    }  # fmt: skip
    for orientation, corner in corners.items():
        laid = heat.over(picture, orientation)
        assert laid.shape == (80, 80, 3)
        assert laid[corner].tolist() == np.rint(50 + brightest / 2).astype(int).tolist()
        opposite = (79 - corner[0], 79 - corner[1])
        assert laid[opposite].tolist() == [100, 100, 100]
    assert "nothing in the image speaks for it" in replace(heat, map=replace(heat.map, largest=0.0)).caption


def test_the_lines_are_named_and_coloured_as_in_the_panel(prediction):
    lines = class_lines(prediction)
    assert [(one.title, one.probability, one.threshold, one.color) for one in lines] == [
        ("Normal", 0.25, 0.5, "#009e73"), ("COVID-19", 0.75, 0.6, "#e69f00"),
    ]  # fmt: skip
    assert decided_title(prediction) == "COVID-19"
    assert decided_title(replace(prediction, probabilities=(0.4, 0.5))) == ""
    assert class_lines(replace(prediction, thresholds=()))[0].threshold is None


@pytest.fixture
def page(qapp, prediction):
    return html(Report(np.full((200, 200), 255, np.uint8), prediction, class_lines(prediction), "COVID-19"))


def drawn(page, width, height):
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(0xFF00FF00)
    painter = QPainter(picture)
    draw_page(painter, width, height, page)
    painter.end()
    return np.frombuffer(picture.constBits(), np.uint8).reshape(height, width, 4)[..., 2::-1].astype(int)


def test_all_of_a_long_page_is_on_the_one_page(page):
    """The lower banner, dark, is at the bottom whatever stands between; what is long gets smaller."""
    dark = (26, 26, 26)
    for text in (page, page.replace("<h2>How", f"{'<p>More words.</p>' * 200}<h2>How")):
        pixels = drawn(text, 704, 600)
        columns = np.flatnonzero((pixels[2] == dark).all(axis=1))
        middle = columns[0] + 4
        rows = np.flatnonzero((pixels[:, middle] == dark).all(axis=1))
        assert rows[0] <= 1
        assert 590 <= rows[-1] < 600
        assert abs((columns[0] + columns[-1]) / 2 - 352) < 4  # in the middle of the page


def test_pictures_in_a_pdf_lose_nothing(page, tmp_path):
    write_report_pdf(tmp_path / "a.pdf", page)
    content = (tmp_path / "a.pdf").read_bytes()
    assert b"/DCTDecode" not in content  # no JPEG
    streams = [
        zlib.decompress(one) for one in re.findall(rb"stream\r?\n(x[\x01\x5e\x9c\xda].*?)\r?\nendstream", content, re.S)
    ]
    assert any(set(one) == {255} and len(one) >= 200 * 200 for one in streams)  # the white picture
