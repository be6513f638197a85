"""What a file really holds, in words: rows of facts, and what a reader must be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from core.annotate.measure import spacing_note, spacing_warning
from core.dicom.facts import uid_name
from viewer.number_text import number_text
from viewer.patient_text import figure

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.dicom.integrity import Integrity


def _tr(text: str) -> str:
    return QCoreApplication.translate("file_facts", text)


def warnings(frame: Frame, found: Integrity | None) -> tuple[str, ...]:
    """Say what must be known before the picture is trusted, the gravest first."""
    said = [_tr("The image is damaged: {0}").format(frame.damaged)] if frame.damaged else []
    if found is not None and found.suspicious:
        said.append(found.verdict)
    if frame.acquisition.presentation_intent == "FOR PROCESSING":
        said.append(_tr("FOR PROCESSING: the detector's own values, not meant for reading, and kept from networks."))
    if frame.color is not None:
        said.append(_tr("A colour image: no windows and no densities, and it is kept from networks."))
    if implausible := spacing_warning(frame):
        said.append(implausible)
    return tuple(said)


def facts(frame: Frame, found: Integrity | None) -> tuple[tuple[str, str], ...]:
    """List what is known of the pixels, as label and value; what is counted comes with ``found``."""
    low, high = frame.stored_range
    depth = _tr("{0} of {1} allocated: {2} to {3}").format(
        frame.bits_stored, frame.bits_allocated, figure(low), figure(high)
    )
    in_numbers = frame.stored.dtype.kind == "f"
    rows = [(_tr("Bits stored"), _tr("floating point, {0}").format(frame.bits_stored) if in_numbers else depth)]
    if found is not None and found.unique_levels:
        rows += _counted(found)
    rows += [
        (_tr("Codestream"), _codestream(frame)),
        (_tr("Loss"), _loss(frame)),
        (_tr("Decoder"), frame.decoder),
        (_tr("Spacing"), spacing_note(frame)),
    ]
    return tuple((label, value) for label, value in rows if value)


def _counted(found: Integrity) -> list[tuple[str, str]]:
    used = _tr("{0} to {1}").format(figure(found.lowest), figure(found.highest))
    if found.range_share:
        used = _tr("{0} ({1} % of the range)").format(used, number_text(found.range_share * 100, ".0f"))
    levels = _tr("{0}; {1} bits would number them").format(found.unique_levels, found.effective_bits)
    rows = [(_tr("Values used"), used), (_tr("Grey levels"), levels)]
    if found.empty_low_bits:
        rows.append((_tr("Low bits"), _tr("the lowest {0} are the same in every pixel").format(found.empty_low_bits)))
    if found.comb_step > 1:
        rows.append((_tr("Histogram"), _tr("a comb: every level is {0} from the next or more").format(found.comb_step)))
    return rows


def _codestream(frame: Frame) -> str:
    syntax = uid_name(frame.transfer_syntax) if frame.transfer_syntax else ""
    bits = _tr("{0} bits").format(frame.codestream_bits) if frame.codestream_bits else ""
    return ", ".join(part for part in (bits, syntax) if part)


def _loss(frame: Frame) -> str:
    if frame.lossy_history:
        return "\n".join(frame.lossy_history)
    return _tr("compressed with loss, no more is told") if frame.acquisition.lossy else _tr("none recorded")
