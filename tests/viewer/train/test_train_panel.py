"""The panel around real trainings, and around finished runs."""

import json
from dataclasses import fields, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QScrollArea, QStyle, QStyleOptionComboBox

from trainer.config import TrainConfig
from trainer.run import list_runs, read_events
from viewer.train.run_curves import LANE as EVENTS_LANE
from viewer.train.run_list import LANE as RUNS_LANE
from viewer.train.run_text import network_text

TRAIN_MS = 300_000


def read_metrics(folder):
    return json.loads((folder / "metrics.json").read_text())


def interval(figure):
    return f"{figure['value']:.3f} ({figure['low']:.2f}\N{EN DASH}{figure['high']:.2f})"


@pytest.mark.slow
def test_a_training_from_start_to_shelf(qtbot, open_panel, choose_data, tmp_path, training_data):
    panel = open_panel(tmp_path / "runs")
    assert not panel._controls.start.isEnabled()
    choose_data(panel, training_data)
    assert panel._data._summary.text().startswith("24 images of 24 patients\nOpacity 12 · Normal 12\n")
    panel.set_config(TrainConfig(name="my run", size=64, epochs=2, batch_size=8, seed=5))
    with (
        qtbot.waitSignal(panel.run_ended, timeout=TRAIN_MS) as ended,
        qtbot.waitSignal(panel._jobs.finished, timeout=TRAIN_MS, check_params_cb=lambda lane, _: lane == RUNS_LANE),
    ):
        qtbot.mouseClick(panel._controls.start, Qt.MouseButton.LeftButton)
        assert panel.is_training()
        assert panel._controls.stop.isEnabled()
        assert not panel._controls.start.isEnabled()
        panel.start()  # a second press changes nothing
    folder, status = ended.args
    assert status == "finished"
    assert [(run.folder, run.status) for run in list_runs(tmp_path / "runs")] == [(folder, "finished")]
    told = [event for event in read_events(folder)[0] if event["event"] == "epoch"]
    assert len(told) == 2
    for figure in ("loss", "val_loss", "accuracy", "val_accuracy"):
        assert panel._curves.points(figure) == tuple((e["epoch"], e[figure]) for e in told)
    test = read_metrics(folder)["test"]
    state = panel._progress.state
    assert state.startswith("Finished. On the test patients: macro AUC " + interval(test["macro_auc"]))
    assert f"accuracy {interval(test['accuracy'])}, chance 0.50" in state
    assert panel._progress.problem == ""
    assert not panel.is_training()
    assert panel._controls.start.isEnabled()
    assert not panel._controls.stop.isEnabled()


def test_a_run_that_fails_says_why_in_the_panel(qtbot, open_panel, choose_data, tmp_path, training_data):
    table = tmp_path / "labels.csv"
    rows = [f"{training_data / label / '0.png'},{label}" for label in ("normal", "opacity")]
    table.write_text("\n".join(("path,label", *rows)) + "\n")
    panel = open_panel(tmp_path / "runs")
    choose_data(panel, table)
    with qtbot.waitSignal(panel.run_ended, timeout=TRAIN_MS) as ended:
        panel.start()
    folder, status = ended.args
    assert status == "failed"
    reason = read_events(folder)[0][-1]["reason"]
    assert len(reason) > 20
    assert panel._progress.problem == reason[0].upper() + reason[1:]
    assert panel._progress.state == "The training failed."


def test_stopping_keeps_the_panel_usable(qtbot, open_panel, choose_data, tmp_path, training_data, monkeypatch):
    monkeypatch.setattr("viewer.train.training_process.GRACE_MS", TRAIN_MS)
    panel = open_panel(tmp_path / "runs")
    choose_data(panel, training_data)
    with qtbot.waitSignal(panel.run_ended, timeout=TRAIN_MS) as ended:
        panel.start()
        qtbot.mouseClick(panel._controls.stop, Qt.MouseButton.LeftButton)
        assert panel._progress.state == "Stopping after the batch under way"
    assert ended.args[1] == "cancelled"
    assert panel._progress.state == "Stopped before the first epoch was complete; nothing was learned."
    assert panel._controls.start.isEnabled()


def test_data_that_cannot_be_used_is_refused_before_the_start(qtbot, open_panel, tmp_path):
    (tmp_path / "empty").mkdir()
    panel = open_panel(tmp_path / "runs")
    with qtbot.waitSignal(panel._jobs.failed):
        panel.set_data(tmp_path / "empty")
    assert panel._data._problem.text() == "the folder holds no DICOM or PNG image"
    assert not panel._controls.start.isEnabled()
    panel.start()
    assert not panel.is_training()
    assert not (tmp_path / "runs").exists()


def test_the_list_tells_each_run_with_its_figure(open_panel, finished_runs):
    panel = open_panel(finished_runs)
    records = list_runs(finished_runs)
    assert [record.name for record in records] == ["second", "first"]
    for item, record in zip(panel._runs._items(), records, strict=True):
        lines = ("ResNet50 proposed", f"32 px · native · seed {record.config.seed}", "Finished · ")
        assert item.text(0).startswith("\n".join((record.name, *lines)))
        assert item.text(1) == interval(read_metrics(record.folder)["test"]["macro_auc"]).replace(" (", "\n(")


