"""The steps of the guided tour: what each says, what it brings to the front, and what it points at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtWidgets import QPushButton, QToolBar, QWidget

from viewer.actions.action import translated

if TYPE_CHECKING:
    from viewer.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class Spot:
    """A part of a widget, in the coordinates of the widget, in pixels."""

    widget: QWidget
    part: QRect


@dataclass(frozen=True, slots=True)
class Step:
    """One card.

    Attributes
    ----------
    title, text : str
        In the user's language.
    actions : tuple of str
        Ids of the commands that belong to it; the card tells their names and the keys in use.
    prepare : callable
        Brings to the front what is spoken of.
    spots : callable
        Gives what is pointed at, the nearest first; empty where it is not on screen.
    """

    title: str
    text: str
    actions: tuple[str, ...]
    prepare: Callable[[MainWindow], object]
    spots: Callable[[MainWindow], tuple[Spot, ...]]


def made_steps() -> tuple[Step, ...]:
    """Write the cards, in their order."""
    return (*_reading(), *_asking())


def _reading() -> tuple[Step, ...]:
    return (
        Step(
            _tr("Open images"),
            _tr(
                "Open a folder or files here, or drop them anywhere on the window. The sample folder holds radiographs "
                "to try."
            ),
            ("file.open_folder", "file.open_sample"),
            lambda w: w.docks.show_browser(),
            _opening,
        ),
        Step(
            _tr("Browse"),
            _tr(
                "Patients, studies, series and images are listed here while the folder is still being read. Choose a "
                "row, or go on with the arrow keys."
            ),
            ("file.find",),
            lambda w: w.docks.show_browser(),
            lambda w: (_whole(w.browser),),
        ),
        Step(
            _tr("Window and level"),
            _tr(
                "Drag in the image with the left button: sideways changes the width of the window, up and down its "
                "level. The Display panel lists windows that are ready to choose."
            ),
            ("image.window_1", "image.full_range", "image.reset"),
            partial(_show, "display"),
            lambda w: (_whole(w.image_area),),
        ),
        Step(
            _tr("Values and bit depth"),
            _tr(
                "The bottom line tells the stored value under the cursor. The Display panel shows the histogram, and "
                "says so when a file holds fewer grey levels than it claims."
            ),
            ("train.depth",),
            partial(_show, "display"),
            lambda w: (_whole(w.display_panel), _whole(w.statusBar())),
        ),
    )


def _asking() -> tuple[Step, ...]:
    return (
        Step(
            _tr("Ask a network"),
            _tr(
                "Choose a model here and let it classify the image. The heat map shows where it looked; the Explain "
                "panel has more on that. Never a diagnosis."
            ),
            ("classify.run", "explain.heat"),
            partial(_show, "classify"),
            lambda w: (_whole(w.classify_panel),),
        ),
        Step(
            _tr("Many images, and their results"),
            _tr(
                "This menu classifies a whole folder at once. The results come as a table to filter, to judge and to "
                "save."
            ),
            ("results.folder", "results.show"),
            lambda w: None,
            partial(_menu, "Classify"),
        ),
        Step(
            _tr("Train and compare"),
            _tr(
                "Choose labelled images and start a training; it runs beside the window. Finished runs stand side by "
                "side in the Compare panel, with intervals and tests."
            ),
            ("train.train", "train.compare"),
            partial(_show, "train"),
            lambda w: (_whole(w.tabs),),
        ),
        Step(
            _tr("Find help"),
            _tr(
                "The manual opens at the page about the part of the window you are in. Any command is found by typing "
                "a part of its name. This tour is in the Help menu."
            ),
            ("help.manual", "view.palette"),
            lambda w: None,
            partial(_menu, "Help"),
        ),
    )


def _show(name: str, window: MainWindow) -> None:
    window.show_tab(name)


def _whole(widget: QWidget) -> Spot:
    return Spot(widget, widget.rect())


def _opening(window: MainWindow) -> tuple[Spot, ...]:
    """Find the buttons in the middle while nothing is open, else those of the tool bar."""
    holder: QWidget | None = window.image_area.empty
    if holder is not None and holder.isVisible():
        buttons: list[QWidget] = [one for one in holder.findChildren(QPushButton) if not one.isFlat()]
    else:
        holder = bar = window.findChild(QToolBar, "tools")
        opening = [window.actions_by_id[name] for name in ("file.open_folder", "file.open_files")]
        buttons = [bar.widgetForAction(action) for action in opening] if bar is not None else []
    around = QRect()
    for button in buttons:
        around |= button.geometry()
    return (Spot(holder, around),) if holder is not None else ()


def _menu(name: str, window: MainWindow) -> tuple[Spot, ...]:
    """Find a title in the menu bar; there is none to point at where the system shows the menus elsewhere."""
    bar = window.menuBar()
    if bar.isNativeMenuBar():
        return ()
    return tuple(Spot(bar, bar.actionGeometry(menu)) for menu in bar.actions() if menu.text() == translated(name))


def _tr(text: str) -> str:
    return QCoreApplication.translate("guide", text)
