"""Everything the window can be told to do, in one table: menus, tool bar, keys and the help on keys come from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from viewer import dialogs
from viewer.help import AboutWindow, ShortcutsWindow

if TYPE_CHECKING:
    from viewer.main_window import MainWindow

MENUS = ("File", "View", "Image", "Classify", "Train", "Help")


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


def _on_image(
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
    return Action(id, menu, text, shortcut, run, icon, where, needs_image=needs_image, ends_group=ends_group)


_in_image_only = partial(_on_image, where="only")
_through_images = partial(_in_image_only, needs_image=False)  # also on from a file that is none


def _choose_window(number: int, window: MainWindow) -> None:
    window.display_panel.choose(number)


def _show_tab(name: str, window: MainWindow) -> None:
    window.show_tab(name)


ACTIONS: tuple[Action, ...] = (
    Action(
        "file.open_folder",
        "File",
        "Open folder...",
        "Ctrl+O",
        lambda w: w.open_paths(dialogs.ask_folder(w)),
        "folder-open-outline",
    ),
    Action(
        "file.open_files",
        "File",
        "Open files...",
        "Ctrl+Shift+O",
        lambda w: w.open_paths(dialogs.ask_files(w)),
        "file-image-outline",
        ends_group=True,
    ),
    Action("file.open_sample", "File", "Open sample folder", "", lambda w: w.open_sample()),
    Action("file.clear", "File", "Clear the list", "", lambda w: w.clear(), ends_group=True),
    Action("file.quit", "File", "Quit", "Ctrl+Q", lambda w: w.close()),
    _through_images("image.previous", "Previous image", "Left; Up", lambda w: w.browser.step(-1), "chevron-left"),
    _through_images(
        "image.next", "Next image", "Right; Down", lambda w: w.browser.step(1), "chevron-right", ends_group=True
    ),
    _through_images("image.previous_series", "Previous series", "PgUp", lambda w: w.browser.step_series(-1)),
    _through_images("image.next_series", "Next series", "PgDown", lambda w: w.browser.step_series(1)),
    _through_images("image.first", "First image of the series", "Home", lambda w: w.browser.choose_end(last=False)),
    _through_images(
        "image.last", "Last image of the series", "End", lambda w: w.browser.choose_end(last=True), ends_group=True
    ),
    _on_image("image.fit", "Fit", "F; =", lambda w: w.image_view.fit(), "fit-to-screen-outline"),
    _on_image(
        "image.actual_size",
        "Actual size (1:1)",
        "Ctrl+0",
        lambda w: w.image_view.actual_size(),
        "numeric-1-box-outline",
    ),
    _in_image_only("image.zoom_in", "Zoom in", "+", lambda w: w.image_view.zoom_in(), "magnify-plus-outline"),
    _in_image_only(
        "image.zoom_out", "Zoom out", "-", lambda w: w.image_view.zoom_out(), "magnify-minus-outline", ends_group=True
    ),
    _on_image("image.full_range", "Full range", "0", partial(_choose_window, 0), "arrow-expand-horizontal"),
    *(
        _on_image(f"image.window_{n}", f"Window {n}", str(n), partial(_choose_window, n), menu="Image/Windows")
        for n in range(1, 10)
    ),
    _on_image("image.invert", "Invert", "I", lambda w: w.display_panel.toggle_inverted(), "invert-colors"),
    _on_image("image.reset", "Reset window and zoom", "Space", lambda w: w.reset_view(), "restore", ends_group=True),
    Action("image.cancel", "Image", "Cancel", "Esc", lambda w: w.cancel()),
    Action(
        "view.result",
        "View",
        "Show the result on the image",
        "O",
        lambda w: w.image_view.set_result_shown(w.actions_by_id["view.result"].isChecked()),
        where="image",
        checkable=True,
        checked=True,
    ),
    Action(
        "view.hide_patient_data",
        "View",
        "Hide patient data",
        "Ctrl+H",
        lambda w: w.state.set_patient_data_hidden(not w.state.patient_data_hidden),
        "incognito",
        checkable=True,
        ends_group=True,
    ),
    Action("view.panels", "View", "Show or hide the panels", "Tab", lambda w: w.toggle_panels(), "dock-window", "only"),
    Action("view.full_screen", "View", "Full screen", "F11", lambda w: w.toggle_full_screen(), ends_group=True),
    *(
        Action(f"view.tab_{name}", "View", f"Go to {name.capitalize()}", f"Ctrl+{n}", partial(_show_tab, name))
        for n, name in enumerate(("display", "classify", "train", "compare"), 1)
    ),
    _on_image("classify.run", "Classify the image", "C", lambda w: w.classify(), "brain", menu="Classify"),
    Action("train.train", "Train", "Train a network", "Ctrl+T", partial(_show_tab, "train"), "school-outline"),
    Action("train.compare", "Train", "Compare runs", "Ctrl+R", partial(_show_tab, "compare"), "compare"),
    Action("help.shortcuts", "Help", "Keyboard shortcuts", "Ctrl+/", lambda w: ShortcutsWindow(key_rows(), w).show()),
    Action("help.about", "Help", "About CXR-12", "", lambda w: AboutWindow(w).show()),
)


def install(window: MainWindow) -> dict[str, QAction]:
    """Make the actions of ``window``; each answers to its keys where the table says."""
    made = {}
    for action in ACTIONS:
        made[action.id] = qt = QAction(action.text.replace("...", "\u2026"), window)
        qt.setObjectName(action.id)
        qt.setCheckable(action.checkable)
        qt.setChecked(action.checked)
        qt.setShortcuts(keys_of(action))
        keys = keys_text(action)
        qt.setToolTip(f"{action.text.removesuffix('...')} ({keys})" if keys else action.text.removesuffix("..."))
        qt.setStatusTip("")
        qt.triggered.connect(lambda _=False, run=action.run: run(window))
        qt.setEnabled(not action.needs_image)
        if action.where == "window":
            window.addAction(qt)
            continue
        qt.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        window.image_view.addAction(qt)
        if action.where == "image":
            window.browser.addAction(qt)
    return made


def key_rows() -> list[tuple[str, str]]:
    """List keys and what they do, in the order of the table."""
    return [(keys_text(action), action.text.removesuffix("...")) for action in ACTIONS if action.shortcut]


def keys_text(action: Action) -> str:
    """Write the keys of an action for people."""
    native = QKeySequence.SequenceFormat.NativeText
    return " or ".join(keys.toString(native) for keys in keys_of(action))


def keys_of(action: Action) -> list[QKeySequence]:
    """Give the key sequences of an action, none for an empty shortcut."""
    return QKeySequence.listFromString(action.shortcut) if action.shortcut else []
