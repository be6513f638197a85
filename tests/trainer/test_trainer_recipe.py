"""What a run may be asked, what the recipes are made of, and which stages keep their weights."""

import re
from dataclasses import asdict, replace

import numpy as np
import pytest

from core import records
from core.models import network, registry
from trainer.config import TrainConfig
from trainer.recipe import RECIPES, Augmentation, activation, thesis_config, with_recipe
from trainer.warm_start import STAGES, StagesError, freeze_stages


def test_the_thesis_recipe_is_what_the_thesis_did():
    recipe = RECIPES["thesis"]
    assert (recipe.optimizer, recipe.momentum, recipe.learning_rate) == ("sgd", 0.9, 0.01)
    assert (recipe.binary, recipe.epochs, recipe.batch_size, recipe.head) == (True, 50, 16, "thesis")
    assert recipe.augmentation == Augmentation(rotation_deg=5.0, shift=0.2, mirror=True, fill="NEAREST")
    # and nothing of what came later
    later = (recipe.weight_decay, recipe.warmup, recipe.label_smoothing, recipe.averaging, recipe.dropout)
    assert later == (0.0,) * 5
    assert (recipe.cosine, recipe.balance) == (False, False)


@pytest.mark.parametrize(
    ("architecture", "variant", "size", "last"),
    [
        ("resnet50", "proposed", 128, "sigmoid"),
        ("resnet50", "proposed", 512, "softmax"),
        ("resnet50", "standard", 128, "softmax"),
        ("vgg16", "proposed", 224, "softmax"),
    ],
)
def test_a_config_of_the_thesis(architecture, variant, size, last):
    config = thesis_config(architecture, variant, size)
    assert (config.preset, config.bits, config.head) == ("thesis12", "native", "thesis")
    assert (config.recipe, config.epochs, config.batch_size, config.monitor) == ("thesis", 50, 16, "val_loss")
    assert (config.mixup, config.early_stopping, config.precision, config.augment) == (0.0, 0, "float32", True)
    assert activation(config) == last
    assert thesis_config(preset="thesis8").preset == "thesis8"


def test_a_recipe_brings_its_settings_and_leaves_the_others():
    other = TrainConfig(size=224, seed=7, bits="8", mixup=0.4, early_stopping=3, learning_rate=0.5, epochs=2)
    thesis = with_recipe(other, "thesis")
    assert (thesis.size, thesis.seed, thesis.bits) == (224, 7, "8")
    assert (thesis.epochs, thesis.mixup, thesis.early_stopping, thesis.learning_rate) == (50, 0.0, 0, 0.0)
    assert with_recipe(TrainConfig(), "modern") == TrainConfig()


def test_only_the_thesis_mirrors_a_chest():
    assert {name for name, recipe in RECIPES.items() if recipe.augmentation.mirror} == {"thesis"}


def test_a_config_of_earlier_times_still_loads():
    new = ("folds", "fold", "early_stopping", "mixup", "freeze", "tensorboard", "class_weights", "monitor")
    config = TrainConfig(size=64, seed=3)
    old = {name: value for name, value in asdict(config).items() if name not in new}
    assert len(old) == len(asdict(config)) - len(new)
    assert records.from_plain(TrainConfig, old) == config


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"monitor": "val_binary_accuracy"}, "a network that says nothing scores 1 - 1/c; choose val_loss or val_mac"),
        ({"monitor": "accuracy"}, "monitor must be one of val_loss, val_macro_auc, found 'accuracy'"),
        ({"class_weights": "all"}, "class_weights must be one of recipe, balanced, none, found 'all'"),
        ({"mixup": -0.1}, "mixup must lie between 0 (none) and 10, found -0.1"),
        ({"mixup": float("nan")}, "mixup must lie between 0 (none) and 10, found nan"),
        ({"folds": 1}, "folds must be 0 (one hold-out split) or a whole number from 2 to 20, found 1"),
        ({"folds": 5, "fold": 5}, "fold must be a whole number from 0 to 4, found 5"),
        ({"fold": 1}, "fold must be a whole number from 0 to 0, found 1"),
        ({"early_stopping": -1}, "early_stopping must be a whole number from 0 to 2147483647, found -1"),
        ({"freeze": 4, "start_from": "a"}, "freeze for resnet50 proposed must be a whole number from 0 to 3, found 4"),
        ({"freeze": 1}, "freeze keeps the weights that a network starts with: choose a model to start_from, or 0"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(settings, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)):
        TrainConfig(**settings)


def test_what_can_be_is_taken():
    TrainConfig(folds=5, fold=4, early_stopping=3, mixup=0.2, freeze=3, start_from="a", monitor="val_macro_auc")


def small(architecture="resnet50", variant="proposed", windows=0):
    size = max(64, registry.ARCHITECTURES[architecture].smallest)
    return network.build(
        architecture,
        variant,
        head="thesis",
        input_shape=(size, size, 1),
        classes=2,
        activation="softmax",
        windows=windows,
    )


@pytest.mark.parametrize("row", [(row.name, v) for row in registry.ARCHITECTURES.values() for v in row.variants])
def test_every_network_has_the_stages_it_is_said_to_have(row, monkeypatch):
    import keras

    # Drawing millions of random numbers takes longer than all else.
    monkeypatch.setattr(
        keras.initializers.VarianceScaling, "__call__", lambda self, shape, dtype=None: keras.ops.zeros(shape, dtype)
    )
    model = small(*row, windows=1)
    with pytest.raises(StagesError, match=rf"{STAGES[row] + 1} stages .* and {model.name} has {STAGES[row]}: choose"):
        freeze_stages(model, STAGES[row] + 1)
    assert all(layer.trainable for layer in model.layers)
    frozen = [freeze_stages(model, count) for count in range(STAGES[row] + 1)]
    assert frozen[0] == 0
    assert frozen == sorted(set(frozen))  # each stage has layers of its own
    still = [layer.name for layer in model.layers if layer.weights and layer.trainable]
    assert still[0] == "windows"
    assert set(still) - {"windows", "bn", "top_conv", "top_bn"} == {"dense1", "dense2", "classes"}


def test_frozen_stages_do_not_change_and_the_others_do():
    import keras

    keras.utils.set_random_seed(0)
    model = small()
    names = [weight.path for weight in model.weights]
    freeze_stages(model, 2)
    assert [weight.path for weight in model.weights] == names  # or an average of the weights would mix them up
    before = dict(zip(names, model.get_weights(), strict=True))
    model.compile(keras.optimizers.SGD(0.1), "categorical_crossentropy", run_eagerly=True)
    images = np.random.default_rng(0).random((4, 64, 64, 1), dtype=np.float32)
    model.train_on_batch(images, np.eye(2, dtype=np.float32)[[0, 1, 0, 1]])
    after = dict(zip(names, model.get_weights(), strict=True))
    changed = {name for name in names if not np.array_equal(before[name], after[name])}
    assert {name.split("/")[0].split("_")[0] for name in changed} == {"stage3", "dense1", "dense2", "classes"}
    # moving averages of batch normalisation among them
    assert not any(name.startswith(("stage1", "stage2")) for name in changed)


def test_replacing_a_field_is_checked_too():
    with pytest.raises(ValueError, match="freeze for vgg16 standard"):
        replace(TrainConfig(architecture="vgg16", variant="standard", start_from="a"), freeze=6)
