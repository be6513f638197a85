"""What is chosen above the images: the two depths, how they are compared, and what belongs to that way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from core.depth.pixels import ARMS
from viewer.arranging import line
from viewer.depth.stage import LONGEST_MS, SHORTEST_MS, USUAL_MS, Mode
from viewer.depth.words import arm_title
from viewer.number_text import number_text

if TYPE_CHECKING:
    from viewer.depth.work import Arms

FACTORS = (4, 16, 64)
"""By how much differences may be amplified."""


class Scale(QWidget):
    """The greys of a painted difference, from the second being lower to its being higher."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(96, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw them."""
        scale = QLinearGradient(0, 0, self.width(), 0)
        scale.setColorAt(0, QColor(1, 1, 1))
        scale.setColorAt(1, QColor(255, 255, 255))
        QPainter(self).fillRect(self.rect(), scale)


class DepthBar(QWidget):
    """Two lines of choices.

    Signals
    -------
    arms_changed
        Other depths are compared.
    mode_changed : Mode
        They are compared in another way.
    factor_changed : int
        Differences are amplified by so much.
    interval_changed : int
        Each image is seen for so many milliseconds in flicker.
    pause_requested, switch_requested
        The buttons of flicker.
    """

    arms_changed = Signal()
    mode_changed = Signal(object)
    factor_changed = Signal(int)
    interval_changed = Signal(int)
    pause_requested = Signal()
    switch_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.second = self._made_arms(self.tr("First bit depth"), "native"), self._made_arms(
            self.tr("Second bit depth"), "8"
        )  # fmt: skip
        self.mode = QComboBox(self)
        self.factor = QComboBox(self)
        self.interval = QSpinBox(self)
        self.pause = QPushButton(self)
        self.switch = QPushButton(self.tr("Sho&w the other"), self)
        self._limit, self._fitting = QLabel(self), QLabel(self)
        self._fill()
        self._build()
        self._connect()
        self.show_running(running=True)
        self._show_mode()

    @property
    def arms(self) -> Arms:
        """The two depths."""
        return str(self.first.currentData()), str(self.second.currentData())

    def show_running(self, *, running: bool) -> None:
        """Offer to hold, or to go on."""
        self.pause.setText(self.tr("&Pause") if running else self.tr("&Go on"))

    def show_stored(self, bits: int) -> None:
        """Say what the image stores; 0 where there is none."""
        for box in (self.first, self.second):
            box.setItemText(ARMS.index("native"), arm_title("native", bits))

    def show_limit(self, stored_values: float) -> None:
        """Say what the ends of the scale of differences mean."""
        text = self.tr("Dark: second lower by up to {0} stored values; mid-grey: same; light: higher")
        self._limit.setText(text.format(number_text(stored_values, ".3g")))

    def _made_arms(self, name: str, chosen: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setToolTip(name)
        for bits in ARMS:
            box.addItem(arm_title(bits), bits)
        box.setCurrentIndex(ARMS.index(chosen))
        return box

    def _fill(self) -> None:
        names = {
            Mode.BESIDE: self.tr("Side by side"),
            Mode.FLICKER: self.tr("Flicker"),
            Mode.APART: self.tr("Amplified difference"),
        }
        self.mode.setAccessibleName(self.tr("Way of comparing"))
        for mode, text in names.items():
            self.mode.addItem(text, mode)
        self.factor.setAccessibleName(self.tr("Amplified by"))
        for factor in FACTORS:
            self.factor.addItem(f"\u00d7 {factor}", factor)
        self.factor.setCurrentIndex(1)
        self.interval.setAccessibleName(self.tr("Time that each image is seen"))
        self.interval.setRange(SHORTEST_MS, LONGEST_MS)
        self.interval.setSingleStep(50)
        self.interval.setValue(USUAL_MS)
        self.interval.setSuffix(self.tr(" ms"))
        self.pause.setToolTip(self.tr("Space, while the image has the keyboard"))

    def _build(self) -> None:
        against = QLabel(self.tr("against"), self)
        choosing = QHBoxLayout()
        choosing.setSpacing(8)
        for widget in (self.first, against, self.second, self.mode):
            choosing.addWidget(widget)
        choosing.addStretch(1)
        self._flicker = line(QLabel(self.tr("Each for")), self.interval, self.pause, self.switch)
        self._apart = line(self.factor, Scale(), self._limit)
        self._fitting.setText(
            self.tr("Zoom, position and window are the same on both. 100 % shows every stored pixel.")
        )
        self._fitting.setWordWrap(True)
        self._limit.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(choosing)
        for below in (self._fitting, self._flicker, self._apart):
            column.addWidget(below, 0, Qt.AlignmentFlag.AlignTop)
        for row, last in ((self._flicker, None), (self._apart, self._limit)):
            layout = row.layout()
            if isinstance(layout, QHBoxLayout):
                layout.addStretch(1) if last is None else layout.setStretchFactor(last, 1)

    def _connect(self) -> None:
        for box in (self.first, self.second):
            box.currentIndexChanged.connect(lambda _: self.arms_changed.emit())
        self.mode.currentIndexChanged.connect(lambda _: self._show_mode())
        self.mode.currentIndexChanged.connect(lambda _: self.mode_changed.emit(self.mode.currentData()))
        self.factor.currentIndexChanged.connect(lambda _: self.factor_changed.emit(self.factor.currentData()))
        self.interval.valueChanged.connect(self.interval_changed)
        self.pause.clicked.connect(self.pause_requested)
        self.switch.clicked.connect(self.switch_requested)

    def _show_mode(self) -> None:
        mode = self.mode.currentData()
        self._fitting.setVisible(mode is Mode.BESIDE)
        self._flicker.setVisible(mode is Mode.FLICKER)
        self._apart.setVisible(mode is Mode.APART)
