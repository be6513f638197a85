"""A line over the image that says that the keys label, whose labels they are, and what this image was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from viewer.classify.colors import class_title

if TYPE_CHECKING:
    from viewer.label.labelling import Labelling


class LabelStrip(QFrame):
    """Shown for as long as labelling lasts; the image keeps the focus."""

    def __init__(self, labelling: Labelling, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._labelling = labelling
        self._image, self._count = QLabel(self), QLabel(self)  # a line each: the image below never moves
        for said in (self._image, self._count):
            said.setTextFormat(Qt.TextFormat.PlainText)
            said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        font = self._image.font()
        font.setBold(True)
        self._image.setFont(font)
        leave = QPushButton(self.tr("Stop labelling"), self)
        leave.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        leave.clicked.connect(lambda: labelling.set_on(False))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self._image)
        lines.addWidget(self._count)
        row.addLayout(lines, 1)
        row.addWidget(leave)
        labelling.mode_changed.connect(self.setVisible)
        labelling.changed.connect(self._show)
        self.setVisible(labelling.is_on)
        self._show()

    @property
    def text(self) -> str:
        """What it says."""
        return f"{self._image.text()}\n{self._count.text()}"

    def _show(self) -> None:
        labelling = self._labelling
        said = class_title(labelling.label) if labelling.label else self.tr("no label yet")
        count = self.tr("{0} of {1}").format(labelling.labelled, labelling.listed)
        self._image.setText(self.tr("Labelling: {0}").format(said))
        self._count.setText(f"{count} \u00b7 {labelling.last}" if labelling.last else count)
        for line in (self._image, self._count):
            line.setToolTip(line.text())
