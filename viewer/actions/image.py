"""Rows of the table of actions: going through images, zoom, and how they are shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from viewer.actions.action import Action, in_image_only, on_image, through_images

if TYPE_CHECKING:
    from viewer.main_window import MainWindow


def _choose_window(number: int, window: MainWindow) -> None:
    window.display_panel.choose(number)


def _turn(quarters: int, window: MainWindow) -> None:
    window.state.set_orientation(window.state.orientation.turned(quarters))


IMAGE: tuple[Action, ...] = (
    through_images("image.previous", "Previous image", "Left; Up", lambda w: w.browser.step(-1), "chevron-left"),
    through_images(
        "image.next", "Next image", "Right; Down", lambda w: w.browser.step(1), "chevron-right", ends_group=True
    ),
    through_images("image.previous_series", "Previous series", "PgUp", lambda w: w.browser.step_series(-1)),
    through_images("image.next_series", "Next series", "PgDown", lambda w: w.browser.step_series(1)),
    through_images("image.first", "First image of the series", "Home", lambda w: w.browser.choose_end(last=False)),
    through_images(
        "image.last", "Last image of the series", "End", lambda w: w.browser.choose_end(last=True), ends_group=True
    ),
    on_image("image.fit", "Fit", "F; =", lambda w: w.image_view.fit(), "fit-to-screen-outline"),
    on_image(
        "image.actual_size",
        "Actual size (1:1)",
        "Ctrl+0",
        lambda w: w.image_view.actual_size(),
        "numeric-1-box-outline",
    ),
    in_image_only("image.zoom_in", "Zoom in", "+", lambda w: w.image_view.zoom_in(), "magnify-plus-outline"),
    in_image_only(
        "image.zoom_out", "Zoom out", "-", lambda w: w.image_view.zoom_out(), "magnify-minus-outline", ends_group=True
    ),
    on_image("image.full_range", "Full range", "0", partial(_choose_window, 0), "arrow-expand-horizontal"),
    *(
        on_image(f"image.window_{n}", f"Window {n}", str(n), partial(_choose_window, n), menu="Image/Windows")
        for n in range(1, 10)
    ),
    on_image("image.invert", "Invert", "I", lambda w: w.display_panel.toggle_inverted(), "invert-colors"),
    on_image(
        "image.flip_horizontal",
        "Flip horizontally",
        "H",
        lambda w: w.state.set_orientation(w.state.orientation.flipped_horizontally()),
        "flip-horizontal",
        menu="Image/Orientation",
    ),
    on_image(
        "image.flip_vertical",
        "Flip vertically",
        "V",
        lambda w: w.state.set_orientation(w.state.orientation.flipped_vertically()),
        menu="Image/Orientation",
    ),
    on_image(
        "image.rotate_right",
        "Rotate right",
        "R",
        partial(_turn, 1),
        "rotate-right",
        menu="Image/Orientation",
    ),
    on_image("image.rotate_left", "Rotate left", "L", partial(_turn, -1), menu="Image/Orientation"),
    on_image(
        "image.reset",
        "Reset window, zoom and orientation",
        "Space",
        lambda w: w.reset_view(),
        "restore",
        ends_group=True,
    ),
    Action("image.cancel", "Image", "Cancel", "Esc", lambda w: w.cancel()),
)
