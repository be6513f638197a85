"""Where models are looked after: opens their window and connects it with the shelf."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from core.models.exporting import FORMATS
from core.models.importing import SUFFIXES, is_model_file
from viewer.models.looking_after import Changed, Looked, LookingAfter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.models.importing import Answers
    from core.models.shelf import Shelf
    from viewer.jobs import Jobs
    from viewer.models.dialog import ModelsDialog


class ModelsDesk(QObject):
    """Makes the window of the models when it is first asked for.

    Signals
    -------
    shelf_changed : Changed
        The shelf may be another now.
    """

    shelf_changed = Signal(object)

    def __init__(self, jobs: Jobs, shelf: Shelf, parent: QWidget) -> None:
        super().__init__(parent)
        self._shelf, self._parent = shelf, parent
        self.work = LookingAfter(jobs, shelf, self)
        self._made: ModelsDialog | None = None
        self._looked: Looked | None = None
        self.work.looked.connect(self._on_work_looked)
        self.work.changed.connect(self._on_work_changed)

    @property
    def dialog(self) -> ModelsDialog:
        """The window; made now if it is not there yet."""
        if self._made is None:
            self._made = self._make()
        return self._made

    def show_dialog(self) -> None:
        """Open the window beside the one that is worked in."""
        self.reload()
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def begin_import(self, path: Path) -> None:
        """Open the window and look at a model file."""
        self.show_dialog()
        self.work.look_at(path)

    def take(self, paths: Sequence[Path]) -> list[Path]:
        """Import the first model file among paths that were opened or dropped; returns what is none."""
        models = [path for path in paths if is_model_file(path) and path.is_file()]
        if models:
            self.begin_import(models[0])
        return [path for path in paths if path not in models]

    def reload(self, select: str = "") -> None:
        """Read the shelf again."""
        entries = self._shelf.entries()
        own = frozenset(entry.name for entry in entries if self._shelf.is_own(entry))
        self.dialog.set_models(entries, own, self._shelf.default_name(), select)

    def end(self) -> None:
        """End what is under way."""
        self.work.cancel()

    def _make(self) -> ModelsDialog:
        from viewer.models.dialog import ModelsDialog

        dialog = ModelsDialog(self._parent)
        dialog.import_requested.connect(self._on_dialog_import_requested)
        dialog.export_requested.connect(self._on_dialog_export_requested)
        dialog.default_requested.connect(lambda: self.work.set_default(dialog.name))
        dialog.file_dropped.connect(self.begin_import)
        dialog.answered.connect(self._on_dialog_answered)
        dialog.rename_requested.connect(self.work.rename)
        dialog.remove_requested.connect(self.work.remove)
        dialog.cancel_requested.connect(self.work.cancel)
        self.work.busy_changed.connect(dialog.set_busy)
        self.work.failed.connect(dialog.refuse)
        return dialog

    def _on_dialog_import_requested(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        title, choice = self.tr("Import a model"), self.tr("Keras files ({0});;All files (*)").format(kinds)
        chosen, _ = QFileDialog.getOpenFileName(self.dialog, title, "", choice)
        if chosen:
            self.work.look_at(Path(chosen))

    def _on_dialog_export_requested(self) -> None:
        entry = self.dialog.entry
        if entry is None:
            return
        kinds = {"keras": self.tr("Keras 3"), "h5": self.tr("Keras 2 and 3"), "openvino": self.tr("OpenVINO"),
                 "onnx": self.tr("ONNX")}  # fmt: skip
        choices = ";;".join(f"{kinds[form]} (*{suffix})" for form, suffix in FORMATS.items())
        chosen, _ = QFileDialog.getSaveFileName(
            self.dialog, self.tr("Export a model"), f"{entry.name}{FORMATS['keras']}", choices
        )
        if not chosen:
            return
        path = Path(chosen)
        form = next((form for form, suffix in FORMATS.items() if path.suffix.lower() == suffix), "")
        if form:
            self.work.export(entry, path, form)
        else:
            endings = ", ".join(FORMATS.values())
            self.dialog.refuse(self.tr("Give the file a name that ends in {0}.").format(endings))

    def _on_dialog_answered(self, answers: Answers) -> None:
        if self._looked is not None:
            self.work.bring(self._looked, answers)

    def _on_work_looked(self, looked: Looked) -> None:
        self._looked = looked
        self.dialog.ask_about(looked)

    def _on_work_changed(self, changed: Changed) -> None:
        self.reload(changed.name)
        self.dialog.say(changed.said)
        self.shelf_changed.emit(changed)
