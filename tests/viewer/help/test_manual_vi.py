"""The Vietnamese manual says what the English one says, with the names that the Vietnamese window shows."""

import re

import pytest
import translations
from PySide6.QtCore import QLocale

from resources import resource
from viewer.help.manual import ManualWindow
from viewer.help.pages import Page, read_pages, search

PAGES = sorted(file.stem for file in resource("manual").glob("*.md"))
BOLD = re.compile(r"\*\*([^*]+)\*\*")
KEYS = {"Delete", "Space", "Up", "Down", "Left", "Right", "Home", "End", "Enter"}
"""What stands on keyboards, of which some are also words of the window."""

PARTS = {
    "levels of headings": r"^(#+) ",
    "blocks of code": r"^```.*?^```",
    "rows of tables": r"^\|[-|: ]*",
    "items of lists": r"^\s*(?:-|\d+\.) ",
    "pages linked to": r"\]\(([a-z]+\.md)",
}


def text(name, *language):
    return resource("manual", *language, f"{name}.md").read_text(encoding="utf-8")


def test_every_page_is_there():
    assert sorted(file.stem for file in resource("manual", "vi").glob("*.md")) == PAGES


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("part", PARTS)
def test_a_page_has_the_parts_of_the_english_one(name, part):
    english, said = (re.findall(PARTS[part], page, re.M | re.S) for page in (text(name), text(name, "vi")))
    if part == "pages linked to":  # within a sentence the order is that of the language
        english, said = sorted(english), sorted(said)
    assert said == english


@pytest.mark.parametrize("name", PAGES)
def test_what_is_typed_stays_as_it_is(name):
    pages = (text(name), text(name, "vi"))
    english, said = (sorted(re.findall(r"(?<!`)`([^`\n]+)`(?!`)", page)) for page in pages)
    marks = ("= ", "\u2260 ", "\u2212 ", "+ ")  # words of the window, in the comparison of attributes
    english, said = ([span for span in spans if not span.startswith(marks)] for spans in (english, said))
    assert said == english


@pytest.fixture(scope="module")
def shown():
    """Give what the window shows for each English text, without mnemonics."""
    names = {}
    for one, said in translations.read(translations.FOLDER / "cxr12_vi.ts").items():
        names.setdefault(bare(one.source), set()).add(bare(said))
    return names


def bare(name):
    return re.sub(r"\(&.\)|&|\u2026|\.\.\.", "", name).strip(" :.")


@pytest.mark.parametrize("name", PAGES)
def test_parts_of_the_window_are_called_by_their_names(name, shown):
    written = {
        bare(part) for found in BOLD.findall(text(name, "vi")) for part in re.split(r" > ", " ".join(found.split()))
    }
    for found in BOLD.findall(text(name)):
        for part in re.split(r" > ", " ".join(found.split())):
            if bare(part) in shown and part not in KEYS:
                assert shown[bare(part)] & written, f"{part}: expected one of {sorted(shown[bare(part)])}"


def test_every_link_leads_to_a_page_and_a_heading():
    headings = {name: {slug(found) for found in re.findall(r"^#+ (.*)$", text(name, "vi"), re.M)} for name in (*PAGES,)}
    for name in PAGES:
        for target, heading in re.findall(r"\]\(([a-z]+)\.md#?([^)]*)\)", text(name, "vi")):
            assert not heading or slug(heading) in headings[target], f"{name}: {target}#{heading}"


def slug(heading):
    return re.sub(r"[^\w]+", "-", heading.casefold()).strip("-")


def test_the_window_shows_the_manual_in_its_own_language(qtbot):
    before = QLocale()
    QLocale.setDefault(QLocale("vi"))
    try:
        manual = ManualWindow(lambda: "# Bàn phím\n")
        qtbot.addWidget(manual)
        manual.show_page("privacy")
    finally:
        QLocale.setDefault(before)
    assert manual.windowTitle().startswith(re.findall("^# (.*)", text("privacy", "vi"))[0])


def test_a_page_that_is_not_translated_is_shown_in_english():
    assert read_pages("# K\n", "xx") == read_pages("# K\n")


@pytest.mark.parametrize(
    ("asked", "found"), [("cửa sổ", 1), ("cua so", 1), ("CUA SO", 1), ("do", 1), ("cừa", 0), ("đo", 1), ("đò", 0)]
)
def test_words_are_found_with_and_without_their_accents(asked, found):
    page = Page("a", "A", "# A\n\nMột cửa sổ để đo.\n")
    assert len(search((page,), asked)) == found
