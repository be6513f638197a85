"""Rows of the table of actions: looking closer: position, the point under the cursor, the loupe, frames."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from viewer.actions.action import Action, in_image_only, on_image
from viewer.image.loupe import FACTORS

if TYPE_CHECKING:
    from viewer.main_window import MainWindow

_DIRECTIONS = (("left", "Left", -1, 0), ("right", "Right", 1, 0), ("up", "Up", 0, -1), ("down", "Down", 0, 1))


def _pan(right: int, down: int, window: MainWindow) -> None:
    window.image_view.pan(right, down)


def _move_cursor(right: int, down: int, window: MainWindow) -> None:
    window.image_view.move_cursor(right, down)


def _set_loupe(factor: int, window: MainWindow) -> None:
    """Show the loupe that was asked for, in place of the other one, or take it away."""
    lens = window.panes.lens
    lens.set_factor(factor if lens.factor != factor else 0)
    for one in FACTORS:
        window.actions_by_id[f"image.loupe_{one}"].setChecked(lens.factor == one)


def _step_frame(by: int, window: MainWindow) -> None:
    window.state.set_index(window.state.index + by)


def _play(window: MainWindow) -> None:
    """Play the frames of the active image as a film, or stop that."""
    for pane in window.panes.panes:
        if pane.view is window.image_view and pane.slider.isVisible():
            pane.slider.play.toggle()


LOOK: tuple[Action, ...] = (
    *(
        in_image_only(
            f"image.pan_{name}",
            f"Look further {name}",
            f"Ctrl+{key}",
            partial(_pan, right, down),
            menu="Image/Position",
            ends_group=name == "down",
        )
        for name, key, right, down in _DIRECTIONS
    ),
    *(
        in_image_only(
            f"image.cursor_{name}",
            f"Move the probe {name}",
            f"Shift+{key}",
            partial(_move_cursor, right, down),
            menu="Image/Position",
        )
        for name, key, right, down in _DIRECTIONS
    ),
    *(
        Action(
            f"image.loupe_{factor}",
            "Image/Loupe",
            f"Loupe {factor}\u00d7",
            keys,
            partial(_set_loupe, factor),
            icon,
            "image",
            needs_image=True,
            checkable=True,
        )
        for factor, keys, icon in zip(FACTORS, ("Z", "Shift+Z"), ("magnify-scan", ""), strict=True)
    ),
    on_image("image.previous_frame", "Previous frame", "Alt+Left; [", partial(_step_frame, -1), menu="Image/Frames"),
    on_image("image.next_frame", "Next frame", "Alt+Right; ]", partial(_step_frame, 1), menu="Image/Frames"),
    on_image("image.play", "Play the frames as a film, or stop", "Shift+P", _play, menu="Image/Frames"),
)
