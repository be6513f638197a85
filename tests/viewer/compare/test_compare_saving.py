"""Reports that are saved from the panel: a page with its twin, or a PDF with the same words."""

import json
import re

import pytest
from PySide6.QtWidgets import QFileDialog

from viewer.compare.report_pdf import lay_out, write_study_pdf
from viewer.compare.saving import Saving


@pytest.fixture
def saving(qtbot, jobs):
    from PySide6.QtWidgets import QWidget

    above = QWidget()
    qtbot.addWidget(above)
    return Saving(jobs, above)


def asked_for(monkeypatch, path, kind=""):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), kind))


def test_a_page_and_its_numbers_are_saved(qtbot, saving, report, twin, tmp_path, monkeypatch):
    asked_for(monkeypatch, tmp_path / "mine", "Web page and its numbers (*.html)")
    with qtbot.waitSignal(saving.saved, timeout=20_000) as told:
        saving.ask(report)
    assert [path.name for path in told.args[0]] == ["mine.html", "mine.json"]
    assert json.loads((tmp_path / "mine.json").read_text()) == twin
    page = (tmp_path / "mine.html").read_text()
    assert twin["compared"]["contrasts"][0]["sentence"][1:] in page


def test_a_file_of_another_kind_is_not_replaced(qtbot, saving, report, tmp_path):
    for name in ("report.pdf", "report.html"):
        (tmp_path / name).write_text("an important note")
        with qtbot.waitSignal(saving.failed, timeout=20_000) as told:
            saving.save(report, tmp_path / name)
        assert "is not replaced" in told.args[0]
        assert (tmp_path / name).read_text() == "an important note"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.html", "report.json", "report.pdf"]


def test_a_pdf_has_pages_and_the_words_of_the_verdicts(qtbot, saving, report, tmp_path, monkeypatch):
    asked_for(monkeypatch, tmp_path / "mine", "PDF (*.pdf)")
    with qtbot.waitSignal(saving.saved, timeout=30_000) as told:
        saving.ask(report)
    assert told.args[0] == (tmp_path / "mine.pdf",)
    content = (tmp_path / "mine.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    document = lay_out(report.twin)
    assert len(re.findall(rb"/Type /Page\b", content)) == document.pageCount() >= 4
    text = " ".join(document.toPlainText().split())
    contrast = report.compared["contrasts"][0]
    assert contrast["sentence"][1:] in text
    assert f"A and B: {contrast['verdict']}" in text
    for paragraph in report.twin["methods"]:
        assert " ".join(paragraph["text"].split()) in text
    assert "Confusion matrices" in text
    assert "svg" not in text


def test_no_heading_of_a_pdf_stands_alone_at_the_end_of_a_page(qtbot, report):
    document = lay_out(report.twin)
    tall, headings = document.pageSize().height(), 0
    block = document.begin()
    while block.isValid():
        following = block.next()
        while following.isValid() and not following.text().strip():
            following = following.next()
        if block.blockFormat().headingLevel() and following.isValid():
            tops = [document.documentLayout().blockBoundingRect(one).top() for one in (block, following)]
            assert tops[0] // tall == tops[1] // tall, block.text()
            headings += 1
        block = block.next()
    assert headings > 15


def test_charts_of_a_pdf_are_drawn_as_lines_not_as_pixels(qtbot, report, tmp_path):
    content = write_study_pdf(tmp_path / "mine.pdf", report.twin).read_bytes()
    assert b"/Subtype /Image" not in content
    assert b"/Font" in content
