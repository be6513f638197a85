"""The windows that a network learned, as windows of an image: a reader sees what the network saw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.dicom.frame import Frame, LookupTable, VoiFunction, Window
from core.display.view import Preset, View, polarity_inverted
from core.display.voi import modality_range
from core.preprocess import PreprocessSpec, is_display_ready

if TYPE_CHECKING:
    from core.models.card import ModelCard


def learned_presets(frame: Frame, card: ModelCard, default: View) -> tuple[Preset, ...]:
    """List the windows that the network of ``card`` learned, as windows of ``frame``: ``Learned 1 (name)`` and so on.

    The network knows 0 to 1, with the image's polarity applied: where low values are shown bright, its 0 is the highest
    modality value and its 1 the lowest. On screen the polarity comes after the window, so that each grey level is
    bright where the network's channel is, as long as the user inverts nothing.

    Parameters
    ----------
    frame : Frame
        The image on screen.
    default : View
        As of :func:`core.display.view.default_view`: what ``display8`` looks through.

    Returns
    -------
    tuple of Preset
        SIGMOID windows in modality units. Empty where the network learned none, or where its input is no straight line
        of the image's values: for colour, a VOI LUT or SIGMOID before 8 bits, and the arms that stretch each image to
        its own maximum.
    """
    ends = _input_ends(frame, card.spec, default) if card.windows else None
    if ends is None or ends[0] == ends[1]:
        return ()
    zero, one = ends
    found = []
    for number, window in enumerate(card.windows, 1):
        name = f"Learned {number} ({card.name})"
        center, width = zero + window.center * (one - zero), window.width * abs(one - zero)
        found.append(Preset(name, View(Window(center, width, VoiFunction.SIGMOID, name))))
    return tuple(found)


def _input_ends(frame: Frame, spec: PreprocessSpec, default: View) -> tuple[float, float] | None:
    """Modality values that become 0 and 1 of the network's input."""
    if frame.color is not None or spec.preset == "thesis8" or spec.bits == "8-max":
        return None
    if spec.preset == "thesis12":  # stored values / 4095, whatever the polarity
        return None if frame.modality_lut is not None else (frame.intercept, 4095 * frame.slope + frame.intercept)
    if spec.preset == "display8" or spec.bits == "8-voi":
        ends = _view_ends(frame, View(None) if is_display_ready(frame) else default)
    else:  # native takes originals of more than 8 bits only
        ends = None if frame.bits_stored <= 8 or frame.stored.dtype.kind == "f" else modality_range(frame)
    return ends if ends is None or not polarity_inverted(frame) else (ends[1], ends[0])


def _view_ends(frame: Frame, view: View) -> tuple[float, float] | None:
    """Modality values that a view shows black and white before its polarity.

    References
    ----------
    DICOM PS3.3 C.11.2.1.2.1 (LINEAR), C.11.2.1.3.2 (LINEAR_EXACT).
    """
    window = view.voi
    if window is None:
        return modality_range(frame)
    if isinstance(window, LookupTable) or window.function is VoiFunction.SIGMOID:
        return None
    if window.function is VoiFunction.LINEAR:
        return window.center - window.width / 2, window.center + window.width / 2 - 1
    return window.center - window.width / 2, window.center + window.width / 2
