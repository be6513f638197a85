"""A report on one answer: one page of HTML that needs no other file. The window prints the same page as PDF."""

from __future__ import annotations

import base64
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from numpy.typing import NDArray

from core.errors import Cxr12Error
from core.export.picture import DISCLAIMER, png_bytes, write_file
from core.export.provenance import preprocessing_id, provenance
from resources import resource

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.models.card import Estimate, ModelCard
    from core.prediction import Prediction

_LONGEST_SIDE = 1000  # pixels of a picture in the file
_ROOM, _SHARED_ROOM = (640, 420), (340, 380)  # pixels of the page, 96 to an inch: for one picture, for each of two
_BAR = (240, 12)
_MOST_METRICS, _MOST_LIMITS = 8, 3
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ClassLine:
    """One class of an answer, as it is written.

    ``threshold`` is the class's operating point, None where none is set; ``color`` is ``#rrggbb``.
    """

    title: str
    probability: float
    threshold: float | None
    color: str


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """What a report tells.

    Attributes
    ----------
    picture : ndarray of uint8, shape (H, W) or (H, W, 3)
        The image as shown, grey or red, green and blue.
    prediction : Prediction
        The answer.
    lines : tuple of ClassLine
        Its classes, in the order of the page.
    decided : str
        Title of the class decided for; empty when there is no decision.
    card : ModelCard or None
        Of the model.
    heat : ndarray of uint8, shape (H, W, 3), or None
        The image under a heat map.
    heat_caption, caption : str
        How either picture came about.
    patient : tuple of (str, str)
        Name and value; empty leaves the patient out.
    """

    picture: NDArray[np.uint8]
    prediction: Prediction
    lines: tuple[ClassLine, ...]
    decided: str
    card: ModelCard | None = None
    heat: NDArray[np.uint8] | None = None
    heat_caption: str = ""
    caption: str = ""
    patient: tuple[tuple[str, str], ...] = ()


def patient_facts(frame: Frame) -> tuple[tuple[str, str], ...]:
    """Give what a file says of the patient and the study, by name; what is unknown is left out."""
    identity = frame.identity
    facts = (
        ("Patient", identity.patient_name),
        ("ID", identity.patient_id),
        ("Born", identity.birth_date),
        ("Sex", identity.sex),
        ("Study", identity.study_description),
        ("Date", identity.study_date),
        ("Accession", identity.accession_number),
        ("Institution", identity.institution),
    )
    return tuple((name, value) for name, value in facts if value)


def html(report: Report) -> str:
    """Write a report as one page of HTML with its pictures in it: no scripts, and nothing loaded from anywhere.

    Everything that comes from a file or a card is text, never markup.
    """
    # Imported here: only who asks for a report pays for it.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(resource("report")), autoescape=True, undefined=StrictUndefined, trim_blocks=False
    )
    room = _ROOM if report.heat is None else _SHARED_ROOM
    pictures = [_placed(report.picture, room, report.caption or "As shown")]
    if report.heat is not None:
        pictures.append(_placed(report.heat, room, report.heat_caption))
    return environment.get_template("report.html").render(
        disclaimer=DISCLAIMER,
        patient=report.patient,
        pictures=pictures,
        decided=report.decided,
        lines=[_line(one) for one in report.lines],
        warnings=_warnings(report.prediction),
        card=_card(report.card) if report.card else None,
        provenance=provenance(report.prediction),
    )


def write_html(path: Path, report: Report, *, source: Path | None = None) -> None:
    """Write :func:`html` to a file, which appears whole or not at all; an earlier HTML file is replaced.

    Raises
    ------
    Cxr12Error
        If the name does not end in ``.html``, the target is ``source`` or another kind of file, or cannot be written.
    """
    if path.suffix.lower() not in (".html", ".htm"):
        raise Cxr12Error(f"{path.name}: expected a name that ends in .html, found another one")
    write_file(path, html(report).encode(), (b"<!DOCTYPE html>", b"<html"), source=source)


def _warnings(prediction: Prediction) -> list[str]:
    validity = prediction.validity
    told = [*validity.reasons]
    if validity.is_far:
        told.append(
            "The image lies further off the images this model was made with than most of its own do: "
            f"score {validity.score:.4g}, provisional threshold {validity.threshold:.4g}."
        )
    if not prediction.verified:
        told.append("The model was imported without a card of its own and is not verified; do not rely on its answers.")
    return told


def _card(card: ModelCard) -> dict[str, Any]:
    network = f"{card.network}, {card.parameters:,} parameters, input {preprocessing_id(card.spec)}"
    return {
        "name": card.name,
        "network": network,
        "use": card.intended_use,
        "limits": card.limits[:_MOST_LIMITS],
        "metrics": [_metric(name, one) for name, one in list(card.metrics.items())[:_MOST_METRICS]],
        "more": _calibration(card),
    }


def _metric(name: str, estimate: Estimate) -> tuple[str, ...]:
    low, high = _number(estimate.low), _number(estimate.high)
    interval = f"{low} to {high}" if _UNKNOWN not in (low, high) else _UNKNOWN
    title = name.replace("_", " ").replace("auc", "AUC").replace("f1", "F1")
    return title[:1].upper() + title[1:], _number(estimate.value), interval, _number(estimate.chance), str(estimate.n)


def _calibration(card: ModelCard) -> str:
    fitted = card.calibration
    if fitted is None:
        return "The probabilities are the network's own: it was not calibrated."
    brier = fitted.brier
    return (
        f"Calibrated on {fitted.n} images of {fitted.patients} patients, temperature {fitted.temperature:.3f}; Brier "
        f"score {_number(brier.value)} ({_number(brier.low)} to {_number(brier.high)}), chance {_number(brier.chance)}."
        " What the table says is of the network's own scores before that; there the largest decides."
    )


def _number(value: float) -> str:
    return f"{value:.3f}" if math.isfinite(value) else _UNKNOWN


def _line(line: ClassLine) -> dict[str, str]:
    return {
        "title": line.title,
        "bar": _uri(_bar(line)),
        "probability": f"{line.probability:.3f}",
        "threshold": "none" if line.threshold is None else f"{line.threshold:.3f}",
    }


def _bar(line: ClassLine) -> NDArray[np.uint8]:
    """Draw a probability as a bar, twice as fine as it is shown; the operating point is a tick across it."""
    width, height = 2 * _BAR[0], 2 * _BAR[1]
    bar = np.full((height, width, 3), 255, np.uint8)
    bar[4:-4] = 224
    color = [int(line.color[at : at + 2], 16) for at in (1, 3, 5)]
    bar[4:-4, : round(width * min(max(line.probability, 0.0), 1.0))] = color
    if line.threshold is not None:
        at = round(min(max(line.threshold, 0.0), 1.0) * (width - 4))
        bar[:, at : at + 4] = 26
    return bar


def _placed(picture: NDArray[np.uint8], room: Sequence[int], caption: str) -> dict[str, Any]:
    """Make a picture small enough for the file, and say how large it stands on the page."""
    rows, columns = picture.shape[:2]
    scale = min(room[0] / columns, room[1] / rows)
    finer = min(1.0, _LONGEST_SIDE / max(rows, columns))
    if finer < 1:
        size = max(1, round(columns * finer)), max(1, round(rows * finer))
        picture = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return {
        "source": _uri(picture),
        "width": max(1, round(columns * scale)),
        "height": max(1, round(rows * scale)),
        "caption": caption,
    }


def _uri(picture: NDArray[np.uint8]) -> str:
    return f"data:image/png;base64,{base64.b64encode(png_bytes(picture)).decode('ascii')}"
