"""Arms against each other, on run folders whose answers are known."""

import math
import time
from dataclasses import replace

import numpy as np
import pytest
from statsmodels.stats.contingency_tables import mcnemar as reference_mcnemar

from core.errors import ComparisonError
from core.metrics import auc
from core.paired import holm
from trainer.comparing import Declared, arm_labels, arms, attainable_margin, compare_arms
from trainer.comparing.curves import GRID
from trainer.config import TrainConfig

QUICK = Declared(resamples=400)


@pytest.fixture
def study(write_run, answers):
    """Proposed (better) and standard network, three seeds each."""
    truth, make = answers
    views = ["AP" if i % 3 else "PA" for i in range(truth.size)]
    return [
        write_run(f"{variant}-{seed}", truth, make(quality, seed), groups={"view": views}, variant=variant, seed=seed)
        for variant, quality in (("proposed", 2.2), ("standard", 0.8))
        for seed in (1, 2, 3)
    ]


def test_runs_of_an_arm_differ_in_the_seed_alone(study):
    found = arms(study)
    assert [(arm.label, arm.seeds) for arm in found] == [("proposed", (1, 2, 3)), ("standard", (1, 2, 3))]
    assert [run.name for run in found[1].runs] == ["standard-1", "standard-2", "standard-3"]


def test_labels_say_what_differs():
    base = TrainConfig()
    assert arm_labels([base, replace(base, seed=2, name="x")]) == ("resnet50 proposed",) * 2
    found = arm_labels([base, replace(base, bits="8"), replace(base, bits="8", size=64, augment=False)])
    assert found == ("size 128 native depth augment", "size 128 8-bit augment", "size 64 8-bit no augment")
    assert len(set(arm_labels([replace(base, bits=bits) for bits in ("12", "8", "8-max")]))) == 3


def test_the_difference_and_its_verdict(study):
    compared = compare_arms(study, QUICK)
    (one,) = compared.contrasts
    by_hand = [np.mean([run.macro_auc.value for run in arm.evaluations]) for arm in compared.arms]
    assert one.difference.value == pytest.approx(by_hand[0] - by_hand[1])
    assert one.verdict == "different"
    assert one.p == one.p_holm < 0.05
    assert one.says_method
    assert one.is_paired_by_seed
    assert one.difference.low < one.low90 < one.difference.value < one.high90 < one.difference.high
    points = f"{100 * one.difference.value:.1f} points of macro AUC"
    assert one.sentence.startswith(f"on these 200 patients proposed beats standard by {points} (95 % interval ")
    assert f"paired, 3 seeds, p {'<' if one.p < 0.001 else '='} " in one.sentence
    assert "equivalence within 2 points could not be shown (90 % interval" in one.sentence
    first = compared.arms[0].figures[0]
    assert (first.name, first.mean.chance, first.mean.n) == ("macro_auc", 0.5, 200)
    assert first.least == min(first.per_seed) <= first.mean.value <= first.most
    assert [one.seconds_to_best for one in compared.arms[0].convergence] == [2.0] * 3


def test_the_same_seed_gives_the_same_numbers(study):
    assert compare_arms(study, QUICK) == compare_arms(study, QUICK)
    other = compare_arms(study, replace(QUICK, seed=1))
    assert other.contrasts[0].difference.low != compare_arms(study, QUICK).contrasts[0].difference.low


def test_turned_round_it_says_the_same(study):
    there = compare_arms(study, QUICK).contrasts[0]
    back = compare_arms(study, replace(QUICK, contrasts=(("standard", "proposed"),))).contrasts[0]
    assert back.difference.value == pytest.approx(-there.difference.value)
    assert (back.difference.low, back.high90) == (pytest.approx(-there.difference.high), pytest.approx(-there.low90))
    assert back.p == pytest.approx(there.p)
    assert "proposed beats standard" in back.sentence


