"""What is read from run folders, what the methods say of it, and when no report is written."""

import json

import pytest

from benchmarks.report import made_runs
from core.errors import ComparisonError, Cxr12Error
from trainer.comparing import Declared, compare_arms
from trainer.report import write
from trainer.report.runs import read_runs, varied


def test_the_last_word_on_an_epoch_counts(tmp_path):
    (run,) = made_runs(tmp_path, ({},), (1,), patients=20)
    epoch = {"event": "epoch", "number": 99, "epoch": 3, "loss": 0.25, "val_loss": None, "val_macro_auc": 0.75}
    with (run / "events.jsonl").open("a") as file:
        file.write(json.dumps(epoch) + "\n" + json.dumps({"event": "finished", "number": 100}) + "\n")
    (facts,) = read_runs(compare_arms([run], Declared(resamples=200)))
    assert [one.epoch for one in facts.epochs] == list(range(1, 26))
    third = facts.epochs[2]
    assert (third.loss, third.val_macro_auc) == (0.25, 0.75)
    assert third.val_loss != third.val_loss  # unknown
    write(compare_arms([run], Declared(resamples=200)), tmp_path / "one-arm.html")


def test_environments_of_runs_are_put_together():
    found = varied([{"Python": "3.11", "keras": "3"}, {"Python": "3.12", "keras": "3"}, {"Python": "3.12"}])
    assert found == [
        {"name": "Python", "values": [{"text": "3.12", "runs": 2}, {"text": "3.11", "runs": 1}]},
        {"name": "keras", "values": [{"text": "3", "runs": 2}, {"text": "unknown", "runs": 1}]},
    ]


def test_methods_say_what_the_runs_were_told(twin):
    said = {one["heading"]: one["text"] for one in twin["methods"]}
    assert (
        "ResNet50, proposed, head average, 1,453,827 parameters, softmax at the end, random initial weights"
        in said["Networks"]
    )
    assert "AdamW, learning rate 0.001" in said["Training"]
    assert "at most 25 epochs, batches of 16" in said["Training"]
    assert "rotation \u00b17\u00b0" in said["Training"]
    assert "never mirrored" in said["Training"]
    assert "images: 1, 2." in said["Training"]
    assert "128 x 128 pixels" in said["Input"]
    assert "native depth: all bits stored; 8-bit: 8 bits of the fixed range" in said["Input"]
    assert "120 of 120 (train), 40 of 40 (validation), 40 of 40 (test)" in said["Data and split"]
    assert "drawn with replacement 200 times" in said["Statistics"]
    assert "90 % interval of their difference in macro AUC lies inside \u00b10.03" in said["Statistics"]
    assert any("arXiv:1512.03385" in one for one in twin["references"])


def test_the_thesis_recipe_is_told_with_its_mirror(tmp_path):
    arms = ({"recipe": "thesis"}, {"recipe": "modern"})
    _, beside = write(
        compare_arms(made_runs(tmp_path / "runs", arms, (1,), patients=20), Declared(resamples=200)),
        tmp_path / "r.html",
    )
    said = {one["heading"]: one["text"] for one in json.loads(beside.read_text())["methods"]}
    assert "thesis: recipe thesis: stochastic gradient descent, learning rate 0.01, momentum 0.9" in said["Training"]
    assert "binary cross-entropy" in said["Training"]
    assert "mirrored, which swaps left and right" in said["Training"]


def test_no_file_of_another_kind_is_replaced(compared, tmp_path):
    with pytest.raises(Cxr12Error, match=r"page\.txt: expected a name that ends in \.html"):
        write(compared, tmp_path / "page.txt")
    (tmp_path / "metrics.json").write_text('{\n  "classes": []\n}')
    with pytest.raises(Cxr12Error, match=r"metrics\.json: a file of another kind"):
        write(compared, tmp_path / "metrics.html")
    assert [path.name for path in tmp_path.iterdir()] == ["metrics.json"]
    write(compared, tmp_path / "r.html")
    write(compared, tmp_path / "r.html")  # an earlier report is
    assert {path.name for path in tmp_path.iterdir()} == {"metrics.json", "r.html", "r.json"}


def test_a_run_that_is_gone_is_said_in_a_sentence(tmp_path):
    runs = made_runs(tmp_path / "runs", ({},), (1, 2), patients=20)
    compared = compare_arms(runs, Declared(resamples=200))
    (runs[1] / "metrics.json").unlink()
    with pytest.raises(ComparisonError, match="no report can be written"):
        write(compared, tmp_path / "r.html")
    assert not (tmp_path / "r.html").exists()
