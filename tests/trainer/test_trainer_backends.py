"""A whole training, from pictures to figures, under another backend of Keras (``make backends``)."""

import json
import os
import subprocess
import sys

import pytest

from core import records
from core.models import card as cards
from trainer.config import TrainConfig
from trainer.outcome import Outcome
from trainer.run import create_run, read_run


@pytest.mark.backends
def test_a_training_under_jax_ends_like_any_other(tmp_path, bright_and_dark):
    config = TrainConfig(size=32, epochs=4, batch_size=4, recipe="small", mixup=0.2, early_stopping=3)
    folder = create_run(tmp_path / "runs", config)
    asked = {**os.environ, "KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu"}
    command = [sys.executable, "-m", "trainer", "--run", str(folder), "--data", str(bright_and_dark), "--json"]
    done = subprocess.run(command, env=asked, capture_output=True, text=True, check=False)
    events = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert (done.returncode, events[-1]["event"]) == (0, "finished"), (events[-1], done.stderr[-2000:])
    assert read_run(folder).status == "finished"
    outcome = records.from_plain(Outcome, json.loads((folder / "metrics.json").read_text(encoding="utf-8")))
    assert outcome.test.macro_auc.value == 1.0  # bright against dark
    card = cards.read(folder)
    # The golden prediction of a network taught under JAX holds under TensorFlow: numbers, and no backend, are kept.
    from core.models import network

    assert network.load(folder, card).count_params() == card.parameters
