"""Rows of the table of actions: measuring and annotating."""

from __future__ import annotations

from viewer.actions.action import Action

ANNOTATE: tuple[Action, ...] = ()
