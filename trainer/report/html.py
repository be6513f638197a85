"""The page of a report, written from its JSON twin alone: no scripts, and nothing loaded from anywhere."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from core.export.dicom.codes import title_of
from resources import resource
from trainer.comparing.figures import said
from trainer.report.chart import swatch
from trainer.report.figures import Charts
from trainer.report.twin import FILTERS, Node

PAGE, PRINTED = "study.html", "print.html"
MOST_SENTENCES, MOST_MORE, MOST_DISAGREEMENTS = 6, 20, 40
"""Verdicts in words at the top of the page, and in all where so many still can be read; images. The twin has all."""

_LONGEST = 70  # characters of a name in a table
_FIGURES = (
    ("macro_auc", "Macro AUC"),
    ("balanced_accuracy", "Balanced accuracy"),
    ("accuracy", "Accuracy"),
    ("macro_f1", "Macro F1"),
    ("log_loss", "Log loss"),
    ("brier", "Brier score"),
)
_OF_CLASSES = (("auc", "AUC"), ("sensitivity", "Sensitivity"), ("specificity", "Specificity"))


def html(twin: dict[str, Any], template: str = PAGE) -> str:
    """Write the page; everything that comes from a run or a user is text, never markup.

    Parameters
    ----------
    template : str
        :data:`PAGE`, or :data:`PRINTED`: the same for a program that lays out no more than tables and simple style.
    """
    # Imported here: only who asks for a report pays for it.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(resource("report")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    charts = Charts(twin)
    environment.filters |= FILTERS | {
        "short": short,
        "words": words,
        "sentence": sentence,
        "class_title": class_title,
        "figure_title": figure_title,
    }
    environment.globals |= {
        "charts": charts,
        "sample": lambda label: swatch(charts.style(str(label))),
        "letter": lambda label: charts.letter(str(label)),
        "of_arm": of_arm,
        "figures": _FIGURES,
        "of_classes": _OF_CLASSES,
        "most_sentences": MOST_SENTENCES,
        "most_more": MOST_MORE,
        "most_disagreements": MOST_DISAGREEMENTS,
        "shade": shade,
    }
    return environment.get_template(template).render(page=Node(twin))


def of_arm(result: Node, name: str) -> Node | None:
    """Find the figure of that name of an arm; None where it was not measured."""
    return next((figure for figure in result.figures if str(figure.name) == name), None)


def short(text: object) -> Markup:
    """Cut a long name; the whole of it is shown when pointed at."""
    name = str(text)
    if len(name) <= _LONGEST:
        return Markup("{}").format(name)
    return Markup('<span title="{}">{}\u2026</span>').format(name, name[: _LONGEST - 1])


def sentence(text: object) -> str:
    """Begin with a capital letter and end with a full stop."""
    told = str(text).strip()
    return told[:1].upper() + told[1:] + ("" if told.endswith((".", "!", "?")) else ".")


def class_title(name: object) -> str:
    """Write a class name for reading."""
    return title_of(str(name))


def words(text: object) -> str:
    """Turn the name of a column or fact into words: underscores become spaces."""
    return str(text).replace("_", " ")


def figure_title(name: object) -> str:
    """Write the name of a figure for reading: ``macro_auc`` becomes ``macro AUC``."""
    return said(str(name))


def shade(share: Node) -> str:
    """Make a share visible: CSS colour of a cell of a confusion matrix, dark text readable on all of them."""
    return f"rgba(0, 114, 178, {0.45 * (share.plain() or 0.0):.3f})"
