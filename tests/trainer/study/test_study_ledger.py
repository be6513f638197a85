"""The confound ledger: which word a difference between two arms may be given, from hand-made run folders."""

import json
from dataclasses import replace

import pytest

from trainer.config import TrainConfig
from trainer.run import create_run
from trainer.study.ledger import BIT_DEPTH, Factor, difference, facts_of, ledger, may_say

BASE = TrainConfig(size=32, epochs=3, bits="12")


@pytest.fixture
def run_of(tmp_path, finish_run):
    def run(config, environment=None, **facts):
        folder = create_run(tmp_path / "runs", config)
        finish_run(folder, **facts)
        if environment:
            raw = json.loads((folder / "environment.json").read_text())
            (folder / "environment.json").write_text(json.dumps(raw | environment))
        return folder

    return run


@pytest.fixture
def word(run_of):
    """What may be said of a run against one of ``BASE``."""

    def say(config, environment=None, base=BASE, **facts):
        pair = [(facts_of(run_of(base)),), (facts_of(run_of(config, environment, **facts)),)]
        return may_say(*pair)

    return say


@pytest.mark.parametrize("bits", ["native", "10", "8", "6"])
def test_fewer_bits_of_the_same_range_are_bit_depth(word, bits):
    assert word(replace(BASE, bits=bits)) == "bit depth"


def test_what_differs_in_nothing_is_nothing(word):
    assert word(replace(BASE, name="another name", save_h5=True, tensorboard=True)) == "nothing"


@pytest.mark.parametrize(
    ("bits", "said"),
    [
        ("8-max", "several factors: bit depth, grey range"),  # it also stretches every image by its own maximum
        ("8-voi", "several factors: bit depth, grey range"),
        ("8-after-resize", "several factors: bit depth, place of the quantisation"),
    ],
)
def test_an_arm_that_changes_more_than_the_depth_is_not_called_bit_depth(word, bits, said):
    assert word(replace(BASE, bits=bits)) == said


def test_the_thesis_conversion_against_eight_bits_of_the_fixed_range_is_the_range_alone(word):
    assert word(replace(BASE, bits="8-max"), base=replace(BASE, bits="8")) == "grey range"
    assert word(replace(BASE, bits="8-after-resize"), base=replace(BASE, bits="8")) == "place of the quantisation"


def test_the_thesis_presets_confound_depth_with_range(word):
    assert word(BASE, preset="thesis8", base=BASE) == ("several factors: bit depth, grey range, geometry and polarity")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"variant": "standard"}, "variant"),
        ({"architecture": "vgg16", "size": 64}, "several factors: architecture, input size"),
        ({"windows": 2}, "learned windows"),
        ({"bits": "8", "windows": 2}, "several factors: learned windows, bit depth"),
        ({"recipe": "thesis"}, "recipe"),  # its own learning rate comes with it
        ({"learning_rate": 0.001}, "nothing"),  # what the recipe has anyway
        ({"learning_rate": 0.01}, "learning rate"),
        ({"seed": 2}, "seeds"),
        ({"bits": "8", "seed": 2}, "several factors: seeds, bit depth"),
        ({"mixup": 0.2}, "mixup"),
    ],
)
def test_settings_are_named(word, change, said):
    assert word(replace(BASE, **change)) == said


@pytest.mark.parametrize(
    ("recorded", "said"),
    [
        ({"data": "e" * 64}, "data"),
        ({"test": "e" * 64}, "test part"),
        ({"epochs": 2}, "epochs done"),
        ({"environment": {"packages": {"keras": "0"}}}, "package "),
        ({"environment": {"cxr12": "0.0"}}, "program"),
        ({"environment": {"processors": 999}}, "processors"),
        ({"environment": {"platform": "other"}}, "platform"),
        ({"environment": {"device": "GPU"}}, "device"),
    ],
)
def test_recorded_facts_are_factors_too(word, recorded, said):
    assert said in word(BASE, **recorded)
    assert word(replace(BASE, bits="8"), **recorded).startswith("several factors: bit depth, ")


def test_when_early_stopping_came_is_a_result_and_no_setting(word):
    patient = replace(BASE, early_stopping=2)
    assert word(replace(patient, bits="8"), base=patient, epochs=2) == "bit depth"


def test_arms_are_compared_seed_by_seed(run_of):
    """A package renewed between two seeds is in both arms alike."""
    new = {"packages": {"keras": "99"}}
    arms = [
        [facts_of(run_of(replace(BASE, bits=bits, seed=seed), new if seed == 2 else None)) for seed in (1, 2)]
        for bits in ("12", "8")
    ]
    assert difference(*arms) == (Factor(BIT_DEPTH, "12 bits", "8 bits"),)


def test_the_ledger_has_a_row_for_each_pair_and_says_it_in_words(run_of):
    runs = [run_of(replace(BASE, bits=bits, seed=seed)) for bits in ("12", "8", "8-max") for seed in (1, 2)]
    found = ledger(runs)
    assert [(row.a, row.b, row.may_say) for row in found.rows] == [
        ("12-bit", "8-bit", "bit depth"),
        ("12-bit", "8-max", "several factors: bit depth, grey range"),
        ("8-bit", "8-max", "grey range"),
    ]
    assert found.factors == ("bit depth", "grey range")
    assert found.rows[0].sentence == "12-bit and 8-bit differ in the bit depth alone (12 bits against 8 bits)."
    assert "may not be put down to one of them" in found.rows[1].sentence
    only = ledger(runs, [("8-max", "8-bit")])
    assert [(row.a, row.b) for row in only.rows] == [("8-max", "8-bit")]


def test_a_run_that_recorded_nothing_is_compared_by_its_settings(tmp_path):
    run = create_run(tmp_path, BASE)
    (run / "environment.json").unlink()
    values = dict(facts_of(run).values)
    assert values["environment"] == "not recorded"
    assert values["bit depth"] == "12 bits"
    assert "data" not in values
