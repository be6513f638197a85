"""A network some of whose layers have forgotten what they learned, from the output downwards."""

from __future__ import annotations

from typing import Any

import keras

from core.explain.gradcam import leaves


def forgetful(model: Any, share: float, seed: int) -> Any:
    """Copy a network; the last ``share`` of its layers with weights are as before any training.

    Parameters
    ----------
    share : float
        0 (a plain copy) to 1 (nothing learned is left); at least one layer forgets unless it is 0.
    seed : int
        Of the new weights.

    References
    ----------
    Adebayo et al., "Sanity checks for saliency maps", NeurIPS 2018, arXiv:1810.03292: cascading randomisation.
    """
    keras.utils.set_random_seed(seed)
    copy = keras.models.clone_model(model)
    if not copy.built:
        copy.build(model.input_shape)
    pairs = [(old, new) for old, new in zip(leaves(model), leaves(copy), strict=True) if old.weights]
    forgotten = round(share * len(pairs)) or int(share > 0)
    for old, new in pairs[: len(pairs) - forgotten]:
        new.set_weights(old.get_weights())
    return copy
