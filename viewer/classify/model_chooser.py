"""The models on the shelf, to choose one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from viewer.classify.colors import class_title

if TYPE_CHECKING:
    from core.models.card import ModelCard
    from core.models.shelf import Entry, Shelf


class ModelChooser(QWidget):
    """A list of models with one line on the chosen one; a model that cannot be used is greyed out and says why.

    Signals
    -------
    entry_changed : Entry or None
        Another model was chosen, or none is left.
    manage_requested
        The user wants to look after the models.
    """

    entry_changed = Signal(object)
    manage_requested = Signal()

    def __init__(self, shelf: Shelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._entries: tuple[Entry, ...] = ()
        self._chosen: Entry | None = None
        self._list = QComboBox(self)
        self._list.setAccessibleName(self.tr("Model"))
        self._list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._list.setMinimumContentsLength(12)
        self._list.setPlaceholderText(self.tr("No model"))
        self._facts = QLabel(self)
        self._facts.setWordWrap(True)
        self._facts.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        line = QHBoxLayout()
        line.addWidget(self._list, 1)
        manage = QPushButton(self.tr("Manage\u2026"), self)
        manage.setAccessibleName(self.tr("Manage models"))
        manage.setToolTip(self.tr("Import, export, rename, remove and compare models"))
        manage.clicked.connect(self.manage_requested)
        line.addWidget(manage)
        column.addLayout(line)
        column.addWidget(self._facts)
        self._list.currentIndexChanged.connect(self._on_list_index_changed)

    @property
    def name(self) -> str:
        """Name of the chosen model, empty when there is none."""
        return "" if self._chosen is None else self._chosen.name

    @property
    def entry(self) -> Entry | None:
        """The chosen model, None when there is none."""
        return self._chosen

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every model of the shelf, also those that cannot be used."""
        return self._entries

    @property
    def card(self) -> ModelCard | None:
        """Card of the chosen model, None when there is none."""
        return None if self._chosen is None else self._chosen.card

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the models that can be used."""
        return tuple(entry.name for entry in self._entries if not entry.problem)

    def reload(self, select: str = "") -> None:
        """Read the shelf again and choose ``select``, else what was chosen before, else what the user begins with.

        Where there is none of these, the first that can be used.
        """
        wanted = (select, self.name, self._shelf.default_name())
        self._entries = self._shelf.entries()
        with QSignalBlocker(self._list):
            self._list.clear()
            for entry in self._entries:
                self._add(entry)
        usable = {entry.name: i for i, entry in enumerate(self._entries) if not entry.problem}
        place = next((usable[name] for name in wanted if name in usable), min(usable.values(), default=-1))
        with QSignalBlocker(self._list):
            self._list.setCurrentIndex(place)
        self._on_list_index_changed(place)

    def _add(self, entry: Entry) -> None:
        self._list.addItem(self.tr("{0} (cannot be used)").format(entry.name) if entry.problem else entry.name)
        place, model = self._list.count() - 1, self._list.model()
        told = entry.problem or ("" if entry.card is None else self._line(entry.card))
        self._list.setItemData(place, told, Qt.ItemDataRole.ToolTipRole)
        if entry.problem and isinstance(model, QStandardItemModel):
            model.item(place).setEnabled(False)

    def _line(self, card: ModelCard) -> str:
        """Classes, preset, input size and whether the card vouches for the weights."""
        classes = ", ".join(class_title(name) for name in card.classes)
        size = self.tr("{0} x {1} pixels").format(card.spec.width, card.spec.height)
        verified = self.tr("verified") if card.verified else self.tr("not verified")
        return f"{classes}\n{card.spec.preset} · {size} · {verified}"

    def _on_list_index_changed(self, place: int) -> None:
        entry = self._entries[place] if 0 <= place < len(self._entries) else None
        self._facts.setText("" if entry is None or entry.card is None else self._line(entry.card))
        self._facts.setVisible(bool(self._facts.text()))
        if entry != self._chosen:
            self._chosen = entry
            self.entry_changed.emit(entry)
