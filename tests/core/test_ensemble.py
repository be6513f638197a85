"""Answers of several networks together, worked out by hand from those of each."""

import math
import statistics
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.batch_work import Question
from core.classify import Classifier, Prepared
from core.dicom.catalogue import Catalogue
from core.dicom.frame import Frame, Identity
from core.ensemble import MOST_MEMBERS, Ensemble
from core.export.provenance import decided, provenance
from core.export.table import columns, record
from core.models import card as cards
from core.models.card import OutOfDistribution
from core.models.shelf import Entry
from core.prediction import Prediction
from core.preprocess import placement, preprocess
from core.results.record import from_json, to_json
from core.results.row import result_row
from core.results.store import ResultStore, kept
from core.validity import Validity


class Fixed:
    """As a Classifier that says the same of every image, but for a little of what it sees."""

    def __init__(self, card, probabilities, *, validity=None, per_grey=0.0, engine="Keras 3, float32"):
        self.card, self.name, self.makes_ready_first = card, card.name, False
        self._said, self._validity, self._per_grey, self._engine = (
            probabilities,
            validity or Validity(),
            per_grey,
            engine,
        )
        self.questions, self.closed, self.loads = [], 0, 0

    def load(self):
        self.loads += 1

    def prepare(self, frame, index=0):
        pixels = preprocess(frame, self.card.spec, index)
        place = placement(frame.rows, frame.columns, self.card.spec)
        return Prepared(frame.identity.instance_uid, lambda: "b" * 64, index, pixels, 5.0, (), place)

    def predict_prepared(self, images):
        self.questions.append(len(images))
        return [self._prediction(image) for image in images]

    def close(self):
        self.closed += 1

    close_soon = close

    def _prediction(self, image):
        more = self._per_grey * float(image.pixels.mean())
        first, *rest = self._said
        row = (first - more, *rest[:-1], rest[-1] + more)
        card = self.card
        return Prediction(
            card.classes, row, tuple(p / 2 for p in row), card.activation, card.thresholds, card.name, card.sha256,
            card.verified, card.spec, image.instance_uid, image.pixel_sha256, image.index, self._engine, "float32", 1.5,
            self._validity, image.milliseconds + 1.0, "0.1.0", "2026-01-01T00:00:00.000+00:00",
        )  # fmt: skip


@pytest.fixture
def frame():
    stored = np.random.default_rng(0).integers(0, 4096, (1, 60, 50)).astype(np.uint16)
    return Frame(
        path=Path("image.dcm"), stored=stored, bits_allocated=16, bits_stored=12, signed=False,
        photometric="MONOCHROME2", identity=Identity(instance_uid="2.25.7"),
    )  # fmt: skip


@pytest.fixture
def member(bare_card):
    """Function that makes a member called by a letter."""

    def make(letter, probabilities=(0.2, 0.3, 0.5), more=None, **card):
        return Fixed(replace(bare_card, name=letter, sha256=letter * 64, **card), probabilities, **(more or {}))

    return make


def test_the_mean_and_the_spread_of_three_networks(member, frame):
    rows = (0.1, 0.2, 0.7), (0.2, 0.2, 0.6), (0.6, 0.2, 0.2)
    three = Ensemble([member(letter, row) for letter, row in zip("abc", rows, strict=True)])
    said = three.predict(frame)
    assert said.probabilities == pytest.approx((0.3, 0.2, 0.5))
    assert said.scores == pytest.approx((0.15, 0.1, 0.25))
    first, second, third = said.spread
    assert (first.low, first.high, first.count) == (0.1, 0.6, 3)
    assert first.deviation == pytest.approx(statistics.stdev([0.1, 0.2, 0.6]))  # sqrt((0.04 + 0.01 + 0.09) / 2)
    assert first.deviation == pytest.approx(math.sqrt(0.07))
    assert (second.low, second.high, second.deviation) == (0.2, 0.2, 0)
    assert (third.low, third.high) == (0.2, 0.7)
    assert said.top == "opacity"
    assert said.model == three.name == "a + b + c"
    assert [(one.model, one.model_sha256, one.probabilities) for one in said.opinions] == [
        (letter, letter * 64, row) for letter, row in zip("abc", rows, strict=True)
    ]
    assert {one.alteration for one in said.opinions} == {"unchanged"}
    assert (said.temperature, [one.temperature for one in said.opinions]) == (1.0, [1.5, 1.5, 1.5])
    assert said.milliseconds == pytest.approx(3 * 6.0)


