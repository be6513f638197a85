"""Conducts a reader study: begins or goes on, brings the images, keeps the answers, tells the result."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.places import data_folder
from viewer.message import sentence

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.display.view import View
    from trainer.dataset import Dataset
    from trainer.reader_study.record import ReaderStudy
    from viewer.jobs import Jobs
    from viewer.reading.window import ReadingWindow

LANE = "reader study: image"
FOLDER = "reader-studies"


class ReadingDesk(QObject):
    """Makes the window when it is first asked for.

    Signals
    -------
    open_requested : Path
        Show this image.
    build_requested : ()
        A dataset is to be built.
    """

    open_requested = Signal(object)
    build_requested = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs, self._above = jobs, parent
        self._window: ReadingWindow | None = None
        self._study: ReaderStudy | None = None
        self._paths: dict[str, Path] = {}

    @property
    def window(self) -> ReadingWindow:
        """The window; made now if it is not there yet."""
        if self._window is None:
            self._window = self._made_window()
        return self._window

    @property
    def study(self) -> ReaderStudy | None:
        """The reader's part that is being read."""
        return self._study

    def show(self) -> None:
        """Open the window beside the one that is worked in."""
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def end(self) -> None:
        """End what is under way; jobs are about to be waited for."""
        self._jobs.cancel(LANE)
        if self._window is not None:
            self._window.close()

    def _made_window(self) -> ReadingWindow:
        # Imported here: the window does not need it to start.
        from viewer.reading.window import ReadingWindow

        window = ReadingWindow(self._jobs, self._above)
        window.setup.start_requested.connect(self._begin)
        window.setup.chooser.build_requested.connect(self.build_requested)
        window.second_requested.connect(self._go_on)
        window.reading.answered.connect(self._on_answered)
        window.reading.undo_requested.connect(self._take_back)
        window.reading.again_requested.connect(self._bring)
        window.result.open_requested.connect(lambda row: self.open_requested.emit(self._paths[row]))
        window.closed.connect(self._leave)
        self._jobs.finished.connect(self._on_jobs_finished)
        self._jobs.failed.connect(self._on_jobs_failed)
        return window

    def _begin(self) -> None:
        from core.errors import Cxr12Error

        setup = self.window.setup
        dataset = setup.chooser.dataset
        if dataset is None:
            return
        try:
            study = _part_of(dataset, *setup.asked)
        except Cxr12Error as error:
            setup.complain(sentence(error))
            return
        setup.complain("")
        self._study, self._paths = study, {row.id: row.path for row in dataset.rows}
        at_a_session = study.answers and len(study.answers) % len(study.cases) == 0
        if study.is_over:
            self._show_result()
        elif at_a_session:
            self.window.turn_to(self.window.pause)
            self.window.second.setFocus()
        else:
            self._go_on()

    def _go_on(self) -> None:
        self.window.turn_to(self.window.reading)
        self._bring()

    def _bring(self) -> None:
        """Ask for the next image, and say how far the reader is."""
        from viewer.classify.colors import class_title

        study, page = self._study, self.window.reading
        reading = None if study is None else study.next_reading
        if study is None or reading is None:
            return
        done, count = len(study.answers) % len(study.cases), len(study.cases)
        place = self.tr("Session {0} of 2, image {1} of {2}").format(study.session + 1, done + 1, count)
        page.wait()
        page.say(self.tr("{0}: present or absent?").format(class_title(study.finding)), place, can_undo=done > 0)
        path = self._paths[study.cases[reading.case].row]
        self._jobs.submit(LANE, partial(_shown, path, reading.arm))

    def _on_answered(self, present: bool, seconds: float) -> None:
        if self._study is not None:
            self._keep(self._study.answered(present, seconds))

    def _take_back(self) -> None:
        if self._study is not None:
            self._keep(self._study.without_last())

    def _keep(self, study: ReaderStudy) -> None:
        """Write the part down, and go on only when that is done."""
        from trainer.reader_study.record import ReaderStudyError, write

        before = self._study
        try:
            write(data_folder() / FOLDER, study)
        except ReaderStudyError as error:
            self._bring()
            self.window.reading.refuse(sentence(error))
            return
        self._study = study
        if study.is_over:
            self._show_result()
        elif before is not None and study.session != before.session:
            self.window.turn_to(self.window.pause)
            self.window.second.setFocus()
        else:
            self._bring()

    def _show_result(self) -> None:
        from trainer.reader_study.judging import judge
        from trainer.reader_study.record import readers_of

        study = self._study
        if study is None:
            return
        others = readers_of(data_folder() / FOLDER, study.data, study.finding, study.seed)
        found = [judge(study), *(judge(other) for other in others if other.is_over and other.number != study.number)]
        self.window.result.show_results(found)
        self.window.turn_to(self.window.result)

    def _leave(self) -> None:
        self._jobs.cancel(LANE)
        self._study = None
        self.window.reading.wait()
        self.window.turn_to(self.window.setup)

    def _on_jobs_finished(self, lane: str, result: tuple[Frame, View]) -> None:
        if lane == LANE:
            self.window.reading.show_image(*result)

    def _on_jobs_failed(self, lane: str, error: object) -> None:
        if lane == LANE:
            self.window.reading.refuse(sentence(error, hidden=True))


def _part_of(dataset: Dataset, finding: str, count: int, seed: int, reader: str) -> ReaderStudy:
    """Find the reader's part, or begin it with the images of the readers before."""
    from trainer.reader_study.design import choose_cases
    from trainer.reader_study.record import VERSION, ReaderStudy, joined, readers_of

    parts = readers_of(data_folder() / FOLDER, dataset.fingerprint, finding, seed)
    for part in parts:
        if part.reader.casefold() == reader.casefold():
            return part
    cases = parts[0].cases if parts else choose_cases(dataset, finding, count, seed)
    begun = ReaderStudy(VERSION, finding, seed, reader, 0, dataset.fingerprint, cases)
    return joined(data_folder() / FOLDER, begun)


def _shown(path: Path, arm: str) -> tuple[Frame, View]:
    """Read an image and give what a bit depth leaves of it, with the window that the whole of it opens with."""
    from core.depth.pixels import shown_at, why_not
    from core.display.view import default_view
    from core.errors import RefusedError
    from core.picture import read_image

    frame = read_image(path)
    reason = why_not(frame, arm)
    if reason:
        raise RefusedError(path, reason)
    return shown_at(frame, arm), default_view(frame)
