"""What one source is told: its form, where its images are, what the importer asks besides, and which part it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from trainer.building import importers
from viewer.arranging import column, line
from viewer.message import Note
from viewer.section import Section

if TYPE_CHECKING:
    from trainer.building import Importer, Source

_ALWAYS_SHOWN = ("file", "label", "patient")  # options that a table of one's own nearly always needs


class SourceForm(QWidget):
    """Shows a source, and tells what the user makes of it.

    Signals
    -------
    changed : Source
        The user changed it.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: Source | None = None
        self._hidden = False
        self._kind, self._part = QComboBox(self), QComboBox(self)
        self._wants = Note(parent=self)
        self._images = QLabel(self)
        self._images.setTextFormat(Qt.TextFormat.PlainText)
        self._add_folder = QPushButton(self.tr("Add image folder \u2026"), self)
        self._add_folder.setAutoDefault(False)
        self._images.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._shows = QLineEdit(self)
        self._shows.setPlaceholderText(self.tr("e.g. normal"))
        self._options: dict[str, QLineEdit] = {}
        self._fields = QFormLayout()
        self._rest = QFormLayout()
        for value, text in (
            ("", self.tr("Divided by patient")),
            ("test", self.tr("Test only (external test set)")),
            ("train", self.tr("Training only")),
            ("validation", self.tr("Validation only")),
        ):
            self._part.addItem(text, value)
        self._lay_out()
        self._kind.activated.connect(self._on_kind_activated)
        self._part.activated.connect(lambda: self._change(part=self._part.currentData()))
        self._add_folder.clicked.connect(self._on_add_folder_clicked)
        self._shows.editingFinished.connect(self._on_shows_edited)

    def set_source(self, source: Source | None) -> None:
        """Show a source; None: there is none."""
        self._source = source
        self.setVisible(source is not None)
        if source is None:
            return
        rows = {row.name: row for row in importers()}
        own = rows[source.importer]
        with QSignalBlocker(self._kind):
            self._kind.clear()
            for row in rows.values():
                if row.kind == own.kind:
                    self._kind.addItem(_title(row.title), row.name)
            self._kind.setCurrentIndex(self._kind.findData(source.importer))
        with QSignalBlocker(self._part):
            self._part.setCurrentIndex(self._part.findData(source.part))
        self._wants.say(own.wants)
        self._show_options(own, source)
        self._fields.setRowVisible(self._kind, own.kind != "selection")
        self._fields.setRowVisible(self._folders, own.kind == "sheet")
        findings = {finding for _, finding, _ in source.labels}
        self._fields.setRowVisible(self._shows, own.kind == "selection" and len(findings) < 2)
        self._shows.setText(next(iter(findings), ""))
        if findings == {""}:
            self._shows.setFocus()  # without it the source says nothing
        self._show_images()

    def set_hidden(self, hidden: bool) -> None:
        """Hide or show the names of folders, which may be those of patients."""
        self._hidden = hidden
        self._show_images()

    def _lay_out(self) -> None:
        self._folders = line(self._images, self._add_folder)
        rest = QWidget(self)
        rest.setLayout(self._rest)
        self._more = Section(self.tr("More columns and words"), rest, self)
        self._more.set_open(False)
        fields = QWidget(self)
        fields.setLayout(self._fields)
        for form in (self._fields, self._rest):
            form.setContentsMargins(0, 0, 0, 0)
            form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._fields.addRow(self.tr("Labels as"), self._kind)
        self._fields.addRow(self.tr("Images in"), self._folders)
        self._fields.addRow(self.tr("All of them show"), self._shows)
        self._fields.addRow(self.tr("Part"), self._part)
        for widget, name in (
            (self._kind, self.tr("Form of the labels")),
            (self._part, self.tr("Part of the source")),
            (self._shows, self.tr("What all images of the source show")),
        ):
            widget.setAccessibleName(name)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column(self._wants, fields, self._more))

    def _show_options(self, importer: Importer, source: Source) -> None:
        """Make a field for each thing that this importer can be told."""
        for edit in self._options.values():
            self._form_of(edit).removeRow(edit)
        self._options = {}
        for option in importer.options:
            edit = QLineEdit(source.option(option.name, option.default), self)
            edit.setPlaceholderText(self.tr("by its usual name") if "olumn" in option.title else "")
            edit.setAccessibleName(_title(option.title))
            edit.editingFinished.connect(self._on_option_edited)
            (self._fields if option.name in _ALWAYS_SHOWN else self._rest).addRow(_title(option.title), edit)
            self._options[option.name] = edit
        self._more.setVisible(self._rest.rowCount() > 0)

    def _form_of(self, edit: QLineEdit) -> QFormLayout:
        return self._fields if self._fields.indexOf(edit) >= 0 else self._rest

    def _show_images(self) -> None:
        source = self._source
        if source is None:
            return
        if not source.images:
            self._images.setText(self.tr("the folder of the sheet"))
        elif self._hidden:
            self._images.setText(self.tr("{0} folders (hidden)").format(len(source.images)))
        else:
            self._images.setText(", ".join(path.name for path in source.images))
        self._images.setToolTip("" if self._hidden else "\n".join(map(str, source.images)))

    def _change(self, **values: object) -> None:
        if self._source is not None:
            changed: Source = replace(self._source, **values)  # type: ignore[arg-type]
            if changed != self._source:
                self._source = changed
                self.changed.emit(changed)

    def _on_kind_activated(self) -> None:
        self._change(importer=self._kind.currentData(), options=())
        self.set_source(self._source)

    def _on_add_folder_clicked(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder of images"))
        if chosen and self._source is not None:
            self._change(images=(*self._source.images, Path(chosen)))
            self._show_images()

    def _on_shows_edited(self) -> None:
        if self._source is not None and self._source.labels:
            shown = self._shows.text().strip()
            self._change(labels=tuple((path, shown, patient) for path, _, patient in self._source.labels))

    def _on_option_edited(self) -> None:
        said = {name: edit.text().strip() for name, edit in self._options.items()}
        self._change(options=tuple((name, text) for name, text in said.items() if text))


def _title(text: str) -> str:
    """Give the title of an importer, or of what it can be told, in the language of the window."""
    return QCoreApplication.translate("importers", text)
