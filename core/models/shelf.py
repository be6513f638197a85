"""The shelf: the models one can choose from, those that ship with CXR-12 and the user's own. No Keras is imported."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from core import places
from core.errors import ModelRefusedError
from core.models import card as cards
from core.models.card import CARD_FILE, MODEL_FILE, ModelCard
from resources import resource


@dataclass(frozen=True, slots=True)
class Entry:
    """One model folder, holding ``model.keras`` and ``card.json``.

    Attributes
    ----------
    card : ModelCard or None
        None when it could not be read.
    problem : str
        Why the model cannot be used, one sentence; empty when nothing speaks against it. The weights themselves are
        checked when the model is loaded.
    """

    folder: Path
    card: ModelCard | None
    problem: str = ""

    @property
    def name(self) -> str:
        """Name on the shelf: the folder's."""
        return self.folder.name


class Shelf:
    """Models under two folders; a name stands for one model only.

    Parameters
    ----------
    user_folder : Path
        The user's own models; made when the first one is added.
    bundled : Path
        Those that ship with the program, never written to. They come first where names collide.
    """

    def __init__(self, user_folder: Path, bundled: Path) -> None:
        self._user_folder = user_folder
        self._bundled = bundled

    def entries(self) -> tuple[Entry, ...]:
        """All models, sorted by name, the unusable ones with their problem."""
        taken: set[str] = set()
        entries = []
        for folder in (*_model_folders(self._bundled), *_model_folders(self._user_folder)):
            entry = _entry(folder)
            if entry.name in taken:
                entry = replace(entry, problem=f"expected a name of its own, found another model named {entry.name}")
            taken.add(entry.name)
            entries.append(entry)
        return tuple(sorted(entries, key=lambda entry: entry.name))

    def get(self, name: str) -> Entry:
        """Find a usable model by name.

        Raises
        ------
        ModelRefusedError
            If there is none, or there is something wrong with it.
        """
        entries = self.entries()
        found = [entry for entry in entries if entry.name == name]
        usable = [entry for entry in found if not entry.problem]
        if usable:
            return usable[0]
        if found:
            raise ModelRefusedError(found[0].folder, found[0].problem)
        names = ", ".join(entry.name for entry in entries if not entry.problem) or "none"
        raise ModelRefusedError(name, f"expected the name of a model on the shelf ({names}), found no such model")

    def add(self, run_folder: Path, name: str) -> Entry:
        """Copy model and card of ``run_folder`` onto the shelf under ``name``, both or neither.

        Raises
        ------
        ModelRefusedError
            If the name is taken or unsuitable, or the folder has no model that fits a valid card.
        """
        try:
            cards.check_name(name)
        except ValueError as error:
            raise ModelRefusedError(name, str(error)) from error
        if any(entry.name == name for entry in self.entries()):
            raise ModelRefusedError(name, "expected a new name, found a model of this name; choose another")
        card = replace(cards.read(run_folder), name=name)
        self._user_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(prefix=".adding-", dir=self._user_folder) as made:
            draft = Path(made) / name
            draft.mkdir(mode=0o700)
            _copy_model(run_folder / MODEL_FILE, draft / MODEL_FILE, card)
            cards.write(card, draft)
            draft.rename(self._user_folder / name)
        return Entry(self._user_folder / name, card)


def default_shelf() -> Shelf:
    """Open the shelf of this user: bundled models and those in the user data folder."""
    return Shelf(places.data_folder() / "shelf", resource("models"))


def _model_folders(parent: Path) -> list[Path]:
    if not parent.is_dir():
        return []
    return sorted(folder for folder in parent.iterdir() if folder.is_dir() and folder.name[0] not in "._")


def _entry(folder: Path) -> Entry:
    try:
        card = cards.read(folder)
    except ModelRefusedError as error:
        return Entry(folder, None, str(error))
    if card.name != folder.name:
        return Entry(folder, card, f"{CARD_FILE}: expected the card of {folder.name}, found that of {card.name}")
    if not (folder / MODEL_FILE).is_file():
        return Entry(folder, card, f"{MODEL_FILE}: expected the model beside its card, found no such file")
    return Entry(folder, card)


def _copy_model(source: Path, target: Path, card: ModelCard) -> None:
    try:
        shutil.copyfile(source, target)
        with target.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelRefusedError(source, f"expected a model to copy, found {error.strerror}") from error
    if found != card.sha256:
        raise ModelRefusedError(source, "expected the file its card describes, found other bytes (SHA-256 differs)")
