"""The window of the builder: sources are added and counted, classes chosen, a table built, checked and trained on."""

import csv
import threading

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QPushButton, QWidget

from core.labels.store import LabelledImage
from core.picture import read_image
from trainer.building import Source
from trainer.dataset import read_dataset
from viewer.dataset import building
from viewer.dataset.draft import Draft


@pytest.fixture
def pictures(tmp_path):
    """Writes pictures of noise into a folder, no two alike."""
    rng = np.random.default_rng(0)

    def write(folder, names):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        made = [tmp_path / folder / f"{name}.png" for name in names]
        for path in made:
            assert cv2.imwrite(str(path), rng.integers(0, 65_535, (24, 24), np.uint16))
        return made

    return write


@pytest.fixture
def folders(pictures, tmp_path):
    """Six normal and four opaque pictures, one sub-folder per class."""
    pictures("data/normal", [f"n{number}" for number in range(6)])
    pictures("data/opacity", [f"o{number}" for number in range(4)])
    return tmp_path / "data"


@pytest.fixture
def desk(window):
    window.actions_by_id["dataset.build"].trigger()
    return window.dataset


def counted(qtbot, desk):
    qtbot.waitUntil(lambda: all(e.findings or e.problem for e in desk._draft.entries), timeout=30_000)


def added(qtbot, desk, source):
    desk.dialog.sources.added.emit(source)
    counted(qtbot, desk)


def button(widget, text):
    return next(one for one in widget.findChildren(QPushButton) if one.text().startswith(text))


def class_box(desk, finding):
    return next(
        box for box in desk.dialog.classes.findChildren(QComboBox) if box.accessibleName() == f"Class of {finding}"
    )


def built(qtbot, desk, out):
    desk.dialog.table.set_out(out)
    with qtbot.waitSignal(desk._work.busy_changed, timeout=30_000, check_params_cb=lambda busy: not busy):
        button(desk.dialog.table, "Build").click()
    QApplication.processEvents()
    return desk.dialog.table.told


def test_the_window_begins_by_saying_what_to_do(desk):
    assert desk.dialog.isVisible()
    assert QApplication.activeModalWidget() is None
    assert not button(desk.dialog.table, "Build").isEnabled()
    assert not button(desk.dialog.table, "Use").isEnabled()


def test_a_folder_becomes_a_table_and_the_data_of_the_train_panel(qtbot, window, desk, folders, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folders))
    button(desk.dialog.sources, "Add folder").click()
    counted(qtbot, desk)
    assert desk.dialog.sources.found.startswith("10 images, 2 findings.")
    assert not button(desk.dialog.table, "Build").isEnabled()  # nowhere to go yet
    told = built(qtbot, desk, tmp_path / "out")
    assert told.startswith("The table is built: 10 images of 10 patients.\nOpacity 4 \u00b7 Normal 6")
    dataset = read_dataset(tmp_path / "out" / "labels.csv")
    assert dataset.counts() == {"opacity": 4, "normal": 6}
    with qtbot.waitSignal(window.train_panel.data_changed):
        button(desk.dialog.table, "Use for training").click()
    assert window.tabs.currentWidget() is window.train_panel
    qtbot.waitUntil(lambda: window.train_panel.can_start, timeout=30_000)
    again = built(qtbot, desk, tmp_path / "out")
    assert "is there already" in again or "replace" in again.lower()
    assert "The table is built" not in again


def test_findings_of_a_sheet_get_classes_and_readers_a_rule(qtbot, desk, pictures, tmp_path):
    pictures("sheet", ["a", "b", "c", "d"])
    lines = ["image_id,class_name,class_id,rad_id,x_min,y_min,x_max,y_max"]
    said = {
        "a": ("Aortic enlargement", "Aortic enlargement", "No finding"),
        "b": ("No finding", "No finding", "No finding"),
        "c": ("Nodule/Mass", "No finding", "No finding"),
        "d": ("Aortic enlargement", "No finding", "No finding"),
    }
    boxed = "1,1,9,9"
    for name, readings in said.items():
        for reader, finding in enumerate(readings):
            lines.append(f"{name},{finding},0,R{reader},{',,,' if finding == 'No finding' else boxed}")
    sheet = tmp_path / "sheet" / "train.csv"
    sheet.write_text("\n".join(lines) + "\n")
    added(qtbot, desk, Source("vinbigdata", sheet))
    assert desk.dialog.sources.problem == ""
    assert "Up to 3 readings of an image; those of 3 images are not all the same." in desk.dialog.sources.found
    assert class_box(desk, "Aortic enlargement").currentText() == "aortic_enlargement"
    box = class_box(desk, "Nodule/Mass")
    assert box.currentText() == "Leave out"
    told = built(qtbot, desk, tmp_path / "majority")
    with (tmp_path / "majority" / "labels.csv").open() as file:
        labels = {row["path"].rpartition("/")[2]: row["label"] for row in csv.DictReader(file)}
    # Of three readers two decide: a by two of three, d is normal by two of three.
    assert labels == {"a.png": "aortic_enlargement", "b.png": "normal", "c.png": "normal", "d.png": "normal"}, told
    desk.dialog.classes._readers.setCurrentIndex(1)
    box.setEditText("nodule")
    box.lineEdit().editingFinished.emit()
    built(qtbot, desk, tmp_path / "any")
    with (tmp_path / "any" / "labels.csv").open() as file:
        labels = {row["path"].rpartition("/")[2]: row["label"] for row in csv.DictReader(file)}
    assert labels == {
        "a.png": "aortic_enlargement",
        "b.png": "normal",
        "c.png": "nodule",
        "d.png": "aortic_enlargement",
    }


