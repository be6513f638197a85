"""Where datasets are built: opens the window of the builder and connects it with the work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.labels.table import table_of_labels
from viewer.label.words import left_out
from viewer.message import sentence

if TYPE_CHECKING:
    from core.results.training_labels import TrainingLabels
    from trainer.building import Built, Findings, Source
    from viewer.browser.panel import BrowserPanel
    from viewer.dataset.building import Building
    from viewer.dataset.dialog import DatasetDialog
    from viewer.dataset.draft import Draft
    from viewer.jobs import Jobs
    from viewer.label.labelling import Labelling
    from viewer.state import ViewerState

LANE = "take labels"


class DatasetDesk(QObject):
    """Makes the window of the builder, and all that it needs, when it is first asked for.

    Signals
    -------
    use_requested : Path
        Train with this table.
    """

    use_requested = Signal(object)

    def __init__(
        self, state: ViewerState, jobs: Jobs, browser: BrowserPanel, labelling: Labelling, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._state, self._jobs, self._browser, self._labelling = state, jobs, browser, labelling
        self._above = parent
        self._dialog: DatasetDialog | None = None
        self._draft: Draft
        self._work: Building
        self._built: Built | None = None
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    @property
    def dialog(self) -> DatasetDialog:
        """The window; made now if it is not there yet."""
        if self._dialog is None:
            self._dialog = self._made_dialog()
        return self._dialog

    def show_dialog(self) -> None:
        """Open the window beside the one that is worked in."""
        dialog = self.dialog
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def show_with_labels(self) -> None:
        """Open the window with the reader's own labels among the sources."""
        self.show_dialog()
        self._take("mine")

    def end(self) -> None:
        """End what is under way; jobs are about to be waited for."""
        if self._dialog is not None:
            self._work.cancel()
            self._dialog.close()

    # Putting it together

    def _made_dialog(self) -> DatasetDialog:
        # Imported here: with the importers, which the window does not need to start.
        from viewer.dataset.building import Building
        from viewer.dataset.dialog import DatasetDialog
        from viewer.dataset.draft import Draft

        self._draft, self._work = Draft(), Building(self._jobs, self)
        dialog = DatasetDialog(self._above)
        dialog.sources.added.connect(self._add)
        dialog.sources.taking_requested.connect(self._take)
        dialog.sources.changed.connect(self._on_sources_changed)
        dialog.sources.removed.connect(self._on_sources_removed)
        dialog.classes.chosen.connect(self._on_classes_chosen)
        dialog.classes.offer_requested.connect(self._on_classes_offer_requested)
        dialog.table.build_requested.connect(self._build)
        dialog.table.check_requested.connect(self._check)
        dialog.table.use_requested.connect(self._use)
        dialog.table.cancel_requested.connect(self._work.cancel)
        self._work.counted.connect(self._on_work_counted)
        self._work.progressed.connect(dialog.table.show_progress)
        self._work.busy_changed.connect(dialog.table.set_busy)
        self._work.built.connect(self._on_work_built)
        self._work.examined.connect(dialog.table.show_examined)
        self._work.failed.connect(dialog.table.complain)
        self._work.stopped.connect(dialog.table.say_stopped)
        self._state.patient_data_hidden_changed.connect(dialog.set_hidden)
        dialog.set_hidden(self._state.patient_data_hidden)
        dialog.show_draft(self._draft)
        return dialog

    def _add(self, source: Source) -> None:
        self.dialog.refuse("")
        entry = self._draft.add(source)
        self.dialog.show_draft(self._draft, entry.number)
        self._work.count(entry.number, source)

    def _take(self, which: str) -> None:
        """Make images of the window a source."""
        from trainer.building import Source
        from viewer.dataset.sources_page import AGREED, LISTED, MINE

        self.dialog.refuse("")
        if which in (MINE, AGREED):
            reader = self._labelling.reader if which == MINE else ""
            if which == MINE and not reader:
                self.dialog.refuse(self.tr("There are no labels of yours yet: begin with Train > Label images."))
                return
            store = self._labelling.store
            self._jobs.submit(LANE, lambda: table_of_labels(store.rows(reader)))
            return
        paths = self._browser.model.images() if which == LISTED else self._browser.chosen_images()
        if not paths:
            self.dialog.refuse(
                self.tr("There is no image to take: open a folder in the window, or choose a row there.")
            )
            return
        self._add(Source("selection", labels=tuple((path, "", "") for path in paths), name=self.tr("browser")))

    def _build(self) -> None:
        from trainer.building import BuildPlan

        page = self.dialog.table
        if page.out is None:
            return
        rules = self.dialog.classes
        choices: dict[str, Any] = {**page.choices, "readers": rules.readers, "several": rules.several}
        sources = tuple(entry.source for entry in self._draft.entries)
        try:
            plan = BuildPlan(sources, page.out, self._draft.class_map(), **choices)
        except ValueError as error:  # what the plan says of itself is made for people
            page.complain(f"{error}.")
            return
        self._built = None
        self._work.build(plan)

    def _check(self) -> None:
        if self._built is not None:
            self._work.check(self._built.table)

    def _use(self) -> None:
        if self._built is not None:
            self.use_requested.emit(self._built.table)

    # Being told

    def _on_sources_changed(self, number: int, source: Source) -> None:
        if self._draft.change(number, source):
            self._work.count(number, source)
        self.dialog.show_draft(self._draft)

    def _on_sources_removed(self, number: int) -> None:
        self._draft.remove(number)
        self.dialog.show_draft(self._draft)

    def _on_classes_chosen(self, finding: str, name: str) -> None:
        if self._draft.class_of().get(finding) != name:
            self._draft.choose(finding, name)
            self.dialog.show_draft(self._draft)

    def _on_classes_offer_requested(self) -> None:
        self._draft.offer_again()
        self.dialog.show_draft(self._draft)

    def _on_work_counted(self, number: int, source: Source | None, found: Findings | None, problem: object) -> None:
        entry = self._draft.entry(number)
        if entry is not None:
            self._draft.found(number, source or entry.source, found, problem)
            self.dialog.show_draft(self._draft)

    def _on_work_built(self, built: Built) -> None:
        self._built = built
        self.dialog.table.show_built(built)

    def _on_jobs_finished(self, lane: str, labels: TrainingLabels) -> None:
        if lane != LANE:
            return
        if not labels.rows:
            self.dialog.refuse(self.tr("There are no labels to take yet: begin with Train > Label images."))
            return
        from trainer.building import Source

        self._add(Source("selection", labels=labels.rows, name=self.tr("own labels")))
        self.dialog.refuse(left_out(labels))

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane == LANE:
            self.dialog.refuse(sentence(error, hidden=self._state.patient_data_hidden))
