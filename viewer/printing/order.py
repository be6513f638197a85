"""What is to be printed, and how it lies on the paper. No Qt."""

from __future__ import annotations

import enum
from dataclasses import dataclass

MARGIN_MM = 10.0
"""Of the paper that stays white: printers cannot reach its edges."""

_GAP_MM, _CAPTION_MM, _FOOTER_MM = 3.0, 8.0, 12.0


class Layout(enum.Enum):
    """Rows and columns of images on a page; those of the window for the first."""

    AS_SHOWN = (0, 0)
    ONE = (1, 1)
    TWO = (1, 2)
    FOUR = (2, 2)
    SIX = (2, 3)


class Paper(enum.Enum):
    """Width and height of a page that stands, in mm."""

    A4 = (210.0, 297.0)
    A3 = (297.0, 420.0)
    LETTER = (215.9, 279.4)
    FILM = (355.6, 431.8)


class Lie(enum.Enum):
    """How a page lies; automatic: as the images are largest."""

    AUTOMATIC = "automatic"
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """How images are printed.

    Attributes
    ----------
    true_size : bool
        A millimetre of the image, by its file, is one on the paper; where the file gives none, it is fitted.
    texts, annotations : bool
        Write the corner texts; draw the annotations.
    patient : bool
        Write who the patient is, if patient data is shown in the window, too.
    """

    layout: Layout = Layout.ONE
    paper: Paper = Paper.A4
    lie: Lie = Lie.AUTOMATIC
    true_size: bool = False
    texts: bool = True
    annotations: bool = True
    patient: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the paper, in mm from its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page.

    Attributes
    ----------
    width, height : float
        Of the paper, in mm.
    cells : tuple of Box
        Where images lie, row by row; the line about each lies right under it, as high as :attr:`caption_mm`.
    footer : Box
        Where the page is numbered.
    """

    width: float
    height: float
    cells: tuple[Box, ...]
    footer: Box
    caption_mm: float = _CAPTION_MM


def sheet(width: float, height: float, rows: int, columns: int) -> Sheet:
    """Lay out a page of this size, in mm, with so many images of one size."""
    room = (width - 2 * MARGIN_MM + _GAP_MM) / columns - _GAP_MM
    tall = (height - 2 * MARGIN_MM - _FOOTER_MM) / rows - _CAPTION_MM
    cells = tuple(
        Box(MARGIN_MM + column * (room + _GAP_MM), MARGIN_MM + row * (tall + _CAPTION_MM), room, tall)
        for row in range(rows)
        for column in range(columns)
    )
    footer = Box(MARGIN_MM, height - MARGIN_MM - _FOOTER_MM, width - 2 * MARGIN_MM, _FOOTER_MM)
    return Sheet(width, height, cells, footer)


def lies_across(order: PrintOrder, rows: int, columns: int, aspect: float) -> bool:
    """Tell whether the paper is to lie across for images that are ``aspect`` times as wide as high."""
    if order.lie is not Lie.AUTOMATIC:
        return order.lie is Lie.LANDSCAPE
    width, height = order.paper.value

    def size(across: float, down: float) -> float:
        cell = sheet(across, down, rows, columns).cells[0]
        return min(cell.width, cell.height * aspect)

    return size(height, width) > size(width, height)
