"""The Vietnamese of the window is complete, keeps what a text must keep, and the shipped file is made of the source."""

import ast
import re
from itertools import combinations

import pytest
import translations
from PySide6.QtCore import QLibraryInfo, QTranslator
from qt_texts import QT_TEXTS
from translations import TABLES, Text, Unreadable

SOURCE = translations.FOLDER / "cxr12_vi.ts"
KEPT = (
    r"\{\d?\}",  # what is filled in
    r"%\d",
    r"\n",
    r"</?\w+>",
    r"\*\*|;;|\*\.\w+|\(\*\)",  # bold in the manual, filters of file dialogs
    r"(?:Ctrl|Alt|Shift)(?!\w)|Esc\b|Enter\b|Backspace\b",
    r"https?://\S+",
    r"\b(?:DICOM|GSPS|GSDF|PACS|AUC|SHA-256|CXR-12|OpenVINO|Keras|CSV|JSON|PNG|TIFF|PDF|LUT|SSIM|[A-Z][a-z]+ID)\b",
)
ONE_WINDOW = (
    ("DepthBar", "NetworkSection", "FlipsSection"),
    ("WindowEditor", "RenderingOptions"),
    ("PacsForm", "SendDialog"),
    ("RunsPage", "RunOptionsForm", "StudyDialog"),
    ("QuestionPage", "StudyDialog"),
    ("DeclarationPage", "RunOptionsForm", "StudyDialog"),
    ("StudiesWindow", "RunOptionsForm"),
)
"""Contexts whose mnemonics meet, besides those of one and the same context."""


@pytest.fixture(scope="module")
def wanted():
    return translations.texts()


@pytest.fixture(scope="module")
def known():
    return translations.read(SOURCE)


def test_every_text_of_the_window_has_its_translation(wanted, known):
    missing = [text for text in wanted if text not in known]
    assert missing == [], "run `make translations`, then translate what it calls unfinished"


def test_no_translation_is_kept_of_a_text_that_is_gone(wanted, known):
    assert sorted(known.keys() - set(wanted)) == [], "run `make translations`"


def test_what_a_text_must_keep_is_kept(known):
    def parts(text):
        return [sorted(re.findall(pattern, text)) for pattern in KEPT]

    lost = [(text, said) for text, said in known.items() if parts(text.source) != parts(said)]
    assert lost == []


def test_ends_of_texts_are_kept(known):
    def ends(text):
        dots = re.search(r"(\.\.\.|[.:?!\u2026])?\s*$", text)
        return re.match(r"\s*", text)[0], re.search(r"\s*$", text)[0], dots[1]

    assert [(text, said) for text, said in known.items() if ends(text.source) != ends(said)] == []


def mnemonic(text):
    found = re.search(r"&(\w)", text.replace("&&", ""))
    return found[1].lower() if found else ""


def test_keys_of_labels_stay_distinct(known):
    by_context = {}
    for text, said in known.items():
        if mnemonic(text.source):
            by_context.setdefault(text.context, []).append((text.source, said))
    groups = [(context,) for context in by_context if context not in QT_TEXTS] + list(ONE_WINDOW)
    met = [pair for group in groups for pair in combinations([x for c in group for x in by_context.get(c, [])], 2)]
    assert len(met) > 100
    met = [((a, said_a), (b, said_b)) for (a, said_a), (b, said_b) in met if mnemonic(a) != mnemonic(b)]
    assert [pair for pair in met if mnemonic(pair[0][1]) == mnemonic(pair[1][1])] == []


def test_a_label_has_a_key_where_the_english_has_one_and_it_can_be_typed(known):
    differing = [(text, said) for text, said in known.items() if bool(mnemonic(text.source)) != bool(mnemonic(said))]
    assert differing == []
    assert [said for said in known.values() if not mnemonic(said).isascii()] == []


def test_the_shipped_file_is_made_of_the_source(tmp_path):
    translations.release(SOURCE, tmp_path / "made.qm")
    assert (tmp_path / "made.qm").read_bytes() == SOURCE.with_suffix(".qm").read_bytes(), "run `make translations`"


def test_the_shipped_file_answers(known):
    shipped = QTranslator()
    assert shipped.load(str(SOURCE.with_suffix(".qm")))
    assert {text: shipped.translate(*text) for text in known} == known
    assert shipped.translate("tabs", "Train") == "Hu\u1ea5n luy\u1ec7n"


def test_texts_of_qt_are_written_as_qt_writes_them():
    german = QTranslator()
    assert german.load("qtbase_de", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    asked = [(context, source) for context, sources in QT_TEXTS.items() for source in sources]
    assert [text for text in asked if not german.translate(*text)] == []


def test_texts_are_collected_from_calls(tmp_path):
    file = tmp_path / "made.py"
    file.write_text(
        "def _tr(text: str) -> str:\n    return QCoreApplication.translate('room', text)\n"
        "ROWS = {'a': QT_TRANSLATE_NOOP('tabs', 'One')}\n"
        "class Outer:\n    def a(self):\n        self.tr('Two ' 'parts')\n"
        "        _tr('Three')\n        log('Not this')\n"
        "    class Inner:\n        def b(self):\n            return lambda: self.tr('Four')\n"
        "QCoreApplication.translate('there', 'Five')\npainter.translate(1, 2)\n"
    )
    assert translations._Collector(file).collect() == [
        Text("tabs", "One"), Text("Outer", "Two parts"), Text("room", "Three"), Text("Inner", "Four"),
        Text("there", "Five"),
    ]  # fmt: skip


@pytest.mark.parametrize("call", ["self.tr(word)", "self.tr(f'{n} files')", "menu.tr('None')", "self.tr('a', 'b')"])
def test_a_text_that_cannot_be_collected_is_refused(tmp_path, call):
    file = tmp_path / "made.py"
    file.write_text(f"class Made:\n    def a(self):\n        {call}\n")
    with pytest.raises(Unreadable, match=r"made\.py:3: write self\.tr with one literal text"):
        translations._Collector(file).collect()


def test_only_tables_are_translated_by_other_than_literals(wanted):
    """A text that stands in a variable is collected only if its context has a table, or names it with NOOP."""
    contexts = {text.context for text in wanted}
    loose = []
    for path in sorted((translations.ROOT / "viewer").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = dict(translations._translating(tree))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            context = named.get(getattr(call.func, "id", ""))
            if context and not isinstance(call.args[0], ast.Constant):
                loose.append(context)
    assert set(loose) <= contexts
    assert set(loose) - TABLES.keys() <= {"carried"}, "add its table to TABLES"


def test_merging_keeps_drops_and_takes_from_elsewhere(tmp_path):
    file = tmp_path / "cxr12_xx.ts"
    before = {Text("A", "Stop"): "Halt", Text("A", "Old"): "Alt"}
    wanted = [Text("A", "Stop"), Text("B", "Stop"), Text("B", "New <b>&</b>")]
    assert translations.write(file, wanted, before) == [Text("B", "New <b>&</b>")]
    assert translations.read(file) == {Text("A", "Stop"): "Halt", Text("B", "Stop"): "Halt"}
    assert 'language="xx"' in file.read_text(encoding="utf-8")


def test_a_language_begins_with_an_empty_file(tmp_path):
    file = tmp_path / "cxr12_xx.ts"
    file.touch()
    assert translations.read(file) == {}
