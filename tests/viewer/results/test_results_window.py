"""The whole window: a folder is classified, paused, ended, judged, compared, exported and forgotten."""

import csv
import json
import threading

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget

from core.batch import Control
from core.results.store import ResultStore
from trainer.dataset import read_dataset
from viewer import dialogs
from viewer.browser import thumbnails
from viewer.results import batch_run, earlier

LEVELS = (400, 1200, 2100, 3900)


def button(widget, text):
    return next(one for one in widget.findChildren(QPushButton) if one.text().startswith(text))


def choose(results, *names):
    """Choose lines by the names of their files."""
    view = results.view
    view.clearSelection()
    for row in range(view.model().rowCount()):
        if view.model().index(row, 0).data() in names:
            view.selectRow(row)


def opened(qtbot, window, path):
    with qtbot.waitSignal(window.jobs.finished, timeout=30_000, check_params_cb=lambda lane, _: lane == earlier.LANE):
        window.opening.open(path)


def judged(qtbot, window, act):
    with qtbot.waitSignal(window.results.judging.judged, timeout=30_000) as told:
        act()
    return told.args[0].verdict


def test_a_folder_is_classified_into_the_table(qtbot, window, images, monkeypatch):
    monkeypatch.setattr(dialogs, "ask_folder", lambda parent: [images])
    with qtbot.waitSignal(window.results.run.ended, timeout=30_000):
        window.actions_by_id["results.folder"].trigger()
    results = window.results.window
    assert results.isVisible()
    assert QApplication.activeModalWidget() is None
    found = {line.path.name: line for line in results.table.lines}
    assert set(found) == {"0.dcm", "1.dcm", "2.dcm", "3.dcm", "broken.dcm"}
    for number, level in enumerate(LEVELS):
        assert found[f"{number}.dcm"].row.prediction.probabilities[1] == pytest.approx(level / 4095)
    assert found["broken.dcm"].is_refused
    assert results.told == "5 images: 1 without an answer, 0 doubtful or undecided."
    assert results.progress.isHidden()
    assert results.view.model().index(0, 0).data() == "broken.dcm"
    assert results.view.model().index(1, 0).data() == "2.dcm"  # 2100 of 4095 is nearest to a tie
    assert results.windowTitle() == "Results"


def test_without_anything_listed_the_window_says_what_to_do(window):
    window.actions_by_id["results.listed"].trigger()
    assert "choose a folder" in window.results.window.told
    assert not window.results.run.is_running


def test_the_chosen_row_of_the_browser_is_classified(qtbot, window, study_folder):
    with qtbot.waitSignal(window.browser.scan_ended, timeout=30_000):
        window.open_paths([study_folder])
    model = window.browser.model
    patient = model.index_of(study_folder / "z.dcm")
    while patient.parent().isValid():
        patient = patient.parent()
    window.browser.tree.setCurrentIndex(patient)
    with qtbot.waitSignal(window.results.run.ended, timeout=30_000):
        window.actions_by_id["results.chosen"].trigger()
    assert {line.path.name for line in window.results.window.table.lines} == {"z.dcm", "a.dcm", "m.dcm"}
    with qtbot.waitSignal(window.results.run.ended, timeout=30_000):
        window.actions_by_id["results.listed"].trigger()
    assert {line.path.name for line in window.results.window.table.lines} == {"z.dcm", "a.dcm", "m.dcm", "roe.dcm"}


def test_what_is_kept_is_not_asked_about_again_unless_wanted(classified, arithmetic):
    results = classified()
    assert arithmetic.asked == 4
    results = classified()
    assert arithmetic.asked == 4
    assert [line.resumed for line in results.table.lines if line.result] == [True] * 4
    classified(again=True)
    assert arithmetic.asked == 8
    assert not any(line.resumed for line in results.table.lines)


