"""The networks of the registry, each by itself: behaviour, and parameter counts worked out layer by layer."""

import subprocess
import sys

import keras
import numpy as np
import pytest

from core.models import network, registry


def conv(size, channels, filters):
    return size * size * channels * filters + filters


def dense(inputs, units):
    return inputs * units + units


def norm(channels):
    return 4 * channels  # gamma, beta, moving mean, moving variance


def bottleneck(channels, filters, project):
    """1x1, 3x3 and 1x1 convolutions, each with its normalisation, and a projected shortcut."""
    count = conv(1, channels, filters) + conv(3, filters, filters) + conv(1, filters, 4 * filters)
    count += norm(filters) + norm(filters) + norm(4 * filters)
    return count + project * (conv(1, channels, 4 * filters) + norm(4 * filters))


def stage(channels, filters, blocks):
    return bottleneck(channels, filters, True) + (blocks - 1) * bottleneck(4 * filters, filters, False)


def thesis_head(flat, first, second, classes):
    return dense(flat, first) + dense(first, second) + dense(second, classes)


VGG_STANDARD = (
    (conv(3, 1, 64) + conv(3, 64, 64))
    + (conv(3, 64, 128) + conv(3, 128, 128))
    + (conv(3, 128, 256) + 2 * conv(3, 256, 256))
    + (conv(3, 256, 512) + 2 * conv(3, 512, 512))
    + 3 * conv(3, 512, 512)
)
VGG_PROPOSED = (
    (conv(3, 1, 128) + conv(3, 128, 128))
    + 2 * conv(3, 128, 128)
    + (conv(3, 128, 256) + conv(3, 256, 256))
    + (conv(3, 256, 512) + conv(3, 512, 512))
    + 2 * conv(3, 512, 512)
)
RESNET_STANDARD = (
    (conv(7, 1, 64) + norm(64)) + stage(64, 64, 3) + stage(256, 128, 4) + stage(512, 256, 6) + stage(1024, 512, 3)
)
RESNET_PROPOSED = (conv(5, 1, 64) + norm(64)) + stage(64, 64, 3) + stage(256, 128, 4)


def dense_block(channels, layers):
    """Each layer has normalisation, 1x1 to 128, normalisation, 3x3 to 32, without biases, and adds its 32 channels."""
    each = [channels + 32 * layer for layer in range(layers)]
    return sum(norm(known) + known * 128 + norm(128) + 9 * 128 * 32 for known in each)


def transition(channels):
    return norm(channels) + channels * channels // 2


def densenet(grey):
    return (
        (49 * grey * 64 + norm(64))
        + (dense_block(64, 6) + transition(256))
        + (dense_block(128, 12) + transition(512))
        + (dense_block(256, 24) + transition(1024))
        + (dense_block(512, 16) + norm(1024))
    )


def inverted(size, channels, out, expansion):
    """Expand by 1x1, depthwise, squeeze to a quarter of the input's channels and excite, project by 1x1."""
    wide, squeezed = channels * expansion, channels // 4
    count = (channels * wide + norm(wide)) * (expansion > 1) + (size * size * wide + norm(wide))
    return count + conv(1, wide, squeezed) + conv(1, squeezed, wide) + (wide * out + norm(out))


def inverted_stage(repeats, size, channels, out, expansion=6):
    return inverted(size, channels, out, expansion) + (repeats - 1) * inverted(size, out, out, expansion)


def efficientnet(grey):
    """B0's stages of 1, 2, 2, 3, 3, 4 and 1 blocks, times 1.1, rounded up."""
    return (
        (9 * grey * 32 + norm(32))
        + inverted_stage(2, 3, 32, 16, 1)
        + inverted_stage(3, 3, 16, 24)
        + inverted_stage(3, 5, 24, 40)
        + inverted_stage(4, 3, 40, 80)
        + inverted_stage(4, 5, 80, 112)
        + inverted_stage(5, 5, 112, 192)
        + inverted_stage(2, 3, 192, 320)
        + (320 * 1280 + norm(1280))
    )


VGG19_STANDARD = VGG_STANDARD + conv(3, 256, 256) + 2 * conv(3, 512, 512)  # blocks of 2, 2, 4, 4 and 4