def test_classes_in_another_order_are_put_in_that_of_the_first(member, frame):
    lead = member("a", (0.1, 0.2, 0.7))
    other = member("b", (0.5, 0.4, 0.1), classes=("opacity", "normal", "covid_19"))
    said = Ensemble([lead, other]).predict(frame)
    assert said.classes == ("normal", "covid_19", "opacity")
    assert said.opinions[1].probabilities == (0.4, 0.1, 0.5)
    assert said.probabilities == pytest.approx((0.25, 0.15, 0.6))


def test_alterations_of_one_network(member, frame):
    one = member("a", (0.5, 0.1, 0.4), more={"per_grey": 0.1}, thresholds=(0.6, 0.6, 0.3))
    said = Ensemble([one], alter=True).predict(frame)
    assert said.model == "a (TTA 11)"
    assert [opinion.alteration for opinion in said.opinions] == [
        "unchanged", "left", "right", "up", "down", "larger", "smaller", "narrower", "wider", "brighter", "darker",
    ]  # fmt: skip
    by = {opinion.alteration: opinion.probabilities[2] for opinion in said.opinions}
    plain = one.predict_prepared([one.prepare(frame)])[0]
    assert by["unchanged"] == plain.probabilities[2]
    assert by["darker"] < by["unchanged"] < by["brighter"]
    assert said.probabilities[2] == pytest.approx(statistics.fmean(by.values()))
    assert said.thresholds == (0.6, 0.6, 0.3)  # of the one network, fitted without alterations
    assert said.milliseconds == pytest.approx(5.0 + 11 * 1.0)  # prepared once

    mirrored = Ensemble([one], alter=True, mirror=True)
    assert mirrored.name == "a (TTA 12)"
    assert [opinion.alteration for opinion in mirrored.predict(frame).opinions][-1] == "mirrored"
    assert Ensemble([one], mirror=True).alterations == ("unchanged", "mirrored")


def test_no_side_is_swapped_unless_it_is_asked_for(member):
    assert "mirrored" not in Ensemble([member("a")], alter=True).alterations
    assert "mirrored" not in Ensemble([member("a"), member("b")]).alterations


def test_several_networks_have_no_operating_points_of_their_own(member, frame):
    limits = (0.9, 0.9, 0.9)
    two = Ensemble([member("a", thresholds=limits), member("b", thresholds=limits)])
    said = two.predict(frame)
    assert said.thresholds == two.card.thresholds == ()
    assert said.top == "opacity"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (((0.04, 0.02, 0.01), (0.02, 0.03, 0.01)), ()),  # an image may show none of the classes
        (((0.7, 0.1, 0.9), (0.5, 0.2, 0.8)), ("normal", "opacity")),  # or several
        (((0.9, 0.1, 0.3), (0.1, 0.1, 0.3)), ("normal",)),  # 0.5 itself is enough
    ],
)
def test_several_networks_that_answer_each_class_on_its_own_decide_at_a_half(member, frame, rows, found):
    limits = (0.01, 0.01, 0.01)  # each fitted to one network's answers
    members = [
        member(letter, row, activation="sigmoid", thresholds=limits) for letter, row in zip("ab", rows, strict=True)
    ]
    both = Ensemble(members)
    said = both.predict(frame)
    assert decided(said) == found
    assert said.top == (found[-1] if found else "")
    assert said.thresholds == both.card.thresholds == (0.5, 0.5, 0.5)


def test_the_validity_is_that_of_the_worst_member_on_the_image_as_it_is(member, frame):
    mild, far = Validity(("It is lateral.",), 2.0, 10.0), Validity(("It is lateral.", "It is in colour."), 1.5, 1.0)
    unknown = Validity(("Whether it is like those cannot be told.",))
    members = [member(*pair) for pair in zip("abc", [(0.2, 0.3, 0.5)] * 3, strict=True)]
    for one, validity in zip(members, (unknown, far, mild), strict=True):
        one._validity = validity
    said = Ensemble(members, alter=True).predict(frame)
    assert said.validity == Validity(
        ("Whether it is like those cannot be told.", "It is lateral.", "It is in colour."), 1.5, 1.0
    )
    assert said.is_doubtful
    for one in members:
        one._validity = Validity((), 1.0, 10.0)
    assert not Ensemble(members).predict(frame).is_doubtful
    members[0]._validity = Validity()  # nothing was measured: nothing against it
    assert Ensemble(members).predict(frame).validity == Validity((), 1.0, 10.0)


