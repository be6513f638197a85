"""Sum up the bit-depth study: ``bitdepth_summary.py STUDIES OBSERVER.json OUT``.

Reads the reports of the studies that ``recipes/bitdepth/*.toml`` declare, as ``cxr12 study`` wrote them into the folder
STUDIES, corrects the p values of all contrasts as the one family that was declared, and writes ``summary.json``,
``summary.md`` and, with what the observer saw, ``auc.svg`` and ``difference.svg`` into OUT. Figures and intervals are
those of the reports: nothing is estimated here.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bitdepth_figures import auc_figure, difference_figure

from core import records
from core.errors import Cxr12Error
from core.paired import holm
from core.phantom.observer import Seen
from core.whole_file import write_whole
from trainer.comparing.contrasts import verdict_of
from trainer.study.reading import read_study
from trainer.study.record import folder_name, read_begun

INFORMATIVE = 0.9
"""AUC that the 12-bit arm must reach at the highest contrast, declared beforehand."""

_NAME = re.compile(r"levels(\d+)(?:-(\d+))?")


@dataclass(frozen=True, slots=True)
class ArmPoint:
    """Mean AUC of an arm over its seeds at one contrast, with its interval."""

    levels: int
    size: int
    arm: str
    auc: float
    low: float
    high: float
    per_seed: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One declared contrast; NaN where its study is not finished.

    Attributes
    ----------
    levels, size : int
        Contrast of the finding in grey levels of 4096, and input height and width in pixels.
    value, low, high, low90, high90 : float
        AUC of ``a`` minus that of ``b``, with the intervals of the report.
    is_equivalent : bool
        The 90 % interval lies inside the margin.
    p, p_family : float
        Of no difference; and after Holm over all contrasts of all studies.
    verdict : str
        ``equivalent``, else ``different`` (by ``p_family``), else ``inconclusive``; empty where not finished.
    may_say : str
        What alone differs between the arms by the confound ledger, or that there is more than one thing.
    """

    levels: int
    size: int
    a: str
    b: str
    value: float
    low: float
    high: float
    low90: float
    high90: float
    margin: float
    alpha: float
    is_equivalent: bool
    p: float
    p_family: float
    verdict: str
    may_say: str


@dataclass(frozen=True, slots=True)
class Summary:
    """All that the studies found.

    Attributes
    ----------
    family : int
        Contrasts declared over all studies, which Holm's correction counts.
    is_informative : bool
        The 12-bit arm reached :data:`INFORMATIVE` at the highest contrast.
    unfinished : tuple of str
        Names of studies without a report.
    """

    family: int
    is_informative: bool
    unfinished: tuple[str, ...]
    arms: tuple[ArmPoint, ...]
    differences: tuple[Difference, ...]
    observer: tuple[Seen, ...]


def summarise(declared: Path, studies: Path, observer: Path) -> Summary:
    """Read the reports of the studies that the TOML files in the folder ``declared`` describe.

    Raises
    ------
    Cxr12Error
        If none has a report, or a study folder is not of the study that is declared here.
    """
    arms: list[ArmPoint] = []
    differences: list[Difference] = []
    unfinished: list[str] = []
    for levels, size, path in sorted(_files(declared), key=lambda one: (one[1], -one[0])):
        study, _ = read_study(path)
        report = _report(studies / folder_name(study), path)
        if report is None:
            unfinished.append(study.name)
        else:
            arms += _arms(report, levels, size)
        differences += [_difference(report, levels, size, pair, study.declared) for pair in study.declared.contrasts]
    if not arms:
        raise Cxr12Error(f"{studies.name}: none of the {len(unfinished)} studies has a report: run recipes/bitdepth.sh")
    rows = records.parse(observer.read_bytes())["rows"]
    seen = tuple(records.from_plain(Seen, row) for row in rows)
    return Summary(
        family=len(differences),
        is_informative=_is_informative(arms),
        unfinished=tuple(unfinished),
        arms=tuple(arms),
        differences=judged(differences),
        observer=seen,
    )


