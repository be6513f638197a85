"""The private folder of a dataset, ``datasets/<fingerprint>/`` of the user data: salt, table of paths, openings."""

from __future__ import annotations

import csv
import hashlib
import hmac
import logging
import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path

from core.places import data_folder
from core.whole_file import write_whole
from trainer.sheets import csv_bytes

log = logging.getLogger(__name__)

_ID_DIGITS = 16
_TABLE = "table.csv"
_FINGERPRINT = re.compile("[0-9a-f]{64}")


def datasets_folder() -> Path:
    """Where the folders of all datasets are."""
    return data_folder() / "datasets"


def dataset_folder(fingerprint: str) -> Path:
    """Return the folder of a dataset, made with mode 0700 when it is not there."""
    folder = datasets_folder() / fingerprint
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def salt_of(folder: Path) -> bytes:
    """Random bytes of this dataset on this computer, made once, even when two processes ask together."""
    path = folder / "salt"
    if not path.exists():
        draft = folder / f"salt.{secrets.token_hex(8)}"
        write_whole(draft, secrets.token_bytes(32), private=True)
        try:
            os.link(draft, path)
        except FileExistsError:
            log.debug("another process made the salt first")
        finally:
            draft.unlink()
    return path.read_bytes()


def salted(salt: bytes, text: str) -> str:
    """HMAC-SHA-256 of ``text`` under ``salt``, its first 16 hexadecimal digits."""
    return hmac.new(salt, text.encode(), hashlib.sha256).hexdigest()[:_ID_DIGITS]


def write_paths(folder: Path, rows: Iterable[tuple[str, Path, str]]) -> None:
    """Write which file each row id stands for, for the user's eyes only: ``table.csv``."""
    lines = [[row, str(path.absolute()), label] for row, path, label in rows]
    write_whole(folder / _TABLE, csv_bytes(["row", "path", "label"], lines), private=True)


def find_path(fingerprint: str, row: str) -> Path | None:
    """Find the file that a row id of a dataset stands for on this computer, be it still there or not.

    None where the dataset was never read here, or has no such row.
    """
    if _FINGERPRINT.fullmatch(fingerprint) is None:  # it may come from a damaged run, and becomes a part of a path
        return None
    try:
        with (datasets_folder() / fingerprint / _TABLE).open(encoding="utf-8", newline="") as file:
            return next((Path(line["path"]) for line in csv.DictReader(file) if line["row"] == row), None)
    except (OSError, UnicodeDecodeError, csv.Error, KeyError, TypeError):
        return None
