"""What is done to the shelf, off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from viewer.message import sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.models.card import ModelCard
    from core.models.errand import Errand
    from core.models.findings import Finding
    from core.models.importing import Answers
    from core.models.shelf import Entry, Shelf
    from viewer.jobs import Jobs

LANE = "models"


@dataclass(frozen=True, slots=True)
class Looked:
    """A model file that was looked at; ``card`` is its own, if it has one beside it."""

    path: Path
    finding: Finding | None
    card: ModelCard | None


@dataclass(frozen=True, slots=True)
class Changed:
    """Something was done: which model to point at now, and what to say.

    Attributes
    ----------
    is_new : bool
        The model is on the shelf since now.
    was : str
        Its name before, if it has another now.
    """

    name: str
    said: str
    is_new: bool = False
    was: str = ""


class LookingAfter(QObject):
    """Imports, exports, renames and removes models, one thing at a time; what takes long can be cancelled.

    Signals
    -------
    looked : Looked
        A file was looked at; nothing is on the shelf yet.
    changed : Changed
        The shelf is another now, or a model was exported.
    failed : str
        A sentence that says why not.
    busy_changed : str
        What is under way; empty when it is over.
    """

    looked = Signal(object)
    changed = Signal(object)
    failed = Signal(str)
    busy_changed = Signal(str)

    def __init__(self, jobs: Jobs, shelf: Shelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self.shelf = jobs, shelf
        self._errand: Errand | None = None
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    @property
    def is_busy(self) -> bool:
        """Something is under way."""
        return self._jobs.is_running(LANE)

    def look_at(self, path: Path, size: tuple[int, int] | None = None) -> None:
        """Find out what a model file holds."""
        self._begin(self.tr("Looking at {0}").format(path.name), partial(_look, path, size))

    def bring(self, looked: Looked, answers: Answers) -> None:
        """Put a file that was looked at onto the shelf."""
        said = self.tr("{0} was imported.").format(answers.name)
        self._begin(self.tr("Importing {0}").format(answers.name), partial(_bring, self.shelf, looked, answers, said))

    def export(self, entry: Entry, target: Path, form: str) -> None:
        """Write a model and its card for other programs."""
        said = self.tr("{0} was exported and answers alike: {1}").format(entry.name, target.name)
        self._begin(self.tr("Exporting {0}").format(entry.name), partial(_export, entry, target, form, said))

    def rename(self, name: str, new: str) -> None:
        """Give a model another name."""
        said = self.tr("{0} is now called {1}.").format(name, new)
        self._begin(self.tr("Renaming {0}").format(name), partial(_rename, self.shelf, name, new, said))

    def remove(self, name: str) -> None:
        """Delete a model."""
        said = self.tr("{0} was removed.").format(name)
        self._begin(self.tr("Removing {0}").format(name), partial(_remove, self.shelf, name, said))

    def set_default(self, name: str) -> None:
        """Begin with a model from now on."""
        said = self.tr("CXR-12 begins with {0} from now on.").format(name)
        self._begin(self.tr("Choosing {0}").format(name), partial(_set_default, self.shelf, name, said))

    def cancel(self) -> None:
        """End what is under way; the shelf stays as it was."""
        if self._errand is not None:
            self._errand.cancel()

    def _begin(self, what: str, work: Callable[[Errand], Any]) -> None:
        if self.is_busy:
            return
        from core.models.errand import Errand

        self._errand = Errand()
        self._jobs.submit(LANE, partial(work, self._errand))
        self.busy_changed.emit(what)

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if lane != LANE:
            return
        self.busy_changed.emit("")
        (self.looked if isinstance(result, Looked) else self.changed).emit(result)

    def _on_jobs_failed(self, lane: str, error: object) -> None:
        if lane != LANE:
            return
        self.busy_changed.emit("")
        self.failed.emit(sentence(error))


def _look(path: Path, size: tuple[int, int] | None, errand: Errand) -> Looked:
    from core.models import importing

    card = importing.card_beside(path)
    if card is not None:
        return Looked(path, None, card)
    return Looked(path, importing.examine(path, size, errand), None)


def _bring(shelf: Shelf, looked: Looked, answers: Answers, said: str, errand: Errand) -> Changed:
    from core.models import importing

    if looked.card is not None:
        importing.bring_with_card(shelf, looked.path, answers.name, looked.card, errand)
    else:
        importing.bring(shelf, looked.path, answers, looked.finding, errand)
    return Changed(answers.name, said, is_new=True)


def _export(entry: Entry, target: Path, form: str, said: str, errand: Errand) -> Changed:
    from core.models import exporting

    exporting.export(entry, target, form, errand)
    return Changed(entry.name, said)


def _rename(shelf: Shelf, name: str, new: str, said: str, errand: Errand) -> Changed:
    return Changed(shelf.rename(name, new).name, said, was=name)


def _remove(shelf: Shelf, name: str, said: str, errand: Errand) -> Changed:
    shelf.remove(name)
    return Changed("", said)


def _set_default(shelf: Shelf, name: str, said: str, errand: Errand) -> Changed:
    shelf.set_default(name)
    return Changed(name, said)
