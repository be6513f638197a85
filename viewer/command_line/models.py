"""``cxr12 models``: the networks on the shelf."""

from __future__ import annotations

from typing import Annotated

import typer

from viewer.command_line.output import ALL_WELL, SOME_REFUSED, json_line


def command(as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line.")] = False) -> None:
    """List the networks that can classify, bundled ones and your own."""
    from core.models.shelf import default_shelf

    damaged = False
    for entry in default_shelf().entries():
        card = entry.card
        if card is None or entry.problem:
            damaged = True
            typer.echo(f"{entry.name}: not usable: {entry.problem}", err=True)
        elif as_json:
            json_line(
                {
                    "name": card.name,
                    "architecture": card.architecture,
                    "variant": card.variant,
                    "classes": card.classes,
                    "input_shape": card.input_shape,
                    "preset": card.spec.preset,
                    "bits": card.spec.bits,
                    "parameters": card.parameters,
                    "sha256": card.sha256,
                    "verified": card.verified,
                }
            )
        else:
            height, width, _ = card.input_shape
            state = "verified" if card.verified else "not verified"
            typer.echo(
                f"{card.name}: {card.architecture} {card.variant}, {width} x {height}, preset {card.spec.preset}, "
                f"classes {', '.join(card.classes)}, {card.parameters:,} parameters, {state}, sha256 {card.sha256[:12]}"
            )
    raise typer.Exit(SOME_REFUSED if damaged else ALL_WELL)
