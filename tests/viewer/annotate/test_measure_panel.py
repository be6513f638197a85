import numpy as np
import pydicom
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QToolButton

from core.annotate.shapes import Length, Rectangle, Text
from core.dicom.frame import Spacing, SpacingKind, Window
from core.dicom.read import read
from core.display.orientation import Orientation
from core.display.view import View
from viewer.annotate.panel import MeasurePanel
from viewer.annotate.presentation import Presentation, ask_source, ask_target

LINE = Length(((20, 50), (80, 50)), label="rib")
BOX = Rectangle(((10, 10), (20, 20)))


@pytest.fixture
def panel(qtbot, state, annotating):
    widget = MeasurePanel(state, annotating)
    qtbot.addWidget(widget)
    widget.resize(328, 700)
    widget.show()
    return widget


def listed(panel):
    return [(row.kind, row.value, row.label) for row in panel.tree.rows]


def button(panel, text):
    return next(one for one in panel.findChildren(QPushButton) if one.text().startswith(text))


def test_annotations_are_listed_with_what_they_measure(panel, pad):
    assert listed(panel) == []
    assert not panel.tree.isVisible()
    pad.add(LINE, BOX)
    assert panel.tree.isVisible()
    assert listed(panel)[0] == ("Length", "60.0 px, no spacing", "rib")
    assert listed(panel)[1][0] == "Rectangle"
    assert listed(panel)[1][1].startswith("Mean")
    pad.remove(LINE.id)
    assert [kind for kind, *_ in listed(panel)] == ["Rectangle"]


def test_the_list_follows_a_drag(panel, pad):
    pad.add(LINE)
    pad.preview(LINE.with_handle(1, (50, 50)))
    assert listed(panel)[0][1] == "30.0 px, no spacing"


def test_choosing_a_row_selects_on_the_image_and_back(qtbot, panel, pad):
    pad.add(LINE, BOX)
    panel.tree.setCurrentItem(panel.tree.topLevelItem(0))
    assert pad.selected == LINE
    assert pad.selection.armed
    pad.select(BOX.id)
    assert panel.tree.indexOfTopLevelItem(panel.tree.currentItem()) == 1
    pad.select("")
    assert panel.tree.currentItem() is None


def test_keys_in_the_list(qtbot, panel, pad):
    pad.add(LINE, BOX)
    panel.tree.setFocus()
    panel.tree.setCurrentItem(panel.tree.topLevelItem(0))
    qtbot.keyClick(panel.tree, Qt.Key.Key_Down)
    assert pad.selected == BOX
    qtbot.keyClick(panel.tree, Qt.Key.Key_F2)
    editor = panel.tree.viewport().findChild(QLineEdit) or panel.tree.findChild(QLineEdit)
    qtbot.keyClicks(editor, "left lung")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pad.selected.label == "left lung")
    assert listed(panel)[1][2] == "left lung"
    qtbot.keyClick(panel.tree, Qt.Key.Key_Delete)
    assert pad.shown == (LINE,)


def test_buttons_rename_and_delete_what_is_selected(qtbot, panel, pad):
    pad.add(LINE)
    pad.select("")
    assert not button(panel, "Rename").isEnabled()
    assert not button(panel, "Delete").isEnabled()
    pad.select(LINE.id)
    qtbot.mouseClick(button(panel, "Rename"), Qt.MouseButton.LeftButton)
    assert panel.tree.findChild(QLineEdit) is not None
    qtbot.keyClick(panel.tree.findChild(QLineEdit), Qt.Key.Key_Escape)
    qtbot.mouseClick(button(panel, "Delete"), Qt.MouseButton.LeftButton)
    assert pad.shown == ()


def test_labels_are_hidden_with_patient_data(qtbot, state, panel, pad):
    pad.add(LINE, Text(((1, 1),), label="DOE^JANE"))
    pad.select(LINE.id)
    state.set_patient_data_hidden(True)
    assert [label for *_, label in listed(panel)] == ["", "(text hidden)"]
    assert not button(panel, "Rename").isEnabled()
    panel.tree.setCurrentItem(panel.tree.topLevelItem(0))
    panel.tree.edit_label()
    assert panel.tree.findChild(QLineEdit) is None
    state.set_patient_data_hidden(False)
    assert [label for *_, label in listed(panel)] == ["rib", "DOE^JANE"]
    assert [one.label for one in pad.shown] == ["rib", "DOE^JANE"]


def test_spacing_is_explained_and_doubted(panel, view, show, image):
    show(image(spacing=Spacing(1.0, 1.0, SpacingKind.CALIBRATED)))
    assert "calibrated" in panel._spacing.text()
    assert "10 \u00d7 10 cm" in panel._warning.text()
    assert panel._warning.isVisible()
    show(image("1.2.9"))
    assert "in pixels" in panel._spacing.text()
    assert not panel._warning.isVisible()