def test_one_seed_speaks_of_these_two_networks(study):
    one = compare_arms([study[0], study[3]], QUICK).contrasts[0]
    assert not one.says_method
    assert "these two networks differ" in one.sentence
    assert "nothing of the methods" in one.sentence
    several = compare_arms([study[0], *study[3:]], QUICK)
    assert not several.contrasts[0].says_method
    assert "these networks" in several.contrasts[0].sentence
    assert "these two" not in several.contrasts[0].sentence


def test_seeds_widen_the_interval(write_run, answers):
    truth, make = answers
    runs = [
        write_run(f"{variant}-{seed}", truth, make(1.5 + shift, seed), variant=variant, seed=seed)
        for variant, shifts in (("proposed", (-1, 0, 1)), ("standard", (1, 0, -1)))
        for seed, shift in enumerate(shifts)
    ]
    method = compare_arms(runs, QUICK).contrasts[0]
    networks = compare_arms([runs[0], runs[3]], QUICK).contrasts[0]
    assert method.difference.high - method.difference.low > 3 * (networks.difference.high - networks.difference.low)


def test_equivalence_and_both_at_once(write_run, answers):
    truth, make = answers
    rows = make(2.0, 1)
    same = [write_run(name, truth, rows, variant=name) for name in ("proposed", "standard")]
    one = compare_arms(same, QUICK).contrasts[0]
    assert (one.verdict, one.is_different, one.p) == ("equivalent", False, 1.0)
    assert "they are equivalent within 2 points" in one.sentence
    slightly = make(2.0, 1, own=0.75)
    other = write_run("slightly", truth, slightly, bits="8")
    both = compare_arms([same[0], other], replace(QUICK, margin=0.3)).contrasts[0]
    assert both.is_equivalent
    better = compare_arms([same[0], write_run("worse", truth, make(0.9, 1), bits="8")], replace(QUICK, margin=0.5))
    (shown,) = better.contrasts
    assert (shown.is_different, shown.verdict) == (True, "equivalent")
    assert "beats" in shown.sentence
    assert "declared not to matter" in shown.sentence


@pytest.mark.parametrize("quality", [2.2, 6.0])
def test_macro_auc_of_two_classes_is_as_uncertain_as_the_auc(write_run, answers, quality):
    """Of two probabilities that add up to 1 both AUCs are the same number, and one number has one interval."""
    truth, make = answers
    runs = [
        write_run(f"{size}", truth[:60], make(by, 1)[:60], size=size)
        for size, by in ((64, quality), (128, quality - 0.4))
    ]
    macro, of_class = (
        compare_arms(runs, replace(QUICK, figure=figure)).contrasts[0] for figure in ("macro_auc", "auc:nodule")
    )
    assert macro.difference.value == pytest.approx(of_class.difference.value)
    ends = (of_class.difference.low, of_class.difference.high, of_class.p, of_class.low90)
    assert (macro.difference.low, macro.difference.high, macro.p, macro.low90) == pytest.approx(ends)


def test_holm_counts_the_declared_family(study, write_run, answers):
    truth, make = answers
    runs = [*study, *(write_run(f"e{seed}", truth, make(1.5, seed), bits="8", seed=seed) for seed in (1, 2, 3))]
    labels = [arm.label for arm in arms(runs)]
    all_pairs = compare_arms(runs, QUICK)
    assert len(all_pairs.contrasts) == all_pairs.family == 3
    assert [one.p_holm for one in all_pairs.contrasts] == list(holm([one.p for one in all_pairs.contrasts]))
    assert "after Holm over 3 comparisons" in all_pairs.contrasts[0].sentence
    declared = replace(QUICK, contrasts=((labels[0], labels[1]), (labels[0], "never run")))
    part = compare_arms(runs, declared)
    assert (len(part.contrasts), part.family) == (1, 2)
    assert part.contrasts[0].p_holm == pytest.approx(2 * part.contrasts[0].p)
    assert any("never run" in note for note in part.notes)


