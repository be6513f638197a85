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
p.figure, li { margin-bottom: 4px; }
ul { margin-top: 0; margin-bottom: 0; margin-left: -24px; }
"""


_ABBREVIATIONS = ("auc", "f1", "nih", "ap", "pa")


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
        lines = []
        for name, estimate in card.metrics.items():
            value, _, interval = estimate_text(estimate).partition(" ")
            rest = (interval, self.tr("chance {0}").format(chance_text(estimate)), self.tr("n {0}").format(estimate.n))
            told = f"<b>{escape(value)}</b> {escape(' · '.join(filter(None, rest)))}"
            lines.append(f"<p class='figure'>{escape(_figure_title(name, card.classes))}<br>{told}</p>")
        return [f"<h4>{escape(self.tr('Test results, 95 % interval'))}</h4>", *lines]

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
        # No table: a narrow one would break words anywhere.
        lines = [f"<p>{escape(name)}: {escape(value)}</p>" for name, value in facts if value.strip()]
        return f"<h4>{escape(self.tr('Details'))}</h4>{''.join(lines)}"


def _figure_title(name: str, classes: Iterable[str]) -> str:
    """``macro_auc`` becomes ``Macro AUC``, ``auc_covid_19`` ``AUC, COVID-19``."""
    figure, _, of = name.partition("_")
    words = [figure] if of in classes else name.split("_")
    title = " ".join(word.upper() if word in _ABBREVIATIONS else word for word in words)
    title = title[:1].upper() + title[1:]
    return f"{title}, {class_title(of)}" if of in classes else title
