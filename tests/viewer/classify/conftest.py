import hashlib
import math
import warnings
from dataclasses import replace

import numpy as np
import pytest

from core.dicom.frame import Frame, Identity
from core.models import card as cards
from core.models.card import Estimate, ModelCard
from core.models.shelf import Shelf
from core.preprocess import PreprocessSpec, preprocess

CLASSES = ("covid_19", "opacity", "normal")


def made_frame(path, seed, *, bits=12, frames=1):
    """A small grey image of random stored values, every one different from seed to seed."""
    rng = np.random.default_rng(seed)
    stored = rng.integers(0, 1 << bits, (frames, 40, 36), dtype=np.uint16 if bits > 8 else np.uint8)
    stored.flags.writeable = False
    return Frame(
        path=path,
        stored=stored,
        bits_allocated=16 if bits > 8 else 8,
        bits_stored=bits,
        signed=False,
        photometric="MONOCHROME2",
        identity=Identity(instance_uid=f"1.2.3.{seed}"),
    )


@pytest.fixture
def frame_from(tmp_path):
    return lambda seed, **facts: made_frame(tmp_path / f"{seed}.dcm", seed, **facts)


@pytest.fixture(scope="session")
def bundled(tmp_path_factory):
    """A folder with one tiny untrained network, ``tiny``, and one whose card is broken, ``broken``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Keras reads NumPy arrays the old way
        return made_shelf(tmp_path_factory.mktemp("bundled"))


def made_shelf(folder):
    from core.models import network

    (folder / "tiny").mkdir()
    (folder / "broken").mkdir()
    (folder / "broken" / "card.json").write_text("{")
    names = {"architecture": "resnet50", "variant": "proposed", "head": "average", "activation": "softmax"}
    shape = (32, 32, 1)
    model = network.build(
        names["architecture"], names["variant"], head="average", input_shape=shape, classes=3, activation="softmax"
    )
    network.save(model, folder / "tiny" / "model.keras")
    cards.write(
        ModelCard(
            name="tiny",
            **names,
            classes=CLASSES,
            spec=PreprocessSpec("native", 32, 32),
            parameters=model.count_params(),
            sha256=hashlib.sha256((folder / "tiny" / "model.keras").read_bytes()).hexdigest(),
            golden=network.golden_for(model),
            verified=True,
            created="2026-01-02T03:04:05Z",
            app_version="0",
            seed=1,
            data="nothing at all",
            data_fingerprint="",
            split_fingerprint="",
            metrics={"macro_auc": Estimate(0.8731, 0.81, 0.92, 0.5, 40)},
            thresholds=(0.25, 0.5, 0.0),
            intended_use="Testing <b>only</b>.",
            limits=("Knows nothing.", "Learned nothing."),
        ),
        folder / "tiny",
    )
    return folder


@pytest.fixture
def answer_of_tiny(bundled, tiny_card):
    """What the network answers when it is asked here, in this process, without any of the panel's ways."""
    from core.models import network

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        model = network.load(bundled / "tiny", tiny_card)
        yield lambda frame: np.asarray(model(preprocess(frame, tiny_card.spec)[np.newaxis], training=False))[0]


@pytest.fixture
def shelf(bundled, tmp_path):
    return Shelf(tmp_path / "own", bundled)


@pytest.fixture
def tiny_card(bundled):
    return cards.read(bundled / "tiny")


@pytest.fixture
def unknown_interval(tiny_card):
    return replace(tiny_card, metrics={"accuracy": Estimate(0.5, math.nan, math.nan, math.nan, 3)}, verified=False)
