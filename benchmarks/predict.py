"""One prediction of a warm classifier, against ``keras.Model.predict`` on the same prepared input."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from benchmarks.measure import Figure, interleaved
from core.child import Child
from core.models.card import to_json
from core.models.network import load
from core.models.shelf import default_shelf


def figures() -> Iterator[Figure]:
    """Time the bundled networks, prepared input to probabilities; ours includes the way to the child and back."""
    for entry in default_shelf().entries():
        if entry.card is None:
            continue
        image = np.random.default_rng(0).random((1, *entry.card.input_shape), dtype=np.float32)
        model = load(entry.folder, entry.card)
        child = Child("core.models.service:serve")
        try:
            about = {"folder": str(entry.folder), "card": to_json(entry.card)}
            child.call({"op": "load", **about}, timeout_s=120)
            request = {"op": "predict", **about}
            ours, peer = interleaved(
                partial(child.call, request, image.tobytes(), timeout_s=60),
                partial(model.predict, image, verbose=0),
                repeat=30,
            )
        finally:
            child.close()
        yield Figure(f"one prediction, {entry.card.name}, warm", ours, "ms", peer, "model.predict")
