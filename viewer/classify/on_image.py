"""An answer as the plate on the image shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.classify.colors import class_colors, class_title
from viewer.classify.doubt import heading
from viewer.image.overlay import OverlayBar
from viewer.notice import disclaimer

if TYPE_CHECKING:
    from core.prediction import Prediction
    from viewer.classify.answers import Answer


def overlay_bars(prediction: Prediction) -> tuple[OverlayBar, ...]:
    """One bar per class, in the model's order."""
    colors = class_colors(prediction.classes)
    thresholds: tuple[float | None, ...] = prediction.thresholds or (None,) * len(prediction.classes)
    rows = zip(prediction.classes, prediction.probabilities, thresholds, strict=True)
    return tuple(OverlayBar(class_title(name), value, threshold, colors[name]) for name, value, threshold in rows)


def plate(answer: Answer) -> tuple[tuple[OverlayBar, ...], tuple[str, ...]]:
    """Bars and captions: a doubtful answer carries its warning, and has no bars until it is wanted all the same."""
    prediction = answer.prediction
    bars = overlay_bars(prediction) if answer.is_wanted else ()
    warning = (heading(),) if prediction.validity.is_doubtful else ()
    return bars, (*warning, prediction.model, disclaimer())
