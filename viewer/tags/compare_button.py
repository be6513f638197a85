"""The button that asks which other file is to be compared."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from viewer import dialogs

if TYPE_CHECKING:
    from viewer.state import ViewerState


class CompareButton(QPushButton):
    """Offers the other images on screen, and any other file.

    Signals
    -------
    chosen : Path
        Compare with this file.
    """

    chosen = Signal(object)

    def __init__(self, state: ViewerState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(self.tr("Compare with"))
        self._state = state
        self._path: Path | None = None
        self.offers = QMenu(self)
        self.setMenu(self.offers)
        self.offers.aboutToShow.connect(self._fill)

    def set_path(self, path: Path | None) -> None:
        """Say which file is shown; without one there is nothing to compare."""
        self._path = path
        self.setEnabled(path is not None)

    def _fill(self) -> None:
        self.offers.clear()
        for number, image in enumerate(self._state.images, 1):
            frame = image.frame
            if frame is None or frame.path == self._path:
                continue
            name = self.tr("Image {0} on screen").format(number)
            text = name if self._state.patient_data_hidden else f"{name}: {frame.path.name}"
            action = self.offers.addAction(text.replace("&", "&&"))
            action.triggered.connect(lambda _=False, path=frame.path: self.chosen.emit(path))
        self.offers.addAction(self.tr("Another file\u2026")).triggered.connect(self._on_another_chosen)

    def _on_another_chosen(self) -> None:
        for path in dialogs.ask_files(self)[:1]:
            self.chosen.emit(path)
