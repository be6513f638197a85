"""Networks of other programs, read as numbers and built anew: they answer as their own Keras does."""

import hashlib

import h5py
import keras
import numpy as np
import pytest
from keras import layers
from keras2_files import write_keras2

from core import records
from core.errors import ModelRefusedError
from core.models import converting, examining, network
from core.models.card import MODEL_FILE, ModelCard
from core.models.findings import Converted
from core.preprocess import PreprocessSpec


@pytest.fixture
def convert(tmp_path):
    """Function that converts a file in this process; returns what was written, and the network loaded from it."""

    def work(path, *, size=None, **wanted):
        found = examining.serve({"path": str(path), "size": size}, bytearray())[0]
        folder = tmp_path / "made"
        folder.mkdir()
        classes = found["classes"] or wanted.pop("classes")
        request = {"path": str(path), "size": size, "classes": classes, "wanted": wanted, "folder": str(folder)}
        request["sha256"] = found["sha256"]
        made = records.from_plain(Converted, converting.serve(request, bytearray())[0])
        return made, network.load(folder, card_of(made, classes))

    return work


@pytest.fixture(autouse=True)
def no_limit(monkeypatch):
    """The limit is for a process of its own; here it would be this one's for good."""
    monkeypatch.setattr(examining, "_limit_memory", lambda: None)


def card_of(made, classes):
    return ModelCard(
        name="made", architecture=made.architecture, variant=made.variant, head=made.head,
        classes=tuple("abcdefgh"[:classes]), activation=made.activation,
        spec=PreprocessSpec("thesis12", made.height, made.width), parameters=made.parameters, sha256=made.sha256,
        golden=made.golden, verified=False, created="", app_version="", seed=0, data="", data_fingerprint="",
        split_fingerprint="", channels=made.channels,
    )  # fmt: skip


def images_for(model, n=3):
    return np.random.default_rng(11).random((n, *model.input_shape[1:]), dtype=np.float32)


def shaken(model, seed=5):
    """Give a network weights that no two layers share, batch statistics included."""
    draw = np.random.default_rng(seed)

    def drawn(variable):
        values = draw.normal(0, 1 / np.sqrt(max(1, np.prod(variable.shape[:-1]))), variable.shape)
        return np.abs(values) + 0.5 if "variance" in variable.name or "gamma" in variable.name else values

    model.set_weights([drawn(variable).astype(np.float32) for variable in model.weights])
    return model


def agrees(model, original, most=1e-4):
    images = images_for(original)
    np.testing.assert_allclose(np.asarray(model(images)), np.asarray(original(images)), atol=most)


def thesis_resnet(size, activation="sigmoid"):
    """The proposed ResNet50 as a tutorial would write it: long path first, activations as layers, names by Keras."""

    def block(x, filters, stride, project):
        y = layers.Conv2D(filters, 1, strides=stride)(x)
        y = layers.Activation("relu")(layers.BatchNormalization(axis=3)(y))
        y = layers.Conv2D(filters, 3, padding="same")(y)
        y = layers.Activation("relu")(layers.BatchNormalization(axis=3)(y))
        y = layers.BatchNormalization(axis=3)(layers.Conv2D(4 * filters, 1)(y))
        if project:
            x = layers.BatchNormalization(axis=3)(layers.Conv2D(4 * filters, 1, strides=stride)(x))
        return layers.Activation("relu")(layers.Add()([y, x]))

    inputs = keras.Input((size, size, 1))
    x = layers.Conv2D(64, 5, strides=2)(layers.ZeroPadding2D((3, 3))(inputs))
    x = layers.Activation("relu")(layers.BatchNormalization(axis=3)(x))
    x = layers.MaxPooling2D(3, strides=2)(x)
    for filters, blocks, stride in ((64, 3, 1), (128, 4, 2)):
        for number in range(blocks):
            x = block(x, filters, stride if number == 0 else 1, number == 0)
    x = layers.Flatten()(layers.AveragePooling2D(2, padding="same")(x))
    x = layers.Dense(512, activation="tanh")(layers.Dense(256, activation="tanh")(x))
    return keras.Model(inputs, layers.Dense(4, activation=activation)(x))


