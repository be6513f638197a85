"""The two sides of the window: what to open on the left, what to do with it, as tabs, on the right."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QWidget

_TITLES = {
    "display": str(QT_TRANSLATE_NOOP("tabs", "Display")),
    "measure": str(QT_TRANSLATE_NOOP("tabs", "Measure")),
    "classify": str(QT_TRANSLATE_NOOP("tabs", "Classify")),
    "explain": str(QT_TRANSLATE_NOOP("tabs", "Explain")),
    "train": str(QT_TRANSLATE_NOOP("tabs", "Train")),
    "label": str(QT_TRANSLATE_NOOP("tabs", "Label")),
    "compare": str(QT_TRANSLATE_NOOP("tabs", "Compare")),
}
"""What the tabs are called; in full here, for the tool that collects texts to translate."""


class Docks(QObject):
    """Puts the panels at the sides of ``window``, and shows and hides them.

    Parameters
    ----------
    browser : QWidget
        The left side.
    panels : mapping of str to QWidget
        The tabs of the right side, by name.
    """

    def __init__(self, window: QMainWindow, browser: QWidget, panels: Mapping[str, QWidget]) -> None:
        super().__init__(window)
        self._panels = dict(panels)
        self.tabs = QTabWidget(window)
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(False)
        for name, panel in panels.items():
            self.tabs.addTab(panel, QCoreApplication.translate("tabs", _TITLES[name]))
        window.setDockNestingEnabled(False)
        self._left = _dock("browser", self.tr("Browser"), browser, window)
        self._right = _dock("panels", self.tr("Panels"), self.tabs, window)
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self._left)
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self._right)
        browser.setMinimumWidth(240)
        self.tabs.setMinimumWidth(356)
        window.resizeDocks([self._left, self._right], [280, 360], Qt.Orientation.Horizontal)

    def show_browser(self) -> None:
        """Show the left side."""
        self._left.show()

    def show_tab(self, name: str) -> None:
        """Bring a panel of the right side to the front."""
        self._right.show()
        self.tabs.setCurrentWidget(self._panels[name])

    def add_tab(self, name: str, panel: QWidget) -> None:
        """Put one more panel on the right side, behind the others."""
        self._panels[name] = panel
        self.tabs.addTab(panel, QCoreApplication.translate("tabs", _TITLES[name]))

    def set_tab_shown(self, name: str, *, shown: bool) -> None:
        """Offer a panel of the right side, or do not."""
        self.tabs.setTabVisible(self.tabs.indexOf(self._panels[name]), shown)
        bar = self.tabs.tabBar()
        bar.setProperty("crowded", shown)  # one more than the width has room for, so they move together
        bar.style().unpolish(bar)
        bar.style().polish(bar)

    def toggle(self) -> None:
        """Hide both sides, or show them again."""
        shown = self._left.isVisible() or self._right.isVisible()
        self._left.setVisible(not shown)
        self._right.setVisible(not shown)


def _dock(name: str, title: str, content: QWidget, window: QMainWindow) -> QDockWidget:
    dock = QDockWidget(title, window)
    dock.setObjectName(name)
    dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
    dock.setTitleBarWidget(QWidget(dock))  # the content says what it is
    dock.setWidget(content)
    return dock
