"""Texts reach the user through the translation: none is written straight into a widget, and a translation is used."""

import ast
import re
import subprocess
import sysconfig
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QDockWidget,
    QGroupBox,
    QLabel,
    QMenuBar,
    QTabWidget,
    QWidget,
)

import viewer
from viewer import menus, translation
from viewer.actions import ACTIONS
from viewer.number_box import NumberBox
from viewer.number_text import number_text
from viewer.preferences.dialog import PreferencesDialog
from viewer.preferences.settings_page import SettingsPage
from viewer.settings import SETTINGS, Settings
from viewer.translation import begin_translation, language_locale

ROOM = Path(viewer.__file__).parent
NOT_SHOWN = ("command_line", "tour.py")  # the command line speaks English, the tour to developers
SHOWN_BY = {
    "QAction", "QCheckBox", "QDockWidget", "QGroupBox", "QLabel", "QMenu", "QPushButton", "QRadioButton",
    "QTableWidgetItem", "QTreeWidgetItem", "QListWidgetItem", "QToolBar", "Note", "Problem", "Section",
    "addAction", "addButton", "addItem", "addItems", "addMenu", "addRow", "addTab", "drawText", "insertItem", "say",
    "setAccessibleDescription", "setAccessibleName", "setHeaderLabels", "setHorizontalHeaderLabels",
    "setInformativeText", "setLabelText", "setPlaceholderText", "setPrefix", "setSpecialValueText", "setStatusTip",
    "setSuffix", "setTabText", "setText", "setTitle", "setToolTip", "setVerticalHeaderLabels", "setWhatsThis",
    "setWindowTitle", "showMessage",
}  # fmt: skip
SAME_EVERYWHERE = {"CXR-12", "CXR-12 \u00b7", "mm", "ms", "VOI LUT", "cd/m\u00b2"}  # names and units


def written_straight(path):
    """Every text with a word in it that goes into a widget as it is written, with its line."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name not in SHOWN_BY:
            continue
        arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
        if name == "addItem":
            del arguments[1:]  # the data behind it is not shown
        for argument in arguments:
            for text in _literals(argument):
                if any(letter.isalpha() for letter in text) and text.strip() not in SAME_EVERYWHERE:
                    yield f"{path.relative_to(ROOM)}:{call.lineno}: {name}({text!r})"


def _literals(node):
    """The words of a text, as far as it is not what a call makes of it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)
    elif isinstance(node, ast.JoinedStr | ast.List | ast.Tuple | ast.BinOp):
        for child in ast.iter_child_nodes(node):
            yield from _literals(child)


def test_no_text_goes_straight_into_a_widget():
    files = [path for path in sorted(ROOM.rglob("*.py")) if path.relative_to(ROOM).parts[0] not in NOT_SHOWN]
    assert len(files) > 60
    assert [found for path in files for found in written_straight(path)] == []


def test_the_check_finds_what_it_looks_for(monkeypatch, tmp_path):
    monkeypatch.setitem(globals(), "ROOM", tmp_path)
    file = tmp_path / "made.py"
    file.write_text(
        'QLabel("Said")\nlabel.setText(f"{n} files")\nlabel.setText(self.tr("{0} files").format(n))\n'
        'menu.addAction("Go" if x == "y" else self.tr("No"))\nlabel.setText("-")\nlog.info("Words")\n'
        'box.addItems(["One", b])\nbox.addItem(self.tr("Two"), "two")\n'
    )
    assert [found.partition(": ")[2] for found in written_straight(file)] == [
        "QLabel('Said')", "setText(' files')", "addAction('Go')", "addItems('One')",
    ]  # fmt: skip


