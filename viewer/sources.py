"""Where the images come from: what is remembered and held of it, and what is said when it cannot be reached."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from core.dicom.header import NO_IMAGE
from viewer import dialogs
from viewer.message import sentence
from viewer.message_bar import Until
from viewer.pixels import MEGABYTE
from viewer.tags.looking import look_into, told_of
from viewer.tags.window import TagWindow

if TYPE_CHECKING:
    from core.dicom.catalogue import Catalogue
    from viewer.main_window import MainWindow
    from viewer.state import ImageState

SESSION_LANE, CARRIED_LANE = "session", "carried"


class Sources(QObject):
    """Goes between the browser, the opening of images, and what is kept of both."""

    def __init__(self, window: MainWindow, catalogue: Catalogue) -> None:
        super().__init__(window)
        self._window = window
        self._catalogue = catalogue
        self._messages = window.image_area.messages
        self._tags: TagWindow | None = None
        self.session_only = QLabel(self.tr("Session only"), window)
        self.session_only.setToolTip(
            self.tr("Lists, thumbnails, annotations and results are gone when CXR-12 is closed")
        )
        window.statusBar().addPermanentWidget(self.session_only)
        window.opening.neighbours = window.browser.neighbours
        window.opening.unavailable.connect(self._on_opening_unavailable)
        browser = window.browser
        browser.unreadable_chosen.connect(self._on_browser_unreadable_chosen)
        browser.tags_requested.connect(self.show_tags)
        browser.folder_opened.connect(window.recent.add)
        browser.folder_forgotten.connect(self._on_browser_folder_forgotten)
        browser.told.connect(partial(self._messages.say, until=Until.NEXT_REQUEST))
        browser.open_elsewhere_requested.connect(window.comparing.open_in_next)
        window.settings.changed.connect(self._on_settings_changed)
        window.jobs.finished.connect(self._on_jobs_finished)
        window.jobs.failed.connect(self._on_jobs_failed)
        self._apply_cache()
        self._show_session()

    def close(self) -> None:
        """Read no more attributes, and close their window."""
        if self._tags is not None:
            self._tags.cancel()
            self._tags.close()

    def find(self) -> None:
        """Let the user type what is looked for in the list."""
        self._window.docks.show_browser()
        self._window.browser.begin_search()

    def forget(self) -> None:
        """Ask whether the folder of the chosen row is to be forgotten; without one, ask for a folder first."""
        chosen = self._window.browser.folder
        for folder in [chosen] if chosen else dialogs.ask_folder(self._window):
            self._window.docks.show_browser()
            self._window.browser.forget(folder)

    def show_tags(self, path: Path | None = None) -> None:
        """Open the window of attributes on a file: that of the image on screen, or of the chosen row."""
        frame = self._window.state.frame
        self.tags.open_with(path or (frame.path if frame is not None else self._window.browser.current))

    def look_into(self, paths: Sequence[Path]) -> None:
        """Find out whether pictures among these files carry something besides the picture, and offer to show it."""
        self._window.jobs.submit(CARRIED_LANE, partial(look_into, tuple(paths)))

    @property
    def tags(self) -> TagWindow:
        """The window of attributes; it is made when it is first asked for."""
        if self._tags is None:
            self._tags = TagWindow(self._window.state, self._window.jobs, self._window)
        return self._tags

    # What the others tell

    def _on_browser_unreadable_chosen(self, path: Path) -> None:
        if self._tags is not None:
            self._tags.follow(path)
        chosen = self._window.browser.tree.current
        if chosen is not None and chosen.status == NO_IMAGE:
            self._messages.offer(
                self.tr("This object holds no image, but its attributes can be read."),
                self.tr("Show the attributes"),
                partial(self.show_tags, path),
            )

    def _on_opening_unavailable(self, path: Path, reason: str, image: ImageState) -> None:
        window = self._window
        window.browser.refuse(path, reason)
        if image is window.state.active:
            window.browser.point_at(image.frame.path if image.frame else None, go_on_from=path)
        text = reason if window.state.patient_data_hidden else f"{path.name}: {reason}"
        self._messages.offer(f"{text}.", self.tr("Try again"), partial(self._try_again, path, image))

    def _try_again(self, path: Path, image: ImageState) -> None:
        self._messages.over(Until.NEXT_IMAGE)
        if image is self._window.state.active:
            self._window.browser.point_at(path)
        self._window.opening.open(path, image)

    def _on_browser_folder_forgotten(self, folder: Path) -> None:
        window = self._window
        window.opening.cancel()
        window.opening.pixels.clear()
        window.recent.forget(folder)
        window.annotating.forget(folder)
        window.results.forget(folder)
        for view in window.panes.views:
            view.clear_refusal()
            if view.image.frame is not None and view.image.frame.path.is_relative_to(folder):
                view.image.set_frame(None, None)

    def _on_settings_changed(self, key: str, value: object) -> None:
        if key == "pixel_cache":
            self._apply_cache()
        elif key == "session":
            only = value == "only"
            self._window.jobs.submit(SESSION_LANE, lambda: self._catalogue.set_session_only(only))

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if lane == CARRIED_LANE and isinstance(result, tuple):
            path, carried = result
            show = partial(self.show_tags, path)
            verb = self.tr("Show what it carries")
            self._messages.offer(told_of(carried), verb, show, Until.NEXT_REQUEST, about=CARRIED_LANE)
        if lane != SESSION_LANE:
            return
        self._show_session()
        if self._catalogue.session_only:
            self._messages.say(
                self.tr(
                    "From now on lists, thumbnails, annotations, results and recent folders are kept for this session "
                    "only. "
                    "What was kept before stays on this computer, out of use: Forget folder removes it."
                ),
                Until.NEXT_REQUEST,
            )
        else:
            self._messages.say(
                self.tr("Lists, thumbnails, annotations and results are kept on this computer again, those to come."),
                Until.NEXT_REQUEST,
            )

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane == SESSION_LANE:
            self._show_session()
            self._messages.say(sentence(error), Until.NEXT_REQUEST)

    def _apply_cache(self) -> None:
        self._window.opening.pixels.set_limit(int(self._window.settings["pixel_cache"]) * MEGABYTE)

    def _show_session(self) -> None:
        self.session_only.setVisible(self._catalogue.session_only)
