"""Rows of the table of actions: asking about many images, and judging answers."""

from __future__ import annotations

from core.results.row import AGREED, DISAGREED
from viewer.actions.action import Action, on_image

RESULTS: tuple[Action, ...] = (
    Action("results.folder", "Classify", "Classify a folder...", "Ctrl+Shift+C", lambda w: w.results.classify_folder()),
    on_image(
        "results.chosen",
        "Classify the chosen row",
        "Shift+C",
        lambda w: w.results.classify_chosen(),
        menu="Classify",
        needs_image=False,
    ),
    Action("results.listed", "Classify", "Classify everything listed", "", lambda w: w.results.classify_listed()),
    Action("results.show", "Classify", "Show the results", "Ctrl+L", lambda w: w.results.show(), ends_group=True),
    on_image(
        "results.agree",
        "Agree with the answer",
        "Y",
        lambda w: w.results.judge(AGREED),
        menu="Classify",
        needs_image=False,
    ),
    on_image(
        "results.disagree",
        "Disagree with the answer",
        "U",
        lambda w: w.results.judge(DISAGREED),
        menu="Classify",
        needs_image=False,
    ),
    on_image(
        "results.relabel",
        "Give the image another class...",
        "J",
        lambda w: w.results.relabel(),
        menu="Classify",
        needs_image=False,
        ends_group=True,
    ),
)
"""Those of judging work in the window of results, too: on the lines chosen there."""

JUDGING = ("results.agree", "results.disagree", "results.relabel")
"""Ids of the actions whose keys the window of results takes, too."""
