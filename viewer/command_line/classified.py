"""What ``cxr12 classify`` tells of each image: lines of text or JSON, a CSV or Parquet file, figures against labels."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from viewer.command_line.output import fail, json_line

if TYPE_CHECKING:
    from core.prediction import Prediction
    from core.results.agreement import Assessment
    from core.results.row import BatchRow, ResultRow
    from viewer.results.labels import Labels

_FIRST, _SECOND = ("file", "status", "reason", "class"), ("model", "ms", "label")
"""Columns before and behind the probabilities, which are named by their classes alone."""


@dataclass(slots=True)
class Output:
    """What is told of each row, and written at the end."""

    as_json: bool
    csv_file: Path | None
    parquet: Path | None
    classes: tuple[str, ...]
    labels: Labels | None
    rows: list[ResultRow] = field(default_factory=list)
    patients: dict[Path, str] = field(default_factory=dict)
    failed: bool = False

    def take(self, made: BatchRow) -> None:
        """Tell of one row."""
        self.failed |= made.failed
        if made.row is None:
            return
        row = made.row
        if self.labels is not None:
            row = replace(row, label=self.labels.of(row.path))
            own = made.result.patient if made.result is not None else ""
            self.patients[row.path] = self.labels.patient_of(row.path) or own
        self.rows.append(row)
        if self.as_json:
            json_line(self._plain(row))
        elif self.csv_file is None:
            typer.echo(_sentence(row))

    def finish(self) -> None:
        """Write files, and compare with labels."""
        from core.errors import Cxr12Error
        from core.export.table import write_table

        if not self.rows:
            typer.echo("no DICOM or PNG image was found", err=True)
        if self.csv_file is not None:
            self._write_csv(self.csv_file)
        if self.parquet is not None:
            try:
                write_table(self.parquet, self.rows)
            except Cxr12Error as error:
                fail(f"--parquet {self.parquet}: {error}")
        if self.labels is not None:
            self._compare()

    def _plain(self, row: ResultRow) -> dict[str, Any]:
        said = row.prediction
        plain: dict[str, Any] = {
            "file": str(row.path),
            "status": row.status,
            "reason": row.reason,
            "class": (said.top or None) if said else None,  # no class: a tie, or none reaches its operating point
            "probabilities": dict(zip(said.classes, said.probabilities, strict=True)) if said else None,
            "model": row.model,
            "ms": round(said.milliseconds, 2) if said else None,
        }
        if said is not None:
            from core.export.picture import DISCLAIMER
            from core.export.provenance import decided

            if said.activation == "sigmoid":  # each class on its own: there may be several
                plain["decided"] = list(decided(said))
            plain |= {
                "engine": said.engine,
                "precision": said.precision,
                "doubtful": said.validity.is_doubtful,
                "doubts": list(said.validity.reasons),
                "model_sha256": said.model_sha256,
                "pixel_sha256": said.pixel_sha256,
                "instance_uid": said.instance_uid,
                "notice": DISCLAIMER,
            }
            if said.opinions:
                plain["spread"] = _spread(said)
        return plain if self.labels is None else {**plain, "label": row.label or None}

    def _compare(self) -> None:
        from core.records import to_plain
        from core.results.agreement import assess

        found = assess(self.rows, self.patients)
        if self.as_json:
            json_line({"status": "compared", **to_plain(found)})
        else:
            typer.echo(_comparison(found))

    def _write_csv(self, path: Path) -> None:
        from core.export.table import csv_text
        from core.whole_file import write_whole

        try:
            write_whole(path, csv_text(self._columns()).encode())
        except OSError as error:
            fail(f"{path}: could not be written: {error.strerror}")

    def _columns(self) -> list[tuple[str, list[Any]]]:
        """Give what every table of results holds: the columns that scripts rely on first, the rest behind them."""
        from core.export.table import columns, record

        every = columns([record(row) for row in self.rows])
        unknown = [None] * len(self.rows)
        figures = [(name, every.pop(f"probability_{name}", unknown)) for name in self.classes]
        first, second = [[(name, every.pop(name)) for name in names] for names in (_FIRST, _SECOND)]
        return [*first, *figures, *second, *every.items()]


def _spread(said: Prediction) -> dict[str, Any]:
    """Tell how far the answers of a joint one lie apart, and each of them."""
    return {
        "answers": len(said.opinions),
        "classes": {
            name: {"low": one.low, "high": one.high, "deviation": one.deviation}
            for name, one in zip(said.classes, said.spread, strict=True)
        },
        "members": [
            {
                "model": one.model,
                "altered": one.alteration,
                "probabilities": dict(zip(said.classes, one.probabilities, strict=True)),
            }
            for one in said.opinions
        ],
    }


def _figures(said: Prediction) -> str:
    if not said.opinions:
        return ", ".join(f"{name} {p:.3f}" for name, p in zip(said.classes, said.probabilities, strict=True))
    rows = zip(said.classes, said.probabilities, said.spread, strict=True)
    return ", ".join(f"{name} {p:.3f} ({one.low:.3f} to {one.high:.3f} over {one.count})" for name, p, one in rows)


def _sentence(row: ResultRow) -> str:
    from core.export.provenance import decided

    said = row.prediction
    if said is None:
        return f"{row.path}: refused: {row.reason}"
    figures = _figures(said)
    label = f", label {row.label}" if row.label else ""
    doubt = "doubtful, " if said.validity.is_doubtful else ""
    called = ", ".join(decided(said)) or None
    return f"{row.path}: {doubt}{called} ({figures}; {said.model}, {said.milliseconds:.0f} ms{label})"


def _comparison(found: Assessment) -> str:
    figures = found.evaluation
    if figures is None:
        return "no answer has a label that is one of the model's classes"
    accuracy, auc = figures.accuracy, figures.macro_auc
    return (
        f"{figures.n} images of {figures.patients} patients: accuracy {accuracy.value:.3f} ({accuracy.low:.3f} to "
        f"{accuracy.high:.3f}, chance {accuracy.chance:.3f}), macro AUC {auc.value:.3f} ({auc.low:.3f} to "
        f"{auc.high:.3f}, chance {auc.chance:.3f}); left out: {found.unlabelled} without label, {found.foreign} with "
        f"another, {found.refused} without answer"
    )
