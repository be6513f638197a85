"""The window on what the bit depth changed of the image on screen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from viewer.arranging import column, fill_scrolling
from viewer.depth.bar import DepthBar
from viewer.depth.figures import LevelsSection
from viewer.depth.flips_section import FlipsSection
from viewer.depth.network_section import NetworkSection
from viewer.depth.stage import DepthStage
from viewer.message import Problem
from viewer.section import Section

_SIDE = 340


class DepthWindow(QWidget):
    """Images on the left with the choices above them, figures on the right.

    Signals
    -------
    shown, hidden
        It came to the screen, or left it.
    """

    shown = Signal()
    hidden = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("What did bit depth change?"))  # never anything of a patient
        self.setProperty("manual_page", "compare")
        self.bar, self.stage, self.problem = DepthBar(self), DepthStage(self), Problem(self)
        self.levels, self.network, self.flips = LevelsSection(self), NetworkSection(self), FlipsSection(self)
        side = QWidget(self)
        sections = (
            Section(self.tr("Left under this window"), self.levels, self),
            Section(self.tr("What the network says"), self.network, self),
            Section(self.tr("Flips"), self.flips, self),
        )
        fill_scrolling(side, column(*sections))
        side.setMinimumWidth(_SIDE)
        left = QWidget(self)
        images = QVBoxLayout(left)
        images.setContentsMargins(8, 8, 0, 8)
        images.setSpacing(8)
        images.addWidget(self.bar)
        images.addWidget(self.problem)
        images.addWidget(self.stage, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(side)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([940, _SIDE])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)
        self._connect()
        self.resize(1280, 800)

    def refuse(self, reason: str) -> None:
        """Say why there is nothing to compare, in place of the images; an empty reason takes that back."""
        self.problem.say(reason)
        if reason:
            self.stage.clear()
            self.levels.clear()

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that there is something to be seen."""
        super().showEvent(event)
        self.shown.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that nobody looks."""
        super().hideEvent(event)
        self.hidden.emit()

    def _connect(self) -> None:
        bar, stage = self.bar, self.stage
        bar.mode_changed.connect(stage.set_mode)
        bar.interval_changed.connect(stage.set_interval)
        bar.pause_requested.connect(lambda: stage.set_running(not stage.is_running))
        bar.switch_requested.connect(stage.switch)
        stage.running_changed.connect(lambda running: bar.show_running(running=running))
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.close)
