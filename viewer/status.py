"""The bottom line: the pixel under the cursor, the window, the zoom, and where the pixels come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from viewer.image.corners import view_text
from viewer.number_text import number_text

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from viewer.image.probe import ColorProbe, MissingProbe, Probe
    from viewer.layout.panes import Panes
    from viewer.state import ViewerState


class StatusBar(QStatusBar):
    """Follows the active image, and the cursor over any."""

    def __init__(self, state: ViewerState, panes: Panes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._panes = state, panes
        self.setSizeGripEnabled(False)
        self.probe = QLabel(self)
        self.window_level, self.zoom, self.decoder, self.lossy = (QLabel(self) for _ in range(4))
        self.probe.setAccessibleName(self.tr("Pixel under the cursor"))
        self.probe.setToolTip(
            self.tr("Column and row from 0, stored value, modality value, and grey on screen from 0 to 255")
        )
        self.addWidget(self.probe, 1)
        for label in (self.window_level, self.zoom, self.decoder, self.lossy):
            self.addPermanentWidget(label)
        panes.probe_changed.connect(self._on_panes_probe_changed)
        panes.zoom_changed.connect(self._on_panes_zoom_changed)
        for view in panes.views:
            view.previewed.connect(self._show)
        state.active_changed.connect(self._show)
        state.frame_changed.connect(self._show)
        state.view_changed.connect(self._on_state_view_changed)

    def _on_panes_probe_changed(self, probe: Probe | ColorProbe | MissingProbe | None) -> None:
        self.probe.setText(probe.text() if probe else "")

    def _on_panes_zoom_changed(self, zoom: float) -> None:
        self.zoom.setText(self.tr("Zoom {0} %").format(number_text(zoom * 100, ".0f")) if zoom else "")

    def _show(self) -> None:
        """Tell of the active image; while a preview stands in its place, of none."""
        frame = self._told
        self.decoder.setText(frame.decoder if frame else "")
        self.lossy.setText(self.tr("Lossy compressed") if frame and frame.acquisition.lossy else "")
        if frame is None:
            self.zoom.clear()
            self.window_level.setText("" if self._panes.active.preview is None else self.tr("Being read"))
        else:
            self._on_panes_zoom_changed(self._panes.active.zoom)
            self._on_state_view_changed()

    @property
    def _told(self) -> Frame | None:
        return self._state.frame if self._panes.active.preview is None else None

    def _on_state_view_changed(self) -> None:
        if self._told is not None and self._state.view is not None:
            self.window_level.setText(view_text(self._state.view, self._told))
