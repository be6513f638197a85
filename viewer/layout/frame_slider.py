"""Goes through the frames of a multi-frame image; not there for any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from viewer.state import ImageState


class FrameSlider(QWidget):
    """A slider under the image, and the number of the frame beside it."""

    def __init__(self, image: ImageState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = image
        self.setAutoFillBackground(True)  # the pane paints an edge of its own behind it
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setAccessibleName(self.tr("Frame"))
        self.slider.setToolTip(self.tr("Frame of the image: Alt+Left and Alt+Right, or the wheel over the image"))
        self._number = QLabel(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 2, 8, 2)
        line.setSpacing(8)
        line.addWidget(self.slider, 1)
        line.addWidget(self._number)
        self.slider.valueChanged.connect(lambda value: image.set_index(value - 1))
        image.frame_changed.connect(self._on_image_frame_changed)
        image.index_changed.connect(self._show_index)
        self._on_image_frame_changed(image.frame)

    @property
    def text(self) -> str:
        """What stands beside the slider."""
        return self._number.text()

    def _on_image_frame_changed(self, frame: Frame | None) -> None:
        frames = 1 if frame is None else frame.frames
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
