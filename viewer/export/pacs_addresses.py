"""Addresses of PACS that files were sent to, kept in a file of their own; passwords and tokens never."""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from PySide6.QtCore import QObject, Signal

import viewer.immortal  # noqa: F401  before the first signal
from viewer.settings import keep_as_bad, read_json, write_json

log = logging.getLogger(__name__)

MOST = 10
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Address:
    """All of an address that may be kept.

    Attributes
    ----------
    web : bool
        DICOMweb at ``url``, with ``user``; else DICOM at ``host`` and ``port``, with AE titles ``called`` and
        ``calling``.
    tls : bool
        DICOM over TLS.
    authority : str
        File with the certificates to trust; empty: those that the computer trusts.
    """

    web: bool = False
    host: str = ""
    port: int = 104
    called: str = ""
    calling: str = "CXR12"
    tls: bool = False
    url: str = ""
    user: str = ""
    authority: str = ""

    @property
    def name(self) -> str:
        """How it is listed."""
        return self.url if self.web else f"{self.called} at {self.host}:{self.port}"


class PacsAddresses(QObject):
    """The addresses used last, newest first.

    Signals
    -------
    changed
        The list is another one.
    not_saved : str
        A sentence: the change holds for this session only.
    """

    changed = Signal()
    not_saved = Signal(str)

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        stored = read_json(file)
        found = [_read(raw) for raw in stored[:MOST]] if isinstance(stored, list) else []
        self._kept = [one for one in found if one is not None]
        if stored is not None and (not isinstance(stored, list) or len(self._kept) < len(stored)):
            keep_as_bad(file)

    @property
    def kept(self) -> tuple[Address, ...]:
        """The addresses, newest first."""
        return tuple(self._kept)

    def keep(self, address: Address) -> None:
        """Put an address first; one that is kept already moves there."""
        kept = [address, *(one for one in self._kept if one.name != address.name)][:MOST]
        if kept == self._kept:
            return
        self._kept = kept
        self.changed.emit()
        try:
            write_json(self._file, [asdict(one) for one in kept])
        except OSError as error:
            self.not_saved.emit(
                self.tr("The address could not be saved ({0}); it is kept until you close CXR-12.").format(
                    error.strerror
                )
            )


def _read(raw: object) -> Address | None:
    """Take an address as it was written; None for anything else."""
    if not isinstance(raw, dict):
        return None
    kinds = {slot.name: type(slot.default) for slot in fields(Address)}
    values = {name: value for name, value in raw.items() if name in kinds}
    if any(type(value) is not kinds[name] for name, value in values.items()):
        return None
    if any(isinstance(value, str) and (len(value) > _LONGEST or not value.isprintable()) for value in values.values()):
        return None
    return Address(**values)
