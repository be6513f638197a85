"""While a preview is on screen, the panels tell nothing: what they could tell is of the image before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QWidget

if TYPE_CHECKING:
    from viewer.layout.panes import Panes
    from viewer.state import ViewerState


class Veil(QLabel):
    """Covers a panel; hidden until it is asked for. The keyboard stays where it is in the panel."""

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel)
        self._panel = panel
        self.setText(self.tr("The image is still being read."))
        self.setWordWrap(True)
        self.setMargin(16)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setAutoFillBackground(True)
        self.hide()
        panel.installEventFilter(self)

    def cover(self, covered: bool) -> None:
        """Cover the panel, or show it again."""
        self._fit()
        self.raise_()
        self.setVisible(covered)
        self._panel.setAccessibleDescription(self.text() if covered else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the panel."""
        if watched is self._panel and event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        self.setGeometry(self._panel.rect())


class Veiling(QObject):
    """Covers the panels that tell of the active image, as long as the active view shows a preview."""

    def __init__(
        self, state: ViewerState, panes: Panes, panels: Sequence[QWidget], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._panes = panes
        self._veils = tuple(Veil(panel) for panel in panels)
        for view in panes.views:
            view.previewed.connect(self._show)
        state.active_changed.connect(self._show)

    def _show(self) -> None:
        covered = self._panes.active.preview is not None
        for veil in self._veils:
            veil.cover(covered)
