"""Rows of the table of actions: the attributes of a file."""

from __future__ import annotations

from viewer.actions.action import Action

TAGS: tuple[Action, ...] = ()
