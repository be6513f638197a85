"""What can be done with a row of the browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu

from core.dicom.header import IMAGE
from core.zipped.files import archive_of

if TYPE_CHECKING:
    from core.dicom.header import HeaderFacts
    from viewer.browser.panel import BrowserPanel


def row_menu(browser: BrowserPanel, facts: HeaderFacts | None, folder: Path | None, *, hidden: bool) -> QMenu:
    """Make the menu of a row.

    Parameters
    ----------
    facts : HeaderFacts or None
        The file in the row; None for a group.
    folder : Path or None
        The folder that would be forgotten.
    """
    menu = QMenu(browser)
    if facts is not None:
        path = facts.path
        _add(
            menu,
            _tr("Open in the next pane"),
            lambda: browser.open_elsewhere_requested.emit(path),
            facts.status == IMAGE,
        )
        _add(menu, _tr("Show the attributes"), lambda: browser.tags_requested.emit(path))
        menu.addSeparator()
        _add(menu, _tr("Copy the path"), lambda: QGuiApplication.clipboard().setText(str(path)), not hidden)
        _add(menu, _tr("Show in its folder"), lambda: _show_folder(path), not hidden)
        menu.addSeparator()
    if folder is not None:
        name = (
            _tr("Forget this folder...") if hidden else _tr("Forget \u201c{0}\u201d...").format(folder.name or folder)
        )
        _add(menu, name.replace("&", "&&").replace("...", "\u2026"), lambda: browser.forget(folder))
    return menu


def _tr(text: str) -> str:
    return QCoreApplication.translate("browser_menu", text)


def _add(menu: QMenu, text: str, run: Callable[[], object], enabled: bool = True) -> None:
    action = menu.addAction(text)
    action.triggered.connect(run)
    action.setEnabled(enabled)


def _show_folder(path: Path) -> None:
    folder = (archive_of(path) or path).parent
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
