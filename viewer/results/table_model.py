"""The results as a table that Qt can show, sort and filter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from viewer.classify.colors import class_title
from viewer.number_text import number_text
from viewer.results.line import Line, decision_text, note_text, verdict_text

if TYPE_CHECKING:
    from core.results.row import ResultRow

Index = QModelIndex | QPersistentModelIndex

SORT_ROLE = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ResultTable(QAbstractTableModel):
    """A line per file: name, decision, a probability per class, closeness, label, verdict and notes."""

    FILE, DECISION = 0, 1
    _AFTER = ("closeness", "label", "verdict", "note")

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._classes: tuple[str, ...] = ()
        self._lines: list[Line] = []
        self._places: dict[Path, int] = {}
        self._icons: dict[Path, QIcon] = {}
        self._hidden = False

    @property
    def classes(self) -> tuple[str, ...]:
        """Of the network that is asked."""
        return self._classes

    @property
    def lines(self) -> Sequence[Line]:
        """All lines, in the order they came."""
        return tuple(self._lines)

    def rows(self) -> list[ResultRow]:
        """Give all results, in the order they came."""
        return [line.row for line in self._lines]

    def line(self, row: int) -> Line:
        """Give one line."""
        return self._lines[row]

    def column_of(self, name: str) -> int:
        """Give the column of a class, or of ``closeness``, ``label``, ``verdict`` or ``note``."""
        if name in self._classes:
            return 2 + self._classes.index(name)
        return 2 + len(self._classes) + self._AFTER.index(name)

    def begin(self, classes: Sequence[str]) -> None:
        """Show nothing any more, and have columns for these classes."""
        self.beginResetModel()
        self._classes = tuple(classes)
        self._lines.clear()
        self._places.clear()
        self._icons.clear()
        self.endResetModel()

    def add(self, lines: Iterable[Line]) -> None:
        """Add lines at the end; one about a file that is there already takes its place."""
        for line in lines:
            if line.path in self._places:
                self.replace(line)
                continue
            place = len(self._lines)
            self.beginInsertRows(QModelIndex(), place, place)
            self._lines.append(line)
            self._places[line.path] = place
            self.endInsertRows()

    def replace(self, line: Line) -> None:
        """Put a line in the place of the one about the same file, if there is one."""
        place = self._places.get(line.path)
        if place is not None:
            self._lines[place] = line
            self.dataChanged.emit(self.index(place, 0), self.index(place, self.columnCount() - 1))

    def of(self, path: Path) -> Line | None:
        """Give the line about a file."""
        place = self._places.get(path)
        return None if place is None else self._lines[place]

    def set_labels(self, labels: Mapping[Path, str]) -> None:
        """Write labels into all lines; an image that is not named has none."""
        self._lines = [line.labelled(labels.get(line.path, "")) for line in self._lines]
        self._tell_all()

    def set_icon(self, path: Path, icon: QIcon) -> None:
        """Show a thumbnail."""
        place = self._places.get(path)
        if place is not None:
            self._icons[path] = icon
            at = self.index(place, self.FILE)
            self.dataChanged.emit(at, at, [Qt.ItemDataRole.DecorationRole])

    def set_hidden(self, hidden: bool) -> None:
        """Hide or show names of files, which may be those of patients."""
        self._hidden = hidden
        self._tell_all()

    def remove_below(self, folder: Path) -> None:
        """Hold nothing of a folder any more."""
        self.beginResetModel()
        self._lines = [line for line in self._lines if not line.path.is_relative_to(folder)]
        self._places = {line.path: place for place, line in enumerate(self._lines)}
        self._icons = {path: icon for path, icon in self._icons.items() if path in self._places}
        self.endResetModel()

    def searched(self, row: int) -> str:
        """Give the text in which words are looked for."""
        line = self._lines[row]
        name = "" if self._hidden else str(line.path)
        return "\n".join((name, decision_text(line), line.row.label, verdict_text(line), note_text(line))).casefold()

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, D102  Qt's signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, D102  Qt's signature
        return 0 if parent.isValid() else 2 + len(self._classes) + len(self._AFTER)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: D102  Qt's name
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings()[section]
        if role == Qt.ItemDataRole.ToolTipRole and section == self.column_of("closeness"):
            return self.tr(
                "How near the answer is to another one: 0 far from any, 1 a tie. In this order images without an "
                "answer come first, then doubtful and undecided ones."
            )
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: D102  Qt's name
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(line, column)
        if role == SORT_ROLE:
            return self._sorted_by(line, column)
        if role == Qt.ItemDataRole.DecorationRole and column == self.FILE:
            return self._icons.get(line.path)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tool_tip(line, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and 2 <= column <= self.column_of("closeness"):
            return _RIGHT
        return None

    def _headings(self) -> tuple[str, ...]:
        after = (self.tr("Closeness"), self.tr("Label"), self.tr("Verdict"), self.tr("Notes"))
        return (self.tr("File"), self.tr("Decision"), *map(class_title, self._classes), *after)

    def _name(self, line: Line) -> str:
        return self.tr("Image {0}").format(self._places[line.path] + 1) if self._hidden else line.path.name

    def _text(self, line: Line, column: int) -> str:
        if column == self.FILE:
            return self._name(line)
        if column == self.DECISION:
            return decision_text(line)
        if column < 2 + len(self._classes):
            said = line.row.prediction
            return "" if said is None else number_text(said.probabilities[column - 2], ".3f")
        what = self._AFTER[column - 2 - len(self._classes)]
        if what == "closeness":
            return "" if line.is_refused else number_text(line.closeness, ".3f")
        if what == "label":
            return class_title(line.row.label) if line.row.label else ""
        return verdict_text(line) if what == "verdict" else note_text(line)

    def _sorted_by(self, line: Line, column: int) -> Any:
        if 2 <= column < 2 + len(self._classes):
            said = line.row.prediction
            return -1.0 if said is None else said.probabilities[column - 2]
        if column == self.column_of("closeness"):
            return line.urgency
        if column == self.FILE:
            return self._places[line.path] if self._hidden else str(line.path)
        return self._text(line, column)

    def _tool_tip(self, line: Line, column: int) -> str | None:
        if column == self.FILE:
            return None if self._hidden else str(line.path)
        said = line.row.prediction
        if column == self.DECISION and said is not None:
            return self.tr("{0} ({1}, {2}), CXR-12 {3}, {4}").format(
                said.model, said.engine, said.precision, said.app_version, said.created
            )
        return note_text(line) or None

    def _tell_all(self) -> None:
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, self.columnCount() - 1))
