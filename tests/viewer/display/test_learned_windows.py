"""Windows that the chosen model learned, in the list of windows."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from core.dicom.frame import VoiFunction, Window
from core.display.view import FULL_RANGE, View
from core.models.card import Golden, LearnedWindow, ModelCard
from core.preprocess import PreprocessSpec
from viewer.display.preset_keeper import PresetKeeper
from viewer.display.preset_list import PresetList

TWO = (LearnedWindow(0.25, 0.125), LearnedWindow(0.5, 1.0))


def card(name="lungs", windows=TWO):
    return ModelCard(
        name=name,
        architecture="resnet50",
        variant="proposed",
        head="average",
        classes=("a", "b"),
        activation="softmax",
        spec=PreprocessSpec("native", 32, 32),
        parameters=10,
        sha256="0" * 64,
        golden=Golden(1, (0.5, 0.5)),
        verified=True,
        created="",
        app_version="",
        seed=1,
        data="",
        data_fingerprint="",
        split_fingerprint="",
        windows=windows,
    )


@pytest.fixture
def frame(make_frame, state):
    made = make_frame(np.arange(4096).reshape(64, 64), windows=(Window(2000, 1000, explanation="SOFT"),))
    state.set_frame(made, View(made.windows[0]))
    return made


def listed(panel):
    tree = panel.findChild(PresetList)
    items = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return [(item.text(1), item.text(2)) for item in items]


def test_they_stand_last_and_go_with_the_model(panel, frame):
    without = listed(panel)
    panel.set_model(card())
    assert listed(panel) == [*without, ("Learned 1 (lungs)", "learned"), ("Learned 2 (lungs)", "learned")]
    assert [preset.name for preset in panel.presets][-2:] == ["Learned 1 (lungs)", "Learned 2 (lungs)"]
    panel.set_model(card("other", windows=()))
    assert listed(panel) == without
    panel.set_model(card())
    panel.set_model(None)
    assert listed(panel) == without


def test_a_key_shows_one_in_the_images_units(qtbot, panel, state, frame):
    panel.set_model(card())
    row = listed(panel).index(("Learned 1 (lungs)", "learned"))
    qtbot.keyClick(panel.findChild(PresetList), Qt.Key.Key_0 + row)
    window = state.view.voi
    assert (window.center, window.width, window.function) == (1023.75, 511.875, VoiFunction.SIGMOID)
    assert panel.findChild(PresetList).current() == row


def test_the_polarity_of_each_image_is_minded(panel, state, make_frame, frame):
    panel.set_model(card())
    turned = make_frame(np.arange(4096).reshape(64, 64), photometric="MONOCHROME1")
    state.set_frame(turned, View(None))
    (first,) = (preset for preset in panel.presets if preset.name == "Learned 1 (lungs)")
    assert (first.view.voi.center, first.view.voi.width) == (3071.25, 511.875)


def test_the_users_own_keep_their_places(panel, state, frame):
    panel.own_presets.add("mine", Window(1500, 300))
    place = listed(panel).index(("mine", "yours"))
    panel.set_model(card())
    assert listed(panel)[place] == ("mine", "yours")
    panel.choose(place)
    assert panel.findChild(PresetKeeper)._own == 0
    panel.choose(place + 1)
    assert panel.findChild(PresetKeeper)._own == -1  # a learned window is not the user's to rename or delete


def test_without_an_image_or_before_its_values_are_counted_there_are_none(panel, state, make_frame, monkeypatch, jobs):
    panel.set_model(card())
    assert listed(panel) == []
    monkeypatch.setattr("viewer.display.measuring._AT_ONCE", 0)
    monkeypatch.setattr(jobs, "submit", lambda lane, work: None)
    state.set_frame(make_frame(np.arange(4096).reshape(64, 64)), View(None))
    assert listed(panel) == [(FULL_RANGE, "off")]


def test_the_window_connects_the_chosen_model(qtbot, tmp_path, settings, make_frame):
    from core.dicom.catalogue import Catalogue
    from core.models import card as cards
    from core.models.shelf import Shelf
    from viewer.main_window import MainWindow

    for model in (card("seer"), card("plain", windows=())):
        (tmp_path / "bundled" / model.name).mkdir(parents=True)
        (tmp_path / "bundled" / model.name / "model.keras").write_bytes(b"")
        cards.write(model, tmp_path / "bundled" / model.name)
    catalogue = Catalogue(None)
    window = MainWindow(
        catalogue=catalogue,
        shelf=Shelf(tmp_path / "shelf", tmp_path / "bundled"),
        runs_folder=tmp_path / "runs",
        settings=settings,
    )
    qtbot.addWidget(window)
    assert window.classify_panel.card.name == window.display_panel._windows._model.name  # from the first moment
    window.classify_panel.reload_models("seer")
    assert window.classify_panel.card.name == "seer"
    window.classify_panel.reload_models("plain")
    with qtbot.waitSignal(window.classify_panel.model_changed):
        window.classify_panel.reload_models("seer")
    assert window.display_panel._windows._model == card("seer")
    window.close()
    catalogue.close()
