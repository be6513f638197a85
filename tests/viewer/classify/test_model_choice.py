"""What the list of models and the card say."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from core.models.card import Estimate, LearnedWindow
from core.models.shelf import Shelf
from viewer.classify.card_view import CardView
from viewer.classify.colors import NEUTRAL, class_colors, class_title
from viewer.classify.model_chooser import ModelChooser
from viewer.figures import estimate_text

OKABE_ITO = {"#000000", "#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"}


def test_a_model_that_cannot_be_used_is_greyed_out_with_its_reason(qtbot, shelf):
    chooser = ModelChooser(shelf)
    qtbot.addWidget(chooser)
    chosen = []
    chooser.entry_changed.connect(chosen.append)
    chooser.reload()
    assert chooser.name == "tiny"
    assert [entry.name for entry in chosen] == ["tiny"]
    items = chooser._list
    broken, tiny = items.findText("broken (cannot be used)"), items.findText("tiny")
    assert not items.model().item(broken).isEnabled()
    assert "card.json" in items.itemData(broken, Qt.ItemDataRole.ToolTipRole)
    assert items.model().item(tiny).isEnabled()
    assert chooser._facts.text() == "COVID-19, Opacity, Normal\nnative · 32 x 32 pixels · verified"


def test_reloading_keeps_the_choice_and_can_make_another(qtbot, bundled, tmp_path):
    shelf = Shelf(tmp_path / "own", bundled)
    chooser = ModelChooser(shelf)
    qtbot.addWidget(chooser)
    chooser.reload()
    chosen = []
    chooser.entry_changed.connect(lambda entry: chosen.append(entry.name))
    shelf.add(bundled / "tiny", "another")
    chooser.reload()
    assert chooser.name == "tiny"
    assert chosen == []
    chooser.reload("another")
    assert chosen == ["another"]


def test_an_empty_shelf_leaves_nothing_chosen(qtbot, tmp_path):
    chooser = ModelChooser(Shelf(tmp_path / "own", tmp_path / "none"))
    qtbot.addWidget(chooser)
    chooser.reload()
    assert chooser.name == ""
    assert chooser._list.count() == 0


def test_card_shows_figures_with_interval_and_chance_and_never_markup(qtbot, tiny_card):
    view = CardView()
    qtbot.addWidget(view)
    view.set_card(tiny_card)
    text = view.toPlainText()
    assert "Testing <b>only</b>." in text
    assert "Knows nothing." in text
    assert "Learned nothing." in text
    assert "Macro AUC" in text
    assert "0.873 (0.81\N{EN DASH}0.92)" in text
    assert "0.50" in text
    assert "Not verified" not in text


def test_card_says_what_its_figures_are_of_and_which_windows_it_learned(qtbot, tiny_card):
    view = CardView()
    qtbot.addWidget(view)
    plain = replace(tiny_card, thresholds=())
    view.set_card(plain)
    assert "own scores" not in view.toPlainText()
    assert "Windows it learned" not in view.toPlainText()
    windows = (LearnedWindow(0.25, 0.5), LearnedWindow(0.7512, 1.0))
    view.set_card(replace(plain, thresholds=(0.2, 0.5, 0.1), windows=windows))
    text = view.toPlainText()
    assert "Of the network's own scores: before calibration, and the largest decides, not operating points." in text
    assert "Learned 1: centre 0.250, width 0.500" in text
    assert "Learned 2: centre 0.751, width 1.000" in text


def test_card_of_unknown_origin_warns_and_does_not_make_intervals_up(qtbot, unknown_interval):
    view = CardView()
    qtbot.addWidget(view)
    view.set_card(unknown_interval)
    text = view.toPlainText()
    assert text.startswith("Not verified")
    assert "nan" not in text
    assert estimate_text(unknown_interval.metrics["accuracy"]) == "0.500"
    view.set_card(None)
    assert view.toPlainText() == ""


def test_a_long_card_breaks_no_word_in_a_narrow_panel(qtbot, tiny_card):
    names = ("accuracy", "macro_f1", "auc_covid_19", "sensitivity_opacity", "auc_normal_vs_opacity_nih_pa")
    figures = {name: Estimate(0.8731, 0.8104, 0.9235, 1 / 3, 240) for name in names}
    sentence = "AUC normal vs opacity within NIH, PA alone, 3 seeds: mean 0.712, range 0.690 to 0.733; chance 0.50."
    view = CardView()
    qtbot.addWidget(view)
    view.resize(300, 400)
    view.show()
    view.set_card(replace(tiny_card, metrics=figures, results=(sentence,) * 5))
    assert view.horizontalScrollBar().maximum() == 0
    lines, block = [], view.document().begin()
    while block.isValid():
        text = block.text()
        for number in range(block.layout().lineCount()):
            line = block.layout().lineAt(number)
            lines.append(text[line.textStart() : line.textStart() + line.textLength()])
            assert line.naturalTextWidth() <= view.viewport().width()
            ends = line.textStart() + line.textLength()
            hash_ = text.startswith("SHA-256")  # one word of 64 letters, the only one that may be broken
            assert hash_ or ends == len(text) or lines[-1][-1] in " -/\N{LINE SEPARATOR}", lines[-1]
        block = block.next()
    told = [line.strip(" \N{LINE SEPARATOR}") for line in lines]
    titles = ["Accuracy", "Macro F1", "AUC, COVID-19", "Sensitivity, Opacity", "AUC normal vs opacity NIH PA"]
    for title in titles:
        assert told[told.index(title) + 1] == "0.873 (0.81\N{EN DASH}0.92) · chance 0.33 · n 240"


@pytest.mark.parametrize("count", [2, 4, 7])
def test_class_colours_are_told_apart(count):
    classes = ("normal", "covid_19", *(f"finding {i}" for i in range(count - 2)))
    colors = class_colors(classes)
    assert list(colors) == list(dict.fromkeys(sorted(classes, key=list(colors).index)))
    assert set(colors) == set(classes)
    assert colors["normal"] == NEUTRAL
    assert set(colors.values()) <= OKABE_ITO
    assert len(set(colors.values())) == count


def test_a_class_keeps_its_colour_from_model_to_model():
    four = class_colors(("aortic_enlargement", "covid_19", "opacity", "normal"))
    three = class_colors(("normal", "covid_19", "opacity"))
    assert {name: four[name] for name in three} == three
    assert len(set(four.values())) == 4


def test_class_names_read_as_words():
    assert class_title("aortic_enlargement") == "Aortic enlargement"
    assert class_title("covid_19") == "COVID-19"
