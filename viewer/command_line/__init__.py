"""The command ``cxr12``: opens the window, or does the same work headless without importing Qt.

Exit codes: 0 all well, 1 some DICOM or explicitly named input was refused, 2 wrong usage.
"""

from __future__ import annotations

import gc
import io
import sys
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from core import __version__


class _WindowByDefault(TyperGroup):
    """Lets ``cxr12 PATH...`` mean ``cxr12 open PATH...``."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        own = {"--help", "--version", "--install-completion", "--show-completion"}
        if not args or (args[0] not in self.commands and args[0] not in own):
            args = ["open", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_WindowByDefault,
    help="CXR-12, a chest-radiograph workstation. Research use only, never a diagnosis.",
    epilog="cxr12 PATH... opens the window on these files and folders.",
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"cxr12 {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    pass


@app.command("open")
def open_window(
    paths: Annotated[list[Path] | None, typer.Argument(readable=False, help="Files and folders to open.")] = None,
    sample: Annotated[bool, typer.Option("--sample", help="Open the sample folder, writing it if needed.")] = False,
    tour: Annotated[
        bool | None,
        typer.Option("--tour/--no-tour", help="Begin the guided tour, or do not offer it.", show_default=False),
    ] = None,
) -> None:
    """Open the window on files and folders."""
    gc.disable()  # until the window stands: looking for garbage among what stays takes a twelfth of the start
    from viewer.app import run

    raise typer.Exit(run(list(paths or ()), sample=sample, tour=tour))


def complete() -> typer.Typer:
    """Return the command with all its verbs."""
    from viewer.command_line import (
        classify,
        compare,
        dataset,
        deidentify,
        embed,
        export,
        extract,
        info,
        models,
        phantom,
        render,
        report,
        results,
        send,
        study,
        track,
        train,
    )

    if any(group.name == "models" for group in app.registered_groups):
        return app
    groups = {
        "Images": (info, render, embed, extract, deidentify),
        "Networks": (classify, results, report, export),
        "PACS": (send,),
        "Training": (phantom, train, study, compare, track),
    }
    for title, modules in groups.items():
        for module in modules:
            app.command(module.__name__.rpartition(".")[2], rich_help_panel=title)(module.command)
    app.add_typer(models.app, name="models", rich_help_panel="Networks")  # a verb with verbs of its own
    app.add_typer(dataset.app, name="dataset", rich_help_panel="Training")
    return app


def main() -> None:
    """Entry point of the command ``cxr12``."""
    if sys.argv[1:] == ["--version"]:  # asked by scripts, in loops: spare them the building of the whole command
        typer.echo(f"cxr12 {__version__}")
        return
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # file names need not be text
    complete()()
