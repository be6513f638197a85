"""What every network of the registry must do, with and without learned windows; also on other backends of Keras.

``pytest -m backends`` (``make backends``) does the second half of it again under JAX, in a process of its own.
"""

import os
import subprocess
import sys

import keras
import numpy as np
import pytest

from core.models import network, registry, windownet
from core.models.card import MODEL_FILE

EVERY = [(row.name, variant) for row in registry.ARCHITECTURES.values() for variant in row.variants]
SIZES = (112, 128, 224, 512)
CLASSES, WINDOWS = 3, 2


def built(row, size, windows=0):
    architecture, variant = row
    return network.build(
        architecture,
        variant,
        head="average",
        input_shape=(size, size, 1),
        classes=CLASSES,
        activation="softmax",
        windows=windows,
    )


def images_for(row):
    size = registry.ARCHITECTURES[row[0]].smallest
    return np.random.default_rng(0).random((2, size, size, 1), dtype=np.float32)


def step(model, images):
    """Teach the network for one step; tell of each weight whether it changed."""
    before = [weight.copy() for weight in model.get_weights()]
    # One step is over sooner without a graph, but JAX would compile every operation of every shape by itself.
    eager = keras.backend.backend() == "tensorflow"
    model.compile(keras.optimizers.SGD(0.1), "sparse_categorical_crossentropy", run_eagerly=eager)
    loss = model.train_on_batch(images, np.array([0, 2]))
    assert np.isfinite(loss)
    return [not np.array_equal(a, b) for a, b in zip(before, model.get_weights(), strict=True)]


@pytest.mark.parametrize("row", EVERY, ids="-".join)
def test_conformance(row, tmp_path, card_for, monkeypatch):
    keras.utils.set_random_seed(1)
    images = images_for(row)
    model = built(row, images.shape[1], WINDOWS)
    answer = np.asarray(model(images, training=False))
    assert answer.shape == (2, CLASSES)
    np.testing.assert_allclose(answer.sum(axis=1), 1, atol=1e-5)

    network.save(model, tmp_path / MODEL_FILE)
    card = card_for(tmp_path, model, name="any", windows=windownet.learned(model))
    loaded = network.load(tmp_path, card)
    np.testing.assert_allclose(np.asarray(loaded(images, training=False)), answer, atol=1e-6)

    changed = step(model, images)
    assert changed[-2:] == [True, True]
    assert changed[:3] == [True, True, True]  # centres, widths and the first convolution learn, too

    # Drawing millions of random numbers takes longer than all else, and shapes need none.
    monkeypatch.setattr(
        keras.initializers.VarianceScaling, "__call__", lambda self, shape, dtype=None: keras.ops.zeros(shape, dtype)
    )
    first = next(layer for layer in model.layers if isinstance(layer, keras.layers.Conv2D))
    one_channel = first.kernel_size[0] * first.kernel_size[1] * first.filters
    for size in SIZES:
        large = built(row, size)
        assert (large.input_shape, large.output_shape) == ((None, size, size, 1), (None, CLASSES))
        assert large.count_params() == model.count_params() - one_channel * (WINDOWS - 1) - 2 * WINDOWS


@pytest.mark.backends
@pytest.mark.timeout(3600)  # XLA compiles a minute or two for the largest
@pytest.mark.parametrize("row", EVERY, ids="-".join)
def test_conformance_under_jax(row):
    asked = {**os.environ, "KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu", "JAX_DISABLE_MOST_OPTIMIZATIONS": "1"}
    done = subprocess.run([sys.executable, __file__, *row], env=asked, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split()) == (0, ["jax", "True", "True", "True"]), done.stderr[-2000:]


def _tell(row):
    """Build, ask and teach one network, whatever the backend is, and print what came of it."""
    keras.utils.set_random_seed(1)
    images = images_for(row)
    model = built(row, images.shape[1], WINDOWS)
    model.compile()
    answer = model.predict_on_batch(images)
    summed = answer.shape == (2, CLASSES) and np.allclose(answer.sum(axis=1), 1, atol=1e-5)
    changed = step(model, images)
    told = [keras.backend.backend(), summed, all(changed[:3]), all(changed[-2:])]
    sys.stdout.write(" ".join(str(one) for one in told))


if __name__ == "__main__":
    _tell((sys.argv[1], sys.argv[2]))
