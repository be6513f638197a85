"""Annotations and view as a Grayscale Softcopy Presentation State (GSPS), for other viewers; and back.

Nothing here is needed to show an image: highdicom is imported when a presentation state is written.

References
----------
DICOM PS3.3 A.33.1 (the object), C.10.4 to C.10.7 (displayed area, graphics, spatial transformation, layers),
C.11.8 (VOI), C.11.6 (Presentation LUT); PS3.4 N.2 (the order of the transformations).
"""

from __future__ import annotations

import io
import logging
import os
import uuid
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.uid import UID

from core import __version__
from core.annotate.gsps_graphics import GROUPS, LAYER, graphics_of
from core.annotate.gsps_header import EMPTY_TOO, HEADER_TAGS, copy_header
from core.annotate.gsps_reading import STORAGE, PresentationState, read_gsps
from core.annotate.store import AnnotationError
from core.dicom.attributes import tag, text
from core.dicom.container import opened, quiet
from core.dicom.facts import uid_name
from core.dicom.frame import LookupTable
from core.display.view import full_range, polarity_inverted
from core.errors import RefusedError
from core.whole_file import write_whole

if TYPE_CHECKING:
    from core.annotate.shapes import Annotation
    from core.dicom.frame import Frame
    from core.display.orientation import Orientation
    from core.display.view import View

__all__ = ["PresentationState", "read_gsps", "write_gsps"]

_NEEDED = ("SOPClassUID", "SOPInstanceUID", "SeriesInstanceUID", "StudyInstanceUID", "SpecificCharacterSet")

# highdicom warns of names it finds unlikely, and quotes them: patient data must reach no log.
logging.getLogger("highdicom").propagate = False


def write_gsps(
    frame: Frame,
    annotations: Sequence[Annotation],
    view: View,
    orientation: Orientation,
    path: Path,
) -> None:
    r"""Write a presentation state that refers to the image and shows it as it is shown here.

    It holds the annotations with what they measure, the window or VOI LUT, the polarity, turns and mirror, the whole
    image as the displayed area, and the shutter and overlays of the image. The patient and study are the image's.

    Parameters
    ----------
    frame : Frame
        A greyscale DICOM image; its file is read again, for the patient and study.
    annotations : sequence of Annotation
        Of any of its frames; coordinates in PIXEL units, which are ours: "the Top Left Hand Corner (TLHC) of the TLHC
        pixel is 0.0\0.0, the Bottom Right Hand Corner of the TLHC pixel is 1.0\1.0" (PS3.3 C.10.5).
    path : Path
        The file to write; it appears whole or not at all. An earlier presentation state is replaced, no other file.

    Raises
    ------
    AnnotationError
        If the image is a picture or in colour, lacks an identifier, its file is gone or another by now, or the
        target cannot be written.
    """
    path = Path(path)
    header = _header(frame)
    _check_target(path, frame.path)
    with quiet():
        state = _state(frame, header, annotations, view)
        copy_header(header, state, frame)
        _add_polarity_and_place(state, frame, view, orientation)
        state.GraphicAnnotationSequence = graphics_of(annotations, frame, orientation, state)
        if not annotations:
            del state.GraphicAnnotationSequence
        _write(state, path)


def _header(frame: Frame) -> Dataset:
    """Read from the image's file what the presentation state says of patient, study and image."""
    if frame.picture or frame.color is not None:
        kind = "a picture that is not DICOM" if frame.picture else "a colour image"
        raise AnnotationError(
            f"a presentation state belongs to a greyscale DICOM image, found {kind}: export a picture"
        )
    wanted = [*HEADER_TAGS, *map(tag, _NEEDED)]
    try:
        with opened(frame.path, wanted) as container:
            header: Dataset = container.dataset
            found = {keyword: text(header, keyword, 64) for keyword in _NEEDED}
    except RefusedError as error:
        raise AnnotationError(f"the presentation state needs the image's file, which is refused: {error}") from None
    if found["SOPInstanceUID"] != frame.identity.instance_uid:
        raise AnnotationError(f"{frame.path.name}: the file holds another image by now; open it again")
    for keyword in ("SOPInstanceUID", "SOPClassUID", "SeriesInstanceUID", "StudyInstanceUID"):
        if not UID(found[keyword]).is_valid or not found[keyword]:
            raise AnnotationError(
                f"{frame.path.name}: a presentation state has to name its image, but {keyword} is missing or not valid"
            )
    return header


def _state(frame: Frame, header: Dataset, annotations: Sequence[Annotation], view: View) -> Dataset:
    """Let highdicom make the object: identification, references, layers, groups, window."""
    import highdicom as hd

    window = full_range(frame) if view.voi is None or isinstance(view.voi, LookupTable) else view.voi
    try:
        state: Dataset = hd.pr.GrayscaleSoftcopyPresentationState(
            referenced_images=[_reference(frame, header)],
            series_instance_uid=_new_uid(),
            series_number=90,
            sop_instance_uid=_new_uid(),
            instance_number=1,
            manufacturer="CXR-12",
            manufacturer_model_name="CXR-12",
            software_versions=__version__,
            device_serial_number="",
            content_label="ANNOTATIONS",
            series_description="CXR-12 annotations",
            graphic_layers=[hd.pr.GraphicLayer(LAYER, order=1)],
            graphic_groups=[_group(number, one) for number, one in enumerate(annotations, 1)] or None,
            modality_lut_transformation=hd.ModalityLUTTransformation(frame.intercept, frame.slope, "US"),
            voi_lut_transformations=[
                hd.pr.SoftcopyVOILUTTransformation(
                    [window.center], [window.width], [window.explanation[:64]], window.function.value
                )
            ],
            specific_character_set="ISO_IR 192",
        )
    except KeyError:
        raise AnnotationError(
            f"{frame.path.name}: presentation states cannot be made for this kind of object "
            f"({uid_name(text(header, 'SOPClassUID', 64))})"
        ) from None
    _add_tables(state, frame, view)
    return state


