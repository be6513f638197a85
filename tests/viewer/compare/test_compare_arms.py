"""What the panel says of arms: the trainer's own sentences and numbers, counted in another process."""

import json
import os
import subprocess
import sys
import textwrap
import threading

import numpy as np
import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from sklearn.metrics import precision_score, recall_score, roc_curve

from benchmarks.report import CLASSES
from trainer.comparing import Declared
from trainer.dataset_folder import dataset_folder, write_paths
from trainer.report.service import compared_report
from viewer.compare import arm_work
from viewer.compare.answer_view import AnswerView
from viewer.compare.arm_key import ArmKey
from viewer.compare.arm_lines import arm_pen
from viewer.compare.arm_report import ArmReport
from viewer.compare.arm_tables import ArmClassTable, ArmTable, ConvergenceTable, SubgroupTable
from viewer.compare.asking import AskForm
from viewer.compare.cases_page import LANE as CASE_LANE
from viewer.compare.cases_page import CasesPage
from viewer.compare.curves_page import CurvesPage
from viewer.compare.difference_picture import difference_picture
from viewer.compare.learning_page import LearningPage

FINGERPRINT = "d" * 64  # of the dataset of the runs made by hand


def cells(table, row):
    return [table.item(row, column).text() for column in range(table.columnCount())]


def rows_of(table):
    """Row by row: what stands before it, and its cells."""
    names = [table.verticalHeaderItem(row).text() for row in range(table.rowCount())]
    return [(name, table.item(row, 0).text() if not name else cells(table, row)) for row, name in enumerate(names)]


@pytest.fixture
def probabilities(arm_runs):
    """Truth (n,) and probabilities (n, c) of the first run, from its own file."""
    lines = [line.split(",") for line in (arm_runs[0] / "predictions.csv").read_text().split()]
    head, body = lines[0], [line for line in lines[1:] if line[1] == "test"]
    truth = np.array([CLASSES.index(line[head.index("label")]) for line in body])
    return truth, np.array([[float(line[head.index(name)]) for name in CLASSES] for line in body])


def test_the_panel_shows_what_another_process_counted(qtbot, open_panel, arm_runs, twin, monkeypatch):
    asked = []
    work = arm_work._compare

    def watched(child, *rest):
        answer = work(child, *rest)
        asked.append((child.starts, threading.current_thread() is threading.main_thread()))
        return answer

    def never(*_):
        pytest.fail("the window's process compared arms")

    monkeypatch.setattr(arm_work, "_compare", watched)
    monkeypatch.setattr("trainer.report.service.compare_arms", never)
    panel = open_panel(arm_runs[0].parent)
    panel._ask._margin.setValue(0.03)
    with qtbot.waitSignal(panel.answered, timeout=60_000):
        panel.set_runs(arm_runs)
    assert asked == [(1, False)]
    shown = panel.tabs.answer.toPlainText()
    (contrast,) = panel._report.compared["contrasts"]
    (here,) = twin["compared"]["contrasts"]
    assert contrast["difference"]["value"] == here["difference"]["value"]  # with more resamples, the same difference
    sentence = contrast["sentence"]
    assert sentence[0].upper() + sentence[1:] + "." in shown
    assert f"A and B: {contrast['verdict']}" in shown
    assert "native depth and 8-bit differ in the bit depth alone (all stored bits against 8 bits)." in shown
    assert "differences below 0.03 do not matter. Both were chosen now" in shown
    assert all(panel.tabs.isTabEnabled(place) for place in range(5))
    assert panel._save.isEnabled()
    assert sentence[1:] in panel.text()
    assert panel.text().count("native depth") >= 3
    for place, page in ((2, panel.tabs.curves), (3, panel.tabs.learning)):
        assert not page._plots  # a page that nobody has looked at is not drawn
        panel.tabs.setCurrentIndex(place)
        qtbot.waitUntil(lambda page=page: len(page._plots) > 0)
    assert panel.tabs.learning.points("val_loss", arm_runs[0].name)


