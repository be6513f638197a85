"""Which results are shown, and in which order."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from viewer.classify.colors import class_title
from viewer.results.line import Line
from viewer.results.table_model import SORT_ROLE, Index, ResultTable

ALL, ERRORS, DOUBTFUL, AGAINST_LABEL, UNJUDGED = "all", "errors", "doubtful", "against", "unjudged"


class ResultFilter(QSortFilterProxyModel):
    """Lets lines through that have all the words, the class and the property asked for; sorts by what cells mean."""

    def __init__(self, table: ResultTable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._words: tuple[str, ...] = ()
        self._class = ""
        self._kind = ALL
        self.setSortRole(SORT_ROLE)
        self.setSourceModel(table)

    def set_wanted(self, text: str, decision: str, kind: str) -> None:
        """Show lines with these words, this decision (empty: any) and of this kind."""
        self._words, self._class, self._kind = tuple(text.casefold().split()), decision, kind
        self.invalidate()

    def line(self, row: int) -> Line:
        """Give the line that is shown in a row."""
        return self._table.line(self.mapToSource(self.index(row, 0)).row())

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:  # noqa: D102  Qt's name
        line = self._table.line(source_row)
        if self._class and line.decision != self._class:
            return False
        if not _is_of_kind(line, self._kind):
            return False
        text = self._table.searched(source_row) if self._words else ""
        return all(word in text for word in self._words)


class FilterRow(QWidget):
    """A line to type in, and two choices.

    Signals
    -------
    changed : (str, str, str)
        Words, class (empty: any) and kind.
    """

    changed = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLineEdit(self)
        self.words.setClearButtonEnabled(True)
        self.words.setPlaceholderText(self.tr("Find in the results"))
        self.words.setAccessibleName(self.words.placeholderText())
        self.decisions = QComboBox(self)
        self.decisions.setAccessibleName(self.tr("Decision"))
        self.kinds = QComboBox(self)
        self.kinds.setAccessibleName(self.tr("Which results"))
        for kind, text in (
            (ALL, self.tr("All results")),
            (ERRORS, self.tr("Only without an answer")),
            (DOUBTFUL, self.tr("Only doubtful or undecided")),
            (AGAINST_LABEL, self.tr("Only against the label")),
            (UNJUDGED, self.tr("Only without a verdict")),
        ):
            self.kinds.addItem(text, kind)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.decisions)
        row.addWidget(self.kinds)
        self.set_classes(())
        self.words.textChanged.connect(self._tell)
        self.decisions.currentIndexChanged.connect(self._tell)
        self.kinds.currentIndexChanged.connect(self._tell)

    def set_classes(self, classes: tuple[str, ...]) -> None:
        """Offer these classes."""
        self.decisions.clear()
        self.decisions.addItem(self.tr("Any decision"), "")
        for name in classes:
            self.decisions.addItem(class_title(name), name)

    def begin(self) -> None:
        """Let the user type."""
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def _tell(self) -> None:
        self.changed.emit(self.words.text(), self.decisions.currentData() or "", self.kinds.currentData())


def _is_of_kind(line: Line, kind: str) -> bool:
    if kind == ERRORS:
        return line.is_refused
    if kind == DOUBTFUL:
        return line.needs_a_look
    if kind == AGAINST_LABEL:
        return line.is_against_label
    return kind == ALL or (line.result is not None and not line.row.verdict)
