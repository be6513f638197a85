"""What ``cxr12 train`` asks of a run, and how it goes on with one; the training itself is left out."""

import pytest
from typer.testing import CliRunner

from trainer.config import TrainConfig
from trainer.recipe import thesis_config
from trainer.run import CANCEL, create_run, read_config, request_cancel
from viewer.command_line import complete, train


@pytest.fixture
def cxr12():
    runner, app = CliRunner(), complete()
    return lambda *arguments: runner.invoke(app, [str(a) for a in arguments])


@pytest.fixture
def asked(monkeypatch):
    """What the training process would have been asked, instead of starting one."""
    calls = []

    def no_training(folder, data, as_json, *more):
        calls.append((folder, data, more, (folder / CANCEL).exists()))
        return {"event": "paused", "reason": "paused with 1 of 2 epochs done"}, 4

    monkeypatch.setattr(train, "_train", no_training)
    return calls


def test_every_setting_reaches_the_run(cxr12, asked, tmp_path):
    done = cxr12(
        "train", tmp_path, "--out", tmp_path / "runs", "--name", "all", "--early-stopping", 3, "--mixup", 0.2,
        "--class-weights", "balanced", "--monitor", "val_macro_auc", "--folds", 5, "--fold", 2, "--tensorboard",
        "--start-from", "other", "--freeze", 2, "--learning-rate", 0.003, "--epochs", 7, "--batch", 4,
        "--activation", "sigmoid",
    )  # fmt: skip
    ((folder, data, more, _),) = asked
    assert (data, more) == (tmp_path, ())
    assert read_config(folder) == TrainConfig(
        name="all", early_stopping=3, mixup=0.2, class_weights="balanced", monitor="val_macro_auc", folds=5, fold=2,
        tensorboard=True, start_from="other", freeze=2, learning_rate=0.003, epochs=7, batch_size=4,
        activation="sigmoid",
    )  # fmt: skip
    assert done.exit_code == 1
    assert f"paused with 1 of 2 epochs done; go on with --resume {folder}" in done.stderr.replace("\n", "")


def test_a_recipe_brings_its_length_and_head(cxr12, asked, tmp_path):
    cxr12("train", tmp_path, "--out", tmp_path / "runs", "--recipe", "thesis", "--preset", "thesis12", "--name", "t")
    ((folder, *_),) = asked
    expected = thesis_config()
    assert (read_config(folder).epochs, read_config(folder).head) == (50, "thesis")
    assert read_config(folder) == TrainConfig(
        name="t", recipe="thesis", preset="thesis12", epochs=expected.epochs, head=expected.head
    )


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--monitor", "val_binary_accuracy"), "scores 1 - 1/c"),
        (("--freeze", 1), "choose a model to start_from"),
        (("--recipe", "best"), "recipe must be one of modern, small, thesis, found 'best'"),
        (("--folds", 1), "folds must be 0"),
    ],
)
def test_what_cannot_be_is_wrong_usage(cxr12, asked, tmp_path, options, told):
    done = cxr12("train", tmp_path, "--out", tmp_path / "runs", *options)
    assert done.exit_code == 2
    assert told in done.stderr.replace("\n", "")
    assert asked == []
    assert not (tmp_path / "runs").exists()


def test_an_interrupted_run_is_resumed_and_no_other(cxr12, asked, tmp_path):
    folder = create_run(tmp_path / "runs", TrainConfig(name="again", epochs=2))
    request_cancel(folder)  # of the time before
    cxr12("train", tmp_path, "--resume", folder, "--accept-changes")
    assert asked == [(folder, tmp_path, ("--resume", "--accept-changes"), False)]
    cxr12("train", tmp_path, "--resume", folder)
    assert asked[1][2] == ("--resume",)
    done = cxr12("train", tmp_path, "--resume", tmp_path)
    assert done.exit_code == 2
    assert "cannot be resumed: config.json cannot be read" in done.stderr.replace("\n", "")
    assert len(asked) == 2
