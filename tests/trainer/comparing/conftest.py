"""Run folders as a finished training leaves them, with answers made on the spot."""

from dataclasses import asdict, replace

import numpy as np
import pytest

from core.metrics import evaluate
from trainer.config import TrainConfig
from trainer.outcome import Outcome, _write_csv, write_outcome
from trainer.run import write_json

CLASSES = ("normal", "nodule")


@pytest.fixture
def write_run(tmp_path):
    """Write a run folder from truth (n,), probabilities (n, c), patients (n,) and settings."""

    def write(
        name, truth, rows, patients=None, classes=CLASSES, groups=None, test="t", seconds=2.0, ids=None, **settings
    ):
        folder = tmp_path / name
        folder.mkdir()
        config = replace(TrainConfig(name=name), **settings)
        patients = patients or [f"p{i:04}" for i in range(len(truth))]
        measured = evaluate(truth, rows, classes, patients, resamples=50)
        write_json(folder / "config.json", asdict(config))
        (folder / "events.jsonl").write_text('{"event": "finished"}\n', encoding="utf-8")
        write_outcome(folder, outcome(measured, classes, test, seconds))
        ids = ids or [f"{i:016x}" for i in range(len(truth))]
        facts = [[ids[i], "test", classes[truth[i]], patients[i]] for i in range(len(truth))]
        others = [["f" * 16, "train", classes[0], "q"]]
        extra = groups or {}
        _write_csv(
            folder / "split.csv",
            ["row", "part", "label", "patient", *extra],
            [*(fact + [column[i] for column in extra.values()] for i, fact in enumerate(facts))],
        )
        lines = [fact + [repr(float(value)) for value in row] for fact, row in zip(facts, rows, strict=True)]
        spare = [one + ["0.5"] * len(classes) for one in others]
        _write_csv(folder / "predictions.csv", ["row", "part", "label", "patient", *classes], lines + spare)
        return folder

    return write


def outcome(measured, classes, test, seconds):
    return Outcome(
        classes=tuple(classes),
        test=measured,
        validation=measured,
        loss="categorical_crossentropy",
        best_val_loss=0.5,
        best_epoch=3,
        epochs=5,
        seconds_to_best=seconds,
        seconds_total=4 * seconds,
        parameters=1000,
        preset="native",
        bits="native",
        images={"test": measured.n},
        patients={"test": measured.patients},
        data_fingerprint="d",
        split_fingerprint="s",
        test_fingerprint=test,
    )


def two_class(scores):
    """Rows of two probabilities from scores of the second class."""
    second = 1 / (1 + np.exp(-np.asarray(scores, dtype=float)))
    return np.stack([1 - second, second], axis=1)


@pytest.fixture
def answers():
    """Truth and a maker of answers with a shared part: ``quality`` is the distance of the classes."""
    rng = np.random.default_rng(5)
    truth = np.arange(200) % 4 == 0
    base = rng.standard_normal(200)

    def make(quality, seed, own=0.7):
        noise = np.random.default_rng([9, seed, int(100 * quality)]).standard_normal(200)
        return two_class(base + own * noise + quality * truth)

    return truth.astype(int), make
