"""The manual: pages that ship with the program, in a window beside the one that is worked in; no network."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QRegularExpression, QSignalBlocker, Qt, QUrl
from PySide6.QtGui import QKeySequence, QPalette, QShortcut, QTextCursor, QTextFrameFormat, QTextTable
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from viewer.help.pages import Page, read_pages, search

_PLACE = Qt.ItemDataRole.UserRole


class ManualWindow(QDialog):
    """Contents and search on the left, the page on the right.

    Parameters
    ----------
    keyboard : callable
        Writes the page of keys, in Markdown.
    """

    def __init__(self, keyboard: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._keyboard = keyboard
        self._pages: dict[str, Page] = {}
        self._shown = ""
        self._back: list[str] = []
        self._build()
        self._lay_out()
        self._line.textChanged.connect(self._find)
        self._line.returnPressed.connect(lambda: self._open(self._list.currentItem() or self._list.item(0)))
        self._list.currentItemChanged.connect(lambda item, _: self._open(item))
        self._browser.anchorClicked.connect(self._on_browser_anchor_clicked)
        self._previous.clicked.connect(self._go_back)
        self.resize(960, 680)

    def show_page(self, name: str, heading: str = "") -> None:
        """Open a page, at a heading if there is one so called; the first page where there is no such page."""
        if not self._pages:
            self._pages = {page.name: page for page in read_pages(self._keyboard(), _language())}
            self._find(self._line.text())
        page = self._pages.get(name) or next(iter(self._pages.values()))
        if self._shown and self._shown != page.name:
            self._back.append(self._shown)
        self._show(page, heading)

    def search_for(self, asked: str) -> None:
        """Search for words, as if they had been typed."""
        self._line.setText(asked)

    def changeEvent(self, event: QEvent) -> None:
        """Write the page again when the theme changes: a document keeps its colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._shown:
            self._show(self._pages[self._shown], "")

    def _build(self) -> None:
        self._line = QLineEdit(self)
        self._line.setPlaceholderText(self.tr("Search the manual"))
        self._line.setAccessibleName(self.tr("Search the manual"))
        self._line.setClearButtonEnabled(True)
        self._list = QListWidget(self)
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = QLabel(self.tr("No page has these words."), self)
        self._nothing.setWordWrap(True)
        self._previous = QPushButton(self.tr("Back"), self)
        self._previous.setAutoDefault(False)
        self._browser = QTextBrowser(self)
        self._browser.setOpenLinks(False)
        self._browser.document().setDocumentMargin(16)
        self._browser.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._line.setFocus)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Back), self, self._go_back)

    def _lay_out(self) -> None:
        side = QWidget(self)
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        for widget in (self._line, self._nothing):
            left.addWidget(widget)
        left.addWidget(self._list, 1)
        left.addWidget(self._previous, 0, Qt.AlignmentFlag.AlignLeft)
        parts = QSplitter(Qt.Orientation.Horizontal, self)
        parts.addWidget(side)
        parts.addWidget(self._browser)
        parts.setStretchFactor(1, 1)
        parts.setSizes([280, 680])
        parts.setChildrenCollapsible(False)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 16, 16, 16)
        line.addWidget(parts)

    def _find(self, asked: str) -> None:
        """List the contents, or, while something is asked for, where it stands."""
        hits = search(tuple(self._pages.values()), asked)
        with QSignalBlocker(self._list):
            self._list.clear()
            if asked.strip():
                for hit in hits:
                    name = hit.page.title if hit.heading == hit.page.title else f"{hit.page.title}: {hit.heading}"
                    self._add_row(f"{name}\n{hit.excerpt}", hit.page.name, hit.heading)
            else:
                for page in self._pages.values():
                    self._add_row(page.title, page.name, "")
        self._list.setAccessibleName(self.tr("Hits") if asked.strip() else self.tr("Contents"))
        self._nothing.setVisible(bool(asked.strip()) and not hits)
        self._mark_row()
        self._highlight()

    def _add_row(self, text: str, name: str, heading: str) -> None:
        item = QListWidgetItem(text, self._list)
        item.setData(_PLACE, (name, heading))

    def _open(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.show_page(*item.data(_PLACE))

    def _go_back(self) -> None:
        if self._back:
            self._show(self._pages[self._back.pop()], "")

    def _show(self, page: Page, heading: str) -> None:
        self._shown = page.name
        self.setWindowTitle(self.tr("{0} - CXR-12 manual").format(page.title))
        self._browser.setMarkdown(page.text)
        self._browser.setAccessibleName(page.title)
        self._space_out()
        self._previous.setEnabled(bool(self._back))
        self._mark_row()
        self._highlight()
        self._go_to(heading)

    def _space_out(self) -> None:
        """Give headings and tables the room that Markdown leaves to who shows it."""
        document = self._browser.document()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._frame_table(frame)
        block = document.begin().next()
        while block.isValid():
            if block.blockFormat().headingLevel():
                space = block.blockFormat()
                space.setTopMargin(20)
                space.setBottomMargin(6)
                QTextCursor(block).setBlockFormat(space)
            block = block.next()

    def _frame_table(self, table: QTextTable) -> None:
        form = table.format().toTableFormat()
        form.setCellPadding(5)
        form.setCellSpacing(0)
        form.setBorder(1)
        form.setBorderCollapse(True)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBorderBrush(self.palette().brush(QPalette.ColorRole.Mid))
        table.setFormat(form)

    def _mark_row(self) -> None:
        """Choose the row of the page shown, in the table of contents."""
        if self._line.text().strip():
            return
        for row in range(self._list.count()):
            item = self._list.item(row)
            if item is not None and item.data(_PLACE)[0] == self._shown:
                with QSignalBlocker(self._list):
                    self._list.setCurrentRow(row)

    def _highlight(self) -> None:
        """Mark the words asked for, on the page."""
        marked = []
        for word in self._line.text().split():
            at = self._browser.document().find(_beginning(word), 0)
            while not at.isNull():
                selection = QTextEdit.ExtraSelection()
                selection.cursor = at
                selection.format.setBackground(self.palette().brush(QPalette.ColorRole.Highlight))
                selection.format.setForeground(self.palette().brush(QPalette.ColorRole.HighlightedText))
                marked.append(selection)
                at = self._browser.document().find(_beginning(word), at)
        self._browser.setExtraSelections(marked)

    def _go_to(self, heading: str) -> None:
        block = self._browser.document().begin()
        while heading and block.isValid():
            if block.blockFormat().headingLevel() and _slug(block.text()) == _slug(heading):
                bar = self._browser.verticalScrollBar()
                layout = self._browser.document().documentLayout()
                bar.setValue(int(layout.blockBoundingRect(block).top()) - 8)
                self._browser.setTextCursor(QTextCursor(block))
                bar.setValue(int(layout.blockBoundingRect(block).top()) - 8)
                return
            block = block.next()
        self._browser.moveCursor(QTextCursor.MoveOperation.Start)

    def _on_browser_anchor_clicked(self, url: QUrl) -> None:
        """Follow a link to another page; there are no others."""
        name = url.path().rpartition("/")[2].removesuffix(".md")
        self.show_page(name or self._shown, url.fragment())


def _language() -> str:
    """Code of the language of the window."""
    return QLocale().name().partition("_")[0]


def keyboard_page(mouse: Sequence[tuple[str, str]], keys: Sequence[tuple[str, str]]) -> str:
    """Write the page of keys and gestures, in Markdown."""
    changing = _tr(
        "Every key can be changed under **View > Preferences > Shortcuts**; this page shows the keys in use."
    )
    parts = (
        [f"# {_tr('Keyboard and mouse')}", "", changing, "", f"## {_tr('Mouse, in the image')}", ""],
        _table(_tr("Mouse"), mouse),
        ["", f"## {_tr('Keys')}", ""],
        _table(_tr("Keys"), keys),
    )
    return "\n".join(line for part in parts for line in part) + "\n"


def _tr(text: str) -> str:
    return QCoreApplication.translate("ManualWindow", text)


def _table(first: str, rows: Sequence[tuple[str, str]]) -> list[str]:
    cells = [(_escaped(left), _escaped(right)) for left, right in rows]
    head = [f"| {first} | {_tr('What it does')} |", "|---|---|"]
    return head + [f"| {left} | {right} |" for left, right in cells]


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>=~])", r"\\\1", text)


def _slug(heading: str) -> str:
    return re.sub(r"[^\w]+", "-", heading.casefold()).strip("-")


def _beginning(word: str) -> QRegularExpression:
    option = QRegularExpression.PatternOption
    pattern = rf"\b{QRegularExpression.escape(word)}"
    return QRegularExpression(pattern, option.CaseInsensitiveOption | option.UseUnicodePropertiesOption)