def test_all_findings_of_an_image_are_kept_where_that_is_chosen(qtbot, desk, pictures, tmp_path):
    pictures("sheet", ["a", "b", "c"])
    said = {"a.png": "Effusion|Cardiomegaly", "b.png": "Hernia|Effusion", "c.png": "No Finding"}
    sheet = tmp_path / "sheet" / "Data_Entry_2017.csv"
    lines = [f"{name},{findings},{i}" for i, (name, findings) in enumerate(said.items())]
    sheet.write_text("\n".join(["Image Index,Finding Labels,Patient ID", *lines]) + "\n")
    added(qtbot, desk, Source("nih", sheet))
    several = desk.dialog.classes._several
    several.setCurrentIndex(several.findData("multi_label"))
    for finding in ("Hernia", "No Finding"):
        class_box(desk, finding).setEditText("Leave out")
        class_box(desk, finding).lineEdit().editingFinished.emit()
    for finding in ("Effusion", "Cardiomegaly"):
        class_box(desk, finding).setEditText(finding)
        class_box(desk, finding).lineEdit().editingFinished.emit()
    told = built(qtbot, desk, tmp_path / "out")
    assert "An image may have several classes; 1 of 3 show none of them." in told
    dataset = read_dataset(tmp_path / "out" / "labels.csv")
    assert {row.path.name: row.label for row in dataset.rows} == {
        "a.png": "Cardiomegaly|Effusion",
        "b.png": "Effusion",
        "c.png": "",
    }


def test_a_sheet_that_is_none_is_said_at_its_source_and_another_form_is_tried(qtbot, desk, pictures, tmp_path):
    pictures("sheet", ["a", "b"])
    sheet = tmp_path / "sheet" / "train.csv"
    sheet.write_text("path,label\na.png,normal\nb.png,opacity\n")
    added(qtbot, desk, Source("vinbigdata", sheet))
    assert "image_id" in desk.dialog.sources.problem
    kinds = desk.dialog.sources.form._kind
    kinds.setCurrentIndex(kinds.findData("table"))
    kinds.activated.emit(kinds.currentIndex())
    counted(qtbot, desk)
    assert (desk.dialog.sources.problem, desk.dialog.sources.found) == ("", "2 images, 2 findings.")


def test_the_images_of_the_browser_and_a_readers_labels_are_sources(qtbot, window, desk, pictures, study_folder):
    desk._take("listed")
    assert "open a folder in the window" in desk.dialog.problem
    desk._take("mine")
    assert "no labels of yours" in desk.dialog.problem
    with qtbot.waitSignal(window.browser.scan_ended, timeout=30_000):
        window.open_paths([study_folder])
    desk._take("listed")
    counted(qtbot, desk)
    assert desk.dialog.problem == ""
    assert "say what it shows" in desk.dialog.sources.problem
    desk.dialog.sources.form._shows.setText("opacity")
    desk.dialog.sources.form._shows.editingFinished.emit()
    counted(qtbot, desk)
    assert desk.dialog.sources.found.startswith("4 images, 1 findings.")
    window.label.labelling.set_reader("Ann")
    for path in pictures("mine", ["x", "y"]):
        image = LabelledImage(path, 0, 0, "", read_image(path).pixel_sha256())
        window.label.labelling.store.give(image, "Ann", "pleural_effusion")
    desk._take("mine")
    qtbot.waitUntil(lambda: len(desk._draft.entries) == 2, timeout=30_000)
    counted(qtbot, desk)
    assert desk._draft.class_of() == {"opacity": "opacity", "pleural_effusion": "pleural_effusion"}
    assert desk.dialog.problem == ""
    button(desk.dialog.sources, "Remove").click()
    assert [entry.source.name for entry in desk._draft.entries] == ["browser"]
    window.label.labelling.store.give(image, "Bea", "opacity")
    desk._take("agreed")
    qtbot.waitUntil(lambda: len(desk._draft.entries) == 2, timeout=30_000)
    assert desk.dialog.problem == "Left out: 1 on which readers disagree."


