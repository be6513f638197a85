"""What turns stored values into grey: rescale, lookup tables, windows, padding. What is broken is left out, noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from pydicom.dataset import Dataset

from core.dicom.attributes import BadAttributeError, named, numbers, tag, text, values, words
from core.dicom.frame import LookupTable, VoiFunction, Window, stored_range
from core.dicom.stored import PixelLayout

GREY_TAGS = tuple(
    tag(keyword)
    for keyword in (
        "PresentationLUTShape",
        "RescaleSlope",
        "RescaleIntercept",
        "ModalityLUTSequence",
        "WindowCenter",
        "WindowWidth",
        "WindowCenterWidthExplanation",
        "VOILUTFunction",
        "VOILUTSequence",
        "PixelPaddingValue",
        "PixelPaddingRangeLimit",
        "FloatPixelPaddingValue",
        "FloatPixelPaddingRangeLimit",
        "DoubleFloatPixelPaddingValue",
        "DoubleFloatPixelPaddingRangeLimit",
    )
)
_LARGEST = 1e30  # |slope| or |intercept|; beyond it the modality step would overflow
_SMALLEST = 1e-15  # |slope| beside an intercept of up to 1; below it a step would be lost in rounding


@dataclass(frozen=True, slots=True)
class Greys:
    """The grey-level facts of a :class:`~core.dicom.frame.Frame`, with the notes on what was left out."""

    slope: float
    intercept: float
    modality_lut: LookupTable | None
    windows: tuple[Window, ...]
    voi_luts: tuple[LookupTable, ...]
    padding: tuple[float, float] | None
    notes: tuple[str, ...]


def greys(dataset: Dataset, layout: PixelLayout, rescale: Dataset | None = None, voi: Dataset | None = None) -> Greys:
    """Collect the grey-level facts of an image.

    Parameters
    ----------
    dataset : Dataset
        The image's top level.
    layout : PixelLayout
        Its checked pixel module; it decides how table starts and padding values are read.
    rescale, voi : Dataset or None
        Items of the Pixel Value Transformation and Frame VOI LUT functional groups of an enhanced image.

    Raises
    ------
    BadAttributeError
        If Rescale Slope or Intercept is text, not finite or absurd, the slope is 0 or lost beside the intercept, or the
        Modality LUT is broken: the values would be wrong, and so would be all windows.
    """
    notes: list[str] = []
    source = dataset if rescale is None else rescale
    slope, intercept = _rescale(source)
    modality_lut = _modality_table(dataset, layout.signed)
    # PS3.3 C.11.2.1.1: the first input value of a VOI LUT is signed if the modality output can be; a table's cannot.
    ends = (end * slope + intercept for end in stored_range(layout.bits_stored, layout.signed))
    voi_luts = _tables(dataset, "VOILUTSequence", modality_lut is None and min(ends) < 0, notes)
    windows = _windows(dataset if voi is None else voi, notes)
    return Greys(slope, intercept, modality_lut, windows, voi_luts, _padding(dataset, layout, notes), tuple(notes))


def _rescale(dataset: Dataset) -> tuple[float, float]:
    slope = _single(dataset, "RescaleSlope", 1.0)
    intercept = _single(dataset, "RescaleIntercept", 0.0)
    if slope == 0:
        raise BadAttributeError("RescaleSlope (0028,1053): expected a number other than 0, found 0")
    if abs(slope) > _LARGEST or abs(intercept) > _LARGEST:
        raise BadAttributeError("RescaleSlope (0028,1053) or RescaleIntercept (0028,1052) is absurdly large")
    if abs(slope) < _SMALLEST * max(1.0, abs(intercept)):
        raise BadAttributeError("RescaleSlope (0028,1053) is absurdly small beside RescaleIntercept (0028,1052)")
    return slope, intercept


def _single(dataset: Dataset, keyword: str, default: float) -> float:
    found = numbers(dataset, keyword)
    if len(found) > 1:
        raise BadAttributeError(f"{keyword}: expected one number, found {len(found)}")
    return found[0] if found else default


def _windows(dataset: Dataset, notes: list[str]) -> tuple[Window, ...]:
    """Pair centres with widths (PS3.3 C.11.2.1.2); each pair that is no window is left out with a note."""
    try:
        centers, widths = values(dataset, "WindowCenter"), values(dataset, "WindowWidth")
    except BadAttributeError:
        notes.append("The windows of the file cannot be parsed and are left out.")
        return ()
    if len(centers) != len(widths):
        notes.append(f"{len(centers)} window centres but {len(widths)} widths: only whole pairs are used.")
    name = text(dataset, "VOILUTFunction").upper() or "LINEAR"
    try:
        function = VoiFunction(name)
    except ValueError:
        notes.append("An unknown VOI LUT function; LINEAR is used.")
        function = VoiFunction.LINEAR
    explanations = _explanations(dataset)
    windows = []
    for index, (center, width) in enumerate(zip(centers, widths, strict=False)):
        explanation = explanations[index] if index < len(explanations) else ""
        try:
            windows.append(Window(float(center), float(width), function, explanation))
        except (TypeError, ValueError):
            notes.append(f"Window {index + 1} of the file is not valid and is left out.")
    return tuple(windows)


def _explanations(dataset: Dataset) -> list[str]:
    joined = text(dataset, "WindowCenterWidthExplanation", 2048)
    return [part.strip()[:64] for part in joined.split("\\")] if joined else []


def _modality_table(dataset: Dataset, signed: bool) -> LookupTable | None:
    items = values(dataset, "ModalityLUTSequence")
    if not items or not values(items[0], "LUTDescriptor"):  # some files have an item with nothing in it
        return None
    try:
        return _table(items[0], signed)
    except BadAttributeError as error:
        raise BadAttributeError(f"{named('ModalityLUTSequence')} is broken: {error}") from None


def _tables(dataset: Dataset, keyword: str, signed: bool, notes: list[str]) -> tuple[LookupTable, ...]:
    try:
        items: Sequence[Dataset] = values(dataset, keyword)
    except BadAttributeError:
        notes.append(f"{keyword} cannot be parsed and is left out.")
        return ()
    tables = []
    for index, item in enumerate(items):
        try:
            tables.append(_table(item, signed))
        except BadAttributeError as error:
            notes.append(f"Item {index + 1} of {keyword} is left out: {error}.")
    return tuple(tables)


def _table(item: Dataset, signed: bool) -> LookupTable:
    """Read one LUT item (PS3.3 C.11.1.1.1): entries (0 means 65536), first input value, bits per entry."""
    descriptor = words(item, "LUTDescriptor")
    if len(descriptor) != 3:
        raise BadAttributeError(f"its descriptor has {len(descriptor)} values instead of 3")
    entries, first, bits = descriptor
    entries = entries or 65536
    if signed and first >= 32768:
        first -= 65536
    if not 8 <= bits <= 16:
        raise BadAttributeError(f"it says {bits} bits per entry, expected 8 to 16")
    data = np.array(words(item, "LUTData"), np.uint16)
    if bits == 8 and entries > 1 and len(data) == (entries + 1) // 2:  # two entries packed in each word
        data = data.astype("<u2").view(np.uint8).astype(np.uint16)
    if len(data) < entries:
        raise BadAttributeError(f"it has {len(data)} entries, expected {entries}")
    data = data[:entries]
    if int(data.max()) >> bits:
        raise BadAttributeError(f"its values do not fit into the {bits} bits it says")
    data.flags.writeable = False
    return LookupTable(data, first, bits, text(item, "LUTExplanation", 64))


def _padding(dataset: Dataset, layout: PixelLayout, notes: list[str]) -> tuple[float, float] | None:
    """Read Pixel Padding Value and Range Limit (PS3.3 C.7.5.1.1.2) as stored values."""
    kind = "Pixel" if not layout.floating else "FloatPixel" if layout.bits_stored == 32 else "DoubleFloatPixel"
    read = numbers if layout.floating else words
    found: list[Sequence[float]]
    try:
        found = [read(dataset, f"{kind}Padding{end}") for end in ("Value", "RangeLimit")]
    except BadAttributeError as error:
        notes.append(f"{error}; padding is ignored.")
        return None
    value, limit = found
    if not value:
        return None
    if len(value) > 1 or len(limit) > 1:
        notes.append("The pixel padding has more than one value and is ignored.")
        return None
    if layout.floating:
        return min(*value, *limit, value[0]), max(*value, *limit, value[0])
    ends = sorted(_as_stored(int(word), layout) for word in (*value, *limit))
    lowest, highest = stored_range(layout.bits_stored, layout.signed)
    if ends[0] > highest or ends[-1] < lowest:
        notes.append(f"No pixel of {layout.bits_stored} bits can have the padding value {ends[0]}; it is ignored.")
        return None
    return ends[0], ends[-1]


def _as_stored(word: int, layout: PixelLayout) -> int:
    """Read a padding word, signed like the pixels; one without its sign extension is extended like them."""
    if not layout.signed:
        return word
    value = word - 65536 if word >= 32768 else word
    beyond = 1 << (layout.bits_stored - 1)
    return value - 2 * beyond if beyond <= value < 2 * beyond else value
