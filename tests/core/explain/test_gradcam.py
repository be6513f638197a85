"""Grad-CAM against arithmetic done here: by hand, by finite differences, and nested against flat."""

import numpy as np
import pytest

from core.errors import ModelRefusedError
from core.explain.gradcam import cam, compiled_cam, feature_layer, leaves
from core.explain.heat import GRAD_CAM, GRAD_CAM_PLUS

X = np.random.default_rng(0).normal(size=(2, 6, 8, 1)).astype(np.float32)


@pytest.fixture(scope="module")
def by_hand(keras):
    """Features x and -x; scores 2 mean(x) + mean(-x) and 3 mean(-x)."""

    def make(activation):
        inputs = keras.Input((6, 8, 1))
        features = keras.layers.Conv2D(2, 1, use_bias=False, name="features")(inputs)
        x = keras.layers.GlobalAveragePooling2D()(features)
        model = keras.Model(inputs, keras.layers.Dense(2, activation=activation)(x))
        model.set_weights([np.array([[[[1.0, -1.0]]]]), np.array([[2.0, 0.0], [1.0, 3.0]]), np.array([5.0, -5.0])])
        return model

    return make


@pytest.mark.parametrize("activation", ["softmax", "sigmoid"])
@pytest.mark.parametrize("way", [cam, compiled_cam])
def test_the_map_worked_out_by_hand(by_hand, activation, way):
    make, layer = way(by_hand(activation))
    # The derivative of score c by each of 48 places is weight / 48: class 0 gives (2 x - x) / 48, class 1 -3 x / 48.
    places = X.shape[1] * X.shape[2]
    for number, expected in ((0, X / places), (1, -3 * X / places)):
        found = make(X, np.array([number, number], np.int32))
        np.testing.assert_allclose(found, np.maximum(expected[..., 0], 0), atol=1e-7)
    assert layer == "features"


@pytest.mark.parametrize("activation", ["softmax", "sigmoid"])
@pytest.mark.parametrize("way", [cam, compiled_cam])
def test_the_plus_map_worked_out_by_hand(by_hand, activation, way):
    make, layer = way(by_hand(activation), GRAD_CAM_PLUS)
    # g = w / 48 at each of 48 places; a place weighs 1 / (2 + g sum(A)), so a channel 48 g / (2 + g sum(A)) with
    # sum(A) = 48 m for the mean m of what is above 0: w / (2 + w m). Channels are x and -x, with w of 2 and 1 for
    # class 0; of 0 and 3 for class 1, where only -x weighs anything.
    up, down = (np.maximum(sign * X[..., 0], 0).mean(axis=(1, 2))[:, None, None] for sign in (1, -1))
    first = (2 / (2 + 2 * up) - 1 / (2 + down)) * X[..., 0]
    second = -3 / (2 + 3 * down) * X[..., 0]
    for number, expected in ((0, first), (1, second)):
        found = make(X, np.array([number, number], np.int32))
        np.testing.assert_allclose(found, np.maximum(expected, 0), rtol=1e-5, atol=1e-6)
        assert found.max() > 0.1
    assert layer == "features"


def test_the_plus_map_is_that_of_the_papers_formula_on_features_of_a_relu(keras):
    """The paper's own terms, exp(score) and all, in float64; of a flat head, whose derivatives are its weights."""
    keras.utils.set_random_seed(4)
    conv = keras.layers.Conv2D(3, 3, padding="same", activation="relu", name="conv")
    dense = keras.layers.Dense(3, activation="softmax", name="last")
    inputs = keras.Input((4, 5, 1))
    model = keras.Model(inputs, dense(keras.layers.Flatten()(conv(inputs))))  # each place has a derivative of its own
    image = X[:1, :4, :5]
    features = np.asarray(keras.Model(inputs, conv.output)(image))[0].astype(np.float64)
    kernel, bias = (part.astype(np.float64) for part in dense.get_weights())
    for number in range(3):
        g = kernel[:, number].reshape(4, 5, 3)
        score = (features * g).sum() + bias[number]
        second, third = np.exp(score) * g**2, np.exp(score) * g**3
        alpha = second / (2 * second + third * features.sum(axis=(0, 1)))
        weights = (alpha * np.maximum(np.exp(score) * g, 0)).sum(axis=(0, 1))
        expected = np.maximum((weights * features).sum(axis=-1), 0) / np.exp(score)
        found = cam(model, GRAD_CAM_PLUS)[0](image, np.array([number], np.int32))[0]
        np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-6)
        assert found.max() > 0


def test_each_image_may_ask_about_its_own_class(by_hand):
    make, _ = cam(by_hand("softmax"))
    found = make(X, np.array([1, 0], np.int32))
    np.testing.assert_allclose(found[0], np.maximum(-3 * X[0, ..., 0] / 48, 0), atol=1e-7)
    np.testing.assert_allclose(found[1], np.maximum(X[1, ..., 0] / 48, 0), atol=1e-7)


def test_a_certain_class_still_has_a_map(by_hand):
    """Scores of 5 and -5 are a probability of 1: its own derivative is 0 in float32, that of the score is not."""
    model = by_hand("softmax")
    large = np.abs(X) * 40
    assert np.asarray(model(large))[0, 0] == 1
    assert cam(model)[0](large[:1], np.array([0], np.int32)).max() > 0


@pytest.fixture(scope="module")
def parts(keras):
    """A convolution, a pooling, a hidden layer and the last one, as layers that any number of networks may share."""
    keras.utils.set_random_seed(2)
    return (
        keras.layers.Conv2D(5, 3, padding="same", activation="tanh", name="conv"),
        keras.layers.MaxPooling2D(2, name="pool"),
        keras.layers.GlobalAveragePooling2D(name="mean"),
        keras.layers.Dense(7, activation="tanh", name="hidden"),
        keras.layers.Dense(3, activation="softmax", name="last"),
    )


