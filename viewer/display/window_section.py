"""The windows of the active image: by name, by numbers, the user's own, and those that a network learned."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.dicom.frame import LookupTable
from core.display.learned import learned_presets
from core.display.view import Preset, View
from viewer.display.offers import Kind, Offer, offers
from viewer.display.preset_keeper import PresetKeeper
from viewer.display.preset_list import PresetList
from viewer.display.window_editor import WindowEditor
from viewer.image.windowing import as_window, nudged

if TYPE_CHECKING:
    from core.dicom.frame import Window
    from core.models.card import ModelCard
    from viewer.display.measuring import Measured
    from viewer.display.user_presets import UserPresets
    from viewer.state import ViewerState


class WindowSection(QWidget):
    """Chooses and sets the window of the active image; polarity changes only when that is asked for.

    Signals
    -------
    visible_part_requested
        Set the window from the part of the image on screen.
    """

    visible_part_requested = Signal()

    def __init__(self, state: ViewerState, own: UserPresets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._own = state, own
        self._given: tuple[Preset, ...] = ()
        self._offers: tuple[Offer, ...] = ()
        self._span: Window | None = None
        self._default: View | None = None
        self._model: ModelCard | None = None
        self._chosen = -1  # of several rows with the same window, the one that was asked for
        # Made in the order in which Tab goes through them.
        self._list = PresetList(self)
        self._make_buttons()
        self._editor = WindowEditor(self)
        self.keeper = PresetKeeper(own, self)
        self._lay_out()
        self._list.chosen.connect(self.choose)
        self._editor.window_edited.connect(self._on_editor_window_edited)
        self._editor.inverted_requested.connect(self.toggle_inverted)
        self.keeper.kept.connect(self._on_keeper_kept)
        own.changed.connect(self._show_offers)
        state.view_changed.connect(self._show_view)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The windows listed, in the order of their keys 0, 1, 2 ..."""
        return self._offers

    def set_measured(self, measured: Measured) -> None:
        """Offer the windows of another picture."""
        self._given, self._chosen = measured.presets, -1
        self._span, self._default = measured.span, measured.default
        for widget in (self._editor, self.keeper):
            widget.setEnabled(measured.span is not None)
        self._show_offers()

    def set_model(self, card: ModelCard | None) -> None:
        """Offer the windows that this model learned, and no other's."""
        self._model = card
        self._show_offers()

    def choose(self, number: int) -> None:
        """Show window ``number`` of the list, with the polarity as it is; a number too many does nothing."""
        view = self._state.view
        if view is not None and 0 <= number < len(self._offers):
            self._chosen = number
            self._state.set_view(replace(self._offers[number].view, inverted=view.inverted))
            self._show_view()

    def nudge(self, *, wider: float = 0.0, higher: float = 0.0) -> None:
        """Widen and raise the window by parts of its width; see :func:`viewer.image.windowing.nudged`."""
        shown = self._shown()
        if shown is not None:
            window, inverted, span = shown
            self._state.set_view(View(nudged(window, span, wider=wider, higher=higher), inverted))

    def edit_ends(self, low: float, high: float) -> None:
        """Set both ends of the window; its function stays."""
        self._editor.edit_ends(low, high)

    def toggle_inverted(self) -> None:
        """Swap black and white."""
        frame, view = self._state.frame, self._state.view
        if frame is not None and view is not None and frame.color is None:
            self._state.set_view(replace(view, inverted=not view.inverted))

    def reset(self) -> None:
        """Show the view that the image opened with."""
        if self._default is not None:
            self._state.set_view(self._default)

    def _make_buttons(self) -> None:
        self._full_range = QPushButton(self.tr("Full range"), self)
        self._full_range.setToolTip(self.tr("Window off: everything that the stored bits can hold"))
        self._visible = QPushButton(self.tr("Visible part"), self)
        self._visible.setToolTip(self.tr("Set the window from the part of the image on screen"))
        self._reset = QPushButton(self.tr("Reset"), self)
        self._reset.setToolTip(self.tr("The window that the image opened with"))
        self._full_range.clicked.connect(lambda: self.choose(0))
        self._visible.clicked.connect(self.visible_part_requested)
        self._reset.clicked.connect(self.reset)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._full_range, self._visible, self._reset):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._list)
        column.addLayout(buttons)
        column.addWidget(self._editor)
        column.addWidget(self.keeper)

    def _shown(self) -> tuple[Window, bool, Window] | None:
        """Give window, inversion and full range of the active image; None where there is none, or not yet."""
        frame, view, span = self._state.frame, self._state.view, self._span
        if frame is None or view is None or span is None:
            return None
        window, inverted = as_window(view, frame) if view.voi is not None else (span, view.inverted)
        return replace(window, explanation=""), inverted, span

    def _show_offers(self) -> None:
        frame = self._state.frame
        self._offers = (
            () if frame is None else offers(frame, self._given, self._own if self._given else (), self._learned())
        )
        self._list.set_offers(self._offers)
        self._show_view()

    def _show_view(self) -> None:
        shown, view = self._shown(), self._state.view
        if shown is None or view is None:
            return
        window, _, span = shown
        row = self._row_of(view)
        self._list.set_current(row)
        self._editor.set_view(window, span, lut=isinstance(view.voi, LookupTable), inverted=view.inverted)
        self.keeper.set_window(window)
        own = row - len(self._given) if row >= 0 and self._offers[row].kind is Kind.OWN else -1
        self.keeper.set_own(own)

    def _learned(self) -> tuple[Preset, ...]:
        frame, default = self._state.frame, self._default
        if frame is None or self._model is None or self._span is None or default is None:  # or not counted yet
            return ()
        return learned_presets(frame, self._model, default)

    def _row_of(self, view: View) -> int:
        rows = [row for row, offer in enumerate(self._offers) if offer.view.voi == view.voi]
        return self._chosen if self._chosen in rows else next(iter(rows), -1)

    def _on_editor_window_edited(self, window: Window) -> None:
        shown = self._shown()
        if shown is not None:
            self._state.set_view(View(window, shown[1]))
            self._show_view()  # a number that was moved to what is possible is shown as it became

    def _on_keeper_kept(self, number: int) -> None:
        self.choose(len(self._given) + number)
