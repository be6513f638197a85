"""Rows of the table of actions: several images side by side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from viewer.actions.action import Action
from viewer.layout.arrangement import Arrangement
from viewer.layout.linking import Link

if TYPE_CHECKING:
    from viewer.main_window import MainWindow

_LAYOUT, _LINKED = "View/Layout", "View/Linked"


def _arrange(arrangement: Arrangement, window: MainWindow) -> None:
    window.panes.arrange(arrangement)


def _toggle(link: Link, window: MainWindow) -> None:
    window.comparing.toggle_link(link)


LAYOUT: tuple[Action, ...] = (
    Action(
        "layout.single",
        _LAYOUT,
        "One image",
        "Shift+1",
        partial(_arrange, Arrangement.SINGLE),
        "square-outline",
        checkable=True,
        checked=True,
    ),
    Action(
        "layout.two",
        _LAYOUT,
        "Two images side by side",
        "Shift+2",
        partial(_arrange, Arrangement.TWO),
        "view-split-vertical",
        checkable=True,
    ),
    Action(
        "layout.four",
        _LAYOUT,
        "Four images",
        "Shift+4",
        partial(_arrange, Arrangement.FOUR),
        "view-grid-outline",
        checkable=True,
        ends_group=True,
    ),
    Action(
        "layout.maximise", _LAYOUT, "Maximise the active image", "X", lambda w: w.panes.toggle_maximised(), "", "image"
    ),
    Action("layout.next_pane", _LAYOUT, "Next image on screen", "Ctrl+Tab", lambda w: w.panes.activate_next()),
    Action(
        "layout.previous_pane",
        _LAYOUT,
        "Previous image on screen",
        "Ctrl+Shift+Tab",
        lambda w: w.panes.activate_next(-1),
        ends_group=True,
    ),
    Action(
        "layout.open_next",
        _LAYOUT,
        "Open in the next pane",
        "N",
        lambda w: w.comparing.open_in_next(),
        where="image",
        needs_image=True,
    ),
    Action(
        "layout.prior",
        _LAYOUT,
        "Compare with prior",
        "P",
        lambda w: w.comparing.compare_with_prior(),
        "history",
        where="image",
        needs_image=True,
    ),
    Action(
        "layout.link_all",
        _LINKED,
        "Link all",
        "K",
        lambda w: w.comparing.toggle_all_links(),
        "link-variant",
        where="image",
        checkable=True,
        ends_group=True,
    ),
    *(
        Action(f"layout.link_{link.value}", _LINKED, f"Link {name}", "", partial(_toggle, link), checkable=True)
        for link, name in (
            (Link.WINDOW, "windows"),
            (Link.ZOOM, "zoom"),
            (Link.PAN, "position"),
            (Link.CURSOR, "cursor"),
        )
    ),
)
