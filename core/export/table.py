"""Results as tables: CSV for spreadsheets, JSON and JSON lines for scripts, Parquet for data frames.

Every table says that it is for research only and carries, row by row, all it takes to give an answer again. Columns are
the same in all of them, but for the figures of each class: ``probability_normal``, ``score_normal`` and
``threshold_normal`` are columns of their own in CSV and Parquet, objects in JSON. Where answers are joint ones
(:mod:`core.ensemble`), so are ``low_normal``, ``high_normal`` and ``deviation_normal``, and ``members`` has every
answer that was averaged, as JSON.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import Cxr12Error
from core.export.picture import DISCLAIMER, SOFTWARE, write_file

if TYPE_CHECKING:
    from core.prediction import Prediction
    from core.results.row import ResultRow

CSV, JSON, JSON_LINES, PARQUET = ".csv", ".json", ".jsonl", ".parquet"
KINDS = (CSV, JSON, JSON_LINES, PARQUET)
"""Suffixes of the files that :func:`write_table` writes."""

_BEGINNINGS = {
    CSV: (b"file,", b'"file",', b"\xef\xbb\xbffile,", b'\xef\xbb\xbf"file",'),
    JSON: (b"{",),
    JSON_LINES: (b"{",),
    PARQUET: (b"PAR1",),
}
"""What an earlier table begins with: nothing else is replaced."""

_FORMULA = "=+\\-@\uff1d\uff0b\uff0d\uff20"  # and their full-width twins, which some spreadsheets take for them
_STARTS = re.compile(f"[\t\r\n]|[ \u00a0\u3000]*[{_FORMULA}]")
_INSIDE = re.compile(f"([;\t\r\n][ \"']*)(?=[{_FORMULA}])")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")

_FIGURES = ("probability", "score", "threshold")
_SPREAD = ("low", "high", "deviation")


def inert(cell: str) -> str:
    """Keep a spreadsheet from running a file name, a class or a tag as a formula; text that is a number stays one.

    References
    ----------
    OWASP, CSV Injection.
    """
    if _NUMBER.fullmatch(cell):
        return cell
    cell = _INSIDE.sub(r"\1'", cell)  # a spreadsheet that splits at semicolons would begin a cell there
    return "'" + cell if _STARTS.match(cell) else cell


def record(row: ResultRow) -> dict[str, Any]:
    """Give a row as what JSON holds: figures by class, NaN as None; what is not known of a refused image is None.

    Returns
    -------
    dict
        The columns of every table in their order; ``probabilities``, ``scores`` and ``thresholds`` are objects. Those
        of joint answers are there for such an answer alone.
    """
    said = row.prediction
    validity = said.validity if said else None
    spec = said.spec if said else None
    return {
        "file": _plain(str(row.path)),
        "status": row.status,
        "reason": row.reason,
        "class": (said.top or None) if said else None,  # none: a tie, or no class reaches its operating point
        "label": row.label or None,
        "verdict": row.verdict or None,
        "relabel": row.relabel or None,
        **{_plural(figure): _figures(said, figure) for figure in _FIGURES},
        "activation": said.activation if said else None,
        "doubtful": validity.is_doubtful if validity else None,
        "doubts": list(validity.reasons) if validity else None,
        "ood_score": _finite(validity.score) if validity else None,
        "ood_threshold": _finite(validity.threshold) if validity else None,
        "instance_uid": row.instance_uid or None,
        "frame": row.frame_index + 1,
        "pixel_sha256": said.pixel_sha256 if said else None,
        "model": row.model,
        "model_sha256": said.model_sha256 if said else None,
        "verified": said.verified if said else None,
        "preset": spec.preset if spec else None,
        "bits": spec.bits if spec else None,
        "width": spec.width if spec else None,
        "height": spec.height if spec else None,
        "engine": said.engine if said else None,
        "precision": said.precision if said else None,
        "temperature": said.temperature if said else None,
        "ms": round(said.milliseconds, 2) if said else None,
        "created": said.created if said else None,
        "app_version": said.app_version if said else None,
        **(_joint(said) if said and said.opinions else {}),
        "notice": DISCLAIMER,
    }


def write_table(path: Path, rows: Sequence[ResultRow], *, bom: bool = False) -> None:
    """Write results as the kind of file that the name asks for; it appears whole or not at all.

    Parameters
    ----------
    path : Path
        Ends in one of :data:`KINDS`. An earlier table of that kind is replaced, any other file is kept.
    rows : sequence of ResultRow
        In the order of the file.
    bom : bool
        Begin a CSV file with a byte order mark: spreadsheets then read it as UTF-8. Scripts rarely expect one.

    Raises
    ------
    Cxr12Error
        If the name asks for another kind, or the file cannot be written or is not to be replaced.
    """
    suffix = kind_of(path)
    write_file(Path(path), table(rows, suffix, bom=bom), _BEGINNINGS[suffix])


def kind_of(path: Path) -> str:
    """Give the kind of table that a file name asks for.

    Raises
    ------
    Cxr12Error
        If it is none of :data:`KINDS`.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in KINDS:
        raise Cxr12Error(f"{Path(path).name}: expected a name that ends in {', '.join(KINDS)}, found another one")
    return suffix


