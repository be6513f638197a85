"""How the image is shown: its windows, its values, what the screen makes of it, and what the file really holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.display.view import Preset
from viewer.arranging import fill_scrolling
from viewer.display.histogram_section import HistogramSection
from viewer.display.integrity_view import IntegrityView
from viewer.display.measuring import Measured, Measuring
from viewer.display.offer_title import offer_title
from viewer.display.offers import Kind
from viewer.display.rendering_options import RenderingOptions
from viewer.display.user_presets import UserPresets
from viewer.display.window_section import WindowSection
from viewer.message import Note
from viewer.section import Section

if TYPE_CHECKING:
    from core.models.card import ModelCard
    from viewer.jobs import Jobs
    from viewer.settings import Settings
    from viewer.state import ImageState, ViewerState


class DisplayPanel(QWidget):
    """Lists the windows of the active image, sets them by hand, and tells what its values are worth.

    Attributes
    ----------
    own_presets : UserPresets
        The user's own windows.

    Signals
    -------
    visible_part_requested
        Set the window from the part of the image on screen; see :meth:`window_region`.
    """

    visible_part_requested = Signal()

    def __init__(self, state: ViewerState, jobs: Jobs, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.own_presets = UserPresets(settings.folder / "presets.json", self)
        self._measuring = Measuring(state, jobs, self)
        self._windows = WindowSection(state, self.own_presets, self)
        self._histogram = HistogramSection(state, settings, self)
        self._rendering = RenderingOptions(settings, self)
        self._integrity = IntegrityView(jobs, self)
        self._lay_out()
        self._windows.visible_part_requested.connect(self.visible_part_requested)
        self._histogram.edges_dragged.connect(self._windows.edit_ends)
        self._measuring.changed.connect(self._show_measured)
        self._show_measured(self._measuring.latest)

    @property
    def presets(self) -> tuple[Preset, ...]:
        """The views offered, in the order of their keys 0, 1, 2 ...; the user's own are marked as such."""
        yours = self.tr("{0} (yours)")
        return tuple(
            Preset(yours.format(offer.name) if offer.kind is Kind.OWN else offer_title(offer), offer.view)
            for offer in self._windows.offers
        )

    def set_model(self, card: ModelCard | None) -> None:
        """Offer the windows that the model of this card learned; None: no model is chosen."""
        self._windows.set_model(card)

    def choose(self, number: int) -> None:
        """Show view ``number`` of the list, with the polarity as it is; a number too many does nothing."""
        self._windows.choose(number)

    def nudge(self, *, wider: float = 0.0, higher: float = 0.0) -> None:
        """Widen and raise the window by parts of its width."""
        self._windows.nudge(wider=wider, higher=higher)

    def toggle_inverted(self) -> None:
        """Swap black and white."""
        self._windows.toggle_inverted()

    def reset(self) -> None:
        """Show the view that the image opened with."""
        self._windows.reset()

    def keep_window(self) -> None:
        """Ask for the name under which the window is kept."""
        self._section.set_open(True)
        self._windows.keeper.begin_keeping()

    def window_region(self, image: ImageState, rows: slice, columns: slice) -> None:
        """Set the window of ``image`` from a rectangle of its stored pixels."""
        self._measuring.window_region(image, rows, columns)

    def _lay_out(self) -> None:
        self._empty = QLabel(self.tr("Open an image to set its window."), self)
        self._empty.setWordWrap(True)
        self._colour = Note(self.tr("A colour image has no grey window: its colours are shown as they are."), self)
        self._section = Section(self.tr("Window"), self._windows, self)
        self._values = Section(self.tr("Histogram"), self._histogram, self)
        self._screen = Section(self.tr("Screen"), self._rendering, self)
        self._file = Section(self.tr("What the file holds"), self._integrity, self)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._empty, 0, Qt.AlignmentFlag.AlignTop)
        for widget in (self._colour, self._section, self._values, self._screen, self._file):
            column.addWidget(widget)
        column.addStretch(1)
        fill_scrolling(self, page)

    def _show_measured(self, measured: Measured) -> None:
        frame = measured.frame
        in_color = frame is not None and frame.color is not None
        self._empty.setVisible(frame is None)
        self._colour.setVisible(in_color)
        for section in (self._section, self._values):
            section.setVisible(frame is not None and not in_color)
        self._file.setVisible(frame is not None)
        self._windows.set_measured(measured)
        self._histogram.set_measured(measured)
        self._rendering.set_frame(frame)
        self._integrity.set_picture(frame, measured.index)
