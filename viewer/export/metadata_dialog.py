"""Asking what a PNG is to carry besides the picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.export.png_bits import CHANNELS, GREY
from viewer.export.exporting import free
from viewer.message import Note, Problem
from viewer.number_text import number_text
from viewer.tags.document import HIDDEN

if TYPE_CHECKING:
    from core.export.embedding import Attribute, Embedded

_NAME, _MARK, _VALUE = range(3)


@dataclass(frozen=True, slots=True)
class MetadataOrder:
    """What is chosen: depth in bits, the attributes, and the channel whose lowest bits carry them; empty for none."""

    depth: int
    attributes: tuple[Attribute, ...]
    channel: str


class MetadataDialog(QDialog):
    """Stays open beside the window until it is closed. What may tell whose image it is has to be chosen one by one.

    Signals
    -------
    changed
        Something else is chosen.
    write_requested : (MetadataOrder, Path)
        Write this.
    """

    changed = Signal()
    write_requested = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export PNG with metadata"))
        self._attributes: tuple[Attribute, ...] = ()
        self._hidden = self._in_pixels = self._ready = False
        self._cost: Embedded | None = None
        self._depth, self._channel = QComboBox(self), QComboBox(self)
        self._list = QTreeWidget(self)
        self._bits = QCheckBox(self.tr("Also in the &lowest bits of the pixels"), self)
        self._looked = QCheckBox(self.tr("I have looked: no text in the pixels names the &patient"), self)
        self._room, self._warning, self._said = Note(parent=self), Note(parent=self), Note(parent=self)
        self._problem = Problem(self)
        self._export = QPushButton(self.tr("Export\u2026"), self)
        self._export.setDefault(True)
        self._fill()
        self._lay_out()
        self._list.itemChanged.connect(self._on_choice_changed)
        for box in (self._depth, self._channel):
            box.currentIndexChanged.connect(self._on_choice_changed)
        self._bits.toggled.connect(self._on_choice_changed)
        self._looked.toggled.connect(self._show_choices)
        self._export.clicked.connect(self._on_export_clicked)
        self._show_choices()

    @property
    def order(self) -> MetadataOrder:
        """What is chosen."""
        items = (self._list.topLevelItem(row) for row in range(self._list.topLevelItemCount()))
        chosen = tuple(
            one
            for one, item in zip(self._attributes, items, strict=True)
            if item is not None and item.checkState(_NAME) == Qt.CheckState.Checked
        )
        return MetadataOrder(
            self._depth.currentData(), chosen, self._channel.currentData() if self._bits.isChecked() else ""
        )

    def set_attributes(self, attributes: Sequence[Attribute], *, colored: bool, in_pixels: bool) -> None:
        """Offer what an image can be given along; all but what may tell whose image it is, is chosen.

        Parameters
        ----------
        colored : bool
            The image is in colour: it has no channel grey, and no stored greys.
        in_pixels : bool
            Its pixels may show who the patient is.
        """
        self._attributes, self._in_pixels, self._ready = tuple(attributes), in_pixels, True
        with QSignalBlocker(self._depth), QSignalBlocker(self._channel):
            self._depth.setEnabled(not colored)
            if colored:
                self._depth.setCurrentIndex(self._depth.findData(8))
            kept = self._channel.currentData()
            self._channel.clear()
            for text, name in zip(self._channel_names(), CHANNELS, strict=True):
                if name != GREY or not colored:
                    self._channel.addItem(text, name)
            self._channel.setCurrentIndex(max(0, self._channel.findData(kept)))
        self._problem.say("")
        self._looked.setChecked(False)
        self._list_attributes()

    def set_patient_data_hidden(self, hidden: bool) -> None:
        """Show, or not, the values that may tell whose image it is; hidden ones cannot be chosen."""
        self._hidden = hidden
        self._said.say("")
        self._list_attributes()

    def set_cost(self, cost: Embedded | None) -> None:
        """Tell how much room the lowest bits have, and what using them costs; None while that is not known."""
        self._cost = cost
        self._show_choices()
        if cost is None or not self._bits.isChecked():
            return
        text = self.tr("{0} of {1} bytes used").format(number_text(cost.used, ","), number_text(cost.capacity, ","))
        if cost.used > cost.capacity:
            text = self.tr("{0}: choose fewer attributes.").format(text)
        elif math.isfinite(cost.psnr_db):
            text = self.tr("{0}; PSNR {1} dB. Any change or lossy compression of the picture destroys them.").format(
                text, number_text(cost.psnr_db, ".1f")
            )
        self._room.say(text)

    def refuse(self, reason: str) -> None:
        """Offer nothing, and say why."""
        self._attributes, self._ready = (), False
        self._list_attributes()
        self._problem.say(reason)

    def say(self, text: str) -> None:
        """Tell how it went."""
        self._said.say(text)

    def say_written(self, path: Path) -> None:
        """Tell that the picture is there; where, which may name the patient, only while patient data is shown."""
        self.say(self.tr("Written.") if self._hidden else self.tr("Written: {0}").format(path))

    # Putting it together

    def _channel_names(self) -> tuple[str, ...]:
        return (
            self.tr("Grey"),
            self.tr("Red (the picture gets colours)"),
            self.tr("Green (the picture gets colours)"),
            self.tr("Blue (the picture gets colours)"),
        )

    def _fill(self) -> None:
        self._depth.addItem(self.tr("8 bits, as shown"), 8)
        self._depth.addItem(self.tr("16 bits, the stored values"), 16)
        for text, name in zip(self._channel_names(), CHANNELS, strict=True):
            self._channel.addItem(text, name)
        self._channel.setAccessibleName(self.tr("Channel for the lowest bits"))
        self._list.setHeaderLabels([self.tr("Attribute"), self.tr("Patient"), self.tr("Value"), self.tr("Tag")])
        self._list.setRootIsDecorated(False)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.setAccessibleName(self.tr("Attributes that the picture can carry"))
        for column, width in ((_NAME, 216), (_MARK, 168), (_VALUE, 200)):
            self._list.setColumnWidth(column, width)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("&Depth"), self._depth)
        form.addRow(self._bits)
        form.addRow(self.tr("&Channel"), self._channel)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, Qt.Orientation.Horizontal, self)
        buttons.addButton(self._export, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self._list, 1)
        column.addLayout(form)
        for widget in (self._room, self._warning, self._looked, self._problem, self._said, buttons):
            column.addWidget(widget)
        self.resize(720, 560)

    def _list_attributes(self) -> None:
        with QSignalBlocker(self._list):
            self._list.clear()
            self._list.addTopLevelItems([self._item(one) for one in self._attributes])
        self._show_choices()
        self.changed.emit()

    def _item(self, attribute: Attribute) -> QTreeWidgetItem:
        value = HIDDEN if attribute.identifying and self._hidden else attribute.value
        mark = self.tr("may tell whose image it is") if attribute.identifying else ""
        item = QTreeWidgetItem([attribute.name, mark, value, attribute.number])
        item.setCheckState(_NAME, Qt.CheckState.Unchecked if attribute.identifying else Qt.CheckState.Checked)
        if attribute.identifying and self._hidden:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        return item

    def _show_choices(self) -> None:
        bits, asked = self._bits.isChecked(), self._in_pixels and self._ready
        fits = not bits or self._cost is None or self._cost.used <= self._cost.capacity
        self._channel.setEnabled(bits)
        self._looked.setVisible(asked)
        self._export.setEnabled(self._ready and fits and (self._looked.isChecked() or not asked))
        self._warning.say("\n".join(self._warnings()))
        if not bits:
            self._room.say("")

    def _warnings(self) -> list[str]:
        told = []
        if any(one.identifying for one in self.order.attributes):
            told.append(self.tr("The picture will carry what may tell whose image it is."))
        if self._in_pixels and self._ready:
            told.append(self.tr("The pixels may show who the patient is."))
        return told

    def _on_choice_changed(self) -> None:
        self._said.say("")
        self._cost = None
        self._show_choices()
        self.changed.emit()

    def _on_export_clicked(self) -> None:
        order = self.order
        self._said.say("")
        name, _ = QFileDialog.getSaveFileName(self, self.windowTitle(), "image.png", "*.png")
        if name:
            # Nobody was asked whether a file of the longer name may be replaced.
            self.write_requested.emit(order, Path(name) if Path(name).suffix else free(Path(f"{name}.png")))
