"""What goes on beside the teaching: judging, keeping the best epoch, checkpoints, ends. Importing this loads Keras."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from core.models import network
from core.models.card import MODEL_FILE
from trainer import checkpoint
from trainer.averaging import Average
from trainer.checkpoint import Checkpoint, CheckpointError, Identity, TrainingState
from trainer.config import TrainConfig
from trainer.events import Emit, Progress
from trainer.judging import Floats, better, figures, mean_loss, probabilities
from trainer.tensorboard import Board

Say = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Sitting:
    """Where one sitting of a training writes, what it is told by, and what it goes on from.

    Attributes
    ----------
    stopped, paused : callable
        Asked after every batch. True ends the teaching there; ``paused`` with a checkpoint to go on from.
    identity : Identity or None
        None: no checkpoints are written.
    begun : Checkpoint or None
        What to go on from.
    """

    folder: Path
    emit: Emit
    stopped: Say
    paused: Say = lambda: False
    identity: Identity | None = None
    begun: Checkpoint | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Validation:
    """What an epoch is judged on: ``rows`` of all images and targets of 0 and 1, and by which loss and accuracy."""

    images: Any
    targets: Floats
    rows: NDArray[np.intp]
    binary: bool
    multi_label: bool = False


class Keeper(keras.callbacks.Callback):  # type: ignore[misc]
    """Judges every epoch on the validation part, keeps the best, writes checkpoints, tells events, stops when asked.

    Parameters
    ----------
    kept : keras.Model
        What is judged and kept; it may be the network that is taught.
    steps : int
        Batches of an epoch.
    averaging : float
        See :class:`trainer.recipe.Recipe`.
    """

    def __init__(
        self, kept: Any, config: TrainConfig, steps: int, averaging: float, validation: Validation, sitting: Sitting
    ) -> None:
        super().__init__()
        self._kept, self._config, self._steps = kept, config, steps
        self._validation, self._sitting = validation, sitting
        self._progress = Progress(sitting.emit, "train")
        self._average = Average(averaging) if averaging else None
        self._board = Board(sitting.folder) if config.tensorboard else None
        self.best: list[Floats] = []
        self._metrics: list[NDArray[Any]] = []  # of the part of an epoch that an earlier sitting did
        self._told = ""
        self._cut_short = False
        self._seconds_before = 0.0
        self._begun = self._epoch_begun = 0.0
        self.diverged = self.left = False
        self.halted = False  # before its end, for whatever reason
        self.epochs = self.step = 0  # whole epochs done, and batches of the next one
        self.best_epoch = 0
        self.best_loss, self._best_auc = math.inf, math.nan
        self.seconds_to_best = self.seconds = 0.0

    @property
    def over(self) -> bool:
        """Nothing is left to teach: all epochs are done, or none got better for as long as was asked."""
        patience = self._config.early_stopping
        in_vain = patience and self.best_epoch and self.epochs - self.best_epoch >= patience
        return bool(in_vain) or self.epochs >= self._config.epochs

    def restore(self, model: Any, begun: Checkpoint) -> None:
        """Take up what another sitting left; ``model`` is compiled and its optimizer built.

        Raises
        ------
        CheckpointError
            If its arrays are not those of this network.
        """
        state, arrays = begun.state, begun.arrays
        _assign(model.variables, arrays["model"])
        _assign(model.optimizer.variables, arrays["optimizer"])
        if self._average is not None and arrays["average"]:
            self._average.restore(arrays["average"], state.averaged)
        self.epochs, self.best_epoch = state.epoch, state.best_epoch
        if state.steps == self._steps:  # with other batches the epoch under way begins anew
            self.step, self._metrics = state.step, arrays["metrics"]
        self.best_loss = math.inf if state.best_loss is None else state.best_loss
        self._best_auc = math.nan if state.best_auc is None else state.best_auc
        self._seconds_before = self.seconds = state.seconds
        self.seconds_to_best, self._told = state.seconds_to_best, state.told
        self.best = arrays["best"]
        if self.best_epoch:
            self._kept.set_weights(self.best)
            network.save(self._kept, self._sitting.folder / MODEL_FILE)
            if self._kept is model:
                _assign(model.variables, arrays["model"])

    def on_train_begin(self, logs: dict[str, Any] | None = None) -> None:  # noqa: D102  Keras' name
        self._begun, self._seconds_before = time.monotonic(), self.seconds

    def on_train_end(self, logs: dict[str, Any] | None = None) -> None:  # noqa: D102  Keras' name
        self.seconds = self._so_far()

    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:  # noqa: D102  Keras' name
        self._epoch_begun = time.monotonic()
        if self._metrics:
            if len(self.model.metrics_variables) != len(self._metrics):  # Keras makes them at the first batch
                nothing = keras.ops.zeros((1, self._validation.targets.shape[1]))
                self.model.compute_metrics(None, nothing, nothing)
            _assign(self.model.metrics_variables, self._metrics)  # Keras has just reset them
            self._metrics = []

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:  # noqa: D102  Keras' name
        loss, accuracy = (float((logs or {})[name]) for name in ("loss", "accuracy"))
        if not math.isfinite(loss):
            self.diverged = self._cut_short = self.halted = self.model.stop_training = True
            return
        if self._average is not None:
            self._synced()
            self._average.add(self.model)
        self.step += 1
        done, total = self.epochs * self._steps + self.step, self._config.epochs * self._steps
        self._progress(done, total, epoch=self.epochs + 1, loss=loss, accuracy=accuracy)
        stopped = self._sitting.stopped()
        self.left = not stopped and self._sitting.paused()
        if stopped or self.left:
            self._cut_short = self.step < self._steps
            self.halted = self.model.stop_training = True
            if self.left and self._cut_short:
                self.seconds = self._so_far()
                self._write()

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:  # noqa: D102  Keras' name
        if self._cut_short:  # Keras ends the epoch early, but it was not a whole one
            return
        self._synced()
        if self._average is not None:
            self._kept.set_weights(self._average.weights)
        elif self._kept is not self.model:
            self._kept.set_weights(self.model.get_weights())
        by = self._validation
        output = probabilities(self._kept, by.images, by.rows)
        truth = by.targets[by.rows]
        loss = mean_loss(truth, output, by.binary)
        if not math.isfinite(loss):
            self.diverged = self.halted = self.model.stop_training = True
            return
        found = {"val_loss": loss, **figures(truth, output, by.multi_label)}
        best = self._note(loss, found["val_macro_auc"])
        facts = {name: float((logs or {})[name]) for name in ("loss", "accuracy")} | found
        self._keep(best, self._facts(facts, best))
        if self._board is not None:
            self._board.add(self.epochs, {**facts, "learning_rate": float(self.model.optimizer.learning_rate)})
        if self.over:
            self.model.stop_training = True

    def close(self) -> None:
        """Close what is open."""
        if self._board is not None:
            self._board.close()

    def _note(self, loss: float, macro_auc: float) -> bool:
        """Count an epoch that is done; tell whether it is the best so far."""
        self.epochs, self.step, self.seconds = self.epochs + 1, 0, self._so_far()
        best = not self.best_epoch or better(self._config.monitor, (loss, macro_auc), (self.best_loss, self._best_auc))
        if best:
            self.best = self._kept.get_weights()
            self.best_loss, self._best_auc = loss, macro_auc
            self.best_epoch, self.seconds_to_best = self.epochs, self.seconds
        return best

    def _keep(self, best: bool, facts: dict[str, Any]) -> None:
        """Checkpoint first: what is lost after it, the best network's file and the event, it brings back."""
        self._told = json.dumps(facts)
        self._write()
        if best:
            network.save(self._kept, self._sitting.folder / MODEL_FILE)
        self._sitting.emit("epoch", **facts)

    def _facts(self, figures_found: dict[str, float], best: bool) -> dict[str, Any]:
        left = self._config.epochs - self.epochs
        return {
            "epoch": self.epochs,
            "epochs": self._config.epochs,
            **{name: value if math.isfinite(value) else None for name, value in figures_found.items()},
            "best": best,
            "seconds": round(time.monotonic() - self._epoch_begun, 3),
            "seconds_left": round(self.seconds / self.epochs * left, 1),
            "learning_rate": float(self.model.optimizer.learning_rate),
        }

    def _write(self) -> None:
        identity = self._sitting.identity
        if identity is None:
            return
        self._synced()
        state = TrainingState(
            identity=identity,
            epoch=self.epochs,
            step=self.step,
            steps=self._steps,
            best_epoch=self.best_epoch,
            best_loss=self.best_loss if self.best_epoch else None,
            best_auc=None if math.isnan(self._best_auc) else self._best_auc,
            averaged=0 if self._average is None else self._average.steps,
            seconds=self.seconds,
            seconds_to_best=self.seconds_to_best,
            told=self._told,
        )
        arrays = {
            "model": _numbers(self.model.variables),
            "optimizer": _numbers(self.model.optimizer.variables),
            "metrics": _numbers(self.model.metrics_variables) if self.step else [],
            "average": [] if self._average is None else self._average.weights,
            "best": self.best,
        }
        checkpoint.write(self._sitting.folder, state, arrays)

    def _so_far(self) -> float:
        return self._seconds_before + time.monotonic() - self._begun

    def _synced(self) -> None:
        """Have the variables hold what was computed: JAX keeps it to itself while it teaches."""
        if keras.config.backend() == "jax":
            self.model.jax_state_sync()


def _numbers(variables: list[Any]) -> list[NDArray[Any]]:
    return [np.asarray(keras.ops.convert_to_numpy(variable)) for variable in variables]


def _assign(variables: list[Any], arrays: list[NDArray[Any]]) -> None:
    """Write ``arrays`` into ``variables``, all of them or none."""
    if [tuple(variable.shape) for variable in variables] != [array.shape for array in arrays]:
        raise CheckpointError(
            f"the checkpoint is of another network than the one config.json describes ({len(arrays)} arrays for "
            f"{len(variables)}, or of other shapes): undo the change of config.json, or start a new run"
        )
    for variable, array in zip(variables, arrays, strict=True):
        variable.assign(array)
