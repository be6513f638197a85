"""Goes between the window on bit depth, the image on screen, the chosen network, and the work in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from viewer.browser.panel import BrowserPanel
    from viewer.classify.panel import ClassifyPanel
    from viewer.depth.comparison import DepthComparison
    from viewer.depth.window import DepthWindow
    from viewer.jobs import Jobs
    from viewer.state import ViewerState


class DepthDesk(QObject):
    """Makes the window, and all that it needs, when it is first asked for.

    Signals
    -------
    open_requested : Path
        Show this image.
    """

    open_requested = Signal(object)

    def __init__(
        self, state: ViewerState, jobs: Jobs, browser: BrowserPanel, panel: ClassifyPanel, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._state, self._jobs, self._browser, self._panel, self._above = state, jobs, browser, panel, parent
        self._window: DepthWindow | None = None
        self._comparison: DepthComparison | None = None

    @property
    def window(self) -> DepthWindow:
        """The window; made now if it is not there yet."""
        if self._window is None:
            self._window = self._made_window()
        return self._window

    def show(self) -> None:
        """Open the window beside the one that is worked in."""
        window = self.window
        window.show()
        window.raise_()
        window.activateWindow()

    def end(self) -> None:
        """End what is under way; jobs are about to be waited for."""
        if self._window is not None:
            self._window.close()
        if self._comparison is not None:
            self._comparison.cancel()

    def _made_window(self) -> DepthWindow:
        # Imported here: the window does not need it to start.
        from viewer.depth.comparison import DepthComparison
        from viewer.depth.window import DepthWindow

        window = DepthWindow(self._above)
        comparison = DepthComparison(window, self._state, self._jobs, self._browser.model.images, self)
        comparison.open_requested.connect(self.open_requested)
        self._panel.classifier_changed.connect(comparison.set_classifier)
        comparison.set_classifier(self._panel.classifier)
        self._comparison = comparison
        return window
