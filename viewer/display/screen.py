"""From the preferences to what the picture is made with: interpolation, shutter, overlays, and the screen's GSDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from core.display.gsdf import Screen, gsdf_table
from viewer.image.rendering import Rendering

if TYPE_CHECKING:
    from viewer.settings import Settings

LMIN, LMAX, GAMMA, MEASURED = "screen_lmin", "screen_lmax", "screen_gamma", "screen_measured"


def screen_of(settings: Settings) -> Screen:
    """Give the screen as the user describes it.

    Raises
    ------
    ValueError
        If no screen can be so; the message says why.
    """
    return Screen(settings[LMIN], settings[LMAX], settings[GAMMA], settings[MEASURED] == "yes")


def rendering_of(settings: Settings) -> Rendering:
    """Give what the picture is made with; greys stay as they are while the screen's numbers make no sense."""
    output, label = None, ""
    if settings["gsdf"] == "on":
        try:
            screen = screen_of(settings)
        except ValueError:
            pass  # the panel says so beside the numbers
        else:
            output = gsdf_table(screen)
            label = "" if screen.measured else QCoreApplication.translate("screen", "GSDF simulation")
    return Rendering(
        shutter=settings["shutter"] == "on",
        overlays=settings["overlays"] == "on",
        interpolation=settings["interpolation"],
        output=output,
        label=label,
    )
