"""A classifier that answers what a test tells it to, at once or when it is let go on."""

import threading
from pathlib import Path

import numpy as np
import pytest

from core.classify import Prepared
from core.dicom.frame import Frame, Identity
from core.display.view import default_view
from core.models.card import Golden, ModelCard
from core.prediction import Prediction
from core.preprocess import PreprocessSpec, preprocess
from core.validity import UNCHECKED

CLASSES = ("covid_19", "opacity", "normal")


def card(**changes):
    fields = {
        "name": "made", "architecture": "resnet50", "variant": "proposed", "head": "average", "classes": CLASSES,
        "activation": "softmax", "spec": PreprocessSpec("native", 32, 32), "parameters": 1, "sha256": "a" * 64,
        "golden": Golden(1, (0.2, 0.3, 0.5)), "verified": True, "created": "", "app_version": "0", "seed": 1,
        "data": "", "data_fingerprint": "", "split_fingerprint": "",
    }  # fmt: skip
    return ModelCard(**{**fields, **changes})


class Asked:
    """As a Classifier. Its Grad-CAM map is hot in one cell of four by four: the one of number ``hot``.

    It says the mean of the input for class ``opacity``, and nothing for ``covid_19``. ``gate`` holds up maps.
    """

    def __init__(self, hot=(1, 2), **changes):
        self.card, self.hot, self.gate = card(**changes), hot, threading.Event()
        self.gate.set()
        self.error = None
        self.forgetful_like_learned = False

    def prepare(self, frame, index=0):
        return Prepared(
            frame.identity.instance_uid, lambda: "00ff", index, preprocess(frame, self.card.spec, index), 1.0
        )

    def predict_inputs(self, inputs):
        assert self.gate.wait(20)
        mean = inputs.mean(axis=(1, 2, 3))
        return np.stack([np.zeros_like(mean), mean, 1 - mean], axis=1).astype(np.float32)

    def predict(self, frame, index=0):
        row = tuple(float(p) for p in self.predict_inputs(self.prepare(frame, index).pixels[None])[0])
        return Prediction(
            CLASSES, row, row, "softmax", (), "made", "a" * 64, True, self.card.spec, "", "", index, "none", "float32",
            1.0, UNCHECKED, 1.0, "0", "",
        )  # fmt: skip

    def ask(self, operation, blob=b"", *, timeout_s=60.0, **request):
        assert self.gate.wait(20)
        if self.error is not None:
            raise self.error
        coarse = np.zeros((1, 4, 4), "<f4")
        forgot = operation == "forgetful_gradcam" and not self.forgetful_like_learned
        coarse[0, *((3, 0) if forgot else self.hot)] = 2
        if request["classes"] == [0]:
            coarse[:] = 0
        return {"layer": "last_features", "shape": [1, 4, 4]}, bytearray(coarse.tobytes())


@pytest.fixture
def asked():
    return Asked()


@pytest.fixture
def another_asked():
    return Asked


@pytest.fixture
def frame_from(tmp_path):
    def make(seed=1, *, rows=60, columns=40, frames=1, **facts):
        stored = np.random.default_rng(seed).integers(0, 4096, (frames, rows, columns), dtype=np.uint16)
        stored.flags.writeable = False
        fields = {
            "path": Path(tmp_path / f"{seed}.dcm"), "stored": stored, "bits_allocated": 16, "bits_stored": 12,
            "signed": False, "photometric": "MONOCHROME2", "identity": Identity(instance_uid=f"1.2.3.{seed}"),
        }  # fmt: skip
        return Frame(**{**fields, **facts})

    return make


@pytest.fixture
def show(state):
    def on_screen(frame, image=None):
        (image or state).set_frame(frame, None if frame is None else default_view(frame))

    return on_screen


@pytest.fixture
def panel(qtbot, state, jobs, asked):
    from viewer.explain.panel import ExplainPanel

    panel = ExplainPanel(state, jobs)
    qtbot.addWidget(panel)
    panel.resize(360, 900)
    panel.set_classifier(asked)
    panel.show()
    yield panel
    asked.gate.set()
    jobs.cancel_all()
    assert jobs.wait(20_000)
