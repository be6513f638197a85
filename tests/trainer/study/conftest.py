"""Studies with tiny settings, and a stand-in for the training process that tells and writes what the real one does."""

import threading
from types import SimpleNamespace

import numpy as np
import pytest

from core.metrics import evaluate
from trainer.events import EventWriter, Scrubber
from trainer.outcome import Outcome, write_outcome, write_predictions, write_split
from trainer.run import PAUSE, read_config

CLASSES = ("bright", "dark")
TEXT = """
name = "Depth"
question = "Do 12 bits beat 8?"
data = "pictures"

[grid]
bits = ["12", "8"]
seed = [1, 2]

[base]
size = 32
epochs = 3

[declared]
margin = 0.05
contrasts = [["12-bit", "8-bit"]]
"""


@pytest.fixture
def study_text():
    return TEXT


@pytest.fixture
def write_toml(tmp_path):
    def write(text=TEXT, name="study.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def outcome_of(config, *, epochs=None, preset="native", data="d" * 64, test="t" * 64, images=40):
    """Figures of a run of noise; its predictions, too."""
    random = np.random.default_rng(config.seed)
    labels = np.arange(images) % 2
    share = np.clip(0.5 + 0.2 * (labels - 0.5) + random.normal(0, 0.2, images), 0.01, 0.99)
    probabilities = np.stack([1 - share, share], axis=1).astype(np.float32)
    measured = evaluate(labels, probabilities, CLASSES, [f"p{i}" for i in range(images)], resamples=100)
    outcome = Outcome(
        classes=CLASSES,
        test=measured,
        validation=measured,
        loss="categorical_crossentropy",
        best_val_loss=0.5,
        best_epoch=1,
        epochs=config.epochs if epochs is None else epochs,
        seconds_to_best=1.0,
        seconds_total=2.0,
        parameters=1000,
        preset=preset,
        bits=config.bits,
        images={"train": 60, "validation": 20, "test": images},
        patients={"train": 60, "validation": 20, "test": images},
        data_fingerprint=data,
        split_fingerprint="s" * 64,
        test_fingerprint=test,
    )
    return outcome, labels, probabilities


@pytest.fixture
def finish_run():
    """Write what a finished run leaves in its folder."""

    def finish(folder, *, tell=True, **facts):
        outcome, labels, probabilities = outcome_of(read_config(folder), **facts)
        rows = [
            SimpleNamespace(id=f"row{i:03}", label=CLASSES[k], patient=f"patient{i:03}", facts=())
            for i, k in enumerate(labels)
        ]
        write_split(folder, rows, ["test"] * len(rows))
        write_predictions(folder, rows, ["test"] * len(rows), probabilities, CLASSES)
        write_outcome(folder, outcome)
        if tell:
            writer = EventWriter(folder, Scrubber())
            writer.last_word("finished", folder=folder.name, test=None)
            writer.close()

    return finish


class Trainers:
    """Starts stand-ins; what they shall do can be set by the arm's bits: ``fail`` or ``ask`` (call it in epoch 2)."""

    def __init__(self, finish):
        self.finish, self.behaviour, self.started, self.changed = finish, {}, [], set()
        self.at_work = self.most_at_work = 0
        self.lock = threading.Lock()

    def __call__(self, run, data, resume):
        config = read_config(run)
        self.started.append((config.name, resume))
        return _Process(self, run, config, self.behaviour.get(config.bits))


class _Process:
    def __init__(self, trainers, run, config, behaviour):
        self._trainers, self._run, self._config, self._behaviour = trainers, run, config, behaviour
        self._over = threading.Event()
        lines = self._lines()
        self.stdout = SimpleNamespace(readline=lambda limit: next(lines, ""))

    def __enter__(self):
        with self._trainers.lock:
            self._trainers.at_work += 1
            self._trainers.most_at_work = max(self._trainers.most_at_work, self._trainers.at_work)
        return self

    def __exit__(self, *_):
        with self._trainers.lock:
            self._trainers.at_work -= 1
        self._over.set()

    def wait(self, timeout):
        assert self._over.wait(timeout)

    def terminate(self):
        raise AssertionError("nobody had to be pressed")

    kill = terminate

    def _lines(self):
        """Tell events as the real one does: into the folder, and as lines."""
        lines = []
        writer = EventWriter(self._run, Scrubber(), SimpleNamespace(write=lines.append, flush=lambda: None))
        for event, facts in self._story():
            writer(event, **facts)
            yield from lines
            lines.clear()
        writer.close()

    def _story(self):
        yield "started", {"epochs": self._config.epochs, "pid": 1}
        if self._run in self._trainers.changed:
            yield "changed", {"differences": ["keras was 1, is 2"]}
            yield "paused", {"reason": "not resumed"}
            return
        for epoch in range(1, self._config.epochs + 1):
            if epoch == 2 and self._behaviour == "fail":
                yield "failed", {"reason": "the computer ran out of memory: choose a smaller batch size or input size"}
                return
            if epoch == 2 and callable(self._behaviour):
                self._behaviour(self._run)
            if (self._run / PAUSE).exists():
                yield "paused", {"reason": "a pause was asked for"}
                return
            yield "epoch", {"epoch": epoch, "epochs": self._config.epochs, "seconds": 0.5, "val_loss": 1.0}
        self._trainers.finish(self._run, tell=False)
        yield "finished", {"folder": self._run.name, "test": None}


@pytest.fixture
def trainers(finish_run):
    return Trainers(finish_run)
