"""The comparison as shown, against what the runs wrote into their own folders."""

import json
import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from trainer.run import list_runs
from viewer.compare.confusion import ConfusionView, Matrices, _blend
from viewer.compare.panel import LANE, LIST_LANE, ComparePanel

DASH = "\N{EN DASH}"


@pytest.fixture
def open_panel(qtbot, jobs):
    def made(runs):
        panel = ComparePanel(jobs, runs)
        qtbot.addWidget(panel)
        with qtbot.waitSignal(jobs.finished, check_params_cb=lambda lane, _: lane == LIST_LANE):
            panel.show()
        return panel

    return made


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

    summary = panel._summary
    assert summary.rowCount() == 2
    assert [summary.horizontalHeaderItem(i).text() for i in range(3)] == [
        "Accuracy\nchance 0.50",
        "Balanced\naccuracy\nchance 0.50",
        "Macro AUC\nchance 0.50",
    ]
    for row, metrics in enumerate(written):
        for column, name in enumerate(("accuracy", "balanced_accuracy", "macro_auc")):
            assert cell(summary, row, column) == figure(metrics["test"][name])
        assert cell(summary, row, 3) == f"{metrics['best_val_loss']:.4f}"
        assert cell(summary, row, 4) == f"{metrics['best_epoch']} of 2"
        assert cell(summary, row, 5).endswith(" s") or cell(summary, row, 5).endswith(" min")
        assert cell(summary, row, 6) == f"{metrics['parameters']:,}"
    assert cell(summary, 1, 0) == f"0.625\n(0.40{DASH}0.88)"

    classes = panel._classes
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
    drawn = [[list(row) for row in view.counts] for view in panel._matrices.views()]
    assert drawn == [metrics["test"]["confusion"] for metrics in written]
    assert drawn[1] == [[2, 0], [1, 1]]
    assert f"{written[0]['test']['n']} images of {written[0]['test']['patients']} patients" in panel._tested.text()


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
    panel._summary.selectRow(1)
    with qtbot.waitSignal(panel.use_model_requested) as wanted:
        panel._use.click()
    assert wanted.args == [own_runs[1]]


def test_a_run_without_figures_is_not_offered(open_panel, own_runs):
    (own_runs[0] / "metrics.json").unlink()
    panel = open_panel(own_runs[0].parent)
    assert panel._list.count() == 1
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
    panel._summary.setFocus()
    qtbot.keyClick(panel._summary, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert [len(line) for line in lines] == [8, 8, 8]
    assert lines[0][3] == "Macro AUC chance 0.50"
    assert [line[0] for line in lines[1:]] == ["A second", "B first"]
    assert lines[1][3] == figure(auc).replace("\n", " ")
    panel._copy.click()
    last = f"B first\tOpacity\tNormal\nOpacity\t{a}\t{b}\nNormal\t{c}\t{d}\n"
    assert QGuiApplication.clipboard().text().endswith(last)


def test_the_matrix_is_darkest_where_a_whole_class_went_and_names_every_axis(qtbot):
    view = ConfusionView("A run", ("Opacity", "Normal"), ((8, 0), (5, 5)))
    qtbot.addWidget(view)
    view.resize(view.sizeHint())
    picture = view.grab().toImage()
    ratio = picture.devicePixelRatio()

    def corner(row, column):
        x, y = view._left() + column * 44 + 3, view._top() + row * 44 + 3
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
    assert views[0].y() == views[1].y()
    assert views[0].geometry().right() < views[1].x()
    box.resize(width + 10, 600)
    box.layout().activate()
    assert views[1].y() > views[0].geometry().bottom()
