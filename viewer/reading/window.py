"""The window of a reader study: setup, reading, the pause between the sessions, results."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedLayout, QVBoxLayout, QWidget

from viewer.jobs import Jobs
from viewer.message import Note
from viewer.reading.reading_page import ReadingPage
from viewer.reading.result_page import ResultPage
from viewer.reading.setup_form import SetupForm


class ReadingWindow(QWidget):
    """One page at a time; its title says nothing of data, reader or depth.

    Signals
    -------
    second_requested, closed : ()
        The second session is to begin; nobody reads any more.
    """

    second_requested = Signal()
    closed = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Reader study"))
        self.setProperty("manual_page", "readers")
        self.setup, self.reading, self.result = SetupForm(jobs, self), ReadingPage(self), ResultPage(self)
        self.pause = QWidget(self)
        self.second = QPushButton(self.tr("&Begin the second session"), self.pause)
        self.second.clicked.connect(self.second_requested)
        told = Note(
            self.tr(
                "The first session is over, and kept. Come back when you no longer remember the images: four weeks are "
                "usual. The time between is told with the result."
            ),
            self.pause,
        )
        column = QVBoxLayout(self.pause)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(told)
        column.addWidget(self.second, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._pages = QStackedLayout(self)
        for page in (self.setup, self.reading, self.pause, self.result):
            self._pages.addWidget(page)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.close)
        self.resize(1000, 860)

    def turn_to(self, page: QWidget) -> None:
        """Show one of the pages."""
        self._pages.setCurrentWidget(page)

    def page(self) -> QWidget | None:
        """Give the page that is shown."""
        return self._pages.currentWidget()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that nobody reads any more; everything is kept already."""
        super().closeEvent(event)
        self.closed.emit()