def test_a_member_beyond_a_threshold_of_zero_is_worse_than_any_within(member, frame):
    within, beyond = member("a", more={"validity": Validity((), 9.0, 10.0)}), member("b")
    beyond._validity = Validity((), 0.5, 0.0)  # no share of nothing can be told
    said = Ensemble([within, beyond]).predict(frame)
    assert said.validity == Validity((), 0.5, 0.0)
    assert said.is_doubtful


def test_one_that_is_not_verified_makes_the_answer_so(member, frame):
    assert Ensemble([member("a"), member("b")]).predict(frame).verified
    assert not Ensemble([member("a"), member("b", verified=False)]).predict(frame).verified


def test_a_group_is_asked_about_in_bounded_questions_and_told_apart_again(member, frame):
    lead, other = (member(letter, (0.5, 0.1, 0.4), more={"per_grey": 0.1}) for letter in "ab")
    both = Ensemble([lead, other], alter=True)
    stored = [np.full_like(frame.stored, level) for level in (0, 1000, 2000, 3000, 4000)]
    images = [both.prepare(replace(frame, stored=one)) for one in stored]
    together = both.predict_prepared(images)
    assert lead.questions == other.questions == [22, 22, 11]  # at most 32, and no image is split
    greys = [0, 1000 / 4095, 2000 / 4095, 3000 / 4095, 4000 / 4095]
    found = [said.opinions[0].probabilities[2] for said in together]
    width = 27 / 32  # of the input; 60 x 50 pixels fill 32 x 27 of it
    assert found == pytest.approx([0.4 + 0.1 * grey * width for grey in greys], abs=1e-5)
    assert both.predict_prepared([]) == []


def test_members_are_loaded_and_closed_with_the_ensemble(member):
    members = [member("a"), member("b")]
    both = Ensemble(members)
    both.load()
    both.close()
    both.close_soon()
    assert [(one.loads, one.closed) for one in members] == [(1, 2), (1, 2)]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            {"classes": ("normal", "covid_19", "other")},
            r"same classes and kind .* a \(normal, covid_19, opacity; softm",
        ),
        ({"activation": "sigmoid"}, r"and b \(normal, covid_19, opacity; sigmoid\)"),
    ],
)
def test_members_that_answer_another_question(member, change, reason):
    with pytest.raises(ValueError, match=reason):
        Ensemble([member("a"), member("b", **change)])


def test_nothing_to_average_and_too_much(member):
    with pytest.raises(ValueError, match="found one; ask the model itself"):
        Ensemble([member("a")])
    with pytest.raises(ValueError, match="found one twice: a, a"):
        Ensemble([member("a"), member("a")])
    with pytest.raises(ValueError, match="expected 1 to 8 models to ask together, found 0"):
        Ensemble([])
    with pytest.raises(ValueError, match="found 9"):
        Ensemble([member(letter) for letter in "0123456789abcdef"[: MOST_MEMBERS + 1]])


def test_an_identity_is_that_of_all_who_take_part_and_how(member, bare_card):
    a, b, c = (member(letter) for letter in "abc")
    two = Ensemble([a, b])
    assert two.sha256 == Ensemble([b, a]).sha256
    others = [Ensemble([a, c]), Ensemble([a, b, c]), Ensemble([a, b], alter=True), Ensemble([a, b], mirror=True)]
    spec = replace(bare_card.spec, bits="8")
    others.append(Ensemble([a, member("b", spec=spec)]))
    assert len({one.sha256 for one in (two, *others)}) == 6
    assert two.sha256 not in (a.card.sha256, b.card.sha256)


