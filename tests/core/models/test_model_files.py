"""Model files that were damaged, exchanged or made to harm: each is refused in one sentence and nothing is executed."""

import io
import json
import os
import pickle
import zipfile
from dataclasses import replace

import h5py
import keras
import numpy as np
import pytest

from core.errors import ModelRefusedError
from core.models import archive, network
from core.models import card as cards
from core.models.card import MODEL_FILE, Golden

LAMBDA = {
    "class_name": "Lambda",
    "config": {"name": "run", "function": {"class_name": "__lambda__", "config": {"code": "open('CANARY', 'w')"}}},
}


def members(path):
    with zipfile.ZipFile(path) as packed:
        return [(name, packed.read(name)) for name in packed.namelist()]


def pack(path, content, compression=zipfile.ZIP_STORED):
    with zipfile.ZipFile(path, "w", compression) as packed:
        for name, data in content:
            packed.writestr(name, data)


def weights_file(fill):
    """Bytes of an HDF5 file that ``fill`` writes into."""
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        fill(file)
    return buffer.getvalue()


def with_weights(folder, weights):
    pack(folder / MODEL_FILE, [("metadata.json", "{}"), ("config.json", "{}"), ("model.weights.h5", weights)])


def test_the_untouched_model_loads_and_answers_alike(tiny):
    card = cards.read(tiny)
    model = network.load(tiny, card)
    image = np.random.default_rng(card.golden.seed).random((1, 32, 32, 1), dtype=np.float32)
    np.testing.assert_allclose(np.asarray(model(image))[0], card.golden.probabilities, atol=1e-6)
    assert max(card.golden.probabilities) < 0.9  # a golden pair of zeros and a one would prove little


def test_one_changed_byte(tiny):
    data = bytearray((tiny / MODEL_FILE).read_bytes())
    data[len(data) // 2] ^= 1
    (tiny / MODEL_FILE).write_bytes(data)
    with pytest.raises(ModelRefusedError, match="SHA-256"):
        network.load(tiny, cards.read(tiny))


@pytest.mark.parametrize("instead", [lambda path: None, os.mkfifo, os.mkdir], ids=["nothing", "pipe", "folder"])
def test_a_file_that_is_missing(tiny, instead):
    (tiny / MODEL_FILE).unlink()
    instead(tiny / MODEL_FILE)
    with pytest.raises(ModelRefusedError, match="found none"):
        network.load(tiny, cards.read(tiny))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"classes": ("normal", "opacity"), "golden": Golden(5, (0.5, 0.5))}, "with 2 classes has"),
        ({"head": "thesis"}, "expected the .* parameters that the card declares, found that resnet50 proposed"),
        ({"variant": "standard"}, "expected the .* parameters that the card declares, found that resnet50 standard"),
        ({"architecture": "vgg16", "variant": "proposed"}, "at least 64 x 64"),
        ({"parameters": 1_453_828}, "numbers that the card declares"),
        ({"activation": "sigmoid"}, "golden"),
        ({"golden": Golden(6, (0.3, 0.3, 0.4))}, "golden"),
    ],
    ids=lambda value: "" if isinstance(value, str) else "-".join(value),
)
def test_a_card_of_another_network(tiny, change, reason):
    with pytest.raises(ModelRefusedError, match=reason) as refusal:
        network.load(tiny, replace(cards.read(tiny), **change))
    assert str(refusal.value).startswith(f"{MODEL_FILE}: expected")


def test_weights_that_are_not_numbers(tiny, resigned):
    model = network.load(tiny, cards.read(tiny))
    kernel, bias = model.layers[-1].get_weights()
    model.layers[-1].set_weights([kernel, bias * np.nan])
    network.save(model, tiny / MODEL_FILE)
    with pytest.raises(ModelRefusedError, match="finite weights, found NaN"):
        network.load(tiny, resigned(tiny))


def test_weights_of_other_shapes(tiny, resigned):
    count = cards.read(tiny).parameters
    with_weights(
        tiny, weights_file(lambda file: file.create_dataset("layers/conv2d/vars/0", data=np.zeros(count, "f4")))
    )
    with pytest.raises(ModelRefusedError, match="arrays of other shapes"):
        network.load(tiny, resigned(tiny))


