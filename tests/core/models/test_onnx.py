"""Networks as ONNX: ONNX Runtime, another program altogether, answers as Keras does, layer by layer and as a whole."""

import hashlib
import json

import keras
import numpy as np
import pytest
from keras import layers

from core.errors import ModelRefusedError
from core.models import card as cards
from core.models import exporting, exporting_service, network, registry
from core.models.card import EXPORTED_CARD, MODEL_FILE, Calibration, Estimate
from core.models.foreign_layers import KINDS, UnfitError
from core.models.onnx_nodes import RULES
from core.models.shelf import Entry

onnx = pytest.importorskip("onnx", reason="ONNX is an extra")
onnxruntime = pytest.importorskip("onnxruntime", reason="ONNX is an extra")

from core.models import onnx_model  # noqa: E402  which is of no use without them


def shaken(model, seed=5):
    """Give a network weights that no two layers share, batch statistics included."""
    draw = np.random.default_rng(seed)

    def drawn(variable):
        values = draw.normal(0, 1 / np.sqrt(max(1, np.prod(variable.shape[:-1]))), variable.shape)
        return np.abs(values) + 0.5 if "variance" in variable.name or "gamma" in variable.name else values

    model.set_weights([drawn(variable).astype(np.float32) for variable in model.weights])
    return model


def answers(model, path):
    """Ask Keras, and ONNX Runtime from the file alone."""
    images = np.random.default_rng(3).random((3, *model.input_shape[1:]), dtype=np.float32)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    (name,) = [one.name for one in session.get_inputs()]
    return np.asarray(model(images, training=False)), session.run(None, {name: images})[0]


@pytest.fixture
def alike(tmp_path, bare_card):
    """Function that writes a small network and compares."""
    from dataclasses import replace

    from core.preprocess import PreprocessSpec

    def check(model, atol=2e-6):
        height, width, channels = model.input_shape[1:]
        classes = tuple(f"class {i}" for i in range(model.output_shape[1]))
        spec = PreprocessSpec("native", height, width)
        card = replace(
            bare_card, spec=spec, channels=channels, classes=classes,
            golden=replace(bare_card.golden, probabilities=(0.5,) * len(classes)),
        )  # fmt: skip
        path = tmp_path / "net.onnx"
        onnx_model.write(model, card, path)
        onnx.checker.check_model(str(path), full_check=True)
        expected, found = answers(model, path)
        np.testing.assert_allclose(found, expected, atol=atol)
        assert np.ptp(expected, axis=0).max() > 1e-4  # images that all answer alike would prove nothing
        return onnx.load(str(path))

    return check


def ended(x, units=3):
    """Lay what comes flat and end in classes: every place of it counts."""
    x = layers.Flatten()(x) if len(x.shape) > 2 else x
    return layers.Dense(units, activation="softmax")(x)


