"""What a reader thinks of a network's answers, in the catalogue: agreed, disagreed, or another class."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.results.row import AGREED, DISAGREED

if TYPE_CHECKING:
    from core.dicom.catalogue import Catalogue
    from core.prediction import Prediction
    from core.results.store import Kept

_COLUMNS = (
    "path", "size", "mtime_ns", "instance_uid", "pixels", "frame", "model_sha256", "answer", "verdict", "relabel",
    "patient", "created",
)  # fmt: skip
_PUT = f"""INSERT OR REPLACE INTO verdicts ({", ".join(_COLUMNS)}, number)
VALUES ({", ".join("?" * len(_COLUMNS))}, (SELECT COALESCE(MAX(number), 0) + 1 FROM verdicts))"""
_GET = f"SELECT {', '.join(_COLUMNS)} FROM verdicts"
_SAME = "instance_uid = ? AND pixels = ? AND frame = ? AND model_sha256 = ?"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reader said of one answer.

    Attributes
    ----------
    path, size, mtime_ns :
        As in :class:`core.results.store.Kept`.
    instance_uid, pixel_sha256, frame_index, model_sha256 :
        As in :class:`core.prediction.Prediction`: which image, and whose answer.
    answer : str
        The class that the network had decided for; empty where it had not.
    verdict : str
        ``agree`` or ``disagree``.
    relabel : str
        The class that the reader sees instead; empty when none was given.
    patient : str
        Whose image it is as the labels say that the answer was compared with; empty when they do not, or there are
        none.
    created : str
        UTC, ISO 8601.
    """

    path: Path
    size: int
    mtime_ns: int
    instance_uid: str
    pixel_sha256: str
    frame_index: int
    model_sha256: str
    answer: str
    verdict: str
    relabel: str
    patient: str
    created: str

    @property
    def label(self) -> str:
        """What the image shows according to the reader; empty where only the answer was rejected."""
        return self.relabel or (self.answer if self.verdict == AGREED else "")


class VerdictStore:
    """The verdicts in a catalogue, one for each image and network; safe from any thread.

    Every method raises :class:`core.dicom.catalogue.CatalogueError` if the catalogue cannot be used.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def say(self, result: Kept, verdict: str, relabel: str = "", *, patient: str = "") -> Verdict:
        """Keep a verdict on a result, in place of an earlier one on the same network's answer about this image.

        Parameters
        ----------
        result : Kept
            The answer.
        verdict, relabel, patient : str
            As in :class:`Verdict`.

        Raises
        ------
        ValueError
            If the verdict is none, or agrees and gives another class, or agrees where nothing was decided.
        """
        said = result.prediction
        if verdict not in (AGREED, DISAGREED) or (verdict == AGREED and (relabel or not said.top)):
            raise ValueError(f"expected a verdict on a decision, found {verdict!r} on {said.top!r} with {relabel!r}")
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
        made = Verdict(
            result.path, result.size, result.mtime_ns, said.instance_uid, said.pixel_sha256, said.frame_index,
            said.model_sha256, said.top, verdict, relabel, patient, now,
        )  # fmt: skip
        where, values = _same(said, result.path)
        with self.catalogue.transaction() as connection:
            connection.execute(f"DELETE FROM verdicts WHERE {where}", values)  # also of a copy elsewhere
            connection.execute(_PUT, _row(made))
        return made

    def take_back(self, prediction: Prediction, path: Path) -> None:
        """Keep no verdict on this network's answer about this image any more."""
        where, values = _same(prediction, path)
        with self.catalogue.transaction() as connection:
            connection.execute(f"DELETE FROM verdicts WHERE {where}", values)

    def on(self, prediction: Prediction, path: Path) -> Verdict | None:
        """Give the verdict on this answer; None where there is none, or it was on another answer of the network."""
        where, values = _same(prediction, path)
        with self.catalogue.transaction() as connection:
            row = connection.execute(f"{_GET} WHERE {where} ORDER BY number DESC LIMIT 1", values).fetchone()
        found = None if row is None else _verdict(row)
        return found if found is not None and found.answer == prediction.top else None

    def rows(self) -> tuple[Verdict, ...]:
        """Give all verdicts, the newest first."""
        with self.catalogue.transaction() as connection:
            found = connection.execute(f"{_GET} ORDER BY number DESC").fetchall()
        return tuple(map(_verdict, found))


def _same(prediction: Prediction, path: Path) -> tuple[str, list[Any]]:
    values: list[Any] = [
        prediction.instance_uid, prediction.pixel_sha256, prediction.frame_index, prediction.model_sha256
    ]  # fmt: skip
    if prediction.instance_uid:
        return _SAME, values
    return f"{_SAME} AND path = ?", [*values, os.fsencode(path.absolute())]


def _row(one: Verdict) -> tuple[Any, ...]:
    return (
        os.fsencode(one.path), one.size, one.mtime_ns, one.instance_uid, one.pixel_sha256, one.frame_index,
        one.model_sha256, one.answer, one.verdict, one.relabel, one.patient, one.created,
    )  # fmt: skip


def _verdict(row: Sequence[Any]) -> Verdict:
    return Verdict(Path(os.fsdecode(row[0])), *row[1:])
