"""What a training will need: memory, time and disk, before it begins. No Keras is imported.

Activations, parameters and multiply-adds of a convolutional network are a fixed part, that of the layers behind its
last average, and one that grows with the number of pixels; a table has both parts for each network of the registry,
from counting its layers at two sizes.
"""

from __future__ import annotations

import contextlib
import os
import platform
import statistics
from dataclasses import dataclass
from pathlib import Path

from core import records
from trainer.config import TrainConfig
from trainer.outcome import SPLIT
from trainer.recipe import RECIPES
from trainer.run import ENVIRONMENT, epochs_told, list_runs

_COUNTS: dict[tuple[str, str, str], tuple[tuple[float, float], tuple[float, float], tuple[float, float]]] = {
    ("vgg16", "standard", "thesis"): ((772, 301.75), (14846404, 64), (132096, 304768)),
    ("vgg16", "standard", "average"): ((516, 301.5), (14715588, 0), (2048, 304704)),
    ("vgg16", "proposed", "thesis"): ((-103591, 416.67), (8585775, 213.33), (-180310357, 345813.33)),
    ("vgg16", "proposed", "average"): ((-101628, 416.25), (9590916, 0), (-179304448, 345600)),
    ("resnet50", "standard", "thesis"): ((13011, 737.36), (23714308, 1024), (132096, 76304)),
    ("resnet50", "standard", "average"): ((14291, 735.36), (23589636, 0), (8192, 75280)),
    ("resnet50", "proposed", "thesis"): ((18408, 546.53), (1586180, 512), (271253, 33172.17)),
    ("resnet50", "proposed", "average"): ((18152, 542.53), (1454340, 0), (140181, 32660.17)),
    ("densenet121", "standard", "thesis"): ((14035, 990.61), (7688388, 0), (656384, 54896)),
    ("densenet121", "standard", "average"): ((13267, 990.61), (7035332, 0), (4096, 54896)),
    ("efficientnetb1", "standard", "thesis"): ((104480, 675.88), (7362884, 0), (1895936, 11161.47)),
    ("efficientnetb1", "standard", "average"): ((103712, 675.88), (6579780, 0), (1113600, 11161.47)),
    ("vgg19", "standard", "thesis"): ((1284, 327.5), (20418244, 0), (394240, 387648)),
    ("vgg19", "standard", "average"): ((516, 327.5), (20025284, 0), (2048, 387648)),
    ("inceptionresnetv2", "standard", "thesis"): ((-4846551, 1030.51), (55255460, 0), (-769537077, 145976.58)),
    ("inceptionresnetv2", "standard", "average"): ((-4847319, 1030.51), (54342308, 0), (-770449461, 145976.58)),
}
"""Architecture, variant, head -> (fixed, per pixel) of activations, parameters and multiply-adds of one image."""

_PROGRAM_BYTES = 900 << 20  # Python, TensorFlow and its buffers before the first layer
_KEPT_TWICE = 2.0  # what a layer gave is kept for the way back, and so, for a while, is what came back
_PASSES = 3.0  # forward, and backward for inputs and for weights
_PER_CORE_S = 1.5e10  # multiply-adds a second of one core, in float32 convolutions: a rule of thumb
_PRECISION_GAIN = 1.4  # of bfloat16 on processors that have it
_CHECKPOINTS = 3  # two are kept, and for a moment there is a third
_FLOAT = 4


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a training is expected to need.

    Attributes
    ----------
    memory_bytes : int
        Largest memory of the process: the program, weights, and activations times batch size.
    seconds_per_epoch : float
        Teaching and judging.
    measured : bool
        The time goes by earlier runs of this network at this size on this computer; otherwise by a rule of thumb, which
        may be wrong by a factor of three.
    disk_bytes : int
        Run folder at its largest, and the cache of images.
    """

    memory_bytes: int
    seconds_per_epoch: float
    measured: bool
    disk_bytes: int


def estimate(config: TrainConfig, images: int, runs: Path | None = None) -> Estimate:
    """Estimate what training ``config`` on ``images`` images needs.

    Parameters
    ----------
    runs : Path or None
        Folder of earlier runs, to go by their times.
    """
    activations, parameters, operations = _counts(config)
    recipe = RECIPES[config.recipe]
    slots = 2 if recipe.optimizer == "adamw" else 1
    # weights, gradients, optimizer, best epoch, and where they are averaged the average and the network judged
    copies = 3 + slots + (2 if recipe.averaging or recipe.dropout or config.precision != "float32" else 0)
    memory = _PROGRAM_BYTES + _FLOAT * (copies * parameters + _KEPT_TWICE * activations * config.batch_size)
    per_checkpoint = _FLOAT * parameters * (2 + slots + (1 if recipe.averaging else 0))
    model_files = _FLOAT * parameters * (2 if config.save_h5 else 1)
    disk = _CHECKPOINTS * per_checkpoint + model_files + _FLOAT * images * config.size**2
    share = 1 - config.validation_fraction - config.test_fraction
    known = None if runs is None else _measured(config, runs)
    if known is None:
        cores = os.cpu_count() or 1
        faster = _PRECISION_GAIN if config.precision == "bfloat16" else 1.0
        seconds = operations * (_PASSES * share + config.validation_fraction) * images / (_PER_CORE_S * cores * faster)
    else:
        seconds = known * share * images
    return Estimate(round(memory), seconds, known is not None, round(disk))


def _counts(config: TrainConfig) -> tuple[float, float, float]:
    """Activations, parameters and multiply-adds of one image."""
    pixels = config.size**2
    activations, parameters, operations = (
        max(0.0, fixed + each * pixels) for fixed, each in _COUNTS[config.architecture, config.variant, config.head]
    )
    return activations + 3 * config.windows * pixels, parameters, operations


def _measured(config: TrainConfig, runs: Path) -> float | None:
    """Seconds for each image of the training part, in earlier runs of the same network on this computer."""
    found = []
    for record in list_runs(runs):
        if record.config is None or _kind(record.config) != _kind(config) or not _made_here(record.folder):
            continue
        images = _training_images(record.folder)
        seconds = [float(event["seconds"]) for event in epochs_told(record.folder) if event.get("seconds")]
        if images and seconds:
            found.append(statistics.median(seconds) / images)
    return statistics.median(found) if found else None


def _kind(config: TrainConfig) -> tuple[object, ...]:
    return (config.architecture, config.variant, config.head, config.size, config.windows, config.precision)


def _made_here(folder: Path) -> bool:
    """Tell whether the run was made on a computer like this one, as far as its folder says."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        made = records.parse((folder / ENVIRONMENT).read_text(encoding="utf-8"))
        return bool(made.get("processors") == os.cpu_count() and platform.machine() in str(made.get("platform")))
    return False


def _training_images(folder: Path) -> int:
    with contextlib.suppress(OSError, UnicodeDecodeError):
        rows = (folder / SPLIT).read_text(encoding="utf-8").splitlines()
        return sum(row.split(",")[1:2] == ["train"] for row in rows)
    return 0
