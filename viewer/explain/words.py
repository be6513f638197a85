"""What the Explain panel and the heat map on the image say."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from core.explain.heat import METHOD_NAMES, OCCLUSION
from viewer.classify.colors import class_title
from viewer.number_text import number_text

if TYPE_CHECKING:
    from core.explain.heat import HeatMap
    from core.explain.seen import Seen
    from viewer.explain.explaining import Checked, Heat


def method_name(method: str) -> str:
    """Name a way of making heat maps."""
    return _tr(METHOD_NAMES[method])


def _tr(text: str) -> str:
    return QCoreApplication.translate("explain", text)


def heat_title(heat: HeatMap) -> str:
    """Name a map: method and class."""
    return _tr("{0}: {1}").format(method_name(heat.method), class_title(heat.class_name))


def scale_text(heat: HeatMap) -> str:
    """Say what the top of the scale stands for."""
    if heat.largest <= 0:
        return _tr("nothing speaks for this class")
    if heat.method == OCCLUSION:
        return _tr("1 = {0} of probability lost").format(number_text(heat.largest, ".2g"))
    return _tr("1 = most in this image")


def heat_facts(heat: Heat) -> str:
    """Say what the map is worth."""
    made = heat.map
    if made.largest <= 0:
        return _tr("{0}. Nothing in this image speaks for the class.").format(heat_title(made))
    parts = [_tr("{0}, by {1}.").format(heat_title(made), made.model)]
    if not math.isnan(heat.inside):
        share = _tr("{0} % of it lies inside the thorax, which covers {1} % of the input (estimated).")
        parts.append(share.format(number_text(100 * heat.inside, ".0f"), number_text(100 * heat.area, ".0f")))
    if made.method == OCCLUSION:
        parts.append(_tr("Approximate: as coarse as the square that covered the image, and no outline of a finding."))
    else:
        parts.append(_tr("Approximate: as coarse as layer {0}, and no outline of a finding.").format(made.layer))
    return " ".join(parts)


def check_text(checked: Checked) -> str:
    """Give the verdict of a randomisation check in plain words."""
    name, check = class_title(checked.class_name), checked.check
    if check.depends_on_learning is None:
        return _tr("{0}: there is no map to check; nothing in this image speaks for the class.").format(name)
    last = check.steps[-1]
    figures = _tr("Rank correlation {0}, SSIM {1} with the map of an untrained network.").format(
        number_text(last.correlation, ".2f"), number_text(last.similarity, ".2f")
    )
    verdict = (
        _tr("{0}: the map depends on what the network learned.")
        if check.depends_on_learning
        else _tr("{0}: do not trust this map. A network that learned nothing gives nearly the same one.")
    )
    return f"{verdict.format(name)} {figures}"


def check_steps(checked: Checked) -> str:
    """List the steps of a randomisation check, a line for each."""
    line = _tr("last {0} % of the layers untrained: rank correlation {1}, SSIM {2}")
    return "\n".join(
        line.format(
            number_text(100 * step.share, ".0f"),
            number_text(step.correlation, ".2f"),
            number_text(step.similarity, ".2f"),
        )
        for step in checked.check.steps
    )


def seen_facts(seen: Seen) -> str:
    """Describe a network's input, a line for each fact."""
    spec, (low, high) = seen.spec, seen.full_range
    polarity = {
        "as stored": _tr("as stored"),
        "inverted": _tr("inverted: low stored values are white"),
        "ignored": _tr("ignored by this preset"),
    }[seen.polarity]
    channels = _tr(", the same grey {0} times").format(seen.channels) if seen.channels > 1 else ""
    lines = (
        _tr("Size: {0} x {1} pixels{2}").format(spec.width, spec.height, channels),
        _tr("Preset: {0}, bits {1}").format(spec.preset, spec.bits),
        _tr("Values: {0} to {1}, of {2} to {3}").format(*map(figure, (seen.smallest, seen.largest, low, high))),
        _tr("Different values: {0}").format(number_text(seen.levels, ",")),
        _tr("Polarity: {0}").format(polarity),
        _tr("Padding: {0} % of the input is black around the image").format(number_text(100 * seen.padding, ".0f")),
    )
    return "\n".join(lines)


def figure(value: float) -> str:
    """Write a value of a network's input."""
    return number_text(value, ".4g")


def variant_title(kind: str) -> str:
    """Name what was done to the image."""
    titles = {
        "unchanged": _tr("Unchanged"),
        "inverted": _tr("Inverted"),
        "mirrored": _tr("Left and right swapped"),
        "narrower": _tr("Window 10 % narrower"),
        "wider": _tr("Window 10 % wider"),
        "brighter": _tr("Brighter by 10 %"),
        "darker": _tr("Darker by 10 %"),
        "8 bits": _tr("8 bits"),
        "cropped 5 %": _tr("Edges cropped by 5 %"),
        "cropped 10 %": _tr("Edges cropped by 10 %"),
    }
    return titles.get(kind, kind)