def test_an_answer_is_kept_whole_and_found_again_only_by_the_same_question(member, frame, tmp_path, monkeypatch):
    monkeypatch.setattr("core.__version__", "0.1.0")
    a, b = member("a"), member("b")
    both, altered = Ensemble([a, b]), Ensemble([a], alter=True)
    said, other = both.predict(frame), altered.predict(frame)
    assert from_json(to_json(said)) == said
    plain = a.predict_prepared([a.prepare(frame)])[0]
    assert from_json(to_json(plain)).opinions == ()
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    store = ResultStore(catalogue)
    for one in (plain, said, other):
        store.put([kept(tmp_path / "a.dcm", one)])
    assert len(store.of(plain.instance_uid, plain.pixel_sha256)) == 3  # none replaces another
    catalogue.close()
    assert Question(both.card).is_answered_by(said)
    assert not Question(both.card).is_answered_by(other)
    assert not Question(both.card).is_answered_by(plain)
    assert not Question(a.card).is_answered_by(said)
    assert not Question(altered.card).is_answered_by(plain)
    assert Question(both.card, "keras").is_answered_by(said)
    assert not Question(both.card, "openvino").is_answered_by(said)  # every member has to be as asked
    assert not Question(both.card).is_answered_by(replace(said, app_version="0.0.9"))


def test_an_answer_does_not_outlive_what_was_fitted_anew_for_its_network(member, frame, bare_card, monkeypatch):
    monkeypatch.setattr("core.__version__", "0.1.0")

    def altered(**card):
        return Ensemble([member("a", thresholds=(0.5, 0.5, 0.5), **card)], alter=True)

    ood = OutOfDistribution("mahalanobis", "ood.npz", "0" * 64, 3.0, (), "made up")
    said = altered(ood=ood).predict(frame)
    assert Question(altered(ood=ood).card).is_answered_by(said)
    assert not Question(altered(ood=replace(ood, threshold=4.0)).card).is_answered_by(said)
    assert not Question(altered().card).is_answered_by(said)
    assert not Question(replace(altered(ood=ood).card, thresholds=(0.5, 0.5, 0.4))).is_answered_by(said)
    assert not Question(replace(altered(ood=ood).card, activation="sigmoid")).is_answered_by(said)


def test_tables_and_reports_name_every_member_and_call_the_range_no_interval(member, frame):
    said = Ensemble([member("a", (0.1, 0.2, 0.7)), member("b", (0.3, 0.2, 0.5))]).predict(frame)
    row = record(result_row(said, Path("a.dcm")))
    assert row["answers"] == 2
    assert row["lows"] == {"normal": 0.1, "covid_19": 0.2, "opacity": 0.5}
    assert row["highs"]["opacity"] == 0.7
    assert row["deviations"]["opacity"] == pytest.approx(math.sqrt(0.02))
    assert [one["model"] for one in row["members"]] == ["a", "b"]
    plain = member("a", (0.1, 0.2, 0.7))
    other = record(result_row(plain.predict_prepared([plain.prepare(frame)])[0], Path("b.dcm")))
    assert "members" not in other
    flat = columns([other, row])
    assert flat["low_opacity"] == [None, 0.5]
    assert flat["answers"] == [None, 2]
    assert flat["members"][0] is None
    assert '"model": "a"' in flat["members"][1]
    told = dict(provenance(said))
    assert "Temperature" not in told
    assert told["Range of 2 answers, no confidence interval"].startswith("normal 0.100 to 0.300, standard deviation")
    members = [value for name, value in provenance(said) if name == "Member"]
    assert members == [f"{letter}, SHA-256 {letter * 64}, native/bits=native/32x32" for letter in "ab"]


def test_a_real_network_asked_about_altered_images_answers_as_in_this_process(tiny_original, frame):
    from core.altering import ALTERATIONS, altered
    from core.models import network

    card = cards.read(tiny_original)
    asked = Ensemble([Classifier(Entry(tiny_original, card), "keras")], alter=True)
    try:
        said = asked.predict(frame)
    finally:
        asked.close()
    model = network.load(tiny_original, card)
    pixels, place = preprocess(frame, card.spec), placement(frame.rows, frame.columns, card.spec)
    inputs = np.stack([altered(pixels, place, card.spec, one) for one in ALTERATIONS])
    expected = np.asarray(model(inputs, training=False))
    np.testing.assert_allclose([one.probabilities for one in said.opinions], expected, atol=1e-5)
    np.testing.assert_allclose(said.probabilities, expected.mean(axis=0), atol=1e-5)
    assert said.engine.startswith("Keras")
    assert len({one.probabilities for one in said.opinions}) == len(ALTERATIONS)