def judged(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """Correct the p values of the whole family after Holm, and give each contrast its verdict by them."""
    adjusted = holm([one.p for one in differences])  # one that is not there counts as 1, and still counts
    return tuple(
        replace(one, p_family=p, verdict=_verdict(one, p)) for one, p in zip(differences, adjusted, strict=True)
    )


def _verdict(one: Difference, p_family: float) -> str:
    return "" if math.isnan(one.value) else verdict_of(one.is_equivalent, p_family < one.alpha)


def _files(declared: Path) -> list[tuple[int, int, Path]]:
    found = [(match, path) for path in declared.glob("*.toml") if (match := _NAME.fullmatch(path.stem))]
    return [(int(match[1]), int(match[2] or 128), path) for match, path in found]


def _report(folder: Path, declared: Path) -> dict[str, Any] | None:
    """Read the JSON twin of a study's report; None where it has none yet."""
    path = folder / "report.json"
    if not path.is_file():
        return None
    begun, (study, _) = read_begun(folder), read_study(declared)
    if replace(begun.study, data=Path()) != replace(study, data=Path()):
        raise Cxr12Error(f"{folder.name}: the study in this folder is not the one that {declared.name} declares")
    found: dict[str, Any] = records.parse(path.read_bytes())
    return found


def _arms(report: dict[str, Any], levels: int, size: int) -> list[ArmPoint]:
    figure = report["compared"]["declared"]["figure"]
    points = []
    for one in report["compared"]["arms"]:
        found = next(row for row in one["figures"] if row["name"] == figure)
        mean = found["mean"]
        ends = (_number(mean["low"]), _number(mean["high"]))
        points.append(
            ArmPoint(levels, size, one["arm"]["label"], mean["value"], *ends, tuple(map(_number, found["per_seed"])))
        )
    return points


def _difference(
    report: dict[str, Any] | None, levels: int, size: int, pair: tuple[str, str], declared: Any
) -> Difference:
    row = _row([] if report is None else report["compared"]["contrasts"], pair)
    ledger = _row([] if report is None else report["ledger"], pair)
    given = row.get("difference", {})
    return Difference(
        levels=levels,
        size=size,
        a=pair[0],
        b=pair[1],
        value=_number(given.get("value")),
        low=_number(given.get("low")),
        high=_number(given.get("high")),
        low90=_number(row.get("low90")),
        high90=_number(row.get("high90")),
        margin=declared.margin,
        alpha=declared.alpha,
        is_equivalent=bool(row.get("is_equivalent")),
        p=_number(row.get("p")),
        p_family=math.nan,
        verdict="",
        may_say=str(ledger.get("may_say", "")),
    )


def _row(rows: Sequence[dict[str, Any]], pair: tuple[str, str]) -> dict[str, Any]:
    """Find the row of a contrast; empty where there is none."""
    return next((row for row in rows if (row["a"], row["b"]) == tuple(pair)), {})


def _number(value: float | None) -> float:
    return math.nan if value is None else float(value)


def _is_informative(arms: Sequence[ArmPoint]) -> bool:
    top = max(point.levels for point in arms)
    return any(point.arm == "12-bit" and point.levels == top and point.auc >= INFORMATIVE for point in arms)


def markdown(summary: Summary) -> str:
    """Write the summary as tables."""
    lines = ["| grey levels | input | arm | AUC (95 % interval) | each seed |", "|---|---|---|---|---|"]
    for arm in summary.arms:
        seeds = ", ".join(f"{auc:.3f}" for auc in arm.per_seed)
        auc = f"{arm.auc:.3f} ({arm.low:.3f} to {arm.high:.3f})"
        lines.append(f"| {arm.levels} | {arm.size} | {arm.arm} | {auc} | {seeds} |")
    p_title = f"p (Holm over {summary.family})"
    lines += [
        "",
        f"| grey levels | input | contrast | difference (95 %) | 90 % | p | {p_title} | verdict | differs in |",
        "|---|---|---|---|---|---|---|---|---|",
        *map(_contrast_line, summary.differences),
        "",
        "| grey levels | input | arm | told apart (95 % interval) | d' |",
        "|---|---|---|---|---|",
    ]
    for seen in summary.observer:
        size = str(seen.size) if seen.size else "as stored"
        share = f"{seen.correct:.3f} ({seen.low:.3f} to {seen.high:.3f})"
        d = "" if math.isnan(seen.detectability) else f"{seen.detectability:.2f}"
        lines.append(f"| {round(seen.contrast * 4096)} | {size} | {seen.bits} | {share} | {d} |")
    if not summary.is_informative:
        lines += ["", f"Uninformative: at the highest contrast the 12-bit arm did not reach an AUC of {INFORMATIVE}."]
    lines += ["", *(f"Not finished, counted in the family: {name}." for name in summary.unfinished)]
    return "\n".join(lines).rstrip().replace(" -", " \u2212").replace("(-", "(\u2212") + "\n"


def _contrast_line(one: Difference) -> str:
    start = f"| {one.levels} | {one.size} | {one.a} minus {one.b} |"
    if not one.verdict:
        return f"{start} not finished | | | | | |"
    ends = f"{one.value:+.3f} ({one.low:+.3f} to {one.high:+.3f}) | {one.low90:+.3f} to {one.high90:+.3f}"
    p, family = (f"{p:.3f}" if p >= 0.001 else "< 0.001" for p in (one.p, one.p_family))
    return f"{start} {ends} | {p} | {family} | {one.verdict} | {one.may_say} |"


def main(studies: Path, observer: Path, out: Path, declared: Path | None = None) -> None:
    """Write summary and figures."""
    summary = summarise(declared or Path(__file__).resolve().parent / "bitdepth", studies, observer)
    out.mkdir(parents=True, exist_ok=True)
    text = json.dumps(records.to_plain(summary), indent=1, allow_nan=False) + "\n"
    write_whole(out / "summary.json", text.encode())
    write_whole(out / "summary.md", markdown(summary).encode())
    write_whole(out / "auc.svg", auc_figure(summary.arms, summary.observer).encode())
    write_whole(out / "difference.svg", difference_figure(summary.differences).encode())


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
