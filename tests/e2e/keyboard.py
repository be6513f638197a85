"""What a person without a mouse needs of a window, measured with real keys: where Tab goes, what is seen, what acts."""

import re

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QGroupBox, QLabel, QScrollBar, QTabBar, QWidget

from viewer.docks import stops

CLEAR = 3.0
"""Contrast between a sign and what is there without it, from which on it is seen (WCAG 2.2, 2.4.13)."""

AROUND = 4  # pixels round a widget that may show that it has the focus
LEAST = 40  # pixels that a sign has to have: one side of a small box, and more than the caret of a field
SEEN_AT_LEAST = 16  # pixels of a widget's height that have to be in sight


def by_tab(top):
    """The widgets on screen that Tab should stop at."""
    return [
        widget
        for widget in top.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.window() is top.window()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not isinstance(widget, QScrollBar)
    ]


def name_of(widget):
    """What a program that reads the screen calls it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface else ""


def described(widget):
    """The widget, for the report of a failure."""
    return f"{type(widget).__name__} {widget.objectName()} {name_of(widget)}".strip()


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    """Press a key where the focus is."""
    focus = QApplication.focusWidget()
    assert focus is not None, "nothing has the focus"
    QTest.keyClick(focus, key, modifier)


def write(text):
    """Type where the focus is."""
    QTest.keyClicks(QApplication.focusWidget(), text)


def walk(top, key=Qt.Key.Key_Tab):
    """Press ``key`` round a window or to the end of a panel; yield what has the focus each time."""
    here = [widget for widget in stops(top) if widget in by_tab(top)]
    here[0 if key == Qt.Key.Key_Tab else -1].setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Tab)  # and back: as somebody who came by keys, which is what the style goes by
    press(Qt.Key.Key_Backtab)
    begun = QApplication.focusWidget()
    for _ in range(3 * len(here) + 20):
        yield QApplication.focusWidget()
        press(key)
        focus = QApplication.focusWidget()
        if focus is begun or not top.isAncestorOf(focus):
            return


def go_to(widget):
    """Press Tab, or Backtab where that is the way, until ``widget`` has the focus."""
    order = stops(widget.window())
    focus = QApplication.focusWidget()
    ahead = focus not in order or order.index(focus) <= order.index(widget)
    for _ in range(len(order)):
        if QApplication.focusWidget() is widget:
            return
        press(Qt.Key.Key_Tab if ahead else Qt.Key.Key_Backtab)
    raise AssertionError(f"Tab does not lead to {described(widget)}")


def mnemonics(top):
    """The letters that act together with Alt, on what is on screen now."""
    texts = []
    for widget in top.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QTabBar):
            texts += [widget.tabText(tab) for tab in range(widget.count()) if widget.isTabVisible(tab)]
        elif isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and widget.buddy() is not None):
            texts.append(widget.text())
        elif isinstance(widget, QGroupBox):
            texts.append(widget.title())
    found = (re.search(r"&([^&\s])", text.replace("&&", "")) for text in texts)
    return [match[1].upper() for match in found if match]


def unseen(widget):
    """Say why a widget to which Tab has just led is not seen to have the focus; empty when it is."""
    part = widget.visibleRegion().boundingRect()
    if part.height() < min(widget.height(), SEEN_AT_LEAST) or part.isEmpty():
        return "it is scrolled out of sight"
    with_focus = _picture(widget)
    other = next(one for one in by_tab(widget.window()) if one is not widget and not widget.isAncestorOf(one))
    other.setFocus(Qt.FocusReason.OtherFocusReason)  # which scrolls nothing
    without = _picture(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    clear = int((_contrast(with_focus, without) >= CLEAR).sum())
    return "" if clear >= LEAST else f"{clear} pixels tell it clearly"


def _picture(widget):
    """What is on screen where the widget is, as red, green, blue from 0 to 255."""
    window = widget.window()
    place = QRect(widget.mapTo(window, QPoint()), widget.size()).adjusted(-AROUND, -AROUND, AROUND, AROUND)
    QApplication.processEvents()
    image = window.grab(place & window.rect()).toImage().convertToFormat(QImage.Format.Format_RGB32)
    bits = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return bits[:, : image.width(), 2::-1].astype(float)


def _contrast(one, other):
    """Contrast of each pixel before and after, as WCAG 2.2 defines it: 1 to 21."""
    light, dark = (np.maximum(_luminance(one), _luminance(other)), np.minimum(_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(rgb):
    part = rgb / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])
