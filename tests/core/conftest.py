"""A tiny saved network with its card, made once; tests work on copies."""

import hashlib
import shutil
from dataclasses import replace

import pytest

from core.models import card as cards
from core.models.card import MODEL_FILE, Golden, ModelCard
from core.preprocess import PreprocessSpec

CLASSES = ("normal", "covid_19", "opacity")


def _sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _card_for(folder, model, **changes):
    """A valid card for a network built by the registry and saved in ``folder``."""
    from core.models import network

    architecture, variant, head = model.name.split("_")
    height, width, _ = model.input_shape[1:]
    names = (*CLASSES, "aortic_enlargement")[: model.output_shape[1]]
    fields = {
        "name": folder.name,
        "architecture": architecture,
        "variant": variant,
        "head": head,
        "classes": names,
        "activation": model.layers[-1].activation.__name__,
        "spec": PreprocessSpec("native", height, width),
        "parameters": model.count_params(),
        "sha256": _sha256(folder / MODEL_FILE),
        "golden": network.golden_for(model, seed=5),
        "verified": True,
        "created": "2026-01-01T00:00:00Z",
        "app_version": "0.1.0",
        "seed": 1,
        "data": "none",
        "data_fingerprint": "",
        "split_fingerprint": "",
    }
    return ModelCard(**{**fields, **changes})


@pytest.fixture(scope="session")
def card_for():
    """Function that makes the card of a network saved in a folder."""
    return _card_for


@pytest.fixture
def bare_card():
    """A card that fits no file: for tests that need no network."""
    return ModelCard(
        name="bare",
        architecture="resnet50",
        variant="proposed",
        head="average",
        classes=CLASSES,
        activation="softmax",
        spec=PreprocessSpec("native", 32, 32),
        parameters=10,
        sha256="0" * 64,
        golden=Golden(1, (0.2, 0.3, 0.5)),
        verified=True,
        created="2026-01-01T00:00:00Z",
        app_version="0.1.0",
        seed=1,
        data="none",
        data_fingerprint="",
        split_fingerprint="",
    )


@pytest.fixture(scope="session")
def tiny_original(tmp_path_factory):
    """Folder ``tiny``: an untrained proposed ResNet50 at 32 pixels, three classes, small last weights, and its card."""
    import keras
    import numpy as np

    from core.models import network

    keras.utils.set_random_seed(3)
    model = network.build(
        "resnet50", "proposed", head="average", input_shape=(32, 32, 1), classes=3, activation="softmax"
    )
    kernel = np.random.default_rng(3).normal(0, 0.01, (512, 3)).astype(np.float32)
    model.layers[-1].set_weights([kernel, np.zeros(3, np.float32)])
    folder = tmp_path_factory.mktemp("original") / "tiny"
    folder.mkdir()
    network.save(model, folder / MODEL_FILE)
    cards.write(_card_for(folder, model), folder)
    return folder


@pytest.fixture
def tiny(tiny_original, tmp_path):
    """A copy of the tiny model folder that a test may damage."""
    return shutil.copytree(tiny_original, tmp_path / "tiny")


@pytest.fixture
def resigned():
    """Function that makes the card of a folder again after its model file was changed."""

    def sign(folder, **changes):
        card = replace(cards.read(folder), sha256=_sha256(folder / MODEL_FILE), **changes)
        cards.write(card, folder)
        return card

    return sign
