"""The window of the models: a stranger's file comes in, is looked after, and leaves; with real files and processes."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from benchmarks.hostile_files import HOSTILE, arrays, plain_layers, sequential, write_h5
from core.models import importing
from core.models.shelf import Shelf
from resources import resource
from viewer.models.desk import ModelsDesk

LONG_MS = 180_000  # two starts of TensorFlow on a busy machine


@pytest.fixture
def shelf(tmp_path):
    """The user's shelf, empty, and what ships with the program."""
    return Shelf(tmp_path / "own", resource("models"))


@pytest.fixture
def desk(qtbot, jobs, shelf):
    parent = QWidget()
    qtbot.addWidget(parent)
    desk = ModelsDesk(jobs, shelf, parent)
    desk.show_dialog()
    yield desk
    desk.end()


@pytest.fixture
def stranger(tmp_path):
    return write_h5(tmp_path / "Old Network.h5", sequential(plain_layers()), arrays())


def lines(dialog):
    return [dialog._list.item(i).text() for i in range(dialog._list.count())]


def choose(dialog, name):
    dialog._list.setCurrentRow([entry.name for entry in dialog._entries].index(name))


def look(qtbot, desk, path):
    with qtbot.waitSignal(desk.work.looked, timeout=LONG_MS):
        desk.begin_import(path)
    return desk.dialog.form


def test_import_rename_default_export_and_remove(qtbot, desk, shelf, stranger, tmp_path, monkeypatch):
    dialog = desk.dialog
    form = look(qtbot, desk, stranger)
    assert "16 x 16 pixels, channels 1; 3 classes by softmax; 3 layers, 1,199 parameters." in form._facts.text()
    assert form._name.text() == "old-network"
    assert not form._alone.isVisibleTo(form)
    form._classes.setText("normal, opacity , covid_19")
    changes = []
    desk.shelf_changed.connect(changes.append)
    with qtbot.waitSignal(desk.shelf_changed, timeout=LONG_MS):
        form._import.click()
    assert (changes[-1].name, changes[-1].is_new) == ("old-network", True)
    entry = shelf.get("old-network")
    assert entry.card.classes == ("normal", "opacity", "covid_19")
    assert entry.card.spec.preset == "thesis12"
    assert "old-network (not verified)" in lines(dialog)
    assert dialog.name == "old-network"
    assert "Not verified" in dialog._card.toPlainText()

    dialog._buttons["rename"].click()
    dialog._question._name.setText("older")
    with qtbot.waitSignal(desk.shelf_changed, timeout=LONG_MS):
        dialog._question._yes.click()
    assert (changes[-1].was, changes[-1].name) == ("old-network", "older")

    with qtbot.waitSignal(desk.shelf_changed, timeout=LONG_MS):
        dialog._buttons["default"].click()
    assert shelf.default_name() == "older"
    assert "older (not verified, begins)" in lines(dialog)

    target = tmp_path / "out" / "older.keras"
    target.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with qtbot.waitSignal(desk.shelf_changed, timeout=LONG_MS):
        dialog._buttons["export"].click()
    assert sorted(path.name for path in target.parent.iterdir()) == ["older.keras", "older.keras.card.json"]
    assert importing.card_beside(target).classes == entry.card.classes

    dialog._buttons["remove"].click()
    assert shelf.get("older")  # nothing yet
    with qtbot.waitSignal(desk.shelf_changed, timeout=LONG_MS):
        dialog._question._yes.click()
    assert [one.name for one in shelf.entries()] == ["phantom4", "real3"]
    assert "older was removed." in dialog._said.text()


@pytest.mark.parametrize("kind", ["Lambda in .keras", "weights NaN", "empty"])
def test_a_file_that_cannot_be_loaded_says_why_in_one_sentence(qtbot, desk, shelf, tmp_path, kind):
    reasons = {"Lambda in .keras": "contains code", "weights NaN": "found NaN", "empty": "an empty file"}
    path = HOSTILE[kind](tmp_path, tmp_path / "canary")
    with qtbot.waitSignal(desk.work.failed, timeout=LONG_MS):
        desk.begin_import(path)
    said = desk.dialog._problem.text()
    assert said.startswith(path.name)
    assert reasons[kind] in said
    assert "\n" not in said
    assert not (tmp_path / "canary").exists()
    assert len(shelf.entries()) == 2


def test_answers_that_do_not_suit_the_file_keep_the_form(qtbot, desk, stranger):
    form = look(qtbot, desk, stranger)
    form._classes.setText("a, b")
    with qtbot.waitSignal(desk.work.failed, timeout=LONG_MS):
        form._import.click()
    assert "expected 3 class names in the order of its outputs, found 2" in desk.dialog._problem.text()
    assert desk.dialog._pages.currentWidget() is form
    assert form._classes.text() == "a, b"
    assert form.isEnabled()


