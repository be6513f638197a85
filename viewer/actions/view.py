"""Rows of the table of actions: what the window shows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from viewer.actions.action import Action

if TYPE_CHECKING:
    from viewer.main_window import MainWindow


def _show_tab(name: str, window: MainWindow) -> None:
    window.show_tab(name)


VIEW: tuple[Action, ...] = (
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
)