def _add_tables(state: Dataset, frame: Frame, view: View) -> None:
    """Put LUTs in the place of the rescale and the window, where the image or the view has them."""
    if frame.modality_lut is not None:
        del state.RescaleIntercept, state.RescaleSlope, state.RescaleType
        state.ModalityLUTSequence = [_lut(frame.modality_lut, "US")]
    if isinstance(view.voi, LookupTable):
        item = Dataset()
        item.VOILUTSequence = [_lut(view.voi)]
        state.SoftcopyVOILUTSequence = [item]


def _group(number: int, annotation: Annotation) -> Any:
    """Name the kind of an annotation, and keep its label."""
    import highdicom as hd

    group = hd.pr.GraphicGroup(number, GROUPS[annotation.KIND])
    if annotation.label:  # highdicom refuses a backslash, which Short Text may hold (PS3.5 6.2)
        group.GraphicGroupDescription = annotation.label
    return group


def _reference(frame: Frame, header: Dataset) -> Dataset:
    """Make the stand-in for the image that highdicom takes; what a broken value could upset is copied later."""
    image = Dataset()
    for keyword in ("SOPClassUID", "SOPInstanceUID", "SeriesInstanceUID", "StudyInstanceUID"):
        setattr(image, keyword, text(header, keyword, 64))
    for keyword in EMPTY_TOO:
        setattr(image, keyword, "")
    image.Rows, image.Columns, image.SamplesPerPixel = frame.rows, frame.columns, 1
    image.NumberOfFrames = frame.frames
    return image


def _add_polarity_and_place(state: Dataset, frame: Frame, view: View, orientation: Orientation) -> None:
    """Say how the greys run and how the image lies.

    The Photometric Interpretation of the image is overridden by the Presentation LUT Shape (PS3.4 N.2.1.4). The
    rotation comes before the flip (PS3.3 C.10.6); ours are the other way round, and a mirror before a turn is the
    same mirror after the turn the other way round. The corners of the displayed area are pixels counted from 1 in the
    image as stored, but top left and bottom right as seen (PS3.3 C.10.4).
    """
    state.Laterality = ""  # type 2C, and unknown here
    state.PresentationLUTShape = "INVERSE" if polarity_inverted(frame) != view.inverted else "IDENTITY"
    turns = -orientation.turns % 4 if orientation.mirrored else orientation.turns
    state.ImageRotation = 90 * turns
    state.ImageHorizontalFlip = "Y" if orientation.mirrored else "N"
    width, height = orientation.size(frame.columns, frame.rows)
    corners = [
        [int(value) + 1 for value in orientation.to_stored(x, y, frame.columns, frame.rows)]
        for x, y in ((0.5, 0.5), (width - 0.5, height - 0.5))
    ]
    item = Dataset()
    item.DisplayedAreaTopLeftHandCorner, item.DisplayedAreaBottomRightHandCorner = corners
    item.PresentationSizeMode = "SCALE TO FIT"
    item.PresentationPixelAspectRatio = _aspect(frame)
    state.DisplayedAreaSelectionSequence = [item]


def _aspect(frame: Frame) -> list[int]:
    """Give the height of a pixel to its width as two whole numbers."""
    aspect = Fraction(frame.pixel_aspect).limit_denominator(10_000)
    return [max(aspect.numerator, 1), aspect.denominator]


def _lut(table: LookupTable, modality_type: str = "") -> Dataset:
    """Write a LUT with its real number of bits and a first value that may be negative (PS3.3 C.11.1.1)."""
    item = Dataset()
    first_vr = "SS" if table.first < 0 else "US"
    item.add(DataElement(tag("LUTDescriptor"), first_vr, [len(table.values) % 65536, table.first, table.bits]))
    if table.explanation:
        item.LUTExplanation = table.explanation[:64]
    if modality_type:
        item.ModalityLUTType = modality_type
    item.add(DataElement(tag("LUTData"), "OW", table.values.astype("<u2").tobytes()))
    return item


def _new_uid() -> str:
    return f"2.25.{uuid.uuid4().int}"


def _check_target(path: Path, source: Path) -> None:
    """Refuse to replace anything but an earlier presentation state: it may be the radiograph itself."""
    if not os.path.lexists(path):
        return
    try:
        with opened(path, [tag("SOPClassUID")]) as container:
            known = text(container.dataset, "SOPClassUID", 64)
    except RefusedError:
        known = ""
    if known != STORAGE or path.absolute() == source.absolute():
        raise AnnotationError(
            f"{path.name}: this file is not a presentation state and is not replaced; choose another name"
        )


def _write(state: Any, path: Path) -> None:
    content = io.BytesIO()
    state.save_as(content, enforce_file_format=True)
    try:
        write_whole(path, content.getbuffer())
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise AnnotationError(
            f"{path.name}: the presentation state cannot be written: {reason}; choose another place"
        ) from error
