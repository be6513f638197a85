"""The catalogue for the headless commands: opened as the window would."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.places import data_folder

if TYPE_CHECKING:
    from core.dicom.catalogue import Catalogue


def open_catalogue() -> Catalogue:
    """Open the user's catalogue.

    Raises
    ------
    Cxr12Error
        If it cannot be used.
    """
    from core.dicom.catalogue import Catalogue, CatalogueError

    try:
        return Catalogue(data_folder() / "catalogue.sqlite")
    except OSError as error:
        raise CatalogueError(f"the catalogue cannot be opened: {error.strerror or 'unknown reason'}") from None


def why_not_here(path: Path, suffixes: tuple[str, ...], *, any_new: bool = False) -> str:
    """Say why a file is not to be written here; empty when it is: an image must never be lost to a slip of the hand.

    Parameters
    ----------
    any_new : bool
        A new file may have any name.
    """
    if not path.parent.is_dir():
        return f"expected an existing folder, found no {path.parent}"
    fits = path.suffix.lower() in suffixes
    if path.exists() and not (fits and path.is_file()):
        return f"expected a new file or an earlier {' or '.join(suffixes)}, found something else; choose another name"
    if not fits and not any_new:
        return f"expected a name that ends in {' or '.join(suffixes)}, found another one"
    return ""
