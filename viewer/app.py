"""Starting the window, and what happens to an error that nobody expected."""

from __future__ import annotations

import faulthandler
import gc
import itertools
import logging
import os
import sys
import threading
import traceback
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

import viewer.immortal  # noqa: F401  before the first signal
from core import places
from core.dicom.catalogue import Catalogue, CatalogueError
from core.models.shelf import default_shelf
from core.places import cache_folder, data_folder
from viewer.help.diagnostics import RecentErrors, is_own, kind_and_place
from viewer.main_window import MainWindow
from viewer.message_bar import Until
from viewer.settings import default_settings
from viewer.translation import begin_translation, language_locale

log = logging.getLogger(__name__)

_GUIDE_AFTER_MS = 500  # the window stands, with its icons


class LogFormatter(logging.Formatter):
    """Writes what the program itself says; of what a library says, which may quote a file, only where it said it."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one line, or several for a place in the program."""
        if is_own(record):
            return super().format(record)
        bare = logging.makeLogRecord({**record.__dict__, "msg": kind_and_place(record), "args": ()})
        bare.exc_info = bare.exc_text = bare.stack_info = None
        return super().format(bare)


class UnexpectedErrors(QObject):
    """Logs every exception that nothing else caught, with a number, and tells the window; the program goes on.

    Signals
    -------
    happened : str
        A sentence with the number under which the log has more.
    """

    happened = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = itertools.count(1)

    def install(self) -> None:
        """Catch from now on, in every thread."""
        sys.excepthook = self.catch
        threading.excepthook = lambda args: self.catch(args.exc_type, args.exc_value, args.exc_traceback)

    def uninstall(self) -> None:
        """Leave it to Python again."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def catch(self, kind: type[BaseException], error: BaseException | None, where: TracebackType | None) -> None:
        """Log one exception: its type and place, not its message, which may quote patient data."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        number = next(self._numbers)
        log.critical("unexpected error %d: %s\n%s", number, kind.__name__, "".join(traceback.format_tb(where)))
        self.happened.emit(
            f"Something went wrong inside CXR-12 (error {number}, {kind.__name__}). You can go on; the log says more."
        )


def open_window() -> MainWindow:
    """Put the main window together on the user's own folders; it says itself what cannot be kept there.

    The catalogue is closed with the window.
    """
    settings = default_settings()
    catalogue, problem = open_catalogue(session_only=settings["session"] == "only")
    window = MainWindow(
        catalogue=catalogue, shelf=default_shelf(), runs_folder=data_folder() / "runs", settings=settings
    )
    window.closed.connect(catalogue.close)
    told = " ".join(part for part in (places.problem(), problem) if part)
    window.image_area.messages.say(told, Until.CLOSED)
    return window


def open_catalogue(*, session_only: bool = False) -> tuple[Catalogue, str]:
    """Open the user's catalogue, or one for this session only with a sentence that says why, unless it was wanted."""
    try:
        catalogue = Catalogue(data_folder() / "catalogue.sqlite", session_only=session_only)
    except CatalogueError as error:
        return Catalogue(None), f"What is listed is not remembered: {error}."
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        return Catalogue(None), f"What is listed is not remembered: the catalogue cannot be opened ({why})."
    if catalogue.moved_aside is not None:
        return catalogue, f"The catalogue was damaged; it was kept as {catalogue.moved_aside.name} and begun anew."
    return catalogue, ""


def begin_log() -> None:
    """Write the log, which never holds patient data, to ``cxr12.log`` among the cached files, 3 MB at most."""
    logging.getLogger().addHandler(RecentErrors())
    try:
        handler = RotatingFileHandler(cache_folder() / "cxr12.log", maxBytes=1 << 20, backupCount=2, encoding="utf-8")
    except OSError as error:
        log.warning("there is no log file (%s)", error.strerror)
        return
    handler.setFormatter(LogFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)


def begin_crash_log() -> None:
    """Let a crash below Python, which no handler sees, leave its place in ``crash.log`` among the cached files."""
    try:
        file = (cache_folder() / "crash.log").open("w", encoding="utf-8")  # stays open: a crash opens nothing
    except OSError as error:
        log.warning("there is no crash log (%s)", error.strerror)
        return
    faulthandler.enable(file)


def display_missing() -> bool:
    """Tell whether Qt would find no display to open a window on; it would end the process without a word to act on."""
    if not sys.platform.startswith("linux"):
        return False
    return not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def greet(window: MainWindow, *, opens: bool, tour: bool | None = None) -> None:
    """Begin the guided tour where it was asked for; offer it as long as it was never answered, unless a file is opened.

    Parameters
    ----------
    opens : bool
        The window was started to open a file or a folder.
    tour : bool or None
        Whether a tour was asked for; None leaves it to the preferences.
    """
    if tour is None and (opens or window.settings["guide"] != "offered"):
        return

    def begin() -> None:
        # Imported when it is shown: the first paint does not wait for it.
        from viewer.guide.guide import begin_guide, offer_guide

        (begin_guide if tour else offer_guide)(window)

    if tour is not False:
        QTimer.singleShot(_GUIDE_AFTER_MS, window, begin)


def run(paths: Sequence[Path], *, sample: bool = False, tour: bool | None = None) -> int:
    """Open the window and return the exit status when it is closed.

    Parameters
    ----------
    paths : sequence of Path
        Files and folders to list; the first image among them is shown.
    sample : bool
        Open the sample folder, too; it is made where there is none yet.
    tour : bool, optional
        See :func:`greet`.
    """
    if display_missing():
        sys.stderr.write(
            "CXR-12 needs a display to open its window, and DISPLAY and WAYLAND_DISPLAY are not set: start it from a "
            "desktop, or use the commands that need none (cxr12 --help).\n"
        )
        return 1
    begin_log()
    begin_crash_log()
    os.environ.pop("QT_PLUGIN_PATH", None)  # plug-ins come from the installed Qt, not from wherever one stands
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("CXR-12")
    begin_translation(application, language_locale(default_settings()["language"]))
    errors = UnexpectedErrors(application)
    errors.install()
    window = open_window()
    errors.happened.connect(lambda text: window.image_area.messages.say(text, Until.NEXT_REQUEST))
    application.setQuitOnLastWindowClosed(False)  # a training may still be coming to its end
    window.closed.connect(application.quit)
    window.show()
    gc.freeze()  # what stands now stays
    gc.enable()
    window.open_paths(paths)
    if sample:
        window.open_sample()
    greet(window, opens=bool(paths), tour=tour)
    try:
        return application.exec()
    finally:
        errors.uninstall()
