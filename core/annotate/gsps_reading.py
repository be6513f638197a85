"""Read a presentation state, our own or another program's, for the image on screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from pydicom.dataset import Dataset

from core.annotate.gsps_foreign import Place, foreign_annotations, own_annotation
from core.annotate.shapes import new_id
from core.annotate.store import AnnotationError
from core.dicom.attributes import BadAttributeError, numbers, tag, text, values, whole, words
from core.dicom.container import PARSER_ERRORS, opened, quiet
from core.dicom.facts import uid_name
from core.dicom.frame import LookupTable, VoiFunction, Window
from core.display.orientation import Orientation
from core.display.view import View, polarity_inverted
from core.errors import RefusedError

if TYPE_CHECKING:
    from core.annotate.shapes import Annotation
    from core.dicom.frame import Frame

STORAGE = "1.2.840.10008.5.1.4.1.1.11.1"
"""Grayscale Softcopy Presentation State Storage."""

_MOST = 10_000  # annotations of one presentation state
_TAGS = tuple(
    tag(keyword)
    for keyword in (
        "SOPClassUID",
        "SpecificCharacterSet",
        "ReferencedSeriesSequence",
        "GraphicAnnotationSequence",
        "GraphicGroupSequence",
        "DisplayedAreaSelectionSequence",
        "ModalityLUTSequence",
        "RescaleSlope",
        "RescaleIntercept",
        "ShutterShape",
        "SoftcopyVOILUTSequence",
        "PresentationLUTShape",
        "PresentationLUTSequence",
        "ImageRotation",
        "ImageHorizontalFlip",
    )
)


@dataclass(frozen=True, slots=True)
class PresentationState:
    """What a presentation state says of one image.

    Attributes
    ----------
    view : View or None
        The full range where it names no window; None where the one that it names cannot be applied.
    notes : tuple of str
        Sentences on what it says that is not taken over.
    """

    annotations: tuple[Annotation, ...]
    view: View | None
    orientation: Orientation
    notes: tuple[str, ...] = ()


def read_gsps(path: Path, frame: Frame) -> PresentationState:
    """Read what a Grayscale Softcopy Presentation State says of ``frame``.

    Shapes that are ours come back as they were. Of others, circles and upright ellipses become ellipses, texts become
    texts, and every line, closed or not, an outline, which measures nothing: what a line was drawn for is not told.

    Raises
    ------
    AnnotationError
        If the file is not a presentation state, refers to other images only, or is damaged.
    """
    path = Path(path)
    try:
        with opened(path, _TAGS) as container, quiet():
            dataset = container.dataset
            kind = text(dataset, "SOPClassUID", 64) or text(dataset.file_meta, "MediaStorageSOPClassUID", 64)
            if kind != STORAGE:
                raise AnnotationError(
                    f"{path.name}: expected a Grayscale Softcopy Presentation State, found {uid_name(kind)}"
                )
            return _read(path, dataset, frame)
    except RefusedError as error:
        raise AnnotationError(str(error)) from None
    except (*PARSER_ERRORS, BadAttributeError) as error:
        raise AnnotationError(f"{path.name}: the presentation state is damaged ({type(error).__name__})") from None


def _read(path: Path, dataset: Dataset, frame: Frame) -> PresentationState:
    uid = frame.identity.instance_uid
    images = [image for series in _items(dataset, "ReferencedSeriesSequence") for image in _images(series)]
    if not uid or all(text(image, "ReferencedSOPInstanceUID", 64) != uid for image in images):
        raise AnnotationError(
            f"{path.name}: this presentation state belongs to another image (it refers to {len(images)}, none of them "
            "the one on screen): open that image first"
        )
    notes: list[str] = []
    if text(dataset, "ShutterShape") and frame.shutter is None:
        notes.append("Its shutter is not applied.")
    orientation = _orientation(dataset)
    place = Place(frame, orientation, *_displayed(dataset, frame, orientation))
    annotations = tuple(_annotations(dataset, frame, place, notes))
    return PresentationState(annotations, _view(dataset, frame, notes), orientation, tuple(dict.fromkeys(notes)))


def _orientation(dataset: Dataset) -> Orientation:
    """Turn first, then flip (PS3.3 C.10.6)."""
    degrees = whole(dataset, "ImageRotation") or 0
    turned = Orientation(degrees // 90 % 4) if degrees % 90 == 0 else Orientation()
    return turned.flipped_horizontally() if text(dataset, "ImageHorizontalFlip") == "Y" else turned


def _displayed(dataset: Dataset, frame: Frame, orientation: Orientation) -> tuple[float, float, float, float]:
    """Give left, top, right and bottom of the displayed area, as seen: what DISPLAY units are fractions of.

    Its corners are pixels of the stored image, counted from 1 (PS3.3 C.10.4).
    """
    size = frame.columns, frame.rows
    for item in _items(dataset, "DisplayedAreaSelectionSequence"):
        first = numbers(item, "DisplayedAreaTopLeftHandCorner")
        last = numbers(item, "DisplayedAreaBottomRightHandCorner")
        if not _concerns(item, frame) or len(first) != 2 or len(last) != 2:
            continue
        corners = [
            orientation.to_seen(column - side, row - side, *size)
            for column, row in (first, last)
            for side in (0.0, 1.0)
        ]
        across, down = [x for x, _ in corners], [y for _, y in corners]
        return min(across), min(down), max(across), max(down)
    return 0.0, 0.0, *map(float, orientation.size(*size))  # type: ignore[return-value]


def _annotations(dataset: Dataset, frame: Frame, place: Place, notes: list[str]) -> Iterator[Annotation]:
    groups = {
        whole(group, "GraphicGroupID"): (text(group, "GraphicGroupLabel"), text(group, "GraphicGroupDescription"))
        for group in _items(dataset, "GraphicGroupSequence")
    }
    used: set[str] = set()
    for item in _items(dataset, "GraphicAnnotationSequence"):
        frames = _frames(item, frame)
        found: Iterable[Annotation] = ()
        if frames:
            one = own_annotation(item, groups, frames[0])
            found = (one,) if one else foreign_annotations(item, place, frames, notes)
        for annotation in found:
            if len(used) >= _MOST:
                notes.append(f"More than {_MOST} annotations: the rest is left out.")
                return
            fresh = (
                annotation
                if annotation.id not in used
                else type(annotation)(annotation.points, annotation.frame, annotation.label, new_id())
            )
            used.add(fresh.id)
            yield fresh


def _view(dataset: Dataset, frame: Frame, notes: list[str]) -> View | None:
    """Read VOI and polarity; the image's own count for nothing here.

    References
    ----------
    DICOM PS3.3 C.11.8: without a Softcopy VOI LUT for the image its VOI transformation is the identity; PS3.4 N.2.1.4:
    neither does Photometric Interpretation count.
    """
    if _items(dataset, "PresentationLUTSequence"):
        notes.append("Its Presentation LUT is a table, which is not applied.")
    shape = text(dataset, "PresentationLUTShape")
    inverted = shape in ("IDENTITY", "INVERSE") and (shape == "INVERSE") != polarity_inverted(frame)
    items = [item for item in _items(dataset, "SoftcopyVOILUTSequence") if _concerns(item, frame)]
    if not _same_units(dataset, frame):
        what = "Its window" if items else "What it shows"
        notes.append(f"{what} is in other modality units than those of the image, and is not applied.")
    elif not items:
        notes.append("It names no window, so the full range is shown.")
        return View(None, inverted)
    else:
        found = next((voi for voi in (_voi(item, notes) for item in items) if voi is not None), None)
        if found is not None:
            return View(found, inverted)
    return View(None, inverted) if inverted else None


def _same_units(dataset: Dataset, frame: Frame) -> bool:
    """Tell whether its modality step, which takes the place of the image's own (PS3.4 N.2), gives the same."""
    tables, known = _items(dataset, "ModalityLUTSequence"), frame.modality_lut
    if tables and known is not None:
        return bool(words(tables[0], "LUTData")[: len(known.values)] == known.values.tolist())
    if tables or known is not None:
        return False
    own = (numbers(dataset, "RescaleSlope") or [1.0])[0], (numbers(dataset, "RescaleIntercept") or [0.0])[0]
    # A decimal string holds 16 characters, so some numbers come back a little rounded.
    return bool(np.allclose(own, (frame.slope, frame.intercept), rtol=1e-9, atol=0))


