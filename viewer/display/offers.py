"""What the list of windows offers for an image, in the order of the keys 0, 1, 2 ... No Qt."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.dicom.frame import LookupTable
from core.display.view import Preset, View

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from viewer.display.user_presets import UserPreset


class Kind(enum.Enum):
    """Where a window comes from."""

    OFF = "off"
    WINDOW = "window"
    LUT = "LUT"
    COMPUTED = "computed"
    OWN = "own"
    LEARNED = "learned"


@dataclass(frozen=True, slots=True)
class Offer:
    """A view by name; the names of one kind are unique."""

    name: str
    view: View
    kind: Kind


def offers(
    frame: Frame, presets: Iterable[Preset], own: Iterable[UserPreset], learned: Iterable[Preset] = ()
) -> tuple[Offer, ...]:
    """List what the file and its values give, then the user's own windows, then those that a network learned."""
    given = [Offer(preset.name, preset.view, _kind(preset.view, frame)) for preset in presets]
    yours = [Offer(preset.name, View(preset.window), Kind.OWN) for preset in own]
    return (*given, *yours, *(Offer(preset.name, preset.view, Kind.LEARNED) for preset in learned))


def _kind(view: View, frame: Frame) -> Kind:
    if view.voi is None:
        return Kind.OFF
    if isinstance(view.voi, LookupTable):
        return Kind.LUT
    return Kind.WINDOW if any(view.voi is window for window in frame.windows) else Kind.COMPUTED