def test_pause_resume_and_cancel(qtbot, window, tmp_path, write_dicom, arithmetic, monkeypatch):
    total = 300
    for number in range(total):
        write_dicom(tmp_path / "many" / f"{number:03d}.dcm", np.full((8, 8), number), SOPInstanceUID=f"1.2.{number}")
    hold = arithmetic.hold = threading.Semaphore(1)
    waiting = threading.Event()
    monkeypatch.setattr(Control, "wait", lambda self: (waiting.set(), self._running.wait()))
    run, results = window.results.run, window.results.window
    progress = results.progress
    with qtbot.waitSignal(run.line_made, timeout=30_000):
        window.results.classify([tmp_path / "many"])
    assert progress.isVisible()
    progress.pause.click()
    assert run.is_paused
    assert progress.text.startswith("Paused, ")
    hold.release(100)  # what was under way may end; nothing else is begun
    qtbot.waitUntil(lambda: waiting.is_set() and results.table.rowCount() == arithmetic.asked, timeout=30_000)
    before = results.table.rowCount()
    while hold.acquire(blocking=False):
        pass
    progress.pause.click()
    assert not run.is_paused
    hold.release()
    qtbot.waitUntil(lambda: results.table.rowCount() > before, timeout=30_000)
    with qtbot.waitSignal(run.ended, timeout=30_000) as ended:
        progress.cancel.click()
        hold.release(100)
    assert ended.args[0] == "cancelled"
    finished = results.table.rowCount()
    assert before < finished < total
    assert len(window.results.store.rows()) == finished
    assert "What is finished is kept" in results.told
    with qtbot.waitSignal(run.ended, timeout=30_000):
        window.results.classify([tmp_path / "many"])
    assert results.table.rowCount() == total
    assert sum(line.resumed for line in results.table.lines) == finished


def test_closing_the_window_ends_a_paused_batch(qtbot, window, images, arithmetic):
    arithmetic.hold = threading.Semaphore(0)
    window.results.classify([images])
    window.results.run.pause()
    arithmetic.hold.release(100)
    window.close()
    assert window.jobs.wait(0)
    assert not window.results.window.isVisible()


def test_a_network_that_cannot_be_used_is_told(qtbot, window, images, arithmetic, monkeypatch):
    from core.errors import ModelRefusedError

    def refuse(self):
        raise ModelRefusedError("mean", "expected another SHA-256")

    monkeypatch.setattr(arithmetic, "load", refuse)
    with qtbot.waitSignal(window.results.run.ended, timeout=30_000) as ended:
        window.results.classify([images])
    assert ended.args[0] == "failed"
    assert window.results.window.problem.text() == "mean: expected another SHA-256"


def test_a_line_opens_its_image(qtbot, window, classified, images):
    results = classified()
    choose(results, "2.dcm")
    with qtbot.waitSignal(window.state.frame_changed, timeout=30_000):
        qtbot.keyClick(results.view, Qt.Key.Key_Return)
    assert window.state.frame.path == images / "2.dcm"


def test_opening_an_image_shows_what_was_said_before_and_asks_nothing(qtbot, window, classified, images, arithmetic):
    classified()
    before = arithmetic.asked
    opened(qtbot, window, images / "3.dcm")
    listed = window.results.on_screen.earlier
    window.show_tab("classify")
    assert listed.isVisible()
    assert "mean" in listed.text
    assert "Opacity 0.952" in listed.text  # 3900 of 4095
    assert "2026-01-01 00:00" in listed.text
    assert arithmetic.asked == before
    opened(qtbot, window, images.parent / "new.dcm") if False else None
    window.state.set_frame(None, None)
    assert listed.isHidden()


