import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest

from resources import resource
from viewer.actions import key_rows
from viewer.help.context import BESIDE, PAGES
from viewer.help.manual import ManualWindow, keyboard_page
from viewer.help.pages import KEYBOARD, ORDER, Page, read_pages, search
from viewer.help.shortcuts import mouse_rows


def pages():
    return read_pages(keyboard_page(mouse_rows(), key_rows()))


def test_the_pages_come_in_order_and_each_has_a_title_of_its_own(qapp):
    names = [page.name for page in pages()]
    assert names == sorted(names, key=ORDER.index)
    assert set(names) >= {"index", "classify", "train", "compare", "privacy", KEYBOARD, "troubleshooting"}
    titles = [page.title for page in pages()]
    assert len(set(titles)) == len(titles)
    assert not set(titles) & set(names)


def test_every_link_leads_to_a_page(qapp):
    known = {page.name for page in pages()}
    for page in pages():
        for target in re.findall(r"\]\(([^)]*)\)", page.text):
            assert re.fullmatch(r"[a-z]+\.md(#[\w-]+)?", target), f"{page.name}: {target}"
            assert target.partition(".")[0] in known, f"{page.name}: {target}"


def test_every_part_of_the_window_has_its_page(qapp):
    assert {*PAGES.values(), *BESIDE.values()} <= {page.name for page in pages()}


def test_the_manual_ships_as_plain_files():
    """No HTML, no pictures from elsewhere: the pages are shown by Qt's own Markdown reader, offline."""
    for file in resource("manual").glob("*.md"):
        text = file.read_text(encoding="utf-8")
        assert "http" not in text
        assert not re.search(r"<[a-z]+[ />]", text), file.name
        assert text.startswith("# ")
        assert text.endswith("\n")


MADE = (
    Page(
        "one", "One", "# One\n\nThe quick\nbrown fox.\n\n## Deep *window*\n\n- jumps **over**\n  the lazy dog\n- item\n"
    ),
    Page("two", "Two", "# Two\n\n| Keys | Does |\n|---|---|\n| Ctrl\\+O | Opens [all](one.md) |\n\nA window, too.\n"),
)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("brown", [("one", "One", "The quick brown fox.")]),
        ("quick fox", [("one", "One", "The quick brown fox.")]),
        ("BRO", [("one", "One", "The quick brown fox.")]),
        ("rown", []),
        ("window", [("one", "Deep window", "jumps over the lazy dog"), ("two", "Two", "A window, too.")]),
        ("window dog", [("one", "Deep window", "jumps over the lazy dog")]),
        ("opens ctrl", [("two", "Two", "Ctrl+O: Opens all")]),
        ("fox dog", []),  # not in one section
        ("(", []),
        ("  ", []),
    ],
)
def test_search_finds_the_sections_that_hold_all_words(asked, found):
    hits = [(hit.page.name, hit.heading, hit.excerpt) for hit in search(MADE, asked)]
    if asked == "window":  # the line of a section found by its heading may be any
        hits = [(name, heading, found[i][2]) for i, (name, heading, _) in enumerate(hits)]
    assert hits == found


def test_a_long_line_is_cut_at_words_around_the_first_one_asked_for():
    text = "# T\n\n" + "before " * 40 + "needle " + "after " * 40 + "\n"
    (hit,) = search((Page("t", "T", text),), "needle")
    assert len(hit.excerpt) <= 130
    assert set(hit.excerpt.split()) == {"\u2026", "before", "needle", "after"}


@pytest.fixture
def manual(qtbot):
    manual = ManualWindow(lambda: keyboard_page(mouse_rows(), key_rows()))
    qtbot.addWidget(manual)
    manual.show_page("index")
    manual.show()
    return manual


def listed(manual):
    return [manual._list.item(row).text() for row in range(manual._list.count())]


def test_contents_open_pages_and_back_returns(qtbot, manual):
    assert not manual.isModal()
    assert listed(manual) == [page.title for page in pages()]
    assert manual._list.currentItem().text() == "Getting started"
    manual._list.setCurrentRow(listed(manual).index("Classify"))
    assert manual._browser.toPlainText().startswith("Classify")
    assert "Classify" in manual.windowTitle()
    manual._browser.anchorClicked.emit(QUrl("train.md"))
    assert manual._browser.toPlainText().startswith("Train")
    manual._browser.anchorClicked.emit(QUrl("no-such.md"))
    assert manual._browser.toPlainText().startswith("Getting started")
    for title in ("Train", "Classify", "Getting started"):
        qtbot.mouseClick(manual._previous, Qt.MouseButton.LeftButton)
        assert manual._browser.toPlainText().startswith(title)
    assert not manual._previous.isEnabled()
    assert manual._list.currentItem().text() == "Getting started"


def test_typing_lists_hits_and_marks_them_on_the_page(manual):
    QTest.keyClicks(manual._line, "operating point")
    assert listed(manual)[0].startswith("Classify: ")
    QTest.keyClick(manual._line, Qt.Key.Key_Return)
    assert manual._shown == "classify"
    marked = [selection.cursor.selectedText() for selection in manual._browser.extraSelections()]
    plain = manual._browser.toPlainText()
    assert marked == re.findall(r"\boperating", plain, re.I) + re.findall(r"\bpoint", plain, re.I)
    assert len(marked) >= 4
    manual._line.setText("xyzzy")
    assert manual._list.count() == 0
    assert manual._nothing.isVisible()
    manual._line.clear()
    assert manual._browser.extraSelections() == []
    assert not manual._nothing.isVisible()


def test_a_heading_is_scrolled_to(manual):
    manual.resize(600, 300)
    manual.show_page("privacy", "Log")
    cursor = manual._browser.textCursor()
    assert cursor.block().text() == "Log"
    assert manual._browser.verticalScrollBar().value() > 0
    assert manual._browser.rect().contains(manual._browser.cursorRect(cursor))


def test_a_new_theme_reaches_the_page(qtbot, manual):
    def colors():
        table = next(f for f in manual._browser.document().rootFrame().childFrames())
        return table.format().toTableFormat().borderBrush().color()

    manual.show_page(KEYBOARD)
    palette = manual.palette()
    palette.setColor(QPalette.ColorRole.Mid, Qt.GlobalColor.red)
    manual.setPalette(palette)
    assert colors() == Qt.GlobalColor.red


def test_keys_are_shown_as_they_are(manual):
    manual.show_page(KEYBOARD)
    text = manual._browser.toPlainText()
    for keys, what in key_rows():
        assert keys in text
        assert what in text
