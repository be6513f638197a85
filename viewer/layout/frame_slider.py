"""Goes through the frames of a multi-frame image, by hand or as a film; not there for any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QSpinBox, QWidget

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from viewer.state import ImageState


FASTEST = 60
"""Frames per second, at most."""

_USUAL = 15


class FrameSlider(QWidget):
    """A slider under the image, the number of the frame, and a film of the frames at a rate to choose.

    The film begins again at its end. It stops when another image comes, or this is no longer to be seen.
    """

    def __init__(self, image: ImageState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = image
        self.setAutoFillBackground(True)  # the pane paints an edge of its own behind it
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setAccessibleName(self.tr("Frame"))
        self.slider.setToolTip(self.tr("Frame of the image: Alt+Left and Alt+Right, or the wheel over the image"))
        self._number = QLabel(self)
        self.play = QPushButton(self)
        self.play.setCheckable(True)
        self.play.setToolTip(self.tr("The frames as a film: Shift+P"))
        self.rate = QSpinBox(self)
        self.rate.setRange(1, FASTEST)
        self.rate.setSuffix(self.tr(" per second"))
        self.rate.setAccessibleName(self.tr("Frames per second"))
        self.rate.setKeyboardTracking(False)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 2, 8, 2)
        line.setSpacing(8)
        line.addWidget(self.play)
        line.addWidget(self.slider, 1)
        line.addWidget(self._number)
        line.addWidget(self.rate)
        self.slider.valueChanged.connect(lambda value: image.set_index(value - 1))
        self.play.toggled.connect(self._on_play_toggled)
        self.rate.valueChanged.connect(lambda rate: self._timer.setInterval(round(1000 / rate)))
        self._timer.timeout.connect(self._show_next)
        self._on_play_toggled(False)
        image.frame_changed.connect(self._on_image_frame_changed)
        image.index_changed.connect(self._show_index)
        self._on_image_frame_changed(image.frame)

    @property
    def text(self) -> str:
        """What stands beside the slider."""
        return self._number.text()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the film: nobody sees it."""
        self.play.setChecked(False)
        super().hideEvent(event)

    def _on_play_toggled(self, playing: bool) -> None:
        self.play.setText(self.tr("Pause") if playing else self.tr("Play"))
        self.play.setAccessibleName(self.tr("Pause the film") if playing else self.tr("Play the frames as a film"))
        if playing:
            self._timer.start(round(1000 / self.rate.value()))
        else:
            self._timer.stop()

    def _show_next(self) -> None:
        self._image.set_index((self._image.index + 1) % self.slider.maximum())

    def _on_image_frame_changed(self, frame: Frame | None) -> None:
        self.play.setChecked(False)
        frames = 1 if frame is None else frame.frames
        meant = 0.0 if frame is None else frame.frames_per_second
        self.rate.setValue(max(1, min(round(meant), FASTEST)) if meant else _USUAL)
        with QSignalBlocker(self.slider):
            self.slider.setRange(1, frames)
            self.slider.setPageStep(max(1, frames // 10))
        # As wide as the longest number: the slider must not jump while it is dragged.
        widest = self.tr("Frame {0} of {1}").format(frames, frames)
        self._number.setMinimumWidth(self._number.fontMetrics().horizontalAdvance(widest))
        self.setVisible(frames > 1)
        self._show_index(self._image.index)

    def _show_index(self, index: int) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(index + 1)
        text = self.tr("Frame {0} of {1}").format(index + 1, self.slider.maximum())
        self._number.setText(text)
        self.slider.setAccessibleDescription(text)