def _voi(item: Dataset, notes: list[str]) -> Window | LookupTable | None:
    for table in _items(item, "VOILUTSequence"):
        descriptor, data = words(table, "LUTDescriptor"), words(table, "LUTData")
        if len(descriptor) == 3 and len(data) >= (descriptor[0] or 65536) and 8 <= descriptor[2] <= 16:
            signed = str(table["LUTDescriptor"].VR) == "SS" and descriptor[1] > 32767
            entries = np.array(data[: descriptor[0] or 65536], dtype=np.uint16)
            first = descriptor[1] - 65536 if signed else descriptor[1]
            return LookupTable(entries, first, descriptor[2], text(table, "LUTExplanation", 64))
        notes.append("Its VOI LUT is damaged and is not applied.")
    centers, widths = numbers(item, "WindowCenter"), numbers(item, "WindowWidth")
    if not centers or not widths:
        return None
    name = text(item, "VOILUTFunction") or "LINEAR"
    try:
        function = VoiFunction(name)
        explanation = text(item, "WindowCenterWidthExplanation", 64).split("\\")[0]
        return Window(centers[0], widths[0], function, explanation)
    except ValueError:
        notes.append("Its window is damaged and is not applied.")
        return None


def _frames(item: Dataset, frame: Frame) -> tuple[int, ...]:
    """Tell which frames of our image an item is for, from 0; none where it is for other images."""
    images = _images(item)
    every = tuple(range(frame.frames))
    if not images:
        return every
    ours = [image for image in images if text(image, "ReferencedSOPInstanceUID", 64) == frame.identity.instance_uid]
    named = {int(number) - 1 for image in ours for number in numbers(image, "ReferencedFrameNumber")}
    if named:
        return tuple(number for number in every if number in named)
    return every if ours else ()


def _concerns(item: Dataset, frame: Frame) -> bool:
    return bool(_frames(item, frame))


def _images(item: Dataset) -> Sequence[Dataset]:
    return _items(item, "ReferencedImageSequence")


def _items(dataset: Dataset, keyword: str) -> list[Any]:
    """Give the items of a sequence; an attribute that is none has none."""
    return [item for item in values(dataset, keyword) if isinstance(item, Dataset)]