def test_the_thesis_values_are_offered_where_there_are_four_classes(qtbot, desk, stranger, tmp_path):
    form = look(qtbot, desk, stranger)
    assert not form._thesis.isEnabled()
    layers = [
        *plain_layers()[:2],
        {"class_name": "Dense", "config": {"name": "dense", "units": 4, "activation": "softmax"}},
    ]
    weights = {**arrays(), "dense/kernel:0": arrays()["dense/kernel:0"][:, [0, 1, 2, 0]]}
    weights["dense/bias:0"] = arrays()["dense/bias:0"][[0, 1, 2, 0]]
    form = look(qtbot, desk, write_h5(tmp_path / "four.h5", sequential(layers), weights))
    form._preset.setCurrentText("native")
    form._thesis.click()
    assert form._classes.text() == "aortic_enlargement, covid_19, opacity, normal"
    assert form._preset.currentText() == "thesis12"


def test_cancelling_leaves_the_shelf_as_it_was(qtbot, desk, shelf, stranger):
    form = look(qtbot, desk, stranger)
    form._classes.setText("a, b, c")
    form._import.click()
    assert desk.work.is_busy
    assert not desk.dialog._buttons["import"].isEnabled()
    cancel = desk.dialog._progress.findChild(QPushButton)
    with qtbot.waitSignal(desk.work.failed, timeout=LONG_MS):
        cancel.click()
    assert "cancelled" in desk.dialog._problem.text()
    assert [entry.name for entry in shelf.entries()] == ["phantom4", "real3"]
    assert desk.dialog._buttons["import"].isEnabled()


def test_models_that_ship_can_be_exported_but_not_removed(desk):
    dialog = desk.dialog
    choose(dialog, "real3")
    enabled = {name: button.isEnabled() for name, button in dialog._buttons.items()}
    assert enabled == {"import": True, "export": True, "default": True, "rename": False, "remove": False}
    assert "Parameters: 1,453,827" in dialog._card.toPlainText()


def test_two_cards_field_by_field_with_the_differences_first(desk):
    dialog = desk.dialog
    choose(dialog, "real3")
    dialog._other.setCurrentIndex(dialog._other.findText("phantom4"))
    table = dialog._comparison
    assert dialog._pages.currentWidget() is table
    rows = {
        table.item(i, 0).text(): (table.item(i, 1).text(), table.item(i, 2).text()) for i in range(table.rowCount())
    }
    assert rows["parameters"] == ("1453827", "1454340")
    assert rows["architecture"] == ("resnet50", "resnet50")
    bold = [table.item(i, 0).font().bold() for i in range(table.rowCount())]
    assert bold == sorted(bold, reverse=True)
    choose(dialog, "phantom4")
    assert dialog._pages.currentWidget() is dialog._card


def test_a_broken_model_says_why_and_can_be_removed(qtbot, desk, shelf):
    folder = shelf._user_folder / "broken"
    folder.mkdir(parents=True)
    (folder / "card.json").write_text("{")
    desk.reload("broken")
    assert "broken (cannot be used)" in lines(desk.dialog)
    assert "expected" in desk.dialog._card.toPlainText()
    assert not desk.dialog._buttons["export"].isEnabled()
    desk.dialog._buttons["remove"].click()
    with qtbot.waitSignal(desk.shelf_changed, timeout=LONG_MS):
        desk.dialog._question._yes.click()
    assert not folder.exists()


def test_a_file_dropped_on_the_dialog_is_looked_at(qtbot, desk, stranger):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(stranger))])
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(desk.work.looked, timeout=LONG_MS):
        desk.dialog.dropEvent(drop)
    assert desk.dialog._pages.currentWidget() is desk.dialog.form


def test_only_model_files_are_taken_from_what_is_opened(qtbot, desk, stranger, tmp_path):
    other = tmp_path / "image.dcm"
    folder = tmp_path / "folder.h5"
    folder.mkdir()
    with qtbot.waitSignal(desk.work.looked, timeout=LONG_MS):
        assert desk.take([other, stranger, folder, Path("gone.keras")]) == [other, folder, Path("gone.keras")]
    assert desk.take([other]) == [other]


def test_everything_in_the_dialog_has_a_name(desk):
    dialog = desk.dialog
    for widget in (dialog._list, dialog._other, dialog._comparison, dialog._question._name):
        assert widget.accessibleName()
