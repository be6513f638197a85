"""Time from twelve run folders to the report on them: paired statistics, curves, page and twin."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measure import Figure
from core.metrics import evaluate
from trainer.comparing import Declared, compare_arms
from trainer.config import TrainConfig
from trainer.dataset import Row
from trainer.events import EventWriter, Scrubber
from trainer.outcome import Outcome, write_outcome, write_predictions, write_split
from trainer.report import write
from trainer.run import CONFIG, ENVIRONMENT, write_json
from trainer.study.ledger import ledger

CLASSES = ("aortic_enlargement", "covid_19", "opacity", "normal")
_ARMS: tuple[dict[str, Any], ...] = (
    {"bits": "native"},
    {"bits": "12"},
    {"bits": "8"},
    {"bits": "8-max"},
)
_SEEDS, _PATIENTS, _EPOCHS = (1, 2, 3), 200, 25


def figures() -> Iterator[Figure]:
    """Seconds for twelve runs of 200 test patients, four arms of three seeds, all contrasts, 2,000 resamples."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runs = made_runs(folder / "runs", _ARMS, _SEEDS, patients=_PATIENTS)
        start = time.perf_counter()
        compared = compare_arms(runs, Declared())
        page, _ = write(compared, folder / "report.html", ledger=ledger(runs), question="Does depth matter?")
        seconds = time.perf_counter() - start
        if not page.read_text(encoding="utf-8").count("</section>"):
            raise RuntimeError("there is no report: its time means nothing")
    yield Figure("report for 12 runs of 200 test patients", seconds, "s", at_most=20)


def made_runs(
    folder: Path,
    arms: Sequence[dict[str, Any]],
    seeds: Sequence[int],
    *,
    patients: int,
    classes: Sequence[str] = CLASSES,
) -> tuple[Path, ...]:
    """Write run folders as trainings leave them, but for the network, with random answers; return their paths.

    Parameters
    ----------
    arms : sequence of dict
        Settings of :class:`~trainer.config.TrainConfig`; ``skill``, if there, is how far the answers lean to the truth.
    patients : int
        Of the test part, one image each, their classes in turn; the column ``view`` of ``split.csv`` alternates.
    """
    return tuple(
        _made_run(folder / f"20260101-0000{number:02d}-run-{seed}", settings, seed, patients, tuple(classes))
        for number, settings in enumerate(arms)
        for seed in seeds
    )


def _made_run(folder: Path, settings: dict[str, Any], seed: int, patients: int, classes: tuple[str, ...]) -> Path:
    given = dict(settings)
    skill = float(given.pop("skill", 1.5))
    named: dict[str, Any] = {"name": folder.name, "epochs": _EPOCHS, "seed": seed}
    config = TrainConfig(**(named | given))
    folder.mkdir(parents=True)
    truth = np.arange(patients) % len(classes)
    leaning = np.random.default_rng(0).normal(size=(patients, len(classes)))  # of the patients, alike in all runs
    own = np.random.default_rng((seed, len(repr(settings)))).normal(size=leaning.shape)
    scores = leaning + 0.5 * own + skill * np.eye(len(classes))[truth]
    output = (np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)).astype(np.float32)
    rows = [
        Row(
            f"{i:016x}", Path(), classes[truth[i]], f"{i:08x}patient", "", "", 12, (("view", ("AP", "PA")[i // 2 % 2]),)
        )
        for i in range(patients)
    ]
    parts = ["test"] * patients
    write_json(folder / CONFIG, asdict(config))
    write_json(folder / ENVIRONMENT, {"cxr12": "0", "python": "3", "packages": {"keras": "3.15.1"}, "seed": seed})
    write_split(folder, rows, parts)
    write_predictions(folder, rows, parts, output, classes)
    write_outcome(folder, _outcome(config, truth, output, classes, seed))
    _tell(folder, seed)
    return folder


def _outcome(config: TrainConfig, truth: Any, output: Any, classes: tuple[str, ...], seed: int) -> Outcome:
    count = len(truth)
    test = evaluate(truth, output, classes, [f"{i:08x}patient" for i in range(count)], resamples=200)
    counts = {"train": 3 * count, "validation": count, "test": count}
    return Outcome(
        classes=classes, test=test, validation=test, loss="categorical_crossentropy", best_val_loss=0.5 + 0.01 * seed,
        best_epoch=_EPOCHS - 5, epochs=_EPOCHS, seconds_to_best=80.0 + seed, seconds_total=100.0 + seed,
        parameters=1_453_827, preset="native", bits=config.bits, images=counts, patients=counts,
        data_fingerprint="d" * 64, split_fingerprint="5" * 64, test_fingerprint="7" * 64,
    )  # fmt: skip


def _tell(folder: Path, seed: int) -> None:
    """Write the events of a training that gets better until the fifth epoch before the last."""
    tell = EventWriter(folder, Scrubber())
    tell("started", epochs=_EPOCHS, pid=1)
    for epoch in range(1, _EPOCHS + 1):
        loss = 1.4 * 0.93**epoch + 0.01 * seed
        late = max(0, epoch - (_EPOCHS - 5))
        auc = 0.9 - 0.4 * 0.85**epoch - 0.004 * late
        tell(
            "epoch", epoch=epoch, epochs=_EPOCHS, loss=loss, accuracy=0.5, val_loss=1.1 * loss + 0.1 + 0.02 * late,
            val_accuracy=0.5, val_macro_auc=auc, best=not late, seconds=4.0, seconds_left=0.0, learning_rate=1e-3,
        )  # fmt: skip
    tell("finished", folder=folder.name, test={})
    tell.close()
