"""Arms compared in a process of its own: the statistics cost seconds, and libraries that the window never loads."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from core.child import Child
from core.errors import ChildDiedError, ChildTimeoutError, ComparisonError
from viewer.compare.arm_lines import load_all
from viewer.compare.arm_report import ArmReport
from viewer.message import sentence

if TYPE_CHECKING:
    from viewer.jobs import Jobs

LANE = "compare arms"
SERVICE = "trainer.report.service:serve"
LIMIT_S = 900.0
"""Far more than a dozen runs take."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared, unless the study of the runs declared it: see :class:`trainer.comparing.Declared`."""

    figure: str = "macro_auc"
    margin: float = 0.02


class ArmWork(QObject):
    """Has arms compared; a new request ends the process of the one before.

    Signals
    -------
    compared : ArmReport
        What came out.
    failed : str
        Why nothing did, in a sentence.
    """

    compared = Signal(object)
    failed = Signal(str)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._child: Child | None = None
        self._stopped = threading.Event()  # of the request under way
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    def compare(self, runs: Sequence[Path], asked: Asked) -> None:
        """Compare the arms that these run folders make."""
        self.end()
        self._child, self._stopped = Child(SERVICE), threading.Event()
        self._jobs.submit(LANE, partial(_compare, self._child, self._stopped, tuple(runs), asked))

    def end(self) -> None:
        """Stop what is under way, at once; nothing more is heard of it."""
        self._jobs.cancel(LANE)
        self._stopped.set()
        if self._child is not None:
            self._child.kill()
            self._child = None

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if lane == LANE and isinstance(result, ArmReport):
            self._child = None
            self.compared.emit(result)

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane == LANE:
            self._child = None
            self.failed.emit(sentence(error))


def _compare(child: Child, stopped: threading.Event, runs: tuple[Path, ...], asked: Asked) -> ArmReport | None:
    """Ask the process and wait for it, on a pool thread."""
    request = {"runs": [str(run.absolute()) for run in runs], "figure": asked.figure, "margin": asked.margin}
    load_all()
    if stopped.is_set():  # before there was a process to end: none is to be started, and waited for, any more
        return None
    try:
        _, data = child.call(request, timeout_s=LIMIT_S)
    except ChildTimeoutError as error:
        raise ComparisonError(_tr("The runs were not compared within {0} s: tick fewer.").format(LIMIT_S)) from error
    except ChildDiedError as error:
        ended = _tr("The process that compared the runs ended by itself: close programs, then try again.")
        raise ComparisonError(ended) from error
    finally:
        child.close()
    return ArmReport(json.loads(data), runs)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ArmWork", text)
