"""The model card for reading: what a network is for, its limits, and how well it did."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtWidgets import QTextBrowser, QWidget

from core.models.card import ModelCard
from viewer.classify.colors import class_title
from viewer.figures import chance_text, estimate_text

_STYLE = """
h4 { margin-top: 12px; margin-bottom: 2px; }
p { margin-top: 0; margin-bottom: 0; }
ul { margin-top: 0; margin-bottom: 0; margin-left: -24px; }
"""


class CardView(QTextBrowser):
    """Scrollable text of one model card; everything in the card is shown as plain text, never as markup."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName(self.tr("Model card"))
        self.setMinimumHeight(120)
        self.document().setDefaultStyleSheet(_STYLE)

    def set_card(self, card: ModelCard | None) -> None:
        """Show ``card``; None clears the view."""
        if card is None:
            self.clear()
            return
        parts = [self._verdict(card)]
        parts += self._section(self.tr("Intended use"), [card.intended_use])
        parts += self._section(self.tr("Limits"), card.limits)
        parts += self._metrics(card)
        parts += self._section(self.tr("More results"), card.results)
        parts += self._section(self.tr("Trained on"), [card.data])
        parts.append(self._facts(card))
        self.setHtml("".join(parts))

    def _verdict(self, card: ModelCard) -> str:
        if card.verified:
            return ""
        warning = self.tr("Not verified: this file came without a card of its own. Do not rely on its answers.")
        return f"<p><b>{escape(warning)}</b></p>"

    def _section(self, title: str, lines: Iterable[str]) -> list[str]:
        told = [escape(line) for line in lines if line.strip()]
        if not told:
            return []
        body = (
            f"<p>{told[0]}</p>" if len(told) == 1 else "<ul>" + "".join(f"<li>{line}</li>" for line in told) + "</ul>"
        )
        return [f"<h4>{escape(title)}</h4>", body]

    def _metrics(self, card: ModelCard) -> list[str]:
        if not card.metrics:
            return []
        heads = (self.tr("Figure"), self.tr("Value"), self.tr("Chance"), self.tr("n"))
        rows = ["<tr>" + "".join(f"<th align='left'>{escape(head)}</th>" for head in heads) + "</tr>"]
        for name, estimate in card.metrics.items():
            cells = (_figure_title(name), estimate_text(estimate), chance_text(estimate), str(estimate.n))
            rows.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>")
        table = f"<table cellpadding='3' cellspacing='0'>{''.join(rows)}</table>"
        return [f"<h4>{escape(self.tr('Test results, 95 % interval'))}</h4>", table]

    def _facts(self, card: ModelCard) -> str:
        facts = (
            (self.tr("Network"), f"{card.architecture} {card.variant}, {card.head}"),
            (self.tr("Parameters"), f"{card.parameters:,}"),
            (self.tr("Classes"), ", ".join(class_title(name) for name in card.classes)),
            (
                self.tr("Input"),
                f"{card.spec.width} x {card.spec.height} pixels, preset {card.spec.preset}, bits {card.spec.bits}",
            ),
            (self.tr("Made"), f"{card.created}, CXR-12 {card.app_version}"),
            (self.tr("Licence"), card.licence),
            (self.tr("Source"), card.source),
            (self.tr("SHA-256"), card.sha256),
        )
        rows = [f"<tr><td>{escape(name)}</td><td>{escape(value)}</td></tr>" for name, value in facts if value.strip()]
        return f"<h4>{escape(self.tr('Details'))}</h4><table cellpadding='3' cellspacing='0'>{''.join(rows)}</table>"


def _figure_title(name: str) -> str:
    """``macro_auc`` becomes ``Macro AUC``."""
    words = name.replace("_", " ").replace("auc", "AUC")
    return words[:1].upper() + words[1:]
