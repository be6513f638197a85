"""Writes the table of a dataset and the record of how it was made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import core
from core import records
from core.errors import DatasetError
from core.whole_file import write_whole
from trainer.building.reading import Known
from trainer.building.types import FORMATS, BuildPlan, Built
from trainer.dataset_folder import salted
from trainer.importing import importer
from trainer.sheets import csv_bytes, parquet_bytes
from trainer.sources import FACTS, LABEL, LABELS, Labelled

RECORD = "dataset.json"


def check_place(plan: BuildPlan) -> None:
    """Refuse to write over a table that is there, unless that is asked for.

    Raises
    ------
    DatasetError
        If there is one.
    """
    for form in FORMATS:
        table = plan.out / f"labels.{form}"
        if table.exists() and not (plan.replace and table == plan.table):
            raise DatasetError(
                f"the folder for the table already holds a {table.name}: choose another folder, or remove or replace it"
            )


def writable(path: Path) -> bool:
    """Tell whether a table can hold the path and give it back unchanged."""
    text = str(path.absolute())
    return text == text.strip() and text.isprintable()


def write_table(plan: BuildPlan, listed: Sequence[Labelled], known: Sequence[Known], salt: bytes) -> None:
    """Write the table: what training needs, and the facts that checks need. Only its owner can read it.

    The SOP Instance UID is written as a salted hash, the pixels as their SHA-256; a column without any value is left
    out.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    cells: dict[str, list[str]] = {
        "path": [_where(item.path, plan.out) for item in listed],
        LABELS if plan.multi_label else LABEL: [item.label for item in listed],
        "patient": [item.patient for item in listed],
        "split": [item.part for item in listed],
    }
    for name in FACTS:
        cells[name] = [dict(item.facts).get(name, "") for item in listed]
    cells |= {
        "rows": [str(fact.rows) for fact in known],
        "columns": [str(fact.columns) for fact in known],
        "bits": [str(fact.bits) for fact in known],
        "photometric": [fact.photometric for fact in known],
        "instance": [salted(salt, f"instance:{fact.instance}") if fact.instance else "" for fact in known],
        "pixel_sha256": [fact.pixels for fact in known],
    }
    filled = {name: column for name, column in cells.items() if any(column)}
    rows = [list(row) for row in zip(*filled.values(), strict=True)]
    plan.out.mkdir(parents=True, exist_ok=True, mode=0o700)
    content = (csv_bytes if plan.format == "csv" else parquet_bytes)(list(filled), rows)
    write_whole(plan.table, content, private=True)


def write_record(plan: BuildPlan, built: Built) -> None:
    """Write ``dataset.json``: how the table was made, without paths and patients.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    record = {
        "app_version": core.__version__,
        "sources": [
            {
                "importer": source.importer,
                "title": importer(source.importer).title,
                "name": source.name or source.importer,
                "part": source.part,
                "options": dict(source.options),
            }
            for source in plan.sources
        ],
        "classes": records.to_plain(plan.classes),
        "readers": plan.readers,
        "several": plan.several,
        "hash_patients": plan.hash_patients,
        "test_fraction": plan.test_fraction,
        "split_seed": plan.split_seed,
        "sealed": plan.seal,
        **{name: getattr(built, name) for name in ("counts", "parts", "images", "patients", "fingerprint")},
        "notes": list(built.notes),
        "refusals": list(built.refusals),
    }
    text = json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    write_whole(plan.out / RECORD, text.encode("utf-8"))


def _where(path: Path, out: Path) -> str:
    """Return the path from the table's folder where it lies below, so that both can be moved together."""
    full = path.absolute()
    text = full.relative_to(out.absolute()).as_posix() if full.is_relative_to(out.absolute()) else str(full)
    return str(full) if "\\" in text or text != text.strip() else text