def test_mcnemar_and_delong_of_each_pair(study):
    compared = compare_arms(study, QUICK)
    (one,) = compared.contrasts
    assert one.pairs == ((1, 1), (2, 2), (3, 3))
    assert one.delong[0].auc_a == pytest.approx(compared.arms[0].evaluations[0].per_class[1].auc.value)
    table = [[one.mcnemar[0].both, one.mcnemar[0].only_a], [one.mcnemar[0].only_b, one.mcnemar[0].neither]]
    discordant = one.mcnemar[0].only_a + one.mcnemar[0].only_b
    assert one.mcnemar[0].p == pytest.approx(reference_mcnemar(table, exact=discordant < 25).pvalue)
    assert sum(map(sum, table)) == 200
    (two,) = compare_arms([study[0], study[4]], QUICK).contrasts  # one network of each arm, of seeds 1 and 2
    assert (len(two.delong), two.pairs) == (1, ((1, 2),))
    assert compare_arms([*study[:2], study[5]], QUICK).contrasts[0].pairs == ()  # seeds 1 and 2 against 3


def test_patients_with_several_images_have_no_delong_and_one_call(write_run):
    truth = [1, 1, 0, 0, 1, 0]
    patients = ["a", "a", "b", "b", "c", "c"]  # c has both labels
    right = [[0.4, 0.6], [0.45, 0.55], [0.9, 0.1], [0.9, 0.1], [0.2, 0.8], [0.8, 0.2]]
    mixed = [[0.9, 0.1], [0.4, 0.6], [0.9, 0.1], [0.45, 0.55], [0.3, 0.7], [0.7, 0.3]]  # a: 0.65 to 0.35, wrong
    runs = [
        write_run("x", truth, right, patients, variant="proposed"),
        write_run("y", truth, mixed, patients, variant="standard"),
    ]
    one = compare_arms(runs, replace(QUICK, figure="accuracy")).contrasts[0]
    assert one.delong == ()
    assert one.mixed_patients == 1
    assert (one.mcnemar[0].both, one.mcnemar[0].only_a, one.mcnemar[0].only_b) == (1, 1, 0)


def test_curves_pass_through_points_counted_by_hand(write_run):
    truth, second = [1, 1, 0, 1, 0, 0, 0], [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3]
    run = write_run("x", truth, [[1 - p, p] for p in second])
    compared = compare_arms([run], QUICK)
    roc, pr = (one for one in compared.curves if one.class_name == "nodule")
    at = dict(zip(np.round(roc.x, 2), roc.y, strict=True))
    # Two of three found before the first false alarm of four, all three after one.
    assert at[0.0] == pytest.approx(2 / 3)
    assert at[0.24] == pytest.approx(2 / 3)
    assert at[0.26] == at[1.0] == 1.0
    precision = dict(zip(np.round(pr.x, 2), pr.y, strict=True))
    assert precision[0.5] == 1.0
    assert precision[1.0] == pytest.approx(3 / 4)
    assert pr.chance == pytest.approx(3 / 7)
    assert all(low <= y <= high for low, y, high in zip(roc.low, roc.y, roc.high, strict=True))
    assert roc.low[5] < 0.4  # three patients with it say little


def test_a_curve_has_the_area_of_its_auc(study):
    compared = compare_arms(study[:1], QUICK)
    roc = next(one for one in compared.curves if one.kind == "roc")
    area = np.trapezoid(roc.y, GRID)
    assert area == pytest.approx(compared.arms[0].evaluations[0].per_class[0].auc.value, abs=0.01)


def test_subgroups_by_the_columns_of_the_split(study, answers):
    truth, make = answers
    compared = compare_arms(study, QUICK)
    assert [(row.column, row.level, row.images) for row in compared.subgroups] == [
        ("view", "AP", 133),
        ("view", "PA", 67),
    ]
    chosen = np.arange(200) % 3 == 0
    expected = np.mean([auc(truth[chosen] == 1, make(2.2, seed)[chosen, 1]) for seed in (1, 2, 3)])
    assert compared.subgroups[1].estimates[0].value == pytest.approx(expected)
    assert compared.subgroups[1].estimates[0].low < expected < compared.subgroups[1].estimates[0].high