def thesis_vgg(size):
    """The standard VGG16 with its base as one layer of a Sequential, as in the thesis."""
    base = keras.applications.VGG16(include_top=False, weights=None, input_shape=(size, size, 1))
    return keras.Sequential(
        [
            base,
            layers.AveragePooling2D(2),
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dense(256, activation="relu"),
            layers.Dense(4, activation="softmax"),
        ]
    )


def test_the_thesis_resnet_at_128_is_that_of_the_registry(convert, tmp_path):
    original = shaken(thesis_resnet(128))
    made, model = convert(write_keras2(original, tmp_path / "RES_128_proposed.h5", optimizer=True))
    assert (made.architecture, made.variant, made.head) == ("resnet50", "proposed", "thesis")
    assert (made.activation, made.height, made.channels) == ("sigmoid", 128, 1)
    assert made.parameters == original.count_params()
    agrees(model, original)


def test_the_thesis_vgg16_at_224_with_a_base_inside_is_that_of_the_registry(convert, tmp_path):
    original = shaken(thesis_vgg(224))
    made, model = convert(write_keras2(original, tmp_path / "VGG16_224.h5"))
    assert (made.architecture, made.variant, made.head) == ("vgg16", "standard", "thesis")
    assert (made.activation, made.height) == ("softmax", 224)
    agrees(model, original)


def thesis_of(application, size):
    """One of Keras' networks with the thesis' averaged head behind it, as one layer of a Sequential."""
    base = application(include_top=False, weights=None, input_shape=(size, size, 1))
    return keras.Sequential([
        base, layers.GlobalAveragePooling2D(), layers.Dense(512, activation="tanh"),
        layers.Dense(256, activation="tanh"), layers.Dense(4, activation="softmax"),
    ])  # fmt: skip


@pytest.mark.filterwarnings("ignore:You are saving your model as an HDF5")
@pytest.mark.parametrize(
    ("application", "size", "form"),
    [("VGG19", 32, "keras2"), ("VGG19", 32, ".keras"), ("InceptionResNetV2", 76, ".keras"),
     ("InceptionResNetV2", 76, ".h5")],
)  # fmt: skip
def test_the_other_networks_of_the_thesis_are_those_of_the_registry(convert, tmp_path, application, size, form):
    original = shaken(thesis_of(getattr(keras.applications, application), size))
    path = tmp_path / f"m{'.h5' if form == 'keras2' else form}"
    if form == "keras2":
        write_keras2(original, path)
    else:
        original.save(path)
    made, model = convert(path)
    assert (made.architecture, made.variant, made.head) == (application.lower(), "standard", "thesis")
    assert made.parameters == original.count_params()
    agrees(model, original)


def test_a_scaled_sum_outside_its_network_keeps_its_number(convert, tmp_path):
    from keras.src.applications.inception_resnet_v2 import CustomScaleLayer

    inputs = keras.Input((16, 16, 1))
    x = layers.Conv2D(4, 3, padding="same")(inputs)
    y = layers.Conv2D(4, 3, padding="same", activation="tanh")(x)
    summed = layers.GlobalAveragePooling2D()(CustomScaleLayer(0.25)([x, y]))
    original = shaken(keras.Model(inputs, layers.Dense(3, activation="softmax")(summed)))
    original.save(tmp_path / "m.keras")
    made, model = convert(tmp_path / "m.keras")
    assert made.architecture == "foreign"
    assert [layer.scale for layer in model.layers if isinstance(layer, layers.Rescaling)] == [0.25]
    agrees(model, original, 1e-6)


