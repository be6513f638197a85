"""Studies in words: the same in the list, the form and the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from core.models.registry import ARCHITECTURES
from trainer.study.ledger import BIT_DEPTH, NOTHING, Row
from viewer.classify.colors import class_title
from viewer.figures import duration
from viewer.study.listing import PLANNED, ListedStudy

if TYPE_CHECKING:
    from trainer.study.planning import Plan
    from viewer.study.draft import Network


def status_text(status: str) -> str:
    """Name the state of a study, or of one of its runs."""
    words = {
        "planned": _tr("Planned"),
        "waiting": _tr("Waiting"),
        "running": _tr("Running"),
        "paused": _tr("Paused"),
        "finished": _tr("Finished"),
        "failed": _tr("Failed"),
        "interrupted": _tr("Interrupted"),
        "cancelled": _tr("Stopped"),
        "damaged": _tr("Damaged"),
    }
    return words.get(status, status)


def state_text(study: ListedStudy) -> str:
    """Say how far a study is: ``Paused, 3 of 12 runs, 1 failed``."""
    runs = ""
    if study.planned:
        told = _tr("{1} runs") if study.status == PLANNED else _tr("{0} of {1} runs")
        runs = told.format(study.finished, study.planned)
    failed = _tr("{0} failed").format(len(study.failed)) if study.failed else ""
    return ", ".join(filter(None, (status_text(study.status), runs, failed)))


def network_title(network: Network) -> str:
    """Name an architecture and variant: ``ResNet50 proposed``."""
    return f"{ARCHITECTURES[network[0]].title} {network[1]}"


def bits_title(bits: str) -> str:
    """Say what a bit-depth arm is."""
    titles = {
        "native": _tr("Native: all stored bits"),
        "8-max": _tr("8-max: each image to its maximum"),
        "8-voi": _tr("8-voi: through the default view"),
        "8-after-resize": _tr("8-after-resize: after the resize"),
    }
    return titles.get(bits) or _tr("{0} bits of the fixed range").format(bits)


def figure_title(figure: str) -> str:
    """Name a figure of :func:`trainer.comparing.figures.names`."""
    kind, _, of_class = figure.partition(":")
    titles = {
        "macro_auc": _tr("Macro AUC"),
        "balanced_accuracy": _tr("Balanced accuracy"),
        "accuracy": _tr("Accuracy"),
        "macro_f1": _tr("Macro F1"),
        "log_loss": _tr("Log loss"),
        "brier": _tr("Brier score"),
        "auc": _tr("AUC"),
        "sensitivity": _tr("Sensitivity"),
        "specificity": _tr("Specificity"),
    }
    named = titles.get(kind, kind)
    return _tr("{0} of {1}").format(named, class_title(of_class)) if of_class else named


def allowed_text(row: Row) -> str:
    """Say what a difference between two arms may be put down to."""
    if row.may_say == NOTHING:
        return _tr("chance alone: nothing differs")
    if len(row.factors) > 1:
        return _tr("none alone: {0}").format(", ".join(factor.name for factor in row.factors))
    return _tr("bit depth") if row.may_say == BIT_DEPTH else row.may_say


def plan_text(plan: Plan, *, at_once: int, with_data: bool) -> str:
    """Say what a study will do and take."""
    size = QLocale().formattedDataSize
    runs = _tr("{0} runs: {1} arms, {2} seeds.").format(len(plan.cells), len(plan.arms), len(plan.seeds))
    if not with_data:
        return "\n".join((runs, _tr("Choose the data to see time, disk and memory.")))
    # Where it is not known, a note of the plan says so.
    known = "" if plan.seconds is None else _tr("About {0}, one run after another.")
    time = known.format(duration(max(1.0, plan.seconds or 0.0)))
    needs = _tr("About {0} of disk, and {1} of memory with {2} at once.")
    memory = needs.format(size(plan.disk_bytes, 1), size(plan.memory_bytes, 1), at_once)
    return "\n".join(filter(None, (runs, time, memory)))


def sentence_of(clause: str) -> str:
    """Write a clause as a sentence of its own; one that begins with the name of a file leaves that as it is."""
    text = clause.strip()
    if not text:
        return ""
    begun = text[:1].upper() + text[1:] if text.split()[0].isalpha() else text
    return begun if begun.endswith((".", "!", "?")) else f"{begun}."


def _tr(text: str) -> str:
    return QCoreApplication.translate("study", text)
