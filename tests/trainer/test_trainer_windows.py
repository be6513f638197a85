"""Windows learned in a training: taught like all else, never pulled towards 0, and told by the card."""

import keras
import numpy as np
import pytest

from core.models import card as cards
from core.models import network, windownet
from trainer.config import TrainConfig
from trainer.events import Scrubber
from trainer.fit import _optimizer
from trainer.recipe import RECIPES
from trainer.run import create_run, read_config
from trainer.session import train


def test_weight_decay_leaves_the_windows_alone():
    inputs = keras.Input((8, 8, 1))
    model = keras.Model(inputs, keras.layers.Conv2D(2, 3)(windownet.windowed(inputs, 2)))
    before = model.get_weights()
    optimizer = _optimizer(RECIPES["modern"], 1.0, 10)
    optimizer.build(model.trainable_variables)
    optimizer.apply([keras.ops.zeros_like(one) for one in model.trainable_variables])
    centers, widths, kernel, bias = (np.array_equal(a, b) for a, b in zip(before, model.get_weights(), strict=True))
    assert (centers, widths, kernel, bias) == (True, True, False, True)


def test_a_run_writes_what_it_learned_into_its_card(tmp_path, bright_and_dark):
    config = TrainConfig(name="w", size=32, windows=2, epochs=1, batch_size=4, preset="display8", augment=False)
    folder = create_run(tmp_path / "runs", config)
    assert read_config(folder).windows == 2
    train(folder, bright_and_dark, lambda kind, **facts: None, stopped=lambda: False, scrub=Scrubber())
    card = cards.read(folder)
    assert len(card.windows) == 2
    model = network.load(folder, card)  # refuses a card that tells other windows than the file has
    assert windownet.learned(model) == card.windows
    started = windownet.learned(
        network.build(
            "resnet50",
            "proposed",
            head="average",
            input_shape=(32, 32, 1),
            classes=2,
            activation="softmax",
            windows=2,
        )
    )
    assert all(a.center != b.center and a.width != b.width for a, b in zip(card.windows, started, strict=True))


@pytest.mark.parametrize("wrong", [-1, 17, True])
def test_how_many_windows_there_can_be(wrong):
    with pytest.raises(ValueError, match="windows must be a whole number from 0 to 16"):
        TrainConfig(windows=wrong)