@pytest.fixture
def vietnamese(tmp_path, monkeypatch):
    """A translation of two texts, made with Qt's own tool."""
    source = tmp_path / "cxr12_vi.ts"
    source.write_text(
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS><TS version="2.1" language="vi">'
        "<context><name>actions</name>"
        "<message><source>Open folder...</source><translation>M\u1edf th\u01b0 m\u1ee5c...</translation></message>"
        "<message><source>Image</source><translation>\u1ea2nh</translation></message>"
        "</context></TS>",
        encoding="utf-8",
    )
    tool = Path(sysconfig.get_path("scripts")) / "pyside6-lrelease"
    (tmp_path / "translations").mkdir()
    target = tmp_path / "translations" / "cxr12_vi.qm"
    subprocess.run([tool, source, "-qm", target], check=True, capture_output=True)
    monkeypatch.setattr(translation, "resource", lambda *parts: tmp_path.joinpath(*parts))


@pytest.fixture
def application(qapp):
    usual = QLocale()
    yield qapp
    QLocale.setDefault(usual)
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()


@pytest.mark.usefixtures("vietnamese")
def test_a_translation_is_loaded_and_reaches_menus(qtbot, application):
    assert "cxr12" in begin_translation(application, QLocale("vi_VN"))
    bar = QMenuBar()
    qtbot.addWidget(bar)
    made = {action.id: QAction(action.menu_text, bar) for action in ACTIONS}
    listed = menus.fill_menu_bar(bar, made)
    assert listed["Image"].title() == "\u1ea2nh"
    assert listed["View"].title() == "View"
    assert made["file.open_folder"].text() == "M\u1edf th\u01b0 m\u1ee5c\u2026"
    assert next(action for action in ACTIONS if action.id == "file.open_folder").title == "M\u1edf th\u01b0 m\u1ee5c"


@pytest.mark.usefixtures("vietnamese")
def test_other_languages_are_english_and_qt_speaks_its_own(qtbot, application):
    assert "cxr12" not in begin_translation(application, QLocale("de_DE"))
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(buttons)
    assert buttons.button(QDialogButtonBox.StandardButton.Cancel).text() == "Abbrechen"
    assert QApplication.translate("actions", "Image") == "Image"


def test_the_shipped_language_is_spoken_by_choice_alone(qtbot, application):
    assert begin_translation(application, language_locale("vi")) == ["cxr12"]  # Qt has no Vietnamese of its own
    assert QLocale().language() == QLocale.Language.Vietnamese
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Close)
    qtbot.addWidget(buttons)
    assert buttons.button(QDialogButtonBox.StandardButton.Cancel).text() == "H\u1ee7y"
    assert buttons.button(QDialogButtonBox.StandardButton.Close).text() == "\u0110\u00f3ng"
    titles = {action.id: action.title for action in ACTIONS}
    assert titles["file.open_folder"] == "M\u1edf th\u01b0 m\u1ee5c"


class Marking(QTranslator):
    """Translates every text into itself, with a mark."""

    def translate(self, context, source, disambiguation=None, n=-1):
        return f"\u2039{source}\u203a"

    def isEmpty(self):
        return False


def shown(widget):
    """Every text of a window that a user may see or hear, without what is typed or chosen from files."""
    for part in (widget, *widget.findChildren(QWidget)):
        if isinstance(part, QLabel | QAbstractButton | QGroupBox | QDockWidget):
            yield part.title() if isinstance(part, QGroupBox) else getattr(part, "text", part.windowTitle)()
        yield from (part.toolTip(), part.accessibleName(), part.accessibleDescription())
        yield getattr(part, "placeholderText", str)()
        if isinstance(part, QComboBox):
            yield from (part.itemText(i) for i in range(part.count()))
        if isinstance(part, QTabWidget):
            yield from (part.tabText(i) for i in range(part.count()))
    yield from (action.text() for action in widget.findChildren(QAction))


SAME_IN_THE_WINDOW = {
    "CXR-12", "VGG16", "VGG19", "ResNet50", "DenseNet121", "EfficientNetB1", "InceptionResNetV2", "Standard",
    "Proposed", "resnet50-proposed-128-native",
    "native", "display8", "thesis12", "thesis8", "float32", "bfloat16", "mixed_float16", "inferno", "viridis",
    "cividis", "LINEAR", "LINEAR_EXACT", "SIGMOID", "Aortic enlargement", "COVID-19", "Opacity", "Normal",
}  # fmt: skip
"""Names of networks, runs, presets, colour maps, functions and classes."""