def test_an_answer_by_another_version_or_preparation_says_so(qtbot, window, images, card):
    from dataclasses import replace

    from core.picture import read_image
    from core.results.store import kept
    from viewer.results.line import Line

    frame = read_image(images / "0.dcm")
    classifier = window.classify_panel.classifier
    said = classifier.predict(frame)
    store = window.results.store
    store.put([kept(frame.path, replace(said, app_version="0.0.1", created="2025-01-01T10:00:00.000+00:00"))])
    other = replace(card.spec, bits="8")
    store.put([kept(frame.path, replace(said, spec=other, created="2025-02-01T10:00:00.000+00:00"))])
    opened(qtbot, window, images / "0.dcm")
    first, second = window.results.on_screen.earlier.text.split("\n")
    assert "prepared in another way" in first
    assert "made with CXR-12 0.0.1" in second
    assert Line  # both are lines of their own


def test_other_pixels_under_the_same_name_have_no_earlier_results(qtbot, window, classified, images, write_dicom):
    classified()
    write_dicom(images / "3.dcm", np.full((40, 40), 77), SOPInstanceUID="1.2.3.3")
    opened(qtbot, window, images / "3.dcm")
    assert window.results.on_screen.earlier.text == ""


def test_an_answer_on_screen_is_kept_and_is_not_earlier_than_itself(qtbot, window, images):
    opened(qtbot, window, images / "1.dcm")
    with qtbot.waitSignal(window.results.writer.done, timeout=30_000):
        window.classify()
    (found,) = window.results.store.rows()
    assert found.prediction == window.classify_panel.prediction
    assert (found.path, found.patient) == (images / "1.dcm", "P0")
    with qtbot.waitSignal(window.jobs.finished, timeout=30_000, check_params_cb=lambda lane, _: lane == earlier.LANE):
        window.results.on_screen.finder.look()
    assert window.results.on_screen.earlier.text == ""


def test_verdicts_by_one_key_on_the_lines_chosen(qtbot, window, classified):
    results = classified()
    choose(results, "3.dcm")
    results.view.setFocus()
    qtbot.waitUntil(results.view.hasFocus)
    assert judged(qtbot, window, lambda: qtbot.keyClick(results.view, Qt.Key.Key_Y)).verdict == "agree"
    assert results.view.chosen()[0].row.verdict == "agree"
    assert results.told == "Kept: you agree with Opacity."
    assert judged(qtbot, window, lambda: qtbot.keyClick(results.view, Qt.Key.Key_Y)) is None  # once more: taken back
    assert results.view.chosen()[0].row.verdict == ""
    assert judged(qtbot, window, lambda: qtbot.keyClick(results.view, Qt.Key.Key_U)).verdict == "disagree"
    qtbot.keyClick(results.view, Qt.Key.Key_J)
    menu = QApplication.activePopupWidget()
    assert [action.text() for action in menu.actions()] == ["&1 Normal", "&2 Opacity"]
    assert judged(qtbot, window, lambda: qtbot.keyClick(menu, Qt.Key.Key_1)).relabel == "normal"
    assert results.view.chosen()[0].row.relabel == "normal"


def test_several_lines_are_judged_together(qtbot, window, classified):
    results = classified()
    results.view.selectAll()
    done = []
    window.results.judging.judged.connect(done.append)
    button(results, "Agree").click()
    qtbot.waitUntil(lambda: len(done) == 4, timeout=30_000)
    assert {line.path.name for line in results.table.lines if line.row.verdict} == {f"{n}.dcm" for n in range(4)}


def test_the_answer_on_screen_is_judged_with_the_same_keys(qtbot, window, images):
    opened(qtbot, window, images / "0.dcm")
    window.image_view.setFocus()
    window.results.judge("agree")
    assert "no answer on screen" in window.image_area.messages.text
    with qtbot.waitSignal(window.results.writer.done, timeout=30_000):
        window.classify()
    window.image_view.setFocus()
    assert judged(qtbot, window, lambda: qtbot.keyClick(window.image_view, Qt.Key.Key_Y)).label == "normal"
    assert window.image_area.messages.text == "Kept: you agree with Normal."