def test_the_windows_process_never_loads_the_statistics(arm_runs, tmp_path):
    script = f"""
        import sys
        from pathlib import Path
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication
        application = QApplication([])
        from viewer.compare.panel import ComparePanel
        from viewer.jobs import Jobs
        jobs = Jobs()
        runs = tuple(map(Path, {[str(run) for run in arm_runs[::2]]!r}))
        panel = ComparePanel(jobs, runs[0].parent)
        assert "pyqtgraph" not in sys.modules and "trainer.comparing" not in sys.modules
        panel.show()
        panel.answered.connect(lambda _: [panel.tabs.setCurrentIndex(place) for place in range(5)])
        panel.answered.connect(lambda report: panel._saving.save(report, Path({str(tmp_path / "r.html")!r})))
        panel._saving.saved.connect(lambda _: application.quit())
        QTimer.singleShot(300_000, application.quit)
        QTimer.singleShot(0, lambda: panel.set_runs(runs))
        application.exec()
        jobs.close(); jobs.wait()
        assert Path({str(tmp_path / "r.json")!r}).exists()
        print([name for name in ("scipy", "sklearn", "tensorflow", "keras", "pandas") if name in sys.modules])
    """
    home = {"CXR12_HOME": str(tmp_path / "home"), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], env={**os.environ, **home}, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr


def test_a_new_request_ends_the_process_of_the_one_before(qtbot, open_panel, arm_runs):
    panel = open_panel(arm_runs[0].parent)
    work = panel._arms
    work.compare(arm_runs, arm_work.Asked())
    first = work._child
    qtbot.waitUntil(lambda: first.pid is not None, timeout=20_000)
    with qtbot.waitSignal(work.failed, timeout=60_000) as told:
        work.compare(arm_runs[:2], arm_work.Asked("auc:no_such_class"))
    assert first.pid is None
    assert "found 'auc:no_such_class'" in told.args[0]


def test_roc_points_are_those_of_scikit_learn(qtbot, arm_runs, probabilities):
    two = (arm_runs[0], arm_runs[2])  # one seed an arm: no mean over several curves
    page = CurvesPage()
    qtbot.addWidget(page)
    page.set_report(ArmReport(compared_report(two, Declared(resamples=200)), two))
    truth, scores = probabilities
    for k, name in enumerate(CLASSES):
        page._classes.setCurrentIndex(page._classes.findData(name))
        false_rate, true_rate, _ = roc_curve(truth == k, scores[:, k], drop_intermediate=False)
        drawn = dict(page.points("roc", "native depth"))
        for x in (0.0, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0):  # of 30 without the class, and on the grid of 50 steps
            there = min(drawn, key=lambda one, x=x: abs(one - x))
            assert drawn[there] == pytest.approx(true_rate[np.isclose(false_rate, x)].max())


def test_ticked_arms_are_drawn_with_lines_that_differ_in_more_than_colour(qtbot, report):
    page = CurvesPage()
    qtbot.addWidget(page)
    page.resize(340, 800)
    page.show()
    page.set_report(report)
    assert page._key.shown() == (0, 1)
    assert page.points("pr", "8-bit")
    boxes = page._key._boxes
    assert [box.accessibleName() for box in boxes] == ["A  native depth", "B  8-bit"]
    qtbot.keyClick(boxes[1], Qt.Key.Key_Space)
    assert page._key.shown() == (0,)
    assert not page.points("pr", "8-bit")
    assert page._plots["roc"].accessibleDescription() == "Lines of A: native depth"
    for text in ("#1f1f1f", "#dedede"):
        palette = QPalette(page.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(text))
        pens = [arm_pen(number, palette) for number in range(7)]
        assert len({tuple(pen.dashPattern()) for pen in pens}) == len({pen.color().name() for pen in pens}) == 7
    dark = QPalette(page.palette())
    dark.setColor(QPalette.ColorRole.WindowText, QColor("#dedede"))
    assert arm_pen(4, dark).color().name() == "#dedede"  # black in the report