def test_annotations_of_other_frames_are_listed_and_gone_to(state, panel, view, show, image):
    pad = show(image(stored=np.zeros((3, 100, 100))))
    pad.add(Length(((0, 0), (1, 1)), frame=2))
    assert listed(panel)[0][0] == "Length, frame 3"
    panel.tree.setCurrentItem(panel.tree.topLevelItem(0))
    assert state.index == 2
    assert pad.selected is not None


def test_without_an_image_there_is_only_a_hint(state, panel, pad):
    assert panel._controls.isVisible()
    state.set_frame(None, None)
    assert not panel._controls.isVisible()
    assert panel._empty.isVisible()


def test_tools_are_buttons_that_say_how_to_draw(qtbot, annotating, panel, pad):
    action = QAction("Measure a length", panel)
    action.setCheckable(True)
    action.triggered.connect(lambda: annotating.choose("length"))
    panel.set_tools({"length": action})
    (tool,) = [one for one in panel.findChildren(QToolButton) if one.defaultAction() is action]
    assert (tool.text(), tool.accessibleName()) == ("Length", "Measure a length")
    qtbot.mouseClick(tool, Qt.MouseButton.LeftButton)
    assert annotating.kind == "length"
    assert "Drag from one end to the other" in panel._how.text()
    annotating.choose("")
    assert not panel._how.isVisible()


# Presentation states


@pytest.fixture
def presentation(state, jobs, annotating):
    return Presentation(state, jobs, annotating)


@pytest.fixture
def radiograph(tmp_path, write_dicom):
    path = write_dicom(
        tmp_path / "image.dcm", np.arange(10_000).reshape(100, 100) % 4096, SOPInstanceUID="1.2.3.77",
        SeriesInstanceUID="1.2.3.4", StudyInstanceUID="1.2.3.5", PatientName="DOE^JANE", PatientID="17",
    )  # fmt: skip
    return read(path)


def test_a_presentation_state_leaves_and_comes_back(
    qtbot, state, view, show, annotating, presentation, radiograph, tmp_path
):
    pad = show(radiograph)
    pad.add(LINE, BOX)
    state.set_view(View(Window(1000, 500), inverted=True))
    state.set_orientation(Orientation(1, mirrored=True))
    with qtbot.waitSignal(presentation.told, timeout=20_000) as told:
        presentation.write(tmp_path / "state.dcm")
    assert told.args == ["The presentation state is written. Annotations in it: 2."]
    assert pydicom.dcmread(tmp_path / "state.dcm").PatientID == "17"
    pad.remove(LINE.id)
    pad.put(BOX.moved(5, 5))
    state.set_view(View(None))
    state.set_orientation(Orientation())
    with qtbot.waitSignal(presentation.told) as told:
        presentation.read(tmp_path / "state.dcm")
    assert told.args == ["The view is taken over. Annotations added: 2."]
    assert pad.shown == (LINE, BOX)
    assert state.view == View(Window(1000, 500), inverted=True)
    assert state.orientation == Orientation(1, mirrored=True)
    pad.undo()
    assert pad.shown == (BOX.moved(5, 5),)


def test_a_state_of_another_image_changes_nothing(qtbot, state, view, show, presentation, radiograph, tmp_path, image):
    show(radiograph)
    with qtbot.waitSignal(presentation.told, timeout=20_000):
        presentation.write(tmp_path / "state.dcm")
    pad = show(image())
    with qtbot.waitSignal(presentation.told) as told:
        presentation.read(tmp_path / "state.dcm")
    assert "belongs to another image" in told.args[0]
    assert pad.shown == ()


def test_what_cannot_be_exported_is_said(qtbot, view, show, presentation, image, tmp_path):
    show(image(picture=True))
    with qtbot.waitSignal(presentation.told) as told:
        presentation.write(tmp_path / "state.dcm")
    assert "picture that is not DICOM" in told.args[0]


def test_files_are_asked_for(qtbot, panel, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a.dcm"), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    assert ask_target(panel) == tmp_path / "a.dcm"
    assert ask_source(panel) is None


def test_nothing_of_highdicom_is_loaded_with_the_window():
    import subprocess
    import sys

    code = "import sys, viewer.main_window; print(sorted({'highdicom'} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_the_frame_of_an_annotation_can_be_read_in_the_list(panel, show, image):
    pad = show(image(stored=np.zeros((12, 100, 100), int)))
    pad.add(Rectangle(((10, 10), (20, 20)), frame=11))
    item = panel.tree.topLevelItem(0)
    assert item.text(0) == "Rectangle, frame 12"
    assert panel.tree.columnWidth(0) >= panel.tree.fontMetrics().horizontalAdvance(item.text(0))
    assert panel.tree.header().length() <= panel.tree.viewport().width()


def test_without_annotations_the_panel_is_filled_from_the_top(panel, pad):
    hint = panel._none
    assert hint.isVisible()
    assert hint.y() + hint.fontMetrics().height() * 3 < panel.height() / 2