ODD = (33, 38, 3)  # sides that strides do not divide, and that are not alike
IMAGES = {
    "conv same": lambda x: layers.Conv2D(4, (3, 5), strides=(2, 3), padding="same")(x),
    "conv valid": lambda x: layers.Conv2D(4, (4, 2), strides=(3, 2), use_bias=False)(x),
    "conv dilated": lambda x: layers.Conv2D(4, 3, dilation_rate=(2, 3), padding="same")(x),
    "conv in groups": lambda x: layers.Conv2D(6, 3, groups=3)(x),
    "depthwise": lambda x: layers.DepthwiseConv2D((3, 4), strides=2, padding="same", depth_multiplier=2)(x),
    "separable": lambda x: layers.SeparableConv2D(5, 4, strides=2, padding="same", depth_multiplier=2)(x),
    "dense at each place": lambda x: layers.Dense(4, activation="tanh")(x),
    "batch norm": lambda x: layers.BatchNormalization(epsilon=1e-2)(x),
    "batch norm, bare": lambda x: layers.BatchNormalization(scale=False, center=False)(x),
    "max pool same": lambda x: layers.MaxPooling2D(3, strides=2, padding="same")(layers.Conv2D(3, 1)(x)),
    "max pool valid": lambda x: layers.MaxPooling2D((2, 3))(x),
    "average pool same": lambda x: layers.AveragePooling2D(4, strides=3, padding="same")(x),
    "average pool valid": lambda x: layers.AveragePooling2D((3, 2), strides=(2, 1))(x),
    "global average": lambda x: layers.GlobalAveragePooling2D()(layers.Conv2D(8, 3, activation="tanh")(x)),
    "global average, kept": lambda x: layers.GlobalAveragePooling2D(keepdims=True)(layers.Conv2D(8, 3)(x)),
    "global max": lambda x: layers.GlobalMaxPooling2D()(layers.Conv2D(8, 3)(x)),
    "reshape to an image": lambda x: layers.Conv2D(2, 3)(layers.Reshape((38, 33, 3))(x)),
    "reshape a vector": lambda x: layers.Conv2D(2, 3)(layers.Reshape((11, -1, 6))(layers.Flatten()(x))),
    "reshape to one place": lambda x: layers.Conv2D(4, 1)(layers.Reshape((1, 1, -1))(layers.AveragePooling2D(8)(x))),
    "reshape of one place": lambda x: layers.Flatten()(layers.AveragePooling2D((33, 38))(layers.Conv2D(6, 1)(x))),
    "pad": lambda x: layers.ZeroPadding2D(((1, 2), (3, 0)))(x),
    "crop": lambda x: layers.Cropping2D(((1, 2), (3, 0)))(x),
    "enlarge": lambda x: layers.UpSampling2D((2, 3))(x),
    "enlarge smoothly": lambda x: layers.UpSampling2D((2, 3), interpolation="bilinear")(x),
    "rescale": lambda x: layers.Rescaling(2.5, offset=-0.7)(x),
    "rescale alone": lambda x: layers.Rescaling(-1.5)(x),
    "leaky": lambda x: layers.LeakyReLU(0.2)(layers.Rescaling(2.0, offset=-1.0)(x)),
    "elu": lambda x: layers.ELU(0.7)(layers.Rescaling(2.0, offset=-1.0)(x)),
    "relu, capped": lambda x: layers.ReLU(max_value=0.6)(layers.Rescaling(2.0, offset=-1.0)(x)),
    "relu, sloped": lambda x: layers.ReLU(negative_slope=0.3, max_value=0.6)(layers.Rescaling(2.0, offset=-1.0)(x)),
    "relu, from a threshold": lambda x: layers.ReLU(threshold=0.4, negative_slope=0.3)(x),
    "softmax of an image": lambda x: layers.Softmax()(x),
    "idle": lambda x: layers.SpatialDropout2D(0.5)(layers.GaussianNoise(0.5)(x)),
    "sums": lambda x: layers.Concatenate()([
        layers.Add()([x, layers.ReLU()(x), layers.Conv2D(3, 1)(x)]), layers.Average()([x, layers.Conv2D(3, 1)(x)]),
        layers.Maximum()([x, layers.Conv2D(3, 1)(x)]), layers.Multiply()([x, x, layers.Conv2D(3, 1)(x)]),
    ]),
}  # fmt: skip


@pytest.mark.parametrize("kind", IMAGES)
def test_every_layer_of_an_image(alike, kind):
    inputs = keras.Input(ODD)
    alike(shaken(keras.Model(inputs, ended(IMAGES[kind](inputs)))))


ACTIVATIONS = (
    "relu", "relu6", "tanh", "sigmoid", "softmax", "elu", "selu", "gelu", "softplus", "softsign", "swish", "silu",
    "exponential", "linear",
)  # fmt: skip


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_activation_of_images_and_vectors(alike, activation):
    inputs = keras.Input((32, 32, 1))
    x = layers.Conv2D(4, 3, strides=4, activation=activation)(layers.Rescaling(12.0, offset=-6.0)(inputs))
    x = layers.Activation(activation)(layers.Dense(6)(layers.Flatten()(x)))
    x = layers.BatchNormalization()(x)
    alike(shaken(keras.Model(inputs, layers.Dense(3, activation="sigmoid")(x))))


def test_a_value_at_the_threshold_and_limits_that_are_single_numbers(alike, tmp_path):
    """Keras passes on what is above the threshold; limits of Clip are scalars (operator set 13), not lists of one."""
    inputs = keras.Input((32, 32, 1))
    x = layers.ReLU(threshold=0.5, negative_slope=0.25)(inputs)
    x = layers.Activation("relu6")(layers.Rescaling(20.0)(x))
    proto = alike(shaken(keras.Model(inputs, ended(x))))
    (clip,) = [node for node in proto.graph.node if node.op_type == "Clip"]
    assert [list(one.dims) for one in proto.graph.initializer if one.name in clip.input] == [[], []]
    found = onnxruntime.InferenceSession(str(tmp_path / "net.onnx"), providers=["CPUExecutionProvider"])
    model = shaken(keras.Model(inputs, ended(x)))
    halves = np.full((1, 32, 32, 1), 0.5, np.float32)
    np.testing.assert_allclose(found.run(None, {"image": halves})[0], np.asarray(model(halves)), atol=1e-6)


def test_every_kind_that_may_be_imported_can_be_written():
    assert set(RULES) == set(KINDS)


