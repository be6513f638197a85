"""Compares runs in a process of its own (see :mod:`core.child`) and answers with the JSON twin of their report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from trainer.comparing import Declared, compare_arms
from trainer.report.writing import report_on
from trainer.study.ledger import ledger
from trainer.study.reporting import are_all_of, findings_of, report_of, study_of_runs

_PART = (
    "these are not all finished runs of their study: what it declared before its first run holds for all of them "
    "together, and is not used here"
)


def serve(request: dict[str, Any], _: bytearray) -> tuple[dict[str, Any], bytes]:
    """Answer a request with no facts and the twin as JSON.

    The request has ``runs``, paths of run folders, and ``figure`` and ``margin``, as in
    :class:`trainer.comparing.Declared`.
    """
    declared = Declared(figure=str(request["figure"]), margin=float(request["margin"]))
    twin = compared_report([Path(one) for one in request["runs"]], declared)
    return {}, json.dumps(twin, ensure_ascii=False, allow_nan=False).encode()


def compared_report(runs: Sequence[Path], declared: Declared) -> dict[str, Any]:
    """Compare runs and gather the report: as their study declared where they are all of one, else as given.

    Raises
    ------
    Cxr12Error
        If the runs cannot be compared; one sentence.
    """
    study = study_of_runs(runs)
    if study is not None and are_all_of(study, runs):
        return report_of(study)
    compared = compare_arms(runs, declared)
    if study is not None:
        compared = replace(compared, notes=(*compared.notes, _PART))
    return report_on(compared, ledger=ledger(runs), findings=findings_of(runs))
