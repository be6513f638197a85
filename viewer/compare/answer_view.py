"""The answer: what may be said of each pair of arms, in words, with its difference drawn, and what to know with it."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QPalette, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from viewer.compare.arm_report import ArmReport, Plain
from viewer.compare.difference_picture import HEIGHT, WIDTH, difference_picture, reach_of
from viewer.number_text import number_text
from viewer.sentences import in_language

_SIGNS = {"different": "\u2260", "equivalent": "\u2248", "inconclusive": "?"}
_CARE = "#b45f00", "#e69f00"  # on light, on dark


class AnswerView(QTextBrowser):
    """Text to read, select and scroll by keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: ArmReport | None = None
        self._said = ""
        self.setAccessibleName(self.tr("Answer of the comparison"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)

    def set_report(self, report: ArmReport) -> None:
        """Show what may be said of these arms."""
        self._report = report
        self._write()

    def say(self, text: str) -> None:
        """Show a sentence instead: that the arms are being compared, or why they could not be."""
        self._report, self._said = None, text
        self._write()

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102  Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._write()

    def _write(self) -> None:
        if self._report is None:
            self.setHtml(f"<p>{escape(in_language(self._said))}</p>")
            return
        twin, compared = self._report.twin, self._report.compared
        parts = [f"<h3>{escape(twin['question'])}</h3>" if twin["question"] else ""]
        parts += [self._arms(), self._declared(), *map(self._contrast, range(len(compared["contrasts"])))]
        if not compared["contrasts"]:
            parts.append(f"<p>{self.tr('There is one arm only, so nothing is compared.')}</p>")
        for found in twin["findings"]:
            parts.append(self._listed(self.tr("Be careful: leaks or shortcuts in the data"), found["warnings"], True))
        parts.append(self._listed(self.tr("To know when reading the figures"), compared["notes"], True))
        smallest = [one["sentence"] for one in compared["attainable"]]
        parts.append(self._listed(self.tr("The smallest margin that can be shown"), smallest, False))
        self._draw()
        self.setHtml("".join(parts))

    def _arms(self) -> str:
        assert self._report is not None
        arms = self._report.compared["arms"]
        lines = []
        for result in arms:
            label, seeds = result["arm"]["label"], result["arm"]["seeds"]
            count = self.tr("{0} seeds").format(len(seeds)) if len(seeds) > 1 else self.tr("one seed")
            lines.append(f"<b>{escape(self._report.letter(label))}</b>&nbsp; {escape(label)}, {escape(count)}")
        return f"<p>{'<br>'.join(lines)}</p>"

    def _declared(self) -> str:
        assert self._report is not None
        declared = self._report.compared["declared"]
        told = self.tr("Compared is the {0}; differences below {1} do not matter.").format(
            figure_words(declared["figure"]), number_text(declared["margin"], "g")
        )
        before = self.tr("Both, and the comparisons, were declared before the first run.")
        now = self.tr("Both were chosen now, not declared before the first run.")
        only = self.tr("Where an arm has one seed, a sentence is about these networks, never about a method.")
        drawn = self.tr(
            "Drawn: first arm minus second; thin line, {0} % interval; thick line, {1} % interval; grey, the margin."
        ).format(*(number_text(self._report.twin[name], "g") for name in ("interval_percent", "equivalence_percent")))
        said = [told, before if self._report.twin["declared_before"] else now]
        said += [drawn] if self._report.compared["contrasts"] else []
        said += [only] if self._report.twin["only_these_networks"] else []
        return f"<p style='color:{self._faint()}'>{escape(' '.join(said))}</p>"

    def _contrast(self, place: int) -> str:
        assert self._report is not None
        one = self._report.compared["contrasts"][place]
        letters = self.tr("{0} and {1}").format(self._report.letter(one["a"]), self._report.letter(one["b"]))
        verdicts = {
            "different": self.tr("different"),
            "equivalent": self.tr("equivalent"),
            "inconclusive": self.tr("inconclusive"),
        }
        heading = f"{_SIGNS[one['verdict']]}&nbsp; {escape(letters)}: {escape(verdicts[one['verdict']])}"
        picture = f"<img src='difference:{place}' width='{WIDTH}' height='{HEIGHT}'>"
        cause = f"<br><span style='color:{self._faint()}'>{escape(self._cause(one))}</span>"
        return f"<p><b>{heading}</b><br>{picture}<br>{escape(whole_sentence(one['sentence']))}{cause}</p>"

    def _cause(self, one: Plain) -> str:
        """Say what a difference may be put down to, by what else differs between the arms."""
        assert self._report is not None
        rows = [row for row in self._report.twin["ledger"] if {row["a"], row["b"]} == {one["a"], one["b"]}]
        return (
            in_language(rows[0]["sentence"])
            if rows
            else self.tr("What else differs between the arms was not examined.")
        )

    def _listed(self, heading: str, sentences: list[str], care: bool) -> str:
        if not sentences:
            return ""
        color = _CARE[self.palette().color(QPalette.ColorRole.Window).lightness() < 128]
        style = f" style='color:{color}'" if care else ""
        items = "".join(f"<li>{escape(whole_sentence(one))}</li>" for one in sentences)
        return f"<p><b{style}>{escape(heading)}</b></p><ul style='-qt-list-indent:0; margin-left:16px'>{items}</ul>"

    def _draw(self) -> None:
        """Make the pictures that the text names."""
        assert self._report is not None
        contrasts = self._report.compared["contrasts"]
        reach = reach_of(contrasts)
        for place, one in enumerate(contrasts):
            picture = difference_picture(one, reach, self.palette(), self.devicePixelRatioF())
            self.document().addResource(
                QTextDocument.ResourceType.ImageResource.value, QUrl(f"difference:{place}"), picture
            )

    def _faint(self) -> str:
        return self.palette().color(QPalette.ColorRole.PlaceholderText).name()


def whole_sentence(text: str) -> str:
    """Begin with a capital letter and end with a full stop, as the report does, in the language of the window."""
    from trainer.report.html import sentence

    return in_language(sentence(text))


def figure_words(name: str) -> str:
    """Name a figure inside a sentence: ``macro AUC``."""
    from trainer.comparing.figures import said

    return said(name)
