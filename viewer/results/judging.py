"""What a reader thinks of answers, kept as soon as it is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.results.row import AGREED
from viewer.classify.colors import class_title

if TYPE_CHECKING:
    from pathlib import Path

    from core.results.store import Kept
    from core.results.verdicts import Verdict, VerdictStore
    from viewer.results.labels import Labels
    from viewer.results.writing import Writer


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict that was kept, or None where one was taken back."""

    result: Kept
    verdict: Verdict | None


class Judging(QObject):
    """Keeps verdicts; the same one once more takes it back.

    Signals
    -------
    judged : Judged
        What is kept now of one answer.
    told : str
        A sentence on it.
    """

    judged = Signal(object)
    told = Signal(str)

    def __init__(self, verdicts: VerdictStore, writer: Writer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._verdicts, self._writer = verdicts, writer
        writer.done.connect(self._on_writer_done)

    def say(self, results: Sequence[Kept], verdict: str, relabel: str, labels: Labels) -> None:
        """Say one thing of several answers; agreeing where nothing was decided says nothing."""
        for result in results:
            if verdict == AGREED and not result.prediction.top:
                self.told.emit(self.tr("There is no decision to agree with: give the image a class instead."))
                continue
            patient = labels.patient_of(result.path)
            work = partial(_judge, self._verdicts, result, verdict, relabel, patient, once=len(results) == 1)
            self._writer.do(result.path, work)

    def _on_writer_done(self, _: Path, judged: object) -> None:
        if not isinstance(judged, Judged):
            return
        self.judged.emit(judged)
        verdict = judged.verdict
        if verdict is None:
            self.told.emit(self.tr("The verdict is taken back."))
        elif verdict.relabel:
            self.told.emit(self.tr("Kept: the image is {0}.").format(class_title(verdict.relabel)))
        elif verdict.verdict == AGREED:
            self.told.emit(self.tr("Kept: you agree with {0}.").format(class_title(verdict.answer)))
        elif verdict.answer:
            self.told.emit(self.tr("Kept: you disagree with {0}.").format(class_title(verdict.answer)))
        else:
            self.told.emit(self.tr("Kept: you disagree."))


def _judge(verdicts: VerdictStore, result: Kept, verdict: str, relabel: str, patient: str, *, once: bool) -> Judged:
    """Keep a verdict, or take it back where the same one was said of this one answer (on a pool thread)."""
    before = verdicts.on(result.prediction, result.path)
    if once and before is not None and (before.verdict, before.relabel) == (verdict, relabel):
        verdicts.take_back(result.prediction, result.path)
        return Judged(result, None)
    return Judged(result, verdicts.say(result, verdict, relabel, patient=patient))
