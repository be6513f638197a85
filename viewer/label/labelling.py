"""The labelling mode: who reads, which classes there are, what the image on screen was given, and how far one is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.labels.store import LabelStore
from viewer.classify.colors import class_title
from viewer.label.keeping import Keeping
from viewer.label.own_labels import OwnLabels
from viewer.sources import SESSION_LANE

if TYPE_CHECKING:
    from core.dicom.catalogue import Catalogue
    from viewer.browser.panel import BrowserPanel
    from viewer.jobs import Jobs
    from viewer.label.changes import Change
    from viewer.results.writing import Writer
    from viewer.settings import Settings
    from viewer.state import ViewerState

MOST_CLASSES = 9
"""As many as there are keys."""


class Labelling(QObject):
    """Keeps the labels of one reader at a time; nothing that another reader said is ever told here.

    Signals
    -------
    mode_changed : bool
        Labelling was begun or left.
    changed
        The reader, the classes, the label on screen or the count may be others.
    labels_changed
        What is kept of readers' labels is something else.
    told : str
        A sentence.
    open_requested : Path
        Show this image.
    name_wanted
        There is no reader's name yet.
    """

    mode_changed = Signal(bool)
    changed = Signal()
    labels_changed = Signal()
    told = Signal(str)
    open_requested = Signal(object)
    name_wanted = Signal()

    def __init__(
        self,
        state: ViewerState,
        jobs: Jobs,
        catalogue: Catalogue,
        browser: BrowserPanel,
        writer: Writer,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state, self._settings = state, settings
        self.store = LabelStore(catalogue)
        self.keeping = Keeping(self.store, writer, self)
        self._on = False
        self._last = ""
        self._own = OwnLabels(state, jobs, self.store, browser, self)
        self._own.changed.connect(self.changed)
        self._own.failed.connect(self.told)
        self.keeping.kept.connect(self._on_keeping_kept)
        self.keeping.refused.connect(self.recount)  # what the window shows is what is kept
        jobs.finished.connect(self._on_jobs_finished)
        state.frame_changed.connect(self._on_state_frame_changed)
        browser.scan_ended.connect(self.recount)
        browser.finding.changed.connect(self.recount)
        browser.folder_forgotten.connect(self._on_browser_folder_forgotten)
        settings.changed.connect(self._on_settings_changed)

    @property
    def is_on(self) -> bool:
        """The keys label."""
        return self._on

    @property
    def reader(self) -> str:
        """Who reads; empty until a name is given."""
        return str(self._settings["label_reader"])

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes, in the order of their keys."""
        return tuple(self._settings["label_classes"][:MOST_CLASSES])

    @property
    def label(self) -> str:
        """What the reader said of the image on screen; empty for nothing."""
        return self._own.shown

    @property
    def last(self) -> str:
        """What was done last, in words; empty for nothing."""
        return self._last

    @property
    def images(self) -> tuple[Path, ...]:
        """The images listed in the browser."""
        return tuple(self._own.listed)

    @property
    def listed(self) -> int:
        """How many these are."""
        return len(self._own.listed)

    @property
    def labelled(self) -> int:
        """How many of them the reader has labelled."""
        return len(self._own.labels)

    def set_on(self, on: bool) -> None:
        """Begin or leave labelling."""
        if on == self._on:
            return
        self._on, self._last = on, ""
        self.mode_changed.emit(on)
        if on:
            self.recount()
            if not self.reader:
                self.name_wanted.emit()
        self.changed.emit()

    def set_reader(self, name: str) -> None:
        """Read as somebody else from now on, whose own labels are then shown and counted."""
        self._settings.set("label_reader", " ".join(name.split()))

    def set_classes(self, classes: tuple[str, ...]) -> None:
        """Label with other classes; labels that were given stay."""
        self._settings.set("label_classes", classes[:MOST_CLASSES])

    def give(self, number: int) -> None:
        """Say that the image on screen is of the class so numbered, from 1; nothing where there is none."""
        if not self._on or not 1 <= number <= len(self.classes):
            return
        label = self.classes[number - 1]
        if self._keep(label) and self._settings["label_advance"] == "on":
            self.next_unlabelled()

    def clear(self) -> None:
        """Take back what was said of the image on screen."""
        if self._on:
            self._keep("")

    def undo(self) -> None:
        """Undo the last change, and show its image."""
        if self._on:
            self.keeping.undo(self._state.frame)

    def redo(self) -> None:
        """Make the change again that was undone last, and show its image."""
        if self._on:
            self.keeping.redo(self._state.frame)

    def next_unlabelled(self) -> None:
        """Show the next image without a label of this reader, from the top again after the last one."""
        found = self._own.next_path()
        if found is not None:
            self.open_requested.emit(found)
        elif self.listed and self.labelled == self.listed:
            self.told.emit(self.tr("All {0} images of the list are labelled.").format(self.listed))

    def recount(self) -> None:
        """Look again at what is listed and what of it is labelled."""
        if self._on:
            self._own.look(self.reader)

    def _keep(self, label: str) -> bool:
        frame = self._state.frame
        if frame is None:
            self.told.emit(self.tr("There is no image to label: choose one in the browser."))
            return False
        if not self.reader:
            self.name_wanted.emit()
            return False
        size, mtime_ns, _ = self._own.listed.get(frame.path, (0, 0, ""))
        self.keeping.give(frame, (size, mtime_ns), self.reader, label)
        self._last = self.tr("given: {0}").format(class_title(label)) if label else self.tr("removed")
        self._own.note(frame.path, label)
        return True

    def _on_keeping_kept(self, change: Change) -> None:
        if change.reader == self.reader:
            self._own.note_kept(change.image.path, change.after)
        if change.goes_back:
            now = class_title(change.after) if change.after else self.tr("no label")
            self._last = self.tr("back to: {0}").format(now)
            if self._state.frame is None or self._state.frame.path != change.image.path:
                self.open_requested.emit(change.image.path)
        self.labels_changed.emit()
        self.changed.emit()

    def _on_jobs_finished(self, lane: str, _: object) -> None:
        if lane == SESSION_LANE:  # the catalogue is another one from now on
            self.labels_changed.emit()
            self.recount()

    def _on_state_frame_changed(self, _: object) -> None:
        if self._on:
            self._own.look_at_screen()

    def _on_browser_folder_forgotten(self, _: Path) -> None:
        self.keeping.clear()
        self.recount()

    def _on_settings_changed(self, key: str, _: object) -> None:
        if key in ("label_reader", "session"):
            self._own.clear()
            self._last = ""
            self.keeping.clear()
            self.labels_changed.emit()  # nothing of the reader before stays in sight
            self.recount()
        if key.startswith("label_") or key == "session":
            self.changed.emit()
