"""One image after the other, and nothing that could tell at which depth it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from viewer.arranging import line
from viewer.image.corners import CornerChoice
from viewer.image.rendering import Rendering
from viewer.layout.panes import Panes
from viewer.message import Problem
from viewer.state import ViewerState

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.display.view import View


class ReadingPage(QWidget):
    """The image with its window, zoom and position, how far one is, and the two answers.

    Signals
    -------
    answered : (bool, float)
        The finding is there or not; seconds since the image came.
    undo_requested, again_requested : ()
        Take the last answer back; try to read the image again.
    """

    answered = Signal(bool, float)
    undo_requested = Signal()
    again_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = ViewerState(self)
        self.panes = Panes(self._state, self)
        for pane in self.panes.panes:
            pane.setAcceptDrops(False)
            pane.view.set_hint("")
            pane.view.set_rendering(Rendering(overlays=False))
            pane.view.set_corners(CornerChoice((), (), (), ("projection", "laterality")))
        self._question, self._progress = QLabel(self), QLabel(self)
        for label in (self._question, self._progress):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.present = QPushButton(self.tr("Present (1)"), self)
        self.absent = QPushButton(self.tr("Absent (2)"), self)
        self.undo = QPushButton(self.tr("Take back the last answer (Backspace)"), self)
        self._again = QPushButton(self.tr("Try &again"), self)
        self._problem = Problem(self)
        self._since = QElapsedTimer()
        self._lay_out()
        self._connect()
        self.wait()

    @property
    def shown(self) -> Frame | None:
        """The image on screen."""
        return self._state.frame

    def say(self, question: str, progress: str, *, can_undo: bool) -> None:
        """Say what is asked, and how far one is."""
        self._question.setText(question)
        self._progress.setText(progress)
        self.undo.setEnabled(can_undo)

    def wait(self) -> None:
        """Show no image until the next one is there."""
        self._state.set_frame(None, None)
        self._since.invalidate()
        self._refuse("")
        self._show_what_can_be_done()

    def show_image(self, frame: Frame, view: View) -> None:
        """Show an image through its window; the time begins."""
        self._state.set_frame(frame, view)
        self.panes.active.look_at_all()
        self._since.start()
        self._show_what_can_be_done()
        self.panes.active.setFocus()

    def refuse(self, reason: str) -> None:
        """Say why the image is not there."""
        self._refuse(reason)

    def _refuse(self, reason: str) -> None:
        self._problem.say(reason)
        self._again.setVisible(bool(reason))

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 8, 8, 8)
        whole.setSpacing(8)
        head = line(self._question, self._progress)
        self._progress.setAlignment(Qt.AlignmentFlag.AlignRight)
        for widget in (head, self._problem, self._again):
            whole.addWidget(widget)
        whole.addWidget(self.panes, 1)
        whole.addWidget(line(self.present, self.absent, self.undo))

    def _connect(self) -> None:
        self.present.clicked.connect(lambda: self._answer(True))
        self.absent.clicked.connect(lambda: self._answer(False))
        self.undo.clicked.connect(self.undo_requested)
        self._again.clicked.connect(self.again_requested)
        keys = ((Qt.Key.Key_1, self.present), (Qt.Key.Key_2, self.absent), (Qt.Key.Key_Backspace, self.undo))
        for key, button in keys:
            shortcut = QShortcut(QKeySequence(QKeyCombination(key)), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)

    def _answer(self, present: bool) -> None:
        if self._since.isValid():
            seconds = self._since.elapsed() / 1000
            self.wait()
            self.answered.emit(present, seconds)

    def _show_what_can_be_done(self) -> None:
        for button in (self.present, self.absent):
            button.setEnabled(self._since.isValid())
