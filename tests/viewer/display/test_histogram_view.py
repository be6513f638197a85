import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from core.display.view import View
from viewer.display.histogram import Histogram
from viewer.display.levels import levels


@pytest.fixture
def histogram(qtbot, make_frame):
    widget = Histogram()
    qtbot.addWidget(widget)
    widget.resize(300, 120)
    widget.set_levels(levels(make_frame(np.arange(1001).repeat(2).reshape(2, 1001)), 0))
    widget.set_edges((250.0, 750.0))
    widget.show()
    return widget


def x_of(value):
    """Where a value lies: the plot is 284 pixels wide and begins 20 units below 0, for 1040 units."""
    return round(8 + (value + 20) / 1040 * 284)


def drag(qtbot, widget, start, end):
    qtbot.mousePress(widget, Qt.MouseButton.LeftButton, pos=QPoint(x_of(start), 40))
    qtbot.mouseMove(widget, QPoint(x_of(end), 40))
    qtbot.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=QPoint(x_of(end), 40))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(250, 100, (100, 750)), (750, 900, (250, 900)), (250, 990, (750, 750)), (750, 0, (250, 250))],
)
def test_an_edge_follows_the_mouse_up_to_the_other(qtbot, histogram, start, end, expected):
    told = []
    histogram.edges_dragged.connect(lambda low, high: told.append((low, high)))
    drag(qtbot, histogram, start, end)
    assert told[-1] == pytest.approx(expected, abs=4)  # a pixel is 3.7 units


def test_away_from_the_edges_nothing_is_dragged(qtbot, histogram):
    told = []
    histogram.edges_dragged.connect(lambda low, high: told.append((low, high)))
    drag(qtbot, histogram, 500, 600)
    qtbot.mouseMove(histogram, QPoint(x_of(250), 40))
    assert told == []
    assert histogram.cursor().shape() == Qt.CursorShape.SplitHCursor


def test_edges_that_meet_can_be_pulled_apart_either_way(qtbot, histogram):
    told = []
    histogram.edges_dragged.connect(lambda low, high: told.append((low, high)))
    histogram.set_edges((500.0, 500.0))
    at = x_of(500)
    for aside, expected in ((-3, (100, 500)), (3, (500, 900))):
        qtbot.mousePress(histogram, Qt.MouseButton.LeftButton, pos=QPoint(at + aside, 40))
        qtbot.mouseMove(histogram, QPoint(x_of(expected[0] if aside < 0 else expected[1]), 40))
        qtbot.mouseRelease(histogram, Qt.MouseButton.LeftButton)
        assert told[-1] == pytest.approx(expected, abs=4)


def bar_tops(widget):
    """First row, from the top, of each column of the plot that is drawn in another colour than the background."""
    picture = widget.grab().toImage()
    background = picture.pixelColor(2, 2)
    rows = range(8, 120 - widget.fontMetrics().height() - 16)
    return [next((y for y in rows if picture.pixelColor(x, y) != background), -1) for x in (x_of(100), x_of(900))]


def test_rare_values_show_on_a_logarithmic_scale_only(qtbot, histogram, make_frame):
    stored = np.concatenate([np.full(9990, 100), np.full(10, 900), [0, 1000]]).reshape(1, -1)
    histogram.set_edges(None)
    histogram.set_levels(levels(make_frame(stored), 0))
    histogram.set_logarithmic(False)
    common, rare = bar_tops(histogram)
    assert common <= 9
    assert rare == -1
    histogram.set_logarithmic(True)
    common, rare = bar_tops(histogram)
    assert common <= 9
    assert rare > 20  # log(11) / log(9991) = 0.26 of the height


def test_dragging_sets_the_window_and_keeps_its_function(qtbot, panel, state, make_frame):
    state.set_frame(make_frame(np.arange(4096).reshape(64, 64)), View(None, inverted=True))
    panel.findChild(Histogram).edges_dragged.emit(1000.0, 1999.0)
    assert state.view == View(state.view.voi, inverted=True)
    assert (state.view.voi.center, state.view.voi.width) == (1500, 1000)


def test_scale_is_a_preference(qtbot, panel, settings):
    from PySide6.QtWidgets import QCheckBox

    box = next(b for b in panel.findChildren(QCheckBox) if b.text() == "Logarithmic counts")
    assert box.isChecked()
    box.click()
    assert settings["histogram"] == "linear"
    settings.set("histogram", "log")
    assert box.isChecked()


def test_nothing_is_drawn_without_values(qtbot):
    widget = Histogram()
    qtbot.addWidget(widget)
    widget.set_edges((1, 2))
    widget.grab()
    assert widget.edges == (1, 2)


def test_values_between_0_and_1_fill_the_plot_too(qtbot, histogram, make_frame):
    stored = np.linspace(0, 1, 500, dtype=np.float32).reshape(20, 25)
    histogram.set_levels(levels(make_frame(stored, dtype=np.float32), 0))
    histogram.set_edges((0.25, 0.75))
    told = []
    histogram.edges_dragged.connect(lambda low, high: told.append((low, high)))
    drag(qtbot, histogram, 250, 100)  # as if of 0 to 1000
    assert told[-1] == pytest.approx((0.1, 0.75), abs=0.004)
