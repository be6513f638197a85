"""All it takes to give an answer again, as it stands in everything that leaves the program with an answer in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.export.picture import DISCLAIMER

if TYPE_CHECKING:
    from core.prediction import Prediction
    from core.preprocess import PreprocessSpec

__all__ = ["DISCLAIMER", "decided", "doubts", "members", "model_version", "preprocessing_id", "provenance"]

_VERSION_DIGITS = 12


def preprocessing_id(spec: PreprocessSpec) -> str:
    """Name a preprocess spec by all that it says, e.g. ``native/bits=12/128x128``: preset, bit depth, width, height."""
    return f"{spec.preset}/bits={spec.bits}/{spec.width}x{spec.height}"


def model_version(prediction: Prediction) -> str:
    """Tell one state of a model from another: the beginning of the SHA-256 of its file."""
    version = prediction.model_sha256[:_VERSION_DIGITS]
    return version if prediction.verified else f"{version} (imported, not verified)"


def provenance(prediction: Prediction) -> tuple[tuple[str, str], ...]:
    """Give name and value of every fact that an answer has to carry, in the order in which they are read.

    There is no patient data among them but the SOP Instance UID of the image, which leads to it in its PACS.
    """
    facts = (
        ("Model", prediction.model),
        ("Model version", model_version(prediction)),
        ("Model SHA-256", prediction.model_sha256),
        ("Preprocessing", preprocessing_id(prediction.spec)),
        ("Engine", f"{prediction.engine}, {prediction.precision}"),
        ("Temperature", "" if prediction.opinions else f"{prediction.temperature:.6g}"),
        *members(prediction),
        ("Input SOP Instance UID", prediction.instance_uid),
        ("Input frame", str(prediction.frame_index + 1)),
        ("Input pixel SHA-256", prediction.pixel_sha256),
        ("Software", f"CXR-12 {prediction.app_version}"),
        ("Made", f"{prediction.created} (UTC)"),
    )
    return tuple((name, value) for name, value in facts if value)


def members(prediction: Prediction) -> tuple[tuple[str, str], ...]:
    """Tell of whose answers a joint one is the mean, and how far they lie apart; nothing of a plain answer."""
    if not prediction.opinions:
        return ()
    models = dict.fromkeys((one.model, one.model_sha256, preprocessing_id(one.spec)) for one in prediction.opinions)
    alterations = dict.fromkeys(one.alteration for one in prediction.opinions)
    apart = "; ".join(
        f"{name} {one.low:.3f} to {one.high:.3f}, standard deviation {one.deviation:.3f}"
        for name, one in zip(prediction.classes, prediction.spread, strict=True)
    )
    return (
        *(("Member", f"{model}, SHA-256 {sha256}, {prepared}") for model, sha256, prepared in models),
        ("Image altered", ", ".join(alterations)),
        (f"Range of {len(prediction.opinions)} answers, no confidence interval", apart),
    )


def decided(prediction: Prediction) -> tuple[str, ...]:
    """Give the classes decided for: one or none of a softmax network, of a sigmoid network all at their threshold."""
    if prediction.activation == "softmax" or not prediction.thresholds:
        return (prediction.top,) if prediction.top else ()
    rows = zip(prediction.classes, prediction.probabilities, prediction.thresholds, strict=True)
    return tuple(name for name, probability, limit in rows if probability >= limit)


def doubts(prediction: Prediction) -> tuple[str, ...]:
    """Say what speaks against having asked this model about this image, a sentence each."""
    validity = prediction.validity
    far = f"Unlike the images of the model: score {validity.score:.4g}, limit {validity.threshold:.4g} (provisional)"
    reasons = (*validity.reasons, *((far,) if validity.is_far else ()))
    unverified = () if prediction.verified else ("The model was imported without a card of its own: not verified",)
    return (*unverified, *(f"Doubtful: {reason}" for reason in reasons))
