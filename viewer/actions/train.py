"""Rows of the table of actions: training and comparing networks."""

from __future__ import annotations

from viewer.actions.action import Action

TRAIN: tuple[Action, ...] = (
    Action("train.train", "Train", "Train a network", "Ctrl+T", lambda w: w.show_tab("train"), "school-outline"),
    Action("train.studies", "Train", "Studies...", "Ctrl+Shift+T", lambda w: w.studies.show()),
    Action("train.compare", "Train", "Compare runs", "Ctrl+R", lambda w: w.show_tab("compare"), "compare"),
    Action("train.readers", "Train", "Reader study...", "", lambda w: w.reading.show()),
    Action("train.depth", "Train", "What did bit depth change?", "Ctrl+Shift+B", lambda w: w.bit_depth.show()),
)
