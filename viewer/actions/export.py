"""Rows of the table of actions: what leaves the window."""

from __future__ import annotations

from viewer.actions.action import Action

EXPORT: tuple[Action, ...] = ()
