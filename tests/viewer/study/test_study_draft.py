"""What is entered into the form, as the study that it makes."""

import itertools
import re
from dataclasses import replace

import pytest

from core.models.registry import ARCHITECTURES
from trainer.study.design import Grid, StudyError
from trainer.study.planning import plan
from trainer.study.reading import read_study, write_study
from viewer.study.draft import Draft, all_networks, key_of, labels_of, read_numbers

RES, VGG, DENSE = ("resnet50", "proposed"), ("vgg16", "standard"), ("densenet121", "standard")


def runs_of(study):
    return {(*key_of(config), config.seed) for config in study.configs()}


def test_every_combination_is_a_run_and_only_what_varies_stands_in_the_grid(tmp_path):
    draft = Draft(name="Depth", data=tmp_path, sizes=(64, 128), bits=("12", "8"), seeds=(1, 2, 3))
    study = draft.study()
    assert study.grids == (Grid((("size", (64, 128)), ("bits", ("12", "8")), ("seed", (1, 2, 3)))),)
    assert dict(study.base)["architecture"] == "resnet50"
    assert len(plan(study).cells) == 2 * 2 * 3
    assert runs_of(study) == {
        (*RES, size, 0, bits, seed) for size in (64, 128) for bits in ("12", "8") for seed in (1, 2, 3)
    }


def test_networks_that_are_no_full_product_are_joined_grids():
    draft = Draft(networks=(VGG, ("vgg16", "proposed"), DENSE), bits=("8",), sizes=(224,), seeds=(5,))
    study = draft.study()
    assert [dict(grid.values)["architecture"] for grid in study.grids] == [("vgg16",), ("vgg16",), ("densenet121",)]
    assert runs_of(study) == {(*network, 224, 0, "8", 5) for network in draft.networks}


def test_an_arm_that_is_left_out_is_not_trained_and_all_others_are():
    draft = Draft(networks=(RES, VGG), sizes=(64, 128), bits=("12", "8"), seeds=(1, 2))
    left_out = ((*VGG, 64, 0, "8"), (*RES, 128, 0, "12"))
    study = replace(draft, excluded=left_out).study()
    every = {
        (*network, size, 0, bits, seed)
        for network, size, bits, seed in itertools.product((RES, VGG), (64, 128), ("12", "8"), (1, 2))
    }
    assert runs_of(study) == {run for run in every if run[:5] not in left_out}
    with pytest.raises(StudyError, match="every arm is left out: keep at least one"):
        replace(draft, excluded=draft.all_arms()).study()


def test_comparisons_follow_their_arms_when_labels_change_and_wait_for_arms_that_went():
    twelve, eight = (*RES, 128, 0, "12"), (*RES, 128, 0, "8")
    draft = Draft(contrasts=((twelve, eight),))
    assert draft.study().declared.contrasts == (("12-bit", "8-bit"),)
    wider = replace(draft, sizes=(128, 64))
    assert wider.study().declared.contrasts == (("size 128 12-bit", "size 128 8-bit"),)
    assert replace(draft, bits=("12", "6")).study().declared.contrasts == ()
    assert labels_of(wider.study())[(*RES, 64, 0, "8")] == "size 64 8-bit"


def test_a_study_of_the_form_comes_back_from_its_file(tmp_path):
    draft = Draft(
        name='Do "they"?', question="Größer?", data=tmp_path / "data", networks=(RES, VGG), bits=("12", "8-max"),
        windows=(0, 4), recipe="small", epochs=7, batch_size=4, exclude_unreadable=True, figure="brier", margin=0.035,
        alpha=0.1, excluded=((*VGG, 128, 4, "8-max"),),
    )  # fmt: skip
    path = tmp_path / "study.toml"
    write_study(path, draft.study())
    assert read_study(path)[0] == draft.study()


def test_all_networks_of_the_registry_are_offered():
    assert set(all_networks()) == {(name, variant) for name, row in ARCHITECTURES.items() for variant in row.variants}
    assert RES in all_networks()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("1", (1,)), ("1, 2,5 - 7", (1, 2, 5, 6, 7)), ("3;3 2", (3, 2)), (" 128 ", (128,)), ("0-2,1", (0, 1, 2))],
)
def test_numbers_are_read_as_people_write_them(text, numbers):
    assert read_numbers(text) == numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [("", ""), ("a", "a"), ("1,b", "b"), ("5-3", "5-3"), ("-1", "-1"), ("1.5", "1.5"), ("2, 1-1000000", "1-1000000")],
)
def test_what_is_no_list_of_numbers_is_refused_and_quoted(text, found):
    with pytest.raises(ValueError, match=f"^{re.escape(found)}$"):
        read_numbers(text)
