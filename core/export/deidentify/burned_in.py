"""Whether text may stand in the pixels of an image, where no rule about attributes reaches it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.dicom.attributes import BadAttributeError, text, whole

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

_OVERLAY_BITS, _OVERLAY_POSITION = 0x60000100, 0x60000102


def burned_in_doubt(dataset: Dataset) -> str:
    """Say why the pixels may name the patient; empty only where the file says that they do not.

    A file that says nothing is as doubtful as one that says yes: of radiographs few say anything, and secondary
    captures and ultrasound images usually bear the name.

    References
    ----------
    DICOM PS3.3 C.7.6.1.1.4 (Burned In Annotation), C.9.2 (overlays in unused bits of the pixels, retired).
    """
    if any(_in_unused_bits(dataset, group << 17) for group in range(16)):
        return "graphics of an overlay stand in unused bits of its pixels"
    said = text(dataset, "BurnedInAnnotation", 16).upper()
    if said == "YES":
        return "its file says that text is burnt into the pixels"
    return "" if said == "NO" else "its file does not say whether text is burnt into the pixels"


def _in_unused_bits(dataset: Dataset, group: int) -> bool:
    try:
        return (whole(dataset, _OVERLAY_BITS + group) or 1) > 1 or (whole(dataset, _OVERLAY_POSITION + group) or 0) > 0
    except BadAttributeError:
        return True