def inception(grey):
    """The paper's figures 3 to 7 and the table of the authors' program: every convolution without bias, normalised."""

    def one(size, channels, filters):
        return size * channels * filters + 3 * filters  # beta, moving mean and moving variance, no gamma

    def residual(channels, joined, inside):
        return inside + conv(1, joined, channels)  # back to as many channels, this one with a bias

    stem = one(9, grey, 32) + one(9, 32, 32) + one(9, 32, 64) + one(1, 64, 80) + one(9, 80, 192)
    first = (
        one(1, 192, 96)
        + (one(1, 192, 48) + one(25, 48, 64))
        + (one(1, 192, 64) + one(9, 64, 96) + one(9, 96, 96))
        + one(1, 192, 64)
    )  # 96 + 64 + 96 + 64 = 320 channels
    block_a = residual(320, 128, 3 * one(1, 320, 32) + one(9, 32, 32) + one(9, 32, 48) + one(9, 48, 64))
    reduce_a = one(9, 320, 384) + one(1, 320, 256) + one(9, 256, 256) + one(9, 256, 384)  # 384 + 384 + 320 = 1088
    block_b = residual(1088, 384, one(1, 1088, 192) + one(1, 1088, 128) + one(7, 128, 160) + one(7, 160, 192))
    reduce_b = (
        3 * one(1, 1088, 256) + one(9, 256, 384) + 2 * one(9, 256, 288) + one(9, 288, 320)
    )  # 384 + 288 + 320 + 1088 = 2080
    block_c = residual(2080, 448, 2 * one(1, 2080, 192) + one(3, 192, 224) + one(3, 224, 256))
    return stem + first + 10 * block_a + reduce_a + 20 * block_b + reduce_b + 10 * block_c + one(1, 2080, 1536)


BODIES = {
    ("vgg16", "standard"): (VGG_STANDARD, 512),
    ("vgg16", "proposed"): (VGG_PROPOSED, 512),
    ("resnet50", "standard"): (RESNET_STANDARD, 2048),
    ("resnet50", "proposed"): (RESNET_PROPOSED, 512),
    ("densenet121", "standard"): (densenet(1), 1024),
    ("efficientnetb1", "standard"): (efficientnet(1), 1280),
    ("vgg19", "standard"): (VGG19_STANDARD, 512),
    ("inceptionresnetv2", "standard"): (inception(1), 1536),
}
EVERY = list(BODIES)

# Side of the square feature map that the thesis heads flatten, for inputs of 112, 128, 224 and 512 pixels.
#   VGG16 standard: five halvings, then average 2 x 2:          112 -> 3 -> 1,  128 -> 4 -> 2,  224 -> 7 -> 3
#   VGG16 proposed: n -> (n - 3) // 2 + 1, five times:          112 -> 55 -> 27 -> 13 -> 6 -> 2
#   ResNet50 standard: five halvings, rounded up:               112 -> 4, 128 -> 4, 224 -> 7, 512 -> 16
#   ResNet50 proposed: (n + 6 - 5) // 2 + 1, (n - 3) // 2 + 1,  112 -> 57 -> 28 -> 14 -> 7
#     two halvings rounded up:
SIZES = (112, 128, 224, 512)
SIDES = {
    ("vgg16", "standard"): (1, 2, 3, 8),
    ("vgg16", "proposed"): (2, 3, 6, 15),
    ("resnet50", "standard"): (4, 4, 7, 16),
    ("resnet50", "proposed"): (7, 8, 14, 32),
}
WIDTHS = {
    ("vgg16", "standard"): (512, 256),
    ("vgg16", "proposed"): (512, 256),
    ("resnet50", "standard"): (512, 256),
    ("resnet50", "proposed"): (256, 512),
}


def built(architecture, variant, head="average", size=None, classes=4, activation="softmax", **more):
    size = size or max(64, registry.ARCHITECTURES[architecture].smallest)
    return network.build(
        architecture,
        variant,
        head=head,
        input_shape=(size, size, 1),
        classes=classes,
        activation=activation,
        **more,
    )


