"""What the list of models and the card say."""

import pytest
from PySide6.QtCore import Qt

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
