"""The comparison as shown, against what the runs wrote into their own folders."""

import json
import re
import shutil

import pytest
from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QScrollArea

from trainer.run import list_runs
from viewer.compare.confusion import ConfusionView, Matrices, _blend
from viewer.compare.panel import LANE, LIST_LANE

DASH = "\N{EN DASH}"


@pytest.fixture
def own_runs(finished_runs, tmp_path):
    """A copy of the two runs, to change; the folders in the order of the list."""
    shutil.copytree(finished_runs, tmp_path / "runs")
    return [run.folder for run in list_runs(tmp_path / "runs")]


def rewrite(folder, change):
    """Let ``change`` alter the figures of a run."""
    path = folder / "metrics.json"
    metrics = json.loads(path.read_text())
    change(metrics)
    path.write_text(json.dumps(metrics))
    return metrics


def cell(table, row, column):
    return table.item(row, column).text()


def figure(estimate):
    return f"{estimate['value']:.3f}\n({estimate['low']:.2f}{DASH}{estimate['high']:.2f})"


def test_tables_show_what_the_runs_measured(qtbot, open_panel, own_runs):
    def spoil(metrics):
        test = metrics["test"]
        test["accuracy"] = {"value": 0.625, "low": 0.4, "high": 0.875, "chance": 0.5, "n": 4}
        test["per_class"][0]["sensitivity"] = {"value": 0.25, "low": 0.1, "high": 0.5, "chance": 0.5, "n": 2}
        test["per_class"][1]["precision"] = {"value": None, "low": None, "high": None, "chance": 0.5, "n": 0}
        test["confusion"] = [[2, 0], [1, 1]]

    rewrite(own_runs[1], spoil)
    written = [json.loads((folder / "metrics.json").read_text()) for folder in own_runs]
    panel = open_panel(own_runs[0].parent)
    with qtbot.waitSignal(panel.compared) as told:
        panel.set_runs(tuple(own_runs))
    assert [run.folder for run in told.args[0].runs] == [folder.name for folder in own_runs]

    summary = panel.tabs.figures.summary
    assert summary.rowCount() == 2
    assert [summary.horizontalHeaderItem(i).text() for i in range(3)] == [
        "Accuracy\nchance 0.50",
        "Balanced\naccuracy\nchance 0.50",
        "Macro AUC\nchance 0.50",
    ]
    for row, metrics in enumerate(written):
        for column, name in enumerate(("accuracy", "balanced_accuracy", "macro_auc")):
            assert cell(summary, row, column) == figure(metrics["test"][name])
        loss, epochs, seconds, parameters = (cell(panel.tabs.figures.effort, row, column) for column in range(4))
        assert (loss, epochs) == (f"{metrics['best_val_loss']:.4f}", f"{metrics['best_epoch']} of 2")
        assert seconds.endswith((" s", " min"))
        assert parameters == f"{metrics['parameters']:,}"
    assert cell(summary, 1, 0) == f"0.625\n(0.40{DASH}0.88)"

    classes = panel.tabs.figures.classes
    support = [one["support"] for one in written[0]["test"]["per_class"]]
    assert [cell(classes, row, 0) for row in (0, 3)] == [
        f"Opacity, support {support[0]}",
        f"Normal, support {support[1]}",
    ]
    for row, (number, metrics) in {1: (0, written[0]), 2: (0, written[1]), 4: (1, written[0])}.items():
        wanted = metrics["test"]["per_class"][number]
        shown = [cell(classes, row, column) for column in range(3)]
        assert shown == [figure(wanted[name]) for name in ("sensitivity", "precision", "auc")]
    assert cell(classes, 5, 1) == DASH
    drawn = [[list(row) for row in view.counts] for view in panel.tabs.figures.matrices.views()]
    assert drawn == [metrics["test"]["confusion"] for metrics in written]
    assert drawn[1] == [[2, 0], [1, 1]]
    assert (
        f"{written[0]['test']['n']} images of {written[0]['test']['patients']} patients"
        in panel.tabs.figures.tested.text()
    )


def test_runs_with_other_test_patients_are_refused_in_a_sentence(qtbot, open_panel, own_runs):
    rewrite(own_runs[1], lambda metrics: metrics.update(test_fingerprint="0" * 64))
    panel = open_panel(own_runs[0].parent)
    with qtbot.waitSignal(panel._jobs.failed, check_params_cb=lambda lane, _: lane == LANE):
        panel.set_runs(tuple(own_runs))
    assert panel._problem.isVisible()
    assert "same test patients" in panel._problem.text()
    assert not panel._result.isVisible()


