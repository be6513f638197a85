"""The few questions that need a window of their own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget


def ask_folder(parent: QWidget) -> list[Path]:
    """Let the user choose a folder; empty when none was chosen."""
    chosen = QFileDialog.getExistingDirectory(parent, _tr("Open folder"))
    return [Path(chosen)] if chosen else []


def ask_files(parent: QWidget) -> list[Path]:
    """Let the user choose files; empty when none was chosen."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, _tr("Open files"))
    return [Path(name) for name in chosen]


def may_stop_training(parent: QWidget) -> bool:
    """Ask whether the window may close although a network is being trained."""
    question = QMessageBox(parent)
    question.setIcon(QMessageBox.Icon.Question)
    question.setText(_tr("A network is being trained."))
    question.setInformativeText(_tr("What it has learned so far is kept in its run folder."))
    stop = question.addButton(_tr("Stop and keep"), QMessageBox.ButtonRole.AcceptRole)
    question.addButton(_tr("Go on training"), QMessageBox.ButtonRole.RejectRole)
    question.exec()
    return question.clickedButton() is stop


def _tr(text: str) -> str:
    return QCoreApplication.translate("dialogs", text)
