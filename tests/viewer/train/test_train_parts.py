"""Progress in words, curves, and what starting the window must not load."""

import math
import subprocess
import sys

import pytest
from PySide6.QtCore import QLocale

from viewer.figures import duration
from viewer.section import Section
from viewer.train.curves import CurvesView
from viewer.train.progress_view import ProgressView


@pytest.fixture
def progress(qtbot):
    view = ProgressView()
    qtbot.addWidget(view)
    view.begin()
    view.take({"event": "started", "epochs": 25})
    return view


@pytest.mark.parametrize(
    ("event", "text", "share"),
    [
        ({"stage": "dataset", "done": 12, "total": 48, "seconds_left": None}, "Reading 12 of 48 files", 250),
        (
            {"stage": "images", "done": 12, "total": 48, "seconds_left": 3.2},
            "Preparing 12 of 48 images · 3 s left",
            250,
        ),
        (
            {"stage": "train", "done": 30, "total": 250, "seconds_left": 7530.0, "epoch": 3, "loss": 1.0},
            "Epoch 3 of 25 · 2 h 06 min left",
            120,
        ),
        ({"stage": "evaluate", "done": 0, "total": 8, "seconds_left": None}, "Testing on the test patients", 0),
    ],
)
def test_progress_in_words(progress, event, text, share):
    progress.take({"event": "progress", **event})
    assert progress.state == text
    assert progress._bar.value() == share
    assert progress._bar.maximum() == 1000


def test_notes_pile_up_and_go_with_the_next_run(progress):
    progress.take({"event": "note", "text": "One."})
    progress.take({"event": "note", "text": "Two."})
    assert progress._notes.text() == "One.\nTwo."
    progress.begin()
    assert progress._notes.text() == ""
    assert progress._bar.maximum() == 0


@pytest.mark.parametrize(
    ("status", "problem"),
    [("failed", "The disk is full"), ("interrupted", "The disk is full"), ("cancelled", ""), ("finished", "")],
)
def test_only_an_unwanted_end_is_a_problem(progress, status, problem):
    progress.end(status, "the disk is full", None)
    assert progress.problem == problem


def test_the_end_is_told_even_with_damaged_figures(progress):
    progress.end("finished", "", {"macro_auc": {"value": "high"}})
    assert progress.state == "Finished."


@pytest.mark.parametrize("epochs", [2, 4, 25, 300, 1000])
def test_epochs_are_whole_numbers_on_the_axis(qtbot, epochs):
    view = CurvesView()
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.show()
    view.add_event({"event": "epoch", "epoch": 1, "epochs": epochs, "loss": 1.0})
    for plot in view._plots:
        values = [v for _, level in plot.getAxis("bottom").tickValues(1, epochs, 250) for v in level]
        assert 2 <= len(values) <= 9
        assert values == [int(v) for v in values]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (48.4, "48 s"), (99, "99 s"), (100, "2 min"), (3599, "1 h 00 min"), (7500, "2 h 05 min")],
)
def test_durations(seconds, text):
    assert duration(seconds) == text
    assert duration(math.nan) == "\N{EN DASH}"


def test_curves_leave_out_what_is_no_number(qtbot):
    view = CurvesView()
    qtbot.addWidget(view)
    view.add_event({"event": "epoch", "epoch": 1, "epochs": 3, "loss": 1.5, "val_loss": None, "accuracy": 0.5})
    view.add_event({"event": "epoch", "epoch": 2, "epochs": 3, "loss": 0.5, "val_loss": 0.75, "accuracy": 1})
    view.add_event({"event": "progress", "epoch": 3, "loss": 0.1})
    assert view.points("loss") == ((1.0, 1.5), (2.0, 0.5))
    assert view.points("val_loss") == ((2.0, 0.75),)
    assert view.points("val_accuracy") == ()
    drawn = {
        name: list(zip(*curve.getData(), strict=True)) for name, curve in view._curves.items() if view.points(name)
    }
    assert drawn == {name: list(view.points(name)) for name in ("loss", "val_loss", "accuracy")}
    view.clear()
    assert view.points("loss") == ()


def test_a_section_folds(qtbot):
    content = CurvesView()
    section = Section("Curves", content)
    qtbot.addWidget(section)
    section.show()
    assert content.isVisible()
    section._heading.click()
    assert not content.isVisible()
    assert not section.opened


def test_the_panels_load_neither_networks_nor_plots_nor_statistics():
    program = (
        "import sys, viewer.classify.panel, viewer.train.panel, viewer.compare.panel\n"
        "heavy = {'tensorflow', 'keras', 'pyqtgraph', 'sklearn', 'scipy', 'pandas'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_axes_write_numbers_as_the_language_does(qtbot):
    view = CurvesView()
    qtbot.addWidget(view)
    view.add_event({"event": "epoch", "epoch": 1, "epochs": 2, "loss": 1.0})
    axis = view._plots[0].getAxis("left")
    before = QLocale()
    QLocale.setDefault(QLocale("vi_VN"))
    try:
        assert axis.tickStrings([0.5, 1.0], 1.0, 0.5) == ["0,5", "1,0"]
    finally:
        QLocale.setDefault(before)
    assert axis.tickStrings([0.5, 1.0], 1.0, 0.5) == ["0.5", "1.0"]
