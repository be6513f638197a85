"""Learned windows: the layer by hand, in a network, in its file, and what a card may say of them."""

import math
from dataclasses import replace

import keras
import numpy as np
import pytest

from core.errors import ModelRefusedError
from core.models import card as cards
from core.models import network, windownet
from core.models.card import MODEL_FILE, LearnedWindow
from core.models.windownet import LearnedWindows


def of(*windows):
    """A built layer with these (centre, width) pairs."""
    layer = LearnedWindows(len(windows))
    layer.build((None, None, None, 1))
    layer.set_weights([np.array([c for c, _ in windows]), np.array([math.log(w) for _, w in windows])])
    return layer


def network_of(windows, size=32, **more):
    return network.build(
        "resnet50",
        "proposed",
        head="average",
        input_shape=(size, size, 1),
        classes=3,
        activation="softmax",
        windows=windows,
        **more,
    )


def test_each_window_is_dicoms_sigmoid():
    image = np.array([0.0, 0.25, 0.5, 1.0], np.float32).reshape(1, 2, 2, 1)
    seen = np.asarray(of((0.25, 0.5), (0.5, 0.1))(image))
    assert seen.shape == (1, 2, 2, 2)
    # 1 / (1 + exp(-4 (x - c) / w)), PS3.3 C.11.2.1.3.1: exponents 2, 0, -2, -6 and 20, 10, 0, -20.
    np.testing.assert_allclose(seen[0, :, :, 0].ravel(), [0.119203, 0.5, 0.880797, 0.997527], atol=1e-6)
    np.testing.assert_allclose(seen[0, :, :, 1].ravel(), [2.06e-9, 4.54e-5, 0.5, 1.0], atol=1e-6)


def test_the_viewers_sigmoid_shows_the_same_greys():
    from core.dicom.frame import VoiFunction, Window
    from core.display.voi import to_grey

    values = np.linspace(0, 1, 64, dtype=np.float32)
    seen = np.asarray(of((0.4, 0.3))(values.reshape(1, 8, 8, 1))).ravel()
    shown = to_grey(4095 * values, Window(4095 * 0.4, 4095 * 0.3, VoiFunction.SIGMOID))
    np.testing.assert_allclose(shown, 255 * seen, atol=0.51)


@pytest.mark.parametrize(
    ("count", "centers", "width"),
    [(1, [0.5], 1), (2, [0.25, 0.75], 1), (4, [0.125, 0.375, 0.625, 0.875], 0.5)],
)
def test_windows_start_side_by_side_over_the_range(count, centers, width):
    found = windownet.learned(network_of(count))
    assert [window.center for window in found] == pytest.approx(centers)
    assert [window.width for window in found] == pytest.approx([width] * count)


def test_a_network_without_windows_tells_none():
    assert windownet.learned(network_of(0)) == ()


def test_a_window_moves_to_where_the_classes_differ():
    # Two classes, at 0.6 and 0.8: the one window, at first over everything, must come to lie between them.
    keras.utils.set_random_seed(0)
    inputs = keras.Input((1, 1, 1))
    model = keras.Model(inputs, keras.layers.Flatten()(windownet.windowed(inputs, 1)))
    model.compile(keras.optimizers.Adam(0.05), "binary_crossentropy")
    images = np.array([0.6, 0.8], np.float32).reshape(2, 1, 1, 1)
    for _ in range(150):
        model.train_on_batch(images, np.array([0.0, 1.0]))
    (window,) = windownet.learned(model)
    assert window.center == pytest.approx(0.7, abs=0.01)
    assert window.width < 0.1


def test_windows_keep_their_depth_under_mixed_precision():
    keras.config.set_dtype_policy("mixed_bfloat16")
    try:
        model = network_of(2)
    finally:
        keras.config.set_dtype_policy("float32")
    assert model.get_layer("windows").compute_dtype == "float32"
    assert model.get_layer("stage1_conv").compute_dtype == "bfloat16"
    seen = keras.Model(model.input, model.get_layer("windows").output)
    image = np.full((2, 32, 32, 1), 2048 / 4095, np.float32)
    image[1] += 1 / 4095  # one level of 12 bits, which bfloat16 cannot tell
    first, second = np.asarray(seen(image))
    assert (second > first).all()
    plain = network_of(2)
    plain.set_weights(model.get_weights())
    assert network.golden_for(model) == network.golden_for(plain)


def test_the_layer_is_made_again_from_what_it_tells():
    layer = of((0.1, 0.2), (0.3, 0.4), (0.5, 0.6))
    again = LearnedWindows.from_config(layer.get_config())
    assert again.compute_output_shape((None, 8, 9, 1)) == (None, 8, 9, 3)
    assert keras.saving.get_registered_name(LearnedWindows) == "cxr12>LearnedWindows"


@pytest.fixture(scope="module")
def taught(tmp_path_factory, card_for):
    """Folder of a network with two windows that are not where they started, with its card."""
    keras.utils.set_random_seed(2)
    model = network_of(2)
    model.get_layer("windows").set_weights([np.array([0.3, 0.8]), np.log([0.25, 0.0625])])
    folder = tmp_path_factory.mktemp("taught")
    network.save(model, folder / MODEL_FILE)
    cards.write(card_for(folder, model, name="taught", windows=windownet.learned(model)), folder)
    return folder


def test_a_card_with_windows_rebuilds_the_network(taught, monkeypatch):
    monkeypatch.setattr(keras.models, "load_model", None)
    card = cards.read(taught)
    assert [window.center for window in card.windows] == pytest.approx([0.3, 0.8])
    assert [window.width for window in card.windows] == pytest.approx([0.25, 0.0625])
    assert windownet.learned(network.load(taught, card)) == card.windows


@pytest.mark.parametrize(
    ("windows", "reason"),
    [
        ((), "with 3 classes has"),
        ((LearnedWindow(0.3, 0.25),), "with 3 classes has"),
        ((LearnedWindow(0.3, 0.25), LearnedWindow(0.7, 0.0625)), "expected the learned windows of its card"),
    ],
    ids=["none", "too few", "another"],
)
def test_a_card_with_other_windows_is_refused(taught, windows, reason):
    with pytest.raises(ModelRefusedError, match=reason):
        network.load(taught, replace(cards.read(taught), windows=windows))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"windows": (LearnedWindow(0.5, 0.0),)}, "a width above 0"),
        ({"windows": (LearnedWindow(0.5, math.nan),)}, "a width above 0"),
        ({"windows": (LearnedWindow(math.inf, 1.0),)}, "a centre"),
        ({"windows": (LearnedWindow(0.5, 1.0),) * 17}, "at most 16 learned windows, on one channel of input, found 17"),
        ({"windows": (LearnedWindow(0.5, 1.0),), "channels": 3}, "found 1 on 3"),
    ],
)
def test_what_no_card_may_say(bare_card, changes, reason):
    with pytest.raises(ValueError, match=reason):
        replace(bare_card, **changes)


def test_cards_from_before_there_were_windows(bare_card):
    text = cards.to_json(bare_card)
    assert '"windows": []' in text
    assert cards.from_json(text.replace(',\n  "windows": []', "")).windows == ()
