"""A part of a panel under a heading that folds it away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget


class Section(QWidget):
    """A heading and what belongs under it; pressing the heading shows or hides that."""

    def __init__(self, title: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self._open = True
        self._heading = QToolButton(self)
        self._heading.setText(title)
        self._heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._heading.setAutoRaise(True)
        self._heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        font = self._heading.font()
        font.setBold(True)
        self._heading.setFont(font)
        self._heading.clicked.connect(lambda: self.set_open(not self._open))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._heading)
        column.addWidget(content)
        self.set_open(True)

    @property
    def opened(self) -> bool:
        """The content is shown."""
        return self._open

    def set_open(self, opened: bool) -> None:
        """Show or hide the content."""
        self._open = opened
        self._heading.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        self._content.setVisible(opened)
        vertical = QSizePolicy.Policy.Preferred if opened else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, vertical)
