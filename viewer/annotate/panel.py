"""The tab on measuring: tools, what lengths mean, and the list of annotations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from core.annotate.measure import spacing_note, spacing_warning
from viewer.annotate.tree import AnnotationTree, Row
from viewer.annotate.words import how_to, kind_name, label_of, name_of
from viewer.message import Note

if TYPE_CHECKING:
    from core.annotate.shapes import Annotation
    from viewer.annotate.annotating import Annotating
    from viewer.state import ViewerState

_PROBLEM = "border: none; border-left: 3px solid #e69f00; padding: 4px 8px;"
_COLUMNS = 2


class MeasurePanel(QWidget):
    """Chooses tools, and lists, selects, names and removes annotations of the active image.

    Signals
    -------
    export_requested, import_requested
        Write a presentation state, or read one.
    """

    export_requested = Signal()
    import_requested = Signal()

    def __init__(self, state: ViewerState, annotating: Annotating, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._annotating = annotating
        self._build()
        self.tree.chosen.connect(self._on_tree_chosen)
        self.tree.renamed.connect(self._on_tree_renamed)
        self.tree.remove_requested.connect(self._on_tree_remove_requested)
        self._rename.clicked.connect(self.tree.edit_label)
        self._remove.clicked.connect(annotating.remove_selected)
        self._export.clicked.connect(self.export_requested)
        self._import.clicked.connect(self.import_requested)
        annotating.changed.connect(self._show)
        annotating.tool_changed.connect(self._on_annotating_tool_changed)
        state.frame_changed.connect(self._show)
        state.index_changed.connect(self._show)
        state.patient_data_hidden_changed.connect(self._show)
        self._show()

    def set_tools(self, actions: Mapping[str, QAction]) -> None:
        """Show a button for each of the actions that choose a tool, given by the kind that it draws."""
        for number, (kind, action) in enumerate(actions.items()):
            action.setIconText(name_of(kind))
            button = QToolButton(self)
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setSizePolicy(button.sizePolicy().Policy.Expanding, button.sizePolicy().Policy.Fixed)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(action.text())
            self._tools.addWidget(button, number // _COLUMNS, number % _COLUMNS)

    def _build(self) -> None:
        self._tools = QGridLayout()
        self._tools.setSpacing(4)
        self._how = Note(parent=self)
        self._spacing = Note(parent=self)
        self._warning = Note(parent=self)
        self._warning.setStyleSheet(_PROBLEM)
        self.tree = AnnotationTree(self)
        self._detail = Note(parent=self)
        self._rename = QPushButton(self.tr("Rename"), self)
        self._remove = QPushButton(self.tr("Delete"), self)
        self._export = QPushButton(self.tr("Export\u2026"), self)
        self._export.setToolTip(self.tr("Export as a presentation state (GSPS) for other viewers"))
        self._import = QPushButton(self.tr("Import\u2026"), self)
        self._import.setToolTip(self.tr("Import a presentation state (GSPS)"))
        self._none = QLabel(self.tr("Choose a tool, then drag on the image, or use the arrow keys and Enter."), self)
        self._none.setWordWrap(True)
        self._controls = QWidget(self)
        column = QVBoxLayout(self._controls)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._tools)
        for widget in (self._how, self._warning, self._spacing, _heading(self.tr("Annotations"), self)):
            column.addWidget(widget)
        column.addWidget(self._none, 1, Qt.AlignmentFlag.AlignTop)  # or else the list: one of the two is there
        column.addWidget(self.tree, 1)
        column.addWidget(self._detail)
        column.addLayout(_line(self._rename, self._remove))
        column.addLayout(_line(self._export, self._import))
        self._empty = QLabel(self.tr("Open an image to measure on it."), self)
        self._empty.setWordWrap(True)
        page = QVBoxLayout(self)
        page.setContentsMargins(8, 8, 8, 8)
        page.addWidget(self._empty, 0, Qt.AlignmentFlag.AlignTop)
        page.addWidget(self._controls, 1)

    def _show(self) -> None:
        frame, pad = self._state.frame, self._annotating.pad
        self._empty.setVisible(frame is None)
        self._controls.setVisible(frame is not None)
        if frame is None:
            self.tree.set_rows((), "", editable=True)
            return
        self._spacing.say(spacing_note(frame))
        self._warning.say(spacing_warning(frame))
        hidden = self._state.patient_data_hidden
        rows = [self._row(one) for one in (pad.sheet.annotations if pad.sheet is not None else ())]
        self.tree.set_rows(rows, pad.selection.id, editable=not hidden)
        self._none.setVisible(not rows)
        self.tree.setVisible(bool(rows))
        self._detail.say(next((row.full for row in rows if row.id == pad.selection.id), ""))
        self._rename.setEnabled(bool(pad.selection.id) and not hidden)
        self._remove.setEnabled(bool(pad.selection.id))

    def _row(self, annotation: Annotation) -> Row:
        pad, frame = self._annotating.pad, self._state.frame
        now = next((one for one in pad.shown if one.id == annotation.id), annotation)
        lines = pad.lines(now)
        kind = kind_name(now)
        if frame is not None and frame.frames > 1:
            kind = self.tr("{0}, frame {1}").format(kind, now.frame + 1)
        label = label_of(now, hidden=self._state.patient_data_hidden)
        return Row(now.id, kind, lines[0] if lines else "", "\n".join(lines), label)

    def _on_tree_chosen(self, id: str) -> None:
        pad = self._annotating.pad
        found = next((one for one in pad.sheet.annotations if one.id == id), None) if pad.sheet is not None else None
        if found is not None:
            self._state.set_index(found.frame)
            pad.select(id)

    def _on_tree_remove_requested(self, id: str) -> None:
        self._annotating.pad.remove(id)

    def _on_tree_renamed(self, id: str, label: str) -> None:
        pad = self._annotating.pad
        found = next((one for one in pad.sheet.annotations if one.id == id), None) if pad.sheet is not None else None
        if found is not None:
            pad.put(found.renamed(label))

    def _on_annotating_tool_changed(self, kind: str) -> None:
        self._how.say(how_to(kind))


def _line(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button, 1)
    return row


def _heading(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty("role", "heading")
    return label
