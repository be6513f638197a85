"""What a row of the table of actions says, and short ways to write one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from viewer.main_window import MainWindow

_PLACES = {
    "anywhere": frozenset(("image", "browser", "elsewhere", "beside")),
    "window": frozenset(("image", "browser", "elsewhere")),
    "image": frozenset(("image", "browser")),
    "only": frozenset(("image",)),
}
"""The parts of the window in which the keys of an action work, by :attr:`Action.where`."""

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
        Where its keys work: ``anywhere``, in the windows beside too; in the whole ``window``; in the ``image`` and the
        browser beside it, those of annotating in the panel of annotations too, so that typing elsewhere stays typing;
        or in the image ``only``, where the browser has its own use for them.
    needs_image : bool
        It does nothing without an image.
    checkable : bool
        It is on or off; who turns it also shows it.
    checked : bool
        It is on from the start.
    ends_group : bool
        A line follows it in menu and tool bar.
    in_tool_bar : bool
        An action with an icon stands in the tool bar; False leaves it to menus and panels.
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
    in_tool_bar: bool = True

    @property
    def title(self) -> str:
        """What it does, in the user's language, without the dots that say that more is asked."""
        return self.menu_text.removesuffix("\u2026")

    @property
    def menu_text(self) -> str:
        """Its entry in a menu, in the user's language."""
        return translated(self.text).replace("...", "\u2026")

    def overlaps(self, other: Action) -> bool:
        """Tell whether there is a place in the window where the keys of both work."""
        return bool(_PLACES[self.where] & _PLACES[other.where])


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


def translated(text: str) -> str:
    """Give a text of the table, or the name of a menu, in the user's language."""
    return QCoreApplication.translate("actions", text)


def keys_text(shortcut: str) -> str:
    """Write key sequences for people."""
    native = QKeySequence.SequenceFormat.NativeText
    return f" {translated('or')} ".join(keys.toString(native) for keys in key_sequences(shortcut))


def key_sequences(shortcut: str) -> list[QKeySequence]:
    """Give the key sequences of :attr:`Action.shortcut`, none for an empty one."""
    return QKeySequence.listFromString(shortcut) if shortcut else []
