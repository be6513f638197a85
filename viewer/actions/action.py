"""What a row of the table of actions says, and short ways to write one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from viewer.main_window import MainWindow

MENUS = ("File", "View", "Image", "Annotate", "Classify", "Train", "Help")


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the window can do.

    Attributes
    ----------
    id : str
        Never shown; stays the same when texts change.
    menu : str
        One of :data:`MENUS`; ``"Image/Windows"`` is a sub-menu.
    text : str
        A verb, sentence case; ``...`` where more is asked.
    shortcut : str
        Key sequences, separated by ``"; "``; empty for none.
    run : callable
        What it does.
    icon : str
        Name in the Material Design family; an action with one stands in the tool bar.
    where : str
        Where its keys work: in the whole ``window``; in the ``image`` and the browser beside it, so that typing
        elsewhere stays typing; or in the image ``only``, where the browser has its own use for them.
    needs_image : bool
        It does nothing without an image.
    checkable : bool
        It is on or off; who turns it also shows it.
    checked : bool
        It is on from the start.
    ends_group : bool
        A line follows it in menu and tool bar.
    """

    id: str
    menu: str
    text: str
    shortcut: str
    run: Callable[[MainWindow], object]
    icon: str = ""
    where: str = "window"
    needs_image: bool = False
    checkable: bool = False
    checked: bool = False
    ends_group: bool = False


def on_image(
    id: str,
    text: str,
    shortcut: str,
    run: Callable[[MainWindow], object],
    icon: str = "",
    *,
    where: str = "image",
    menu: str = "Image",
    needs_image: bool = True,
    ends_group: bool = False,
) -> Action:
    """Write the row of an action that needs an image and whose keys work in the image and the browser."""
    return Action(id, menu, text, shortcut, run, icon, where, needs_image=needs_image, ends_group=ends_group)


in_image_only = partial(on_image, where="only")
"""As :func:`on_image`, where the browser has its own use for the keys."""

through_images = partial(in_image_only, needs_image=False)
"""As :func:`in_image_only`, also on from a file that is no image."""


def keys_text(shortcut: str) -> str:
    """Write key sequences for people."""
    native = QKeySequence.SequenceFormat.NativeText
    return " or ".join(keys.toString(native) for keys in key_sequences(shortcut))


def key_sequences(shortcut: str) -> list[QKeySequence]:
    """Give the key sequences of :attr:`Action.shortcut`, none for an empty one."""
    return QKeySequence.listFromString(shortcut) if shortcut else []
