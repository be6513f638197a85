"""What is asked of several images at once: how many, the next one beside it, the prior, links."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.dicom.header import IMAGE
from viewer.layout.arrangement import Arrangement
from viewer.layout.linking import Link, Linking
from viewer.layout.matching import prior_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from viewer.browser.panel import BrowserPanel
    from viewer.layout.panes import Panes
    from viewer.opening import Opening
    from viewer.state import ImageState, ViewerState

_ARRANGED = {"layout.single": Arrangement.SINGLE, "layout.two": Arrangement.TWO, "layout.four": Arrangement.FOUR}


class Comparing(QObject):
    """Puts images side by side.

    Attributes
    ----------
    linking : Linking
        What is linked between them.

    Signals
    -------
    refused : str
        A sentence on why there is nothing to compare with.
    """

    refused = Signal(str)

    def __init__(
        self, state: ViewerState, panes: Panes, browser: BrowserPanel, opening: Opening, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._state, self._panes, self._browser, self._opening = state, panes, browser, opening
        self.linking = Linking(panes, self)
        self._dropped = False
        panes.dropped.connect(self._on_panes_dropped)
        browser.tree.drag_ended.connect(self._on_tree_drag_ended)
        state.active_changed.connect(self._on_state_active_changed)
        for image in state.images:
            image.frame_changed.connect(self._remark)
        panes.arranged.connect(self._remark)
        browser.scan_ended.connect(self._remark)

    def show_in(self, actions: Mapping[str, QAction]) -> None:
        """Let the actions show, from now on, how many images there are and what is linked."""

        def show() -> None:
            for name, arrangement in _ARRANGED.items():
                actions[name].setChecked(arrangement is self._panes.arrangement)
            for link in Link:
                actions[f"layout.link_{link.value}"].setChecked(link in self.linking.links)
            actions["layout.link_all"].setChecked(len(self.linking.links) == len(Link))

        self._panes.arranged.connect(show)
        self.linking.changed.connect(show)
        show()

    def toggle_link(self, link: Link) -> None:
        """Link something, or unlink it."""
        self.linking.set_linked([link], linked=link not in self.linking.links)

    def toggle_all_links(self) -> None:
        """Link everything; when everything is linked, nothing."""
        self.linking.set_linked(Link, linked=len(self.linking.links) < len(Link))

    def open_in_next(self, path: Path | None = None) -> None:
        """Open an image, that of the browser's row unless given, in the next pane, which becomes the active one."""
        path = path or self._browser.current
        if path is None:
            return
        if self._panes.arrangement is Arrangement.SINGLE or self._panes.is_maximised:
            self._panes.arrange(max(self._panes.arrangement, Arrangement.TWO, key=lambda one: one.count))
        self._panes.activate_next()
        self._open_here(path)

    def compare_with_prior(self) -> None:
        """Put the active image on the left, and what it is best compared with, from an earlier study, on the right."""
        frame, view = self._state.frame, self._state.view
        if frame is None or view is None:
            return
        prior = self._prior_of(frame.path)
        if prior is None:
            self.refused.emit(
                self.tr("The browser lists no earlier study of this patient. Open the folder that holds it.")
            )
            return
        left, right = self._state.images[:2]
        if self._state.active is not left:
            orientation = self._state.orientation
            left.set_frame(frame, view)
            left.set_orientation(orientation)
            self._state.set_active(left)
        self._panes.arrange(Arrangement.TWO)
        self._opening.open(prior, right)

    def _prior_of(self, path: Path) -> Path | None:
        model = self._browser.model
        current = next((facts for facts in model.known() if facts.path == path), None)
        if current is None:
            return None
        found = prior_of(current, (facts for facts in model.known() if facts.status == IMAGE))
        return None if found is None else found.path

    def _open_here(self, path: Path) -> None:
        self._opening.open(path)
        self._browser.point_at(path)

    def _on_panes_dropped(self, path: Path) -> None:
        self._dropped = True
        self._open_here(path)

    def _on_tree_drag_ended(self) -> None:
        """Point at the image on screen again, unless the dragged one is on its way there."""
        if not self._dropped and self._state.frame is not None:
            self._browser.point_at(self._state.frame.path)
        self._dropped = False

    def _on_state_active_changed(self, image: ImageState) -> None:
        self._browser.point_at(image.frame.path if image.frame is not None else None)

    def _remark(self) -> None:
        """Warn of what only other images tell: another of the same UID, another patient beside it; names stay out."""
        shown = [pane.view for pane in self._panes.shown]
        frames = [view.image.frame for view in shown if view.image.frame is not None]
        mixed = len({(frame.identity.patient_id, frame.identity.patient_name) for frame in frames}) > 1
        for view in self._panes.views:
            frame, remarks = view.image.frame, []
            if frame is not None and self._browser.model.twins(frame.path):
                remarks.append(self.tr("Another file of the list has the same SOP Instance UID"))
            if mixed and view in shown:
                remarks.append(self.tr("Not all images on screen are of the same patient"))
            view.set_remarks(tuple(remarks))