@pytest.fixture
def zero_weights(monkeypatch):
    """Drawing a hundred million random numbers takes longer than all else, and counting needs none."""
    monkeypatch.setattr(
        keras.initializers.VarianceScaling, "__call__", lambda self, shape, dtype=None: keras.ops.zeros(shape, dtype)
    )


@pytest.mark.usefixtures("zero_weights")
@pytest.mark.parametrize(
    ("row", "size", "side"), [(row, size, side) for row in SIDES for size, side in zip(SIZES, SIDES[row], strict=True)]
)
def test_parameters_with_the_thesis_head(row, size, side):
    body, channels = BODIES[row]
    first, second = WIDTHS[row]
    if row == ("resnet50", "proposed") and size == 512:
        first, second = 512, 256
    model = built(*row, head="thesis", size=size)
    assert model.count_params() == body + thesis_head(side * side * channels, first, second, 4)
    assert model.output_shape == (None, 4)
    units = [layer.units for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    assert units == [first, second, 4]


@pytest.mark.usefixtures("zero_weights")
@pytest.mark.parametrize("row", EVERY, ids="-".join)
def test_parameters_with_the_average_head(row):
    body, channels = BODIES[row]
    assert built(*row, classes=7).count_params() == body + dense(channels, 7)


@pytest.mark.usefixtures("zero_weights")
@pytest.mark.parametrize("row", [row for row in EVERY if row not in SIDES], ids="-".join)
def test_the_thesis_head_of_the_large_networks_is_averaged(row):
    body, channels = BODIES[row]
    model = built(*row, head="thesis", size=128, classes=4)
    assert model.count_params() == body + thesis_head(channels, 512, 256, 4)
    assert [layer.activation.__name__ for layer in model.layers[-3:]] == ["tanh", "tanh", "softmax"]
    assert {layer.momentum for layer in model.layers if hasattr(layer, "momentum")} <= {0.99}


def test_published_counts():
    # Keras documents 14,714,688 and 23,587,712 without top for three input channels; ours has one.
    assert VGG_STANDARD + conv(3, 2, 64) - 64 == 14_714_688
    assert RESNET_STANDARD + conv(7, 2, 64) - 64 == 23_587_712
    assert VGG19_STANDARD + conv(3, 2, 64) - 64 == 20_024_384
    assert inception(3) == 54_336_736
    # And 8,062,504 and 7,856,239 with a top of 1,000 classes, the latter with 3 + 3 + 1 numbers of a normalisation.
    assert densenet(3) + dense(1024, 1000) == 8_062_504
    assert efficientnet(3) + dense(1280, 1000) + 7 == 7_856_239


def test_proposed_resnet_layer_by_layer():
    model = built("resnet50", "proposed", head="thesis", size=128, activation="sigmoid")
    layers = {layer.name: layer for layer in model.layers}
    first = model.layers[2]
    assert (first.kernel_size, first.strides, first.filters) == ((5, 5), (2, 2), 64)
    assert layers["stage1_conv"].output.shape == (None, 65, 65, 64)  # (128 + 6 - 5) // 2 + 1
    assert layers["stage1_pool"].output.shape == (None, 32, 32, 64)
    assert layers["stage2_block3_out"].output.shape == (None, 32, 32, 256)
    assert layers["stage3_block4_out"].output.shape == (None, 16, 16, 512)
    assert layers["average"].output.shape == (None, 8, 8, 512)
    assert [layer.activation.__name__ for layer in model.layers[-3:]] == ["tanh", "tanh", "sigmoid"]
    assert len([layer for layer in model.layers if isinstance(layer, keras.layers.Add)]) == 3 + 4
    assert {layer.momentum for layer in model.layers if "norm" in layer.name} == {0.99}


def test_proposed_vgg_layer_by_layer():
    model = built("vgg16", "proposed", head="thesis", size=128)
    convolutions = [layer for layer in model.layers if isinstance(layer, keras.layers.Conv2D)]
    assert [layer.filters for layer in convolutions] == [128, 128, 128, 128, 256, 256, 512, 512, 512, 512]
    assert {layer.activation.__name__ for layer in convolutions} == {"tanh"}
    assert {layer.kernel_size for layer in convolutions} == {(3, 3)}
    pools = [layer for layer in model.layers if isinstance(layer, keras.layers.MaxPooling2D)]
    assert [layer.output.shape[1] for layer in pools] == [63, 31, 15, 7, 3]
    assert [layer.activation.__name__ for layer in model.layers[-3:]] == ["tanh", "tanh", "softmax"]


def test_efficientnet_is_keras_own_without_its_first_two_layers():
    keras.utils.set_random_seed(1)
    published = keras.applications.EfficientNetB1(include_top=False, weights=None, input_shape=(64, 64, 1))
    body = keras.Model((ours := built("efficientnetb1", "standard")).input, ours.get_layer("top_activation").output)
    weights = published.get_weights()
    assert [weight.shape for weight in weights[:3]] == [(1,), (1,), ()]  # mean, variance and count of a normalisation
    body.set_weights(weights[3:])
    images = np.random.default_rng(0).random((2, 64, 64, 1), dtype=np.float32)
    np.testing.assert_allclose(np.asarray(body(images)), np.asarray(published(255 * images)), rtol=1e-4, atol=1e-4)


def test_inceptionresnetv2_is_keras_own_number_by_number():
    published = keras.applications.InceptionResNetV2(include_top=False, weights=None, input_shape=(107, 107, 1))
    ours = built("inceptionresnetv2", "standard", size=107, batch_norm_momentum=0.99)
    body = keras.Model(ours.input, ours.get_layer("stage4_last_relu").output)
    draw = np.random.default_rng(0)
    weights = []
    for weight in published.weights:
        fan_in = max(1, np.prod(weight.shape[:-1]))
        values = draw.normal(0, 1 / np.sqrt(fan_in), weight.shape).astype(np.float32)
        weights.append(np.abs(values) + 0.5 if "variance" in weight.name else values)
    published.set_weights(weights)
    body.set_weights(weights)  # in the same order, each of the same shape
    images = draw.random((2, 107, 107, 1), dtype=np.float32)
    expected = np.asarray(published(images))
    assert expected.shape == (2, 2, 2, 1536)
    assert expected.std() > 0.1
    np.testing.assert_allclose(np.asarray(body(images)), expected, rtol=1e-4, atol=1e-4)


def test_inceptionresnetv2_ends_its_last_residual_without_relu_and_scales_each():
    model = built("inceptionresnetv2", "standard")
    scales = [layer.scale for layer in model.layers if isinstance(layer, keras.layers.Rescaling)]
    assert scales == [0.17] * 10 + [0.1] * 20 + [0.2] * 9 + [1.0]
    names = [layer.name for layer in model.layers]
    assert "stage4_block9_out" in names
    assert "stage4_block10_out" not in names
    names_of_ends = ("stage1_pool2", "stage3_reduce_joined", "stage4_reduce_joined")
    sides = [model.get_layer(name).output.shape[1] for name in names_of_ends]
    assert sides == [7, 3, 1]  # 75 -> 37 -> 35 -> 17 -> 15 -> 7, then 3, then 1: a pixel less would leave nothing


def test_what_goes_in_reaches_efficientnets_first_convolution_unchanged():
    images = np.random.default_rng(0).random((2, 64, 64, 1), dtype=np.float32)
    padded = np.pad(images, ((0, 0), (0, 1), (0, 1), (0, 0)))  # "same" for a stride of 2

    def stem_input(model):
        return np.asarray(keras.Model(model.input, model.get_layer("stem_conv").input)(images))

    np.testing.assert_array_equal(stem_input(built("efficientnetb1", "standard")), padded)
    published = keras.applications.EfficientNetB1(include_top=False, weights=None, input_shape=(64, 64, 1))
    assert stem_input(published).max() < 1 / 254  # as Keras has it, nearly nothing would arrive


def test_sigmoid_classes_stand_on_their_own():
    keras.utils.set_random_seed(1)
    answer = np.asarray(built("vgg16", "proposed", activation="sigmoid")(np.ones((1, 64, 64, 1), np.float32)))
    assert (answer > 0).all()
    assert (answer < 1).all()
    assert abs(answer.sum() - 1) > 0.3  # four classes near one half


def test_momentum_follows_the_head_and_can_be_set():
    def momenta(model):
        return {layer.momentum for layer in model.layers if isinstance(layer, keras.layers.BatchNormalization)}

    assert momenta(built("resnet50", "standard")) == {0.9}
    model = built("resnet50", "standard", size=32, batch_norm_momentum=0.75)
    assert momenta(model) == {0.75}
    # It is what training uses: the first moving mean goes a quarter of the way to the batch's mean.
    norm_layer = next(layer for layer in model.layers if isinstance(layer, keras.layers.BatchNormalization))
    stem = keras.Model(model.input, norm_layer.input)
    images = np.random.default_rng(0).random((2, 32, 32, 1), dtype=np.float32)
    expected = 0.25 * np.asarray(stem(images)).mean(axis=(0, 1, 2))
    model(images, training=True)
    np.testing.assert_allclose(np.asarray(norm_layer.moving_mean), expected, atol=1e-5)


def test_initial_weights():
    average = built("resnet50", "proposed").get_layer("stage3_block1_a_conv")
    thesis = built("resnet50", "proposed", head="thesis").get_layer("stage3_block1_a_conv")
    assert type(average.kernel_initializer).__name__ == "HeNormal"
    assert type(thesis.kernel_initializer).__name__ == "GlorotUniform"


def test_output_stays_float32_under_mixed_precision():
    keras.config.set_dtype_policy("mixed_bfloat16")
    try:
        model = built("resnet50", "proposed", size=32)
    finally:
        keras.config.set_dtype_policy("float32")
    answer = model(np.ones((1, 32, 32, 1), np.float32), training=False)
    assert keras.backend.standardize_dtype(answer.dtype) == "float32"
    assert model.get_layer("stage1_conv").compute_dtype == "bfloat16"
    # Its golden pair is made in float32 all the same.
    plain = built("resnet50", "proposed", size=32)
    plain.set_weights(model.get_weights())
    assert network.golden_for(model) == network.golden_for(plain)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"architecture": "lenet"}, "densenet121, efficientnetb1, vgg19, inceptionresnetv2, found 'lenet'"),
        ({"architecture": "densenet121", "variant": "proposed"}, "out of standard, found 'proposed'"),
        ({"variant": "best"}, "standard, proposed, found 'best'"),
        ({"head": "round"}, "thesis, average, found 'round'"),
        ({"activation": "relu"}, "softmax, sigmoid, found 'relu'"),
        ({"classes": 1}, "at least two classes, found 1"),
        ({"input_shape": (48, 64, 1)}, "at least 64 x 64"),
        ({"architecture": "vgg19", "input_shape": (31, 31, 1)}, "at least 32 x 32"),
        ({"architecture": "inceptionresnetv2", "input_shape": (74, 75, 1)}, "at least 75 x 75"),
        ({"architecture": "vgg19", "variant": "proposed"}, "variant of vgg19 out of standard, found 'proposed'"),
        ({"input_shape": (64, 64, 2)}, "1 or 3 channels"),
        ({"windows": 17}, "0 to 16 learned windows, on one channel of input, found 17 on 1"),
        ({"windows": 2, "input_shape": (64, 64, 3)}, "found 2 on 3"),
        ({"architecture": "resnet50", "head": "thesis", "input_shape": (2048, 2048, 1)}, "choose a smaller input"),
    ],
)
def test_refusals(change, reason):
    asked = {
        "architecture": "vgg16",
        "variant": "standard",
        "head": "average",
        "input_shape": (64, 64, 1),
        "classes": 4,
        "activation": "softmax",
        **change,
    }
    with pytest.raises(ValueError, match=reason):
        network.build(asked.pop("architecture"), asked.pop("variant"), **asked)


def test_the_registry_itself_loads_no_keras():
    code = (
        "import core.models.registry, core.models.shelf, core.models.card, sys;"
        "print([m for m in ('keras', 'tensorflow', 'h5py', 'sklearn', 'scipy') if m in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_a_new_family_is_one_row_and_one_function(monkeypatch):
    row = registry.Architecture("flat", "Flat", ("standard",), f"{__name__}:flat_features", 8, "nowhere")
    monkeypatch.setitem(registry.ARCHITECTURES, "flat", row)
    assert built("flat", "standard", size=8, classes=2).count_params() == dense(64, 2)


def flat_features(inputs, variant, head):
    return keras.layers.Flatten()(inputs)
