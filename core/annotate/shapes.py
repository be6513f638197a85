"""What can be drawn on an image: shapes in coordinates of the stored image, frozen, each with a name for life."""

from __future__ import annotations

import math
import re
import uuid
from dataclasses import dataclass, field, replace
from typing import ClassVar, Self

Point = tuple[float, float]
"""(column, row) in the stored image: pixel (0, 0) covers 0 to 1, its centre is (0.5, 0.5)."""

LONGEST_LABEL = 256
_ID = re.compile(r"[0-9a-f]{32}")


def new_id() -> str:
    """Make a name that no other annotation has: a random UUID in hexadecimal."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True)
class Annotation:
    """A shape on one frame of an image.

    Attributes
    ----------
    points : tuple of (float, float)
        (column, row) of what defines the shape, in the order that its class says.
    frame : int
        Number of the frame it lies on, from 0.
    label : str
        The user's words on it: one line, may be empty. It may hold patient data.
    id : str
        32 hexadecimal digits; stays the same when the shape is moved or renamed.

    Raises
    ------
    ValueError
        If the number of points is not what the class needs, or something is out of range.
    """

    points: tuple[Point, ...]
    frame: int = 0
    label: str = ""
    id: str = field(default_factory=new_id)

    KIND: ClassVar[str] = ""
    """The class as it is written down."""
    NAME: ClassVar[str] = ""
    """The class as it is shown."""
    COUNT: ClassVar[int] = 0
    """How many points the shape has; 0 for any number."""

    def __init_subclass__(cls, *, kind: str = "", name: str = "", count: int = 0) -> None:
        """Say what the shape is called, and how many points it has."""
        # A dataclass with slots is made twice, the second time without these words.
        cls.KIND, cls.NAME, cls.COUNT = kind or cls.KIND, name or cls.NAME, count or cls.COUNT

    def __post_init__(self) -> None:
        wanted = len(self.points) == self.COUNT if self.COUNT else len(self.points) > 0
        if not wanted:
            raise ValueError(f"a {self.KIND} has {self.COUNT or 'some'} points, found {len(self.points)}")
        if not all(len(point) == 2 and all(math.isfinite(value) for value in point) for point in self.points):
            raise ValueError(f"the points of a {self.KIND} are pairs of finite numbers")
        if self.frame < 0 or not _ID.fullmatch(self.id) or len(self.label) > LONGEST_LABEL:
            raise ValueError(f"a {self.KIND} has a frame of at least 0, an id of 32 digits and a short label")

    @property
    def handles(self) -> tuple[Point, ...]:
        """Where the shape can be taken to change it."""
        return self.points

    def with_handle(self, number: int, point: Point) -> Self:
        """Give the shape with one of its :attr:`handles` moved to ``point``."""
        return replace(self, points=(*self.points[:number], point, *self.points[number + 1 :]))

    def moved(self, columns: float, rows: float) -> Self:
        """Give the shape shifted as a whole."""
        return replace(self, points=tuple((column + columns, row + rows) for column, row in self.points))

    def moved_within(self, columns: float, rows: float, width: int, height: int) -> Self:
        """Give the shape shifted as far as it stays within an image of ``width`` columns and ``height`` rows."""
        return self.moved(
            _allowed(columns, [point[0] for point in self.points], width),
            _allowed(rows, [point[1] for point in self.points], height),
        )

    def renamed(self, label: str) -> Self:
        """Give the shape with another label: one line, cut where it is too long."""
        return replace(self, label=one_line(label))


@dataclass(frozen=True, slots=True)
class Length(Annotation, kind="length", name="Length", count=2):
    """A distance: from, to."""


@dataclass(frozen=True, slots=True)
class Angle(Annotation, kind="angle", name="Angle", count=3):
    """The angle between two arms: end of one, vertex, end of the other."""


@dataclass(frozen=True, slots=True)
class CobbAngle(Annotation, kind="cobb_angle", name="Cobb angle", count=4):
    """Two lines, each from and to: along the upper end plate of one vertebra, and the lower end plate of another."""


@dataclass(frozen=True, slots=True)
class CardiothoracicRatio(Annotation, kind="cardiothoracic_ratio", name="Cardiothoracic ratio", count=4):
    """Two lines: the heart at its widest, from and to; the thorax between the inner edges of the ribs, from and to."""


@dataclass(frozen=True, slots=True)
class Box(Annotation, count=2):
    """A region along rows and columns: one corner and the opposite one."""

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        (a, b), (c, d) = self.points
        return min(a, c), min(b, d), max(a, c), max(b, d)

    @property
    def handles(self) -> tuple[Point, ...]:
        """The four corners, in order around the box."""
        first, second = self.points
        return first, (second[0], first[1]), second, (first[0], second[1])

    def with_handle(self, number: int, point: Point) -> Self:
        """Give the box with one corner moved; the opposite one stays."""
        first, second = self.points
        if number == 0:
            first = point
        elif number == 1:
            first, second = (first[0], point[1]), (point[0], second[1])
        elif number == 2:
            second = point
        else:
            first, second = (point[0], first[1]), (second[0], point[1])
        return replace(self, points=(first, second))


@dataclass(frozen=True, slots=True)
class Rectangle(Box, kind="rectangle", name="Rectangle"):
    """A rectangular region."""


@dataclass(frozen=True, slots=True)
class Ellipse(Box, kind="ellipse", name="Ellipse"):
    """An elliptical region: the ellipse that fills the box."""


@dataclass(frozen=True, slots=True)
class Arrow(Annotation, kind="arrow", name="Arrow", count=2):
    """An arrow: tail, tip."""


@dataclass(frozen=True, slots=True)
class Text(Annotation, kind="text", name="Text", count=1):
    """Words at a point, which is the top left of the text on screen; the label is the text."""


@dataclass(frozen=True, slots=True)
class Outline(Annotation, kind="outline", name="Outline"):
    """A line from point to point, or one point, as a presentation state may bring it. It measures nothing.

    It is closed when it ends where it began.
    """


KINDS: dict[str, type[Annotation]] = {
    kind.KIND: kind
    for kind in (Length, Angle, CobbAngle, CardiothoracicRatio, Rectangle, Ellipse, Arrow, Text, Outline)
}
"""Every shape by the word it is written down with."""


def one_line(text: str) -> str:
    """Make a label of ``text``: printable, on one line, at most :data:`LONGEST_LABEL` characters."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())[:LONGEST_LABEL]


def _allowed(shift: float, values: list[float], size: int) -> float:
    """Limit a shift so that ``values`` stay from 0 to ``size``; what lies outside may only come nearer."""
    least, most = min(0.0, -min(values)), max(0.0, size - max(values))
    return min(max(shift, least), most)
