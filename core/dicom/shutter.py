"""The display shutter: what of the image its maker asks to cover."""

from __future__ import annotations

from pydicom.dataset import Dataset

from core.dicom.attributes import BadAttributeError, numbers, tag, values, whole
from core.dicom.frame import Shutter

_EDGES = ("ShutterLeftVerticalEdge", "ShutterRightVerticalEdge", "ShutterUpperHorizontalEdge")
_LAST_EDGE = "ShutterLowerHorizontalEdge"
SHUTTER_TAGS = tuple(
    tag(keyword)
    for keyword in (
        "ShutterShape",
        *_EDGES,
        _LAST_EDGE,
        "CenterOfCircularShutter",
        "RadiusOfCircularShutter",
        "VerticesOfThePolygonalShutter",
        "ShutterPresentationValue",
    )
)
"""What :func:`shutter` reads."""

_MOST_CORNERS = 4096
_FARTHEST = 1 << 20


def shutter(dataset: Dataset, rows: int, columns: int) -> tuple[Shutter | None, tuple[str, ...]]:
    """Read the display shutter of an image of ``rows`` x ``columns``, and notes on shapes that are left out.

    References
    ----------
    DICOM PS3.3 C.7.6.11 (Display Shutter Module): edges and corners count pixels from 1.
    """
    notes: list[str] = []
    try:
        shapes = {str(shape).strip().upper() for shape in values(dataset, "ShutterShape")}
    except BadAttributeError as error:
        return None, (f"The shutter is left out: {error}.",)
    found = Shutter()
    for shape in sorted(shapes):
        try:
            found = _with(found, shape, dataset, rows, columns)
        except BadAttributeError as error:
            notes.append(f"The {shape.lower()[:16]} shutter is left out: {error}.")
    if found == Shutter():
        return None, tuple(notes)
    return Shutter(found.rectangle, found.circle, found.polygon, _grey(dataset, notes)), tuple(notes)


def _with(found: Shutter, shape: str, dataset: Dataset, rows: int, columns: int) -> Shutter:
    match shape:
        case "RECTANGULAR":
            return Shutter(_rectangle(dataset, rows, columns), found.circle, found.polygon)
        case "CIRCULAR":
            return Shutter(found.rectangle, _circle(dataset, rows, columns), found.polygon)
        case "POLYGONAL":
            return Shutter(found.rectangle, found.circle, _polygon(dataset, rows, columns))
    raise BadAttributeError("expected RECTANGULAR, CIRCULAR or POLYGONAL")


def _rectangle(dataset: Dataset, rows: int, columns: int) -> tuple[int, int, int, int]:
    edges = [whole(dataset, keyword) for keyword in (*_EDGES, _LAST_EDGE)]
    if None in edges:
        raise BadAttributeError("an edge is missing")
    left, right, upper, lower = (int(edge) - 1 for edge in edges if edge is not None)
    if left > right or upper > lower or right < 0 or lower < 0 or left >= columns or upper >= rows:
        raise BadAttributeError("it covers the whole image")
    return left, right, upper, lower


def _circle(dataset: Dataset, rows: int, columns: int) -> tuple[float, float, float]:
    center, radius = numbers(dataset, "CenterOfCircularShutter"), numbers(dataset, "RadiusOfCircularShutter")
    if len(center) != 2 or len(radius) != 1 or radius[0] <= 0 or _far((*center, *radius)):
        raise BadAttributeError("expected a centre and a positive radius")
    row, column = center[0] - 1, center[1] - 1
    beside_row, beside_column = max(-row, row - rows + 1, 0.0), max(-column, column - columns + 1, 0.0)
    if beside_row > radius[0] or beside_column > radius[0]:
        raise BadAttributeError("it covers the whole image")
    return row, column, radius[0]


def _polygon(dataset: Dataset, rows: int, columns: int) -> tuple[tuple[float, float], ...]:
    found = numbers(dataset, "VerticesOfThePolygonalShutter")
    if len(found) < 6 or len(found) % 2 or len(found) > 2 * _MOST_CORNERS or _far(found):
        raise BadAttributeError("expected pairs of row and column for at least three corners")
    corners = tuple((found[index] - 1, found[index + 1] - 1) for index in range(0, len(found), 2))
    for place, size in ((0, rows), (1, columns)):
        along = [corner[place] for corner in corners]
        if max(along) < 0 or min(along) > size - 1 or max(along) == min(along):
            raise BadAttributeError("it covers the whole image")
    return corners


def _far(found: list[float] | tuple[float, ...]) -> bool:
    return max(map(abs, found)) > _FARTHEST


def _grey(dataset: Dataset, notes: list[str]) -> float:
    """Return Shutter Presentation Value, a P-Value of 0000H black to FFFFH white, as 0 to 1."""
    try:
        value = whole(dataset, "ShutterPresentationValue")
    except BadAttributeError as error:
        notes.append(f"{error}; the shutter is black.")
        return 0.0
    return min(max(value or 0, 0), 65535) / 65535
