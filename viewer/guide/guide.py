"""Leads through the window: shows the cards of the guided tour one after another, and follows the window meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from viewer.guide.card import Card
from viewer.guide.frames import Frames
from viewer.guide.placing import inside, place
from viewer.guide.steps import Spot, Step, made_steps

if TYPE_CHECKING:
    from viewer.main_window import MainWindow

_MOVING = (
    QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest,
    QEvent.Type.FontChange, QEvent.Type.StyleChange,
)  # fmt: skip
_GROWN = 6  # pixels of air between a spot and its frame
_ABOVE_NOTICE = 48  # pixels at the bottom of the image area that the offer leaves free


class Guide(QObject):
    """The guided tour of one window; made when it is first asked for, and hidden between two tours.

    Nothing of the window is blocked: who wants to try what a card speaks of may do so, and go on afterwards.

    Signals
    -------
    ended
        The tour, or its offer, is over; it is not offered again.
    """

    ended = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._steps: tuple[Step, ...] = ()
        self._at = -1  # before the first step: the offer
        self._before: QWidget | None = None
        self._tab: QWidget | None = None
        self._brought: QWidget | None = None
        self._watched: tuple[QObject, ...] = ()
        self.frames = Frames(window)
        self.card = Card(window)
        self._soon = QTimer(self)  # many things move at once: look when they have
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._place)
        self.card.next_requested.connect(self._on_card_next_requested)
        self.card.back_requested.connect(self._on_card_back_requested)
        self.card.skip_requested.connect(self.end)
        window.actions_by_id["image.cancel"].triggered.connect(self.end)  # Escape, wherever the focus is

    @property
    def is_under_way(self) -> bool:
        """A card is shown."""
        return bool(self._steps)

    @property
    def number(self) -> int:
        """The step shown, from 1; 0 for the offer."""
        return self._at + 1

    def offer(self) -> None:
        """Ask whether the tour is wanted."""
        self._come()
        self.card.offer(
            self.tr("New to CXR-12?"),
            self.tr("A tour of {0} steps shows where things are. It stays in the Help menu.").format(len(self._steps)),
        )
        self._appear()

    def begin(self) -> None:
        """Show the first step, also when a tour is under way already."""
        self._come()
        self._go_to(0)

    def end(self) -> None:
        """Take the card away; does nothing while there is none."""
        if not self.is_under_way:
            return
        had_focus = self.card.isAncestorOf(QApplication.focusWidget() or self._window)
        self._steps, self._at = (), -1
        self._soon.stop()
        self._watch(())
        self.card.hide()
        self.frames.show_round(())
        if self._tab is not None and self._window.tabs.currentWidget() is self._brought:
            self._window.tabs.setCurrentWidget(self._tab)  # unless the user has gone elsewhere meanwhile
        if had_focus:
            before = self._before if isValid(self._before) else None  # it may have gone meanwhile, as recent folders do
            (before if before is not None and before.isVisible() else self._window.image_view).setFocus()
        self._before = self._tab = self._brought = None
        self._window.settings.set("guide", "done")
        self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what is pointed at."""
        if event.type() in _MOVING:
            self._soon.start()
        return False

    def _come(self) -> None:
        if not self.is_under_way:
            self._before, self._tab = QApplication.focusWidget(), self._window.tabs.currentWidget()
        self._steps, self._at = made_steps(), -1

    def _go_to(self, number: int) -> None:
        self._at = number
        self._window.settings.set("guide", "done")
        step = self._steps[number]
        step.prepare(self._window)
        self._brought = self._window.tabs.currentWidget()
        keys = "\n".join(self._window.actions_by_id[name].toolTip() for name in step.actions)
        self.card.show_step(step.title, step.text, keys, number + 1, len(self._steps))
        self._appear()

    def _appear(self) -> None:
        self._place()
        self.card.show()
        self._soon.start()  # what was brought to the front is laid out when the event loop turns
        if not self.card.isAncestorOf(QApplication.focusWidget() or self._window):
            self.card.next.setFocus()

    def _place(self) -> None:
        """Frame what is pointed at, and put the card beside it."""
        window = self._window
        spots = self._steps[self._at].spots(window) if self._at >= 0 else ()
        self._watch((window, window.image_area, *(spot.widget for spot in spots)))
        around = [rect for spot in spots if not (rect := self._on_window(spot)).isEmpty()]
        self.frames.show_round(around)
        self.card.fit()
        self.card.move(place(self.card.size(), window.rect(), around) if around else self._low_in_the_middle())
        self.card.raise_()

    def _low_in_the_middle(self) -> QPoint:
        """Stand where the empty state of the image area has nothing."""
        area, card = self._window.image_area, self.card.size()
        corner = QPoint((area.width() - card.width()) // 2, area.height() - _ABOVE_NOTICE - card.height())
        return inside(area.mapTo(self._window, corner), card, self._window.rect())

    def _on_window(self, spot: Spot) -> QRect:
        """Give what is seen of a spot, with some air, in the coordinates of the window; empty for nothing."""
        if not spot.widget.isVisible():
            return QRect()
        seen, widget = spot.part & spot.widget.rect(), spot.widget
        while widget is not self._window:
            seen.translate(widget.pos())
            widget = widget.parentWidget() or self._window
            seen &= widget.rect()
        return seen.adjusted(-_GROWN, -_GROWN, _GROWN, _GROWN) & self._window.rect() if not seen.isEmpty() else seen

    def _watch(self, watched: tuple[QObject, ...]) -> None:
        if watched == self._watched:
            return
        for one in self._watched:
            one.removeEventFilter(self)
        for one in watched:
            one.installEventFilter(self)
        self._watched = watched

    def _on_card_next_requested(self) -> None:
        if self._at + 1 < len(self._steps):
            self._go_to(self._at + 1)
        else:
            self.end()

    def _on_card_back_requested(self) -> None:
        if self._at > 0:
            self._go_to(self._at - 1)


def begin_guide(window: MainWindow) -> None:
    """Lead through ``window``, from the first step."""
    _guide_of(window).begin()


def offer_guide(window: MainWindow) -> None:
    """Offer the tour, once the window stands; does nothing when it is closed already or a tour is under way."""
    if window.isVisible() and not _guide_of(window).is_under_way:
        _guide_of(window).offer()


def _guide_of(window: MainWindow) -> Guide:
    return window.findChild(Guide) or Guide(window)