def table(rows: Sequence[ResultRow], kind: str, *, bom: bool = False) -> bytes:
    """Make the content of a table of one of :data:`KINDS`; parameters as for :func:`write_table`."""
    records = [record(row) for row in rows]
    if kind == CSV:
        return (b"\xef\xbb\xbf" if bom else b"") + csv_text(list(columns(records).items())).encode()
    if kind == JSON_LINES:
        return "".join(f"{_json(one)}\n" for one in records).encode()
    if kind == PARQUET:
        return _parquet(records)
    head = {"notice": DISCLAIMER, "software": SOFTWARE, "written": _now()}
    lines = ",\n".join(_json(one) for one in records)
    return f'{_json(head)[:-1]}, "results": [\n{lines}\n]}}\n'.encode()


def columns(records: Sequence[dict[str, Any]]) -> dict[str, list[Any]]:
    """Turn records of :func:`record` into flat columns: one for each figure of each class that any of them names."""
    flat: dict[str, list[Any]] = {}
    classes = list(dict.fromkeys(name for one in records for name in one["probabilities"] or ()))
    for name in dict.fromkeys(name for one in records for name in one) if records else record_names():
        figure = next((one for one in (*_FIGURES, *_SPREAD) if _plural(one) == name), None)
        if name == "members":
            flat[name] = [_json(one[name]) if name in one else None for one in records]
        elif figure is None:
            flat[name] = [one.get(name) for one in records]
        else:
            for label in classes:
                flat[f"{figure}_{label}"] = [(one.get(name) or {}).get(label) for one in records]
    return flat


def record_names() -> tuple[str, ...]:
    """Give the names of :func:`record`, in order."""
    from core.results.row import refused_row

    return tuple(record(refused_row(Path(), "", "")))


def csv_text(named: Sequence[tuple[str, Sequence[Any]]]) -> str:
    """Write columns, each with its name, as CSV: numbers stay numbers, and nothing of it is run by a spreadsheet."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([inert(name) for name, _ in named])
    writer.writerows([_cell(value) for value in line] for line in zip(*(values for _, values in named), strict=True))
    return text.getvalue()


def _cell(value: Any) -> Any:
    """Numbers stay numbers; all else becomes text that no spreadsheet runs."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    return inert(" ".join(value) if isinstance(value, list) else value or "")


def _json(value: object) -> str:
    return json.dumps(value, allow_nan=False, ensure_ascii=False)


def _parquet(records: list[dict[str, Any]]) -> bytes:
    # Imported here: only who asks for Parquet pays for it.
    import pyarrow as pa
    import pyarrow.parquet as pq

    flat = columns(records)
    flat["created"] = [None if one is None else datetime.datetime.fromisoformat(one) for one in flat["created"]]
    arrays = {name: pa.array(values, type=_arrow_type(name)) for name, values in flat.items()}
    told = {"notice": DISCLAIMER, "software": SOFTWARE, "written": _now()}
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(arrays).replace_schema_metadata(told), sink)
    return bytes(sink.getvalue())


_INTEGERS = ("frame", "width", "height", "answers")
_NUMBERS = ("ood_score", "ood_threshold", "temperature", "ms")
_BOOLEANS = ("doubtful", "verified")


def _arrow_type(name: str) -> Any:
    """Give the type of a column; also one without any value keeps it."""
    import pyarrow as pa

    if name in _INTEGERS:
        return pa.int32()
    if name in _BOOLEANS:
        return pa.bool_()
    if name in _NUMBERS or name.startswith(tuple(f"{figure}_" for figure in (*_FIGURES, *_SPREAD))):
        return pa.float64()
    if name == "created":
        return pa.timestamp("ms", tz="UTC")
    return pa.list_(pa.string()) if name == "doubts" else pa.string()


def _figures(said: Prediction | None, figure: str) -> dict[str, float | None] | None:
    if said is None:
        return None
    values = {"probability": said.probabilities, "score": said.scores, "threshold": said.thresholds}[figure]
    if not values:  # no operating points are set
        return None
    return {_plain(name): _finite(value) for name, value in zip(said.classes, values, strict=True)}


def _joint(said: Prediction) -> dict[str, Any]:
    """Give how far the answers of a joint one lie apart, class by class, and each of them."""
    names = [_plain(name) for name in said.classes]
    apart = {
        _plural(figure): {name: getattr(one, figure) for name, one in zip(names, said.spread, strict=True)}
        for figure in _SPREAD
    }
    members = [
        {
            "model": one.model,
            "model_sha256": one.model_sha256,
            "altered": one.alteration,
            "temperature": one.temperature,
            "probabilities": dict(zip(names, one.probabilities, strict=True)),
        }
        for one in said.opinions
    ]
    return {"answers": len(members), **apart, "members": members}


def _plural(figure: str) -> str:
    return "probabilities" if figure == "probability" else f"{figure}s"


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _plain(text: str) -> str:
    """File names need not be text."""
    return text.encode("utf-8", "backslashreplace").decode()


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
