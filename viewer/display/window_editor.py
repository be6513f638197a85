"""The window in numbers: centre and width, the values that become black and white, and the function between them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QWidget

from core.dicom.frame import VoiFunction, Window
from viewer.image.windowing import between, ends, narrowest
from viewer.message import Note
from viewer.number_box import NumberBox

LUT = "VOI LUT"
"""What stands in the list of functions while a LUT of the file is in use."""


class WindowEditor(QWidget):
    """Shows a window in numbers and lets each of them be typed or stepped; what is not typed stays as it is.

    Signals
    -------
    window_edited : Window
        Another window was typed, stepped or chosen.
    inverted_requested
        Swap black and white.
    """

    window_edited = Signal(object)
    inverted_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._window = self._span = Window(0.5, 1.0)
        self._build()
        self._center.valueChanged.connect(self._on_center_changed)
        self._width.valueChanged.connect(self._on_width_changed)
        self._minimum.valueChanged.connect(self._on_minimum_changed)
        self._maximum.valueChanged.connect(self._on_maximum_changed)
        self._function.textActivated.connect(self._on_function_chosen)
        self._inverted.clicked.connect(self.inverted_requested)

    def set_view(self, window: Window, span: Window, *, lut: bool, inverted: bool) -> None:
        """Show a window.

        Parameters
        ----------
        window : Window
            In use; for a VOI LUT the window nearest to it.
        span : Window
            Full range of the image: says how many decimals make sense and how narrow a window may be.
        lut : bool
            A VOI LUT is in use.
        inverted : bool
            The user has swapped black and white.
        """
        self._window, self._span = window, span
        decimals = 1 if span.width >= 256 else 4
        numbers = (window.center, window.width, *ends(window))
        for box, value in zip((self._center, self._width, self._minimum, self._maximum), numbers, strict=True):
            with QSignalBlocker(box):
                if box.decimals() != decimals:
                    box.setDecimals(decimals)
                box.setValue(value)
        self._show_function(LUT if lut else window.function.value)
        with QSignalBlocker(self._inverted):
            self._inverted.setChecked(inverted)
        self._remark.say(self._remark_on(window.function, lut=lut))

    def edit_ends(self, low: float, high: float) -> None:
        """Edit both ends as the user does; where they meet, the window is as narrow as can be."""
        function = self._window.function
        if function is VoiFunction.LINEAR or high > low:
            self._edit(between(low, high, function))
        else:
            self._edit(Window(low, narrowest(function, self._span), function))

    def _build(self) -> None:
        self._center, self._width = _number(self), _number(self)
        self._minimum, self._maximum = _number(self), _number(self)
        self._function = QComboBox(self)
        self._function.addItems([function.value for function in VoiFunction])
        self._inverted = QCheckBox(self.tr("Invert black and white"), self)
        self._remark = Note(parent=self)
        self._remark.setProperty("role", "heading")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for place, (text, box) in enumerate(
            (
                (self.tr("&Centre"), self._center),
                (self.tr("&Width"), self._width),
                (self.tr("Mi&nimum"), self._minimum),
                (self.tr("Ma&ximum"), self._maximum),
                (self.tr("&Function"), self._function),
            )
        ):
            label = QLabel(text, self)
            label.setBuddy(box)
            box.setAccessibleName(text.replace("&", ""))
            grid.addWidget(label, place // 2, 2 * (place % 2))
            grid.addWidget(box, place // 2, 2 * (place % 2) + 1, 1, 3 if box is self._function else 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        grid.addWidget(self._remark, 3, 0, 1, 4)
        grid.addWidget(self._inverted, 4, 0, 1, 4)

    def _remark_on(self, function: VoiFunction, *, lut: bool) -> str:
        if lut:
            return self.tr("A VOI LUT has no centre and width; these are of the window nearest to it.")
        if function is VoiFunction.SIGMOID:
            return self.tr(
                "A sigmoid never quite reaches black or white: minimum and maximum are the ends of the straight line "
                "through its middle (12 % and 88 % grey)."
            )
        return ""

    def _show_function(self, name: str) -> None:
        """Select the function; a LUT is listed only while it is the one in use."""
        listed = self._function.findText(LUT) >= 0
        with QSignalBlocker(self._function):
            if name == LUT and not listed:
                self._function.insertItem(0, LUT)
            elif name != LUT and listed:
                self._function.removeItem(0)
            self._function.setCurrentText(name)

    def _on_center_changed(self, center: float) -> None:
        self._edit(replace(self._window, center=center))

    def _on_width_changed(self, width: float) -> None:
        least = narrowest(self._window.function, self._span)
        self._edit(replace(self._window, width=max(width, least)))

    def _on_minimum_changed(self, minimum: float) -> None:
        self.edit_ends(minimum, max(ends(self._window)[1], minimum))

    def _on_maximum_changed(self, maximum: float) -> None:
        self.edit_ends(min(ends(self._window)[0], maximum), maximum)

    def _on_function_chosen(self, name: str) -> None:
        if name != LUT:
            function = VoiFunction(name)
            self._edit(
                replace(self._window, width=max(self._window.width, narrowest(function, self._span)), function=function)
            )

    def _edit(self, window: Window) -> None:
        self.window_edited.emit(window)


def _number(parent: QWidget) -> NumberBox:
    box = NumberBox(parent)
    box.setRange(-1e9, 1e9)
    box.setKeyboardTracking(False)
    box.setStepType(NumberBox.StepType.AdaptiveDecimalStepType)
    box.setMinimumWidth(72)
    return box
