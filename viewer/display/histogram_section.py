"""The histogram, and in words how much of the image's depth the window shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from core.dicom.frame import LookupTable
from core.display.view import polarity_inverted
from viewer.display.histogram import Histogram
from viewer.display.levels import Levels, seen
from viewer.image.windowing import as_window, ends
from viewer.message import Note

if TYPE_CHECKING:
    from core.dicom.frame import Window
    from viewer.display.measuring import Measured
    from viewer.settings import Settings
    from viewer.state import ViewerState


class HistogramSection(QWidget):
    """Shows the values of the active picture under its window.

    Signals
    -------
    edges_dragged : (float, float)
        The user moved an end of the window in the histogram; both ends, in modality values.
    """

    edges_dragged = Signal(float, float)

    def __init__(self, state: ViewerState, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._settings = state, settings
        self._levels: Levels | None = None
        self._span: Window | None = None
        self._histogram = Histogram(self)
        self._depth = Note(parent=self)
        self._logarithmic = QCheckBox(self.tr("Logarithmic counts"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self._histogram, self._depth, self._logarithmic):
            column.addWidget(widget)
        self._histogram.edges_dragged.connect(self.edges_dragged)
        self._logarithmic.toggled.connect(lambda on: settings.set("histogram", "log" if on else "linear"))
        settings.changed.connect(self._show_scale)
        state.view_changed.connect(self._show_view)
        self._show_scale()

    def set_measured(self, measured: Measured) -> None:
        """Show another picture's values."""
        self._levels, self._span = measured.levels, measured.span
        self._histogram.set_levels(measured.levels)
        self._show_view()

    def _show_view(self) -> None:
        frame, view, span = self._state.frame, self._state.view, self._span
        if frame is None or view is None or span is None:
            self._histogram.set_edges(None)
            self._depth.say("")
            return
        window, inverted = as_window(view, frame) if view.voi is not None else (span, view.inverted)
        self._histogram.set_edges(ends(window), falls=polarity_inverted(frame) != inverted)
        self._depth.say(self._depth_text(view.voi if isinstance(view.voi, LookupTable) else window))

    def _depth_text(self, voi: Window | LookupTable) -> str:
        if self._levels is None:
            return ""
        inside, greys = seen(self._levels, voi)
        return self.tr("{0} of the image's {1} grey levels are in this window; the screen shows them as {2}.").format(
            inside, self._levels.units.size, greys
        )

    def _show_scale(self) -> None:
        logarithmic = self._settings["histogram"] == "log"
        with QSignalBlocker(self._logarithmic):
            self._logarithmic.setChecked(logarithmic)
        self._histogram.set_logarithmic(logarithmic)
