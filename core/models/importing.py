"""From a model file of another program to a model on the shelf. Nothing of the file is opened in this process.

A bare file says nothing of its classes, nor of how images were prepared for it: the user does. What comes of it carries
a card that says "not verified".
"""

from __future__ import annotations

import datetime
import hashlib
import os
import re
import shutil
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path

import core
from core import ood, records
from core.errors import ModelRefusedError
from core.models import card as cards
from core.models.card import CARD_FILE, EXPORTED_CARD, MODEL_FILE, ModelCard, OutOfDistribution
from core.models.errand import Errand
from core.models.findings import Converted, Finding
from core.models.shelf import Entry, Shelf
from core.preprocess import PRESETS, PreprocessSpec

THESIS_CLASSES = ("aortic_enlargement", "covid_19", "opacity", "normal")
"""Of the thesis' networks, in the order of their outputs."""

THESIS_PRESET = "thesis12"
"""How the thesis prepared its images."""

MOST_BYTES = 1 << 31
"""Of a model file."""

SUFFIXES = (".keras", ".h5", ".hdf5")
"""What model files are usually called; what is in them decides."""

EXAMINE_S = 30.0
CONVERT_S = 600.0
_MEMORY_BYTES = 5 << 30  # of address space, which TensorFlow alone takes 2.8 GB of; and as often the file's:
_MEMORY_TIMES = 10


@dataclass(frozen=True, slots=True)
class Answers:
    """What a bare file cannot say.

    Attributes
    ----------
    name : str
        On the shelf.
    classes : tuple of str
        In the order of the network's outputs. A network with one output gives the probability of the second of two.
    preset : str
        One of :data:`core.preprocess.PRESETS`.
    size : (height, width) or None
        Of the input; needed where the file leaves it open, or holds weights alone.
    architecture, variant, head, activation : str
        For weights alone: which network they belong to; empty to find out by the shapes. The activation is needed.
    """

    name: str
    classes: tuple[str, ...]
    preset: str
    size: tuple[int, int] | None = None
    architecture: str = ""
    variant: str = ""
    head: str = ""
    activation: str = ""


def is_model_file(path: Path) -> bool:
    """Whether a file is called as model files are."""
    return path.suffix.lower() in SUFFIXES


def name_for(path: Path) -> str:
    """Offer a name for the shelf, made from that of the file."""
    return re.sub(r"[^a-z0-9_-]+", "-", path.stem.lower()).strip("-_")[:64].strip("-_") or "model"


def examine(path: Path, size: tuple[int, int] | None = None, errand: Errand | None = None) -> Finding:
    """Look at a model file in a child process, without loading it.

    Parameters
    ----------
    size : (height, width) or None
        Of the input, for a network that leaves it open.
    errand : Errand or None
        With which it can be cancelled.

    Raises
    ------
    ModelRefusedError
        If it cannot be a model, with the reason.
    """
    request = {"path": str(path.absolute()), "size": size}
    answer = (errand or Errand()).ask("core.models.examining:serve", path, request, timeout_s=EXAMINE_S)
    return records.from_plain(Finding, answer)


def bring(
    shelf: Shelf, path: Path, answers: Answers, finding: Finding | None = None, errand: Errand | None = None
) -> Entry:
    """Put a model file onto the shelf, as ours: looked at, built anew, checked, and with a card.

    Parameters
    ----------
    finding : Finding or None
        What :func:`examine` found; it is found out if there is none.
    errand : Errand or None
        With which it can be cancelled.

    Raises
    ------
    ModelRefusedError
        If the answers do not suit the file, or no network comes of it; the shelf is then as before.
    """
    shelf.check_new(answers.name)
    if answers.preset not in PRESETS:
        raise ModelRefusedError(path, f"expected a preset out of {', '.join(PRESETS)}, found {answers.preset!r}")
    errand = errand or Errand()
    found = finding or examine(path, answers.size, errand)
    _check_classes(path, answers.classes, found)

    def fill(folder: Path) -> ModelCard:
        request = {
            "path": str(path.absolute()),
            "sha256": found.sha256,
            "size": answers.size or ((found.height, found.width) if found.height else None),
            "classes": len(answers.classes),
            "wanted": {
                name: getattr(answers, name) for name in ("architecture", "variant", "head", "activation")
            },
            "folder": str(folder.absolute()),
        }  # fmt: skip
        memory_bytes = _MEMORY_BYTES + _MEMORY_TIMES * path.stat().st_size
        answer = errand.ask(
            "core.models.converting:serve", path, request, timeout_s=CONVERT_S, memory_bytes=memory_bytes
        )
        made = records.from_plain(Converted, answer)
        try:
            return _card(path, answers, found, made)
        except ValueError as error:
            raise ModelRefusedError(path, str(error)) from error

    return shelf.put(answers.name, fill)


