"""Refusals of the builder in the user's words."""

from __future__ import annotations

from trainer.sources import NamedDatasetError
from viewer.message import sentence
from viewer.sentences import in_language


def problem_text(error: object, *, hidden: bool) -> str:
    """Say what is wrong; without the file that a refusal gives as an example while patient data is hidden."""
    if isinstance(error, NamedDatasetError) and hidden:
        return in_language(error.reason)
    return sentence(error, hidden=hidden)
