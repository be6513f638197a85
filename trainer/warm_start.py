"""Which part of a network keeps the weights it starts with. No Keras is imported.

The body of a network is a row of stages, each of which halves the picture or keeps its size; the first ones find edges
and texture, which differ little from one task to the next (Yosinski et al.).

References
----------
Yosinski et al., "How transferable are features in deep neural networks?", NeurIPS 2014, arXiv:1411.1792.
"""

from __future__ import annotations

import re
from typing import Any

from core.errors import Cxr12Error

STAGES: dict[tuple[str, str], int] = {
    ("vgg16", "standard"): 5,
    ("vgg16", "proposed"): 5,
    ("resnet50", "standard"): 5,
    ("resnet50", "proposed"): 3,
    ("densenet121", "standard"): 5,
    ("efficientnetb1", "standard"): 8,
    ("vgg19", "standard"): 5,
    ("inceptionresnetv2", "standard"): 4,
}
"""Stages of the body of each architecture and variant, the first convolution counted as one."""

_STAGE = re.compile(r"(?:stage|block|conv|pool)(\d+)|stem")  # a pool between two stages has the number of the first


class StagesError(Cxr12Error):
    """More stages are to be frozen than the network has."""


def freeze_stages(model: Any, count: int) -> int:
    """Keep the weights of the first ``count`` stages of a network's body as they are; before it is compiled.

    Their batch normalisation then uses the averages it came with, too. Learned windows in front of the body go on
    learning.

    Parameters
    ----------
    model : keras.Model
        A network of the registry.
    count : int
        0: none.

    Returns
    -------
    int
        How many layers with weights that is.

    Raises
    ------
    StagesError
        If the network has fewer stages.
    """
    stages: dict[int, list[Any]] = {}
    for layer in model.layers[:-1]:
        found = _STAGE.match(layer.name)
        if found is not None and layer.weights:
            stages.setdefault(int(found[1] or 0), []).append(layer)
    if count > len(stages):
        raise StagesError(
            f"{count} stages of the network were to keep their weights, and {model.name} has {len(stages)}: "
            "choose fewer"
        )
    frozen = [layer for number in sorted(stages)[:count] for layer in stages[number]]
    for layer in frozen:
        layer.trainable = False
    return len(frozen)
