"""Predictions as JSON and back, strictly, from one version of the program to the next.

A field that :class:`core.prediction.Prediction` gains with a default needs no new version: what was kept before takes
the default. A field without one, or one that means something else from now on, does. What was kept by a newer
program, known by its version or by a field that does not exist here, is refused and stays where it is.
"""

from __future__ import annotations

import json

from core.prediction import Prediction
from core.preprocess import PreprocessSpec
from core.records import from_plain, parse, to_plain

VERSION = 1
_LARGEST = 1 << 20  # characters


def to_json(prediction: Prediction) -> str:
    """Write a prediction down."""
    plain = {"version": VERSION, "prediction": to_plain(prediction)}
    return json.dumps(plain, separators=(",", ":"), allow_nan=False)


def from_json(text: str) -> Prediction:
    """Read what :func:`to_json` wrote, now or in an earlier version.

    Raises
    ------
    ValueError
        If the text is anything else, or of a newer version.
    """
    if len(text) > _LARGEST:
        raise ValueError(f"expected at most {_LARGEST} characters, found {len(text)}")
    raw = parse(text)
    if not isinstance(raw, dict) or raw.get("version") != VERSION:
        raise ValueError(f"expected a result of version {VERSION}, found another; it may be of a newer CXR-12")
    prediction = from_plain(Prediction, raw.get("prediction"))
    counts = {len(prediction.classes), len(prediction.probabilities), len(prediction.scores)}
    if len(counts) != 1 or len(prediction.thresholds) not in (0, *counts):
        raise ValueError("expected as many probabilities, scores and thresholds as classes, found other numbers")
    return prediction


def spec_text(spec: PreprocessSpec) -> str:
    """Write a preprocessing spec in one way, to tell it from others."""
    return json.dumps(to_plain(spec), separators=(",", ":"), sort_keys=True)
