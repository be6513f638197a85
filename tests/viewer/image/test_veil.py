"""While a preview stands for an image that is still being read, nothing tells of the image before."""

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from core.dicom.frame import Acquisition, Window
from core.display.view import View
from viewer.image.veil import Veil

SOON = "The image is still being read."


@pytest.fixture
def frame(make_frame, window):
    stored = (np.arange(10_000).reshape(100, 100) * 37) % 4096
    made = make_frame(stored, decoder="some codec", acquisition=Acquisition(lossy=True))
    window.state.set_frame(made, View(Window(2000, 1000)))
    return made


def status(window):
    bar = window.statusBar()
    return tuple(label.text() for label in (bar.window_level, bar.zoom, bar.decoder, bar.lossy))


def preview(window, number=0, *, there=True):
    window.panes.set_preview(window.state.images[number], np.zeros((10, 10), np.uint8) if there else None)


def panels(window):
    return {"display": window.display_panel, "measure": window.measure_panel, "classify": window.classify_panel}


def seen(panel):
    """The texts that can be seen in a panel: those of the widget on top in the middle, else of all."""
    veil = panel.findChild(Veil)
    if veil.isVisible():
        assert veil.geometry() == panel.rect()
        assert panel.childAt(panel.rect().center()) is veil
        return [veil.text()]
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


@pytest.mark.parametrize("name", ["display", "measure", "classify"])
def test_panels_tell_nothing_of_the_image_before(qtbot, window, frame, name):
    window.show_tab(name)
    before = seen(panels(window)[name])
    assert SOON not in before
    preview(window)
    assert seen(panels(window)[name]) == [SOON]
    assert panels(window)[name].accessibleDescription() == SOON
    window.resize(window.width() + 40, window.height() + 40)
    qtbot.waitUntil(lambda: seen(panels(window)[name]) == [SOON])
    preview(window, there=False)  # it does not come: the image before is back
    assert seen(panels(window)[name]) == before
    assert panels(window)[name].accessibleDescription() == ""


def test_the_status_line_tells_nothing_of_the_image_before(window, frame, make_frame):
    before = status(window)
    assert before[0] == "W 1000  L 2000"
    assert before[1].startswith("Zoom")
    assert before[2:] == ("some codec", "Lossy compressed")
    preview(window)
    assert status(window) == ("Being read", "", "", "")
    window.state.set_view(View(Window(1, 2)))  # a key that still concerns the image before
    assert status(window) == ("Being read", "", "", "")
    preview(window, there=False)
    assert status(window) == ("W 2  L 1", *before[1:])
    preview(window)
    window.state.set_frame(make_frame(frame.stored, decoder="another"), View(Window(7, 8)))
    assert status(window) == ("W 8  L 7", before[1], "another", "")
    assert not window.display_panel.findChild(Veil).isVisible()


def test_the_first_image_of_all_is_being_read_too(window):
    preview(window)
    assert status(window) == ("Being read", "", "", "")
    preview(window, there=False)
    assert status(window) == ("", "", "", "")


def test_only_the_active_pane_counts(window, frame):
    window.show_tab("display")
    window.actions_by_id["layout.two"].trigger()
    veil = window.display_panel.findChild(Veil)
    preview(window, 1)
    assert not veil.isVisible()
    assert status(window)[0] == "W 1000  L 2000"
    window.state.set_active(window.state.images[1])
    assert veil.isVisible()
    assert status(window)[0] == "Being read"
    window.state.set_active(window.state.images[0])
    assert not veil.isVisible()
    assert status(window)[0] == "W 1000  L 2000"