@pytest.fixture(scope="module")
def flat(keras, parts):
    inputs = x = keras.Input((6, 8, 1))
    for layer in parts:
        x = layer(x)
    return keras.Model(inputs, x)


def test_the_map_by_finite_differences(keras, flat, parts):
    conv, _, _, hidden, last = parts
    features = np.asarray(keras.Model(flat.input, conv.output)(X[:1])).astype(np.float64)

    def scores(values):
        pooled = values.reshape(3, 2, 4, 2, 5).max(axis=(1, 3)).mean(axis=(0, 1))
        kernels = [layer.get_weights() for layer in (hidden, last)]
        return np.tanh(pooled @ kernels[0][0] + kernels[0][1]) @ kernels[1][0] + kernels[1][1]

    make, layer = cam(flat)
    assert layer == "conv"
    for number in range(3):
        slopes = np.empty((6, 8, 5))
        for place in np.ndindex(6, 8, 5):
            moved = [features[0].copy(), features[0].copy()]
            moved[0][place] -= 1e-6
            moved[1][place] += 1e-6
            slopes[place] = (scores(moved[1])[number] - scores(moved[0])[number]) / 2e-6
        expected = np.maximum((features[0] * slopes.mean(axis=(0, 1))).sum(axis=-1), 0)
        np.testing.assert_allclose(make(X[:1], np.array([number], np.int32))[0], expected, atol=1e-5)


@pytest.mark.parametrize("method", [GRAD_CAM, GRAD_CAM_PLUS])
def test_nested_networks_give_what_the_flat_one_gives(keras, flat, parts, method):
    conv, pool, mean, hidden, last = parts
    inputs = keras.Input((6, 8, 1))
    inner = keras.Sequential([keras.Input((6, 8, 1)), conv, pool])
    ends_in_places = keras.Sequential([keras.Input((6, 8, 1)), inner, mean, hidden, last])
    body = keras.Model(inputs, mean(pool(conv(inputs))), name="body")  # of its output no places are left
    ends_in_features = keras.Sequential([keras.Input((6, 8, 1)), body, keras.Sequential([hidden, last])])
    twice = keras.Sequential([keras.Input((6, 8, 1)), keras.Sequential([keras.Input((6, 8, 1)), ends_in_features])])
    for number in range(3):
        asked = np.array([number, number], np.int32)
        expected = cam(flat, method)[0](X, asked)
        assert expected.max() > 0
        for nested in (ends_in_places, ends_in_features, twice):
            make, layer = cam(nested, method)
            np.testing.assert_allclose(make(X, asked), expected, atol=1e-7)
            assert layer == "conv"
            assert [one.name for one in leaves(nested) if one.weights] == ["conv", "hidden", "last"]


def test_the_network_is_as_it_was_afterwards(keras, flat):
    before = np.asarray(flat(X))
    for way in (cam, compiled_cam):
        way(flat)[0](X, np.array([0, 1], np.int32))
        assert "call" not in vars(flat.get_layer("conv"))
        np.testing.assert_array_equal(np.asarray(flat(X)), before)
    assert flat.get_layer("last").activation is keras.activations.softmax


def test_a_softmax_layer_of_its_own_is_left_out(keras, parts):
    conv, pool, mean, hidden, _ = parts
    plain = keras.layers.Dense(3, name="plain")
    inputs = keras.Input((6, 8, 1))
    scores = plain(hidden(mean(pool(conv(inputs)))))
    bare, wrapped = keras.Model(inputs, scores), keras.Model(inputs, keras.layers.Softmax()(scores))
    asked = np.array([2, 1], np.int32)
    np.testing.assert_allclose(cam(wrapped)[0](X, asked), cam(bare)[0](X, asked), atol=1e-7)


def test_the_compiled_maps_are_those_of_the_network_asked_about(by_hand, flat):
    asked = np.array([0, 0], np.int32)
    first = compiled_cam(flat)[0](X, asked)
    other = compiled_cam(by_hand("softmax"))[0](X, asked)
    np.testing.assert_allclose(compiled_cam(flat)[0](X, asked), first)
    assert np.abs(other - first).max() > 1e-3
    plus = compiled_cam(flat, GRAD_CAM_PLUS)[0](X, asked)
    assert np.abs(plus - first).max() > 1e-3  # each method of a network has its own
    np.testing.assert_allclose(compiled_cam(flat)[0](X, asked), first)


def test_every_registered_network_has_a_layer_to_look_at():
    from core.models.network import build
    from core.models.registry import ARCHITECTURES

    for row in ARCHITECTURES.values():
        size = max(64, row.smallest)
        model = build(
            row.name,
            row.variants[0],
            head="average",
            input_shape=(size, size, 1),
            classes=3,
            activation="softmax",
        )
        layer = feature_layer(model)
        for method in (GRAD_CAM, GRAD_CAM_PLUS):
            make, name = cam(model, method)
            found = make(np.random.default_rng(1).random((1, size, size, 1), dtype=np.float32), np.array([1], np.int32))
            assert name == layer.name
            assert found.shape == (1, *layer.output.shape[1:3])
            assert np.isfinite(found).all()


def test_a_network_without_places_is_refused(keras):
    dense = keras.Sequential([keras.Input((4, 4, 1)), keras.layers.Flatten(), keras.layers.Dense(2)])
    with pytest.raises(ModelRefusedError, match="needs a layer with rows and columns of features, found none"):
        feature_layer(dense)
