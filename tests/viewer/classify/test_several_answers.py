"""Several models, or altered images, behind one answer: what is offered, asked, shown and ended."""

import hashlib
import shutil
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from core.altering import ALTERATIONS, altered
from core.display.view import default_view
from core.models import card as cards
from core.models.shelf import Shelf
from core.opinion import Opinion
from core.prediction import Prediction
from core.preprocess import placement, preprocess
from core.validity import UNCHECKED
from viewer.classify.answer_view import AnswerView
from viewer.classify.in_use import InUse, Load
from viewer.classify.panel import ClassifyPanel
from viewer.classify.together import Together, TogetherForm

LOAD_MS = 240_000  # two networks in processes of their own


@pytest.fixture(scope="session")
def three(bundled, tmp_path_factory):
    """A shelf of ``tiny``, ``twin`` with other weights and classes in another order, and ``other`` of other classes."""
    from core.models import network

    folder = tmp_path_factory.mktemp("three")
    for name in ("tiny", "twin", "other"):
        shutil.copytree(bundled / "tiny", folder / name)
        card = replace(cards.read(folder / name), name=name)
        if name == "twin":
            model = network.load(folder / name, card)
            kernel, bias = model.layers[-1].get_weights()
            model.layers[-1].set_weights([-kernel, bias + np.array([1.0, 0.0, -1.0], np.float32)])
            network.save(model, folder / name / "model.keras")
            digest = hashlib.sha256((folder / name / "model.keras").read_bytes()).hexdigest()
            order = (card.classes[2], card.classes[0], card.classes[1])
            card = replace(card, sha256=digest, golden=network.golden_for(model), classes=order, thresholds=())
        if name == "other":
            card = replace(card, classes=("covid_19", "opacity", "healthy"))
        cards.write(card, folder / name)
    return folder


@pytest.fixture
def shelf_of_three(three, tmp_path):
    return Shelf(tmp_path / "own", three)


@pytest.fixture
def form(qtbot, shelf_of_three):
    form = TogetherForm()
    qtbot.addWidget(form)
    entries = {entry.name: entry for entry in shelf_of_three.entries()}
    form.offer(entries["tiny"], tuple(entries.values()))
    return form, entries


def rows(form):
    return [form._list.item(i).text() for i in range(form._list.count())]


def test_only_models_of_the_same_classes_are_offered_and_none_twice(form, shelf_of_three):
    form, entries = form
    assert rows(form) == ["twin"]  # not the chosen one, nor one of other classes
    form.offer(entries["other"], tuple(entries.values()))
    assert rows(form) == []
    assert form._note.text() == "No other model has the same classes."
    form.offer(None, ())
    assert form.together.is_alone


def test_what_is_ticked_is_told_and_stays_ticked_as_long_as_it_is_offered(qtbot, form):
    form, entries = form
    with qtbot.waitSignal(form.changed):
        form._list.tick(["twin"])
    with qtbot.waitSignal(form.changed):
        form._alter.setChecked(True)
    assert form.together == Together((entries["twin"],), alter=True)
    form.offer(entries["tiny"], tuple(entries.values()))
    assert form.together.others == (entries["twin"],)
    form.offer(entries["twin"], tuple(entries.values()))
    assert form.together == Together((), alter=True)


def test_sides_are_swapped_only_if_that_is_ticked(form):
    form, _ = form
    form._alter.setChecked(True)
    assert not form.together.mirror
    form._mirror.setChecked(True)
    assert form.together.mirror


@pytest.fixture
def panel(qtbot, state, jobs, shelf_of_three):
    panel = ClassifyPanel(state, jobs, shelf_of_three)
    qtbot.addWidget(panel)
    panel.reload_models("tiny")
    panel.show()
    yield panel
    panel.close()


def ask(qtbot, panel):
    with qtbot.waitSignal(panel.prediction_made, timeout=LOAD_MS) as made:
        panel.classify()
    return made.args[0]