def test_verdicts_come_back_with_the_results(qtbot, window, classified):
    results = classified()
    choose(results, "0.dcm")
    judged(qtbot, window, lambda: window.results._judge_chosen("disagree", "opacity"))
    results = classified()
    assert {line.path.name: line.row.relabel for line in results.table.lines}["0.dcm"] == "opacity"


def test_what_readers_said_becomes_a_dataset_that_training_reads(qtbot, window, classified, tmp_path):
    results = classified()
    for name, verdict, relabel in (("0.dcm", "agree", ""), ("3.dcm", "disagree", "normal"), ("2.dcm", "agree", "")):
        choose(results, name)
        judged(qtbot, window, lambda v=verdict, r=relabel: window.results._judge_chosen(v, r))
    choose(results, "1.dcm")
    judged(qtbot, window, lambda: window.results._judge_chosen("disagree", ""))
    table = tmp_path / "labels.csv"
    with qtbot.waitSignal(window.results.exporting.told, timeout=30_000) as told:
        window.results.exporting.write_labels(table)
    assert told.args == [
        "3 labels are written; Train opens the table. Left out: 1 images: rejected, without another class."
    ]
    dataset = read_dataset(table)
    assert {row.path.name: row.label for row in dataset.rows} == {
        "0.dcm": "normal",
        "2.dcm": "opacity",
        "3.dcm": "normal",
    }
    assert dataset.patients == 2  # from the files: 0 is of P0, 2 and 3 are of P1
    with qtbot.waitSignal(
        window.train_panel.data_changed, timeout=30_000, check_params_cb=lambda: window.train_panel.can_start
    ):
        window.train_panel.set_data(table)


def test_labels_give_a_confusion_matrix_and_figures(qtbot, window, classified, images, tmp_path, monkeypatch):
    results = classified()
    table = tmp_path / "truth.csv"
    truth = {"0.dcm": "normal", "1.dcm": "opacity", "2.dcm": "opacity", "3.dcm": "opacity"}
    table.write_text("path,label\n" + "".join(f"{images / name},{label}\n" for name, label in truth.items()))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(table), ""))
    with qtbot.waitSignal(window.results.comparing.assessed, timeout=60_000) as told:
        results.labels_requested.emit("table")
    assert told.args[0].evaluation.confusion == ((1, 0), (1, 2))
    assert told.args[0].evaluation.patients == 2
    assert results.assessment.isVisible()
    (matrix,) = results.assessment.matrices.views()
    assert matrix.counts == ((1, 0), (1, 2))
    assert "4 images of 2 patients" in results.assessment.text
    assert "Accuracy 0.750" in results.assessment.text
    assert "chance 0.75" in results.assessment.text
    results.filter.kinds.setCurrentIndex(results.filter.kinds.findData("against"))
    assert [line.path.name for line in results.view.shown_lines()] == ["1.dcm"]
    results.labels_requested.emit("none")
    assert results.assessment.isHidden()
    assert not any(line.row.label for line in results.table.lines)


def test_labels_that_cannot_be_read_are_told_without_a_name(qtbot, window, classified, tmp_path, monkeypatch):
    results = classified()
    table = tmp_path / "DOE.csv"
    table.write_text("path,label\nDOE-JANE.dcm,normal\n")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(table), ""))
    window.state.set_patient_data_hidden(True)
    with qtbot.waitSignal(window.results.comparing.failed, timeout=30_000):
        results.labels_requested.emit("table")
    assert "do not exist" in results.problem.text()
    assert "DOE" not in results.problem.text()


