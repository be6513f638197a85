"""What is to be exported, and how."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.display.orientation import AS_STORED, Orientation
from viewer.image.corners import USUAL_CORNERS, CornerChoice
from viewer.image.rendering import AS_IS, Rendering

if TYPE_CHECKING:
    from core.annotate.shapes import Annotation
    from core.dicom.frame import Frame
    from core.display.view import View
    from viewer.explain.layer import ShownHeat
    from viewer.image.geometry import Placement
    from viewer.image.painting import ResultPlate


class Format(enum.Enum):
    """Kind of file; the value is its suffix without the depth."""

    SHOWN = "png"
    """8 bits a sample, as shown."""
    NATIVE_PNG = "16.png"
    """Stored values at full depth."""
    NATIVE_TIFF = "16.tiff"
    """Stored values at full depth."""
    PDF = "pdf"
    """One page, as shown."""

    @property
    def is_native(self) -> bool:
        """Stored values leave, not what the window makes of them."""
        return self in (Format.NATIVE_PNG, Format.NATIVE_TIFF)

    @property
    def suffix(self) -> str:
        """What file names end in."""
        return f".{self.value.rpartition('.')[2]}"


@dataclass(frozen=True, slots=True)
class Order:
    """How images are exported.

    Attributes
    ----------
    visible_part : bool
        Only what the view shows, at the size of the screen; otherwise the whole image at stored resolution.
    annotations : bool
        Draw the annotations.
    texts : bool
        Write the corner texts and the marks of the patient's sides. They may name the patient. The marks alone are
        written of an image that is turned or mirrored, too.
    """

    format: Format = Format.SHOWN
    visible_part: bool = False
    annotations: bool = True
    texts: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """An image as it is shown: all that a picture of it needs.

    Attributes
    ----------
    placement, size : Placement and (int, int), or None
        Where the image lies in a view of this size, in device pixels; None where no view shows it.
    ratio : float
        Device pixels per widget pixel of that view.
    hidden : bool
        Leave patient data out.
    result : ResultPlate or None
        The classification result that stands on the image.
    heat : ShownHeat or None
        The heat map that lies over it.
    """

    frame: Frame
    view: View
    index: int = 0
    orientation: Orientation = AS_STORED
    rendering: Rendering = AS_IS
    corners: CornerChoice = USUAL_CORNERS
    annotations: tuple[Annotation, ...] = field(default=())
    placement: Placement | None = None
    size: tuple[int, int] | None = None
    ratio: float = 1.0
    hidden: bool = False
    result: ResultPlate | None = None
    heat: ShownHeat | None = None
