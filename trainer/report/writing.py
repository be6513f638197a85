"""From compared arms to two files: the page and its twin."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core import records
from core.errors import ComparisonError, Cxr12Error
from core.export.picture import write_file
from trainer.comparing import ComparedArms
from trainer.report.gather import MARK, Told, gather
from trainer.report.html import html
from trainer.report.runs import read_runs

if TYPE_CHECKING:
    from trainer.detective import Findings
    from trainer.study.ledger import Ledger

_PAGES = (".html", ".htm")


def write(
    compared: ComparedArms,
    out: Path,
    *,
    question: str = "",
    ledger: Ledger | None = None,
    findings: Sequence[Findings] = (),
    title: str = "",
    declared_before: bool = False,
) -> tuple[Path, Path]:
    """Write the report on compared arms: :func:`report_on`, then :func:`save`. Both say what is given and raised."""
    twin = report_on(
        compared, question=question, ledger=ledger, findings=findings, title=title, declared_before=declared_before
    )
    return save(twin, out)


def report_on(
    compared: ComparedArms,
    *,
    question: str = "",
    ledger: Ledger | None = None,
    findings: Sequence[Findings] = (),
    title: str = "",
    declared_before: bool = False,
) -> dict[str, Any]:
    """Gather all that a report tells: its JSON twin.

    Parameters
    ----------
    compared : ComparedArms
        The folders of its runs are read again, for learning curves, settings and environment.
    question, title : str
        Of the study. Without a title, the arms make one.
    ledger : Ledger, optional
        What differs between the arms.
    findings : sequence of Findings
        What is known of leaks and shortcuts in the data; the same findings of several runs are told once.
    declared_before : bool
        Figure, margin and comparisons were stored before the first run. If not, the page says so.

    Raises
    ------
    ComparisonError
        If a run folder cannot be read any more.
    """
    try:
        runs = read_runs(compared)
    except ValueError as error:
        raise ComparisonError(
            f"no report can be written: the settings or figures of a run are gone ({error})"
        ) from None
    told = Told(
        question=question,
        title=title,
        declared_before=declared_before,
        ledger=[] if ledger is None else records.to_plain(ledger)["rows"],
        findings=_once(_found(one) for one in findings),
    )
    return gather(compared, runs, told)


def save(twin: dict[str, Any], out: Path) -> tuple[Path, Path]:
    """Write the page of a twin, and the twin beside it; earlier ones of the same names are replaced.

    Parameters
    ----------
    out : Path
        Of the page; ends in ``.html``. The twin has the same name, ending in ``.json``.

    Returns
    -------
    tuple of Path
        Page and twin.

    Raises
    ------
    Cxr12Error
        If the name does not end in ``.html``, a file of another kind has one of the names, or cannot be written.
    """
    if out.suffix.lower() not in _PAGES:
        raise Cxr12Error(f"{out.name}: expected a name that ends in .html, found another one")
    text = json.dumps(twin, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    beside = out.with_suffix(".json")
    page = html(twin)
    write_file(beside, text.encode(), _twin_start())
    write_file(out, page.encode(), (b"<!DOCTYPE html>", b"<html"))
    return out, beside


def _twin_start() -> bytes:
    """Return how a twin begins: no other JSON file, such as those of a run folder, is ever replaced by one."""
    return f'{{\n "{MARK}":'.encode()


def _found(findings: Findings) -> dict[str, Any]:
    """Make plain what was found in the data: all of its numbers, and the sentences that people read."""
    return {
        "warnings": [str(warning) for warning in findings.warnings],
        "sentences": [str(sentence) for sentence in findings.sentences],
        "details": records.to_plain(findings),
    }


def _once(found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    different: list[dict[str, Any]] = []
    for one in found:
        if one not in different:
            different.append(one)
    return different
