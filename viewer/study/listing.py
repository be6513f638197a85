"""The studies of a folder and how far each is: read on a pool thread. No Qt."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from pathlib import Path

from core.errors import Cxr12Error
from trainer.lock import is_running
from trainer.run import last_event
from trainer.study.cost import cost, measured
from trainer.study.design import Study
from trainer.study.planning import plan
from trainer.study.reading import read_study
from trainer.study.record import DECLARED, REPORT, RUNS, TIMING, CellState, folder_name, read_begun, state

SUFFIX = ".toml"

PLANNED, RUNNING, PAUSED, FINISHED = "planned", "running", "paused", "finished"
FAILED, INTERRUPTED, DAMAGED = "failed", "interrupted", "damaged"


@dataclass(frozen=True, slots=True)
class ListedStudy:
    """A study as found on disk.

    Attributes
    ----------
    folder : Path
        Its study folder, whether or not it is there yet.
    file : Path or None
        Its TOML file beside the folder, which says where the data lie; without it, it cannot be gone on with.
    name, question : str
    status : str
        ``planned``, ``running``, ``paused``, ``finished``, ``failed`` (some runs, or the report), ``interrupted`` or
        ``damaged``.
    reason : str
        Why it is so, as a clause; may be empty.
    cells : tuple of CellState
        In the order in which they are trained.
    planned : int
        Runs, begun or not.
    seconds_left : float or None
        Of all runs that are not finished, one after another; None where that is not known.
    created : str
        When it was declared, UTC; empty before.
    """

    folder: Path
    file: Path | None
    name: str
    question: str
    status: str
    reason: str = ""
    cells: tuple[CellState, ...] = ()
    planned: int = 0
    seconds_left: float | None = None
    created: str = ""

    @property
    def finished(self) -> int:
        """Runs that are finished."""
        return sum(one.status == FINISHED for one in self.cells)

    @property
    def failed(self) -> tuple[CellState, ...]:
        """Runs that failed, or whose figures are damaged."""
        return tuple(one for one in self.cells if one.status in (FAILED, DAMAGED))

    @property
    def runs(self) -> tuple[Path, ...]:
        """Folders of the finished runs."""
        return tuple(one.run for one in self.cells if one.status == FINISHED and one.run is not None)

    @property
    def report(self) -> Path | None:
        """The report, where one was written."""
        page = self.folder / REPORT
        return page if page.is_file() else None

    @property
    def can_run(self) -> bool:
        """It has a file, and something is left to do."""
        return self.file is not None and self.status not in (RUNNING, FINISHED, DAMAGED)


def read_studies(studies: Path) -> tuple[ListedStudy, ...]:
    """Read all studies of a folder, by name; damaged ones are listed with their reason."""
    if not studies.is_dir():
        return ()
    files = {_folder_of(path): path for path in sorted(studies.glob(f"*{SUFFIX}"))}
    begun = {path for path in studies.iterdir() if _is_begun(path)}
    found = [_read(folder, files.get(folder)) for folder in {*files, *begun}]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.folder.name)))


def _is_begun(folder: Path) -> bool:
    with contextlib.suppress(OSError):  # a folder of somebody else, perhaps
        return (folder / DECLARED).is_file()
    return False


def _folder_of(file: Path) -> Path:
    """Give the folder that the study of a file works in, whatever the file is called."""
    with contextlib.suppress(Cxr12Error):
        return file.parent / folder_name(read_study(file)[0])
    return file.with_suffix("")


def _read(folder: Path, file: Path | None) -> ListedStudy:
    name = file.stem if file is not None else folder.name
    try:
        if not (folder / DECLARED).exists():
            assert file is not None
            return _read_planned(folder, file)
        return _read_begun(folder, file)
    except Cxr12Error as error:
        return ListedStudy(folder, file, name, "", DAMAGED, str(error))
    except OSError as error:
        reason = f"{folder.name} cannot be read: {(error.strerror or 'unknown reason').lower()}"
        return ListedStudy(folder, file, name, "", DAMAGED, reason)


def _read_planned(folder: Path, file: Path) -> ListedStudy:
    study, _ = read_study(file)
    cells = tuple(CellState(cell, "waiting", "", None, 0, cell.config.epochs) for cell in plan(study).cells)
    made = ListedStudy(folder, file, study.name, study.question, PLANNED, cells=cells, planned=len(cells))
    if is_running(folder):  # timed, or its data are being read
        return replace(made, status=RUNNING)
    last = last_event(folder)
    return replace(made, reason="" if last is None else str(last.get("reason", "")))


def _read_begun(folder: Path, file: Path | None) -> ListedStudy:
    begun, cells = read_begun(folder), state(folder)
    status, reason = _status(folder, cells)
    left = None if status == FINISHED else _seconds_left(folder, cells)
    return ListedStudy(
        folder=folder,
        file=file,
        name=begun.study.name,
        question=begun.study.question,
        status=status,
        reason=reason,
        cells=cells,
        planned=len(cells),
        seconds_left=left,
        created=begun.created,
    )


def _status(folder: Path, cells: tuple[CellState, ...]) -> tuple[str, str]:
    if is_running(folder):
        return RUNNING, ""
    last = last_event(folder) or {}
    kind, reason = str(last.get("event", "")), str(last.get("reason", ""))
    if all(one.status == FINISHED for one in cells) and (folder / REPORT).is_file():
        return FINISHED, ""
    if kind in (FAILED, PAUSED):
        return kind, reason
    return INTERRUPTED, "the process ended without a word"


def _seconds_left(folder: Path, cells: tuple[CellState, ...]) -> float | None:
    timings = measured((folder / RUNS, folder / TIMING))
    left = 0.0
    for one in cells:
        if one.status != FINISHED:
            seconds = cost(one.cell.config, timings).seconds
            if seconds is None:
                return None
            left += seconds * (1 - min(one.epoch, one.epochs) / one.epochs)
    return left


def file_of(studies: Path, study: Study) -> Path:
    """Where the TOML file of a study is kept: beside its folder, which is given away and must not name the data."""
    return studies / (folder_name(study) + SUFFIX)


def planned(studies: Path, study: Study) -> ListedStudy:
    """Give a study whose file was just written."""
    file = file_of(studies, study)
    return ListedStudy(file.with_suffix(""), file, study.name, study.question, PLANNED)


def is_taken(studies: Path, study: Study) -> bool:
    """Tell whether another study has this name, or one that makes the same folder."""
    with contextlib.suppress(OSError):
        return file_of(studies, study).exists() or (studies / folder_name(study)).exists()
    return False
