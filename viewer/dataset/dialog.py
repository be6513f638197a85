"""The window of the builder: sources, classes, table, one page each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTabWidget, QVBoxLayout, QWidget

from viewer.dataset.build_page import BuildPage
from viewer.dataset.classes_page import ClassesPage
from viewer.dataset.sources_page import SourcesPage
from viewer.message import Problem

if TYPE_CHECKING:
    from viewer.dataset.draft import Draft


class DatasetDialog(QDialog):
    """Stays open beside the window until it is closed; what is entered stays for the next time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Build dataset"))
        self.setProperty("manual_page", "labelling")
        self.sources, self.classes, self.table = SourcesPage(self), ClassesPage(self), BuildPage(self)
        self._tabs = QTabWidget(self)
        self._tabs.setDocumentMode(True)
        for page, title in (
            (self.sources, self.tr("&1 Sources")),
            (self.classes, self.tr("&2 Classes")),
            (self.table, self.tr("&3 Table")),
        ):
            self._tabs.addTab(page, title)
        self._problem = Problem(self)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, Qt.Orientation.Horizontal, self)
        buttons.rejected.connect(self.close)
        self._back = buttons.addButton(self.tr("Back"), QDialogButtonBox.ButtonRole.ActionRole)
        self._on = buttons.addButton(self.tr("Next"), QDialogButtonBox.ButtonRole.ActionRole)
        self._back.clicked.connect(lambda: self._tabs.setCurrentIndex(self._tabs.currentIndex() - 1))
        self._on.clicked.connect(lambda: self._tabs.setCurrentIndex(self._tabs.currentIndex() + 1))
        self._tabs.currentChanged.connect(self._show_where)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._tabs, 1)
        column.addWidget(self._problem)
        column.addWidget(buttons)
        self.resize(820, 600)
        self._show_where()

    @property
    def problem(self) -> str:
        """What was refused; empty for nothing."""
        return self._problem.text()

    def show_draft(self, draft: Draft, choose: int = 0) -> None:
        """Show sources and classes as they are now."""
        counts, classes = draft.counts(), draft.class_of()
        readers = max((entry.findings.readers for entry in draft.entries if entry.findings is not None), default=1)
        self.sources.set_entries(draft.entries, choose)
        self.classes.set_findings(counts, classes, readers)
        self.table.set_can_build(draft.is_counted and len({name for name in classes.values() if name}) >= 2)

    def refuse(self, text: str) -> None:
        """Say in a sentence what cannot be done; an empty one takes that away."""
        self._problem.say(text)

    def set_hidden(self, hidden: bool) -> None:
        """Hide or show names of files and folders."""
        self.sources.set_hidden(hidden)
        self.table.set_hidden(hidden)

    def _show_where(self) -> None:
        page = self._tabs.currentIndex()
        self._back.setEnabled(page > 0)
        self._on.setEnabled(page < self._tabs.count() - 1)