def test_ticking_two_runs_allows_comparing_them(qtbot, open_panel, own_runs):
    panel = open_panel(own_runs[0].parent)
    assert panel._list.count() == 2
    assert not panel._compare.isEnabled()
    panel._list.item(0).setCheckState(Qt.CheckState.Checked)
    assert not panel._compare.isEnabled()
    panel._list.item(1).setCheckState(Qt.CheckState.Checked)
    assert panel._compare.isEnabled()
    assert panel.picked() == tuple(own_runs)
    with qtbot.waitSignal(panel.compared):
        panel._compare.click()
    assert panel._result.isVisible()
    assert not panel._use.isEnabled()
    panel.tabs.figures.summary.selectRow(1)
    with qtbot.waitSignal(panel.use_model_requested) as wanted:
        panel._use.click()
    assert wanted.args == [own_runs[1]]


def test_a_run_without_figures_is_not_offered(open_panel, own_runs):
    (own_runs[0] / "metrics.json").unlink()
    panel = open_panel(own_runs[0].parent)
    assert panel._list.count() == 1
    assert panel._list.isVisible()
    assert panel._state.text() == "Nothing to compare yet: train two runs on the same data."


def test_setting_runs_ticks_them_in_the_list(qtbot, open_panel, own_runs):
    panel = open_panel(own_runs[0].parent)
    with qtbot.waitSignals([panel.compared, panel._jobs.finished], check_params_cbs=[None, is_list]):
        panel.set_runs(tuple(own_runs))
    assert panel.picked() == tuple(own_runs)


def is_list(lane, _):
    return lane == LIST_LANE


