"""Rows of the table of actions: asking a network."""

from __future__ import annotations

from viewer.actions.action import Action, on_image

CLASSIFY: tuple[Action, ...] = (
    on_image("classify.run", "Classify the image", "C", lambda w: w.classify(), "brain", menu="Classify"),
    Action("classify.models", "Classify", "Models...", "Ctrl+Shift+M", lambda w: w.models.show_dialog()),
)
