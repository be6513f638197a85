"""Annotations that are not seen are neither drawn nor changed; the keys of annotating work where they are listed."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit

from core.annotate.shapes import Length
from core.display.view import View

LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key
LINE, OTHER = Length(((10, 10), (40, 10))), Length(((10, 60), (40, 60)))


@pytest.fixture
def pad(qtbot, window, make_frame):
    """The annotations of an image of two frames."""
    window.state.set_frame(make_frame(np.arange(20_000).reshape(2, 100, 100) % 4096), View(None))
    qtbot.waitUntil(lambda: window.annotating.pad.sheet.arrived)
    window.image_view.setFocus()
    return window.annotating.pad


def test_putting_annotations_away_puts_the_tool_away(qtbot, window, pad):
    show = window.actions_by_id["annotate.show"]
    pad.add(LINE)
    window.actions_by_id["annotate.length"].trigger()
    show.trigger()
    assert (window.annotating.kind, pad.selection.id, show.isChecked()) == ("", "", False)
    qtbot.mousePress(window.image_view, LEFT, pos=QPoint(100, 100))
    qtbot.mouseMove(window.image_view, QPoint(200, 200))
    qtbot.mouseRelease(window.image_view, LEFT, pos=QPoint(200, 200))
    assert pad.shown == (LINE,)


@pytest.mark.parametrize(("name", "left"), [("undo", ()), ("next", (LINE,))])
def test_what_changes_or_selects_shows_them(window, pad, name, left):
    pad.add(LINE)
    window.actions_by_id["annotate.show"].trigger()
    window.actions_by_id[f"annotate.{name}"].trigger()
    assert window.annotating.is_shown
    assert window.actions_by_id["annotate.show"].isChecked()
    assert pad.shown == left


def test_undo_goes_to_the_frame_where_something_changes(window, pad):
    pad.add(LINE)
    window.state.set_index(1)
    window.actions_by_id["annotate.undo"].trigger()
    assert (window.state.index, pad.shown) == (0, ())
    window.state.set_index(1)
    window.actions_by_id["annotate.redo"].trigger()
    assert (window.state.index, pad.shown) == (0, (LINE,))


def test_the_keys_work_in_the_list_of_annotations(qtbot, window, pad):
    pad.add(LINE, OTHER)
    window.show_tab("measure")
    tree = window.measure_panel.tree
    tree.setFocus()
    qtbot.keyClick(tree, KEY.Key_Delete)
    assert len(pad.shown) == 1
    qtbot.keyClick(tree, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(pad.shown) == 2


def test_a_tool_chosen_elsewhere_gives_the_keyboard_to_the_image(qtbot, window, pad):
    window.show_tab("measure")
    tree = window.measure_panel.tree
    pad.add(LINE)
    tree.setFocus()
    qtbot.keyClick(tree, KEY.Key_D)
    assert window.annotating.kind == "length"
    assert window.focusWidget() is window.image_view


def test_esc_puts_the_tool_away_wherever_the_keyboard_is(qtbot, window, pad):
    window.actions_by_id["annotate.length"].trigger()
    window.show_tab("measure")
    pad.add(LINE)
    window.measure_panel.tree.setFocus()
    qtbot.keyClick(window.measure_panel.tree, KEY.Key_Escape)
    assert window.annotating.kind == ""
    assert not window.actions_by_id["annotate.length"].isChecked()


def test_a_label_being_written_is_off_the_screen_when_patient_data_is_hidden(qtbot, window, pad):
    pad.add(LINE)
    window.actions_by_id["annotate.rename"].trigger()
    (editor,) = window.image_view.findChildren(QLineEdit)
    qtbot.keyClicks(editor, "Jane")
    window.state.set_patient_data_hidden(True)
    assert not editor.isVisible()
    assert pad.shown[0].label == "Jane"  # kept, and not shown


def test_a_preview_has_no_annotation_to_rename(window, pad):
    pad.add(LINE)
    window.panes.set_preview(window.state.active, np.zeros((10, 10), np.uint8))
    window.actions_by_id["annotate.rename"].trigger()
    assert not window.image_view.findChildren(QLineEdit)
