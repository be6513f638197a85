"""How the image is shown: its windows by name, by numbers, and what they leave out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.dicom.facts import uid_name
from core.dicom.frame import LookupTable, VoiFunction, Window
from core.display.view import Preset, View, default_view, full_range, polarity_inverted, presets
from viewer.histogram import Histogram, distribution
from viewer.image.corners import notes
from viewer.image.windowing import as_window
from viewer.message import Note
from viewer.patient_text import figure

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from viewer.state import ViewerState

_LUT = "VOI LUT"


class DisplayPanel(QWidget):
    """Lists the views that the file offers, and sets centre, width, function and polarity by hand."""

    def __init__(self, state: ViewerState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._presets: tuple[Preset, ...] = ()
        self._build()
        self._list.currentRowChanged.connect(self._on_list_row_changed)
        self._center.valueChanged.connect(self._on_center_changed)
        self._width.valueChanged.connect(self._on_width_changed)
        self._function.textActivated.connect(self._on_function_chosen)
        self._inverted.clicked.connect(self.toggle_inverted)
        self._full_range.clicked.connect(self._on_full_range_clicked)
        self._reset.clicked.connect(self.reset)
        state.frame_changed.connect(self._on_state_frame_changed)
        state.index_changed.connect(self._on_state_index_changed)
        state.view_changed.connect(self._show_view)
        self._on_state_frame_changed(state.frame)

    @property
    def presets(self) -> tuple[Preset, ...]:
        """The views offered, in the order of their keys 0, 1, 2 ..."""
        return self._presets

    def choose(self, number: int) -> None:
        """Show view ``number`` of the list, with the polarity as it is; a number too many does nothing."""
        view = self._state.view
        if view is not None and number < len(self._presets):
            self._state.set_view(replace(self._presets[number].view, inverted=view.inverted))

    def toggle_inverted(self) -> None:
        """Swap black and white."""
        if self._state.view is not None:
            self._state.set_view(replace(self._state.view, inverted=not self._state.view.inverted))

    def reset(self) -> None:
        """Show the view that the image opened with."""
        if self._state.frame is not None:
            self._state.set_view(default_view(self._state.frame, self._state.index))

    def _build(self) -> None:
        self._list = QListWidget(self)
        self._list.setAccessibleName(self.tr("Windows"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._center, self._width = _number(self), _number(self)
        self._function = QComboBox(self)
        self._function.addItems([function.value for function in VoiFunction])
        self._inverted = QCheckBox(self.tr("Invert black and white"), self)
        self._full_range = QPushButton(self.tr("Full range"), self)
        self._reset = QPushButton(self.tr("Reset"), self)
        self._histogram = Histogram(self)
        self._facts = Note(parent=self)
        self._notes_heading = _heading(self.tr("Notes on this file"), self)
        self._notes = Note(parent=self)
        form = QFormLayout()
        form.addRow(self.tr("&Centre"), self._center)
        form.addRow(self.tr("&Width"), self._width)
        form.addRow(self.tr("Fu&nction"), self._function)
        buttons = QHBoxLayout()
        buttons.addWidget(self._full_range)
        buttons.addWidget(self._reset)
        self._controls = QWidget(self)
        column = QVBoxLayout(self._controls)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(_heading(self.tr("Window"), self))
        column.addWidget(self._list)
        column.addLayout(form)
        column.addWidget(self._inverted)
        column.addLayout(buttons)
        column.addWidget(_heading(self.tr("Histogram"), self))
        column.addWidget(self._histogram)
        for widget in (self._facts, self._notes_heading, self._notes):
            column.addWidget(widget)
        column.addStretch(1)
        self._empty = QLabel(self.tr("Open an image to set its window."), self)
        self._empty.setWordWrap(True)
        page = QVBoxLayout(self)
        page.setContentsMargins(8, 8, 8, 8)
        page.addWidget(self._empty, 0, Qt.AlignmentFlag.AlignTop)
        page.addWidget(self._controls, 1)

    def _on_state_frame_changed(self, frame: Frame | None) -> None:
        self._empty.setVisible(frame is None)
        self._controls.setVisible(frame is not None)
        self._presets = () if frame is None else presets(frame, self._state.index)
        with QSignalBlocker(self._list):
            self._list.clear()
            # The key that chooses it stands before each name.
            self._list.addItems(
                [f"{key}   {preset.name}" if key < 10 else preset.name for key, preset in enumerate(self._presets)]
            )
        rows = min(max(len(self._presets), 3), 8)
        self._list.setFixedHeight(rows * max(self._list.sizeHintForRow(0), 16) + 2 * self._list.frameWidth())
        if frame is not None:
            self._histogram.set_distribution(distribution(frame, self._state.index))
            self._facts.say(_facts(frame))
            self._notes.say("\n".join(notes(frame)))
            self._notes_heading.setVisible(bool(notes(frame)))
        self._show_view()

    def _on_state_index_changed(self) -> None:
        self._on_state_frame_changed(self._state.frame)

    def _show_view(self) -> None:
        frame, view = self._state.frame, self._state.view
        if frame is None or view is None:
            return
        window, inverted = as_window(view, frame)
        with QSignalBlocker(self._list):
            self._list.setCurrentRow(self._number_of(view))
        decimals = 1 if full_range(frame).width >= 256 else 4
        for box, value in ((self._center, window.center), (self._width, window.width)):
            with QSignalBlocker(box):
                box.setDecimals(decimals)
                box.setValue(value)
        self._show_function(_LUT if isinstance(view.voi, LookupTable) else window.function.value)
        with QSignalBlocker(self._inverted):
            self._inverted.setChecked(view.inverted)
        self._histogram.set_edges(_edges(window), falls=polarity_inverted(frame) != inverted)

    def _show_function(self, name: str) -> None:
        """Select the function; a LUT is listed only while it is the one in use."""
        listed = self._function.findText(_LUT) >= 0
        with QSignalBlocker(self._function):
            if name == _LUT and not listed:
                self._function.insertItem(0, _LUT)
            elif name != _LUT and listed:
                self._function.removeItem(0)
            self._function.setCurrentText(name)

    def _number_of(self, view: View) -> int:
        return next((row for row, preset in enumerate(self._presets) if preset.view.voi == view.voi), -1)

    def _on_list_row_changed(self, row: int) -> None:
        if row >= 0:
            self.choose(row)

    def _on_full_range_clicked(self) -> None:
        self.choose(0)

    def _on_center_changed(self, center: float) -> None:
        self._set_window(center=center)

    def _on_width_changed(self, width: float) -> None:
        self._set_window(width=width)

    def _on_function_chosen(self, name: str) -> None:
        if name != _LUT:
            self._set_window(function=VoiFunction(name))

    def _set_window(
        self, *, center: float | None = None, width: float | None = None, function: VoiFunction | None = None
    ) -> None:
        """Set what is given; what is not stays as it is."""
        frame, view = self._state.frame, self._state.view
        if frame is None or view is None:
            return
        window, inverted = as_window(view, frame)
        function = function or window.function
        width = window.width if width is None else width
        narrowest = 1.0 if function is VoiFunction.LINEAR else 10.0 ** -self._width.decimals()
        center = window.center if center is None else center
        self._state.set_view(View(Window(center, max(width, narrowest), function), inverted))


def _edges(window: Window) -> tuple[float, float]:
    """Modality values that become black and white (PS3.3 C.11.2.1.2.1); for a sigmoid, of the line in its middle."""
    low, high = window.center - window.width / 2, window.center + window.width / 2
    return low, max(low, high - 1) if window.function is VoiFunction.LINEAR else high


def _facts(frame: Frame) -> str:
    low, high = frame.stored_range
    depth = f"{frame.bits_stored} bits stored: {figure(low)} to {figure(high)}"
    syntax = uid_name(frame.transfer_syntax) if frame.transfer_syntax else ""
    return "\n".join(part for part in (depth, syntax, f"Decoder: {frame.decoder}" if frame.decoder else "") if part)


def _number(parent: QWidget) -> QDoubleSpinBox:
    box = QDoubleSpinBox(parent)
    box.setRange(-1e9, 1e9)
    box.setKeyboardTracking(False)
    box.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
    return box


def _heading(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty("role", "heading")
    return label
