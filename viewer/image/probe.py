"""What lies under the cursor: the stored value, its modality value, and the grey on screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication

from core.display.lookup import fits_table
from core.display.render import modality, to_screen
from viewer.patient_text import figure

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.display.view import View


@dataclass(frozen=True, slots=True)
class Probe:
    """One pixel. ``column`` and ``row`` count from 0; ``grey`` is 0 (black) to 255."""

    column: int
    row: int
    stored: float
    modality: float
    grey: int

    def text(self) -> str:
        """Write it for the status bar."""
        text = _tr("Column {0}, row {1}   Stored {2}   Modality {3}   Grey {4}")
        return text.format(self.column, self.row, figure(self.stored), figure(self.modality), self.grey)


@dataclass(frozen=True, slots=True)
class ColorProbe:
    """One pixel of a colour image: red, green and blue as on screen, 0 to 255."""

    column: int
    row: int
    color: tuple[int, int, int]

    def text(self) -> str:
        """Write it for the status bar."""
        return _tr("Column {0}, row {1}   Red {2}  Green {3}  Blue {4}").format(self.column, self.row, *self.color)


@dataclass(frozen=True, slots=True)
class MissingProbe:
    """A pixel of a damaged image that the file lacks: it has no value."""

    column: int
    row: int

    def text(self) -> str:
        """Write it for the status bar."""
        return _tr("Column {0}, row {1}   Missing: the file breaks off before").format(self.column, self.row)


def probe(frame: Frame, view: View, index: int, column: int, row: int) -> Probe | ColorProbe | MissingProbe | None:
    """Read the pixel at (column, row); None outside the image. The stored value is exact at any zoom."""
    if not (0 <= column < frame.columns and 0 <= row < frame.rows):
        return None
    if frame.is_missing(index, row, column):
        return MissingProbe(column, row)
    if frame.color is not None:
        red, green, blue = (int(part) for part in frame.color[index, row, column])
        return ColorProbe(column, row, (red, green, blue))
    spot = frame.stored[index, row : row + 1, column : column + 1]
    # As 32 bits, one value goes through the formula itself; a table of all possible values would be made first.
    grey = to_screen(spot.astype(np.int32) if fits_table(spot) else spot, frame, view)
    return Probe(column, row, spot.item(), modality(spot, frame).item(), int(grey.item()))


def _tr(text: str) -> str:
    return QCoreApplication.translate("probe", text)
