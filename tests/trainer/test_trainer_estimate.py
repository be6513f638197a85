"""What a training will need, against the networks themselves and against runs that were made."""

import json
import os
import platform

import numpy as np
import pytest

from core.models import network, registry
from trainer.config import TrainConfig
from trainer.estimate import _COUNTS, _counts, estimate
from trainer.run import create_run

NETWORKS = [(name, variant, head) for name, row in registry.ARCHITECTURES.items() for variant in row.variants
            for head in registry.HEADS]  # fmt: skip


def test_every_network_was_counted():
    assert set(_COUNTS) == set(NETWORKS)


@pytest.mark.parametrize(("name", "variant", "head", "size"), [
    ("resnet50", "proposed", "average", 96), ("resnet50", "proposed", "thesis", 160),
    ("vgg16", "proposed", "thesis", 96), ("vgg16", "standard", "average", 64),
])  # fmt: skip
def test_counts_are_those_of_the_layers(name, variant, head, size):
    shape = (size, size, 1)
    model = network.build(name, variant, head=head, input_shape=shape, classes=4, activation="softmax")
    outputs = sum(int(np.prod(layer.output.shape[1:])) for layer in model.layers)
    config = TrainConfig(architecture=name, variant=variant, head=head, size=size)
    activations, parameters, _ = _counts(config)
    assert activations == pytest.approx(outputs, rel=0.05)
    assert parameters == pytest.approx(model.count_params(), rel=0.15)


def test_memory_grows_with_the_batch_by_the_activations_and_disk_with_the_images():
    small, large = (estimate(TrainConfig(batch_size=size), 100) for size in (8, 16))
    activations = _counts(TrainConfig())[0]
    assert large.memory_bytes - small.memory_bytes == pytest.approx(8 * activations * 4 * 2, abs=1)
    assert estimate(TrainConfig(), 1100).disk_bytes - estimate(TrainConfig(), 100).disk_bytes == 1000 * 128 * 128 * 4
    assert not small.measured
    assert small.seconds_per_epoch > 0


def test_time_goes_by_earlier_runs_of_the_same_network_on_this_computer(tmp_path):
    def made(config, seconds, **environment):
        folder = create_run(tmp_path, config)
        lines = [{"event": "epoch", "epoch": n, "seconds": s} for n, s in enumerate(seconds, 1)]
        (folder / "events.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
        parts = ["train"] * 50 + ["validation"] * 10
        rows = [f"{n},{part},a,p{n}" for n, part in enumerate(parts)]
        (folder / "split.csv").write_text("\n".join(["row,part,label,patient", *rows]) + "\n")
        if environment:
            path = folder / "environment.json"
            path.write_text(json.dumps(json.loads(path.read_text()) | environment))

    here = TrainConfig(size=64)
    made(here, [30.0, 10.0, 10.0])
    made(TrainConfig(size=128), [1000.0])
    made(here, [5000.0], processors=1000)
    found = estimate(here, 200, tmp_path)
    assert found.measured
    assert found.seconds_per_epoch == pytest.approx(10 / 50 * 200 * 0.6)  # 60 % of the images teach
    assert not estimate(TrainConfig(size=96), 200, tmp_path).measured
    assert platform.machine()
    assert os.cpu_count() != 1000