def test_images_that_arms_disagree_about(write_run):
    truth = [0, 0, 1, 1]
    runs = [
        write_run("x", truth, [[0.9, 0.1], [0.6, 0.4], [0.2, 0.8], [0.3, 0.7]], variant="proposed"),
        write_run("y", truth, [[0.8, 0.2], [0.4, 0.6], [0.9, 0.1], [0.5, 0.5]], variant="standard"),
    ]
    found = compare_arms(runs, replace(QUICK, figure="accuracy")).disagreements
    assert [int(one.row, 16) for one in found] == [2, 1, 3]  # 0.8 to 0.1; equal ranges of 0.2 in their order
    assert [(call.arm, call.decision, call.probability_of_truth) for call in found[0].calls] == [
        ("proposed", "nodule", 0.8),
        ("standard", "normal", 0.1),
    ]
    assert found[2].calls[1].decision == ""


def test_the_attainable_margin_follows_the_spread_of_seeds(write_run, answers):
    truth, make = answers
    runs = [write_run(f"s{seed}", truth, make(1.5, seed), seed=seed) for seed in range(4)]
    found = attainable_margin(runs, QUICK)
    aucs = [auc(truth == 1, make(1.5, seed)[:, 1]) for seed in range(4)]
    spread = math.sqrt(2 * np.var(aucs, ddof=1) / 4)
    assert found.least >= 1.645 * spread * 0.999
    assert found.likely > found.least
    assert attainable_margin(runs, QUICK, seeds=16).least < found.least
    assert compare_arms(runs, QUICK).attainable == (found,)
    with pytest.raises(ComparisonError, match="at least two runs of one arm"):
        attainable_margin(runs[:1], QUICK)


def test_refusals(study, write_run, answers):
    truth, make = answers
    with pytest.raises(ComparisonError, match=r"same arm .* and the same seed 1"):
        compare_arms([*study, write_run("again", truth, make(1, 1), variant="standard", seed=1)], QUICK)
    with pytest.raises(ComparisonError, match="only runs with the same test patients"):
        compare_arms([study[0], write_run("other", truth, make(1, 1), test="u", bits="8")], QUICK)
    other_ids = write_run("ids", truth, make(1, 1), bits="8", ids=[f"{i:016x}" for i in range(1, 201)])
    with pytest.raises(ComparisonError, match="different row ids"):
        compare_arms([study[0], other_ids], QUICK)
    with pytest.raises(ComparisonError, match="expected a figure out of macro_auc"):
        compare_arms(study, replace(QUICK, figure="auc:nothing"))
    with pytest.raises(ComparisonError, match="expected the declared arms"):
        compare_arms(study, replace(QUICK, contrasts=(("12-bit", "8-bit"),)))
    (study[1] / "predictions.csv").unlink()
    with pytest.raises(ComparisonError, match=r"proposed-2 cannot be compared: its predictions\.csv cannot be read"):
        compare_arms(study, QUICK)


@pytest.mark.parametrize(
    "wrong",
    [
        {"margin": 0},
        {"margin": 0.51},
        {"margin": 0.6, "figure": "auc:a"},
        {"alpha": 0.5},
        {"resamples": 10},
        {"contrasts": (("a", "a"),)},
    ],
)
def test_declarations_out_of_range(wrong):
    with pytest.raises(ValueError, match="found"):
        Declared(**wrong)


def test_no_path_or_patient_in_any_sentence(study):
    compared = compare_arms(study, QUICK)
    said = " ".join([*compared.notes, *(one.sentence for one in compared.contrasts)])
    assert str(study[0].parent) not in said
    assert "p0001" not in said


def test_twelve_runs_take_seconds(write_run, answers):
    truth, make = answers
    runs = [
        write_run(f"{bits}-{seed}", truth, make(1.5, seed), bits=bits, seed=seed)
        for bits in ("12", "8", "8-max", "6")
        for seed in (1, 2, 3)
    ]
    began = time.process_time()
    compare_arms(runs)
    assert time.process_time() - began < 15