def _check_classes(path: Path, classes: tuple[str, ...], found: Finding) -> None:
    if found.classes and len(classes) != found.classes:
        one = ", since it has one output: the probability of the second" if found.one_output else ""
        raise ModelRefusedError(
            path, f"expected {found.classes} class names in the order of its outputs{one}, found {len(classes)}"
        )
    if len(classes) < 2 or len(set(classes)) < len(classes) or not all(name.strip() for name in classes):
        raise ModelRefusedError(path, "expected at least two class names, all different, found others")


def _card(path: Path, answers: Answers, found: Finding, made: Converted) -> ModelCard:
    limits = [
        "Imported without a card: what it was trained on, and how well it does, is not known.",
        "Classes and preparation of the images are what the person who imported it said.",
    ]
    if found.kind == "weights":
        limits.append("The file held weights alone: that they belong to this network is known by their shapes only.")
    if found.one_output:
        limits.append(f"It has one output, the probability of {answers.classes[1]}; the other is one minus that.")
    return ModelCard(
        name=answers.name,
        architecture=made.architecture,
        variant=made.variant,
        head=made.head,
        classes=answers.classes,
        activation=made.activation,
        spec=PreprocessSpec(answers.preset, made.height, made.width),
        parameters=made.parameters,
        sha256=made.sha256,
        golden=made.golden,
        verified=False,
        created=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        app_version=core.__version__,
        seed=0,
        data="",
        data_fingerprint="",
        split_fingerprint="",
        intended_use="Research use only. Imported, not verified.",
        limits=tuple(limits),
        source=f"{path.name}, SHA-256 {found.sha256}",
        channels=made.channels,
    )


def card_beside(path: Path) -> ModelCard | None:
    """Read the card beside a model file, as on the shelf or as CXR-12 exports it, if it is of this very file."""
    for place in (path.with_name(f"{path.name}{EXPORTED_CARD}"), path.with_name(CARD_FILE)):
        try:
            card = cards.read_file(place)
            with path.open("rb") as file:
                if os.fstat(file.fileno()).st_size <= MOST_BYTES and card.sha256 == _digest(file):
                    return card
        except (ModelRefusedError, OSError):
            continue
    return None


def bring_with_card(shelf: Shelf, path: Path, name: str, card: ModelCard, errand: Errand | None = None) -> Entry:
    """Put a ``.keras`` file that has a card of its own onto the shelf; it is loaded once, with every check.

    Raises
    ------
    ModelRefusedError
        If it does not check out, or the name will not do; the shelf is then as before.
    """

    def fill(folder: Path) -> ModelCard:
        own = replace(card, name=name, ood=_kept_statistics(path.parent, folder, card))
        shutil.copyfile(path, folder / MODEL_FILE)
        request = {"op": "load", "folder": str(folder.absolute()), "card": cards.to_json(own)}
        (errand or Errand()).ask("core.models.service:serve", path, request, timeout_s=CONVERT_S)
        return own

    return shelf.put(name, fill)


def _kept_statistics(source: Path, folder: Path, card: ModelCard) -> OutOfDistribution | None:
    """Copy the statistics that tell other images, if they came along."""
    if card.ood is None or Path(card.ood.file).name != card.ood.file or card.ood.file in (CARD_FILE, MODEL_FILE):
        return None
    if not (source / card.ood.file).is_file():  # opening a named pipe would wait for ever
        return None
    try:
        with (source / card.ood.file).open("rb") as file:
            content = file.read(ood.MOST_BYTES + 1)
    except OSError:
        return None
    if len(content) > ood.MOST_BYTES or hashlib.sha256(content).hexdigest() != card.ood.sha256:
        return None
    (folder / card.ood.file).write_bytes(content)
    return card.ood


def _digest(file: BufferedReader) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()
