"""Rows of the table of actions: the attributes of a file."""

from __future__ import annotations

from viewer.actions.action import Action

TAGS: tuple[Action, ...] = (
    Action(
        "tags.show", "View", "Show the attributes (tags)", "Ctrl+I", lambda w: w.sources.show_tags(), ends_group=True
    ),
)
