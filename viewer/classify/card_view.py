"""The model card for reading: what a network is for, its limits, and how well it did."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QTextBrowser, QWidget

from core.models.card import Estimate, ModelCard
from viewer.classify.colors import class_title
from viewer.figures import chance_text, estimate_text
from viewer.number_text import number_text
from viewer.sentences import in_language

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
        parts += self._windows(card)
        parts += self._metrics(card)
        parts += self._calibration(card)
        parts += self._validity(card)
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
        told = [escape(in_language(line)) for line in lines if line.strip()]
        if not told:
            return []
        body = (
            f"<p>{told[0]}</p>" if len(told) == 1 else "<ul>" + "".join(f"<li>{line}</li>" for line in told) + "</ul>"
        )
        return [f"<h4>{escape(title)}</h4>", body]

    def _metrics(self, card: ModelCard) -> list[str]:
        if not card.metrics:
            return []
        lines = [self._figure(_figure_title(name, card.classes), one) for name, one in card.metrics.items()]
        title = f"<h4>{escape(self.tr('Test results, 95 % interval'))}</h4>"
        if card.calibration is None and not card.thresholds:
            return [title, *lines]
        of = self.tr("Of the network's own scores: before calibration, and the largest decides, not operating points.")
        if card.activation == "sigmoid" and "macro_average_precision" in card.metrics:
            of = self.tr("Each class on its own, at its operating point; accuracy: all classes of an image are right.")
        return [title, f"<p class='figure'>{escape(of)}</p>", *lines]

    def _windows(self, card: ModelCard) -> list[str]:
        told = [
            self.tr("Learned {0}: centre {1}, width {2}").format(
                i, number_text(window.center, ".3f"), number_text(window.width, ".3f")
            )
            for i, window in enumerate(card.windows, 1)
        ]
        of = self.tr("In its input's range, 0 to 1; the Display panel offers them for the image on screen.")
        return self._section(self.tr("Windows it learned"), [*told, of] if told else [])

    def _calibration(self, card: ModelCard) -> list[str]:
        title = f"<h4>{escape(self.tr('Calibration'))}</h4>"
        made = card.calibration
        points = zip(card.classes, card.thresholds, strict=False)  # a card may have none
        operating = ", ".join(f"{class_title(name)} {number_text(point, '.3f')}" for name, point in points)
        at = [self.tr("Operating points: {0}.").format(operating)] if operating else []
        if made is None:
            none = self.tr("None: its probabilities are what the network itself gives.")
            return [title, *(f"<p>{escape(line)}</p>" for line in (none, *at))]
        figures = [
            (self.tr("Log-loss"), made.log_loss),
            (self.tr("Log-loss before it"), made.raw_log_loss),
            (self.tr("Brier score"), made.brier),
            (self.tr("Brier score before it"), made.raw_brier),
            *(() if made.ece is None else ((self.tr("Expected calibration error"), made.ece),)),
        ]
        told = [self.tr("Temperature {0}.").format(number_text(made.temperature, ".3f")), in_language(made.data), *at]
        return [title, *(f"<p>{escape(line)}</p>" for line in told), *(self._figure(*one) for one in figures)]

    def _validity(self, card: ModelCard) -> list[str]:
        if card.ood is None:
            return []
        title = self.tr("Telling images it was not made for")
        parts = [f"<h4>{escape(title)}</h4>", f"<p>{escape(in_language(card.ood.data))}</p>"]
        for shift in card.ood.shifts:
            kind = QCoreApplication.translate("CardView", f"{shift.kind[:1].upper()}{shift.kind[1:]}")
            parts.append(self._figure(self.tr("{0}: AUROC").format(kind), shift.auroc))
            parts.append(self._figure(self.tr("{0}: false alarms at 95 % found").format(kind), shift.false_alarms))
        return parts

    def _figure(self, title: str, estimate: Estimate) -> str:
        value, _, interval = estimate_text(estimate).partition(" ")
        rest = (interval, self.tr("chance {0}").format(chance_text(estimate)), self.tr("n {0}").format(estimate.n))
        told = f"<b>{escape(value)}</b> {escape(' · '.join(filter(None, rest)))}"
        return f"<p class='figure'>{escape(title)}<br>{told}</p>"

    def _facts(self, card: ModelCard) -> str:
        facts = (
            (self.tr("Network"), card.network),
            (self.tr("Parameters"), number_text(card.parameters, ",")),
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
    title = QCoreApplication.translate("CardView", title[:1].upper() + title[1:])
    return f"{title}, {class_title(of)}" if of in classes else title