def nested_with_statistics():
    """A base with batch statistics inside a Sequential: Keras 2 keeps these after everything that is trained."""
    inputs = keras.Input((16, 16, 3))
    x = layers.LeakyReLU(0.2)(layers.BatchNormalization()(layers.Conv2D(4, 3, name="one")(inputs)))
    x = layers.ReLU(6.0)(layers.BatchNormalization()(layers.DepthwiseConv2D(3, name="two")(x)))
    y = layers.SeparableConv2D(8, 3, padding="same", name="three")(x)
    x = layers.Concatenate()([y, layers.UpSampling2D(2)(layers.MaxPooling2D(2)(y))])
    base = keras.Model(inputs, x, name="base")
    return keras.Sequential([
        keras.Input((16, 16, 3)), base, layers.GlobalAveragePooling2D(), layers.Dropout(0.5),
        layers.Dense(5, name="last"), layers.Activation("softmax"),
    ])  # fmt: skip


def plain():
    return keras.Sequential([
        keras.Input((20, 24, 1)), layers.Conv2D(3, 3, activation="tanh"), layers.AveragePooling2D(2), layers.Flatten(),
        layers.Dense(4, activation="elu"), layers.Dense(3, activation="sigmoid"),
    ])  # fmt: skip


def with_one_output():
    return keras.Sequential([
        keras.Input((16, 16, 1)), layers.Conv2D(3, 3, activation="relu"), layers.GlobalMaxPooling2D(),
        layers.Dense(1, activation="sigmoid"),
    ])  # fmt: skip


@pytest.mark.parametrize("form", ["keras2", "keras2 with optimiser", ".h5", ".keras"])
@pytest.mark.parametrize("make", [nested_with_statistics, plain])
def test_foreign_networks_answer_as_they_did(convert, tmp_path, make, form):
    original = shaken(make())
    if form.startswith("keras2"):
        path = write_keras2(original, tmp_path / "m.hdf5", optimizer=form.endswith("optimiser"))
    else:
        path = tmp_path / f"m{form}"
        original.compile("adam", "binary_crossentropy")
        original.optimizer.build(original.trainable_variables)
        original.save(path)
    made, model = convert(path)
    assert (made.architecture, made.variant, made.head) == ("foreign", "", "")
    assert (made.height, made.width, made.channels) == original.input_shape[1:]
    agrees(model, original, 1e-6)
    assert type(model.layers[-1]).__name__ == "Dense"  # also where the activation was a layer


@pytest.mark.filterwarnings("ignore:You are saving your model as an HDF5")
def test_one_output_becomes_two_classes_with_the_same_number(convert, tmp_path):
    original = shaken(with_one_output())
    made, model = convert(write_keras2(original, tmp_path / "m.h5"))
    images = images_for(original)
    expected = np.asarray(original(images))[:, 0]
    found = np.asarray(model(images))
    assert made.activation == "softmax"
    np.testing.assert_allclose(found[:, 1], expected, atol=1e-6)
    np.testing.assert_allclose(found[:, 0], 1 - expected, atol=1e-6)


@pytest.mark.parametrize("form", ["keras2", ".weights.h5"])
def test_weights_alone_find_their_network(convert, tmp_path, form):
    original = shaken(
        network.build("resnet50", "proposed", head="average", input_shape=(32, 32, 1), classes=3, activation="softmax")
    )
    path = tmp_path / "m.weights.h5"
    if form == "keras2":
        write_keras2(original, path, network=False)
    else:
        original.save_weights(path)
    made, model = convert(path, size=(32, 32), activation="softmax", classes=3)
    assert (made.architecture, made.variant, made.head) == ("resnet50", "proposed", "average")
    agrees(model, original, 1e-6)


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"size": (32, 32)}, "found weights alone; say the input size and softmax or sigmoid"),
        ({"size": (32, 32), "activation": "softmax", "architecture": "vgg16"}, "expected the weights of vgg16"),
        ({"size": (32, 32), "activation": "softmax", "classes": 4}, "with 4 classes, found arrays of other shapes"),
    ],
    ids=["nothing said", "another architecture", "other classes"],
)
def test_weights_that_do_not_fit(convert, tiny, tmp_path, asked, reason):
    from core.models import card as cards

    network.load(tiny, cards.read(tiny)).save_weights(tmp_path / "m.weights.h5")
    with pytest.raises(ModelRefusedError, match=reason):
        convert(tmp_path / "m.weights.h5", **{"classes": 3, **asked})