@pytest.mark.parametrize(
    ("architecture", "variant", "head", "windows"),
    [
        ("resnet50", "proposed", "thesis", 2), ("vgg16", "proposed", "average", 0),
        ("efficientnetb1", "standard", "average", 0), ("inceptionresnetv2", "standard", "thesis", 0),
    ],
)  # fmt: skip
def test_networks_of_the_registry(alike, architecture, variant, head, windows):
    keras.utils.set_random_seed(1)
    size = max(64, registry.ARCHITECTURES[architecture].smallest)
    model = network.build(
        architecture, variant, head=head, input_shape=(size, size, 1), classes=3, activation="softmax", windows=windows
    )
    if architecture == "efficientnetb1":  # whose answers, untrained, are all the same but for its own batch statistics
        for layer in model.layers:
            if isinstance(layer, layers.BatchNormalization):
                layer.momentum = 0.0
        model(np.random.default_rng(3).random((8, size, size, 1), dtype=np.float32), training=True)
    proto = alike(model, 1e-4) if architecture == "efficientnetb1" else alike(shaken(model), 1e-5)
    assert [(one.domain, one.version) for one in proto.opset_import] == [("", 17)]
    shapes = [[one.dim_param or one.dim_value for one in end.type.tensor_type.shape.dim]
              for end in (*proto.graph.input, *proto.graph.output)]  # fmt: skip
    assert shapes == [["batch", size, size, 1], ["batch", 3]]
    assert sum(node.op_type == "Transpose" for node in proto.graph.node) <= 2  # in, and once where it is laid flat


def test_a_layer_that_cannot_be_written(alike):
    inputs = keras.Input((32, 32, 1))
    x = layers.UnitNormalization()(layers.Flatten()(inputs))
    with pytest.raises(UnfitError, match="layers that ONNX can be written for, found UnitNormalization"):
        alike(keras.Model(inputs, layers.Dense(3, activation="softmax")(x)))


def test_more_weights_than_one_file_holds(alike, monkeypatch):
    monkeypatch.setattr(onnx_model, "MOST_BYTES", 1000)
    inputs = keras.Input((32, 32, 1))
    with pytest.raises(UnfitError, match="at most 1000 bytes of weights for an ONNX file, found 12"):
        alike(keras.Model(inputs, ended(inputs)))


def test_export_with_its_card_and_what_the_card_says_in_the_file(tiny, tmp_path):
    from dataclasses import replace

    card = cards.read(tiny)
    some = Estimate(0.1, 0.1, 0.1, 0.2, 9)
    calibration = Calibration(1.25, 9, 9, some, some, some, some, None, (), "made up")
    card = replace(card, calibration=calibration)
    cards.write(card, tiny)
    written = exporting.export(Entry(tiny, card), tmp_path / "net.onnx", "onnx")
    assert [path.name for path in written] == ["net.onnx", f"net.onnx{EXPORTED_CARD}"]
    proto = onnx.load(str(written[0]))
    told = {one.key: one.value for one in proto.metadata_props}
    assert json.loads(told["classes"]) == list(card.classes)
    assert json.loads(told["preprocessing"])["preset"] == "native"
    assert told["temperature"] == "1.25"
    assert told["notice"] == proto.doc_string == "Research use only - not for diagnosis"
    expected, found = answers(network.load(tiny, card), written[0])
    np.testing.assert_allclose(found, expected, atol=1e-6)
    beside = cards.read_file(written[1])
    assert beside.sha256 == hashlib.sha256(written[0].read_bytes()).hexdigest()


def test_a_file_that_answers_otherwise_is_not_kept(tiny, tmp_path, monkeypatch):
    right = onnx_model.run
    monkeypatch.setattr(onnx_model, "run", lambda path, images: right(path, images) + 0.01)
    request = {
        "folder": str(tiny),
        "card": cards.to_json(cards.read(tiny)),
        "path": str(tmp_path / "a.onnx"),
        "form": "onnx",
    }
    with pytest.raises(
        ModelRefusedError, match=r"same probabilities after export .* difference of 0\.01; the file was not"
    ):
        exporting_service.serve(request, bytearray())


def test_without_the_extra_it_says_what_to_install(tiny, tmp_path, monkeypatch):
    import importlib.util

    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "onnxruntime" else found(name))
    with pytest.raises(ModelRefusedError, match=r"found no onnxruntime; install cxr12\[onnx\]"):
        exporting.export(Entry(tiny, cards.read(tiny)), tmp_path / "a.onnx", "onnx")
    assert sorted(path.name for path in tiny.iterdir()) == ["card.json", MODEL_FILE]
    assert not list(tmp_path.glob("*.onnx*"))
