"""Whether a heat map depends on what the network learned: the model randomisation check.

References
----------
Adebayo et al., "Sanity checks for saliency maps", NeurIPS 2018, arXiv:1810.03292.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.explain.heat import Progress, normalised
from core.explain.maps import coarse_cam
from core.explain.similarity import spearman, ssim

if TYPE_CHECKING:
    from core.classify import Classifier
    from core.dicom.frame import Frame

SHARES = (0.25, 0.5, 1.0)
"""Parts of the network's layers that forget what they learned, counted from its output."""

SEEDS = (1, 2, 3)
"""Of the new weights: one draw may look like the learned ones by chance."""

LIMIT = 0.5
"""Mean rank correlation with the map of a wholly untrained network from which the map tells nothing. Rule of thumb."""


@dataclass(frozen=True, slots=True)
class Step:
    """How alike the maps are when the last ``share`` of the layers forgot; means over :data:`SEEDS`.

    Attributes
    ----------
    correlation : float
        Spearman's; 0 where the map of the forgetful network is flat, and so tells nothing of the other.
    similarity : float
        SSIM.
    """

    share: float
    correlation: float
    similarity: float


@dataclass(frozen=True, slots=True)
class SanityCheck:
    """The outcome.

    Attributes
    ----------
    steps : tuple of Step
        By :data:`SHARES`; empty when the map itself is flat.
    """

    steps: tuple[Step, ...]

    @property
    def depends_on_learning(self) -> bool | None:
        """The map of a wholly untrained network is another one; None where there is no map to judge."""
        return self.steps[-1].correlation < LIMIT if self.steps else None


def sanity_check(
    classifier: Classifier, frame: Frame, index: int, number: int
) -> Generator[Progress, None, SanityCheck]:
    """Compare the Grad-CAM map of frame number ``index`` of an image with those of ever less trained networks.

    Raises
    ------
    ModelRefusedError, ChildError
        As :func:`core.explain.maps.grad_cam`.
    """
    pixels = classifier.prepare(frame, index).pixels
    height, width = pixels.shape[:2]
    total = 1 + len(SHARES) * len(SEEDS)
    yield Progress(0, total)
    learned, largest = normalised(coarse_cam(classifier, pixels, number)[0], height, width)
    if largest == 0:
        return SanityCheck(())
    done = 1
    steps = []
    for share in SHARES:
        correlations, similarities = [], []
        for seed in SEEDS:
            yield Progress(done, total)
            other, _ = normalised(coarse_cam(classifier, pixels, number, share=share, seed=seed)[0], height, width)
            correlation = spearman(learned, other)
            correlations.append(0.0 if np.isnan(correlation) else correlation)
            similarities.append(ssim(learned, other))
            done += 1
        steps.append(Step(share, float(np.mean(correlations)), float(np.mean(similarities))))
    yield Progress(total, total)
    return SanityCheck(tuple(steps))
