"""``cxr12 classify``: the probabilities a network gives for each image."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from viewer.command_line.output import ALL_WELL, SOME_REFUSED, WRONG_USAGE, fail, json_line, tracked

if TYPE_CHECKING:
    from core.classify import Classifier


def command(
    paths: Annotated[
        list[Path], typer.Argument(readable=False, help="Files or folders: DICOM, or greyscale PNG of 8 or 16 bits.")
    ],
    model: Annotated[str, typer.Option("--model", help="A name that 'cxr12 models' lists.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line.")] = False,
    csv_file: Annotated[Path | None, typer.Option("--csv", help="Write the results to this CSV file.")] = None,
) -> None:
    """Classify images with a network from the shelf. Research use only, never a diagnosis."""
    from core.classify import Classifier
    from core.errors import Cxr12Error
    from core.models.shelf import default_shelf

    if as_json and csv_file is not None:
        fail("--json and --csv exclude each other: give one of them", WRONG_USAGE)
    try:
        entry = default_shelf().get(model)
    except Cxr12Error as error:
        fail(f"--model {model}: {error}", WRONG_USAGE)
    if csv_file is not None:
        _check_csv(csv_file)  # before the work, not after it
    classifier = Classifier(entry)
    inputs = list(_inputs(paths))
    rows: list[dict[str, Any]] = []
    exit_code, seen = ALL_WELL, 0
    try:
        for path, named in tracked(inputs, "Classifying", len(inputs), quiet=as_json):
            row, counts = _classify(classifier, path, named)
            if row is None:
                continue
            seen += 1
            if row["status"] == "refused" and counts:
                exit_code = SOME_REFUSED
            if as_json:
                json_line(row)
            elif csv_file is None:
                typer.echo(_sentence(row))
            else:
                rows.append(row)
    finally:
        classifier.close()
    if seen == 0:
        typer.echo("no DICOM or PNG image was found", err=True)
    if csv_file is not None:
        _write_csv(csv_file, rows, entry.card.classes if entry.card else ())
    raise typer.Exit(exit_code)


def _inputs(paths: list[Path]) -> Iterator[tuple[Path, bool]]:
    """Every file below ``paths``, and whether it was named explicitly."""
    for path in paths:
        if path.is_dir():
            yield from ((p, False) for p in sorted(path.rglob("*")) if p.is_file())
        else:
            yield path, True


def _classify(classifier: Classifier, path: Path, named: bool) -> tuple[dict[str, Any] | None, bool]:
    """Return the row of one file (None: not an image, found in a folder) and whether a refusal is a failure."""
    from core.errors import ChildError, NotDicomError, RefusedError
    from core.picture import is_png, read_image

    base = {
        "file": str(path), "status": "refused", "reason": "", "class": None, "probabilities": None,
        "model": classifier.name, "ms": None,
    }  # fmt: skip
    try:
        prediction = classifier.predict(read_image(path))
    except NotDicomError as error:
        return (base | {"reason": error.reason}, True) if named else (None, False)
    except RefusedError as error:
        return base | {"reason": error.reason}, named or not is_png(path)
    except ChildError as error:
        return base | {"reason": f"the network gave no answer: {error}"}, True
    return base | {
        "status": "classified",
        "class": prediction.top or None,  # no class: a tie, or none reaches its operating point
        "probabilities": dict(zip(prediction.classes, prediction.probabilities, strict=True)),
        "ms": round(prediction.milliseconds, 2),
    }, False


def _sentence(row: dict[str, Any]) -> str:
    if row["status"] == "refused":
        return f"{row['file']}: refused: {row['reason']}"
    figures = ", ".join(f"{name} {p:.3f}" for name, p in row["probabilities"].items())
    return f"{row['file']}: {row['class']} ({figures}; {row['model']}, {row['ms']:.0f} ms)"


def _check_csv(path: Path) -> None:
    """Refuse to write over anything but an earlier CSV file: an image must never be lost to a slip of the hand."""
    if not path.parent.is_dir():
        fail(f"--csv {path}: expected an existing folder, found no {path.parent}", WRONG_USAGE)
    if path.exists() and (path.suffix.lower() != ".csv" or not path.is_file()):
        fail(
            f"--csv {path}: expected a new file or an earlier .csv, found something else; choose another name",
            WRONG_USAGE,
        )


def _write_csv(path: Path, rows: list[dict[str, Any]], classes: tuple[str, ...]) -> None:
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("w", newline="", encoding="utf-8", errors="backslashreplace") as file:
            writer = csv.writer(file)
            writer.writerow(["file", "status", "reason", "class", *classes, "model", "ms"])
            for row in rows:
                probabilities = row["probabilities"] or {}
                cells = [row["file"], row["status"], row["reason"], row["class"] or ""]
                figures = [probabilities.get(name, "") for name in classes]
                writer.writerow([*map(_inert, cells), *figures, row["model"], "" if row["ms"] is None else row["ms"]])
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        fail(f"{path}: could not be written: {error.strerror}")


def _inert(cell: str) -> str:
    """Keep a spreadsheet from running a file name or a tag as a formula."""
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
