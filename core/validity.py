"""Whether an image is one that a network was made for: what its header says, and how far its features lie off."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Validity:
    """What speaks against asking a network about an image.

    Attributes
    ----------
    reasons : tuple of str
        One sentence for each thing that the header says against it; empty when nothing does.
    score : float
        How far the network's features lie off those of the images it was made with; larger is further. NaN: unknown.
    threshold : float
        Of the score, provisional: set on validation images. NaN where the card has none.
    """

    reasons: tuple[str, ...] = ()
    score: float = math.nan
    threshold: float = math.nan

    @property
    def is_far(self) -> bool:
        """The score is beyond the threshold."""
        return self.score > self.threshold

    @property
    def is_doubtful(self) -> bool:
        """Header or score speaks against it."""
        return bool(self.reasons) or self.is_far


UNCHECKED = Validity()
"""Nothing is known against it, because nothing was looked at."""
