"""The longest turn of the event loop: while a training fills the Train panel, and while twelve runs are compared."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.measure import Figure
from benchmarks.report import made_runs
from trainer.config import TrainConfig
from trainer.events import EventWriter, Scrubber
from trainer.lock import locked
from trainer.run import create_run, set_background
from viewer import theme
from viewer.compare.panel import ComparePanel
from viewer.jobs import Jobs
from viewer.train.curves import CurvesView
from viewer.train.panel import TrainPanel

_GATE_MS = 100.0
_SIZE = (380, 700)  # of a panel in a small window
_EPOCHS, _BATCHES, _EPOCH_S = 50, 20, 0.1  # a fast training: ten epochs in a second
_LIMIT_MS = 120_000
_LOOK_MS = 400  # at each page of the comparison
_ARMS = ({"bits": "native"}, {"bits": "12"}, {"bits": "8"}, {"bits": "8-max"})
_SEEDS, _PATIENTS = (1, 2, 3), 200


def figures() -> Iterator[Figure]:
    """Feed both panels, and watch their event loop."""
    application = QApplication([])
    theme.apply(application, "dark")  # a style sheet costs time, as it does in the window
    with tempfile.TemporaryDirectory() as name:
        longest, epochs = _training(Path(name))
        if epochs != _EPOCHS:
            raise RuntimeError(f"the panel drew {epochs} of {_EPOCHS} epochs: its longest turn means nothing")
        told = f"longest turn, train panel, {_EPOCHS} epochs in {_EPOCHS * _EPOCH_S:g} s"
        yield Figure(told, longest, "ms", at_most=_GATE_MS)
    with tempfile.TemporaryDirectory() as name:
        runs = made_runs(Path(name), _ARMS, _SEEDS, patients=_PATIENTS)
        longest, seconds = _comparison(Path(name), runs)
        yield Figure(f"longest turn, compare panel, {len(runs)} runs", longest, "ms", at_most=_GATE_MS)
        yield Figure(f"compare panel, {len(runs)} runs to the answer", seconds, "s")
    application.closeAllWindows()


class _Watch(QObject):
    """Counts how long the event loop takes from turn to turn, from :meth:`start` on."""

    def __init__(self) -> None:
        super().__init__()
        self.longest_ms = 0.0
        self._then = 0.0
        self._timer = QTimer(self, interval=1)
        self._timer.timeout.connect(self._on_timer_timeout)

    def start(self) -> None:
        self.longest_ms, self._then = 0.0, time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        self._on_timer_timeout()
        self._timer.stop()

    def _on_timer_timeout(self) -> None:
        now = time.perf_counter()
        self.longest_ms = max(self.longest_ms, 1000 * (now - self._then))
        self._then = now


def _training(runs: Path) -> tuple[float, int]:
    """Let the panel find a training of another process and follow it; give the longest turn and the epochs drawn."""
    folder = create_run(runs, TrainConfig(name="benchmark", epochs=_EPOCHS))
    set_background(folder, True)
    feeder = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.panel", str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with feeder:
        assert feeder.stdin is not None
        assert feeder.stdout is not None
        feeder.stdout.readline()  # it holds the run
        jobs = Jobs()
        panel = TrainPanel(jobs, runs)
        watch, loop = _Watch(), QEventLoop()
        _show(panel)
        panel.run_ended.connect(loop.quit)
        watch.start()
        feeder.stdin.write(b"go\n")
        feeder.stdin.flush()
        _turn(loop, _LIMIT_MS)
        watch.stop()
        curves = panel.findChild(CurvesView)
        drawn = 0 if curves is None else len(curves.points("val_loss"))
        _close(panel, jobs)
    return watch.longest_ms, drawn


def _comparison(folder: Path, runs: tuple[Path, ...]) -> tuple[float, float]:
    """Compare runs and look at every page; give the longest turn, and the seconds until the answer was shown."""
    jobs = Jobs()
    panel = ComparePanel(jobs, folder)
    watch, loop = _Watch(), QEventLoop()
    _show(panel)
    panel.answered.connect(loop.quit)
    watch.start()
    start = time.perf_counter()
    panel.set_runs(runs)
    _turn(loop, _LIMIT_MS)
    seconds = time.perf_counter() - start
    for page in range(panel.tabs.count()):
        panel.tabs.setCurrentIndex(page)
        _turn(loop, _LOOK_MS)
    watch.stop()
    answered = panel.tabs.answer.toPlainText()
    _close(panel, jobs)
    if "patients" not in answered:
        raise RuntimeError(f"the panel shows no answer ({answered}): its longest turn means nothing")
    return watch.longest_ms, seconds


def _show(panel: QWidget) -> None:
    panel.resize(*_SIZE)
    panel.show()
    _turn(QEventLoop(), _LOOK_MS)


def _turn(loop: QEventLoop, most_ms: int) -> None:
    """Let the event loop turn until something ends it, or so long."""
    over = QTimer(singleShot=True, interval=most_ms)
    over.timeout.connect(loop.quit)
    over.start()
    loop.exec()
    over.stop()


def _close(panel: QWidget, jobs: Jobs) -> None:
    panel.close()
    jobs.close()
    jobs.wait()


def _feed(folder: Path) -> None:
    """Tell of a training as a fast one does, in a process of its own; it begins when it is told to."""
    with locked(folder):
        tell = EventWriter(folder, Scrubber())
        tell("started", epochs=_EPOCHS, pid=1)
        print("ready", flush=True)
        sys.stdin.readline()
        for epoch in range(1, _EPOCHS + 1):
            begun, loss = time.perf_counter(), 1.4 * 0.95**epoch
            for batch in range(1, _BATCHES + 1):
                _rest(begun + _EPOCH_S * batch / _BATCHES)
                tell(
                    "progress", stage="train", done=batch, total=_BATCHES, epoch=epoch, loss=loss, accuracy=0.5,
                    seconds_left=_EPOCH_S * (_EPOCHS - epoch),
                )  # fmt: skip
            tell(
                "epoch", epoch=epoch, epochs=_EPOCHS, loss=loss, accuracy=1 - loss / 2, val_loss=1.1 * loss,
                val_accuracy=1 - 0.6 * loss, val_macro_auc=1 - 0.3 * loss, best=True, seconds=_EPOCH_S,
                seconds_left=_EPOCH_S * (_EPOCHS - epoch), learning_rate=1e-3,
            )  # fmt: skip
        tell("finished", folder=folder.name, test={})
        tell.close()


def _rest(until: float) -> None:
    with contextlib.suppress(ValueError):  # it is that late already
        time.sleep(until - time.perf_counter())


if __name__ == "__main__":
    _feed(Path(sys.argv[1]))
