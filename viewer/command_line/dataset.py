"""``cxr12 dataset``: from folders and label sheets to a table that ``cxr12 train`` takes, and what is known of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from rich.console import Console
from rich.progress import Progress

from viewer.command_line import dataset_check
from viewer.command_line.output import SOME_REFUSED, WRONG_USAGE, fail, json_line

if TYPE_CHECKING:
    from trainer.building import BuildPlan, ClassMap, Source
    from trainer.dataset import Dataset

app = typer.Typer(no_args_is_help=True)

_Answer = TypeVar("_Answer")
_Json = Annotated[bool, typer.Option("--json", help="One JSON object per line.")]
_Importer = Annotated[str, typer.Option("--importer", help="Form of the labels; 'cxr12 dataset importers' lists them.")]
_Images = Annotated[
    list[Path] | None,
    typer.Option("--images", readable=False, help="Folder of the sheet's images, if not its own; repeatable."),
]
_Options = Annotated[
    list[str] | None, typer.Option("--option", help="NAME=VALUE for the importer, e.g. label=Finding; repeatable.")
]
_Table = Annotated[Path, typer.Argument(readable=False, help="A table, or a folder as for training.")]


@app.callback()
def command() -> None:
    """Build a dataset from folders and label sheets, and look after it."""


@app.command("importers")
def list_importers(as_json: _Json = False) -> None:
    """List the forms of labels that can be read, and their options."""
    from trainer.building import importers

    for row in importers():
        if row.kind == "selection":
            continue  # images are chosen in the window
        if as_json:
            options = {option.name: option.title for option in row.options}
            json_line({"importer": row.name, "title": row.title, "wants": row.wants, "options": options})
        else:
            typer.echo(f"{row.name}: {row.title}. {row.wants}")


@app.command("findings")
def findings(
    path: Annotated[Path, typer.Argument(readable=False, help="Label sheet or folder.")],
    importer: _Importer = "folders",
    images: _Images = None,
    option: _Options = None,
    as_json: _Json = False,
) -> None:
    """Count what a source finds, and offer a class for each."""
    from trainer.building import findings_of, offered

    source = _source(path, importer, images, option)
    found = _tried(lambda: findings_of(source), path)
    classes = offered(found.counts)
    for name, count in found.counts.items():
        if as_json:
            json_line({"finding": name, "images": count, "offered": classes.of(name)})
        else:
            typer.echo(f"{count:8d}  {name}  ->  {classes.of(name) or '(dropped)'}")
    facts = {
        "images": found.images,
        "missing": found.missing,
        "readers": found.readers,
        "disagreeing": found.disagreeing,
        "notes": list(found.notes),
    }
    if as_json:
        json_line(facts)
    else:
        typer.echo(f"{found.images} images, {found.disagreeing} on which readers disagree")
        _tell(found.notes)


@app.command("build")
def build_table(
    path: Annotated[Path, typer.Argument(readable=False, help="Label sheet, folder, or a plan (.toml).")],
    importer: _Importer = "folders",
    images: _Images = None,
    option: _Options = None,
    out: Annotated[Path | None, typer.Option("--out", readable=False, help="Folder for the table.")] = None,
    class_map: Annotated[
        list[str] | None, typer.Option("--map", help="FINDING=CLASS; FINDING= drops it; repeatable.")
    ] = None,
    others: Annotated[str, typer.Option("--others", help="Findings without --map: keep, drop, or offer.")] = "keep",
    readers: Annotated[
        str, typer.Option("--readers", help="Several readers of an image: majority or any.")
    ] = "majority",
    several: Annotated[
        str,
        typer.Option(
            "--several", help="Of several classes: leave_out, first of the --map order, or multi_label (all)."
        ),
    ] = "leave_out",
    form: Annotated[str, typer.Option("--format", help="csv or parquet.")] = "csv",
    plain_patients: Annotated[
        bool, typer.Option("--plain-patients", help="Write patients as the source names them, not as salted hashes.")
    ] = False,
    test_fraction: Annotated[
        float, typer.Option("--test-fraction", help="Set this share of the patients apart as the test part.")
    ] = 0.0,
    split_seed: Annotated[int, typer.Option("--split-seed", min=0, help="Which patients test.")] = 1,
    seal: Annotated[bool, typer.Option("--seal", help="Seal the test part: each opening is counted.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Replace a table that is there.")] = False,
    as_json: _Json = False,
) -> None:
    """Build the table of a dataset; several sources at once take a plan."""
    from trainer.building import BuildPlan
    from trainer.building.plan import read_plan

    if path.suffix.lower() == ".toml":
        _build(_tried(lambda: read_plan(path), path), path, as_json)
        return
    if out is None:
        fail("--out is missing: name the folder for the table", WRONG_USAGE)
    source = _source(path, importer, images, option)
    try:
        plan = BuildPlan(
            sources=(source,),
            out=out,
            classes=_class_map(class_map or [], others, source, path),
            readers=readers,
            several=several,
            format=form,
            hash_patients=not plain_patients,
            test_fraction=test_fraction,
            split_seed=split_seed,
            seal=seal,
            replace=replace,
        )
    except ValueError as error:
        fail(str(error), WRONG_USAGE)
    _build(plan, path, as_json)


@app.command("seal")
def seal_test(table: _Table, as_json: _Json = False) -> None:
    """Seal the test part that a table names: every training and comparison that opens it is counted."""
    from trainer.building.seal import openings, seal_dataset

    dataset = _dataset(table)
    sealed = _tried(lambda: seal_dataset(dataset), table)
    opened = len(openings(dataset.fingerprint))
    if as_json:
        json_line({"sealed": len(sealed.images), "created": sealed.created, "openings": opened})
    else:
        typer.echo(
            f"{table}: {len(sealed.images)} test images are sealed since {sealed.created}; opened {opened} times"
        )


@app.command("info")
def info(table: _Table, as_json: _Json = False) -> None:
    """Tell classes, patients, parts, fingerprint and, of a sealed test part, its openings."""
    from dataclasses import asdict

    from trainer.building.seal import openings, seal_of
    from trainer.sources import PARTS

    dataset = _dataset(table)
    sealed = _tried(lambda: seal_of(dataset.fingerprint), table)
    opened = openings(dataset.fingerprint)
    parts = {part: sum(row.split == part for row in dataset.rows) for part in PARTS}
    if as_json:
        json_line(
            {
                "images": len(dataset.rows),
                "patients": dataset.patients,
                "classes": dataset.counts(),
                "parts": {part: count for part, count in parts.items() if count},
                "fingerprint": dataset.fingerprint,
                "notes": list(dataset.notes),
                "sealed": sealed.created if sealed else None,
                "openings": [asdict(one) for one in opened],
            }
        )
        return
    counts = ", ".join(f"{name} {count}" for name, count in dataset.counts().items())
    typer.echo(f"{table}: {len(dataset.rows)} images of {dataset.patients} patients ({counts})")
    if any(parts.values()):
        typer.echo(", ".join(f"{part} {count}" for part, count in parts.items()))
    typer.echo(f"fingerprint {dataset.fingerprint}")
    _tell(dataset.notes)
    if sealed:
        typer.echo(f"sealed since {sealed.created}, opened {len(opened)} times")
        for one in opened:
            typer.echo(f"  {one.when}  {one.kind}  {', '.join(one.runs)}")


app.command("check")(dataset_check.check)


def _build(plan: BuildPlan, path: Path, as_json: bool) -> None:
    from trainer.building import build

    console = Console(stderr=True)
    with Progress(console=console, disable=as_json or not console.is_terminal, transient=True) as progress:
        task = progress.add_task("Reading images", total=None)
        built = _tried(
            lambda: build(plan, lambda done, total: progress.update(task, completed=done, total=total)), path, plan.out
        )
    if as_json:
        for file, reason in built.unusable:
            json_line({"file": str(file), "status": "refused", "reason": reason})
        names = ("counts", "parts", "images", "patients", "fingerprint")
        facts = {name: getattr(built, name) for name in names}
        json_line({"table": str(built.table), **facts, "notes": list(built.notes), "refusals": list(built.refusals)})
    else:
        counts = ", ".join(f"{name} {count}" for name, count in built.counts.items())
        typer.echo(f"{built.table}: {built.images} images of {built.patients} patients ({counts})")
        _tell(built.notes)
        for file, reason in built.unusable:
            typer.echo(f"{file}: {reason}", err=True)
    if built.unusable:
        raise typer.Exit(SOME_REFUSED)


def _source(path: Path, importer: str, images: list[Path] | None, options: list[str] | None) -> Source:
    from trainer.building import Source

    return Source(importer, path, tuple(images or ()), options=tuple(_pair(one, "--option") for one in options or ()))


def _class_map(rows: list[str], others: str, source: Source, path: Path) -> ClassMap:
    from trainer.building import ClassMap, findings_of, offered

    mapped = tuple(_pair(one, "--map") for one in rows)
    if others != "offer":
        return ClassMap(mapped, others)
    named = {finding for finding, _ in mapped}
    offer = offered(_tried(lambda: findings_of(source), path).counts)
    return ClassMap((*mapped, *(row for row in offer.rows if row[0] not in named)), "drop")


def _pair(text: str, option: str) -> tuple[str, str]:
    name, sign, value = text.rpartition("=") if option == "--map" else text.partition("=")
    if not sign or not name:
        fail(f"{option} takes NAME=VALUE, found {text!r}", WRONG_USAGE)
    return name.strip(), value.strip()


def _dataset(table: Path) -> Dataset:
    from trainer.dataset import read_dataset

    return _tried(lambda: read_dataset(table), table)


def _tried(work: Callable[[], _Answer], what: Path, written: Path | None = None) -> _Answer:
    """Do what may be refused: a refusal of ``what``, or a disk that does not take ``written``, ends the command."""
    from core.errors import Cxr12Error

    try:
        return work()
    except Cxr12Error as error:
        fail(f"{what}: {error}")
    except OSError as error:
        fail(f"{written or what}: {error.strerror or error}")


def _tell(notes: tuple[str, ...]) -> None:
    for note in notes:
        typer.echo(note)