def test_code_in_the_file_is_never_looked_at(tiny, resigned, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    hostile = {"class_name": "Sequential", "config": {"layers": [LAMBDA]}, "module": "keras"}
    content = [
        (name, json.dumps(hostile) if name == "config.json" else data) for name, data in members(tiny / MODEL_FILE)
    ]
    pack(tiny / MODEL_FILE, content)
    monkeypatch.setattr(keras.models, "load_model", None)
    assert network.load(tiny, resigned(tiny)).output_shape == (None, 3)
    assert not (tmp_path / "CANARY").exists()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda content: [*content, ("extra.py", b"")], "3 members, found 4"),
        (lambda content: [*content[:2], ("../model.weights.h5", content[2][1])], "expected the members"),
        (lambda content: content[:2], "3 members, found 2"),
        (lambda content: [content[0], content[0], content[2]], "expected the members"),
        (
            lambda content: [(name, data or b"") for name, data in content for _ in range(7000)],
            "3 members, found 21000",
        ),
        (lambda content: [content[0], ("config.json", b" " * ((1 << 24) + 1)), content[2]], "bytes of config.json"),
        (lambda content: [content[0], content[1], ("model.weights.h5", b"not HDF5")], "damaged"),
        (lambda content: [content[0], content[1], ("model.weights.h5", b"")], "damaged"),
    ],
    ids=["extra", "slip", "missing", "twice", "thousands", "large", "other content", "empty"],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_archives(tiny, resigned, change, reason):
    content = [(name, data if len(data) < 1000 else data[:1000]) for name, data in members(tiny / MODEL_FILE)]
    pack(tiny / MODEL_FILE, change(content))
    with pytest.raises(ModelRefusedError, match=reason):
        archive.check(tiny / MODEL_FILE, resigned(tiny))


def test_a_compressed_archive_leaves_no_room_for_a_bomb(tiny, resigned):
    content = [(name, b"\0" * (64 << 20) if name.endswith("h5") else data) for name, data in members(tiny / MODEL_FILE)]
    pack(tiny / MODEL_FILE, content, zipfile.ZIP_DEFLATED)
    with pytest.raises(ModelRefusedError, match=r"uncompressed members, found .* compressed"):
        archive.check(tiny / MODEL_FILE, resigned(tiny))


@pytest.mark.parametrize("content", [b"", b"\x89HDF\r\n\x1a\n", pickle.dumps([1] * 30), b"PK\5\6" + b"\0" * 18])
def test_other_files(tiny, resigned, content):
    (tiny / MODEL_FILE).write_bytes(content)
    with pytest.raises(ModelRefusedError, match=r"expected (a .keras archive|an archive)"):
        archive.check(tiny / MODEL_FILE, resigned(tiny))


@pytest.mark.parametrize("lost", [1, 100, 100_000])
def test_a_truncated_file(tiny, resigned, lost):
    data = (tiny / MODEL_FILE).read_bytes()
    (tiny / MODEL_FILE).write_bytes(data[:-lost])
    with pytest.raises(ModelRefusedError, match=r"expected a \.keras archive"):
        archive.check(tiny / MODEL_FILE, resigned(tiny))


def test_the_size_is_looked_at_first(tiny, monkeypatch):
    monkeypatch.setattr(archive, "MOST_BYTES", 1000)
    with pytest.raises(ModelRefusedError, match="at most 1000 bytes"):
        archive.check(tiny / MODEL_FILE, cards.read(tiny))


def linked(kind):
    def fill(file):
        file["layers"] = kind

    return fill


def looped(file):
    group = file.create_group("layers")
    group["again"] = group


def external(file):
    file.create_dataset("layers/0", (10,), "f4", external=[("/etc/hostname", 0, 40)])


def virtual(file):
    layout = h5py.VirtualLayout((10,), "f4")
    layout[:] = h5py.VirtualSource("other.h5", "data", (10,))
    file.create_virtual_dataset("layers", layout)


