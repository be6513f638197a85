"""Rows of the table of actions: the grey window, by small and large steps, from a region, and kept by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from viewer.actions.action import on_image

if TYPE_CHECKING:
    from viewer.main_window import MainWindow

_MENU = "Image/Windows"
_on_window = partial(on_image, menu=_MENU)

FINE, COARSE = 0.01, 0.1
"""Parts of the window's width that one press of a key moves it by, without and with Shift."""


def _nudge(wider: float, higher: float, window: MainWindow) -> None:
    window.display_panel.nudge(wider=wider, higher=higher)


def _keep(window: MainWindow) -> None:
    window.show_tab("display")
    window.display_panel.keep_window()


_STEPS = tuple(
    _on_window(
        f"image.{name}{suffix}",
        f"{text} by {part * 100:.0f} % of its width",
        f"Alt+{shift}{key}",
        partial(_nudge, wider * part, higher * part),
        ends_group=name == "lower" and bool(suffix),
    )
    for part, suffix, shift in ((FINE, "", ""), (COARSE, "_much", "Shift+"))
    for name, text, key, wider, higher in (
        ("widen", "Widen the window", "PgUp", 1, 0),
        ("narrow", "Narrow the window", "PgDown", -1, 0),
        ("raise", "Raise the window", "Up", 0, 1),
        ("lower", "Lower the window", "Down", 0, -1),
    )
)

WINDOW = (
    _on_window("image.window_region", "Window from a region", "W", lambda w: w.regions.begin()),
    _on_window(
        "image.window_visible",
        "Window from the visible part",
        "Shift+W",
        lambda w: w.regions.window_visible(w.image_view),
    ),
    _on_window("image.window_keep", "Save the window...", "", _keep, ends_group=True),
    *_STEPS,
)
