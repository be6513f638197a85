"""``cxr12 results``: what networks said earlier, from the catalogue; no network is asked."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from viewer.command_line.keeping import open_catalogue, why_not_here
from viewer.command_line.output import WRONG_USAGE, fail, json_line

if TYPE_CHECKING:
    from core.dicom.catalogue import Catalogue
    from core.results.row import ResultRow

_KINDS = (".csv", ".json", ".jsonl", ".parquet")


def command(
    path: Annotated[Path | None, typer.Argument(readable=False, help="Only of this file or folder.")] = None,
    model: Annotated[str, typer.Option("--model", help="Only of this model.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write them to this file: .csv, .json, .jsonl or .parquet.")
    ] = None,
    labels: Annotated[
        Path | None, typer.Option("--training-labels", help="Write what readers said to this CSV file, for training.")
    ] = None,
) -> None:
    """List or export the results that are kept on this computer. Research use only, never a diagnosis."""
    from core.errors import Cxr12Error

    for name, file, kinds in (("--out", out, _KINDS), ("--training-labels", labels, (".csv",))):
        why = why_not_here(file, kinds) if file is not None else ""
        if why:
            fail(f"{name} {file}: {why}", WRONG_USAGE)
    try:
        with contextlib.closing(open_catalogue()) as catalogue:
            rows = [row for row in _rows(catalogue, path) if model in ("", row.model)]
            if labels is not None:
                _write_labels(catalogue, labels)
        _tell(rows, as_json, out, quiet=labels is not None)
    except Cxr12Error as error:
        fail(str(error))


def _rows(catalogue: Catalogue, root: Path | None) -> list[ResultRow]:
    from core.results.row import result_row
    from core.results.store import ResultStore
    from core.results.verdicts import VerdictStore

    verdicts = VerdictStore(catalogue)
    rows = []
    for one in ResultStore(catalogue).rows(root):
        said = verdicts.on(one.prediction, one.path)
        judged = ("", "") if said is None else (said.verdict, said.relabel)
        rows.append(result_row(one.prediction, one.path, verdict=judged[0], relabel=judged[1]))
    return rows


def _tell(rows: list[ResultRow], as_json: bool, out: Path | None, *, quiet: bool) -> None:
    from core.export.table import record, write_table

    if out is not None:
        write_table(out, rows)
        typer.echo(f"{out}: {len(rows)} results are written", err=True)
    elif as_json:
        for row in rows:
            json_line(record(row))
    elif not rows and not quiet:
        typer.echo("no results are kept here", err=True)
    else:
        for row in rows if not quiet else ():
            typer.echo(_sentence(row))


def _sentence(row: ResultRow) -> str:
    said = row.prediction
    assert said is not None
    figures = ", ".join(f"{name} {p:.3f}" for name, p in zip(said.classes, said.probabilities, strict=True))
    verdict = ", ".join(part for part in (row.verdict, row.relabel) if part)
    judged = f"; verdict: {verdict}" if verdict else ""
    origin = f"{said.model}, CXR-12 {said.app_version}, {said.created[:19]}"
    return f"{row.path}: {said.top or None} ({figures}; {origin}{judged})"


def _write_labels(catalogue: Catalogue, path: Path) -> None:
    from core.errors import Cxr12Error
    from core.results.training_labels import training_labels, write_training_labels
    from core.results.verdicts import VerdictStore

    found = training_labels(VerdictStore(catalogue).rows())
    try:
        write_training_labels(found, path)
    except OSError as error:
        raise Cxr12Error(f"{path}: could not be written: {error.strerror}") from None
    typer.echo(
        f"{path}: {len(found.rows)} labels are written; left out: {found.undecided} rejected without another class, "
        f"{found.gone} gone, {found.changed} changed, {found.unwritable} with unfit names",
        err=True,
    )
