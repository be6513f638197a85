"""The middle of the window: messages, then the image, or what to do as long as there is none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from viewer.layout.panes import Panes
from viewer.message_bar import MessageBar, Until
from viewer.notice import disclaimer
from viewer.progress_row import ProgressRow

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from viewer.state import ImageState, ViewerState


class EmptyState(QWidget):
    """Says what to do next, and does it.

    Signals
    -------
    folder_requested, files_requested, sample_requested
        The buttons.
    recent_requested : Path
        A folder opened before.
    """

    folder_requested = Signal()
    files_requested = Signal()
    sample_requested = Signal()
    recent_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("empty")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        title = QLabel(self.tr("Drop a folder or DICOM files here"), self)
        title.setProperty("role", "title")
        larger = title.font()
        larger.setPointSizeF(larger.pointSizeF() * 1.5)
        title.setFont(larger)
        hint = QLabel(self.tr("or open one. The sample folder holds synthetic and real radiographs to try."), self)
        hint.setWordWrap(True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for text, signal in (
            (self.tr("Open folder"), self.folder_requested),
            (self.tr("Open files"), self.files_requested),
            (self.tr("Open sample folder"), self.sample_requested),
        ):
            button = QPushButton(text, self)
            button.clicked.connect(signal)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(hint)
        column.addLayout(buttons)
        column.addLayout(self._recent)
        column.addStretch(3)
        column.addWidget(QLabel(disclaimer(), self), 0, Qt.AlignmentFlag.AlignHCenter)

    def set_recent(self, folders: Sequence[Path]) -> None:
        """List folders opened before."""
        while self._recent.count():
            item = self._recent.takeAt(0)
            if item is not None and (button := item.widget()) is not None:
                button.deleteLater()
        for folder in folders:
            link = QPushButton(str(folder), self)
            link.setFlat(True)
            link.clicked.connect(lambda _=False, folder=folder: self.recent_requested.emit(folder))
            self._recent.addWidget(link, 0, Qt.AlignmentFlag.AlignHCenter)


class ImageArea(QWidget):
    """Stacks the message bar over the panes, which give way to the empty state while none has anything to show."""

    def __init__(self, state: ViewerState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.messages = MessageBar(self)
        self.panes = Panes(state, self)
        self.empty = EmptyState(self)
        self.progress = ProgressRow(self.tr("Making the sample folder"), self)
        self._busy = QProgressBar(self)  # lies over the image: a layout would move the image each time
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setAccessibleName(self.tr("Opening an image"))
        self._busy.hide()
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.panes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addWidget(self.progress)
        column.addWidget(self._stack, 1)
        self._busy.raise_()
        for view in self.panes.views:
            view.image.frame_changed.connect(self._on_image_frame_changed)
            view.previewed.connect(self._show_what_there_is)

    def add_strip(self, strip: QWidget) -> None:
        """Put a line over the image, under the messages."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.indexOf(self._stack), strip)

    def refuse(self, path: Path, reason: str, image: ImageState | None = None) -> None:
        """Show no image in a pane, the active one unless said, and say why ``path`` is none."""
        view = self.panes.active if image is None else self.panes.view_of(image)
        view.set_refusal(path, reason)
        self._show_what_there_is()

    def clear(self) -> None:
        """Show the empty state."""
        for view in self.panes.views:
            view.set_preview(None)
            view.clear_refusal()
            view.image.set_frame(None, None)
        self._show_what_there_is()

    def set_busy(self, busy: bool) -> None:
        """Show that something takes a moment; the image stays."""
        self._busy.setVisible(busy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the busy line at the top."""
        self._busy.setGeometry(0, 0, self.width(), 4)

    def _on_image_frame_changed(self, frame: Frame | None) -> None:
        if frame is not None:
            self.messages.over(Until.NEXT_IMAGE)
        self._show_what_there_is()

    def _show_what_there_is(self) -> None:
        anything = any(view.image.frame or view.refusal or view.preview for view in self.panes.views)
        self._stack.setCurrentWidget(self.panes if anything else self.empty)
