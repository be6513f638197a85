"""Networks small enough to work out by hand, and a classifier that asks them in this process."""

import importlib
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from core.classify import Prepared
from core.dicom.frame import Frame, Identity
from core.preprocess import PreprocessSpec, preprocess


@pytest.fixture(scope="session")
def keras():
    import keras

    return keras


@pytest.fixture
def frame_of():
    def make(stored, **facts):
        stored = np.asarray(stored)
        stored = stored[None] if stored.ndim == 2 else stored
        return Frame(
            **{
                "path": Path("made.dcm"),
                "stored": stored.astype(np.uint16),
                "bits_allocated": 16,
                "bits_stored": 12,
                "signed": False,
                "photometric": "MONOCHROME2",
                "identity": Identity(instance_uid="1.2.3"),
                **facts,
            }
        )

    return make


class Asked:
    """As a Classifier, without a child: ``answer`` gives probabilities, ``model`` is what operations are asked of."""

    def __init__(self, card, answer=None, model=None):
        self.card, self._answer, self._model = card, answer, model
        self.questions = 0

    def prepare(self, frame, index=0):
        return Prepared("1.2.3", lambda: "00ff", index, preprocess(frame, self.card.spec, index), 1.0)

    def predict_inputs(self, inputs):
        self.questions += 1
        return np.asarray(self._answer(inputs), dtype=np.float32)

    def ask(self, operation, blob=b"", *, timeout_s=60.0, **request):
        from core.models.service import OPERATIONS

        module, _, function = OPERATIONS[operation].partition(":")
        answer, data = getattr(importlib.import_module(module), function)(
            self._model, SimpleNamespace(input_shape=self._model.input_shape[1:]), request, bytearray(blob)
        )
        return answer, bytearray(data)


@pytest.fixture
def asked(bare_card):
    def make(spec=None, answer=None, model=None, **facts):
        return Asked(replace(bare_card, spec=spec or PreprocessSpec("native", 32, 32), **facts), answer, model)

    return make


@pytest.fixture(scope="session")
def mirror_net(keras):
    """Makes a network whose Grad-CAM map for class 0 is its input: one 1 x 1 convolution of weight 1, then the mean."""

    def make(height, width):
        inputs = keras.Input((height, width, 1))
        features = keras.layers.Conv2D(1, 1, use_bias=False, name="only")(inputs)
        x = keras.layers.GlobalAveragePooling2D()(features)
        model = keras.Model(inputs, keras.layers.Dense(3, activation="softmax")(x))
        model.set_weights([np.ones((1, 1, 1, 1)), np.array([[1.0, -1.0, 0.5]]), np.zeros(3)])
        return model

    return make


@pytest.fixture
def outcome():
    """Function that runs a generator to its end: what it gave on the way, and what it returned."""

    def run(steps):
        told = []
        while True:
            try:
                told.append(next(steps))
            except StopIteration as end:
                return told, end.value

    return run
