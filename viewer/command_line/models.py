"""``cxr12 models``: the networks on the shelf; alone it lists them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from viewer.command_line.output import ALL_WELL, SOME_REFUSED, WRONG_USAGE, fail, json_line

app = typer.Typer(invoke_without_command=True, no_args_is_help=False)

_Answer = TypeVar("_Answer")
_Name = Annotated[str, typer.Argument(help="A name that 'cxr12 models' lists.", show_default=False)]
_Json = Annotated[bool, typer.Option("--json", help="One JSON object per line.")]


@app.callback()
def command(context: typer.Context, as_json: _Json = False) -> None:
    """List the networks that can classify, bundled ones and your own; or look after them."""
    if context.invoked_subcommand is None:
        _list(as_json)


@app.command("list")
def list_models(as_json: _Json = False) -> None:
    """List the networks."""
    _list(as_json)


@app.command("show")
def show(name: _Name, as_json: _Json = False) -> None:
    """Print the card of a network: what it is for, its limits, how well it did."""
    from core.models.differences import compare
    from core.models.shelf import default_shelf

    card = _tried(lambda: default_shelf().get(name)).card
    assert card is not None
    fields = {one.field: one.first for one in compare(card, card)}
    if as_json:
        json_line(fields)
    else:
        typer.echo("\n".join(f"{field}: {value}" for field, value in fields.items() if value))


@app.command("import")
def import_model(
    path: Annotated[Path, typer.Argument(readable=False, help="A Keras file: .keras, .h5 or .hdf5.")],
    name: Annotated[str, typer.Option("--name", help="Name on the shelf; made from the file's if not given.")] = "",
    classes: Annotated[
        str, typer.Option("--classes", help="Class names in the order of its outputs, with commas between.")
    ] = "",
    preset: Annotated[str, typer.Option("--preset", help="How images are prepared for it.")] = "",
    thesis: Annotated[
        bool, typer.Option("--thesis", help="Classes and preset of the thesis' networks, unless given otherwise.")
    ] = False,
    size: Annotated[
        int, typer.Option("--size", help="Height and width of its input in pixels, where the file does not say.")
    ] = 0,
    network: Annotated[
        str, typer.Option("--network", help="For weights alone: architecture, variant, head, with commas between.")
    ] = "",
    activation: Annotated[str, typer.Option("--activation", help="For weights alone: softmax or sigmoid.")] = "",
) -> None:
    """Put a network of another program onto the shelf; it is marked "not verified"."""
    from core.models import importing
    from core.models.shelf import default_shelf

    shelf = default_shelf()
    name = name or importing.name_for(path)
    card = importing.card_beside(path) if path.suffix == ".keras" and not classes else None
    if card is not None:
        entry = _tried(lambda: importing.bring_with_card(shelf, path, name, card))
        typer.echo(f"{entry.name}: imported with its own card")
        return
    finding = _tried(lambda: importing.examine(path, (size, size) if size else None))
    preset = preset or (importing.THESIS_PRESET if thesis else "")
    names = _split(classes) or (importing.THESIS_CLASSES if thesis else ())
    if not names or not preset:
        thesis_classes = ",".join(importing.THESIS_CLASSES)
        fail(
            f"{path.name}: expected --classes with {finding.classes or 'the'} names in the order of its outputs and "
            f"--preset, found none; --thesis stands for {thesis_classes} and {importing.THESIS_PRESET}",
            WRONG_USAGE,
        )
    architecture, variant, head = (*_split(network), "", "", "")[:3]
    answers = importing.Answers(
        name, names, preset, (size, size) if size else None, architecture, variant, head, activation
    )
    entry = _tried(lambda: importing.bring(shelf, path, answers, finding))
    assert entry.card is not None
    typer.echo(f"{entry.name}: imported as {entry.card.network}; not verified")


@app.command("export")
def export(
    name: _Name,
    target: Annotated[
        Path, typer.Argument(readable=False, help="File to write: .keras, .h5, .onnx, or .xml (OpenVINO).")
    ],
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there.")] = False,
) -> None:
    """Write a network for other programs, with its card beside it, and check that it answers alike."""
    from core.models import exporting
    from core.models.shelf import default_shelf

    form = next((form for form, suffix in exporting.FORMATS.items() if suffix == target.suffix.lower()), "")
    if not form:
        fail(f"{target}: expected a name ending in {', '.join(exporting.FORMATS.values())}", WRONG_USAGE)
    there = [path.name for path in exporting.files_of(target, form) if path.exists()]
    if there and not force:
        fail(f"{target}: expected a new name, found {', '.join(there)}; give another, or --force", WRONG_USAGE)
    entry = _tried(lambda: default_shelf().get(name))
    for path in _tried(lambda: exporting.export(entry, target, form)):
        typer.echo(str(path))


@app.command("remove")
def remove(name: _Name) -> None:
    """Delete one of your own networks."""
    from core.models.shelf import default_shelf

    _tried(lambda: default_shelf().remove(name))
    typer.echo(f"{name}: removed")


@app.command("rename")
def rename(name: _Name, new: Annotated[str, typer.Argument(help="The new name.")]) -> None:
    """Give one of your own networks another name."""
    from core.models.shelf import default_shelf

    _tried(lambda: default_shelf().rename(name, new))
    typer.echo(f"{name}: now called {new}")


@app.command("default")
def default(
    name: Annotated[str, typer.Argument(help="The network to begin with; none: print which one it is.")] = "",
) -> None:
    """Set the network that the window begins with, or print it."""
    from core.models.shelf import default_shelf

    shelf = default_shelf()
    if name:
        _tried(lambda: shelf.set_default(name))
    typer.echo(shelf.default_name() or "no default is set")


@app.command("compare")
def compare_cards(
    first: _Name,
    second: _Name,
    all_fields: Annotated[bool, typer.Option("--all", help="Also what is the same in both.")] = False,
    as_json: _Json = False,
) -> None:
    """Print what differs between the cards of two networks, field by field."""
    from core.models.differences import compare
    from core.models.shelf import default_shelf

    shelf = default_shelf()
    cards = [_tried(lambda name=name: shelf.get(name)).card for name in (first, second)]  # type: ignore[misc]
    assert cards[0] is not None and cards[1] is not None  # noqa: PT018
    for one in compare(cards[0], cards[1]):
        if one.is_same and not all_fields:
            continue
        if as_json:
            json_line({"field": one.field, first: one.first, second: one.second})
        else:
            typer.echo(f"{one.field}: {one.first or '-'} | {one.second or '-'}")


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _tried(work: Callable[[], _Answer]) -> _Answer:
    """Do ``work``; a refusal ends the command with its sentence."""
    from core.errors import Cxr12Error

    try:
        return work()
    except Cxr12Error as error:
        fail(str(error))


def _list(as_json: bool) -> None:
    from core.models.shelf import default_shelf

    damaged, shelf = False, default_shelf()
    default_name = shelf.default_name()
    for entry in shelf.entries():
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
            network = f"{card.architecture} {card.variant}".strip()
            typer.echo(
                f"{card.name}: {network}, {width} x {height}, preset {card.spec.preset}, "
                f"classes {', '.join(card.classes)}, {card.parameters:,} parameters, {state}, sha256 {card.sha256[:12]}"
                f"{', default' if card.name == default_name else ''}"
            )
    raise typer.Exit(SOME_REFUSED if damaged else ALL_WELL)
