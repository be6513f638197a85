"""A model of the shelf as a file for other programs, with its card beside it. No Keras is imported here.

The file is written by a child process into a folder of its own, read back, asked about seeded inputs and compared with
the model of the shelf; only then does it get its name. In the card beside it, ``sha256`` is that of the file; of an
OpenVINO model, that of the ``.xml`` followed by the ``.bin``.
"""

from __future__ import annotations

import hashlib
import importlib.util
import tempfile
from dataclasses import replace
from pathlib import Path

from core.errors import ModelRefusedError
from core.models import card as cards
from core.models.card import EXPORTED_CARD
from core.models.errand import Errand
from core.models.shelf import Entry

FORMATS = {"keras": ".keras", "h5": ".h5", "openvino": ".xml", "onnx": ".onnx"}
"""Formats and the endings of their files; OpenVINO's weights are in a ``.bin`` beside the ``.xml``."""

EXPORT_S = 600.0

_NEEDED = {"openvino": ("openvino",), "onnx": ("onnx", "onnxruntime")}


def files_of(target: Path, form: str) -> tuple[Path, ...]:
    """Every file that an export to ``target`` writes."""
    also = (target.with_suffix(".bin"),) if form == "openvino" else ()
    return (target, *also, card_path(target))


def card_path(target: Path) -> Path:
    """Where the card goes: ``net.keras`` has ``net.keras.card.json``."""
    return target.with_name(f"{target.name}{EXPORTED_CARD}")


def export(entry: Entry, target: Path, form: str, errand: Errand | None = None) -> tuple[Path, ...]:
    """Write a model and its card; existing files of these names are replaced, and all stays as it was on failure.

    Parameters
    ----------
    target : Path
        Ending as :data:`FORMATS` says.
    form : str
        A key of :data:`FORMATS`.
    errand : Errand or None
        With which it can be cancelled.

    Returns
    -------
    tuple of Path
        The files written.

    Raises
    ------
    ModelRefusedError
        If the model does not check out, the file would not give the same probabilities to 1e-4, or it cannot be
        written.
    """
    if entry.card is None or entry.problem:
        raise ModelRefusedError(entry.folder, entry.problem or "expected a model with a card, found none")
    if form not in FORMATS or target.suffix.lower() != FORMATS[form]:
        raise ModelRefusedError(target, f"expected a file name ending in {FORMATS.get(form, ' or '.join(FORMATS))}")
    missing = [name for name in _NEEDED.get(form, ()) if importlib.util.find_spec(name) is None]
    if missing:
        raise ModelRefusedError(
            target, f"expected the packages that write and check this format, found no {' and no '.join(missing)}; "
            f"install cxr12[{form}]"
        )  # fmt: skip
    written = files_of(target, form)
    try:
        with tempfile.TemporaryDirectory(prefix=".exporting-", dir=target.parent) as made:
            draft = Path(made) / target.name
            _ask(entry, draft, form, errand or Errand())
            models = [Path(made) / path.name for path in written[:-1]]
            digest = hashlib.sha256()
            for model in models:
                with model.open("rb") as file:
                    while piece := file.read(1 << 20):
                        digest.update(piece)
            card = replace(entry.card, sha256=digest.hexdigest())
            card_path(draft).write_text(cards.to_json(card), encoding="utf-8")
            for path in written:
                (Path(made) / path.name).replace(path)
            if card.ood is not None:
                _copy_statistics(entry, target, card.ood.file)
    except OSError as error:
        raise ModelRefusedError(
            target, f"expected a folder that can be written, found {error.strerror or 'that it cannot'}"
        ) from error
    return written


def _copy_statistics(entry: Entry, target: Path, name: str) -> None:
    source, beside = entry.folder / name, target.parent / name
    if Path(name).name == name and source.is_file() and not beside.exists():
        beside.write_bytes(source.read_bytes())


def _ask(entry: Entry, draft: Path, form: str, errand: Errand) -> None:
    assert entry.card is not None
    request = {
        "folder": str(entry.folder.absolute()), "card": cards.to_json(entry.card), "path": str(draft.absolute()),
        "form": form,
    }  # fmt: skip
    errand.ask("core.models.exporting_service:serve", draft, request, timeout_s=EXPORT_S)
