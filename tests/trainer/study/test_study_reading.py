"""Studies as TOML: what is read, what is refused and why, and what is written back."""

import hashlib
from pathlib import Path

import pytest

from trainer.comparing import Declared
from trainer.study.design import Grid, Study, StudyError
from trainer.study.reading import read_study, write_study


def test_a_study_is_read_with_the_sum_of_its_file(write_toml, tmp_path, study_text):
    path = write_toml()
    study, sha256 = read_study(path)
    assert study == Study(
        name="Depth",
        question="Do 12 bits beat 8?",
        data=tmp_path / "pictures",
        grids=(Grid((("bits", ("12", "8")), ("seed", (1, 2)))),),
        base=(("size", 32), ("epochs", 3)),
        declared=Declared(margin=0.05, contrasts=(("12-bit", "8-bit"),)),
    )
    assert sha256 == hashlib.sha256(study_text.encode()).hexdigest()


def test_every_combination_is_a_run_and_variant_and_head_follow_the_network(write_toml, study_text):
    text = study_text.replace('bits = ["12", "8"]', 'architecture = ["densenet121", "resnet50"]')
    text = text.replace('[["12-bit", "8-bit"]]', "[]").replace("size = 32", 'size = 32\nrecipe = "thesis"')
    study, _ = read_study(write_toml(text))
    found = [(c.architecture, c.variant, c.head, c.seed, c.epochs) for c in study.configs()]
    assert found == [
        ("densenet121", "standard", "thesis", 1, 3),
        ("densenet121", "standard", "thesis", 2, 3),
        ("resnet50", "proposed", "thesis", 1, 3),
        ("resnet50", "proposed", "thesis", 2, 3),
    ]


def test_several_grids_are_joined_and_a_run_that_two_name_is_made_once(write_toml):
    text = 'name = "x"\ndata = "."\n[[grid]]\nsize = [64, 128]\n'
    text += '[[grid]]\nsize = [128]\narchitecture = ["resnet50", "vgg16"]\n'
    study, _ = read_study(write_toml(text))
    assert [(c.architecture, c.size) for c in study.configs()] == [("resnet50", 64), ("resnet50", 128), ("vgg16", 128)]


def test_what_is_written_is_read_back(tmp_path):
    study = Study(
        name='A "quoted" näme\\ of \x7f two\nlines',
        question="",
        data=tmp_path / "odd \" folder ' é",
        grids=(Grid((("bits", ("12", "8-max")), ("windows", (0, 2)))), Grid((("size", (64,)),))),
        base=(("learning_rate", 0.001), ("augment", False), ("epochs", 5)),
        declared=Declared("auc:bright", 0.01, 0.1, 300, 7, (("12-bit windows 0", "12-bit windows 2"),)),
    )
    write_study(tmp_path / "out.toml", study)
    assert read_study(tmp_path / "out.toml")[0] == study


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('question = "Do 12 bits beat 8?"', 'kuestion = "?"', "a study has the keys name, question, data"),
        ('question = "Do 12 bits beat 8?"', "question = 3", "question must be text, found 3"),
        ('data = "pictures"', "", "a study needs name, data, grid, found no data"),
        ('data = "pictures"', 'data = " "', "data must name a CSV file or a folder"),
        ('name = "Depth"', 'name = " "', "a study needs a name"),
        ('bits = ["12", "8"]', 'bitz = ["12", "8"]', "found 'bitz'"),
        ('bits = ["12", "8"]', 'bits = "12"', "bits of grid must be a list of values"),
        ('bits = ["12", "8"]', 'bits = [["12"], ["8"]]', "bits of grid must be a list of single values"),
        ('bits = ["12", "8"]', "bits = [12, 8]", "bits of grid must be text, found 12"),
        ('bits = ["12", "8"]', 'bits = ["12", "12"]', "bits of grid needs at least one value, each once"),
        ('bits = ["12", "8"]', "split_seed = [1, 2]", "split_seed decides which patients test"),
        ('bits = ["12", "8"]', 'name = ["a", "b"]', "found 'name'"),
        ("seed = [1, 2]", "size = [32, 64]", "size is set twice"),
        ("seed = [1, 2]", "seed = [true]", "seed of grid must be a whole number, found True"),
        ("epochs = 3", "epochs = 3.5", "epochs of base must be a whole number, found 3.5"),
        ("epochs = 3", "epohcs = 3", "base knows the settings architecture, variant, "),
        ("margin = 0.05", "margin = 0", "declared: margin must lie between 0 and 1"),
        ("margin = 0.05", 'margin = "5 %"', "margin of declared must be a number, found '5 %'"),
        ("margin = 0.05", "marg = 0.05", "declared has the keys figure, margin, alpha"),
        ('[["12-bit", "8-bit"]]', '["12-bit", "8-bit"]', "a contrast must be two labels of arms"),
        ('[["12-bit", "8-bit"]]', '"12-bit"', "contrasts must be a list of pairs"),
        ("[declared]", "[[declared]]", "declared must be a table"),
        ('name = "Depth"', 'name = "Depth', "expected TOML, found something else"),
    ],
)
def test_what_is_wrong_is_named_with_what_is_allowed(write_toml, old, new, said, study_text):
    assert old in study_text
    with pytest.raises(StudyError, match=r"^study\.toml: ") as caught:
        read_study(write_toml(study_text.replace(old, new)))
    assert said in str(caught.value)


def test_ranges_are_those_of_a_run(write_toml, study_text):
    study, _ = read_study(write_toml(study_text.replace("size = 32", "size = 31")))
    with pytest.raises(StudyError, match=r"bits 12, seed 1 cannot be trained: size .* from 32 to 2048, found 31"):
        study.configs()


def test_a_grid_without_end_is_refused_before_it_is_built(write_toml, study_text):
    seeds = ", ".join(map(str, range(2000)))
    with pytest.raises(StudyError, match="the grid has 4000 runs: at most 1000"):
        read_study(write_toml(study_text.replace("seed = [1, 2]", f"seed = [{seeds}]")))


def test_a_file_that_is_not_there_or_not_text_is_one_sentence(tmp_path):
    with pytest.raises(StudyError, match=r"^none\.toml: the study cannot be read \(no such file or directory\)"):
        read_study(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\0")
    with pytest.raises(StudyError, match=r"^bytes\.toml: expected TOML"):
        read_study(Path(tmp_path / "bytes.toml"))