def test_a_file_exchanged_meanwhile(tmp_path):
    path = write_keras2(with_one_output(), tmp_path / "m.h5")
    request = {"path": str(path), "size": None, "classes": 2, "wanted": {}, "folder": str(tmp_path), "sha256": "0" * 64}
    with pytest.raises(ModelRefusedError, match="found another in its place"):
        converting.serve(request, bytearray())
    assert list(tmp_path.iterdir()) == [path]


def test_load_model_is_never_called(convert, tmp_path, monkeypatch):
    path = write_keras2(with_one_output(), tmp_path / "m.h5")
    for module in (keras.models, keras.saving):
        monkeypatch.setattr(module, "load_model", None)
    monkeypatch.setattr(layers.Layer, "from_config", None)
    monkeypatch.setattr(keras.saving, "deserialize_keras_object", None)
    convert(path)


LEGACY = ("v1.0_eps=099_valAcc=0.9672.hdf5", "v1.2_eps=077_valAcc=0.9610.hdf5", "v2_eps=072_valLoss=0.1190.hdf5")


@pytest.mark.real_data
@pytest.mark.filterwarnings("ignore:The structure of `inputs`")
@pytest.mark.parametrize("name", LEGACY)
def test_real_keras_2_files_give_keras_own_numbers(convert, real_data, name):
    path = real_data / "legacy_models" / name
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    original = keras.models.load_model(path, compile=False)  # a file we trust: for the second opinion
    made, model = convert(path)
    images = images_for(original, 8)
    found, expected = np.asarray(model(images)), np.asarray(original(images))
    np.testing.assert_allclose(found[:, 1:], expected, atol=1e-6)
    assert made.channels == (3 if name.startswith("v1.2") else 1)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_what_was_made_is_looked_at_again_when_it_is_loaded(convert, tmp_path, monkeypatch):
    from core.models import foreign

    made, _ = convert(write_keras2(with_one_output(), tmp_path / "m.h5"))
    card = card_of(made, 2)
    with pytest.raises(ModelRefusedError, match=r"model and card do not belong together"):
        network.load(
            tmp_path / "made", card_of(Converted(**{**records.to_plain(made), "golden": made.golden, "channels": 3}), 2)
        )
    monkeypatch.setattr(foreign, "KINDS", {})
    with pytest.raises(ModelRefusedError, match="a layer that CXR-12 knows, found Conv2D"):
        network.load(tmp_path / "made", card)
    assert (tmp_path / "made" / MODEL_FILE).is_file()


def test_names_that_tensorflow_1_made_unique_do_not_matter(convert, tmp_path):
    """Then the order in which Keras 2 kept the arrays decides: all that is trained, then all that is not."""
    inputs = keras.Input((16, 16, 1))
    x = inputs
    for _ in range(3):
        x = layers.BatchNormalization()(layers.Conv2D(4, 3, padding="same", use_bias=False)(x))
    base = keras.Model(inputs, x, name="base")
    original = shaken(keras.Sequential([base, layers.GlobalAveragePooling2D(), layers.Dense(3, activation="softmax")]))
    path = write_keras2(original, tmp_path / "m.h5")
    with h5py.File(path, "r+") as file:
        group = file["model_weights/base"]
        names = [name.decode() for name in group.attrs["weight_names"]]
        other = [f"base_1/block/{name.split('/')[1][:-2]}_{i}:0" for i, name in enumerate(names)]
        for name, new in zip(names, other, strict=True):
            group[new] = group[name][()]
            del group[name]
        group.attrs["weight_names"] = np.array([name.encode() for name in other])
    _, model = convert(path)
    agrees(model, original, 1e-6)