def test_selecting_a_run_shows_its_curves(qtbot, open_panel, finished_runs):
    panel = open_panel(finished_runs)
    for record in list_runs(finished_runs):
        with qtbot.waitSignal(panel._jobs.finished, check_params_cb=lambda lane, _: lane == EVENTS_LANE):
            item = next(item for item in panel._runs._items() if item.text(0).startswith(record.name))
            panel._runs._tree.setCurrentItem(item)
        told = [event for event in read_events(record.folder)[0] if event["event"] == "epoch"]
        assert panel._curves.points("val_loss") == tuple((e["epoch"], e["val_loss"]) for e in told)
    assert panel._watch.isVisible()


def test_buttons_follow_the_selection(qtbot, open_panel, finished_runs):
    panel = open_panel(finished_runs)
    runs = panel._runs
    first, second = (record.folder for record in list_runs(finished_runs))
    buttons = (runs._compare, runs._use, runs._show)
    assert [button.isEnabled() for button in buttons] == [False, False, False]
    runs.select((first,))
    assert [button.isEnabled() for button in buttons] == [False, True, True]
    with qtbot.waitSignal(panel.use_model_requested) as wanted:
        runs._use.click()
    assert wanted.args == [first]
    runs.select((first, second))
    assert [button.isEnabled() for button in buttons] == [True, False, False]
    with qtbot.waitSignal(panel.compare_requested) as wanted:
        runs._compare.click()
    assert wanted.args == [(first, second)]


def test_a_damaged_run_is_listed_with_its_reason(open_panel, tmp_path):
    (tmp_path / "runs" / "20260101-000000-odd").mkdir(parents=True)
    panel = open_panel(tmp_path / "runs")
    (item,) = panel._runs._items()
    assert item.text(0) == "20260101-000000-odd\nDamaged"
    panel._runs.select((tmp_path / "runs" / "20260101-000000-odd",))
    assert panel._runs._reason.text() == "Damaged: config.json cannot be read"
    assert not panel._runs._use.isEnabled()


def test_the_form_gives_back_what_it_was_given(qtbot, open_panel, tmp_path):
    form = open_panel(tmp_path)._settings
    config = TrainConfig(
        name="x", architecture="vgg16", variant="standard", size=224, bits="8", epochs=7, batch_size=4, seed=9,
        save_h5=True, exclude_unreadable=True,
    )  # fmt: skip
    form.set_config(config)
    assert form.config() == config
    thesis = replace(config, recipe="thesis", head="thesis", name="")
    form.set_config(thesis)
    assert form.config() == replace(thesis, name="vgg16-standard-224-8-thesis")
    assert form._more.text() == ""


def test_every_architecture_of_the_registry_is_offered_with_its_variants_and_with_windows(open_panel, tmp_path):
    form = open_panel(tmp_path)._settings
    offered = [form._architecture.itemText(place) for place in range(form._architecture.count())]
    assert offered == ["VGG16", "ResNet50", "DenseNet121", "EfficientNetB1", "VGG19", "InceptionResNetV2"]
    form._architecture.setCurrentIndex(offered.index("DenseNet121"))
    assert [form._variant.itemText(place) for place in range(form._variant.count())] == ["Standard"]
    assert form._windows.text() == "None"
    form._windows.setValue(4)
    config = form.config()
    assert (config.architecture, config.variant, config.windows) == ("densenet121", "standard", 4)
    assert config.name == "densenet121-standard-128-native-windows4"
    assert network_text(config) == "DenseNet121 standard \u00b7 4 windows"


def test_the_form_loses_nothing_that_it_does_not_offer(open_panel, tmp_path):
    form = open_panel(tmp_path)._settings
    config = TrainConfig(
        name="n" * 80, architecture="vgg16", variant="standard", head="thesis", size=96, bits="8-voi", preset="native",
        recipe="small", learning_rate=0.25, epochs=2000, batch_size=300, seed=2**31 - 1, split_seed=7, augment=False,
        validation_fraction=0.1, test_fraction=0.3, save_h5=True, precision="bfloat16", exclude_unreadable=True,
        windows=3, start_from="other", freeze=5, mixup=0.125, early_stopping=2000, folds=4, fold=3, tensorboard=True,
        class_weights="none", monitor="val_macro_auc", activation="sigmoid",
    )  # fmt: skip
    same = [f.name for f in fields(TrainConfig) if getattr(config, f.name) == getattr(TrainConfig(), f.name)]
    assert same == []
    form.set_config(config)
    assert form.config() == config
    assert form._size.currentText() == "96 x 96 pixels"
    assert form._recipe.currentText() == "Modern, little data"
    for told in ("head thesis", "learning rate 0.25", "augment false", "test fraction 0.3"):
        assert told in form._more.text()
    assert form._advanced_section.opened
    form._recipe.setCurrentIndex(form._recipe.findData("modern"))
    assert (form.config().mixup, form.config().early_stopping, form.config().monitor) == (0.0, 0, "val_loss")
    assert (form.config().folds, form.config().start_from, form.config().freeze) == (4, "other", 5)
    assert (form.config().head, form.config().learning_rate, form.config().augment) == ("average", 0.0, False)
    small = TrainConfig(name="small", size=32)
    form.set_config(small)
    assert form.config() == small
    assert form._size.currentText() == "32 x 32 pixels"


