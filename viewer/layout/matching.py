"""What a window, a zoom or an image means for another image. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from core.dicom.frame import LookupTable, Window
from core.display.view import View, full_range, polarity_inverted
from viewer.image.windowing import as_window, narrowest

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.dicom.header import HeaderFacts
    from core.display.orientation import Orientation


def same_values(one: Frame, other: Frame) -> bool:
    """Tell whether a number means the same in both: the same range through the modality step, the same polarity.

    Modality units of radiographs have no common scale, so no more can be said. Two images that differ in range or
    polarity are windowed by parts of their full ranges.
    """
    first, second = full_range(one), full_range(other)
    alike = (first.center, first.width) == (second.center, second.width)
    return alike and polarity_inverted(one) == polarity_inverted(other)


def matching_view(view: View, source: Frame, target: Frame) -> View:
    """Give the view of ``target`` that corresponds to ``view`` of ``source``.

    A VOI LUT is answered by the one of the same explanation, where there is one, else by the window that it equals.
    A window keeps its numbers where :func:`same_values` says so; elsewhere it keeps its place in the full range, from
    the dark end to the bright one.
    """
    if view.voi is None:
        return view
    if isinstance(view.voi, LookupTable):
        named = (lut for lut in target.voi_luts if view.voi.explanation and lut.explanation == view.voi.explanation)
        lut = next(named, None)
        if lut is not None:
            return replace(view, voi=lut)
    elif same_values(source, target):
        return view
    window, inverted = as_window(view, source)
    begin, end = full_range(source), full_range(target)
    scale = end.width / begin.width
    side = 1 if polarity_inverted(source) == polarity_inverted(target) else -1
    center = end.center + side * (window.center - begin.center) * scale
    width = max(window.width * scale, narrowest(window.function, end))
    return View(Window(center, width, window.function), inverted)


def mm_per_pixel(frame: Frame, orientation: Orientation) -> float | None:
    """Width in millimetres of a pixel as seen; None where the file does not say."""
    if frame.spacing is None:
        return None
    return frame.spacing.row_mm if orientation.swaps_axes else frame.spacing.column_mm


def same_millimetres(one: Frame, other: Frame) -> bool:
    """Tell whether lengths of both can be compared: both calibrated, or both at the detector."""
    return one.spacing is not None and other.spacing is not None and one.spacing.kind is other.spacing.kind


def prior_of(current: HeaderFacts, listed: Iterable[HeaderFacts]) -> HeaderFacts | None:
    """Find what to compare an image with: of the same patient, from an earlier study, the nearest in time.

    One of the same view position is preferred even to a nearer study without. A patient is an ID and a name, as in the
    browser; without both, and for a study without a date, nothing is found.
    """
    who = current.identity
    if not (who.patient_id or who.patient_name) or not who.study_date:
        return None
    earlier = [
        facts
        for facts in listed
        if (facts.identity.patient_id, facts.identity.patient_name) == (who.patient_id, who.patient_name)
        and facts.identity.study_uid != who.study_uid
        and facts.identity.study_date
        and _when(facts) < _when(current)
    ]
    position = current.acquisition.view_position
    alike = [facts for facts in earlier if position and facts.acquisition.view_position == position]
    offered = alike or earlier
    nearest = max(map(_when, offered), default=None)
    return min((facts for facts in offered if _when(facts) == nearest), key=_place, default=None)


def _place(facts: HeaderFacts) -> tuple[float, float, str]:
    """Put the images of a study in order."""
    return _number(facts.identity.series_number), _number(facts.identity.instance_number), str(facts.path)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("inf")


def _when(facts: HeaderFacts) -> tuple[str, str]:
    return facts.identity.study_date, facts.identity.study_time
