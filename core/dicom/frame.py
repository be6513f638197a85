"""What crosses the border between reading a radiograph and showing or classifying it."""

from __future__ import annotations

import enum
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


class VoiFunction(enum.Enum):
    """VOI LUT Function (0028,1056), PS3.3 C.11.2.1.2 and C.11.2.1.3."""

    LINEAR = "LINEAR"
    LINEAR_EXACT = "LINEAR_EXACT"
    SIGMOID = "SIGMOID"


@dataclass(frozen=True, slots=True)
class Window:
    """A grey window, in modality units (PS3.3 C.11.2.1.2): LINEAR needs width >= 1, the others width > 0.

    Raises
    ------
    ValueError
        If centre or width is not finite, or the width is too small for the function.
    """

    center: float
    width: float
    function: VoiFunction = VoiFunction.LINEAR
    explanation: str = ""

    def __post_init__(self) -> None:
        smallest = 1.0 if self.function is VoiFunction.LINEAR else 0.0
        if not (np.isfinite(self.center) and np.isfinite(self.width)):
            raise ValueError(f"a window needs finite numbers, found centre {self.center}, width {self.width}")
        if self.width < smallest or self.width == 0.0:
            raise ValueError(f"a {self.function.value} window needs a width of at least 1, found {self.width}")


@dataclass(frozen=True, slots=True, eq=False)
class LookupTable:
    """A Modality or VOI LUT (PS3.3 C.11.1.1, C.11.2.1.1).

    Attributes
    ----------
    values : ndarray of uint16, shape (entries,)
        Output values. Inputs below ``first`` take the first, inputs above the last.
    first : int
        The input value mapped to ``values[0]``.
    bits : int
        Bits of an output value (8 to 16): the output range is ``[0, 2**bits - 1]``.
    explanation : str
        LUT Explanation (0028,3003), empty when absent.
    """

    values: NDArray[np.uint16]
    first: int
    bits: int
    explanation: str = ""


def stored_range(bits_stored: int, signed: bool) -> tuple[int, int]:
    """Lowest and highest value that BitsStored can hold: ``[0, 2**b - 1]``, or its signed twin."""
    if signed:
        return -(1 << (bits_stored - 1)), (1 << (bits_stored - 1)) - 1
    return 0, (1 << bits_stored) - 1


class SpacingKind(enum.Enum):
    """Which attribute a pixel spacing comes from, and so what a length on the image means."""

    CALIBRATED = "Pixel Spacing (0028,0030)"
    UNKNOWN = "Pixel Spacing (0028,0030), which may be calibrated or not"
    DETECTOR = "Imager Pixel Spacing (0018,1164), at the detector"
    FILM = "Nominal Scanned Pixel Spacing (0018,2010), on the film"


@dataclass(frozen=True, slots=True)
class Spacing:
    """Distance between pixel centres in millimetres: ``row_mm`` down a column, ``column_mm`` along a row."""

    row_mm: float
    column_mm: float
    kind: SpacingKind


@dataclass(frozen=True, slots=True)
class Identity:
    """Who and what the image is of. Patient data: shown and catalogued, never logged. Empty string = unknown."""

    patient_name: str = ""
    patient_id: str = ""
    birth_date: str = ""
    sex: str = ""
    institution: str = ""
    study_uid: str = ""
    study_date: str = ""
    study_time: str = ""
    study_description: str = ""
    accession_number: str = ""
    series_uid: str = ""
    series_number: str = ""
    series_description: str = ""
    instance_uid: str = ""
    instance_number: str = ""


