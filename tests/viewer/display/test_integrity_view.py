import numpy as np
import pytest
from PySide6.QtWidgets import QFormLayout, QLabel

from core.dicom.frame import Acquisition, Spacing, SpacingKind
from core.dicom.integrity import integrity
from core.display.view import View
from viewer.display.file_facts import facts, warnings
from viewer.display.integrity_view import IntegrityView
from viewer.message import Problem

RAMP = np.tile(np.arange(4096), (16, 1)).reshape(256, 256)


@pytest.fixture
def view(qtbot, jobs):
    widget = IntegrityView(jobs)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def rows(view):
    form = view.findChild(QFormLayout)
    label, field = QFormLayout.ItemRole.LabelRole, QFormLayout.ItemRole.FieldRole
    return {
        form.itemAt(r, label).widget().text(): form.itemAt(r, field).widget().text() for r in range(form.rowCount())
    }


def problems(view):
    return [problem.text() for problem in view.findChildren(Problem) if problem.isVisible()]


def texts(view):
    return [label.text() for label in view.findChildren(QLabel) if label.isVisible()]


def test_a_file_that_holds_what_it_says(qtbot, view, make_frame):
    frame = make_frame(RAMP, transfer_syntax="1.2.840.10008.1.2.1")
    view.set_picture(frame, 0)
    qtbot.waitUntil(lambda: "Grey levels" in rows(view))
    assert rows(view) == {
        "Bits stored": "12 of 16 allocated: 0 to 4095",
        "Values used": "0 to 4095 (100 % of the range)",
        "Grey levels": "4096; 12 bits would number them",
        "Codestream": "Explicit VR Little Endian",
        "Loss": "none recorded",
        "Decoder": "uncompressed",
        "Spacing": "The file gives no pixel spacing: lengths are in pixels, taken to be square.",
    }
    assert problems(view) == []
    assert integrity(frame).verdict in texts(view)


def test_eight_bits_in_twelve_are_said_with_a_sign(qtbot, view, make_frame):
    view.set_picture(make_frame((RAMP >> 4) << 4, codestream_bits=12), 0)
    qtbot.waitUntil(lambda: problems(view) != [])
    (problem,) = problems(view)
    assert problem.startswith("This file says 12 bits but holds 256 grey levels")
    listed = rows(view)
    assert listed["Low bits"] == "the lowest 4 are the same in every pixel"
    assert listed["Histogram"] == "a comb: every level is 16 from the next or more"
    assert listed["Codestream"] == "12 bits"
    signs = [label for label in view.findChildren(QLabel) if label.accessibleName() == "Warning"]
    assert len(signs) == 1
    assert not signs[0].pixmap().isNull()


def test_what_is_grave_is_said_before_anything_is_counted(make_frame):
    frame = make_frame(
        RAMP,
        damaged="the last 10 rows are missing.",
        acquisition=Acquisition(presentation_intent="FOR PROCESSING", lossy=True),
        spacing=Spacing(0.01, 0.01, SpacingKind.DETECTOR),
    )
    damaged, processing, spacing = warnings(frame, None)
    assert "the last 10 rows are missing" in damaged
    assert processing.startswith("FOR PROCESSING")
    assert "do not trust lengths" in spacing
    assert dict(facts(frame, None))["Loss"] == "compressed with loss, no more is told"
    assert "at the detector" in dict(facts(frame, None))["Spacing"]


def test_history_of_loss_is_told_line_by_line(make_frame):
    frame = make_frame(RAMP, lossy_history=("ISO_10918_1, ratio 12.5", "ISO_15444_1, ratio 4"))
    assert dict(facts(frame, None))["Loss"] == "ISO_10918_1, ratio 12.5\nISO_15444_1, ratio 4"


def test_colour_is_said_and_not_counted(qtbot, view, make_frame):
    frame = make_frame(np.zeros((4, 4)), color=np.zeros((1, 4, 4, 3), np.uint8), photometric="RGB")
    view.set_picture(frame, 0)
    qtbot.waitUntil(lambda: "A colour image: grey levels are not counted." in texts(view))
    qtbot.waitUntil(
        lambda: any("kept from networks" in text for text in problems(view))
    )  # made anew: seen a turn later
    assert "Grey levels" not in rows(view)


def test_floating_point_pixels_have_no_range_of_bits(make_frame):
    frame = make_frame(np.linspace(0, 1, 16).reshape(4, 4), dtype=np.float32, bits_stored=32, bits_allocated=32)
    listed = dict(facts(frame, integrity(frame)))
    assert listed["Bits stored"] == "floating point, 32"
    assert listed["Values used"] == "0 to 1"


def test_the_newest_picture_wins(qtbot, view, make_frame, jobs):
    view.set_picture(make_frame(RAMP), 0)
    view.set_picture(make_frame(np.stack([RAMP, np.full((256, 256), 7)])), 1)
    qtbot.waitUntil(lambda: "Grey levels" in rows(view))
    assert rows(view)["Grey levels"] == "1; 0 bits would number them"
    view.set_picture(None, 0)
    assert rows(view) == {}


def test_an_answer_about_an_image_that_is_gone_is_dropped(qtbot, view, make_frame, jobs):
    view.set_picture(make_frame(RAMP), 0)
    view.hide()
    view.set_picture(make_frame(np.arange(64).reshape(8, 8)), 0)
    assert jobs.wait(10_000)
    with qtbot.waitSignal(jobs.finished, check_params_cb=lambda lane, _: lane == "afterwards"):
        jobs.submit("afterwards", lambda: None)
    view.show()
    qtbot.waitUntil(lambda: "Grey levels" in rows(view))
    assert rows(view)["Grey levels"] == "64; 6 bits would number them"
    view.set_picture(None, 0)
    assert not any("grey levels" in text for text in texts(view))


def test_nothing_is_counted_while_nobody_looks(qtbot, view, make_frame, jobs):
    view.hide()
    view.set_picture(make_frame(RAMP), 0)
    assert not jobs.is_running("integrity")
    view.show()
    qtbot.waitUntil(lambda: "Grey levels" in rows(view))


def test_oddities_of_the_file_are_listed(panel, state, make_frame):
    said = "PixelSpacing: expected two positive numbers; lengths are in pixels."
    state.set_frame(make_frame(np.full((4, 4), 7), notes=(said,)), View(None))
    assert said in texts(panel)
    state.set_frame(make_frame(np.full((4, 4), 7)), View(None))
    assert said not in texts(panel)
    assert "Notes on this file" not in texts(panel)
