"""The shelf: the models one can choose from, those that ship with CXR-12 and the user's own. No Keras is imported."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from core import places, records
from core.errors import ModelRefusedError
from core.models import card as cards
from core.models.card import CARD_FILE, MODEL_FILE, ModelCard
from core.whole_file import write_whole
from resources import resource

DEFAULT_FILE = "default.json"
"""In the user's folder: which model to begin with."""

_MOST_DEFAULT_BYTES = 1 << 12


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

        def fill(draft: Path) -> ModelCard:
            card = replace(cards.read(run_folder), name=name)
            _copy_model(run_folder / MODEL_FILE, draft / MODEL_FILE, card)
            if card.ood is not None:
                _copy_beside(run_folder, draft, card.ood.file, card.ood.sha256)
            return card

        return self.put(name, fill)

    def put(self, name: str, fill: Callable[[Path], ModelCard]) -> Entry:
        """Have ``fill`` make a model in an empty folder, and put it with the card it gives under ``name``: all or none.

        Raises
        ------
        ModelRefusedError
            If the name is taken or unsuitable, or the shelf cannot be written; and whatever ``fill`` raises.
        """
        self.check_new(name)
        target = self._user_folder / name
        try:
            self._user_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.TemporaryDirectory(prefix=".adding-", dir=self._user_folder) as made:
                draft = Path(made) / name
                draft.mkdir(mode=0o700)
                card = fill(draft)
                cards.write(card, draft)
                draft.rename(target)
        except OSError as error:
            raise _not_written(name, error) from error
        return Entry(target, card)

    def check_new(self, name: str) -> None:
        """Raise ModelRefusedError for a name that is taken or unsuitable."""
        try:
            cards.check_name(name)
        except ValueError as error:
            raise ModelRefusedError(name, str(error)) from error
        if any(entry.name == name for entry in self.entries()):
            raise ModelRefusedError(name, "expected a new name, found a model of this name; choose another")

    def is_own(self, entry: Entry) -> bool:
        """Whether a model is the user's, to rename and to remove; those that ship with the program are not."""
        return entry.folder.parent == self._user_folder

    def rename(self, name: str, new: str) -> Entry:
        """Give one of the user's models another name; it stays the default if it was.

        Raises
        ------
        ModelRefusedError
            If there is no such model, it has no card or it ships with the program, or the new name will not do.
        """
        entry = self._own(name)
        self.check_new(new)
        if entry.card is None:
            raise ModelRefusedError(entry.folder, entry.problem)
        was_default = self.default_name() == name
        card, target = replace(entry.card, name=new), entry.folder.with_name(new)
        try:
            # If all ends in between, the shelf shows a card of another name, which renaming once more puts right.
            entry.folder.rename(target)
            cards.write(card, target)
        except OSError as error:
            raise _not_written(new, error) from error
        if was_default:
            self.set_default(new)
        return Entry(target, card)

    def remove(self, name: str) -> None:
        """Delete one of the user's models, usable or not.

        Raises
        ------
        ModelRefusedError
            If there is none of this name, or it ships with the program.
        """
        entry = self._own(name)
        gone = self._user_folder / f".removed-{uuid.uuid4().hex}"
        try:
            entry.folder.rename(gone)  # off the shelf at once; a crash leaves no half of it there
            shutil.rmtree(gone)
        except OSError as error:
            raise _not_written(name, error) from error

    def default_name(self) -> str:
        """Name of the model to begin with; empty when none is set or it is no longer there."""
        try:
            with (self._user_folder / DEFAULT_FILE).open("rb") as file:
                raw = records.parse(file.read(_MOST_DEFAULT_BYTES))
        except (OSError, ValueError):
            return ""
        name = raw.get("default") if isinstance(raw, dict) else None
        usable = any(entry.name == name and not entry.problem for entry in self.entries())
        return str(name) if usable else ""

    def set_default(self, name: str) -> None:
        """Begin with the model ``name`` from now on.

        Raises
        ------
        ModelRefusedError
            If there is no usable model of this name, or the shelf cannot be written.
        """
        self.get(name)
        try:
            self._user_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(self._user_folder / DEFAULT_FILE, json.dumps({"default": name}).encode() + b"\n")
        except OSError as error:
            raise _not_written(name, error) from error

    def _own(self, name: str) -> Entry:
        found = [entry for entry in self.entries() if entry.name == name]
        own = [entry for entry in found if self.is_own(entry)]
        if own:
            return own[0]
        if not found:
            self.get(name)  # says what there is
        raise ModelRefusedError(
            name, "expected one of your own models, found one that ships with CXR-12; export it to have a copy"
        )


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


def _not_written(name: str, error: OSError) -> ModelRefusedError:
    return ModelRefusedError(name, f"expected a shelf that can be written, found {error.strerror or 'that it cannot'}")


def _copy_beside(source_folder: Path, draft: Path, name: str, sha256: str) -> None:
    """Copy a small file that a card names; a name out of a card never leads out of the folder."""
    if Path(name).name != name or name in (CARD_FILE, MODEL_FILE):
        raise ModelRefusedError(name, "expected a file beside the model, found another place")
    source, target = source_folder / name, draft / name
    try:
        content = source.read_bytes()
    except OSError as error:
        raise ModelRefusedError(source, f"expected the file that the card names, found {error.strerror}") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ModelRefusedError(source, "expected the file its card describes, found other bytes (SHA-256 differs)")
    target.write_bytes(content)


def _copy_model(source: Path, target: Path, card: ModelCard) -> None:
    try:
        shutil.copyfile(source, target)
        with target.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelRefusedError(source, f"expected a model to copy, found {error.strerror}") from error
    if found != card.sha256:
        raise ModelRefusedError(source, "expected the file its card describes, found other bytes (SHA-256 differs)")
