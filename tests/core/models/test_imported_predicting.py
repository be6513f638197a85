"""Imported networks on an image, from the stranger's file to the number and the heat map: as their own Keras has it."""

from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers
from keras2_files import write_keras2

from core.classify import Classifier
from core.dicom.frame import Frame
from core.explain.heat import normalised
from core.explain.maps import grad_cam
from core.models.importing import THESIS_PRESET, Answers, bring
from core.models.shelf import Shelf
from core.preprocess import preprocess


def frame_of(seed, rows=60, columns=50):
    stored = np.random.default_rng(seed).integers(0, 4096, (1, rows, columns), dtype=np.uint16)
    return Frame(Path("image.dcm"), stored, 16, 12, False, "MONOCHROME2")


def small_net(channels, units):
    keras.utils.set_random_seed(units)
    inputs = keras.Input((32, 32, channels))
    x = layers.Conv2D(4, 3, activation="relu")(inputs)
    x = layers.MaxPooling2D(2)(x)
    x = layers.Conv2D(6, 3, activation="relu", name="seen")(x)
    x = layers.GlobalAveragePooling2D()(x)
    outputs = layers.Dense(units, activation="softmax" if units > 1 else "sigmoid", name="last")(x)
    return keras.Model(inputs, outputs)


@pytest.fixture(scope="module")
def originals():
    return {"three channels": small_net(3, 3), "one output": small_net(1, 1)}


@pytest.fixture(scope="module")
def brought(originals, tmp_path_factory):
    """Entries of a shelf that both networks were imported to."""
    folder = tmp_path_factory.mktemp("brought")
    shelf, found = Shelf(folder / "shelf", folder / "none"), {}
    for number, (name, model) in enumerate(originals.items()):
        classes = ("a", "b", "c")[: max(2, model.output_shape[1])]
        path = write_keras2(model, folder / f"{number}.h5")
        found[name] = bring(shelf, path, Answers(f"net-{number}", classes, THESIS_PRESET))
    return found


@pytest.fixture
def opened():
    made = []

    def open_one(*arguments):
        made.append(Classifier(*arguments))
        return made[-1]

    yield open_one
    for one in made:
        one.close()


def inputs_for(model, frame, spec):
    """What the original must be given: the same grey for each of its channels."""
    return np.repeat(preprocess(frame, spec)[np.newaxis], model.input_shape[3], axis=3)


def own_numbers(model, frame, spec):
    found = np.asarray(model(inputs_for(model, frame, spec), training=False), np.float64)[0]
    return found if len(found) > 1 else np.array([1 - found[0], found[0]])


@pytest.mark.parametrize("engine", ["keras", "openvino"])
@pytest.mark.parametrize("name", ["three channels", "one output"])
def test_an_image_gets_the_number_of_the_original(originals, brought, opened, name, engine):
    entry, model = brought[name], originals[name]
    classifier = opened(entry, engine)
    frames = [frame_of(seed) for seed in range(3)]  # as bare numbers, three of one channel are one of three
    single = classifier.predict(frames[0])
    assert single.engine.lower().startswith(engine)
    assert not single.verified
    together = classifier.predict_batch([(frame, 0) for frame in frames])
    for frame, found in zip([frames[0], *frames], [single, *together], strict=True):
        np.testing.assert_allclose(found.probabilities, own_numbers(model, frame, entry.card.spec), atol=1e-4)
    assert len({found.probabilities for found in together}) == 3


def test_inputs_of_another_shape_are_not_taken_for_another_count_of_images(brought, opened):
    classifier = opened(brought["three channels"])
    with pytest.raises(ValueError, match=r"expected inputs of shape \(32, 32, 3\), found \(32, 32, 1\)"):
        classifier.predict_inputs(np.zeros((3, 32, 32, 1), np.float32))
    assert classifier.computing.predicting.child.starts == 0


def map_by_tape(model, images, number):
    """Grad-CAM of the original; of one output, the other class is what speaks against it."""
    last, seen = model.get_layer("last"), model.get_layer("seen")
    both = keras.Model(model.inputs[0], [seen.output, last.input])
    with tf.GradientTape() as tape:
        features, _ = both(images)
        tape.watch(features)
        pooled = tf.reduce_mean(features, axis=(1, 2))
        scores = pooled @ tf.convert_to_tensor(last.kernel) + tf.convert_to_tensor(last.bias)
        score = scores[0, number] if scores.shape[1] > 1 else scores[0, 0] * (1.0 if number else -1.0)
    weight = tf.reduce_mean(tape.gradient(score, features), axis=(1, 2), keepdims=True)
    return np.asarray(tf.nn.relu(tf.reduce_sum(weight * features, axis=-1)))[0]


@pytest.mark.parametrize("name", ["three channels", "one output"])
def test_its_heat_maps_are_those_of_the_original_for_every_class(originals, brought, opened, name):
    entry, model = brought[name], originals[name]
    classifier = opened(entry)
    frame = frame_of(5, 64, 64)
    images, hot = inputs_for(model, frame, entry.card.spec), []
    for number in range(len(entry.card.classes)):
        heat = grad_cam(classifier, frame, 0, number)
        expected, _ = normalised(map_by_tape(model, images, number), 32, 32)
        np.testing.assert_allclose(heat.values, expected, atol=1e-3)
        hot.append(heat.largest > 0)
    assert any(hot)  # of one output, too: what speaks against it speaks for the other class


@pytest.mark.real_data
@pytest.mark.filterwarnings("ignore:The structure of `inputs`")
def test_a_real_network_of_three_channels(real_data, tmp_path, opened):
    path = real_data / "legacy_models" / "v1.2_eps=077_valAcc=0.9610.hdf5"
    original = keras.models.load_model(path, compile=False)  # a file we trust: for the second opinion
    entry = bring(Shelf(tmp_path / "shelf", tmp_path / "none"), path, Answers("v1", ("normal", "sick"), THESIS_PRESET))
    classifier = opened(entry)
    frame = frame_of(8, 120, 90)
    found = classifier.predict(frame)
    assert entry.card.channels == 3
    assert not found.verified
    np.testing.assert_allclose(found.probabilities, own_numbers(original, frame, entry.card.spec), atol=1e-5)
    maps = [grad_cam(classifier, frame, 0, number) for number in (0, 1)]
    assert maps[0].values.shape == (entry.card.spec.height, entry.card.spec.width)
    assert max(one.largest for one in maps) > 0
