"""Rows of the table of actions: several images side by side."""

from __future__ import annotations

from viewer.actions.action import Action

LAYOUT: tuple[Action, ...] = ()
