"""Texts reach the user through the translation: none is written straight into a widget, and a translation is used."""

import ast
import subprocess
import sysconfig
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QMenuBar

import viewer
from viewer import menus, translation
from viewer.actions import ACTIONS
from viewer.translation import begin_translation

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
SAME_EVERYWHERE = {"CXR-12", "mm", "ms", "VOI LUT", "cd/m\u00b2"}  # names and units


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
    yield qapp
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()


@pytest.mark.usefixtures("vietnamese")
def test_a_translation_is_loaded_and_reaches_menus(qtbot, application):
    from PySide6.QtGui import QAction

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
