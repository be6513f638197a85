"""The form of a new study: its plan, worked out by hand; what it refuses; what each comparison may say."""

import json
import shutil
from datetime import datetime

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from trainer.comparing import attainable_margin
from trainer.run import create_run, list_runs, read_events
from trainer.study.planning import plan
from trainer.study.reading import read_study
from viewer.figures import duration
from viewer.study.dialog import StudyDialog
from viewer.study.question_page import DATA_LANE

RES = ("resnet50", "proposed")


def button(widget, text):
    return next(one for one in widget.findChildren(QPushButton) if one.text().replace("&", "") == text)


def table(page):
    items = (page._table.topLevelItem(row) for row in range(page._table.topLevelItemCount()))
    return [(item.text(0), item.text(1)) for item in items]


def test_the_plan_counts_runs_arms_seeds_and_bytes(form, planned):
    form.runs.seeds.setText("1-3")
    form.runs.bits.tick(["12", "8", "8-max"])
    planned()
    assert form.plan.text.startswith("9 runs: 3 arms, 3 seeds.\n")
    made = form._forecast.plan
    images = 3 * 24 * 32 * 32 * 4  # three depths of 24 float32 images of 32 x 32
    assert made.disk_bytes - plan(form.draft.study()).disk_bytes == images
    size = QLocale().formattedDataSize
    assert (
        f"About {size(made.disk_bytes, 1)} of disk, and {size(made.memory_bytes, 1)} of memory with 1" in form.plan.text
    )
    form.plan.options._at_once.setValue(2)
    planned()
    assert form._forecast.plan.memory_bytes == 2 * made.memory_bytes
    assert form.missing == ""


def test_with_one_seed_the_plan_says_what_the_report_cannot(form):
    assert "With one seed an arm is one network" in form.plan.text


def test_each_comparison_says_what_it_may_be_put_down_to(form, planned):
    form.runs.bits.tick(["12", "8", "8-max"])
    planned()
    page = form.declaration
    assert table(page) == [
        ("12-bit against 8-bit", "bit depth"),
        ("12-bit against 8-max", "none alone: bit depth, grey range"),
        ("8-bit against 8-max", "grey range"),
    ]
    assert "all pairs of arms are compared" in page._note.text()
    assert (page._first.currentText(), page._second.currentText()) == ("12-bit", "8-bit")
    page._second.setCurrentText("8-max")
    page._add.click()
    planned()
    assert table(page) == [("12-bit against 8-max", "none alone: bit depth, grey range")]
    assert page._note.text() == ""
    assert not page._add.isEnabled()  # it is there
    form.runs.bits.tick(["12", "8"])  # its arm goes, and with it the comparison
    planned()
    assert table(page) == [("12-bit against 8-bit", "bit depth")]
    form.runs.bits.tick(["12", "8", "8-max"])
    planned()
    assert table(page) == [("12-bit against 8-max", "none alone: bit depth, grey range")]
    page._table.setCurrentItem(page._table.topLevelItem(0))
    page._remove.click()
    planned()
    assert len(table(page)) == 3


def test_two_settings_that_differ_may_not_be_told_apart(form, planned):
    form.runs.networks.tick([RES, ("resnet50", "standard")])
    form.runs.bits.tick(["12", "8"])
    planned()
    form.runs.arms.tick([(*RES, 32, 0, "12"), ("resnet50", "standard", 32, 0, "8")])
    planned()
    assert table(form.declaration) == [
        ("standard 8-bit against proposed 12-bit", "none alone: variant, bit depth"),
    ]
    assert form.plan.text.startswith("2 runs: 2 arms, 1 seeds.")


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("sizes", "big", "Sizes are whole numbers, such as 1, 2 or 1-5, found “big”."),
        ("seeds", "", "Seeds are whole numbers, such as 1, 2 or 1-5, found “”."),
        ("windows", "1.5", "Learned windows are whole numbers, such as 1, 2 or 1-5, found “1.5”."),
        ("sizes", "8", "cannot be trained: size for resnet50 must be a whole number from"),
        ("seeds", "1-99, 100-198, 200-298, 300-398, 400-498, 500-598", "at most 1000 are planned together"),
    ],
)
def test_what_cannot_be_trained_is_told_beside_the_field(form, planned, field, text, said):
    getattr(form.runs, field).setText(text)
    planned()
    assert said in form.runs.problem
    assert form.runs.problem[0].isupper()
    assert form.runs.problem.endswith(".")
    assert form.plan.text == "There is no plan yet: see what is told beside the fields."
    assert not button(form, "Declare and start").isEnabled()
    assert form.missing == "Needed before the start: runs that can be planned."
    getattr(form.runs, field).setText({"sizes": "32", "seeds": "1", "windows": "0"}[field])
    planned()
    assert form.runs.problem == ""
    assert button(form, "Declare and start").isEnabled()