def test_more_arms_than_can_be_told_apart_are_not_drawn_at_once(qtbot):
    key = ArmKey()
    qtbot.addWidget(key)
    key.set_arms([f"{letter}  arm" for letter in "ABCDEF"])
    assert key.shown() == (0, 1, 2, 3)


def test_tables_of_arms_show_means_of_the_runs(qtbot, report, arm_runs):
    metrics = [json.loads((run / "metrics.json").read_text()) for run in arm_runs]
    table = ArmTable()
    qtbot.addWidget(table)
    table.set_report(report)
    shown = rows_of(table)
    assert shown[0] == ("", "Macro AUC")
    for place, runs in ((1, metrics[:2]), (2, metrics[2:])):
        values = [one["test"]["macro_auc"]["value"] for one in runs]
        letter, (mean, seeds, chance) = shown[place]
        assert letter == "AB"[place - 1]
        assert mean.startswith(f"{np.mean(values):.3f}\n(")
        assert seeds == f"{min(values):.3f}\N{EN DASH}{max(values):.3f}"
        assert chance == "0.50"
    classes = ArmClassTable()
    qtbot.addWidget(classes)
    classes.set_report(report)
    assert rows_of(classes)[0] == ("", "Aortic enlargement, 10 images")
    found = [one["test"]["per_class"][0]["sensitivity"]["value"] for one in metrics[:2]]
    assert rows_of(classes)[1][1][1].startswith(f"{np.mean(found):.3f}")


def test_subgroups_and_convergence_are_told(qtbot, report):
    groups, effort = SubgroupTable(), ConvergenceTable()
    for table in (groups, effort):
        qtbot.addWidget(table)
        table.set_report(report)
    headings = [text for name, text in rows_of(groups) if not name]
    assert headings == ["view: AP, 20 images of 20 patients", "view: PA, 20 images of 20 patients"]
    assert rows_of(effort) == [
        ("", "A  native depth"),
        ("1", ["20 of 25", "81 s", "2 min"]),
        ("2", ["20 of 25", "82 s", "2 min"]),
        ("", "B  8-bit"),
        ("1", ["20 of 25", "81 s", "2 min"]),
        ("2", ["20 of 25", "82 s", "2 min"]),
    ]


def test_learning_curves_are_those_of_the_events(qtbot, report, arm_runs):
    page = LearningPage()
    qtbot.addWidget(page)
    page.set_report(report)
    for run in arm_runs:
        told = [json.loads(line) for line in (run / "events.jsonl").read_text().split("\n") if line]
        wanted = [(one["epoch"], one["val_loss"]) for one in told if one["event"] == "epoch"]
        assert page.points("val_loss", run.name) == tuple(pytest.approx(one) for one in wanted)


def test_figures_of_the_first_run_agree_with_scikit_learn(report, probabilities):
    truth, scores = probabilities
    said = scores.argmax(axis=1)
    first = report.compared["arms"][0]
    for k, name in enumerate(CLASSES):
        sensitivity = report.figure(first, f"sensitivity:{name}")["per_seed"][0]
        assert sensitivity == pytest.approx(recall_score(truth == k, said == k))
    listed = {one["row"] for one in report.compared["disagreements"]}
    assert listed
    assert precision_score(truth, said, average="macro") > 0.25  # the answers lean to the truth, as they were made to


