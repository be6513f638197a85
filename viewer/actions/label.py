"""Rows of the table of actions: labelling images, and building datasets of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from viewer.actions.action import Action

if TYPE_CHECKING:
    from viewer.main_window import MainWindow

_MENU = "Train/Label"
_CLASSES = tuple(range(1, 10))

LENT = {
    **{f"label.class_{n}": f"image.window_{n}" for n in _CLASSES},
    "label.clear": "image.full_range",
    "label.undo": "annotate.undo",
    "label.redo": "annotate.redo",
}
"""Actions of labelling, and those whose keys they have for as long as labelling lasts."""

KEYED = (*LENT, "label.next")
"""Actions that do something only while labelling lasts."""


def _give(number: int, window: MainWindow) -> None:
    window.label.labelling.give(number)


LABEL: tuple[Action, ...] = (
    Action("dataset.build", "File", "Build dataset...", "", lambda w: w.dataset.show_dialog()),
    Action(
        "label.mode",
        "Train",
        "Label images",
        "Ctrl+Shift+L",
        lambda w: w.label.toggle(),
        checkable=True,
    ),
    *(
        Action(f"label.class_{n}", _MENU, f"Label with class {n}", "", partial(_give, n), where="image")
        for n in _CLASSES
    ),
    Action(
        "label.clear",
        _MENU,
        "Remove the label",
        "Backspace",
        lambda w: w.label.labelling.clear(),
        where="image",
        ends_group=True,
    ),
    Action("label.undo", _MENU, "Undo the label", "", lambda w: w.label.labelling.undo(), where="image"),
    Action(
        "label.redo", _MENU, "Redo the label", "", lambda w: w.label.labelling.redo(), where="image", ends_group=True
    ),
    Action(
        "label.next",
        _MENU,
        "Next image without a label",
        "Shift+N",
        lambda w: w.label.labelling.next_unlabelled(),
        where="image",
    ),
    Action("label.export", _MENU, "Export labels...", "", lambda w: w.label.export()),
)
"""What labels does nothing until labelling is begun."""
