"""Rows of the table of actions: measuring and annotating."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from viewer.actions.action import Action, on_image

if TYPE_CHECKING:
    from viewer.main_window import MainWindow

TOOLS = (
    ("length", "Measure a length", "D", "ruler"),
    ("angle", "Measure an angle", "A", "angle-acute"),
    ("cobb_angle", "Measure a Cobb angle", "Shift+B", "angle-obtuse"),
    ("cardiothoracic_ratio", "Measure the cardiothoracic ratio", "Shift+D", "heart-pulse"),
    ("ellipse", "Measure an elliptical region", "E", "ellipse-outline"),
    ("rectangle", "Measure a rectangular region", "Shift+E", "rectangle-outline"),
    ("arrow", "Draw an arrow", "Shift+A", "arrow-top-right"),
    ("text", "Write a text", "T", "format-text"),
)
"""Kind of annotation, what the action is called, its keys, its icon; in the order of menu and panel."""

_IN_TOOL_BAR = ("length", "angle", "cardiothoracic_ratio", "ellipse")


def _choose(kind: str, window: MainWindow) -> None:
    window.annotating.choose(kind)
    if window.annotating.kind:
        window.image_view.setFocus()  # whose arrow keys and Enter draw


def _select(by: int, window: MainWindow) -> None:
    _see(window)
    window.annotating.pad.select_next(by)


def _undo(window: MainWindow) -> None:
    _see(window)
    window.annotating.pad.undo()


def _redo(window: MainWindow) -> None:
    _see(window)
    window.annotating.pad.redo()


def _see(window: MainWindow) -> None:
    """Show annotations that were kept off the images: nothing is selected or changed unseen."""
    if not window.annotating.is_shown:
        window.actions_by_id["annotate.show"].trigger()


def _rename(window: MainWindow) -> None:
    window.annotating.rename(window.image_view)


def _export(window: MainWindow) -> None:
    from viewer.annotate.presentation import ask_target

    path = ask_target(window)
    if path is not None:
        window.presentation.write(path)


def _import(window: MainWindow) -> None:
    from viewer.annotate.presentation import ask_source

    path = ask_source(window)
    if path is not None:
        window.presentation.read(path)


def _toggle_shown(window: MainWindow) -> None:
    window.annotating.set_shown(not window.annotating.is_shown)


ANNOTATE: tuple[Action, ...] = (
    *(
        Action(
            f"annotate.{kind}",
            "Annotate",
            text,
            keys,
            partial(_choose, kind),
            icon,
            "image",
            needs_image=True,
            checkable=True,
            ends_group=kind == "text",
            in_tool_bar=kind in _IN_TOOL_BAR,
        )
        for kind, text, keys, icon in TOOLS
    ),
    on_image(
        "annotate.next",
        "Select the next annotation",
        "S",
        partial(_select, 1),
        menu="Annotate",
    ),
    on_image(
        "annotate.previous",
        "Select the previous annotation",
        "Shift+S",
        partial(_select, -1),
        menu="Annotate",
    ),
    on_image("annotate.rename", "Rename the annotation", "F2", _rename, where="only", menu="Annotate"),
    on_image(
        "annotate.delete",
        "Delete the annotation",
        "Del",
        lambda w: w.annotating.remove_selected(),
        where="only",
        menu="Annotate",
        ends_group=True,
    ),
    on_image("annotate.undo", "Undo", "Ctrl+Z", _undo, menu="Annotate"),
    on_image(
        "annotate.redo",
        "Redo",
        "Ctrl+Y; Ctrl+Shift+Z",
        _redo,
        menu="Annotate",
        ends_group=True,
    ),
    Action(
        "annotate.show",
        "Annotate",
        "Show annotations",
        "Shift+O",
        _toggle_shown,
        where="image",
        checkable=True,
        checked=True,
        ends_group=True,
    ),
    on_image("annotate.export", "Export a presentation state...", "", _export, menu="Annotate"),
    on_image("annotate.import", "Import a presentation state...", "", _import, menu="Annotate"),
)
