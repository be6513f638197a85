"""``cxr12 train --find-rate``: which learning rate the data suggest, headless."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console

from core.errors import Cxr12Error
from viewer.command_line.output import fail, json_line

if TYPE_CHECKING:
    from trainer.config import TrainConfig
    from trainer.rate_curve import RateCurve


def tell_rate(config: TrainConfig, data: Path, *, as_json: bool) -> None:
    """Find a learning rate for ``config`` and print it; with ``as_json`` the events and the whole curve."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # a machine without a GPU is no error
    from trainer.rate_finder import find_rate

    console = Console(stderr=True)
    with console.status("Preparing") as status:

        def told(kind: str, **facts: Any) -> None:
            if as_json:
                json_line({"event": kind, **facts})
            elif kind == "note":
                typer.echo(facts["text"], err=True)
            elif kind == "progress" and facts["stage"] == "rate":
                status.update(f"Step {facts['done']} of {facts['total']}")

        try:
            found = find_rate(config, data, told)
        except Cxr12Error as error:
            fail(str(error))
        except OSError as error:
            fail(f"{data}: a file could not be read or written: {error.strerror or type(error).__name__}")
    if as_json:
        json_line({"event": "rate", **asdict(found)})
    else:
        typer.echo(sentence(found))


def sentence(found: RateCurve) -> str:
    """Say what a range test suggests, and how far it came."""
    steps = len(found.losses)
    end = f"after {steps} steps, before the loss rose too high" if found.diverged else f"after all {steps} steps"
    if found.suggested is None:
        return f"no learning rate is suggested: the loss did not clearly fall at any that was tried ({end})"
    return (
        f"suggested learning rate {found.suggested:.1e}, where the loss falls fastest ({end}); a rule of thumb from "
        f"one seed, so try it: --learning-rate {found.suggested:.1e}"
    )
