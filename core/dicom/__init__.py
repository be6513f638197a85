"""From a DICOM file to a :class:`~core.dicom.frame.Frame`: scan, catalogue, read, decode."""

from __future__ import annotations

import sys

_ONLY_TO_DOWNLOAD = ("requests", "tqdm")
"""What pydicom imports, where it is installed, to fetch its test files: a tenth of a second of every start."""


def _import_pydicom() -> None:
    """Import pydicom without what this program never asks of it."""
    absent = [name for name in _ONLY_TO_DOWNLOAD if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # None: "not to be imported"
    try:
        import pydicom  # noqa: F401
    finally:
        for name in absent:
            del sys.modules[name]


_import_pydicom()
