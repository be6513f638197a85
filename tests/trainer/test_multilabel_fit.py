"""Teaching a network that answers each class on its own: what it learns, what is refused, and how it goes on."""

import json

import numpy as np
import pytest

from core.errors import DatasetError
from trainer import checkpoint
from trainer.checkpoint import Identity, differences
from trainer.config import TrainConfig
from trainer.fit import Material, fit
from trainer.judging import probabilities
from trainer.keeper import Sitting
from trainer.recipe import RECIPES, activation, is_binary, thesis_config

IDENTITY = Identity("data", "split", {}, {})
CONFIG = TrainConfig(size=32, epochs=4, batch_size=8, augment=False)


def material(count=40, seed=3):
    """`a`: the upper half is bright; `b`: the lower half is; both, one or none."""
    draw = np.random.default_rng(seed)
    targets = np.array([[i % 2, i // 2 % 2] for i in range(count)], dtype=np.float32)
    images = draw.random((count, 32, 32, 1), dtype=np.float32) * 0.2
    images[:, :16] += 0.7 * targets[:, 0, None, None, None]
    images[:, 16:] += 0.7 * targets[:, 1, None, None, None]
    rows = np.arange(count)
    return Material(images, targets, rows[: count - 12], rows[count - 12 :], multi_label=True)


def taught(folder, stuff, told, config=CONFIG, **more):
    folder.mkdir(exist_ok=True)

    def emit(kind, **facts):
        told.append((kind, facts))

    sitting = Sitting(folder, emit, lambda: False, identity=IDENTITY, **more)
    return fit(config, RECIPES[config.recipe], stuff, sitting)


def of_epochs(told):
    timeless = ("epoch", "loss", "accuracy", "val_loss", "val_accuracy", "val_macro_auc", "best")
    return [{name: facts[name] for name in timeless} for kind, facts in told if kind == "epoch"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    told, stuff = [], material()
    fitted = taught(tmp_path_factory.mktemp("whole"), stuff, told)
    return fitted, told, stuff


def test_both_findings_are_learned_and_may_be_together(whole):
    fitted, told, stuff = whole
    output = probabilities(fitted.model, stuff.images, stuff.validation)
    truth = stuff.targets[stuff.validation]
    assert fitted.model.layers[-1].activation.__name__ == "sigmoid"
    assert (output.sum(axis=1) > 1.2).any()  # which no softmax could say
    assert (output[truth.sum(axis=1) == 0].sum(axis=1) < 0.9).all()
    assert of_epochs(told)[-1]["val_macro_auc"] == 1.0
    last = max(facts["epoch"] for kind, facts in told if kind == "epoch" and facts["best"])
    expected = -np.log(np.where(truth > 0, output, 1 - output)).mean()
    assert of_epochs(told)[last - 1]["val_loss"] == pytest.approx(expected, rel=1e-4) == fitted.best_val_loss


def test_paused_and_resumed_it_comes_to_the_same(whole, tmp_path):
    fitted, told, stuff = whole
    batches, again = [0], []

    def asked():
        batches[0] += 1
        return batches[0] == 6  # in the middle of the second epoch

    assert taught(tmp_path, stuff, again, paused=asked).left
    begun, note = checkpoint.read(tmp_path)
    assert (begun.state.epoch, begun.state.step, note) == (1, 2, "")
    resumed = taught(tmp_path, stuff, again, begun=begun)
    for one, other in zip(of_epochs(again), of_epochs(told), strict=True):
        assert one == pytest.approx(other, abs=1e-6)
    for one, other in zip(resumed.model.get_weights(), fitted.model.get_weights(), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-6)


class SeenError(Exception):
    """Ends a training where its loss is made."""


@pytest.mark.parametrize(
    ("recipe", "asked", "shown", "absent", "smoothing"),
    [
        ("modern", "recipe", [28 / 28, 28 / 4], [28 / 28, 28 / 52], 0.05),  # 14 and 2 of 28 images that teach
        ("thesis", "recipe", [1, 1], [1, 1], 0.0),
        ("thesis", "balanced", [28 / 28, 28 / 4], [28 / 28, 28 / 52], 0.0),
        ("small", "none", [1, 1], [1, 1], 0.1),
    ],
)
def test_the_classes_are_weighed_as_asked_by_the_images_that_teach(
    tmp_path, monkeypatch, recipe, asked, shown, absent, smoothing
):
    stuff = material()
    stuff.targets[:, 1] = 0
    stuff.targets[[2, 3, 30, 31, 32], 1] = 1  # the last three choose the epoch

    def seen(weights, label_smoothing):
        np.testing.assert_allclose(weights.shown, shown, rtol=1e-6)
        np.testing.assert_allclose(weights.absent, absent, rtol=1e-6)
        assert label_smoothing == smoothing
        raise SeenError

    monkeypatch.setattr("trainer.fit.label_crossentropy", seen)
    with pytest.raises(SeenError):
        taught(tmp_path, stuff, [], TrainConfig(size=32, recipe=recipe, class_weights=asked))


def test_activation_and_loss_follow_from_data_and_settings():
    usual = TrainConfig()
    thesis = thesis_config()
    standard = thesis_config(variant="standard")
    assert [activation(one) for one in (usual, thesis, standard)] == ["softmax", "sigmoid", "softmax"]
    assert [activation(one, multi_label=True) for one in (usual, thesis, standard)] == ["sigmoid"] * 3
    assert [is_binary(one) for one in (usual, thesis, standard)] == [False, True, True]  # the thesis' loss on a softmax
    assert [is_binary(one, multi_label=True) for one in (usual, thesis, standard)] == [True] * 3
    sigmoid = TrainConfig(activation="sigmoid")
    assert (activation(sigmoid), is_binary(sigmoid)) == ("sigmoid", True)
    with pytest.raises(DatasetError, match=r"may show several classes or none, which a softmax cannot say: choose"):
        activation(TrainConfig(activation="softmax"), multi_label=True)
    with pytest.raises(ValueError, match="activation must be one of auto, softmax, sigmoid, found 'tanh'"):
        TrainConfig(activation="tanh")
    with pytest.raises(ValueError, match="scores 1 - 1/c"):
        TrainConfig(monitor="val_binary_accuracy")


def test_one_class_per_image_with_a_sigmoid_has_the_binary_loss(tmp_path):
    stuff, told = material(), []
    one_hot = np.eye(2, dtype=np.float32)[stuff.targets[:, 0].astype(int)]
    config = TrainConfig(size=32, epochs=1, batch_size=8, augment=False, activation="sigmoid")
    single = Material(stuff.images, one_hot, stuff.train, stuff.validation)
    fitted = taught(tmp_path, single, told, config)
    output = probabilities(fitted.model, single.images, single.validation).astype(float)
    truth = one_hot[single.validation]
    expected = -np.log(np.where(truth > 0, output, 1 - output)).mean()
    assert fitted.best_val_loss == pytest.approx(expected, rel=1e-4)
    assert of_epochs(told)[0]["val_accuracy"] == pytest.approx((output.argmax(axis=1) == truth.argmax(axis=1)).mean())


def test_a_setting_of_a_later_version_was_as_usual_before_it():
    settings = json.loads(json.dumps({"seed": "1", "epochs": "25"}))
    then = Identity("data", "split", settings, {})
    assert differences(then, Identity("data", "split", {**settings, "activation": "auto"}, {})) == ()
    changed = Identity("data", "split", {**settings, "activation": "sigmoid"}, {})
    assert differences(then, changed) == ("activation was auto, is sigmoid",)
