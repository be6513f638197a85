"""What annotations are called and what they say, in the user's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from core.annotate.shapes import KINDS, CardiothoracicRatio, Text

if TYPE_CHECKING:
    from core.annotate.shapes import Annotation
    from viewer.annotate.pad import Pad


def kind_name(annotation: Annotation) -> str:
    """Name the kind of an annotation in one word."""
    return _tr("CTR") if isinstance(annotation, CardiothoracicRatio) else name_of(annotation.KIND)


def name_of(kind: str) -> str:
    """Name a kind by the word it is written down with."""
    return _tr(KINDS[kind].NAME)


HOW = {
    "length": "Drag from one end to the other, or click both.",
    "angle": "Click the end of one arm, the vertex, and the end of the other arm.",
    "cobb_angle": "Draw along the upper end plate of one vertebra, then along the lower end plate of the other.",
    "cardiothoracic_ratio": "Draw the heart at its widest, then the thorax between the inner edges of the ribs.",
    "rectangle": "Drag from corner to corner.",
    "ellipse": "Drag from corner to corner of the box around it.",
    "arrow": "Drag from the tail to the tip.",
    "text": "Click where the text begins, then write it.",
}
"""How each kind is drawn, in English."""


def how_to(kind: str) -> str:
    """Say how a shape is drawn; empty for none."""
    if not kind:
        return ""
    keys = _tr("Keys: arrows move a cross (Shift: by 10), Enter puts a point down, Esc cancels.")
    return f"{_tr(HOW[kind])} {keys}"


def label_of(annotation: Annotation, *, hidden: bool) -> str:
    """Give the user's words, which may name a patient; a text says that it is hidden."""
    if not hidden:
        return annotation.label
    return _tr("(text hidden)") if isinstance(annotation, Text) and annotation.label else ""


def lines_of(annotation: Annotation, measured: tuple[str, ...], *, hidden: bool) -> tuple[str, ...]:
    """Give what stands beside the shape: its label, then what it measures."""
    label = label_of(annotation, hidden=hidden)
    return (label, *measured) if label else measured


def description(pad: Pad) -> str:
    """Say for assistive tools what is selected on an image, else how many annotations it has."""
    shown, selected = pad.shown, pad.selected
    if selected is None:
        return _tr("{0} annotations").format(len(shown)) if shown else ""
    place = _tr("annotation {0} of {1}").format(shown.index(selected) + 1, len(shown))
    return ", ".join((name_of(selected.KIND), *pad.lines(selected), place))


def _tr(text: str) -> str:
    return QCoreApplication.translate("annotate", text)
