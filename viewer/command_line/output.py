"""How the headless commands speak: one JSON object per line, or a line of text; errors on standard error."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.progress import Progress

_T = TypeVar("_T")
ALL_WELL, SOME_REFUSED, WRONG_USAGE = 0, 1, 2


def json_line(record: Mapping[str, Any]) -> None:
    """Print ``record`` as one line of strict JSON (NaN and infinity become null)."""
    typer.echo(json.dumps(_strict(record), allow_nan=False))


def fail(message: str, code: int = SOME_REFUSED) -> NoReturn:
    """End the command with one sentence on standard error."""
    typer.echo(message, err=True)
    raise typer.Exit(code)


def tracked(items: Iterable[_T], what: str, total: int | None, *, quiet: bool) -> Iterator[_T]:
    """Pass ``items`` on, with a progress bar on a terminal's standard error unless ``quiet``.

    ``total`` None draws a bar without an end.
    """
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield from items
        return
    with Progress(console=console, transient=True) as progress:
        yield from progress.track(items, total=total, description=what)


def _strict(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Mapping):
        return {key: _strict(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_strict(item) for item in value]
    return value
