"""One line of a table of results: what became of one image, in the form that is shown, written and sent."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.prediction import Prediction
    from core.results.store import Kept

CLASSIFIED, REFUSED = "classified", "refused"
AGREED, DISAGREED = "agree", "disagree"


@dataclass(frozen=True, slots=True)
class ResultRow:
    """What one network said about one image, or why it said nothing, and what a reader thinks of it.

    Attributes
    ----------
    path : Path
        The file, as it was named; it may carry a patient's name.
    instance_uid : str
        SOP Instance UID; empty for a picture and where the file could not be read.
    frame_index : int
        From 0.
    status : str
        ``classified`` or ``refused``.
    reason : str
        Why it was refused, one sentence without patient data; empty for an answer.
    model : str
        Name of the network that was asked.
    prediction : Prediction or None
        The answer; None where it was refused.
    label : str
        What the image shows according to labels that were given; empty when none says.
    verdict : str
        What a reader thinks of the answer: ``agree``, ``disagree``, or empty.
    relabel : str
        The class that a reader gave the image instead; empty when none did.
    """

    path: Path
    instance_uid: str
    frame_index: int
    status: str
    reason: str
    model: str
    prediction: Prediction | None
    label: str = ""
    verdict: str = ""
    relabel: str = ""


def result_row(
    prediction: Prediction, path: Path, *, label: str = "", verdict: str = "", relabel: str = ""
) -> ResultRow:
    """Make the row of an answer about the image in ``path``."""
    return ResultRow(
        path=path,
        instance_uid=prediction.instance_uid,
        frame_index=prediction.frame_index,
        status=CLASSIFIED,
        reason="",
        model=prediction.model,
        prediction=prediction,
        label=label,
        verdict=verdict,
        relabel=relabel,
    )


def refused_row(path: Path, reason: str, model: str, *, label: str = "") -> ResultRow:
    """Make the row of an image about which there is no answer."""
    return ResultRow(path, "", 0, REFUSED, reason, model, None, label)


@dataclass(frozen=True, slots=True)
class Listed:
    """A file that a batch is asked about; ``named`` when it was given by its own name, not met in a folder."""

    path: Path
    named: bool = True


@dataclass(frozen=True, slots=True)
class BatchRow:
    """What became of one file.

    Attributes
    ----------
    number : int
        Its place in the list, from 0; rows come in this order.
    path : Path
        The file.
    row : ResultRow or None
        Its result or refusal; None for a file that is no image and was only met in a folder.
    result : Kept or None
        The answer with the file's size and time.
    failed : bool
        It was refused, and was named, or is a DICOM image: what a user would want to know of.
    resumed : bool
        The answer was kept before; the network was not asked.
    """

    number: int
    path: Path
    row: ResultRow | None
    result: Kept | None = None
    failed: bool = False
    resumed: bool = False
