"""Two files side by side, as a table."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from viewer.tags.comparison import Pair, Verdict
from viewer.tags.document import shown_value, tool_tip

VERDICT, NUMBER, NAME, FIRST, SECOND = range(5)

Index = QModelIndex | QPersistentModelIndex
_SIGNS = {Verdict.SAME: "=", Verdict.DIFFERS: "\u2260", Verdict.ONLY_FIRST: "\u2212", Verdict.ONLY_SECOND: "+"}


class ComparisonModel(QAbstractTableModel):
    """Shows pairs, or only those that differ; what differs says so in words, with a sign, and in bold."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Pair, ...] = ()
        self._shown: tuple[Pair, ...] = ()
        self._only_differences = False
        self._hidden = False
        self._names = ("", "")
        self._bold = QFont()
        self._bold.setBold(True)
        self._words = {
            Verdict.SAME: self.tr("same"),
            Verdict.DIFFERS: self.tr("differs"),
            Verdict.ONLY_FIRST: self.tr("only in the first"),
            Verdict.ONLY_SECOND: self.tr("only in the second"),
        }

    @property
    def differences(self) -> int:
        """How many attributes differ, the sequences around them not counted."""
        return sum(pair.verdict is not Verdict.SAME and pair.row.vr != "SQ" and pair.row.tag is not None
                   for pair in self._all)  # fmt: skip

    def set_pairs(self, pairs: tuple[Pair, ...], names: tuple[str, str]) -> None:
        """Show other files, called ``names``."""
        self._all, self._names = pairs, names
        self._show()

    def set_only_differences(self, only: bool) -> None:
        """Leave out what is the same, or show it again."""
        self._only_differences = only
        self._show()

    def set_hidden(self, hidden: bool) -> None:
        """Hide or show patient data."""
        self._hidden = hidden
        self._show()

    def pair(self, index: Index) -> Pair | None:
        """Give the pair of a row."""
        return self._shown[index.row()] if index.isValid() else None

    def find(self, part: str) -> list[int]:
        """List the rows whose number, keyword, name or shown values hold ``part``, in capital letters or not."""
        wanted = part.strip().casefold()
        if not wanted:
            return []
        columns = range(NUMBER, SECOND + 1)
        return [
            number
            for number, pair in enumerate(self._shown)
            if wanted in " ".join((pair.row.keyword, *(self._text(pair, column) for column in columns))).casefold()
        ]

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Count the pairs shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Count the columns."""
        return 0 if parent.isValid() else SECOND + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name a column; the last two after the files."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        files = self._names if not self._hidden else (self.tr("First file"), self.tr("Second file"))
        return ("", self.tr("Tag"), self.tr("Name"), *files)[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the text of a cell, or its font."""
        pair = self._shown[index.row()]
        text = self._text(pair, index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(text)
        if role == Qt.ItemDataRole.FontRole and pair.verdict is not Verdict.SAME:
            return self._bold
        return None

    def _text(self, pair: Pair, column: int) -> str:
        if column == VERDICT:
            return f"{_SIGNS[pair.verdict]} {self._words[pair.verdict]}"
        if column == NUMBER:
            return "   " * pair.depth + (pair.row.number or pair.row.name)
        if column == NAME:
            return pair.row.name if pair.row.tag is not None else ""
        row = pair.first if column == FIRST else pair.second
        return "" if row is None else shown_value(row, hidden=self._hidden)

    def _show(self) -> None:
        self.beginResetModel()
        only = self._only_differences
        self._shown = tuple(pair for pair in self._all if not only or pair.verdict is not Verdict.SAME)
        self.endResetModel()