def test_the_mean_over_models_and_alterations_is_that_worked_out_here(
    qtbot, panel, state, frame_from, three, monkeypatch
):
    from core.models import network

    monkeypatch.setenv("CXR12_ENGINE", "keras")
    frame = frame_from(1)
    state.set_frame(frame, default_view(frame))
    lead = panel.classifier
    panel._together._list.tick(["twin"])
    assert panel.classifier is lead  # its process goes on
    panel._together._alter.setChecked(True)
    said = ask(qtbot, panel)
    assert said.model == "tiny + twin (TTA 11)"

    expected = []
    for name, order in (("tiny", (0, 1, 2)), ("twin", (1, 2, 0))):
        card = cards.read(three / name)
        model = network.load(three / name, card)
        pixels = preprocess(frame, card.spec)
        place = placement(frame.rows, frame.columns, card.spec)
        inputs = np.stack([altered(pixels, place, card.spec, one) for one in ALTERATIONS])
        expected.append(np.asarray(model(inputs, training=False))[:, order])
    every = np.concatenate(expected)
    np.testing.assert_allclose([one.probabilities for one in said.opinions], every, atol=1e-5)
    assert said.probabilities == pytest.approx(list(every.mean(axis=0)), abs=1e-5)
    assert [one.deviation for one in said.spread] == pytest.approx(list(every.std(axis=0, ddof=1)), abs=1e-5)
    low, high = every[:, 0].min(), every[:, 0].max()
    assert panel._answer.texts()[0] == ("COVID-19", f"{every[:, 0].mean():.2f} ({low:.2f} to {high:.2f} over 22)")

    # Asked alone again, the other's process is ended and nothing is averaged.
    ((_, twin),) = panel._in_use._others
    panel._together._list.tick([])
    panel._together._alter.setChecked(False)
    assert panel.prediction is None
    alone = ask(qtbot, panel)
    assert alone.opinions == ()
    assert alone.model == "tiny"
    assert panel.classifier is lead
    assert twin.computing.keras.is_closed
    assert not panel._answer._each.isVisible()


def test_an_answer_to_the_question_before_is_not_shown(qtbot, panel, state, frame_from):
    frame = frame_from(1)
    state.set_frame(frame, default_view(frame))
    made = []
    panel.prediction_made.connect(lambda prediction, _: made.append(prediction.model))
    panel.classify()
    panel._together._mirror.setChecked(True)
    ask(qtbot, panel)
    assert made == ["tiny (TTA 2)"]


def test_another_model_in_the_lead_and_one_that_is_gone(qtbot, panel, shelf_of_three, three, tmp_path):
    panel._together._list.tick(["twin"])
    assert panel._in_use.predictor.name == "tiny + twin"
    panel.reload_models("other")
    assert panel._in_use.predictor.name == "other"
    assert panel._in_use.load_state is Load.NOT_BEGUN
    panel.reload_models("tiny")
    assert panel._in_use.predictor.name == "tiny"  # what other classes unticked stays so


@pytest.fixture
def joint(tiny_card):
    opinions = tuple(
        Opinion("tiny", "a" * 64, tiny_card.spec, "Keras 3", "float32", 1.0, alteration, row, row)
        for alteration, row in (
            ("unchanged", (0.7, 0.2, 0.1)), ("left", (0.8, 0.1, 0.1)), ("mirrored", (0.9, 0.0, 0.1)),
        )
    )  # fmt: skip
    return Prediction(
        tiny_card.classes, (0.8, 0.1, 0.1), (0.8, 0.1, 0.1), "softmax", (0.5, 0.5, 0.5), "tiny (TTA 3)", "b" * 64, True,
        tiny_card.spec, "", "", 0, "Keras 3", "float32", 1.0, UNCHECKED, 5.0, "0", "", opinions,
    )  # fmt: skip


def test_the_answer_says_mean_and_range_and_lists_each_answer_on_request(qtbot, joint):
    view = AnswerView()
    qtbot.addWidget(view)
    view.set_prediction(joint, accepted=False)
    view.show()
    assert view.texts()[0] == ("COVID-19", "0.80 (0.70 to 0.90 over 3)")
    assert view._each._note.text() == (
        "Mean of 3 answers; in brackets the smallest and the largest. No confidence interval."
    )
    spoken = [label.accessibleName() for label in view._rows.findChildren(QLabel)]
    assert "COVID-19: 0.80 (0.70 to 0.90 over 3), standard deviation 0.100, operating point 0.500" in spoken
    table = view._each._table
    assert not table.isVisible()
    qtbot.mouseClick(view._each._section._heading, Qt.MouseButton.LeftButton)
    assert table.isVisible()
    cells = [[table.item(row, column).text() for column in range(4)] for row in range(3)]
    assert cells == [
        ["unchanged", "0.700", "0.200", "0.100"],
        ["moved left", "0.800", "0.100", "0.100"],
        ["left and right swapped", "0.900", "0.000", "0.100"],
    ]
    plain = replace(joint, opinions=())
    view.set_prediction(plain, accepted=False)
    assert view.texts()[0] == ("COVID-19", "0.800")
    assert not view._each.isVisible()


def test_another_model_in_the_folder_of_one_that_is_asked_gets_a_process_of_its_own(jobs, shelf_of_three):
    entries = {entry.name: entry for entry in shelf_of_three.entries()}
    in_use = InUse(jobs)
    in_use.begin(entries["tiny"], Together((entries["twin"],)))
    (_, before), *_ = in_use._others
    in_use.regroup(Together((entries["twin"],), alter=True))
    assert in_use._others == [(entries["twin"], before)]
    taken = replace(entries["twin"], card=replace(entries["twin"].card, sha256="f" * 64))
    in_use.regroup(Together((taken,)))
    (entry, after), *_ = in_use._others
    assert entry == taken
    assert after is not before
    in_use.close()
