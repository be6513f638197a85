"""The monkey: seeded random keys, clicks, drags, wheels, tabs and actions on the real window."""

import random
from collections import deque

import shiboken6
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QTabBar, QWidget

LETTERS = "abcdfghilmnopqrstuwxyz0123456789+-=/[](),.;' "
KEYS = [
    getattr(Qt.Key, f"Key_{name}")
    for name in (
        "Left", "Right", "Up", "Down", "Home", "End", "PageUp", "PageDown", "Tab", "Backtab", "Escape", "Return",
        "Space", "Delete", "Backspace", "F1", "F2", "F6", "F11", "Plus", "Minus", "Menu",
    )
]  # fmt: skip
MODIFIERS = [
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier,
]  # fmt: skip
BUTTONS = [Qt.MouseButton.LeftButton] * 4 + [Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton]
NEVER = {"file.quit", "file.open_sample"}
"""Leaves the window; makes hundreds of radiographs, which is not what is tried here."""


class Monkey:
    """Does one thing at a time to ``window``; :attr:`done` tells the last things, for the report of a failure."""

    def __init__(self, window, seed):
        self._window, self._random = window, random.Random(seed)
        self.done = deque(maxlen=40)
        self._doings = (
            (self._press, 25), (self._type, 5), (self._click, 20), (self._drag, 15), (self._wheel, 8),
            (self._double_click, 3), (self._act, 15), (self._change_tab, 3), (self._choose_row, 8), (self._resize, 1),
            (self._menu, 2), (self._move, 3),
        )  # fmt: skip

    def step(self):
        """Do one thing, and let what was posted arrive; every so often let the event loop wait for jobs."""
        doing = self._random.choices([d for d, _ in self._doings], [w for _, w in self._doings])[0]
        try:
            doing()
        except RuntimeError as error:  # raised by the hand of the monkey itself, never by the window's own slots
            if "already deleted" not in str(error):
                raise
        QApplication.processEvents()
        if self._random.random() < 0.02:
            QTest.qWait(20)

    def _target(self):
        """A widget on screen, more often in the image than elsewhere."""
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget() or self._window
        if top is self._window and self._random.random() < 0.4:
            return self._window.image_view
        shown = [widget for widget in top.findChildren(QWidget) if widget.isVisible() and not widget.isWindow()]
        chosen = self._random.choice(shown) if shown else top
        return chosen if shiboken6.isValid(chosen) else self._window  # rubbish may be collected at any moment

    def _at(self, widget):
        return QPoint(self._random.randrange(max(widget.width(), 1)), self._random.randrange(max(widget.height(), 1)))

    def _note(self, what, widget=None, more=""):
        name = "" if widget is None else f" {type(widget).__name__} {widget.objectName()}"
        self.done.append(f"{what}{name} {more}".strip())

    def _press(self):
        widget = QApplication.focusWidget() or self._window
        key, modifier = self._random.choice(KEYS), self._random.choice(MODIFIERS)
        if modifier == Qt.KeyboardModifier.AltModifier and key == Qt.Key.Key_Space:
            return  # the menu of the window manager
        self._note("press", widget, f"{modifier.name} {key.name}")
        QTest.keyClick(widget, key, modifier)

    def _type(self):
        widget = QApplication.focusWidget() or self._window
        text = "".join(self._random.choices(LETTERS, k=self._random.randrange(1, 6)))
        self._note("type", widget, repr(text))
        QTest.keyClicks(widget, text)

    def _click(self):
        widget = self._target()
        at, button = self._at(widget), self._random.choice(BUTTONS)
        self._note("click", widget, f"{button.name} {at.toTuple()}")
        QTest.mouseClick(widget, button, self._random.choice(MODIFIERS[:4]), at)

    def _double_click(self):
        widget = self._target()
        at = self._at(widget)
        self._note("double click", widget, f"{at.toTuple()}")
        QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=at)

    def _drag(self):
        widget, button = self._target(), self._random.choice(BUTTONS)
        points = [self._at(widget) for _ in range(self._random.randrange(2, 6))]
        self._note("drag", widget, f"{button.name} {[point.toTuple() for point in points]}")
        QTest.mousePress(widget, button, pos=points[0])
        for point in points[1:]:
            QTest.mouseMove(widget, point)
        QTest.mouseRelease(widget, button, pos=points[-1])

    def _move(self):
        widget = self._target()
        self._note("move", widget)
        QTest.mouseMove(widget, self._at(widget))

    def _wheel(self):
        widget = self._target()
        at, turn = QPointF(self._at(widget)), self._random.choice((-240, -120, -15, 15, 120, 240))
        self._note("wheel", widget, f"{turn}")
        modifier = self._random.choice(MODIFIERS[2:5])
        event = QWheelEvent(
            at, QPointF(widget.mapToGlobal(at)), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, modifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, event)

    def _act(self):
        name = self._random.choice([name for name in self._window.actions_by_id if name not in NEVER])
        self._note("act", None, name)
        self._window.actions_by_id[name].trigger()

    def _change_tab(self):
        bars = [bar for bar in self._window.findChildren(QTabBar) if bar.isVisible() and bar.count()]
        if bars:
            bar = self._random.choice(bars)
            tab = self._random.randrange(bar.count())
            self._note("tab", bar, f"{tab}")
            # A tab that is off cannot be chosen by hand; made current all the same, Qt never comes back from a small
            # turn of the wheel over it: it steps by no tab at all in search of one that is on.
            if bar.isTabEnabled(tab) and bar.isTabVisible(tab):
                bar.setCurrentIndex(tab)

    def _choose_row(self):
        images = self._window.browser.model.images()
        if images:
            path = self._random.choice(images)
            self._note("choose", None, path.name)
            self._window.browser.choose(path)

    def _resize(self):
        width, height = self._random.randrange(200, 2000), self._random.randrange(200, 1400)
        self._note("resize", None, f"{width} {height}")
        self._window.resize(width, height)

    def _menu(self):
        """Open a context menu, or choose something in one that is open, or close it."""
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu) and popup.actions():
            entries = [entry for entry in popup.actions() if entry.objectName() not in NEVER]
            entry = self._random.choice([None, *entries])
            self._note("choose in menu", popup, entry.text() if entry else "nothing")
            popup.close()
            if entry is not None and entry.isEnabled():
                entry.trigger()
            return
        widget = self._target()
        at = self._at(widget)
        self._note("context menu", widget)
        QApplication.sendEvent(widget, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, widget.mapToGlobal(at)))


def close_what_is_open(window):
    """Close every window beside ``window``, as a user who is done."""
    for widget in QApplication.topLevelWidgets():
        if widget is not window and widget.isVisible():
            widget.close()
    for line in window.findChildren(QLineEdit):
        line.clear()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
