"""The user's language: translations that ship with the program, and Qt's own for its buttons."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from resources import resource


def begin_translation(application: QCoreApplication, locale: QLocale | None = None) -> list[str]:
    """Load what there is for ``locale`` (that of the system); English where there is nothing. Returns what was found.

    Called before the first widget is made: texts are translated when they are set.
    """
    locale = locale or QLocale()
    folders = {
        "qtbase": QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath),
        "cxr12": str(resource("translations")),
    }
    found = []
    for name, folder in folders.items():
        translator = QTranslator(application)
        if translator.load(locale, name, "_", folder) and application.installTranslator(translator):
            found.append(name)
        else:
            translator.deleteLater()
    return found