def test_stages_are_frozen_only_of_a_model_to_start_from_and_no_more_than_there_are(open_panel, tmp_path):
    form = open_panel(tmp_path)._settings
    advanced = form._advanced
    assert not form._advanced_section.opened
    form.offer_models(["phantom4", "real3"])
    assert [advanced._start_from.itemText(place) for place in range(3)] == ["Nothing", "phantom4", "real3"]
    assert not advanced._freeze.isEnabled()
    advanced._start_from.setCurrentIndex(1)
    assert advanced._freeze.isEnabled()
    advanced._freeze.setValue(9)
    assert (form.config().start_from, form.config().freeze) == ("phantom4", 3)  # all of the proposed ResNet50
    form._architecture.setCurrentIndex(form._architecture.findData("efficientnetb1"))
    advanced._freeze.setValue(9)
    assert form.config().freeze == 8
    form._architecture.setCurrentIndex(form._architecture.findData("vgg16"))
    assert form.config().freeze == 5
    form.offer_models([])
    assert form.config().start_from == "phantom4"  # chosen before: it will be told if it is gone
    advanced._start_from.setCurrentIndex(0)
    assert form.config().freeze == 0


def test_a_fold_is_one_of_the_folds(open_panel, tmp_path):
    form = open_panel(tmp_path)._settings
    advanced = form._advanced
    assert (advanced._folds.text(), advanced._fold.isEnabled()) == ("Off", False)
    advanced._folds.setValue(5)
    advanced._fold.setValue(19)
    assert (form.config().folds, form.config().fold) == (5, 4)
    advanced._folds.setValue(0)
    assert (form.config().folds, form.config().fold) == (0, 0)


def test_settings_that_do_not_go_together_are_refused_in_the_panel(open_panel, choose_data, tmp_path, training_data):
    panel = open_panel(tmp_path / "runs")
    choose_data(panel, training_data)
    panel.set_config(TrainConfig(size=32))
    panel._settings._architecture.setCurrentIndex(panel._settings._architecture.findData("vgg16"))
    panel.start()
    assert "size for vgg16" in panel._progress.problem
    assert not panel.is_training()
    assert not (tmp_path / "runs").exists()


def test_every_choice_can_be_read_in_the_narrowest_panel(open_panel, tmp_path):
    panel = open_panel(tmp_path)
    panel.resize(328, 700)
    panel._settings._advanced_section.set_open(True)
    for box in panel._settings.findChildren(QComboBox):
        option = QStyleOptionComboBox()
        box.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box).width()
        for place in range(box.count()):
            assert box.fontMetrics().horizontalAdvance(box.itemText(place)) <= room, box.itemText(place)
    assert panel.findChild(QScrollArea).horizontalScrollBar().maximum() == 0


def test_hidden_patient_data_hides_the_place_of_the_data_and_the_files_in_errors(qtbot, open_panel, tmp_path):
    table = tmp_path / "Doe Jane.csv"
    table.write_text("path,label\nDOE_JANE.dcm,normal\n")
    panel = open_panel(tmp_path / "runs")
    with qtbot.waitSignal(panel._jobs.failed):
        panel.set_data(table)
    place, problem = panel._data._place, panel._data._problem
    open_texts = (place.text(), place.toolTip(), problem.text())
    assert open_texts[:2] == ("Doe Jane.csv", str(table))
    assert "DOE_JANE.dcm" in open_texts[2]
    panel.set_patient_data_hidden(True)
    hidden = (place.text(), place.toolTip(), problem.text())
    assert hidden == ("Data table (hidden)", "", "1 of the 1 files in the table do not exist")
    assert not panel._controls.start.isEnabled()
    panel.set_patient_data_hidden(False)
    assert (place.text(), place.toolTip(), problem.text()) == open_texts
    panel.set_patient_data_hidden(True)
    with qtbot.waitSignal(panel._jobs.failed):
        panel.set_data(tmp_path / "DOE_JANE")
    assert (place.text(), place.toolTip()) == ("Data folder (hidden)", "")
    assert "DOE" not in problem.text()


def test_a_recipe_brings_its_epochs_and_head(open_panel, tmp_path):
    form = open_panel(tmp_path)._settings
    form._recipe.setCurrentIndex(form._recipe.findData("thesis"))
    config = form.config()
    assert (config.recipe, config.head, config.epochs, config.batch_size) == ("thesis", "thesis", 50, 16)
