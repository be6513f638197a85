"""Keeping the window on screen under a name, and putting one's own windows in order."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from core.dicom.frame import Window
from viewer.arranging import line
from viewer.display.user_presets import LONGEST, UserPreset, UserPresets
from viewer.message import Note, Problem


class PresetKeeper(QWidget):
    """Buttons for one's own windows, and the line in which they are named; what cannot be is said below it.

    Signals
    -------
    kept : int
        Number of the preset just kept, renamed, moved or brought back.
    """

    kept = Signal(int)

    def __init__(self, presets: UserPresets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presets = presets
        self._window = Window(0.5, 1.0)
        self._own = -1  # the preset in use
        self._renaming = False
        self._removed: tuple[int, UserPreset] | None = None
        self._build()
        self._connect()
        self.set_own(-1)

    def set_window(self, window: Window) -> None:
        """Say which window would be kept."""
        self._window = window

    def set_own(self, number: int) -> None:
        """Say which of the presets is in use; -1 is none."""
        self._own = number
        count = len(self._presets)
        for button, possible in (
            (self._rename, number >= 0),
            (self._remove, number >= 0),
            (self._up, number > 0),
            (self._down, 0 <= number < count - 1),
        ):
            button.setEnabled(possible)
        self._ordering.setVisible(count > 0)

    def begin_keeping(self) -> None:
        """Ask for the name of a new preset."""
        self._ask("", renaming=False)

    def begin_renaming(self) -> None:
        """Ask for another name of the preset in use."""
        if self._own >= 0:
            self._ask(self._presets[self._own].name, renaming=True)

    def remove(self) -> None:
        """Forget the preset in use; it can be brought back."""
        if self._own < 0:
            return
        self._removed = self._own, self._presets.remove(self._own)
        self._said.say(self.tr("\u201c{0}\u201d is deleted.").format(self._removed[1].name))
        self._regret.show()

    def event(self, event: QEvent) -> bool:
        """Take Esc, while a name is being typed, before the window does: it gives up naming."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._naming.isVisible()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up naming."""
        if event.key() == Qt.Key.Key_Escape and self._naming.isVisible():
            self._close()
            return
        super().keyPressEvent(event)

    def _build(self) -> None:
        self._keep = QPushButton(self.tr("Save window..."), self)
        self._keep.setToolTip(self.tr("Keep this centre, width and function under a name, for every image"))
        self._rename, self._remove = QPushButton(self.tr("Rename"), self), QPushButton(self.tr("Delete"), self)
        self._up, self._down = self._arrow(Qt.ArrowType.UpArrow), self._arrow(Qt.ArrowType.DownArrow)
        self._up.setAccessibleName(self.tr("Move up in the list"))
        self._down.setAccessibleName(self.tr("Move down in the list"))
        for arrow in (self._up, self._down):
            arrow.setToolTip(arrow.accessibleName())
        self._name = QLineEdit(self)
        self._name.setObjectName("preset_name")
        self._name.setMaxLength(LONGEST)
        self._name.setAccessibleName(self.tr("Name of your window"))
        self._name.setPlaceholderText(self.tr("Name, e.g. Behind the heart"))
        self._accept, self._cancel = QPushButton(self.tr("Save"), self), QPushButton(self.tr("Cancel"), self)
        self._problem, self._said = Problem(self), Note(parent=self)
        self._undo = QPushButton(self.tr("Undo"), self)
        self._undo.setAccessibleName(self.tr("Bring the deleted window back"))
        self._lay_out()

    def _lay_out(self) -> None:
        self._ordering = line(self._rename, self._remove, self._up, self._down)
        self._naming = line(self._name, self._accept, self._cancel)
        self._regret = line(self._said, self._undo)
        self._naming.hide()
        self._regret.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._keep)
        column.addWidget(self._ordering)
        column.addWidget(self._naming)
        column.addWidget(self._problem)
        column.addWidget(self._regret)

    def _connect(self) -> None:
        self._keep.clicked.connect(self.begin_keeping)
        self._rename.clicked.connect(self.begin_renaming)
        self._remove.clicked.connect(self.remove)
        self._up.clicked.connect(lambda: self._move(-1))
        self._down.clicked.connect(lambda: self._move(1))
        self._accept.clicked.connect(self._finish)
        self._name.returnPressed.connect(self._finish)
        self._name.textEdited.connect(lambda: self._problem.say(""))
        self._cancel.clicked.connect(self._close)
        self._undo.clicked.connect(self._bring_back)

    def _ask(self, name: str, *, renaming: bool) -> None:
        self._renaming = renaming
        self._forget_removed()
        self._name.setText(name)
        self._name.selectAll()
        self._naming.show()
        self._name.setFocus()

    def _finish(self) -> None:
        """Keep or rename under the name typed, or say why not."""
        renamed = self._presets[self._own].name if self._renaming else ""
        problem = self._presets.problem(self._name.text(), besides=renamed)
        self._problem.say(problem)
        if problem:
            self._name.setFocus()
            return
        number = self._own if self._renaming else len(self._presets)
        if self._renaming:
            self._presets.rename(number, self._name.text())
        else:
            self._presets.add(self._name.text(), self._window)
        self._close()
        self.kept.emit(number)

    def _close(self) -> None:
        self._problem.say("")
        self._naming.hide()
        self._keep.setFocus()

    def _move(self, by: int) -> None:
        number = self._own + by
        self._presets.move(self._own, by)
        self.kept.emit(number)

    def _bring_back(self) -> None:
        if self._removed is None:
            return
        number, preset = self._removed
        self._presets.insert(number, preset)
        self._forget_removed()
        self.kept.emit(number)

    def _forget_removed(self) -> None:
        self._removed = None
        self._regret.hide()

    def _arrow(self, arrow: Qt.ArrowType) -> QToolButton:
        button = QToolButton(self)
        button.setArrowType(arrow)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
