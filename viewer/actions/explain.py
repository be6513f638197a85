"""Rows of the table of actions: where a network looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.actions.action import Action

if TYPE_CHECKING:
    from viewer.main_window import MainWindow


def _toggle(window: MainWindow) -> None:
    window.explain_panel.toggle_heat()
    # Checked is what is shown, not how often it was asked for.
    window.actions_by_id["explain.heat"].setChecked(window.explain_panel.explaining.is_shown)


EXPLAIN: tuple[Action, ...] = (
    Action(
        "explain.heat",
        "Classify",
        "Show the heat map",
        "M",
        _toggle,
        where="image",
        needs_image=True,
        checkable=True,
        checked=True,
    ),
)
