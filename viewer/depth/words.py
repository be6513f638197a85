"""What bit depths are called on screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from viewer.number_text import number_text


def arm_title(bits: str, stored: int = 0) -> str:
    """Name a bit-depth arm; ``stored`` is what the image stores, where there is one."""
    if bits == "native":
        return _tr("Native, {0} bits").format(stored) if stored else _tr("Native")
    return _tr("8 bits, per image (8-max)") if bits == "8-max" else _tr("{0} bits").format(bits)


def besides_depth(arms: tuple[str, str]) -> str:
    """Say what differs between two arms besides the depth; empty where nothing does."""
    if arms[0] == arms[1] or "8-max" not in arms:
        return ""
    return _tr("8-max changes the grey range of the network input, too: what changes is not of the bit depth alone.")


def share(probability: float) -> str:
    """Write a probability."""
    return _tr("{0} %").format(number_text(100 * probability, ".2f"))


def change(before: float, after: float) -> str:
    """Write the change of a probability, in percentage points, with its sign."""
    points = 100 * (after - before)
    return number_text(points, "+.2f").replace("-", "\u2212") if abs(points) >= 0.005 else _tr("none")


def _tr(text: str) -> str:
    return QCoreApplication.translate("depth", text)
