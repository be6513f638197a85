"""The plan: cells and their order, the family of comparisons, time and disk worked out by hand."""

import pytest

from core.errors import DatasetError
from trainer.dataset import read_dataset
from trainer.estimate import estimate
from trainer.run import create_run
from trainer.study.child import CellProcess
from trainer.study.cost import Timing, measured, pace_of
from trainer.study.design import StudyError
from trainer.study.planning import plan
from trainer.study.reading import read_study


@pytest.fixture
def study_of(write_toml):
    return lambda text: read_study(write_toml(text))[0]


def test_cells_have_the_settings_of_the_file_and_complete_pairs_come_first(study_of, study_text):
    made = plan(study_of(study_text))
    assert [(cell.id, cell.label) for cell in made.cells] == [
        ("1-12-bit-seed1", "12-bit"),
        ("2-8-bit-seed1", "8-bit"),
        ("3-12-bit-seed2", "12-bit"),
        ("4-8-bit-seed2", "8-bit"),
    ]
    assert [cell.config.name for cell in made.cells] == [cell.id for cell in made.cells]
    assert {(cell.config.size, cell.config.epochs, cell.config.split_seed) for cell in made.cells} == {(32, 3, 1)}
    assert (made.arms, made.seeds, made.contrasts) == (("12-bit", "8-bit"), (1, 2), (("12-bit", "8-bit"),))


def test_without_declared_contrasts_all_pairs_are_the_family(study_of, study_text):
    text = study_text.replace('["12", "8"]', '["12", "8", "8-max"]').replace('[["12-bit", "8-bit"]]', "[]")
    assert plan(study_of(text)).contrasts == (
        ("12-bit", "8-bit"),
        ("12-bit", "8-max"),
        ("8-bit", "8-max"),
    )


def test_a_contrast_of_an_arm_that_is_not_there_is_refused_with_those_that_are(study_of, study_text):
    with pytest.raises(StudyError, match=r"names the arm '8', but the arms are 12-bit, 8-bit"):
        plan(study_of(study_text.replace('"12-bit", "8-bit"', '"12-bit", "8"')))


def test_time_is_epochs_times_their_length_and_what_comes_besides(study_of, study_text):
    study = study_of(study_text)
    pace = pace_of(study.configs()[0])
    made = plan(study, timings=[Timing(pace, 10.0, 4.0, 1000), Timing(pace, 12.0, 6.0, 3000)])
    assert made.seconds == 4 * (3 * 11.0 + 5.0)
    at_work = estimate(study.configs()[0], 0)
    assert made.disk_bytes == 4 * 3000 + at_work.disk_bytes
    assert made.memory_bytes == at_work.memory_bytes
    two = plan(study, timings=[Timing(pace, 10.0, 4.0, 1000)], at_once=2)
    assert two.disk_bytes == 4 * 1000 + 2 * at_work.disk_bytes
    assert two.memory_bytes == 2 * at_work.memory_bytes
    other = (*pace[:-1], 99)
    assert plan(study, timings=[Timing(other, 10.0, 4.0, 1000)]).seconds is None


def test_bit_depth_and_seed_do_not_change_the_pace_but_size_does(study_of, study_text):
    paces = {pace_of(config) for config in study_of(study_text).configs()}
    assert len(paces) == 1
    text = study_text.replace('bits = ["12", "8"]', "size = [32, 64]").replace("size = 32\n", "", 1)
    text = text.replace('"12-bit", "8-bit"', '"size 32", "size 64"')
    assert len({pace_of(config) for config in study_of(text).configs()}) == 2


def test_disk_counts_one_array_for_each_depth_and_size(study_of, study_text, tmp_path, write_dicom):
    for number in range(8):
        write_dicom(tmp_path / "pictures" / "ab"[number % 2] / f"{number}.dcm", 0.5, number)
    study = study_of(study_text)
    without, made = plan(study), plan(study, read_dataset(study.data))
    assert made.disk_bytes - without.disk_bytes == 2 * 8 * 32 * 32 * 4
    assert without.disk_bytes >= 4 * 4 * 1_454_340  # parameters of the proposed ResNet50 in float32, in four runs
    assert "By a rule of thumb" in made.notes[-1]
    assert "takes 1 min: ask" in made.notes[-1]


def test_images_that_cannot_give_an_arm_are_refused_before_the_first_run(study_of, study_text, bright_and_dark):
    study = study_of(study_text.replace('"pictures"', '"bright_and_dark"').replace("[base]", '[base]\npreset="native"'))
    with pytest.raises(DatasetError, match=r"^arm 12-bit: 24 of 24 images are 8-bit originals"):
        plan(study, read_dataset(bright_and_dark))


def test_what_a_reader_must_know_is_noted(study_of, study_text):
    one = plan(study_of(study_text.replace("[1, 2]", "[1]")))
    assert one.notes[0].startswith("With one seed an arm is one network")
    two = '[[grid]]\nbits = ["12"]\nseed = [1, 2]\n[[grid]]\nbits = ["8"]\nseed = [1, 3]'
    uneven = plan(study_of(study_text.replace('[grid]\nbits = ["12", "8"]\nseed = [1, 2]', two)))
    assert uneven.notes[0].startswith("The arms do not have the same seeds")


def test_finished_runs_tell_what_they_took(study_of, study_text, trainers, tmp_path):
    config = study_of(study_text).configs()[0]
    for behaviour in (None, "fail"):
        trainers.behaviour = {"12": behaviour}
        CellProcess(create_run(tmp_path / "runs", config), tmp_path, False, trainers).follow(lambda event: None)
    (timing,) = measured([tmp_path / "runs"])
    assert timing.pace == pace_of(config)
    assert timing.seconds_per_epoch == 0.5  # as the stand-in says
    assert timing.seconds_besides == 0.0  # it says 1.5 s of epochs, and took less
    assert timing.disk_bytes > 1000