@dataclass(frozen=True, slots=True)
class Acquisition:
    """How the image was made. Empty string = unknown."""

    modality: str = ""
    body_part: str = ""
    view_position: str = ""
    laterality: str = ""
    manufacturer: str = ""
    presentation_intent: str = ""
    sop_class_uid: str = ""
    lossy: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class OverlayPlane:
    """Graphics in a plane of bits over the image, groups 6000 to 601E (PS3.3 C.9.2).

    Attributes
    ----------
    bits : ndarray of bool, shape (frames, rows, columns), read-only
        Where the overlay is drawn.
    row, column : int
        Pixel of the image, from 0, under the plane's first bit; may be negative.
    first_frame : int
        Frame of the image, from 0, that the plane's first frame lies over.
    label : str
        Overlay Label or Description, empty when absent.
    """

    bits: NDArray[np.bool_]
    row: int
    column: int
    first_frame: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class Shutter:
    """What of the image is not to be seen (Display Shutter Module, PS3.3 C.7.6.11); shapes are combined.

    Attributes
    ----------
    rectangle : (int, int, int, int) or None
        First column, last column, first row and last row that stay visible, from 0.
    circle : (float, float, float) or None
        Row and column of the centre, from 0, and the radius in pixels along a row.
    polygon : tuple of (float, float)
        (row, column) of its corners, from 0; empty when there is none.
    grey : float
        What covers the rest: 0 black to 1 white, on screen.
    """

    rectangle: tuple[int, int, int, int] | None = None
    circle: tuple[float, float, float] | None = None
    polygon: tuple[tuple[float, float], ...] = ()
    grey: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One image object with its stored pixels, never altered, and the facts needed to show and to classify it.

    Attributes
    ----------
    stored : ndarray, shape (frames, rows, columns), of a colour image (frames, rows, columns, 3), read-only
        Stored values, right-aligned, masked to BitsStored and sign-extended; the dtype is the one of
        BitsAllocated and Pixel Representation (uint8/int8/uint16/int16/uint32/int32, float32/float64).
    bits_allocated, bits_stored : int
        As in the file (8 or 16 for a PNG picture).
    signed : bool
        Pixel Representation is 1.
    photometric : str
        ``MONOCHROME1`` or ``MONOCHROME2``; of a colour image what the file says, e.g. ``RGB`` or ``PALETTE COLOR``.
    presentation_shape : str
        Presentation LUT Shape (2050,0020): ``IDENTITY``, ``INVERSE`` or empty when absent.
    slope, intercept : float
        Rescale of stored values to modality units; 1 and 0 when absent. Not used when ``modality_lut`` is given.
    padding : tuple of int (of float for floating-point pixels) or None
        Lowest and highest stored value (inclusive) that mean "no image here".
    picture : bool
        The source is a PNG, not DICOM: display-ready grey levels.
    decoder : str
        Who decoded the pixels, e.g. ``"uncompressed"`` or ``"imagecodecs jpeg2k"``.
    notes : tuple of str
        Sentences on what was odd and how it was dealt with, without patient data.
    color : ndarray of uint8, shape (frames, rows, columns, 3), or None
        Red, green and blue as they go to the screen, of a colour or palette image only. Windows and networks have
        no use for such an image.
    overlays : tuple of OverlayPlane
        Graphics that the file lays over the image.
    shutter : Shutter or None
        What of the image the file asks to cover.
    patient_orientation : tuple of str
        Patient Orientation (0020,0020): where a row and where a column lead to, e.g. ``("L", "F")``; else empty.
    codestream_bits : int
        Bits per sample that a compressed codestream declares; 0 when not compressed or unknown.
    lossy_history : tuple of str
        What the file tells of lossy compression (method, ratio), one line each.
    aspect_ratio : float
        Pixel Aspect Ratio (0028,0034), height over width; 1 when absent, and where there is a ``spacing``.
    damaged : str
        The pixels are not all there: a sentence that says what is missing. Such an image is shown with a permanent
        mark and never reaches a network.
    present : int or None
        How many pixels, counted in reading order from the first frame's first, the file really holds; None for all.
        The others hold what :func:`core.dicom.damage.filled` put there.
    burned_in : str
        Burned In Annotation (0028,0301): ``YES`` or ``NO``; empty when the file does not tell. See
        :func:`core.dicom.identifying.may_be_in_pixels`.
    frames_per_second : float
        At which the frames are meant to be played; 0 when the file does not tell.
    """

    path: Path
    stored: NDArray[Any]
    bits_allocated: int
    bits_stored: int
    signed: bool
    photometric: str
    presentation_shape: str = ""
    slope: float = 1.0
    intercept: float = 0.0
    modality_lut: LookupTable | None = None
    windows: tuple[Window, ...] = ()
    voi_luts: tuple[LookupTable, ...] = ()
    padding: tuple[float, float] | None = None
    spacing: Spacing | None = None
    identity: Identity = field(default_factory=Identity)
    acquisition: Acquisition = field(default_factory=Acquisition)
    transfer_syntax: str = ""
    decoder: str = ""
    picture: bool = False
    notes: tuple[str, ...] = ()
    color: NDArray[np.uint8] | None = None
    overlays: tuple[OverlayPlane, ...] = ()
    shutter: Shutter | None = None
    patient_orientation: tuple[str, ...] = ()
    codestream_bits: int = 0
    lossy_history: tuple[str, ...] = ()
    aspect_ratio: float = 1.0
    damaged: str = ""
    present: int | None = None
    burned_in: str = ""
    frames_per_second: float = 0.0

    @property
    def pixel_aspect(self) -> float:
        """Height of a pixel over its width, by the spacing where there is one."""
        return self.spacing.row_mm / self.spacing.column_mm if self.spacing else self.aspect_ratio

    @property
    def frames(self) -> int:
        """Number of frames."""
        return int(self.stored.shape[0])

    @property
    def rows(self) -> int:
        """Height in pixels."""
        return int(self.stored.shape[1])

    @property
    def columns(self) -> int:
        """Width in pixels."""
        return int(self.stored.shape[2])

    @property
    def stored_range(self) -> tuple[int, int]:
        """Lowest and highest value that BitsStored can hold; see :func:`stored_range`."""
        return stored_range(self.bits_stored, self.signed)

    def is_missing(self, index: int, row: int, column: int) -> bool:
        """Whether the file lacks this pixel: what stands there in its place means nothing."""
        return self.present is not None and (index * self.rows + row) * self.columns + column >= self.present

    def pixel_sha256(self) -> str:
        """SHA-256 of all frames' stored values as a little-endian C-order array of BitsAllocated width."""
        little = self.stored.dtype.newbyteorder("<")
        return hashlib.sha256(np.ascontiguousarray(self.stored, dtype=little).data).hexdigest()
