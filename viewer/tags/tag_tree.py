"""The attributes of one file: a tree, what was found in it, and the whole of the chosen row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPlainTextEdit, QPushButton, QTreeView, QVBoxLayout, QWidget

from viewer.tags.document import Document, Found, all_text, line_of, shown_value
from viewer.tags.find_row import FindRow
from viewer.tags.tree_model import NAME, NUMBER, VALUE, VR, TagModel

if TYPE_CHECKING:
    from core.dicom.tags import TagRow
    from viewer.jobs import Jobs

_WIDTHS = {NUMBER: 168, VR: 40, NAME: 264, VALUE: 400}
_COPY_LANE = "copy tags"


class TagTree(QWidget):
    """Shows a document; its rows can be searched and copied."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._document: Document | None = None
        self._found: list[Found] = []
        self._at = -1
        self._hidden = False
        self.model = TagModel(self)
        self.search = FindRow(self)
        self.tree = QTreeView(self)
        self._whole = QPlainTextEdit(self)
        self._copies = [
            self._copying(self.tr("Copy value"), "Ctrl+C", self.copy_value),
            self._copying(self.tr("Copy row"), "Ctrl+Shift+C", self.copy_row),
            self._copying(self.tr("Copy all"), "", self.copy_all),
        ]
        self._build()
        self.search.typed.connect(self._on_search_typed)
        self.search.step_requested.connect(self._step)
        self.tree.selectionModel().currentChanged.connect(self._show_whole)
        self.tree.customContextMenuRequested.connect(self._on_tree_menu_requested)
        jobs.finished.connect(self._on_jobs_finished)

    @property
    def document(self) -> Document | None:
        """What is shown."""
        return self._document

    @property
    def current(self) -> TagRow | None:
        """The chosen row."""
        return self.model.row(self.tree.currentIndex())

    def set_document(self, document: Document | None) -> None:
        """Show a file, and in it what is looked for; the attribute that was chosen is chosen again."""
        before = self.current
        self._document = document
        self.model.set_rows(document.rows if document else ())
        rows = document.rows if document else ()
        if before is not None:
            same = (number for number, row in enumerate(rows) if row.tag is not None and row.tag == before.tag)
            for number in same:
                self._choose(self.model.index_of((number,)))
        self._look_for(self.search.text, jump=False)
        self._show_whole()

    def set_hidden(self, hidden: bool) -> None:
        """Hide or show patient data; what is looked for may be of the patient."""
        self._hidden = hidden
        self.model.set_hidden(hidden)
        self.search.line.clear()
        self._show_whole()

    # Copying

    def copy_value(self) -> None:
        """Copy the value of the chosen row."""
        if self.current is not None:
            QGuiApplication.clipboard().setText(shown_value(self.current, hidden=self._hidden))

    def copy_row(self) -> None:
        """Copy the chosen row, and what is in it."""
        if self.current is not None:
            QGuiApplication.clipboard().setText("\n".join(all_text((self.current,), hidden=self._hidden)))

    def copy_all(self) -> None:
        """Copy everything."""
        if self._document is not None:
            rows, hidden = self._document.rows, self._hidden
            self._jobs.submit(_COPY_LANE, lambda: "\n".join(all_text(rows, hidden=hidden)))

    def _on_jobs_finished(self, lane: str, text: str) -> None:
        if lane == _COPY_LANE:
            QGuiApplication.clipboard().setText(text)

    # Finding

    def _on_search_typed(self, text: str) -> None:
        self._look_for(text, jump=True)

    def _look_for(self, text: str, *, jump: bool) -> None:
        self._found = self._document.find(text, hidden=self._hidden) if self._document else []
        self._at = -1
        self.model.set_found(found.row for found in self._found)
        if jump and self._found:
            self._step(1)
        else:
            self.search.show_count(0, len(self._found))

    def _step(self, by: int) -> None:
        if not self._found:
            return
        self._at = (self._at + by) % len(self._found) if self._at >= 0 or by > 0 else len(self._found) - 1
        self._choose(self.model.index_of(self._found[self._at].place))
        self.search.show_count(self._at + 1, len(self._found))

    # On screen

    def _choose(self, index: object) -> None:
        self.tree.setCurrentIndex(index)  # type: ignore[arg-type]
        self.tree.scrollTo(index)  # type: ignore[arg-type]

    def _show_whole(self) -> None:
        row = self.current
        said = "" if row is None else line_of(row, hidden=self._hidden)
        creator = "" if row is None or not row.creator else self.tr("Defined by {0}").format(row.creator)
        self._whole.setPlainText("\n".join(part for part in (said, creator) if part))
        for button in self._copies[:2]:
            button.setEnabled(row is not None)
        self._copies[2].setEnabled(self._document is not None)

    def _on_tree_menu_requested(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in self._copies:
            menu.addAction(button.text()).triggered.connect(button.click)
        menu.popup(self.tree.viewport().mapToGlobal(at))

    def _copying(self, text: str, key: str, run: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.clicked.connect(run)
        if key:
            keys = QKeySequence(key)
            button.setToolTip(f"{text} ({keys.toString(QKeySequence.SequenceFormat.NativeText)})")
            shortcut = QShortcut(keys, self.tree)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(run)
        return button

    def _build(self) -> None:
        self.tree.setModel(self.model)
        self.tree.setUniformRowHeights(True)
        self.tree.setAlternatingRowColors(True)
        self.tree.setAllColumnsShowFocus(True)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.setAccessibleName(self.tr("Attributes"))
        for column, width in _WIDTHS.items():
            self.tree.setColumnWidth(column, width)
        self._whole.setReadOnly(True)
        self._whole.setTabChangesFocus(True)
        self._whole.setFixedHeight(72)
        self._whole.setAccessibleName(self.tr("The chosen attribute"))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in self._copies:
            buttons.addWidget(button)
        buttons.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(8)
        page.addWidget(self.search)
        page.addWidget(self.tree, 1)
        page.addWidget(self._whole)
        page.addLayout(buttons)