def test_nothing_ticked_is_told_and_an_arm_that_cannot_be_trained_can_be_left_out(form, planned):
    form.runs.bits.tick([])
    assert form.runs.problem == "Tick at least one bit depth."
    form.runs.bits.tick(["12"])
    form.runs.networks.tick([RES, ("vgg16", "standard")])
    planned()
    assert "size for vgg16 must be a whole number" in form.runs.problem
    form.runs.arms.tick([(*RES, 32, 0, "12")])
    planned()
    assert form.runs.problem == ""
    assert [cell.config.architecture for cell in form._forecast.plan.cells] == ["resnet50"]
    form.runs.arms.tick([])
    planned()
    assert form.runs.problem == "Every arm is left out: keep at least one."


def test_images_that_cannot_give_an_arm_are_refused_before_the_first_run(qtbot, form, planned, tmp_path):
    rng = np.random.default_rng(0)
    for label in ("normal", "opacity"):
        (tmp_path / "shallow" / label).mkdir(parents=True)
        for number in range(4):
            picture = rng.integers(0, 256, (40, 40), np.uint8)
            assert cv2.imwrite(str(tmp_path / "shallow" / label / f"{number}.png"), picture)
    form.question.data.set_data(tmp_path / "shallow")
    qtbot.waitUntil(lambda: form.question.data.dataset is not None, timeout=30_000)
    planned()
    assert form.runs.problem.startswith("Arm 12-bit: 12 bits were asked of images that enter as 8-bit pictures")


def test_a_name_is_needed_and_one_that_is_there_is_refused(form, desk, planned):
    form.question.name.setText(" ")
    assert form.missing == "Needed before the start: a name."
    (desk.folder / "depth-of-phantoms.toml").write_text("")
    form.question.name.setText("Depth of phantoms!")
    assert form.question.problem == "A study of this name is there already: choose another name."
    assert not button(form, "Save for later").isEnabled()


def test_the_figures_of_the_classes_are_offered_and_declared(form, planned):
    page = form.declaration
    page.figure.setCurrentIndex(page.figure.findData("auc:opacity"))
    assert page.figure.currentText() == "AUC of Opacity"
    page.margin.setValue(0.035)
    page.alpha.setValue(0.1)
    planned()
    declared = form.draft.study().declared
    assert (declared.figure, declared.margin, declared.alpha) == ("auc:opacity", 0.035, 0.1)


@pytest.fixture
def pilot_runs(finished_runs, tmp_path):
    """Two runs of one arm and two seeds, in the window's folder of runs, with the answers of the first one in both."""
    shutil.copytree(finished_runs, tmp_path / "runs")
    second, first = (record.folder for record in list_runs(tmp_path / "runs"))
    shutil.copyfile(first / "predictions.csv", second / "predictions.csv")
    return tmp_path / "runs"


def test_earlier_runs_on_the_same_data_tell_time_and_margin(form, planned, pilot_runs):
    """Two seeds of one arm: an epoch's length and what comes besides, by hand from what they told."""
    expected = attainable_margin([record.folder for record in list_runs(pilot_runs)], seeds=3)
    form.runs.bits.tick(["native", "8"])
    form.runs.seeds.setText("1-3")
    form.runs.epochs.setValue(2)
    form.runs._batch.setValue(8)
    planned()
    per_epoch, besides = [], []
    for record in list_runs(pilot_runs):
        events, _ = read_events(record.folder)
        seconds = [event["seconds"] for event in events if event["event"] == "epoch"]
        begun = next(event["time"] for event in events if event["event"] == "started")
        whole = datetime.fromisoformat(events[-1]["time"]) - datetime.fromisoformat(begun)
        per_epoch.append(min(seconds))
        besides.append(whole.total_seconds() - sum(seconds))
    seconds = 6 * (2 * sum(per_epoch) / 2 + sum(besides) / 2)  # two arms of three seeds, two epochs each
    assert form._forecast.plan.seconds == pytest.approx(seconds)
    assert f"About {duration(seconds)}, one run after another." in form.plan.text
    (margin,) = form._forecast.margins
    assert (margin.arm, margin.seeds, margin.least) == ("native depth", 3, expected.least)
    assert margin.least == 0.0  # the same answers: no spread at all
    assert "Judged by the spread among the seeds of native depth, with 3 seeds an arm no margin below" in form.plan.text
    form.runs.epochs.setValue(3)  # no run was like that
    planned()
    assert form._forecast.margins == ()
    assert "Not known: that takes two finished runs of one of the arms" in form.plan.text