def test_a_plan_that_contradicts_itself_is_refused_in_a_sentence(qtbot, desk, folders, tmp_path):
    added(qtbot, desk, Source("folders", folders))
    desk.dialog.table.set_out(tmp_path / "out")
    desk.dialog.table._seal.setChecked(True)
    button(desk.dialog.table, "Build").click()
    assert "there is no test part to seal" in desk.dialog.table.told
    desk.dialog.table._test.setValue(20)
    told = built(qtbot, desk, tmp_path / "out")
    assert "test 2" in told


def test_a_build_is_stopped_and_nothing_is_written(qtbot, desk, folders, tmp_path, monkeypatch):
    begun, go_on = threading.Event(), threading.Event()

    def slow(plan, progress, stopped):
        progress(1, 10)
        begun.set()
        assert go_on.wait(30)
        assert stopped()
        raise building.BuildStoppedError("the dataset was not built: it was stopped")

    monkeypatch.setattr(building, "build", slow)
    added(qtbot, desk, Source("folders", folders))
    desk.dialog.table.set_out(tmp_path / "out")
    button(desk.dialog.table, "Build").click()
    qtbot.waitUntil(lambda: "1 of 10 images" in desk.dialog.table._progress.text, timeout=30_000)
    assert begun.is_set()
    assert not button(desk.dialog.table, "Build").isEnabled()
    with qtbot.waitSignal(desk._work.stopped, timeout=30_000):
        button(desk.dialog.table._progress, "Cancel").click()
        go_on.set()
    assert desk.dialog.table.told == "Stopped; nothing was written."
    assert button(desk.dialog.table, "Build").isEnabled()
    assert not (tmp_path / "out").exists()


def test_hiding_patient_data_hides_names_of_files_and_folders(qtbot, window, desk, folders, tmp_path):
    added(qtbot, desk, Source("folders", folders))
    desk.dialog.table.set_out(tmp_path / "DOE JANE")
    assert "data" in desk.dialog.sources._list.item(0).text()
    window.state.set_patient_data_hidden(True)
    assert "data" not in desk.dialog.sources._list.item(0).text()
    assert "DOE" not in desk.dialog.table._place.text() + desk.dialog.table._place.toolTip()


def test_all_that_takes_the_focus_has_a_name_and_keys_reach_all_pages(qtbot, desk, folders):
    added(qtbot, desk, Source("folders", folders))
    dialog = desk.dialog
    for number, page in enumerate((dialog.sources, dialog.classes, dialog.table), start=1):
        QTest.keyClick(dialog, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(page.isVisible)
        taking = [
            one for one in page.findChildren(QWidget) if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        unnamed = [
            type(one).__name__
            for one in taking
            if not (one.accessibleName() or getattr(one, "text", str)() or one.parent().accessibleName())
        ]
        assert taking
        assert unnamed == []


def test_a_draft_forgets_what_was_found_in_a_source_that_changed():
    draft = Draft()
    entry = draft.add(Source("folders", None))
    draft.found(entry.number, Source("folders", None), None, OSError("gone"))
    assert draft.problem is not None
    assert not draft.change(entry.number, Source("folders", None, part="test"))  # the same findings, another part
    assert draft.problem is not None
    assert draft.change(entry.number, Source("prefixes", None, part="test"))
    assert draft.problem is None
    draft.found(entry.number, Source("folders", None), None, OSError("gone"))  # told too late
    assert draft.problem is None


def test_the_check_lists_what_the_detective_finds(qtbot, desk, folders, tmp_path):
    import sklearn.linear_model  # noqa: F401  its libraries start a thread for good where they are loaded first

    from trainer.detective import examine

    added(qtbot, desk, Source("folders", folders))
    built(qtbot, desk, tmp_path / "out")
    with qtbot.waitSignal(desk._work.examined, timeout=60_000):
        button(desk.dialog.table, "Check").click()
    expected = examine(read_dataset(tmp_path / "out" / "labels.csv"))
    told = desk.dialog.table.told
    assert expected.sentences
    assert all(sentence in told for sentence in (*expected.warnings, *expected.sentences))
    assert told.startswith("The table is built")