def test_copy_gives_tab_separated_text(qtbot, open_panel, own_runs):
    panel = open_panel(own_runs[0].parent)
    with qtbot.waitSignal(panel.compared):
        panel.set_runs(tuple(own_runs))
    auc = json.loads((own_runs[0] / "metrics.json").read_text())["test"]["macro_auc"]
    (a, b), (c, d) = json.loads((own_runs[1] / "metrics.json").read_text())["test"]["confusion"]
    panel.tabs.figures.summary.setFocus()
    qtbot.keyClick(panel.tabs.figures.summary, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert [len(line) for line in lines] == [4, 4, 4]
    assert lines[0][3] == "Macro AUC chance 0.50"
    assert [line[0] for line in lines[1:]] == ["1 second", "2 first"]
    assert lines[1][3] == figure(auc).replace("\n", " ")
    panel._copy.click()
    last = f"2 first\tOpacity\tNormal\nOpacity\t{a}\t{b}\nNormal\t{c}\t{d}\n"
    assert QGuiApplication.clipboard().text().endswith(last)


def test_the_matrix_is_darkest_where_a_whole_class_went_and_names_every_axis(qtbot):
    view = ConfusionView("A run", ("Opacity", "Normal"), ((8, 0), (5, 5)))
    qtbot.addWidget(view)
    view.resize(view.sizeHint())
    picture = view.grab().toImage()
    ratio = picture.devicePixelRatio()

    def corner(row, column):
        x, y = view._left() + column * 44 + 3, view._top() + row * 40 + 3
        return picture.pixelColor(int(x * ratio), int(y * ratio)).name()

    assert corner(0, 0) == _blend(1.0).name() == "#08306b"
    assert corner(0, 1) == _blend(0.0).name() == "#f7fbff"
    assert corner(1, 0) == corner(1, 1) == _blend(0.5).name()
    assert "Opacity\t8\t0" in view.accessibleDescription()


def test_matrices_stand_side_by_side_where_there_is_room(qtbot):
    box = Matrices()
    qtbot.addWidget(box)
    views = [ConfusionView(name, ("Opacity", "Normal"), ((1, 0), (0, 1))) for name in "AB"]
    width = max(view.sizeHint().width() for view in views)
    box.resize(3 * width, 300)
    box.set_views(views)
    box.show()
    box._grid.activate()
    assert views[0].y() == views[1].y()
    assert views[0].geometry().right() < views[1].x()
    box.resize(width + 10, 600)
    box._grid.activate()
    assert views[1].y() > views[0].geometry().bottom()
    assert box.sizeHint().height() >= views[1].geometry().bottom()


@pytest.mark.parametrize(("count", "scrolls"), [(4, False), (14, True)])
def test_matrices_get_narrower_before_they_scroll(qtbot, count, scrolls):
    box = Matrices()
    qtbot.addWidget(box)
    names = ["Aortic enlargement with a very long name", *(f"Class {i}" for i in range(1, count))]
    view = ConfusionView("A run with a name that is longer than the panel is wide", names, [[1] * count] * count)
    box.resize(298, 300)
    box.set_views([view])
    box.show()
    box._grid.activate()
    assert (view.width() > 298) is scrolls
    assert (box.horizontalScrollBar().maximum() > 0) is scrolls
    assert box.minimumSizeHint().width() <= 298


@pytest.mark.parametrize("width", [328, 360])
def test_a_narrow_panel_shows_every_figure_without_scrolling_sideways(qtbot, open_panel, own_runs, width):
    panel = open_panel(own_runs[0].parent)
    panel.resize(width, 700)
    with qtbot.waitSignal(panel.compared):
        panel.set_runs(tuple(own_runs))
    panel.tabs.setCurrentIndex(1)
    QCoreApplication.sendPostedEvents()
    assert panel.findChild(QScrollArea).horizontalScrollBar().maximum() == 0
    for table in (panel.tabs.figures.summary, panel.tabs.figures.classes, panel.tabs.figures.effort):
        assert table.horizontalHeader().length() <= table.viewport().width()
    assert panel.tabs.figures.matrices.horizontalScrollBar().maximum() == 0


def test_runs_of_the_same_name_can_be_told_apart(qtbot, open_panel, own_runs):
    path = own_runs[0] / "config.json"
    path.write_text(path.read_text().replace('"name": "second"', '"name": "first"'))
    panel = open_panel(own_runs[0].parent)
    texts = [panel._list.item(row).text().split("\n") for row in range(2)]
    assert [lines[0] for lines in texts] == ["first", "first"]
    assert [lines[1].startswith("ResNet50 proposed · ") for lines in texts] == [True, True]
    assert [lines[2] for lines in texts] == ["32 px · native · seed 2", "32 px · native · seed 1"]
    with qtbot.waitSignal(panel.compared):
        panel.set_runs(tuple(own_runs))
    legend = panel.tabs.figures.legend.text().split("\n")
    when = [lines[1].partition(" · ")[2] for lines in texts]
    assert [legend[0], legend[2]] == [f"1 first · {when[0]}", f"2 first · {when[1]}"]
    assert [line[-6:] for line in (legend[1], legend[3])] == ["seed 2", "seed 1"]


def test_a_ticked_box_shows_a_tick(open_panel, own_runs):
    panel = open_panel(own_runs[0].parent)
    runs = panel._list
    runs.item(0).setCheckState(Qt.CheckState.Checked)
    rect = runs.visualItemRect(runs.item(0))

    def near_white():
        picture = runs.viewport().grab(QRect(rect.left(), rect.top(), 24, rect.height())).toImage()
        accent = panel.palette().color(QPalette.ColorRole.Highlight)
        pixels = [(x, y) for x in range(picture.width()) for y in range(picture.height())]
        filled = [(x, y) for x, y in pixels if picture.pixelColor(x, y) == accent]
        left, top = min(x for x, _ in filled), min(y for _, y in filled)
        right, bottom = max(x for x, _ in filled), max(y for _, y in filled)
        inside = [(x, y) for x, y in pixels if left + 1 < x < right - 1 and top + 1 < y < bottom - 1]
        return sum(picture.pixelColor(x, y).lightness() > 220 for x, y in inside)

    assert near_white() >= 5
    runs.setStyleSheet(re.sub(r"image: url\(.*\);", "", runs.styleSheet()))
    assert near_white() == 0


def test_nothing_to_compare_shows_no_empty_box(open_panel, tmp_path):
    panel = open_panel(tmp_path / "none")
    assert panel._state.text() == "Nothing to compare yet: train two runs on the same data."
    assert not panel._list.isVisible()
    assert not panel._compare.isVisible()


def test_runs_without_their_answers_keep_their_figures_and_the_panel_says_why_there_is_no_more(
    qtbot, open_panel, own_runs
):
    panel = open_panel(own_runs[0].parent)  # one of them has no predictions.csv
    with qtbot.waitSignals([panel.compared, panel._arms.failed]):
        panel.set_runs(tuple(own_runs))
    said = panel.tabs.answer.toPlainText()
    assert said == f"{own_runs[0].name} cannot be compared: its predictions.csv cannot be read."
    assert [panel.tabs.isTabEnabled(place) for place in range(5)] == [True, True, False, False, False]
    assert not panel._save.isEnabled()
    assert panel.tabs.figures.summary.rowCount() == 2
