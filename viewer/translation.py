"""The user's language: translations that ship with the program, and Qt's own for its buttons."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from resources import resource


def begin_translation(application: QCoreApplication, locale: QLocale | None = None) -> list[str]:
    """Load what there is for ``locale`` (that of the system); English where there is nothing. Returns what was found.

    Numbers and dates follow it, too. Called before the first widget is made: texts are translated when they are set.
    """
    locale = locale or QLocale()
    QLocale.setDefault(locale)
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


def language_locale(language: str) -> QLocale:
    """Give the locale of a language of the preferences.

    Parameters
    ----------
    language : str
        ``system`` or the ISO 639 code of a language. A language that is the system's own keeps the system's ways of
        writing numbers and dates.
    """
    system = QLocale.system()
    chosen = QLocale(language)
    return system if language == "system" or chosen.language() == system.language() else chosen
