"""The randomisation check on networks of which it is known whether they learned anything."""

import numpy as np
import pytest

from core.explain.fresh import forgetful
from core.explain.gradcam import leaves
from core.explain.heat import Progress
from core.explain.sanity import LIMIT, SEEDS, SHARES, SanityCheck, Step, sanity_check
from core.explain.similarity import spearman, ssim
from core.preprocess import PreprocessSpec

# --- how alike ---


def test_rank_correlation_is_that_of_scipy():
    from scipy.stats import spearmanr

    rng = np.random.default_rng(0)
    for _ in range(5):
        a, b = rng.normal(size=(9, 7)), rng.integers(0, 4, (9, 7))  # many equal values in b
        assert spearman(a, b) == pytest.approx(spearmanr(a.ravel(), b.ravel()).statistic, abs=1e-12)
    assert spearman(a, np.exp(a)) == pytest.approx(1)
    assert spearman(a, -a) == pytest.approx(-1)
    assert np.isnan(spearman(a, np.ones((9, 7))))


def test_structural_similarity_by_hand():
    rng = np.random.default_rng(1)
    a = rng.random((20, 30))
    assert ssim(a, a) == pytest.approx(1)
    # Two flat maps differ in light alone: (2 * 0.2 * 0.6 + 0.0001) / (0.04 + 0.36 + 0.0001).
    assert ssim(np.full((9, 9), 0.2), np.full((9, 9), 0.6)) == pytest.approx(0.2401 / 0.4001)
    assert ssim(a, rng.random((20, 30))) < 0.3


# --- a network that forgets ---


@pytest.fixture(scope="module")
def nested(keras):
    keras.utils.set_random_seed(5)
    body = keras.Sequential(
        [
            keras.Input((16, 16, 1)),
            keras.layers.Conv2D(4, 3, padding="same", activation="relu", name="a"),
            keras.layers.BatchNormalization(name="b"),
            keras.layers.Conv2D(4, 3, padding="same", activation="relu", name="c"),
        ]
    )
    layers = [keras.Input((16, 16, 1)), body, keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(3, name="d")]
    return keras.Sequential(layers)


def kept(old, new):
    """Names of the layers whose weights are all the same."""
    pairs = zip(leaves(old), leaves(new), strict=True)
    return [
        a.name
        for a, b in pairs
        if a.weights and all(np.array_equal(x, y) for x, y in zip(a.get_weights(), b.get_weights(), strict=True))
    ]


def test_layers_forget_from_the_output_downwards(nested):
    nested.get_layer(index=0).get_layer("b").set_weights([np.full(4, value) for value in (2.0, 3.0, 0.5, 4.0)])
    assert kept(nested, forgetful(nested, 0.0, 1)) == ["a", "b", "c", "d"]
    assert kept(nested, forgetful(nested, 0.1, 1)) == ["a", "b", "c"]
    assert kept(nested, forgetful(nested, 0.5, 1)) == ["a", "b"]
    assert kept(nested, forgetful(nested, 1.0, 1)) == []
    again = forgetful(nested, 1.0, 1)
    assert kept(forgetful(nested, 1.0, 1), again) == ["a", "b", "c", "d"]  # the seed decides
    assert kept(forgetful(nested, 1.0, 2), again) == ["b"]  # which always starts with ones and zeros


# --- the verdict ---


@pytest.fixture(scope="module")
def learned(keras):
    """A network that looks at the left half: one channel of its features is bright there, and speaks for class 0."""
    inputs = keras.Input((32, 32, 1))
    x = keras.layers.Conv2D(6, 3, padding="same", activation="relu", name="first")(inputs)
    x = keras.layers.Conv2D(6, 3, padding="same", activation="relu", name="second")(x)
    model = keras.Model(inputs, keras.layers.Dense(3)(keras.layers.GlobalAveragePooling2D()(x)))
    passing = np.zeros((3, 3, 1, 6))
    passing[1, 1, 0, 0] = 1
    onwards = np.zeros((3, 3, 6, 6))
    onwards[1, 1, 0, 0] = 1
    for number in range(1, 6):
        onwards[1, 1, 0, number] = -1  # bright elsewhere, where the bias lets them
    last = np.full((6, 3), -1.0)
    last[0, 0] = 5
    model.set_weights([passing, np.zeros(6), onwards, np.array([-0.5, 1, 1, 1, 1, 1]), last, np.zeros(3)])
    return model


@pytest.fixture(scope="module")
def never_learned(keras):
    """A network whose weights are what it started with: what it shows has nothing to do with learning."""
    start = {"kernel_initializer": "ones", "bias_initializer": "zeros"}
    inputs = keras.Input((32, 32, 1))
    x = keras.layers.Conv2D(2, 3, padding="same", **start)(inputs)
    return keras.Model(inputs, keras.layers.Dense(3, **start)(keras.layers.GlobalAveragePooling2D()(x)))


@pytest.fixture
def half_bright(frame_of):
    rng = np.random.default_rng(3)
    return frame_of(np.concatenate([rng.integers(3000, 4096, (32, 16)), rng.integers(0, 900, (32, 16))], axis=1))


def test_a_network_that_learned_is_told_from_one_that_did_not(asked, half_bright, outcome, learned, never_learned):
    told, check = outcome(sanity_check(asked(model=learned), half_bright, 0, 0))
    assert [step.share for step in check.steps] == list(SHARES)
    assert check.steps[-1].correlation < LIMIT
    assert check.depends_on_learning is True
    total = 1 + len(SHARES) * len(SEEDS)
    assert told == [Progress(done, total) for done in range(total + 1)]
    _, check = outcome(sanity_check(asked(model=never_learned), half_bright, 0, 0))
    assert [(step.correlation, step.similarity) for step in check.steps] == [(pytest.approx(1), pytest.approx(1))] * 3
    assert check.depends_on_learning is False


def test_without_a_map_there_is_no_verdict(asked, frame_of, outcome, mirror_net):
    frame = frame_of(np.full((32, 32), 2000))
    _, check = outcome(sanity_check(asked(PreprocessSpec("native", 32, 32), model=mirror_net(32, 32)), frame, 0, 1))
    assert check == SanityCheck(())
    assert check.depends_on_learning is None


def test_the_limit_decides():
    assert SanityCheck((Step(1.0, LIMIT - 0.01, 0.9),)).depends_on_learning is True
    assert SanityCheck((Step(1.0, LIMIT, 0.1),)).depends_on_learning is False
