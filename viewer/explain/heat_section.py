"""The heat map: of which class, by which method, how it is drawn, and what it is worth."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from core.explain.heat import METHODS
from viewer.classify.colors import class_title
from viewer.explain.color_maps import COLOR_MAPS, HeatLook
from viewer.explain.layer import draw_scale
from viewer.explain.words import heat_facts, method_name, scale_text
from viewer.message import Note, Problem
from viewer.number_text import number_text
from viewer.progress_row import ProgressRow

if TYPE_CHECKING:
    from core.explain.heat import Progress
    from viewer.explain.explaining import Heat


class Legend(QWidget):
    """The colours of the map from 0 to 1; what is below the threshold is left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = HeatLook()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_look(self, look: HeatLook) -> None:
        """Show other colours."""
        self._look = look
        told = self.tr("Colours {0}, from 0 to 1; below {1} nothing is drawn")
        self.setAccessibleName(told.format(look.color_map, number_text(look.threshold, ".2f")))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: D102  Qt's name
        return QSize(160, 18)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102  Qt's name
        painter = QPainter(self)
        place = QRectF(self.rect()).adjusted(2, 3, -2, -3)
        draw_scale(painter, place, self._look, self.palette().color(QPalette.ColorRole.WindowText))


class HeatSection(QWidget):
    """Asks for heat maps and says how they are drawn; the map itself lies on the image.

    Signals
    -------
    requested : (str, int)
        Make a map by this method, for the class of this number.
    cancel_requested
        Give up.
    look_changed : HeatLook
        The user wants maps drawn in another way.
    shown_changed : bool
        The user wants maps on the images, or not.
    """

    requested = Signal(str, int)
    cancel_requested = Signal()
    look_changed = Signal(object)
    shown_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = HeatLook()
        self._build()
        self._lay_out()
        self._button.clicked.connect(self.request)
        self._progress.cancel_requested.connect(self.cancel_requested)
        self._shown.toggled.connect(self.shown_changed)
        self._opacity.valueChanged.connect(lambda value: self._change(replace(self._look, opacity=value / 100)))
        self._threshold.valueChanged.connect(lambda value: self._change(replace(self._look, threshold=value / 100)))
        self._colors.currentTextChanged.connect(lambda name: self._change(replace(self._look, color_map=name)))
        self.set_look(self._look)

    @property
    def number(self) -> int:
        """Number of the chosen class; -1 when there is none."""
        return self._class.currentIndex()

    def request(self) -> None:
        """Ask for the map of the chosen class by the chosen method."""
        if self.number >= 0:
            self.requested.emit(self._method.currentData(), self.number)

    def set_classes(self, classes: tuple[str, ...]) -> None:
        """Offer other classes."""
        with QSignalBlocker(self._class):
            self._class.clear()
            for name in classes:
                self._class.addItem(class_title(name), name)

    def choose_class(self, name: str) -> None:
        """Choose a class by its name; one that is not offered changes nothing."""
        place = self._class.findData(name)
        if place >= 0:
            self._class.setCurrentIndex(place)

    def set_look(self, look: HeatLook) -> None:
        """Show how maps are drawn."""
        self._look = look
        for slider, label, value in (
            (self._opacity, self._opacity_value, look.opacity),
            (self._threshold, self._threshold_value, look.threshold),
        ):
            with QSignalBlocker(slider):
                slider.setValue(round(100 * value))
            label.setText(number_text(value, ".2f"))
        with QSignalBlocker(self._colors):
            self._colors.setCurrentText(look.color_map)
        self._legend.set_look(look)

    def set_shown(self, shown: bool) -> None:
        """Show whether maps are on the images."""
        with QSignalBlocker(self._shown):
            self._shown.setChecked(shown)

    def set_heat(self, heat: Heat | None, *, asking: bool, ready: bool) -> None:
        """Say what is known of the map of the active image."""
        self._button.setEnabled(ready and not asking)
        self._facts.say("" if heat is None else heat_facts(heat))
        self._scale.say("" if heat is None else scale_text(heat.map))
        if asking or heat is not None:
            self._problem.say("")
        if not asking:
            self._progress.hide()

    def show_progress(self, progress: Progress) -> None:
        """Show how far a map is."""
        self._progress.show_progress(self.tr("Making the heat map"), progress.done, progress.total or None)

    def show_problem(self, text: str) -> None:
        """Say why there is no map; an empty text takes that back."""
        self._problem.say(text)

    def _build(self) -> None:
        self._class, self._method, self._colors = QComboBox(self), QComboBox(self), QComboBox(self)
        self._class.setAccessibleName(self.tr("Class"))
        self._method.setAccessibleName(self.tr("Method"))
        self._colors.setAccessibleName(self.tr("Colours"))
        for method in METHODS:
            self._method.addItem(method_name(method), method)
        self._method.setToolTip(
            self.tr(
                "Grad-CAM: what the last features held that speaks for the class. "
                "Grad-CAM++: the same, weighted by the places that speak for it alone; often wider. "
                "Occlusion: what the class loses when a part is covered; slower."
            )
        )
        self._colors.addItems(COLOR_MAPS)
        self._button = QPushButton(self.tr("Make heat map"), self)
        self._shown = QCheckBox(self.tr("Show on the image"), self)
        self._shown.setChecked(True)
        self._opacity, self._threshold = self._slider(self.tr("Opacity")), self._slider(self.tr("Threshold"))
        self._opacity_value, self._threshold_value = QLabel(self), QLabel(self)
        self._legend = Legend(self)
        self._scale, self._facts = Note(parent=self), Note(parent=self)
        self._scale.setProperty("role", "heading")
        self._problem = Problem(self)
        self._progress = ProgressRow(self.tr("Heat map"), self)

    def _slider(self, name: str) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal, self)
        slider.setRange(0, 100)
        slider.setPageStep(10)
        slider.setAccessibleName(name)
        return slider

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(8)
        grid.setColumnStretch(1, 1)
        rows: tuple[tuple[str, QWidget, QWidget | None], ...] = (
            (self.tr("Class"), self._class, None),
            (self.tr("Method"), self._method, None),
            (self.tr("Opacity"), self._opacity, self._opacity_value),
            (self.tr("Threshold"), self._threshold, self._threshold_value),
            (self.tr("Colours"), self._colors, None),
        )
        for place, (text, widget, value) in enumerate(rows):
            grid.addWidget(QLabel(text, self), place, 0)
            grid.addWidget(widget, place, 1, 1, 1 if value else 2)
            if value is not None:
                grid.addWidget(value, place, 2)
        line = QHBoxLayout()
        line.addWidget(self._shown, 1)
        line.addWidget(self._button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(grid)
        for widget in (self._legend, self._scale):
            column.addWidget(widget)
        column.addLayout(line)
        for widget in (self._progress, self._problem, self._facts):
            column.addWidget(widget)

    def _change(self, look: HeatLook) -> None:
        self.set_look(look)
        self.look_changed.emit(look)
