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

_WIDTH = 356  # of the right side
_BESIDE, _BESIDE_CROWDED = 14, 7  # what the style sets around the text of a tab, and a rounded pixel


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
        self._make_room()
        window.resizeDocks([self._left, self._right], [280, 360], Qt.Orientation.Horizontal)
        # By their age the tabs would come after all panels; Tab goes from the tabs into the panel shown.
        QWidget.setTabOrder(_stop_before(next(iter(panels.values()))), self.tabs)

    def show_browser(self) -> None:
        """Show the left side."""
        self._left.show()

    def show_tab(self, name: str) -> None:
        """Bring a panel of the right side to the front."""
        self._right.show()
        self.tabs.setCurrentWidget(self._panels[name])

    def add_tab(self, name: str, panel: QWidget) -> None:
        """Put one more panel on the right side, behind the others."""
        last = stops(list(self._panels.values())[-1])[-1]
        self._panels[name] = panel
        self.tabs.addTab(panel, QCoreApplication.translate("tabs", _TITLES[name]))
        for stop in stops(panel):
            QWidget.setTabOrder(last, stop)
            last = stop
        self._make_room()

    def set_tab_shown(self, name: str, *, shown: bool) -> None:
        """Offer a panel of the right side, or do not."""
        self.tabs.setTabVisible(self.tabs.indexOf(self._panels[name]), shown)
        self._make_room()

    def _make_room(self) -> None:
        """Move the tabs together where the usual width has no room for them, and then take the width that they need."""
        bar = self.tabs.tabBar()
        texts = [bar.tabText(i) for i in range(bar.count()) if bar.isTabVisible(i)]
        needed = sum(bar.fontMetrics().horizontalAdvance(text) for text in texts)
        crowded = needed + _BESIDE * len(texts) > _WIDTH
        bar.setProperty("crowded", crowded)
        bar.style().unpolish(bar)
        bar.style().polish(bar)
        bar.setElideMode(bar.elideMode())  # lays the tabs out by their new style
        self.tabs.setMinimumWidth(max(_WIDTH, needed + _BESIDE_CROWDED * len(texts)) if crowded else _WIDTH)

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


def _stop_before(widget: QWidget) -> QWidget:
    """Find the last widget that Tab may stop at before it comes to ``widget``."""
    before = widget.previousInFocusChain()
    while before is not None and not before.focusPolicy() & Qt.FocusPolicy.TabFocus:
        before = before.previousInFocusChain()
    return before or widget


def stops(part: QWidget) -> list[QWidget]:
    """List what Tab may stop at in a part of a window, in its order, also what is not on screen now."""
    # Not by nextInFocusChain(): PySide takes what that returns for a child of the widget that was asked, and when one
    # of them goes, all that were found after it count as gone.
    return [
        widget
        for widget in part.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and widget.window() is part.window()
    ]