@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_what_is_shown_is_exported_in_its_order(qtbot, window, classified, tmp_path, suffix, monkeypatch):
    results = classified()
    out = tmp_path / f"out{suffix}"
    results.filter.kinds.setCurrentIndex(results.filter.kinds.findData("unjudged"))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    with qtbot.waitSignal(window.results.exporting.told, timeout=30_000) as told:
        results.export_requested.emit("results")
    assert told.args == ["4 results are written."]
    if suffix == ".csv":
        with out.open(newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
    else:
        rows = json.loads(out.read_text())["results"]
    assert [row["file"] for row in rows] == [str(line.path) for line in results.view.shown_lines()]
    assert {row["class"] for row in rows} == {"normal", "opacity"}


def test_a_batch_is_computed_as_the_preferences_say(qtbot, window, images, arithmetic):
    window.settings.update({"engine": "openvino", "precision": "bfloat16"})
    arithmetic.made_with = ()
    with qtbot.waitSignal(window.results.run.ended, timeout=30_000):
        window.results.classify([images])
    assert arithmetic.made_with == ("openvino", "bfloat16")


def test_forgetting_the_folder_ends_its_batch_and_leaves_nothing(qtbot, window, images, arithmetic, book, tmp_path):
    with qtbot.waitSignal(window.browser.scan_ended, timeout=30_000):
        window.open_paths([images])
    arithmetic.hold = threading.Semaphore(0)
    window.results.classify([images])
    qtbot.waitUntil(lambda: window.jobs.is_busy(batch_run.LANE), timeout=30_000)
    window.browser.forget(images)
    with (
        qtbot.waitSignal(window.browser.told, timeout=30_000),
        qtbot.waitSignal(window.results.run.ended, timeout=30_000),
    ):
        button(window.browser.forgetting, "Forget").click()
        arithmetic.hold.release(100)
    assert ResultStore(book).rows() == ()
    assert b"DOE" not in b"".join(path.read_bytes() for path in (tmp_path / "kept").iterdir())


def test_forgetting_says_how_many_results_and_verdicts_went(qtbot, window, classified, images):
    with qtbot.waitSignal(window.browser.scan_ended, timeout=30_000):
        window.open_paths([images])
    results = classified()
    choose(results, "0.dcm")
    judged(qtbot, window, lambda: window.results._judge_chosen("agree", ""))
    window.browser.forget(images)
    with qtbot.waitSignal(window.browser.told, timeout=30_000) as told:
        button(window.browser.forgetting, "Forget").click()
    assert told.args[0].endswith("4 results, 1 verdict and 0 labels.")
    assert results.table.rowCount() == 0
    assert window.results.store.rows() == ()


def test_names_are_hidden_in_the_window_too(window, classified, images):
    results = classified()
    window.state.set_patient_data_hidden(True)
    told = [results.view.model().index(row, 0).data() for row in range(results.view.model().rowCount())]
    assert sorted(told) == [f"Image {n}" for n in range(1, 6)]
    widgets = [results, *results.findChildren(QWidget)]
    texts = [widget.toolTip() + widget.windowTitle() + widget.accessibleName() for widget in widgets]
    texts += [label.text() for label in results.findChildren(QLabel)]
    assert not [text for text in texts if "DOE" in text]


def test_the_thumbnails_of_the_browser_stand_beside_the_results(qtbot, window, classified, images):
    done = {"check_params_cb": lambda lane, _: lane == thumbnails.LANE, "timeout": 30_000}
    with qtbot.waitSignal(window.jobs.finished, **done):
        window.open_paths([images])
    found = []
    window.results.pictures.found.connect(lambda path, _: found.append(path.name))
    results = classified()
    qtbot.waitUntil(lambda: sorted(found) == [f"{n}.dcm" for n in range(4)], timeout=30_000)
    icon = results.table.data(
        results.table.index(results.table._places[images / "0.dcm"], 0), Qt.ItemDataRole.DecorationRole
    )
    assert not icon.isNull()


def test_everything_in_the_window_has_a_name_for_screen_readers(window):
    results = window.results.window
    for widget in (
        results.view,
        results.filter.words,
        results.filter.decisions,
        results.filter.kinds,
        results.chooser._list,
    ):
        assert widget.accessibleName()
