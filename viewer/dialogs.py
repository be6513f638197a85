"""The few questions that need a window of their own."""

from __future__ import annotations

from enum import Enum
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


class Leaving(Enum):
    """What becomes of a training when its window is to close."""

    STOP = "stop and keep"
    BACKGROUND = "continue in background"
    STAY = "do not close"


def ask_about_training(parent: QWidget) -> Leaving:
    """Ask what is to become of the training under way when the window closes."""
    question = QMessageBox(parent)
    question.setIcon(QMessageBox.Icon.Question)
    question.setText(_tr("A network is being trained."))
    question.setInformativeText(
        _tr("Stopped, it keeps what it has learned so far. In the background it goes on, and is found here next time.")
    )
    stop = question.addButton(_tr("Stop and keep"), QMessageBox.ButtonRole.DestructiveRole)
    background = question.addButton(_tr("Continue in background"), QMessageBox.ButtonRole.AcceptRole)
    stay = question.addButton(QMessageBox.StandardButton.Cancel)
    question.setDefaultButton(background)
    question.setEscapeButton(stay)
    question.exec()
    clicked = question.clickedButton()
    if clicked is stop:
        return Leaving.STOP
    return Leaving.BACKGROUND if clicked is background else Leaving.STAY


def ask_about_study(parent: QWidget) -> bool:
    """Ask whether the study at work may be paused, so that the window can close."""
    question = QMessageBox(parent)
    question.setIcon(QMessageBox.Icon.Question)
    question.setText(_tr("A study is running."))
    question.setInformativeText(_tr("Paused, it loses nothing: Resume in the window of studies goes on next time."))
    pause = question.addButton(_tr("Pause and close"), QMessageBox.ButtonRole.AcceptRole)
    stay = question.addButton(QMessageBox.StandardButton.Cancel)
    question.setDefaultButton(pause)
    question.setEscapeButton(stay)
    question.exec()
    return question.clickedButton() is pause


def _tr(text: str) -> str:
    return QCoreApplication.translate("dialogs", text)