def test_every_text_of_the_window_and_its_preferences_goes_through_the_translation(application, open_window):
    marking = Marking(application)
    application.installTranslator(marking)
    window = open_window()
    window.actions_by_id["view.preferences"].trigger()
    (preferences,) = window.findChildren(PreferencesDialog)
    seen = {text.strip() for top in (window, preferences) for text in shown(top) if re.search("[^\\W\\d_]{3}", text)}
    application.removeTranslator(marking)
    assert len(seen) > 250
    assert sorted(text for text in seen - SAME_IN_THE_WINDOW if "\u2039" not in text) == []


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_tab_of_the_panels_can_be_read(qtbot, application, open_window, language):
    begin_translation(application, language_locale(language))
    window = open_window()
    window.resize(1024, 700)
    bar = window.docks.tabs.tabBar()

    def fits():
        return bar.tabRect(0).left() >= 0 and bar.tabRect(bar.count() - 1).right() <= bar.width()

    qtbot.waitUntil(fits)
    window.docks.add_tab("label", QWidget())
    window.docks.set_tab_shown("label", shown=True)
    qtbot.waitUntil(lambda: bar.count() == 7 and fits())


def test_a_language_of_the_system_keeps_the_ways_of_the_system(monkeypatch):
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("en_GB"))
    assert language_locale("system").name() == "en_GB"
    assert language_locale("en").name() == "en_GB"
    assert language_locale("vi").name() == "vi_VN"
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("vi_VN"))
    assert language_locale("en").name() == "en_US"


def test_the_language_is_a_preference_each_named_in_itself(qtbot, tmp_path):
    settings = Settings(tmp_path / "preferences.json")
    assert settings["language"] == "system"
    page = SettingsPage([row for row in SETTINGS if row.key == "language"], settings)
    qtbot.addWidget(page)
    box = page.findChild(QComboBox, "language")
    assert [box.itemText(i) for i in range(box.count())] == ["Follow the system", "English", "Ti\u1ebfng Vi\u1ec7t"]
    qtbot.keyClick(box, "T")
    assert settings["language"] == "vi"
    assert Settings(tmp_path / "preferences.json")["language"] == "vi"


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en_US", ["1,234,567", "0.873", "-12.50", "+3.1", "nan"]),
        ("vi_VN", ["1.234.567", "0,873", "-12,50", "+3,1", "nan"]),
        ("C", ["1,234,567", "0.873", "-12.50", "+3.1", "nan"]),
    ],
)
def test_numbers_are_written_with_the_marks_of_the_language(application, language, written):
    QLocale.setDefault(QLocale(language))
    numbers = ((1_234_567, ","), (0.8732, ".3f"), (-12.5, ".2f"), (3.14, "+.1f"), (float("nan"), ".2f"))
    assert [number_text(*number) for number in numbers] == written


@pytest.mark.parametrize("language", ["en_US", "vi_VN", "de_DE"])
@pytest.mark.parametrize(
    ("typed", "meant"),
    [("2.25", 2.25), ("2,25", 2.25), ("0,125", 0.125), ("0.125", 0.125), ("-3,5", -3.5), ("1,2345", 1.2345)],
)
def test_a_number_may_be_typed_with_point_and_with_comma(qtbot, application, language, typed, meant):
    QLocale.setDefault(QLocale(language))
    box = NumberBox()
    qtbot.addWidget(box)
    box.setDecimals(4)
    box.setRange(-1e6, 1e6)
    box.setSuffix(" cd/m\u00b2")
    box.selectAll()
    QTest.keyClicks(box, typed)
    box.interpretText()
    assert box.value() == meant


@pytest.mark.parametrize(("language", "pasted"), [("en_US", "1,234.5"), ("vi_VN", "1.234,5"), ("en_US", "1234.5")])
def test_marks_between_thousands_stay_such(qtbot, application, language, pasted):
    QLocale.setDefault(QLocale(language))
    box = NumberBox()
    qtbot.addWidget(box)
    box.setRange(0, 1e6)
    box.lineEdit().setText(pasted)
    box.interpretText()
    assert box.value() == 1234.5
