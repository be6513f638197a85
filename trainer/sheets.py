"""Tables as lines of cells: CSV with commas or semicolons in UTF-8, and Parquet."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import zip_longest
from pathlib import Path
from typing import Any

from core.errors import DatasetError

CSV, PARQUET = ".csv", ".parquet"
Line = tuple[int, dict[str, str]]
"""Number of a line, from 1, and its cells by lower-case column name."""

_LARGEST = 1 << 28  # bytes of a table, unpacked where it is packed
_MOST_ROWS = 4_000_000


def read_sheet(path: Path) -> list[Line]:
    """Read a table; each cell is text without blanks at its ends, empty where there is none.

    The lines of a Parquet table are counted as if it were a CSV table with its header in line 1.

    Raises
    ------
    DatasetError
        If it is neither, too large, empty, or names a column twice.
    """
    if path.stat().st_size > _LARGEST:
        raise DatasetError(f"the table is larger than {_LARGEST >> 20} MB")
    if path.suffix.lower() == PARQUET:
        return _parquet(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        header = text.partition("\n")[0]
        delimiter = ";" if ";" in header and "," not in header else ","
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        numbered = [(reader.line_num, [cell.strip() for cell in line]) for line in reader]
    except (UnicodeDecodeError, csv.Error):
        raise DatasetError("the table is not a CSV file in UTF-8") from None
    numbered = [(number, cells) for number, cells in numbered if any(cells)]
    if len(numbered) < 2:
        raise DatasetError("the table lists no images")
    columns = _columns(numbered[0][1])
    return [(number, dict(zip_longest(columns, cells[: len(columns)], fillvalue=""))) for number, cells in numbered[1:]]


def parquet_bytes(columns: list[str], rows: list[list[str]]) -> bytes:
    """Write rows of text as a Parquet table."""
    import pyarrow as arrow
    import pyarrow.parquet as parquet

    cells = {name: arrow.array([row[i] for row in rows], arrow.string()) for i, name in enumerate(columns)}
    sink = io.BytesIO()
    parquet.write_table(arrow.table(cells), sink)
    return sink.getvalue()


def csv_bytes(columns: list[str], rows: list[list[str]]) -> bytes:
    """Write rows of text as a CSV table in UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8", "surrogateescape")  # file names need not be text


def _parquet(path: Path) -> list[Line]:
    import pyarrow as arrow
    import pyarrow.parquet as parquet

    try:
        with parquet.ParquetFile(path) as file:
            groups = [file.metadata.row_group(i).total_byte_size for i in range(file.metadata.num_row_groups)]
            if file.metadata.num_rows > _MOST_ROWS or sum(groups) > _LARGEST:
                raise DatasetError(f"the table is larger than {_LARGEST >> 20} MB or {_MOST_ROWS} rows")
            table = file.read()
    except (arrow.ArrowException, OSError):
        raise DatasetError("the table cannot be read as Parquet") from None
    columns = _columns(table.column_names)
    if not table.num_rows:
        raise DatasetError("the table lists no images")
    values = [column.to_pylist() for column in table.columns]
    return [
        (number, dict(zip(columns, (_cell(value) for value in row), strict=True)))
        for number, row in enumerate(zip(*values, strict=True), start=2)
    ]


def _columns(names: list[str]) -> list[str]:
    columns = [name.strip().lower() for name in names]
    twice = sorted(name for name, count in Counter(columns).items() if name and count > 1)
    if twice:
        raise DatasetError(f"the table names the column {twice[0]} twice: rename or remove one")
    return columns


def _cell(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # what other programs make of whole numbers in a column with gaps
    return "" if value is None or value != value else str(value).strip()