@pytest.mark.parametrize(
    ("fill", "reason"),
    [
        (linked(h5py.ExternalLink("/etc/passwd", "/")), "found a link"),
        (linked(h5py.SoftLink("/layers")), "found a link"),
        (looped, "too large or too deep"),
        (external, "stored elsewhere"),
        (virtual, "stored elsewhere"),
        (lambda file: file.create_dataset("layers", (1 << 50,), "f4"), "larger arrays declared"),
        (lambda file: file.create_dataset("layers", (10,), "f4", chunks=(5,)), "in chunks"),
        (lambda file: file.create_dataset("layers", (10,), "f4", compression="gzip"), "compressed"),
        (lambda file: file.create_dataset("layers", data=["text"] * 10), "floating-point"),
        (lambda file: file.create_dataset("layers", data=np.zeros(10, "i8")), "floating-point"),
        (lambda file: file.create_dataset("layers", data=h5py.Empty("f4")), "floating-point"),
        (
            lambda file: file.create_dataset("layers", data=np.zeros(9, "f4")),
            "10 numbers that the card declares, found 9",
        ),
    ],
    ids=lambda value: "" if callable(value) else value,
)
def test_hdf5_contents(tmp_path, resigned, bare_card, fill, reason):
    cards.write(bare_card, tmp_path)
    with_weights(tmp_path, weights_file(fill))
    with pytest.raises(ModelRefusedError, match=reason):
        archive.check(tmp_path / MODEL_FILE, resigned(tmp_path))


def test_plain_hdf5_contents_pass(tmp_path, resigned, bare_card):
    def fill(file):
        file["layers/dense/vars/0"] = np.zeros((3, 3), "f4")
        file["layers/dense/vars/1"] = np.zeros((), "f8")
        file["layers/dropout/seed_generator/vars/0"] = np.zeros(2, "u4")

    cards.write(bare_card, tmp_path)
    with_weights(tmp_path, weights_file(fill))
    archive.check(tmp_path / MODEL_FILE, resigned(tmp_path))


def test_a_trained_network_with_dropout_is_saved_without_its_optimiser(tmp_path, card_for):
    model = network.build(
        "resnet50", "proposed", head="average", input_shape=(32, 32, 1), classes=2, activation="sigmoid", dropout=0.5
    )
    model.compile(keras.optimizers.Adam(1e-3), "binary_crossentropy", run_eagerly=True)
    images = np.random.default_rng(0).random((2, 32, 32, 1), dtype=np.float32)
    model.train_on_batch(images, np.eye(2, dtype=np.float32))
    network.save(model, tmp_path / MODEL_FILE)
    assert (tmp_path / MODEL_FILE).stat().st_size < 4 * model.count_params() + 400_000
    loaded = network.load(tmp_path, card_for(tmp_path, model, name="any"))
    np.testing.assert_allclose(np.asarray(loaded(images)), np.asarray(model(images, training=False)), atol=1e-6)
    assert list(tmp_path.iterdir()) == [tmp_path / MODEL_FILE]
    assert model.optimizer is not None  # the network at hand can go on training


def test_h5_for_others(tmp_path, tiny):
    model = network.load(tiny, cards.read(tiny))
    network.save_h5(model, tmp_path / "model.h5")
    with h5py.File(tmp_path / "model.h5") as file:
        assert "optimizer_weights" not in file
        kernel = file["model_weights/stage1_conv"]
        stored = [
            kernel[name][()]
            for name in ("stage1_conv/kernel", "resnet50_proposed_average/stage1_conv/kernel")
            if name in kernel
        ]
    np.testing.assert_array_equal(stored[0], model.get_layer("stage1_conv").get_weights()[0])
    with pytest.raises(ValueError, match=r"ending in \.keras"):
        network.save(model, tmp_path / "model.h5")


def test_a_failed_save_leaves_the_old_file(tiny, monkeypatch):
    before = (tiny / MODEL_FILE).read_bytes()
    model = network.load(tiny, cards.read(tiny))

    def full(self, path, *args, **kwargs):
        path.write_bytes(b"half")
        raise OSError("no space left")

    monkeypatch.setattr(keras.Model, "save", full)
    with pytest.raises(OSError, match="no space"):
        network.save(model, tiny / MODEL_FILE)
    assert (tiny / MODEL_FILE).read_bytes() == before
    assert sorted(path.name for path in tiny.iterdir()) == ["card.json", MODEL_FILE]