def test_a_case_opens_its_image(qtbot, jobs, report, tmp_path):
    page = CasesPage(jobs)
    qtbot.addWidget(page)
    page.show()
    page.set_report(report)
    found = report.compared["disagreements"]
    assert page._list.count() == len(found) > 1
    first = page._list.item(0).text().split("\n")
    assert first[0].startswith("Truth: ")
    assert sum(line.count("A ") + line.count("B ") for line in first[1:]) == 2
    images = {one["row"]: tmp_path / f"{number}.dcm" for number, one in enumerate(found)}
    for path in images.values():
        path.touch()
    write_paths(dataset_folder(FINGERPRINT), [(row, path, "x") for row, path in images.items()])
    page._list.setCurrentRow(1)
    page._list.setFocus()
    with qtbot.waitSignal(page.open_requested) as wanted:
        qtbot.keyClick(page._list, Qt.Key.Key_Return)
    assert wanted.args == [images[found[1]["row"]]]
    page._list.setCurrentRow(0)
    with qtbot.waitSignal(page.open_requested) as wanted:
        qtbot.mouseClick(page._open, Qt.MouseButton.LeftButton)
    assert wanted.args == [images[found[0]["row"]]]


def test_a_case_of_a_dataset_that_is_not_here_says_so(qtbot, jobs, report):
    page = CasesPage(jobs)
    qtbot.addWidget(page)
    page.show()
    page.set_report(report)
    with qtbot.waitSignal(jobs.failed, check_params_cb=lambda lane, _: lane == CASE_LANE):
        page._open.click()
    assert page._problem.text() == (
        "This image cannot be opened: the dataset of these runs is not known on this computer; choose its data in the "
        "Train panel, then try again."
    )


def test_a_difference_is_drawn_where_it_lies(report):
    # 280 wide with 8 free at each side: 264 for -0.1 to 0.1; 0 at 140, the margin of 0.025 from 107 to 173.
    contrast = {
        "difference": {"value": 0.05, "low": 0.0, "high": 0.09},
        "low90": 0.02, "high90": 0.08, "margin": 0.025,
    }  # fmt: skip
    palette = QPalette()
    for role, color in (("Text", "#000000"), ("Mid", "#808080"), ("Base", "#ffffff")):
        palette.setColor(getattr(QPalette.ColorRole, role), QColor(color))
    picture = difference_picture(contrast, 0.1, palette)
    row = [picture.pixelColor(x, 1).alpha() for x in range(picture.width())]
    assert (row.index(255), len(row) - 1 - row[::-1].index(255)) == (107, 172)
    middle = [picture.pixelColor(x, 11) for x in range(picture.width())]
    assert middle[205].name() == middle[207].name() == "#ffffff"  # 140 + 132 / 2: the point, filled
    assert middle[230].alpha() > 200  # on the way to 258.8
    assert middle[262].alpha() == 0


def test_text_from_runs_is_text(qtbot, report):
    view = AnswerView()
    qtbot.addWidget(view)
    kept = report.twin["question"]
    report.twin["question"] = "<b>Does</b> depth & size matter?"
    try:
        view.set_report(report)
        assert view.toPlainText().startswith("<b>Does</b> depth & size matter?")
    finally:
        report.twin["question"] = kept


def test_what_ends_before_its_process_was_started_starts_none(qtbot, jobs, arm_runs, monkeypatch):
    there, go_on, called = threading.Event(), threading.Event(), []
    monkeypatch.setattr(arm_work, "load_all", lambda: (there.set(), go_on.wait(20)))
    monkeypatch.setattr(arm_work.Child, "call", lambda *_, **__: called.append(1))
    work = arm_work.ArmWork(jobs)
    work.compare(arm_runs, arm_work.Asked())
    assert there.wait(20)
    work.end()
    go_on.set()
    assert jobs.wait(20_000)
    assert called == []


@pytest.mark.parametrize("typed", ["0.03", "0,03"])
def test_a_margin_is_typed_with_a_point_or_a_comma(qtbot, typed):
    form = AskForm()
    qtbot.addWidget(form)
    form._margin.setLocale(QLocale(QLocale.Language.Vietnamese))  # writes 0,03
    form._margin.selectAll()
    QTest.keyClicks(form._margin, typed)
    form._margin.interpretText()
    assert form.asked().margin == 0.03