def test_a_saved_study_is_written_whole_and_waits(qtbot, form, desk, window, planned, training_data):
    button(form, "Save for later").click()
    assert not form.isVisible()
    qtbot.waitUntil(lambda: desk.window.list.texts() == ["Depth of phantoms\nPlanned, 2 runs"])
    study, _ = read_study(desk.folder / "depth-of-phantoms.toml")
    assert (study.name, study.question, study.data) == ("Depth of phantoms", "Do 12 bits beat 8?", training_data)
    assert [(one.label, one.config.seed) for one in plan(study).cells] == [("12-bit", 1), ("8-bit", 1)]
    assert desk.window.details.rows() == [("12-bit", "1", "Waiting", "0 / 1"), ("8-bit", "1", "Waiting", "0 / 1")]
    assert [path.name for path in desk.folder.iterdir()] == ["depth-of-phantoms.toml"]
    assert button(desk.window, "Declare and start").isEnabled()
    assert not button(desk.window, "Open report").isEnabled()
    desk.show_dialog()
    assert form.question.name.text() == ""  # the next one


def test_a_disk_that_does_not_take_the_file_is_told_in_the_form(form, desk, monkeypatch):
    def full(path, study):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("trainer.study.reading.write_study", full)
    button(form, "Save for later").click()
    assert form.isVisible()
    assert form.missing == "The study could not be written: No space left on device."
    assert form.question.name.text() == "Depth of phantoms"


def test_a_study_is_entered_and_kept_with_the_keyboard_alone(qtbot, window, desk, training_data):
    QTest.keyClick(desk.window, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    dialog = desk.dialog
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    QTest.keyClick(dialog, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    assert QApplication.focusWidget() is dialog.question.name
    QTest.keyClicks(QApplication.focusWidget(), "By hand")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)  # chooses nothing, closes nothing
    assert dialog.isVisible()
    assert QApplication.activeModalWidget() is None
    dialog.question.data.set_data(training_data)
    QTest.keyClick(dialog, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(dialog, Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    assert QApplication.focusWidget() is dialog.runs.bits
    QTest.keyClick(dialog.runs.bits, Qt.Key.Key_Home)
    QTest.keyClick(dialog.runs.bits, Qt.Key.Key_Space)
    assert dialog.draft.bits == ("native", "12", "8")
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_End)
    QTest.keyClicks(QApplication.focusWidget(), ", 64")
    assert dialog.draft.sizes == (128, 64)
    qtbot.waitUntil(lambda: button(dialog, "Save for later").isEnabled(), timeout=60_000)
    for _ in range(100):
        if QApplication.focusWidget() is button(dialog, "Save for later"):
            break
        dialog.focusNextChild()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: desk.window.list.texts() == ["By hand\nPlanned, 18 runs"])


def test_the_place_of_the_data_is_hidden_with_the_patients(form, window, training_data):
    assert form.question.data._place.text() == training_data.name
    window.state.set_patient_data_hidden(True)
    assert form.question.data._place.text() == "Data folder (hidden)"


def test_runs_on_other_data_and_of_other_settings_say_nothing(finished_runs, tmp_path, training_data):
    from trainer.dataset import read_dataset
    from trainer.study.pilots import pilots
    from viewer.study.draft import Draft

    dataset = read_dataset(training_data)
    draft = Draft(sizes=(32,), bits=("native", "8"), seeds=(1,), epochs=2, batch_size=8)
    cells = plan(draft.study()).cells
    found = pilots(cells, dataset.fingerprint, [finished_runs])
    assert {label: {run.name for run in runs} for label, runs in found.items()} == {
        "native depth": {record.folder.name for record in list_runs(finished_runs)}
    }
    assert pilots(cells, "f" * 64, [finished_runs]) == {}
    create_run(tmp_path / "runs", cells[0].config)  # never finished
    assert pilots(cells, dataset.fingerprint, [tmp_path / "runs"]) == {}
    assert json.loads((next(iter(found["native depth"])) / "config.json").read_text())["bits"] == "native"


def test_the_form_has_no_keys_twice_on_one_page(form):
    assert isinstance(form, StudyDialog)
    from PySide6.QtGui import QKeySequence
    from PySide6.QtWidgets import QAbstractButton, QLabel

    for place in range(3):
        form._tabs.setCurrentIndex(place)
        named = [one for kind in (QLabel, QAbstractButton) for one in form.findChildren(kind) if one.isVisible()]
        keys = [QKeySequence.mnemonic(one.text()).toString() for one in named]
        keys = [key for key in keys if key]
        assert len(keys) == len(set(keys)), sorted(keys)


def test_a_figure_of_a_class_that_other_data_do_not_have_is_declared_no_more(
    qtbot, form, window, planned, training_data, tmp_path
):
    page = form.declaration
    page.figure.setCurrentIndex(page.figure.findData("auc:opacity"))
    planned()
    shutil.copytree(training_data, tmp_path / "other")
    (tmp_path / "other" / "opacity").rename(tmp_path / "other" / "nodule")
    read = {"check_params_cb": lambda lane, _: lane == DATA_LANE, "timeout": 60_000}
    with qtbot.waitSignal(window.jobs.finished, **read):
        form.question.data.set_data(tmp_path / "other")
    planned()
    assert form.draft.figure == page.figure.currentData() == "macro_auc"
    assert page.problem == ""
    assert form.missing == ""
    assert button(form, "Declare and start").isEnabled()
