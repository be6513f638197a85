"""A reader study: who reads what when, what is kept, and what the answers say, by hand and against statsmodels."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.proportion import proportion_confint

from core.errors import DatasetError
from trainer.dataset import Dataset, Row
from trainer.reader_study.design import ARMS, Case, choose_cases, sessions
from trainer.reader_study.judging import judge
from trainer.reader_study.record import (
    Answer,
    ReaderStudy,
    ReaderStudyError,
    file_of,
    joined,
    read,
    readers_of,
    write,
)


def dataset(*rows):
    """Rows of (label, patient, bits)."""
    made = (
        Row(f"{i:016x}", Path(f"SECRET{i}.dcm"), label, patient, "", "0" * 64, bits)
        for i, (label, patient, bits) in enumerate(rows)
    )
    return Dataset(tuple(made), ("nodule", "normal"), "f" * 64, (), False)


MANY = dataset(*((("nodule", "normal")[i % 2], f"p{i}", 12) for i in range(60)))
CASES = tuple(Case(f"{i:016x}", i < 10) for i in range(20))


def part(cases=CASES, number=0, **facts):
    return ReaderStudy(1, "nodule", 3, facts.pop("reader", "Ann"), number, "f" * 64, cases, **facts)


def test_half_of_the_images_show_the_finding_and_no_patient_comes_twice():
    chosen = choose_cases(MANY, "nodule", 20, 1)
    assert Counter(case.present for case in chosen) == {True: 10, False: 10}
    assert len({case.row for case in chosen}) == 20
    assert chosen == choose_cases(MANY, "nodule", 20, 1)
    assert chosen != choose_cases(MANY, "nodule", 20, 2)
    again = dataset(*(("nodule", "one patient", 12) for _ in range(9)), *(("normal", f"p{i}", 12) for i in range(9)))
    assert Counter(case.present for case in choose_cases(again, "nodule", 10, 1)) == {True: 1, False: 9}


def test_images_that_are_8_bit_already_are_left_out():
    mixed = dataset(
        *(("nodule", f"p{i}", 12 if i < 3 else 8) for i in range(8)), *(("normal", f"q{i}", 16) for i in range(3))
    )
    assert len(choose_cases(mixed, "nodule", 6, 1)) == 6
    with pytest.raises(DatasetError, match=r"3 patients with nodule and 3 without it that have an image of 12 bits"):
        choose_cases(mixed, "nodule", 8, 1)


@pytest.mark.parametrize(("finding", "count"), [("mass", 20), ("nodule", 21), ("nodule", 2), ("nodule", 402)])
def test_what_cannot_be_read_is_refused(finding, count):
    with pytest.raises(DatasetError):
        choose_cases(MANY, finding, count, 1)


@pytest.mark.parametrize("reader", [0, 1, 5])
def test_each_image_is_read_once_a_session_at_the_other_depth_each_time(reader):
    first, second = sessions(CASES, 3, reader)
    for session in (first, second):
        assert sorted(reading.case for reading in session) == list(range(20))
        kinds = Counter((reading.arm, CASES[reading.case].present) for reading in session)
        assert set(kinds.values()) == {5}  # depth and finding are balanced
    before = {reading.case: reading.arm for reading in first}
    assert all(before[reading.case] != reading.arm for reading in second)
    assert [reading.case for reading in first] != [reading.case for reading in second]


def test_readers_begin_with_the_halves_the_other_way_round():
    arms = [{reading.case: reading.arm for reading in sessions(CASES, 3, reader)[0]} for reader in range(4)]
    assert arms[0] == arms[2] != arms[1] == arms[3]
    assert all(arms[0][case] != arms[1][case] for case in range(20))
    orders = {tuple(reading.case for reading in sessions(CASES, 3, reader)[0]) for reader in range(4)}
    assert len(orders) == 4


@pytest.mark.parametrize("shows", range(1, 10))
def test_odd_numbers_are_balanced_as_far_as_can_be(shows):
    cases = tuple(Case(str(i), i < shows) for i in range(10))
    first, _ = sessions(cases, 1, 0)
    assert Counter(reading.arm for reading in first) == {"12": 5, "8": 5}
    for present in (True, False):
        at = Counter(reading.arm for reading in first if cases[reading.case].present is present)
        assert abs(at["12"] - at["8"]) <= 1


def test_what_was_said_is_kept_and_gone_on_with(tmp_path):
    study = part()
    for number in range(7):
        study = study.answered(number % 2 == 0, 1.25)
        write(tmp_path / "made", study)
    path = file_of(tmp_path / "made", study)
    assert read(path) == study
    assert path.stat().st_mode & 0o777 == 0o600
    assert read(path).next_reading == study.readings[7]
    assert study.without_last().answers == study.answers[:-1]
    assert [path.name] == [file.name for file in (tmp_path / "made").iterdir()]


def test_the_first_session_cannot_be_taken_back_from_the_second():
    study = part()
    for _ in CASES:
        study = study.answered(True, 1)
    assert (study.session, study.is_over, study.days_between) == (1, False, None)
    assert study.without_last() == study


def test_days_between_the_sessions():
    times = ["2026-01-01T10:00:00+00:00"] * 20 + ["2026-01-29T22:00:00+00:00"] * 20
    assert part(answers=tuple(Answer(True, 1, time) for time in times)).days_between == 28.5


def test_what_is_no_reader_study_is_refused_and_passed_over(tmp_path):
    for name, text in (("ffffffff-a.json", "{"), ("ffffffff-b.json", "[]"), ("ffffffff-c.json", '{"version": 2}')):
        (tmp_path / name).write_text(text)
        with pytest.raises(ReaderStudyError, match=f"{name} is no reader study"):
            read(tmp_path / name)
    newer = replace(part(), version=2)
    with pytest.raises(ReaderStudyError, match="it may be of a newer"):
        read(write(tmp_path, newer))
    write(tmp_path, part(number=1, reader="Bob"))
    write(tmp_path, part(number=0, reader="Cy"))
    assert [one.reader for one in readers_of(tmp_path, "f" * 64, "nodule", 3)] == ["Cy", "Bob"]
    assert readers_of(tmp_path, "f" * 64, "nodule", 4) == ()


def test_readers_whose_names_differ_in_an_accent_have_a_file_each(tmp_path):
    for number, reader in enumerate(("H\u00e0", "H\u1ea1", "ha")):
        write(tmp_path, part(number=number, reader=reader))
    assert [one.reader for one in readers_of(tmp_path, "f" * 64, "nodule", 3)] == ["H\u00e0", "H\u1ea1", "ha"]
    write(tmp_path, replace(part(), finding="nodule "))
    assert len(list(tmp_path.iterdir())) == 4


def test_who_joins_gets_a_number_of_nobody_even_beside_a_damaged_file(tmp_path):
    assert joined(tmp_path, part()).number == 0
    write(tmp_path, part(number=0, reader="Ann"))
    write(tmp_path, part(number=1, reader="Bob")).write_text("{")
    assert joined(tmp_path, part(reader="Cy")).number == 2


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ReaderStudyError, match="the reader study cannot be kept"):
        write(tmp_path / "file", part())


def through(said, seconds=(1.0, 2.0), cases=CASES):
    """A study in which ``said[arm][case]`` was answered."""
    study = part(cases)
    for reading in study.readings:
        study = study.answered(bool(said[reading.arm][reading.case]), seconds[ARMS.index(reading.arm)])
    return study


def test_agreement_and_accuracy_against_statsmodels():
    random = np.random.default_rng(4)
    cases = tuple(Case(str(i), i % 2 == 0) for i in range(40))
    truth = np.array([case.present for case in cases])
    said = {"12": truth ^ (random.random(40) < 0.1), "8": truth ^ (random.random(40) < 0.35)}
    found = judge(through(said, cases=cases))
    table = np.array([[np.sum((said["12"] == a) & (said["8"] == b)) for b in (False, True)] for a in (False, True)])
    peer = cohens_kappa(table)
    assert found.kappa.kappa == pytest.approx(peer.kappa)
    assert (found.kappa.low, found.kappa.high) == pytest.approx((peer.kappa_low, peer.kappa_upp), abs=1e-9)
    right = {arm: said[arm] == truth for arm in ARMS}
    pairs = [[np.sum((right["12"] == a) & (right["8"] == b)) for b in (True, False)] for a in (True, False)]
    assert found.mcnemar.p == pytest.approx(mcnemar(np.array(pairs), exact=True).pvalue)
    assert (found.mcnemar.only_a, found.mcnemar.only_b) == (pairs[0][1], pairs[1][0])
    for figures in found.figures:
        yes = said[figures.arm]
        for share, kind in ((figures.sensitivity, True), (figures.specificity, False)):
            count = int(np.sum(yes[truth == kind] == kind))
            assert share.value == count / 20
            assert (share.low, share.high) == pytest.approx(proportion_confint(count, 20, method="wilson"))
    assert [figures.seconds for figures in found.figures] == [1.0, 2.0]
    assert set(found.changed) == {cases[i].row for i in np.flatnonzero(said["12"] != said["8"])}


def test_what_is_said_of_the_answers():
    truth = np.array([case.present for case in CASES])
    wrong = {n: truth ^ (np.arange(20) < n) for n in (0, 5, 8)}
    assert judge(through({"12": truth, "8": wrong[5]})).sentence == (
        "on 20 images, Ann was right at 12 bits alone on 5 and at 8 bits alone on 0 (McNemar p = 0.062): too few "
        "images were judged differently to show any difference, for which at least 6 are needed; that is no proof of "
        "equivalence"
    )
    assert judge(through({"12": truth, "8": wrong[8]})).sentence.endswith(
        "alone on 8 and at 8 bits alone on 0 (McNemar p = 0.008): 12 bits were read better than 8 bits by this reader"
    )
    swapped = judge(through({"12": wrong[8], "8": truth}))
    assert swapped.sentence.endswith("8 bits were read better than 12 bits by this reader")
    mixed = {"12": truth ^ (np.arange(20) < 4), "8": truth ^ (np.arange(20) >= 16)}
    assert judge(through(mixed)).sentence.endswith("no difference was shown, which is no proof of equivalence")


def test_half_a_study_is_not_judged():
    with pytest.raises(ReaderStudyError, match="Ann has read 1 of 40: read the rest"):
        judge(part().answered(True, 1))
